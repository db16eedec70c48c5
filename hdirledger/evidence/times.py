"""Days and periods as letters print them, and whether printed words agree with a deadline."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ..model.dates import Due

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
_SHORT = {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
_SHORT |= {"okt": 10, "nov": 11, "des": 12}
_NAMES = {name: n for n, name in enumerate(MONTHS, 1)} | _SHORT
_MONTH = "|".join(sorted(_NAMES, key=len, reverse=True))
_YEAR = r"(?:\d{4}|[1-4]\d)(?!\d|[.,]\d|\s*(?:mill|pst|%|prosent))"
_WORDED = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})\s*\.\s*(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|[1-4]\d)(?!\d|\.\d)"
)
_DAY_MONTH = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?!\d|\.\d|\.\s?\d{2,4}\b)"
)
_HALF = re.compile(r"\b(første|1\.|annet|andre|2\.)\s+halv(?:år|del)", re.IGNORECASE)
_QUARTER = re.compile(r"\b(første|andre|annet|tredje|fjerde|[1-4]\.)\s+kvartal", re.IGNORECASE)
_SEASON = re.compile(r"\b(vinter|vår|sommer|høst)(?:en)?s?\b", re.IGNORECASE)
_WEEK = re.compile(r"\buke\s+(\d{1,2})\b", re.IGNORECASE)
_ALONE = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<![\d.])(20\d\d)(?!\d)")
_NTH = {"første": 1, "1.": 1, "annet": 2, "andre": 2, "2.": 2, "tredje": 3, "3.": 3}
_NTH |= {"fjerde": 4, "4.": 4}
_SEASONS = {"vinter": "winter", "vår": "spring", "sommer": "summer", "høst": "autumn"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text; ``year`` is None when the text leaves it out."""

    day: int
    month: int
    year: int | None
    start: int
    end: int

    def matches(self, wanted: date) -> bool:
        """Whether this is the day, as far as it is printed."""
        return (self.day, self.month) == (wanted.day, wanted.month) and self.year in (
            None,
            wanted.year,
        )

    def date(self, year: int) -> date | None:
        """The day in the calendar, in ``year`` when none is printed."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


def find(text: str, short: bool = False) -> list[Day]:
    """The days that a text prints. ``short`` takes ``15.2`` too, which is often something else."""
    found: list[Day] = []
    for pattern in (_WORDED, _NUMERIC, *((_DAY_MONTH,) if short else ())):
        for match in pattern.finditer(text):
            month = match["month"].lower()
            number = _NAMES.get(month) or (int(month) if month.isdigit() else 0)
            year = match.groupdict().get("year")
            full = (int(year) + (2000 if len(year) == 2 else 0)) if year else None
            if 1 <= number <= 12 and 1 <= int(match["day"]) <= monthrange(2024, number)[1]:
                found.append(Day(int(match["day"]), number, full, match.start(), match.end()))
    return sorted(found, key=lambda day: day.start)


def printed_in(due: Due, text: str) -> bool:
    """Whether a text prints a deadline's time in full."""
    if due.first is None or due.last is None:
        return True
    days = [day for day in find(text) if day.year is not None]
    if due.exact:
        return any(day.matches(due.last) for day in days)
    if "/" in due.text:
        return all(printed_in(Due.parse(end), text) for end in due.text.split("/"))
    if str(due.last.year) not in text:
        return False
    kind = due.text[5:]
    if not kind:
        return True
    if kind[0] in "HQW":
        return _numbered(kind, text)
    if kind.isdigit():
        return re.search(rf"\b{MONTHS[int(kind) - 1]}\b", text, re.IGNORECASE) is not None
    return any(_SEASONS[word.lower()] == kind for word in _SEASON.findall(text))


def _numbered(kind: str, text: str) -> bool:
    if kind[0] == "W":
        return any(int(week) == int(kind[1:]) for week in _WEEK.findall(text))
    words = (_HALF if kind[0] == "H" else _QUARTER).findall(text)
    return any(_NTH[word.lower()] == int(kind[1:]) for word in words)


def disagreement(words: str, due: Due) -> str:
    """What printed words say that a deadline does not; empty when they agree or name no time."""
    if due.first is None or due.last is None:
        return ""
    days = find(words, short=True)
    if days:
        # Of several days («1. desember - 10. januar») the last one counts, or both ends of a range.
        ends = (due.first, due.last)
        if not any(day.matches(due.last) for day in days) or not (
            due.exact or any(day.matches(end) for day in days for end in ends)
        ):
            day = days[-1]
            name = f"{day.day}. {MONTHS[day.month - 1]}" + (f" {day.year}" if day.year else "")
            return f"the words name {name}"
        return ""
    years = [int(year) for year in _YEARS.findall(words)]
    if years and not {due.first.year, due.last.year} & set(years):
        return f"the words name {years[-1]}"
    return _period(words, due, due.last)


def _period(words: str, due: Due, last: date) -> str:
    """What a period in printed words says that a deadline, which ends ``last``, does not."""
    for pattern, length, name in ((_HALF, 6, "half-year"), (_QUARTER, 3, "quarter")):
        numbers = [_NTH[word.lower()] for word in pattern.findall(words)]
        if numbers:
            ends = (numbers[-1] * length, monthrange(last.year, numbers[-1] * length)[1])
            return "" if (last.month, last.day) == ends else f"the words name {name} {numbers[-1]}"
    weeks = _WEEK.findall(words)
    if weeks:
        fits = last.isocalendar().week == int(weeks[-1])
        return "" if fits else f"the words name week {weeks[-1]}"
    months = [_NAMES[match["month"].lower()] for match in _ALONE.finditer(words)]
    if months:
        first = due.first or last
        fits = last.month in months or any(first.month <= month <= last.month for month in months)
        return "" if fits else f"the words name {MONTHS[months[-1] - 1]}"
    seasons = [_SEASONS[word.lower()] for word in _SEASON.findall(words)]
    if seasons:
        named = Due.parse(f"{last.year}-{seasons[-1]}")
        return "" if named.last == last else f"the words name the {seasons[-1]}"
    if _YEARS.search(words) and (last.month, last.day) != (12, 31):
        return "the words name only a year, which ends on 31 December"
    return ""


def names_time(words: str) -> bool:
    """Whether words name a day or a period, but no year."""
    named = any(day.year for day in find(words, short=True)) or _YEARS.search(words)
    return not named and not timeless(words)


def timeless(words: str) -> bool:
    """Whether words name no day, period or year at all."""
    patterns = (_HALF, _QUARTER, _WEEK, _ALONE, _SEASON, _YEARS)
    return not find(words, short=True) and not any(pattern.search(words) for pattern in patterns)
