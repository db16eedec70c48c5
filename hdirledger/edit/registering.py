"""Which letter is being registered: told by the branch and by what is not committed, and by no file
of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..git import Repository
from ..gitrun import GitFailed, fields, run
from ..ledger import Ledger, read_entry
from ..model.records import Letter
from ..project import LEDGER
from ..source import File, GitProblem, NotARepository
from . import EditError
from .draft import Draft
from .letters import letter_id

BRANCH = "letter/"


@dataclass(frozen=True, slots=True)
class Status:
    """What is not committed: paths under ``ledger/``, and paths of staged files outside it."""

    ledger: tuple[str, ...]
    staged_outside: tuple[str, ...]


def status(repository: Repository) -> Status:
    """What differs from the last commit, untracked files of the ledger included."""
    out = run(repository.top, "status", "--porcelain=v1", "-z", "--untracked-files=all")
    ledger: list[str] = []
    outside: list[str] = []
    inside = f"{repository.prefix}{LEDGER}/"
    entries = iter(fields(iter((out,))))
    for entry in entries:
        state, path = entry[:2].decode("ascii"), entry[3:].decode("utf-8", "surrogateescape")
        paths = [path]
        if "R" in state or "C" in state:
            paths.append(next(entries).decode("utf-8", "surrogateescape"))
        for one in paths:
            if one.startswith(inside):
                ledger.append(one.removeprefix(repository.prefix))
            elif state[0] not in " ?!":
                outside.append(one)
    return Status(tuple(sorted(ledger)), tuple(sorted(outside)))


def branch(repository: Repository) -> str | None:
    """The branch that is checked out; None when HEAD is detached."""
    try:
        out = run(repository.top, "symbolic-ref", "--quiet", "HEAD")
    except GitFailed:
        return None
    return out.decode("utf-8", "surrogateescape").strip().removeprefix("refs/heads/")


def letter_of_branch(name: str | None) -> str | None:
    """The letter that a branch is for, by its name."""
    if name is None or not name.startswith(BRANCH):
        return None
    try:
        return letter_id(name.removeprefix(BRANCH))
    except EditError:
        return None


def current(draft: Draft) -> str | None:
    """The letter that is being registered; None when there is none, or no repository to tell.

    Raises ``EditError`` when there are several.
    """
    try:
        repository = Repository.open(draft.project)
    except (NotARepository, GitProblem):
        return None
    named = letter_of_branch(branch(repository))
    found = new_letters(repository, draft.base, status(repository).ledger)
    held = [name for name, letter in draft.base.letters.items() if letter.held != "no"]
    if named is not None and named in held and (not found or named in found):
        found = [named]
    elif named is not None and named in held:
        found.append(named)
    if len(found) > 1:
        raise EditError(
            f"several letters are being registered ({', '.join(found)}); say which one is meant "
            "with --letter, and commit one at a time"
        )
    return found[0] if found else None


def is_committed(draft: Draft, letter: str) -> bool:
    """Whether the last commit held a letter, so that what is mended in it is a correction."""
    try:
        repository = Repository.open(draft.project)
    except (NotARepository, GitProblem):
        return False
    return letter not in new_letters(repository, draft.base, status(repository).ledger)


def new_letters(repository: Repository, ledger: Ledger, changed: Iterable[str]) -> list[str]:
    """The held letters that the last commit did not hold."""
    paths = [path for path in changed if path.startswith(f"{LEDGER}/letters/")]
    by_path = {entry.path: entry.record for entry in ledger.entries}
    records = [(path, by_path.get(path)) for path in paths]
    found = []
    for path, record in records:
        if isinstance(record, Letter) and record.held != "no":
            before = _committed(repository, path)
            if before is None or before.held == "no":
                found.append(record.id)
    return found


def _committed(repository: Repository, path: str) -> Letter | None:
    if repository.head is None:
        return None
    try:
        content = run(repository.top, "cat-file", "blob", f"HEAD:{repository.prefix}{path}")
    except GitFailed:
        return None
    record = read_entry(File(path, content)).record
    return record if isinstance(record, Letter) else None
