"""The letters' texts: refused unless they are the very texts that the letters' records name."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ..model.lines import Span
from ..model.records import LetterText


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a letter's text is not used. ``code`` is the rule that says so."""

    code: str
    message: str
    hint: str = ""


class Text:
    """One letter's text by lines. Lines count from 1, offsets are into ``body``.

    ``scanned`` says whether it is a scan; left out, the text itself tells.
    """

    def __init__(self, name: str, content: str, scanned: bool | None = None) -> None:
        self.name = name
        self._scanned = scanned
        # A letter may print å as a and a ring; records are compared in the composed form.
        lines = unicodedata.normalize("NFC", content).split("\n")
        if lines[-1] == "":
            lines.pop()
        self.lines = tuple(line.removesuffix("\r") for line in lines)
        self.body = "\n".join(self.lines)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def line_at(self, offset: int) -> int:
        """The line on which an offset of ``body`` lies."""
        return bisect_right(self._starts, offset)

    def offset(self, number: int) -> int:
        """The offset at which a line begins; the end of ``body`` for lines after the last."""
        return self._starts[min(number - 1, len(self.lines))]

    def line(self, number: int) -> str:
        """A line by its number; empty outside the text."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def raw(self, spans: tuple[Span, ...]) -> str:
        """The lines of some spans as printed, joined."""
        return "\n".join("\n".join(self.lines[first - 1 : last]) for first, last in spans)

    @cached_property
    def spaced(self) -> bool:
        """Whether an empty line follows every line, so that only white space ends a paragraph."""
        printed = [n for n, line in enumerate(self.lines, 1) if line.strip()]
        loose = sum(1 for n in printed if self.line(n + 1) == "")
        breaks = sum(1 for line in self.lines if line and not line.strip())
        return loose * 10 > len(printed) * 8 and breaks * 20 > len(printed)

    @cached_property
    def running(self) -> str:
        """``body`` with every offset kept, in which nothing empty stands between spaced lines."""
        return self.body.replace("\n\n", "\n ") if self.spaced else self.body

    def after(self, number: int) -> int:
        """The line that goes on in the same paragraph; 0 when the paragraph ends."""
        follows = number + 1
        if self.spaced and self.line(follows) == "":
            follows += 1
        return follows if self.line(follows).strip() else 0

    def before(self, number: int) -> int:
        """The line that the paragraph goes on from; 0 when it begins here."""
        earlier = number - 1
        if self.spaced and self.line(earlier) == "":
            earlier -= 1
            # A spaced letter may have a few close lines; there an empty line ends the paragraph.
            if self.line(earlier - 1).strip() and not self.line(earlier).startswith(" "):
                return 0
        return earlier if self.line(earlier).strip() else 0

    def blank(self, first: int, last: int) -> bool:
        """Whether there is nothing on these lines."""
        return not any(line.strip() for line in self.lines[first - 1 : last])

    @cached_property
    def scanned(self) -> bool:
        """Whether this is a scan without Norwegian letters, where å and ø have become others."""
        if self._scanned is not None:
            return self._scanned
        norwegian = sum(self.body.count(letter) for letter in "åøæÅØÆ")
        return norwegian * 500 < len(self.body) and len(self.body) > 2000


def load(folder: Path, stated: LetterText) -> Text | Refused:
    """Read the text that a letter's record names; another text is refused, not guessed at."""
    try:
        content = (folder / stated.file).read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return Refused(
            "V102",
            f"the text {stated.file} is not in the letters' folder: {reason}",
            "Give the folder that holds it, or mend the file name in the letter's record.",
        )
    found = sha256(content).hexdigest()
    text = Text(stated.file, content.decode("utf-8", "replace"))
    if found != stated.sha256:
        return Refused(
            "V101",
            f"{stated.file} has sha256 {found}, but the record was made from {stated.sha256}; "
            "nothing of this letter is checked against it",
            "Use the text that was registered. If the text itself is mended, check every line "
            "number against it before the record names the new sum.",
        )
    if len(text.lines) != int(stated.lines):
        return Refused(
            "V101",
            f"{stated.file} has {len(text.lines)} lines, but the record says {stated.lines}; "
            "nothing of this letter is checked against it",
            "The sha256 is right, so the number of lines in the record is wrong."
            + _unended(content),
        )
    return text


def _unended(content: bytes) -> str:
    """Why other programs count one line less."""
    if not content or content.endswith(b"\n"):
        return ""
    return (
        " The text does not end with a line feed. Its last line counts here too, though wc -l, "
        "which counts line feeds, leaves it out."
    )
