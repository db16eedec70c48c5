"""The neighbours on the same records: how they are found or installed, what they are run on, and
that they do the same job."""

import csv
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .measure import Failed, Job, lines, output
from .ours import PROGRAM, Books

PROJECT = Path(__file__).resolve().parents[2]
# File names that one command line may have: less than a megabyte.
_NAMES = 15_000
# beancount's cache is a pickle beside the data; without it every run does the same work.
_NO_CACHE = {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
_QUERY = "SELECT account, sum(number) WHERE account ~ '^Expenses' GROUP BY account"
_GITPYTHON = """
import sys
from git import Repo
count = 0
for commit in Repo(sys.argv[1]).iter_commits("HEAD"):
    for diff in commit.parents[0].diff(commit) if commit.parents else commit.tree.traverse():
        for blob in (diff.a_blob, diff.b_blob) if commit.parents else (diff,):
            if blob is not None and blob.type == "blob":
                blob.data_stream.read()
        count += bool(commit.parents) or diff.type == "blob"
print(count)
"""


@dataclass(frozen=True, slots=True)
class Tools:
    """Programs of the neighbours, by name; ``missing`` says which are not there, and why."""

    programs: dict[str, str]
    missing: dict[str, str]

    def version(self, name: str) -> str:
        """What a program says of its version."""
        told = output((self.programs[name], "--version"), PROJECT)
        found = re.search(r"\d+(\.\d+)+", told)
        return found[0] if found else told.strip()


def find(scratch: Path, wanted: Sequence[str]) -> Tools:
    """Find the programs whose names are wanted. beancount is installed into the scratch folder."""
    programs: dict[str, str] = {}
    missing: dict[str, str] = {}
    for name, where in (("check-jsonschema", str(Path(sys.prefix) / "bin")), ("hledger", None)):
        if name in wanted:
            found = shutil.which(name, path=where)
            if found:
                programs[name] = found
            else:
                missing[name] = "not installed"
    if "bean-query" in wanted or "bean-check" in wanted:
        try:
            environment = scratch / "beancount"
            output((sys.executable, "-m", "venv", str(environment)), scratch)
            pip = (str(environment / "bin" / "python"), "-m", "pip", "--no-input", "install", "-q")
            output((*pip, "beancount>=3,<4", "beanquery<1"), scratch)
            for name in ("bean-check", "bean-query"):
                programs[name] = str(environment / "bin" / name)
        except Failed as error:
            missing["beancount"] = f"could not be installed ({error})"
    return Tools(programs, missing)


def jobs(books: Books, tools: Tools, scratch: Path) -> Iterator[Job]:
    """The jobs of the neighbours that are there. Their input is written into the scratch folder."""
    gitpython = (sys.executable, "-c", _GITPYTHON, str(books.folder))
    yield Job("gitpython", "gitpython, a diff per commit", [gitpython], books.folder)
    if "check-jsonschema" in tools.programs:
        calls = list(_schema_calls(books, tools.programs["check-jsonschema"]))
        told = f"check-jsonschema ({len(calls)} calls)"
        yield Job("check-jsonschema", told, calls, books.folder)
    names = ("hledger", "bean-check", "bean-query")
    if any(name in tools.programs for name in names):
        output(
            (sys.executable, "-m", "benchmarks.accounts", str(books.folder), str(scratch)),
            Path(__file__).parents[1],
        )
    journal, bean = str(scratch / "books.journal"), str(scratch / "books.beancount")
    if "hledger" in tools.programs:
        hledger = (tools.programs["hledger"], "-f", journal)
        yield Job("hledger-balance", "`hledger balance`", [(*hledger, "balance")], scratch)
        told = "`hledger balance` of as many movements as there are records"
        many = (tools.programs["hledger"], "-f", str(scratch / "many.journal"), "balance")
        yield Job("hledger-many", told, [many], scratch)
        yield Job("hledger-check", "`hledger check`", [(*hledger, "check")], scratch)
    if "bean-check" in tools.programs:
        command = (tools.programs["bean-check"], "--no-cache", bean)
        yield Job("bean-check", "`bean-check`", [command], scratch, _NO_CACHE)
    if "bean-query" in tools.programs:
        command = (tools.programs["bean-query"], bean, _QUERY)
        yield Job("bean-query", "`bean-query`", [command], scratch, _NO_CACHE)


def _schema_calls(books: Books, program: str) -> Iterator[tuple[str, ...]]:
    """One call a schema, or several where the names do not fit on one command line."""
    files: dict[str, list[str]] = {}
    for name in output(("git", "ls-files", "-z", "--", "ledger"), books.folder).split("\0")[:-1]:
        files.setdefault(name.split("/")[1].removesuffix(".yaml"), []).append(name)
    for folder, names in files.items():
        # A schema has the name of the folder, most often in the singular.
        several = PROJECT / "schema" / f"{folder}.schema.json"
        one = PROJECT / "schema" / f"{folder[:-1]}.schema.json"
        schema = str(several if several.exists() else one)
        for begin in range(0, len(names), _NAMES):
            yield program, "--schemafile", schema, *names[begin : begin + _NAMES]


def verify(job: Job, books: Books, scratch: Path) -> None:
    """Make sure that a neighbour's job has the result of ours. Raises ``Failed`` when not."""
    if job.name == "check-jsonschema":
        _same_faults(job, books)
    elif job.name in ("hledger-balance", "bean-query"):
        told = json.loads((scratch / "books.json").read_text(encoding="utf-8"))
        _same_sums(job, books, told, scratch)
    elif job.name == "gitpython":
        log = ("git", "log", "--raw", "-M", "--diff-merges=first-parent", "--format=")
        wanted = sum(1 for line in lines(log, books.folder) if line)
        count = int(output(job.commands[0], books.folder))
        if count != wanted:
            raise Failed(f"gitpython sees {count} changed files, git log {wanted}")


def _same_faults(job: Job, books: Books) -> None:
    """A status that the schema does not know must be found by both."""
    file = books.folder / books.often
    before = file.read_bytes()
    call = next(call for call in job.commands if books.often in call)
    try:
        file.write_bytes(re.sub(rb"(?m)^status: .*$", b"status: somewhere", before))
        for command in (call, (PROGRAM, "check", "--quiet", "--select", "S2")):
            try:
                output(command, books.folder)
            except Failed:
                continue
            raise Failed(f"{Path(command[0]).name} does not find a wrong status")
    finally:
        file.write_bytes(before)
        output(("git", "update-index", "-q", "--refresh"), books.folder)


def _same_sums(job: Job, books: Books, told: dict[str, object], scratch: Path) -> None:
    """The latest year's sums must be the same, account by account."""
    year, wanted = str(told["year"]), told["balances"]
    assert isinstance(wanted, dict)
    budget = lines((PROGRAM, "budget", "--year", year, "--format", "csv"), books.folder)
    ours = [int(row["now"]) for row in csv.DictReader(budget) if row["now"]]
    if job.name == "hledger-balance":
        command = (*job.commands[0], "-p", year, "-O", "csv", "--flat", "-N", "^Expenses")
        rows = csv.reader(lines(command, scratch))
    else:
        program, file, _ = job.commands[0]
        query = _QUERY.replace("WHERE", f"WHERE year = {year} AND")
        command = (program, "-f", "csv", file, query)
        rows = csv.reader(lines(command, scratch, _NO_CACHE))
    next(rows)
    theirs = [int(re.sub(r"[^0-9-]", "", row[1])) for row in rows]
    for name, sums in (("budget", ours), (job.name, theirs)):
        if sorted(filter(None, sums)) != sorted(filter(None, wanted.values())):
            message = f"{name} gives {sum(sums)} for {year} on {len(sums)} posts, "
            raise Failed(message + f"the movements {sum(wanted.values())} on {len(wanted)}")
