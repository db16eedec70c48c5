"""A report as a comment on a pull request: short first, details folded, and never too long.

Nothing in a record can break out of its cell or line, close the fold, mention anybody or link.
"""

import html
from dataclasses import dataclass

from ..report import Block, Report
from .markdown import cut, escape, header, inert, rows
from .text import for_people, one_line, unit_line

# A comment on GitHub may have 65,536 characters; what posts it may add a line or two of its own.
LIMIT = 65_000
# By this line a program that posts the comment finds the one that it posted before.
MARK = "<!-- hdirledger review -->"
# A text longer than this is cut: the record has it whole.
_LONGEST = 600
_LEFT_OUT = "left out here, since a comment may not be longer; `hdirledger review` shows all."


@dataclass(frozen=True, slots=True)
class _Section:
    """Lines that must stand, and rows between them of which some can be left out."""

    before: tuple[str, ...]
    rows: tuple[str, ...]
    after: tuple[str, ...] = ()

    @property
    def least(self) -> int:
        """The characters that it takes without any row, line ends and the sentence included."""
        return sum(len(line) + 1 for line in (*self.before, *self.after)) + len(_LEFT_OUT) + 40

    @property
    def most(self) -> int:
        return self.least + sum(len(row) + 1 for row in self.rows)

    def lines(self, room: int) -> list[str]:
        """The section in so many characters; rows that do not fit are counted."""
        left, kept = room - self.least, 0
        for row in self.rows:
            left -= len(row) + 1
            if left < 0:
                break
            kept += 1
        out = [*self.before, *self.rows[:kept]]
        if missing := len(self.rows) - kept:
            out += ["", f"**{missing} of {len(self.rows)} {_LEFT_OUT}**"]
        return [*out, *self.after]


def render(report: Report, unit: str, limit: int = LIMIT) -> str:
    """A report as a comment of fewer than ``limit`` characters: the heading and the first block
    open, every other block folded."""
    first, *others = report.blocks or (None,)
    top = [_section_of_lines((MARK, ""), (*report.heading, unit_line(report, unit)))]
    if first is not None:
        title = f"### {escape(one_line(first.title))}" if first.title else ""
        top.append(_table(for_people(first), unit, ("", title, "")))
    folded = [_folded(for_people(block), unit) for block in others if block is not None]
    if report.remarks:
        folded.append(_section_of_lines(("",), tuple(report.remarks)))
    # The short part goes before the details, but leaves half of the room to them.
    out: list[str] = []
    for section, rooms in ((top, _share(top, limit // 2)), (folded, None)):
        used = sum(len(line) + 1 for line in out)
        for part, room in zip(section, rooms or _share(section, limit - used - 200), strict=True):
            if room >= part.least:
                out += part.lines(room)
    kept = sum(line == "</details>" for line in out)
    tables = sum(bool(part.after) for part in folded)
    if kept < tables:
        out += ["", f"**{tables - kept} of {tables} tables {_LEFT_OUT}**"]
    return "\n".join(out) + "\n"


def _share(sections: list[_Section], room: int) -> list[int]:
    """How many characters each section may take: the small ones all they need, the large ones equal
    shares of what is left. A section for which there is no room at all gets none."""
    rooms = [0] * len(sections)
    kept: list[int] = []
    for place, section in enumerate(sections):
        if sum(sections[n].least for n in kept) + section.least <= room:
            kept.append(place)
    for place in kept:
        rooms[place] = sections[place].least
        room -= sections[place].least
    for done, place in enumerate(sorted(kept, key=lambda place: sections[place].most)):
        wanted = sections[place].most - sections[place].least
        share = min(wanted, room // (len(kept) - done))
        rooms[place] += share
        room -= share
    return rooms


def _section_of_lines(before: tuple[str, ...], lines: tuple[str, ...]) -> _Section:
    texts = [escape(cut(one_line(line), 4 * _LONGEST)) for line in lines if line]
    return _Section(before, tuple(f"- {text}" for text in texts))


def _table(block: Block, unit: str, before: tuple[str, ...]) -> _Section:
    if not block.rows:
        return _Section((*before, escape(one_line(block.empty or "Nothing."))), ())
    return _Section((*before, *header(block)), tuple(rows(block, unit, _LONGEST)))


def _folded(block: Block, unit: str) -> _Section:
    many = len(block.rows) - len(block.totals)
    # This stands in HTML, where Markdown's own escapes would be printed.
    name = html.escape(inert(one_line(block.title or block.name)))
    before = ("", f"<details><summary>{name}: {many}</summary>", "")
    table = _table(block, unit, before)
    return _Section(table.before, table.rows, ("", "</details>"))
