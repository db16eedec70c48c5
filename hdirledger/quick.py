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
_PLAIN = r"[\w(«§](?:[^:#\n]|:(?=[^\s])|(?<=\S)#)*(?<=\S)"
_SCALAR = rf'"(?P<double>[^"\\\n]*)"|\'(?P<single>[^\'\n]*)\'|(?P<plain>{_PLAIN})'
# What a line has: its indent, a dash or none, a key or none, and its value or none.
_LINE = re.compile(
    rf"(?P<indent> *)(?P<dash>- )?(?:"
    rf"(?P<key>[a-z][a-z-]{{0,60}}):(?P<open> >-)?(?: (?:{_SCALAR}))?|"
    rf"(?:{_SCALAR.replace('?P<', '?P<item_')}))"
)
_KEY = re.compile(rb"[a-z][a-z-]{0,60}")
_CACHED = 200_000
# Columns; each level takes two, and the strict reader has a limit to the levels.
_DEEP = 40


class _Doubt(Exception):
    """The text is not in the plain form."""


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
            if "\n" in _text(piece):
                raise _Doubt
            self._comments.add(piece)

    def _piece(self, piece: bytes) -> tuple[str, Any]:
        """One key of a record and its value. Raises ``_Doubt`` or ``UnicodeDecodeError``."""
        key, _, below = piece.partition(b":\n")
        found: tuple[str, Any]
        if below.startswith(b"  - ") and _KEY.fullmatch(key):
            # Only the first line of an item begins like that: each is read by itself.
            known, read = self._items, self._item
            items = [known.get(item) or read(item) for item in below[4:].split(b"\n  - ")]
            found = key.decode("ascii"), items
        else:
            found = _Piece(_text(piece).split("\n")).entry()
        self._keep(self._pieces, piece, found)
        return found

    def _item(self, item: bytes) -> Any:
        """One item of a list right below a key of the record, without its dash."""
        (found,) = _Piece(("  - " + _text(item)).split("\n")).items()
        self._keep(self._items, item, found)
        return found

    @staticmethod
    def _keep(cache: dict[bytes, Any], text: bytes, found: Any) -> None:
        if len(cache) >= _CACHED:
            cache.clear()
        cache[text] = found


def _text(raw: bytes) -> str:
    """Bytes as text. Raises ``_Doubt`` or ``UnicodeDecodeError``."""
    text = raw.decode("utf-8")
    if _DOUBT.search(text):
        raise _Doubt
    return text


class _Piece:
    """One key of a record with everything below it, or items of a list."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def entry(self) -> tuple[str, Any]:
        """The key and its value. Raises ``_Doubt``."""
        line = self._match()
        if line is None or line["dash"] or line["indent"] or line["key"] is None:
            raise _Doubt
        value = self._value(line, 0)
        if self._at != len(self._lines):
            raise _Doubt
        return line["key"], value

    def items(self) -> list[Any]:
        """The items of a list in column 2. Raises ``_Doubt``."""
        found = self._list(2)
        if self._at != len(self._lines) or not found:
            raise _Doubt
        return found

    def _match(self) -> re.Match[str] | None:
        if self._at >= len(self._lines):
            return None
        found = _LINE.fullmatch(self._lines[self._at])
        if found is None or len(found["indent"]) > _DEEP:
            raise _Doubt
        return found

    def _value(self, line: re.Match[str], column: int) -> Any:
        """The value of the key on a line; the key stands in a column."""
        self._at += 1
        text = _first(line["double"], line["single"], line["plain"])
        if line["open"]:
            if text is not None:
                raise _Doubt
            return self._folded(column + 2)
        if text is not None:
            return text
        below = self._match()
        if below is None or len(below["indent"]) != column + 2:
            raise _Doubt
        return self._list(column + 2) if below["dash"] else self._mapping(column + 2, {})

    def _folded(self, column: int) -> str:
        """The lines of a folded text, each of which is indented just so far."""
        start = self._at
        indent = " " * column
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.startswith(indent):
                if not line or line[: column - 1].isspace():
                    raise _Doubt
                break
            if line[column : column + 1] in ("", " ") or line[-1] == " ":
                raise _Doubt
            self._at += 1
        if self._at == start:
            raise _Doubt
        return " ".join(line[column:] for line in self._lines[start : self._at])

    def _mapping(self, column: int, data: dict[str, Any]) -> dict[str, Any]:
        while (line := self._match()) is not None and len(line["indent"]) == column:
            if line["dash"] or line["key"] is None or line["key"] in data:
                raise _Doubt
            data[line["key"]] = self._value(line, column)
        if line is not None and len(line["indent"]) > column:
            raise _Doubt
        return data

    def _list(self, column: int) -> list[Any]:
        items: list[Any] = []
        while (line := self._match()) is not None and len(line["indent"]) == column:
            if not line["dash"]:
                raise _Doubt
            if line["key"] is None:
                self._at += 1
                text = _first(line["item_double"], line["item_single"], line["item_plain"])
                assert text is not None
                items.append(text)
            else:
                first = {line["key"]: self._value(line, column + 2)}
                items.append(self._mapping(column + 2, first))
        if line is not None and len(line["indent"]) > column:
            raise _Doubt
        return items


def _first(*texts: str | None) -> str | None:
    return next((text for text in texts if text is not None), None)
