"""R: relations between assignments: the title that a letter quotes, circles."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..cards import DIRECTED
from ..findings import Severity
from ..model import ids
from . import Problem, rule

if TYPE_CHECKING:
    from ..catalog import Catalog


def _joined(title: str) -> str:
    """The words of a title, without case and punctuation."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def _begins(left: str, right: str) -> bool:
    """Whether one of two titles begins like the other, with two words at least."""
    a, b = left.split(" "), right.split(" ")
    short = min(len(a), len(b))
    return short >= 2 and a[:short] == b[:short]


def _alike(left: str, right: str) -> float:
    """How alike two joined titles are, 0 to 1; a title that begins like the other counts as
    alike."""
    from difflib import SequenceMatcher

    return 1.0 if _begins(left, right) else SequenceMatcher(None, left, right).ratio()


@rule("R108", Severity.WARNING, "A quoted title belongs to another number")
def wrong_number(catalog: "Catalog") -> Iterator[Problem]:
    """Letters cite wrong numbers. Where a reference carries a title, the title decides: it must be
    like the title of the assignment referred to, and no other assignment may fit it better.

    Example: a letter cites "TB2022-21 Nasjonal alkoholstrategi"; that is the title of TB2021-01.
    Remedy: refer to the assignment whose title it is and keep the printed number in cited-as.
    """
    titles: list[tuple[str, str]] = []
    exactly: dict[str, set[str]] = defaultdict(set)
    for path, card in catalog.assignment_cards:
        for n, to, quoted in card.get("quotes", ()):
            target = catalog.names.assignments.get(to)
            if target is None or not target["titles"][0] or quoted in target["titles"]:
                continue
            words = _joined(quoted)
            fit = max(_alike(words, _joined(title)) for title in target["titles"] if title)
            if fit == 1:
                continue
            if not titles:
                titles = _all_titles(catalog)
                for name, title in titles:
                    exactly[title].add(name)
            if fit >= 0.75 and not exactly.get(words, set()) - {card["id"]}:
                continue
            holder = _holder(words, max(fit, 0.6), titles, card["id"])
            title = target["titles"][0]
            if holder:
                message = f"the title {quoted!r} is that of {holder}, not of {to} ({title!r})"
            elif fit < 0.4:
                message = f"the title {quoted!r} is not that of {to} ({title!r})"
            else:
                continue
            lines = catalog.record(path).relations[n].lines
            yield Problem(path, ("relations", n, "title"), message, lines=lines)


def _all_titles(catalog: "Catalog") -> list[tuple[str, str]]:
    return [
        (card["id"], _joined(title))
        for _, card in catalog.assignment_cards
        for title in card["titles"]
        if title
    ]


def _holder(words: str, floor: float, titles: list[tuple[str, str]], own: str) -> str:
    """The assignment, but for one, whose title is most like some words, and more than a floor."""
    best, holder = floor, ""
    letters = Counter(words)
    for name, title in titles:
        # They cannot be more alike than the letters that they share, wherever these stand.
        both = len(words) + len(title)
        if name == own:
            continue
        if not _begins(words, title):
            least = best * both / 2 - 0.001
            if min(len(words), len(title)) < least:
                continue
            if sum((letters & Counter(title)).values()) < least:
                continue
        score = _alike(words, title)
        if score > floor and (score, name) > (best, holder):
            best, holder = score, name
    return holder


@rule("R109", Severity.ERROR, "Relations go round in a circle")
def cycle(catalog: "Catalog") -> Iterator[Problem]:
    """What replaces, specifies or is part of something else cannot in the end be replaced,
    specified or contained by itself. "see" may go both ways.

    Example: TB2022-05 replaces TB2022-06, and TB2022-06 replaces TB2022-05.
    Remedy: remove the relation that the letters do not support.
    """
    edges: dict[str, dict[str, list[tuple[int, str]]]] = {kind: {} for kind in sorted(DIRECTED)}
    paths: dict[str, str] = {}
    last = catalog.names.assignments  # Of two with one id, which S302 tells of, the last counts.
    related = [
        (path, card)
        for path, card in catalog.assignment_cards
        if "directed" in card and last[card["id"]] is card
    ]
    for path, card in sorted(related, key=lambda pair: ids.sort_key(pair[1]["id"])):
        paths[card["id"]] = path
        for place, kind, to in card["directed"]:
            edges[kind].setdefault(card["id"], []).append((place, to))
    for kind, following in edges.items():
        for start, index in _closing(following):
            place, to = following[start][index]
            message = f"{start} {kind} {to}, which leads back to {start}"
            yield Problem(paths[start], ("relations", place, "to"), message)


def _closing(edges: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[str, int]]:
    """Edges that close a circle, by a walk that keeps its own stack (chains may be long)."""
    state: dict[str, int] = {}
    for root in edges:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, 0)]
        while stack:
            node, index = stack.pop()
            following = edges.get(node, [])
            if index >= len(following):
                state[node] = 2
                continue
            stack.append((node, index + 1))
            target = following[index][1]
            if state.get(target) == 1:
                yield node, index
            elif target in edges and target not in state:
                state[target] = 1
                stack.append((target, 0))
