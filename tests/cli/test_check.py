"""``hdirledger check``: exit codes, choice of rules, and the forms of findings."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from hdirledger.cli import check as check_command
from hdirledger.cli import run
from tests.repos import Repo
from tests.support import assignment, hdirledger, letter, make_ledger

SHA256 = "79638873da151e9482a082152ae6387794b2d827c8fa73da1eefbe6ac277c7af"
ROOT = """\
# yaml-language-server: $schema=../schema/ledger.schema.json
agency: Helsedirektoratet
ministry: Helse- og omsorgsdepartementet
departments:
  - code: KTA
letters:
  - 2022-tb
"""
LETTER = f"""\
# yaml-language-server: $schema=../../schema/letter.schema.json
id: 2022-tb
kind: main
year: "2022"
dated: "2022-01-10"
text:
  file: 2022-tb.txt
  sha256: {SHA256}
  lines: "3000"
"""
HEAD = "# yaml-language-server: $schema=../../../schema/assignment.schema.json\n"
FINE = {
    "ledger.yaml": ROOT,
    "letters/2022-tb.yaml": LETTER,
    "assignments/2022/TB2022-1.yaml": HEAD
    + "id: TB2022-1\ndepartments:\n  - KTA\nstatus: open\nbasis:\n  - letter: 2022-tb\n"
    '    action: given\n    lines: "10"\n',
}
# An error on line 4 (R106), a warning on line 7 (D105) and a note (G101) in the other file.
FAULTY = {
    **FINE,
    "assignments/2022/TB2022-1.yaml": HEAD
    + "id: TB2022-1\ndepartments:\n  - XYZ\nstatus: open\ndeadlines:\n  - due: 2022-Q3\n"
    'basis:\n  - letter: 2022-tb\n    action: given\n    lines: "10"\n',
    "assignments/2022/TB2022-2.yaml": HEAD
    + "id: TB2022-2\nstatus: open\nbasis:\n  - letter: 2022-tb\n"
    '    action: given\n    lines: "11"\n',
}
R106 = "ledger/assignments/2022/TB2022-1.yaml:4:5: R106 error: "
D105 = "ledger/assignments/2022/TB2022-1.yaml:7:5: D105 warning: "
G101 = "ledger/assignments/2022/TB2022-2.yaml:2:1: G101 note: "


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of our own, and no trace of the machine that runs the tests."""
    for name in ("GITHUB_ACTIONS", "HDIRLEDGER", "HDIRLEDGER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_ledger_without_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(make_ledger(tmp_path, FINE), "check") == 0
    assert capsys.readouterr().out == "3 files: 0 errors, 0 warnings, 0 notes\n"


def test_errors_and_warnings_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(make_ledger(tmp_path, FAULTY), "check") == 1
    lines = lines_of(capsys)
    assert lines[0] == R106 + "there is no department XYZ in ledger.yaml"
    assert lines[1] == "    Known: KTA."
    assert lines[2].startswith(D105)
    assert lines[3].startswith(G101)
    assert lines[4] == "4 files: 1 error, 1 warning, 1 note"


@pytest.mark.parametrize(
    ("arguments", "code", "findings"),
    [
        (["--select", "R106"], 1, [R106]),
        (["--select", "R,g"], 1, [R106, G101]),
        (["--select", "G101"], 0, [G101]),
        (["--ignore", "R,D105"], 0, [G101]),
        (["--ignore", "R"], 1, [D105, G101]),
        (["--select", "R,D", "--ignore", "R106"], 1, [D105]),
        (["--select", "M"], 0, []),
        (["--quiet"], 1, [R106, D105]),
        (["-q", "--select", "G"], 0, []),
    ],
)
def test_a_choice_of_rules(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    findings: list[str],
) -> None:
    assert hdirledger(make_ledger(tmp_path, FAULTY), "check", *arguments) == code
    lines = [line for line in lines_of(capsys)[:-1] if not line.startswith(" ")]
    assert len(lines) == len(findings)
    assert all(line.startswith(start) for line, start in zip(lines, findings, strict=True))


def test_the_summary_counts_what_was_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hdirledger(make_ledger(tmp_path, FAULTY), "check", "--select", "G", "--quiet")
    assert lines_of(capsys) == ["4 files: 0 errors, 0 warnings, 1 note"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_is_not_there_is_a_mistake_of_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    assert hdirledger(make_ledger(tmp_path, FINE), "check", option, "M101,K9") == 2
    assert f"{option}: there is no rule or family K9" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["check", "--format", "xml"], ["check", "--ledger", "/no/such"], ["chek"], ["check", "x"]],
)
def test_mistakes_of_use(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    from hdirledger.cli import run

    assert run(arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "Traceback" not in output.err


def test_where_there_is_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(tmp_path, "check") == 2
    assert capsys.readouterr().err.startswith("Error: there is no ledger/ledger.yaml in ")


def test_accepted_findings_are_shown_and_counted_and_do_not_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FAULTY["assignments/2022/TB2022-1.yaml"] + (
        "accepts:\n"
        "  - rule: R106\n    reason: Avdelingen er lagt ned.\n"
        "  - rule: D105\n    reason: Ordene er unntatt.\n"
    )
    files = {**FAULTY, "assignments/2022/TB2022-1.yaml": text}
    assert hdirledger(make_ledger(tmp_path, files), "check", "--quiet") == 0
    lines = lines_of(capsys)
    assert lines[0].endswith("no department XYZ in ledger.yaml (accepted: Avdelingen er lagt ned.)")
    assert lines[-1] == "4 files: 0 errors, 0 warnings, 3 notes (2 accepted discrepancies)"


def test_the_path_leads_from_the_folder_one_stands_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_ledger(tmp_path / "bok", FAULTY)
    monkeypatch.chdir(project / "ledger" / "assignments")
    hdirledger(Path(), "check")
    path = lines_of(capsys)[0].partition(":")[0]
    assert path == "../../ledger/assignments/2022/TB2022-1.yaml"
    assert Path(path).is_file()


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(make_ledger(tmp_path, FAULTY), "check", "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {"error": 1, "warning": 1, "note": 1}
    assert document["summary"] == "4 files: 1 error, 1 warning, 1 note"
    assert document["findings"][0] == {
        "code": "R106",
        "severity": "error",
        "file": "ledger/assignments/2022/TB2022-1.yaml",
        "line": 4,
        "column": 5,
        "record": "TB2022-1",
        "message": "there is no department XYZ in ledger.yaml",
        "hint": "Known: KTA.",
        "accepted": "",
    }


def test_github_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hdirledger(make_ledger(tmp_path, FAULTY), "check", "--format", "github")
    place = "file=ledger/assignments/2022/TB2022-1.yaml,line=4,col=5,title=R106"
    lines = lines_of(capsys)
    assert lines[0] == f"::error {place}::there is no department XYZ in ledger.yaml%0AKnown: KTA."
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "4"]


@pytest.mark.parametrize(
    ("value", "arguments", "start"),
    [
        ("true", [], "::error "),
        ("true", ["--format", "text"], "ledger/"),
        ("false", [], "ledger/"),
        ("", [], "ledger/"),
    ],
)
def test_annotations_by_themselves_under_github_actions(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    value: str,
    arguments: list[str],
    start: str,
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    hdirledger(make_ledger(tmp_path, FAULTY), "check", *arguments)
    assert lines_of(capsys)[0].startswith(start)


@pytest.mark.parametrize("form", ["text", "github"])
@pytest.mark.parametrize(
    "text",
    [
        '"x\\n::set-output name=a::b": 1\n',
        '"x\\r::error::y": 1\n',
        '"x\\e[31m%0A::error::y": 1\n',
    ],
)
def test_a_record_cannot_start_a_command_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, text: str
) -> None:
    files = {**FINE, "assignments/2022/TB2022-3.yaml": text}
    hdirledger(make_ledger(tmp_path, files), "check", "--select", "S201", "--format", form)
    output = capsys.readouterr().out
    assert len(output.splitlines()) == (2 if form == "github" else 3)
    first = output.splitlines()[0]
    assert first.startswith("::error file=" if form == "github" else "ledger/")
    assert not set(output) & {"\r", "\x1b"}
    assert form == "text" or "%0A::" not in output


def test_a_file_name_with_commas_and_colons_stays_one_property(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_ledger(tmp_path, FINE)
    (project / "ledger" / "a,line=9::x%.txt").write_text("x")
    hdirledger(project, "check", "--format", "github")
    first = lines_of(capsys)[0]
    assert first.startswith("::error file=ledger/a%2Cline=9%3A%3Ax%25.txt,line=1,col=1,")


def test_a_bug_of_ours_is_told_of_without_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(check_command, "recheck", broken)
    assert hdirledger(make_ledger(tmp_path, FINE), "check") == 3
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("Error: a bug in hdirledger (ZeroDivisionError at test_check.py:")
    assert "Traceback" not in output.err
    monkeypatch.setenv("HDIRLEDGER_DEBUG", "1")
    assert hdirledger(tmp_path, "check") == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, "No space left on device"),
     FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")],
)  # fmt: skip
def test_a_full_disk_is_no_bug_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    error: OSError,
) -> None:  # fmt: skip
    def broken(*given: object) -> None:
        raise error

    monkeypatch.setattr(check_command, "recheck", broken)
    assert hdirledger(make_ledger(tmp_path, FINE), "check") == 2
    assert "the machine cannot store what is needed: No " in capsys.readouterr().err


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a process that finds the package as the tests do."""
    root = str(Path(check_command.__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root}


@pytest.mark.parametrize("size", [1, 400])
def test_a_reader_that_leaves_is_no_error(
    tmp_path: Path, outside: dict[str, str], size: int
) -> None:
    files = {f"{n:04}.txt": "x" for n in range(size)}
    project = make_ledger(tmp_path, {**FINE, **files})
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "hdirledger", "check", "--ledger", str(project)]
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, env=outside, check=False, text=True
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("encoding", ["utf-8:strict", "latin-1:strict", "ascii:strict"])
def test_any_file_name_can_be_printed_on_any_terminal(
    tmp_path: Path, outside: dict[str, str], form: str, encoding: str
) -> None:
    project = make_ledger(tmp_path, FINE)
    for name in (b"\xff.txt", "–ø".encode()):
        (Path(os.fsdecode(os.fsencode(project / "ledger") + b"/" + name))).write_text("x")
    command = [sys.executable, "-m", "hdirledger", "check", "--format", form]
    done = subprocess.run(
        [*command, "--ledger", str(project)],
        capture_output=True,
        env={**outside, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert rb"ledger/\udcff.txt" in done.stdout.replace(b"%5C", b"\\")


def test_the_exit_code_of_the_process(tmp_path: Path, outside: dict[str, str]) -> None:
    project = make_ledger(tmp_path, {**FINE, "letters/2022-ttb-1.yaml": letter("2022-ttb-1")})
    command = [sys.executable, "-m", "hdirledger", "check", "--ledger"]
    done = subprocess.run([*command, str(project)], capture_output=True, env=outside, check=False)
    assert done.returncode == 1
    done = subprocess.run([*command, "/"], capture_output=True, env=outside, check=False)
    assert (done.returncode, done.stdout) == (2, b"")


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    files = {**FINE, "assignments/2022/TB2022-3.yaml": assignment("TB2022-3")}
    project = make_ledger(tmp_path, files)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert hdirledger(project, "check") == 1
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert after == before


def commit(folder: Path, files: Mapping[str, str], message: str = "x") -> Repo:
    """A repository with these files of a ledger, committed."""
    repo = Repo(folder)
    repo.commit(message, dict(files))
    return repo


def test_single_files_are_checked_by_themselves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a file says of others is for the check of the whole."""
    make_ledger(tmp_path, {**FAULTY, "assignments/2022/TB2022-3.yaml": "id: TB2022-3\nstatus: x\n"})
    one, three = (f"ledger/assignments/2022/TB2022-{number}.yaml" for number in (1, 3))
    assert run(["check", one]) == 0
    assert lines_of(capsys) == ["1 file: 0 errors, 0 warnings, 0 notes"]
    assert run(["check", three, one]) == 1
    lines = lines_of(capsys)
    assert [line.split(" ")[1] for line in lines if line.startswith("ledger/")] == ["S202", "S203"]
    assert lines[-1].startswith("2 files: ")


