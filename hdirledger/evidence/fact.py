"""A fact: something that a record says and that certain lines of a letter must print."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model.amounts import show
from ..model.lines import Span
from ..model.posts import Post
from ..model.records import Assignment, Record
from ..reader import Path
from . import sums
from .held import Held, meets

Spans = tuple[Span, ...]
# Gives what is wrong, or nothing when the fact is found.
Look = Callable[[Held, Spans], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a record, and the lines of a letter that must print it.

    ``code`` is the rule that a failure breaks and ``look`` tells what is wrong. A fact whose
    ``lines`` are empty is looked for in the whole letter.
    """

    record: Record
    path: Path
    letter: str
    lines: str
    code: str
    look: Look
    hint: str = ""


def words(
    what: str, wanted: str, name: bool = False, also: tuple[str, ...] = (), alike: bool = False
) -> Look:
    """The words stand in the lines, one after the other; ``also`` are other forms of them."""

    def look(held: Held, spans: Spans) -> str:
        for form in (wanted, *also):
            if held.words.find(form, spans, name) is not None:
                return ""
        if alike and held.words.near(wanted, spans):
            return ""
        return f"{what} «{wanted}» is not in the lines: " + held.words.first_missing(wanted, spans)

    return look


def number(what: str, names: tuple[str, ...]) -> Look:
    """One of an assignment's numbers stands in the lines, in any form."""

    def look(held: Held, spans: Spans) -> str:
        if any(held.has_id(name, spans) for name in names):
            return ""
        return f"{what} {' or '.join(names)} is not in the lines"

    return look


def amount(what: str, value: int, printed: str | None = None) -> Look:
    """A sum stands in the lines, in kroner, thousands or millions, or in the ``printed`` words."""

    def look(held: Held, spans: Spans) -> str:
        if printed and held.words.find(printed, spans) is not None:
            return ""
        if held.has_sum(value, spans):
            return ""
        near = sorted(
            {item.value for item in held.sums if meets(held.lines_of(item), spans)}
            | held.row_sums(spans)
        )
        there = ", ".join(shown(item) for item in near[:6]) or "none"
        return f"{what} {shown(value)} is not in the lines; the sums there: {there}"

    return look


_LIMITS = (
    ("up-to", re.compile(r"\b(?:inntill?|opp\s+til|maksimalt|høyst)\s*$", re.IGNORECASE)),
    ("at-least", re.compile(r"\b(?:minst|minimum)\s*$", re.IGNORECASE)),
)


def bound(value: int, stated: str) -> Look:
    """The word before a sum makes it a limit or a floor exactly when the record does."""

    def look(held: Held, spans: Spans) -> str:
        said: set[str] = set()
        for item in held.sums:
            if item.value == abs(value) and meets(held.lines_of(item), spans):
                before = held.text.body[max(0, item.start - 30) : item.start]
                said.add(next((name for name, word in _LIMITS if word.search(before)), ""))
        limits = said - {""}
        if stated in limits or not said or (stated not in ("up-to", "at-least") and "" in said):
            return ""
        if limits:
            return f"the letter says {sorted(limits)[0]} of {shown(value)}, the record {stated}"
        return f"the record says {stated} of {shown(value)}, but no such word stands before it"

    return look


def printed_amount(value: int, printed: str) -> Look:
    """The printed words of a sum name that sum, as far as they can be read."""

    def look(held: Held, spans: Spans) -> str:
        named = sums.said(printed)
        if not named or abs(value) in named:
            return ""
        return f"«{printed}» is {shown(min(named))}, not {shown(value)}"

    return look


def post(what: str, wanted: Post) -> Look:
    """The lines are about a post: in its row, below its heading, or naming chapter and post."""

    def look(held: Held, spans: Spans) -> str:
        rows = [
            row
            for table in held.tables
            for row in table.rows
            if meets((row.first, row.last), spans)
        ]
        if any(wanted.covers(named) for row in rows for named in row.posts):
            return ""
        if rows:
            return f"{what} {wanted} is not in the lines: the row there is of {rows[0].posts[0]}"
        for heading in held.layout.posts:
            if meets((heading.line, heading.last), spans) and any(
                named == wanted or wanted.covers(named) for named in heading.posts
            ):
                return ""
        raw = held.text.raw(spans)
        numbers = [str(wanted.chapter)] + ([f"{wanted.item:02d}"] if wanted.item >= 0 else [])
        if all(_digits(digits, raw) for digits in numbers):
            return ""
        return f"{what} {wanted} is not in the lines, nor do they stand below its heading"

    return look


def _digits(digits: str, raw: str) -> bool:
    at = raw.find(digits)
    while at >= 0:
        before = raw[at - 1 : at]
        after = raw[at + len(digits) : at + len(digits) + 1]
        if not before.isdigit() and not after.isdigit():
            return True
        at = raw.find(digits, at + 1)
    return False


def shown(value: int) -> str:
    """A sum as people write it."""
    return show(value)


def anything(held: Held, spans: Spans) -> str:
    """Nothing but that the lines exist, which is looked at for every fact."""
    return ""


def lines_of(record: Assignment, letter: str) -> str:
    """All lines in which a letter speaks of an assignment."""
    return ", ".join(entry.lines for entry in record.basis if entry.letter == letter)


def section(
    record: Record, path: Path, letter: str, lines: str, wanted: str | None
) -> Iterator[Fact]:
    """The section that a record names is the one in which its lines stand."""
    if wanted is None:
        return
    expected = wanted

    def look(held: Held, spans: Spans) -> str:
        if not expected[:1].isdigit():
            return held.layout.outside_of(expected, spans)
        # Sections may begin within the lines, so any of them will do.
        lines = [line for first, last in spans for line in range(first, last + 1)]
        if any(held.layout.in_section(line, expected) for line in lines):
            return ""
        if expected not in {known.number for known in held.layout.sections}:
            return f"there is no section {expected}"
        return f"the lines stand in section {held.layout.section_at(spans[-1][0])}, not {expected}"

    yield Fact(record, (*path, "section"), letter, lines, "V115", look)
