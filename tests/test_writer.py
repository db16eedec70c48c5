"""Replacing a file: either the whole new content is there, or the old one, and nothing else."""

import errno
import os
import stat
from pathlib import Path

import pytest

from hdirledger.writer import WriteError, create, remove, replace

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


def test_a_new_file_is_whole_and_alone(tmp_path: Path) -> None:
    file = tmp_path / "TB2022-13.yaml"
    create(file, NEW)
    assert nothing_happened(file, NEW)
    assert os.access(file, os.W_OK)


def test_a_new_file_never_takes_the_place_of_another(file: Path) -> None:
    with pytest.raises(WriteError, match="already there"):
        create(file, NEW)
    assert nothing_happened(file)


def test_a_file_that_appears_while_a_new_one_is_written_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.unlink()
    really = os.fsync

    def appear(descriptor: int) -> None:
        file.write_bytes(OLD)
        really(descriptor)

    monkeypatch.setattr(os, "fsync", appear)
    with pytest.raises(WriteError, match="already there"):
        create(file, NEW)
    assert nothing_happened(file)


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_a_file_system_without_links_gets_its_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "TB2022-13.yaml"
    create(file, NEW)
    assert nothing_happened(file, NEW)
    with pytest.raises(WriteError, match="already there"):
        create(file, OLD)
    assert nothing_happened(file, NEW)


def test_a_file_is_removed_only_as_it_was_expected(file: Path) -> None:
    with pytest.raises(WriteError, match="changed by something else"):
        remove(file, NEW)
    assert nothing_happened(file)
    remove(file, OLD)
    assert not file.exists()
    with pytest.raises(WriteError, match="not an ordinary file"):
        remove(file, OLD)
