"""Who owns an assignment in the ministry: the codes that a letter prints for it."""

import re

from .fact import Look, Spans
from .held import Held

# HOD is the ministry itself, never one of its departments.
CODES = r"(?<![A-ZÆØÅa-zæøå])(?!HOD\b)[A-ZÆØÅ]{2,5}(?![A-ZÆØÅa-zæøå-])"
_SEVERAL = rf"{CODES}(?:(?:\s*[/,]\s*|\s+og\s+){CODES})*"
_LIST = rf"(?P<codes>(?:{_SEVERAL})?)"
# «Eieravdeling HOD: KTA/SHA», «Avd. HOD: FHA», «Ansvarlig avdeling i HOD: SHA», «Ansvarlig avd.».
HEADING = re.compile(
    r"(?:Eieravdeling\s+HOD|Avd\.?\s*HOD|Ansvarlig\s+avd(?:eling|\.)(?:\s+i)?(?:\s+HOD)?)"
    rf"\s*:?\s*{_LIST}"
)
# «Kontaktperson: Erlend Elde, KTA»
_CONTACT = re.compile(rf"Kontaktperson(?:er)?\s*:\s*[^\n,:]{{3,60}},\s*{_LIST}")
# In a scan the codes' second line stands before the title's: «KTA,» above «SHA, FHA verktøy».
SECOND = re.compile(rf"^\s*(?P<more>og\s+)?(?P<codes>{_SEVERAL})\s*[,/|]?(?=\s|$)", re.MULTILINE)


def codes_of(text: str) -> tuple[str, ...]:
    """The codes in a few words."""
    return tuple(re.findall(CODES, text))


def printed_in(raw: str, scanned: bool = False) -> tuple[str, ...]:
    """The codes that the first place with any prints; of contact persons only where else none."""
    for pattern in (HEADING, _CONTACT):
        for match in pattern.finditer(raw):
            found = codes_of(match["codes"])
            if found or scanned:
                return (*found, *(_below(raw, match.end()) if scanned else ()))
    return ()


def _below(raw: str, end: int) -> tuple[str, ...]:
    """The codes at the beginning of the line below a scan's heading, where the column goes on."""
    here, _, rest = raw[end:].partition("\n")
    match = SECOND.match(rest.partition("\n")[0] + "\n")
    if match is None:
        return ()
    goes_on = here.startswith((",", "/")) or match["more"] or not codes_of(raw[end - 6 : end])
    return codes_of(match["codes"]) if goes_on else ()


def departments(wanted: tuple[str, ...]) -> Look:
    """The lines print these departments, in this order. ``wanted`` is empty for none."""

    def look(held: Held, spans: Spans) -> str:
        raw = held.text.raw(spans)
        printed = printed_in(raw, held.text.scanned)
        if printed == wanted:
            return ""
        # A scan may lose the codes after the first; those must then stand somewhere else.
        lost = held.text.scanned and wanted[: len(printed)] == printed
        if printed and not lost:
            shown = "/".join(wanted) or "none"
            return f"the letter prints the departments {'/'.join(printed)}, not {shown}"
        missing = [code for code in wanted if not re.search(rf"\b{code}\b", raw)]
        return f"the department {missing[0]} is not in the lines" if missing else ""

    return look
