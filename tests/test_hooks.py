"""The hooks, run by git: those of pre-commit with this project's configuration, and our own."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hdirledger.canonical import canonical
from hdirledger.hooks import HOOKS, MARK
from hdirledger.ledger import type_of
from hdirledger.source import find_project

from .repos import Repo
from .support import ROOT, assignment, hdirledger, letter

PROJECT = find_project(Path(__file__).parent)
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
SHA256 = "79638873da151e9482a082152ae6387794b2d827c8fa73da1eefbe6ac277c7af"
TEXT = f"text: {{file: brev.txt, sha256: {SHA256}, lines: '3000'}}\n"
ONE = "assignments/2022/TB2022-1.yaml"
TWO = "assignments/2022/TB2022-2.yaml"
POST = "allocations/2022/0714.21/2022-tb.yaml"
BAD = "nonsense: [\n"


def formed(path: str, text: str) -> str:
    """A record in its canonical form."""
    found = canonical(text.encode(), type_of(f"ledger/{path}"), f"ledger/{path}").text
    assert found is not None
    return found


def files(texts: dict[str, str]) -> dict[str, str | bytes | None]:
    return {path: formed(path, text) for path, text in texts.items()}


def given(name: str, rest: str = "", by: str = "2022-tb", then: str = "") -> str:
    return assignment(name, rest, departments="KTA", given=by, then=then)


TB = files(
    {
        "ledger.yaml": ROOT + "  - 2022-tb\n",
        "letters/2022-tb.yaml": letter("2022-tb", "main", dated="'2022-01-10'") + TEXT,
        ONE: given("TB2022-1", "deadlines: [{due: '2022-08-31', lines: '10'}]\nsummary: Kort."),
        POST: "{posts: ['0714.21'], letter: 2022-tb, year: '2022', amount: 100 000,"
        " stated: allocated, appropriation: none, name: Drift, lines: '20'}",
    }
)
DUE = "{due: '2022-08-31', lines: '10', until: 2022-ttb-1}"
MOVED = "{due: '2022-09-30', lines: '11', since: 2022-ttb-1}"
TTB = files(
    {
        "ledger.yaml": ROOT + "  - 2022-tb\n  - 2022-ttb-1\n",
        "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="'2022-06-01'") + TEXT,
        ONE: given("TB2022-1", f"deadlines: [{DUE}, {MOVED}]\nsummary: Kort.",
                   then="2022-ttb-1 deadline-changed"),
    }
)  # fmt: skip


@dataclass
class Clone:
    """A clone with hooks, whose remote is bare. What git says is kept, since that is what people
    see; ``call`` is git, or something else, in the work tree."""

    repo: Repo
    home: Path

    def call(
        self, *command: str, where: Path | None = None, when: str = "2022-03-01T12:00:00+01:00"
    ) -> tuple[bool, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
        clean |= {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Åse", "GIT_AUTHOR_EMAIL": "a@example.no", "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": "Åse", "GIT_COMMITTER_EMAIL": "a@example.no",
            "GIT_COMMITTER_DATE": when, "PRE_COMMIT_HOME": str(self.home), "GIT_EDITOR": "true",
            # Nothing here may need a network.
            "https_proxy": "http://127.0.0.1:9", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        done = subprocess.run(
            command, cwd=where or self.repo.folder, env=clean, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.returncode == 0, done.stdout.decode("utf-8", "replace")

    def write(self, texts: dict[str, str | bytes | None]) -> None:
        for path, text in texts.items():
            self.repo.write(f"ledger/{path}", text)

    def stage(self, texts: dict[str, str | bytes | None]) -> None:
        self.write(texts)
        self.repo.git("add", "--all", "ledger")

    def git(self, *arguments: str) -> str:
        """Git, which must succeed."""
        done, said = self.call("git", *arguments)
        assert done, (arguments, said)
        return said

    def commit(self, message: str, *arguments: str) -> str:
        """A commit that must be made."""
        return self.git("commit", "-m", message, *arguments)

    def refused(self, *arguments: str) -> str:
        """What git says when a hook stops it; the work tree and the index stay as they were."""
        before, head = self.state(), self.repo.git("rev-parse", "HEAD")
        done, said = self.call("git", *arguments)
        assert not done, said
        assert "Traceback" not in said
        assert (self.state(), self.repo.git("rev-parse", "HEAD")) == (before, head)
        return said

    def state(self) -> tuple[str, str]:
        return self.repo.git("diff"), self.repo.git("diff", "--cached")


def by_pre_commit(clone: Clone) -> None:
    done, said = clone.call(str(PRE_COMMIT), "install")
    assert done, said
    for name in HOOKS:
        assert f"hooks/{name}" in said


def by_ourselves(clone: Clone) -> None:
    done, said = clone.call("scripts/hdirledger", "hooks", "install")
    assert (done, said) == (True, "installed: pre-commit, pre-merge-commit, commit-msg, pre-push\n")


@pytest.fixture(params=[by_pre_commit, by_ourselves], ids=["pre-commit", "our own"])
def hooked(tmp_path: Path, request: pytest.FixtureRequest) -> Clone:
    """A clone with hooks of either kind."""
    return make_clone(tmp_path, request.param)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone with our own hooks, where it makes no difference who calls."""
    return make_clone(tmp_path, by_ourselves)


