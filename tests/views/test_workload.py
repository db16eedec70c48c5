from datetime import date

from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.views import workload

TODAY = date(2022, 10, 15)


def matrix(ledger: Ledger, **options: object) -> list[tuple[object, ...]]:
    report = workload.report(
        ledger,
        options.pop("filters", Filters(statuses=("open",))),  # type: ignore[arg-type]
        today=TODAY,
        **options,  # type: ignore[arg-type]
    )
    (block,) = report.blocks
    return [tuple(column.title for column in block.columns), *block.rows]


def test_a_shared_deadline_counts_for_each_and_once_in_the_total(ledger: Ledger) -> None:
    assert matrix(ledger, assignments_only=True) == [
        ("Month", "FHA", "KTA", "SHA", "Total"),
        ("2022-09", 1, 1, 1, 2),
        ("without a day", 1, 1, 1, 2),
        ("total", 2, 2, 2, 4),
    ]


def test_the_heading_warns_that_columns_do_not_add_up(ledger: Ledger) -> None:
    report = workload.report(ledger, Filters(), today=TODAY)
    assert any("do not add up" in line for line in report.heading)


def test_reporting_without_a_department_has_its_own_column(ledger: Ledger) -> None:
    header, first, *_ = matrix(ledger)
    assert header == ("Month", "FHA", "KTA", "SHA", "(reporting)", "Total")
    assert first == ("2022-02", 0, 0, 0, 1, 1)


def test_only_the_department_asked_for(ledger: Ledger) -> None:
    filters = Filters(statuses=("open",), departments=("SHA",))
    assert matrix(ledger, filters=filters, assignments_only=True)[0] == ("Month", "SHA", "Total")


def test_by_responsible(ledger: Ledger) -> None:
    header, *_ = matrix(ledger, by="responsible")
    assert header == ("Month", "(none)", "(reporting)", "Total")
