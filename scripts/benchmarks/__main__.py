"""The command ``scripts/bench``."""

import argparse
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from synthetic.shape import SMALLEST

from . import ours, peers, table
from .compared import HUGE, MINUTES, NAMES
from .measure import Failed, Figure, Job, measure, output
from .ours import Books
from .peers import PROJECT, Tools

DOCUMENT = PROJECT / "docs" / "performance.md"
NEIGHBOURS = ("check-jsonschema", "hledger", "bean-check", "bean-query")


def main() -> None:
    given = _arguments()
    if given.write:
        table.around_marks(DOCUMENT)
    with tempfile.TemporaryDirectory(prefix="bench.") as folder:
        scratch = Path(folder)
        tools = peers.find(scratch, [name for name in NEIGHBOURS if _wanted(name, given.only)])
        for name, reason in tools.missing.items():
            _tell(f"{name} is skipped: {reason}")
        made = _made(tools, given.runs)
        measured = []
        for size in given.sizes:
            measured.append(_measured(size, scratch, tools, given))
            if len(given.sizes) > 1:  # Large ones take long, and may be broken off.
                _tell(f"\n{table.one_of(measured[-1])}\n")
        figures = table.text(measured, [made])
    print(figures)
    if given.write:
        table.write(DOCUMENT, figures)
        _tell(f"written into {DOCUMENT.relative_to(PROJECT)}")
    sys.exit(any(figure.failed for one in measured for figure in one.figures.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measure hdirledger beside git, Python and its neighbours, in interleaved "
        "runs; medians of wall time, and peak memory.",
    )
    option = parser.add_argument
    sizes = "numbers of records; real is the project's own ledger (default 1000,10000)"
    option("--sizes", type=_sizes, default=["1000", "10000"], metavar="SIZES", help=sizes)
    option("--runs", type=_positive, default=5, help="runs of each job (default 5)")
    option("--only", type=_jobs, default=[], metavar="JOBS",
           help="these jobs, or groups of them, such as check,status,history-one")  # fmt: skip
    option("--timeout", type=_positive, default=900, metavar="SECONDS",
           help="give a job up that takes longer (default 900)")  # fmt: skip
    option("--seed", type=int, default=1, help="of the synthetic ledgers (default 1)")
    option("--write", action="store_true", help="put the tables into docs/performance.md")
    given = parser.parse_args()
    if given.only and given.write:
        parser.error("--write puts down all jobs; leave --only out")
    return given


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def _sizes(text: str) -> list[str]:
    for size in text.split(","):
        if size != "real" and _positive(size) < SMALLEST:
            raise argparse.ArgumentTypeError(f"a ledger needs at least {SMALLEST} records")
    return list(dict.fromkeys(text.split(",")))


def _jobs(text: str) -> list[str]:
    for name in text.split(","):
        if not any(_wanted(known, [name]) for known in NAMES):
            known = ", ".join(sorted(NAMES))
            raise argparse.ArgumentTypeError(f"there is no job {name}; there are {known}")
    return text.split(",")


def _wanted(name: str, only: list[str]) -> bool:
    return not only or any(name == one or name.startswith(f"{one}-") for one in only)


def _measured(size: str, scratch: Path, tools: Tools, given: argparse.Namespace) -> table.Measured:
    folder = scratch / f"ledger-{size}"
    _tell(f"making the ledger: {size}")
    if size == "real":
        output(("git", "clone", "--quiet", str(PROJECT), str(folder)), scratch)
    else:
        maker = (sys.executable, "-m", "synthetic", str(folder))
        output((*maker, "--records", size, "--seed", str(given.seed)), PROJECT / "scripts")
    books = Books.of(folder)
    journals = scratch / f"journals-{size}"
    journals.mkdir()
    jobs = [*ours.floor(books), *ours.jobs(books), *peers.jobs(books, tools, journals)]
    jobs = [job for job in jobs if _wanted(job.name, given.only)]
    slow = [] if given.only or books.records < HUGE else [j for j in jobs if j.name in MINUTES]
    jobs = [job for job in jobs if job not in slow]
    wrong = {job.name: note for job in jobs if (note := _verified(job, books, journals))}
    good = [job for job in jobs if job.name not in wrong]
    measured = measure(good, given.runs, given.timeout, lambda text: _tell(f"{size}: {text}"))
    figures = {
        job.name: measured.get(job.name) or Figure(job, failed=wrong[job.name]) for job in jobs
    }
    skipped = [f"{name} was skipped: {reason}." for name, reason in tools.missing.items()]
    if slow:
        told = "; ".join(job.told for job in slow)
        skipped.append(f"Left out at this size, since a run takes many minutes: {told}.")
    return table.Measured(books, size == "real", figures, skipped)


def _verified(job: Job, books: Books, journals: Path) -> str:
    """What is wrong with a job's result, when something is: then it is not worth measuring."""
    try:
        ours.verify(job, books)
        peers.verify(job, books, journals)
    except Failed as error:
        return f"another result: {error}"
    return ""


def _made(tools: Tools, runs: int) -> str:
    """How the figures were made: versions, and the machine in general terms."""
    versions = [
        f"hdirledger {version('hdirledger')} ({_commit()})",
        f"Python {platform.python_version()}",
        f"git {output(('git', '--version'), PROJECT).split()[2]}",
        f"gitpython {version('gitpython')}",
        *(f"{name} {tools.version(name)}" for name in tools.programs),
    ]
    machine = f"{platform.system()} with {os.cpu_count()} cores"
    return f"Made with {', '.join(versions)}, on {machine}; medians of {runs} interleaved runs."


def _commit() -> str:
    """The commit that the program is of."""
    try:
        commit = output(("git", "rev-parse", "--short=10", "HEAD"), PROJECT).strip()
        edited = output(("git", "status", "--porcelain", "--", "hdirledger", "schema"), PROJECT)
    except Failed:
        return "not from a repository"
    return f"commit {commit}{', edited' if edited else ''}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"scripts/bench: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
