"""The review of a branch as people read it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hdirledger.ledger import Ledger
from hdirledger.render import render
from hdirledger.report import Report
from hdirledger.review import review
from hdirledger.views import review as view
from hdirledger.views.review_items import without_common

from ..support import assignment, letter, make_ledger
from .reading import pick, rows, totals

TB = letter("2022-tb", "main", dated="2022-01-10")
TTB = letter("2022-ttb-1", dated="2022-06-01", title="Tillegg 1") + (
    "announces: [{key: a, summary: Et møte, kind: meeting, lines: '9'}]\n"
)


def movement(post: str, by: str, amount: str, rest: str = "") -> str:
    return (
        f'{{posts: ["{post}"], letter: {by}, year: "2022", amount: {amount}, stated: allocated,\n'
        f' lines: "20"{rest}}}\n'
    )


BASE = {
    "letters/2022-tb.yaml": TB,
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        deadlines:
          - {due: 2022-08-31, lines: '10'}
          - {due: 2022-12-01, kind: final, lines: '10'}
        parts:
          - {key: a, summary: Første, lines: '11'}
        partners:
          - {agency: KS, role: joint, lines: '12'}
        """,
    ),
    "assignments/2022/TB2022-2.yaml": assignment("TB2022-2", departments="SHA"),
    "assignments/2022/TB2022-10.yaml": assignment("TB2022-10", departments="SHA"),
    "allocations/2022/0714.21/2022-tb.yaml": movement("0714.21", "2022-tb", "100 000"),
    "allocations/2022/0714.70/2022-tb.yaml": movement("0714.70", "2022-tb", "50 000"),
    "allocations/2022/3714.01/2022-tb.yaml": movement("3714.01", "2022-tb", "7 000"),
}
HEAD = {
    "letters/2022-ttb-1.yaml": TTB,
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        formerly:
          - {departments: [KTA], until: 2022-ttb-1}
        deadlines:
          - {due: 2022-08-31, lines: '10', until: 2022-ttb-1}
          - {due: 2022-09-30, lines: '11', since: 2022-ttb-1}
          - {due: 2022-12-01, kind: final, lines: '10', until: 2022-ttb-1}
        parts:
          - {key: a, summary: Første, lines: '11', until: 2022-ttb-1, status: moved,
             became: {to: TTB2022-1}}
          - {key: b, summary: Andre, lines: '11', since: 2022-ttb-1}
        partners:
          - {agency: KS, role: joint, lines: '12', until: 2022-ttb-1}
        """,
        departments="KTA SHA",
        then="2022-ttb-1 deadline-changed",
    ),
    "assignments/2022/TB2022-2.yaml": assignment(
        "TB2022-2", departments="SHA", then="2022-ttb-1 replaced", status="replaced"
    ),
    "assignments/2022/TB2022-10.yaml": assignment(
        "TB2022-10", departments="SHA", then="2022-ttb-1 noted"
    ),
    "assignments/2022/TTB2022-1.yaml": assignment(
        "TTB2022-1",
        "relations: [{type: replaces, to: TB2022-2, lines: '3'}]\n"
        "deadlines: [{due: 2022-10-01, lines: '4'}]",
        given="2022-ttb-1",
    ),
    "assignments/2021/TB2021-9.yaml": """\
        {id: TB2021-9, held: no, status: open, basis: [{letter: 2022-ttb-1, action: noted,
         lines: '8'}]}
        """,
    "allocations/2022/0714.21/2022-ttb-1.yaml": movement(
        "0714.21", "2022-ttb-1", "-30 000", ", transfer: {posts: ['0714.70'], lines: '20'}"
    ),
    "allocations/2022/0714.70/2022-ttb-1.yaml": movement(
        "0714.70", "2022-ttb-1", "30 000", ", transfer: {posts: ['0714.21'], lines: '20'}"
    ),
    "allocations/2022/0740.01/2022-ttb-1.yaml": movement("0740.01", "2022-ttb-1", "5 000"),
    "allocations/2022/3714.01/2022-ttb-1.yaml": movement("3714.01", "2022-ttb-1", "1 000"),
}


def between(folder: Path, base: Mapping[str, str], head: Mapping[str, str]) -> Report:
    ledgers = [
        Ledger.open(make_ledger(folder / name, files))
        for name, files in (("base", base), ("head", head))
    ]
    return view.report(review(*ledgers), "main...grein")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return between(tmp_path_factory.mktemp("review"), BASE, {**BASE, **HEAD})


def test_the_short_part(told: Report) -> None:
    assert told.heading[0] == "Review of main...grein"
    assert "Registers: 2022-ttb-1, Tillegg 1" in told.heading
    assert "Assignments: 1 given, 1 changed, 1 ended, 1 only spoken of, 1 only cited" in (
        told.heading
    )
    assert "Departments: SHA 3, KTA 2, none 1" in told.heading
    assert "Deadlines set before: 1 changed (+30 days), 1 ended" in told.heading
    assert "Money, expense: +5 000 kr net over 3 posts" in told.heading
    assert "Money, income: +1 000 kr net over 1 post" in told.heading
    assert told.blocks[0].name == "attention"


def test_letters(told: Report) -> None:
    assert [pick(row, "id", "what") for row in rows(told, "letters")] == [
        ("2022-ttb-1", "registered")
    ]


def test_assignments_given_and_only_cited(told: Report) -> None:
    (row,) = rows(told, "given")
    assert pick(row, "id", "deadlines", "letter") == ("TTB2022-1", "2022-10-01", "2022-ttb-1")
    assert [row["id"] for row in rows(told, "cited")] == ["TB2021-9"]


def test_changes_item_by_item(told: Report) -> None:
    found = [row for row in rows(told, "changed") if row["id"] == "TB2022-1"]
    assert [pick(row, "item", "old", "new", "days") for row in found] == [
        ("deadline", "2022-08-31", "2022-09-30", 30),
        ("deadline", "2022-12-01 (final)", None, None),
        ("departments", "KTA", "KTA, SHA", None),
        ("part a", "open", "moved, ended, became TTB2022-1", None),
        ("part b", None, "Andre", None),
        ("partner", "KS (joint)", "ended", None),
        ("spoken of", None, "deadline-changed (line 11)", None),
    ]
    assert {row["letter"] for row in found} == {"2022-ttb-1"}
    # People are told once which record it is.
    assert [row["record"] for row in found] == ["TB2022-1", *[None] * 6]


def test_assignments_ended_and_by_what(told: Report) -> None:
    (row,) = rows(told, "ended")
    assert pick(row, "id", "old", "new", "by") == ("TB2022-2", "open", "replaced", ("TTB2022-1",))
    assert pick(row, "letter", "lines") == ("2022-ttb-1", "11")
    assert "TB2022-2" not in {row["id"] for row in rows(told, "changed")}


def test_what_is_only_spoken_of_stands_apart(told: Report) -> None:
    assert [row["id"] for row in rows(told, "mentioned")] == ["TB2022-10"]


def test_money_before_change_and_after(told: Report) -> None:
    found = [pick(row, "post", "before", "change", "after") for row in rows(told, "money")]
    assert found == [
        ("740.01", None, 5_000, 5_000),
        ("714.21", 100_000, -30_000, 70_000),
        ("714.70", 50_000, 30_000, 80_000),
        ("3714.01", 7_000, 1_000, 8_000),
    ]
    assert [pick(row, "name", "change") for row in totals(told, "money")] == [
        ("Expense in all", 5_000),
        ("Income in all", 1_000),
    ]
    assert [pick(row, "chapter", "change") for row in rows(told, "chapters")] == [
        ("714", 0),
        ("740", 5_000),
        ("3714", 1_000),
    ]
    assert {row["verdict"] for row in rows(told, "transfers")} == {"both sides agree"}


def test_what_else_the_letter_did(told: Report) -> None:
    assert [row["summary"] for row in rows(told, "announced")] == ["Et møte"]


def test_a_correction_needs_attention(tmp_path: Path) -> None:
    head = {
        **BASE,
        "assignments/2022/TB2022-2.yaml": assignment("TB2022-2", title="Et annet navn"),
        "allocations/2022/0714.21/2022-tb.yaml": movement("0714.21", "2022-tb", "90 000"),
    }
    head.pop("assignments/2022/TB2022-10.yaml")
    told = between(tmp_path, BASE, head)
    found = [pick(row, "what", "where") for row in rows(told, "attention")]
    assert ("removed", "TB2022-10") in found
    assert found.count(("no letter", "TB2022-2")) == 3
    assert ("no letter", "2022/0714.21/2022-tb") in found
    (row,) = rows(told, "money")
    assert pick(row, "before", "change", "after", "note") == (
        100_000,
        -10_000,
        90_000,
        "a registered movement is corrected",
    )
    assert len(rows(told, "unexplained")) == 5


def test_an_earlier_deadline_an_open_transfer_and_late_records(tmp_path: Path) -> None:
    head = {
        **BASE,
        **{path: text for path, text in HEAD.items() if "0714.70" not in path},
        "assignments/2022/TB2022-3.yaml": assignment("TB2022-3"),
    }
    path = "assignments/2022/TB2022-1.yaml"
    head[path] = head[path].replace("2022-09-30", "2022-08-01")
    told = between(tmp_path, BASE, head)
    found = [pick(row, "what", "where", "told") for row in rows(told, "attention")]
    assert ("earlier", "TB2022-1", "2022-08-31 -> 2022-08-01 (-30 days)") in found
    assert ("transfer", "714.21", "the other side has no movement in this letter (2022-ttb-1)") in (
        found
    )
    late = "1 change of it, and it is not registered here"
    assert ("earlier letter", "2022-tb", late) in found


def test_few_examples_of_many_stand_first(tmp_path: Path) -> None:
    many = {f"assignments/2022/TB2022-{n}.yaml": assignment(f"TB2022-{n}") for n in range(20, 40)}
    told = between(tmp_path, {**BASE, **many}, BASE)
    found = rows(told, "attention")
    assert len(found) == view.FEW + 1
    assert found[-1]["told"] == f"and {20 - view.FEW} more, see below"
    assert len(rows(told, "unexplained")) == 20


def test_nothing_differs(tmp_path: Path) -> None:
    told = between(tmp_path, BASE, BASE)
    assert "No record differs" in told.heading
    assert [b.name for b in told.blocks] == ["attention"]
    assert "a letter explains every change" in render(told, "table")


def test_an_empty_ledger_before(tmp_path: Path) -> None:
    told = between(tmp_path, {"ledger.yaml": "agency: X\n"}, BASE)
    assert "Registers: 2022-tb" in told.heading
    assert len(rows(told, "given")) == 3
    assert pick(rows(told, "money")[0], "before", "after") == (None, 100_000)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kort", "annet", ("kort", "annet")),
        ("", "ny tekst", ("", "ny tekst")),
        (
            "en to tre fire fem seks sju åtte ni ti",
            "en to tre fire fem seks sju åtte ni elleve",
            ("… sju åtte ni ti", "… sju åtte ni elleve"),
        ),
        (
            "a en to tre fire fem seks sju åtte ni",
            "b en to tre fire fem seks sju åtte ni",
            ("a en to tre …", "b en to tre …"),
        ),
    ],
)
def test_long_texts_without_what_is_alike(old: str, new: str, told: tuple[str, str]) -> None:
    assert without_common(old, new) == told
