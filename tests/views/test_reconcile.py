from pathlib import Path

import pytest

from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.report import Report
from hdirledger.views import reconcile

from ..support import assignment, letter, open_ledger
from .reading import PROJECT, block, pick, rows


def movement(post: str, rest: str, by: str = "2022-tb") -> dict[str, str]:
    head = f'posts: ["{post}"]\nletter: {by}\nyear: "2022"\nlines: "1"\n'
    return {f"allocations/2022/{post}/{by}.yaml": head + rest}


def verdict(folder: Path, rest: str) -> tuple[object, ...]:
    """Verdict and remainder of one movement on 714.21."""
    report = reconcile.report(open_ledger(folder, movement("0714.21", rest)), Filters())
    (row,) = rows(report, "posts")
    return pick(row, "verdict", "remainder")


def test_splits_exactly(tmp_path: Path) -> None:
    rest = """\
amount: 10 000 000
stated: allocated
split: complete
earmarks:
  - {amount: 8 000 000, bound: exact, purpose: A, lines: "2"}
  - {amount: 2 000 000, bound: exact, purpose: B, lines: "3"}
"""
    assert verdict(tmp_path, rest) == (("splits exactly",), 0)


def test_a_split_that_does_not_add_up(tmp_path: Path) -> None:
    rest = """\
amount: 10 000 000
stated: allocated
split: complete
earmarks:
  - {amount: 8 000 000, bound: exact, purpose: A, lines: "2"}
"""
    assert verdict(tmp_path, rest) == (("does not add up",), 2_000_000)


def test_only_exact_earmarks_reduce_the_remainder(tmp_path: Path) -> None:
    rest = """\
amount: 10 000 000
stated: allocated
earmarks:
  - {amount: 4 000 000, purpose: A, lines: "2"}
  - {amount: 3 000 000, bound: up-to, purpose: B, lines: "3"}
  - {amount: 1 000 000, bound: at-least, purpose: C, lines: "4"}
  - {amount: none, purpose: D, lines: "5"}
"""
    report = reconcile.report(open_ledger(tmp_path, movement("0714.21", rest)), Filters())
    (row,) = rows(report, "posts")
    sums = pick(row, "exact", "including", "up-to", "at-least", "remainder", "without-sum")
    assert sums == (4_000_000, None, 3_000_000, 1_000_000, 6_000_000, 1)
    assert row["verdict"] == ("leaves a remainder",)


def test_earmarks_that_exceed_their_post(tmp_path: Path) -> None:
    rest = """\
amount: 10 000 000
stated: allocated
earmarks:
  - {amount: 6 000 000, purpose: A, lines: "2"}
  - {amount: 6 000 000, purpose: B, lines: "3"}
"""
    assert verdict(tmp_path, rest) == (("exceeds",), -2_000_000)


def test_text_and_table_differ(tmp_path: Path) -> None:
    rest = """\
amount: 18 422 000
stated: allocated
restated:
  - {amount: 18 500 000, lines: "882"}
  - {amount: 18 422 000, lines: "990"}
  - {amount: 18 422 000, lines: "995"}
"""
    ledger = open_ledger(tmp_path, movement("0734.21", rest))
    report = reconcile.report(ledger, Filters())
    assert rows(report, "posts")[0]["verdict"] == ("text and table differ",)
    assert block(report, "posts").alarms == {0}
    assert [pick(row, "amount", "again", "again-as") for row in rows(report, "restated")] == [
        (18_422_000, ("882",), 18_500_000),
        (18_422_000, ("990", "995"), None),
    ]


def test_text_and_table_agree(tmp_path: Path) -> None:
    rest = """\
amount: 1 000 000
stated: allocated
restated:
  - {amount: 1 000 000, lines: "9"}
"""
    assert verdict(tmp_path, rest) == (("text and table agree",), None)


def test_no_sum_printed(tmp_path: Path) -> None:
    rest = """\
amount: none
stated: appropriated
earmarks:
  - {amount: 6 000 000, purpose: A, lines: "2"}
"""
    assert verdict(tmp_path, rest) == (("no sum printed",), None)


def test_rows_and_parts_that_do_not_add_up(tmp_path: Path) -> None:
    rest = """\
amount: 16 000 000
stated: allocated
rows:
  - {amount: -10 000 000, lines: "2"}
  - {amount: 27 000 000, lines: "3"}
earmarks:
  - amount: 16 000 000
    purpose: A
    lines: "4"
    earmarks:
      - {amount: 17 000 000, bound: including, purpose: B, lines: "5"}
"""
    words = ("adds up", "rows do not add up", "parts of an earmark do not add up")
    assert verdict(tmp_path, rest) == (words, 0)


def test_an_earmark_without_sum_stands_for_its_parts(tmp_path: Path) -> None:
    # What the ministry itself disposes of below a sum that is not printed was not given to us.
    rest = """\
amount: 12 600 000
stated: allocated
earmarks:
  - amount: none
    purpose: Leve hele livet
    lines: "2"
    earmarks:
      - {amount: 2 500 000, purpose: A, agency: Departementet, lines: "3"}
      - {amount: 1 000 000, purpose: B, lines: "4"}
"""
    assert verdict(tmp_path, rest) == (("leaves a remainder",), 11_600_000)


