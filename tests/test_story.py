"""One year of an office, from a clone to books that every command agrees on.

Kari, Ola and Per each register a letter on a branch of their own, with the commands, behind the
hooks of pre-commit, against one bare remote.
"""

import csv
import io
from pathlib import Path
from typing import Any

from .repos import Repo
from .test_hooks import Clone, by_pre_commit, make_clone

ONE = "ledger/assignments/2022/TB2022-1.yaml"
POST = "ledger/allocations/2022/0714.21/2022-tb.yaml"
ROOT = "ledger/ledger.yaml"
LETTER = "Brev\n\nTB2022-1\nFristen utsettes.\n\nNytt oppdrag\n" + "Tekst.\n" * 30


class Colleague:
    """Somebody with a clone of the office's books and the project's hooks in it."""

    def __init__(self, clone: Clone, letters: Path) -> None:
        self.clone = clone
        self.letters = letters

    def do(self, *arguments: str) -> str:
        """A command of hdirledger, which must succeed."""
        done, said = self.clone.call("scripts/hdirledger", *arguments)
        assert done, (arguments, said)
        return said

    def git(self, *arguments: str) -> str:
        return self.clone.git(*arguments)

    def begin(self, letter: str, day: str) -> None:
        """Begin a letter on its branch."""
        text = self.letters / f"{letter}.txt"
        text.write_text(f"{letter}\n{LETTER}", encoding="utf-8")
        self.do("register", letter, "--text", str(text), "--dated", day)

    def postpone(self, letter: str, due: str, lines: str) -> None:
        """What the letter does to the deadline of TB2022-1."""
        self.do("change", "TB2022-1", "--letter", letter, "--action", "deadline-changed",
                "--due", due, "--lines", lines)  # fmt: skip

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """The rows of a report."""
        return list(csv.DictReader(io.StringIO(self.do(*arguments, "--format", "csv"))))

    def read(self, path: str) -> str:
        return (self.clone.repo.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.clone.repo.folder / path).write_text(text, encoding="utf-8")

    def refused(self, code: str, path: str, old: str, new: str, message: str) -> None:
        """An edit by hand that a hook must stop; it is taken back afterwards."""
        before = self.read(path)
        assert old in before
        self.write(path, before.replace(old, new))
        self.git("add", "ledger")
        assert code in self.clone.refused("commit", "-m", message)
        self.write(path, before)
        self.git("add", "ledger")


def colleague(kari: Colleague, folder: Path, name: str) -> Colleague:
    """Another clone of the same remote."""
    remote = kari.git("remote", "get-url", "origin").strip()
    repo = Repo(folder / name, init=False)
    clone = Clone(repo, folder / "pre-commit")
    done, said = clone.call(
        "git", "clone", "--quiet", "--branch", "main", remote, str(repo.folder), where=folder
    )
    assert done, said
    by_pre_commit(clone)
    return Colleague(clone, kari.letters)


