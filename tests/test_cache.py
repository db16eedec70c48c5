import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.cache import FOLDER, Cache

CHUNKS = st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=6)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.delenv("HDIRLEDGER_CACHE", raising=False)
    return Cache.of(tmp_path)


@given(CHUNKS)
def test_gives_back_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.write("rows", chunks[0])
    for chunk in chunks[1:]:
        cache.append("rows", chunk)
    assert cache.read("rows") == b"".join(chunks)


@given(CHUNKS, st.data())
def test_damage_is_seen(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes], data: st.DataObject
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    for chunk in chunks:
        cache.append("rows", chunk)
    assert cache.folder is not None
    file = cache.folder / "rows"
    held = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(held) - 1))
    held[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(held)
    assert cache.read("rows") is None
    # What is written next heals it.
    cache.write("rows", b"anew")
    assert cache.read("rows") == b"anew"


def test_a_file_that_was_cut_short_is_as_if_it_were_not_there(cache: Cache) -> None:
    cache.write("rows", b"x" * 1000)
    assert cache.folder is not None
    file = cache.folder / "rows"
    file.write_bytes(file.read_bytes()[:-1])
    assert cache.read("rows") is None


@pytest.mark.parametrize("size", [b"99999999999999999999", b"1" * 39, b"-1", b"x", b""])
def test_no_more_is_read_than_there_is(cache: Cache, size: bytes) -> None:
    cache.write("rows", b"x")
    assert cache.folder is not None
    (cache.folder / "rows").write_bytes(b"00000000 %b\nx\n" % size)
    assert cache.read("rows") is None


@given(CHUNKS)
def test_chunks_that_are_kept_apart(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]
) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.write("rows", b"", *chunks)
    assert cache.chunks("rows") == [b"", *chunks]
    assert cache.chunks("others") is None


def test_nothing_is_kept_when_it_is_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    cache = Cache.of(tmp_path)
    cache.write("rows", b"x")
    assert cache.read("rows") is None
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_kept_without_a_repository() -> None:
    cache = Cache.of(None)
    cache.append("rows", b"x")
    assert cache.read("rows") is None


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    cache = Cache.of(tmp_path)
    cache.write("rows", b"x")
    cache.append("rows", b"x")
    assert cache.read("rows") is None


def test_two_versions_of_the_program_do_not_read_each_other(cache: Cache) -> None:
    assert cache.folder is not None
    other = Cache(cache.folder.parent / "another")
    cache.write("rows", b"ours")
    other.write("rows", b"theirs")
    assert cache.read("rows") == b"ours"


def test_folders_that_nobody_uses_any_more_go(cache: Cache) -> None:
    assert cache.folder is not None
    for number in range(6):
        old = cache.folder.parent / f"old{number}"
        Cache(old).write("rows", b"x")
        os.utime(old, (number, number))
    cache.write("rows", b"ours")
    left = sorted(folder.name for folder in cache.folder.parent.iterdir())
    assert left == sorted([cache.folder.name, "old4", "old5"])


def test_processes_that_append_at_once_lose_nothing(cache: Cache) -> None:
    code = (
        "import sys; from pathlib import Path; from hdirledger.cache import Cache\n"
        "for _ in range(200): Cache(Path(sys.argv[1])).append('rows', sys.argv[2].encode() * 50)"
    )
    folder = str(cache.folder)
    running = [subprocess.Popen([sys.executable, "-c", code, folder, letter]) for letter in "abcd"]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    held = cache.read("rows")
    assert held is not None
    assert sorted(held[at : at + 50] for at in range(0, len(held), 50)) == sorted(
        letter * 50 for letter in (b"a", b"b", b"c", b"d") for _ in range(200)
    )
