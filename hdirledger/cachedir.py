"""Where the cache lies, and whether it is used."""

import os

from .fingerprint import fingerprint
from .gitdir import common_directory

FOLDER = "hdirledger"
SWITCH = "HDIRLEDGER_CACHE"


def switched_off() -> bool:
    """Whether the environment says that nothing is to be read from a cache or kept in one."""
    return os.environ.get(SWITCH, "").casefold() in ("off", "0", "no")


def cache_folder(project: str) -> str | None:
    """The folder for this version of the program in the cache of a project, an absolute path; None
    where nothing may be kept."""
    git = None if switched_off() else common_directory(project)
    return os.path.join(git, FOLDER, fingerprint()) if git is not None else None
