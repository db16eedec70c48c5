"""What an assignment's and a part's status must be, from the actions in its basis."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model.records import Assignment, Basis, Part

_ENDS = {
    "replaced": "replaced",
    "withdrawn": "withdrawn",
    "renumbered": "renumbered",
    "lapsed": "lapsed",
    "delivered": "delivered",
}
_OPENS = {"given", "continued", "repeated", "kept", "amended", "deadline-changed"}
# Actions that neither open nor end an assignment.
NEUTRAL = frozenset({"clarified", "specified", "noted"})
_PART_ENDS = {
    "replaced": "replaced",
    "withdrawn": "dropped",
    "lapsed": "lapsed",
    "delivered": "delivered",
}


def _fold(actions: Iterable[str], ends: dict[str, str]) -> str:
    status = "open"
    for action in actions:
        status = _after(status, action, ends)
    return status


def _after(status: str, action: str, ends: dict[str, str]) -> str:
    return ends.get(action) or ("open" if action in _OPENS else status)


def whole_after(status: str, action: str) -> str:
    """The status after one more action on the whole."""
    return _after(status, action, _ENDS)


def whole_status(actions: Iterable[str]) -> str:
    """The status that actions on the whole give."""
    return _fold(actions, _ENDS)


def part_status(basis: Iterable["Basis"], part: "Part") -> str:
    """``open``, or how the part ended: by an action on it, by moving on, or by being dropped."""
    acted = _fold((entry.action for entry in basis if part.key in entry.parts), _PART_ENDS)
    if acted != "open":
        return acted
    if part.became is not None:
        return "moved"
    return "dropped" if part.until else "open"


def assignment_status(assignment: "Assignment") -> str:
    """The status that the basis gives. A whole is replaced when all its parts are.

    An action with ``parts`` concerns those parts only and leaves the whole as it is.
    """
    whole = [entry for entry in assignment.basis if not entry.parts]
    status = whole_status(entry.action for entry in whole)
    if status == "open" and assignment.parts:
        parts = {part_status(assignment.basis, part) for part in assignment.parts}
        if parts <= {"replaced", "moved"}:
            return "replaced"
    return status
