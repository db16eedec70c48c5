"""Record time: the ledger as our books stood at a revision or on a day, read from git alone."""

from dataclasses import replace
from pathlib import Path

from .cache import Cache
from .git import Repository
from .ledger import Ledger
from .project import LEDGER
from .reread import reread
from .source import GitProblem, NoLedger, NotARepository, find_project


def open_repository(where: Path) -> Repository:
    """The repository of the ledger at or above a path; of the path itself when its working tree has
    no ledger now, since a revision may have one."""
    try:
        project = find_project(where)
    except NoLedger as error:
        none = error
    else:
        return Repository.open(project)
    try:
        found = Repository.open(where)
    except NotARepository:
        raise none from None
    # Without a ledger on disk nothing but the top of the work tree can be meant.
    return replace(found, prefix="")


def ledger_at(where: Path, moment: str, no_cache: bool = False) -> Ledger:
    """The ledger at a revision or a date (YYYY-MM-DD), without touching the working tree.

    With ``no_cache`` nothing is read from the cache or kept. Raises ``NotARepository``, or
    ``GitProblem`` when there are no books of then.
    """
    repository = open_repository(where)
    tree = repository.tree(moment)
    ledger = reread(tree, Cache.of(None if no_cache else repository.common))
    if not ledger.entries:
        begin = repository.begin()
        said = f"; they begin with commit {begin.short} of {begin.day}" if begin else ""
        if begin and repository.shallow:
            said += ", as far as this shallow clone goes"
        folder = f"{repository.prefix}{LEDGER}"
        raise GitProblem(
            f"there are no books at {moment!r} (commit {tree.commit.short} has no {folder}){said}"
        )
    return Ledger(ledger.entries, ledger.tree, notes=repository.notes)
