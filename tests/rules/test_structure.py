"""Rules about the form of files and records, and their names and places."""

import os
from pathlib import Path

import pytest

from hdirledger.check import check
from hdirledger.ledger import Ledger
from hdirledger.source import WorkingTree

from .support import BASE, assert_mends, found, ledger_of

TB1 = "assignments/2022/TB2022-1.yaml"
RECORD = b"""id: TB2022-1
title: Smitte
status: open
basis:
  - {letter: 2022-tb, action: given, lines: "10"}
"""

# Code, what is faulty, where it is told of; RECORD is each one's mended version.
READING = [
    ("S101", RECORD.replace(b"Smitte", b"Bl\xf8tt"), (2, 10)),
    ("S102", b"\xef\xbb\xbf" + RECORD, (1, 1)),
    ("S103", RECORD.replace(b"open\n", b"open\r\n"), (3, 13)),
    ("S104", RECORD.replace(b"title: ", b"title:\t"), (2, 7)),
    ("S104", RECORD.replace(b"Smitte", b"Smi\x00tte"), (2, 11)),
    ("S104", RECORD.replace(b"Smitte", "Smi\u2028tte".encode()), (2, 11)),
    ("S105", RECORD.replace(b"Smitte", b'"Smitte'), (5, 31)),
    ("S105", RECORD.replace(b"status: open", b"<<<<<<< HEAD"), (4, 1)),
    ("S106", RECORD.replace(b"basis", b"status: lapsed\nbasis"), (4, 1)),
    ("S107", RECORD.replace(b"Smitte", b"&a Smitte"), (2, 8)),
    ("S107", RECORD.replace(b"Smitte", b"*a"), (2, 8)),
    ("S108", RECORD.replace(b"Smitte", b"!!str Smitte"), (2, 8)),
    ("S108", b"%YAML 1.2\n---\n" + RECORD, (1, 1)),
    ("S109", RECORD + b"---\n" + RECORD, (6, 1)),
    ("S110", b"", (1, 1)),
    ("S110", b"# TB2022-1\n", (1, 1)),
    ("S111", b"- " + RECORD.replace(b"\n", b"\n  "), (1, 1)),
    ("S111", b"TB2022-1\n", (1, 1)),
    ("S112", RECORD + b"#" * 1024 * 1024, (1, 1)),
    ("S113", RECORD.replace(b"Smitte", b"[" * 30 + b"]" * 30), (2, 31)),
]


@pytest.mark.parametrize(("code", "content", "place"), READING)
def test_what_reading_finds(code: str, content: bytes, place: tuple[int, int]) -> None:
    findings = found({TB1: content}, "S1")
    assert [f.code for f in findings] == [code]
    assert findings[0].file == f"ledger/{TB1}"
    assert findings[0].record == "TB2022-1"
    assert findings[0].line == place[0]
    assert found({TB1: RECORD}, "S1") == []


def disk(folder: Path) -> Path:
    """The base ledger on disk, as the project's folder."""
    for entry in ledger_of({TB1: RECORD}).entries:
        target = folder / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(entry.content or b"")
    return folder


def on_disk(folder: Path) -> list[tuple[str, str]]:
    checked = check(Ledger.read(WorkingTree(folder)))
    return [(f.code, f.file) for f in checked.findings if f.severity == "error"]


def test_a_folder_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    # Permissions do not keep the superuser out, so the folder is missing instead.
    assert ("S114", "ledger") in on_disk(tmp_path)
    assert on_disk(disk(tmp_path)) == []


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    link = disk(tmp_path) / "ledger" / "assignments" / "2022" / "TB2022-2.yaml"
    link.symlink_to("/etc/passwd")
    assert on_disk(tmp_path) == [("S115", "ledger/assignments/2022/TB2022-2.yaml")]
    link.unlink()
    assert on_disk(tmp_path) == []


def test_a_folder_or_pipe_with_the_name_of_a_record_is_told_of(tmp_path: Path) -> None:
    folder = disk(tmp_path) / "ledger" / "assignments" / "2022"
    (folder / "TB2022-2.yaml").mkdir()
    os.mkfifo(folder / "TB2022-3.yaml")
    assert on_disk(tmp_path) == [
        ("S116", "ledger/assignments/2022/TB2022-2.yaml"),
        ("S116", "ledger/assignments/2022/TB2022-3.yaml"),
    ]
    (folder / "TB2022-2.yaml").rmdir()
    (folder / "TB2022-3.yaml").unlink()
    assert on_disk(tmp_path) == []


@pytest.mark.parametrize(
    "path",
    ["notes.txt", "TB2022-9.yaml", "assignments/2022/TB2022-9.yml", "oppdrag/TB2022-9.yaml"],
)
def test_nothing_lies_unchecked_under_the_ledger(path: str) -> None:
    findings = found({path: b"Husk dette.\n"}, "S1")
    assert [(f.code, f.file, f.line) for f in findings] == [("S117", f"ledger/{path}", 1)]


CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "a misspelt key": (
        "S201",
        {
            TB1: """
             id: TB2022-1
             status: open
            -deadline:  #!
            +deadlines:
               - due: "2022-06-01"
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "unknown key deadline",
    ),
    "a misspelt key in a list": (
        "S201",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
            -    untill: 2022-ttb-1  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "unknown key untill",
    ),
    "a key that is missing": (
        "S202",
        {
            TB1: """
             id: TB2022-1  #!
            +status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "the key status is missing",
    ),
    "a key that is missing from an item": (
        "S202",
        {
            TB1: """
             id: TB2022-1
             status: open
             basis:
               - letter: 2022-tb
                 action: given
                 lines: "10"
               - letter: 2022-ttb-1  #!
                 action: clarified
            +    lines: "10"
            """
        },
        "the key lines is missing in basis",
    ),
    "a deadline that is never": (
        "S202",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - printed: snarest  #!
            +    due: asap
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "needs one of due or with or after",
    ),
    "values in another form": (
        "S203",
        {
            "allocations/2022/0714.21/2022-tb.yaml": """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -amount: 103,7 mill.  #!
            +amount: 103 700 000
            -stated: gitt  #!
            +stated: allocated
             lines: "10"
            """
        },
        "'103,7 mill.' does not have the right form",
    ),
    "a value with nothing in it": (
        "S203",
        {
            TB1: """
             id: TB2022-1
            -title:  #!
            +title: Smittevern
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "title is empty",
    ),
    "a value of more than one line": (
        "S203",
        {
            "allocations/2022/0714.21/2022-tb.yaml": """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -amount: |  #!
            -  none
            +amount: none
             stated: allocated
             lines: "10"
            """
        },
        "'none\\n' does not have the right form",
    ),
    "a number that no letter prints": (
        "S203",
        {
            "allocations/2022/0714.21/2022-tb.yaml": f"""
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -amount: {"9" * 5000}  #!
            +amount: 0
             stated: allocated
            -lines: "{"9" * 5000}"  #!
            +lines: "10"
            """
        },
        "does not have the right form",
    ),
    "one text where a list belongs": (
        "S204",
        {
            TB1: """
             id: TB2022-1
            -departments: KTA  #!
            +departments: [KTA]
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "departments must be a list, not text",
    ),
    "a value that stands twice": (
        "S205",
        {
            TB1: """
             id: TB2022-1
             departments:  #!
               - KTA
            -  - KTA
            +  - SHA
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "departments names the same value twice",
    ),
    "an id that is not the file's": (
        "S301",
        {
            TB1: """
            -id: TB2022-2  #!
            +id: TB2022-1
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "its place is ledger/assignments/2022/TB2022-2.yaml",
    ),
    "an allocation, authorizations, reporting and a goal in the wrong year": (
        "S301",
        {
            "allocations/2022/0714.21/2022-tb.yaml": """
             posts: ["0714.21"]  #!
             letter: 2022-tb
            -year: "2023"
            +year: "2022"
             amount: 0
             stated: allocated
             lines: "10"
            """,
            "authorizations/2022/2022-tb.yaml": """
             letter: 2022-tb  #!
            -year: "2023"
            +year: "2022"
             authorizations:
               - key: a
                 kind: charge
                 posts: ["0710.23"]
                 ceiling: none
                 purpose: Belaste posten.
                 lines: "10"
            """,
            "goals/2022/04.yaml": """
             id: G2022-04  #!
             letter: 2022-tb
            -year: "2023"
            +year: "2022"
             number: "4"
             title: God helse
             lines: "10"
            """,
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb  #!
            -year: "2023"
            +year: "2022"
            """,
        },
        "ledger/allocations/2023/0714.21/2022-tb.yaml",
    ),
    "two parts and two basis entries with one key": (
        "S304",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - key: a
            -  - key: a  #!
            +  - key: b
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            -  - {letter: 2022-tb, action: noted, lines: "10"}  #!
            +  - {letter: 2022-tb, action: noted, lines: "11"}
            """
        },
        "items 1 and 2 of parts have the same key",
    ),
    "deadlines, relations, partners and funds with one key": (
        "S304",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - {due: asap, printed: snarest}
            -  - {due: asap, printed: straks}  #!
            +  - {due: asap, printed: straks, kind: draft}
               - {after: {event: møtet}}
            -  - {after: {event: møtet}, printed: etter møtet}  #!
            +  - {after: {event: høringen}, printed: etter høringen}
             partners:
               - {agency: Folkehelseinstituttet, role: joint}
            -  - {agency: Folkehelseinstituttet, role: joint, lines: "10"}  #!
            +  - {agency: Folkehelseinstituttet, role: lead, lines: "10"}
             funds:
               - {amount: 1 000 000, purpose: Trykk, lines: "10"}
            -  - {amount: 1 000 000, purpose: Film, lines: "10"}  #!
            +  - {amount: 1 000 000, purpose: Film, lines: "11"}
             relations:
               - {type: see, to: 2022-ttb-1}
            -  - {type: see, to: 2022-ttb-1, title: Et tillegg}  #!
            +  - {type: follows-up, to: 2022-ttb-1, title: Et tillegg}
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "items 1 and 2 of deadlines",
    ),
    "money with one key, at any depth": (
        "S304",
        {
            "allocations/2022/0714.21/2022-tb.yaml": """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 4 000 000
             stated: allocated
             rows:
               - {amount: 2 000 000, lines: "10"}
            -  - {amount: 2 000 000, lines: "10"}  #!
            +  - {amount: 2 000 000, lines: "11"}
             earmarks:
               - amount: 3 000 000
                 purpose: Kampanje
                 earmarks:
                   - {amount: 1 000 000, purpose: Film, lines: "12"}
            -      - {amount: 1 000 000, purpose: Film, lines: "12"}  #!
            +      - {amount: 1 000 000, purpose: Trykk, lines: "12"}
                 lines: "12"
             lines: "10"
            """
        },
        "items 1 and 2 of rows",
    ),
    "rows of a calendar, requirements and indicators with one key": (
        "S304",
        {
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             calendar:
               - {key: c01, title: Årsrapport, lines: "10"}
             requirements:
            -  - key: c01  #!
            +  - key: r01
                 title: Tertialrapport
                 lines: "11"
            """,
            "goals/2022/04.yaml": """
             id: G2022-04
             letter: 2022-tb
             year: "2022"
             number: "4"
             title: God helse
             key-figures:
               - {key: k1, title: Ventetid, lines: "10"}
            -  - {key: k1, title: Levealder, lines: "11"}  #!
            +  - {key: k2, title: Levealder, lines: "11"}
             lines: "10"
            """,
        },
        "items 1 and 2 of key-figures",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_fault_and_mend(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def test_one_number_in_two_files() -> None:
    text = """
        id: NUMBER
        status: open
        basis:
          - {letter: 2022-tb, action: given, lines: "10"}
        """
    files = {
        "assignments/2022/TB2022-01.yaml": text.replace("NUMBER", "TB2022-01"),
        TB1: text.replace("NUMBER", "TB2022-1"),
    }
    (finding,) = found(files, "S302")
    assert (finding.file, finding.line) == (f"ledger/{TB1}", 1)
    assert "already used in ledger/assignments/2022/TB2022-01.yaml" in finding.message
    files["assignments/2022/TB2022-2.yaml"] = files.pop(TB1).replace("TB2022-1", "TB2022-2")
    assert found(files, "S302") == found(files, "S301") == []


CANONICAL = """\
# yaml-language-server: $schema=../../../schema/assignment.schema.json
id: TB2022-1
status: open
basis:
  - letter: 2022-tb
    action: given
    lines: "10"
"""


def test_another_form_than_the_canonical_one_is_told_of_at_its_first_line() -> None:
    other = CANONICAL.replace('"10"', "10")
    (finding,) = (f for f in found({TB1: other}, "S303") if f.file == f"ledger/{TB1}")
    assert (finding.line, finding.column, finding.severity) == (7, 1, "warning")
    assert finding.hint == f"hdirledger fmt ledger/{TB1}"


def test_the_canonical_form_is_fine() -> None:
    assert [f for f in found({TB1: CANONICAL}, "S303") if f.file == f"ledger/{TB1}"] == []


def test_a_partner_may_come_back() -> None:
    text = """
        id: TB2022-1
        status: open
        partners:
          - {agency: Folkehelseinstituttet, role: joint, until: 2022-ttb-1}
          - {agency: Folkehelseinstituttet, role: joint, since: 2022-ttb-2}
        basis:
          - {letter: 2022-tb, action: given, lines: "10"}
          - {letter: 2022-ttb-1, action: amended, lines: "10"}
          - {letter: 2022-ttb-2, action: amended, lines: "10"}
        """
    assert found({TB1: text}, "S304") == []


def test_a_letter_may_set_again_the_deadline_that_it_first_had() -> None:
    text = """
        id: TB2022-1
        status: open
        deadlines:
          - {due: "2022-06-01", until: 2022-ttb-1}
          - {due: "2022-09-01", since: 2022-ttb-1, until: 2022-ttb-2}
          - {due: "2022-06-01", since: 2022-ttb-2}
          - {due: "2022-06-01", parts: [a]}
        parts: [{key: a}]
        basis:
          - {letter: 2022-tb, action: given, lines: "10"}
          - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}
          - {letter: 2022-ttb-2, action: deadline-changed, lines: "10"}
        """
    assert found({TB1: text}, "S304") == []


def test_the_base_ledger_itself_has_errors_of_no_kind() -> None:
    assert [f for f in check(ledger_of({}, BASE)).findings if f.severity == "error"] == []
