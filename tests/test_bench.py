"""The benchmark: that its figures are what they say, not how large they are."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import ours, peers, table
from benchmarks.compared import NAMES, compared
from benchmarks.measure import Failed, Figure, Job, measure, output, run_job
from synthetic.make import make

PROJECT = Path(__file__).parents[1]
SCRIPTS = PROJECT / "scripts"


def python(name: str, code: str, folder: Path, **more: object) -> Job:
    return Job(name, name, [(sys.executable, "-c", code)], folder, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> ours.Books:
    folder = tmp_path_factory.mktemp("books") / "ledger"
    make(folder, 90, 25, seed=1)
    return ours.Books.of(folder)


class TestMeasure:
    def test_jobs_run_in_turns_and_the_first_round_does_not_count(self, tmp_path: Path) -> None:
        jobs = [python(x, f"open('log', 'a').write('{x}')", tmp_path) for x in "ab"]
        figures = measure(jobs, runs=3, timeout=60)
        assert (tmp_path / "log").read_text() == "abababab"
        assert [figure.runs for figure in figures.values()] == [3, 3]
        assert all(f.seconds > 0 and f.memory > 1 and not f.failed for f in figures.values())

    def test_the_times_of_several_commands_are_added(self, tmp_path: Path) -> None:
        wait = (sys.executable, "-c", "import time; time.sleep(0.2)")
        figure = measure([Job("a", "a", [wait, wait], tmp_path)], runs=1, timeout=60)["a"]
        assert figure.seconds >= 0.4

    def test_a_job_that_fails_is_told_with_the_reason(self, tmp_path: Path) -> None:
        jobs = [python("bad", "raise SystemExit('no such thing')", tmp_path),
                python("good", "pass", tmp_path)]  # fmt: skip
        figures = measure(jobs, runs=2, timeout=60)
        assert figures["bad"].failed.endswith("ended with 1: no such thing")
        assert figures["good"].runs == 2

    def test_a_program_that_is_not_there_is_a_failure(self, tmp_path: Path) -> None:
        job = Job("x", "x", [(str(tmp_path / "nothing"),)], tmp_path)
        assert "cannot be run" in measure([job], runs=1, timeout=60)["x"].failed

    def test_a_job_that_takes_too_long_is_given_up(self, tmp_path: Path) -> None:
        job = python("x", "import time; time.sleep(60)", tmp_path)
        assert measure([job], runs=1, timeout=1)["x"].failed == "took longer than 1 s"

    def test_what_surrounds_a_run_is_done_each_time_and_not_measured(self, tmp_path: Path) -> None:
        done: list[str] = []

        @contextmanager
        def around() -> Iterator[None]:
            done.append("before")
            yield
            done.append("after")

        measure([python("x", "pass", tmp_path, around=around)], runs=1, timeout=60)
        assert done == ["before", "after"] * 2

    def test_nobodys_settings_count(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_DIR", "elsewhere")
        monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
        code = "import os; print([k for k in os.environ if k in ('GIT_DIR', 'HDIRLEDGER_CACHE')])"
        assert output((sys.executable, "-c", code), tmp_path) == "[]"


class TestOurs:
    def test_every_job_is_known_and_succeeds(self, books: ours.Books) -> None:
        jobs = [*ours.floor(books), *ours.jobs(books)]
        assert {job.name for job in jobs} <= NAMES
        for job in jobs:
            with job.around():
                assert run_job(job, timeout=120).seconds > 0
        assert output(("git", "status", "--porcelain"), books.folder) == ""

    def test_new_commits_are_those_after_the_history_that_is_kept(self, books: ours.Books) -> None:
        (job,) = [job for job in ours.jobs(books) if job.name == "history-new"]
        tip = output(("git", "rev-parse", "HEAD"), books.folder)
        before = output(("git", "rev-parse", "HEAD~10"), books.folder)
        for _ in range(2):
            with job.around():
                (kept,) = (books.folder / ".git" / "hdirledger").glob("*/log.*")
                assert f'"asked":"{before}"'.encode() in kept.read_bytes()
                assert f'"asked":"{tip}"'.encode() not in kept.read_bytes()
                run_job(job, timeout=60)
                assert f'"asked":"{tip}"'.encode() in kept.read_bytes()
            assert output(("git", "rev-parse", "HEAD"), books.folder) == tip
            assert output(("git", "status", "--porcelain"), books.folder) == ""

    def test_the_changed_file_is_changed_while_the_job_runs(self, books: ours.Books) -> None:
        (job,) = [job for job in ours.jobs(books) if job.name == "check-changed"]
        seen = []
        for _ in range(2):
            with job.around():
                seen.append((books.folder / books.often).read_bytes())
                assert books.often in output(("git", "status", "--porcelain"), books.folder)
        assert seen[0] != seen[1]

    def test_cold_puts_the_cache_back(self, books: ours.Books) -> None:
        cache = books.folder / ".git" / "hdirledger"
        (cache / "version").mkdir(parents=True, exist_ok=True)
        (cache / "version" / "held").write_text("x")
        with books.cold():
            assert not cache.exists()
            cache.mkdir()
        assert (cache / "version" / "held").read_text() == "x"

    def test_history_is_held_against_git(self, books: ours.Books) -> None:
        for job in ours.jobs(books):
            ours.verify(job, books)


class TestPeers:
    def test_the_journals_have_the_sums_of_the_budget(
        self, books: ours.Books, tmp_path: Path
    ) -> None:
        module = (sys.executable, "-m", "benchmarks.accounts")
        output((*module, str(books.folder), str(tmp_path)), SCRIPTS)
        told = json.loads((tmp_path / "books.json").read_text())
        budget = (ours.PROGRAM, "budget", "--year", told["year"], "--format", "csv")
        rows = csv.DictReader(output(budget, books.folder).splitlines())
        assert sorted(int(row["now"]) for row in rows if row["now"]) == sorted(
            told["balances"].values()
        )
        text = (tmp_path / "books.journal").read_text()
        sums = re.findall(r"^    Expenses:\S+  (-?\d+) NOK$", text, re.MULTILINE)
        assert len(sums) == told["movements"]
        again = (tmp_path / "books.beancount").read_text()
        assert sum(map(int, sums)) == sum(map(int, re.findall(r"(-?\d+) NOK", again)))

    def test_check_jsonschema_finds_what_we_find(self, books: ours.Books, tmp_path: Path) -> None:
        tools = peers.find(tmp_path, ["check-jsonschema"])
        assert tools.missing == {}
        for job in peers.jobs(books, tools, tmp_path):
            assert job.name in NAMES
            peers.verify(job, books, tmp_path)
        assert output(("git", "status", "--porcelain"), books.folder) == ""

    def test_a_neighbour_that_finds_nothing_is_not_measured(
        self, books: ours.Books, tmp_path: Path
    ) -> None:
        call = (sys.executable, "-c", "pass", books.often)
        with pytest.raises(Failed, match="does not find a wrong status"):
            peers.verify(Job("check-jsonschema", "x", [call], books.folder), books, tmp_path)
        assert output(("git", "status", "--porcelain"), books.folder) == ""

    def test_what_is_not_installed_is_skipped_with_a_word(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert peers.find(tmp_path, ["hledger"]).missing == {"hledger": "not installed"}


class TestTable:
    def figures(self, folder: Path, **seconds: float) -> dict[str, Figure]:
        names = {name.replace("_", "-"): value for name, value in seconds.items()}
        return {
            name: Figure(Job(name, name, [], folder), 5, value, 30.0)
            for name, value in names.items()
        }

    def text(self, books: ours.Books, records: int, real: bool = False, **seconds: float) -> str:
        sized = ours.Books(books.folder, records, 10**6, 60, 99, books.often)
        figures = self.figures(books.folder, **seconds)
        return table.text([table.Measured(sized, real, figures, [])], ["Made so."])

    def test_a_ratio_and_a_limit_stand_beside_a_figure(self, books: ours.Books) -> None:
        text = self.text(books, 10_000, check_off=0.5, check_jsonschema=30.0)
        assert (
            "| check-off | 0.500 s | 30 MiB | 1/60.0 of check-jsonschema | 0.750 s: met |" in text
        )
        text = self.text(books, 10_000, check_warm=0.9, status=0.1)
        assert "| check-warm | 0.900 s | 30 MiB | 9.0 times status | 0.350 s: **missed** |" in text

    def test_limits_are_for_the_size_that_they_are_set_for(self, books: ours.Books) -> None:
        assert "met" not in self.text(books, 1_000, check_off=0.5, check_jsonschema=30.0)
        assert "0.120 s: met" in self.text(books, 543, real=True, list_warm=0.1)
        assert "1.000 s" not in self.text(books, 10_000, list_warm=0.1)
        assert "1.00 s: met" in self.text(books, 100_000, list_warm=0.1)

    def test_without_what_a_limit_hangs_on_there_is_none(self, books: ours.Books) -> None:
        held = compared("check-warm", 10_000, real=False)
        assert held is not None
        assert held.limit({}) is None

    def test_a_failure_is_told(self, books: ours.Books) -> None:
        job = Job("x", "`x`", [], books.folder)
        figures = {"x": Figure(job, failed="x ended with 1: no")}
        text = table.text([table.Measured(books, False, figures, ["y was skipped."])], [])
        assert "| `x` | failed | | x ended with 1: no | |" in text
        assert "y was skipped." in text

    def test_growth_beyond_the_limit_stands_in_bold(self, books: ours.Books) -> None:
        small, large = (
            table.Measured(
                ours.Books(books.folder, records, 10**6, 60, 99, books.often), False,
                self.figures(books.folder, check_off=seconds, status=seconds), [],
            )
            for records, seconds in ((1_000, 1.0), (10_000, 12.0))
        )  # fmt: skip
        text = table.text([small, large], [])
        assert "| check-off | **12.0, memory 1.0** |" in text
        assert "| status | 12.0, memory 1.0 |" in text

    def test_what_only_one_size_has_grows_from_nothing(self, books: ours.Books) -> None:
        small, large = (
            table.Measured(
                ours.Books(books.folder, records, 10**6, 60, 99, books.often), False,
                self.figures(books.folder, **seconds), [],
            )
            for records, seconds in (
                (1_000, {"check_plain": 3.0, "status": 1.0}), (50_000, {"status": 2.0})
            )
        )  # fmt: skip
        text = table.text([small, large], [])
        assert "| check-plain |  |" in text
        assert "| status | 2.0, memory 1.0 |" in text

    def test_the_page_has_the_marks(self) -> None:
        table.around_marks(PROJECT / "docs" / "performance.md")

    def test_figures_go_between_the_marks(self, tmp_path: Path) -> None:
        page = tmp_path / "page.md"
        page.write_text(f"Before.\n{table.BEGIN}\nold\n{table.END}\nAfter.\n")
        table.write(page, "new")
        assert page.read_text() == f"Before.\n{table.BEGIN}\n\nnew\n{table.END}\nAfter.\n"
        page.write_text("no marks")
        with pytest.raises(Failed, match="no marks"):
            table.write(page, "new")
        assert page.read_text() == "no marks"


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "benchmarks", *arguments)
    return subprocess.run(command, cwd=SCRIPTS, capture_output=True, text=True, check=False)


def test_the_command_prints_a_table() -> None:
    done = bench("--sizes", "40", "--runs", "1", "--only", "python,status")
    assert done.returncode == 0, done.stderr
    assert "## 40 records" in done.stdout
    assert done.stdout.count("\n| `") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--sizes", "ten"), "ten is not a number"),
        (("--sizes", "5"), "at least 30 records"),
        (("--only", "chekc"), "there is no job chekc"),
        (("--runs", "0"), "0 is not a number from 1 on"),
        (("--only", "check", "--write"), "leave --only out"),
    ],
)
def test_a_mistake_of_use_is_told_in_a_line(arguments: tuple[str, ...], told: str) -> None:
    done = bench(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
