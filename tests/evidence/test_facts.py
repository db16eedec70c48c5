"""Each fact of a record is found in its lines, and a wrong one is not."""

from pathlib import Path

import pytest

from hdirledger.evidence.codes import TABLE

from .support import (
    ASSIGNMENT,
    FILES,
    FIRST,
    GOAL,
    MONEY,
    OLD,
    PROSE,
    ROW,
    ROW_60,
    changed,
    outcome,
)

# What is changed in which record, the rule that finds it, and words of the message.
WRONG: dict[str, tuple[str, str, str, str, str]] = {
    "title": (ASSIGNMENT, "Oppfølging av", "Oppfølging om", "V104", "the word «om» is not there"),
    "title of a figure": (GOAL, "et systematisk", "et løpende", "V104", "«løpende» is not there"),
    "title cut short": (
        ASSIGNMENT,
        "title: Oppfølging av opptrappingsplan for «rus»",
        "title: Oppfølging av",
        "V116",
        "goes on after the title: «opp-",
    ),
    "id": (ASSIGNMENT, "id: TB2022-01", "id: TB2022-10", "V105", "TB2022-10 is not in"),
    "printed id": (OLD, "TB2019-7/TTB2019-38", "TB2019-7/TTB2019-39", "V105", "TTB2019-39"),
    "departments": (ASSIGNMENT, "- KTA\n", "- FHA\n", "V106", "KTA/SHA, not FHA/SHA"),
    "date": (ASSIGNMENT, "2022-06-01", "2022-06-11", "V107", "the days there: 1. juni 2022"),
    "date without lines": (OLD, "2022-03-31", "2022-03-30", "V107", "31. mars 2022"),
    "printed": (ASSIGNMENT, "innen 1. april", "før 1. april", "V108", "«før» is not there"),
    "due other than printed": (ASSIGNMENT, "2022-04-01", "2022-04-02", "V109", "name 1. april"),
    "year left out": (ASSIGNMENT, "2022-04-01", "2023-04-01", "V109", "is in 2022"),
    "sum other than printed": (MONEY, "9 000 000", "8 000 000", "V109", "9 000 000, not 8 000 000"),
    "fund": (ASSIGNMENT, "500 000", "50 000", "V110", "the sums there: 500 000"),
    "earmark": (MONEY, "amount: 25 100 000", "amount: 21 500 000", "V110", "25 100 000"),
    "restated": (
        MONEY,
        "103 700 000\n            lines",
        "103 800 000\n            lines",
        "V110",
        "",
    ),
    "partner": (ASSIGNMENT, "Miljødirektoratet", "Mattilsynet", "V111", "«Mattilsynet»"),
    "recipient": (MONEY, "- Actis", "- Akan", "V111", "the recipient «Akan»"),
    "name of a post": (MONEY, "name: Spesielle", "name: Særlige", "V111", "«Særlige»"),
    "area": (ASSIGNMENT, "area: Folkehelse", "area: Beredskap", "V111", "«Beredskap»"),
    "columns": (MONEY, "appropriation: 127 273 000", "appropriation: none", "V112", "127 273 000"),
    "relation": (ASSIGNMENT, "to: TB2021-48", "to: TB2021-49", "V113", "TB2021-49"),
    "post": (MONEY, '- "0714.21"', '- "0714.22"', "V114", "the row there is of 714.21"),
    "financing post": (MONEY, "3714.04", "3714.05", "V114", "the post 3714.05 is not in"),
    "section": (MONEY, 'section: "2.1"', 'section: "2.2"', "V115", "stand in section 2.1"),
    "keywords": (
        MONEY,
        "        keywords:\n          - transferable\n",
        "",
        "V117",
        "kan overføres",
    ),
    "usable under": (MONEY, '          - "0714.74"\n', "", "V117", "714.70, 0714.74, 0714.79"),
    "bound": (MONEY, "bound: up-to", "bound: exact", "V119", "says up-to of 9 000 000"),
    "lines after the end": (ASSIGNMENT, f'"{FIRST + 8}"', '"900"', "V103", "not 900-900"),
    "blank lines": (ASSIGNMENT, f'"{FIRST + 8}"', f'"{FIRST + 2}"', "V103", "nothing on lines"),
}


def test_records_that_agree_have_no_finding(tmp_path: Path) -> None:
    result = outcome(tmp_path)
    assert result.findings == ()
    assert result.facts == result.found > 40
    assert (result.missing, result.unread, result.letters) == (0, 0, 1)


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_fact_is_found(tmp_path: Path, case: str) -> None:
    file, old, new, code, says = WRONG[case]
    findings = [f for f in outcome(tmp_path, changed(file, old, new)).findings if f.code == code]
    assert findings, case
    assert findings[0].file == f"ledger/{file}"
    assert says in findings[0].message
    assert findings[0].severity == TABLE[code].severity