def test_what_is_staged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = commit(tmp_path, FINE)
    path = "ledger/assignments/2022/TB2022-1.yaml"
    repo.write(path, FAULTY["assignments/2022/TB2022-1.yaml"])
    assert hdirledger(tmp_path, "check", "--staged") == 0
    repo.git("add", "--all")
    repo.write(path, FINE["assignments/2022/TB2022-1.yaml"])
    capsys.readouterr()
    assert hdirledger(tmp_path, "check", "--staged") == 1
    assert lines_of(capsys)[0].startswith(f"{path}:4:5: R106 error")
    assert hdirledger(tmp_path, "check") == 0
    repo.write(path, None)
    assert run(["check", "--staged", path]) == 0
    assert run(["check", "--staged", "ledger/assignments/2022/TB2022-9.yaml"]) == 2
    assert "does not exist" in capsys.readouterr().err
    repo.write("ledger/assignments/2022/TB2022-9.yaml", "x")
    assert run(["check", "--staged", "ledger/assignments/2022/TB2022-9.yaml"]) == 2
    assert "is not staged" in capsys.readouterr().err


def test_the_form_of_what_is_staged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = commit(tmp_path, FINE)
    path = "ledger/assignments/2022/TB2022-1.yaml"
    text = FINE["assignments/2022/TB2022-1.yaml"]
    repo.write(path, text.replace('"10"', "'10'"))
    repo.git("add", "--all")
    repo.write(path, text)
    assert run(["fmt", "--check", "--staged", path]) == 1
    assert capsys.readouterr().out == f"{path}\n"
    assert run(["fmt", "--diff", "--staged"]) == 1
    assert '+    lines: "10"' in capsys.readouterr().out
    assert run(["fmt", "--check", path]) == 0
    assert run(["fmt", "--staged", path]) == 2
    assert "goes with --check or --diff" in capsys.readouterr().err
    assert (tmp_path / path).read_text() == text


