"""What a letter's text consists of: assignment headings, goals, sections, posts and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.lines import Span
from ..model.posts import Post
from . import captions, sections
from .search import squeeze
from .texts import Text

_ASSIGNMENT = r"(?:TTB|STB|RTB|TB)[\s-]*(?:\d{4}\s*[-–]?\s*\d*|\d{3}x-)"
# «ID: TB2022-15», «ID TB2022-15», «ID-TB2021-45», «ID: ukjent».
_WITH_ID = re.compile(rf"^\s*ID(?:\s*[:-]\s*|\s+)(?P<id>{_ASSIGNMENT}|ukjent\b)")
# «TTB2022-2 Fastlegers arbeid», «TB2025-3 | Avd. HOD: FHA | ...», «TB2019-» with the rest below.
_BARE_ID = re.compile(
    rf"^\s*(?P<id>{_ASSIGNMENT}(?:[./]\d+)?(?:/{_ASSIGNMENT})?)\s*(?:$|[|‘]|[A-ZÆØÅ«\"])"
)
# A scan has lost the blank line above some headings, but not the column of departments.
_IN_COLUMN = re.compile(rf"^\s*(?P<id>{_ASSIGNMENT})\s*[|‘]?\s*Avd\.")
# «- TB2022-01 Gjennomgang av ...»: one of many assignments that a letter says a word on.
_POINT = re.compile(rf"^\s*[-–•]\s*(?:ID:?\s*)?(?P<id>{_ASSIGNMENT}(?:/{_ASSIGNMENT})?)")
_GOAL = re.compile(r"^\s*Mål\s+(?P<number>\d{1,2})\s*:")
_CHAPTER = re.compile(
    r"^\s*Kap(?:ittel|\.)?\s*(?P<chapter>\d{3,4})\b(?P<rest>[^\n]*)",
)
_POSTS = re.compile(r"\bpost(?:er|ene)?\s+(\d{2}(?:\s*(?:,|og|/)\s*\d{2})*)(?!\d)", re.IGNORECASE)
# A line that is nothing but posts is a heading, whatever blank line a scan lost above it.
_ONLY_POSTS = re.compile(
    r"Kap\.\s*\d{3,4},\s*post(?:ene|er)?\s\d{2}(?:\s*(?:,|og)(?:\s+post)?\s*\d{2})*"
)
_POST = re.compile(r"^\s*Post(?:er)?\s+\d{2}\b")
# What else ends an assignment's text.
_CLOSING = re.compile(r"^\s*Tidligere gitte oppdrag")
_GREETING = re.compile(r"^\s*Med (?:vennlig )?hilsen")
_NOISE = re.compile(r"^\s*(?:Side\s+\d+|\.)?\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where an assignment's text begins and ends; ``printed`` is the number on the first line."""

    line: int
    last: int
    printed: str


@dataclass(frozen=True, slots=True)
class PostHeading:
    """A heading of running text on posts, and the last line that it rules."""

    line: int
    last: int
    posts: tuple[Post, ...]


