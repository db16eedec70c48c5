"""L: letters, their order, and what follows from what they did."""

from collections.abc import Iterator

from ..findings import Severity
from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.records import Announcement, Assignment, Item, Letter, Record
from ..model.walk import Node
from ..reader import Path
from ..status import assignment_status, part_status
from . import Problem, record_rule


def _items(ledger: Ledger, record: Record) -> Iterator[Node]:
    """Every item of a record that a letter can end."""
    return (node for node in ledger.nodes(record) if node.plan.item)


def _given(record: Record) -> str | None:
    if isinstance(record, Assignment):
        return record.given_by
    return record.id if isinstance(record, Letter) else getattr(record, "letter", None)


def _since(item: Item | Announcement) -> str | None:
    return item.since if isinstance(item, Item) else None


@record_rule("L101", Severity.ERROR, "A letter under since or until is not in basis")
def not_in_basis(ledger: Ledger) -> Iterator[Problem]:
    """An item that a letter brought or ended rests on a place in that letter, so the record's basis
    must have an entry for the letter.

    Example: until: 2022-ttb-7-12 on a deadline, and no basis entry of that letter.
    Remedy: add the basis entry with the letter's lines, or mend the letter's id.
    """
    for assignment in ledger.assignments:
        letters = {entry.letter for entry in assignment.basis}
        for node in _items(ledger, assignment):
            for name, letter in (("since", _since(node.thing)), ("until", node.thing.until)):
                if letter and letter not in letters and letter in ledger.names.letters:
                    message = f"{letter} is not in the basis of {assignment.id}"
                    yield Problem(assignment, (*node.path, name), message)


@record_rule("L102", Severity.ERROR, "An item ends before it begins")
def ends_before(ledger: Ledger) -> Iterator[Problem]:
    """What one letter brought, only a later letter can end.

    Example: since: 2022-ttb-7-12, until: 2022-tb.
    Remedy: mend the one that is wrong.
    """
    order = ledger.names.order
    for record in ledger.records():
        for node in _items(ledger, record):
            end = node.thing.until
            if end is None:
                continue
            begin = _since(node.thing) or node.above or _given(record)
            if begin is None or end not in order or begin not in order:
                continue
            if order[end] <= order[begin]:
                message = f"ended by {end}, which does not come after {begin}"
                yield Problem(record, (*node.path, "until"), message)


@record_rule("L105", Severity.ERROR, "The basis is not in order")
def basis_order(ledger: Ledger) -> Iterator[Problem]:
    """The basis tells what the letters did in the order in which they did it, so that it can be
    read from top to bottom; the status follows from that order.

    Example: an entry of 2022-ttb-7-12 above one of 2022-tb.
    Remedy: put the entries in the letters' order, and by line within a letter.
    """
    order = ledger.names.order
    for assignment in ledger.assignments:
        before = (-1, 0)
        for n, entry in enumerate(assignment.basis):
            if entry.letter not in order:
                continue
            place = (order[entry.letter], parse_lines(entry.lines)[0][0])
            if place < before:
                message = f"{entry.letter}, lines {entry.lines}, comes after a later place"
                yield Problem(assignment, ("basis", n), message, lines=entry.lines)
            before = max(before, place)


@record_rule("L106", Severity.ERROR, "The status does not follow from the basis")
def wrong_status(ledger: Ledger) -> Iterator[Problem]:
    """The status stands in the file so that people can read it, but it is the actions in the basis
    that decide it. The same goes for the status of parts.

    Example: status: open, and the last action is lapsed.
    Remedy: write the status from the message, or add the action that is missing.
    """
    for assignment in ledger.assignments:
        follows = assignment_status(assignment)
        if assignment.status != follows:
            message = f"status is {assignment.status}, but from the basis it is {follows}"
            yield Problem(assignment, ("status",), message)
        for n, part in enumerate(assignment.parts):
            follows = part_status(assignment.basis, part)
            if (part.status or "open") != follows:
                message = f"part {part.key} is {part.status or 'open'}, "
                message += f"but from the basis it is {follows}"
                yield Problem(assignment, ("parts", n), message, lines=part.lines)


@record_rule(
    "L107", Severity.ERROR, "A letter has neither a date nor bounds, or bounds that cannot be"
)
def undated(ledger: Ledger) -> Iterator[Problem]:
    """Reports through a date must know whether a letter had been given by then. A letter without a
    printed date has an earliest and a latest day, and the reason for both.

    Example: a held letter without dated and without bounds; earliest after latest.
    Remedy: add bounds with the reason: what the letter mentions as past, what it sets as first.
    """
    for letter in ledger.every_letter:
        if letter.dated is None and letter.bounds is None:
            if letter.held != "no":
                yield Problem(letter, ("id",), f"{letter.id} has neither dated nor bounds")
        elif letter.dated and letter.bounds:
            message = "a letter with a printed date needs no bounds"
            yield Problem(letter, ("bounds",), message)
        elif letter.bounds and letter.bounds.earliest > letter.bounds.latest:
            message = f"earliest {letter.bounds.earliest} is after latest {letter.bounds.latest}"
            yield Problem(letter, ("bounds",), message)


@record_rule("L108", Severity.ERROR, "A held letter without its text's checksum")
def no_text(ledger: Ledger) -> Iterator[Problem]:
    """The lines that records cite mean something only for one exact text; its checksum and line
    count stand in the letter's record, and the text itself outside the ledger.

    Example: a held letter without text.
    Remedy: add text with file, sha256 and lines.
    """
    for letter in ledger.every_letter:
        if letter.held != "no" and letter.kind != "reply" and letter.text is None:
            yield Problem(letter, ("id",), f"{letter.id} has no text with sha256 and line count")


@record_rule("L109", Severity.ERROR, "Lines that the letter does not have")
def beyond(ledger: Ledger) -> Iterator[Problem]:
    """A line reference beyond the end of the letter's text, or one that runs backwards, cannot be
    looked up.

    Example: lines: 4000-4010 in a letter of 3 021 lines; lines: 120-112.
    Remedy: look the place up again.
    """
    for record in ledger.records():
        owner = record.id if isinstance(record, Letter) else getattr(record, "letter", None)
        if isinstance(record, Assignment):
            owner = record.given_by
        for path, lines, letter in _line_references(ledger, record, owner):
            count = ledger.names.letters.get(letter or "", {}).get("lines")
            for first, last in parse_lines(lines):
                if first > last or (count is not None and last > count):
                    of = f" of {count}" if count is not None else ""
                    message = f"lines {first}-{last}: {letter} has no such lines{of}"
                    yield Problem(record, (*path, "lines"), message, lines=lines)


def _line_references(
    ledger: Ledger, record: Record, owner: str | None
) -> Iterator[tuple[Path, str, str | None]]:
    """Every line reference of a record, with its path and the letter it points into."""
    for path, thing, plan, _, letter in ledger.nodes(record):
        # A letter's text has a count of lines, and an acceptance repeats those of an item.
        if plan.lines and thing.lines and path[:1] not in (("text",), ("accepts",)):
            yield path, thing.lines, letter or owner


@record_rule("L111", Severity.WARNING, "A needless since: it names the letter that gave the record")
def needless_since(ledger: Ledger) -> Iterator[Problem]:
    """since is left out where it is the letter that gave the record, so that the exceptions show.

    Example: a deadline of TB2022-13 with since: 2022-tb.
    Remedy: remove the line.
    """
    for record in ledger.records():
        given = _given(record)
        for node in _items(ledger, record) if given else ():
            if _since(node.thing) == given:
                message = f"{given} is the letter that gave it all"
                yield Problem(record, (*node.path, "since"), message)
