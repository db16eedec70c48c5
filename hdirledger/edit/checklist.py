"""What a letter's text announces by its looks, and which of it the records cite already.

A help for the eye, found by patterns: it may miss things and find things that are none. What a
letter does is decided by the one who reads it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..evidence.texts import Text
from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.posts import Post
from ..reader import read
from .items import owner_of
from .typed import id_of

# Longer than any letter, so that a slip in a reference takes no time.
_FARTHEST = 100_000

KINDS = ("assignment", "post", "sum", "deadline", "word")

_NUMBER = re.compile(
    r"(?<![A-Za-z])(?:TTB|STB|RTB|TB)[ \t–‑-]{0,2}(?:20\d\d)[ \t]?[–‑-][ \t]?\d{1,4}"
    r"(?:[./]\d{1,3})?(?![\d])"
)
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_DATE = re.compile(
    rf"\b\d{{1,2}}\.\s?(?:{_MONTHS})\b(?:\s\d{{4}})?|\b\d{{1,2}}\.\d{{1,2}}\.(?:20)?\d\d\b"
    r"|\buke \d{1,2}\b",
    re.IGNORECASE,
)
_DUE = re.compile(r"\bfrist(?:en|er|ene)?\b|\binnen utgangen av\b", re.IGNORECASE)
_POST = re.compile(
    r"\bkap(?:ittel|\.)?\s*(\d{3,4})[\s,.]*(?:post(?:en)?\.?\s*(\d{2}))?", re.IGNORECASE
)
_SUM = re.compile(
    r"-?\d+(?:[ \u00a0]\d{3})*(?:,\d+)?\s(?:mill\.?|millioner|mrd\.?|tusen)?\s?(?:kroner|kr\b)"
    r"|-?\d+(?:,\d+)?\s(?:mill\.|mrd\.)",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"\b(utgår|bortfaller|trekkes|erstatte[rs]|utsettes|forskyves|presisere[rs]|endre[rs]"
    r"|videreføres|gjentas|forlenges|økes|reduseres|flyttes|omdisponeres|kommer tilbake)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something on one line of a letter's text that a record may have to tell of."""

    kind: str
    line: int
    text: str
    note: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The candidates of a letter, in order of line."""

    candidates: tuple[Candidate, ...]

    @property
    def left(self) -> tuple[Candidate, ...]:
        """Those on lines that no record cites."""
        return tuple(one for one in self.candidates if not one.covered)

    def count(self) -> dict[str, tuple[int, int]]:
        """For each kind that there is: how many are covered, and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        for kind in KINDS:
            several = [one for one in self.candidates if one.kind == kind]
            if several:
                found[kind] = (sum(one.covered for one in several), len(several))
        return found


def checklist(ledger: Ledger, letter: str, text: Text) -> Checklist:
    """What a letter's text announces, held against what the ledger cites of it."""
    cited = cited_lines(ledger, letter)
    posts = {post for movement in ledger.allocations for post in movement.posts}
    found: dict[tuple[str, str, int], Candidate] = {}
    for number, line in enumerate(text.lines, 1):
        for kind, what, note in _on_line(ledger, line, posts):
            told = number in cited or (kind == "assignment" and _spoken(ledger, letter, what))
            one = Candidate(kind, number, what, note, told)
            found.setdefault((kind, what, number), one)
    return Checklist(tuple(found.values()))


def cited_lines(ledger: Ledger, letter: str) -> frozenset[int]:
    """The lines of a letter that any record rests on."""
    lines: set[int] = set()
    for entry in ledger.entries:
        if entry.record is None or letter.encode() not in (entry.content or b""):
            continue
        data = read(entry.content or b"").data
        for reference, name in _places(data, owner_of(data or {}, entry.type)):
            if name == letter:
                for first, last in parse_lines(reference):
                    lines.update(range(first, min(last, first + _FARTHEST) + 1))
    return frozenset(lines)


def _places(thing: Any, letter: str | None) -> Iterator[tuple[str, str | None]]:
    """Every line reference in a piece of a record, with the letter that it points into."""
    if isinstance(thing, list):
        for item in thing:
            yield from _places(item, letter)
    if not isinstance(thing, dict):
        return
    own = thing.get("letter") or thing.get("since") or letter
    for key, value in thing.items():
        if key == "lines":
            yield value, own
        elif key not in ("accepts", "text"):
            yield from _places(value, own)


def _spoken(ledger: Ledger, letter: str, printed: str) -> bool:
    """Whether an assignment's basis tells of a letter, so that one more mention is no news."""
    found = ledger.find(printed)
    return len(found) == 1 and any(entry.letter == letter for entry in found[0].basis)


_Found = tuple[str, str, str]


def _on_line(ledger: Ledger, line: str, posts: set[Post]) -> Iterator[_Found]:
    for match in _NUMBER.finditer(line):
        yield "assignment", match[0], _known(ledger, match[0])
    for match in _POST.finditer(line):
        post = Post(int(match[1]), int(match[2]) if match[2] else -1)
        known = any(post.covers(other) for other in posts)
        yield "post", match[0].strip(), str(post) if known else f"{post}, not in the ledger"
    for match in _SUM.finditer(line):
        yield "sum", match[0].strip(), ""
    dates = [match[0] for match in _DATE.finditer(line)]
    for what in dates or [match[0] for match in _DUE.finditer(line)][:1]:
        yield "deadline", what, ""
    for match in _WORD.finditer(line):
        yield "word", match[0].casefold(), ""


def _known(ledger: Ledger, printed: str) -> str:
    name = id_of(printed.replace("/", ".")) or printed
    found = ledger.find(printed) or ledger.find(name)
    if not found:
        return "not in the ledger"
    if len(found) > 1:
        return "shared by " + ", ".join(one.id for one in found)
    one = found[0]
    return f"{one.id}, {'only cited' if one.held == 'no' else one.status}"


def counted(counts: Mapping[str, tuple[int, int]]) -> str:
    """``assignments 3 of 8, sums 0 of 2``."""
    return ", ".join(f"{kind}s {done} of {of}" for kind, (done, of) in counts.items())
