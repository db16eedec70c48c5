"""What the pages under docs/ show is what a reader gets, in a clone of this repository."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .console import assert_shows, commands
from .views.reading import PROJECT

PAGES = sorted((PROJECT / "docs").glob("*.md"))
# A page tells the reader to save a text like this, and names the file before it.
_FILE = re.compile(r"`(\.\./brev/\S+)`[^`]*```text\n(.*?)```", re.DOTALL)


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    dropped = ("GIT_", "GITHUB_", "HDIRLEDGER")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    clean |= {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Kari",
        "GIT_AUTHOR_EMAIL": "kari@example.no",
        "GIT_COMMITTER_NAME": "Kari",
        "GIT_COMMITTER_EMAIL": "kari@example.no",
        "NO_COLOR": "1",
    }
    return subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=clean,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def clone(folder: Path) -> Path:
    """A clone with a remote of its own, in which the scripts find an environment that is set up:
    that of these tests."""
    for command in (
        f"git clone --quiet --bare {shlex.quote(str(PROJECT))} remote.git",
        "git clone --quiet remote.git hdirledger",
    ):
        done = run(command, folder)
        assert done.returncode == 0, done.stdout
    made = folder / "hdirledger"
    (made / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "hdirledger", "pytest"):
        # Without the folder that it starts in, so that it is the program under test that runs.
        module = "" if name == "python" else f"-P -m {name}"
        program = made / ".venv" / "bin" / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n')
        program.chmod(0o755)
    for name in ("runtime", "requirements"):
        pinned = (made / ".ci" / f"{name}.txt").read_text(encoding="utf-8")
        (made / ".venv" / f"stamp.{name}").write_text(f"{made}\n{pinned}", encoding="utf-8")
    (made / ".venv" / "stamp.project").write_bytes((made / "pyproject.toml").read_bytes())
    return made


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_commands_of_a_page_do_what_it_shows(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = clone(tmp_path)
    (tmp_path / "brev").mkdir()
    for name, content in _FILE.findall(text):
        (folder / name).resolve().write_text(content, encoding="utf-8")
    for shown in commands(text):
        if shown.command.startswith(("git clone https://", "cd ")):
            continue
        done = run(shown.command, folder)
        assert done.returncode == 0, f"$ {shown.command}\n{done.stdout}"
        assert_shows(shown, done.stdout)


def test_the_pages_lead_to_pages_that_there_are() -> None:
    for page in (PROJECT / "README.md", *PAGES):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
