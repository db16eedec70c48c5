"""Which version of the program and of the schemas this is, to the file."""

import os
from functools import cache
from hashlib import blake2b

_here = os.path.dirname(__file__)


@cache
def fingerprint() -> str:
    """Names this very version: the sizes and times of its files, so that an edited checkout never
    reads what it kept before the edit."""
    told = blake2b(digest_size=10)
    for folder in (*_packages(), schema_folder()):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".json")):
                    status = entry.stat()
                    line = f"{entry.name} {status.st_size} {status.st_mtime_ns}\n"
                    told.update(line.encode())
    return told.hexdigest()


def schema_folder() -> str:
    """The folder of the schemas: in the installed package, or beside it in a checkout."""
    packed = os.path.join(_here, "schema")
    return packed if os.path.isdir(packed) else os.path.join(os.path.dirname(_here), "schema")


def _packages() -> list[str]:
    with os.scandir(_here) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    inner = [os.path.join(_here, name) for name in names if not name.startswith((".", "_"))]
    return [_here, *inner]
