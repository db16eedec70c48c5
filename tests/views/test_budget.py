from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.render import render
from hdirledger.views import budget

from ..support import letter, open_ledger
from .reading import line_of, pick, rows, totals

FILES = {
    "letters/2021-tb.yaml": letter("2021-tb", "main", held="no"),
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
    "allocations/2022/0740.01/2022-tb.yaml": """\
        posts: ["0740.01"]
        letter: 2022-tb
        year: "2022"
        name: Driftsutgifter
        appropriation: 1 000 000
        amount: 900 000
        stated: allocated
        lines: "1"
        """,
    "allocations/2022/0714.21/2022-tb.yaml": """\
        posts: ["0714.21"]
        letter: 2022-tb
        year: "2022"
        name: Spesielle driftsutgifter
        keywords: [transferable]
        usable-under: ["0714.70", each-other]
        appropriation: 127 273 000
        amount: 103 700 000
        stated: allocated
        earmarks:
          - {amount: 500 000, purpose: Møteplass, recipients: [Frisklivssentral], lines: "3"}
        lines: "2"
        """,
    "allocations/2022/0714.21/2022-ttb-1.yaml": """\
        posts: ["0714.21"]
        letter: 2022-ttb-1
        year: "2022"
        amount: -3 700 000
        stated: allocated
        transfer: {posts: ["0745.01"], agency: Folkehelseinstituttet, lines: "4"}
        lines: "4"
        """,
    "allocations/2022/0714.70/2022-tb.yaml": """\
        posts: ["0714.70"]
        letter: 2022-tb
        year: "2022"
        name: Rusmiddeltiltak
        appropriation: none
        amount: none
        stated: blank
        lines: "5"
        """,
    "allocations/2022/0714.70/2022-ttb-1.yaml": """\
        posts: ["0714.70"]
        letter: 2022-ttb-1
        year: "2022"
        amount: 250 000
        stated: allocated
        lines: "6"
        """,
    "allocations/2022/0714.74/2022-tb.yaml": """\
        posts: ["0714.74"]
        letter: 2022-tb
        year: "2022"
        name: Skolefrukt
        appropriation: 21 050 000
        amount: 21 100 000
        stated: allocated
        lines: "7"
        """,
    "allocations/2022/0714.21+0714.74/2022-tb.yaml": """\
        posts: ["0714.21", "0714.74"]
        letter: 2022-tb
        year: "2022"
        amount: none
        stated: allocated
        earmarks:
          - {amount: 12 000 000, purpose: Felles tiltak, lines: "8"}
        lines: "8"
        """,
    "allocations/2022/2711.70/2022-tb.yaml": """\
        posts: ["2711.70"]
        letter: 2022-tb
        year: "2022"
        name: Spesialisthjelp
        appropriation: 2 530 000 000
        amount: 2 530 000 000
        stated: allocated
        lines: "9"
        """,
    "allocations/2022/0660.70/2022-tb.yaml": """\
        posts: ["0660.70"]
        letter: 2022-tb
        year: "2022"
        ministry: Arbeids- og inkluderingsdepartementet
        appropriation: 30 000
        amount: 30 000
        stated: appropriated
        lines: "10"
        """,
    "allocations/2022/3714.04/2022-tb.yaml": """\
        posts: ["3714.04"]
        letter: 2022-tb
        year: "2022"
        name: Gebyrinntekter
        amount: 9 000 000
        stated: claim-part
        lines: "11"
        """,
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("budget"), FILES)


def test_given_changed_and_now(books: Ledger) -> None:
    row = line_of(budget.report(books, Filters()), "714.21")
    sums = pick(row, "appropriation", "held-back", "given", "changed", "now")
    assert sums == (127_273_000, 23_573_000, 103_700_000, -3_700_000, 100_000_000)
    assert row["usable-under"] == ("714.70", "each other")


def test_what_the_main_letter_leaves_blank_is_not_zero(books: Ledger) -> None:
    row = line_of(budget.report(books, Filters()), "714.70")
    assert pick(row, "appropriation", "held-back", "given") == (None, None, None)
    assert pick(row, "changed", "now", "stated") == (250_000, 250_000, ("blank",))
    assert row["note"] == "the main letter prints no sum"
    before = line_of(budget.report(through(books, "2022-tb"), Filters()), "714.70")
    assert (before["changed"], before["now"]) == (None, None)


def test_more_than_appropriated_is_said(books: Ledger) -> None:
    row = line_of(budget.report(books, Filters()), "714.74")
    assert (row["held-back"], row["note"]) == (-50_000, "more than appropriated")


def test_sections_stand_apart_and_income_is_never_set_off(books: Ledger) -> None:
    report = budget.report(books, Filters())
    assert [b.name for b in report.blocks] == [
        "own",
        "administered",
        "national-insurance",
        "other-ministries",
        "income",
        "sums",
    ]
    whole = totals(report, "sums")[-1]
    assert whole["name"] == "Expense in all (6 lines)"
    expense = 900_000 + 100_000_000 + 250_000 + 21_100_000 + 2_530_000_000 + 30_000
    assert whole["now"] == expense
    assert rows(report, "sums") == []


