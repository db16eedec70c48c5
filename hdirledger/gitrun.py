"""Running git so that no configuration, of the user or of the repository, changes or runs anything.

Every call of git that reads goes through ``run`` or ``stream``. gitpython is not used for this,
since it hands the whole environment on, and a hook sets ``GIT_DIR`` there.
"""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from .source import GitProblem

# Bytes that are read of a process at once, and that it may be ahead of its reader.
_CHUNK = 1 << 18
_AHEAD = 1 << 20

# What a configuration could otherwise change in the output, or make git start.
_GLOBAL = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "--no-optional-locks",
    *(
        part
        for setting in (
            "core.quotepath=off",
            "core.fsmonitor=false",
            "core.untrackedCache=false",
            "core.hooksPath=/dev/null",
            "core.pager=cat",
            "core.attributesFile=/dev/null",
            "core.commitGraph=true",
            "color.ui=false",
            "diff.external=",
            "diff.orderFile=/dev/null",
            "diff.relative=false",
            "diff.ignoreSubmodules=none",
            "diff.renames=false",
            "log.showSignature=false",
            "log.showRoot=true",
            "log.follow=false",
            "log.mailmap=false",
            "i18n.logOutputEncoding=UTF-8",
            "submodule.recurse=false",
        )
        for part in ("-c", setting)
    ),
)
# Of commands that compare trees.
DIFF = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv",
        "--no-color", "--no-relative", "--ignore-submodules=none")  # fmt: skip


class GitFailed(GitProblem):
    """A git process ended with an error; ``said`` is the last line that it wrote."""

    def __init__(self, said: str) -> None:
        super().__init__(f"git could not do it: {said}" if said else "git failed without a word")
        self.said = said


def environment(index: Path | None = None) -> dict[str, str]:
    """The environment of every git process: without ``GIT_*``, in English, never asking and never
    fetching. ``index`` is the index to read, when it is not the usual one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"):
        # Where the configuration lies is no setting of its own: safe.directory stands there.
        if name in os.environ:
            kept[name] = os.environ[name]
    if index is not None:
        kept["GIT_INDEX_FILE"] = str(index)
    return kept | {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
        # A partial clone would fetch what it lacks, by whatever program is configured.
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_GRAFT_FILE": os.devnull,
    }


def run(folder: Path, *arguments: str, index: Path | None = None) -> bytes:
    """What a git command prints. Raises ``GitFailed`` when it fails."""
    with _start(folder, arguments, index=index) as (process, said):
        out, _ = process.communicate()
        if process.returncode:
            raise GitFailed(_last_line(said))
        return out


def stream(
    folder: Path, *arguments: str, given: IO[bytes] | None = None, index: Path | None = None
) -> Iterator[bytes]:
    """What a git command prints, piece by piece as it comes. ``given`` is what it reads."""
    with _start(folder, arguments, given, index) as (process, said):
        assert isinstance(process.stdout, BufferedReader)
        # Not every system can do it, or lets everybody.
        with suppress(AttributeError, OSError):
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _AHEAD)
        while piece := process.stdout.read1(_CHUNK):
            yield piece
        if process.wait():
            raise GitFailed(_last_line(said))


def fields(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The fields of output that has a NUL after each."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\0")
        yield from whole
    if rest:
        yield rest


@contextmanager
def _start(
    folder: Path,
    arguments: tuple[str, ...],
    given: IO[bytes] | None = None,
    index: Path | None = None,
) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """A git process in a folder, ended when its user leaves."""
    with TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                ["git", *_GLOBAL, *arguments],
                cwd=folder,
                env=environment(index),
                stdin=given if given is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except FileNotFoundError:
            if not folder.is_dir():
                raise GitProblem(f"there is no folder {folder}") from None
            raise GitProblem("the program git is not installed, or not on the PATH") from None
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise GitProblem(f"the program git cannot be started: {reason}") from None
        try:
            yield process, said
        finally:
            if process.poll() is None:
                process.kill()
            if process.stdout is not None:
                process.stdout.close()
            process.wait()


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    # Git tells the error first and what to do about it after; warnings come before.
    errors = [line for line in lines if line.startswith(("fatal:", "error:"))]
    found = errors[0] if errors else (lines[-1] if lines else "")
    return found.removeprefix("fatal:").removeprefix("error:").strip()
