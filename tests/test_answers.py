"""An answer that is kept is given only where asking anew would give the same."""

import gc
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click import Context
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdirledger import answers, cli, stamps, start

from .cli.test_same_output import CALLS
from .cli.test_same_output import books as books
from .repos import FILES, Repo
from .support import assignment
from .test_recheck import edits

Ask = Callable[..., tuple[bytes, bool]]


@pytest.fixture(autouse=True)
def quick_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files settle in a hundredth of a second here; the clocks of file systems are finer."""
    monkeypatch.setattr(stamps, "_SETTLED", 10_000_000)
    for name in ("HDIRLEDGER", "HDIRLEDGER_CACHE", "HDIRLEDGER_FAST", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = Repo(tmp_path / "bøker")
    repo.commit("x", {**FILES})
    monkeypatch.chdir(repo.folder)
    time.sleep(0.02)
    return repo


@pytest.fixture
def ask(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ask]:
    """Run a command as its process does; what it prints, and whether that was kept."""
    asked = cli.main
    computed: list[object] = []

    def counted(*arguments: object) -> None:
        computed.append(arguments)
        asked(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(cli, "main", counted)
    monkeypatch.setattr(cli, "leave", sys.exit)

    def ask(*arguments: str, code: int = 0) -> tuple[bytes, bool]:
        computed.clear()
        monkeypatch.setattr(sys, "argv", ["hdirledger", *arguments])
        assert isinstance(sys.stdout, io.TextIOWrapper)
        sys.stdout.reconfigure(errors="strict")  # As a process begins.
        ended: object = 0
        try:
            start.main()
        except SystemExit as end:
            ended = end.code
        assert ended == code
        sys.stdout.flush()
        return capfdbinary.readouterr().out, not computed

    yield ask
    gc.enable()  # A process that begins a command goes without.


def anew(ask: Ask, *arguments: str) -> bytes:
    text, kept = ask(*arguments, "--no-cache")
    assert not kept
    return text


def test_the_second_time(repo: Repo, ask: Ask) -> None:
    first, kept = ask("list")
    assert not kept
    assert b"TB2022-1" in first
    assert ask("list") == (first, True)
    assert ask("list", "--format", "csv") == (anew(ask, "list", "--format", "csv"), False)
    assert ask("list") == (first, True)


@pytest.mark.parametrize("name", sorted(answers.REPORTS))
def test_every_report(name: str, books: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(books)
    for call in CALLS[name]:
        if "--at" in call or "nothing" in call:
            continue
        expected = anew(ask, *call)
        ask(*call)
        assert ask(*call) == (expected, True)


def test_no_report_is_left_out() -> None:
    """All commands that can be asked as of a letter are reports."""
    commands = {name: cli.cli.get_command(Context(cli.cli), name) for name in cli.COMMANDS}
    through = {
        name
        for name, command in commands.items()
        if command is not None and any("--through" in option.opts for option in command.params)
    }
    assert through == answers.REPORTS


@pytest.mark.parametrize("command", ["history", "history TB2022-1", "history --by commit"])
def test_history_of_the_same_commit(repo: Repo, ask: Ask, command: str) -> None:
    words = command.split()
    text, _ = ask(*words)
    _edit(repo.folder)
    assert ask(*words) == (text, True)
    assert ask(*words, "--reverse") == (anew(ask, *words, "--reverse"), False)
    repo.commit("y", {"assignments/2022/TB2022-1.yaml": assignment("TB2022-1", title="Nytt")})
    after, kept = ask(*words)
    assert not kept
    assert after == anew(ask, *words) != text
    repo.git("reset", "--quiet", "--soft", "HEAD~1")
    assert ask(*words)[0] == text


def test_blame_of_the_same_commit_and_files(repo: Repo, ask: Ask) -> None:
    ask("list")
    text, _ = ask("blame", "TB2022-1")
    assert ask("blame", "TB2022-1") == (text, True)
    _edit(repo.folder)
    time.sleep(0.02)
    after, kept = ask("blame", "TB2022-1")
    assert not kept
    assert after == anew(ask, "blame", "TB2022-1") != text
    # The same files as what they now were committed as.
    repo.git("commit", "--quiet", "--all", "-m", "y")
    ask("list")
    committed, kept = ask("blame", "TB2022-1")
    assert not kept
    assert committed == anew(ask, "blame", "TB2022-1") != after


def test_an_alias_may_be_in_the_working_tree_alone(repo: Repo, ask: Ask) -> None:
    file = repo.folder / "ledger/assignments/2022/TB2022-1.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "aliases:\n  - X-1\ntitle:"), "utf-8")
    text, _ = ask("history", "X-1")
    assert ask("history", "X-1") == (text, False)


def test_from_elsewhere(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = ask("list")
    monkeypatch.chdir(repo.folder / "ledger" / "letters")
    assert ask("list") == (text, False)
    assert ask("list") == (text, True)
    monkeypatch.chdir(repo.folder.parent)
    for option in (("--ledger", "bøker"), ("--ledger=bøker",)):
        assert ask("list", *option) == (text, False)
        assert ask("list", *option) == (text, True)
    monkeypatch.setenv("HDIRLEDGER", str(repo.folder))
    assert ask("list") == (text, False)
    assert ask("list") == (text, True)
    ask("list", "--ledger", "nowhere", code=2)


def test_in_a_worktree(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    text, _ = ask("list")
    repo.git("worktree", "add", "--quiet", "../other")
    other = repo.folder.parent / "other"
    monkeypatch.chdir(other)
    (other / "ledger/assignments/2022/TB2022-1.yaml").unlink()
    time.sleep(0.02)
    fewer, kept = ask("list")
    assert not kept
    assert b"TB2022-1" not in fewer
    assert ask("list") == (fewer, True)
    monkeypatch.chdir(repo.folder)
    assert ask("list") == (text, True)


def _edit(folder: Path) -> None:
    file = folder / "ledger/assignments/2022/TB2022-1.yaml"
    status = file.stat()
    # Another text of the same length, with the time of the old one.
    file.write_bytes(file.read_bytes().replace(b"Et oppdrag", b"Et opptrag"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _add(folder: Path) -> None:
    file = folder / "ledger/assignments/2023/TB2023-1.yaml"
    file.parent.mkdir()
    file.write_text(assignment("TB2023-1"), encoding="utf-8")


def _add_beside(folder: Path) -> None:
    file = folder / "ledger/assignments/2022/TB2022-2.yaml"
    file.write_text(assignment("TB2022-2"), encoding="utf-8")


def _rename(folder: Path) -> None:
    file = folder / "ledger/assignments/2022/TB2022-1.yaml"
    file.write_text(assignment("TB2022-4"), encoding="utf-8")
    file.rename(file.with_name("TB2022-4.yaml"))


def _remove(folder: Path) -> None:
    (folder / "ledger/assignments/2022/TB2022-1.yaml").unlink()


def _break(folder: Path) -> None:
    (folder / "ledger/assignments/2022/TB2022-1.yaml").write_bytes(b"id: [\n")


def _link(folder: Path) -> None:
    file = folder / "ledger/assignments/2022/TB2022-1.yaml"
    file.rename(folder / "elsewhere.yaml")
    file.symlink_to(folder / "elsewhere.yaml")


@pytest.mark.parametrize("change", [_edit, _add, _add_beside, _rename, _remove, _break, _link])
def test_after_a_change(repo: Repo, ask: Ask, change: Callable[[Path], None]) -> None:
    before, _ = ask("list")
    change(repo.folder)
    time.sleep(0.02)
    after, kept = ask("list")
    assert not kept
    assert after == anew(ask, "list") != before


def test_there_and_back(repo: Repo, ask: Ask) -> None:
    text, _ = ask("list")
    file = repo.folder / "ledger/assignments/2022/TB2022-1.yaml"
    content = file.read_bytes()
    _edit(repo.folder)
    ask("letters")
    file.write_bytes(content)
    time.sleep(0.02)
    ask("letters")
    assert ask("list") == (text, True)


def test_a_file_just_written(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its next change may come within the same tick of the clock, which no stamp would tell."""
    monkeypatch.setattr(stamps, "_SETTLED", 60_000_000_000)
    text, _ = ask("list")
    assert ask("list") == (text, False)
    _edit(repo.folder)
    assert ask("list") == (anew(ask, "list"), False)


