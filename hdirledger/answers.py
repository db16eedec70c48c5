"""Answers: reports as they were printed, kept for when the same is asked of the same books again.

An answer is given again only when everything is as it was that its text depends on: the words of
the command, the folder and the settings it was given in, the day, the terminal, the program, its
libraries and Python, and the content of every file of the ledger, or the commit that is checked out
for what is told of commits. All else is computed.
"""

import os
import sys
import time
from zlib import crc32

from . import scan
from .cachedir import cache_folder
from .frames import unframed
from .gitdir import head
from .known import file_name, parsed
from .project import project_of

# The commands whose output is made of the files of the ledger alone.
REPORTS = frozenset((
    "budget", "deadlines", "gaps", "goals", "letter", "letters", "lineage", "list", "reconcile",
    "reporting", "show", "workload",
))  # fmt: skip
# What is told of the commits up to the one that is checked out, and with the ledger's files.
_COMMITS, _COMMITS_AND_FILES = "history", "blame"
# What else of the environment says where the ledger is, or how a report is to look.
_SETTINGS = (
    "COLUMNS", "HDIRLEDGER", "LANG", "LC_ALL", "LC_CTYPE", "LINES", "NO_COLOR", "PYTHONIOENCODING",
    "PYTHONUTF8", "TERM", "TZ",
)  # fmt: skip
_LARGEST = 16 * 1024 * 1024
_ROOM = 64 * 1024 * 1024
_MOST = 200
_PREFIX = "answer-"


class Asked:
    """A question: the project that it is about, and all that the text of the answer depends on
    beside the files of the ledger."""

    __slots__ = ("command", "project", "words")

    def __init__(self, command: str, project: str, words: bytes) -> None:
        self.command = command
        self.project = project
        self.words = words

    @property
    def file_name(self) -> str:
        """The file of the cache in which its answer would be."""
        return f"{_PREFIX}{crc32(self.words):08x}"


def asked(arguments: list[str]) -> Asked | None:
    """What a command line asks; None when its answer is never kept."""
    if not arguments or "--no-cache" in arguments:
        return None
    if arguments[0] in (_COMMITS, _COMMITS_AND_FILES):
        # A revision may mean another commit tomorrow.
        if any(argument == "--at" or argument.startswith("--at=") for argument in arguments):
            return None
    elif arguments[0] not in REPORTS:
        return None
    try:
        folder = os.getcwd()
        project = project_of(os.path.realpath(os.path.join(folder, ledger_option(arguments))))
        if project is None:
            return None
        settings = [f"{name}={os.environ[name]}" for name in _SETTINGS if name in os.environ]
        words = [*arguments, "", folder, project, *settings, *_today(), *_terminal(), *_libraries()]
        return Asked(arguments[0], project, "\0".join(words).encode("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        return None


def ledger_option(arguments: list[str]) -> str:
    """Where the ledger is said to be. Were this not what the command line means, no answer would be
    found, since the project is among the words."""
    found = os.environ.get("HDIRLEDGER", "")
    for place, argument in enumerate(arguments):
        if argument.startswith("--ledger="):
            found = argument.partition("=")[2]
        elif argument == "--ledger":
            found = (arguments[place + 1 :] or [""])[0]
    return found


def _today() -> list[str]:
    now = time.localtime()
    return [f"{now.tm_year}-{now.tm_mon}-{now.tm_mday}"]


def _terminal() -> list[str]:
    size = str(os.get_terminal_size(sys.stdout.fileno())) if sys.stdout.isatty() else ""
    return [size, str(sys.stdout.encoding), str(sys.stdout.errors)]


def _libraries() -> list[str]:
    """Python, and the folders of its libraries, whose times change with every installation."""
    folders = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    times = [f"{path} {os.stat(path).st_mtime_ns}" for path in folders if os.path.isdir(path)]
    return [sys.version, *times]


def find(question: Asked) -> bytes | None:
    """The answer that is kept, when nothing has changed since that it depends on."""
    folder = cache_folder(question.project)
    if folder is None:
        return None
    held = _read(os.path.join(folder, question.file_name)) or b""
    content, _, rest = held.partition(b"\n")
    if not rest.startswith(question.words + b"\n"):
        return None
    if not content or content_now(question, content.decode("ascii", "replace")) is None:
        return None
    return rest[len(question.words) + 1 :]


def content_now(question: Asked, expected: str = "") -> str | None:
    """Names the content that the answer to a question depends on: a commit, the files of the
    ledger, or both. None where that cannot be told quickly, or is not what was ``expected``."""
    folder = cache_folder(question.project)
    if folder is None:
        return None
    parts, known = [], None
    if question.command in (_COMMITS, _COMMITS_AND_FILES):
        parts.append(head(question.project))
    if question.command != _COMMITS:
        known = parsed(_read(os.path.join(folder, file_name(question.project))))
        parts.append(known.content if known is not None else None)
    named = [part for part in parts if part]
    found = "+".join(named)
    if len(named) < len(parts) or (expected and found != expected):
        return None
    # The look at the files comes last, since it takes longer than the rest.
    if known is not None and not scan.unchanged(question.project, known.stamps):
        return None
    return found


def _read(file: str) -> bytes | None:
    try:
        with open(file, "rb", buffering=0) as stream:
            return unframed(stream.read())
    except OSError:
        return None


def keep(question: Asked, content: str, text: bytes) -> None:
    """Keep the answer to a question about books with this content (``stamps.content_of``)."""
    from pathlib import Path

    from .cache import Cache

    folder = cache_folder(question.project)
    if folder is None or len(text) > _LARGEST:
        return
    cache = Cache(Path(folder))
    parts = (content.encode("ascii"), question.words, text)
    cache.write(question.file_name, b"\n".join(parts))
    cache.prune(_PREFIX, _MOST, _ROOM)
