"""A scanned main letter: its headings, sections, goals and table, where letters are misread."""

from pathlib import Path

import pytest

from hdirledger.evidence import cells
from hdirledger.evidence.layout import Layout
from hdirledger.evidence.search import Words, closest
from hdirledger.evidence.texts import Text

from .scan import A18, A56, A64, FILES, FIRST, M01, M21, M60, M70, M71, SCAN
from .support import line, outcome


def test_a_scan_agrees_with_its_records(tmp_path: Path) -> None:
    result = outcome(tmp_path, FILES, SCAN)
    assert result.findings == ()
    assert result.coverage == (
        ("headings", 3, 3),
        ("rows", 6, 6),
        ("post headings", 1, 1),
        ("goals", 2, 2),
    )


WRONG = {
    "first department": (A18, "- KTA", "- HRA", "V106"),
    "second department": (A18, "- SHA", "- HRA", "V106"),
    "department on the line below": (A64, "- KTA", "- SHA", "V106"),
    "department too many": (A56, "- SHA", "- SHA\n          - KTA", "V106"),
    "date": (A64, "2025-05-31", "2025-05-30", "V107"),
    "sum": (A18, "6 600 000", "6 700 000", "V110"),
    "number": (A64, "id: TB2025-64", "id: TB2025-66", "V105"),
    "title": (A64, "sykt barn", "sykt folk", "V104"),
    "title cut short": (A56, "fysioterapeuter og kiropraktorer", "fysioterapeuter", "V116"),
    "a word of a long title": (A56, "title: Vurdering", "title: Utredning", "V104"),
    "section": (A18, "section: 3.1.2", "section: 3.1.1", "V115"),
    "lost section": (A56, 'section: "3.2"', 'section: "3.3"', "V115"),
    "allocation": (M01, "89 340 000", "89 430 000", "V112"),
    "allocation on its own line": (M60, "119 171 000", "119 117 000", "V112"),
    "allocation over two lines": (M70, "15 104 900 000", "15 104 800 000", "V112"),
    "post as a sum": (M21, "amount: 67 500 000", "amount: 70 000", "V112"),
    "comment as a sum": (M21, "amount: 10 000 000", "amount: 11 000 000", "V110"),
    "keyword": (M21, "keywords:\n  - transferable\n", "", "V117"),
    "keyword that is not there": (
        M01,
        "name: Pasient- og brukerombud\n",
        "name: Pasient- og brukerombud\nkeywords:\n  - transferable\n",
        "V117",
    ),
    "usable under": (M21, "0701.70", "0701.72", "V117"),
    "name": (M71, "Legeerklæringer", "Legeattester", "V111"),
    "recipient": (M60, "- Tromsø", "- Bergen", "V111"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_fact_of_a_scan_is_found(tmp_path: Path, case: str) -> None:
    file, old, new, code = WRONG[case]
    assert old in FILES[file]
    files = {**FILES, file: FILES[file].replace(old, new, 1)}
    findings = outcome(tmp_path, files, SCAN).findings
    assert (code, f"ledger/{file}") in {(f.code, f.file) for f in findings}


def test_sections_whose_number_lost_a_point_or_is_lost() -> None:
    layout = Layout(Text("scan.txt", SCAN))
    numbers = [section.number for section in layout.sections]
    assert numbers == ["1", "3", "3.1", "3.1.1", "3.1.2", "3.2", "4", "4.1", "4.3"]
    assert layout.goals == ((line("3.1. Folke", SCAN), "1"), (line("3.2. Bef", SCAN), "2"))
    # Chapter 2 has lost its heading: it can only be between 1 and 3.
    assert layout.in_section(3, "2")
    assert not layout.in_section(FIRST, "2")
    assert not layout.in_section(FIRST, "3.1")


@pytest.mark.parametrize(
    ("lines", "readings"),
    [
        (["Tilskudd til 71 211 | Seknadsbasert"], (71_211,)),
        (["Kompetanse, 1267 303 | I Prop. 1 S (2024-2025)"], (1_267_303,)),
        (["", "Spesielle", "driftsutgifter, kan", "nyttes under post", "79", "", "3967"], (3967,)),
        (["Spesielle driftsutgifter, kan nyttes under post 70", "-18 600 Flyttet"], (-18_600,)),
        (["Tilskudd", "−2 500 Midler flyttes"], (-2_500,)),
        (["Tilskudd", "–2 500 Midler flyttes"], (-2_500,)),
        (["Legemidler 15104", "900"], (15_104, 15_104_900)),
        (["Posten avsluttes fra 2025"], ()),
        (["Tannbehandling"], ()),
        (["Tilskudd", "10 mill. kroner til skolene"], ()),
    ],
)
def test_the_sum_of_a_row_is_told_by_its_place(lines: list[str], readings: tuple[int, ...]) -> None:
    assert cells.cell(lines) == readings


def test_digits_stand_for_letters_only_where_no_number_is() -> None:
    text = Text("scan.txt", SCAN + "\nog ma 4 realisere 0g felge i 2024\n")
    assert text.scanned
    last = ((len(text.lines), len(text.lines)),)
    words = Words(text)
    assert words.find("må å realisere og følge i 2024", last) is not None
    assert words.find("følge i 2020", last) is None
    assert words.find("følge i 2042", last) is None


def test_the_closest_part_of_a_text() -> None:
    assert closest("abcd", "xxabxdyy") == "abxd"
    assert closest("abcd", "xxabcdyy") == "abcd"


def test_what_stands_under_an_appendix() -> None:
    letter = "TB2025-1 Oppdrag\n\nTekst.\n\n Vedlegg | — Kalender\n\nDato\n\n Vedlegg Il — Makt\n\n"
    text = Text("scan.txt", letter + "Bestillingsfullmakt\n\nInntil 5 mill.\n", scanned=True)
    layout = Layout(text)
    assert [(c.name, c.appendix) for c in layout.captions][:2] == [
        ("Vedlegg |", True),
        ("Vedlegg Il", True),
    ]
    assert layout.headings[0].last == 3
    assert layout.outside_of("Vedlegg I", ((7, 7),)) == ""
    assert layout.outside_of("Vedlegg II", ((13, 13),)) == ""
    assert "do not stand under" in layout.outside_of("Vedlegg I", ((13, 13),))
    assert "do not stand under" in layout.outside_of("Vedlegg II", ((7, 7),))
    assert "there is no" in layout.outside_of("Vedlegg III", ((13, 13),))
