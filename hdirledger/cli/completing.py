"""What a shell completes: ids, letters, departments, posts.

Read from file names where that will do, and silent about every trouble, since a shell would print
it into the line that is typed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path

import click

Found = Callable[[Path], Iterable[str]]
Completer = Callable[[click.Context, click.Parameter, str], list[str]]

_LIMIT = 2000
_CODE = re.compile(r"^ *- code: ([A-ZÆØÅ]{2,5})$", re.MULTILINE)


def _completer(found: Found) -> Completer:
    @wraps(found)
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        try:
            begun = incomplete.casefold()
            names = (name for name in found(_ledger(ctx)) if name.casefold().startswith(begun))
            return sorted(dict.fromkeys(names))[:_LIMIT]
        except Exception:
            return []

    return complete


def _ledger(ctx: click.Context) -> Path:
    """The folder of the ledger: as --ledger says, or around the current folder. Looked for here, so
    that nothing need be imported."""
    step: click.Context | None = ctx
    start = Path()
    while step is not None:
        start = Path(step.params.get("where") or start)
        step = step.parent
    start = start.resolve()
    places = (place for above in (start, *start.parents) for place in (above / "ledger", above))
    return next(p for p in places if p.name == "ledger" and (p / "ledger.yaml").is_file())


def _stems(folder: Path, pattern: str) -> Iterator[str]:
    return (file.name.removesuffix(".yaml") for file in folder.glob(pattern) if file.name[0] != ".")


@_completer
def assignments(folder: Path) -> Iterable[str]:
    """Ids of assignments."""
    return _stems(folder, "assignments/*/*.yaml")


@_completer
def letters(folder: Path) -> Iterable[str]:
    """Ids of letters."""
    return _stems(folder, "letters/*.yaml")


@_completer
def records(folder: Path) -> Iterable[str]:
    """Ids of assignments, letters and goals, and posts."""
    goals = (f"G{file.parent.name}-{file.stem}" for file in folder.glob("goals/*/*.yaml"))
    return (*_stems(folder, "assignments/*/*.yaml"), *_stems(folder, "letters/*.yaml"),
            *goals, *_posts(folder))  # fmt: skip


@_completer
def posts(folder: Path) -> Iterable[str]:
    """Posts that have a movement."""
    return _posts(folder)


def _posts(folder: Path) -> Iterator[str]:
    for found in folder.glob("allocations/*/*"):
        for post in found.name.split("+"):
            if not post.startswith("."):
                yield post.lstrip("0")


@_completer
def departments(folder: Path) -> Iterable[str]:
    """Codes of departments, from the root file alone."""
    return _CODE.findall((folder / "ledger.yaml").read_text(encoding="utf-8"))
