"""What a letter's text consists of: assignment headings, goals, sections, posts and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.posts import Post
from .texts import Text

_NUMBER = r"(?:TTB|STB|RTB|TB)[\s-]*(?:\d{4}\s*[-–]?\s*\d*|\d{3}x-)"
# «ID: TB2022-15», «ID TB2022-15», «ID-TB2021-45», «ID: ukjent».
_WITH_ID = re.compile(rf"^\s*ID(?:\s*[:-]\s*|\s+)(?P<id>{_NUMBER}|ukjent\b)")
# «TTB2022-2 Fastlegers arbeid», «TB2025-3 | Avd. HOD: FHA | ...», «TB2019-» with the rest below.
_BARE_ID = re.compile(rf"^\s*(?P<id>{_NUMBER}(?:[./]\d+)?(?:/{_NUMBER})?)\s*(?:$|[|‘]|[A-ZÆØÅ«\"])")
_GOAL = re.compile(r"^\s*Mål\s+(?P<number>\d{1,2})\s*:")
_SECTION = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÆØÅ]")
_CHAPTER = re.compile(
    r"^\s*Kap(?:ittel|\.)?\s*(?P<chapter>\d{3,4})\b(?P<rest>[^\n]*)",
)
_POSTS = re.compile(r"\bpost(?:er|ene)?\s+(\d{2}(?:\s*(?:,|og|/)\s*\d{2})*)(?!\d)", re.IGNORECASE)
_POST = re.compile(r"^\s*Post(?:er)?\s+\d{2}\b")
# What else ends an assignment's text.
_CLOSING = re.compile(r"^\s*(?:Tidligere gitte oppdrag|Med (?:vennlig )?hilsen)")
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


@dataclass(frozen=True, slots=True)
class Section:
    line: int
    number: str


class Layout:
    """The parts of one letter's text, found once."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self.sections = tuple(_sections(text))
        self.goals = tuple(
            (n, match["number"])
            for n, line in enumerate(text.lines, 1)
            if (match := _GOAL.match(line))
        )
        self.headings = tuple(self._headings())
        self.posts = tuple(self._post_headings())

    def section_at(self, line: int) -> str:
        """The number of the section that a line stands in; empty before the first."""
        numbers = [section.number for section in self.sections if section.line <= line]
        return numbers[-1] if numbers else ""

    def noise(self, line: int) -> bool:
        """Whether a line is blank or a page's furniture."""
        return _NOISE.match(self._text.line(line)) is not None

    def _begins(self, line: int) -> bool:
        """Whether a line begins a paragraph. A space in front marks the top of a page."""
        return not self._text.line(line - 1).strip() or self._text.line(line).startswith(" ")

    def _headings(self) -> Iterator[Heading]:
        starts: list[tuple[int, str]] = []
        for n, line in enumerate(self._text.lines, 1):
            match = _WITH_ID.match(line)
            if match is None and self._begins(n):
                match = _BARE_ID.match(line)
            if match is not None:
                starts.append((n, " ".join(match["id"].split())))
        stops = {section.line for section in self.sections} | {begin for begin, _ in starts}
        for n, line in enumerate(self._text.lines, 1):
            if _CLOSING.match(line) or (_CHAPTER.match(line) and self._heads(n)):
                stops.add(n)
        for begin, printed in starts:
            last = self._end(begin, stops)
            while last > begin and self.noise(last):
                last -= 1
            yield Heading(begin, last, printed)

    def _end(self, begin: int, stops: set[int]) -> int:
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
            elif chapter and _POST.match(line) and not self._text.line(n - 1).strip():
                found.append((n, tuple(Post(chapter, item) for item in _items(line))))
        stops = {section.line for section in self.sections} | {h.line for h in self.headings}
        stops |= {begin for begin, _ in found}
        for begin, posts in found:
            yield PostHeading(begin, self._end(begin, stops), posts)

    def _heads(self, line: int) -> bool:
        """Whether «Kap.» at the start of a line is a heading and no sentence that wraps there."""
        return self._begins(line) and not self._text.line(line).strip().startswith("kap")


def _items(text: str) -> list[int]:
    """Post numbers after «post», in «post 21 og 63» as in «post 21 ... og post 79»."""
    return [int(item) for group in _POSTS.findall(text) for item in re.findall(r"\d{2}", group)]


def _sections(text: Text) -> Iterator[Section]:
    """Numbered section headings. A number counts only when it can follow the one before, so that
    numbered points and «1 S (2021-2022)» are not taken for headings."""
    current: tuple[int, ...] = ()
    for n, line in enumerate(text.lines, 1):
        match = _SECTION.match(line)
        if match is None or (text.line(n - 1).strip() and not line.startswith(" ")):
            continue
        number = tuple(int(step) for step in match["number"].split("."))
        # A chapter's heading stands alone; a numbered point runs on.
        alone = len(line.strip()) < 75 and not text.line(n + 1).strip()
        if _follows(current, number) and (len(number) > 1 or alone):
            current = number
            yield Section(n, match["number"])


def _follows(current: tuple[int, ...], number: tuple[int, ...]) -> bool:
    if not current:
        return number == (1,)
    if number == (*current, 1):
        return True
    depth = len(number)
    return (
        depth <= len(current)
        and number[:-1] == current[: depth - 1]
        and number[-1] == current[depth - 1] + 1
    )
