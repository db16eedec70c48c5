"""A look at the files that begins before the rest is imported changes no outcome."""

import os
import time
from pathlib import Path
from random import Random

import pytest

from hdirledger import afresh, ahead, helpers, shared, stamps
from hdirledger.cache import Cache
from hdirledger.cachedir import cache_folder
from hdirledger.check import Checked, check
from hdirledger.helpers import Work
from hdirledger.ledger import Ledger
from hdirledger.recheck import recheck
from hdirledger.source import WorkingTree

from .repos import Repo
from .support import assignment
from .test_recheck import LETTERS, ONE, POOL, TWO, edits, settle


@pytest.fixture(autouse=True)
def however_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_WORTH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(stamps, "_SETTLED", 10_000_000)
    for name in ("HDIRLEDGER", "HDIRLEDGER_CACHE", "HDIRLEDGER_FAST"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was looked at because not all was as it had been."""
    found: list[str] = []
    look = afresh.look

    def noted(tree: WorkingTree, *rest: object) -> object:
        found.append(tree.name)
        return look(tree, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(afresh, "look", noted)
    return found


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo")
    for path in (*LETTERS, ONE, TWO):
        repo.write(f"ledger/{path}", POOL[path][0])
    settle()
    return repo


def rechecked(repo: Repo) -> Checked:
    """What a check of a repository says with a look ahead; it is what one of every file says."""
    project = str(repo.folder)
    folder = cache_folder(project)
    assert folder is not None
    try:
        begun = ahead.look(project, folder)
    except OSError:
        begun = None
    found = recheck(WorkingTree(repo.folder, begun), Cache(Path(folder)))
    assert found == check(Ledger.read(WorkingTree(repo.folder)))
    return found


@pytest.mark.parametrize("seed", range(10))
def test_after_any_edits(tmp_path: Path, seed: int) -> None:
    repo = Repo(tmp_path / "repo")
    for _ in edits(Random(seed), repo):
        rechecked(repo)
        settle()
        rechecked(repo)
        rechecked(repo)


def test_nothing_is_looked_at_where_nothing_changed(repo: Repo, looks: list[str]) -> None:
    first = rechecked(repo)
    looks.clear()
    assert rechecked(repo) == first
    assert looks == []
    repo.write(f"ledger/{ONE}", POOL[ONE][3])
    assert rechecked(repo) != first
    assert looks == ["working tree"]


@pytest.mark.parametrize("change", ["new", "gone", "renamed", "folder", "link", "moved"])
def test_what_becomes_of_files_is_seen(repo: Repo, change: str, looks: list[str]) -> None:
    first = rechecked(repo)
    looks.clear()
    ledger = repo.folder / "ledger"
    match change:
        case "new":
            repo.write("ledger/assignments/2022/TB2022-9.yaml", assignment("TB2022-9"))
        case "gone":
            (ledger / ONE).unlink()
        case "renamed":
            (ledger / ONE).rename(ledger / ONE.replace("TB2022-1", "TB2022-9"))
        case "folder":
            repo.write("ledger/assignments/2023/TB2023-1.yaml", assignment("TB2023-1"))
        case "link":
            # The files in it have the stamps that they had, but a link is not followed.
            (ledger / "letters").rename(repo.folder / "elsewhere")
            (ledger / "letters").symlink_to("../elsewhere")
        case "moved":
            (ledger / "assignments").rename(repo.folder / "elsewhere")
    assert rechecked(repo) != first
    assert looks
    settle()
    again = rechecked(repo)
    assert rechecked(repo) == again != first


def test_branches_that_are_switched(repo: Repo, looks: list[str]) -> None:
    repo.commit("one", {path: POOL[path][0] for path in (*LETTERS, ONE, TWO)})
    repo.git("switch", "--quiet", "-c", "other")
    repo.commit("two", {ONE: POOL[ONE][3], TWO: POOL[TWO][5]})
    found = {}
    for branch in ("main", "other") * 2:
        repo.git("switch", "--quiet", branch)
        settle()
        rechecked(repo)
        looks.clear()
        found.setdefault(branch, rechecked(repo))
        assert rechecked(repo) == found[branch]
        assert looks == []
    assert found["main"] != found["other"]


@pytest.mark.parametrize("damage", [b"", b"x" * 500, b"00000000 2\n[]\n", b"8d5d4a3b 4\nnull\n"])
@pytest.mark.parametrize("name", ["inventory-*", "rows", "stamps-*", "*"])
def test_damage_is_healed(repo: Repo, looks: list[str], name: str, damage: bytes) -> None:
    first = rechecked(repo)
    folder = Path(cache_folder(str(repo.folder)) or "")
    for file in folder.glob(name):
        file.write_bytes(damage)
    assert rechecked(repo) == first
    rechecked(repo)
    looks.clear()
    assert rechecked(repo) == first
    assert looks == []


@pytest.mark.parametrize(
    "odd",
    [
        "7",
        "[1,2]",
        "[{},{},{},{},{},{}]",
        '["x",{},{},{},[],{},{}]',
        '["x",{"goal":["x"]},{},{},[],{},{}]',
        '["x",{"goal":["x"]},{"goal":"a b"},{"goal":[{}]},[],{},{}]',
    ],
)
def test_an_inventory_that_says_nothing_we_know(repo: Repo, odd: str) -> None:
    first = rechecked(repo)
    folder = Path(cache_folder(str(repo.folder)) or "")
    for file in folder.glob("inventory-*"):
        Cache(folder).write(file.name, odd.encode())
    assert rechecked(repo) == first


def test_a_file_that_is_written_as_it_was(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, looks: list[str]
) -> None:
    first = rechecked(repo)
    looks.clear()
    repo.write(f"ledger/{ONE}", POOL[ONE][0])
    monkeypatch.delattr(shared, "look_at")
    assert rechecked(repo) == first
    assert looks == ["working tree"]


def dead(held: bytes, project: str) -> Work:
    os._exit(9)
    yield


def lost(held: bytes, project: str) -> Work:
    raise ValueError
    yield


def torn(held: bytes, project: str) -> Work:
    yield "some content"
    os._exit(9)


@pytest.mark.parametrize("work", [dead, lost, torn])
def test_without_an_answer_we_look_ourselves(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], work: object
) -> None:
    first = rechecked(repo)
    monkeypatch.setattr(ahead, "_look", work)
    assert rechecked(repo) == first
    assert capfd.readouterr() == ("", "")


def test_the_copy_has_ended_when_we_have(repo: Repo) -> None:
    rechecked(repo)
    rechecked(repo)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_it_begins_for_a_check_of_the_working_tree_alone(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    rechecked(repo)
    begun: list[object] = []
    monkeypatch.setattr(helpers, "begin", begun.append)
    monkeypatch.chdir(repo.folder)
    for arguments in ([], ["list"], ["check", "--staged"], ["check", "--no-cache"],
                      ["check", "--journal=x"], ["check", "--ledger", "/"]):  # fmt: skip
        assert ahead.begin(arguments) is None
    assert begun == []
    for arguments in (["check"], ["check", "--quiet"]):
        ahead.begin(arguments)
    monkeypatch.chdir("/")
    ahead.begin(["check", "--ledger", str(repo.folder / "ledger")])
    assert len(begun) == 3
    for switch in ("HDIRLEDGER_CACHE", "HDIRLEDGER_FAST"):
        monkeypatch.setenv(switch, "off")
        assert ahead.begin(["check", "--ledger", str(repo.folder)]) is None
        monkeypatch.delenv(switch)
    assert len(begun) == 3


def test_a_change_while_the_rest_is_imported(repo: Repo) -> None:
    """What is written after the look began is seen by the next run at the latest."""
    rechecked(repo)
    project = str(repo.folder)
    folder = cache_folder(project) or ""
    begun = ahead.look(project, folder)
    assert begun is not None
    time.sleep(0.1)
    repo.write(f"ledger/{ONE}", POOL[ONE][1])
    recheck(WorkingTree(repo.folder, begun), Cache(Path(folder)))
    rechecked(repo)
