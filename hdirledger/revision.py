"""Trees of the ledger that git holds: a revision, and the index. They are trees like the working
tree, with the same files and the same faults."""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache
from .gitrun import fields, run
from .project import LEDGER
from .reader import SIZE_LIMIT, Fault
from .source import File, GitProblem, Listed

if TYPE_CHECKING:
    from .git import Repository
    from .gitlog import Commit

# A date asks for the last commit of a day.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LINK = "120000"
_INSIDE = f"{LEDGER}/"
# The id of an empty file, in both kinds of ids.
_EMPTY = frozenset({
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
})  # fmt: skip
_FILES = ("100644", "100755", "100664")
# Mode, object and path of a file.
_Entry = tuple[str, str, str]


def is_ours(path: str) -> bool:
    """Whether a path is a file that the working tree would show as one of the ledger."""
    # No step begins with a dot, and no folder is named like a record.
    return path.startswith(_INSIDE) and "/." not in path and ".yaml/" not in path


class _GitTree:
    """What trees that git holds have in common."""

    __slots__ = ()
    repository: "Repository"

    def files(self) -> Iterator[File]:
        """All files under ``ledger/``, in the order of the working tree."""
        return self.read(self.listing(Cache(None)))

    def listing(self, cache: Cache) -> list[Listed]:
        """What git has under ``ledger/``; only the targets of links have been read."""
        return _listing(self.repository, self._entries())

    def read(self, listed: Iterable[Listed]) -> Iterator[File]:
        """The contents of files, by one process for all."""
        return _read(self.repository, listed)

    def _entries(self) -> list[_Entry]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class RevisionTree(_GitTree):
    """The ledger as the books stood at a commit; ``asked`` is what was asked for."""

    repository: "Repository"
    commit: "Commit"
    asked: str = ""

    @property
    def name(self) -> str:
        """How headings call it: what was asked for, commit, time and subject."""
        commit = self.commit
        when = f"{commit.time:%Y-%m-%d %H:%M}, Oslo time"
        told = f"commit {commit.short} of {when} ({commit.subject})"
        if DAY.fullmatch(self.asked):
            return f"as they stood at the end of {self.asked}: {told}"
        if not self.asked or commit.id.startswith(self.asked.lower()):
            return f"as they stood at {told}"
        return f"as they stood at {self.asked}: {told}"

    def _entries(self) -> list[_Entry]:
        out = run(self.repository.top, "ls-tree", "-r", "-z", "--full-tree", self.commit.id, "--",
                  f"{self.repository.prefix}{LEDGER}")  # fmt: skip
        entries = []
        for field in fields(iter((out,))):
            head, path = _split(field)
            mode, _, name = head
            entries.append((mode, name, path))
        return entries


def index_of_hook(top: Path) -> Path | None:
    """The index that git gives the hook that we run in, and that the commit will be made of.

    ``git commit -a`` and ``git commit PATH`` make one of their own and name it in the environment,
    relative to ``top``, the work tree. None for the usual index. What is set is believed only in
    that work tree, where git starts every hook: elsewhere it is another repository's.
    """
    named = os.environ.get("GIT_INDEX_FILE")
    if not named or not Path.cwd().is_relative_to(top.resolve()):
        return None
    return top / named


@dataclass(frozen=True, slots=True)
class IndexTree(_GitTree):
    """The ledger as it is staged for the next commit. ``index`` is the file of the index, None for
    the usual one."""

    repository: "Repository"
    index: Path | None = None

    @property
    def name(self) -> str:
        return "staged changes (the index)"

    def _entries(self) -> list[_Entry]:
        """Raises ``GitProblem`` while a merge has conflicts."""
        out = run(self.repository.top, "ls-files", "--stage", "-z", "--full-name", "--",
                  f"{self.repository.prefix}{LEDGER}", index=self.index)  # fmt: skip
        entries = []
        for field in fields(iter((out,))):
            head, path = _split(field)
            mode, name, stage = head
            if stage != "0":
                raise GitProblem(f"{path} has conflicts of a merge that are not resolved")
            entries.append((mode, name, path))
        if any(name in _EMPTY for _, name, _ in entries):
            committed = self._committed()
            entries = [entry for entry in entries if entry[2] in committed]
        return entries

    def _committed(self) -> frozenset[str]:
        """The paths that a commit would have: not those that ``git add --intent-to-add`` only
        announces, which stand in the index as empty files."""
        top, inside = self.repository.top, f"{self.repository.prefix}{LEDGER}"
        out = run(top, "diff-index", "--cached", "--ita-invisible-in-index", "--no-renames",
                  "--name-only", "-z", empty_tree(top), "--", inside, index=self.index)  # fmt: skip
        return frozenset(x.decode("utf-8", "surrogateescape") for x in fields(iter((out,))))


def empty_tree(top: Path) -> str:
    """The id of the tree without files, in the repository's own kind of ids."""
    return run(top, "hash-object", "-t", "tree", "--stdin").decode("ascii").strip()


def _split(field: bytes) -> tuple[list[str], str]:
    head, _, path = field.partition(b"\t")
    return head.decode("ascii").split(" "), path.decode("utf-8", "surrogateescape")


def _listing(repository: "Repository", entries: list[_Entry]) -> list[Listed]:
    """The files of entries; links and submodules as faults."""
    inside = len(repository.prefix)
    kept: dict[str, tuple[str, str]] = {}
    for mode, name, whole in entries:
        path = whole[inside:]
        folder = _folder_like_a_record(path)
        if folder:
            kept[folder] = ("040000", "")
        elif is_ours(path) or path == LEDGER:
            kept[path] = (mode, name)
    targets = repository.blobs(name for mode, name in kept.values() if mode == _LINK)
    linked = dict(targets)
    listed = []
    for path in sorted(kept, key=lambda path: path.split("/")):
        mode, name = kept[path]
        if mode in _FILES:
            listed.append(Listed(path, name))
        else:
            fault = _fault(mode, path, linked.get(name, b""))
            listed.append(Listed(path, "", File(path, None, fault)))
    return listed


def _read(repository: "Repository", listed: Iterable[Listed]) -> Iterator[File]:
    wanted = list(listed)
    contents = repository.blobs(item.blob for item in wanted if item.file is None)
    for item in wanted:
        # One byte more than the limit is enough for the reader to refuse the file.
        yield item.file or File(item.path, next(contents)[1][: SIZE_LIMIT + 1])


def _folder_like_a_record(path: str) -> str:
    """The uppermost folder of a path that is named like a record, when the ledger shows it."""
    steps = path.split("/")
    for place, step in enumerate(steps[1:-1], 1):
        if step.startswith("."):
            return ""
        if step.endswith(".yaml"):
            return "/".join(steps[: place + 1])
    return ""


def _fault(mode: str, path: str, content: bytes) -> Fault:
    if mode == "040000":
        hint = "Rename or remove it; a record is a file."
        return Fault("S116", 1, 1, "a folder is named like a record", hint)
    if mode != _LINK:
        return Fault("S116", 1, 1, "not an ordinary file but a submodule", "Remove it.")
    target = content.decode("utf-8", "surrogateescape")
    reached = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    inside = not (target.startswith("/") or reached.split("/")[0] == "..")
    where = "to another place in the project" if inside else "out of the project"
    hint = "A record is a file of its own: copy or remove."
    return Fault("S115", 1, 1, f"a symbolic link {where}", hint)