@pytest.mark.parametrize(
    ("name", "value"), [("NO_COLOR", "1"), ("COLUMNS", "60"), ("LC_ALL", "C"), ("TZ", "Asia/Tokyo")]
)
def test_other_settings(
    repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    ask("deadlines")
    monkeypatch.setenv(name, value)
    _, kept = ask("deadlines")
    assert not kept


def test_another_day(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("deadlines")
    tomorrow = time.localtime(time.time() + 86_400)
    monkeypatch.setattr(answers.time, "localtime", lambda: tomorrow)
    _, kept = ask("deadlines")
    assert not kept


def test_another_terminal(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("list")
    monkeypatch.setattr(answers, "_terminal", lambda: ["80 columns", "utf-8", "strict"])
    _, kept = ask("list")
    assert not kept


def test_another_library(
    repo: Repo, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = tmp_path / "site-packages"
    libraries.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(libraries)])
    ask("list")
    assert ask("list")[1]
    (libraries / "tabulate").mkdir()
    assert not ask("list")[1]


def test_another_program(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("list")
    monkeypatch.setattr("hdirledger.cachedir.fingerprint", lambda: "another")
    assert not ask("list")[1]


def test_what_is_never_kept(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments, code in (
        (("list", "--at", "HEAD"), 0),
        (("history", "--at", "HEAD"), 0),
        (("history", "TB2022-1", "--at=main"), 0),
        (("blame", "TB2022-1", "--at", "HEAD"), 0),
        (("history", "TB2022-99"), 2),
        (("list", "--no-cache"), 0),
        (("show", "TB2022-99"), 2),
        (("list", "--year", "20"), 2),
        (("check",), 1),
    ):
        for _ in range(2):
            assert not ask(*arguments, code=code)[1]
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    for _ in range(2):
        assert not ask("list")[1]


@pytest.mark.parametrize("start_of_name", ["answer-", "stamps-"])
@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_damage(repo: Repo, ask: Ask, start_of_name: str, damage: bytes | None) -> None:
    text, _ = ask("list")
    (held,) = (repo.folder / ".git/hdirledger").glob(f"*/{start_of_name}*")
    held.write_bytes(held.read_bytes()[:-5] if damage is None else damage)
    assert ask("list") == (text, False)
    assert ask("list") == (text, True)


def test_the_oldest_are_let_go(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_MOST", 3)
    for name in ("list", "letters", "budget", "goals"):
        ask(name)
    assert ask("goals")[1]
    assert ask("letters")[1]
    assert not ask("list")[1]


def test_a_text_too_long_to_keep(repo: Repo, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_LARGEST", 100)
    text, _ = ask("list")
    assert ask("list") == (text, False)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("command", ["list", "check -q --select S1", "history", "--help"])
def test_closed_streams(repo: Repo, closed: str, command: str) -> None:
    line = f"{sys.executable} -m hdirledger {command} {closed}"
    for _ in range(2):
        done = subprocess.run(
            ["sh", "-c", line], cwd=repo.folder, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_a_reader_that_leaves(repo: Repo) -> None:
    """As ``| head`` does, also where the whole answer is there at once."""
    repo.commit("x", {f"assignments/2022/TB2022-{n}.yaml": assignment(f"TB2022-{n}")
                      for n in range(2, 1500)})  # fmt: skip
    time.sleep(2.1)
    command = [sys.executable, "-m", "hdirledger", "list"]
    for _ in range(2):
        process = subprocess.Popen(
            command, cwd=repo.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert (process.wait(), process.stderr.read()) == (0, b"")
        process.stderr.close()
        subprocess.run(command, cwd=repo.folder, stdout=subprocess.DEVNULL, check=True)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=False))
def test_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    random: object,
) -> None:
    repo = Repo(tmp_path_factory.mktemp("repo"))
    monkeypatch.chdir(repo.folder)
    for _ in edits(random, repo):  # type: ignore[arg-type]
        if not (repo.folder / "ledger/ledger.yaml").is_file():
            continue
        time.sleep(0.02)
        for name in ("list", "letters"):
            for _ in range(2):
                text, _ = ask(name)
                assert text == anew(ask, name)
    shutil.rmtree(repo.folder)
