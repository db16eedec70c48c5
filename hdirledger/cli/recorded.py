"""What history and blame share: the repository, the records that names mean, and their history."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..answers import Asked, content_now, keep
from ..git import Repository
from ..identity import ROOT_ID, Name
from ..model import ids
from ..source import find_project
from .values import unknown

if TYPE_CHECKING:
    from ..history import History
    from ..model.posts import Post
    from ..source import WorkingTree


@dataclass(frozen=True, slots=True)
class Recorded:
    """The history of a project up to a commit, read as far as it was asked for."""

    project: Path
    repository: Repository
    history: "History"
    names: "tuple[Name, ...]" = ()
    # Whether it takes the working tree too to tell what the names mean.
    worked_out: bool = False
    # The files that each record was ever in, where that is known.
    files: "Mapping[Name, set[str]]" = field(default_factory=dict)


def recorded(
    where: Path,
    at: str | None,
    typed: Iterable[str] = (),
    *,
    first_parent: bool = True,
    exact: bool = False,
    no_cache: bool = False,
) -> Recorded:
    """The history at or above a folder, and the records that the typed names mean.

    A name is an id or an alias as people write it, or a post, which means all its movements. Of
    other records than those it has some edits; ``exact``: those of all files that may have them.
    ``no_cache``: nothing is read from the cache or kept there. Raises a usage error for a name that
    no record of the history or of the working tree has.
    """
    project = find_project(where)
    repository = Repository.open(project, kept=not no_cache)
    tip = repository.resolve(at).id if at else repository.id_of("HEAD")
    names = tuple(dict.fromkeys(name.strip() for name in typed))
    from ..history import read_history

    if not names:
        history = read_history(repository, tip, first_parent=first_parent)
        return Recorded(project, repository, history)
    # Mostly the names are ids, and then only the files that have them need be parsed.
    files: Mapping[Name, set[str]] = {}
    if ROOT_ID in names:
        history = read_history(repository, tip, first_parent=first_parent)
    elif first_parent:
        from ..excerpt import history_of_some

        ids_of = [id for name in names for id in (name, ids.fold(name))]
        wanted = has_one_of(names)
        history, files = history_of_some(repository, tip, ids_of, wanted, exact=exact)
    else:
        history = read_history(repository, tip, first_parent=False, wanted=has_one_of(names))
    found = _by_id(names, {edit.name for edit in history.edits})
    if len(found) == len(names):
        return Recorded(project, repository, history, tuple(found.values()), files=files)
    history = read_history(repository, tip, first_parent=first_parent)
    # What landed, which alone can be replayed: there the aliases stand.
    landed = history if first_parent else read_history(repository, tip)
    from ..source import WorkingTree

    known = _known(landed, WorkingTree(project) if at is None else None, repository)
    known = {**{edit.name: () for edit in history.edits}, **known}
    meant: dict[Name, None] = {}
    for name in names:
        several = _meant(name, known)
        if not several:
            order = sorted(known, key=lambda known: known[0] != "assignment")
            raise unknown("record", name, dict.fromkeys(id for _, id in order))
        meant.update(dict.fromkeys(several))
    return Recorded(project, repository, history, tuple(meant), worked_out=at is None)


def keep_answer(found: Recorded, printed: bytes) -> None:
    """Keep what was printed of the history for when the same is asked of the same commit again."""
    question = click.get_current_context().obj
    if isinstance(question, Asked) and not found.worked_out:
        content = content_now(question)
        # Else a commit was made meanwhile.
        if content is not None and found.repository.head in content.split("+"):
            keep(question, content, printed)


def has_one_of(names: Iterable[str]) -> Callable[[bytes], bool]:
    """Whether a file may have one of the ids. What an escape spells cannot be seen so easily."""
    ids_of = {folded for name in names for folded in (name, ids.fold(name))}
    wanted = [[p.encode() for p in id.replace("+", "/").split("/")] for id in ids_of]

    def check(content: bytes) -> bool:
        return b"\\" in content or any(all(p in content for p in pieces) for pieces in wanted)

    return check


def _by_id(names: Iterable[str], known: "Iterable[Name]") -> "dict[str, Name]":
    """The records whose id a name is, exactly or in another form of the same number."""
    by_id = {name[1]: name for name in sorted(known)}
    found = {name: by_id.get(name) or by_id.get(ids.fold(name)) for name in names}
    return {name: record for name, record in found.items() if record is not None}


def _known(
    history: "History", tree: "WorkingTree | None", repository: Repository
) -> "dict[Name, tuple[str, ...]]":
    """All records that there ever were, also in the working tree if there is one, each with its
    aliases."""
    from ..changed import changed_paths, files_at
    from ..history import replay
    from ..line import has_twins
    from ..quick import QuickReader
    from ..versions import version_of

    known: dict[Name, tuple[str, ...]] = {edit.name: () for edit in history.edits}
    records = replay(history.edits)
    if tree is not None:
        quick = QuickReader()
        unlike = None if has_twins(repository) else changed_paths(repository)
        for file in files_at(tree, unlike):
            version = version_of(file.path, file.content, quick)
            if version is not None and version.name and version.data is not None:
                records[version.name] = version.data
    for name, data in records.items():
        aliases = data.get("aliases")
        texts = aliases if isinstance(aliases, list) else []
        known[name] = tuple(text for text in texts if isinstance(text, str))
    return known


def _meant(typed: str, known: "dict[Name, tuple[str, ...]]") -> "list[Name]":
    """The records that a name means."""
    from ..model.posts import Post

    found = _by_id((typed,), known)
    if found:
        return list(found.values())
    folded = ids.fold(typed)
    same = [name for name in known if ids.fold(name[1]) == folded]
    aliased = [name for name, texts in known.items() if folded in map(ids.fold, texts)]
    post = Post.parse(typed)
    moved = [name for name in known if post is not None and _is_of(name, post)]
    return same or aliased or sorted(moved)


def _is_of(name: "Name", post: "Post") -> bool:
    from ..model.posts import Post

    type, id = name
    if type != "allocation":
        return False
    posts = (Post.parse(text) for text in id.split("/")[1].split("+"))
    return any(found is not None and post.covers(found) for found in posts)
