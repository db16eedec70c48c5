import pytest

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.report import Report
from hdirledger.views import gaps

from ..support import assignment, letter, open_ledger
from .reading import pick, rows

BOUNDS = "{earliest: 2022-03-01, latest: 2022-04-01, reason: Ingen dato.}"
FILES = {
    "letters/2021-ttb-90.yaml": letter("2021-ttb-90", held="no", title="Et tillegg")
    + "mentions: [{letter: 2022-ttb-3, summary: Nevnes, lines: '284'}]\n",
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-3.yaml": letter(
        "2022-ttb-3", bounds=BOUNDS, series="TTB", numbers='["3", "4"]'
    )
    + """\
announces:
  - {key: a1, summary: Et eget brev, kind: letter, assignments: [TB2022-1], lines: "61"}
  - {key: a2, summary: Kom, kind: letter, until: 2024-ttb-1, lines: "62"}
""",
    "letters/2024-ttb-1.yaml": letter("2024-ttb-1", dated="2024-02-01"),
    "assignments/2021/TTB2021-78.yaml": assignment("TTB2021-78", "held: no", departments=""),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        'relations: [{type: see, to: TTB2021-78, lines: "10"}]',
        departments="",
        title="Uten avdeling",
    ),
    "assignments/2022/TB2022-3.yaml": assignment(
        "TB2022-3",
        "deadlines: [{due: to-be-agreed, kind: plan, lines: '12'}, {due: 2022-01-01, lines: '12',"
        " until: 2022-ttb-3}]",
        title="Uten dato",
        then="2022-ttb-3 deadline-changed",
    ),
    "assignments/2022/TB2022-4.yaml": assignment(
        "TB2022-4", "deadlines: [{due: 2022-Q3, lines: '12'}]", title="Hel"
    ),
    "assignments/2022/TB2022-5.yaml": assignment(
        "TB2022-5", title="Levert", status="delivered", then="2022-ttb-3 delivered"
    ),
    "assignments/2022/TB2022-6.yaml": """\
        {id: TB2022-6, status: open, withheld: offl. § 22,
         basis: [{letter: 2022-tb, action: given, lines: "13"}]}
        """,
    "allocations/2022/0714.21/2022-tb.yaml": """\
        posts: ["0714.21"]
        letter: 2022-tb
        year: "2022"
        amount: 10 000
        stated: allocated
        lines: "20"
        earmarks: [{amount: 4 000, purpose: Kampanje, lines: "21"}]
        """,
    "allocations/2022/0714.70/2022-tb.yaml": """\
        posts: ["0714.70"]
        letter: 2022-tb
        year: "2022"
        amount: 4 000
        stated: allocated
        lines: "22"
        earmarks: [{amount: 4 000, purpose: Alt, lines: "23"}]
        """,
}
OPEN = Filters(statuses=("open",))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("gaps"), FILES)


def names(report: Report) -> list[str]:
    return [block.name for block in report.blocks]


def test_letters_and_numbers_of_series(books: Ledger) -> None:
    found = gaps.report(books, OPEN)
    assert [pick(row, "year", "what") for row in rows(found, "years")] == [
        ("2023", "every letter"),
        ("2024", "the letter of allocation"),
    ]
    (series,) = rows(found, "series")
    assert pick(series, "series", "held", "missing", "count") == ("TTB", ("3-4",), ("1-2",), 2)
    numbers = {row["series"]: row["missing"] for row in rows(found, "numbers")}
    assert numbers == {"TTB": ("1-77",), "TB": ("2",)}


def test_what_is_cited_says_by_whom(books: Ledger) -> None:
    found = gaps.report(books, OPEN)
    (cited,) = rows(found, "letters")
    assert pick(cited, "id", "cited-by", "said") == ("2021-ttb-90", ("2022-ttb-3 (284)",), "Nevnes")
    (stub,) = rows(found, "assignments")
    assert pick(stub, "id", "cited-by", "related") == (
        "TTB2021-78",
        ("2022-tb (10)",),
        ("TB2022-1 (see)",),
    )


def test_what_assignments_lack(books: Ledger) -> None:
    found = gaps.report(books, OPEN)
    assert [row["id"] for row in rows(found, "no-department")] == ["TB2022-1"]
    assert [row["id"] for row in rows(found, "no-deadline")] == ["TB2022-1"]
    (undated,) = rows(found, "no-day")
    assert pick(undated, "id", "stated") == ("TB2022-3", "to be agreed (plan)")


def test_what_is_withheld_stands_apart(books: Ledger) -> None:
    (row,) = rows(gaps.report(books, OPEN), "withheld")
    assert pick(row, "id", "lacks") == ("TB2022-6", ("department", "deadline"))


def test_open_assignments_are_told_from_those_not_known_to_be(books: Ledger) -> None:
    (row,) = rows(gaps.report(books, OPEN), "no-department")
    assert pick(row, "status", "standing") == ("open", "not ended by a letter we hold")


def test_posts_with_a_remainder(books: Ledger) -> None:
    (row,) = rows(gaps.report(books, OPEN), "remainders")
    assert pick(row, "post", "exact", "remainder") == ("714.21", 4_000, 6_000)


def test_letters_without_date_and_announcements(books: Ledger) -> None:
    found = gaps.report(books, OPEN)
    (row,) = rows(found, "undated")
    assert pick(row, "id", "earliest", "latest") == ("2022-ttb-3", "2022-03-01", "2022-04-01")
    assert [row["summary"] for row in rows(found, "announced")] == ["Et eget brev"]


def test_through_a_letter(books: Ledger) -> None:
    found = gaps.report(through(books, "2022-tb"), OPEN)
    assert "series" not in names(found)
    assert "years" not in names(found)
    (row,) = rows(found, "no-department")
    assert row["standing"] == "open"


def test_a_filter_leaves_out_what_it_cannot_answer_and_says_so(books: Ledger) -> None:
    found = gaps.report(books, Filters(departments=("KTA",), statuses=("open",)))
    assert names(found) == ["no-day"]
    assert "Letters, series and posts have no department" in found.remarks[0]
    by_post = gaps.report(books, Filters(posts=(Post(714, 21),)))
    assert names(by_post) == ["remainders"]


def test_a_letter_takes_those_that_it_cites(books: Ledger) -> None:
    found = gaps.report(books, Filters(letters=("2022-ttb-3",)))
    assert [row["id"] for row in rows(found, "letters")] == ["2021-ttb-90"]


def test_years(books: Ledger) -> None:
    found = gaps.report(books, Filters(years=("2021",)))
    assert names(found) == ["numbers", "letters", "assignments"]


def test_nothing_that_matches_is_said(books: Ledger) -> None:
    found = gaps.report(books, Filters(texts=("finnes ikke",)))
    (said,) = found.remarks
    assert said == "Nothing is known to be missing that matches: the text 'finnes ikke'."
