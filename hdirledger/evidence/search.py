"""Finding words as a letter prints them: across line breaks, hyphens, dashes, quotes and case.

Text and needle are both squeezed to what cannot vary: white space, dashes and quotation marks go,
case is folded. A scan is folded further, since its å and ø have become other letters.
"""

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache

from ..model.ids import AssignmentId
from ..model.lines import Span
from .texts import Text

_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_BULLETS = "•▪◦"
# What a scan makes of Norwegian letters and of i: one class each, whatever it was.
_SCANNED = {**dict.fromkeys("åæøaeoéèêàáâäöözõ&@", "a"), **dict.fromkeys("il1|!", "i"), "¢": "c"}
# «4» for å and «0» for o, but in numbers they are what they are.
_ALONE = re.compile(r"(?<!\d)[04](?!\d)")


@lru_cache(maxsize=4096)
def _fold(letter: str) -> str:
    """A character as it is compared; empty when it does not count."""
    kind = unicodedata.category(letter)
    # Cc, Cf and Co are control marks, soft hyphens and the bullets of office programs.
    if letter.isspace() or kind in ("Pd", "Cc", "Cf", "Co") or letter in _QUOTES + _BULLETS + "−":
        return ""
    return unicodedata.normalize("NFKC", letter).casefold()


def squeeze(text: str, scanned: bool = False) -> str:
    """The form in which words are compared."""
    return _squeeze(text, scanned)[0]


def _squeeze(text: str, scanned: bool) -> tuple[str, list[int]]:
    """The squeezed text, and for each of its characters where it came from."""
    out: list[str] = []
    origin: list[int] = []
    if scanned:
        text = _ALONE.sub("a", text)
    joined = ""
    for place, letter in enumerate(text):
        if letter.isspace():
            # Only a hyphen joins what stands before and after white space.
            joined = joined if joined == "-" else ""
            continue
        if unicodedata.category(letter) == "Pd":
            joined = "-" if joined else ""
        for folded in _fold(letter):
            kept = _SCANNED.get(folded, folded) if scanned else folded
            # æ comes out of a scan as one letter or two.
            if scanned and kept == "a" and joined and out[-1] == "a":
                continue
            out.append(kept)
            origin.append(place)
            joined = kept
    return "".join(out), origin


class Words:
    """A text made ready for finding words in spans of its lines."""

    def __init__(self, text: Text) -> None:
        self._body = text.body
        self._scanned = text.scanned
        self._squeezed, self._origin = _squeeze(text.body, text.scanned)
        self._text = text

    def _range(self, span: Span) -> tuple[int, int]:
        begin, end = self._text.offset(span[0]), self._text.offset(span[1] + 1)
        return bisect_left(self._origin, begin), bisect_left(self._origin, end)

    def find(self, wanted: str, spans: tuple[Span, ...], name: bool = False) -> int | None:
        """Where in ``body`` the words end that were found; None when they are not there.

        A ``name`` may carry a genitive: Actis finds «Actis'» and Juvente finds «Juventes».
        """
        needle = squeeze(wanted, self._scanned)
        if not needle:
            return None
        for span in spans:
            low, high = self._range(span)
            at = self._squeezed.find(needle, low, high)
            while at >= 0:
                if self._whole(at, at + len(needle), name):
                    return self._origin[at + len(needle) - 1] + 1
                at = self._squeezed.find(needle, at + 1, high)
        if len(spans) > 1:
            ranges = [self._range(span) for span in spans]
            joined = "".join(self._squeezed[low:high] for low, high in ranges)
            if needle in joined and ranges[-1][1]:
                return self._origin[ranges[-1][1] - 1] + 1
        return None

    def near(self, wanted: str, spans: tuple[Span, ...]) -> bool:
        """Whether a scan has the words but for a few misread letters, few of them in each word."""
        if not self._scanned:
            return False
        needle = squeeze(wanted, True)
        for span in spans:
            low, high = self._range(span)
            region = closest(needle, self._squeezed[low:high])
            if edits(needle, region) <= len(needle) // 10 and all(
                edits(word, region) <= max(1, len(word) // 4)
                for word in (squeeze(part, True) for part in wanted.split())
                if len(word) > 3
            ):
                return True
        return False

    def _whole(self, low: int, high: int, name: bool) -> bool:
        """Whether a match begins and ends where words do."""
        first, last = self._origin[low], self._origin[high - 1]
        before = self._body[first - 1] if first else " "
        after = self._body[last + 1 : last + 3].ljust(2)
        if before.isalnum() and self._body[first].isalnum():
            return False
        if not after[0].isalnum() or not self._body[last].isalnum():
            return True
        return name and after[0] == "s" and not after[1].isalnum()

    def first_missing(self, wanted: str, spans: tuple[Span, ...]) -> str:
        """Why words were not found: the first of them that is not there in its place."""
        rest = list(spans)
        for word in wanted.split():
            bare = word.strip(".,;:()")
            if not squeeze(bare):
                continue
            end = self.find(bare, tuple(rest))
            if end is None:
                return f"the word «{bare}» is not there"
        return "the words are there, but not one after the other"


def edits(needle: str, text: str) -> int:
    """The fewest edits that make the needle a part of the text."""
    return _aligned(needle, text)[0]


def closest(needle: str, text: str) -> str:
    """The part of the text that the needle becomes with the fewest edits."""
    end = _aligned(needle, text)[1]
    begun = text[:end][::-1]
    return begun[: _aligned(needle[::-1], begun, True)[1]][::-1]


def _aligned(needle: str, text: str, at_once: bool = False) -> tuple[int, int]:
    """The fewest edits and where the part of the text ends; ``at_once`` when it begins there."""
    row = list(range(len(needle) + 1))
    best, end = row[-1], 0
    for place, letter in enumerate(text, 1):
        above, row[0] = row[0], place if at_once else 0
        for n, wanted in enumerate(needle, 1):
            cost = min(above + (wanted != letter), row[n] + 1, row[n - 1] + 1)
            above, row[n] = row[n], cost
        if row[-1] < best:
            best, end = row[-1], place
    return best, end


@cache
def id_pattern(name: str) -> re.Pattern[str]:
    """A pattern for an assignment's number in any form in which letters print it.

    A name that is no number (``TB202x-``, ``ukjent``, ``TB2019-7/TTB2019-38``) is sought as it is,
    with white space wherever the letter breaks it.
    """
    parsed = AssignmentId.parse(name)
    dash = r"\s*[-‐‑–—]\s*"
    if parsed is not None and not parsed.letter:
        sub = rf"\s*[./]\s*{parsed.sub}(?!\d)" if parsed.sub is not None else r"(?!\d|[./]\d)"
        return re.compile(
            rf"(?<![A-ZÆØÅa-zæøå]){parsed.series}(?:\s|[-‐‑–—])*{parsed.year}{dash}"
            rf"0*{parsed.number}{sub}",
            re.IGNORECASE,
        )
    pieces = [
        dash if letter in "-‐‑–—" else re.escape(letter) + r"\s*"
        for letter in re.sub(r"\s+", "", name)
    ]
    body = "".join(pieces).removesuffix(r"\s*")
    edge = r"(?!\w)" if name[-1:].isalnum() else ""
    return re.compile(rf"(?<!\w){body}{edge}", re.IGNORECASE)
