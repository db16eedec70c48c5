"""Sums as letters print them: in kroner, thousands and millions, with units, words or in tables."""

import re
from dataclasses import dataclass
from fractions import Fraction

_SPACE = r"[ \u00a0\u2009\u202f]"
_GROUPED = rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)"
# A decimal comma, or kroner grouped by points as some letters print them.
# «3.3 mill.» has a point for its comma.
_POINT = r"\d+\.\d{1,2}(?=\s?(?:mill|mrd))"
_NUMBER = rf"(?:{_GROUPED}(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?!\d)|{_POINT}|\d+(?:,\d+)?)"
WORDS: dict[str, int] = {
    "en": 1,
    "én": 1,
    "ett": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
}
_UNITS = (
    (r"(?:mrd|milliard)", 1_000_000_000),
    (r"(?:mill|mnok\b)", 1_000_000),
    (r"tusen", 1_000),
    (r"(?:kroner|kr|nok|dkk|sek|eur|usd|euro)\b", 1),
)
_UNIT = "|".join(f"(?P<u{n}>{pattern})" for n, (pattern, _) in enumerate(_UNITS))
# A sum may run over one line break, never over a blank line.
_GAP = r"[^\S\n]*\n?[^\S\n]*"
# «0,03 og 0,4 mill.» gives its unit to both, but «post 21 og 2,2 mill.» does not.
_LIST = rf"(?:(?P<first>(?:(?<=hhv\. )|(?<=mellom ))\d+|\d+,\d+){_GAP}(?:og|-|–){_GAP})?"
# «3. mill. kr.» has a stray point.
_PROSE = re.compile(
    rf"(?<![\d.,]){_LIST}(?P<number>{_NUMBER}|\b(?:{'|'.join(WORDS)})\b){_GAP}\.?{_GAP}(?:{_UNIT})",
    re.IGNORECASE,
)
_KR_FIRST = re.compile(rf"\b(?:kr|nok)\.?[^\S\n]*(?P<number>{_NUMBER})", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\d.,])(?P<number>{_GROUPED})(?![\d,]|{_SPACE}\d{{3}}|{_GAP}(?:{_UNIT}))", re.IGNORECASE
)

# «(alle tall i 1 000 kroner)» is no sum.
_OF_TABLE = re.compile(r"(?:tall|beløp)\s+i\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in a text, in whole kroner (or the currency's unit), from ``start`` to ``end``."""

    value: int
    start: int
    end: int
    bare: bool = False


def number(text: str) -> Fraction:
    """The value of a printed number, exactly."""
    text = text.strip().lower()
    if text in WORDS:
        return Fraction(WORDS[text])
    text = re.sub(_SPACE, "", text)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text):
        text = text.replace(".", "")
    return Fraction(text.replace(",", "."))


def find(text: str) -> list[Sum]:
    """Every sum that running text prints, in order. Numbers without a unit are ``bare``."""
    found: list[Sum] = []
    for match in _PROSE.finditer(text):
        if _OF_TABLE.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        unit = next(size for n, (_, size) in enumerate(_UNITS) if match[f"u{n}"])
        for group in ("first", "number"):
            if match[group]:
                value = number(match[group]) * unit
                if value.denominator == 1:
                    found.append(Sum(int(value), match.start(group), match.end()))
    for match in _KR_FIRST.finditer(text):
        value = number(match["number"])
        if value.denominator == 1:
            found.append(Sum(int(value), match.start(), match.end()))
    for match in _BARE.finditer(text):
        found.append(Sum(int(number(match["number"])), match.start(), match.end(), True))
    return sorted(found, key=lambda item: (item.start, item.end))


def said(words: str) -> frozenset[int]:
    """The sums that a few printed words name: ``ni mill. kroner`` is nine million."""
    return frozenset(item.value for item in find(words))


def columns(cell: str) -> list[tuple[int, ...]]:
    """The readings of a table cell's digits as one or two numbers, the likely one first.

    ``63 551 7 000`` is two numbers, since 7 begins a new one; ``193 338 193 338`` is split in the
    middle, since no post has billions of thousands; ``96 948`` is one.
    """
    forced: list[list[str]] = []
    for piece in re.split(rf"{_SPACE}{{2,}}", cell.strip()):
        run: list[str] = []
        for digits in re.split(_SPACE, piece):
            # Groups after the first have three digits, so any other length begins a number.
            if run and len(digits) != 3:
                forced.append(run)
                run = []
            run.append(digits)
        if run:
            forced.append(run)
    readings: list[tuple[int, ...]] = [()]
    for run in forced:
        readings = [(*head, *tail) for tail in _split(run) for head in readings]
    return [numbers for numbers in readings if numbers]


def _split(run: list[str]) -> list[tuple[int, ...]]:
    if len(run) <= 3:
        return [(int("".join(run)),)]
    middle = (len(run) // 2,) if len(run) % 2 == 0 else (len(run) // 2, len(run) // 2 + 1)
    places = [place for place in middle if not run[place].startswith("0")]
    split = [(int("".join(run[:place])), int("".join(run[place:]))) for place in places]
    return [*split] or [(int("".join(run)),)]
