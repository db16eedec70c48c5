import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger.git import NotARepository, Repository
from hdirledger.history import History, read_history, replay
from hdirledger.versions import Name, version_of

from .journal import Snapshot, write_history
from .repos import Repo
from .support import assignment
from .views.reading import PROJECT

A = "assignments/2022/TB2022-1.yaml"
B = "assignments/2022/TB2022-2.yaml"
ODD = "assignments/2022/år med mellomrom/TB2022-1.yaml"
PATHS = (A, B, "assignments/2023/TB2022-1.yaml", ODD)
BAD = b"id: TB2022-1\nid: [\n"

Files = dict[str, bytes]


def text(number: int, title: str, deadlines: tuple[str, ...] = ()) -> bytes:
    rows = "".join(f"  - due: {day}\n    lines: '1'\n" for day in deadlines)
    rest = f"deadlines:\n{rows}" if rows else ""
    return assignment(f"TB2022-{number}", title=title).replace("basis:", f"{rest}basis:").encode()


CONTENTS = st.builds(
    text,
    st.integers(1, 3),
    st.sampled_from(["En", "To", "Se TB2022-1"]),
    st.lists(st.sampled_from(["2022-05-01", "2022-08", "asap"]), max_size=3).map(tuple),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Snapshot]:
    """Commits of a main line: edits, moves, copies, deletions, swaps, broken files, reverts,
    cherry-picks, and branches that are merged or squashed. The last commit has no broken file."""
    start: Files = draw(st.dictionaries(st.sampled_from(PATHS), CONTENTS, max_size=3))
    commits = [Snapshot(start)]
    line = [0]
    for _ in range(draw(st.integers(1, 7))):
        now: Files = dict(commits[line[-1]].files)
        act = draw(st.sampled_from(["edit", "revert", "pick", "merge", "squash"]))
        if act == "revert":
            now = dict(commits[draw(st.sampled_from(line))].files)
        elif act == "pick" and len(commits) > 1:
            # What some commit, of any line, did to its first parent is done again.
            number = draw(st.integers(1, len(commits) - 1))
            parent = commits[commits[number].parents[0]].files
            for path in PATHS:
                if commits[number].files.get(path) != parent.get(path):
                    set_file(now, path, commits[number].files.get(path))
        elif act in ("merge", "squash"):
            side = line[-1]
            for _ in range(draw(st.integers(1, 2))):
                there = draw(edits(dict(commits[side].files)))
                commits.append(Snapshot(there, (side,)))
                side = len(commits) - 1
            if draw(st.booleans()):
                # Main goes on beside the branch, and the merge takes some of each.
                commits.append(Snapshot(draw(edits(now)), (line[-1],)))
                line.append(len(commits) - 1)
                now = dict(commits[line[-1]].files)
            for path in PATHS:
                if draw(st.booleans()):
                    set_file(now, path, commits[side].files.get(path))
            parents = (line[-1], side) if act == "merge" else (line[-1],)
            commits.append(Snapshot(now, parents))
            line.append(len(commits) - 1)
            continue
        else:
            now = draw(edits(now))
        commits.append(Snapshot(now, (line[-1],)))
        line.append(len(commits) - 1)
    last = dict(commits[line[-1]].files)
    for path, content in last.items():
        version = version_of(f"ledger/{path}", content)
        if version is None or version.fault is not None:
            last[path] = draw(CONTENTS)
    commits.append(Snapshot(last, (line[-1],)))
    return commits


def set_file(files: Files, path: str, content: bytes | None) -> None:
    if content is None:
        files.pop(path, None)
    else:
        files[path] = content


@st.composite
def edits(draw: st.DrawFn, files: Files) -> Files:
    """One or two acts of a person."""
    files = dict(files)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(PATHS))
        other = draw(st.sampled_from(PATHS))
        act = draw(st.sampled_from(["write", "delete", "move", "copy", "swap", "break"]))
        if act == "write":
            files[path] = draw(CONTENTS)
        elif act == "break":
            files[path] = draw(st.sampled_from([BAD, b"", b"\xff", b"title: x\n"]))
        elif act == "delete":
            files.pop(path, None)
        elif path in files and act == "copy":
            files[other] = files[path]
        elif path in files and act == "move":
            files[other] = files.pop(path)
        elif path in files and other in files and act == "swap":
            files[path], files[other] = files[other], files[path]
    return files


def records_at(repository: Repository) -> dict[Name, object]:
    """The records of the last commit, read from its files alone. Of two files with one id, the
    first by path counts."""
    found: dict[Name, object] = {}
    for file in repository.tree("HEAD").files():
        version = version_of(file.path, file.content)
        if version is not None and version.name is not None:
            found.setdefault(version.name, version.data)
    return found


