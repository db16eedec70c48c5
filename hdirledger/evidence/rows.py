"""What the rows of budget tables print: names, keywords and columns."""

import re

from ..model.records import Allocation, Row
from . import cells, tables
from .fact import Look, Spans, shown, words
from .held import Held, meets
from .search import Words
from .tables import TableRow
from .texts import Text

# A scan has other letters for ø, and may break a word.
_TRANSFERABLE = re.compile(r"kan\s+overf(?:ø|oe?|e)res", re.IGNORECASE)
_ESTIMATE = re.compile(r"overslagsbevilgnin\s*g", re.IGNORECASE)
_PHRASES = (
    ("transferable", _TRANSFERABLE, "kan overføres"),
    ("estimate", _ESTIMATE, "overslagsbevilgning"),
)
_UNDER = re.compile(
    r"kan\s+nyttes\s+under\s+(?P<which>hverandre|post(?:ene)?\s+\d{2}(?:\s*(?:,|og)\s*\d{2})*)",
    re.IGNORECASE,
)


def name(movement: Allocation, wanted: str) -> Look:
    """A post's name, from which the keywords that a table prints after or within it are taken."""

    def look(held: Held, spans: Spans) -> str:
        if held.words.find(wanted, spans, True) is not None or held.words.near(wanted, spans):
            return ""
        raw = held.text.raw(spans)
        for keyword in (_UNDER, _TRANSFERABLE, _ESTIMATE):
            raw = keyword.sub(" ", raw)
        joined = re.sub(r"[,\s]*\n[,\s]*", "\n", raw)
        plain = Text(held.text.name, joined, held.text.scanned)
        cut = Words(plain)
        if cut.find(wanted.replace(",", ""), ((1, len(plain.lines)),), True) is not None:
            return ""
        rows = tables.rows_of(held.tables, movement.posts, spans)
        if any(cells.split(row.cells, wanted, held.text.scanned)[0] for row in rows if row.cells):
            return ""
        return f"the name «{wanted}» is not in the lines: {held.words.first_missing(wanted, spans)}"

    return look


def beside(movement: Allocation, what: str, wanted: str) -> Look:
    """Words that stand in the lines, or in a table's comment beside the name of the post."""
    plain = words(what, wanted, name=True, alike=True)

    def look(held: Held, spans: Spans) -> str:
        wrong = plain(held, spans)
        for row in tables.rows_of(held.tables, movement.posts, spans) if wrong else ():
            rest = cells.split(row.cells, movement.name or "", held.text.scanned)[1]
            comment = Text(held.text.name, rest, held.text.scanned)
            if Words(comment).find(wanted, ((1, len(comment.lines)),), True) is not None:
                return ""
        return wrong

    return look


def keywords(movement: Allocation) -> Look:
    """The keywords of the post's row in the table are those of the movement."""

    def look(held: Held, spans: Spans) -> str:
        found = tables.rows_of(held.tables, movement.posts, spans)
        plain = [row for row in found if not row.cells]
        for row in plain:
            wrong = _keyword_faults(row.text, movement)
            if wrong:
                return wrong
        return "" if plain else _joint_faults(held, spans, found, movement)

    return look


def _joint_faults(held: Held, spans: Spans, found: list[TableRow], movement: Allocation) -> str:
    """Of a table «Kap./post» any row of the post may have the keywords, mixed with comments.

    Outside the tables a keyword must at least be said.
    """

    def mixed(phrase: str) -> bool:
        column = f"{movement.name} {phrase}"
        return any(cells.split(row.cells, column, held.text.scanned)[0] for row in found)

    raw, table = held.text.raw(spans), "\n".join(row.text for row in found)
    before = ""
    for keyword, pattern, phrase in _PHRASES:
        if keyword in movement.keywords:
            before += f"{phrase} "
            if not pattern.search(raw) and not mixed(before.strip()):
                return f"keywords has {keyword}, but the lines do not say «{phrase}»"
        elif pattern.search(table) or mixed(before + phrase):
            return f"the table says «{phrase}», but keywords lacks {keyword}"
    items = " ".join(sorted(post[-2:] for post in movement.usable_under))
    if found and not mixed(f"{before}kan nyttes under post {items}"):
        return _under_faults(table, movement)
    return ""


