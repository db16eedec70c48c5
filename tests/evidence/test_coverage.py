"""What the letter says and no record has."""

from pathlib import Path

import pytest

from .support import (
    ASSIGNMENT,
    FILES,
    FIRST,
    GOAL,
    LETTER,
    MONEY,
    OLD,
    PROSE,
    ROW,
    ROW_60,
    SECOND,
    changed,
    line,
    outcome,
)

SIXTY = "allocations/2022/0714.60/2022-tb.yaml"


def without(file: str) -> dict[str, str]:
    return {path: text for path, text in FILES.items() if path != file}


GAPS = {
    "assignment": (ASSIGNMENT, "V151", FIRST, "TB2022-01 is in no record's basis"),
    "assignment whose number runs over lines": (OLD, "V151", SECOND, "TB2019-"),
    "table row": (SIXTY, "V152", ROW_60, "the row of 714.60"),
    "table row over several lines": (MONEY, "V152", ROW, "the row of 714.21"),
    "text on a post": (MONEY, "V153", PROSE, "the text on 714.21"),
    "goal": (GOAL, "V154", line("Mål 1"), "goal 1"),
}


@pytest.mark.parametrize("case", GAPS)
def test_what_no_record_cites_is_told_at_the_letter(tmp_path: Path, case: str) -> None:
    file, code, number, says = GAPS[case]
    findings = [f for f in outcome(tmp_path, without(file)).findings if f.code == code]
    assert len(findings) == 1
    assert findings[0].file == "ledger/letters/2022-tb.yaml"
    assert findings[0].severity == "warning"
    assert f"line {number}" in findings[0].message
    assert says in findings[0].message


def test_everything_cited_is_counted(tmp_path: Path) -> None:
    assert outcome(tmp_path / "whole").coverage == (
        ("headings", 2, 2),
        ("rows", 2, 2),
        ("post headings", 1, 1),
        ("goals", 1, 1),
    )
    assert ("headings", 1, 2) in outcome(tmp_path / "less", without(OLD)).coverage


def test_a_gap_can_be_accepted_in_the_letters_record(tmp_path: Path) -> None:
    accept = f"""\
        accepts:
          - rule: V152
            lines: "{ROW_60}"
            reason: Posten gjelder ikke oss.
        """
    result = outcome(tmp_path, without(SIXTY), rest=accept)
    assert [(f.code, f.accepted) for f in result.findings] == [("V152", "Posten gjelder ikke oss.")]
    assert str(result.findings[0].severity) == "note"


def test_the_end_of_a_text_that_is_left_out_is_found(tmp_path: Path) -> None:
    lines = f"            lines: {FIRST}-{FIRST + 8}\n"
    files = changed(ASSIGNMENT, lines, f"            lines: {FIRST}-{FIRST + 7}\n")
    findings = [f for f in outcome(tmp_path, files).findings if f.code == "V155"]
    assert len(findings) == 1
    assert "«48. Det settes av 0,5 mill. kr.»" in findings[0].message


def test_lines_that_reach_into_the_next_assignment_are_found(tmp_path: Path) -> None:
    lines = f"            lines: {FIRST}-{FIRST + 8}\n"
    files = changed(ASSIGNMENT, lines, f"            lines: {FIRST}-{SECOND + 1}\n")
    findings = [f for f in outcome(tmp_path, files).findings if f.code == "V156"]
    assert [f.file for f in findings] == [f"ledger/{ASSIGNMENT}"]
    assert "reach into TB2019-" in findings[0].message


def test_a_day_that_is_no_deadline_is_found(tmp_path: Path) -> None:
    deadline = f'          - due: "2022-06-01"\n            lines: {FIRST + 6}-{FIRST + 7}\n'
    files = changed(ASSIGNMENT, deadline, "")
    [finding] = [f for f in outcome(tmp_path, files).findings if f.code == "V157"]
    assert "«1. juni 2022» is no deadline" in finding.message
    assert finding.file == f"ledger/{ASSIGNMENT}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jf. brev av 16.02.21", False),
        ("oversendt 10. november", False),
        ("mottatt den 6. desember", False),
        ("innen 6. desember", True),
        ("innen 16.02.23", True),
    ],
)
def test_past_references_are_no_deadlines(tmp_path: Path, words: str, found: bool) -> None:
    text = LETTER.replace("Det settes av", f"Det vises til plan {words}. Det settes av")
    codes = {f.code for f in outcome(tmp_path, text=text).findings}
    assert ("V157" in codes) is found


def test_a_sum_that_no_record_has_is_a_note(tmp_path: Path) -> None:
    text = LETTER.replace("jf. kap. 3714", "og 2,2 mill. kroner til andre, jf. kap. 3714")
    [finding] = outcome(tmp_path, text=text).findings
    assert (finding.code, str(finding.severity)) == ("V158", "note")
    assert "«2,2 mill»" in finding.message


def test_a_sum_that_a_note_names_is_accounted_for(tmp_path: Path) -> None:
    text = LETTER.replace("jf. kap. 3714", "og 2,2 mill. kroner til andre, jf. kap. 3714")
    note = (
        f"        notes:\n          - summary: Andre får 2,2 mill. kroner.\n"
        f'            lines: "{PROSE + 3}"\n        section: "2.1"\n'
    )
    files = changed(MONEY, '        section: "2.1"\n', note)
    assert outcome(tmp_path, files, text).findings == ()


def test_a_day_outside_the_assignments_that_nothing_cites_is_a_note(tmp_path: Path) -> None:
    text = LETTER.replace("Med hilsen", "Med hilsen\n\nRapport leveres 15. mai 2022.")
    [finding] = outcome(tmp_path, text=text).findings
    assert (finding.code, str(finding.severity)) == ("V159", "note")
    assert "15. mai 2022" in finding.message
