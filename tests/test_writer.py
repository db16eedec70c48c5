"""Replacing a file: either the whole new content is there, or the old one, and nothing else."""

import errno
import os
import stat
from pathlib import Path

import pytest

from hdirledger.writer import WriteError, replace

OLD = b"id: TB2022-13\n"
NEW = "id: TB2022-13\ntitle: Blåbær\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "TB2022-13.yaml"
    file.write_bytes(OLD)
    return file


def nothing_happened(file: Path, content: bytes = OLD) -> bool:
    """Whether the file is as it was, alone in its folder."""
    return file.read_bytes() == content and [*file.parent.iterdir()] == [file]


def test_the_content_is_replaced_and_no_temporary_file_is_left(file: Path) -> None:
    replace(file, NEW, OLD)
    assert nothing_happened(file, NEW)


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o755])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace(file, NEW, OLD)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_an_edit_made_meanwhile_is_not_overwritten(file: Path) -> None:
    file.write_bytes(b"id: TB2022-14\n")
    with pytest.raises(WriteError, match="changed by something else"):
        replace(file, NEW, OLD)
    assert nothing_happened(file, b"id: TB2022-14\n")


def test_an_edit_made_while_the_new_content_is_written_is_not_overwritten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.fsync

    def edit(descriptor: int) -> None:
        file.write_bytes(b"title: a\n")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", edit)
    with pytest.raises(WriteError, match="changed by something else"):
        replace(file, NEW, OLD)
    assert nothing_happened(file, b"title: a\n")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "outside.yaml"
    target.write_bytes(OLD)
    link = tmp_path / "link.yaml"
    link.symlink_to(target)
    with pytest.raises(WriteError, match="symbolic link"):
        replace(link, NEW, OLD)
    assert link.is_symlink()
    assert target.read_bytes() == OLD


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="not an ordinary file"):
        replace(tmp_path, NEW, OLD)


def test_a_file_that_has_gone_stays_gone(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="No such file"):
        replace(tmp_path / "a.yaml", NEW, OLD)
    assert [*tmp_path.iterdir()] == []


def test_a_write_protected_file_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write anything, so the answer of the system is simulated.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(WriteError, match="write-protected"):
        replace(file, NEW, OLD)
    assert nothing_happened(file)


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
def test_a_full_disk_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(WriteError, match="No space left on device") as raised:
        replace(file, NEW, OLD)
    assert file.name in str(raised.value)
    assert nothing_happened(file)


def test_a_read_only_folder_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(WriteError, match="Permission denied"):
        replace(file, NEW, OLD)
    assert nothing_happened(file)


def test_an_interruption_leaves_no_temporary_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace(file, NEW, OLD)
    assert nothing_happened(file)
