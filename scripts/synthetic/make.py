"""Make a synthetic ledger in a folder."""

import os
import shutil
import subprocess
from pathlib import Path
from random import Random

from .books import Books
from .journal import Journal
from .shape import Unmakeable, shape_of


def make(folder: Path, records: int, commits: int, seed: int) -> None:
    """Make a git repository with a ledger of so many records and commits, and check it out.

    The same numbers give the same commit ids. Raises ``Unmakeable`` when the folder is not empty
    or the numbers do not fit; then nothing is left in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Unmakeable(f"{folder} is there already and is not empty.")
    chance = Random(seed)
    shape = shape_of(records, chance)
    if commits < shape.held:
        raise Unmakeable(f"{shape.held} letters need at least {shape.held} commits, not {commits}.")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _git(folder, "init", "--quiet", "--initial-branch=main")
        with subprocess.Popen(
            ["git", "fast-import", "--quiet"], cwd=folder, env=environment(), stdin=subprocess.PIPE
        ) as importer:
            assert importer.stdin is not None
            Journal(importer.stdin, Books(shape, chance), chance, commits).write(shape.held)
            importer.stdin.close()
        if importer.returncode != 0:
            raise RuntimeError(f"git fast-import ended with {importer.returncode}")
        _git(folder, "update-ref", "-d", "refs/heads/side")
        # fast-import packs in a hurry; git is measured on what it would have packed itself.
        _git(folder, "repack", "-a", "-d", "-f", "-q")
        _git(folder, "reset", "--quiet", "--hard")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def environment() -> dict[str, str]:
    """The environment in which git minds nobody's configuration."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return clean | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, env=environment(), check=True)
