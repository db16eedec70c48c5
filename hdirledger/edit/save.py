"""Saving a draft: every file is written, or all are as they were."""

import contextlib
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..check import check
from ..findings import Finding, Severity
from ..ledger import Ledger
from ..project import LEDGER
from ..writer import WriteError, create, remove, replace
from . import EditError
from .draft import Draft, Edit

_STOPS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


class Refused(EditError):
    """The ledger would have errors or warnings that it did not have before."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the ledger would not be in order")
        self.findings = findings


def brought(before: Ledger, after: Ledger) -> tuple[Finding, ...]:
    """The errors and warnings that a ledger has and an older state of it has not."""
    found = _serious(after)
    if not found:
        return ()
    left = Counter(_name(finding) for finding in _serious(before))
    new = []
    for finding in found:
        if left[_name(finding)] > 0:
            left[_name(finding)] -= 1
        else:
            new.append(finding)
    return tuple(new)


def _serious(ledger: Ledger) -> list[Finding]:
    return [f for f in check(ledger).findings if f.severity is not Severity.NOTE]


def _name(finding: Finding) -> tuple[str, str, str, str]:
    """A finding wherever in its file it stands."""
    return finding.code, finding.file, finding.record, finding.message


def approve(draft: Draft) -> None:
    """Raise ``Refused`` when the draft brings an error or a warning."""
    findings = brought(draft.base, draft.ledger())
    if findings:
        raise Refused(findings)


def save(draft: Draft) -> tuple[Edit, ...]:
    """Check a draft and write all its files; what was written.

    Raises ``Refused``, or ``EditError`` when a file changed meanwhile or cannot be written: then
    the files that were written already are put back as they were.
    """
    approve(draft)
    edits = draft.edits()
    for edit in edits:
        _unchanged(draft.project, edit)
    with _undisturbed():
        _write_all(draft.project, edits)
    return edits


def _write_all(project: Path, edits: Sequence[Edit]) -> None:
    done: list[Edit] = []
    made: list[Path] = []
    try:
        for edit in edits:
            _make_folders(project, edit, made)
            _write(project, edit)
            done.append(edit)
    except BaseException as error:
        lost = _undo(project, done, made)
        if not isinstance(error, WriteError | OSError):
            raise
        told = str(error) if isinstance(error, WriteError) else f"{error.strerror}: {edit.path}"
        if lost:
            told += f" These could not be put back, and git can: {', '.join(lost)}."
        elif done:
            told += " Every other file is as it was too."
        raise EditError(told) from error


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C, a window that is closed and a polite kill wait until all is written."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _unchanged(project: Path, edit: Edit) -> None:
    """Raise when a file is not what the draft read, before any is written."""
    file = project / edit.path
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise EditError(
            f"{edit.path} is not an ordinary file; nothing was written. A record is a file of its "
            "own: move away what is there."
        )
    try:
        now = file.read_bytes() if file.exists() else None
    except OSError as error:
        raise EditError(f"{edit.path} cannot be read: {error.strerror}") from None
    if now != edit.old:
        raise EditError(
            f"{edit.path} was changed by something else meanwhile; nothing was written. Try again."
        )


def _steps(project: Path, edit: Edit) -> Iterator[Path]:
    """The folders from the ledger down to a file."""
    folder = project
    for step in edit.path.split("/")[:-1]:
        folder = folder / step
        yield folder


def _make_folders(project: Path, edit: Edit, made: list[Path]) -> None:
    """Make the folders of a new file, and note in ``made`` those that were not there."""
    assert edit.path.startswith(f"{LEDGER}/"), edit.path
    for folder in _steps(project, edit):
        if folder.is_symlink():
            raise WriteError(f"{folder} is a symbolic link, and nothing is written through it.")
        if edit.old is None and not folder.exists():
            folder.mkdir()
            made.append(folder)


def _write(project: Path, edit: Edit) -> None:
    file = project / edit.path
    if edit.new is None:
        remove(file, edit.old or b"")
    elif edit.old is None:
        create(file, edit.new)
    else:
        replace(file, edit.new, edit.old)


def _undo(project: Path, done: list[Edit], made: list[Path]) -> list[str]:
    """Put files back as they were, the last one first; those that could not be."""
    lost = []
    for edit in reversed(done):
        try:
            _write(project, Edit(edit.path, edit.new, edit.old))
        except (WriteError, OSError):
            lost.append(edit.path)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()
    return lost
