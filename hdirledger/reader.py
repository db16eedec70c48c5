"""The strict reader: bytes of one file to plain text values, or faults with line and column.

It reads YAML as a stream of events, so no tag is ever resolved, no alias expanded and no value
guessed: every scalar comes out as the text it was written as, and the schema says what it means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SIZE_LIMIT = 1024 * 1024
DEPTH_LIMIT = 24

Path = tuple[str | int, ...]
Position = tuple[int, int]

_BOM = b"\xef\xbb\xbf"
# Characters that an editor does not show and that YAML tools read in different ways. The
# non-breaking space stays legal here, since titles may have it; amounts refuse it by their form.
# Control characters, separators of lines that only some tools see, and the marks that turn the
# direction of writing, by which a diff can show a reviewer something else than what is read.
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = {
    "\t": "tab",
    "\x85": "next line character U+0085",
    "\u2028": "line separator U+2028",
    "\u2029": "paragraph separator U+2029",
    "\ufeff": "byte order mark inside the text",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file as a file. Line and column count from 1."""

    code: str
    line: int
    column: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: ``data`` is None when it could not be read at all."""

    data: dict[str, Any] | None
    faults: tuple[Fault, ...]


class _Stop(Exception):
    """Reading cannot go on; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def read(content: bytes) -> Document:
    """Read one record. Never raises for anything that a file may contain."""
    faults: list[Fault] = []
    try:
        text = _decode(content, faults)
        data = _Composer(text, faults).document()
    except _Stop as stop:
        return Document(None, (*faults, stop.fault))
    return Document(data, tuple(faults))


def positions(content: bytes) -> dict[Path, Position]:
    """Line and column (from 1) of every key's value, list item and mapping key of a readable file.

    The position of a path is where its value begins; the path with a trailing ``"~key"`` is where
    the key itself stands.
    """
    faults: list[Fault] = []
    found: dict[Path, Position] = {}
    try:
        composer = _Composer(_decode(content, faults), faults, found)
        composer.document()
    except _Stop:
        pass
    return found


