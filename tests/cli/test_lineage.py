"""lineage from the command line: names, formats, and terminals without box characters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..support import hdirledger, make_ledger
from ..views.books import FILES


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ledger(tmp_path_factory.mktemp("project"), FILES)


def test_a_number_in_any_form(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(project, "lineage", "tb 2022-01") == 0
    out = capsys.readouterr().out
    assert out.startswith("Lineage of TB2022-1 Felles arbeid\n")
    assert "├─ replaces TB2021-7: Et eldre oppdrag [open, only cited]" in out
    assert "└─ see TB2022-2 [number of Folkehelseinstituttet]" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["TB2022-9"], "TB2022-9 stands for 2 assignments: TB2022-2 Ørland; TB2022-10 Levert."),
        (["TB2022-11"], "there is no assignment 'TB2022-11'. Did you mean TB2022-1"),
        (["TB2022-1", "--department", "KTA"], "cannot be filtered by --department"),
        (["TB2022-1", "--through", "2021-12-31"], "there is no assignment through 2021-12-31"),
        (["TB2022-1", "--format", "dot"], "'dot' is not one of"),
    ],
)
def test_misuse_says_what_is_known(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert hdirledger(project, "lineage", *arguments) == 2
    assert said in capsys.readouterr().err


def test_only_a_report_with_a_graph_can_be_drawn(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(project, "lineage", "TB2022-1", "--format", "mermaid") == 0
    assert "flowchart TD" in capsys.readouterr().out
    assert hdirledger(project, "list", "--format", "mermaid") == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_without_box_characters(project: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hdirledger", "lineage", "TB2022-1"],
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    fork = "├─ " if encoding == "utf-8" else "|- "
    assert f"{fork}replaces TB2021-7".encode(encoding) in done.stdout
