"""Which records each filter counts."""

from datetime import date
from pathlib import Path

import pytest

from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post

from .support import assignment, letter, open_ledger

FILES = {
    "letters/2021-tb.yaml": letter("2021-tb", "main"),
    "letters/2022-tb.yaml": letter("2022-tb", "main"),
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1"),
    "assignments/2021/TB2021-4.yaml": assignment(
        "TB2021-4",
        """
        aliases: [TTB2021-9]
        area: Folkehelse
        deadlines:
          - {due: "2022-Q1", lines: "11"}
        """,
        title="Smøre brød på Ørland",
        departments="FHA",
        given="2021-tb",
        then="2022-ttb-1 clarified",
    ),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        parts:
          - {key: a, summary: Ål i åa, lines: "11"}
        deadlines:
          - {due: 2022-03-01, until: 2022-ttb-1, lines: "11"}
          - {due: 2022-09-30, since: 2022-ttb-1, lines: "12"}
        partners:
          - {agency: Folkehelseinstituttet, role: lead, lines: "12"}
        """,
        departments="KTA SHA",
    ),
    "assignments/2022/TB2022-2.yaml": assignment(
        "TB2022-2",
        """
        funds:
          - {amount: "1 000", purpose: x, post: "0714.21", lines: "11"}
        deadlines:
          - {due: 2022-02-01, lines: "11"}
        """,
        status="delivered",
        then="2022-ttb-1 delivered",
    ),
    "assignments/2022/TB2022-3.yaml": assignment(
        "TB2022-3",
        """
        deadlines:
          - {due: 2022-05-01, recurring: yearly, lines: "11"}
          - {due: to-be-agreed, lines: "11"}
        """,
        departments="",
    ),
    "allocations/2022/0714.21/2022-tb.yaml": """
        posts: ["0714.21"]
        letter: 2022-tb
        year: "2022"
        amount: 10 000
        stated: allocated
        name: Spesielle driftsutgifter
        lines: "20"
        earmarks:
          - amount: 5 000
            purpose: Kampanje
            lines: "21"
            earmarks:
              - amount: 2 000
                purpose: Brosjyrer
                recipients: [Røde Kors]
                assignments: [TB2022-3]
                lines: "22"
        """,
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(Path(tmp_path_factory.mktemp("ledger")), FILES)


def ids(ledger: Ledger, **filters: object) -> list[str]:
    wanted = Filters(**filters)  # type: ignore[arg-type]
    return [a.id for a in ledger.assignments if wanted.matches_assignment(ledger, a)]


def test_without_filters_everything_matches(ledger: Ledger) -> None:
    assert ids(ledger) == ["TB2021-4", "TB2022-1", "TB2022-2", "TB2022-3"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"departments": ("SHA",)}, ["TB2022-1"]),
        ({"departments": ("SHA", "FHA")}, ["TB2021-4", "TB2022-1"]),
        ({"statuses": ("delivered",)}, ["TB2022-2"]),
        ({"years": ("2021",)}, ["TB2021-4"]),
        # A letter touches what it gives, speaks of, and what it brings or ends.
        ({"letters": ("2022-ttb-1",)}, ["TB2021-4", "TB2022-1", "TB2022-2"]),
        ({"areas": ("folke",)}, ["TB2021-4"]),
        ({"recipients": ("folkehelseinst",)}, ["TB2022-1"]),
        ({"recipients": ("RØDE KORS",)}, ["TB2022-3"]),
        ({"posts": (Post(714, 21),)}, ["TB2022-2", "TB2022-3"]),
        ({"posts": (Post(714),)}, ["TB2022-2", "TB2022-3"]),
        # A chapter is a number, not the beginning of one.
        ({"posts": (Post(71),)}, []),
        ({"departments": ("KTA",), "statuses": ("delivered",)}, ["TB2022-2"]),
    ],
)
def test_filter(ledger: Ledger, filters: dict[str, object], found: list[str]) -> None:
    assert ids(ledger, **filters) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ørland", ["TB2021-4"]),
        ("BRØD", ["TB2021-4"]),
        ("ttb2021-9", ["TB2021-4"]),
        ("ål i ÅA", ["TB2022-1"]),
        # å as a and a ring, the way macOS writes file names.
        ("a\u030al", ["TB2022-1"]),
        ("finnes ikke", []),
    ],
)
def test_text(ledger: Ledger, text: str, found: list[str]) -> None:
    assert ids(ledger, texts=(text,)) == found


def test_several_texts_must_all_occur(ledger: Ledger) -> None:
    assert ids(ledger, texts=("smøre", "ørland")) == ["TB2021-4"]
    assert ids(ledger, texts=("smøre", "åa")) == []


class TestDays:
    def test_both_ends_count_and_a_period_is_due_on_its_last_day(self, ledger: Ledger) -> None:
        day = date(2022, 3, 31)
        assert ids(ledger, due_after=day, due_before=day) == ["TB2021-4"]

    def test_a_deadline_that_was_moved_does_not_count(self, ledger: Ledger) -> None:
        assert "TB2022-1" not in ids(ledger, due_before=date(2022, 3, 1))
        assert "TB2022-1" in ids(ledger, due_after=date(2022, 9, 30))

    def test_delivered_is_never_overdue(self, ledger: Ledger) -> None:
        assert ids(ledger, overdue=True, today=date(2022, 10, 1)) == ["TB2021-4", "TB2022-1"]

    def test_the_day_itself_is_in_time(self, ledger: Ledger) -> None:
        assert ids(ledger, overdue=True, today=date(2022, 9, 30)) == ["TB2021-4"]


class TestMoney:
    def test_movement_by_post_year_and_recipient_below(self, ledger: Ledger) -> None:
        (movement,) = ledger.allocations
        assert Filters(posts=(Post(714),)).matches_allocation(ledger, movement)
        assert not Filters(posts=(Post(714, 70),)).matches_allocation(ledger, movement)
        assert not Filters(years=("2021",)).matches_allocation(ledger, movement)
        assert Filters(recipients=("røde",)).matches_allocation(ledger, movement)

    def test_earmark_by_its_own_recipient(self, ledger: Ledger) -> None:
        (movement,) = ledger.allocations
        wanted = Filters(recipients=("kors",))
        found = [
            earmark.purpose
            for top in movement.earmarks
            for _, earmark in top.walk()
            if wanted.matches_earmark(ledger, movement, earmark)
        ]
        assert found == ["Brosjyrer"]


def test_describe_names_every_filter_that_is_set() -> None:
    filters = Filters(
        departments=("KTA", "SHA"), posts=(Post(714, 21),), due_before=date(2022, 9, 30)
    )
    assert filters.describe() == (
        "department KTA or SHA",
        "post 714.21",
        "due on or before 2022-09-30",
    )
