"""Letters as vouchers, and what a text announces by its looks."""

import os
from pathlib import Path

import pytest

from hdirledger.edit import EditError
from hdirledger.edit.checklist import checklist
from hdirledger.edit.letters import (
    announce,
    class_rule,
    declare,
    end_announcement,
    implied,
    letter,
    letter_id,
    stub,
    text_of,
)
from hdirledger.evidence.texts import Text

from ..support import assignment, open_ledger


def test_an_id_says_year_kind_series_and_numbers() -> None:
    assert implied("2022-ttb-7-9") == {
        "year": "2022",
        "series": "TTB",
        "kind": "supplementary",
        "numbers": ["7", "8", "9"],
    }
    assert implied("2025-tb") == {"year": "2025", "series": "TB", "kind": "main"}
    assert implied("2022-oppdragsbrev-x") == {"year": "2022", "kind": "assignment-letter"}
    with pytest.raises(EditError, match="do not run from 9 to 7"):
        implied("2022-ttb-9-7")


@pytest.mark.parametrize(
    "text",
    ["../x", "2022", "2022-", "2022-TTB-1", "2022-ttb 1", "2022-ttb-1/../..", "-2022-a", "",
     "2022-a\n", "2022-" + "a" * 80, "2022-æ", "2022-a.lock", "２０２２-a"],
)  # fmt: skip
def test_what_is_no_id_of_a_letter_is_refused(text: str) -> None:
    if text == "2022-a\n":
        assert letter_id(text) == "2022-a"
        return
    with pytest.raises(EditError, match="no id of a letter"):
        letter_id(text)


def test_a_stub_becomes_held_and_keeps_what_others_said() -> None:
    mention = {"letter": "2022-ttb-2", "lines": "5"}
    cited = stub(None, "2022-ttb-1", {}, mention)
    assert cited["held"] == "no"
    twice = stub(cited, "2022-ttb-1", {}, {"letter": "2022-ttb-3", "lines": "6"})
    assert len(twice["mentions"]) == 2
    held = letter(twice, "2022-ttb-1", {"dated": "2022-01-01"})
    assert "held" not in held
    assert held["mentions"] == twice["mentions"]
    with pytest.raises(EditError, match="registered already"):
        letter(held, "2022-ttb-1", {})
    with pytest.raises(EditError, match="is held"):
        stub(held, "2022-ttb-1", {}, mention)


def test_a_letter_gets_its_place_in_the_order() -> None:
    root = {"letters": ["a", "b"]}
    assert declare(root, "c")["letters"] == ["a", "b", "c"]
    assert declare(root, "c", after="a")["letters"] == ["a", "c", "b"]
    assert declare(root, "c", before="a")["letters"] == ["c", "a", "b"]
    assert declare(root, "a")["letters"] == ["a", "b"]
    assert root == {"letters": ["a", "b"]}
    with pytest.raises(EditError, match="no letter x in the order"):
        declare(root, "c", after="x")


def test_announcements_and_classes_get_keys() -> None:
    first = announce({"id": "2022-tb"}, {"summary": "x"})
    second = announce(first, {"summary": "y"})
    assert [one["key"] for one in second["announces"]] == ["a01", "a02"]
    ended = end_announcement(second, "a01", "2022-ttb-1")
    assert [one.get("until") for one in ended["announces"]] == ["2022-ttb-1", None]
    with pytest.raises(EditError, match="announces no a09; it announces a01, a02"):
        end_announcement(second, "a09", "2022-ttb-1")
    found, key = class_rule({"id": "x", "classes": [{"key": "k1"}]}, {"action": "lapsed"})
    assert (key, len(found["classes"])) == ("k2", 2)


def test_a_text_is_a_file_that_ends(tmp_path: Path) -> None:
    for name, make in (("a.txt", os.mkfifo), ("b.txt", os.mkdir)):
        make(tmp_path / name)
        with pytest.raises(EditError, match=r"is not an ordinary file|Is a directory"):
            text_of(tmp_path / name)


def test_a_text_is_counted_and_summed_as_verify_does(tmp_path: Path) -> None:
    file = tmp_path / "2022-ttb-1.txt"
    file.write_bytes("Én\nto\ntre".encode())
    stated, text = text_of(file)
    assert (stated["file"], stated["lines"], len(text.lines)) == ("2022-ttb-1.txt", "3", 3)
    for content, message in [(b"", "has no text"), (b"\xf8\n", "not UTF-8")]:
        file.write_bytes(content)
        with pytest.raises(EditError, match=message):
            text_of(file)
    with pytest.raises(EditError, match="cannot be read"):
        text_of(tmp_path / "nei.txt")
    with pytest.raises(EditError, match="no name for a letter's text"):
        text_of(tmp_path / "brev nr. 1.txt")


TEXT = """\
TB2022-1 Et oppdrag presiseres
Frist: 1. juni 2022
TB 2022-99 Et nytt, med 2,1 mill. kroner over kap. 714 post 21
TB2022-1 nevnt igjen
"""


def test_a_checklist_tells_what_no_record_cites(tmp_path: Path) -> None:
    files = {"assignments/2022/TB2022-1.yaml": assignment("TB2022-1")}
    ledger = open_ledger(tmp_path, files)
    found = checklist(ledger, "2022-ttb-1", Text("t", TEXT))
    told = [(one.kind, one.line, one.note, one.covered) for one in found.candidates]
    assert told == [
        ("assignment", 1, "TB2022-1, open", False),
        ("word", 1, "", False),
        ("deadline", 2, "", False),
        ("assignment", 3, "not in the ledger", False),
        ("post", 3, "714.21, not in the ledger", False),
        ("sum", 3, "", False),
        ("assignment", 4, "TB2022-1, open", False),
    ]


def test_what_records_cite_is_covered(tmp_path: Path) -> None:
    cited = assignment("TB2022-1", then="2022-ttb-1 clarified").replace('"11"', "1-2")
    ledger = open_ledger(tmp_path, {"assignments/2022/TB2022-1.yaml": cited})
    found = checklist(ledger, "2022-ttb-1", Text("t", TEXT))
    # One more mention of an assignment that the letter has an entry of is no news.
    assert [one.line for one in found.left] == [3, 3, 3]
    assert found.count()["assignment"] == (2, 3)
    # The lines of another letter cover nothing here.
    assert len(checklist(ledger, "2022-tb", Text("t", TEXT)).left) == 5
