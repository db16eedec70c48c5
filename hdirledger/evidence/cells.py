"""The columns of a table «Kap./post», whose text runs them together: name, sum and comment."""

import re
from collections.abc import Iterable

from .search import squeeze

_MINUS = "-−–"
_SUM = rf"(?P<sign>[{_MINUS}]?)(?P<digits>\d+(?:[ \u00a0]\d{{3}})*)"
# The sum ends a line or stands before a scan's column line; or a comment begins right after it.
_AT_END = re.compile(rf"(?:^|(?<=\s)){_SUM}\s*(?:\||$)")
_AT_START = re.compile(rf"^{_SUM}\s+[A-ZÆØÅ«]")
# A number after «post» is none, nor is one of two digits that continues a list of them.
_POST = re.compile(r"\bpost(?:ene|er)?\s*$", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"(?:\bpost(?:ene|er)?|\bog|,|/)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
# What the names' column has at the beginning of a line, with a scan's letters for ø.
_NAMES = re.compile(r"\s*(?:driftsutgifter|overf\wres|nyttes under post(?:ene)?)\b,?(?: kan\b)?")
_ITEM = re.compile(r"\s*\d{2}\b")


def cell(lines: list[str]) -> tuple[int, ...]:
    """The readings of the sum in a row's lines, which begin after its post; empty when none.

    A sum is told from other numbers by its place: «nyttes under post / 70» is none, nor is a year.
    """
    above = ""
    for n, line in enumerate(lines):
        printed = line.strip()
        if not printed:
            continue
        for pattern in (_AT_END, _AT_START):
            match = pattern.search(printed)
            if match is None or _YEAR.fullmatch(match["digits"]):
                continue
            before = printed[: match.start()] or above
            if _POST.search(before) or (len(match["digits"]) == 2 and _ENDS_OPEN.search(before)):
                continue
            value = int(re.sub(r"\D", "", match["digits"]))
            value = -value if match["sign"] else value
            # A long sum may break over two lines.
            below = lines[n + 1].strip() if n + 1 < len(lines) else ""
            broken = pattern is _AT_END and re.fullmatch(r"\d{3}", below)
            return (value, int(f"{value}{below}")) if broken else (value,)
        above = printed
    return ()


def split(lines: Iterable[str], name: str, scanned: bool) -> tuple[bool, str]:
    """Whether the names' column has a name, and what is left of the lines without it.

    Every line may begin with some words of the name, in their order; the comment follows them.
    Brackets and commas do not count, since the keywords after a name have either.
    """

    def key(text: str) -> str:
        return re.sub(r"[(),]", "", squeeze(text, scanned))

    wanted, taken, rest = key(name), "", []
    for line in lines:
        words = line.removeprefix("|").split()
        while words and key(taken) != wanted and wanted.startswith(key(taken + words[0])):
            taken += words.pop(0)
        rest.append(" ".join(words))
    return key(taken) == wanted, "\n".join(rest)


def without_names(lines: list[str]) -> list[str]:
    """Lines of a scan's row in which white space stands for what the names' column has."""
    found: list[str] = []
    opened = False
    for line in lines:
        match = _NAMES.match(line) or (_ITEM.match(line) if opened else None)
        opened = bool(match and _ENDS_OPEN.search(match[0]))
        cut = match.end() if match else 0
        found.append(" " * cut + line[cut:])
    return found
