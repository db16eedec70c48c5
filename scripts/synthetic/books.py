"""The books, letter by letter: what each one gives, changes and ends, as files to be committed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hdirledger.canonical import render

from . import others
from .assignments import ACTIONS, DEPARTMENTS, Desk, Live
from .letters import Data, Letter
from .money import OWN, Purse
from .shape import LetterShape, Shape, YearShape
from .words import Words

_ROOT: Data = {
    "agency": "Helsedirektoratet",
    "ministry": "Helse- og omsorgsdepartementet",
    "departments": [{"code": code} for code in DEPARTMENTS],
    "own-posts": list(OWN),
    "letters": [],
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a commit, in its canonical form."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Registered:
    """What registering one letter writes: records with their type and path, and assignments.

    ``declared`` are the letter and those not held before it, which one commit declares together.
    """

    letter: Letter
    declared: list[tuple[str, str, Data]]
    records: list[tuple[str, str, Data]]
    given: list[Live]
    changed: list[Live]
    movements: list[tuple[str, str, Data]]


class Books:
    """Registers letters in their order. Assignments that have ended are let go of."""

    def __init__(self, shape: Shape, chance: Random) -> None:
        self._shape = shape
        self._chance = chance
        self._words = Words(chance)
        self._desk = Desk(chance, self._words)
        self._live: list[Live] = []
        # The list of letters only grows, so that the root file need not be written anew each time.
        root = render(_ROOT, "ledger", "ledger/ledger.yaml")
        self._root = [root.replace("letters: []", "letters:")]
        self._corrections = 0

    def letters(self) -> Iterator[Registered]:
        """Register one letter after the other."""
        for year in self._shape.years:
            yield from self._year(year)

    def files(self, registered: Registered) -> tuple[list[File], list[File]]:
        """The files of a letter: those that declare it, and the others in the order in which they
        can be committed."""
        root = File("ledger/ledger.yaml", "".join(self._root).encode())
        lives = (*registered.given, *registered.changed)
        return [root, *(_file(*record) for record in registered.declared)], [
            *(_file(*record) for record in registered.records),
            *(_file("assignment", live.path, live.data) for live in lives),
            *(_file(*record) for record in registered.movements),
        ]

    def reword(self, but: set[str]) -> list[File]:
        """Change our own words about some assignments, in none of the given paths."""
        several = self._some(but, self._chance.randint(1, 4))
        for live in several:
            self._desk.reword(live)
        return [_file("assignment", live.path, live.data) for live in several]

    def correct(self, but: set[str]) -> tuple[str, list[File]]:
        """Mend how a letter was registered: its id, and the files. None when there is nothing."""
        several = self._some(but, 1)
        for live in several:
            self._corrections += 1
            self._desk.correct(live, self._corrections)
        files = [_file("assignment", live.path, live.data) for live in several]
        return several[0].given_by if several else "", files

    def _some(self, but: set[str], count: int) -> list[Live]:
        free = [live for live in self._live if live.path not in but]
        return self._chance.sample(free, min(count, len(free)))

    def _year(self, year: YearShape) -> Iterator[Registered]:
        purse = Purse(self._chance, self._words)
        goals: list[str] = []
        letters: list[Data] = []
        unheld: list[tuple[Letter, int]] = []
        number = 1
        for place, shape in enumerate(year.letters):
            day = self._day(year, place)
            if shape.main:
                letter = Letter(f"{year.year}-tb", "main", day)
            else:
                count = max(1, shape.assignments or shape.stubs)
                letter = _supplementary(day, range(number, number + count))
                number += count
            if not shape.held:
                unheld.append((letter, shape.stubs))
                continue
            registered = Registered(letter, [], [], [], [], [])
            self._declare(registered, unheld)
            unheld = []
            if shape.main:
                self._settle(registered)
            else:
                self._act(registered, letters)
            self._bring(registered, shape, goals, purse)
            self._write_letter(registered, letters)
            self._live += registered.given
            self._live = [live for live in self._live if live.open]
            yield registered

    def _day(self, year: YearShape, place: int) -> date:
        step = 330 // len(year.letters)
        within = self._chance.randrange(max(step, 1))
        return date(year.year, 1, 10) + timedelta(days=min(place * step + within, 350))

    def _declare(self, registered: Registered, unheld: list[tuple[Letter, int]]) -> None:
        """Put a letter into the order, after those that it cites and we do not have."""
        letter = registered.letter
        for stub, count in unheld:
            self._root.append(f"  - {stub.id}\n")
            data = stub.stub(letter, self._words)
            registered.declared.append(("letter", f"ledger/letters/{stub.id}.yaml", data))
            for number in stub.numbers[:count]:
                live = self._desk.stub(f"TTB{letter.year}-{number}", letter)
                registered.given.append(live)
        self._root.append(f"  - {letter.id}\n")

    def _settle(self, registered: Registered) -> None:
        """What a main letter says of all older assignments: they lapse, are kept, or continue."""
        letter, last = registered.letter, registered.letter.year - 1
        if not self._live:
            return
        old = [live for live in self._live if live.year < last]
        kept = [live for live in old if self._chance.random() < 0.06]
        lapse: Data = {"key": "k1", "action": "lapsed", "through": str(last - 1)}
        if kept:
            lapse["exceptions"] = [live.id for live in kept]
        lapse |= {"condition": self._words.short(), "section": "1", "lines": letter.cite(2)}
        goes_on: Data = {"key": "k2", "action": "continued", "from": str(last)}
        goes_on |= {"through": str(last), "section": "6.1", "lines": letter.cite(2)}
        letter.classes += [lapse, goes_on]
        for live in self._live:
            action = "continued" if live.year == last else "kept" if live in kept else "lapsed"
            self._desk.act(live, letter, action)
        registered.changed.extend(self._live)

    def _act(self, registered: Registered, letters: list[Data]) -> None:
        """What a supplementary letter does to assignments that stand."""
        chance, letter = self._chance, registered.letter
        count = chance.randint(1, max(2, len(self._live) // 6))
        for live in chance.sample(self._live, min(count, len(self._live))):
            names, weights = zip(*ACTIONS, strict=True)
            action = chance.choices(names, weights)[0] if "title" in live.data else "noted"
            if action != "replaced":
                self._desk.act(live, letter, action)
            registered.changed.append(live)
        announced = [(data, item) for data in letters for item in data.get("announces", ())]
        pending = [(data, item) for data, item in announced if "until" not in item]
        if pending and chance.random() < 0.7:
            data, item = chance.choice(pending)
            item["until"] = letter.id
            registered.records.append(("letter", f"ledger/letters/{data['id']}.yaml", data))

    def _bring(
        self, registered: Registered, shape: LetterShape, goals: list[str], purse: Purse
    ) -> None:
        """What a letter gives: goals, assignments, authorizations and money."""
        letter, year = registered.letter, registered.letter.year
        for number in range(1, shape.goals + 1):
            data = others.goal(number, letter, self._chance, self._words)
            goals.append(data["id"])
            registered.records.append(("goal", f"ledger/goals/{year}/{number:02}.yaml", data))
        if shape.reporting:
            data = others.reporting(letter, self._chance, self._words)
            path = f"ledger/reporting/{year}/{letter.id}.yaml"
            registered.records.append(("reporting", path, data))
        # Those that this letter was to replace, and has not done anything to yet.
        waiting = [x for x in registered.changed if x.data["basis"][-1]["letter"] != letter.id]
        series, first = ("TB", 1) if shape.main else ("TTB", letter.numbers.start)
        known = [live for live in self._live if live.open]
        for number in range(first, first + shape.assignments):
            new = self._desk.give(f"{series}{year}-{number}", letter, known, goals)
            if waiting:
                self._desk.replace(waiting.pop(), new, letter)
            registered.given.append(new)
            known.append(new)
        for live in waiting:
            self._desk.act(live, letter, "noted")
        if shape.authorizations:
            data = others.authorizations(letter, known, self._chance, self._words)
            path = f"ledger/authorizations/{year}/{letter.id}.yaml"
            registered.movements.append(("authorizations", path, data))
        for data in purse.movements(letter, shape.movements, known):
            path = f"ledger/allocations/{year}/{'+'.join(data['posts'])}/{letter.id}.yaml"
            registered.movements.append(("allocation", path, data))

    def _write_letter(self, registered: Registered, letters: list[Data]) -> None:
        data = registered.letter.record(self._chance, self._words)
        letters.append(data)
        path = f"ledger/letters/{registered.letter.id}.yaml"
        registered.declared.append(("letter", path, data))


def _supplementary(day: date, numbers: range) -> Letter:
    name = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
    return Letter(f"{day.year}-ttb-{name}", "supplementary", day, numbers)


def _file(type: str, path: str, data: Data) -> File:
    return File(path, render(data, type, path).encode())