def test_questions_that_do_not_go_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(tmp_path, FINE)
    for arguments in (
        ("--journal", "--staged"),
        ("--journal=a..b", "ledger"),
        ("--message", "x", "--push"),
        ("--push", "--journal=a..b"),
    ):
        assert run(["check", *arguments]) == 2
        assert "three questions of their own" in capsys.readouterr().err


def test_a_message_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(tmp_path, FINE)
    assert run(["check", "--message", "nope"]) == 2
    assert "nope cannot be read: No such file or directory" in capsys.readouterr().err


def test_a_staged_ledger_of_a_repository_that_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / "x")
    repo.write("a", "a")
    repo.git("add", "a")
    assert hdirledger(repo.folder, "check", "--staged") == 0
    assert "there is no ledger here" in capsys.readouterr().out
    commit(repo.folder, FINE)
    repo.git("rm", "-r", "--quiet", "ledger")
    assert hdirledger(repo.folder, "check", "--staged") == 1
    assert "the root file ledger/ledger.yaml is missing" in capsys.readouterr().out


def test_findings_of_the_journal_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = commit(tmp_path, FINE)
    assert hdirledger(tmp_path, "check", "--journal=0..HEAD", "--format=json") == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["code"], found["subject"]) == ("J101", "x")
    assert found["commit"] == repo.git("rev-parse", "HEAD")[:10]
    hdirledger(make_ledger(tmp_path / "y", FAULTY), "check", "--format=json")
    assert "commit" not in json.loads(capsys.readouterr().out)["findings"][0]
