"""Objects of a repository, many from one process of ``git cat-file``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile

from .gitrun import stream
from .source import GitProblem


def objects(folder: Path, ids: Iterable[str], kind: str = "blob") -> Iterator[tuple[str, bytes]]:
    """The contents of objects of one kind, in the order asked for. Raises ``GitProblem`` for one
    that the repository lacks."""
    with TemporaryFile() as wanted:
        wanted.write("".join([f"{name}\n" for name in ids]).encode("ascii"))
        if not wanted.tell():
            return
        wanted.seek(0)
        out = stream(folder, "cat-file", "--batch", "--buffer", given=wanted)
        yield from _contents(out, kind)


def _contents(pieces: Iterator[bytes], wanted: str) -> Iterator[tuple[str, bytes]]:
    """Read what ``git cat-file --batch`` prints: a line that names it, so many bytes, a newline."""
    held, at = b"", 0
    while True:
        while (end := held.find(b"\n", at)) < 0:
            piece = next(pieces, b"")
            if not piece:
                return
            held, at = held[at:] + piece, 0
        name, kind, *size = held[at:end].decode("ascii").split(" ")
        if kind != wanted:
            raise GitProblem(f"the repository lacks the contents of {name}; is it a partial clone?")
        start, stop = end + 1, end + 1 + int(size[0])
        if len(held) <= stop:
            bits = [held[start:]]
            missing = stop + 1 - len(held)
            while missing > 0 and (piece := next(pieces, b"")):
                bits.append(piece)
                missing -= len(piece)
            start, stop, held = 0, stop - start, b"".join(bits)
        yield name, held[start:stop]
        at = stop + 1