def test_sums_per_chapter_and_group_say_what_they_lack(books: Ledger) -> None:
    report = budget.report(books, Filters())
    named = {str(row["name"]).partition(" (")[0]: row for row in totals(report, "administered")}
    assert named["Posts 01-29, operations"]["now"] == 100_000_000
    assert named["Posts 70-89, other transfers"]["given"] == 21_100_000
    assert named["In all"]["note"] == "1 no appropriation"
    before = budget.report(through(books, "2022-tb"), Filters())
    assert totals(before, "administered")[-1]["note"] == "1 prints no sum, 1 no appropriation"


def test_earmarks_of_a_pair_add_nothing_and_are_remarked(books: Ledger) -> None:
    report = budget.report(books, Filters())
    assert not any(row["post"] == "714.21/74" for row in rows(report, "administered"))
    assert any(remark.startswith("714.21/74: earmarks") for remark in report.remarks)


def test_a_filter_chooses_posts_and_keeps_their_whole_balance(books: Ledger) -> None:
    for chosen in (
        Filters(letters=("2022-ttb-1",), posts=(Post(714, 21),)),
        Filters(recipients=("friskliv",)),
        Filters(texts=("spesielle",)),
    ):
        report = budget.report(books, chosen)
        assert [row["post"] for row in rows(report, "administered")] == ["714.21"]
        assert line_of(report, "714.21")["now"] == 100_000_000


def test_the_heading_says_what_the_sums_are(books: Ledger) -> None:
    heading = "\n".join(budget.report(books, Filters()).heading)
    assert "Budget 2022: 7 of 7 lines" in heading
    assert "Given by letter, not disposable" in heading
    assert "Not held, so that sums lack what they gave" in heading


def test_an_empty_budget_says_why(books: Ledger, tmp_path: Path) -> None:
    (only,) = budget.report(books, Filters(years=("2021",))).blocks
    assert only.empty == "No posts with money for 2021; there are for 2022."
    (only,) = budget.report(books, Filters(posts=(Post(701, 21),))).blocks
    assert only.empty == "None of the 7 posts with money match: year 2022; post 701.21."
    (only,) = budget.report(open_ledger(tmp_path, {}), Filters()).blocks
    assert only.empty == "No posts with money registered."


def test_details_show_each_movement_of_a_changed_post(books: Ledger) -> None:
    report = budget.report(books, Filters(), details=True)
    found = [pick(row, "post", "letter", "amount") for row in rows(report, "movements")]
    assert found == [
        ("714.21", "2022-tb", 103_700_000),
        ("714.21", "2022-ttb-1", -3_700_000),
        ("714.70", "2022-tb", None),
        ("714.70", "2022-ttb-1", 250_000),
    ]
    assert rows(report, "movements")[1]["transfer"] == "745.01, Folkehelseinstituttet"
    text = render(report, "table", unit="tkr")
    assert "transferable" in text
    assert "transferable" not in render(budget.report(books, Filters()), "table", unit="tkr")


def test_a_line_for_two_posts_is_one_line_of_its_own_group(tmp_path: Path) -> None:
    files = {
        "allocations/2022/0769.21+0769.70/2022-tb.yaml": """\
            posts: ["0769.21", "0769.70"]
            letter: 2022-tb
            year: "2022"
            amount: 12 600 000
            stated: allocated
            lines: "1"
            """,
        "allocations/2022/0709/2022-tb.yaml": """\
            posts: ["0709"]
            letter: 2022-tb
            year: "2022"
            chapter-name: Pasient- og brukerombud
            amount: 75 321 000
            stated: allocated
            lines: "2"
            """,
    }
    report = budget.report(open_ledger(tmp_path, files), Filters())
    found = [pick(row, "post", "name", "now") for row in rows(report, "administered")]
    assert found == [
        ("709", "Pasient- og brukerombud", 75_321_000),
        ("769.21/70", None, 12_600_000),
    ]
    names = [row["name"] for row in totals(report, "administered")]
    assert names == [
        "Lines across 01-29 and 70-89 (1 line)",
        "Chapters without post (1 line)",
        "In all (2 lines)",
    ]


def test_a_year_without_its_main_letter_has_changes_and_no_balance(tmp_path: Path) -> None:
    files = {
        "letters/2024-tb.yaml": letter("2024-tb", "main", held="no"),
        "letters/2024-ttb-1.yaml": letter("2024-ttb-1", dated="2024-06-01"),
        "allocations/2024/0714.21/2024-ttb-1.yaml": """\
            {posts: ["0714.21"], letter: 2024-ttb-1, year: "2024", amount: 800,
             stated: allocated, lines: "20"}
            """,
    }
    found = budget.report(open_ledger(tmp_path, files), Filters())
    said = "no letter of allocation held for 2024: changes only, no opening balance"
    assert any(said in line for line in found.heading)
    assert found.blocks[0].title.endswith("2024 (changes only)")
    assert pick(line_of(found, "714.21"), "given", "changed", "now", "note") == (
        None,
        800,
        None,
        None,
    )
