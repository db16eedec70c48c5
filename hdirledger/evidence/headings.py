"""The facts in which an assignment is named: its number, its title and its departments."""

import re
from collections.abc import Iterator

from ..ledger import Ledger
from ..model.ids import AssignmentId
from ..model.lines import parse_lines
from ..model.records import Assignment, Basis
from ..reader import Path
from .fact import Fact, Look, Spans, lines_of, number, section, words
from .held import Held, meets
from .search import Words, squeeze
from .texts import Text

_CODES = r"[A-ZÆØÅ]{2,5}(?![A-ZÆØÅa-zæøå-])"
_DEPARTMENTS = re.compile(
    rf"(?:Eieravdeling\s+HOD|Avd\.?\s*HOD|Ansvarlig\s+avdeling)\s*:?\s*"
    rf"(?P<codes>(?:{_CODES}(?:\s*[/,]\s*{_CODES})*)?)"
)
# What stands between a heading's number and its title, or across the title in a second column.
_COLUMN = re.compile(rf"{_DEPARTMENTS.pattern}[,/]?|[|‘]", re.DOTALL)


def facts(ledger: Ledger, record: Assignment) -> Iterator[Fact]:
    """Number, title and departments of an assignment, each in the letter that said it."""
    for n, entry in enumerate(record.basis):
        yield from _number(ledger, record, n, entry)
        yield from section(record, ("basis", n), entry.letter, entry.lines, entry.section)
        reply = entry.reply
        if reply and reply.printed:
            look = words("what is printed,", reply.printed)
            where: Path = ("basis", n, "reply", "printed")
            yield Fact(record, where, entry.letter, entry.lines, "V108", look)
    titles = _spoken(record, "title")
    for where, value, letter in titles:
        look = _title(str(value))
        yield Fact(record, where, letter, lines_of(record, letter), "V104", look)
    if record.title and record.held != "no" and record.basis[0].action == "given":
        where, value, letter = titles[0]
        yield Fact(record, where, letter, record.basis[0].lines, "V116", _whole_title(str(value)))
    for where, codes, letter in _spoken(record, "departments"):
        look = _departments(tuple(codes))
        yield Fact(record, where, letter, lines_of(record, letter), "V106", look)
    if record.area:
        changed = [former.until for former in record.formerly if former.area and former.until]
        letter = changed[-1] if changed else record.given_by
        look = words("the area", record.area, alike=True)
        yield Fact(record, ("area",), letter, "", "V111", look)


def _spoken(record: Assignment, key: str) -> list[tuple[Path, str | tuple[str, ...], str]]:
    """Each value that a key has had, with its path and the letter that said it."""
    found: list[tuple[Path, str | tuple[str, ...], str]] = []
    letter = record.given_by
    for n, former in enumerate(record.formerly):
        value = getattr(former, key)
        if value:
            found.append((("formerly", n, key), value, former.since or letter))
            letter = former.until or letter
    value = getattr(record, key)
    if value:
        found.append(((key,), value, letter))
    return found


def _number(ledger: Ledger, record: Assignment, n: int, entry: Basis) -> Iterator[Fact]:
    letter = ledger.letters.get(entry.letter)
    spans = parse_lines(entry.lines)
    if letter and any(
        meets(line, spans) for group in letter.classes for line in parse_lines(group.lines)
    ):
        # A rule for a whole class names no numbers.
        return
    heading = record.printed if n == 0 else None
    parsed = AssignmentId.parse(record.id)
    # A minted letter or number is ours; the letters print the alias.
    ours = parsed is not None and (parsed.letter != "" or parsed.series == "X")
    if entry.cited_as or heading:
        key = "cited-as" if entry.cited_as else "printed"
        path: Path = ("basis", n, key) if entry.cited_as else (key,)
        names: tuple[str, ...] = (entry.cited_as or heading or "",)
    else:
        path = ("basis", n, "lines")
        names = ((record.printed or record.id),) if not ours or not record.aliases else ()
        names = (*names, *record.aliases)
    hint = "If the letter prints another number here, give it as cited-as."
    look = number("the number", names)
    yield Fact(record, path, entry.letter, entry.lines, "V105", look, hint)
    if heading and not entry.cited_as and not ours:
        look = number("the number", (record.id,))
        yield Fact(record, ("id",), entry.letter, entry.lines, "V105", look, hint)


def heading_text(held: Held, spans: Spans) -> Text:
    """The lines without the departments' column, which may stand across a title."""
    raw = held.text.raw(spans)
    codes = {code for match in _DEPARTMENTS.finditer(raw) for code in _codes(match["codes"])}
    cleaned = _COLUMN.sub(" ", raw)
    if held.text.scanned:
        # The column's second line («SHA, FHA») comes before the title's second line.
        cleaned = re.sub(rf"(?m)^\s*(?:{_CODES}\s*[,/]?\s*)+(?=\S)", " ", cleaned)
    elif codes:
        cleaned = re.sub(rf"(?m)^\s*(?:{'|'.join(codes)})(?:/\w+)*\s*$", " ", cleaned)
    return Text(held.text.name, cleaned, held.text.scanned)


def _title(title: str) -> Look:
    def look(held: Held, spans: Spans) -> str:
        if held.words.find(title, spans) is not None or held.words.near(title, spans):
            return ""
        cleaned = heading_text(held, spans)
        whole = ((1, len(cleaned.lines)),)
        heading = Words(cleaned)
        if heading.find(title, whole) is not None or heading.near(title, whole):
            return ""
        return f"the title is not in the lines: {heading.first_missing(title, whole)}"

    return look


def _whole_title(title: str) -> Look:
    """A heading's title is not cut short: after it the paragraph ends."""

    def look(held: Held, spans: Spans) -> str:
        begins = {heading.line for heading in held.layout.headings}
        if spans[0][0] not in begins or held.text.scanned:
            return ""
        end = held.words.find(title, spans)
        if end is None:
            return ""
        line = held.text.line_at(end - 1)
        rest = held.text.body[end : held.text.offset(line + 1)]
        if not squeeze(rest).strip(".") and line + 1 not in begins:
            rest = held.text.line(line + 1)
        if not squeeze(rest).strip("."):
            return ""
        return f"the heading goes on after the title: «{' '.join(rest.split())[:60]}»"

    return look


def _codes(text: str) -> tuple[str, ...]:
    return tuple(re.findall(_CODES, text))


def _departments(wanted: tuple[str, ...]) -> Look:
    def look(held: Held, spans: Spans) -> str:
        raw = held.text.raw(spans)
        match = _DEPARTMENTS.search(raw)
        printed = _codes(match["codes"]) if match else ()
        if printed and not held.text.scanned:
            if printed == wanted:
                return ""
            return f"the letter prints the departments {'/'.join(printed)}, not {'/'.join(wanted)}"
        missing = [code for code in wanted if not re.search(rf"\b{code}\b", raw)]
        return f"the department {missing[0]} is not in the lines" if missing else ""

    return look
