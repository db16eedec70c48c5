"""Supplementary letters: contents, areas between the assignments, points, tables of changes."""

from pathlib import Path

import pytest

from hdirledger.evidence.layout import Layout
from hdirledger.evidence.texts import Text
from hdirledger.evidence.verify import verify
from hdirledger.ledger import Ledger

from .supplement import (
    BLOOD,
    BREAST,
    FILES,
    FOLLOWED,
    LETTER,
    POINT,
    PROSE,
    TABLE,
    looked,
    told,
)
from .support import books, outcome


def test_a_supplementary_letter_agrees_with_its_records(tmp_path: Path) -> None:
    result = looked(tmp_path)
    assert result.findings == ()
    assert result.coverage == (
        ("headings", 2, 2),
        ("points", 2, 2),
        ("rows", 1, 1),
        ("post headings", 1, 1),
    )


AREA = "section: Helse- og omsorgstjenester"
# What is changed in which record, and the rule that finds it.
WRONG = {
    "department after the text": (BREAST, "- KTA", "- HRA", "V106"),
    "order of departments": (BREAST, "- SHA\n          - KTA", "- KTA\n          - SHA", "V106"),
    "department of a contact person": (BLOOD, "- FHA", "- KTA", "V106"),
    "department left out": (BLOOD, "        departments:\n          - FHA\n", "", "V106"),
    "sum in MNOK": (BREAST, "1 300 000", "1 400 000", "V110"),
    "date": (BREAST, "2022-10-01", "2022-10-02", "V107"),
    "number": (BREAST, "id: TTB2022-18", "id: TTB2022-17", "V105"),
    "area of another": (
        BLOOD,
        "section: Helse- og omsorgstjenester",
        "section: Folkehelse",
        "V115",
    ),
    "kind of another": (
        FOLLOWED,
        "section: Oppfølging av styringsmøte 17. april 2022",
        "section: Endringer i tildelinger",
        "V115",
    ),
    "unknown area": (BLOOD, AREA, "section: Beredskap", "V115"),
    "title cut before brackets": (
        BLOOD,
        "Karanteneregler for blodgivning",
        "Karanteneregler",
        "V116",
    ),
    "title cut before a text": (
        BREAST,
        "Morsmelkerstatning for mødre",
        "Morsmelkerstatning",
        "V116",
    ),
    "sign of a row": (TABLE, "amount: -18 600 000", "amount: 18 600 000", "V112"),
    "sum of a row": (TABLE, "amount: -18 600 000", "amount: -16 800 000", "V112"),
    "name of a row": (TABLE, "i kommuner", "for kommuner", "V111"),
    "sign in running text": (PROSE, "amount: -2 000 000", "amount: 2 000 000", "V112"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_fact_is_found(tmp_path: Path, case: str) -> None:
    file, old, new, code = WRONG[case]
    findings = looked(tmp_path, file, old, new).findings
    assert (code, f"ledger/{file}") in {(f.code, f.file) for f in findings}


def test_a_heading_between_the_assignments_belongs_to_neither(tmp_path: Path) -> None:
    text = LETTER.replace("Helse- og omsorgstjenester", "Noe som helst om oppdraget over")
    assert "V155" in told(looked(tmp_path, text=text))


def test_an_area_that_only_the_records_name_is_one_too(tmp_path: Path) -> None:
    name = "Finansiering, reigstre og styringsinformasjon"
    text = LETTER.replace("Helse- og omsorgstjenester", name)
    assert told(looked(tmp_path, BLOOD, "Helse- og omsorgstjenester", name, text)) == []


def test_a_sentence_that_begins_with_an_area_is_text(tmp_path: Path) -> None:
    text = LETTER.replace(
        "\nHelse- og omsorgstjenester\n", "\nHelse- og omsorgstjenester\nskal med.\n"
    )
    assert "V155" in told(looked(tmp_path, text=text))


def test_text_under_a_heading_between_the_assignments_must_be_cited(tmp_path: Path) -> None:
    text = LETTER.replace("april 2022\n\n- ", "april 2022\nMøtet var godt.\n- ")
    [finding] = looked(tmp_path, text=text).findings
    assert finding.code == "V155"
    assert f"line {POINT - 1}: nothing cites the text under «Oppfølging" in finding.message


def test_a_point_of_a_follow_up_must_be_cited_by_its_assignment(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != FOLLOWED}
    result = outcome(tmp_path, files, LETTER, 'dated: "2022-03-17"\n')
    assert "the point on TB2022-15 is in no basis" in " ".join(f.message for f in result.findings)
    assert ("points", 1, 2) in result.coverage
    # Another assignment that cites the line does not do.
    other = looked(tmp_path / "other", FOLLOWED, "id: TB2022-15", "id: TB2022-16")
    assert {"V105", "V151"} <= set(told(other))


def test_a_day_in_a_point_is_a_deadline(tmp_path: Path) -> None:
    deadline = '        deadlines:\n          - due: "2022-09-15"\n'
    [finding] = looked(tmp_path, FOLLOWED, deadline, "").findings
    assert (finding.code, finding.record) == ("V157", "TB2022-15")


def test_points_before_the_first_assignment_are_the_contents(tmp_path: Path) -> None:
    text = LETTER.replace("- TTB2022-19 Karanteneregler\n", "- TTB2022-19 Karanteneregler mv.\n")
    assert told(looked(tmp_path, text=text)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("17. mars 2022\n\nTillegg", "19. mars 2022\n\nTillegg", ["V159", "V107"]),
        ("Tillegg til", "Det skal være ferdig 1. mai 2022.\n\nTillegg til", ["V159"]),
        ("Oslo, 18. mars 2022", "Oslo, 1. juni 2022", []),
        ("Oslo, 18. mars 2022", "Planen leveres 1. juni 2022", ["V159"]),
    ],
)
def test_only_the_letters_own_date_needs_no_record(
    tmp_path: Path, old: str, new: str, found: list[str]
) -> None:
    # The lines must stay where they are, so a line more takes the place of a blank one.
    text = LETTER.replace(old, new)
    if text.count("\n") > LETTER.count("\n"):
        text = text.replace("Dato\n", "", 1).replace("\n\nNye oppdrag:", "\nNye oppdrag:", 1)
    assert told(looked(tmp_path, text=text)) == found


def test_a_title_may_be_followed_by_its_text_without_a_blank_line(tmp_path: Path) -> None:
    assert told(looked(tmp_path)) == []
    text = LETTER.replace(
        "Det bes om en vurdering av saken.", "med hiv i første omgang. Saken vurderes."
    )
    assert "V116" in told(looked(tmp_path / "goes on", text=text))
    text = LETTER.replace("mødre\nDet bes", "mødre og\nDet bes")
    wrong = looked(tmp_path / "open", BREAST, "for mødre", "for mødre og", text)
    assert told(wrong) == ["V116"]


def test_lines_of_a_spaced_letter_stand_in_paragraphs(tmp_path: Path) -> None:
    # A blank line is « » and an empty line follows every line, as some PDFs are read.
    spaced = "".join((line or " ") + "\n\n" for line in LETTER.splitlines())
    files = {}
    for path, text in FILES.items():
        lines = []
        for printed in text.splitlines():
            key, mark, value = printed.partition("lines: ")
            if mark:
                ends = [str(2 * int(n) - 1) for n in value.strip('"').split("-")]
                value = "-".join(ends) if len(ends) > 1 else f'"{ends[0]}"'
            lines.append(key + mark + value)
        files[path] = "\n".join(lines)
    result = outcome(tmp_path, files, spaced, 'dated: "2022-03-17"\n')
    assert told(result) == []
    assert ("headings", 2, 2) in result.coverage
    cut = spaced.replace("erstatter TB2022-34", "viser til TB2022-34")
    assert told(outcome(tmp_path / "cut", files, cut, 'dated: "2022-03-17"\n')) == ["V116"]


def test_a_number_that_wraps_in_a_spaced_letter_begins_no_assignment(tmp_path: Path) -> None:
    lines = [
        "TB2025-96 Forenkling av takstsystemet",
        " ",
        "Takstene vurderes, jf. oppdrag",
        "TTB2024-07",
    ]
    lines += ["Det skal skje nå.", " ", "TB2025-97 Oppgavebeskrivelse", "Den lages."]
    text = Text("letter.txt", "".join(f"{line}\n\n" for line in lines * 4))
    assert text.spaced
    printed = {heading.printed for heading in Layout(text).headings}
    assert printed == {"TB2025-96", "TB2025-97"}


def test_the_lines_are_counted_with_one_that_no_line_feed_ends(tmp_path: Path) -> None:
    text = LETTER.rstrip("\n")
    project, letters = books(tmp_path, FILES, text, 'dated: "2022-03-17"\n')
    record = project / "ledger/letters/2022-tb.yaml"
    said = f'lines: "{len(text.splitlines())}"'
    record.write_text(
        record.read_text("utf-8").replace(said, f'lines: "{len(text.splitlines()) - 1}"'), "utf-8"
    )
    [finding] = verify(Ledger.open(project), letters).findings
    assert finding.code == "V101"
    assert "does not end with a line feed" in finding.hint
    assert "wc -l" in finding.hint
