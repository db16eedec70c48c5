from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.views import goals

from ..support import assignment, open_ledger
from .reading import PROJECT, block, pick, rows

FILES = {
    "goals/2022/01.yaml": """\
        id: G2022-01
        letter: 2022-tb
        year: "2022"
        number: "1"
        title: Bedre helse
        area: Folkehelse
        formerly:
          - {title: God helse, until: 2022-ttb-1}
        criteria:
          - key: k1
            number: i
            title: Oppdatert kunnskap om
            lines: "6"
            items:
              - {key: k1a, number: a, title: risiko, lines: "7"}
        indicators:
          - {key: s1, title: Andel friske, lines: "8"}
          - {key: s2, title: Andel svar, until: 2022-ttb-1, lines: "9"}
        lines: "5"
        """,
    "goals/2022/02.yaml": """\
        {id: G2022-02, letter: 2022-tb, year: "2022", number: "2", title: Beredskap,
         area: Beredskap, lines: "10"}
        """,
    "assignments/2022/TB2022-1.yaml": assignment("TB2022-1", "goals: [G2022-01]"),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("goals"), FILES)


def test_goals_with_counts_of_what_is_in_force(books: Ledger) -> None:
    first, second = rows(goals.report(books, Filters()), "goals")
    assert pick(first, "number", "title", "criteria", "indicators", "key-figures") == (
        "1",
        "Bedre helse",
        1,
        1,
        0,
    )
    assert pick(first, "assignments", "formerly") == (
        ("TB2022-1",),
        "God helse (until 2022-ttb-1)",
    )
    assert second["assignments"] == ()


def test_goals_as_the_letters_had_spoken(books: Ledger) -> None:
    first, _ = rows(goals.report(through(books, "2022-tb"), Filters()), "goals")
    assert pick(first, "title", "indicators") == ("God helse", 2)


def test_details_list_items_with_their_depth(books: Ledger) -> None:
    listed = rows(goals.report(books, Filters(), details=True), "items")
    assert [pick(row, "kind", "number", "title", "until") for row in listed] == [
        ("criterion", "i", "Oppdatert kunnskap om", None),
        ("criterion", "a", "· risiko", None),
        ("indicator", None, "Andel friske", None),
        ("indicator", None, "Andel svar", "2022-ttb-1"),
    ]


def test_filters_and_empty(books: Ledger, tmp_path: Path) -> None:
    found = rows(goals.report(books, Filters(areas=("beredskap",))), "goals")
    assert [row["id"] for row in found] == ["G2022-02"]
    none = goals.report(books, Filters(years=("2021",)))
    assert block(none, "goals").empty == "None of the 2 goals match: year 2021."
    none = goals.report(open_ledger(tmp_path, {}), Filters())
    assert block(none, "goals").empty == "No goals registered."


def test_the_goals_of_2022() -> None:
    found = rows(goals.report(Ledger.open(PROJECT), Filters(years=("2022",))), "goals")
    assert [row["number"] for row in found] == [str(number) for number in range(1, 14)]
    assert pick(found[9], "criteria", "indicators", "key-figures") == (2, 2, 6)
