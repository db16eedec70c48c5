"""A small letter with records that agree with it, for tests that then change one thing."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

from hdirledger.evidence.verify import Result, verify
from hdirledger.ledger import Ledger

from ..support import make_ledger

# The shapes are those of real letters: a page break leaves a space, headings and ids run over
# lines, table rows have their sums on a line of their own.
LETTER = """\
1 Innledning

2 Mål og oppdrag

2.1 Folkehelse

Mål 1: Folkehelsearbeidet er
kunnskapsbasert

- Andel kommuner som har et
systematisk folkehelsearbeid

Alle tall i hele tusen

Kap. Post Postnavn Bevilgning 2022 Tildeling 2022

714 21 Spesielle driftsutgifter, kan
overføres, kan nyttes under post 70,
74 og 79

127 273 103 700

 60 Kommunale tiltak 96 948 90 300

Kap. 714, post 21 Spesielle driftsutgifter
Helsedirektoratet tildeles 103,7 mill. kroner:
- 25,1 mill. kroner til bevillingsordningen, hvorav inntil ni mill.
kroner til Actis' arbeid, jf. kap. 3714, post 04.

2.2 Spesielle oppdrag

ID: TB2022-01 Eieravdeling HOD:
KTA/SHA

Oppfølging av opp-
trappingsplan for "rus"

Helsedirektoratet skal sammen med Miljødirektoratet levere en plan innen 1. juni
2022. Utkast leveres innen 1. april, jf. TB2021-
48. Det settes av 0,5 mill. kr.
 ID: TB2019-
7/TTB2019-38

Eieravdeling HOD: FHA Fallulykker i hjemmet

Videreføres med ny frist: 31. mars 2022.

Med hilsen

Kari Nordmann
"""


def line(phrase: str, text: str = LETTER) -> int:
    """The number of the first line with a phrase."""
    return next(n for n, printed in enumerate(text.splitlines(), 1) if phrase in printed)


ROW, ROW_60 = line("714 21"), line("60 Kommunale")
PROSE = line("Kap. 714, post 21")
FIRST, SECOND = line("TB2022-01"), line("ID: TB2019-")

FILES = {
    "assignments/2022/TB2022-01.yaml": f"""
        id: TB2022-01
        title: Oppfølging av opptrappingsplan for «rus»
        departments:
          - KTA
          - SHA
        area: Folkehelse
        status: open
        deadlines:
          - due: "2022-06-01"
            lines: {FIRST + 6}-{FIRST + 7}
          - due: "2022-04-01"
            printed: innen 1. april
            lines: "{FIRST + 7}"
        partners:
          - agency: Miljødirektoratet
            role: joint
            lines: "{FIRST + 6}"
        funds:
          - amount: 500 000
            purpose: En plan.
            lines: "{FIRST + 8}"
        relations:
          - type: see
            to: TB2021-48
            lines: {FIRST + 7}-{FIRST + 8}
        basis:
          - letter: 2022-tb
            action: given
            section: "2.2"
            lines: {FIRST}-{FIRST + 8}
        """,
    "assignments/2019/TB2019-7.yaml": f"""
        id: TB2019-7
        printed: TB2019-7/TTB2019-38
        aliases:
          - TTB2019-38
        title: Fallulykker i hjemmet
        departments:
          - FHA
        status: open
        deadlines:
          - due: "2022-03-31"
        basis:
          - letter: 2022-tb
            action: deadline-changed
            lines: {SECOND}-{SECOND + 5}
        """,
    "allocations/2022/0714.21/2022-tb.yaml": f"""
        posts:
          - "0714.21"
        letter: 2022-tb
        year: "2022"
        name: Spesielle driftsutgifter
        keywords:
          - transferable
        usable-under:
          - "0714.70"
          - "0714.74"
          - "0714.79"
        appropriation: 127 273 000
        amount: 103 700 000
        stated: allocated
        restated:
          - amount: 103 700 000
            lines: "{PROSE + 1}"
        earmarks:
          - amount: 25 100 000
            bound: exact
            purpose: Bevillinger.
            earmarks:
              - amount: 9 000 000
                bound: up-to
                purpose: Arbeid.
                recipients:
                  - Actis
                financed-by:
                  - "3714.04"
                printed: ni mill. kroner
                lines: {PROSE + 2}-{PROSE + 3}
            lines: {PROSE + 2}-{PROSE + 3}
        section: "2.1"
        lines: {ROW}-{ROW + 4}, {PROSE}-{PROSE + 3}
        """,
    "allocations/2022/0714.60/2022-tb.yaml": f"""
        posts:
          - "0714.60"
        letter: 2022-tb
        year: "2022"
        name: Kommunale tiltak
        appropriation: 96 948 000
        amount: 90 300 000
        stated: allocated
        lines: "{ROW_60}"
        """,
    "goals/2022/01.yaml": f"""
        id: G2022-01
        letter: 2022-tb
        year: "2022"
        number: "1"
        title: Folkehelsearbeidet er kunnskapsbasert
        key-figures:
          - key: n1
            title: Andel kommuner som har et systematisk folkehelsearbeid
            lines: {line("- Andel")}-{line("- Andel") + 1}
        lines: {line("Mål 1")}-{line("- Andel") + 1}
        """,
}
ASSIGNMENT = "assignments/2022/TB2022-01.yaml"
OLD = "assignments/2019/TB2019-7.yaml"
MONEY = "allocations/2022/0714.21/2022-tb.yaml"
GOAL = "goals/2022/01.yaml"


def letter_record(text: str = LETTER, rest: str = "") -> str:
    """YAML of the letter's record, with the sum of its text."""
    digest = sha256(text.encode()).hexdigest()
    return dedent(f"""\
        id: 2022-tb
        kind: main
        year: "2022"
        bounds:
          earliest: "2021-12-06"
          latest: "2022-01-15"
          reason: Første frist.
        signed:
          - name: Kari Nordmann
        text:
          file: 2022-tb.txt
          sha256: {digest}
          lines: "{len(text.splitlines())}"
        """) + dedent(rest)


def books(
    folder: Path, files: Mapping[str, str] = FILES, text: str = LETTER, rest: str = ""
) -> tuple[Path, Path]:
    """Write the letter's text and the ledger; give back the project and the letters' folder."""
    letters = folder / "texts"
    letters.mkdir(parents=True)
    (letters / "2022-tb.txt").write_text(text, encoding="utf-8")
    records = {"letters/2022-tb.yaml": letter_record(text, rest), **files}
    return make_ledger(folder / "project", records), letters


def outcome(
    folder: Path, files: Mapping[str, str] = FILES, text: str = LETTER, rest: str = ""
) -> Result:
    """Verify records against a text; every record must be valid."""
    project, letters = books(folder, files, text, rest)
    ledger = Ledger.open(project)
    for entry in ledger.entries:
        assert entry.record is not None, (entry.path, entry.faults, entry.schema_faults)
    return verify(ledger, letters)


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one passage of one of them changed."""
    assert old in FILES[file], old
    return {**FILES, file: FILES[file].replace(old, new, 1)}
