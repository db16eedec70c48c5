"""Hold a ledger against the letters' texts: facts, gaps and acceptances in one result."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..check import judge
from ..findings import Finding
from ..ledger import Ledger
from ..model.lines import parse_lines
from ..rules import Problem, Rule
from . import captions
from .codes import TABLE
from .coverage import coverage
from .fact import Fact
from .facts import facts_of
from .gaps import Tally
from .held import Held
from .places import outside
from .texts import Refused, load


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome: findings in order of file, and what was looked at.

    ``accepted`` counts all findings that a record accepts, ``missing`` facts that are not found and
    not accepted, ``unread`` facts that rest on letters whose text is not held or refused. Nothing
    in ``broken`` files, which have no valid record, was looked at. ``coverage`` has, for each kind
    of heading and row, how many are cited and how many there are.
    """

    findings: tuple[Finding, ...]
    letters: int
    records: int
    facts: int
    found: int
    accepted: int
    missing: int
    unread: int
    broken: int
    coverage: tuple[tuple[str, int, int], ...]


def verify(ledger: Ledger, folder: Path, only: str | None = None) -> Result:
    """Hold a ledger against the letters' texts in a folder; ``only`` one letter if it is given."""
    problems: list[tuple[Rule, Problem]] = []
    held: dict[str, Held] = {}
    for letter in ledger.letters.values():
        if letter.held == "no" or only not in (None, letter.id):
            continue
        if letter.text is None:
            message = "the letter is held, but its record names no text"
            problems.append((TABLE["V160"], Problem(letter, (), message)))
            continue
        text = load(folder, letter.text)
        if isinstance(text, Refused):
            problem = Problem(letter, ("text",), text.message, text.hint)
            problems.append((TABLE[text.code], problem))
        else:
            names = captions.names_of(ledger, letter.id, text.scanned)
            held[letter.id] = Held(letter, text, names)
    counted: Counter[str] = Counter()
    records: set[int] = set()
    failed: list[tuple[Rule, Problem]] = []
    for fact in facts_of(ledger):
        if only not in (None, fact.letter):
            continue
        source = held.get(fact.letter)
        if source is None:
            counted["unread"] += 1
            continue
        counted["facts"] += 1
        records.add(id(fact.record))
        failed.extend(_look(fact, source))
    tally = Tally()
    gaps = [found for source in held.values() for found in coverage(ledger, source, tally)]
    gaps += [found for name in held for found in outside(ledger, name)]
    complete = only is None and not counted["unread"]
    unexplained = sum(1 for finding in _judged(ledger, failed) if not finding.accepted)
    findings = tuple(_judged(ledger, [*problems, *_once(failed), *gaps], complete))
    return Result(
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        len(held),
        len(records),
        counted["facts"],
        counted["facts"] - len(failed),
        sum(1 for finding in findings if finding.accepted),
        unexplained,
        counted["unread"],
        sum(1 for entry in ledger.entries if not entry.valid),
        tuple((what, *numbers) for what, numbers in tally.parts.items()),
    )


def _look(fact: Fact, held: Held) -> Iterator[tuple[Rule, Problem]]:
    """What is wrong with one fact, at most one thing."""
    total = len(held.text.lines)
    spans = parse_lines(fact.lines) if fact.lines else ((1, total),)
    for first, last in spans:
        if last > total or last < first:
            message = f"{held.letter.id} has lines 1-{total}, not {first}-{last}"
        elif held.text.blank(first, last):
            message = f"there is nothing on lines {first}-{last} of {held.letter.id}"
        else:
            continue
        yield TABLE["V103"], Problem(fact.record, fact.path, message, lines=fact.lines)
        return
    wrong = fact.look(held, spans)
    if wrong:
        where = f"lines {fact.lines}" if "-" in fact.lines or "," in fact.lines else ""
        where = where or (f"line {fact.lines}" if fact.lines else "the text")
        message = wrong.replace("the lines", f"{where} of {held.letter.id}", 1)
        if message == wrong and held.letter.id not in wrong:
            message = f"{wrong} ({where} of {held.letter.id})"
        problem = Problem(fact.record, fact.path, message, fact.hint, fact.lines or None)
        yield TABLE[fact.code], problem


def _once(problems: Iterable[tuple[Rule, Problem]]) -> Iterator[tuple[Rule, Problem]]:
    """Bad lines are told once for a record, not for every fact that rests on them."""
    seen: set[tuple[int, str]] = set()
    for row, problem in problems:
        if row.code == "V103":
            key = (id(problem.record), problem.message)
            if key in seen:
                continue
            seen.add(key)
        yield row, problem


def _judged(
    ledger: Ledger, problems: Iterable[tuple[Rule, Problem]], complete: bool = False
) -> Iterator[Finding]:
    """Findings of problems. Unused acceptances are told only when everything was looked at."""
    for finding in judge(ledger, problems, set(TABLE)):
        if complete or finding.code in TABLE:
            yield finding