class Layout:
    """The parts of one letter's text, found once. ``names`` are those of areas and sections."""

    def __init__(self, text: Text, names: frozenset[str] = frozenset()) -> None:
        self._text = text
        starts = tuple(self._starts())
        first = starts[0][0] if starts else len(text.lines) + 1
        self.sections = sections.find(text, first)
        # What stands before the first assignment is the letter's contents.
        self.captions = tuple(c for c in captions.find(text, names) if c.first + 3 > first)
        self.goals = tuple(self._goals())
        self.closings = tuple(n for n, line in enumerate(text.lines, 1) if _GREETING.match(line))
        self.stops = frozenset(self._stops(starts))
        self.headings = tuple(self._headings(starts))
        self.posts = tuple(self._post_headings())
        self.points = tuple(
            (n, match["id"])
            for n, line in enumerate(text.lines, 1)
            if n > first and (match := _POINT.match(line)) and not self.within(n)
        )

    def _goals(self) -> Iterator[tuple[int, str]]:
        """«Mål 1: ...», or else every section of a chapter on the goals («3. Hovedmål ...»)."""
        found = [
            (n, match["number"])
            for n, line in enumerate(self._text.lines, 1)
            if (match := _GOAL.match(line))
        ]
        begun = squeeze("Hovedmål", self._text.scanned)
        for chapter in self.sections if not found else ():
            heading = squeeze(self._text.line(chapter.line), self._text.scanned)
            if heading.lstrip("0123456789.").startswith(begun):
                under = (s for s in self.sections if s.number.startswith(f"{chapter.number}."))
                found += [
                    (s.line, s.number.split(".")[1]) for s in under if s.number.count(".") == 1
                ]
        yield from found

    def section_at(self, line: int) -> str:
        """The number of the section that a line stands in; empty before the first."""
        numbers = [section.number for section in self.sections if section.line <= line]
        return numbers[-1] if numbers else ""

    def in_section(self, line: int, wanted: str) -> bool:
        """Whether a line stands in a section. A scan may have lost the section's number, or the
        capital after it («6.3. dvrige moter»)."""
        at = [n for n, section in enumerate(self.sections) if section.line <= line]
        if not at or self.sections[at[-1]].number == wanted or not self._text.scanned:
            return bool(at) and self.sections[at[-1]].number == wanted
        here = self.sections[at[-1]]
        above = range(here.line, line + 1)
        if any(re.match(rf"\s*{re.escape(wanted)}\.?\s", self._text.line(n)) for n in above):
            return True
        following = self.sections[at[-1] + 1 : at[-1] + 2]
        return any(sections.between(here.number, wanted, other.number) for other in following)

    def outside_of(self, wanted: str, spans: tuple[Span, ...]) -> str:
        """Why lines do not stand under a heading in words; empty when they do."""
        named = squeeze(wanted, self._text.scanned)
        scanned = self._text.scanned
        ruled = [(h.line, h.last) for h in self.headings if squeeze(h.printed, scanned) == named]
        ruled += [(p.line, p.last) for p in self.posts if self._is(p.line, named)]
        known = [c for c in self.captions if squeeze(c.name, self._text.scanned) == named]
        if not ruled and not known:
            before = range(1, spans[-1][1] + 1)
            return "" if any(self._is(n, named) for n in before) else f"there is no «{wanted}»"
        for caption in known:
            ends = [o.first for o in self.captions if o.first > caption.first and o.ends(caption)]
            ruled.append((caption.first, min(ends, default=len(self._text.lines) + 1) - 1))
        if any(first <= b and a <= last for first, last in ruled for a, b in spans):
            return ""
        return f"the lines do not stand under «{wanted}»"

    def _is(self, line: int, named: str) -> bool:
        """Whether a line is nothing but some squeezed words."""
        return squeeze(self._text.line(line), self._text.scanned).rstrip(":.") == named

    def noise(self, line: int) -> bool:
        """Whether a line is blank or a page's furniture."""
        return _NOISE.match(self._text.line(line)) is not None

    def within(self, line: int) -> bool:
        """Whether a line stands in the text of an assignment with a heading."""
        return any(heading.line <= line <= heading.last for heading in self.headings)

    def _starts(self) -> Iterator[tuple[int, str]]:
        for n, line in enumerate(self._text.lines, 1):
            match = _WITH_ID.match(line) or (_IN_COLUMN.match(line) if self._text.scanned else None)
            if match is None and captions.starts(self._text, n):
                match = _BARE_ID.match(line)
            if match is not None:
                yield n, " ".join(match["id"].split())

    def captioned(self, line: int) -> bool:
        """Whether a line is a heading of an area or of a kind of change."""
        return any(caption.first <= line <= caption.last for caption in self.captions)

    def _stops(self, starts: tuple[tuple[int, str], ...]) -> Iterator[int]:
        """The lines at which something other than the text above begins."""
        yield from (section.line for section in self.sections)
        yield from (begin for begin, _ in starts)
        yield from (caption.first for caption in self.captions)
        yield from self.closings
        for n, line in enumerate(self._text.lines, 1):
            if _CLOSING.match(line) or (_CHAPTER.match(line) and self._heads(n)):
                yield n

    def _headings(self, starts: tuple[tuple[int, str], ...]) -> Iterator[Heading]:
        for begin, printed in starts:
            last = self._end(begin, self.stops)
            while last > begin and self.noise(last):
                last -= 1
            yield Heading(begin, last, printed)

    def _end(self, begin: int, stops: frozenset[int] | set[int]) -> int:
        """The line before the next of some lines at which something else begins."""
        return min((stop for stop in stops if stop > begin), default=len(self._text.lines) + 1) - 1

    def _post_headings(self) -> Iterator[PostHeading]:
        found: list[tuple[int, tuple[Post, ...]]] = []
        chapter = 0
        for n, line in enumerate(self._text.lines, 1):
            match = _CHAPTER.match(line)
            if match and self._heads(n):
                chapter = int(match["chapter"])
                items = _items(match["rest"])
                found.append((n, tuple(Post(chapter, item) for item in items) or (Post(chapter),)))
            elif chapter and _POST.match(line) and self._below_heading(n, found):
                found.append((n, tuple(Post(chapter, item) for item in _items(line))))
        stops = {section.line for section in self.sections} | {h.line for h in self.headings}
        stops |= {begin for begin, _ in found} | {caption.first for caption in self.captions}
        for begin, posts in found:
            yield PostHeading(begin, self._end(begin, stops), posts)

    def _below_heading(self, line: int, found: list[tuple[int, tuple[Post, ...]]]) -> bool:
        """Whether «Post 60» begins a paragraph, or comes right below its chapter's heading."""
        return not self._text.line(line - 1).strip() or bool(found and found[-1][0] == line - 1)

    def _heads(self, line: int) -> bool:
        """Whether «Kap.» at the start of a line is a heading and no sentence that wraps there."""
        printed = self._text.line(line).strip()
        if self._text.scanned and _ONLY_POSTS.fullmatch(printed):
            return True
        return captions.starts(self._text, line) and not printed.startswith("kap")


def _items(text: str) -> list[int]:
    """Post numbers after «post», in «post 21 og 63» as in «post 21 ... og post 79»."""
    return [int(item) for group in _POSTS.findall(text) for item in re.findall(r"\d{2}", group)]
