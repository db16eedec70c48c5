"""The heading of every report: what was counted, as of when, and what the books do not have."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..filters import Filters
from ..ledger import Ledger
from ..model.records import Letter
from ..report import Block, Report


def make_report(
    ledger: Ledger,
    filters: Filters,
    *,
    name: str,
    counted: str,
    blocks: Iterable[Block],
    today: date | None = None,
    money: bool = False,
    remarks: Iterable[str] = (),
    more: Iterable[str] = (),
    data: Mapping[str, Any] | None = None,
) -> Report:
    """A report with the heading that all reports share.

    ``counted`` says what was counted (``Assignments: 12 of 230``), and ``more`` how. ``today`` is
    given where the report depends on it. ``money``: the report has sums, and says that they lack
    the letters that are not held. ``data`` is what json gives instead of the blocks.
    """
    missing = not_held(ledger, filters.years)
    last = latest(ledger)
    filtered = filters.describe()
    lines = [counted, *more]
    if filtered:
        lines.append(f"Filter: {'; '.join(filtered)}")
    lines.append(f"Letters: {letter_time(ledger)}")
    lines.append(f"Books: {ledger.tree or 'in memory'}")
    if today is not None:
        lines.append(f"Today: {today.isoformat()}")
    if missing:
        start = "Not held, so that sums lack what they gave" if money else "Not held"
        lines.append(f"{start}: {_grouped(missing, filters.years)}")
    broken = tuple(entry.path for entry in ledger.entries if entry.record is None)
    notes = [f"Note: {note}" for note in ledger.notes]
    if broken:
        many = "1 file" if len(broken) == 1 else f"{len(broken)} files"
        notes.append(f"Note: not counted, {many} with errors (see check): {_few(broken)}")
    facts: dict[str, Any] = {
        "counted": counted,
        "filter": list(filtered),
        "letters": {
            "through": ledger.through or None,
            "latest": last.id if last else None,
            "not-held": [letter.id for letter in missing],
        },
        "books": ledger.tree or "in memory",
        "notes": list(ledger.notes),
        "files-with-errors": list(broken),
    }
    if today is not None:
        facts["today"] = today.isoformat()
    return Report(name, (*lines, *notes), tuple(blocks), tuple(remarks), facts, data)


def latest(ledger: Ledger) -> Letter | None:
    """The last letter in the declared order that we hold."""
    held = [letter for letter in ledger.letters.values() if letter.held != "no"]
    return held[-1] if held else None


def letter_time(ledger: Ledger) -> str:
    """As of when on the axis of letters: through a letter, a date, or the latest registered."""
    if ledger.through:
        return f"through {ledger.through}"
    last = latest(ledger)
    if last is None:
        return "none registered"
    when = f", dated {last.dated}" if last.dated else ""
    return f"through the latest letter registered, {last.id}{when}"


def not_held(ledger: Ledger, years: tuple[str, ...] = ()) -> tuple[Letter, ...]:
    """Letters that are only known from others, in order; those of the given years first."""
    missing = [letter for letter in ledger.letters.values() if letter.held == "no"]
    return tuple(sorted(missing, key=lambda letter: letter.year not in years))


def _grouped(missing: tuple[Letter, ...], years: tuple[str, ...]) -> str:
    """Ids; with a filter on years those of the years, and then the others."""
    near = [letter.id for letter in missing if letter.year in years]
    rest = [letter.id for letter in missing if letter.year not in years]
    if not years:
        return ", ".join(rest)
    of = f"of {' and '.join(years)} {', '.join(near) if near else 'none'}"
    return f"{of}; of other years {', '.join(rest)}" if rest else of


def _few(paths: tuple[str, ...], limit: int = 5) -> str:
    shown = ", ".join(paths[:limit])
    return shown if len(paths) <= limit else f"{shown} and {len(paths) - limit} more"


def nothing(filters: Filters, what: str, total: int, ledger: Ledger | None = None) -> str:
    """Why a report has no rows: nothing is registered (through the moment of ``ledger``), or the
    filters leave nothing of the ``total``."""
    if total == 0:
        moment = f" through {ledger.through}" if ledger and ledger.through else ""
        return f"No {what} registered{moment}."
    filtered = filters.describe()
    if not filtered:
        return f"No {what} to show."
    return f"None of the {total} {what} match: {'; '.join(filtered)}."
