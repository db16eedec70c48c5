"""A quick reader for the plain form in which nearly every version of a record stands.

It reads only what leaves no doubt: block lists and mappings, values on one line and folded texts,
as ``fmt`` writes them. For anything else it says None, and the strict reader decides. What it does
read, the strict reader reads the same; the tests hold them against each other.
"""

import re
from typing import Any

from .reader import SIZE_LIMIT

# Any character for which the strict reader has something to say, or that ends a line elsewhere.
_DOUBT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_TOP = re.compile(rb"\n(?=[^ ])")
_PLAIN = r"(?:[\w(«§]|-(?=[0-9]))[^:#\n]*+(?:(?::(?=\S)|(?<=\S)#)[^:#\n]*+)*+(?<=\S)"
_QUOTED = r"""(?:"[^"\\\n]*"|'[^'\n]*')"""
_SCALAR = rf"({_PLAIN}|{_QUOTED})"
# A line: its indent, a dash or none, then a key with a value, with none or with a folded text, or
# the value of an item. The lines of a folded text stand two columns right of their key.
TOKEN = re.compile(
    r"^( *+)(- )?(?:([a-z][a-z0-9-]{0,60}+):"
    rf"(?: {_SCALAR}\n|\n|"
    r" >-\n((?:\1(?(2)    |  )\S[^\n]*+(?<=\S)\n)+))|"
    rf"{_SCALAR}\n)",
    re.MULTILINE,
)
# A key with its value at the left edge: on its line, or in lines two columns right of it, which are
# a folded text or a list of texts.
_ENTRY = re.compile(
    rf"^([a-z][a-z0-9-]{{0,60}}+):(?: (?:({_PLAIN})|({_QUOTED})|>-((?:\n  \S[^\n]*+(?<=\S))+))|"
    rf"((?:\n  - (?:{_PLAIN}|{_QUOTED}))+))$",
    re.MULTILINE,
).findall
_VALUE = re.compile(_SCALAR).fullmatch
_KEY = re.compile(rb"[a-z][a-z0-9-]{0,60}").fullmatch
# Bytes with which none of the doubtful characters begins or is written.
_SURE = bytes([0x0A, *range(0x20, 0x7F), *range(0x80, 0x100)]).translate(None, b"\xc2\xe2\xef")
_CACHED = 200_000
# Columns; each level takes two, and the strict reader has a limit to the levels.
_DEEP = 40


class _Doubt(Exception):
    """The text is not in the plain form."""


def read_quickly(content: bytes) -> dict[str, Any] | None:
    """The plain data of a record; None when it takes the strict reader to tell."""
    text = _undoubted(content)
    if text is None:
        return None
    start = 0
    while text.startswith("#", start):  # Comments above the record.
        start = text.index("\n", start) + 1
    try:
        return _Piece(text[start:]).record()
    except _Doubt:
        return None


def _undoubted(content: bytes) -> str | None:
    """The text of a file; None when the strict reader has something to say of its characters."""
    if len(content) > SIZE_LIMIT:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _DOUBT.search(text) or not text.endswith("\n") else text


class QuickReader:
    """Reads many versions. What stands under one key is read once however many versions have it;
    they share the value, which nobody may change."""

    def __init__(self) -> None:
        self._pieces: dict[bytes, tuple[str, Any]] = {}
        self._items: dict[bytes, Any] = {}
        self._comments: set[bytes] = set()

    def read(self, content: bytes) -> dict[str, Any] | None:
        """The plain data of a record; None when it takes the strict reader to tell."""
        if len(content) > SIZE_LIMIT or content[-1:] != b"\n":
            return None
        pieces = _TOP.split(content[:-1])
        try:
            while pieces and pieces[0][:1] == b"#":
                self._comment(pieces.pop(0))
            known, read = self._pieces, self._piece
            found = [known.get(piece) or read(piece) for piece in pieces]
        except (_Doubt, UnicodeDecodeError):
            return None
        data = dict(found)
        return data if data and len(data) == len(found) else None

    def _comment(self, piece: bytes) -> None:
        """Pass a comment above the record. Raises ``_Doubt`` or ``UnicodeDecodeError``."""
        if piece not in self._comments:
            _sure(piece)
            if b"\n" in piece:
                raise _Doubt
            self._comments.add(piece)

    def _piece(self, piece: bytes) -> tuple[str, Any]:
        """One key of a record and its value. Raises ``_Doubt`` or ``UnicodeDecodeError``."""
        if piece.translate(None, _SURE):
            _sure(piece)
        key, _, below = piece.partition(b":\n")
        found: tuple[str, Any]
        if below.startswith(b"  - ") and _KEY(key):
            # Only the first line of an item begins like that: each is read by itself.
            known, read = self._items, self._item
            items = [known.get(item) or read(item) for item in below[4:].split(b"\n  - ")]
            found = key.decode("ascii"), items
        else:
            text = piece.decode("utf-8")
            entries = _entries(text)
            if entries is None:
                found = _Piece(text + "\n").entry()
            else:
                # Only its first line stands at the left edge.
                (found,) = entries.items()
        if max(len(self._pieces), len(self._items)) >= _CACHED:
            self._pieces.clear()
            self._items.clear()
        self._pieces[piece] = found
        return found

    def _item(self, item: bytes) -> Any:
        """One item of a list right below a key of the record, without its dash."""
        text = item.decode("utf-8")
        found: Any = None
        if text.count("\n") == text.count("\n    "):
            found = _entries(text.replace("\n    ", "\n"))
        if found is None and _VALUE(text):
            found = _unquoted(text)
        if found is None:
            (found,) = _Piece("  - " + text + "\n").items()
        self._items[item] = found
        return found


