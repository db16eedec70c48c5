"""The one module that knows git: commits, what each changed under ``ledger/``, and blobs.

Nothing here reads the working tree or writes anywhere. One process of ``git log`` tells all
changes of a run and one of ``git cat-file`` gives all contents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .cache import Cache
from .gitfacts import facts_of, is_bare
from .gitrun import DIFF, GitFailed, fields, run, stream
from .project import LEDGER
from .source import GitProblem, NotARepository

# What reads commits and trees is imported where they are asked for: a run that finds its answer in
# the cache asks for neither.
if TYPE_CHECKING:
    from .gitlog import Change, Commit
    from .revision import IndexTree, RevisionTree

__all__ = ["GitProblem", "NotARepository", "Repository"]


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a project lies in. ``prefix`` is the project's path inside the work tree:
    empty, or with a slash at its end. ``head`` is None before the first commit. ``common`` is the
    git directory that all worktrees share. ``kept``: what is read may be kept there."""

    top: Path
    prefix: str
    shallow: bool
    head: str | None
    common: Path
    kept: bool = True

    @classmethod
    def open(cls, project: Path, *, kept: bool = True) -> "Repository":
        """The repository of a project. Raises ``NotARepository``, or ``GitProblem`` for what we do
        not support: bare repositories and submodules."""
        project = project.resolve()
        bare, shallow, common, top, *rest = facts_of(project)
        if bare == "true":
            raise is_bare(top or common)
        outer = rest[0] if len(rest) > 1 else ""
        if outer:
            raise GitProblem(
                f"{top} is a submodule of {outer}; ledgers in submodules are not supported"
            )
        if (project / LEDGER / ".git").exists():
            raise GitProblem(
                f"{project / LEDGER} is a repository of its own inside {top}; ledgers in "
                "submodules are not supported"
            )
        inside = project.relative_to(top).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        return cls(Path(top), prefix, shallow == "true", rest[-1] or None, Path(common), kept)

    @property
    def cache(self) -> Cache:
        """The cache under its git directory; one that holds nothing where nothing may be kept."""
        return Cache.of(self.common if self.kept else None)

    @property
    def cut(self) -> frozenset[str]:
        """The commits whose parents a shallow clone does not have; none in a whole one."""
        if not self.shallow:
            return frozenset()
        try:
            ids = (self.common / "shallow").read_text("ascii").split()
        except OSError:
            return frozenset()  # Made whole since it was opened.
        # A first commit may stand there too, and then it lacks nothing.
        from .objects import objects

        commits = objects(self.top, ids, "commit")
        return frozenset(name for name, told in commits if b"\nparent " in told.split(b"\n\n")[0])

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a heading must show when it tells of history."""
        if not self.shallow or self.head is None:
            return ()
        first = self._first()
        if first.id not in self.cut:
            return ()
        return (
            f"this clone is shallow: what was done before commit {first.short} of {first.day} is "
            "not known here (git fetch --unshallow brings it)",
        )

    def resolve(self, text: str) -> "Commit":
        """The commit that a revision or a date means.

        A date (YYYY-MM-DD) means the last first-parent commit of HEAD by the end of that day, Oslo
        time. Raises ``GitProblem`` for what is neither, and for a date before our books.
        """
        from .revision import DAY

        if DAY.fullmatch(text):
            self._not_empty()
            return self._by(text)
        # Control characters cannot be passed on, and no name of git has them.
        if not text or text.startswith("-") or any(ord(c) < 32 for c in text):
            raise self._no_revision(text)
        try:
            out = run(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options",
                      f"{text}^{{commit}}")  # fmt: skip
        except GitFailed:
            if text in ("HEAD", "@"):
                self._not_empty()
            raise self._no_revision(text) from None
        # Newer versions of git print the option too.
        name = out.decode().split()[-1]
        if name.startswith("^"):
            raise self._no_revision(text)
        return self._commit(name)

    def id_of(self, text: str) -> str:
        """The id of the commit that a revision or a date means."""
        if text != "HEAD":
            return self.resolve(text).id
        self._not_empty()
        assert self.head is not None
        return self.head

    def begin(self, tip: str = "HEAD") -> "Commit | None":
        """The first first-parent commit that holds something of the ledger, as far as we see."""
        for commit, _ in self.log(tip):
            return commit
        return None

    def log(
        self,
        tip: str = "HEAD",
        *,
        since: str | None = None,
        first_parent: bool = True,
        path: str | None = None,
        every: bool = False,
    ) -> "Iterator[tuple[Commit, tuple[Change, ...]]]":
        """The commits that changed the ledger (or ``path`` in it), oldest first, up to ``tip`` and
        after ``since``, each with its changes sorted by path. ``every``: also those that did not.

        By first parent a merge tells all that it brought; otherwise commits of every line are told,
        and a merge only what it changed itself (what differs from each of its parents).
        """
        from .gitlog import FORMAT, commits

        if tip == "HEAD":
            self._not_empty()
        way = ["--first-parent", "-m", "--diff-merges=first-parent"] if first_parent else [
            "--topo-order", "--full-history", "--diff-merges=combined"]  # fmt: skip
        way += ["--sparse"] if every else []
        ends = (tip, f"^{since}") if since else (tip,)
        out = stream(self.top, "log", f"--format={FORMAT}", "--reverse", "--encoding=UTF-8",
                     "--no-decorate", "--no-notes", "--no-show-signature", *way, *DIFF,
                     "--end-of-options", *ends, "--", self._inside(path))  # fmt: skip
        for commit, changes in commits(fields(out), len(self.prefix)):
            if changes or every:
                yield commit, changes

    def last_change(self, tip: str) -> str | None:
        """The id of the last commit of the first-parent line that changed the ledger."""
        out = run(self.top, "rev-list", "-1", "--first-parent", "--end-of-options", tip, "--",
                  self._inside(None))  # fmt: skip
        return out.decode("ascii").strip() or None

    def blobs(self, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of blobs, in the order asked for. Raises ``GitProblem`` for one that the
        repository lacks."""
        from .objects import objects

        yield from objects(self.top, ids)

    def tree(self, revision: str) -> "RevisionTree":
        """The files of the ledger at a revision or date, without touching the working tree."""
        from .revision import RevisionTree

        return RevisionTree(self, self.resolve(revision), revision)

    def index_tree(self) -> "IndexTree":
        """The files of the ledger as they are staged; in a hook, as they will be committed."""
        from .revision import IndexTree, index_of_hook

        return IndexTree(self, index_of_hook(self.top))

    def merge_base(self, a: str, b: str) -> str:
        """The id of the best common ancestor of two revisions."""
        ours, theirs = self.resolve(a), self.resolve(b)
        try:
            return run(self.top, "merge-base", ours.id, theirs.id).split()[0].decode()
        except (GitFailed, IndexError):
            why = ", as far as this shallow clone goes" if self.shallow else ""
            raise GitProblem(f"{a} and {b} have no commit in common{why}") from None

    def main_branch(self) -> str | None:
        """The main branch, as the remote has it when there is one; None when none can be told."""
        names = ["origin/main", "origin/master", "main", "master"]
        try:
            told = run(self.top, "symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
            names.insert(0, told.decode().strip().removeprefix("refs/remotes/"))
        except GitFailed:
            pass
        for name in names:
            kind = "remotes" if name.startswith("origin/") else "heads"
            try:
                run(self.top, "rev-parse", "--verify", "--quiet", f"refs/{kind}/{name}^{{commit}}")
            except GitFailed:
                continue
            return name
        return None

    def paths_between(self, a: str, b: str) -> "tuple[Change, ...]":
        """What differs in the ledger between two revisions, sorted by path."""
        from .gitlog import changes as read_changes

        ours, theirs = self.resolve(a), self.resolve(b)
        out = run(self.top, "diff-tree", "-r", *DIFF, ours.id, theirs.id, "--", self._inside(None))
        return read_changes(fields(iter((out,))), len(self.prefix))

    def _inside(self, path: str | None) -> str:
        return self.prefix + (path or LEDGER)

    def _not_empty(self) -> None:
        if self.head is None:
            raise GitProblem(f"no commit has been made yet in {self.top}")

    def _commit(self, revision: str, *options: str) -> "Commit":
        from .gitlog import FORMAT, commits

        out = stream(self.top, "log", "-1", "--no-patch", f"--format={FORMAT}",
                     "--encoding=UTF-8", "--no-decorate", "--no-notes", "--no-show-signature",
                     *options, "--end-of-options", revision, "--")  # fmt: skip
        for commit, _ in commits(fields(out), 0):
            return commit
        raise LookupError(revision)

    def is_cut(self, tip: str, *, first_parent: bool = True) -> bool:
        """Whether this clone lacks the parents of a commit on the line up to a revision, or of any
        commit that leads to it."""
        cut = self.cut
        return bool(cut) and not cut.isdisjoint(self._firsts(tip, first_parent))

    def _firsts(self, tip: str, first_parent: bool = True) -> list[str]:
        """The commits up to a revision that have no parents here."""
        way = ("--first-parent",) if first_parent else ()
        out = run(self.top, "rev-list", *way, "--max-parents=0", "--end-of-options", tip, "--")
        return out.decode("ascii").split()

    def _first(self) -> "Commit":
        """The oldest commit on the first-parent line of HEAD that this clone has."""
        return self._commit(self._firsts("HEAD")[-1])

    def _by(self, text: str) -> "Commit":
        from datetime import date, datetime, time, timedelta

        from .gitlog import oslo

        try:
            after = date.fromisoformat(text) + timedelta(days=1)
        except (ValueError, OverflowError):
            raise GitProblem(f"{text!r} is no day of the calendar") from None
        end = int(datetime.combine(after, time(), oslo()).timestamp()) - 1
        begin = self.begin()
        if begin is None:
            raise GitProblem(f"{self._inside(None)} is in no commit, so no day has books")
        # Git takes no time before 1970, and nothing of ours is so old.
        try:
            found = self._commit("HEAD", "--first-parent", f"--min-age={max(end, 0)}")
        except LookupError:
            found = None
        if found is None or (found.id != begin.id and self._is_before(found, begin)):
            if begin.id in self.cut:
                raise GitProblem(
                    f"this clone is shallow and begins with commit {begin.short} of {begin.day}, "
                    f"so it cannot tell of {text}; git fetch --unshallow brings what was before"
                )
            raise GitProblem(
                f"there are no books of {text}: they begin on {begin.day}, with commit "
                f"{begin.short} ({begin.subject})"
            )
        return found

    def _is_before(self, commit: "Commit", other: "Commit") -> bool:
        try:
            run(self.top, "merge-base", "--is-ancestor", commit.id, other.id)
        except GitFailed:
            return False
        return True

    def _no_revision(self, text: str) -> GitProblem:
        shallow = " in this clone, which is shallow" if self.shallow else ""
        return GitProblem(
            f"{text!r} is neither a revision{shallow or ' of the repository'} nor a date "
            "(YYYY-MM-DD)"
        )