def test_three_letters_a_clash_and_a_correction(tmp_path: Path) -> None:
    kari = Colleague(make_clone(tmp_path, by_pre_commit), tmp_path)
    ola, per = (colleague(kari, tmp_path, name) for name in ("ola", "per"))
    opened = kari.git("rev-parse", "HEAD").strip()

    # Kari registers a letter. Four mistakes do not get past the hooks.
    kari.begin("2022-ttb-1", "2022-06-01")
    kari.postpone("2022-ttb-1", "2022-09-30", "4-5")
    kari.do("give", "assignment", "TTB2022-1", "--title", "Et nytt oppdrag", "--departments", "KTA",
            "--lines", "7-8")  # fmt: skip
    kari.do("move", "allocate", "714.21", "2,1 mill.", "--lines", "9")
    kari.git("add", "ledger")
    wanted = "Register 2022-ttb-1\n\nLetter: 2022-ttb-1"
    kari.refused("unknown key sumary", ONE, "summary:", "sumary:", wanted)
    kari.refused("J101", ONE, "Kort.", "Kort nok.", "Register 2022-ttb-1")
    ended = '  - due: "2022-08-31"\n    lines: "10"\n    until: 2022-ttb-1\n'
    kari.refused("J105", ONE, ended, "", wanted)
    kari.refused("J107", POST, "100 000", "90 000", wanted)
    assert "Committed as" in kari.do("register", "--done", "--commit")
    kari.git("push", "--quiet", "origin", "letter/2022-ttb-1")

    # It lands, while Ola changes the same assignment and Per takes the same number.
    ola.begin("2022-ttb-2", "2022-07-01")
    ola.postpone("2022-ttb-2", "2022-10-31", "4-5")
    ola.do("register", "--done", "--commit")
    per.begin("2022-ttb-3", "2022-08-01")
    per.do("give", "assignment", "TTB2022-01", "--title", "Noe annet", "--departments", "SHA",
           "--lines", "7")  # fmt: skip
    per.do("register", "--done", "--commit")
    kari.git("switch", "--quiet", "main")
    kari.git("merge", "--quiet", "--no-ff", "-m", "Merge 2022-ttb-1", "letter/2022-ttb-1")
    kari.git("push", "--quiet", "origin", "main")
    landed = kari.git("rev-parse", "HEAD").strip()

    # Ola's branch meets it in two files. Both letters' items stay, in the letters' order.
    ola.git("fetch", "--quiet")
    done, said = ola.clone.call("git", "merge", "--no-ff", "origin/main")
    assert not done
    assert said.count("CONFLICT") == 2, said
    ola.git("checkout", "--quiet", "--theirs", ROOT, ONE)
    ola.write(ROOT, ola.read(ROOT) + "  - 2022-ttb-2\n")
    ola.postpone("2022-ttb-2", "2022-10-31", "4-5")
    ola.git("add", "ledger")
    ola.git("commit", "--quiet", "--no-edit")
    ola.do("check", "--journal", "origin/main..HEAD")
    ola.git("switch", "--quiet", "main")
    ola.git("merge", "--quiet", "--ff-only", "origin/main")
    ola.git("merge", "--quiet", "--no-ff", "-m", "Merge 2022-ttb-2", "letter/2022-ttb-2")
    ola.git("push", "--quiet", "origin", "main")

    # Per's branch conflicts only in the order of the letters, but the ledger would be wrong.
    per.git("fetch", "--quiet")
    done, said = per.clone.call("git", "merge", "--no-ff", "origin/main")
    assert not done
    assert said.count("CONFLICT") == 1, said
    per.git("checkout", "--quiet", "--theirs", ROOT)
    per.write(ROOT, per.read(ROOT) + "  - 2022-ttb-3\n")
    per.git("add", "ledger")
    assert "S302" in per.clone.refused("commit", "--no-edit")
    per.git("merge", "--abort")
    per.do("correct", "2022-ttb-3", "TTB2022-01", "--delete")
    per.do("give", "assignment", "TTB2022-3", "--title", "Noe annet", "--departments", "SHA",
           "--lines", "7", "--letter", "2022-ttb-3")  # fmt: skip
    per.git("add", "ledger")
    per.git("commit", "--quiet", "-m", "Read the number again\n\nCorrects: 2022-ttb-3")
    done, _ = per.clone.call("git", "merge", "--no-ff", "origin/main")
    assert not done
    per.git("checkout", "--quiet", "--theirs", ROOT)
    per.write(ROOT, per.read(ROOT) + "  - 2022-ttb-3\n")
    per.git("add", "ledger")
    per.git("commit", "--quiet", "--no-edit")
    per.git("switch", "--quiet", "main")
    per.git("merge", "--quiet", "--ff-only", "origin/main")
    per.git("merge", "--quiet", "--no-ff", "-m", "Merge 2022-ttb-3", "letter/2022-ttb-3")
    per.git("push", "--quiet", "origin", "main")

    # Kari finds that the first deadline was misread, though two letters have moved it since.
    kari.git("pull", "--quiet", "--ff-only")
    before = kari.git("rev-parse", "HEAD").strip()
    kari.do("correct", "2022-tb", "TB2022-1", "deadlines[due=2022-08-31].due", "2022-08-15")
    kari.git("add", "ledger")
    assert "J105" in kari.clone.refused("commit", "-m", "Mend\n\nLetter: 2022-ttb-1")
    kari.git("commit", "--quiet", "-m", "Read the date again\n\nCorrects: 2022-tb")
    kari.git("push", "--quiet", "origin", "main")

    # The books agree with themselves, whatever they are asked.
    assert " 0 errors, 0 warnings" in kari.do("check")
    assert " 0 errors, 0 warnings" in kari.do("check", "--journal", f"{opened}..HEAD")

    def due(*arguments: str) -> list[tuple[str, str]]:
        rows = kari.rows("deadlines", "--today", "2022-01-11", "--assignments-only", *arguments)
        return [(row["id"], row["due"]) for row in rows]

    assert due() == [("TB2022-1", "2022-10-31")]
    assert due("--through", "2022-ttb-1") == [("TB2022-1", "2022-09-30")]
    assert due("--through", "2022-tb") == [("TB2022-1", "2022-08-15")]
    # What was believed to have been said by then, before the correction and after it.
    assert due("--at", landed) == [("TB2022-1", "2022-09-30")]
    assert due("--at", before, "--through", "2022-tb") == [("TB2022-1", "2022-08-31")]
    assert due("--at", opened) == [("TB2022-1", "2022-08-31")]
    ids = [row["id"] for row in kari.rows("list", "--at", landed)]
    assert ids == [row["id"] for row in kari.rows("list", "--through", "2022-ttb-1")]
    assert ids == ["TB2022-1", "TTB2022-1"]
    assert [row["id"] for row in kari.rows("list")] == ["TB2022-1", "TTB2022-1", "TTB2022-3"]
    now = kari.rows("budget", "--year", "2022", "--post", "714.21")[0]
    assert (now["given"], now["changed"], now["now"]) == ("100000", "2100000", "2200000")

    told = [
        (row["letters"], row["item"], row["old"], row["new"])
        for row in kari.rows("history", "TB2022-1", "--field", "deadlines")
    ]
    assert ("2022-ttb-1", "deadlines[2022-08-31].until", "", "2022-ttb-1") in told
    assert ("2022-ttb-2", "deadlines[2022-09-30, 2022-ttb-1].until", "", "2022-ttb-2") in told
    mended = [r for r in kari.rows("history") if r["subject"] == "Read the date again"]
    assert {row["letters"] for row in mended} == {"2022-tb"}
    assert any("2022-08-15" in row["new"] for row in mended)
    assert any("2022-08-31" in row["old"] for row in mended)
