from pathlib import Path

import pytest

from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.report import Report
from hdirledger.views import letter as view

from ..support import assignment, letter, open_ledger
from .reading import PROJECT, block, pick, rows, totals

FILES = {
    "letters/2021-ttb-90.yaml": letter("2021-ttb-90", held="no")
    + """\
mentions:
  - {letter: 2022-ttb-7, summary: Nevnes, lines: "284"}
""",
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-7.yaml": letter("2022-ttb-7", dated="2022-06-01", title="Tillegg 7")
    + """\
classes:
  - {key: k1, action: lapsed, through: "2020", exceptions: [TB2019-5], lines: "60"}
announces:
  - {key: a1, summary: Eget brev, kind: letter, assignments: [TB2022-1], lines: "61"}
  - {key: a2, summary: Penger, kind: money, posts: ["0740"], until: 2022-ttb-8, lines: "62"}
""",
    "letters/2022-ttb-8.yaml": letter("2022-ttb-8", dated="2022-09-01"),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        formerly:
          - {title: Gammelt navn, until: 2022-ttb-7}
        parts:
          - {key: a, summary: Første del, lines: "11"}
          - {key: b, summary: Andre del, since: 2022-ttb-7, lines: "12"}
        deadlines:
          - {due: 2022-08-31, parts: [a], until: 2022-ttb-7, lines: "11"}
          - {due: 2022-09-30, parts: [a], since: 2022-ttb-7, until: 2022-ttb-8, lines: "12"}
          - {due: 2022-10-31, parts: [a], since: 2022-ttb-8, lines: "12"}
          - {due: 2022-12-01, kind: final, until: 2022-ttb-7, lines: "13"}
          - {due: 2022-11-01, parts: [b], kind: plan, since: 2022-ttb-7, lines: "13"}
        """,
        title="Nytt navn",
        then="2022-ttb-7 clarified\n2022-ttb-7 deadline-changed\n2022-ttb-8 deadline-changed",
    ),
    "assignments/2022/TTB2022-2.yaml": assignment(
        "TTB2022-2",
        """
        deadlines:
          - {due: 2022-W40, lines: "14"}
        """,
        title="Nytt oppdrag",
        departments="SHA",
        given="2022-ttb-7",
    ),
    "assignments/2020/TB2020-78.yaml": """\
        id: TB2020-78
        held: no
        status: open
        summary: Bare nevnt.
        basis:
          - {letter: 2022-ttb-7, action: noted, lines: "70"}
        """,
    "allocations/2022/0714.21/2022-tb.yaml": """\
        {posts: ["0714.21"], letter: 2022-tb, year: "2022", amount: 100 000,
         stated: allocated, lines: "20"}
        """,
    "allocations/2022/0714.21/2022-ttb-7.yaml": """\
        {posts: ["0714.21"], letter: 2022-ttb-7, year: "2022", amount: -30 000,
         stated: allocated, lines: "21"}
        """,
    "allocations/2022/0714.21/2022-ttb-8.yaml": """\
        {posts: ["0714.21"], letter: 2022-ttb-8, year: "2022", amount: 5 000,
         stated: allocated, lines: "22"}
        """,
    "allocations/2022/0714.70/2022-ttb-7.yaml": """\
        {posts: ["0714.70"], letter: 2022-ttb-7, year: "2022", amount: none,
         stated: blank, lines: "23"}
        """,
    "authorizations/2022/2022-ttb-7.yaml": """\
        letter: 2022-ttb-7
        year: "2022"
        authorizations:
          - {key: a, kind: charge, posts: ["0710.23"], ceiling: none, purpose: Vaksine, lines: "24"}
        """,
    "goals/2022/01.yaml": """\
        {id: G2022-01, letter: 2022-tb, year: "2022", number: "1", title: God helse,
         until: 2022-ttb-7, lines: "5"}
        """,
    "reporting/2022/2022-tb.yaml": """\
        letter: 2022-tb
        year: "2022"
        requirements:
          - key: r1
            title: Årsrapport
            lines: "40"
            deadlines:
              - {due: 2022-03-15, until: 2022-ttb-7, lines: "40"}
              - {due: 2022-04-01, since: 2022-ttb-7, lines: "41"}
        """,
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("letter"), FILES)


def report(books: Ledger, name: str = "2022-ttb-7", filters: Filters | None = None) -> Report:
    return view.report(books, filters or Filters(), books.letters[name])


def test_its_record_and_what_it_did_in_short(books: Ledger) -> None:
    found = report(books)
    assert found.heading[0] == "Letter 2022-ttb-7: Tillegg 7"
    assert found.heading[1].startswith("Assignments: 3 of 3 that it speaks of (")
    assert ("Dated", "2022-06-01") in block(found, "record").rows


def test_assignments_given(books: Ledger) -> None:
    (row,) = rows(report(books), "given")
    assert pick(row, "id", "title", "deadlines") == ("TTB2022-2", "Nytt oppdrag", "2022-W40")


def test_deadlines_and_titles_old_and_new_are_told_once(books: Ledger) -> None:
    found = report(books)
    (clarified,) = rows(found, "clarified")
    (changed,) = rows(found, "deadline-changed")
    assert clarified["changes"] == ""
    assert str(changed["changes"]).split("; ") == [
        "2022-08-31 (part a) -> 2022-09-30 (part a)",
        "2022-12-01 (final) -> 2022-11-01 (part b, plan)",
        "title: Gammelt navn -> Nytt navn",
        "part b added",
    ]
    (later,) = rows(report(books, "2022-ttb-8"), "deadline-changed")
    assert later["changes"] == "2022-09-30 (part a) -> 2022-10-31 (part a)"


def test_money_before_change_and_after(books: Ledger) -> None:
    found = [pick(row, "post", "before", "change", "after") for row in rows(report(books), "money")]
    assert found == [("714.21", 100_000, -30_000, 70_000), ("714.70", None, None, None)]
    (whole,) = totals(report(books), "money")
    assert pick(whole, "name", "change") == ("Expense in all (1 without sum)", -30_000)


def test_everything_else_that_it_did(books: Ledger) -> None:
    found = report(books)
    assert [row["kind"] for row in rows(found, "authorizations")] == ["charge"]
    assert [pick(row, "number", "what") for row in rows(found, "goals")] == [("1", "ended")]
    (row,) = rows(found, "reporting")
    assert pick(row, "key", "what", "deadlines") == ("r1", "changed", "2022-03-15 -> 2022-04-01")
    received = [row["received"] for row in rows(found, "announced")]
    assert received == ["not received", "by 2022-ttb-8"]
    (rule,) = rows(found, "classes")
    assert pick(rule, "which", "exceptions") == ("from 2020 or earlier", ("TB2019-5",))
    assert [row["id"] for row in rows(found, "stubs")] == ["TB2020-78", "2021-ttb-90"]


EFFECTS = {
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10")
    + "announces: [{key: a1, summary: Et eget brev, kind: letter, lines: '3', until: 2022-ttb-1}]",
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
    "assignments/2022/TB2022-1.yaml": """\
        id: TB2022-1
        title: Et oppdrag
        status: open
        deadlines:
          - {due: 2022-06-01, since: 2022-ttb-1, parts: [b], lines: "26-27"}
        parts:
          - {key: b, since: 2022-ttb-1, lines: "26-27"}
        partners:
          - {agency: KS, role: joint, since: 2022-ttb-1, lines: "12"}
        funds:
          - {amount: 1 000 000, purpose: Drift, since: 2022-ttb-1, lines: "27"}
        basis:
          - {letter: 2022-tb, action: given, lines: "10"}
          - {letter: 2022-ttb-1, action: noted, lines: "11-13"}
          - {letter: 2022-ttb-1, action: amended, lines: "25-28"}
        """,
    "assignments/2022/TB2022-2.yaml": assignment(
        "TB2022-2", status="replaced", then="2022-ttb-1 replaced"
    ),
    "assignments/2022/TB2022-3.yaml": assignment(
        "TB2022-3", status="lapsed", then="2022-ttb-1 lapsed"
    ),
    "assignments/2022/TTB2022-1.yaml": assignment(
        "TTB2022-1",
        "relations: [{type: replaces, to: TB2022-2, lines: '30'}]",
        given="2022-ttb-1",
    ),
    "allocations/2022/0714.21/2022-ttb-1.yaml": """\
        posts: ["0714.21"]
        letter: 2022-ttb-1
        year: "2022"
        amount: 800
        stated: allocated
        lines: "20"
        earmarks: [{amount: 800, purpose: Kampanje, assignments: [TB2022-1], lines: "21"}]
        """,
    "authorizations/2022/2022-tb.yaml": """\
        letter: 2022-tb
        year: "2022"
        authorizations:
          - {key: a, kind: charge, posts: ["0710.23"], ceiling: 1 000, purpose: Vaksine,
             until: 2022-ttb-1, lines: "24"}
        """,
    "authorizations/2022/2022-ttb-1.yaml": """\
        letter: 2022-ttb-1
        year: "2022"
        authorizations:
          - {key: b, kind: charge, posts: ["0710.23"], ceiling: 5 000, purpose: Vaksine,
             replaces: {letter: 2022-tb, key: a, ceiling: 1 000}, lines: "24"}
        """,
    "goals/2022/01.yaml": """\
        {id: G2022-01, letter: 2022-tb, year: "2022", number: "1", title: God helse, lines: "5",
         indicators: [{key: s1, title: Andel, until: 2022-ttb-1, lines: "6"}]}
        """,
}


@pytest.fixture(scope="module")
def effects(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report(open_ledger(tmp_path_factory.mktemp("effects"), EFFECTS), "2022-ttb-1")


class TestTheWholeEffect:
    def test_a_change_is_told_where_the_letter_makes_it(self, effects: Report) -> None:
        (noted,) = rows(effects, "noted")
        assert noted["changes"] == "partner added: KS (joint)"
        (amended,) = rows(effects, "amended")
        assert str(amended["changes"]).split("; ") == [
            "set: 2022-06-01 (part b)",
            "part b added",
            "sum added: 1 000 000 kr, Drift",
        ]

    def test_what_it_only_mentions_comes_last(self, effects: Report) -> None:
        names = [b.name for b in effects.blocks]
        assert names.index("noted") > max(names.index(x) for x in ("amended", "lapsed"))

    def test_what_it_ended_and_what_came_instead(self, effects: Report) -> None:
        (lapsed,) = rows(effects, "lapsed")
        assert lapsed["changes"] == "open -> lapsed"
        (replaced,) = rows(effects, "replaced")
        assert replaced["changes"] == "by TTB2022-1; open -> replaced"

    def test_authorizations_that_it_gave_and_ended(self, effects: Report) -> None:
        found = rows(effects, "authorizations")
        assert [pick(row, "what", "ceiling", "before", "replaces") for row in found] == [
            ("ended", 1_000, None, None),
            ("given", 5_000, 1_000, "2022-tb a"),
        ]

    def test_what_the_money_is_for(self, effects: Report) -> None:
        (row,) = rows(effects, "earmarks")
        assert pick(row, "purpose", "amount", "assignments") == ("Kampanje", 800, ("TB2022-1",))

    def test_indicators_and_what_was_announced_before(self, effects: Report) -> None:
        assert [row["what"] for row in rows(effects, "goals")] == ["indicator s1 ended"]
        (row,) = rows(effects, "received")
        assert pick(row, "letter", "summary") == ("2022-tb", "Et eget brev")


def test_parts_that_a_letter_moved_are_told_one_by_one(tmp_path: Path) -> None:
    def successor(number: int, part: str) -> str:
        told = f"relations: [{{type: replaces, to: TB2022-34, part: {part}, lines: '28'}}]"
        return assignment(f"TB2022-{number}", told, given="2022-ttb-1")

    files = {
        "assignments/2022/TB2022-34.yaml": """\
            id: TB2022-34
            title: Fastlegeordningen
            status: replaced
            parts:
              - {key: a, lines: "10", status: replaced, until: 2022-ttb-1, became: {to: TB2022-92}}
              - {key: b, lines: "11", status: replaced, until: 2022-ttb-1, became: {to: TB2022-93}}
            basis:
              - {letter: 2022-tb, action: given, lines: "10-13"}
              - {letter: 2022-ttb-1, action: replaced, parts: [a], lines: "28-30"}
              - {letter: 2022-ttb-1, action: replaced, parts: [b], lines: "32-34"}
            """,
        "assignments/2022/TB2022-92.yaml": successor(92, "a"),
        "assignments/2022/TB2022-93.yaml": successor(93, "b"),
    }
    first, second = rows(report(open_ledger(tmp_path, files), "2022-ttb-1"), "replaced")
    assert first["changes"] == "part a ended, became TB2022-92; by TB2022-92; open -> replaced"
    assert second["changes"] == "part b ended, became TB2022-93; by TB2022-93"


def test_without_the_main_letter_there_is_no_balance(tmp_path: Path) -> None:
    files = {
        **{path: text for path, text in EFFECTS.items() if path.startswith("letters/")},
        "letters/2022-tb.yaml": letter("2022-tb", "main", held="no"),
        "allocations/2022/0714.21/2022-ttb-1.yaml": """\
            {posts: ["0714.21"], letter: 2022-ttb-1, year: "2022", amount: 800,
             stated: allocated, lines: "20"}
            """,
    }
    found = report(open_ledger(tmp_path, files), "2022-ttb-1")
    (row,) = rows(found, "money")
    assert pick(row, "before", "change", "after") == (None, 800, None)
    assert "no letter of allocation held for 2022" in block(found, "money").title


def test_filters_narrow_each_block(books: Ledger) -> None:
    by_department = report(books, filters=Filters(departments=("SHA",)))
    assert [b.name for b in by_department.blocks] == ["record", "given"]
    assert "Only assignments have a department" in by_department.remarks[-1]
    by_post = report(books, filters=Filters(posts=(Post(714, 21),)))
    assert [b.name for b in by_post.blocks] == ["record", "money"]


def test_nothing_that_matches_is_said(books: Ledger) -> None:
    found = report(books, filters=Filters(texts=("finnes ikke",)))
    assert found.remarks == ("Nothing that this letter did matches: the text 'finnes ikke'.",)


def test_a_letter_not_held_shows_what_others_say(books: Ledger) -> None:
    found = report(books, "2021-ttb-90")
    assert ("Said of it", "2022-ttb-7 (284): Nevnes") in block(found, "record").rows
    assert "We do not hold this letter" in found.remarks[0]


def test_a_reply_shows_what_it_delivers(tmp_path: Path) -> None:
    files = {
        "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
        "letters/2022-svar-1.yaml": letter("2022-svar-1", "reply", dated="2022-05-01"),
        "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
        "assignments/2022/TB2022-1.yaml": """\
            id: TB2022-1
            title: Et oppdrag
            status: delivered
            basis:
              - {letter: 2022-tb, action: given, lines: "1"}
              - letter: 2022-ttb-1
                action: delivered
                reply: {letter: 2022-svar-1}
                lines: "2"
            """,
    }
    books = open_ledger(tmp_path, files)
    assert [row["id"] for row in rows(report(books, "2022-svar-1"), "delivered")] == ["TB2022-1"]


def test_the_letter_of_2022() -> None:
    found = report(Ledger.open(PROJECT), "2022-tb")
    assert len(rows(found, "given")) == 62
    assert len(rows(found, "goals")) == 13
    money = {row["post"]: pick(row, "before", "change", "after") for row in rows(found, "money")}
    assert money["714.21"] == (None, 103_700_000, 103_700_000)
    assert {"2020-tb", "2021-ttb-90"} <= {row["id"] for row in rows(found, "stubs")}
