"""Rules about letters, their order, and what follows from what they did."""

import pytest

from .support import BASE, assert_mends, found

TB1 = "assignments/2022/TB2022-1.yaml"
OLD = "assignments/2020/TB2020-4.yaml"
FIRST = "letters/2022-ttb-1.yaml"
GIVEN = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]'

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "an end that rests on nothing": (
        "L101",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
                 until: 2022-ttb-1  #!
               - due: "2022-09-01"
                 since: 2022-ttb-1  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            +  - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}
            """
        },
        "2022-ttb-1 is not in the basis of TB2022-1",
    ),
    "a former title that ends with nothing": (
        "L101",
        {
            TB1: """
             id: TB2022-1
             title: Kreft
             status: open
             formerly:
               - title: Kreftstrategi
                 until: 2022-ttb-1  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            +  - {letter: 2022-ttb-1, action: amended, lines: "10"}
            """
        },
        "2022-ttb-1",
    ),
    "an item that ends before it begins": (
        "L102",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-09-01"
            -    since: 2022-ttb-2
            -    until: 2022-ttb-1  #!
            +    since: 2022-ttb-1
            +    until: 2022-ttb-2
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}
               - {letter: 2022-ttb-2, action: deadline-changed, lines: "10"}
            """
        },
        "ended by 2022-ttb-1, which does not come after 2022-ttb-2",
    ),
    "an item that ends with the letter that gave it": (
        "L102",
        {
            TB1: """
             id: TB2022-1
             status: open
             partners:
               - agency: Folkehelseinstituttet
                 role: joint
            -    until: 2022-tb  #!
            +    until: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: amended, lines: "10"}
            """
        },
        "2022-tb",
    ),
    "a class, an announcement and a goal that end before they begin": (
        "L102",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - key: a
                 action: continued
                 through: "2021"
                 lines: "10"
            -    until: 2022-tb  #!
            +    until: 2022-ttb-2
             announces:
               - key: a01
                 summary: Et eget brev.
                 kind: letter
                 lines: "11"
            -    until: 2022-tb  #!
            +    until: 2022-ttb-2
            """,
            "goals/2022/04.yaml": """
             id: G2022-04
             letter: 2022-ttb-1
             year: "2022"
             number: "4"
             title: God helse
             lines: "10"
            -until: 2022-tb  #!
            +until: 2022-ttb-2
            """,
        },
        "2022-tb",
    ),
    "a deadline that ends before its row begins": (
        "L102",
        {
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             calendar:
               - key: c01
                 title: Tertialrapport
                 deadlines:
                   - due: "2022-09-01"
            -        until: 2022-ttb-1  #!
            +        until: 2022-ttb-2
                 lines: "10"
                 since: 2022-ttb-1
            """
        },
        "2022-ttb-1",
    ),
    "a letter without a place": (
        "L103",
        {
            "ledger.yaml": """
             agency: Helsedirektoratet
             ministry: Helse- og omsorgsdepartementet
             departments: [{code: KTA}]
             letters:
               - 2022-tb
               - 2022-ttb-1
               - 2022-ttb-2
            +  - 2022-ttb-3
            """,
            "letters/2022-ttb-3.yaml": """
             id: 2022-ttb-3  #!
             kind: supplementary
             year: "2022"
             dated: "2022-07-01"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """,
        },
        "2022-ttb-3 has no place",
    ),
    "a place without a letter": (
        "L103",
        {
            "ledger.yaml": """
             agency: Helsedirektoratet
             ministry: Helse- og omsorgsdepartementet
             departments: [{code: KTA}]
             letters:
               - 2022-tb
               - 2022-ttb-1
            -  - 2022-ttb-12  #!
               - 2022-ttb-2
            """
        },
        "no letter 2022-ttb-12",
    ),
    "a later letter before an earlier one": (
        "L104",
        {
            "ledger.yaml": """
             agency: Helsedirektoratet
             ministry: Helse- og omsorgsdepartementet
             departments: [{code: KTA}]
             letters:
               - 2022-tb
            -  - 2022-ttb-2
            -  - 2022-ttb-1  #!
            +  - 2022-ttb-1
            +  - 2022-ttb-2
            """
        },
        "2022-ttb-1 was given by 2022-03-04, but stands after 2022-ttb-2",
    ),
    "bounds that lie after a later letter": (
        "L104",
        {
            "ledger.yaml": """
             agency: Helsedirektoratet
             ministry: Helse- og omsorgsdepartementet
             departments: [{code: KTA}]
             letters:
               - 2022-tb
               - 2022-ttb-1
               - 2022-ttb-2  #!
            """,
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             bounds:
            -  earliest: "2022-06-02"
            +  earliest: "2022-06-01"
               latest: "2022-12-31"
               reason: Brevet har ingen dato.
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """,
        },
        "2022-ttb-2 was given by 2022-06-01",
    ),
    "a basis against the order of letters": (
        "L105",
        {
            TB1: """
             id: TB2022-1
             status: open
             basis:
            -  - {letter: 2022-ttb-1, action: clarified, lines: "10"}
            -  - {letter: 2022-tb, action: given, lines: "10"}  #!
            +  - {letter: 2022-tb, action: given, lines: "10"}
            +  - {letter: 2022-ttb-1, action: clarified, lines: "10"}
            """
        },
        "2022-tb, lines 10, comes after a later place",
    ),
    "a basis against the order of lines": (
        "L105",
        {
            TB1: """
             id: TB2022-1
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: 900-910}
            -  - {letter: 2022-tb, action: noted, lines: "1000"}
            -  - {letter: 2022-tb, action: noted, lines: "950"}  #!
            +  - {letter: 2022-tb, action: noted, lines: "950"}
            +  - {letter: 2022-tb, action: noted, lines: "1000"}
            """
        },
        "lines 950",
    ),
    "a status that the basis does not give": (
        "L106",
        {
            TB1: """
             id: TB2022-1
            -status: open  #!
            +status: lapsed
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: lapsed, lines: "10"}
            """
        },
        "status is open, but from the basis it is lapsed",
    ),
    "a part that the basis says is delivered": (
        "L106",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - key: a  #!
            +    status: delivered
               - key: b
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: delivered, parts: [a], lines: "10"}
            """
        },
        "part a is open, but from the basis it is delivered",
    ),
    "a whole whose parts are all replaced": (
        "L106",
        {
            TB1: """
             id: TB2022-1
            -status: open  #!
            +status: replaced
             parts:
               - {key: a, status: moved, became: {to: TB2022-2}, until: 2022-ttb-1}
               - {key: b, status: replaced, until: 2022-ttb-2}
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: specified, lines: "10"}
               - {letter: 2022-ttb-2, action: replaced, parts: [b], lines: "10"}
            """,
            "assignments/2022/TB2022-2.yaml": f"id: TB2022-2\nstatus: open\n{GIVEN}\n",
        },
        "it is replaced",
    ),
    "a held letter with nothing to date it by": (
        "L107",
        {
            FIRST: """
             id: 2022-ttb-1  #!
             kind: supplementary
             year: "2022"
            +dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "neither dated nor bounds",
    ),
    "a date and bounds": (
        "L107",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
            -bounds:  #!
            -  earliest: "2022-03-01"
            -  latest: "2022-03-31"
            -  reason: Brevet er omtalt i april.
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "needs no bounds",
    ),
    "bounds that cannot be, of a letter that is only cited": (
        "L107",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             held: "no"
             year: "2022"
             bounds:  #!
            -  earliest: "2022-04-01"
            +  earliest: "2022-03-01"
               latest: "2022-03-31"
               reason: Brevet er omtalt i april.
            """
        },
        "earliest 2022-04-01 is after latest 2022-03-31",
    ),
    "a held letter without its text": (
        "L108",
        {
            FIRST: """
             id: 2022-ttb-1  #!
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
            +text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "no text",
    ),
    "lines beyond the end, each in its own letter": (
        "L109",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
                 until: 2022-ttb-1
                 lines: "3000"
               - due: "2022-09-01"
                 since: 2022-ttb-1
            -    lines: "101"  #!
            +    lines: "100"
             basis:
            -  - letter: 2022-tb
            -    action: given
            -    lines: 2990-3001  #!
            +  - letter: 2022-tb
            +    action: given
            +    lines: 2990-3000
               - {letter: 2022-ttb-1, action: deadline-changed, lines: "100"}
            """
        },
        "lines 101-101: 2022-ttb-1 has no such lines of 100",
    ),
    "lines that run backwards": (
        "L109",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             signed:
               - name: Kari Nordmann
            -    lines: 98-97  #!
            +    lines: 97-98
            """
        },
        "98-97",
    ),
    "a class that lapses, and a file that does not say so": (
        "L110",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - {key: a, action: lapsed, through: "2021", lines: "15"}
            """,
            OLD: """
             id: TB2020-4
            -status: open
            +status: lapsed
             basis:  #!
               - {letter: 2022-tb, action: repeated, lines: "10"}
            +  - {letter: 2022-ttb-1, action: lapsed, lines: "15"}
            """,
        },
        "2022-ttb-1 lets it lapse (class a)",
    ),
    "a class that lapses, and a letter that only mentions the assignment elsewhere": (
        "L110",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - key: a
                 action: lapsed
                 through: "2021"
            +    exceptions: [TB2020-4]
                 lines: "15"
            """,
            OLD: """
             id: TB2020-4
             status: open
            -basis:  #!
            +basis:
               - {letter: 2022-tb, action: repeated, lines: "10"}
               - {letter: 2022-ttb-1, action: noted, lines: "90"}
            """,
        },
        "2022-ttb-1 lets it lapse",
    ),
    "an exception of a class, and a file that does not say so": (
        "L112",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - {key: a, action: lapsed, through: "2021", exceptions: [TB2020-4], lines: "15"}
            """,
            OLD: """
             id: TB2020-4
             status: open
             basis:  #!
               - {letter: 2022-tb, action: repeated, lines: "10"}
            +  - {letter: 2022-ttb-1, action: kept, lines: "40"}
            """,
        },
        "2022-ttb-1 excepts it from a class by name",
    ),
    "a class that continues": (
        "L110",
        {
            FIRST: """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - {key: b, action: continued, from: "2022", through: "2022", lines: "16"}
            """,
            TB1: """
             id: TB2022-1
             status: open
             basis:  #!
               - {letter: 2022-tb, action: given, lines: "10"}
            +  - {letter: 2022-ttb-1, action: continued, lines: "16"}
            """,
        },
        "2022-ttb-1 continues it (class b)",
    ),
    "since where it is not needed": (
        "L111",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
            -    since: 2022-tb  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            "goals/2022/04.yaml": """
             id: G2022-04
             letter: 2022-tb
             year: "2022"
             number: "4"
             title: God helse
             lines: "10"
            -since: 2022-tb  #!
            """,
        },
        "2022-tb is the letter that gave it all",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_fault_and_mend(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def with_class(rule: str, number: str, status: str, basis: str) -> dict[str, str]:
    """An assignment of 2020, 2021 or 2022, and a rule for a class of them in 2022-ttb-1."""
    letter = BASE[FIRST].rstrip() + f"\n        classes:\n          - {rule}\n        "
    path = f"assignments/{number[2:6]}/{number}.yaml"
    return {FIRST: letter, path: f"id: {number}\nstatus: {status}\nbasis:\n{basis}"}


LAPSE = '{key: a, action: lapsed, from: "2020", through: "2021", lines: "15"}'
REPEATED = '  - {letter: 2022-tb, action: repeated, lines: "10"}\n'


@pytest.mark.parametrize("number", ["TB2019-4", "TB2022-4"])
def test_a_class_rule_leaves_other_years_alone(number: str) -> None:
    assert found(with_class(LAPSE, number, "open", REPEATED), "L110") == []


def test_a_class_rule_leaves_alone_what_had_ended_already() -> None:
    basis = '  - {letter: 2022-tb, action: withdrawn, lines: "10"}\n'
    assert found(with_class(LAPSE, "TB2021-4", "withdrawn", basis), "L110") == []


def test_a_class_rule_leaves_alone_what_came_after_it() -> None:
    basis = '  - {letter: 2022-ttb-2, action: repeated, lines: "10"}\n'
    assert found(with_class(LAPSE, "TB2021-4", "open", basis), "L110") == []


def test_a_class_rule_is_done_when_the_letter_keeps_the_assignment() -> None:
    basis = REPEATED + '  - {letter: 2022-ttb-1, action: kept, lines: "15"}\n'
    assert found(with_class(LAPSE, "TB2021-4", "open", basis), "L110") == []


def test_a_class_rule_is_not_done_by_what_happens_to_one_part() -> None:
    basis = REPEATED + '  - {letter: 2022-ttb-1, action: lapsed, parts: [a], lines: "15"}\n'
    files = with_class(LAPSE, "TB2021-4", "open", basis)
    files["assignments/2021/TB2021-4.yaml"] += "parts: [{key: a, status: lapsed}, {key: b}]\n"
    assert [f.file for f in found(files, "L110")] == ["ledger/assignments/2021/TB2021-4.yaml"]


def test_a_class_rule_leaves_alone_what_is_only_cited() -> None:
    files = with_class(LAPSE, "TB2021-4", "open", REPEATED)
    files["assignments/2021/TB2021-4.yaml"] += 'held: "no"\n'
    assert found(files, "L110") == []


def test_entries_of_one_letter_may_begin_on_the_same_line() -> None:
    basis = (
        '  - {letter: 2022-tb, action: given, lines: "10"}\n'
        "  - {letter: 2022-tb, action: noted, lines: 10-12}\n"
    )
    assert found({TB1: f"id: TB2022-1\nstatus: open\nbasis:\n{basis}"}, "L") == []


def test_a_reply_needs_no_text_and_a_letter_only_cited_needs_no_date() -> None:
    files = {
        "letters/2022-ttb-1.yaml": 'id: 2022-ttb-1\nkind: reply\nyear: "2022"\ndated: "2022-03-04"',
        "letters/2022-ttb-2.yaml": 'id: 2022-ttb-2\nkind: main\nyear: "2022"\nheld: "no"',
    }
    assert found(files, "L") == []