FILES = {
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
    **movement(
        "0714.21",
        """\
amount: 30 000 000
stated: allocated
earmarks:
  - amount: 25 000 000
    purpose: Tobakk
    lines: "2"
    financed-by: ["3714.04"]
    earmarks:
      - {amount: 2 000 000, purpose: Søknader, financed-by: ["3714.04"], lines: "3"}
      - {amount: 4 000 000, purpose: Sporing, financed-by: ["5572.75"], lines: "4"}
  - amount: 1 000 000
    purpose: Møteplass
    recipients: [Akan]
    reprinted: [{letter: 2022-ttb-1, lines: "77"}, {lines: "88"}]
    lines: "5"
""",
    ),
    **movement(
        "3714.04",
        """\
amount: 26 000 000
stated: claim-part
earmarks:
  - amount: 6 000 000
    purpose: Direktivet
    lines: "6"
    earmarks:
      - {amount: 2 000 000, purpose: FHI, agency: Folkehelseinstituttet, lines: "7"}
""",
    ),
    **movement(
        "0714.70",
        "amount: -500 000\nstated: allocated\n"
        'transfer: {posts: ["0714.79"], amount: -500 000, lines: "8"}\n',
        "2022-ttb-1",
    ),
    **movement("0714.79", "amount: 500 000\nstated: allocated\n", "2022-ttb-1"),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        funds:
          - {amount: 1 000 000, currency: DKK, purpose: Konferanse, lines: "12"}
          - {amount: 2 000 000, purpose: Studie, lines: "13"}
        """,
    ),
    "authorizations/2022/2022-tb.yaml": """\
        letter: 2022-tb
        year: "2022"
        authorizations:
          - key: a
            kind: charge
            posts: ["1320.01"]
            ceiling: 5 800 000
            ministry: Samferdselsdepartementet
            purpose: Skaderegister
            lines: "14"
          - {key: b, kind: other, posts: ["0714.21"], ceiling: none, purpose: Annet, lines: "15"}
        """,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    ledger = open_ledger(tmp_path_factory.mktemp("reconcile"), FILES)
    return reconcile.report(ledger, Filters(), details=True)


def test_earmarks_are_listed_with_their_depth(report: Report) -> None:
    listed = [pick(row, "post", "depth", "purpose", "amount") for row in rows(report, "earmarks")]
    assert listed[:3] == [
        ("714.21", 0, "Tobakk", 25_000_000),
        ("714.21", 1, "· Søknader", 2_000_000),
        ("714.21", 1, "· Sporing", 4_000_000),
    ]


def test_a_reprinted_earmark_is_shown_once_with_its_places(report: Report) -> None:
    (row,) = rows(report, "restated")
    assert pick(row, "what", "lines", "again") == ("Møteplass", "5", ("2022-ttb-1 77", "88"))


def test_income_set_off_counts_nested_earmarks_once(report: Report) -> None:
    first, second = rows(report, "income")
    sums = pick(first, "post", "claim", "for-others", "set-off", "left")
    assert sums == ("3714.04", 26_000_000, 2_000_000, 25_000_000, -1_000_000)
    assert "more is set off than the claim printed" in first["verdict"]  # type: ignore[operator]
    assert pick(second, "post", "claim", "set-off", "verdict") == (
        "5572.75",
        None,
        4_000_000,
        ("no claim printed",),
    )
    covers = [pick(row, "income", "purpose") for row in rows(report, "set-off")]
    assert covers == [("3714.04", "Tobakk"), ("5572.75", "Sporing")]


def test_sums_without_a_post_keep_their_currency(report: Report) -> None:
    listed = [pick(row, "purpose", "amount", "other-currency") for row in rows(report, "funds")]
    assert listed == [("Konferanse", None, "1 000 000 DKK"), ("Studie", 2_000_000, None)]


def test_ceilings_are_listed_apart(report: Report) -> None:
    listed = [pick(row, "posts", "ceiling") for row in rows(report, "ceilings")]
    assert listed == [("1320.01", 5_800_000), ("714.21", None)]


def test_transfers_have_two_sides(report: Report) -> None:
    (row,) = rows(report, "transfers")
    assert pick(row, "post", "other", "verdict") == ("714.70", "714.79", "both sides agree")


def test_a_recipient_finds_its_earmark_alone(tmp_path: Path) -> None:
    found = reconcile.report(open_ledger(tmp_path, FILES), Filters(recipients=("akan",)))
    assert [row["purpose"] for row in rows(found, "earmarks")] == ["Møteplass"]
    nested = reconcile.report(open_ledger(tmp_path, FILES), Filters(texts=("sporing",)))
    assert [row["purpose"] for row in rows(nested, "earmarks")] == ["Tobakk", "· Sporing"]


def test_an_empty_reconciliation_says_why(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, movement("0714.21", "amount: 1 000\nstated: allocated\n"))
    found = block(reconcile.report(ledger, Filters()), "posts")
    assert found.empty == "None of these movements has rows, earmarks or a sum stated again."
    found = block(reconcile.report(ledger, Filters(posts=(Post(701),))), "posts")
    assert found.empty == "None of the 1 movements match: year 2022; post 701."


@pytest.fixture(scope="module")
def real() -> dict[object, dict[str, object]]:
    found = reconcile.report(Ledger.open(PROJECT), Filters(years=("2022",), letters=("2022-tb",)))
    return {row["post"]: row for row in rows(found, "posts")}


@pytest.mark.parametrize("post", ["714.21", "714.60", "714.70", "714.79"])
def test_the_letter_of_2022_splits_chapter_714(
    real: dict[object, dict[str, object]], post: str
) -> None:
    assert pick(real[post], "verdict", "remainder") == (("splits exactly",), 0)


def test_the_letter_of_2022_contradicts_itself_on_734(
    real: dict[object, dict[str, object]],
) -> None:
    assert "text and table differ" in real["734.21"]["verdict"]  # type: ignore[operator]
    assert real["762.21/63"]["verdict"] == ("no sum printed",)
