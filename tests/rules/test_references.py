"""Rules about what records refer to."""

import pytest

from .support import assert_mends, found

TB1 = "assignments/2022/TB2022-1.yaml"
TB2 = "assignments/2022/TB2022-2.yaml"
TB3 = "assignments/2022/TB2022-3.yaml"
GIVEN = 'basis: [{letter: 2022-tb, action: given, lines: "10"}]'
SECOND = f"id: TB2022-2\nstatus: open\n{GIVEN}\n"
WITH_ALIAS = f"id: TB2022-2\naliases: [TTB2022-7]\nstatus: open\n{GIVEN}\n"

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "a relation to nothing": (
        "R101",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TTB2021-78  #!
            +    to: TB2022-2
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: SECOND,
        },
        "no assignment TTB2021-78",
    ),
    "a part that became nothing": (
        "R101",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - {key: b}
               - key: a
                 status: moved
                 became:
            -      to: TB2022-9  #!
            +      to: TB2022-2
                 until: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: specified, lines: "10"}
            """,
            TB2: SECOND,
        },
        "TB2022-9",
    ),
    "a deadline of a reporting row that hangs on nothing": (
        "R101",
        {
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             calendar:
               - key: c01
                 title: Statusmøte
                 deadlines:
                   - with:
            -          assignment: TB2022-9  #!
            +          assignment: TB2022-2
                 lines: "10"
            """,
            TB2: SECOND,
        },
        "TB2022-9",
    ),
    "an earmark inside an earmark for nothing": (
        "R101",
        {
            "allocations/2022/0714.21/2022-tb.yaml": """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 9 000 000
             stated: allocated
             earmarks:
               - amount: 5 000 000
                 purpose: Kampanje
                 earmarks:
                   - amount: 1 000 000
                     purpose: Evaluering av kampanjen
                     assignments:
            -          - TTB2024-66  #!
            +          - TB2022-2
                     lines: "11"
                 lines: "11"
             lines: "10"
            """,
            TB2: SECOND,
        },
        "TTB2024-66",
    ),
    "an exception, an announcement and an answer that name nothing": (
        "R101",
        {
            "letters/2022-ttb-1.yaml": """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             dated: "2022-03-04"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             classes:
               - key: a
                 action: lapsed
                 through: "2021"
                 exceptions:
            -      - TB2021-5  #!
            +      - TB2022-2
                 lines: "10"
             announces:
               - key: a01
                 summary: Et eget brev.
                 kind: letter
                 assignments:
            -      - TB2021-6  #!
            +      - TB2022-2
                 lines: "11"
             answers:
            -  - TB2021-7  #!
            +  - TB2022-2
            """,
            TB2: SECOND,
        },
        "TB2021-5",
    ),
    "an authorization and a reporting row for nothing": (
        "R101",
        {
            "authorizations/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             authorizations:
               - key: a
                 kind: charge
                 posts: ["0710.23"]
                 ceiling: none
                 purpose: Belaste posten.
                 assignments:
            -      - TB2021-5  #!
            +      - TB2022-2
                 lines: "10"
            """,
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             requirements:
               - key: r01
                 title: Rapport om heltid
                 assignments:
            -      - TB2021-5  #!
            +      - TB2022-2
                 lines: "10"
            """,
            TB2: SECOND,
        },
        "TB2021-5",
    ),
    "a number that two assignments share": (
        "R102",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TB2021-43  #!
            +    to: TB2021-43b
            +    cited-as: TB2021-43
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            "assignments/2021/TB2021-43a.yaml": f"""
             id: TB2021-43a
             aliases: [TB2021-43]
             status: open
             {GIVEN}
            """,
            "assignments/2021/TB2021-43b.yaml": f"""
             id: TB2021-43b
             aliases: [TB2021-43]
             status: open
             {GIVEN}
            """,
        },
        "TB2021-43 may be TB2021-43a, TB2021-43b",
    ),
    "an alias instead of the id": (
        "R103",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TTB2022-7  #!
            +    to: TB2022-2
            +    cited-as: TTB2022-7
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: WITH_ALIAS,
        },
        "alias of TB2022-2",
    ),
    "the id in another form": (
        "R103",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TB2022-002  #!
            +    to: TB2022-2
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: SECOND,
        },
        "TB2022-002",
    ),
    "an alias that is another's id": (
        "R104",
        {
            TB1: """
             id: TB2022-1
             aliases:
            -  - TB 2022-02  #!
            +  - TTB2022-02
             status: open
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: SECOND,
        },
        "id of another assignment",
    ),
    "letters that are not there, wherever a record names one": (
        "R105",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
            -    until: 2022-ttb-7  #!
            +    until: 2022-ttb-1
             relations:
               - type: follows-up
            -    to: 2021-ttb-90  #!
            +    to: 2022-tb
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}
               - letter: 2022-ttb-1
                 action: noted
                 reply:
            -      letter: 2022-reply-3  #!
            +      letter: 2022-ttb-2
                 lines: "11"
            """,
            "letters/2022-ttb-2.yaml": """
             id: 2022-ttb-2
             kind: supplementary
             year: "2022"
             dated: "2022-06-01"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
             mentions:
            -  - letter: 2021-tb  #!
            +  - letter: 2022-tb
                 lines: "10"
            """,
            "authorizations/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             authorizations:
               - key: a
                 kind: charge
                 posts: ["0710.23"]
                 ceiling: none
                 purpose: Belaste posten.
                 see:
            -      - 2021-ttb-90  #!
            +      - 2022-ttb-1
                 lines: "10"
            """,
        },
        "there is no letter",
    ),
    "a slip in a department": (
        "R106",
        {
            TB1: """
             id: TB2022-1
             departments:
               - KTA
            -  - SAH  #!
            +  - SHA
             status: open
             formerly:
               - departments:
            -      - KAT  #!
            +      - KTA
                 until: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: amended, lines: "10"}
            """
        },
        "no department SAH in ledger.yaml",
    ),
    "parts that are not there": (
        "R107",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - {key: a}
             deadlines:
               - after:
                   assignment: TB2022-2
            -      part: c  #!
            +      part: b
             relations:
               - type: see
                 to: TB2022-2
            -    part: g  #!
            +    part: b
             basis:
               - letter: 2022-tb
                 action: given
                 parts:
            -      - c  #!
            +      - a
                 lines: "10"
            """,
            TB2: f"id: TB2022-2\nstatus: open\nparts: [{{key: b}}]\n{GIVEN}\n",
        },
        "no part",
    ),
    "what a part became is not there": (
        "R107",
        {
            TB1: """
             id: TB2022-1
             status: replaced
             parts:
               - key: a
                 status: moved
                 became:
                   to: TB2022-2
            -      part: c  #!
            +      part: b
                 until: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: specified, lines: "10"}
            """,
            TB2: f"id: TB2022-2\nstatus: open\nparts: [{{key: b}}]\n{GIVEN}\n",
        },
        "TB2022-2 has no part c",
    ),
    "a goal and a reporting row that are not there": (
        "R107",
        {
            TB1: """
             id: TB2022-1
             status: open
             goals:
            -  - G2022-99  #!
            +  - G2022-04
             deadlines:
               - with:
            -      reporting: c02  #!
            +      reporting: c01
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
            """,
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             calendar:
               - {key: c01, title: Årsrapport, lines: "10"}
            """,
        },
        "G2022-99",
    ),
    "a circle of three": (
        "R109",
        {
            TB1: f"""
             id: TB2022-1
             status: open
             relations: [{{type: replaces, to: TB2022-2}}]
             {GIVEN}
            """,
            TB2: f"""
             id: TB2022-2
             status: open
             relations: [{{type: replaces, to: TB2022-3}}]
             {GIVEN}
            """,
            TB3: """
             id: TB2022-3
             status: open
             relations:
            -  - type: replaces
            +  - type: see
                 to: TB2022-1  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
        },
        "leads back",
    ),
    "a relation to itself": (
        "R110",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TB2022-1  #!
            +    to: TB2022-2
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: SECOND,
        },
        "TB2022-1 refers to itself",
    ),
    "a quoted title that is another's": (
        "R108",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TB2022-2
            +    to: TB2022-3
            +    cited-as: TB2022-2
                 title: Nasjonal alkoholstrategi  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: f"id: TB2022-2\ntitle: Evaluering av TOO\nstatus: open\n{GIVEN}",
            TB3: f"id: TB2022-3\ntitle: Nasjonal alkoholstrategi 2021–2025\nstatus: open\n{GIVEN}",
        },
        "is that of TB2022-3, not of TB2022-2 ('Evaluering av TOO')",
    ),
    "a quoted title that is nobody's": (
        "R108",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
                 to: TB2022-2
            -    title: Beredskapslagre for smittevernutstyr  #!
            +    title: Evaluering av TOO
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: f"id: TB2022-2\ntitle: Evaluering av TOO\nstatus: open\n{GIVEN}",
        },
        "is not that of TB2022-2",
    ),
    "a quoted title that is like the one of last year": (
        "R108",
        {
            TB1: """
             id: TB2022-1
             status: open
             relations:
               - type: see
            -    to: TB2022-2
            +    to: TB2022-3
                 title: Årsrapport om tilskudd for 2022  #!
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """,
            TB2: f"id: TB2022-2\ntitle: Årsrapport om tilskudd for 2021\nstatus: open\n{GIVEN}",
            TB3: f"id: TB2022-3\ntitle: Årsrapport om tilskudd for 2022\nstatus: open\n{GIVEN}",
        },
        "TB2022-3",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_fault_and_mend(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def related(relation: str, other: str, *more: str) -> dict[str, str]:
    """TB2022-1 with one relation, TB2022-2 with these keys, and TB2022-3 and on with a title."""
    files = {
        TB1: f"id: TB2022-1\nstatus: open\nrelations: [{relation}]\n{GIVEN}\n",
        TB2: f"id: TB2022-2\n{other}\nstatus: open\n{GIVEN}\n",
    }
    for number, title in enumerate(more, 3):
        path = f"assignments/2022/TB2022-{number}.yaml"
        files[path] = f"id: TB2022-{number}\ntitle: {title}\nstatus: open\n{GIVEN}\n"
    return files


@pytest.mark.parametrize(
    ("quoted", "title"),
    [
        ("Nasjonal alkoholstrategi", "Nasjonal alkoholstrategi (2021–2025)"),
        ("OPPFØLGING AV NOU 2020:1", "Oppfølging av NOU 2020:1 Tjenester til personer med autisme"),
        ("Handlingsplanen mot vold", "Handlingsplan mot vold"),
        ("Revidere veileder for fengsel", "Revidere nasjonal veileder for fengsel"),
    ],
)
def test_a_title_need_not_be_quoted_to_the_letter(quoted: str, title: str) -> None:
    files = related(f'{{type: see, to: TB2022-2, title: "{quoted}"}}', f'title: "{title}"')
    assert found(files, "R108") == []


def test_an_earlier_title_may_be_quoted() -> None:
    other = (
        "title: Beredskapslagre for legemidler\n"
        "formerly: [{title: Nasjonal kreftstrategi, until: 2022-ttb-1}]"
    )
    files = related("{type: see, to: TB2022-2, title: Nasjonal kreftstrategi}", other)
    assert found(files, "R108") == []


def test_the_number_of_another_agency_is_not_ours() -> None:
    relation = (
        "{type: part-of, to: TB2022-2, part: g, agency: Folkehelseinstituttet, title: Legevakt}"
    )
    back = "title: Kreft\nrelations: [{type: part-of, to: TB2022-1}]"
    assert found(related(relation, back), "R") == []


def test_an_agency_s_number_need_not_exist_here() -> None:
    files = related("{type: see, to: TB2025-35, agency: Folkehelseinstituttet}", "title: Kreft")
    assert found(files, "R") == []


def test_see_may_go_both_ways() -> None:
    files = related("{type: see, to: TB2022-2}", "relations: [{type: see, to: TB2022-1}]")
    assert found(files, "R") == []


def test_a_file_that_cannot_be_read_is_not_missing_as_well() -> None:
    files: dict[str, str | bytes] = {
        TB1: f"id: TB2022-1\nstatus: open\nrelations: [{{type: see, to: TB2022-2}}]\n{GIVEN}\n",
        TB2: b"id: [",
    }
    assert [f.code for f in found(files, "R")] == []


def test_a_long_chain_is_no_circle() -> None:
    files = {
        f"assignments/2022/TB2022-{n}.yaml": f"id: TB2022-{n}\nstatus: open\n"
        f"relations: [{{type: replaces, to: TB2022-{n + 1}}}]\n{GIVEN}\n"
        for n in range(1, 1500)
    }
    files["assignments/2022/TB2022-1500.yaml"] = f"id: TB2022-1500\nstatus: open\n{GIVEN}\n"
    assert found(files, "R") == []
