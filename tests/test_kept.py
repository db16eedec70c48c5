"""The plain data of records that are kept: named together, read by type, and mended when lost."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from hdirledger import kept
from hdirledger.cache import Cache
from hdirledger.kept import Data
from hdirledger.ledger import Ledger
from hdirledger.reread import reread
from hdirledger.source import WorkingTree

from .repos import Repo
from .support import ROOT, assignment, letter

A, B, C = ("a" * 40, "b" * 40, "c" * 40)
FILES = {
    "ledger/ledger.yaml": ROOT + "  - 2022-tb\n",
    "ledger/letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "ledger/assignments/2022/TB2022-1.yaml": assignment("TB2022-1"),
}


def keep(cache: Cache, *records: tuple[str, str, dict[str, Any]]) -> None:
    data = Data(cache)
    for record in records:
        data.add(*record)
    data.save((type, blob) for type, blob, _ in records)


def test_what_was_added_is_there_the_next_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keep(cache, ("letter", A, {"id": "x", "title": "Én\u2028to"}))
    keep(cache, ("letter", B, {"id": "y"}), ("goal", A, {"id": "z"}))
    data = Data(cache)
    assert [data.get("letter", A), data.get("letter", B), data.get("goal", A)] == [
        {"id": "x", "title": "Én\u2028to"},
        {"id": "y"},
        {"id": "z"},
    ]
    assert not data.has("goal", B)
    assert not data.has("letter", C)


def test_only_the_types_that_are_asked_for_are_read(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for path, text in FILES.items():
        repo.write(path, text)
    reread(WorkingTree(repo.folder), cache)
    opened: list[str] = []
    listening = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open":
            opened.append(Path(str(arguments[0])).name)

    sys.addaudithook(note)
    ledger = reread(WorkingTree(repo.folder), cache)
    assert list(ledger.letters) == ["2022-tb"]
    listening = False
    assert "data-letter" in opened
    assert "data-assignment" not in opened
    assert (tmp_path / "cache" / "data-assignment").exists()


@pytest.mark.parametrize("loss", ["gone", "damaged", "another"])
def test_data_that_are_named_and_lost_are_read_from_the_file_and_kept_anew(
    tmp_path: Path, loss: str
) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for path, text in FILES.items():
        repo.write(path, text)
    tree = WorkingTree(repo.folder)
    reread(tree, cache)
    file = tmp_path / "cache" / "data-assignment"
    before = file.read_bytes()
    if loss == "gone":
        file.unlink()
    elif loss == "damaged":
        file.write_bytes(before[:-3])
    else:
        cache.write("data-assignment", f"{C} {{}}\n".encode())
    plain = [entry.record for entry in Ledger.read(tree).entries]
    for _ in range(2):
        assert [entry.record for entry in reread(tree, cache).entries] == plain
    # The run that found them lost let the next one keep them.
    assert file.read_bytes() == before


def names(cache: Cache) -> list[str]:
    return (cache.read("records") or b"").decode().splitlines()


def test_what_no_ledger_has_any_more_goes_when_there_is_much_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_ROOM", 100)
    cache = Cache(tmp_path)
    old = [("letter", f"{n:040x}", {"id": str(n)}) for n in range(5)]
    keep(cache, *old, ("goal", A, {"id": "g"}))

    def save(used: Iterable[tuple[str, str]], blob: str) -> None:
        data = Data(cache)
        data.add("letter", blob, {"id": blob})
        data.save(used)

    save([(type, blob) for type, blob, _ in old[:4]], A)
    assert len(names(cache)) == 7
    save([("letter", old[0][1]), ("letter", B)], B)
    assert sorted(names(cache)) == sorted([f"goal {A}", f"letter {old[0][1]}", f"letter {B}"])
    data = Data(cache)
    assert data.get("letter", old[0][1]) == {"id": "0"}
    assert data.get("goal", A) == {"id": "g"}
    assert b"000001" not in (cache.read("data-letter") or b"")


def test_nothing_is_kept_where_there_is_no_cache() -> None:
    data = Data(Cache(None))
    data.add("letter", A, {"id": "x"})
    data.save([("letter", A)])
    assert not Data(Cache(None)).has("letter", A)
