"""Where the keys and items of a plainly written record stand, without parsing it as YAML."""

from .quick import TOKEN, read_quickly
from .reader import Path, Position


def positions_quickly(content: bytes) -> dict[Path, Position] | None:
    """What ``reader.positions`` says of a file that the quick reader can read; None of others."""
    if read_quickly(content) is None:
        return None
    text = content.decode("utf-8")
    found: dict[Path, Position] = {}
    # The lists and mappings that are open: column, path, and the number of items so far.
    around: list[tuple[int, Path, list[int]]] = []
    opening: Path = ()
    line, at = 1, 0
    for token in TOKEN.finditer(text):
        line += text.count("\n", at, token.start())
        at = token.start()
        indent, dash, key, value, body, item = token.groups()
        column = len(indent)
        while around and around[-1][0] > column:
            around.pop()
        if not around or around[-1][0] != column:
            around.append((column, opening, []))
            found[opening] = (line, column + 1)
        if dash:
            _, path, items = around[-1]
            below = (*path, len(items))
            items.append(line)
            column += 2
            found[below] = (line, column + 1)
            if item:
                continue
            around.append((column, below, []))
        below = (*around[-1][1], key)
        found[(*below, "~key")] = (line, column + 1)
        if value:
            found[below] = (line, token.start(4) - at + 1)
        elif body:
            found[below] = (line, column + len(key) + 3)
        else:
            opening = below
    return found
