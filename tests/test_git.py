"""git, on real repositories."""

import json
import os
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger import gitrun
from hdirledger.git import GitProblem, NotARepository, Repository
from hdirledger.gitlog import Change, Commit, trailers
from hdirledger.gitrun import fields
from hdirledger.ledger import Ledger
from hdirledger.reader import SIZE_LIMIT
from hdirledger.source import File, WorkingTree

from .repos import FILES, Repo

A = "ledger/assignments/2022/TB2022-1.yaml"


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "bøker og brev $HOME")


def told(repository: Repository, **asked: object) -> list[tuple[str, dict[str, str]]]:
    """What the log tells: the subject of each commit, and how each path changed (``+ - ~``)."""
    signs = {(False, True): "+", (True, False): "-", (True, True): "~"}
    return [
        (commit.subject, {c.path: signs[c.old is not None, c.new is not None] for c in changes})
        for commit, changes in repository.log(**asked)  # type: ignore[arg-type]
    ]


# Opening


def test_opens_a_repository(repo: Repo) -> None:
    head = repo.commit("Første", dict(FILES))
    found = Repository.open(repo.folder)
    assert found == Repository(repo.folder, "", False, head, repo.folder / ".git")
    assert found.notes == ()


def test_a_ledger_below_the_root_of_a_bigger_repository(repo: Repo) -> None:
    repo.write("ledger/other.yaml", "a: b\n")
    for path, text in FILES.items():
        repo.write(f"under mappe/æøå/ledger/{path}", text)
    repo.write("under mappe/æøå/ledger/letters/å ø.yaml", "x\n")
    repo.commit()
    found = Repository.open(repo.folder / "under mappe" / "æøå")
    assert (found.top, found.prefix) == (repo.folder, "under mappe/æøå/")
    [(_, changes)] = found.log()
    assert {change.path for change in changes} == {
        *(f"ledger/{path}" for path in FILES),
        "ledger/letters/å ø.yaml",
    }
    assert [file.path for file in found.tree("HEAD").files()] == [
        "ledger/assignments/2022/TB2022-1.yaml",
        "ledger/ledger.yaml",
        "ledger/letters/2022-tb.yaml",
        "ledger/letters/å ø.yaml",
    ]


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(NotARepository, match="is in no git repository"):
        Repository.open(tmp_path)


def test_no_git_program(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.folder))
    with pytest.raises(GitProblem, match="git is not installed"):
        Repository.open(repo.folder)


def test_an_empty_repository(repo: Repo) -> None:
    found = Repository.open(repo.folder)
    assert found.head is None
    assert found.main_branch() is None
    for ask in (
        lambda: found.resolve("HEAD"),
        lambda: found.resolve("2022-01-01"),
        lambda: found.tree("HEAD"),
        lambda: list(found.log()),
        found.begin,
    ):
        with pytest.raises(GitProblem, match="no commit has been made yet"):
            ask()


def test_an_orphan_branch_does_not_hide_the_others(repo: Repo) -> None:
    head = repo.commit("Første", dict(FILES))
    repo.git("checkout", "--quiet", "--orphan", "ny")
    found = Repository.open(repo.folder)
    assert found.head is None
    assert found.resolve("main").id == head


def test_a_bare_repository_is_refused(repo: Repo, tmp_path: Path) -> None:
    repo.commit("Første", dict(FILES))
    repo.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "bare.git"))
    with pytest.raises(GitProblem, match="is a bare repository, which is not supported"):
        Repository.open(tmp_path / "bare.git")
    repo.git("config", "core.bare", "true")
    with pytest.raises(GitProblem, match="is a bare repository"):
        Repository.open(repo.folder)


