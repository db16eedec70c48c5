"""A draft over the working tree, and saving all of it or nothing."""

import os
import signal
from pathlib import Path

import pytest

from hdirledger import writer
from hdirledger.check import check
from hdirledger.edit import EditError, save
from hdirledger.edit.draft import Draft
from hdirledger.ledger import Ledger

from ..rules.support import BASE, _plain

PATH = "ledger/assignments/2022/TB2022-1.yaml"
RECORD = """
    id: TB2022-1
    # Om tittelen
    title: Et oppdrag
    departments:
      - KTA
    status: open
    basis:
      - letter: 2022-tb
        action: given
        lines: "10"
    """


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {**BASE, "assignments/2022/TB2022-1.yaml": RECORD}
    for path, text in files.items():
        target = tmp_path / "ledger" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_plain(text), encoding="utf-8")
    from hdirledger.cli import run

    run(["fmt", "--ledger", str(tmp_path)])
    assert [f for f in check(Ledger.open(tmp_path)).findings if f.severity != "note"] == []
    return tmp_path


def contents(project: Path) -> dict[str, bytes]:
    files = (file for file in sorted(project.rglob("*")) if file.is_file())
    return {str(file.relative_to(project)): file.read_bytes() for file in files}


def titled(draft: Draft, title: str) -> None:
    data = draft.data(PATH)
    data["title"] = title
    draft.put(PATH, data)


def another(draft: Draft, name: str) -> str:
    data = draft.data(PATH) | {"id": name}
    path = f"ledger/assignments/{name[2:6]}/{name}.yaml"
    draft.put(path, data)
    return path


def test_a_draft_is_a_tree_that_is_not_written(project: Path) -> None:
    before = contents(project)
    draft = Draft(project)
    titled(draft, "Et annet")
    another(draft, "TB2021-7")
    assert [a.title for a in draft.ledger().assignments] == ["Et annet", "Et annet"]
    again = Ledger.read(draft)
    assert [e.path for e in again.entries] == [e.path for e in draft.ledger().entries]
    assert again.by_id["TB2022-1"].title == "Et annet"
    assert draft.base.by_id["TB2022-1"].title == "Et oppdrag"
    draft.remove(PATH)
    assert [a.id for a in draft.ledger().assignments] == ["TB2021-7"]
    assert contents(project) == before


def test_saving_writes_everything_in_canonical_form_with_its_comments(project: Path) -> None:
    draft = Draft(project)
    titled(draft, "Et annet")
    path = another(draft, "TB2021-7")
    assert "+title: Et annet" in draft.diff()
    assert [edit.path for edit in save.save(draft)] == [path, PATH]
    text = (project / PATH).read_text(encoding="utf-8")
    assert "# Om tittelen\ntitle: Et annet\n" in text
    assert [f for f in check(Ledger.open(project)).findings if f.severity != "note"] == []
    assert not any(name.endswith(".tmp") for name in contents(project))


def test_nothing_that_changes_nothing_is_written(project: Path) -> None:
    draft = Draft(project)
    draft.put(PATH, draft.data(PATH))
    assert (draft.edits(), draft.diff()) == ((), "")


def test_a_draft_that_brings_an_error_is_refused_whole(project: Path) -> None:
    before = contents(project)
    draft = Draft(project)
    another(draft, "TB2021-7")
    data = draft.data(PATH)
    data["status"] = "lapsed"
    data["departments"] = ["XYZ"]
    draft.put(PATH, data)
    with pytest.raises(save.Refused) as refused:
        save.save(draft)
    assert sorted(f.code for f in refused.value.findings) == ["L106", "R106"]
    assert contents(project) == before


def test_what_was_wrong_before_does_not_stand_in_the_way(project: Path) -> None:
    file = project / "ledger/assignments/2022/TB2022-2.yaml"
    file.write_text("id: TB2022-2\n", encoding="utf-8")
    draft = Draft(project)
    titled(draft, "Et annet")
    assert len(save.save(draft)) == 1
    with pytest.raises(EditError, match="breaks its schema"):
        Draft(project).data("ledger/assignments/2022/TB2022-2.yaml")


def test_a_file_that_does_not_parse_is_not_edited(project: Path) -> None:
    (project / PATH).write_text("id: [\n", encoding="utf-8")
    with pytest.raises(EditError, match="cannot be read faultlessly"):
        Draft(project).data(PATH)
    with pytest.raises(EditError, match="there is no file"):
        Draft(project).data("ledger/assignments/2022/TB2022-3.yaml")


def test_a_file_that_changed_meanwhile_is_left_and_so_are_all_others(project: Path) -> None:
    draft = Draft(project)
    another(draft, "TB2021-7")
    titled(draft, "Et annet")
    file = project / PATH
    file.write_bytes(file.read_bytes() + b"# Ny\n")
    before = contents(project)
    with pytest.raises(EditError, match="changed by something else meanwhile"):
        save.save(draft)
    assert contents(project) == before


def test_a_new_file_does_not_take_the_place_of_one_that_came_meanwhile(project: Path) -> None:
    draft = Draft(project)
    path = project / another(draft, "TB2021-7")
    path.parent.mkdir()
    path.write_text("x", encoding="utf-8")
    before = contents(project)
    with pytest.raises(EditError, match="changed by something else"):
        save.save(draft)
    assert contents(project) == before


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_failure_in_the_middle_leaves_every_file_as_it_was(
    project: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    first = Draft(project)
    another(first, "TB2022-5")
    save.save(first)
    draft = Draft(project)
    another(draft, "TB2020-7")
    another(draft, "TB2021-7")
    titled(draft, "Et annet")
    draft.remove("ledger/assignments/2022/TB2022-5.yaml")
    folders = sorted(path for path in project.rglob("*"))
    before, done = contents(project), 0

    def fail(really: object) -> object:
        def call(*args: object) -> None:
            nonlocal done
            done += 1
            if done == number:
                raise writer.WriteError("the disk is full.")
            really(*args)  # type: ignore[operator]

        return call

    for name in ("create", "replace", "remove"):
        monkeypatch.setattr(save, name, fail(getattr(writer, name)))
    with pytest.raises(EditError, match=r"the disk is full\."):
        save.save(draft)
    assert contents(project) == before
    assert sorted(project.rglob("*")) == folders


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_stops_it_in_the_middle_stops_it_when_all_is_written(
    project: Path, monkeypatch: pytest.MonkeyPatch, stop: signal.Signals
) -> None:
    class Stopped(Exception):
        pass

    def handler(*_: object) -> None:
        raise Stopped

    def create(file: Path, content: bytes) -> None:
        os.kill(os.getpid(), stop)
        writer.create(file, content)

    draft = Draft(project)
    paths = [another(draft, name) for name in ("TB2020-7", "TB2021-7")]
    monkeypatch.setattr(save, "create", create)
    before = signal.signal(stop, handler)
    try:
        with pytest.raises(Stopped):
            save.save(draft)
    finally:
        signal.signal(stop, before)
    assert all((project / path).is_file() for path in paths)


def test_what_is_no_ordinary_file_is_left(project: Path) -> None:
    draft = Draft(project)
    path = project / another(draft, "TB2022-7")
    os.mkfifo(path)
    with pytest.raises(EditError, match="is not an ordinary file"):
        save.save(draft)
    assert path.is_fifo()


def test_nothing_is_written_through_a_symbolic_link(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (project / "ledger/assignments/2021").symlink_to(outside, target_is_directory=True)
    draft = Draft(project)
    another(draft, "TB2021-7")
    with pytest.raises(EditError):
        save.save(draft)
    assert [*outside.iterdir()] == []
