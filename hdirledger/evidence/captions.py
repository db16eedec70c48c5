"""Headings between the assignments, which belong to none of them: kinds of change and areas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..ledger import Ledger
from .search import squeeze
from .texts import Text

# What a letter does below the heading. «Nye oppdrag» also begins longer headings.
_KIND = re.compile(
    r"""(?:
      nye\ oppdrag(?:\ til\ erstatning\ for\ .+)?
    | (?:tidligere|andre)\ (?:gitte\ )?oppdrag
    | (?:presisering(?:er)?|endring(?:er)?|presiseringer\ og\ endringer)
      \ av\ (?:tidligere\ gitte\ |eksisterende\ )?oppdrag(?:\ i\ tildelingsbrevet)?
    | endringer\ i\ (?:frister|tildelinger|(?:eksisterende|tidligere\ gitte)\ oppdrag)
    | budsjettendringer
    | oppfølging\ av\ styringsmøte(?:t)?(?:\ \d.*)?
    | (?:bestillings|merinntekts|tilsagns|belastnings)fullmakt(?:er)?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# The ministry's letters name their areas alike; those of the records at hand come on top.
_AREAS = (
    "Folkehelse",
    "Helse- og omsorgstjenester",
    "Beredskap",
    "Kompetanse og personell",
    "Finansiering, styringsinformasjon og registre",
)
# What is printed on a line above a heading without a blank line between them.
_LABEL = re.compile(r"^\s*(?:Kontaktperson|Ansvarlig avd(?:eling|\.)|Frist)\b")
# «Vedlegg I — Styringskalender»; a scan has other letters for I.
_APPENDIX = re.compile(r"\s*(?P<name>Vedlegg\s+[\dIVXl|]{1,4})(?:\s*[-–—:]\s|\s*$)")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading on its own; a ``kind`` says what the letter does, others name an area.

    An appendix is a kind too, but not everything in it is for records.
    """

    first: int
    last: int
    name: str
    kind: bool
    appendix: bool = False

    def ends(self, other: "Caption") -> bool:
        """Whether what stands under another caption ends here: areas stand within kinds of change,
        and both within appendices."""
        if other.appendix:
            return self.appendix
        return self.kind or not other.kind


def names_of(ledger: Ledger, letter: str, scanned: bool) -> frozenset[str]:
    """The areas and the sections in words that the records of a letter name, squeezed."""
    found = set(_AREAS)
    for record in ledger.assignments:
        if record.given_by == letter and record.area:
            found.add(record.area)
        found.update(e.section for e in record.basis if e.letter == letter and e.section)
    for movement in ledger.allocations:
        if movement.letter == letter and movement.section:
            found.add(movement.section)
    for goal in ledger.goals:
        if goal.letter == letter and goal.area:
            found.add(goal.area)
    return frozenset(squeeze(name, scanned) for name in found if name[:1].isalpha())


def find(text: Text, names: frozenset[str]) -> tuple[Caption, ...]:
    """The captions of a letter: a line, or two, that are nothing but the name of one."""
    return tuple(_found(text, names))


def _found(text: Text, names: frozenset[str]) -> Iterator[Caption]:
    for n, line in enumerate(text.lines, 1):
        printed = line.strip()
        appendix = _APPENDIX.match(line)
        if appendix and starts(text, n):
            yield Caption(n, n, appendix["name"], True, True)
            continue
        if not printed or len(printed) > _LONGEST or not printed[0].isalpha():
            continue
        if not starts(text, n):
            continue
        for last in (n, text.after(n)):
            # A line that runs on in small letters is the beginning of a sentence.
            if not last or text.line(text.after(last)).strip()[:1].islower():
                continue
            name = " ".join(text.raw(((n, last),)).split()).rstrip(" :")
            kind = last == n and _KIND.fullmatch(name) is not None
            if kind or squeeze(name, text.scanned) in names:
                yield Caption(n, last, name, kind)
                break


def starts(text: Text, line: int) -> bool:
    """Whether a line begins a paragraph. A space in front marks the top of a page."""
    above = text.before(line)
    if not above or text.line(line).startswith(" "):
        return True
    return text.spaced and (
        _LABEL.match(text.line(above)) is not None
        or _KIND.fullmatch(text.line(above).strip().rstrip(" :")) is not None
    )
