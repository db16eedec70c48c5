"""Goals, authorizations and reporting: what letters bring beside assignments and money."""

from datetime import date
from random import Random

from .assignments import Live
from .letters import Data, Letter, section
from .words import Words


def goal(number: int, letter: Letter, chance: Random, words: Words) -> Data:
    """A goal with its indicators and key figures."""
    first = letter.next_line
    data: Data = {"id": f"G{letter.year}-{number:02}", "letter": letter.id}
    data |= {"year": str(letter.year), "number": str(number), "title": words.title()}
    for name, key, most in (("criteria", "k", 2), ("indicators", "s", 4), ("key-figures", "n", 10)):
        items = [
            {"key": f"{key}{n + 1}", "title": words.title(), "lines": letter.cite()}
            for n in range(chance.randint(0, most))
        ]
        if items:
            data[name] = items
    letter.cite(2)
    return data | {"section": section(chance), "lines": letter.through(first)}


def authorizations(letter: Letter, known: list[Live], chance: Random, words: Words) -> Data:
    """The authorizations of a letter."""
    items = []
    for n in range(chance.randint(1, 6)):
        item: Data = {
            "key": "abcdef"[n],
            "kind": chance.choice(("order", "revenue-offset", "charge", "use-under", "other")),
            "posts": [f"0{chance.randint(500, 799)}.{chance.choice((21, 60, 70))}"],
            "ceiling": str(chance.randint(1, 90) * 100_000) if chance.random() < 0.6 else "none",
            "purpose": words.purpose(),
            "section": section(chance),
            "lines": letter.cite(chance.randint(2, 5)),
        }
        if known and chance.random() < 0.3:
            item["assignments"] = [chance.choice(known).id]
        items.append(item)
    return {"letter": letter.id, "year": str(letter.year), "authorizations": items}


def reporting(letter: Letter, chance: Random, words: Words) -> Data:
    """The calendar of a year."""
    rows = []
    for n in range(chance.randint(12, 40)):
        day = date(letter.year, chance.randint(2, 12), chance.randint(1, 28))
        deadline: Data = {"due": day.isoformat(), "lines": letter.cite()}
        if chance.random() < 0.5:
            deadline["printed"] = f"{day.day}.{day.month}"
        row: Data = {"key": f"c{n + 1:02}", "title": words.title(), "summary": words.sentences(1)}
        row |= {"deadlines": [deadline], "section": section(chance), "lines": letter.cite(2)}
        rows.append(row)
    return {"letter": letter.id, "year": str(letter.year), "calendar": rows}
