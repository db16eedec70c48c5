"""Movements of money: what each letter gives, cuts or moves, with rows and earmarks that add up."""

from collections.abc import Iterator
from random import Random

from .assignments import Live
from .letters import Data, Letter, section
from .shape import share
from .words import AGENCIES, Words

_ITEMS = (1, 21, 22, 45, 60, 61, 63, 70, 71, 72, 73, 74, 75, 76, 79)
_NAMES = {
    1: "Driftsutgifter", 21: "Spesielle driftsutgifter", 45: "Større utstyrsanskaffelser",
    60: "Kommunale tiltak", 70: "Tilskudd til frivillig arbeid",
}  # fmt: skip
OWN = ("0700.01", "0700.21")
# The unit in which letters print sums.
_UNIT = 1000


def posts(count: int) -> Iterator[str]:
    """The first posts of the budget, income chapters among them, always in the same order."""
    for number in range(count):
        chapter, item = divmod(number, len(_ITEMS))
        income = number % 12 == 11
        yield f"{(3700 if income else 700) + chapter:04}.{_ITEMS[item]:02}"


class Purse:
    """The money of one year."""

    def __init__(self, chance: Random, words: Words) -> None:
        self._chance = chance
        self._words = words
        self._balances: dict[str, int] = {}

    def movements(self, letter: Letter, count: int, known: list[Live]) -> Iterator[Data]:
        """What a letter does to so many posts: the main letter gives, others change."""
        if letter.kind == "main":
            yield from self._given(letter, count, known)
            return
        touched = list(self._balances)
        chosen = self._chance.sample(touched, min(count, len(touched)))
        new = (post for post in posts(len(touched) + count) if post not in self._balances)
        chosen += [next(new) for _ in range(count - len(chosen))]
        while chosen:
            post = chosen.pop()
            if chosen and self._chance.random() < 0.15:
                yield from self._transfer(letter, post, chosen.pop())
            else:
                cut = self._chance.random() < 0.25
                amount = self._amount(60) * (-1 if cut else 1)
                yield self._booked(letter, [post], amount, known)

    def _given(self, letter: Letter, count: int, known: list[Live]) -> Iterator[Data]:
        # Some movements are of two posts together, and those have none of their own.
        pairs = count // 40
        wanted = list(posts(count + pairs))
        expense = [post for post in wanted if post < "3"]
        together = [expense[n : n + 2] for n in range(0, 2 * pairs, 2)]
        alone = [post for post in wanted if post not in expense[: 2 * pairs]]
        for several in (*together, *([post] for post in alone)):
            yield self._booked(letter, several, self._amount(400), known)

    def _amount(self, most: int) -> int:
        return self._chance.randint(1, most * 100) * 10 * _UNIT

    def _booked(self, letter: Letter, posts: list[str], amount: int, known: list[Live]) -> Data:
        chance, first = self._chance, letter.next_line
        data = self._head(letter, posts)
        letter.cite()
        if chance.random() < 0.04:
            return data | {"amount": "none", "stated": "blank", "lines": letter.through(first)}
        held_back = chance.choice((0, 0, chance.randint(1, 90) * 10 * _UNIT))
        if letter.kind == "main" and chance.random() < 0.6:
            data["appropriation"] = str(amount + held_back)
        data |= {"amount": str(amount), "stated": "allocated"}
        if chance.random() < 0.03:
            sign = -_UNIT if amount < 0 else _UNIT
            data["rows"] = [
                {"name": self._words.title(), "amount": str(part * sign), "lines": letter.cite()}
                for part in share(abs(amount) // _UNIT, 3, chance)
            ]
        if chance.random() < 0.08:
            self._restate(data, letter, amount)
        if amount > 0 and chance.random() < 0.5:
            data |= self._earmarks(letter, amount, known)
        if chance.random() < 0.6:
            notes = range(chance.choice((1, 2, 2)))
            data["notes"] = [
                {"summary": self._words.sentences(1), "lines": letter.cite(2)} for _ in notes
            ]
        if len(posts) == 1:
            before = self._balances.get(posts[0], 0)
            self._balances[posts[0]] = before + amount
            if letter.kind != "main" and chance.random() < 0.08:
                stated = {"before": str(before), "after": str(before + amount)}
                data["asserts"] = stated | {"lines": letter.cite()}
        if chance.random() < 0.35:
            data["reading"] = self._words.sentences(1)
        return data | {"section": section(chance), "lines": letter.through(first)}

    def _head(self, letter: Letter, posts: list[str]) -> Data:
        chapter, _, item = posts[0].partition(".")
        side = "income" if 3000 <= int(chapter) <= 5999 else "expense"
        data: Data = {"posts": posts, "letter": letter.id, "year": str(letter.year), "side": side}
        data["name"] = _NAMES.get(int(item), f"Tilskudd til ordning {int(item)}")
        if self._chance.random() < 0.2:
            data["keywords"] = ["transferable"]
        if self._chance.random() < 0.2:
            data["usable-under"] = [f"{chapter}.{self._chance.choice(_ITEMS):02}"]
        return data

    def _restate(self, data: Data, letter: Letter, amount: int) -> None:
        """State the sum again, as letters do in their running text; seldom another one."""
        again: Data = {"amount": str(amount), "lines": letter.cite()}
        if self._chance.random() < 0.1:
            again["amount"] = str(amount + 5 * _UNIT)
            reason = "Tabellen og teksten oppgir ulike beløp. Tabellens tall er fulgt."
            data["accepts"] = [{"rule": "M108", "lines": again["lines"], "reason": reason}]
        data["restated"] = [again]

    def _earmarks(self, letter: Letter, amount: int, known: list[Live]) -> Data:
        chance = self._chance
        pieces = share(amount // _UNIT, chance.choice((2, 3, 3, 4, 6, 9)), chance)
        complete = chance.random() < 0.4
        if not complete:
            pieces.pop()
        return {
            "earmarks": [self._earmark(letter, piece * _UNIT, known) for piece in pieces],
            **({"split": "complete"} if complete else {}),
        }

    def _earmark(self, letter: Letter, amount: int, known: list[Live]) -> Data:
        chance, first = self._chance, letter.next_line
        data: Data = {"amount": str(amount), "bound": "exact", "purpose": self._words.purpose()}
        if chance.random() < 0.25:
            data["recipients"] = [chance.choice(AGENCIES)]
        if known and chance.random() < 0.15:
            data["assignments"] = [chance.choice(known).id]
        letter.cite(2)
        if amount > 10 * _UNIT and chance.random() < 0.1:
            part = str(chance.randint(1, amount // _UNIT) * _UNIT)
            data["earmarks"] = [
                {
                    "amount": part,
                    "bound": chance.choice(("including", "up-to")),
                    "purpose": self._words.purpose(),
                    "lines": letter.cite(),
                }
            ]
        return data | {"lines": letter.through(first)}

    def _transfer(self, letter: Letter, source: str, target: str) -> Iterator[Data]:
        """Money that leaves one post for another: two movements that mirror each other."""
        amount = self._amount(20)
        for post, other, sum in ((source, target, -amount), (target, source, amount)):
            first = letter.next_line
            self._balances[post] = self._balances.get(post, 0) + sum
            data = self._head(letter, [post])
            data |= {"amount": str(sum), "stated": "allocated"}
            moved = {"posts": [other], "amount": str(sum), "lines": letter.cite()}
            yield data | {"transfer": moved, "lines": letter.through(first)}
