"""A check that reads only what changed says the same as one that reads everything."""

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hdirledger import rules, stamps
from hdirledger.cache import Cache
from hdirledger.check import check
from hdirledger.git import Repository
from hdirledger.ledger import Ledger
from hdirledger.recheck import recheck
from hdirledger.reread import reread
from hdirledger.source import ChangedMeanwhile, File, Listed, ListedTree, WorkingTree

from .repos import Repo
from .support import ROOT, assignment, letter

# Files that speak of each other, in versions that are right, wrong and hardly readable.
LETTERS = {
    "ledger.yaml": [
        ROOT + "  - 2022-tb\n  - 2022-ttb-1\n",
        ROOT + "  - 2022-ttb-1\n  - 2022-tb\n",
        ROOT + "  - 2022-tb\n",
        ROOT.replace("  - code: KTA\n", "") + "  - 2022-tb\n  - 2022-ttb-1\n  - 2022-ttb-2\n",
        "letters: [\n",
    ],
    "letters/2022-tb.yaml": [
        letter("2022-tb", "main", dated="2022-01-10"),
        letter("2022-tb", "main", dated="2022-10-10"),
        letter("2022-tb", "main", text=f"\n  file: a\n  sha256: {'a' * 64}\n  lines: '12'"),
        letter("2022-tb", "main", classes="""
  - key: a
    action: lapsed
    through: "2022"
    lines: "1"
"""),
        letter("2022-tb", "main", unknown="x"),
    ],
    "letters/2022-ttb-1.yaml": [
        letter("2022-ttb-1", dated="2022-06-01"),
        letter("2022-ttb-1", held="no", series="TTB", numbers="\n  - '4'"),
        letter("2022-ttb-1", dated="2021-01-01", announces="""
  - key: a
    summary: Mer kommer
    kind: assignment
    lines: "3"
    assignments:
      - TB2022-3
"""),
    ],
}  # fmt: skip
LINKS = """
deadlines:
  - due: 2022-02-01
    since: 2022-ttb-1
    parts:
      - a
relations:
  - type: replaces
    to: {to}
    part: a
    title: {title}
"""
PARTS = "parts:\n  - key: a\n    became:\n      to: TB2022-1\n      part: b\n"
ACCEPTS = "accepts:\n  - rule: {rule}\n    reason: Slik er det\n"
ONE, TWO, THREE = (f"assignments/2022/TB2022-{n}.yaml" for n in (1, 2, 3))
ASSIGNMENTS = {
    path: [
        assignment(name),
        assignment(name, title="Et helt annet oppdrag", departments="SHA"),
        assignment(name, PARTS, status="replaced", then="2022-ttb-1 amended"),
        assignment(name, LINKS.format(to=other, title="Et oppdrag")),
        assignment(name, LINKS.format(to=other, title="Noe som ingen har hørt om")),
        assignment(name, f"aliases:\n  - {other}\n"),
        assignment(name, "aliases:\n  - TB2022-9\n" + ACCEPTS.format(rule="R101")),
        assignment(name, ACCEPTS.format(rule="R104") + f"aliases:\n  - {other}\n"),
        assignment(name, ACCEPTS.format(rule="G101"), departments=""),
        assignment(name, ACCEPTS.format(rule="V101")),
        assignment(name, ACCEPTS.format(rule="R999")),
        assignment(name, "goals:\n  - G2022-01\n", given="2022-ttb-1"),
        assignment(name, "held: no\n"),
        assignment(other),
        assignment(name).replace("title:", "title :   "),
        assignment(name).replace("\n", "\r\n"),
        assignment(name) + "title: to ganger\n",
        "",
        "\ufeff" + assignment(name),
    ]
    for path, name, other in (
        (ONE, "TB2022-1", "TB2022-2"),
        (TWO, "TB2022-2", "TB2022-3"),
        (THREE, "TB2022-3", "TB2022-1"),
    )
}
MOVEMENT = """\
posts:
  - "0714.21"
letter: {letter}
year: "2022"
amount: {amount}
stated: allocated
lines: "10"
"""
ASSERTS = "asserts:\n  before: 5\n  after: 6\n  lines: '11'\n"
OTHERS = {
    f"allocations/2022/0714.21/{by}.yaml": [
        MOVEMENT.format(letter=by, amount="5"),
        MOVEMENT.format(letter=by, amount="1"),
        MOVEMENT.format(letter=by, amount="1") + ASSERTS,
        MOVEMENT.format(letter=by, amount="1") + ASSERTS + ACCEPTS.format(rule="M106"),
        MOVEMENT.format(letter="2022-tb", amount="none"),
    ]
    for by in ("2022-tb", "2022-ttb-1")
} | {
    "goals/2022/01.yaml": [
        'id: G2022-01\nletter: 2022-tb\nyear: "2022"\nnumber: "1"\ntitle: Et mål\nlines: "5"\n'
    ],
    "assignments/2022/extra.txt": ["hei\n"],
    "assignments/2022/.hidden.yaml": ["hei\n"],
    "assignments/2022/TB2022-7.yaml/inside.yaml": ["hei\n"],
}
POOL = {**LETTERS, **ASSIGNMENTS, **OTHERS}


