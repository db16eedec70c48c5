"""``give``: what a letter gives, or cites for the first time."""

import io
import sys

import pytest

from hdirledger.cli import run
from hdirledger.ledger import Ledger

from .books import Books


def typed(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    """What stands on standard input."""
    content = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def test_an_assignment_is_given_as_it_is_printed(books: Books) -> None:
    books.begin()
    out = books.do(
        "give", "assignment", "ttb 2022 - 03", "--title", "Et nytt oppdrag", "--departments", "sha",
        "--lines", "4", "--due", "1.12.2022", "--part", "Å lage; number=1",
        "--partner", "KS; role=joint", "--relation", "tb2022-01; type=follows-up",
        "--summary", "Egne ord.",
    )  # fmt: skip
    assert "TTB2022-03: given by 2022-ttb-3" in out
    assert (
        books.read("assignments/2022/TTB2022-03.yaml").partition("\n")[2]
        == """\
id: TTB2022-03
title: Et nytt oppdrag
departments:
  - SHA
status: open
summary: Egne ord.
parts:
  - key: a
    number: "1"
    summary: Å lage
    lines: "4"
deadlines:
  - due: "2022-12-01"
    lines: "4"
partners:
  - agency: KS
    role: joint
    lines: "4"
relations:
  - type: follows-up
    to: TB2022-1
    lines: "4"
basis:
  - letter: 2022-ttb-3
    action: given
    lines: "4"
"""
    )


def test_a_number_that_is_taken_is_refused(books: Books) -> None:
    books.begin()
    more = ("--title", "Ny", "--lines", "4")
    assert "TB2022-1 is registered already" in books.refused(
        "give", "assignment", "TB2022-01", *more
    )
    said = books.refused("give", "assignment", "TB2021-43", *more)
    assert "shared by TB2021-43a, TB2021-43b" in said
    assert "no number of an assignment" in books.refused("give", "assignment", "../x", *more)
    books.do("give", "assignment", "X2022", *more)
    assert "X2022-02: given" in books.do("give", "assignment", "x2022", *more)


def test_every_missing_option_is_named_off_a_terminal(books: Books) -> None:
    books.begin()
    said = books.refused("give", "assignment")
    assert "missing: ID, --lines, --title." in said
    assert "missing: --purpose, --lines." in books.refused("move", "earmark", "714.21", "5")
    said = books.refused("give", "announcement")
    assert "missing: --summary, --kind, --lines." in said


def test_what_is_missing_is_asked_for_on_a_terminal(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.begin()
    typed(monkeypatch, "Et nytt oppdrag\n")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code = run(["give", "assignment", "TTB2022-3", "--lines", "4", "--ledger", str(books.project)])
    assert code == 0
    assert "--title" in books.capsys.readouterr().out
    assert Ledger.open(books.project).by_id["TTB2022-3"].title == "Et nytt oppdrag"


def test_a_stub_is_what_is_only_cited_and_can_be_given_later(books: Books) -> None:
    books.begin()
    books.do("give", "stub", "TB2022-9", "--lines", "3", "--note", "Nevnt", "--title", "Nevnt")
    assert Ledger.open(books.project).by_id["TB2022-9"].held == "no"
    books.do("give", "assignment", "TB2022-9", "--letter", "2022-tb", "--title", "Gitt",
             "--lines", "50", "--part", "Del")  # fmt: skip
    found = Ledger.open(books.project).by_id["TB2022-9"]
    assert (found.held, found.title, found.given_by) == (None, "Gitt", "2022-tb")
    assert [entry.letter for entry in found.basis] == ["2022-tb", "2022-ttb-3"]
    assert "in the ledger already" in books.refused("give", "stub", "TB2022-9", "--lines", "3")


def test_a_letter_that_is_only_cited_comes_before_the_one_that_cites_it(books: Books) -> None:
    books.begin()
    books.do("give", "stub", "2022-ttb-2a", "--lines", "3", "--note", "Nevnt")
    ledger = Ledger.open(books.project)
    assert [*ledger.letters][-2:] == ["2022-ttb-2a", "2022-ttb-3"]
    assert ledger.letters["2022-ttb-2a"].held == "no"


def test_parts_goals_announcements_and_reporting(books: Books) -> None:
    books.begin()
    said = books.refused("give", "part", "TB2022-1", "--title", "Ny del", "--lines", "3")
    assert "no entry of 2022-ttb-3 yet" in said
    books.do("change", "TB2022-1", "--action", "amended", "--lines", "3")
    books.do("give", "part", "TB2022-1", "--title", "Ny del", "--lines", "3")
    part = Ledger.open(books.project).by_id["TB2022-1"].parts[-1]
    assert (part.key, part.since) == ("c", "2022-ttb-3")
    books.do("give", "goal", "g2022-01", "--number", "1", "--title", "Et mål", "--lines", "2",
             "--indicator", "Andel; number=i")  # fmt: skip
    books.do("give", "goal", "G2022-01", "--lines", "3", "--key-figure", "Antall")
    (goal,) = Ledger.open(books.project).goals
    assert [one.title for one in (*goal.indicators, *goal.key_figures)] == ["Andel", "Antall"]
    assert "--number and --title is missing" in books.refused(
        "give", "goal", "G2022-02", "--lines", "2")  # fmt: skip
    books.do("give", "announcement", "--summary", "Et møte", "--kind", "meeting", "--lines", "3",
             "--assignments", "tb2022-1")  # fmt: skip
    (item,) = Ledger.open(books.project).letters["2022-ttb-3"].announces
    assert (item.key, item.assignments) == ("a01", ("TB2022-1",))
    books.do("give", "reporting", "--title", "Årsrapport", "--lines", "3", "--list", "calendar",
             "--deadline", "2023-03-15")  # fmt: skip
    (row,) = Ledger.open(books.project).reporting[0].calendar
    assert row.deadlines[0].due is not None
    assert row.deadlines[0].due.text == "2023-03-15"


def test_a_table_of_assignments_comes_on_standard_input(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.begin()
    typed(monkeypatch, '''\
\ufeffId;Title;Departments;Lines;Due;Partner;Partner
TTB2022-3;Det første;KTA,SHA;4;1.12.2022;"KS; role=joint";Bergen

TTB2022-4;"Det ""andre""";;4;;;
''')  # fmt: skip
    out = books.do("give", "assignment", "--csv", "-")
    assert "Wrote 2 files." in out
    found = Ledger.open(books.project).by_id
    assert found["TTB2022-3"].departments == ("KTA", "SHA")
    assert [p.agency for p in found["TTB2022-3"].partners] == ["KS", "Bergen"]
    assert found["TTB2022-4"].title == 'Det "andre"'


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("id,title,lines\nTTB2022-3,A,4\nTTB2022-4,,4\nTTB2022-5,\"A\nB\"\n",
         ["csv line 3: missing: title", "csv line 4: missing: lines"]),
        ("id,title,lines\nTTB2022-3,A,4\nTB2022-1,B,4\nTTB2022-5,B,4\nx,B,4\n",
         ["csv line 3: TB2022-1 is registered already", "csv line 5: 'x' is no number"]),
        ("id,title,lines\nTTB2022-3,A,4\nTTB2022-3,B,4\n", ["csv line 3: TTB2022-3 is registered"]),
        ("id,titel\n", ["csv line 1: there is no column 'titel'; known are id, lines, title"]),
        ("id,title,title,lines\n", ["csv line 1: the column title stands twice"]),
        ("id,title,lines\nTTB2022-3,A,4,5\n", ["csv line 2: 4 cells, but the header has 3"]),
        ("id,title,lines,kind\nTTB2022-3,A,4,x\n", ["csv line 2: kind: 'x' is not one of interim"]),
        ("id,title,lines\n", ["the table has no rows"]),
        ("", ["the table has no rows"]),
        (b"id,title,lines\nTTB2022-3,\xf8,4\n", ["csv line 2: the table is not UTF-8"]),
        ('id,title,lines\nTTB2022-3,"A"x,4\n', ["csv line 2:"]),
        ("id,title,lines\n" + "x" * 2**20, ["larger than 1024 KiB"]),
    ],
)  # fmt: skip
def test_a_table_is_taken_whole_or_not_at_all(
    books: Books, monkeypatch: pytest.MonkeyPatch, table: str | bytes, says: list[str]
) -> None:
    books.begin()
    typed(monkeypatch, table)
    said = books.refused("give", "assignment", "--csv", "-")
    for one in says:
        assert one in said


def test_a_dry_run_writes_nothing_and_says_so(books: Books) -> None:
    books.begin()
    before = books.state()
    more = ("--title", "Ny", "--lines", "4", "--dry-run")
    out = books.do("give", "assignment", "TTB2022-3", *more)
    assert "+title: Ny" in out
    assert "Dry run: nothing was written (1 file would be)." in out
    assert books.state() == before
    said = books.refused("give", "assignment", "TTB2022-3", *more, "--departments", "XYZ", code=1)
    assert "R106 error: there is no department XYZ" in said


def test_invisible_characters_and_huge_values_are_refused(books: Books) -> None:
    books.begin()
    for title in ("a\x1b[31mb", "a\u202eb", "a\x00b", "x" * 6000):
        said = books.refused("give", "assignment", "TTB2022-3", "--title", title, "--lines", "4")
        assert "invisible character" in said or "longer than" in said
        assert "\x1b" not in said


def test_a_letter_must_be_known(books: Books) -> None:
    more = ("--title", "Ny", "--lines", "4")
    said = books.refused("give", "assignment", "TTB2022-3", *more)
    assert "no letter is being registered: begin with hdirledger register LETTER" in said
    said = books.refused("give", "assignment", "TTB2022-3", *more, "--letter", "2022-ttb-9")
    assert "there is no held letter '2022-ttb-9'" in said
    out = books.do("give", "assignment", "TTB2022-3", *more, "--letter", "2022-ttb-2")
    assert "2022-ttb-2 is registered already" in out
    assert "Corrects: 2022-ttb-2" in out
