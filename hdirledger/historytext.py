"""The text of a whole history, kept as it was printed, for a run that finds nothing new.

It is made of what ``line`` keeps, and lies beside it; it is read without any of what makes it.
"""

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .git import Repository


def key_of(repository: "Repository", first_parent: bool) -> str:
    """Names the files of a line: the first parents of a project, or every commit."""
    told = json.dumps([repository.prefix, first_parent])
    return blake2b(told.encode("ascii"), digest_size=8).hexdigest()


def clone_of(repository: "Repository") -> str:
    """Names what a clone can know: a shallow one has another history when it is deepened."""
    told = "".join(sorted(repository.cut))
    return blake2b(told.encode("ascii"), digest_size=8).hexdigest() if told else ""


def read_text(repository: "Repository", first_parent: bool) -> tuple[str, bytes] | None:
    """The text of a history that was kept, after the id of the commit up to which it goes."""
    held = repository.cache.chunks(f"text.{key_of(repository, first_parent)}")
    if held is None or len(held) != 2:
        return None
    head, text = held
    asked, of = json.loads(head)
    return (asked, text) if of == clone_of(repository) else None


def write_text(repository: "Repository", first_parent: bool, tip: str, text: bytes) -> None:
    """Keep the text of the history up to a commit."""
    head = json.dumps([tip, clone_of(repository)]).encode("ascii")
    name = f"text.{key_of(repository, first_parent)}"
    repository.cache.write(name, head, text)