@pytest.fixture(autouse=True)
def quick_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files settle in a hundredth of a second here; the clocks of file systems are finer."""
    monkeypatch.setattr(stamps, "_SETTLED", 10_000_000)
    monkeypatch.delenv("HDIRLEDGER_CACHE", raising=False)


def settle() -> None:
    time.sleep(0.02)


def same(tree: ListedTree, cache: Cache) -> None:
    """With a cache, whatever it holds, a check says what it says without; the records are equal."""
    plain = Ledger.read(tree)
    expected = check(plain)
    again = recheck(tree, cache)
    assert set(again.findings) ^ set(expected.findings) == set()
    assert again == expected
    ledger = reread(tree, cache)
    for ours, theirs in zip(ledger.entries, plain.entries, strict=True):
        assert (ours.path, ours.type, ours.valid) == (theirs.path, theirs.type, theirs.valid)
        assert ours.record == theirs.record
        assert ours.content == theirs.content
        assert (ours.faults, ours.schema_faults) == (theirs.faults, theirs.schema_faults)


def edits(random: Random, repo: Repo) -> Iterator[str]:
    """Changes of a work tree, as people and programs make them."""
    ledger = repo.folder / "ledger"
    for path, versions in POOL.items():
        if random.random() < 0.7 and "TB2022-7" not in path:
            repo.write(f"ledger/{path}", versions[0])
    yield "first"
    for _ in range(8):
        path = random.choice(list(POOL))
        file = ledger / path
        what = random.random()
        if what < 0.6:
            if file.is_symlink():
                file.unlink()
            repo.write(f"ledger/{path}", random.choice(POOL[path]))
        elif not file.is_file():
            continue
        elif what < 0.7:
            file.unlink()
        elif what < 0.75:
            file.rename(file.with_name("TB2022-8.yaml"))
        elif what < 0.8:
            other = ledger / ONE
            if other.is_file() and other != file:
                ours, theirs = file.read_bytes(), other.read_bytes()
                file.write_bytes(theirs)
                other.write_bytes(ours)
        elif what < 0.85:
            file.unlink()
            file.symlink_to("somewhere.yaml")
        elif what < 0.9:
            # Another text of the same length, with the time of the old one.
            status = file.stat()
            file.write_bytes(file.read_bytes().replace(b"Et oppdrag", b"Et opptrag"))
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif what < 0.95:
            file.chmod(0o755)
        else:
            repo.write(".gitignore", "*.yaml\n")
        yield path


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False))
def test_after_any_edits(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    repo = Repo(tmp_path_factory.mktemp("repo"))
    cache = Cache(tmp_path_factory.mktemp("cache"))
    for _ in edits(random, repo):
        settle()
        same(WorkingTree(repo.folder), cache)
        same(WorkingTree(repo.folder), cache)


@dataclass(frozen=True)
class ListedMemory:
    """A tree in memory that knows which contents it has."""

    contents: Mapping[str, str]
    name: str = "memory"

    def files(self) -> Iterator[File]:
        return self.read(self.listing(Cache(None)))

    def listing(self, cache: Cache) -> list[Listed]:
        return [Listed(p, stamps.blob_id(self.contents[p].encode())) for p in sorted(self.contents)]

    def read(self, listed: Iterable[Listed]) -> Iterator[File]:
        return (File(item.path, self.contents[item.path].encode()) for item in listed)


TB, TTB = "letters/2022-tb.yaml", "letters/2022-ttb-1.yaml"
REST = "assignments/2022/TB2022-2.yaml"
TERM = "deadlines:\n  - due: 2022-02-01\n    until: 2022-ttb-1\n"
TO = "relations:\n  - type: see\n    to: TB2022-2\n"
REPORTING = """\
letter: 2022-tb
year: "2022"
calendar:
  - key: a
    title: Rapport
    lines: "5"