def _decode(content: bytes, faults: list[Fault]) -> str:
    if len(content) > SIZE_LIMIT:
        raise _Stop(
            Fault(
                "S112",
                1,
                1,
                f"the file is larger than the limit of {SIZE_LIMIT // 1024} KiB",
                "A record is a few kilobytes. Is this another kind of file?",
            )
        )
    if content.startswith(_BOM):
        faults.append(
            Fault("S102", 1, 1, "the file begins with a byte order mark", "Save as UTF-8 without.")
        )
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise _Stop(
            Fault(
                "S101",
                line,
                column,
                f"byte 0x{content[error.start]:02x} is not UTF-8",
                "Save the file as UTF-8.",
            )
        ) from None
    if "\r" in text:
        at = text.index("\r")
        faults.append(
            Fault(
                "S103",
                *_position(text, at),
                "a line ends with a carriage return",
                "Save the file with line feeds only (eol=lf).",
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = _HIDDEN.search(text)
    if hidden:
        where = _position(text, hidden.start())
        raise _Stop(_hidden_fault(hidden[0], where, "the file has a"))
    return text


def _hidden_fault(character: str, where: Position, what: str) -> Fault:
    name = _INVISIBLE.get(character, f"control character U+{ord(character):04X}")
    return Fault("S104", *where, f"{what} {name}", "Use spaces and plain text.")


def _position(text: str, at: int) -> Position:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _at(mark: Any) -> Position:
    return mark.line + 1, mark.column + 1


def _parser() -> Any:
    """ruamel.yaml's C parser where its extra is installed, else its Python parser: same events."""
    from ruamel.yaml import YAML

    return YAML(typ="safe")


def parse_events(text: str) -> Iterator[Any]:
    """The parser's events for a text, with marks. Raises ``_Stop`` where it is not YAML."""
    # Most files never come here, and importing it takes longer than reading them.
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        yield from _parser().parse(text)
    except MarkedYAMLError as error:
        line, column = _at(error.problem_mark) if error.problem_mark else (1, 1)
        # ruamel.yaml itself words the problem; the context tells what it was reading.
        context = f" {error.context}" if error.context else ""
        raise _Stop(
            Fault("S105", line, column, f"not YAML:{context} {error.problem}".strip())
        ) from None
    except (YAMLError, RecursionError, ValueError, OverflowError, AssertionError) as error:
        # The last two are how ruamel.yaml's Python parser refuses "\\UFFFFFFFF" and %YAML 1.3.
        first = str(error).strip().splitlines()[0] if str(error).strip() else "cannot be parsed"
        raise _Stop(Fault("S105", 1, 1, f"not YAML: {first}")) from None


class _Composer:
    """Builds plain values from parser events and refuses what a record may not have."""

    def __init__(
        self, text: str, faults: list[Fault], found: dict[Path, Position] | None = None
    ) -> None:
        self._text = text
        self._faults = faults
        self._found = found

    def document(self) -> dict[str, Any]:
        events = parse_events(self._text)
        next(events)  # stream start
        event = next(events)
        if type(event).__name__ == "StreamEndEvent":
            raise _Stop(Fault("S110", 1, 1, "the file is empty", "Delete it, or write the record."))
        if getattr(event, "version", None) or getattr(event, "tags", None):
            raise _Stop(Fault("S108", *_at(event.start_mark), "a record has no YAML directives"))
        event = next(events)
        value = self._value(event, events, (), 0)
        next(events)  # document end
        end = next(events)
        if type(end).__name__ != "StreamEndEvent":
            raise _Stop(
                Fault(
                    "S109",
                    *_at(end.start_mark),
                    "the file has more than one document",
                    "One record a file: remove the line ---.",
                )
            )
        if not isinstance(value, dict):
            kind = "list" if isinstance(value, list) else "single value"
            what = "empty" if value == "" else f"a {kind}"
            code = "S110" if value == "" else "S111"
            raise _Stop(
                Fault(
                    code,
                    *_at(event.start_mark),
                    f"the file is {what}, but a record is a mapping of keys to values",
                    "Begin with a key, such as id:",
                )
            )
        return value

    def _value(self, event: Any, events: Iterator[Any], path: Path, depth: int) -> Any:
        kind = type(event).__name__
        if self._found is not None:
            self._found[path] = _at(event.start_mark)
        if kind == "AliasEvent":
            raise _Stop(
                Fault("S107", *_at(event.start_mark), f"alias *{event.anchor}", "Write it out.")
            )
        if getattr(event, "anchor", None):
            raise _Stop(
                Fault("S107", *_at(event.start_mark), f"anchor &{event.anchor}", "Remove it.")
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise _Stop(
                Fault(
                    "S108", *_at(event.start_mark), f"tag {tag}", "A record has plain values only."
                )
            )
        if kind == "ScalarEvent":
            if _SURROGATE.search(event.value):
                # The C parser refuses these itself. They cannot be written as UTF-8.
                problem = "not YAML: an escape that stands for half a character"
                raise _Stop(Fault("S105", *_at(event.start_mark), problem))
            hidden = _HIDDEN.search(event.value)
            if hidden:
                # An escape such as "\\x1b" gets past the look at the raw text.
                at = _at(event.start_mark)
                self._faults.append(_hidden_fault(hidden[0], at, "an escape stands for a"))
            return event.value
        if depth >= DEPTH_LIMIT:
            raise _Stop(
                Fault(
                    "S113",
                    *_at(event.start_mark),
                    f"nested more than {DEPTH_LIMIT} levels deep",
                )
            )
        if kind == "SequenceStartEvent":
            items: list[Any] = []
            for child in events:
                if type(child).__name__ == "SequenceEndEvent":
                    return items
                items.append(self._value(child, events, (*path, len(items)), depth + 1))
        mapping: dict[str, Any] = {}
        for child in events:
            if type(child).__name__ == "MappingEndEvent":
                return mapping
            self._entry(mapping, child, events, path, depth)
        raise _Stop(Fault("S105", 1, 1, "not YAML: it ends too early"))

    def _entry(
        self, mapping: dict[str, Any], event: Any, events: Iterator[Any], path: Path, depth: int
    ) -> None:
        # A path of its own, so that the mapping's place is not taken by that of its last key.
        key = self._value(event, events, (*path, "~"), depth + 1)
        at = _at(event.start_mark)
        if not isinstance(key, str):
            raise _Stop(Fault("S111", *at, "a key must be a word, not a list or a mapping"))
        if self._found is not None:
            self._found[(*path, key, "~key")] = at
        value = self._value(next(events), events, (*path, key), depth + 1)
        if key in mapping:
            self._faults.append(
                Fault(
                    "S106", *at, f"the key {key} stands twice", "Keep one; git may have merged two."
                )
            )
            return
        mapping[key] = value
