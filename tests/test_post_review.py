"""The script that posts a review, against a stand-in for the program gh."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "post_review"
MARK = "<!-- hdirledger review -->"
BOT = "github-actions[bot]"

# Answers as gh does, for the one filter that the script asks for, and notes every call.
GH = """\
#!/usr/bin/env python3
import json, os, sys
folder = os.path.dirname(os.path.abspath(__file__))
given = sys.argv[1:]
with open(folder + "/calls", "a") as calls:
    print(json.dumps(given), file=calls)
if os.path.exists(folder + "/broken"):
    sys.exit("gh: HTTP 502")
if "--jq" in given:
    for comment in json.load(open(folder + "/comments")):
        if comment["login"] == os.environ["author"]:
            if comment["body"].startswith(os.environ["mark"]):
                print(comment["id"])
"""


class Host:
    """A pull request with comments, and what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "gh").write_text(GH)
        (folder / "gh").chmod(0o755)
        self.comments()

    def comments(self, *comments: tuple[int, str, str]) -> None:
        """Comments that are there: id, author, text."""
        rows = [{"id": id, "login": login, "body": body} for id, login, body in comments]
        (self.folder / "comments").write_text(json.dumps(rows))

    def post(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the script on a review; what it did."""
        review = self.folder / "review.md"
        review.write_text(f"{MARK}\n\n- Review of a branch\n")
        environment = {
            **os.environ,
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "REPOSITORY": "kontor/reskontro",
            "NUMBER": "7",
            "GH_TOKEN": "x",
        }
        return subprocess.run(
            [SCRIPT, *arguments, review],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def writes(self) -> list[tuple[str, str]]:
        """The calls that change something: method and place."""
        calls: list[list[Any]] = [
            json.loads(line) for line in (self.folder / "calls").read_text().splitlines()
        ]
        return [
            (call[call.index("--method") + 1], call[call.index("--method") + 2])
            for call in calls
            if "--method" in call
        ]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_the_first_time_it_posts_a_comment(host: Host) -> None:
    host.comments((1, "kari", "Ser bra ut."))
    done = host.post()
    assert done.returncode == 0, done.stderr
    assert host.writes == [("POST", "repos/kontor/reskontro/issues/7/comments")]


def test_the_second_time_it_brings_that_comment_up_to_date(host: Host) -> None:
    host.comments((1, "kari", "Ser bra ut."), (2, BOT, f"{MARK}\n\nold"))
    assert host.post().returncode == 0
    assert host.writes == [("PATCH", "repos/kontor/reskontro/issues/comments/2")]


def test_it_leaves_alone_what_others_wrote_under_the_same_mark(host: Host) -> None:
    host.comments((1, "mallory", f"{MARK}\n\nAlt er godkjent."), (2, BOT, "Something else."))
    assert host.post().returncode == 0
    assert host.writes == [("POST", "repos/kontor/reskontro/issues/7/comments")]


def test_a_pull_request_that_leaves_the_books_alone_gets_no_comment(host: Host) -> None:
    assert host.post("--only-update").returncode == 0
    assert host.writes == []
    host.comments((2, BOT, f"{MARK}\n\nold"))
    assert host.post("--only-update").returncode == 0
    assert host.writes == [("PATCH", "repos/kontor/reskontro/issues/comments/2")]


def test_it_posts_nothing_twice_when_the_comments_cannot_be_read(host: Host) -> None:
    (host.folder / "broken").touch()
    assert host.post().returncode != 0
    assert host.writes == []
