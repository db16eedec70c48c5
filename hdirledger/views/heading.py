"""The heading of every report: what was counted, as of when, and what the books do not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from ..missing import letter_series, spans_text, years_without_main
from ..report import Block, Graph, Report

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Letter


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
    graph: Graph | None = None,
) -> Report:
    """A report with the heading that all reports share.

    ``counted`` says what was counted (``Assignments: 12 of 230``), and ``more`` how. ``today`` is
    given where the report depends on it. ``money``: the report has sums, and says that they lack
    the letters that are not held. ``data`` is what json gives instead of the blocks,
    and ``graph`` what mermaid draws.
    """
    missing = not_held(ledger)
    without = missing_text(ledger, filters.years)
    last = latest(ledger)
    filtered = filters.describe()
    lines = [counted, *more]
    if filtered:
        lines.append(f"Filter: {'; '.join(filtered)}")
    lines.append(f"Letters: {letter_time(ledger)}")
    lines.append(f"Books: {ledger.tree or 'in memory'}")
    if today is not None:
        lines.append(f"Today: {today.isoformat()}")
    if without:
        start = "Not held, so that sums lack what they gave" if money else "Not held"
        lines.append(f"{start}: {without}")
    broken = tuple(entry.path for entry in ledger.broken)
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
            "missing-numbers": {
                series.title: list(spans_text(series.missing)) for series in letter_series(ledger)
            },
            "years-without-main-letter": list(years_without_main(ledger)),
        },
        "books": ledger.tree or "in memory",
        "notes": list(ledger.notes),
        "files-with-errors": list(broken),
    }
    if today is not None:
        facts["today"] = today.isoformat()
    return Report(name, (*lines, *notes), tuple(blocks), tuple(remarks), facts, data, graph)


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


def not_held(ledger: Ledger) -> tuple[Letter, ...]:
    """Letters that are only known from others, in order."""
    return tuple(letter for letter in ledger.letters.values() if letter.held == "no")


def missing_text(ledger: Ledger, years: tuple[str, ...] = ()) -> str:
    """What is not held: letters by id, numbers of a series, and main letters of the years between.

    With a filter on years those of the years come first; that we know of none there is said, since
    it is no proof that there is none. Empty when nothing is known to be missing.
    """
    missing = _missing(ledger)
    near = _joined([text for year, text in missing if year in years])
    rest = _joined([text for year, text in missing if year not in years])
    if not missing or not years:
        return rest
    of = f"of {' and '.join(years)}: {near or 'none that we know of'}"
    return f"{of}; of other years: {rest}" if rest else of


def _joined(found: list[str]) -> str:
    """Ids with commas between, and phrases, which have commas of their own, with semicolons."""
    names = ", ".join(text for text in found if " " not in text)
    return "; ".join(filter(None, (names, *(text for text in found if " " in text))))


def _missing(ledger: Ledger) -> list[tuple[str, str]]:
    """What is not held, each with its year. Cited letters of a series are among its numbers."""
    found: list[tuple[str, str]] = []
    series = letter_series(ledger)
    counted = {(x.name, x.year) for x in series}
    for letter in not_held(ledger):
        if not (letter.numbers and (letter.series, letter.year) in counted):
            found.append((letter.year, letter.id))
    for year, any_held in years_without_main(ledger).items():
        if not any(x.kind == "main" and x.year == year for x in ledger.letters.values()):
            found.append((year, f"{'the main letter' if any_held else 'every letter'} of {year}"))
    for x in series:
        numbers = "no." if x.count == 1 else "nos."
        found.append((x.year, f"{x.title} {numbers} {', '.join(spans_text(x.missing))}"))
    return found


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