def _sure(raw: bytes) -> None:
    """Raises ``_Doubt`` for text of whose characters the strict reader has something to say, and
    ``UnicodeDecodeError``."""
    if _DOUBT.search(raw.decode("utf-8")):
        raise _Doubt


def _entries(text: str) -> dict[str, Any] | None:
    """Keys at the left edge with their values; None where it is not all of the text, or one comes
    again."""
    told = _ENTRY(text)
    lines = len(told) - 1
    data: dict[str, Any] = {}
    for key, plain, quoted, folded, items in told:
        if plain:
            data[key] = plain
        elif folded:
            lines += folded.count("\n")
            data[key] = folded[3:].replace("\n  ", " ")
        elif items:
            texts = items[5:].split("\n  - ")
            lines += len(texts)
            data[key] = [_unquoted(text) for text in texts]
        else:
            data[key] = quoted[1:-1]
    return data if lines == text.count("\n") and len(data) == len(told) else None


def _unquoted(text: str) -> str:
    return text[1:-1] if text[0] in "\"'" else text


class _Piece:
    """A record, one key of it with everything below it, or items of a list."""

    def __init__(self, text: str) -> None:
        self._tokens = TOKEN.findall(text)
        self._at = 0
        lines = len(self._tokens) + sum(token[4].count("\n") for token in self._tokens if token[4])
        if lines != text.count("\n"):
            raise _Doubt

    def record(self) -> dict[str, Any]:
        """All keys of a record. Raises ``_Doubt``."""
        found = self._mapping(0)
        if self._at != len(self._tokens) or not found:
            raise _Doubt
        return found

    def entry(self) -> tuple[str, Any]:
        """The key and its value. Raises ``_Doubt``."""
        found = self._mapping(0)
        if self._at != len(self._tokens) or len(found) != 1:
            raise _Doubt
        return next(iter(found.items()))

    def items(self) -> list[Any]:
        """The items of a list in column 2. Raises ``_Doubt``."""
        found = self._list(2)
        if self._at != len(self._tokens) or not found:
            raise _Doubt
        return found

    def _mapping(self, column: int, *, after_dash: bool = False) -> dict[str, Any]:
        if column > _DEEP:
            raise _Doubt
        tokens = self._tokens
        data: dict[str, Any] = {}
        while self._at < len(tokens):
            indent, dash, key, text, body, _ = tokens[self._at]
            if not after_dash:
                if len(indent) != column:
                    if len(indent) > column:
                        raise _Doubt
                    break
                if dash:
                    raise _Doubt
            after_dash = False
            if not key or key in data:
                raise _Doubt
            self._at += 1
            if text:
                data[key] = _unquoted(text)
            elif body:
                data[key] = body[column + 2 : -1].replace("\n" + " " * (column + 2), " ")
            else:
                data[key] = self._below(column + 2)
        return data

    def _below(self, column: int) -> Any:
        """The list or mapping below a key, which must be there."""
        if self._at == len(self._tokens):
            raise _Doubt
        indent, dash, *_ = self._tokens[self._at]
        if len(indent) != column:
            raise _Doubt
        return self._list(column) if dash else self._mapping(column)

    def _list(self, column: int) -> list[Any]:
        if column > _DEEP:
            raise _Doubt
        tokens = self._tokens
        items: list[Any] = []
        while self._at < len(tokens):
            indent, dash, key, _, _, text = tokens[self._at]
            if len(indent) != column:
                if len(indent) > column:
                    raise _Doubt
                break
            if not dash:
                raise _Doubt
            if key:
                items.append(self._mapping(column + 2, after_dash=True))
            else:
                self._at += 1
                items.append(_unquoted(text))
        return items
