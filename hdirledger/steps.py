"""The commits of a range, and what is staged, as entries to be judged. All of it is read from git.

A commit is held against its parent. A merge is held against each of its parents, but answers only
for files that it did not simply take from the side that changed them; what it brings is explained
by the trailers of the commits that it brings.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import cast

from .git import Repository
from .gitlog import FORMAT, Change, Commit, entries
from .gitlog import changes as read_changes
from .gitrun import DIFF, GitFailed, fields, run, stream
from .project import LEDGER
from .revision import empty_tree, index_of_hook
from .source import ROOT_FILE, GitProblem
from .step import Step, Touched, declared
from .versions import Version, VersionReader, version_of

Trailers = tuple[tuple[str, str], ...]
# What names the index where a commit is asked for, as git itself does it.
INDEX = ""


@dataclass(frozen=True, slots=True)
class _Outline:
    """An entry before its files are read: ``base`` and ``head`` are commits, or the empty tree, or
    the index."""

    base: str
    head: str
    changes: tuple[Change, ...]
    trailers: Trailers
    commit: Commit | None = None
    merge: bool = False
    outside: str = ""
    only: frozenset[str] | None = None
    others: Trailers = ()


def range_steps(
    repository: Repository, tips: Sequence[str], excluded: Sequence[str] = ()
) -> tuple[tuple[Commit, ...], Iterator[Step]]:
    """The commits that are reachable from the tips and from none of the excluded revisions, oldest
    first, and the entries to judge.

    Raises ``GitProblem`` when the range leaves what a shallow clone has.
    """
    log = list(_log(repository, tips, excluded))
    commits = tuple(commit for commit, _, _ in log)
    cut = _cut(repository, commits)
    if cut is not None:
        raise GitProblem(
            f"this clone is shallow and begins with commit {cut.short} of {cut.day}, so what its "
            "commits changed cannot be told; git fetch --unshallow brings the rest"
        )
    return commits, _read(repository, list(_outlines(repository, log)))


def staged_steps(
    repository: Repository, trailers: Trailers, parents: Sequence[str]
) -> tuple[Step, ...]:
    """What is staged, as the commit on these parents that it will be; none for a first commit."""
    if len(parents) > 1:
        outlines = list(_merge(repository, INDEX, parents, trailers, None))
    else:
        base = parents[0] if parents else empty_tree(repository.top)
        changes, outside = _split(repository, _diff(repository, base, INDEX))
        outlines = [_Outline(base, INDEX, changes, trailers, outside=outside)]
    return tuple(_read(repository, outlines))


def merging(repository: Repository) -> tuple[str, ...]:
    """The commits that a merge in progress brings; none when there is no such merge."""
    file = run(repository.top, "rev-parse", "--git-path", "MERGE_HEAD").decode().rstrip("\n")
    try:
        return tuple((repository.top / file).read_text("ascii").split())
    except OSError:
        return ()


def _log(
    repository: Repository, tips: Sequence[str], excluded: Sequence[str]
) -> Iterator[tuple[Commit, tuple[Change, ...], str]]:
    """The commits of a range, oldest first, each with its changes of the ledger and one file that
    it changes elsewhere. Merges have none."""
    out = stream(repository.top, "log", f"--format={FORMAT}", "--reverse", "--topo-order",
                 "--encoding=UTF-8", "--no-decorate", "--no-notes", "--no-show-signature",
                 "--diff-merges=off", *DIFF, *tips, "--not", *excluded, "--")  # fmt: skip
    for commit, raw in entries(fields(out)):
        yield commit, *_split(repository, raw)


def _split(repository: Repository, raw: Sequence[bytes]) -> tuple[tuple[Change, ...], str]:
    """Raw changes of a whole tree: those of the ledger, and the path of another one."""
    inside = f"{repository.prefix}{LEDGER}/".encode("utf-8", "surrogateescape")
    pairs = list(zip(raw[::2], raw[1::2], strict=True))
    ours = [piece for pair in pairs if pair[1].startswith(inside) for piece in pair]
    others = (path for _, path in pairs if not path.startswith(inside))
    outside = next(others, b"").decode("utf-8", "surrogateescape")
    return read_changes(iter(ours), len(repository.prefix)), outside


def _diff(repository: Repository, base: str, head: str, *paths: str) -> list[bytes]:
    """Raw changes from a commit to another one, or to the index."""
    index = None
    if head == INDEX:
        index = index_of_hook(repository.top)
        command = ("diff-index", "--cached", "--ita-invisible-in-index", *DIFF, base)
    else:
        command = ("diff-tree", "-r", *DIFF, base, head)
    return list(fields(iter((run(repository.top, *command, "--", *paths, index=index),))))


def _changes(repository: Repository, base: str, head: str) -> tuple[Change, ...]:
    raw = _diff(repository, base, head, f"{repository.prefix}{LEDGER}")
    return read_changes(iter(raw), len(repository.prefix))


def _cut(repository: Repository, commits: Iterable[Commit]) -> Commit | None:
    """A commit whose parents a shallow clone lacks."""
    if not repository.shallow:
        return None
    for commit in commits:
        if not commit.parents:
            head, _, _ = run(repository.top, "cat-file", "commit", commit.id).partition(b"\n\n")
            if b"\nparent " in head:
                return commit
    return None


def _outlines(
    repository: Repository, log: Iterable[tuple[Commit, tuple[Change, ...], str]]
) -> Iterator[_Outline]:
    nothing = ""
    for commit, changes, outside in log:
        if len(commit.parents) > 1:
            yield from _merge(repository, commit.id, commit.parents, commit.trailers, commit)
        elif changes:
            nothing = nothing or empty_tree(repository.top)
            base = commit.parents[0] if commit.parents else nothing
            yield _Outline(base, commit.id, changes, commit.trailers, commit, outside=outside)


def _merge(
    repository: Repository,
    head: str,
    parents: Sequence[str],
    trailers: Trailers,
    commit: Commit | None,
) -> Iterator[_Outline]:
    """A merge held against each of its parents, for the files that it did not simply take."""
    brought = {parent: _changes(repository, parent, head) for parent in parents}
    before = _changes(repository, _base(repository, parents), head)
    every = (*before, *(change for changes in brought.values() for change in changes))
    paths = {change.path for change in every}
    if not paths:
        return
    after = {change.path: change.new for change in every}
    base = {change.path: change.old for change in before}
    sides = [{change.path: change.old for change in brought[parent]} for parent in parents]
    only = set()
    for path in paths:
        was, is_ = base.get(path, after[path]), after[path]
        changed = {side.get(path, is_) for side in sides} - {was}
        if len(changed) > 1 or is_ != next(iter(changed), was):
            only.add(path)
    if not only:
        return
    for parent, changes in brought.items():
        if not any(change.path in only for change in changes):
            continue
        others = [other for other in parents if other != parent]
        brings = _log(repository, others, [parent])
        told = tuple(trailer for made, _, _ in brings for trailer in made.trailers)
        yield _Outline(parent, head, changes, trailers, commit, True, "", frozenset(only), told)


def _base(repository: Repository, parents: Sequence[str]) -> str:
    """The commit in which the lines of all parents began, or the empty tree."""
    try:
        out = run(repository.top, "merge-base", "--octopus", *parents)
    except GitFailed:
        return empty_tree(repository.top)
    return out.split()[0].decode("ascii")


def _read(repository: Repository, outlines: Sequence[_Outline]) -> Iterator[Step]:
    """The entries with what their files say."""
    # The reader asks nothing of the commits.
    log = [(cast(Commit, outline.commit), outline.changes) for outline in outlines]
    reader = VersionReader(repository, log, both=True)
    roots = _Roots(repository, outlines)
    for outline in outlines:
        touched, others = [], dict.fromkeys(outline.others)
        for change in outline.changes:
            old = reader.version(change.path, change.old) if change.old else None
            if old is not None and old.fault is not None:
                old, more = _last_good(repository, outline.base, change.path)
                others.update(dict.fromkeys(more))
            new = reader.version(change.path, change.new) if change.new else None
            content = reader.content(change.new) if change.new else None
            touched.append(Touched(change.path, old, new, content))
            for blob in (change.old, change.new):
                if blob is not None:
                    reader.used(change.path, blob)
        yield Step(
            tuple(touched),
            outline.trailers,
            roots.declared(outline.base, outline.head),
            outline.commit,
            outline.merge,
            outline.outside,
            outline.only,
            tuple(others),
        )


class _Roots:
    """What the root file says at each end of the entries, read at once."""

    def __init__(self, repository: Repository, outlines: Sequence[_Outline]) -> None:
        self._blobs: dict[str, str] = {}
        self._versions: dict[str, Version | None] = {}
        ends = list(dict.fromkeys(end for x in outlines for end in (x.base, x.head)))
        with TemporaryFile() as wanted:
            for end in ends:
                name = f"{end}:{repository.prefix}{ROOT_FILE}\n"
                wanted.write(name.encode("utf-8", "surrogateescape"))
            wanted.seek(0)
            out = b"".join(stream(repository.top, "cat-file", "--batch-check=%(objectname)",
                                  given=wanted, index=index_of_hook(repository.top)))  # fmt: skip
        for end, line in zip(ends, out.decode("utf-8", "replace").splitlines(), strict=True):
            if not line.endswith(" missing"):
                self._blobs[end] = line
        for blob, content in repository.blobs(dict.fromkeys(self._blobs.values())):
            self._versions[blob] = version_of(ROOT_FILE, content)

    def declared(self, base: str, head: str) -> tuple[str, ...]:
        """The letters that are listed at the head, and behind them those only at the base."""
        return declared(*(self._versions.get(self._blobs.get(end, "")) for end in (head, base)))


def _last_good(repository: Repository, tip: str, path: str) -> tuple[Version | None, Trailers]:
    """The last version of a file at or before a commit that can be read, and the trailers of the
    commits that came after it. None when the file never could be read."""
    trailers: list[tuple[str, str]] = []
    for commit, changes in reversed(list(repository.log(tip, path=path))):
        blobs = [change.new for change in changes if change.path == path and change.new is not None]
        for _, content in repository.blobs(blobs):
            version = version_of(path, content)
            if version is not None and version.fault is None:
                return version, tuple(trailers)
        trailers += commit.trailers
    return None, tuple(trailers)
