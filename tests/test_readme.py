"""What the README shows is what a reader gets."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from hdirledger.cli import run

from .console import Shown, assert_shows, commands
from .repos import Repo

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
SHOWN = tuple(commands(README))


def test_the_readme_has_a_tour() -> None:
    assert len(SHOWN) >= 5


@pytest.mark.parametrize("shown", SHOWN, ids=[shown.command for shown in SHOWN])
def test_a_command_prints_what_the_readme_shows(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    program, *arguments = shlex.split(shown.command)
    assert program == "scripts/hdirledger"
    run(arguments)
    assert_shows(shown, capsys.readouterr().out)


def test_the_python_that_the_readme_shows_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    (shown,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(shown, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "'id': 'TB2022-15'" in printed
    assert "'due': '2022-09-15'" in printed


def test_the_editing_commands_that_the_readme_shows_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_", "HDIRLEDGER"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Åse")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ase@example.no")
    repo = Repo(tmp_path / "books")
    shutil.copytree(PROJECT / "ledger", repo.folder / "ledger")
    repo.commit()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "2025-stb-6.txt").write_text("linje\n" * 40, encoding="utf-8")
    monkeypatch.chdir(repo.folder)
    section = README.partition("## Editing\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    for line in block.splitlines():
        assert run(shlex.split(line)[1:]) == 0, line
    assert repo.git("log", "-1", "--format=%(trailers:key=Letter,valueonly)") == "2025-stb-6"
    assert repo.git("status", "--porcelain") == ""
