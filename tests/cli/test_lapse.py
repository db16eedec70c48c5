"""``lapse``: a class of assignments."""

from hdirledger.ledger import Ledger

from .books import Books


def status(books: Books) -> dict[str, str]:
    return {a.id: a.status for a in Ledger.open(books.project).assignments}


def test_a_class_lapses_but_for_its_exceptions(books: Books) -> None:
    books.begin()
    lapse = ("lapse", "--through-year", "2021", "--except", "tb2021-43b", "--lines", "3",
             "--class-lines", "2-4", "--section", "1")  # fmt: skip
    # Where the letter keeps it is said first.
    assert "change TB2021-43b --action kept" in books.refused(*lapse, code=1)
    books.do("change", "TB2021-43b", "--action", "kept", "--lines", "4")
    out = books.do(*lapse)
    assert "2022-ttb-3: 1 assignments lapsed, 1 excepted" in out
    assert status(books) == {"TB2021-43a": "lapsed", "TB2021-43b": "open", "TB2022-1": "open"}
    ledger = Ledger.open(books.project)
    (rule,) = ledger.letters["2022-ttb-3"].classes
    assert (rule.key, rule.through, rule.exceptions, rule.lines) == (
        "k1", "2021", ("TB2021-43b",), "2-4")  # fmt: skip
    entry = ledger.by_id["TB2021-43a"].basis[-1]
    assert (entry.action, entry.lines, entry.section) == ("lapsed", "3", "1")


def test_what_is_given_later_is_met_by_the_class_too(books: Books) -> None:
    books.begin()
    books.do("lapse", "--through-year", "2021", "--lines", "3")
    out = books.do("give", "assignment", "TB2021-7", "--letter", "2022-tb", "--title", "Gammelt",
                   "--lines", "60")  # fmt: skip
    assert "a class of 2022-ttb-3 concerns it" in out
    assert status(books)["TB2021-7"] == "lapsed"


def test_only_what_is_demanded_is_written(books: Books) -> None:
    books.begin()
    books.do("change", "TB2021-43a", "--action", "delivered", "--lines", "2")
    before = books.read("assignments/2021/TB2021-43a.yaml")
    books.do("lapse", "--through-year", "2021", "--lines", "3", "--action", "continued")
    # It is told of by the letter already.
    assert books.read("assignments/2021/TB2021-43a.yaml") == before
    assert Ledger.open(books.project).by_id["TB2021-43b"].basis[-1].action == "continued"


def test_a_class_without_years_or_members_is_refused(books: Books) -> None:
    books.begin()
    assert "--through-year or --from-year" in books.refused("lapse", "--lines", "3")
    assert "missing: --lines." in books.refused("lapse", "--through-year", "2021")
    said = books.refused("lapse", "--through-year", "2019", "--lines", "3")
    assert "no open assignment is of these years" in said
    said = books.refused("lapse", "--through-year", "2021", "--lines", "3", "--except", "TB2021-43")
    assert "stands for 2 assignments" in said
    said = books.refused("lapse", "--through-year", "i fjor", "--lines", "3")
    assert "does not have the right form" in said