def test_the_finding_points_at_the_item(tmp_path: Path) -> None:
    files = changed(MONEY, "9 000 000", "8 000 000")
    [finding] = [f for f in outcome(tmp_path, files).findings if f.code == "V109"]
    printed = files[MONEY].splitlines()[finding.line - 1]
    assert printed[8:][finding.column - 1 :].startswith("printed: ni mill. kroner")


def test_swapped_columns_are_found_though_both_sums_are_printed(tmp_path: Path) -> None:
    files = changed(MONEY, "127 273 000", "X")
    files[MONEY] = (
        files[MONEY]
        .replace("amount: 103 700 000\n        stated", "amount: 127 273 000\n        stated")
        .replace("X", "103 700 000")
    )
    assert {f.code for f in outcome(tmp_path, files).findings} == {"V112"}


def test_a_cut_may_be_printed_without_its_minus(tmp_path: Path) -> None:
    files = changed(ASSIGNMENT, "500 000", "-500 000")
    assert not [f for f in outcome(tmp_path, files).findings if f.code == "V110"]


def test_an_amount_that_is_not_printed_needs_nothing(tmp_path: Path) -> None:
    files = changed(MONEY, "amount: 9 000 000", "amount: none")
    files[MONEY] = files[MONEY].replace("                printed: ni mill. kroner\n", "")
    assert {f.code for f in outcome(tmp_path, files).findings} <= {"V158"}


def test_an_accepted_finding_is_a_note_with_its_reason(tmp_path: Path) -> None:
    accept = (
        "\n        accepts:\n          - rule: V119\n            reason: Beløpet ligger fast.\n"
    )
    files = changed(MONEY, "bound: up-to", "bound: exact")
    files[MONEY] = files[MONEY].rstrip() + accept
    result = outcome(tmp_path, files)
    assert [(f.code, str(f.severity), f.accepted) for f in result.findings] == [
        ("V119", "note", "Beløpet ligger fast.")
    ]
    assert (result.accepted, result.missing) == (1, 0)


def test_an_acceptance_of_other_lines_does_not_count(tmp_path: Path) -> None:
    accept = (
        f'\n        accepts:\n          - rule: V119\n            lines: "{ROW}"\n'
        "            reason: Beløpet ligger fast.\n"
    )
    files = changed(MONEY, "bound: up-to", "bound: exact")
    files[MONEY] = files[MONEY].rstrip() + accept
    assert {f.code for f in outcome(tmp_path, files).findings} == {"V119", "S401"}


def test_an_acceptance_that_matches_nothing_is_a_finding(tmp_path: Path) -> None:
    accept = "\n        accepts:\n          - rule: V110\n            reason: Trykkfeil.\n"
    files = {**FILES, MONEY: FILES[MONEY].rstrip() + accept}
    [finding] = outcome(tmp_path, files).findings
    assert finding.severity == "warning"
    assert "V110 is accepted, but finds nothing here" in finding.message


def test_an_item_outside_the_records_lines_is_found(tmp_path: Path) -> None:
    files = changed(ASSIGNMENT, f"lines: {FIRST + 7}-{FIRST + 8}", f"lines: {FIRST}-{FIRST + 9}")
    assert "V118" in {f.code for f in outcome(tmp_path, files).findings}


def test_facts_of_letters_that_are_not_held_are_counted_as_unread(tmp_path: Path) -> None:
    files = changed(ASSIGNMENT, "to: TB2021-48", "to: TB2021-48\n            since: 2021-tb")
    files["letters/2021-tb.yaml"] = 'id: 2021-tb\nkind: main\nheld: "no"\nyear: "2021"\n'
    result = outcome(tmp_path, files)
    assert result.unread == 1
    assert result.findings == ()


def test_rows_of_one_post_are_looked_up_one_by_one(tmp_path: Path) -> None:
    rows = f"""\
        amount: 194 000 000
        stated: allocated
        rows:
          - amount: 103 700 000
            lines: {ROW}-{ROW + 4}
          - amount: 90 300 000
            lines: "{ROW_60}"
"""
    old = "        amount: 103 700 000\n        stated: allocated\n"
    files = changed(MONEY, old, rows)
    files[MONEY] = files[MONEY].replace("        appropriation: 127 273 000\n", "")
    files[MONEY] = files[MONEY].replace(f", {PROSE}", f", {ROW_60}, {PROSE}")
    assert not [f for f in outcome(tmp_path, files).findings if f.code in ("V110", "V112")]
