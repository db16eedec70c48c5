"""What a shell completes."""

from pathlib import Path

import pytest

from hdirledger.cli import run

from .books import Books


def completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> list[str]:
    """What bash would be offered for the last of the words; nothing may be said otherwise."""
    monkeypatch.setenv("_HDIRLEDGER_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(("hdirledger", *words)))
    monkeypatch.setenv("COMP_CWORD", str(len(words)))
    run([])
    printed = capsys.readouterr()
    assert printed.err == ""
    return [line.partition(",")[2] for line in printed.out.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("show", "TB2021"), ["TB2021-43a", "TB2021-43b"]),
        (("show", "714"), ["714.21"]),
        (("lineage", "tb2022"), ["TB2022-1"]),
        (("letter", "2022-ttb"), ["2022-ttb-1", "2022-ttb-2"]),
        (("list", "--department", "S"), ["SHA"]),
        (("list", "--letter", "2022-tb"), ["2022-tb"]),
        (("list", "--through", "2022-ttb-1"), ["2022-ttb-1"]),
        (("budget", "--post", "7"), ["714.21"]),
        (("change", "TB2022"), ["TB2022-1"]),
        (("change", "TB2022-1", "--action", "rep"), ["repeated", "replaced"]),
        (("change", "TB2022-1", "--letter", "2022-ttb-2"), ["2022-ttb-2"]),
        (("move", "allocate", "7"), ["714.21"]),
        (("correct", "2022-tb", "TB2022"), ["TB2022-1"]),
        (("regi",), ["register"]),
    ],
)
def test_ids_letters_departments_posts_and_actions_are_offered(
    books: Books, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], offered: list[str]
) -> None:
    monkeypatch.chdir(books.project)
    assert completed(monkeypatch, books.capsys, *words) == offered


def test_no_trouble_is_told_into_the_line_that_is_typed(
    books: Books, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert completed(monkeypatch, books.capsys, "show", "TB") == []
    monkeypatch.chdir(books.project)
    (books.project / "ledger" / "ledger.yaml").write_bytes(b"\xff")
    assert completed(monkeypatch, books.capsys, "list", "--department", "S") == []
    assert completed(monkeypatch, books.capsys, "list", "--today", "x", "--letter", "2022-tb") == [
        "2022-tb"]  # fmt: skip


def test_no_file_is_read_for_an_id(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(books.project)
    for file in (books.project / "ledger" / "assignments").rglob("*.yaml"):
        file.write_bytes(b"\xff")
    assert completed(monkeypatch, books.capsys, "show", "TB2022") == ["TB2022-1"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_HDIRLEDGER_COMPLETE" in capsys.readouterr().out
