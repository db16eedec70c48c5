"""Acts on records that are written as YAML in the test."""

from textwrap import dedent
from typing import Any

from hdirledger import comments
from hdirledger.canonical import render
from hdirledger.edit.follow import follow
from hdirledger.edit.items import Data
from hdirledger.reader import read

LETTERS = ("2022-tb", "2022-ttb-1", "2022-ttb-2", "2022-ttb-3")
ORDER = {name: place for place, name in enumerate(LETTERS)}


def data(text: str) -> Data:
    """The plain data of a record."""
    document = read(dedent(text).encode())
    assert document.data is not None, document.faults
    return document.data


def written(found: Data, type: str = "assignment") -> str:
    """The canonical text of a record, without the line that names its schema."""
    return render(found, type, f"ledger/{type}.yaml").partition("\n")[2]


def shown(text: str, type: str = "assignment") -> str:
    """A record's text as it is written canonically."""
    return written(data(text), type)


def entry(letter: str, action: str, lines: str = "10", **more: Any) -> Data:
    """An entry of a basis."""
    return {"letter": letter, "action": action, **more, "lines": lines}


def after(text: str, edited: Data, type: str = "assignment") -> str:
    """A record's text, with its comments, after an edit."""
    text = dedent(text)
    notes = follow(comments.find(text), data(text), edited, type)
    return render(edited, type, f"ledger/{type}.yaml", notes).partition("\n")[2]
