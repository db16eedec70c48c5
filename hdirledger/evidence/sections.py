"""A letter's sections: numbered ones, and those that only have a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .texts import Text

_SECTION = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÆØÅ]")
# A scan may put the heading's words on the next line, or lose a point of the number.
_ALONE = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?\s*$")
_Steps = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    line: int
    number: str


def find(text: Text, before: int) -> tuple[Section, ...]:
    """The numbered sections of a letter whose first one begins ``before`` its first assignment.

    A letter of assignments alone has none; what is numbered there are the assignments' points.
    """
    found = tuple(_numbered(text))
    return found if found and found[0].line < before else ()


def _numbered(text: Text) -> Iterator[Section]:
    """Numbered headings. A number counts only when it can follow the one before, so that numbered
    points and «1 S (2021-2022)» are not taken for headings."""
    current: _Steps = ()
    for n, line in enumerate(text.lines, 1):
        match = _SECTION.match(line) or (_ALONE.match(line) if text.scanned else None)
        if match is None:
            continue
        for number in _readings(match["number"], text.scanned):
            # A chapter's heading stands alone; a numbered point runs on.
            alone = len(line.strip()) < 75 and not text.line(n + 1).strip()
            deep = len(number) > 1
            begins = not text.line(n - 1).strip() or line.startswith(" ")
            if (
                _follows(current, number, text.scanned)
                and (deep or alone or _chapter(text, n))
                and (begins or (deep and text.scanned))
            ):
                current = number
                yield Section(n, ".".join(str(step) for step in number))
                break


def _chapter(text: Text, line: int) -> bool:
    """Whether the first section of a scan's chapter comes right after the chapter's heading."""
    if not text.scanned:
        return False
    number = text.line(line).split(".")[0].strip()
    return re.match(rf"\s*{number}\.1\.?\s", text.line(line + 1)) is not None


def _readings(printed: str, scanned: bool) -> list[_Steps]:
    """What a number may be: of «3.71» and «51» a scan has lost a point."""
    steps = tuple(int(step) for step in printed.split("."))
    found = [steps]
    if scanned:
        for n, step in enumerate(steps):
            if step > 10 and step % 10:
                found.append((*steps[:n], step // 10, step % 10, *steps[n + 1 :]))
    return found


def _follows(current: _Steps, number: _Steps, scanned: bool) -> bool:
    """Whether a number is the next; of a scan's numbers one may be lost."""
    if not current:
        return number == (1,)
    nexts = (1, 2) if scanned else (1,)
    if number[:-1] == current:
        return number[-1] in nexts
    depth = len(number)
    if depth > len(current):
        return False
    step = number[-1] - current[depth - 1]
    return number[:-1] == current[: depth - 1] and step in nexts


def between(above: str, lost: str, below: str) -> bool:
    """Whether a number is missing between two that a scan has."""
    first, middle, last = (
        tuple(int(step) for step in number.split(".")) for number in (above, lost, below)
    )
    return first < middle < last and not _follows(first, last, False)
