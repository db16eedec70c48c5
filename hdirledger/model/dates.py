"""When something is due: a day, a period, an hour, a range, or words.

A period is due on its last day. Seasons follow the months: spring ends in May, summer in August,
autumn in November, winter on the last day of February of the year that is printed.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

ASAP = "asap"
TO_BE_AGREED = "to-be-agreed"
_SEASONS = {"winter": (1, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_FORM = re.compile(
    r"^(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<hour>\d{2}:\d{2}))?)?"
    r"|W(?P<week>\d{2})|Q(?P<quarter>\d)|H(?P<half>\d)|(?P<season>winter|spring|summer|autumn)))?$"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline's time. ``first`` and ``last`` are days; both None when it is not dated.

    ``fault`` says why a value that has the right form is no time (31 February).
    """

    text: str
    first: date | None = None
    last: date | None = None
    fault: str = ""

    @staticmethod
    @lru_cache(maxsize=20_000)
    def parse(text: str) -> "Due":
        """Read a value of the form that the schema allows. Never raises on schema-valid text."""
        if text in (ASAP, TO_BE_AGREED):
            return Due(text)
        start, slash, end = text.partition("/")
        try:
            first, last = _period(start)
            if slash:
                last = _period(end)[1]
        except ValueError as error:
            return Due(text, fault=str(error))
        if last < first:
            return Due(text, fault="the range ends before it begins")
        return Due(text, first, last)

    @property
    def dated(self) -> bool:
        """Whether the deadline has a day on which it is due."""
        return self.last is not None

    @property
    def exact(self) -> bool:
        """Whether the deadline is one single day."""
        return self.first is not None and self.first == self.last


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _period(text: str) -> tuple[date, date]:
    """First and last day of one value; ValueError when there is no such time."""
    match = _FORM.match(text)
    if match is None:
        raise ValueError(f"{text!r} is not a time")
    year = int(match["year"])
    if year == 0:
        raise ValueError("there is no year 0")
    if match["week"]:
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            return monday, monday + timedelta(days=6)
        except (ValueError, OverflowError):
            raise ValueError(f"{year} has no week {int(match['week'])}") from None
    if match["quarter"]:
        return _months(year, int(match["quarter"]), 3, "quarter")
    if match["half"]:
        return _months(year, int(match["half"]), 6, "half-year")
    if match["season"]:
        begin, end = _SEASONS[match["season"]]
        return date(year, begin, 1), _month_end(year, end)
    if not match["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match["month"])
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    if not match["day"]:
        return date(year, month, 1), _month_end(year, month)
    if match["hour"]:
        try:
            time.fromisoformat(match["hour"])
        except ValueError:
            raise ValueError(f"there is no time {match['hour']}") from None
    try:
        day = date(year, month, int(match["day"]))
    except ValueError:
        raise ValueError(f"{text[:10]} is not in the calendar") from None
    return day, day


def _months(year: int, number: int, length: int, name: str) -> tuple[date, date]:
    if not 1 <= number <= 12 // length:
        raise ValueError(f"there is no {name} {number}")
    begin = (number - 1) * length + 1
    return date(year, begin, 1), _month_end(year, begin + length - 1)