@settings(max_examples=60)
@given(histories())
def test_folding_all_events_gives_exactly_the_records_of_the_last_commit(
    commits: list[Snapshot],
) -> None:
    with TemporaryDirectory() as folder:
        repository = Repository.open(write_history(Path(folder), commits))
        history = read_history(repository)
        records = records_at(repository)
        assert replay(history.edits) == records
        # Asking for one record gives that record's events, and the same ones.
        for number in (b"1", b"2", b"3"):
            name = ("assignment", f"TB2022-{number.decode()}")
            some = read_history(repository, wanted=lambda c, n=number: b"TB2022-" + n in c)
            assert [e for e in some.events if e.name == name] == [
                e for e in history.events if e.name == name
            ]
        read_history(repository, first_parent=False)


def test_on_the_history_of_this_project() -> None:
    try:
        repository = Repository.open(PROJECT)
        history = read_history(repository)
    except NotARepository:
        return  # An export without history has nothing to replay.
    assert replay(history.edits) == records_at(repository)
    assert history.broken == ()
    if not history.shallow:
        assert all(
            event.letters or event.name[0] == "ledger" for event in history.events if not event.item
        )


def story(folder: Path, *states: dict[str, bytes]) -> History:
    """The history of a line of commits, each with all its files."""
    commits = [Snapshot(files, (n - 1,) if n else ()) for n, files in enumerate(states)]
    return read_history(Repository.open(write_history(folder, commits)))


def told(history: History) -> list[tuple[str, object, object, object]]:
    return [(e.name[1], e.item, e.old, e.new) for e in history.events if e.item]


class TestFilesAndIds:
    def test_a_file_that_moves_keeps_its_history(self, tmp_path: Path) -> None:
        history = story(tmp_path, {A: text(1, "En")}, {ODD: text(1, "To")})
        assert told(history) == [("TB2022-1", ("title",), "En", "To")]
        assert history.edits[-1].path == f"ledger/{ODD}"

    def test_two_records_that_swap_files(self, tmp_path: Path) -> None:
        one, two = text(1, "En"), text(2, "To")
        history = story(tmp_path, {A: one, B: two}, {A: two, B: one})
        assert len(history.events) == 2

    def test_a_record_that_goes_and_comes_again(self, tmp_path: Path) -> None:
        history = story(tmp_path, {A: text(1, "En")}, {}, {A: text(1, "En")})
        assert [(e.old is None, e.new is None) for e in history.events] == [
            (True, False), (False, True), (True, False)]  # fmt: skip


class TestBroken:
    def test_the_next_good_version_is_compared_with_the_last_good_one(self, tmp_path: Path) -> None:
        history = story(tmp_path, {A: text(1, "En")}, {A: BAD}, {A: text(1, "To")})
        assert told(history) == [("TB2022-1", ("title",), "En", "To")]
        (broken,) = history.broken
        assert (broken.path, broken.fault.line) == (f"ledger/{A}", 3)
        assert broken.commit.time < history.events[-1].commit.time

    def test_a_file_that_moved_when_it_broke(self, tmp_path: Path) -> None:
        history = story(tmp_path, {A: text(1, "En")}, {ODD: BAD}, {ODD: text(1, "To")})
        assert told(history) == [("TB2022-1", ("title",), "En", "To")]
        assert len(history.events) == 2

    def test_a_broken_file_that_goes(self, tmp_path: Path) -> None:
        history = story(tmp_path, {A: text(1, "En")}, {A: BAD}, {B: text(2, "To")})
        assert [(e.name[1], e.new is None) for e in history.events] == [
            ("TB2022-1", False), ("TB2022-1", True), ("TB2022-2", False)]  # fmt: skip

    @pytest.mark.parametrize("bad", [b"", b"\xff", b"- a\n", b"title: x\n", b"id: [a]\n"])
    def test_what_never_was_a_record_is_only_a_finding(self, tmp_path: Path, bad: bytes) -> None:
        history = story(tmp_path, {A: bad})
        assert history.edits == ()
        assert len(history.broken) == 1


class TestLines:
    def commits(self) -> list[Snapshot]:
        one, other = text(1, "En"), text(2, "En")
        return [
            Snapshot({A: one, B: other}),
            Snapshot({A: text(1, "To"), B: other}, (0,)),
            Snapshot({A: text(1, "Tre"), B: other}, (1,)),
            Snapshot({A: one, B: text(2, "To")}, (0,)),
            Snapshot({A: text(1, "Tre"), B: text(2, "To")}, (3, 2)),
        ]

    def test_by_first_parents_a_merge_tells_what_landed(self, tmp_path: Path) -> None:
        history = read_history(Repository.open(write_history(tmp_path, self.commits())))
        assert told(history) == [
            ("TB2022-2", ("title",), "En", "To"),
            ("TB2022-1", ("title",), "En", "Tre"),
        ]
        assert len(history.events[-1].commit.parents) == 2

    def test_every_commit_is_held_against_its_own_parent(self, tmp_path: Path) -> None:
        repository = Repository.open(write_history(tmp_path, self.commits()))
        history = read_history(repository, first_parent=False)
        assert sorted((r, o, n) for r, _, o, n in told(history)) == [
            ("TB2022-1", "En", "To"),
            ("TB2022-1", "To", "Tre"),
            ("TB2022-2", "En", "To"),
        ]