def make_clone(folder: Path, install: Callable[[Clone], None]) -> Clone:
    Repo(folder / "remote.git", init=False).folder.mkdir(parents=True)
    repo = Repo(folder / "bøker og brev")
    subprocess.run(["git", "init", "--quiet", "--bare", folder / "remote.git"], check=True)
    for name in (".pre-commit-config.yaml", ".gitattributes"):
        repo.write(name, (PROJECT / name).read_bytes())
    package = shlex.quote(str(PROJECT))
    repo.write(
        "scripts/hdirledger",
        f'#!/bin/sh\nPYTHONPATH={package} exec {shlex.quote(sys.executable)} -m hdirledger "$@"\n',
    )
    (repo.folder / "scripts/hdirledger").chmod(0o755)
    repo.commit("Begin")
    repo.commit("Register 2022-tb\n\nLetter: 2022-tb", TB)
    repo.git("remote", "add", "origin", str(folder / "remote.git"))
    repo.git("push", "--quiet", "--set-upstream", "origin", "main")
    clone = Clone(repo, folder / "pre-commit")
    install(clone)
    return clone


# What every commit meets


def test_a_letter_is_registered_and_four_mistakes_are_refused(hooked: Clone) -> None:
    hooked.git("switch", "--quiet", "--create", "brev")
    hooked.stage({**TTB, ONE: str(TTB[ONE]).replace("summary:", "sumary:")})
    assert "unknown key sumary" in hooked.refused("commit", "-m", "x\n\nLetter: 2022-ttb-1")
    hooked.stage(TTB)
    assert "J101" in hooked.refused("commit", "-m", "Register 2022-ttb-1")
    overwritten = given("TB2022-1", f"deadlines: [{MOVED}]\nsummary: Kort.",
                        then="2022-ttb-1 deadline-changed")  # fmt: skip
    hooked.stage({ONE: formed(ONE, overwritten)})
    said = hooked.refused("commit", "-m", "x\n\nLetter: 2022-ttb-1")
    assert "deadlines[2022-08-31] is removed, which 2022-tb said" in said
    hooked.stage({**TTB, POST: str(TB[POST]).replace("100 000", "90 000")})
    assert "J107" in hooked.refused("commit", "-m", "x\n\nLetter: 2022-ttb-1")
    hooked.stage(TB | TTB)
    hooked.commit("Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    hooked.git("push", "--quiet", "origin", "brev")


def test_a_deletion_alone_is_seen(clone: Clone) -> None:
    clone.stage({POST: None})
    assert "J101" in clone.refused("commit", "-m", "Tidy")
    assert "J108" in clone.refused("commit", "-m", "Tidy\n\nEditorial: tidy")
    clone.commit("Never was\n\nCorrects: 2022-tb")


def test_what_is_staged_is_judged_and_not_what_lies_beside_it(hooked: Clone) -> None:
    words = {ONE: str(TB[ONE]).replace("Kort.", "Lengre.")}
    hooked.stage(words)
    hooked.write({ONE: BAD})
    hooked.commit("Words\n\nEditorial: clearer")
    assert (hooked.repo.folder / "ledger" / ONE).read_text() == BAD
    hooked.stage({ONE: BAD})
    hooked.write(words)
    assert "S105" in hooked.refused("commit", "-m", "x\n\nEditorial: x")
    assert (hooked.repo.folder / "ledger" / ONE).read_text() == words[ONE]


def test_what_is_only_announced_is_not_judged(hooked: Clone) -> None:
    hooked.stage({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    hooked.write({TWO: BAD})
    hooked.repo.git("add", "--intent-to-add", f"ledger/{TWO}")
    hooked.commit("Words\n\nEditorial: clearer")


def test_form_is_told_with_the_command_that_mends_it(clone: Clone) -> None:
    clone.stage({ONE: str(TB[ONE]).replace('"2022-08-31"', "2022-08-31")})
    said = clone.refused("commit", "-m", "x\n\nEditorial: x")
    assert f"hdirledger fmt ledger/{ONE}" in said
    done, _ = clone.call("scripts/hdirledger", "fmt", f"ledger/{ONE}")
    assert done
    assert clone.repo.git("diff", "--name-only", "HEAD") == ""


def test_a_commit_of_all_that_changed(clone: Clone) -> None:
    clone.write({ONE: BAD})
    assert "S105" in clone.refused("commit", "-a", "-m", "x\n\nEditorial: x")
    clone.write({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    assert "J101" in clone.refused("commit", "-a", "-m", "x")
    clone.commit("Words\n\nEditorial: clearer", "-a")


def test_a_commit_of_some_paths_only(hooked: Clone) -> None:
    """Git makes an index of its own for it, and leaves out what is staged besides."""
    hooked.stage({POST: BAD})
    hooked.write({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    path = f"ledger/{ONE}"
    hooked.commit("Words\n\nEditorial: clearer", "--", path)
    assert hooked.repo.git("diff", "--cached", "--name-only") == f"ledger/{POST}"
    hooked.write({ONE: BAD})
    hooked.repo.git("reset", "--quiet")
    assert "S105" in hooked.refused("commit", "-m", "x\n\nEditorial: x", "--", path)


def test_an_amendment(clone: Clone) -> None:
    clone.stage(TTB)
    clone.commit("Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    clone.stage({ONE: str(TTB[ONE]).replace("2022-09-30", "2022-09-29")})
    clone.git("commit", "--amend", "--no-edit")
    clone.stage({POST: str(TB[POST]).replace("100 000", "90 000")})
    assert "J107" in clone.refused("commit", "--amend", "--no-edit")


def test_a_commit_after_a_merge_is_no_amendment_of_it(clone: Clone) -> None:
    """A merge needs no trailer, and main mostly ends with one."""
    clone.git("switch", "--quiet", "--create", "letter")
    clone.stage(TTB)
    clone.commit("Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    clone.git("switch", "--quiet", "main")
    clone.git("merge", "--quiet", "--no-ff", "-m", "Merge", "letter")
    clone.stage({ONE: str(TTB[ONE]).replace("Kort.", "Lengre.")})
    later = ("-c", "user.name=Åse", "commit", "--date", "2040-01-01T00:00:00")
    assert "J101" in clone.refused(*later, "-m", "x")
    clone.git("commit", "--amend", "--no-edit")


def test_in_a_worktree_and_from_elsewhere(clone: Clone, tmp_path: Path) -> None:
    other = tmp_path / "annet tre"
    clone.git("worktree", "add", "--quiet", str(other), "-b", "other")
    path = other / "ledger" / ONE
    path.write_text(BAD)
    done, said = clone.call("git", "commit", "-a", "-m", "x\n\nEditorial: x", where=other)
    assert (done, "S105" in said) == (False, True)
    path.write_text(str(TB[ONE]).replace("Kort.", "Lengre."))
    command = ("git", "-C", str(other), "commit", "-a", "-m")
    done, said = clone.call(*command, "x", where=tmp_path)
    assert (done, "J101" in said) == (False, True)
    done, said = clone.call(*command, "Words\n\nEditorial: clearer", where=tmp_path)
    assert done, said


def test_a_message_from_the_editor(clone: Clone) -> None:
    """Comments and what stands below the scissors are none of the message."""
    clone.stage({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    template = clone.repo.folder.parent / "template"
    template.write_text("Words\n\n# Editorial: a comment\n\n")
    assert "J101" in clone.refused("commit", "--edit", "--verbose", "-F", str(template))
    template.write_text("Words\n\nEditorial: clearer\n# A comment.\n")
    clone.git("commit", "--edit", "--verbose", "-F", str(template))


def test_another_comment_character(clone: Clone) -> None:
    clone.repo.git("config", "core.commentChar", ";")
    clone.stage({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    template = clone.repo.folder.parent / "template"
    template.write_text("Words\n\nEditorial: clearer\n; A comment.\n")
    clone.git("commit", "--edit", "--verbose", "-F", str(template))


# Merges


def other_branch(clone: Clone, texts: dict[str, str | bytes | None], message: str) -> None:
    clone.git("switch", "--quiet", "--create", "other", "main")
    clone.stage(texts)
    clone.commit(message)
    clone.git("switch", "--quiet", "main")


def test_a_clean_merge_that_makes_the_ledger_wrong(hooked: Clone) -> None:
    """One branch takes a department out, while the other one gives it an assignment."""
    without = str(TB["ledger.yaml"]).replace("  - code: SHA\n", "")
    other_branch(hooked, {"ledger.yaml": without}, "Departments\n\nEditorial: nobody has it")
    text = given("TB2022-2").replace("KTA", "SHA")
    hooked.stage({TWO: formed(TWO, text)})
    hooked.commit("Two\n\nCorrects: 2022-tb")
    head = hooked.repo.git("rev-parse", "HEAD")
    done, said = hooked.call("git", "merge", "--no-edit", "other")
    assert (done, "there is no department SHA" in said) == (False, True)
    assert hooked.repo.git("rev-parse", "HEAD") == head


def test_a_merge_needs_no_trailer(clone: Clone) -> None:
    other_branch(clone, TTB, "Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    clone.stage({TWO: formed(TWO, given("TB2022-2", "summary: To."))})
    clone.commit("Two\n\nCorrects: 2022-tb")
    clone.git("merge", "--no-ff", "--no-edit", "other")
    clone.git("push", "--quiet", "origin", "main")


def test_a_merge_with_a_conflict(clone: Clone) -> None:
    other_branch(clone, TTB, "Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    corrected = str(TB[ONE]).replace('lines: "10"', 'lines: "9"', 1)
    clone.stage({ONE: corrected})
    clone.commit("Another line\n\nCorrects: 2022-tb")
    done, said = clone.call("git", "merge", "--no-edit", "other")
    assert (done, "CONFLICT" in said) == (False, True)
    # One side alone is not what both said.
    clone.stage({ONE: corrected})
    assert "J106" in clone.refused("commit", "--no-edit")
    clone.stage({ONE: str(TTB[ONE]).replace('lines: "10"', 'lines: "9"', 1)})
    clone.git("commit", "--no-edit")
    clone.git("push", "--quiet", "origin", "main")


# What runs no other hook meets the one before a push


def test_a_revert_is_refused_when_it_is_pushed(hooked: Clone) -> None:
    hooked.stage(TTB)
    hooked.commit("Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    hooked.git("push", "--quiet", "origin", "main")
    hooked.git("revert", "--no-edit", "HEAD")
    assert "J101" in hooked.refused("push", "origin", "main")
    hooked.git("commit", "--amend", "--quiet", "-m", "Not yet\n\nCorrects: 2022-ttb-1")
    hooked.git("push", "--quiet", "origin", "main")


def wrong_on(clone: Clone, branch: str) -> None:
    """A branch with a commit that was made without hooks and is wrong."""
    clone.git("switch", "--quiet", "--create", branch)
    clone.stage({POST: str(TB[POST]).replace("100 000", "90 000")})
    clone.commit("Wrong\n\nEditorial: x", "--no-verify")


def test_a_new_branch_a_fast_forward_and_a_cherry_pick(clone: Clone) -> None:
    wrong_on(clone, "wrong")
    assert "J107" in clone.refused("push", "origin", "wrong")
    clone.git("switch", "--quiet", "main")
    clone.git("merge", "--ff-only", "wrong")
    assert "J107" in clone.refused("push", "origin", "main")
    clone.git("reset", "--hard", "--quiet", "HEAD~1")
    clone.git("cherry-pick", "wrong")
    assert "J107" in clone.refused("push", "origin", "main")


def test_a_push_by_force_judges_what_the_remote_lacks(clone: Clone) -> None:
    clone.git("switch", "--quiet", "--create", "branch")
    clone.stage(TTB)
    clone.commit("Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    clone.git("push", "--quiet", "origin", "branch")
    clone.git("commit", "--amend", "--quiet", "-m", "Reworded", "--no-verify")
    assert "J101" in clone.refused("push", "--force", "origin", "branch")
    clone.git("commit", "--amend", "--quiet", "-m", "Reworded\n\nLetter: 2022-ttb-1")
    clone.git("push", "--quiet", "--force", "origin", "branch")


def test_deleting_a_branch_and_pushing_tags(clone: Clone) -> None:
    clone.git("push", "--quiet", "origin", "main:old")
    clone.git("push", "--quiet", "origin", "--delete", "old")
    clone.git("tag", "--annotate", "-m", "Books of March", "books")
    clone.git("push", "--quiet", "origin", "books")
    wrong_on(clone, "wrong")
    clone.git("tag", "wrong-books")
    assert "J107" in clone.refused("push", "origin", "wrong-books")
    # A tag need not be of a commit.
    blob = clone.repo.git("hash-object", "-w", "scripts/hdirledger")
    clone.git("tag", "blob", blob)
    clone.git("push", "--quiet", "origin", "blob")


def test_the_first_push_of_everything(hooked: Clone, tmp_path: Path) -> None:
    bare = tmp_path / "new.git"
    subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)
    hooked.git("remote", "add", "new", str(bare))
    hooked.git("push", "--quiet", "new", "main")
    wrong_on(hooked, "wrong")
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "newer.git"], check=True)
    assert "J107" in hooked.refused("push", str(tmp_path / "newer.git"), "wrong")


def test_several_branches_at_once(clone: Clone) -> None:
    clone.git("branch", "fine")
    wrong_on(clone, "wrong")
    assert "J107" in clone.refused("push", "origin", "fine", "wrong")


def test_what_is_to_be_melted_into_another_commit(clone: Clone) -> None:
    clone.stage({ONE: str(TB[ONE]).replace("Kort.", "Lengre.")})
    clone.commit("fixup! Register 2022-tb")
    assert "J101" in clone.refused("push", "origin", "main")


def test_what_is_no_ledger_is_not_held_up(clone: Clone) -> None:
    clone.repo.write("readme.txt", "x")
    clone.repo.git("add", "readme.txt")
    clone.commit("Something else")
    clone.git("switch", "--quiet", "--orphan", "pages")
    clone.repo.write("index.html", "x")
    clone.repo.git("add", "index.html")
    clone.commit("Pages")
    clone.git("push", "--quiet", "origin", "pages")


# Installing our own hooks


def test_hooks_of_others_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "x")
    repo.commit("Register 2022-tb\n\nLetter: 2022-tb", TB)
    folder = repo.folder / ".git/hooks"
    (folder / "commit-msg").write_text("#!/bin/sh\nexit 0\n")
    assert hdirledger(repo.folder, "hooks", "install") == 2
    assert "is not ours; nothing was written" in capsys.readouterr().err
    assert not (folder / "pre-commit").exists()
    (folder / "commit-msg").unlink()
    assert hdirledger(repo.folder, "hooks", "install") == 0
    assert hdirledger(repo.folder, "hooks", "install") == 0
    texts = {name: (folder / name).read_text() for name in HOOKS}
    assert all(MARK in text and os.access(folder / name, os.X_OK) for name, text in texts.items())
    (folder / "pre-push").write_text("#!/bin/sh\nexit 0\n")
    assert hdirledger(repo.folder, "hooks", "remove") == 0
    assert capsys.readouterr().out.endswith("removed: pre-commit, pre-merge-commit, commit-msg\n")
    assert {path.name for path in folder.iterdir() if not path.name.endswith(".sample")} == {
        "pre-push"
    }


def test_hooks_in_another_folder_are_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / "x")
    repo.commit("Register 2022-tb\n\nLetter: 2022-tb", TB)
    repo.git("config", "core.hooksPath", "my hooks")
    assert hdirledger(repo.folder, "hooks", "install") == 2
    assert "git looks for hooks in my hooks (core.hooksPath)" in capsys.readouterr().err


def test_a_ledger_below_the_root_of_a_bigger_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "big")
    for path, text in TB.items():
        repo.write(f"under mappe/ledger/{path}", text)
    repo.commit("Register 2022-tb\n\nLetter: 2022-tb")
    assert hdirledger(repo.folder / "under mappe", "hooks", "install") == 0
    # A module of that name in the work tree is not the program.
    repo.write("hdirledger/__main__.py", "raise SystemExit(0)\n")
    clone = Clone(repo, tmp_path)
    repo.write(f"under mappe/ledger/{ONE}", BAD)
    repo.git("add", "--all")
    assert "S105" in clone.refused("commit", "-m", "x\n\nEditorial: x")
    repo.git("reset", "--quiet", "--hard")
    repo.git("rm", "-r", "--quiet", "under mappe")
    assert "is gone from the work tree" in clone.refused("commit", "-m", "x\n\nEditorial: x")
    repo.git("reset", "--quiet", "--hard")
    clone.git("switch", "--quiet", "--orphan", "pages")
    repo.write("index.html", "x")
    repo.git("add", "index.html")
    clone.commit("Pages")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "HDIRLEDGER", "PRE_COMMIT", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
