"""Whole git histories of a ledger, written at once, for tests."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Snapshot:
    """A commit: all its files, and its parents by number (from 0)."""

    files: Mapping[str, bytes]
    parents: tuple[int, ...] = ()
    message: str = "x"


def write_history(folder: Path, commits: Sequence[Snapshot]) -> Path:
    """A repository with these commits, the last of which is main."""
    folder.mkdir(parents=True, exist_ok=True)
    stream = []
    for number, commit in enumerate(commits):
        message = commit.message.encode()
        who = f"Åse <ase@example.no> {1_640_000_000 + number * 3600} +0100"
        head = f"commit refs/heads/made\nmark :{number + 1}\ncommitter {who}\ndata {len(message)}\n"
        stream.append(head.encode() + message + b"\n")
        if number and not commit.parents:
            raise ValueError("only the first commit has no parent")
        for place, parent in enumerate(commit.parents):
            stream.append(f"{'merge' if place else 'from'} :{parent + 1}\n".encode())
        stream.append(b"deleteall\n")
        for path, content in sorted(commit.files.items()):
            stream.append(f"M 100644 inline ledger/{path}\ndata {len(content)}\n".encode())
            stream.append(content + b"\n")
        stream.append(b"\n")
    stream.append(f"reset refs/heads/main\nfrom :{len(commits)}\n\n".encode())
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command, given in (
        (["init", "--quiet", "--initial-branch=main"], b""),
        (["fast-import", "--quiet", "--force"], b"".join(stream)),
    ):
        done = subprocess.run(
            ["git", *command], cwd=folder, env=clean, input=given, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
    return folder
