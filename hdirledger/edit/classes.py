"""Classes of assignments that a letter lets lapse or continue, done to the files they concern.

Which files these are is told by the rule that holds the files against the classes (L110), so that
what is written is just what is demanded.
"""

from collections.abc import Collection

from ..check import check
from ..facts import in_class
from ..ledger import Ledger
from ..model.records import Assignment, ClassRule, Letter
from .draft import Draft
from .items import Data, Order, enter, place, place_of, settle
from .letters import class_rule

# An assignment, and a class of a letter that its file does not tell of.
_Undone = tuple[Assignment, Letter, ClassRule]


def lapse(draft: Draft, letter: str, rule: Data, lines: str | None, order: Order) -> list[str]:
    """Put a class on a letter and its entry into the basis of every file that it concerns; the ids
    of these. ``lines`` are those that the files cite, when they are not those of the class."""
    path = f"ledger/letters/{letter}.yaml"
    data, key = class_rule(draft.data(path), rule)
    # Its years and exceptions must be right before it is asked whom it concerns.
    place_of("letter", data)
    draft.put(path, data)
    done = do_classes(draft, order, only=(letter, key), lines=lines)
    return [name for name, _ in done]


def do_classes(
    draft: Draft,
    order: Order,
    *,
    only: tuple[str, str] | None = None,
    ids: Collection[str] | None = None,
    lines: str | None = None,
) -> list[tuple[str, str]]:
    """Enter what classes of letters do to files that do not tell of it yet: of one class only, or
    to some assignments only. Gives back which assignment, and which letter."""
    done: list[tuple[str, str]] = []
    while True:
        ledger = draft.ledger()
        if ids is not None and not _in_a_class(ledger, ids):
            return done
        first: dict[str, _Undone] = {}
        for undone in _undone(ledger):
            assignment, letter, group = undone
            if only not in (None, (letter.id, group.key)) or (assignment.id, letter.id) in done:
                continue
            if ids is not None and assignment.id not in ids:
                continue
            known = first.get(assignment.id)
            # What an earlier letter does decides whether a later one has anything to do.
            if known is None or place(order, letter.id) < place(order, known[1].id):
                first[assignment.id] = undone
        if not first:
            return done
        for assignment, letter, group in first.values():
            entry: Data = {"letter": letter.id, "action": group.action}
            if group.section:
                entry["section"] = group.section
            entry["lines"] = lines or group.lines
            path = ledger.entry_of[id(assignment)].path
            data = draft.data(path)
            enter(data, entry, order)
            draft.put(path, settle(data))
            done.append((assignment.id, letter.id))


def _in_a_class(ledger: Ledger, ids: Collection[str]) -> bool:
    """Whether any letter has a class of the year of one of these assignments."""
    groups = [group for letter in ledger.letters.values() for group in letter.classes]
    return any(in_class(group, ledger.by_id[name]) for group in groups for name in ids)


def _undone(ledger: Ledger) -> list[_Undone]:
    classes = [(letter, g) for letter in ledger.letters.values() for g in letter.classes]
    found: list[_Undone] = []
    for finding in check(ledger).findings:
        if finding.code == "L110" and not finding.accepted:
            letter, group = next(pair for pair in classes if _is_about(finding.message, *pair))
            found.append((ledger.by_id[finding.record], letter, group))
    return found


def _is_about(message: str, letter: Letter, group: ClassRule) -> bool:
    start, _, rest = message.partition(" ")
    return start == letter.id and f"(class {group.key})" in rest
