"""What a check finds as a whole: places, acceptances, and that nothing hides anything."""

import pytest

from hdirledger.check import Checked, check
from hdirledger.findings import Finding
from hdirledger.ledger import Ledger

from .rules.support import BASE, Memory, ledger_of

TB1 = "assignments/2022/TB2022-1.yaml"
POST = "allocations/2022/0714.21/2022-tb.yaml"


def checked(files: dict[str, str | bytes], base: dict[str, str] = BASE) -> Checked:
    return check(ledger_of(files, base))


def found(files: dict[str, str | bytes], *codes: str) -> list[Finding]:
    return [f for f in checked(files).findings if f.code in codes]


RESTATED = """\
posts:
  - "0714.21"
letter: 2022-tb
year: "2022"
amount: 18 422 000
stated: allocated
restated:
  - amount: 18 500 000
    lines: 90-91
  - amount: 18 600 000
    lines: "95"
lines: "10"
"""


def test_a_finding_says_where_in_the_file_and_in_which_record() -> None:
    (first, second) = found({POST: RESTATED}, "M108")
    assert first == Finding(
        code="M108",
        severity=first.severity,
        file=f"ledger/{POST}",
        line=8,
        column=5,
        record="2022/0714.21/2022-tb",
        message="stated again as 18 500 000, booked as 18 422 000",
    )
    assert first.severity == "error"
    assert (second.line, second.column) == (10, 5)


def test_an_accepted_discrepancy_is_a_note_with_its_reason() -> None:
    text = RESTATED + "accepts: [{rule: M108, reason: Brevet motsier seg selv.}]\n"
    findings = found({POST: text}, "M108", "S401")
    assert [(f.code, f.severity, f.accepted) for f in findings] == [
        ("M108", "note", "Brevet motsier seg selv."),
        ("M108", "note", "Brevet motsier seg selv."),
    ]


def test_an_acceptance_of_some_lines_accepts_no_others() -> None:
    text = RESTATED + "accepts: [{rule: M108, lines: 91-94, reason: Avrundet.}]\n"
    findings = found({POST: text}, "M108", "S401")
    assert [(f.line, f.severity, f.accepted) for f in findings] == [
        (8, "note", "Avrundet."),
        (10, "error", ""),
    ]


def test_the_acceptance_that_names_the_lines_gives_the_reason() -> None:
    text = RESTATED + (
        "accepts:\n"
        "  - {rule: M108, reason: Brevet motsier seg selv.}\n"
        '  - {rule: M108, lines: "95", reason: Trykkfeil.}\n'
    )
    findings = found({POST: text}, "M108", "S401")
    assert [(f.code, f.line, f.accepted) for f in findings] == [
        ("M108", 8, "Brevet motsier seg selv."),
        ("M108", 10, "Trykkfeil."),
    ]


@pytest.mark.parametrize(
    ("accept", "says"),
    [
        ("{rule: M101, reason: Avrundet.}", "M101 is accepted, but finds nothing here"),
        (
            '{rule: M108, lines: "50", reason: Avrundet.}',
            "M108 is accepted in lines 50, but finds nothing here",
        ),
        ("{rule: M999, reason: Avrundet.}", "M999 is accepted, but finds nothing here"),
        ("{rule: J101, reason: Avrundet.}", "there is no rule J101"),
        ("{rule: V999, reason: Avrundet.}", "there is no rule V999"),
        ("{rule: S401, reason: Avrundet.}", "S401 is accepted, but finds nothing here"),
    ],
)
def test_an_acceptance_that_matches_nothing_is_found(accept: str, says: str) -> None:
    text = RESTATED + f"accepts:\n  - {accept}\n"
    (finding,) = found({POST: text}, "S401")
    assert (finding.severity, finding.message) == ("warning", says)
    assert (finding.file, finding.line, finding.column) == (f"ledger/{POST}", 14, 5)


def test_an_acceptance_for_verify_is_left_to_verify() -> None:
    text = RESTATED + "accepts: [{rule: V104, reason: Avrundet.}]\n"
    assert found({POST: text}, "S401") == []


def test_an_acceptance_holds_for_its_own_record_only() -> None:
    text = RESTATED + "accepts: [{rule: M108, reason: Brevet motsier seg selv.}]\n"
    other = RESTATED.replace("0714.21", "0714.70")
    files: dict[str, str | bytes] = {POST: text, POST.replace("0714.21", "0714.70"): other}
    severities = {f.record: f.severity for f in found(files, "M108")}
    assert severities == {"2022/0714.21/2022-tb": "note", "2022/0714.70/2022-tb": "error"}


def test_an_acceptance_in_the_root_file() -> None:
    root = BASE["ledger.yaml"].rstrip() + (
        "\n        accepts:\n          - {rule: G104, reason: Numrene er aldri gitt.}\n        "
    )
    basis = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]\n'
    three = f"id: TB2022-3\nstatus: open\n{basis}"
    findings = found({"ledger.yaml": root, "assignments/2022/TB2022-3.yaml": three}, "G104", "S401")
    assert [(f.code, f.accepted, f.record) for f in findings] == [
        ("G104", "Numrene er aldri gitt.", "ledger")
    ]


def test_one_file_that_cannot_be_read_hides_nothing() -> None:
    files: dict[str, str | bytes] = {POST: RESTATED, TB1: b"id: [\n", "notes.txt": b"\xff"}
    codes = {(f.code, f.file) for f in checked(files).findings if f.severity == "error"}
    assert codes == {
        ("S105", f"ledger/{TB1}"),
        ("S117", "ledger/notes.txt"),
        ("M108", f"ledger/{POST}"),
    }


def test_all_faults_of_a_file_are_found_not_only_the_first() -> None:
    text = """
        id: TB2022-1
        titel: Smitte
        status: åpen
        departments: KTA
        """
    findings = [f for f in checked({TB1: text}).findings if f.file == f"ledger/{TB1}"]
    assert [(f.code, f.line, f.column) for f in findings] == [
        ("S202", 1, 1),
        ("S201", 2, 1),
        ("S203", 3, 1),
        ("S204", 4, 1),
    ]


def test_findings_stand_in_order_of_file_and_line() -> None:
    files: dict[str, str | bytes] = {POST: RESTATED, TB1: b"id: [\n"}
    findings = checked(files).findings
    assert list(findings) == sorted(findings, key=lambda f: (f.file, f.line, f.column))


def test_every_file_is_counted() -> None:
    assert checked({TB1: b"id: ["}).files == len(BASE) + 1


def test_a_missing_root_file_is_an_error_of_its_own() -> None:
    base = {path: text for path, text in BASE.items() if path != "ledger.yaml"}
    findings = [f for f in checked({}, base).findings if f.severity == "error"]
    assert [(f.code, f.file, f.message) for f in findings] == [
        ("S114", "ledger/ledger.yaml", "the root file ledger/ledger.yaml is missing")
    ]


def test_a_broken_root_file_is_not_called_missing() -> None:
    findings = checked({"ledger.yaml": b"agency: [\n"}).findings
    assert [(f.code, f.line) for f in findings if f.severity == "error"] == [("S105", 2)]


def test_an_empty_tree_can_be_checked() -> None:
    outcome = check(Ledger.read(Memory({})))
    assert ([f.code for f in outcome.findings], outcome.files) == (["S114"], 0)


def test_a_check_changes_nothing() -> None:
    ledger = ledger_of({POST: RESTATED})
    assert check(ledger) == check(ledger)
