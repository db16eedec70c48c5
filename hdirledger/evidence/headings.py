"""The facts in which an assignment is named: its number, its title and its departments."""

import re
from collections.abc import Iterator

from ..ledger import Ledger
from ..model.ids import AssignmentId
from ..model.lines import parse_lines
from ..model.records import Assignment, Basis
from ..reader import Path
from .departments import HEADING, SECOND, codes_of, departments
from .fact import Fact, Look, Spans, lines_of, number, section, words
from .held import Held, meets
from .search import Words, squeeze
from .texts import Text

# What stands between a heading's number and its title, or across the title in a second column.
_COLUMN = re.compile(rf"{HEADING.pattern}[,/]?|[|‘]", re.DOTALL)

# A title does not end in these words, and a sentence ends or is introduced by these signs.
_OPEN = re.compile(
    r"(?:\b(?:og|eller|for|av|i|på|med|til|ved|om|fra|mot|som|den|det|nye)|[,/-])$", re.I
)
_CAPITAL = re.compile(r"\s*[«\"(]?[A-ZÆØÅ0-9]")
# What a letter adds in brackets: «(erstatter TB2025-34 deloppdrag 4)», «(Nytt)».
_REMARK = re.compile(r"\s*\((?:erstatter|nytt|endret|revidert)\b", re.I)
_NUMBER = re.compile(r"^\s*T?TB\S+")
_STOP = re.compile(r"[.:;?!]\s")


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
    if record.title and record.held != "no":
        where, value, letter = titles[0]
        look = _whole_title(str(value), (record.printed or record.id, *record.aliases))
        yield Fact(record, where, letter, record.basis[0].lines, "V116", look)
    for where, codes, letter in _spoken(record, "departments"):
        look = departments(tuple(codes))
        yield Fact(record, where, letter, lines_of(record, letter), "V106", look)
    if not _spoken(record, "departments") and record.held != "no":
        # What the record leaves out must not be printed either.
        where, look = ("departments",), departments(())
        yield Fact(record, where, record.given_by, record.basis[0].lines, "V106", look)
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
    codes = {code for match in HEADING.finditer(raw) for code in codes_of(match["codes"])}
    cleaned = _COLUMN.sub(" ", raw)
    if held.text.scanned:
        # The column's second line («SHA, FHA») comes before the title's second line.
        cleaned = SECOND.sub(" ", cleaned)
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


def _whole_title(title: str, names: tuple[str, ...]) -> Look:
    """A heading's title is not cut short: after it the paragraph ends, or a sentence begins."""

    def look(held: Held, spans: Spans) -> str:
        begins = {heading.line for heading in held.layout.headings}
        own = [
            (line, last)
            for first, last in spans
            for line in sorted(begins)
            if first <= line <= last and any(held.has_id(n, ((line, line + 2),)) for n in names)
        ]
        if not own:
            return ""
        if held.text.scanned:
            return _cut_in_scan(held, own[0][0], title)
        end = held.words.find(title, (own[0],))
        if end is None or _paragraphs(held, own[0][0], held.text.line_at(end - 1)) > 2:
            return ""
        line = held.text.line_at(end - 1)
        rest = held.text.body[end : held.text.offset(line + 1)]
        if _REMARK.match(rest):
            return ""
        below = held.text.after(line)
        if not squeeze(rest).strip(".") and below and below not in begins:
            rest = "" if _sentence(held, title, below) else held.text.line(below)
        if not squeeze(rest).strip("."):
            return ""
        return f"the heading goes on after the title: «{' '.join(rest.split())[:60]}»"

    return look


def _paragraphs(held: Held, first: int, last: int) -> int:
    """How many paragraphs some lines have. A heading has two when its number has one alone."""
    return sum(
        1
        for line in range(first, last + 1)
        if held.text.line(line).strip() and (line == first or not held.text.before(line))
    )


def _sentence(held: Held, title: str, line: int) -> bool:
    """Whether the line below a title begins a sentence and does not continue the heading."""
    if _OPEN.search(title) or not _CAPITAL.match(held.text.line(line)):
        return False
    paragraph = ""
    while line:
        paragraph += held.text.line(line).strip() + " "
        line = held.text.after(line)
    return _STOP.search(paragraph) is not None


def _cut_in_scan(held: Held, line: int, title: str) -> str:
    """A scan's heading, up to the blank line below it, is about as long as its title."""
    last = line
    while not _whole(held, line, last) or held.text.line(last + 1).strip():
        last += 1
        if last > line + 6:
            return ""
    heading = heading_text(held, ((line, last),)).body
    printed, wanted = squeeze(_NUMBER.sub("", heading), True), squeeze(title, True)
    if len(printed) <= len(wanted) + len(wanted) // 10 + 2 or _STOP.search(heading):
        return ""
    return f"the heading goes on after the title: «{' '.join(heading.split())[-60:]}»"


def _whole(held: Held, first: int, last: int) -> bool:
    """Whether a scan's lines have a title, which does not break off where a blank line came in."""
    heading = _NUMBER.sub("", heading_text(held, ((first, last),)).body).strip()
    return bool(squeeze(heading, True)) and not _OPEN.search(heading)
