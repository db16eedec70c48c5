"""What is measured of hdirledger itself, and the floor that git and Python set."""

import csv
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .measure import Failed, Job, lines, output

OFF = {"HDIRLEDGER_CACHE": "off"}
PLAIN = {"HDIRLEDGER_CACHE": "off", "HDIRLEDGER_FAST": "off"}
PROGRAM = str(Path(sys.prefix) / "bin" / "hdirledger")
_LOG = ("git", "log", "-p")
_TITLE = re.compile(rb"^(title: .*[^\"\n])(\"?)$", re.MULTILINE)
# Seconds after which git and we believe the time of a file.
_SETTLED = 2.1
# Commits that came since the history was read.
_NEW = 10
# What any run that tells of commits costs when nothing is kept: Python, imports and one git.
_IMPORTS = """
import subprocess
import hdirledger.cli.history, hdirledger.cli.recorded, hdirledger.views.history
import hdirledger.cli.options, hdirledger.line, hdirledger.render.data
subprocess.run(["git", "rev-parse", "HEAD"], stdout=subprocess.DEVNULL)
"""


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger to measure on. ``often`` is the record with a title that most commits changed."""

    folder: Path
    records: int
    size: int
    commits: int
    versions: int
    often: str

    @classmethod
    def of(cls, folder: Path) -> "Books":
        """What there is in a repository with a ledger."""
        sizes = [file.stat().st_size for file in (folder / "ledger").rglob("*.yaml")]
        log = ("git", "log", "--raw", "--no-renames", "--format=", "--", "ledger")
        touched = Counter(line.partition("\t")[2] for line in lines(log, folder) if line)
        names = [path for path in touched if "/assignments/" in path and _titled(folder / path)]
        often = max(sorted(names), key=lambda path: touched[path])
        commits = int(output(("git", "rev-list", "--count", "HEAD"), folder))
        return cls(folder, len(sizes), sum(sizes), commits, touched.total(), often)

    @contextmanager
    def cold(self) -> Iterator[None]:
        """With no cache, which is put back afterwards."""
        cache = self.folder / ".git" / "hdirledger"
        aside = cache.with_name("hdirledger.aside")
        if cache.exists():
            cache.rename(aside)
        try:
            yield
        finally:
            shutil.rmtree(cache, ignore_errors=True)
            if aside.exists():
                aside.rename(cache)

    @contextmanager
    def unanswered(self) -> Iterator[None]:
        """With all that is kept but the answers of reports."""
        aside = self.folder / ".git" / "hdirledger.answers"
        aside.mkdir()
        kept = {a: aside / a.name for a in (aside.parent / "hdirledger").glob("*/answer-*")}
        for answer, place in kept.items():
            answer.rename(place)
        try:
            yield
        finally:
            for answer, place in kept.items():
                place.rename(answer)
            aside.rmdir()


def _titled(file: Path) -> bool:
    return file.exists() and _TITLE.search(file.read_bytes()) is not None


class _Edited:
    """One record of the working tree changed, each time into something it has not been before."""

    def __init__(self, books: Books) -> None:
        self._folder = books.folder
        self._file = books.folder / books.often
        self._times = 0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        before = self._file.read_bytes()
        self._times += 1
        after = _TITLE.sub(rb"\1 %d\2" % self._times, before, count=1)
        self._file.write_bytes(after)
        try:
            yield
        finally:
            self._file.write_bytes(before)
            # git and we look closer at a file that was written just now; that is no business of
            # the next job.
            time.sleep(_SETTLED)
            output(("git", "update-index", "-q", "--refresh"), self._folder)
            output((PROGRAM, "check", "--quiet"), self._folder)


class _Behind:
    """The cache as it is when the history was last read some commits before the last one."""

    def __init__(self, books: Books, command: tuple[str, ...]) -> None:
        self._books = books
        self._command = command
        self._kept = books.folder / ".git" / "hdirledger.behind"

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._books.cold():
            if not self._kept.exists():
                self._read_before()
            shutil.copytree(self._kept, self._kept.with_name("hdirledger"))
            yield

    def _read_before(self) -> None:
        folder = self._books.folder
        tip = output(("git", "rev-parse", "HEAD"), folder)
        output(("git", "reset", "--quiet", "--soft", f"HEAD~{_NEW}"), folder)
        try:
            output(self._command, folder)
        finally:
            output(("git", "reset", "--quiet", "--soft", tip), folder)
        self._kept.with_name("hdirledger").rename(self._kept)


def jobs(books: Books) -> list[Job]:
    """The jobs of a ledger, the cold ones first."""
    found: list[Job] = []

    def add(name: str, told: str, *arguments: str, **more: object) -> None:
        command = (PROGRAM, *arguments)
        found.append(Job(name, told, [command], books.folder, **more))  # type: ignore[arg-type]

    check = ("check", "--quiet")
    history = ("history", "--format", "csv")
    one = (*history, Path(books.often).stem)
    reports = {"list": ("--status", "any"), "deadlines": (), "budget": ()}
    add("check-plain", "`check`, no cache, no accelerators", *check, environment=PLAIN)
    add("check-off", "`check`, no cache", *check, environment=OFF)
    add("check-cold", "`check`, cache empty", *check, around=books.cold)
    for name, options in reports.items():
        add(f"{name}-cold", f"`{name}`, cache empty", name, *options, around=books.cold)
    add("history-cold", "`history` of everything, cache empty", *history, around=books.cold)
    add("history-one-cold", "`history` of one record, cache empty", *one, around=books.cold)
    add("check-warm", "`check`, nothing changed", *check, warm=True)
    add("check-changed", "`check`, one file changed", *check, warm=True, around=_Edited(books))
    for name, options in reports.items():
        told = f"`{name}`, warm, not asked before"
        add(f"{name}-new", told, name, *options, warm=True, around=books.unanswered)
        add(f"{name}-warm", f"`{name}`, warm", name, *options, warm=True)
    add("history-warm", "`history` of everything, warm", *history, warm=True)
    behind = _Behind(books, (PROGRAM, *history))
    add("history-new", f"`history` of everything, {_NEW} new commits", *history, around=behind)
    add("history-one-warm", "`history` of one record, warm", *one, warm=True)
    add("blame-warm", "`blame` of it, warm", "blame", *one[1:], warm=True)
    return found


def floor(books: Books) -> list[Job]:
    """What nothing can be faster than: git and Python alone."""
    status = ("git", "status", "--porcelain=v2", "-z")
    return [
        Job("python", "`python -c pass`", [(sys.executable, "-c", "pass")], books.folder),
        Job(
            "imports",
            "Python, what `history` imports, and one git",
            [(sys.executable, "-c", _IMPORTS)],
            books.folder,
        ),
        Job("status", "`git status`", [status], books.folder),
        Job("log", "`git log -p`", [_LOG], books.folder),
        Job("log-one", "`git log -p -- FILE`", [(*_LOG, "--", books.often)], books.folder),
    ]


def verify(job: Job, books: Books) -> None:
    """Make sure that a job tells what it should. Raises ``Failed`` when it does not."""
    if job.name in ("history-cold", "history-warm"):
        _same_commits(books)


@cache
def _same_commits(books: Books) -> None:
    """``history`` must tell of the very commits in which git log sees a change of content."""
    rows = csv.DictReader(lines((PROGRAM, "history", "--format", "csv"), books.folder))
    told = {row["commit"] for row in rows}
    log = ("git", "log", "--first-parent", "--diff-merges=first-parent", "--raw", "-M100%",
           "--format=commit %H", "--", "ledger")  # fmt: skip
    changed, commit = set(), ""
    for line in lines(log, books.folder):
        if line.startswith("commit "):
            commit = line[7:17]
        elif line.startswith(":") and " R100\t" not in line:
            changed.add(commit)
    if told != changed:
        raise Failed(f"history tells of {len(told)} commits, git log of {len(changed)}")
