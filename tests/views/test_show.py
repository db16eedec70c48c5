import json
from datetime import date
from pathlib import Path

from hdirledger import through
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.render import render
from hdirledger.report import Report
from hdirledger.views import show, showother

from ..support import letter, open_ledger
from .books import FILES

TODAY = date(2022, 10, 15)


def shown(ledger: Ledger, name: str) -> Report:
    return show.report(ledger, ledger.by_id[name], today=TODAY)


def rows(report: Report, name: str) -> list[dict[str, object]]:
    (block,) = [block for block in report.blocks if block.name == name]
    keys = [column.key for column in block.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.rows]


def test_ended_parts_and_deadlines_are_there_and_marked(ledger: Ledger) -> None:
    report = shown(ledger, "TB2022-1")
    assert [(row["key"], row["status"]) for row in rows(report, "parts")] == [
        ("a", "open"),
        ("b", "dropped"),
    ]
    found = [(row["due"], row["since"], row["mark"]) for row in rows(report, "deadlines")]
    assert found == [
        ("2022-08-31", "2022-tb", "ended"),
        ("2022-09-30", "2022-ttb-1", "overdue"),
        ("2022-10-01", "2022-tb", "part ended"),
        (None, "2022-tb", None),
    ]


def test_relations_in_both_directions(ledger: Ledger) -> None:
    newer = [(row["relation"], row["to"]) for row in rows(shown(ledger, "TB2022-1"), "relations")]
    assert ("replaces", "TB2021-7") in newer
    assert ("awaited by", "TB2022-2") in newer
    (older,) = rows(shown(ledger, "TB2021-7"), "relations")
    assert (older["relation"], older["to"]) == ("replaced by", "TB2022-1")


def test_the_number_of_another_agency_is_not_ours(ledger: Ledger) -> None:
    blocks = [block.name for block in shown(ledger, "TB2022-2").blocks]
    assert "relations" not in blocks
    (row,) = [r for r in rows(shown(ledger, "TB2022-1"), "relations") if r["relation"] == "see"]
    assert row["note"] == "number of Folkehelseinstituttet"
    assert row["title"] == ""


def test_what_others_say_of_it(ledger: Ledger) -> None:
    report = shown(ledger, "TB2022-1")
    (money,) = rows(report, "money")
    assert (money["posts"], money["amount"]) == (("714.21",), 5_000)
    assert [row["state"] for row in rows(report, "announced")] == ["pending"]
    assert [row["id"] for row in rows(report, "reporting")] == ["2022-tb c02"]
    assert [row["rule"] for row in rows(report, "accepts")] == ["D301"]
    other = rows(shown(ledger, "TB2022-2"), "announced")
    assert [row["state"] for row in other] == ["received with 2022-ttb-1"]


def test_other_currencies_are_not_shown_as_kroner(ledger: Ledger) -> None:
    found = [(r["amount"], r["foreign"]) for r in rows(shown(ledger, "TB2022-2"), "funds")]
    assert found == [(None, "1 000 000 DKK"), (2_500_000, None)]


def test_as_the_letters_had_spoken_by_then(ledger: Ledger) -> None:
    report = shown(through(ledger, "2022-tb"), "TB2022-1")
    assert [row["status"] for row in rows(report, "parts")] == ["open", "open"]
    assert "2022-09-30" not in [row["due"] for row in rows(report, "deadlines")]


def test_json_is_the_record_with_the_keys_of_its_file(ledger: Ledger) -> None:
    record = json.loads(render(shown(ledger, "TB2022-2"), "json"))["record"]
    assert record["id"] == "TB2022-2"
    assert record["deadlines"][1] == {
        "after": {"assignment": "TB2022-1"},
        "kind": "final",
        "lines": "11",
    }
    assert record["funds"][0]["amount"] == 1_000_000
    json_of_first = json.loads(render(shown(ledger, "TB2022-1"), "json"))["record"]
    assert json_of_first["computed"]["overdue"] == ["2022-09-30"]


def test_a_post_has_its_movements_and_earmarks(ledger: Ledger) -> None:
    report = showother.post(ledger, Post(714))
    assert report is not None
    assert [row["amount"] for row in rows(report, "movements")] == [10_000]
    assert [row["purpose"] for row in rows(report, "earmarks")] == ["Kampanje"]
    assert showother.post(ledger, Post(999)) is None


def test_a_goal_has_its_indicators(ledger: Ledger) -> None:
    report = showother.goal(ledger, ledger.goals[0])
    assert [row["title"] for row in rows(report, "indicators")] == ["Andel friske"]


def test_a_letter_that_is_not_held_says_so(ledger: Ledger) -> None:
    text = render(showother.letter(ledger, ledger.letters["2022-ttb-2"]), "table")
    assert "no: only known from others" in text
    assert "hdirledger letter 2022-ttb-2" in text


def test_what_later_letters_may_have_ended_is_not_called_open(tmp_path: Path) -> None:
    files = {**FILES, "letters/2024-tb.yaml": letter("2024-tb", "main", dated="2024-01-01")}
    report = shown(open_ledger(tmp_path, files), "TB2022-2")
    fields = dict(report.blocks[0].rows)
    assert str(fields["Status"]).startswith("not ended by a letter we hold (given by 2022-tb")
    assert "1 assignment not ended" in report.remarks[0]
    record = json.loads(render(report, "json"))["record"]
    assert (record["status"], record["computed"]["standing"]) == (
        "open",
        "not ended by a letter we hold",
    )
