"""The comments of a record, each tied to the key or list item that it speaks of.

A comment at the end of a line belongs to what stands on that line. A comment on a line of its own
belongs to what follows; indented deeper than that, it closes the block above. Comments at the top
that an empty line parts from the first key belong to the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .reader import Path, Position, parse_events

MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=\S*\s*")


@dataclass(slots=True)
class Comments:
    """Comments, from their ``#`` on, by the path of what they belong to.

    ``before`` stand on lines of their own above it, ``trailing`` at the end of its line, ``foot``
    below the last line of a list or mapping (the path ``()`` is the file), ``header`` on top.
    """

    header: list[str] = field(default_factory=list)
    before: defaultdict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    trailing: defaultdict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    foot: defaultdict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class _Container:
    path: Path
    flow: bool
    start: Position
    end: Position
    items: int = 0


def find(text: str) -> Comments:
    """All comments of a text that the strict reader has read without a fault."""
    comments = Comments()
    _, newline, rest = text.partition("\n")
    if MODELINE.fullmatch(text.partition("\n")[0]) and newline and "#" not in rest:
        return comments  # the usual record: nothing but its modeline
    if "#" in text:
        layout = _Layout(text)
        for position, comment, alone in layout.comments():
            layout.attach(comments, position, comment, alone)
    return comments


def texts(text: str) -> list[str]:
    """The comments of a faultless text, sorted, without the modeline."""
    alone = (comment for _, comment, _ in _Layout(text).comments())
    return sorted(comment for comment in alone if not MODELINE.fullmatch(comment))


class _Layout:
    """Where the keys, items, lists and scalars of a text stand."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        # Keys and items in order of their place; the outermost first where several begin.
        # An item starts where its value does; its dash, where it begins, may be on a line above.
        self._starts: list[Position] = []
        self._begins: list[Position] = []
        self._paths: list[Path] = []
        # Ends of lines' parts: what a comment further right on the same line belongs to.
        self._token_starts: list[Position] = []
        self._tokens: list[tuple[int, Path]] = []
        # Spans of scalars, in which # is no comment.
        self._spans: list[tuple[Position, Position]] = []
        self._containers: dict[Path, _Container] = {}
        self._flows: list[_Container] = []
        events = parse_events(text)
        for event in events:
            if type(event).__name__ == "DocumentStartEvent":
                self._node(next(events), events, ())

    def _node(self, event: Any, events: Iterator[Any], path: Path) -> None:
        start, end = _at(event.start_mark), _at(event.end_mark)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event, start, end, path)
            return
        container = _Container(path, bool(event.flow_style), start, end)
        self._containers[path] = container
        if container.flow:
            self._flows.append(container)
            self._token(start, start[0], path)
        for child in events:
            if type(child).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                container.end = _at(child.end_mark)
                if container.flow:
                    self._token(_at(child.start_mark), container.end[0], path)
                return
            container.items += 1
            if kind == "SequenceStartEvent":
                below: Path = (*path, container.items - 1)
                self._entry(child, below, None if container.flow else start[1])
                self._node(child, events, below)
            else:
                below = (*path, child.value)
                self._entry(child, below)
                self._scalar(child, _at(child.start_mark), _at(child.end_mark), below)
                self._node(next(events), events, below)

    def _entry(self, event: Any, path: Path, dash: int | None = None) -> None:
        start = begin = _at(event.start_mark)
        if dash is not None:
            line = start[0]
            # Between a dash and its value there are only empty lines and comments.
            while self._lines[line][dash : dash + 1] != "-" or "#" in self._lines[line][:dash]:
                line -= 1
            begin = (line, dash)
        self._starts.append(start)
        self._begins.append(begin)
        self._paths.append(path)

    def _token(self, start: Position, last_line: int, path: Path) -> None:
        self._token_starts.append(start)
        self._tokens.append((last_line, path))

    def _scalar(self, event: Any, start: Position, end: Position, path: Path) -> None:
        if start == end:
            # Nothing is written here, and ruamel.yaml's two parsers place it differently.
            # An empty list item still has its dash; an empty value its key.
            if path and isinstance(path[-1], int):
                self._token(start, end[0], path)
        elif event.style in ("|", ">"):
            # The header's line may end with a comment; the lines below it are text.
            self._token(start, start[0], path)
            self._spans.append(((start[0] + 1, 0), end))
        else:
            self._token(start, end[0], path)
            self._spans.append((start, end))

    def comments(self) -> Iterator[tuple[Position, str, bool]]:
        """Each comment with its place, and whether it stands on a line of its own."""
        ends = [end for _, end in self._spans]
        for number, line in enumerate(self._lines):
            at = line.find("#")
            while at >= 0:
                span = bisect_right(ends, (number, at))
                if span < len(ends) and self._spans[span][0] <= (number, at):
                    at = line.find("#", at + 1)
                    continue
                yield (number, at), line[at:].rstrip(), not line[:at].strip()
                break

    def attach(self, comments: Comments, position: Position, text: str, alone: bool) -> None:
        """Put one comment where it belongs."""
        if alone and MODELINE.fullmatch(text):
            return
        if not alone:
            place = bisect_left(self._token_starts, position) - 1
            if place >= 0 and self._tokens[place][0] == position[0]:
                comments.trailing[self._tokens[place][1]].append(text)
                return
            if self._starts and position < self._starts[0]:
                comments.header.append(text)  # beside the mark that begins the document
                return
            # After a bare dash it speaks of what follows.
            position = (position[0], 0)
        self._attach_line(comments, position, text)

    def _attach_line(self, comments: Comments, position: Position, text: str) -> None:
        place = bisect_left(self._starts, position)
        follows = self._paths[place] if place < len(self._paths) else None
        flow = self._flow_around(position)
        if flow is not None and (follows is None or follows[: len(flow.path)] != flow.path):
            self._below(comments, flow.path, text)
        elif follows is not None and self._is_header(position, place):
            comments.header.append(text)
        elif closed := self._closed(position, place):
            comments.foot[closed].append(text)
        elif follows is not None:
            comments.before[follows].append(text)
        else:
            self._below(comments, (), text)

    def _below(self, comments: Comments, path: Path, text: str) -> None:
        if self._containers[path].items:
            comments.foot[path].append(text)
        elif path:
            comments.before[path].append(text)
        else:
            comments.header.append(text)

    def _flow_around(self, position: Position) -> _Container | None:
        around = None
        for flow in self._flows:
            if flow.start < position < flow.end:
                around = flow
        return around

    def _is_header(self, position: Position, place: int) -> bool:
        if place:
            return False
        return not all(line.strip() for line in self._lines[position[0] : self._starts[0][0]])

    def _closed(self, position: Position, place: int) -> Path | None:
        """The innermost block that ends above the comment and that its indentation puts it in."""
        shared: Path = ()
        if place < len(self._paths):
            if self._begins[place] < position:
                return None  # between a dash and its value
            shared = self._paths[place][:-1]
        if not place or position[1] <= self._containers[shared].start[1]:
            return None
        above = self._paths[place - 1]
        for length in range(len(above), len(shared), -1):
            container = self._containers.get(above[:length])
            if container and not container.flow and container.start[1] <= position[1]:
                return container.path
        return None


def _at(mark: Any) -> Position:
    return mark.line, mark.column