def test_submodules_are_refused(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit("Første", dict(FILES))
    repo.git("submodule", "--quiet", "add", str(inner.folder), "sub")
    with pytest.raises(GitProblem, match="is a submodule of"):
        Repository.open(repo.folder / "sub")
    only = Repo(tmp_path / "only")
    for path, text in FILES.items():
        only.write(path, text)
    only.commit()
    repo.git("submodule", "--quiet", "add", str(only.folder), "ledger")
    with pytest.raises(GitProblem, match="is a repository of its own inside"):
        Repository.open(repo.folder)


def test_a_detached_head_and_a_second_worktree(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit("Første", dict(FILES))
    repo.commit("Andre", {"letters/2022-tb.yaml": "x\n"})
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "second"), first)
    found = Repository.open(tmp_path / "second")
    assert (found.top, found.head) == (tmp_path / "second", first)
    assert [subject for subject, _ in told(found)] == ["Første"]
    assert found.resolve("main").subject == "Andre"
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.folder), str(bare))
    Repo(bare, init=False).git("worktree", "add", "--quiet", str(tmp_path / "third"), "main")
    assert [subject for subject, _ in told(Repository.open(tmp_path / "third"))] == [
        "Første",
        "Andre",
    ]


def test_a_shallow_clone_says_what_it_cannot_know(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit("Første", dict(FILES), when="2022-02-01T12:00:00+01:00")
    cut = repo.commit("Andre", {"letters/2022-tb.yaml": "x\n"}, when="2022-02-02T12:00:00+01:00")
    repo.commit("Tredje", {"letters/2022-tb.yaml": "y\n"}, when="2022-02-03T12:00:00+01:00")
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.folder}", str(clone))
    found = Repository.open(clone)
    assert found.shallow
    [note] = found.notes
    assert note.startswith(f"this clone is shallow: what was done before commit {cut[:10]} of 2022")
    assert found.resolve("2022-02-02").id == cut
    with pytest.raises(GitProblem, match=r"shallow and begins with commit .* cannot tell of 2022-"):
        found.resolve("2022-02-01")
    with pytest.raises(GitProblem, match="in this clone, which is shallow"):
        found.resolve(first)
    (commit, _), _ = found.log()
    assert (commit.id, commit.parents) == (cut, ())


# Revisions and dates


def test_revisions(repo: Repo) -> None:
    first = repo.commit("Første", dict(FILES), when="2022-02-01T12:00:00+01:00")
    repo.git("tag", "-a", "merket", "-m", "x")
    second = repo.commit("Andre")
    found = Repository.open(repo.folder)
    for text in ("HEAD~1", "merket", first, first[:8], "main^", "@~"):
        assert found.resolve(text).id == first
    commit = found.resolve("HEAD")
    assert (commit.id, commit.parents) == (second, (first,))
    commit = found.resolve("merket")
    assert (commit.author, commit.email) == ("Åse Ødegård", "ase@example.no")
    assert commit.time.isoformat() == "2022-02-01T12:00:00+01:00"
    assert commit.day == "2022-02-01"


@pytest.mark.parametrize(
    "text",
    ["", "nope", "-1", "--all", "--output=x", "HEAD..main", "^main", "HEAD:ledger", "a\0b", "\n",
     "HEAD~99", "2022-1-1", "i går", "deadbeef", "2022-tb", "HEAD@{99}", "'", "٢٠٢٢-٠١-٠١"],
)  # fmt: skip
def test_what_is_no_revision(repo: Repo, text: str) -> None:
    repo.commit("Første", dict(FILES))
    with pytest.raises(GitProblem, match="is neither a revision of the repository nor a date"):
        Repository.open(repo.folder).resolve(text)
    assert sorted(path.name for path in repo.folder.iterdir()) == [".git", "ledger"]


