"""Where the ledger is, and whether the cache is used: options that most commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..cache import Cache

F = TypeVar("F", bound=Callable[..., Any])


def ledger_option(command: F) -> F:
    """``--ledger DIR``: where the ledger is, when it is not at or above the current folder."""
    return click.option(
        "--ledger",
        "where",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        envvar="HDIRLEDGER",
        help="The folder that holds ledger/ (default: here or above; HDIRLEDGER).",
    )(command)


def cache_option(command: F) -> F:
    """``--no-cache``: read and check everything anew, and keep nothing of it."""
    return click.option(
        "--no-cache",
        is_flag=True,
        help="Read everything anew, and keep nothing (see hdirledger cache).",
    )(command)


def cache_of(project: Path, no_cache: bool = False) -> Cache:
    """The cache of a project's repository; one that holds nothing where none is to be used."""
    from ..gitdir import common_directory

    git = None if no_cache else common_directory(project)
    return Cache.of(Path(git) if git is not None else None)
