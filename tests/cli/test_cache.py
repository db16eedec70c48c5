"""The commands that tell of the cache, and the switches that turn it off."""

import json
from pathlib import Path

import pytest

from ..repos import FILES, Repo
from ..support import hdirledger


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HDIRLEDGER_CACHE", raising=False)
    repo = Repo(tmp_path / "books")
    repo.commit("one", dict(FILES))
    return repo.folder


def kept(project: Path) -> list[str]:
    return sorted(file.name for file in (project / ".git").glob("hdirledger/*/*"))


def test_what_is_kept_and_that_it_can_be_deleted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(project, "cache") == 0
    assert "Nothing is kept yet" in capsys.readouterr().out
    hdirledger(project, "check")
    hdirledger(project, "list")
    capsys.readouterr()
    assert hdirledger(project, "cache") == 0
    out = capsys.readouterr().out
    assert str(project / ".git" / "hdirledger") in out
    assert "rows" in out
    assert "data-assignment" in out
    assert hdirledger(project, "cache", "--clear") == 0
    assert capsys.readouterr().out.startswith("Deleted ")
    assert kept(project) == []


@pytest.mark.parametrize(
    "command",
    ["check", "list", "budget", "stats", "history", "history --format csv", "history TB2022-1",
     "blame TB2022-1"],
)  # fmt: skip
def test_nothing_is_kept_when_it_is_off(
    project: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hdirledger(project, *command.split(), "--no-cache")
    assert kept(project) == []
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    hdirledger(project, *command.split())
    assert kept(project) == []
    monkeypatch.delenv("HDIRLEDGER_CACHE")
    hdirledger(project, *command.split())
    assert kept(project) != []


def test_the_command_says_that_it_is_off(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    assert hdirledger(project, "cache") == 0
    assert "off" in capsys.readouterr().out


def test_without_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in FILES.items():
        (tmp_path / "ledger" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "ledger" / path).write_text(text, encoding="utf-8")
    assert hdirledger(tmp_path, "cache") == 0
    assert "no git repository" in capsys.readouterr().out
    assert hdirledger(tmp_path, "check") in (0, 1)


def test_worktrees_share_what_is_kept(project: Path, tmp_path: Path) -> None:
    hdirledger(project, "check")
    Repo(project, init=False).git("worktree", "add", "--quiet", str(tmp_path / "other"))
    size = (next((project / ".git").glob("hdirledger/*/rows"))).stat().st_size
    hdirledger(tmp_path / "other", "check")
    assert (next((project / ".git").glob("hdirledger/*/rows"))).stat().st_size == size


def test_stats(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(project, "stats", "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)
    assert first["files"] == len(FILES)
    assert first["looked_at"] == len(FILES)
    assert hdirledger(project, "stats", "--format", "json") == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert json.loads(out)["kept"] == len(FILES)
    assert hdirledger(project, "stats") == 0
    assert "verdicts kept" in capsys.readouterr().out
