"""What the README shows is what a reader gets."""

import re
import shlex
from pathlib import Path

import pytest

from hdirledger.cli import run

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ scripts/hdirledger (.*)\n((?:.*\n)*?)```", README)


def test_the_readme_has_a_tour() -> None:
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[block[0] for block in BLOCKS])
def test_a_command_prints_what_the_readme_shows(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    run(shlex.split(command))
    printed = [line.rstrip() for line in capsys.readouterr().out.rstrip("\n").split("\n")]
    at, free = 0, False
    for line in shown.rstrip("\n").split("\n"):
        if line == "...":
            free = True
            continue
        if free:
            assert line in printed[at:], f"not printed: {line}"
            at = printed.index(line, at)
            free = False
        assert printed[at] == line
        at += 1
    assert free or at == len(printed), "the README leaves lines out without saying so"


def test_the_python_that_the_readme_shows_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    (shown,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(shown, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "'id': 'TB2022-15'" in printed
    assert "'due': '2022-09-15'" in printed
