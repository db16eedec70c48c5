"""Rules about deadlines."""

from typing import Any

import pytest

from .support import assert_mends, found

TB1 = "assignments/2022/TB2022-1.yaml"

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "a day that is not in the calendar": (
        "D101",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
            -  - due: "2022-02-30"  #!
            +  - due: "2022-02-28"
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "2022-02-30 is not in the calendar",
    ),
    "a week that the year does not have": (
        "D101",
        {
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             calendar:
               - key: c01
                 title: Årsrapport
                 deadlines:
            -      - {due: 2022-W53, printed: uke 53}  #!
            +      - {due: 2022-W52, printed: uke 52}
                 lines: "10"
            """
        },
        "2022 has no week 53",
    ),
    "a range that ends before it begins": (
        "D101",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
            -  - due: 2022-06/2022-05  #!
            +  - due: 2022-05/2022-06
                 printed: mai eller juni
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "ends before it begins",
    ),
    "a letter dated on a day that is not": (
        "D101",
        {
            "letters/2022-ttb-1.yaml": """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
            -dated: "2022-04-31"  #!
            +dated: "2022-04-30"
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "2022-04-31",
    ),
    "bounds on a day that is not": (
        "D101",
        {
            "letters/2022-ttb-1.yaml": """
             id: 2022-ttb-1
             kind: supplementary
             year: "2022"
             bounds:
               earliest: "2022-02-01"
            -  latest: "2022-02-29"  #!
            +  latest: "2022-02-28"
               reason: Brevet svarer på et brev fra januar.
             text: {file: a.txt, sha256: SHA256, lines: "100"}
            """
        },
        "2022-02-29",
    ),
    "a reply on a day that is not": (
        "D101",
        {
            TB1: """
             id: TB2022-1
             status: delivered
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - letter: 2022-ttb-1
                 action: delivered
                 reply:
            -      dated: "2022-02-31"  #!
            +      dated: "2022-02-28"
                 lines: "10"
            """
        },
        "2022-02-31",
    ),
    "a deadline for a part that is not there": (
        "D102",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - {key: a, lines: "10"}
               - {key: b, lines: "11"}
             deadlines:
               - due: "2022-06-01"
                 parts:
                   - a
            -      - c  #!
            +      - b
             basis:
               - {letter: 2022-tb, action: given, lines: 10-11}
            """
        },
        "no part c",
    ),
    "a deadline that hangs on a part that is not there": (
        "D102",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - {key: a, lines: "10"}
             deadlines:
               - after:
            -      part: b  #!
            +      part: a
                 printed: når rapporten er levert
             basis:
               - {letter: 2022-tb, action: given, lines: 10-11}
            """
        },
        "no part b",
    ),
    "a deadline for a part of a reporting row": (
        "D102",
        {
            "reporting/2022/2022-tb.yaml": """
             letter: 2022-tb
             year: "2022"
             requirements:
               - key: r01
                 title: Tertialrapport
                 deadlines:
                   - due: "2022-06-01"
            -        parts: [a]  #!
                 lines: "10"
            """
        },
        "no parts",
    ),
    "a deadline that had passed when its letter was written": (
        "D103",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-02-01"
                 until: 2022-ttb-1
            -  - due: "2022-03-03"  #!
            +  - due: "2022-03-04"
                 since: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}
            """
        },
        "2022-ttb-1 was not given before 2022-03-04",
    ),
    "a new deadline that is not there": (
        "D104",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: "2022-06-01"
            +    until: 2022-ttb-1
            +  - due: "2022-09-01"
            +    since: 2022-ttb-1
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
               - letter: 2022-ttb-1
                 action: deadline-changed  #!
                 lines: "10"
            """
        },
        "2022-ttb-1 is said to change a deadline",
    ),
    "a new deadline for another part than the one that is said": (
        "D104",
        {
            TB1: """
             id: TB2022-1
             status: open
             parts:
               - {key: a, lines: "10"}
               - {key: b, lines: "11"}
             deadlines:
               - {due: "2022-06-01", parts: [a], until: 2022-ttb-1}
               - {due: "2022-09-01", parts: [a], since: 2022-ttb-1}
             basis:
               - {letter: 2022-tb, action: given, lines: 10-11}
               - letter: 2022-ttb-1
                 action: deadline-changed  #!
            -    parts: [b]
            +    parts: [a]
                 lines: "10"
            """
        },
        "2022-ttb-1",
    ),
    "a period without the letter's words": (
        "D105",
        {
            TB1: """
             id: TB2022-1
             status: open
             deadlines:
               - due: 2022-Q3  #!
            +    printed: over sommeren
             basis:
               - {letter: 2022-tb, action: given, lines: "10"}
            """
        },
        "2022-Q3 is not a full date",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_fault_and_mend(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def deadlines(text: str, then: str = "") -> dict[str, str]:
    return {
        TB1: f"id: TB2022-1\nstatus: open\nparts: [{{key: a}}, {{key: b}}]\n"
        f"deadlines: [{text}]\n"
        f'basis:\n  - {{letter: 2022-tb, action: given, lines: "10"}}\n{then}'
    }


@pytest.mark.parametrize(
    "text",
    [
        "{due: asap, printed: snarest}",
        "{due: to-be-agreed, printed: etter avtale}",
        '{due: "2022", printed: i løpet av 2022}',
        '{due: "2022-01-10"}',
        '{due: "2022-06-01T12:00"}',
        "{with: {event: styringsmøtet i mai}}",
        "{after: {part: a}, parts: [b]}",
    ],
)
def test_usual_deadlines_are_fine(text: str) -> None:
    assert found(deadlines(text), "D") == []


def test_a_letter_that_only_ends_a_deadline_has_changed_it() -> None:
    then = '  - {letter: 2022-ttb-1, action: deadline-changed, lines: "10"}\n'
    files: dict[str, Any] = deadlines('{due: "2022-06-01", until: 2022-ttb-1}', then)
    assert found(files, "D104") == []


def test_a_change_for_the_whole_counts_for_each_part() -> None:
    then = '  - {letter: 2022-ttb-1, action: deadline-changed, parts: [b], lines: "10"}\n'
    files = deadlines('{due: "2022-06-01", until: 2022-ttb-1}', then)
    assert found(files, "D104") == []
