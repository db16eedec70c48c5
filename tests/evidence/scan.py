"""A scanned main letter in the shapes of the real one, with records that agree with it."""

from .support import line

# No å, æ and ø; columns run into each other; numbers of sections lose a point.
SCAN = (
    """\
1. Innledning

Dette brevet er lest av en maskin, som ikke kjenner de norske bokstavene.

3. Hovedmal og oppdrag

3.1. Folkehelsearbeidet er kunnskapsbasert

3.11. Styringsparametere
. Folkehelsearbeidet skal vare etterrettelig
3.1.2. Oppdrag
TB2025-18 | Avd. HOD: KTA, Opptrappingsplan for psykisk helse — digitale
SHA, FHA verktoy psykisk helse

Det settes av inntil 6,6 mill. kroner til arbeidet, jf. TB2024-17.

Frist: 31.12.2025

TB2025-64 | Avd. HOD: DIG | Alvorlig sykt barn
og KTA

Helsedirektoratet skal bidra 4 ganger. Arbeidet ma

b) felge opp malbildet

Frist: 31.mai 2025
 3.2. Befolkningen har gode levevaner

TB2025-56

Avd. HOD: SHA

Vurdering av turnustjeneste for fysioterapeuter og

kiropraktorer

Arbeidet begynner na.

4. Budsjettildeling
4.1. Utgifter
(alle tall i 1 000 kroner)
Kap./post | Benevnelse Tildeling | Kommentarer
701.21 Spesielle 67 500 | Digital samhandling
driftsutgifter, kan
overfores, kan 41 mill. kr til legemiddelliste, hvorav minst 10
nyttes under post mill. kr skal ga til kompensasjon, og 3.3 mill. kr til
70 andre formal.
709.01 Pasient- og 89 340
brukerombud
714.60

Kommunale tiltak

119171

20 mill. kroner til kampanje for god helse i Tromse

2751.70 Legemidler 15104
900
2751.71 Lege- 17 000
erklaringer
701.22 Posten avsluttes fra 2025

4.3. Forutsetninger
Kap. 702, post 21

Helsedirektoratet tildeles 600 000 kroner.
"""
    + "Bevilgningen skal brukes etter planen. " * 40
    + "\n\nMed hilsen\n\nKari Nordmann\n"
)

FIRST, SECOND, THIRD = line("TB2025-18", SCAN), line("TB2025-64", SCAN), line("TB2025-56", SCAN)
ROW, ONLY = line("701.21", SCAN), line("709.01", SCAN)
OPEN, LONG, WORD = line("714.60", SCAN), line("2751.70", SCAN), line("2751.71", SCAN)


def movement(post: str, name: str, amount: str, lines: str, rest: str = "") -> str:
    return (
        f'posts:\n  - "{post}"\nletter: 2022-tb\nyear: "2022"\nname: {name}\n{rest}'
        f"amount: {amount}\nstated: allocated\nlines: {lines}\n"
    )


def goal(number: str, title: str, section: str) -> str:
    at = line(section, SCAN)
    return (
        f'id: G2022-0{number}\nletter: 2022-tb\nyear: "2022"\nnumber: "{number}"\n'
        f'title: {title}\nsection: "{section[:3]}"\nlines: "{at}"\n'
    )


FILES = {
    "assignments/2025/TB2025-18.yaml": f"""
        id: TB2025-18
        title: Opptrappingsplan for psykisk helse – digitale verktøy psykisk helse
        departments:
          - KTA
          - SHA
          - FHA
        status: open
        deadlines:
          - due: "2025-12-31"
        funds:
          - amount: 6 600 000
            bound: up-to
            purpose: Arbeidet.
            lines: "{FIRST + 3}"
        basis:
          - letter: 2022-tb
            action: given
            section: 3.1.2
            lines: {FIRST}-{FIRST + 5}
        """,
    "assignments/2025/TB2025-64.yaml": f"""
        id: TB2025-64
        title: Alvorlig sykt barn
        departments:
          - DIG
          - KTA
        status: open
        parts:
          - key: b
            number: b
            title: følge opp målbildet
            lines: "{SECOND + 5}"
        deadlines:
          - due: "2025-05-31"
        basis:
          - letter: 2022-tb
            action: given
            section: 3.1.2
            lines: {SECOND}-{SECOND + 7}
        """,
    "assignments/2025/TB2025-56.yaml": f"""
        id: TB2025-56
        title: Vurdering av turnustjeneste for fysioterapeuter og kiropraktorer
        departments:
          - SHA
        status: open
        basis:
          - letter: 2022-tb
            action: given
            section: "3.2"
            lines: {THIRD}-{THIRD + 8}
        """,
    "goals/2022/01.yaml": goal("1", "Folkehelsearbeidet er kunnskapsbasert", "3.1. Folke"),
    "goals/2022/02.yaml": goal("2", "Befolkningen har gode levevaner", "3.2. Bef"),
    "allocations/2022/0701.21/2022-tb.yaml": movement(
        "0701.21",
        "Spesielle driftsutgifter",
        "67 500 000",
        f"{ROW}-{ROW + 4}",
        'keywords:\n  - transferable\nusable-under:\n  - "0701.70"\n',
    )
    + f"""\
earmarks:
  - amount: 41 000 000
    bound: exact
    purpose: Legemiddelliste.
    lines: {ROW + 2}-{ROW + 3}
    earmarks:
      - amount: 10 000 000
        bound: at-least
        purpose: Kompensasjon.
        lines: {ROW + 2}-{ROW + 3}
      - amount: 3 300 000
        bound: exact
        purpose: Andre formål.
        lines: "{ROW + 3}"
""",
    "allocations/2022/0709.01/2022-tb.yaml": movement(
        "0709.01", "Pasient- og brukerombud", "89 340 000", f"{ONLY}-{ONLY + 1}"
    ),
    "allocations/2022/0714.60/2022-tb.yaml": movement(
        "0714.60", "Kommunale tiltak", "119 171 000", f"{OPEN}-{OPEN + 6}"
    )
    + f"""\
earmarks:
  - amount: 20 000 000
    purpose: Kampanje.
    recipients:
      - Tromsø
    lines: "{OPEN + 6}"
""",
    "allocations/2022/2751.70/2022-tb.yaml": movement(
        "2751.70", "Legemidler", "15 104 900 000", f"{LONG}-{LONG + 1}"
    ),
    "allocations/2022/2751.71/2022-tb.yaml": movement(
        "2751.71", "Legeerklæringer", "17 000 000", f"{WORD}-{WORD + 1}"
    ),
    "allocations/2022/0701.22/2022-tb.yaml": movement(
        "0701.22", "Posten", "none", f'"{WORD + 2}"'
    ).replace("stated: allocated", "stated: discontinued"),
    "allocations/2022/0702.21/2022-tb.yaml": movement(
        "0702.21", "Kap. 702", "600 000", f"{WORD + 5}-{WORD + 7}"
    ),
}
A18, A64, A56 = (f"assignments/2025/TB2025-{n}.yaml" for n in (18, 64, 56))
M21, M01, M60 = (f"allocations/2022/{p}/2022-tb.yaml" for p in ("0701.21", "0709.01", "0714.60"))
M70, M71 = (f"allocations/2022/{p}/2022-tb.yaml" for p in ("2751.70", "2751.71"))
