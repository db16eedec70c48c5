"""The budget of the letter of 2022, post by post as its tables print it."""

import pytest

from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.report import Report
from hdirledger.views import budget

from .reading import PROJECT, block, line_of, pick, rows, totals

# Kroner as printed in the tables of the letter of 2022: appropriated, given.
PRINTED = {
    "740.01": (1_233_356_000, 1_233_356_000),
    "740.21": (38_014_000, 37_665_000),
    "740.71": (None, None),
    "701.21": (None, 13_681_000),
    "702.71": (300_000_000, 150_000_000),
    "709": (None, 75_321_000),
    "714.21": (127_273_000, 103_700_000),
    "714.74": (21_050_000, 21_100_000),
    "732.70": (None, 20_500_000),
    "733.70": (107_596_000, 0),
    "734.21": (56_587_000, 18_422_000),
    "762.21": (187_653_000, 160_000_000),
    "769.21/70": (16_773_000, 12_600_000),
    "783.21": (64_977_000, 63_987_000),
    "2711.70": (2_530_000_000, 2_530_000_000),
    "2751.70": (12_119_500_000, 12_119_500_000),
    "575.60": (12_102_348_000, 12_102_348_000),
    "575.61": (None, None),
    "660.70": (30_000, 30_000),
    "3740.05": (51_300_000, 51_300_000),
}


@pytest.fixture(scope="module")
def real() -> Report:
    return budget.report(Ledger.open(PROJECT), Filters(years=("2022",), letters=("2022-tb",)))


@pytest.mark.parametrize("post", PRINTED)
def test_the_letter_of_2022(real: Report, post: str) -> None:
    assert pick(line_of(real, post), "appropriation", "given") == PRINTED[post]


def test_own_posts_of_2022_are_what_we_run_on(real: Report) -> None:
    assert [row["post"] for row in rows(real, "own")] == ["740.01", "740.21"]


@pytest.mark.parametrize(
    "section", ["own", "administered", "national-insurance", "other-ministries", "income"]
)
def test_totals_of_2022_are_the_sums_of_their_lines(real: Report, section: str) -> None:
    *parts, whole = totals(real, section)
    for key in ("appropriation", "held-back", "given", "now"):
        printed = [row[key] for row in rows(real, section) if row[key] is not None]
        assert whole[key] == sum(printed), key  # type: ignore[arg-type]
    groups = [row for row in parts if "-" in str(row["post"]) or not row["post"]]
    if groups:
        assert sum(row["given"] for row in groups) == whole["given"]  # type: ignore[misc]
    assert block(real, section).totals