class TestShallow:
    def test_its_first_commit_gave_nothing(self, tmp_path: Path) -> None:
        commits = [
            Snapshot({A: text(1, "En")}),
            Snapshot({A: text(1, "To")}, (0,)),
            Snapshot({A: text(1, "Tre")}, (1,)),
        ]
        source = write_history(tmp_path / "source", commits)
        clone = tmp_path / "clone"
        address = source.resolve().as_uri()
        subprocess.run(["git", "clone", "-q", "--depth=2", address, str(clone)], check=True)
        repository = Repository.open(clone)
        history = read_history(repository)
        assert history.shallow
        assert [(e.before, e.old) for e in history.events] == [(True, None), (False, "To")]
        assert replay(history.edits) == records_at(repository)


class TestLetters:
    def letters(self, folder: Path, after: str, message: str = "x") -> History:
        repo = Repo(folder)
        repo.commit("first", {A: assignment("TB2022-1", "area: x")})
        repo.commit(message, {A: after})
        return read_history(Repository.open(folder))

    def test_an_item_names_its_letter(self, tmp_path: Path) -> None:
        after = assignment("TB2022-1", "area: x\ndeadlines: [{due: asap, since: 2022-ttb-2}]")
        history = self.letters(tmp_path, after, "x\n\nLetter: 2022-ttb-9")
        assert [e.letters for e in history.events] == [("2022-tb",), ("2022-ttb-2",)]
        (mismatch,) = history.mismatches
        assert (mismatch.unserved, mismatch.unnamed) == (("2022-ttb-9",), ("2022-ttb-2",))

    def test_else_it_is_the_letter_of_the_new_basis(self, tmp_path: Path) -> None:
        after = assignment("TB2022-1", "area: y", then="2022-ttb-1 amended")
        history = self.letters(tmp_path, after, "x\n\nLetter: 2022-ttb-1")
        assert [e.letters for e in history.events[1:]] == [("2022-ttb-1",), ("2022-ttb-1",)]
        assert history.mismatches == ()

    def test_of_several_the_commit_tells_which(self, tmp_path: Path) -> None:
        after = assignment("TB2022-1", "area: y", then="2022-ttb-1 amended\n2022-ttb-2 noted")
        history = self.letters(tmp_path, after, "x\n\nLetter: 2022-ttb-2")
        assert history.events[1].letters == ("2022-ttb-2",)

    def test_nothing_explains_an_editorial_change(self, tmp_path: Path) -> None:
        history = self.letters(tmp_path, assignment("TB2022-1", "area: y"), "x\n\nLetter: 2022-tb")
        assert history.events[-1].letters == ()
        (mismatch,) = history.mismatches
        assert mismatch.unserved == ("2022-tb",)

    def test_a_correction_serves_the_letter_that_it_corrects(self, tmp_path: Path) -> None:
        after = assignment("TB2022-1", "area: y")
        history = self.letters(tmp_path, after, "x\n\nCorrects: 2022-tb")
        assert history.events[-1].letters == ("2022-tb",)

    def test_nor_is_another_letter_corrected_by_what_the_first_one_said(
        self, tmp_path: Path
    ) -> None:
        after = assignment("TB2022-1", "area: y")
        history = self.letters(tmp_path, after, "x\n\nCorrects: 2022-ttb-1")
        assert history.events[-1].letters == ()

    def test_our_own_words_serve_no_letter(self, tmp_path: Path) -> None:
        after = assignment("TB2022-1", "area: x\nsummary: Kort.")
        history = self.letters(tmp_path, after, "x\n\nCorrects: 2022-tb")
        assert history.events[-1].letters == ()

    @pytest.mark.parametrize("first_parent", [True, False])
    def test_a_letter_that_is_only_cited_serves_those_that_cite_it(
        self, tmp_path: Path, first_parent: bool
    ) -> None:
        repo = Repo(tmp_path)
        root = "agency: x\nministry: y\ndepartments: []\nletters:\n"
        repo.commit("first", {"ledger.yaml": f"{root}  - 2022-tb\n"})
        stub = 'id: 2021-tb\nheld: "no"\nkind: main\nyear: "2021"\nmentions:\n'
        stub += '  - letter: 2022-tb\n    lines: "1"\n'
        files = {"ledger.yaml": f"{root}  - 2021-tb\n  - 2022-tb\n", "letters/2021-tb.yaml": stub}
        repo.commit("x\n\nLetter: 2022-tb", files)
        history = read_history(Repository.open(tmp_path), first_parent=first_parent)
        assert history.mismatches == ()
        assert {letters for e in history.events[1:] for letters in e.letters} == {"2022-tb"}