def test_a_date_is_the_end_of_the_day_in_oslo(repo: Repo) -> None:
    repo.commit("Uten bøker", when="2022-06-01T09:00:00+02:00")
    one = repo.commit("En", dict(FILES), when="2022-06-02T09:00:00+02:00")
    # Summer time: 23:59:59 in Oslo, and a second later.
    two = repo.commit("To", when="2022-06-03T21:59:59+00:00")
    three = repo.commit("Tre", when="2022-06-03T22:00:00+00:00")
    found = Repository.open(repo.folder)
    for day, expected in {
        "2022-06-02": one, "2022-06-03": two, "2022-06-04": three, "2022-06-05": three,
        "2030-01-01": three, "9999-12-30": three,
    }.items():  # fmt: skip
        assert found.resolve(day).id == expected, day
    begin = f"they begin on 2022-06-02, with commit {one[:10]} \\(En\\)"
    for day in ("2022-06-01", "2022-05-31", "1969-12-31", "0001-01-01"):
        with pytest.raises(GitProblem, match=f"there are no books of {day}: {begin}"):
            found.resolve(day)
    for day in ("2022-02-30", "9999-12-31", "0000-01-01"):
        with pytest.raises(GitProblem, match="is no day of the calendar"):
            found.resolve(day)


def test_a_date_follows_what_landed(repo: Repo) -> None:
    repo.commit("En", dict(FILES), when="2022-06-01T09:00:00+02:00")
    repo.git("checkout", "--quiet", "-b", "gren")
    repo.commit("På grenen", {"letters/2022-tb.yaml": "x\n"}, when="2022-06-02T09:00:00+02:00")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Flettet", "gren",
             when="2022-06-04T09:00:00+02:00")  # fmt: skip
    found = Repository.open(repo.folder)
    assert found.resolve("2022-06-03").subject == "En"
    assert found.resolve("2022-06-04").subject == "Flettet"


def test_a_ledger_that_is_in_no_commit(repo: Repo) -> None:
    repo.write("a", "b")
    repo.commit()
    found = Repository.open(repo.folder)
    assert found.begin() is None
    with pytest.raises(GitProblem, match="ledger is in no commit"):
        found.resolve("2030-01-01")


# The log


