"""``change``: what a letter does to an assignment that is there."""

from hdirledger.ledger import Ledger
from hdirledger.lettertime import through

from .books import Books

LINES = ("--lines", "3")


def test_a_deadline_moves_and_the_comment_stays(books: Books) -> None:
    books.begin()
    out = books.do("change", "tb 2022-01", "--action", "deadline-changed", "--due", "30.9.2022",
                   *LINES, "--note", "Utsatt")  # fmt: skip
    assert "TB2022-1: ends deadlines[due=2022-08-31]" in out
    assert "+    until: 2022-ttb-3" in out
    text = books.read("assignments/2022/TB2022-1.yaml")
    assert (
        """\
deadlines:
  # Den første fristen
  - due: "2022-08-31"
    lines: "12"
    until: 2022-ttb-3
  - due: "2022-09-30"
    lines: "3"
    since: 2022-ttb-3
"""
        in text
    )
    ledger = through(Ledger.open(books.project), "2022-ttb-2")
    (before,) = ledger.by_id["TB2022-1"].deadlines
    assert (before.until, before.due and before.due.text) == (None, "2022-08-31")


def test_a_shared_number_is_refused_with_the_candidates(books: Books) -> None:
    books.begin()
    said = books.refused("change", "TB2021-43", "--action", "noted", *LINES)
    assert "TB2021-43 stands for 2 assignments: TB2021-43a Den ene; TB2021-43b Den andre" in said
    books.do("change", "TB2021-43b", "--action", "noted", *LINES)
    assert "Did you mean TB2022-1 or" in books.refused("change", "TB2022-11", "--action", "noted",
                                                     *LINES)  # fmt: skip


def test_missing_options_are_named(books: Books) -> None:
    books.begin()
    assert "missing: ID, --action, --lines." in books.refused("change")
    said = books.refused("change", "TB2022-1", "--action", "noted", *LINES, "--printed", "høsten")
    assert "--printed is about a deadline: --due is missing" in said


def test_a_vague_deadline_needs_the_letters_words(books: Books) -> None:
    books.begin()
    said = books.refused("change", "TB2022-1", "--action", "deadline-changed", "--due", "2022-Q4",
                         *LINES, code=1)  # fmt: skip
    assert "D105 warning" in said
    assert "Nothing was written" in said
    books.do("change", "TB2022-1", "--action", "deadline-changed", "--due", "2022-Q4", *LINES,
             "--printed", "i løpet av høsten")  # fmt: skip


def test_a_replaced_part_names_what_it_became_and_is_named_there(books: Books) -> None:
    books.begin()
    more = ("--action", "replaced", "--parts", "a", *LINES)
    said = books.refused("change", "TB2022-1", *more, "--replaced-by", "TTB2022-3")
    assert "there is no assignment TTB2022-3; give it first" in said
    books.do("give", "assignment", "TTB2022-3", "--title", "Ny", "--lines", "4", "--part", "Del")
    books.do("change", "TB2022-1", *more, "--replaced-by", "ttb2022-3/a")
    ledger = Ledger.open(books.project)
    part = ledger.by_id["TB2022-1"].parts[0]
    assert part.became is not None
    assert (part.status, part.became.to, part.became.part) == ("replaced", "TTB2022-3", "a")
    (relation,) = ledger.by_id["TTB2022-3"].relations
    assert (relation.type, relation.to, relation.part) == ("replaces", "TB2022-1", "a")
    said = books.refused("change", "TB2022-1", "--action", "noted", *LINES, "--replaced-by", "X")
    assert "goes with replaced and renumbered, not with noted" in said


def test_everything_that_a_place_may_do(books: Books) -> None:
    books.begin()
    books.do(
        "change", "TB2022-1", "--action", "amended", *LINES, "--title", "Ny tittel", "--until",
        "parts[b]", "--part", "En del til", "--partner", "KS; role=lead", "--alias", "TTB2022-77",
        "--fund", "5 mill.; purpose=Arbeidet", "--add-reading", "Lest slik.", "--summary", "Nytt.",
    )  # fmt: skip
    books.do("change", "ttb2022-77", "--action", "delivered", "--lines", "4", "--reply",
             "2022-06-01; reference=22/1-5; printed=svar av 1. juni")  # fmt: skip
    found = Ledger.open(books.project).by_id["TB2022-1"]
    assert found.status == "delivered"
    assert [part.status for part in found.parts] == [None, "dropped", None]
    assert found.formerly[0].title == "Overdoser"
    assert found.funds[0].amount == 5_000_000
    assert found.reading == "Lest slik."
    assert found.basis[-1].reply is not None


def test_an_announcement_that_has_come_is_ended(books: Books) -> None:
    books.do("give", "announcement", "--letter", "2022-ttb-2", "--summary", "Et brev", "--kind",
             "letter", "--lines", "3")  # fmt: skip
    books.repo.commit("x\n\nCorrects: 2022-ttb-2")
    books.begin()
    more = ("--action", "clarified", *LINES, "--ends-announcement")
    assert "announces no a09" in books.refused("change", "TB2022-1", *more, "2022-ttb-2/a09")
    books.do("change", "TB2022-1", *more, "2022-ttb-2/a01")
    assert Ledger.open(books.project).letters["2022-ttb-2"].announces[0].until == "2022-ttb-3"


def test_a_file_that_does_not_parse_is_not_touched(books: Books) -> None:
    books.begin()
    books.repo.write("ledger/assignments/2022/TB2022-1.yaml", "id: [\n")
    said = books.refused("change", "TB2022-1", "--action", "noted", *LINES)
    assert "the file of TB2022-1 has errors" in said
