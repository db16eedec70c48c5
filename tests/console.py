"""Commands that a text shows in ``console`` blocks, and what it says that they print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"^( *)```console\n(.*?)^ *```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A command and the lines that it prints, of which ``...`` stands for any number."""

    command: str
    lines: tuple[str, ...]


def commands(text: str) -> Iterator[Shown]:
    """Every command of a Markdown text, in order."""
    for indent, block in _BLOCK.findall(text):
        lines = [line.removeprefix(indent) for line in block.splitlines()]
        starts = [n for n, line in enumerate(lines) if line.startswith("$ ")]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield Shown(lines[start][2:], tuple(lines[start + 1 : end]))


def assert_shows(shown: Shown, printed: str) -> None:
    """What was printed is what the text shows, but for spaces at the ends of lines."""
    out = printed.rstrip("\n")
    got = [line.rstrip() for line in out.split("\n")] if out else []
    at, free = 0, False
    for line in shown.lines:
        if line == "...":
            free = True
            continue
        if free:
            assert line in got[at:], f"not printed: {line}\n{printed}"
            at = got.index(line, at)
            free = False
        assert at < len(got), f"not printed: {line}\n{printed}"
        assert got[at] == line
        at += 1
    assert free or at == len(got), f"lines are left out without saying so:\n{printed}"
