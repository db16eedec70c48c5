"""L: the declared order of the letters, and what a letter does to whole classes."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from ..cards import acts, parsed_act
from ..findings import Severity
from ..source import ROOT_FILE
from ..status import NEUTRAL, assignment_status, whole_after, whole_status
from . import Problem, rule

if TYPE_CHECKING:
    from ..cards import AssignmentCard, ClassCard
    from ..catalog import Catalog


@rule("L103", Severity.ERROR, "The declared order and the letters disagree")
def undeclared(catalog: "Catalog") -> Iterator[Problem]:
    """ledger.yaml declares the order of all letters, since some have no date and numbers do not
    always follow time. A letter outside it, or a name without a letter, has no place.

    Example: letters/2022-ttb-2-6.yaml exists, but ledger.yaml does not list it.
    Remedy: put the letter into the list, where it was given.
    """
    names = catalog.names
    for path, card in catalog.letter_cards:
        # Of two letters with one id, which S302 tells of, one is as good as the other.
        if names.order and card["id"] not in names.order and names.letters[card["id"]] is card:
            yield Problem(path, ("id",), f"{card['id']} has no place in ledger.yaml")
    for name, n in names.order.items():
        if name not in names.letters and name not in names.broken:
            yield Problem(ROOT_FILE, ("letters", n), f"there is no letter {name}")


@rule("L104", Severity.ERROR, "The dates contradict the declared order")
def wrong_order(catalog: "Catalog") -> Iterator[Problem]:
    """A letter that was certainly given later cannot stand before an earlier one.

    Example: a letter dated 1 July 2022 listed before one dated 4 March 2022.
    Remedy: mend the order in ledger.yaml, or the date or bounds of one of the letters.
    """
    latest_begin, holder = "", ""
    for name, n in catalog.names.order.items():
        letter = catalog.names.letters.get(name, {})
        earliest, latest = letter.get("earliest"), letter.get("latest")
        if earliest is None or latest is None:
            continue
        if latest_begin and latest < latest_begin:
            message = f"{name} was given by {latest}, but stands after {holder}, "
            message += f"which was not given before {latest_begin}"
            hint = "A letter has its place by its date: register --after LETTER, or mend the list."
            yield Problem(ROOT_FILE, ("letters", n), message, hint)
        if earliest > latest_begin:
            latest_begin, holder = earliest, name


@rule("L110", Severity.ERROR, "A class rule of a letter is not done to a file")
def class_not_done(catalog: "Catalog") -> Iterator[Problem]:
    """A letter may let a whole class of assignments lapse, or continue. The rule stands once on the
    letter; each file it concerns must say that it was done, also a file that is registered later.

    Example: 2025-tb lets everything from 2023 or earlier lapse; TB2022-40 is still open after it.
    Remedy: add the letter's basis entry to the assignment, or list the assignment as an exception.
    """
    order = catalog.names.order
    groups = [
        (order.get(name, len(order)), name, group)
        for name, card in catalog.names.letters.items()
        for group in card.get("classes", ())
    ]
    groups.sort(key=lambda found: found[0])
    places = [place for place, _, _ in groups]
    # How many groups stand before each place.
    before = [bisect_left(places, place) for place in range(len(order) + 2)]
    known: dict[tuple[str, ...], list[tuple[int, str, ClassCard]]] = {}
    acted = cache(partial(_acted, order))
    for path, assignment in catalog.assignment_cards if groups else ():
        # Assignments with the same basis are open to the same letters, and there are many of them.
        same = tuple(assignment["acts"])
        near = known.get(same)
        if near is None:
            near = known[same] = []
            for first, end in _open_spans([acted(act) for act in same], len(order)):
                if before[first] < before[end]:
                    near += groups[before[first] : before[end]]
        for _, name, group in near:
            if _in_class(group, assignment) and _left_out(catalog, name, path, assignment):
                word = "lets it lapse" if group["action"] == "lapsed" else "continues it"
                message = f"{name} {word} (class {group['key']}), but no basis entry says so"
                yield Problem(path, ("basis",), message)


@rule("L112", Severity.WARNING, "An assignment that is kept by name does not tell of it")
def exception_untold(catalog: "Catalog") -> Iterator[Problem]:
    """A letter that lets a class of assignments lapse and excepts one by name speaks of that one,
    so its basis has an entry of the letter. Else nothing in the file tells why it is still open.

    Example: 2025-tb lets everything from 2023 or earlier lapse except TB2022-33, and the basis of
    TB2022-33 has no entry of 2025-tb.
    Remedy: hdirledger change ID --action kept, with the lines where the letter keeps it.
    """
    keeping: dict[str, list[str]] = defaultdict(list)
    for name, card in catalog.names.letters.items():
        for group in card.get("classes", ()):
            for excepted in group["exceptions"]:
                keeping[excepted].append(name)
    for path, assignment in catalog.assignment_cards if keeping else ():
        if assignment["id"] not in keeping:
            continue
        for name in dict.fromkeys(keeping[assignment["id"]]):
            if all(letter != name for letter, _, _ in acts(assignment)):
                message = f"{name} excepts it from a class by name, but no basis entry says so"
                hint = f"hdirledger change {assignment['id']} --action kept --letter {name}"
                yield Problem(path, ("basis",), message, hint)


def _acted(order: dict[str, int], text: str) -> tuple[int, str, int]:
    """Where in the letters' order an act of an assignment stands; the status that it gives the
    whole, empty where it leaves it as it was; and 1 where it does to the whole what a class rule
    of its letter wants done, else 0."""
    letter, action, of_parts = parsed_act(text)
    place = order.get(letter, len(order))
    if of_parts:
        return place, "", 0
    return place, whole_after("", action), int(place < len(order) and action not in NEUTRAL)


def _open_spans(steps: list[tuple[int, str, int]], last: int) -> list[tuple[int, int]]:
    """Where in the letters' order an assignment is open: from a place to before another. ``steps``
    are what it was acted on, as ``_acted`` tells of each; ``last`` is the last place there is."""
    found: list[tuple[int, int]] = []
    status, place = "open", -1
    for then, gives, done in steps:
        if then < place:
            return [(0, last + 1)]  # The basis is not in order, which L105 tells of.
        if place >= 0 and then > place and status == "open":
            found.append((place + 1, then + 1 - done))
        status, place = gives or status, then
    if steps and status == "open":
        found.append((place + 1, last + 1))
    return found


def _in_class(group: "ClassCard", assignment: "AssignmentCard") -> bool:
    return (
        group["first"] <= assignment["year"] <= group["last"]
        and "held" not in assignment
        and assignment["id"] not in group["exceptions"]
    )


def _left_out(catalog: "Catalog", letter: str, path: str, assignment: "AssignmentCard") -> bool:
    """Whether an assignment was open before a letter that then says nothing of it."""
    order = catalog.names.order
    place = order.get(letter, len(order))
    before = []
    for by, action, of_parts in acts(assignment):
        if by == letter and not of_parts and action not in NEUTRAL:
            return False
        if order.get(by, len(order)) < place and not of_parts:
            before.append(action)
    if not any(order.get(by, len(order)) < place for by, _, _ in acts(assignment)):
        return False
    if whole_status(before) != "open":
        return False
    if not assignment.get("parts"):
        return True
    # A whole is replaced when all its parts are, and only the record tells what became of them.
    record = catalog.record(path)
    basis = tuple(e for e in record.basis if order.get(e.letter, len(order)) < place)
    return assignment_status(replace(record, basis=basis)) == "open"
