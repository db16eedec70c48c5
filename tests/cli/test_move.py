"""``move``: what a letter does to money."""

import pytest

from hdirledger.ledger import Ledger
from hdirledger.model.records import Allocation

from .books import Books
from .test_give import typed

LINES = ("--lines", "5")


def movement(books: Books, post: str, letter: str = "2022-ttb-3") -> Allocation:
    found = Ledger.open(books.project).allocations
    return next(m for m in found if str(m.posts[0]) == post and m.letter == letter)


def test_money_is_given_and_taken_in_whole_kroner_and_told(books: Books) -> None:
    books.begin()
    out = books.do("move", "allocate", "kap. 714, post 21", "2,1 mill.", *LINES, "--name", "Drift")
    assert "0714.21 in 2022: 2 100 000 kroner, a movement by 2022-ttb-3" in out
    assert movement(books, "714.21").amount == 2_100_000
    books.do("move", "cut", "714.70", "500 tkr", *LINES)
    assert movement(books, "714.70").amount == -500_000
    books.do("move", "allocate", "3714.04", "none", *LINES)
    found = movement(books, "3714.04")
    assert (found.amount, found.stated, found.income) == (None, "blank", True)
    for amount, says in [("2.100", "two ways"), ("1,5", "not a whole"), ("mye", "no amount")]:
        assert says in books.refused("move", "allocate", "714.60", amount, *LINES)
    assert "not a post" in books.refused("move", "allocate", "../x", "5", *LINES)
    assert "without a minus" in books.refused("move", "cut", "714.60", "-5", *LINES)


def test_a_second_line_for_a_post_is_a_row(books: Books) -> None:
    books.begin()
    books.do("move", "cut", "714.21", "10 mill.", "--lines", "4", "--row-name", "Flyttes")
    out = books.do("move", "allocate", "714.21", "27 mill.", *LINES, "--row-name", "Økes")
    assert "one row more" in out
    found = movement(books, "714.21")
    assert (found.amount, found.lines) == (17_000_000, "4, 5")
    assert [(row.name, row.amount) for row in found.rows] == [
        ("Flyttes", -10_000_000), ("Økes", 27_000_000)]  # fmt: skip


def test_both_sides_of_a_transfer_name_each_other(books: Books) -> None:
    books.begin()
    out = books.do("move", "transfer", "714.21", "714.70", "10 mill.", *LINES, "--to-lines", "4")
    assert "Wrote 2 files." in out
    sides = movement(books, "714.21"), movement(books, "714.70")
    assert [side.amount for side in sides] == [-10_000_000, 10_000_000]
    for side, other in zip(sides, reversed(sides), strict=True):
        assert side.transfer is not None
        assert (side.transfer.posts, side.transfer.amount) == (other.posts, side.amount)
    books.do("move", "transfer", "714.60", "agency:Statens helsetilsyn", "3000000", *LINES)
    left = movement(books, "714.60").transfer
    assert left is not None
    assert (left.agency, left.amount) == ("Statens helsetilsyn", -3_000_000)
    more = ("5", *LINES)
    assert "from one post to another" in books.refused("move", "transfer", "714.1", "714.01", *more)
    assert "a transfer already" in books.refused("move", "transfer", "714.21", "714.60", *more)


def test_a_transfer_that_fails_on_one_side_leaves_both(books: Books) -> None:
    books.begin()
    books.repo.write("ledger/allocations/2022/0714.70/2022-ttb-3.yaml", "id: [\n")
    said = books.refused("move", "transfer", "714.21", "714.70", "5", *LINES)
    assert "0714.70/2022-ttb-3.yaml is not edited" in said


def test_earmarks_are_part_of_the_letters_movement(books: Books) -> None:
    books.begin()
    more = ("--purpose", "Kampanje", *LINES)
    assert "has no movement of 0714.21" in books.refused("move", "earmark", "714.21", "5", *more)
    books.do("move", "allocate", "714.21", "17 mill.", *LINES, "--earmark",
             "-10 mill.; purpose=Flyttet; lines=4")  # fmt: skip
    books.do("move", "earmark", "714.21", "2 mill.", *more, "--recipient", "KS",
             "--assignments", "tb2022-1")  # fmt: skip
    books.do("move", "earmark", "714.21", "1 mill.", "--purpose", "Del", "--lines", "3",
             "--inside", "earmarks[purpose=Kampanje]", "--bound", "including")  # fmt: skip
    earmarks = movement(books, "714.21").earmarks
    assert [e.amount for e in earmarks] == [-10_000_000, 2_000_000]
    assert (earmarks[1].bound, earmarks[1].assignments) == ("exact", ("TB2022-1",))
    assert earmarks[1].earmarks[0].purpose == "Del"
    said = books.refused("move", "earmark", "714.21", "90 mill.", "--purpose", "For mye", "--lines",
                         "2", code=1)  # fmt: skip
    assert "M102 error" in said
    books.do("move", "earmark", "714.21", "-1 mill.", "--purpose", "Minus", "--lines", "2")
    books.do("move", "earmark", "762.21+762.63", "5 mill.", *more)
    assert movement(books, "762.21").amount is None


def test_an_authorization_ends_the_one_it_replaces(books: Books) -> None:
    books.do("move", "authorize", "710.22", "none", "--letter", "2022-ttb-2", "--kind", "order",
             "--purpose", "Bestille", "--lines", "5")  # fmt: skip
    books.repo.commit("x")
    books.begin()
    more = ("--kind", "order", "--purpose", "Bestille", *LINES)
    books.do("move", "authorize", "710.21,710.22", "169,5 mill.", *more, "--replaces",
             "2022-ttb-2/a")  # fmt: skip
    old, new = sorted(Ledger.open(books.project).authorizations, key=lambda one: one.letter)
    assert old.authorizations[0].until == "2022-ttb-3"
    (found,) = new.authorizations
    assert (found.key, found.ceiling) == ("a", 169_500_000)
    assert found.replaces is not None
    said = books.refused("move", "authorize", "710.22", "none", *more, "--replaces", "2022-ttb-2/x")
    assert "gives no authorization x; it gives a" in said


def test_a_table_of_amounts_comes_on_standard_input(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.begin()
    typed(monkeypatch, 'post,amount,lines\n714.21,"2,1 mill.",5\n714.70,-3000,4\n')
    books.do("move", "allocate", "--csv", "-", "--section", "4.1")
    assert movement(books, "714.70").amount == -3000
    assert movement(books, "714.21").section == "4.1"
    typed(monkeypatch, "post,amount,lines\n714.60,1,5\n714.61,x,5\n71461,1,4\n")
    said = books.refused("move", "allocate", "--csv", "-")
    assert "csv line 3: 'x' is no amount" in said
    assert "csv line 4: '71461' is not a post" in said
