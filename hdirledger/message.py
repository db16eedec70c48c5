"""A commit message as its author left it in the editor, before git has cleaned it up."""

import re
from dataclasses import dataclass
from pathlib import Path

from .gitlog import trailers
from .gitrun import GitFailed, run

# What git draws below a message when it shows the change there.
_SCISSORS = "------------------------ >8 ------------------------"
# The characters that git chooses from when it may choose what begins a comment.
_CHOICE = "#;@!$%^&|:"
# A commit that will be melted into an earlier one before anybody else sees it.
_MELTED = re.compile(r"(?:fixup|squash|amend)! ")


@dataclass(frozen=True, slots=True)
class Message:
    """What the commit will be called, and its trailers."""

    subject: str
    trailers: tuple[tuple[str, str], ...]

    @property
    def melted(self) -> bool:
        """Whether ``git rebase --autosquash`` will make the commit part of another."""
        return _MELTED.match(self.subject) is not None


def read_message(file: Path, top: Path) -> Message:
    """Read the file that git gives the hook commit-msg. ``top`` is the repository's work tree.

    Raises ``OSError`` when the file cannot be read.
    """
    text = file.read_bytes().decode("utf-8", "replace")
    cleaned = clean(text, _comment(text, top))
    return Message(cleaned.partition("\n")[0], trailers(cleaned))


def clean(text: str, comment: str = "#") -> str:
    """A message without comments, without what stands below the scissors, without empty ends."""
    kept: list[str] = []
    for line in text.splitlines():
        if line.rstrip() == f"{comment} {_SCISSORS}":
            break
        if not line.startswith(comment):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _comment(text: str, top: Path) -> str:
    """What begins a comment line, by the configuration."""
    for name in ("core.commentString", "core.commentChar"):
        try:
            told = run(top, "config", "--get", name).decode("utf-8", "replace").strip()
        except GitFailed:
            continue
        if told and told != "auto":
            return told
        if told:
            # Git has taken one that begins no line of the author's; its own lines come last.
            last = text.rstrip().rpartition("\n")[2][:1]
            return last if last and last in _CHOICE else "#"
    return "#"
