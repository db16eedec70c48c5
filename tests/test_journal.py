"""What a journal entry may change, by the letters that its trailers name."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from hdirledger.cli import run
from hdirledger.findings import Finding
from hdirledger.git import Repository
from hdirledger.journal import judge
from hdirledger.rules.journal import JOURNAL
from hdirledger.source import GitProblem, NotARepository, find_project

from .rules.support import Memory
from .support import ROOT, assignment, letter

ONE = "assignments/2022/TB2022-1.yaml"
TWO = "assignments/2022/TB2022-2.yaml"
POST = "allocations/2022/0714.21/2022-tb.yaml"
GOAL = "goals/2022/01.yaml"
CALENDAR = "reporting/2022/2022-tb.yaml"
ORDERS = "authorizations/2022/2022-tb.yaml"
MAIN = "letters/2022-tb.yaml"
FIRST = "letters/2022-ttb-1.yaml"
SECOND = "letters/2022-ttb-2.yaml"
STUB = "letters/2021-tb.yaml"

TTB1 = letter("2022-ttb-1", dated="2022-06-01")
TTB2 = letter("2022-ttb-2", dated="2022-09-01")


def root(*letters: str) -> str:
    return ROOT + "".join(f"  - {name}\n" for name in letters)


DUE = "deadlines: [{due: 2022-08-31, lines: '10'}]\nsummary: Kort."
# The books when 2022-tb is registered, and 2022-ttb-2 after it.
BASE = {
    "ledger.yaml": root("2022-tb", "2022-ttb-2"),
    MAIN: letter("2022-tb", "main", dated="2022-01-10")
    + "announces: [{key: a, summary: Noe, kind: assignment, lines: '5'}]\n",
    SECOND: TTB2,
    ONE: assignment("TB2022-1", DUE),
    TWO: assignment(
        "TB2022-2",
        """
        formerly: [{title: Gammelt navn, until: 2022-ttb-2}]
        parts: [{key: a, title: Del, lines: '10'}]
        deadlines:
          - {due: 2022-08-31, lines: '10', until: 2022-ttb-2}
          - {due: 2022-10-15, lines: '11', since: 2022-ttb-2}
        """,
        then="2022-ttb-2 deadline-changed",
    ),
    POST: """
        {posts: ["0714.21"], letter: 2022-tb, year: "2022", amount: 100 000, stated: allocated,
         lines: "20", earmarks: [{amount: 5 000, purpose: En kampanje, lines: "21"}]}
        """,
    GOAL: "{id: 2022-01, letter: 2022-tb, year: '2022', number: '1', title: Mål, lines: '30'}",
    CALENDAR: "{letter: 2022-tb, year: '2022', calendar: [{key: a, title: Møte, lines: '40',"
    " deadlines: [{due: 2022-05-01, lines: '40'}]}]}",
    ORDERS: "{letter: 2022-tb, year: '2022', authorizations: [{key: a, kind: order, posts:"
    " ['0714.21'], ceiling: 1 000, purpose: Kjøp, lines: '50'}]}",
}


def judged(
    changes: Mapping[str, str | None], trailers: str, base: Mapping[str, str] = BASE
) -> tuple[Finding, ...]:
    """The findings of one entry; trailers as they stand in the message, one a line."""
    trees = []
    for files in (base, {**base, **changes}):
        kept = {f"ledger/{path}": dedent(text).encode() for path, text in files.items() if text}
        trees.append(Memory(kept))
    pairs = (line.partition(":") for line in trailers.strip().splitlines())
    return judge(*trees, [(key.strip(), value.strip()) for key, _, value in pairs])


def codes(
    changes: Mapping[str, str | None], trailers: str, base: Mapping[str, str] = BASE
) -> list[str]:
    return sorted({finding.code for finding in judged(changes, trailers, base)})


def with_(path: str, old: str, new: str) -> dict[str, str | None]:
    """A file of the base with one text in the place of another."""
    text = dedent(BASE[path])
    assert old in text
    return {path: text.replace(old, new)}


MOVED = assignment(
    "TB2022-1",
    """
    deadlines:
      - {due: 2022-08-31, lines: '10', until: 2022-ttb-3}
      - {due: 2022-09-30, lines: '11', since: 2022-ttb-3}
    summary: Kort.
    """,
    then="2022-ttb-3 deadline-changed",
)
THIRD: dict[str, str | None] = {
    "ledger.yaml": root("2022-tb", "2022-ttb-2", "2022-ttb-3"),
    "letters/2022-ttb-3.yaml": letter("2022-ttb-3", dated="2022-10-01"),
    ONE: MOVED,
}

LEGAL: dict[str, tuple[Mapping[str, str | None], str]] = {
    "a letter is registered": (THIRD, "Letter: 2022-ttb-3"),
    "key of a trailer in other letters": (THIRD, "LETTER: 2022-ttb-3"),
    "it gives an assignment and a movement": (
        {
            **THIRD,
            "assignments/2022/TTB2022-3.yaml": assignment("TTB2022-3", given="2022-ttb-3"),
            POST.replace("2022-tb", "2022-ttb-3"): dedent(BASE[POST]).replace("-tb", "-ttb-3"),
        },
        "Letter: 2022-ttb-3",
    ),
    "it changes title, area and departments, which move to formerly": (
        {
            **THIRD,
            ONE: assignment(
                "TB2022-1",
                DUE + "\narea: Nytt område\nformerly: [{title: Et oppdrag, departments: [KTA],"
                " until: 2022-ttb-3}]",
                title="Nytt navn",
                departments="KTA SHA",
                then="2022-ttb-3 amended",
            ),
        },
        "Letter: 2022-ttb-3",
    ),
    "it ends a part, a goal, a row, an authorization and what was announced": (
        {
            **THIRD,
            **with_(GOAL, "lines: '30'", "lines: '30', until: 2022-ttb-3"),
            **with_(CALENDAR, "lines: '40',", "lines: '40', until: 2022-ttb-3,"),
            **with_(ORDERS, "lines: '50'", "lines: '50', until: 2022-ttb-3"),
            **with_(MAIN, "lines: '5'", "lines: '5', until: 2022-ttb-3"),
        },
        "Letter: 2022-ttb-3",
    ),
    "it adds a row to a calendar": (
        {
            **THIRD,
            **with_(
                CALENDAR, "calendar: [", "calendar: [{key: b, title: Nytt, lines: '1',"
                " since: 2022-ttb-3}, "
            ),
        },
        "Letter: 2022-ttb-3",
    ),
    "a letter that it cites is listed as not held": (
        {
            **THIRD,
            "ledger.yaml": root("2021-tb", "2022-tb", "2022-ttb-2", "2022-ttb-3"),
            STUB: "{id: 2021-tb, kind: main, held: no, year: '2021', mentions: [{letter:"
            " 2022-ttb-3, lines: '7'}]}",
        },
        "Letter: 2022-ttb-3",
    ),
    "an assignment that it only cites": (
        {
            **THIRD,
            "assignments/2021/TB2021-1.yaml": "{id: TB2021-1, held: no, status: open, basis:"
            " [{letter: 2022-ttb-3, action: noted, lines: '8'}]}",
        },
        "Letter: 2022-ttb-3",
    ),
    "our own words": (with_(ONE, "Kort.", "Lengre."), "Editorial: what is to be delivered"),
    "our own words that name an earmark": (
        with_(POST, "En kampanje", "Kampanjen for god psykisk helse"), "Editorial: clearer"
    ),
    "a file in another form": ({ONE: "# En kommentar.\n" + BASE[ONE]}, "Editorial: a comment"),
    "a file that moves": (
        {ONE: None, "assignments/2022/x/TB2022-1.yaml": BASE[ONE]}, "Editorial: folders"
    ),
    "a file that moves and says something new": (
        {**THIRD, ONE: None, "assignments/2022/x/TB2022-1.yaml": MOVED}, "Letter: 2022-ttb-3"
    ),
    "a deadline was misread": (with_(ONE, "2022-08-31", "2022-08-30"), "Corrects: 2022-tb"),
    "a deadline was misread that a later letter moved": (
        with_(TWO, "2022-08-31", "2022-08-30"), "Corrects: 2022-tb"
    ),
    "the deadline that the later letter set was misread": (
        with_(TWO, "2022-10-15", "2022-10-14"), "Corrects: 2022-ttb-2"
    ),
    "a title that a later letter changed was misread": (
        with_(TWO, "Gammelt navn", "Gamalt namn"), "Corrects: 2022-tb"
    ),
    "the title that the later letter gave was misread": (
        with_(TWO, "Et oppdrag", "Eit oppdrag"), "Corrects: 2022-ttb-2"
    ),
    "a movement was misread": (with_(POST, "100 000", "90 000"), "Corrects: 2022-tb"),
    "a basis entry was wrong, and so the status": (
        with_(TWO, "action: deadline-changed", "action: lapsed")
        | {TWO: BASE[TWO].replace("deadline-changed", "lapsed").replace("open", "lapsed")},
        "Corrects: 2022-ttb-2",
    ),
    "a record should not have been there": ({ONE: None}, "Corrects: 2022-tb"),
    "a record of two letters should not have been there": (
        {TWO: None}, "Corrects: 2022-tb\nCorrects: 2022-ttb-2"
    ),
    "an assignment was forgotten": (
        {"assignments/2022/TB2022-3.yaml": assignment("TB2022-3")}, "Corrects: 2022-tb"
    ),
    "a deadline was forgotten": (
        with_(ONE, "[{due", "[{due: 2022-W12, lines: '9'}, {due"), "Corrects: 2022-tb"
    ),
    "a letter is registered and another one corrected": (
        {**THIRD, **with_(POST, "100 000", "90 000")}, "Letter: 2022-ttb-3\nCorrects: 2022-tb"
    ),
    "a letter is entered late, between two that are registered": (
        {
            "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2"),
            FIRST: TTB1,
            TWO: assignment(
                "TB2022-2",
                """
                formerly:
                  - {title: Gammelt navn, until: 2022-ttb-1}
                  - {title: Mellomnavn, since: 2022-ttb-1, until: 2022-ttb-2}
                parts: [{key: a, title: Del, lines: '10'}]
                deadlines:
                  - {due: 2022-08-31, lines: '10', until: 2022-ttb-1}
                  - {due: 2022-09-30, lines: '5', since: 2022-ttb-1, until: 2022-ttb-2}
                  - {due: 2022-10-15, lines: '11', since: 2022-ttb-2}
                """,
                then="2022-ttb-1 deadline-changed\n2022-ttb-2 deadline-changed",
            ).replace('lines: "11"', 'lines: "1"').replace('lines: "12"', 'lines: "11"'),
        },
        "Letter: 2022-ttb-1",
    ),
    "a letter changes what another letter had changed": (
        {
            **THIRD,
            ONE: assignment("TB2022-1", DUE),
            TWO: BASE[TWO].replace("title: Et oppdrag", "title: Nyeste").replace(
                "until: 2022-ttb-2}]",
                "until: 2022-ttb-2}, {title: Et oppdrag, since: 2022-ttb-2, until: 2022-ttb-3}]",
            )
            + "  - {letter: 2022-ttb-3, action: amended, lines: '1'}\n",
        },
        "Letter: 2022-ttb-3",
    ),
    "two letters in one commit": (
        {
            **THIRD,
            "ledger.yaml": root("2022-tb", "2022-ttb-2", "2022-ttb-3", "2022-ttb-4"),
            "letters/2022-ttb-4.yaml": letter("2022-ttb-4", dated="2022-11-01"),
            ONE: assignment(
                "TB2022-1",
                """
                deadlines:
                  - {due: 2022-08-31, lines: '10', until: 2022-ttb-3}
                  - {due: 2022-09-30, lines: '11', since: 2022-ttb-3, until: 2022-ttb-4}
                summary: Kort.
                """,
                status="lapsed",
                then="2022-ttb-3 deadline-changed\n2022-ttb-4 lapsed",
            ),
        },
        "Letter: 2022-ttb-3\nLetter: 2022-ttb-4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEGAL)
def test_what_an_entry_may_do(name: str) -> None:
    assert judged(*LEGAL[name]) == ()


ILLEGAL: dict[str, tuple[Mapping[str, str | None], str, list[str]]] = {
    "no trailer": (THIRD, "", ["J101"]),
    "another trailer": (THIRD, "Signed-off-by: Åse", ["J101"]),
    "editorial without a reason": (with_(ONE, "Kort.", "Lang."), "Editorial:", ["J101"]),
    "a letter that there is not": (
        with_(ONE, "Kort.", "Lang."), "Corrects: 2022-ttb-9", ["J102"]
    ),
    "two letters in one trailer": (
        THIRD, "Letter: 2022-ttb-3, 2022-tb", ["J102", "J104"]
    ),
    "a new letter that no trailer names": (THIRD, "Letter: 2022-ttb-2", ["J104", "J109"]),
    "a letter under the trailer editorial": (THIRD, "Editorial: new deadline", ["J104"]),
    "a late item of a letter that no trailer names": (
        with_(ONE, "'10'}", "'10', until: 2022-ttb-2}"), "Corrects: 2022-tb", ["J104"]
    ),
    "a record that another letter gave": (
        {**THIRD, "assignments/2022/TB2022-3.yaml": assignment("TB2022-3")},
        "Letter: 2022-ttb-3", ["J104"],
    ),
    "a record that names a later letter": (
        {"assignments/2022/TB2022-3.yaml": assignment("TB2022-3", then="2022-ttb-2 noted")},
        "Corrects: 2022-tb", ["J104"],
    ),
    "a deadline overwritten": (
        {**THIRD, ONE: MOVED.replace(
            "- {due: 2022-08-31, lines: '10', until: 2022-ttb-3}\n", "")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "a deadline overwritten in its place": (
        {**THIRD, **with_(ONE, "2022-08-31", "2022-09-30")}, "Letter: 2022-ttb-3", ["J105"]
    ),
    "a deadline without since": (
        {**THIRD, ONE: MOVED.replace(", since: 2022-ttb-3", "")}, "Letter: 2022-ttb-3", ["J105"]
    ),
    "an ended item changed beside": (
        {**THIRD, ONE: MOVED.replace("lines: '10'", "lines: '12'")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "a part changed while it is ended": (
        {**THIRD, **with_(TWO, "title: Del, lines: '10'",
                          "title: Annet, lines: '10', until: 2022-ttb-3")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "an end taken away": (
        with_(TWO, ", until: 2022-ttb-2}\n  - {due", "}\n  - {due"), "Corrects: 2022-tb", ["J105"]
    ),
    "an end given to another letter": (
        {**THIRD, **with_(TWO, "'10', until: 2022-ttb-2", "'10', until: 2022-ttb-3")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "a title overwritten": (
        {**THIRD, ONE: MOVED.replace("Et oppdrag", "Nytt navn")}, "Letter: 2022-ttb-3", ["J105"]
    ),
    "formerly says what never was": (
        {**THIRD, ONE: MOVED.replace("Et oppdrag", "Nytt navn").replace(
            "summary: Kort.", "formerly: [{title: Noe annet, until: 2022-ttb-3}]")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "formerly says what never was, and nothing else is changed": (
        {**THIRD, ONE: MOVED.replace(
            "summary: Kort.", "formerly: [{title: Noe annet, until: 2022-ttb-3}]")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "formerly says what was and what never was": (
        {**THIRD, ONE: MOVED.replace("Et oppdrag", "Nytt navn").replace(
            "summary: Kort.",
            "formerly: [{title: Et oppdrag, departments: [SHA], until: 2022-ttb-3}]")},
        "Letter: 2022-ttb-3", ["J105"],
    ),
    "formerly says that another letter said it": (
        {**THIRD, ONE: MOVED.replace("Et oppdrag", "Nytt navn").replace(
            "summary: Kort.",
            "formerly: [{title: Et oppdrag, since: 2022-ttb-2, until: 2022-ttb-3}]")},
        "Letter: 2022-ttb-3", ["J104"],
    ),
    "a correction of the wrong letter": (
        with_(TWO, "2022-10-15", "2022-10-14"), "Corrects: 2022-tb", ["J105"]
    ),
    "a status that follows from nothing": (
        with_(ONE, "status: open", "status: lapsed"), "Editorial: it lapsed", ["J105"]
    ),
    "a basis entry changed": (
        {**THIRD, ONE: MOVED.replace('lines: "10"', 'lines: "99"')},
        "Letter: 2022-ttb-3", ["J106"],
    ),
    "a basis entry removed": (
        {**THIRD, TWO: BASE[TWO].partition("  - letter: 2022-ttb-2")[0]},
        "Letter: 2022-ttb-3", ["J106"],
    ),
    "a movement changed": (
        {**THIRD, **with_(POST, "100 000", "90 000")}, "Letter: 2022-ttb-3", ["J107"]
    ),
    "an earmark changed": (
        {**THIRD, **with_(POST, "5 000,", "6 000,")}, "Letter: 2022-ttb-3", ["J107"]
    ),
    "a goal renamed": (
        {**THIRD, **with_(GOAL, "title: Mål", "title: Nytt")}, "Letter: 2022-ttb-3", ["J107"]
    ),
    "a row of the calendar moved": (
        {**THIRD, **with_(CALENDAR, "2022-05-01", "2022-06-01")}, "Letter: 2022-ttb-3", ["J107"]
    ),
    "a ceiling raised": (
        {**THIRD, **with_(ORDERS, "1 000", "2 000")}, "Letter: 2022-ttb-3", ["J107"]
    ),
    "the date of a letter": (
        with_(MAIN, "2022-01-10", "2022-01-11"), "Editorial: date", ["J107"]
    ),
    "a letter that is no longer held": (
        with_(MAIN, "kind: main", "kind: main\nheld: 'no'"), "Editorial: lost", ["J107"]
    ),
    "a record deleted": ({**THIRD, TWO: None}, "Letter: 2022-ttb-3", ["J108"]),
    "a record deleted that another letter speaks of too": (
        {TWO: None}, "Corrects: 2022-tb", ["J108"]
    ),
    "a movement deleted": ({POST: None}, "Editorial: tidying", ["J108"]),
    "a letter that nothing is from": (
        with_(ONE, "Kort.", "Lengre."), "Letter: 2022-tb", ["J109"]
    ),
    "letters change places": (
        {"ledger.yaml": root("2022-ttb-2", "2022-tb")}, "Editorial: order", ["J110"]
    ),
    "a letter taken out of the list": (
        {"ledger.yaml": root("2022-tb")}, "Editorial: order", ["J105"]
    ),
    "a letter put into the list": (
        {"ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2")}, "Editorial: x", ["J104"]
    ),
    "a letter entered late changes what a later one said": (
        {
            "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2"),
            FIRST: TTB1,
            TWO: BASE[TWO].replace("title: Et oppdrag", "title: Mellomnavn").replace(
                "formerly: [", "formerly: [{title: Et oppdrag, until: 2022-ttb-1}, "
            ).replace(
                "  - letter: 2022-ttb-2",
                "  - {letter: 2022-ttb-1, action: amended, lines: '1'}\n  - letter: 2022-ttb-2",
            ),
        },
        "Letter: 2022-ttb-1", ["J105", "J110"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ILLEGAL)
def test_what_an_entry_may_not_do(name: str) -> None:
    changes, trailers, expected = ILLEGAL[name]
    assert codes(changes, trailers) == expected


def test_every_rule_has_a_case() -> None:
    shown = {code for _, _, found in ILLEGAL.values() for code in found}
    # Together with code, and files that cannot be read: tests/test_steps.py.
    assert shown | {"J103", "J111"} == set(JOURNAL)


def test_a_finding_points_at_the_place_and_says_what_to_do() -> None:
    changes, trailers, _ = ILLEGAL["a deadline overwritten in its place"]
    findings = judged(changes, trailers)
    added = next(f for f in findings if "2022-09-30" in f.message)
    assert (added.file, added.line, added.record) == (f"ledger/{ONE}", 6, "TB2022-1")
    assert added.message == "deadlines[2022-09-30] is added as if 2022-tb had said it"
    assert added.hint.startswith("Add since: 2022-ttb-3.")
    removed = next(f for f in findings if "2022-08-31" in f.message)
    assert removed.message == "deadlines[2022-08-31] is removed, which 2022-tb said"
    assert removed.hint == (
        "End it with until: 2022-ttb-3 and add what holds instead. "
        "If it was registered wrongly: Corrects: 2022-tb."
    )


def test_changes_of_one_kind_in_a_record_are_one_finding() -> None:
    (finding,) = judged({**THIRD}, "Letter: 2022-ttb-3\nLetter: 2022-ttb-2")[:1]
    assert finding.code == "J109"
    (finding,) = [f for f in judged(THIRD, "Corrects: 2022-tb") if f.record == "TB2022-1"]
    assert finding.message.endswith("(and 2 more): from 2022-ttb-3, which no trailer names")


def test_without_any_trailer_only_what_none_would_explain_is_told_besides() -> None:
    found = judged({**THIRD, **with_(POST, "100 000", "90 000")}, "")
    assert [f.code for f in found] == ["J101", "J107"]


def test_nothing_changed_needs_no_trailer() -> None:
    assert judged({}, "") == ()


def test_a_version_that_could_not_be_read_before() -> None:
    broken = {**BASE, ONE: "id: [\n"}
    (finding,) = judged({ONE: MOVED}, "Corrects: 2022-tb", broken)
    assert (finding.code, finding.severity) == ("J111", "note")


def test_records_that_break_their_schema_are_judged_without_a_stumble() -> None:
    odd = "{id: TB2022-1, basis: [x, {letter: [y]}], deadlines: x, formerly: [z], parts: {a: b}}"
    assert "J105" in codes({ONE: odd}, "Letter: 2022-ttb-2")
    assert "J106" in codes({ONE: BASE[ONE]}, "Letter: 2022-ttb-2", {**BASE, ONE: odd})
    assert codes({ONE: None}, "Letter: 2022-ttb-2", {**BASE, ONE: odd})


def test_the_projects_own_journal() -> None:
    """From its first commit to HEAD, by the command that CI runs."""
    project = find_project(Path(__file__).parent)
    try:
        repository = Repository.open(project)
    except (GitProblem, NotARepository):
        pytest.skip("this copy of the project has no history: it is no clone")
    if repository.shallow:
        pytest.skip("this clone is shallow, so the journal is not all here: fetch --unshallow")
    zeros = "0" * 40
    assert run(["check", "--journal", f"{zeros}..HEAD", "--ledger", str(project)]) == 0
