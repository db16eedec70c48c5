"""The ways of ``check`` that judge commits: a range, a message, a push."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from ..findings import Finding, Severity
from ..git import Repository
from ..gitlog import Commit
from ..gitrun import run
from ..journal import judge_step
from ..message import Message, read_message
from ..push import from_environment, from_lines, told_by_pre_commit
from ..recordtime import open_repository
from ..step import Step
from ..steps import merging, range_steps, staged_steps
from .findings import plural

# What ``--journal`` is when no range is given, and ``--push`` without a remote.
DEFAULT = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings, what was looked at (``3 commits, 543 files``), and the folder of the project."""

    findings: tuple[Finding, ...]
    seen: str
    project: Path


def judge_range(where: Path, range_: str) -> Judged:
    """The commits of ``BASE..HEAD``, and the ledger at its end."""
    repository = open_repository(where)
    base, head = _ends(repository, range_)
    return _judge(repository, (head,), (base,) if base else ())


def judge_push(where: Path, remote: str) -> Judged:
    """What is pushed: all commits that the remote lacks, and the ledger at each end."""
    repository = open_repository(where)
    if told_by_pre_commit(os.environ):
        pushed = from_environment(repository, os.environ)
    elif sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError(
            "--push is for the hook pre-push, which git tells what is pushed; by hand use "
            "--journal BASE..HEAD."
        )
    else:
        pushed = from_lines(repository, sys.stdin, remote)
    if not pushed.tips:
        return Judged((), plural(0, "commit"), _project(repository))
    return _judge(repository, pushed.tips, pushed.known)


def judge_message(where: Path, file: Path) -> Judged:
    """What is staged, as the commit with this message that it will be."""
    repository = open_repository(where)
    project = _project(repository)
    try:
        message = read_message(file, repository.top)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from None
    if message.melted:
        return Judged((), "a commit that rebase --autosquash will melt into another", project)
    findings = _staged(repository, message)
    return Judged(tuple(findings), "the staged changes", project)


def _staged(repository: Repository, message: Message) -> tuple[Finding, ...]:
    head = (repository.head,) if repository.head else ()
    others = merging(repository)
    findings = _findings(staged_steps(repository, message.trailers, (*head, *others)))
    if others or not head or not _has_errors(findings) or not _may_amend(repository):
        return findings
    # What is right in the place of the last commit passes here; if it was no amendment, it is
    # refused when it is pushed.
    parents = repository.resolve("HEAD").parents
    instead = _findings(staged_steps(repository, message.trailers, parents))
    return instead if not _has_errors(instead) else findings


def _may_amend(repository: Repository) -> bool:
    """Whether this can be ``git commit --amend``, which git does not tell the hook. But it does
    tell who is the author since when, and an amendment keeps that."""
    told = os.environ.get("GIT_AUTHOR_DATE", "").removeprefix("@").split()
    if not told or not told[0].isdecimal():
        return True
    held = run(repository.top, "log", "-1", "--format=%at", "HEAD").decode("ascii").strip()
    return told[0] == held


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is not Severity.NOTE for finding in findings)


def _judge(repository: Repository, tips: tuple[str, ...], known: tuple[str, ...]) -> Judged:
    from ..check import check
    from ..ledger import Ledger

    commits, steps = range_steps(repository, tips, known)
    findings = list(_findings(steps))
    files = 0
    for tip in _ends_of(commits, tips):
        ledger = Ledger.read(repository.tree(tip))
        if ledger.entries:
            checked = check(ledger)
            findings += checked.findings
            files += checked.files
    seen = f"{plural(len(commits), 'commit')}, {plural(files, 'file')}"
    return Judged(tuple(findings), seen, _project(repository))


def _ends_of(commits: tuple[Commit, ...], tips: tuple[str, ...]) -> tuple[str, ...]:
    """The tips that bring something: the others were checked when they came."""
    brought = {commit.id for commit in commits}
    return tuple(tip for tip in tips if tip in brought)


def _findings(steps: Iterable[Step]) -> tuple[Finding, ...]:
    """The findings of all entries. What a commit is blamed for no merge is blamed for again."""
    found: list[Finding] = []
    blamed: set[tuple[str, str]] = set()
    for step in steps:
        for finding in judge_step(step):
            place = (finding.code, finding.record or finding.file)
            if not step.merge or place not in blamed:
                found.append(finding)
            blamed.add(place)
    return tuple(found)


def _ends(repository: Repository, range_: str) -> tuple[str | None, str]:
    """The ends of a range as git reads it; an id of zeros, as a forge gives it for a new branch,
    leaves nothing out."""
    if range_ == DEFAULT:
        main = repository.main_branch()
        if main is None:
            raise click.UsageError("there is no main branch to begin at; name a range BASE..HEAD.")
        return repository.merge_base(main, "HEAD"), repository.resolve("HEAD").id
    base, _, head = range_.replace("...", "..").partition("..")
    tip = repository.resolve(head or "HEAD").id
    if base and not base.strip("0"):
        return None, tip
    return repository.resolve(base or "HEAD").id, tip


def _project(repository: Repository) -> Path:
    return repository.top / repository.prefix
