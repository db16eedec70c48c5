"""The report commands: options, errors of use, and output in every format and encoding."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..support import hdirledger, make_ledger
from ..views.books import FILES

REPORTS = ("list", "deadlines", "workload")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("project"), FILES)


@pytest.mark.parametrize("command", REPORTS)
@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_every_report_in_every_format(
    project: Path, capsys: pytest.CaptureFixture[str], command: str, format_: str
) -> None:
    assert hdirledger(project, command, "--format", format_, "--today", "2022-10-15") == 0
    out = capsys.readouterr().out
    assert out.endswith("\n")
    if format_ == "json":
        found = json.loads(out)
        assert found["report"] == command
        assert found["letters"]["not-held"] == ["2021-tb", "2022-ttb-2"]
        assert found["today"] == "2022-10-15"
    elif format_ == "csv":
        header, *rows = csv.reader(io.StringIO(out))
        assert all(len(row) == len(header) for row in rows)
    else:
        assert "Not held: 2021-tb, 2022-ttb-2" in out


@pytest.mark.parametrize("command", REPORTS)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--department", "KTB"], "Did you mean KTA? Known: FHA, KTA, SHA."),
        (["--letter", "2022-ttb-9"], "there is no letter '2022-ttb-9'. Did you mean"),
        (["--status", "opne"], "Did you mean open?"),
        (["--year", "22"], "'22' is not a year"),
        (["--due-before", "2022-02-30"], "'2022-02-30' is not a day of the form YYYY-MM-DD"),
        (["--due-after", "20220230"], "not a day"),
        (["--post", "71x"], "'71x' is not a post"),
        (["--through", "2022-ttb"], "neither a date (YYYY-MM-DD) nor a letter"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_misuse_ends_with_2_and_says_what_is_known(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    arguments: list[str],
    said: str,
) -> None:
    assert hdirledger(project, command, *arguments) == 2
    streams = capsys.readouterr()
    assert said in streams.err
    assert streams.out == ""


def test_lists_with_commas_and_small_letters(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(project, "list", "--department", "fha,sha", "--format", "csv") == 0
    out = capsys.readouterr().out
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["TB2022-1", "TB2022-2"]


def test_deadlines_count_open_assignments_unless_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hdirledger(project, "deadlines")
    assert "TB2022-10" not in capsys.readouterr().out
    hdirledger(project, "deadlines", "--status", "any")
    assert "TB2022-10" in capsys.readouterr().out


class TestShow:
    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("tb 2022-01", "TB2022-1 Felles arbeid"),
            ("2022-tb", "Letter 2022-tb"),
            ("g2022-01", "Goal G2022-01 Befolkningen har god helse"),
            ("714.21", "Post 714.21"),
            ("kap. 714, post 21", "Post 714.21"),
            ("714", "Chapter 714"),
        ],
    )
    def test_what_a_name_means(
        self, project: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
    ) -> None:
        assert hdirledger(project, "show", name) == 0
        assert capsys.readouterr().out.startswith(said)

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("TB2022-9", "TB2022-9 stands for 2 assignments: TB2022-2 Ørland; TB2022-10 Levert."),
            ("TB2022-11", "there is no record 'TB2022-11'. Did you mean TB2022-1"),
            ("TTB2022-1", "there is no record 'TTB2022-1'. Did you mean TB2022-1"),
            ("714.70", "there is no post '714.70'. Did you mean 714.21?"),
        ],
    )
    def test_a_name_that_means_nothing_or_too_much(
        self, project: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
    ) -> None:
        assert hdirledger(project, "show", name) == 2
        assert said in capsys.readouterr().err

    def test_filters_are_refused_rather_than_ignored(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert hdirledger(project, "show", "TB2022-1", "--department", "KTA") == 2
        assert "cannot be filtered by --department" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_no_encoding_of_the_terminal_crashes(tmp_path: Path, encoding: str, format_: str) -> None:
    files = {
        **FILES,
        "assignments/2022/TB2022-2.yaml": FILES["assignments/2022/TB2022-2.yaml"].replace(
            "title: Ørland", "title: Ørland 👩 漢"
        ),
    }
    project = make_ledger(tmp_path, files)
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "hdirledger", "list", "--format", format_],
        cwd=project,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if format_ != "table" or encoding == "utf-8":
        assert "Ørland 👩 漢".encode() in done.stdout
    else:
        assert b"rland" in done.stdout
