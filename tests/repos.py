"""Real git repositories in temporary folders, for tests."""

import os
import subprocess
from pathlib import Path

from .support import ROOT, assignment, letter

# The ledger that most tests commit first.
FILES = {
    "ledger.yaml": ROOT + "  - 2022-tb\n",
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "assignments/2022/TB2022-1.yaml": assignment("TB2022-1"),
}


class Repo:
    """A repository with its work tree. Nothing outside its folder has a say in it."""

    def __init__(self, folder: Path, *, init: bool = True) -> None:
        self.folder = folder
        if init:
            folder.mkdir(parents=True, exist_ok=True)
            self.git("init", "--quiet", "--initial-branch=main")
        self.minutes = 0

    def git(self, *arguments: str, when: str = "2022-01-01T12:00:00+01:00") -> str:
        """Run git as a person would, at a time of ours; what it prints, without the last newline.
        The machine's own configuration is left out."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        clean |= {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Åse Ødegård",
            "GIT_AUTHOR_EMAIL": "ase@example.no",
            "GIT_COMMITTER_NAME": "Ola",
            "GIT_COMMITTER_EMAIL": "ola@example.no",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder,
            env=clean,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")

    def write(self, path: str, text: str | bytes | None) -> None:
        """Write a file of the work tree; None removes it."""
        target = self.folder / path
        if text is None:
            target.unlink()
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def commit(
        self, message: str = "x", files: dict[str, str | bytes | None] | None = None, when: str = ""
    ) -> str:
        """Write files (paths under ``ledger/``) and commit everything; the id. Without a time each
        commit is a minute after the one before."""
        for path, text in (files or {}).items():
            self.write(f"ledger/{path}", text)
        self.minutes += 1
        hour, minute = divmod(self.minutes, 60)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message,
                 when=when or f"2022-02-01T{8 + hour:02}:{minute:02}:00+01:00")  # fmt: skip
        return self.git("rev-parse", "HEAD")
