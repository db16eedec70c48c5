"""A small supplementary letter in the shapes of the real ones, and a scan of a main letter."""

from pathlib import Path

from hdirledger.evidence.verify import Result

from .support import line, outcome

# Contents, areas, an assignment below another, a follow-up of a meeting, a table «Kap./post».
LETTER = """\
Dato
17. mars 2022

Tillegg til tildelingsbrev

Nye oppdrag:
- TTB2022-18 Morsmelkerstatning
- TTB2022-19 Karanteneregler

Folkehelse

TTB2022-18 Morsmelkerstatning for mødre
Det bes om en vurdering av saken. Det settes av 1,3
MNOK til arbeidet.

Frist: 1.10.2022.
Ansvarlig avdeling i HOD: SHA/KTA

Helse- og omsorgstjenester

TTB2022-19 Karanteneregler for blodgivning (erstatter TB2022-34
deloppdrag 1)

Reglene vurderes på nytt.

Kontaktperson: Erlend Elde, FHA

Oppfølging av styringsmøte 17. april 2022

- TB2022-15 Lavterskeltilbud for barn og unge. Frist utsettes til 15.
september 2022
- TB2022-13 Rekvirering ved avhengighet.

Endringer i tildelinger

(Alle tall i 1000 kroner)

Kap./post Benevnelse Tildeling

701.60 Tilskudd til
helseteknologi i
-18 600 Beløpet på 18,6 mill. kroner er flyttet.
kommuner

Kap. 714, post 21
Posten reduseres med 2 mill. kroner.

Med hilsen

Kari Nordmann
Oslo, 18. mars 2022
"""


def at(phrase: str, text: str = LETTER) -> int:
    """The number of the only line with a phrase, of several the last."""
    found = [n for n, printed in enumerate(text.splitlines(), 1) if phrase in printed]
    return found[-1]


FIRST, SECOND = line("Morsmelkerstatning for", LETTER), line("Karanteneregler for", LETTER)
POINT, OTHER = at("TB2022-15"), at("TB2022-13")
ROW, CUT = at("701.60"), at("Kap. 714")

FILES = {
    "assignments/2022/TTB2022-18.yaml": f"""
        id: TTB2022-18
        title: Morsmelkerstatning for mødre
        departments:
          - SHA
          - KTA
        area: Folkehelse
        status: open
        deadlines:
          - due: "2022-10-01"
        funds:
          - amount: 1 300 000
            purpose: Arbeidet.
            lines: {FIRST + 1}-{FIRST + 2}
        basis:
          - letter: 2022-tb
            action: given
            section: Folkehelse
            lines: {FIRST}-{FIRST + 5}
        """,
    "assignments/2022/TTB2022-19.yaml": f"""
        id: TTB2022-19
        title: Karanteneregler for blodgivning
        departments:
          - FHA
        status: open
        basis:
          - letter: 2022-tb
            action: given
            section: Helse- og omsorgstjenester
            lines: {SECOND}-{SECOND + 5}
        """,
    "assignments/2022/TB2022-15.yaml": f"""
        id: TB2022-15
        title: Lavterskeltilbud for barn og unge
        status: open
        deadlines:
          - due: "2022-09-15"
        basis:
          - letter: 2022-tb
            action: deadline-changed
            section: Oppfølging av styringsmøte 17. april 2022
            lines: {POINT}-{POINT + 1}
        """,
    "assignments/2022/TB2022-13.yaml": f"""
        id: TB2022-13
        title: Rekvirering ved avhengighet
        status: open
        basis:
          - letter: 2022-tb
            action: noted
            section: Oppfølging av styringsmøte 17. april 2022
            lines: "{OTHER}"
        """,
    "allocations/2022/0701.60/2022-tb.yaml": f"""
        posts:
          - "0701.60"
        letter: 2022-tb
        year: "2022"
        name: Tilskudd til helseteknologi i kommuner
        amount: -18 600 000
        stated: allocated
        section: Endringer i tildelinger
        lines: {ROW}-{ROW + 3}
        """,
    "allocations/2022/0714.21/2022-tb.yaml": f"""
        posts:
          - "0714.21"
        letter: 2022-tb
        year: "2022"
        amount: -2 000 000
        stated: allocated
        lines: {CUT}-{CUT + 1}
        """,
}
# The letter's own date is its record's too.
DATED = 'dated: "2022-03-17"\n'

BREAST = "assignments/2022/TTB2022-18.yaml"
BLOOD = "assignments/2022/TTB2022-19.yaml"
FOLLOWED = "assignments/2022/TB2022-15.yaml"
TABLE = "allocations/2022/0701.60/2022-tb.yaml"
PROSE = "allocations/2022/0714.21/2022-tb.yaml"


def looked(
    folder: Path, file: str = "", old: str = "", new: str = "", text: str = LETTER
) -> Result:
    """Verify the records, with one passage of one of them changed, against a text."""
    files = dict(FILES)
    if file:
        assert old in files[file], old
        files[file] = files[file].replace(old, new)
    return outcome(folder, files, text, DATED)


def told(result: Result) -> list[str]:
    """The codes of what is found."""
    return [finding.code for finding in result.findings]