def _keyword_faults(text: str, movement: Allocation) -> str:
    for keyword, pattern, phrase in _PHRASES:
        printed = pattern.search(text) is not None
        if printed and keyword not in movement.keywords:
            return f"the table says «{phrase}», but keywords lacks {keyword}"
        if not printed and keyword in movement.keywords:
            return f"keywords has {keyword}, but the table does not say «{phrase}»"
    return _under_faults(text, movement)


def _under_faults(text: str, movement: Allocation) -> str:
    match = _UNDER.search(text)
    under = set(movement.usable_under)
    if match is None:
        return "the table does not say «kan nyttes under», but the record does" if under else ""
    if match["which"].lower() == "hverandre":
        return "" if under == {"each-other"} else "the table says «kan nyttes under hverandre»"
    chapter = movement.posts[0].chapter
    items = re.findall(r"\b\d{2}\b", match["which"])
    printed_posts = {f"{chapter:04d}.{item}" for item in items}
    if printed_posts == under:
        return ""
    named = ", ".join(sorted(printed_posts))
    return f"the table says usable under {named}, the record {', '.join(sorted(under)) or 'none'}"


def columns(movement: Allocation) -> Look:
    """Where a row prints two sums, the first is the appropriation and the second the allocation.

    A table with one sum prints it with its sign, so that a cut is told from an increase.
    """

    def look(held: Held, spans: Spans) -> str:
        if movement.rows:
            return ""
        stated = (movement.appropriation, movement.amount)
        for row in tables.rows_of(held.tables, movement.posts, spans):
            wrong = _row_faults(row, stated)
            if wrong:
                return wrong
        return ""

    return look


def row(movement: Allocation, stated_row: Row) -> Look:
    """One of several rows of a post prints its own sums."""

    def look(held: Held, spans: Spans) -> str:
        printed = [
            other
            for other in tables.rows_of(held.tables, movement.posts, spans)
            if meets((other.first, other.first), spans)
        ]
        stated = (stated_row.appropriation, stated_row.amount)
        faults = [_row_faults(other, stated, stated_row.appropriation is None) for other in printed]
        return faults[0] if faults and all(faults) else ""

    return look


# «reduseres med 10 mill. kroner» is a cut. Elsewhere a letter may only say whence money goes.
_CUT_BY = re.compile(
    r"\b(?:redus|kutt|senk|nedjuster)\w*(?:\s+\S+){0,3}\s+med\s+(?:om lag\s+)?$", re.IGNORECASE
)
_CUT = re.compile(
    r"\b(?:redus|kutt|senk|trekk|trukket|flytt|overfør|omdispon|tilbake|ned)\w*|[-−]\d",
    re.IGNORECASE,
)


def direction(movement: Allocation) -> Look:
    """Whether running text gives or takes the sum of a movement, as the record's sign says."""

    def look(held: Held, spans: Spans) -> str:
        value = movement.amount
        if not value or movement.rows or tables.rows_of(held.tables, movement.posts, spans):
            return ""
        if value < 0 and not _CUT.search(held.text.raw(spans)):
            return f"the sum {shown(value)} is a cut, but nothing in the lines says so"
        before = [
            held.text.running[max(0, item.start - 60) : item.start]
            for item in held.sums
            if item.value == abs(value) and meets(held.lines_of(item), spans)
        ]
        if value > 0 and before and all(_CUT_BY.search(text) for text in before):
            return f"the lines say that {shown(value)} is a cut, the record that it is given"
        return ""

    return look


def _row_faults(row: TableRow, stated: tuple[int | None, int | None], second: bool = False) -> str:
    """How a row's columns differ; ``second`` when only the second column is stated."""
    if not row.sums:
        return ""
    if any(len(reading) == 2 for reading in row.sums):
        if stated in row.sums or (second and stated[1] in {r[-1] for r in row.sums}):
            return ""
        return f"the table prints the columns {' and '.join(shown(v) for v in row.sums[0])}"
    if {reading[0] for reading in row.sums} & set(stated):
        return ""
    return f"the table prints {shown(row.sums[0][0])}"
