"""``correct``: mend how a letter was registered."""

from hdirledger.ledger import Ledger

from .books import Books


def test_a_value_is_mended_in_place_and_the_message_is_proposed(books: Books) -> None:
    out = books.do("correct", "2022-tb", "tb2022-01", "deadlines[2022-08-31].due", "1.9.2022")
    assert "# Den første fristen\n" in books.read("assignments/2022/TB2022-1.yaml")
    assert '-  - due: "2022-08-31"\n+  - due: "2022-09-01"\n' in out
    assert "Correct how 2022-tb was registered\n" in out
    assert out.rstrip().endswith("Corrects: 2022-tb")


def test_what_a_later_letter_ended_keeps_its_end(books: Books) -> None:
    books.begin()
    books.do("change", "TB2022-1", "--action", "deadline-changed", "--due", "2022-09-30",
             "--lines", "3")  # fmt: skip
    books.repo.commit("Register\n\nLetter: 2022-ttb-3")
    books.do("correct", "2022-tb", "TB2022-1", "deadlines[2022-08-31].due", "2022-08-15")
    old, new = Ledger.open(books.project).by_id["TB2022-1"].deadlines
    assert (old.due and old.due.text, old.until) == ("2022-08-15", "2022-ttb-3")
    assert (new.due and new.due.text, new.since) == ("2022-09-30", "2022-ttb-3")
    said = books.refused("correct", "2022-tb", "TB2022-1", "deadlines[2022-09-30].due", "2023")
    assert "is of 2022-ttb-3, not of 2022-tb" in said
    said = books.refused("correct", "2022-tb", "TB2022-1", "deadlines[2022-08-15]", "--remove")
    assert "2022-ttb-3 has ended or changed something" in said


def test_items_and_values_are_added_and_removed(books: Books) -> None:
    correct = ("correct", "2022-tb", "TB2022-1")
    books.do(*correct, "departments", "--add", "sha")
    books.do(*correct, "deadlines", "--add", "2022-05-01; parts=a; lines=11")
    books.do(*correct, "parts[b]", "--remove")
    found = Ledger.open(books.project).by_id["TB2022-1"]
    assert found.departments == ("KTA", "SHA")
    assert [d.since for d in found.deadlines] == [None, None]
    assert [part.key for part in found.parts] == ["a"]
    # A reference to what is gone is an error, so that nothing is written.
    said = books.refused(*correct, "parts[a]", "--remove", code=1)
    assert "D102 error" in said


def test_movements_letters_and_the_root_are_found_by_name(books: Books) -> None:
    for name in ("714.21", "2022/0714.21/2022-tb"):
        books.do("correct", "2022-tb", name, "amount", "103 mill.")
    assert Ledger.open(books.project).allocations[0].amount == 103_000_000
    books.do("correct", "2022-ttb-1", "2022-ttb-1", "dated", "2022-03-05")
    books.do("correct", "2022-tb", "ledger", "departments", "--add", "FHA; name=Folkehelse")
    assert "there is no record" in books.refused("correct", "2022-tb", "714.99", "amount", "1")
    assert "this would move the record" in books.refused(
        "correct", "2022-tb", "714.21", "posts[0714.21]", "714.22")  # fmt: skip


def test_a_record_is_deleted_when_all_of_it_is_the_letters(books: Books) -> None:
    books.do("correct", "2022-tb", "TB2021-43b", "--delete")
    assert [a.id for a in Ledger.open(books.project).assignments] == ["TB2021-43a", "TB2022-1"]
    assert "not everything in the record is of 2022-ttb-1" in books.refused(
        "correct", "2022-ttb-1", "TB2021-43a", "--delete")  # fmt: skip
    books.do("correct", "2022-ttb-2", "2022-ttb-2", "--delete")
    assert [*Ledger.open(books.project).letters] == ["2022-tb", "2022-ttb-1"]
    said = books.refused("correct", "2022-tb", "2022-tb", "--delete", code=1)
    assert "R105 error: there is no letter 2022-tb" in said


def test_wrong_use_is_told(books: Books) -> None:
    record = ("correct", "2022-tb", "TB2022-1")
    for arguments, says in [
        ((), "missing: ADDRESS and VALUE"),
        (("title",), "missing: VALUE, or --add, or --remove"),
        (("title", "x", "--remove"), "four different corrections"),
        (("title", "--delete"), "leave ADDRESS out"),
        (("deadlines[2]", "x"), "there is no deadlines[2]; there are deadlines[due=2022-08-31]"),
        (("status", "open"), "follows from the basis"),
        (("title", "a\x1bb"), "invisible character"),
    ]:
        assert says in books.refused(*record, *arguments)
    assert "there is no held letter" in books.refused("correct", "x", "TB2022-1", "title", "y")


def test_the_letter_that_is_being_registered_needs_no_commit_of_its_own(books: Books) -> None:
    books.begin()
    out = books.do("correct", "2022-ttb-3", "2022-ttb-3", "summary", "Egne ord.")
    assert "Corrects:" not in out
    assert Ledger.open(books.project).letters["2022-ttb-3"].summary == "Egne ord."


def test_our_own_words_are_changed_by_an_editorial_commit(books: Books) -> None:
    out = books.do("correct", "2022-tb", "TB2022-1", "parts[a].summary", "Egne ord.")
    assert "Editorial: TB2022-1: parts[a].summary is Egne ord." in out
    assert "Corrects:" not in out
