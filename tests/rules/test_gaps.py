"""Rules about what is missing. They are notes: nobody can mend a gap but by asking."""

import pytest

from .support import assert_mends, found

TB1 = "assignments/2022/TB2022-1.yaml"
FIRST = "letters/2022-ttb-1.yaml"

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "nobody's assignment": (
        "G101",
        {
            TB1: """
             id: TB2022-1  #!
            +departments: [KTA]
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "TB2022-1 has no department",
    ),
    "a letter without a printed date": (
        "G102",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
            -bounds:  #!
            -  earliest: "2022-02-01"
            -  latest: "2022-05-31"
            -  reason: Brevet har ingen dato.
            +dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "2022-ttb-1 has no printed date: 2022-02-01 to 2022-05-31",
    ),
    "a letter that is only cited": (
        "G103",
        {
            FIRST: """
             id: 2022-ttb-1  #!
             kind: supplementary
            -held: "no"
             year: "2022"
            +dated: "2022-03-04"
            +text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "2022-ttb-1 is cited, but not held",
    ),
    "numbers of a series": (
        "G104",
        {
            "ledger.yaml": """
             agency: Helsedirektoratet
             ministry: Helse- og omsorgsdepartementet
             departments: [{code: KTA}]
             letters:  #!
               - 2022-tb
               - 2022-ttb-1
               - 2022-ttb-2
            """,
            TB1: """
             id: TB2022-1
             aliases:
            -  - TB2022-6
            +  - TB2022-2
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            "assignments/2022/TB2022-3a.yaml": """
             id: TB2022-3a
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "12"}
            """,
        },
        "TB2022: 3 of 6 numbers missing: 2, 4-5",
    ),
    "something announced": (
        "G105",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             announces:
               - key: a01  #!
                 summary: Et eget brev om heltid.
                 kind: letter
                 posts: ["0714.21"]
                 lines: "10"
            +    until: 2022-ttb-2
            """
        },
        "714.21: announced (letter), not received",
    ),
    "an assignment that is only cited": (
        "G106",
        {
            TB1: """
             id: TB2022-1  #!
            -held: "no"
             status: open
             basis:
               - {letter: 2022-tb, action: noted, lines: "10"}
            """
        },
        "TB2022-1 is only cited",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_gap_and_filling(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def test_what_is_withheld_or_only_cited_may_lack_a_department() -> None:
    basis = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]\n'
    files = {
        TB1: f"id: TB2022-1\nstatus: open\nwithheld: offl. § 22\n{basis}",
        "assignments/2022/TB2022-2.yaml": f'id: TB2022-2\nheld: "no"\nstatus: open\n{basis}',
    }
    assert found(files, "G101") == []


def test_numbers_that_we_minted_are_no_series() -> None:
    basis = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]\n'
    files = {"assignments/2022/X2022-07.yaml": f"id: X2022-07\nstatus: open\n{basis}"}
    assert found(files, "G104") == []


def test_a_slip_to_a_huge_number_is_told_of_at_once() -> None:
    basis = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]\n'
    files = {TB1: f"id: TB2022-1\naliases: [TB2022-999999999]\nstatus: open\n{basis}"}
    assert found(files, "G104")[0].message.endswith("missing: 2-999999998")