def test_the_log_is_oldest_first_with_merges_as_what_landed(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    repo.git("checkout", "--quiet", "-b", "gren")
    repo.commit("Side", {"letters/b.yaml": "b\n"})
    repo.commit("Angret", {"letters/b.yaml": "c\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit("To", {"letters/a.yaml": "a\n", "letters/2022-tb.yaml": None})
    repo.write("README", "x")
    repo.commit("Utenfor")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "gren")
    repo.commit("Flettet", {"letters/c.yaml": "til\n"})
    found = Repository.open(repo.folder)
    main = [
        ("En", dict.fromkeys((f"ledger/{path}" for path in FILES), "+")),
        ("To", {"ledger/letters/a.yaml": "+", "ledger/letters/2022-tb.yaml": "-"}),
        ("Flettet", {"ledger/letters/b.yaml": "+", "ledger/letters/c.yaml": "+"}),
    ]
    assert told(found) == main
    every = dict(told(found, first_parent=False))
    assert set(every) == {"En", "Side", "Angret", "To", "Flettet"}
    assert every["Angret"] == {"ledger/letters/b.yaml": "~"}
    assert every["Flettet"] == {"ledger/letters/c.yaml": "+"}
    assert told(found, since="HEAD~2") == main[2:]
    assert told(found, tip="gren") != main
    assert [s for s, _ in told(found, path="ledger/letters/2022-tb.yaml")] == ["En", "To"]
    assert [s for s, _ in told(found, path="ledger/letters/b.yaml")] == ["Flettet"]


def test_renames_are_a_file_less_and_a_file_more(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    repo.git("mv", A, "ledger/assignments/2022/ny.yaml")
    repo.commit("Flyttet")
    found = Repository.open(repo.folder)
    *_, (_, changes) = found.log()
    new, old = sorted(changes, key=lambda change: change.path, reverse=True)
    assert (new.path, new.old, old.path, old.new) == (
        "ledger/assignments/2022/ny.yaml", None, A, None)  # fmt: skip
    assert new.new == old.old


def test_what_is_no_record_is_no_change(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    target = repo.folder / A
    target.chmod(0o755)
    repo.write("ledger/.skjult/x.yaml", "x\n")
    repo.write("ledger/letters/.x.yaml.swp", "x\n")
    repo.write("ledger/letters/mappe.yaml/x.yaml", "x\n")
    repo.commit("To")
    target.unlink()
    target.symlink_to("../../ledger.yaml")
    repo.commit("Lenke")
    found = Repository.open(repo.folder)
    assert told(found)[1:] == [("Lenke", {A: "-"})]


def test_the_log_can_be_left_early(repo: Repo) -> None:
    for number in range(5):
        repo.commit(str(number), {"letters/a.yaml": f"{number}\n"})
    log = Repository.open(repo.folder).log()
    commit, _ = next(log)
    assert commit.subject == "0"
    assert isinstance(log, Iterator)
    log.close()  # type: ignore[attr-defined]


def test_commits_that_a_terminal_would_obey_and_odd_times(repo: Repo) -> None:
    repo.write("ledger/a.yaml", "a\n")
    repo.git("add", ".")
    tree = repo.git("write-tree")
    raw = (
        f"tree {tree}\nauthor \x1b[31mRød <a\u202eb> 1 +0000\ncommitter x <> 99999999999999 +0000\n"
        "\nEm\x1bne\x01 :100644\n\nBrødtekst.\n\nLetter: 2022-\x1btb\n"
    )
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=repo.folder, input=raw.encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    repo.git("update-ref", "refs/heads/main", made)
    [(commit, changes)] = Repository.open(repo.folder).log()
    assert commit.author == "\ufffd[31mRød"
    assert commit.subject == "Em\ufffdne\ufffd :100644"
    assert commit.trailers == (("Letter", "2022-\ufffdtb"),)
    assert changes == (
        Change("ledger/a.yaml", None, repo.git("rev-parse", f"{made}:ledger/a.yaml")),
    )


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Emne\n\nLetter: 2022-tb\nCorrects: X\n", [("Letter", "2022-tb"), ("Corrects", "X")]),
        ("Emne\n\nTekst: ja\nmen ikke bare det.\n", []),
        ("Letter: 2022-tb\n", []),
        ("Emne\n\nEditorial: en grunn\n  som er lang\n", [("Editorial", "en grunn som er lang")]),
        ("Emne\n\nLetter : x\n(cherry picked from commit abc)\n", [("Letter", "x")]),
        ("Emne\r\n\r\nLetter: x\r\n", [("Letter", "x")]),
        ("", []),
    ],
)  # fmt: skip
def test_trailers(message: str, expected: list[tuple[str, str]]) -> None:
    assert list(trailers(message)) == expected


@given(st.lists(st.binary(max_size=20).map(lambda part: part.replace(b"\0", b""))), st.data())
def test_fields_whatever_the_pieces(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(part + b"\0" for part in parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    ends = [0, *cuts, len(whole)]
    pieces = (whole[a:b] for a, b in pairwise(ends))
    assert list(fields(pieces)) == parts


# Contents and trees


def test_blobs_of_every_size_in_the_order_asked_for(repo: Repo) -> None:
    contents = [b"", b"\n", b"a", b"x" * 65_530, b"y" * 65_536, b"z\n" * 200_000, b"\0\n\0", b"b"]
    repo.commit("En", {f"letters/{number}.yaml": text for number, text in enumerate(contents)})
    found = Repository.open(repo.folder)
    [(_, changes)] = found.log()
    ids = [change.new or "" for change in changes]
    assert list(found.blobs(ids)) == list(zip(ids, contents, strict=True))
    assert [text for _, text in found.blobs([*reversed(ids), ids[3]])] == [
        *reversed(contents),
        contents[3],
    ]
    assert list(found.blobs([])) == []
    with pytest.raises(GitProblem, match=f"lacks the contents of {'0' * 39}1"):
        list(found.blobs([ids[0], "0" * 39 + "1"]))


def as_told(files: Iterator[File]) -> list[tuple[str, bytes | None, str, str]]:
    return [
        (f.path, f.content, f.fault.code if f.fault else "", f.fault.message if f.fault else "")
        for f in files
    ]


def test_a_tree_has_the_files_and_faults_of_the_working_tree(repo: Repo) -> None:
    repo.write("utenfor", "x")
    repo.commit(
        "En",
        {
            **FILES,
            "letters/b/c.yaml": "x\n",
            "letters/b.yaml": "x\n",
            "letters/b-c.yaml": "x\n",
            "letters/folder.yaml/x.yaml": "x\n",
            "letters/folder.yaml/y/z.yaml": "x\n",
            "letters/notes.txt": "x\n",
            ".skjult/x.yaml": "x\n",
            "letters/big.yaml": b"#" * (SIZE_LIMIT + 10),
        },
    )
    folder = repo.folder / "ledger" / "letters"
    (folder / "inn.yaml").symlink_to("../ledger.yaml")
    (folder / "ut.yaml").symlink_to("../../../noe.yaml")
    (folder / "rot.yaml").symlink_to("/etc/passwd")
    (folder / "mappe").symlink_to("..")
    repo.commit("Lenker")
    found = Repository.open(repo.folder)
    expected = as_told(WorkingTree(repo.folder).files())
    assert len(expected) == 13
    assert as_told(found.tree("HEAD").files()) == expected
    assert as_told(found.index_tree().files()) == expected


def test_a_submodule_among_the_records_is_a_fault(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit("x")
    repo.commit("En", dict(FILES))
    repo.git("submodule", "--quiet", "add", str(inner.folder), "ledger/letters/2023-tb.yaml")
    repo.commit("Undermodul")
    found = Repository.open(repo.folder)
    last = as_told(found.tree("HEAD").files())[-1]
    assert last == (
        "ledger/letters/2023-tb.yaml", None, "S116", "not an ordinary file but a submodule",
    )  # fmt: skip
    assert [subject for subject, _ in told(found)] == ["En"]


def test_trees_of_then_now_and_staged(repo: Repo) -> None:
    repo.commit("En", dict(FILES), when="2022-02-01T12:34:00+01:00")
    repo.write(A, FILES["assignments/2022/TB2022-1.yaml"].replace("Et oppdrag", "Endret"))
    repo.git("add", "--all")
    repo.write(A, "id: [\n")
    found = Repository.open(repo.folder)

    def title(ledger: Ledger) -> str:
        return ledger.by_id["TB2022-1"].title

    tree = found.tree("2022-02-01")
    assert title(Ledger.read(tree)) == "Et oppdrag"
    assert tree.name == (
        "as they stood at the end of 2022-02-01: "
        f"commit {tree.commit.short} of 2022-02-01 12:34, Oslo time (En)"
    )
    assert found.tree(tree.commit.id[:8]).name.startswith("as they stood at commit ")
    assert found.tree("main").name.startswith("as they stood at main: commit ")
    assert title(Ledger.read(found.index_tree())) == "Endret"
    assert "TB2022-1" not in Ledger.read(WorkingTree(repo.folder)).by_id


def test_a_merge_with_conflicts_has_no_index_tree(repo: Repo) -> None:
    repo.commit("En", {"letters/a.yaml": "a\n"})
    repo.git("checkout", "--quiet", "-b", "gren")
    repo.commit("To", {"letters/a.yaml": "b\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit("Tre", {"letters/a.yaml": "c\n"})
    with pytest.raises(AssertionError, match="merge"):
        repo.git("merge", "--quiet", "gren")
    with pytest.raises(GitProblem, match=r"ledger/letters/a.yaml has conflicts"):
        list(Repository.open(repo.folder).index_tree().files())


# Branches


def test_main_branch_and_merge_base(repo: Repo, tmp_path: Path) -> None:
    first = repo.commit("En", dict(FILES))
    repo.git("checkout", "--quiet", "-b", "gren")
    repo.commit("To", {"letters/a.yaml": "a\n"})
    found = Repository.open(repo.folder)
    assert found.main_branch() == "main"
    assert found.merge_base("main", "gren") == first
    [change] = found.paths_between("main", "gren")
    assert (change.path, change.old) == ("ledger/letters/a.yaml", None)
    assert found.paths_between("gren", "gren") == ()
    repo.git("checkout", "--quiet", "--orphan", "ny")
    repo.commit("Uten felles")
    with pytest.raises(GitProblem, match="main and ny have no commit in common"):
        Repository.open(repo.folder).merge_base("main", "ny")
    repo.git("branch", "-m", "main", "trunk")
    assert Repository.open(repo.folder).main_branch() is None
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", str(repo.folder), str(clone))
    assert Repository.open(clone).main_branch() == "origin/ny"


# Configuration


def test_configuration_changes_nothing_and_runs_nothing(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.write(".gitattributes", "*.yaml diff=egen filter=egen\n")
    repo.commit("En", dict(FILES))
    repo.git("mv", A, "ledger/assignments/2022/TB2022-2.yaml")
    repo.commit("To\n\nLetter: 2022-tb", {"letters/2022-tb.yaml": "x\n"})
    repo.git("checkout", "--quiet", "-b", "gren", "HEAD~1")
    repo.commit("Tre", {"letters/å.yaml": "x\n"})
    repo.git("merge", "--quiet", "--no-ff", "-m", "Flettet", "main")

    def everything() -> list[object]:
        found = Repository.open(repo.folder)
        return [
            list(found.log()),
            list(found.log(first_parent=False)),
            as_told(found.tree("HEAD").files()),
            as_told(found.index_tree().files()),
            found.resolve("HEAD~1"),
            found.merge_base("main", "gren"),
            found.paths_between("main", "gren"),
            found.main_branch(),
        ]

    before = everything()
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho run >> '{tmp_path}/ran'\nexit 1\n")
    trap.chmod(0o755)
    settings = {
        "alias.log": f"!{trap}", "alias.cat-file": f"!{trap}", "alias.ls-tree": f"!{trap}",
        "color.ui": "always", "color.diff": "always", "core.abbrev": "5", "core.fsmonitor": trap,
        "core.hooksPath": tmp_path, "core.pager": trap, "core.quotePath": "true",
        "core.sshCommand": trap, "diff.egen.command": trap, "diff.egen.textconv": trap,
        "diff.external": trap, "diff.ignoreSubmodules": "all", "diff.mnemonicPrefix": "true",
        "diff.orderFile": trap, "diff.relative": "true", "diff.renames": "copies",
        "diff.noPrefix": "true", "filter.egen.clean": trap, "filter.egen.smudge": trap,
        "filter.egen.process": trap, "format.pretty": "oneline", "gpg.program": trap,
        "i18n.logOutputEncoding": "latin1", "log.abbrevCommit": "true", "log.date": "relative",
        "log.decorate": "full", "log.diffMerges": "combined", "log.follow": "true",
        "log.mailmap": "true", "log.showRoot": "false", "log.showSignature": "true",
        "notes.displayRef": "*", "pager.log": trap, "trailer.separators": "%",
        "core.askPass": trap, "core.alternateRefsCommand": trap, "core.editor": trap,
        "init.defaultBranch": "gren", "submodule.recurse": "true",
    }  # fmt: skip
    for name, value in settings.items():
        repo.git("config", name, str(value))
    repo.git("notes", "add", "-m", "et notat", "HEAD")
    user = tmp_path / "user.gitconfig"
    user.write_text((repo.folder / ".git" / "config").read_text())
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (tmp_path / hook).write_bytes(trap.read_bytes())
        (tmp_path / hook).chmod(0o755)
    subprocess.run(["git", "status"], cwd=repo.folder, capture_output=True, check=False)
    (tmp_path / "ran").unlink()  # The traps are real: git by itself runs into one.
    # As a hook of another repository, or a careless shell, would set them.
    other = Repo(tmp_path / "other")
    other.commit("Et annet sted", {"letters/annet.yaml": "x\n"})
    for name, value in {
        "GIT_CONFIG_GLOBAL": user, "GIT_DIR": other.folder / ".git",
        "GIT_WORK_TREE": other.folder, "GIT_INDEX_FILE": other.folder / ".git" / "index",
        "GIT_OBJECT_DIRECTORY": other.folder / ".git" / "objects",
        "GIT_COMMON_DIR": other.folder / ".git", "GIT_EXTERNAL_DIFF": trap, "GIT_PAGER": trap,
        "GIT_NAMESPACE": "x", "GIT_PREFIX": "x/", "GIT_CEILING_DIRECTORIES": repo.folder.parent,
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "log.showRoot", "GIT_CONFIG_VALUE_0": "false",
        "GIT_CONFIG_PARAMETERS": "'core.pager'='x'", "GIT_TRACE": "1", "GIT_LITERAL_PATHSPECS": "0",
        "GIT_GLOB_PATHSPECS": "1", "GIT_DIFF_OPTS": "-u99", "GIT_REPLACE_REF_BASE": "refs/heads/",
        "PAGER": trap, "GIT_ASKPASS": trap, "GIT_SSH": trap, "LC_ALL": "nb_NO.UTF-8",
        "LANGUAGE": "nb",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    assert everything() == before
    assert not (tmp_path / "ran").exists()


def test_replaced_objects_do_not_rewrite_history(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    honest = repo.commit("To", {"letters/a.yaml": "a\n"})
    repo.git("checkout", "--quiet", "--orphan", "falsk")
    forged = repo.commit("Forfalsket", {"letters/a.yaml": "b\n"})
    repo.git("replace", honest, forged)
    found = Repository.open(repo.folder)
    assert found.resolve("main").subject == "To"
    assert [subject for subject, _ in told(found, tip="main")] == ["En", "To"]


def test_rewritten_history_is_read_anew(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    old = repo.commit("To", {"letters/a.yaml": "a\n"})
    repo.git("commit", "--quiet", "--amend", "-m", "Bedre")
    found = Repository.open(repo.folder)
    assert [subject for subject, _ in told(found)] == ["En", "Bedre"]
    assert found.resolve(old).subject == "To"


def test_a_partial_clone_fetches_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.commit("En", dict(FILES))
    repo.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{repo.folder}",
             str(clone))  # fmt: skip
    found = Repository.open(clone)
    assert [subject for subject, _ in told(found)] == ["En"]
    with pytest.raises(GitProblem):
        list(found.tree("HEAD").files())


def test_a_broken_repository_is_one_sentence(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    for found in (repo.folder / ".git" / "objects").rglob("*"):
        if found.is_file():
            found.chmod(0o644)
            found.write_bytes(b"")
    with pytest.raises(GitProblem) as caught:
        list(Repository.open(repo.folder).log())
    assert "\n" not in str(caught.value)


def test_a_commit_knows_its_short_id(repo: Repo) -> None:
    repo.commit("En", dict(FILES))
    commit = Repository.open(repo.folder).resolve("HEAD")
    assert isinstance(commit, Commit)
    assert commit.id.startswith(commit.short)


def test_filters_of_changed_paths_are_used_where_git_has_them(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        repo.commit(str(number), {f"letters/{number}.yaml": "x\n"})
        repo.write("annet.txt", str(number))
        repo.commit("Annet")
    repo.git("commit-graph", "write", "--reachable", "--changed-paths")
    trace = tmp_path / "trace"
    real = gitrun.environment
    monkeypatch.setattr(
        gitrun, "environment", lambda *a: {**real(*a), "GIT_TRACE2_EVENT": str(trace)}
    )
    found = Repository.open(repo.folder)
    assert len(list(found.log())) == 6
    assert len(list(found.log(path="ledger/letters/2.yaml"))) == 1
    assert found.last_change("HEAD") == repo.git("rev-parse", "HEAD~1")
    told = [json.loads(line) for line in trace.read_text().splitlines()]
    skipped = [
        event["value"]["definitely_not"] for event in told if event.get("category") == "bloom"
    ]
    assert len(skipped) == 3
    assert all(skipped)
