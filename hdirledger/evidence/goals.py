"""Which facts of goals must be found where: titles, numbers and figures."""

from collections.abc import Iterable, Iterator

from ..model.records import Goal, Indicator
from ..reader import Path
from .fact import Fact, section, words


def facts(goal: Goal) -> Iterator[Fact]:
    """Title, former titles, number, area and every figure of a goal."""
    letter, old = goal.letter, goal.letter
    for n, former in enumerate(goal.formerly):
        look = words("the former title", former.title, alike=True)
        path: Path = ("formerly", n, "title")
        if old == letter:
            yield Fact(goal, path, letter, goal.lines, "V104", look)
        old = former.until or old
    if old == letter:
        look = words("the title", goal.title, alike=True)
        yield Fact(goal, ("title",), letter, goal.lines, "V104", look)
    look = words("the number", goal.number)
    yield Fact(goal, ("number",), letter, goal.lines, "V105", look)
    if goal.area:
        yield Fact(goal, ("area",), letter, "", "V111", words("the area", goal.area, alike=True))
    yield from section(goal, (), letter, goal.lines, goal.section)
    for key, items in (
        ("criteria", goal.criteria),
        ("indicators", goal.indicators),
        ("key-figures", goal.key_figures),
    ):
        yield from _indicators(goal, (key,), items, letter)


def _indicators(goal: Goal, path: Path, items: Iterable[Indicator], letter: str) -> Iterator[Fact]:
    for n, item in enumerate(items):
        here, source = (*path, n), item.since or letter
        look = words("the title", item.title, alike=True)
        yield Fact(goal, (*here, "title"), source, item.lines, "V104", look)
        if item.number:
            look = words("the number", item.number)
            yield Fact(goal, (*here, "number"), source, item.lines, "V105", look)
        yield from _indicators(goal, (*here, "items"), item.items, source)
