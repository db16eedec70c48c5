"""The list of letters: held and not held, and how much each gave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..report import Block, Column, Report, Value
from .heading import make_report, nothing
from .wording import count

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Letter

COLUMNS = (
    Column("id", "Letter"),
    Column("kind", "Kind"),
    Column("dated", "Dated"),
    Column("earliest", "Earliest", "date", shown="data"),
    Column("latest", "Latest", "date", shown="data"),
    Column("held", "Held"),
    Column("series", "Series", shown="data"),
    Column("numbers", "No.", shown="if-any"),
    Column("given", "Given", "count"),
    Column("spoken-of", "Spoken of", "count"),
    Column("movements", "Movements", "count"),
    Column("authorizations", "Authorizations", "count", shown="data"),
    Column("goals", "Goals", "count", shown="data"),
    Column("reporting", "Reporting rows", "count", shown="data"),
    Column("announces", "Announced, not received", "count", shown="data"),
    Column("title", "Title", shown="data"),
    Column("summary", "Summary, or what others say of it", wide=True),
)


@dataclass(frozen=True, slots=True)
class Tallies:
    """How much each letter did, counted over the whole ledger once."""

    given: Counter[str]
    spoken_of: Counter[str]
    movements: Counter[str]
    authorizations: Counter[str]
    goals: Counter[str]
    reporting: Counter[str]


def tally(ledger: Ledger) -> Tallies:
    """Counts per letter: assignments given and otherwise spoken of, movements, and the rest.

    An assignment that one letter speaks of in several places counts once, as given if it is.
    """
    given: Counter[str] = Counter()
    spoken_of: Counter[str] = Counter()
    for a in ledger.assignments:
        gave = {entry.letter for entry in a.basis if entry.action == "given"}
        given.update(gave)
        spoken_of.update({entry.letter for entry in a.basis} - gave)
    authorizations = Counter(
        item.since or record.letter
        for record in ledger.authorizations
        for item in record.authorizations
    )
    reporting = Counter(
        row.since or record.letter
        for record in ledger.reporting
        for row in (*record.calendar, *record.requirements)
    )
    return Tallies(
        given,
        spoken_of,
        Counter(m.letter for m in ledger.allocations),
        authorizations,
        Counter(goal.since or goal.letter for goal in ledger.goals),
        reporting,
    )


def report(ledger: Ledger, filters: Filters) -> Report:
    """Letters in the declared order, with what each gave; of one not held what others say."""
    shown = [x for x in ledger.letters.values() if filters.matches_letter(ledger, x)]
    tallies = tally(ledger)
    rows = tuple(_row(letter, tallies) for letter in shown)
    block = Block(
        "letters", COLUMNS, rows, empty=nothing(filters, "letters", len(ledger.letters), ledger)
    )
    held = sum(letter.held != "no" for letter in shown)
    counted = f"Letters: {len(shown)} of {len(ledger.letters)}, of which {count(held, 'is', 'are')}"
    return make_report(ledger, filters, name="letters", counted=f"{counted} held", blocks=[block])


def _row(letter: Letter, tallies: Tallies) -> tuple[Value, ...]:
    earliest, latest = span(letter)
    return (
        letter.id,
        letter.kind,
        when_given(letter),
        earliest,
        latest,
        "not held" if letter.held == "no" else "held",
        letter.series,
        letter.numbers,
        tallies.given[letter.id],
        tallies.spoken_of[letter.id],
        tallies.movements[letter.id],
        tallies.authorizations[letter.id],
        tallies.goals[letter.id],
        tallies.reporting[letter.id],
        sum(item.until is None for item in letter.announces),
        letter.title,
        letter.summary or mentions_text(letter),
    )


def span(letter: Letter) -> tuple[str | None, str | None]:
    """First and last day on which a letter can have been given; None when unknown."""
    if letter.dated:
        return letter.dated, letter.dated
    if letter.bounds:
        return letter.bounds.earliest, letter.bounds.latest
    return None, None


def when_given(letter: Letter) -> str:
    """A letter's date, or its bounds: ``2021-12-06 … 2022-01-15, no date``."""
    if letter.dated:
        return letter.dated
    if letter.bounds:
        return f"{letter.bounds.earliest} … {letter.bounds.latest}, no date"
    return "no date known"


def mentions_text(letter: Letter) -> str | None:
    """What other letters say of a letter: ``2022-tb (284-285): ...``."""
    texts = [
        f"{mention.letter} ({mention.lines}){': ' + mention.summary if mention.summary else ''}"
        for mention in letter.mentions
    ]
    return "; ".join(texts) or None
