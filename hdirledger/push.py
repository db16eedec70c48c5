"""What a push brings to a remote, as git or pre-commit tell it to the hook pre-push."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .git import Repository
from .gitrun import GitFailed, run
from .source import GitProblem

# What pre-commit sets for the hooks that it runs, since they do not get git's standard input.
_TOLD = "PRE_COMMIT"


@dataclass(frozen=True, slots=True)
class Pushed:
    """The commits that a ref will point to, and what the remote has already: revisions, as ``git
    log`` takes them after ``--not``."""

    tips: tuple[str, ...]
    known: tuple[str, ...]


def told_by_pre_commit(environment: Mapping[str, str]) -> bool:
    """Whether pre-commit runs the hook, so that the environment says what is pushed."""
    return _TOLD in environment


def from_environment(repository: Repository, environment: Mapping[str, str]) -> Pushed:
    """What is pushed, by what pre-commit says of it. It tells of one ref alone, also when several
    are pushed, and of no commit when all of the history is; HEAD stands in when it tells nothing.
    """
    tip = environment.get(f"{_TOLD}_TO_REF") or environment.get(f"{_TOLD}_LOCAL_BRANCH") or "HEAD"
    start = environment.get(f"{_TOLD}_FROM_REF", "")
    remote = environment.get(f"{_TOLD}_REMOTE_NAME", "")
    lines = [f"- {tip} - {start or '0'}"]
    return from_lines(repository, lines, remote)


def from_lines(repository: Repository, lines: Iterable[str], remote: str) -> Pushed:
    """What is pushed, by the lines that git gives on standard input: local ref, its id, remote ref,
    its id. An id of zeros is a ref that is not there.

    What the remote branches of this clone hold is known to the remote, whatever is forced on it.
    Raises ``GitProblem`` for a line that is none of git's.
    """
    tips, known = [], []
    for line in lines:
        if not line.strip():
            continue
        # The name of a local ref can be an expression with spaces in it.
        told = line.rsplit(maxsplit=3)
        if len(told) != 4:
            raise GitProblem(f"{line.strip()!r} is no line of the hook pre-push")
        _, local, _, at_remote = told
        tip = _commit(repository, local)
        if tip is None:
            continue
        tips.append(tip)
        if (held := _commit(repository, at_remote)) is not None:
            known.append(held)
    if remote and not any(c in remote for c in "*?[\0"):
        known.append(f"--remotes={remote}")
    return Pushed(tuple(dict.fromkeys(tips)), tuple(dict.fromkeys(known)))


def _commit(repository: Repository, id: str) -> str | None:
    """The commit that an id or ref means; None for a ref that is deleted, for one that this clone
    lacks, and for what is no commit, such as a tag of a file."""
    if not id.strip("0"):
        return None
    try:
        out = run(repository.top, "rev-parse", "--verify", "--quiet", "--end-of-options",
                  f"{id}^{{commit}}")  # fmt: skip
    except GitFailed:
        return None
    return out.split()[-1].decode("ascii")