"""


@pytest.mark.parametrize(
    ("code", "record", "path", "before", "after"),
    [
        ("D103", assignment("TB2022-1", TERM), TB, LETTERS[TB][0], LETTERS[TB][1]),
        ("L109", assignment("TB2022-1"), TB, LETTERS[TB][0],
         LETTERS[TB][0] + f"text:\n  file: a\n  sha256: {'a' * 64}\n  lines: '9'\n"),
        ("L101", assignment("TB2022-1", TERM), TTB, None, LETTERS[TTB][0]),
        ("L102", assignment("TB2022-1", TERM, then="2022-ttb-1 amended"), "ledger.yaml",
         LETTERS["ledger.yaml"][0], LETTERS["ledger.yaml"][1]),
        ("L105", assignment("TB2022-1", then="2022-ttb-1 amended"), "ledger.yaml",
         LETTERS["ledger.yaml"][0], LETTERS["ledger.yaml"][1]),
        ("R101", assignment("TB2022-1", TO), REST, assignment("TB2022-2"), None),
        ("R102", assignment("TB2022-1", TO), REST, assignment("TB2022-2"),
         assignment("TB2022-2a", "aliases:\n  - TB2022-2\n")),
        ("R103", assignment("TB2022-1", TO), REST, assignment("TB2022-2"),
         assignment("TB2022-3", "aliases:\n  - TB2022-2\n")),
        ("R105", assignment("TB2022-1"), TB, LETTERS[TB][0], None),
        ("R106", assignment("TB2022-1"), "ledger.yaml",
         LETTERS["ledger.yaml"][0], LETTERS["ledger.yaml"][3]),
        ("R107", assignment("TB2022-1", TO + "    part: b\n"), REST,
         assignment("TB2022-2", "parts:\n  - key: b\n"), assignment("TB2022-2")),
        ("R107", assignment("TB2022-1", "goals:\n  - G2022-01\n"), "goals/2022/01.yaml",
         OTHERS["goals/2022/01.yaml"][0], None),
        ("R107", assignment("TB2022-1", "deadlines:\n  - with:\n      reporting: a\n"),
         "reporting/2022/2022-tb.yaml", REPORTING, REPORTING.replace("key: a", "key: b")),
    ],
)  # fmt: skip
def test_what_a_record_rests_on(
    tmp_path: Path, code: str, record: str, path: str, before: str | None, after: str | None
) -> None:
    """Another file changes, and with it what is found in a record that is as it was."""
    cache = Cache(tmp_path)
    base = {"ledger.yaml": LETTERS["ledger.yaml"][0], TB: LETTERS[TB][0], ONE: record}
    if path != TTB:
        base[TTB] = LETTERS[TTB][0]

    def tree(text: str | None) -> ListedMemory:
        files = base | ({path: text} if text is not None else {})
        if text is None:
            files.pop(path, None)
        # The second acceptable version of REST has a twin, so that its number is shared.
        if text is not None and "TB2022-2a" in text:
            files["assignments/2022/TB2022-2b.yaml"] = text.replace("TB2022-2a", "TB2022-2b")
        return ListedMemory({f"ledger/{name}": content for name, content in files.items()})

    def told(text: str | None) -> bool:
        same(tree(text), cache)
        findings = recheck(tree(text), cache).findings
        return any(f.code == code and f.file == f"ledger/{ONE}" for f in findings)

    assert not told(before)
    assert told(after)
    assert not told(before)


def test_two_letters_with_one_id_are_both_told_of(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    other = "letters/2022-x.yaml"
    for text in (LETTERS[TB][0], LETTERS[TB][1], LETTERS[TB][0] + "title: Et brev\n"):
        files = {"ledger.yaml": LETTERS["ledger.yaml"][0], TB: LETTERS[TB][0], other: text}
        tree = ListedMemory({f"ledger/{name}": content for name, content in files.items()})
        same(tree, cache)
        told = [f.file for f in recheck(tree, cache).findings if f.code == "L108"]
        assert told == [f"ledger/{TB}", f"ledger/{other}"]


def test_the_index_and_revisions(tmp_path: Path) -> None:
    random = Random(5)
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for step, _ in enumerate(edits(random, repo)):
        repo.git("add", "--all", "--force")
        settle()
        repository = Repository.open(repo.folder)
        same(repository.index_tree(), cache)
        repo.git("commit", "--quiet", "--allow-empty", "-m", str(step))
        same(repository.tree("HEAD"), cache)
        same(WorkingTree(repo.folder), cache)


def test_another_branch_and_back(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    repo.commit("one", {path: versions[0] for path, versions in ASSIGNMENTS.items()})
    repo.git("switch", "--quiet", "-c", "other")
    repo.commit("two", {path: versions[3] for path, versions in ASSIGNMENTS.items()})
    for branch in ("main", "other", "main", "other"):
        repo.git("switch", "--quiet", branch)
        same(WorkingTree(repo.folder), cache)
        settle()
        same(WorkingTree(repo.folder), cache)


def test_unchanged_files_are_not_opened(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for path in (*LETTERS, ONE, TWO):
        repo.write(f"ledger/{path}", POOL[path][0])
    settle()
    recheck(WorkingTree(repo.folder), cache)
    repo.write(f"ledger/{ONE}", POOL[ONE][1])
    opened: list[str] = []
    listening = True

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and str(arguments[0]).endswith(".yaml"):
            opened.append(Path(str(arguments[0])).name)

    sys.addaudithook(note)
    recheck(WorkingTree(repo.folder), cache)
    listening = False
    assert opened == ["TB2022-1.yaml"]


def test_a_file_that_changes_under_a_run(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    repo.write(f"ledger/{ONE}", POOL[ONE][0])
    settle()
    tree = WorkingTree(repo.folder)
    reread(tree, cache)
    (entry,) = reread(tree, cache).entries
    assert entry.record is not None
    repo.write(f"ledger/{ONE}", POOL[ONE][1])
    with pytest.raises(ChangedMeanwhile, match=r"TB2022-1\.yaml was changed"):
        _ = entry.content


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 500, b"00000000 2\n[]\n", b"[[1]]"])
def test_a_damaged_cache_is_healed(tmp_path: Path, damage: bytes) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for path in (*LETTERS, ONE):
        repo.write(f"ledger/{path}", POOL[path][0])
    settle()
    tree = WorkingTree(repo.folder)
    same(tree, cache)
    assert cache.folder is not None
    for file in cache.folder.iterdir():
        file.write_bytes(damage)
    same(tree, cache)
    sizes = {file.name: file.stat().st_size for file in cache.folder.iterdir()}
    same(tree, cache)
    assert {file.name: file.stat().st_size for file in cache.folder.iterdir()} == sizes


def test_a_cache_that_says_nothing_we_know_is_as_if_it_were_empty(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    assert cache.folder is not None
    repo.write(f"ledger/{ONE}", POOL[ONE][0])
    settle()
    for odd in (b"[1,2]\n\n7\n", b"7\n", b"[1,2]\n", b'{"a":1}\n', b"\n"):
        for name in ("rows", "records", "data-assignment"):
            cache.write(name, odd)
        for file in cache.folder.glob("inventory-*"):
            cache.write(file.name, odd)
        same(WorkingTree(repo.folder), cache)
        held = cache.read("rows")
        assert held is not None
        assert b"TB2022-1.yaml" in held


def test_the_families_that_are_checked() -> None:
    active = {row.code for row in rules.table().values() if row.check}
    assert {code[0] for code in active} == rules.CHECKED
    split = [row.code for row in (*rules.of_record(), *rules.whole_ledger())]
    assert sorted(split) == sorted(active)
