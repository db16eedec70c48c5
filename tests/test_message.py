from pathlib import Path

import pytest

from hdirledger.message import clean, read_message

from .repos import Repo

SCISSORS = "------------------------ >8 ------------------------"


@pytest.mark.parametrize(
    ("text", "comment", "cleaned"),
    [
        ("\n\nEn\n\nLetter: a  \n# b\n", "#", "En\n\nLetter: a"),
        (f"En\n\nLetter: a\n# {SCISSORS}\n# Do not\ndiff --git\n+Letter: b\n", "#",
         "En\n\nLetter: a"),
        (f"En\n; {SCISSORS}\nLetter: b\n", ";", "En"),
        # The scissors of another comment character are a line like any other.
        (f"En\n\n; {SCISSORS}\n", "#", f"En\n\n; {SCISSORS}"),
        ("En\r\n\r\nLetter: a\r\n", "#", "En\n\nLetter: a"),
        ("#1 is no subject\nEn", "#", "En"),
        ("", "#", ""),
    ],
)  # fmt: skip
def test_a_message_as_git_will_have_it(text: str, comment: str, cleaned: str) -> None:
    assert clean(text, comment) == cleaned


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("", "En\n\nLetter: a\n# b\n"),
        ("%", "En\n\nLetter: a\n% b\n"),
        ("auto", "En\n\nLetter: a\n; Please enter the message.\n; On branch main\n"),
        ("auto", "En\n\nLetter: a\n"),
    ],
)
def test_what_begins_a_comment(tmp_path: Path, setting: str, text: str) -> None:
    repo = Repo(tmp_path / "x")
    if setting:
        repo.git("config", "core.commentChar", setting)
    file = tmp_path / "message"
    file.write_text(text)
    message = read_message(file, repo.folder)
    assert (message.subject, message.trailers) == ("En", (("Letter", "a"),))


@pytest.mark.parametrize("subject", ["fixup! En", "squash! En", "amend! En"])
def test_what_will_be_melted(tmp_path: Path, subject: str) -> None:
    file = tmp_path / "message"
    file.write_text(f"{subject}\n")
    assert read_message(file, Repo(tmp_path / "x").folder).melted
    file.write_text("fixup the deadline\n")
    assert not read_message(file, tmp_path / "x").melted
