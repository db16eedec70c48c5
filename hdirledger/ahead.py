"""A look at the files of a ledger that a copy of this process takes while we import what follows.

Nothing depends on it: when it comes to nothing, the one who needs the outcome looks himself.
"""

import os

from . import fast, scan
from .answers import ledger_option
from .cachedir import cache_folder
from .frames import unframed
from .known import Known, file_name, parsed
from .project import project_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .helpers import Helper, Work

# Options of ``check`` with which it looks at other files, or keeps nothing.
_ELSEWHERE = ("--no-cache", "--staged", "--journal", "--message", "--push")
# With less than this many bytes known of the files, looking takes less than a copy.
_WORTH = 200_000


class Ahead:
    """A look that goes on at the files of a project, and what was ``held`` of them before."""

    def __init__(self, project: str, held: bytes, helper: "Helper") -> None:
        self.project = project
        self._held = held
        self._helper: Helper | None = helper
        self._content: Any = helper.hear
        self._differing: Any = None

    def content(self) -> str:
        """What names the content that the files had when they were last looked at; empty where
        nothing does."""
        if callable(self._content):
            self._content = self._content()
        return self._content if isinstance(self._content, str) else ""

    def differing(self) -> list[str] | None:
        """What ``scan.differing`` says of all files and folders; None where nothing is told."""
        if self._helper is not None:
            self.content()
            self._differing = self._helper.hear()
            self._helper.close()
            self._helper = None
        return self._differing if isinstance(self._differing, list) else None

    def known(self) -> Known | None:
        """What is known of the files, from which ``differing`` tells the differences."""
        return parsed(unframed(self._held))


def begin(arguments: list[str]) -> Ahead | None:
    """Begin to look, when a command line is one that will want to know."""
    if arguments[:1] != ["check"] or any(each.startswith(_ELSEWHERE) for each in arguments):
        return None
    try:
        start = os.path.realpath(os.path.join(os.getcwd(), ledger_option(arguments)))
        project = project_of(start)
        folder = cache_folder(project) if project is not None else None
        return look(project, folder) if project is not None and folder is not None else None
    except (OSError, ValueError):
        return None


def look(project: str, folder: str) -> Ahead | None:
    """Begin to look at the files of a project, whose cache is in a folder; None where that is not
    worth a copy of the process. Raises ``OSError`` where nothing is known of the files."""
    if fast.switched_off() or os.cpu_count() == 1:
        return None
    with open(os.path.join(folder, file_name(project)), "rb", buffering=0) as stream:
        held = stream.read()
    if len(held) < _WORTH:
        return None
    from . import helpers

    helper = helpers.begin(lambda: _look(held, project))
    if helper is None:
        return None
    helper.tell("")
    return Ahead(project, held, helper)


def _look(held: bytes, project: str) -> "Work":
    known = parsed(unframed(held))
    yield known.content if known is not None else ""
    yield scan.differing(project, known.stamps) if known is not None else None
