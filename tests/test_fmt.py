"""``hdirledger fmt`` as a user meets it: what is printed, what is written, and the exit code."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from hdirledger.cli import run
from tests.support import assignment, make_ledger

CARELESS = """\
# Kommentar.
title: 'Blåbær'
id: TB2022-13
status: open
basis:
- {letter: 2022-tb, action: given, lines: 524}
"""
CANONICAL = """\
# yaml-language-server: $schema=../../../schema/assignment.schema.json
id: TB2022-13
# Kommentar.
title: Blåbær
status: open
basis:
  - letter: 2022-tb
    action: given
    lines: "524"
"""
FILE = "ledger/assignments/2022/TB2022-13.yaml"
OTHER = "ledger/assignments/2022/TB2022-14.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger in canonical form but for two careless files, with the project as current folder."""
    folder = tmp_path / "project"
    make_ledger(folder, {"assignments/2022/TB2022-01.yaml": assignment("TB2022-01")})
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HDIRLEDGER", raising=False)
    assert run(["fmt"]) == 0
    Path(FILE).write_text(CARELESS, encoding="utf-8")
    Path(OTHER).write_text(CARELESS.replace("-13", "-14"), encoding="utf-8")
    return folder


@pytest.fixture
def output(project: Path, capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    """What is printed once the project stands."""
    capsys.readouterr()
    return capsys


def snapshot(project: Path) -> dict[str, bytes]:
    """Every file below the project, also temporary ones."""
    return {str(p): p.read_bytes() for p in project.rglob("*") if p.is_file() or p.is_symlink()}


def test_fmt_rewrites_what_is_not_canonical(output: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt"]) == 0
    printed = output.readouterr()
    assert printed.out == f"rewrote {FILE}\nrewrote {OTHER}\n"
    assert printed.err == "2 files rewritten, 4 already canonical\n"
    assert Path(FILE).read_text(encoding="utf-8") == CANONICAL


def test_a_second_run_has_nothing_to_do(output: pytest.CaptureFixture[str]) -> None:
    run(["fmt"])
    before = Path(FILE).stat()
    output.readouterr()
    assert run(["fmt"]) == 0
    printed = output.readouterr()
    assert (printed.out, printed.err) == ("", "0 files rewritten, 6 already canonical\n")
    assert Path(FILE).stat().st_mtime_ns == before.st_mtime_ns


def test_check_lists_and_writes_nothing(project: Path, output: pytest.CaptureFixture[str]) -> None:
    before = snapshot(project)
    assert run(["fmt", "--check"]) == 1
    printed = output.readouterr()
    assert printed.out == f"{FILE}\n{OTHER}\n"
    assert printed.err == "2 files would be rewritten, 4 already canonical\n"
    assert snapshot(project) == before


def test_check_of_a_canonical_ledger_succeeds(output: pytest.CaptureFixture[str]) -> None:
    run(["fmt"])
    assert run(["fmt", "--check"]) == 0
    assert run(["fmt", "--diff"]) == 0


def test_diff_shows_the_change_and_writes_nothing(
    project: Path, output: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(project)
    assert run(["fmt", "--diff", FILE]) == 1
    printed = output.readouterr().out
    assert printed.startswith(f"--- a/{FILE}\n+++ b/{FILE}\n@@ ")
    assert "-title: 'Blåbær'\n" in printed
    assert "+title: Blåbær\n" in printed
    assert snapshot(project) == before


@pytest.mark.parametrize("text", [CARELESS, CARELESS.rstrip("\n"), CANONICAL.rstrip("\n")])
def test_git_can_apply_the_diff(
    project: Path, output: pytest.CaptureFixture[str], text: str
) -> None:
    Path(FILE).write_text(text, encoding="utf-8")
    output.readouterr()
    run(["fmt", "--diff", FILE])
    patch = output.readouterr().out.encode()
    subprocess.run(["git", "apply", "-"], input=patch, check=True, cwd=project)
    assert Path(FILE).read_text(encoding="utf-8") == CANONICAL


def test_only_the_named_files_are_written(output: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", FILE]) == 0
    printed = output.readouterr()
    assert printed.out == f"rewrote {FILE}\n"
    assert printed.err == "1 file rewritten, 0 already canonical\n"
    assert Path(OTHER).read_text(encoding="utf-8").startswith("# Kommentar.")


@pytest.mark.parametrize(
    "folder", [".", "ledger", "ledger/", "ledger/assignments", "ledger/letters/.."]
)
def test_folders_can_be_named(output: pytest.CaptureFixture[str], folder: str) -> None:
    assert run(["fmt", "--check", folder]) == 1
    assert output.readouterr().out == f"{FILE}\n{OTHER}\n"


def test_a_name_that_begins_alike_is_another_file(output: pytest.CaptureFixture[str]) -> None:
    Path("ledger/assignments/2022/more").mkdir()
    assert run(["fmt", "--check", "ledger/assignments/2022/more"]) == 0
    assert output.readouterr().err == "0 files would be rewritten, 0 already canonical\n"


def test_from_a_folder_inside_the_ledger(
    output: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("ledger/assignments/2022")
    assert run(["fmt", "--check"]) == 1
    assert output.readouterr().out == "TB2022-13.yaml\nTB2022-14.yaml\n"
    assert run(["fmt", "TB2022-13.yaml"]) == 0
    assert Path("TB2022-13.yaml").read_text(encoding="utf-8") == CANONICAL


def test_from_elsewhere_with_the_ledger_named(
    project: Path, output: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    assert run(["fmt", "--check", "--ledger", str(project), str(project / FILE)]) == 1
    assert run(["fmt", "--check", str(project / FILE)]) == 2


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("ledger/assignments/2022/TB2022-99.yaml", "does not exist"),
        ("no/such/folder", "does not exist"),
        ("..", "outside the ledger"),
        ("/etc/hostname", "outside the ledger"),
        ("README.md", "outside the ledger"),
        ("ledger/assignments/2022/.hidden.yaml", "hidden"),
    ],
)
def test_paths_that_are_no_files_of_the_ledger(
    project: Path, output: pytest.CaptureFixture[str], path: str, said: str
) -> None:
    for name in ("README.md", "ledger/assignments/2022/.hidden.yaml"):
        Path(name).write_text(CARELESS, encoding="utf-8")
    before = snapshot(project)
    assert run(["fmt", FILE, path]) == 2
    assert said in output.readouterr().err
    assert snapshot(project) == before


def test_files_that_cannot_be_read_are_told_and_the_others_are_written(
    output: pytest.CaptureFixture[str],
) -> None:
    broken = {
        "TB2022-20.yaml": ("id: x\nid: y\n", "2:1: S106 the key id stands twice"),
        "TB2022-21.yaml": ("id: x\ntitle: &t y\n", "2:8: S107 anchor &t"),
        "TB2022-22.yaml": ("", "1:1: S110 the file is empty"),
        "notes.txt": ("Husk!\n", "1:1: S117 this file is no record"),
    }
    folder = Path(FILE).parent
    for name, (text, _) in broken.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run(["fmt"]) == 1
    printed = output.readouterr()
    assert printed.out == f"rewrote {FILE}\nrewrote {OTHER}\n"
    *faults, summary = printed.err.splitlines()
    assert faults == [f"{folder}/{name}:{said}" for name, (_, said) in broken.items()]
    assert summary == "2 files rewritten, 4 already canonical, 4 left alone because of faults"
    assert {name: (folder / name).read_text() for name in broken} == {
        name: text for name, (text, _) in broken.items()
    }


def test_a_record_that_breaks_the_schema_is_formatted_all_the_same(
    output: pytest.CaptureFixture[str],
) -> None:
    Path(FILE).write_text("unknown: [a]\nstatus: nonsense\nid: TB2022-13\n", encoding="utf-8")
    assert run(["fmt", FILE]) == 0
    text = Path(FILE).read_text(encoding="utf-8")
    assert text.partition("\n")[2] == "id: TB2022-13\nstatus: nonsense\nunknown:\n  - a\n"


def test_a_link_is_told_and_not_followed(project: Path, output: pytest.CaptureFixture[str]) -> None:
    outside = project.parent / "outside.yaml"
    outside.write_text(CARELESS, encoding="utf-8")
    link = Path("ledger/assignments/2022/TB2022-30.yaml")
    link.symlink_to(outside)
    assert run(["fmt", str(link)]) == 1
    assert "S115" in output.readouterr().err
    assert link.is_symlink()
    assert outside.read_text(encoding="utf-8") == CARELESS


def test_a_file_name_of_strange_bytes_is_printed_somehow(
    output: pytest.CaptureFixture[str],
) -> None:
    name = os.fsdecode(b"ledger/assignments/2022/\xe6.yaml")
    Path(name).write_text(CARELESS, encoding="utf-8")
    assert run(["fmt", "--check"]) == 1
    assert "ledger/assignments/2022/\ufffd.yaml" in output.readouterr().out


def test_a_full_disk_is_one_sentence_and_loses_nothing(
    project: Path, output: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = snapshot(project)
    monkeypatch.setattr(os, "fsync", full)
    assert run(["fmt"]) == 2
    error = output.readouterr().err
    assert "TB2022-13.yaml cannot be written: No space left on device" in error
    assert len(error.splitlines()) == 1
    assert snapshot(project) == before


def test_an_editor_that_saves_meanwhile_wins(
    output: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.fsync
    edited = CARELESS.replace("Blåbær", "Tyttebær")

    def edit(descriptor: int) -> None:
        Path(FILE).write_text(edited, encoding="utf-8")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", edit)
    assert run(["fmt", FILE]) == 2
    assert "changed by something else" in output.readouterr().err
    assert Path(FILE).read_text(encoding="utf-8") == edited
