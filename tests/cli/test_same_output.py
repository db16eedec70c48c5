"""Every command says the same whatever is kept, switched off or changed in between."""

import shutil
from pathlib import Path

import pytest

from hdirledger.cli import COMMANDS, run

from ..repos import Repo
from ..views.reading import PROJECT

CALLS = {
    "check": [
        ["check"],
        ["check", "--quiet"],
        ["check", "--format", "json", "--select", "G,M"],
        ["check", "--staged"],
        ["check", "--staged", "ledger/assignments/2022/TB2022-13.yaml"],
        ["check", "--journal", "HEAD~1..HEAD"],
    ],
    "fmt": [["fmt", "--check"]],
    "verify": [["verify", "--letters", "nowhere"]],
    "explain": [["explain", "M108"]],
    "list": [["list"], ["list", "--department", "SHA", "--status", "any", "--format", "json"]],
    "show": [["show", "TB2022-13"], ["show", "714.21"], ["show", "2022-tb"], ["show", "nothing"]],
    "lineage": [["lineage", "TB2025-93"]],
    "deadlines": [["deadlines"], ["deadlines", "--through", "2022-ttb-2-6"]],
    "workload": [["workload"]],
    "budget": [["budget"], ["budget", "--year", "2022", "--details", "--format", "markdown"]],
    "reconcile": [["reconcile"]],
    "letters": [["letters"]],
    "letter": [["letter", "2025-stb-5"]],
    "goals": [["goals"]],
    "reporting": [["reporting"], ["reporting", "--at", "HEAD"]],
    "history": [["history", "TB2022-13"]],
    "blame": [["blame", "TB2022-13"]],
    "review": [["review", "HEAD~1...HEAD"]],
    "gaps": [["gaps"]],
}
# They tell of the cache itself, or change files.
EDITING = {"register", "give", "change", "move", "lapse", "correct"}
APART = {"cache", "stats", "hooks", "completion"} | EDITING
TODAY = {"list", "show", "lineage", "deadlines", "workload", "gaps", "letter", "reporting"}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real ledger as it lies here, in a repository of its own, with a second commit."""
    repo = Repo(tmp_path_factory.mktemp("books"))
    shutil.copytree(PROJECT / "ledger", repo.folder / "ledger")
    repo.commit("one")
    path = "ledger/assignments/2022/TB2022-13.yaml"
    text = (repo.folder / path).read_text(encoding="utf-8")
    repo.write(path, text.replace('due: "2022-09-30"', 'due: "2022-10-31"'))
    repo.commit("two")
    return repo.folder


def said(arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> object:
    where = [] if arguments[0] == "explain" else ["--ledger", str(project)]
    day = ["--today", "2025-06-01"] if arguments[0] in TODAY else []
    code = run([*arguments, *where, *day])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_no_command_is_left_out() -> None:
    assert set(COMMANDS) - APART <= set(CALLS)


@pytest.mark.parametrize("arguments", [call for calls in CALLS.values() for call in calls], ids=str)
def test_with_and_without(
    arguments: list[str],
    books: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    expected = said(arguments, books, capsys)
    monkeypatch.delenv("HDIRLEDGER_CACHE")
    assert said(arguments, books, capsys) == expected
    assert said(arguments, books, capsys) == expected
    shutil.rmtree(books / ".git" / "hdirledger", ignore_errors=True)
    assert said(arguments, books, capsys) == expected


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["list"], ["budget"], ["history"], ["history", "--format", "csv"],
     ["history", "--every-commit"]],
    ids=str,
)  # fmt: skip
def test_the_long_way(
    arguments: list[str],
    books: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the quick reader, the quick gate and the quick look at the form."""
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    expected = said(arguments, books, capsys)
    monkeypatch.setenv("HDIRLEDGER_FAST", "off")
    assert said(arguments, books, capsys) == expected
