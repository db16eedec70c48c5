"""Reading a tree into a ledger, and finding records in it."""

from pathlib import Path

import pytest

import hdirledger
from hdirledger import Ledger, NoLedger
from hdirledger.ledger import type_of
from hdirledger.model.records import Assignment
from hdirledger.source import WorkingTree, find_project

from .support import assignment, letter, make_ledger, open_ledger

FILES = {
    "letters/2022-tb.yaml": letter("2022-tb", "main"),
    "letters/2021-ttb-9.yaml": letter("2021-ttb-9"),
    "letters/2022-ttb-10.yaml": letter("2022-ttb-10"),
    "assignments/2021/TB2021-43a.yaml": assignment("TB2021-43a", "aliases: [TB2021-43]"),
    "assignments/2021/TB2021-43b.yaml": assignment("TB2021-43b", "aliases: [TB2021-43]"),
    "assignments/2022/TB2022-2.yaml": assignment("TB2022-2", "aliases: [TTB2022-07, TB202x-]"),
    "assignments/2022/TB2022-10.yaml": assignment("TB2022-10"),
}


def movement(post: str, letter_: str, year: str = "2022") -> str:
    return (
        f'posts: ["{post}"]\nletter: {letter_}\nyear: "{year}"\namount: 0\n'
        'stated: allocated\nlines: "1"\n'
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("TB2022-2", ["TB2022-2"]),
        ("tb 2022-002", ["TB2022-2"]),
        ("TTB2022-7", ["TB2022-2"]),
        ("TB 202x-", ["TB2022-2"]),
        ("TB2021-43", ["TB2021-43a", "TB2021-43b"]),
        ("TB2021-43B", ["TB2021-43b"]),
        ("TB2022-1", []),
        ("", []),
    ],
)
def test_an_assignment_is_found_by_any_form_of_its_numbers(
    tmp_path: Path, name: str, found: list[str]
) -> None:
    ledger = open_ledger(tmp_path, FILES)
    assert [assignment.id for assignment in ledger.find(name)] == found


def test_letters_stand_in_the_declared_order_and_undeclared_ones_last(tmp_path: Path) -> None:
    root = (
        "agency: A\nministry: B\ndepartments: [{code: KTA}]\n"
        "letters: [2022-ttb-10, 2022-tb, 2020-tb]\n"
    )
    ledger = open_ledger(tmp_path, {**FILES, "ledger.yaml": root})
    assert list(ledger.letters) == ["2022-ttb-10", "2022-tb", "2021-ttb-9"]
    places = [ledger.letter_place(name) for name in ("2022-ttb-10", "2022-tb", "2021-ttb-9", "x")]
    assert places == [0, 1, 3, 3]


def test_assignments_and_movements_stand_in_order(tmp_path: Path) -> None:
    files = {
        **FILES,
        "allocations/2022/0714.21/2022-ttb-10.yaml": movement("0714.21", "2022-ttb-10"),
        "allocations/2022/0714.21/2022-tb.yaml": movement("0714.21", "2022-tb"),
        "allocations/2022/0714.03/2022-tb.yaml": movement("0714.03", "2022-tb"),
        "allocations/2021/0714.21/2022-tb.yaml": movement("0714.21", "2022-tb", "2021"),
    }
    ledger = open_ledger(tmp_path, files)
    assert [a.id for a in ledger.assignments] == [
        "TB2021-43a",
        "TB2021-43b",
        "TB2022-2",
        "TB2022-10",
    ]
    assert [m.id for m in ledger.allocations] == [
        "2021/0714.21/2022-tb",
        "2022/0714.03/2022-tb",
        "2022/0714.21/2022-tb",
        "2022/0714.21/2022-ttb-10",
    ]


def test_a_broken_file_is_an_entry_without_record(tmp_path: Path) -> None:
    make_ledger(tmp_path, {**FILES, "assignments/2022/TB2022-3.yaml": "id: [\n"})
    ledger = Ledger.open(tmp_path)
    (broken,) = (entry for entry in ledger.entries if entry.record is None)
    assert broken.path == "ledger/assignments/2022/TB2022-3.yaml"
    assert [fault.code for fault in broken.faults] == ["S105"]
    assert ledger.broken_ids == {"TB2022-3"}
    assert len(ledger.assignments) == 4


def test_a_ledger_without_root_file_is_empty_but_usable(tmp_path: Path) -> None:
    folder = make_ledger(tmp_path, FILES)
    (folder / "ledger" / "ledger.yaml").unlink()
    ledger = Ledger.read(WorkingTree(folder))
    assert ledger.root.letters == ()
    assert list(ledger.letters) == ["2021-ttb-9", "2022-tb", "2022-ttb-10"]


def test_the_project_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    project = make_ledger(tmp_path, FILES).resolve()
    for folder in (project, project / "ledger", project / "ledger" / "assignments" / "2022"):
        assert find_project(folder) == project


def test_where_there_is_no_ledger_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match=r"no ledger/ledger\.yaml in .* or in any folder above"):
        hdirledger.Ledger.open(tmp_path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("ledger/ledger.yaml", "ledger"),
        ("ledger/letters/2022-tb.yaml", "letter"),
        ("ledger/assignments/2022/TB2022-1.yaml", "assignment"),
        ("ledger/allocations/2022/0714.21/2022-tb.yaml", "allocation"),
        ("ledger/authorizations/2022/2022-tb.yaml", "authorizations"),
        ("ledger/goals/2022/04.yaml", "goal"),
        ("ledger/reporting/2022/2022-tb.yaml", "reporting"),
        ("ledger/2022-tb.yaml", ""),
        ("ledger/letters.yaml", ""),
        ("ledger/letters/2022-tb.yml", ""),
        ("ledger/brev/2022-tb.yaml", ""),
    ],
)
def test_the_place_of_a_file_tells_what_it_records(path: str, kind: str) -> None:
    assert type_of(path) == kind


PLACES = """\
# Et oppdrag
id: TB2022-1
title: Ærlig talt
parts:
  - key: a
    title: Første
  -
    key: b
status: open
basis:
  - {letter: 2022-tb, action: given, lines: "10"}
  - letter: 2022-ttb-1
    action: clarified
    reply:
      printed: svar
    lines: "10"
"""


@pytest.mark.parametrize(
    ("path", "position"),
    [
        ((), (2, 1)),
        (("title",), (3, 1)),
        (("parts",), (4, 1)),
        (("parts", 0), (5, 5)),
        (("parts", 0, "title"), (6, 5)),
        (("parts", 1), (8, 5)),
        (("basis", 0), (11, 5)),
        (("basis", 0, "action"), (11, 23)),
        (("basis", 1), (12, 5)),
        (("basis", 1, "reply"), (14, 5)),
        (("basis", 1, "reply", "printed"), (15, 7)),
        (("basis", 1, "section"), (12, 5)),
        (("deadlines", 3, "due"), (2, 1)),
    ],
)
def test_the_place_of_an_item_is_its_key_or_the_nearest_thing_above(
    tmp_path: Path, path: tuple[str | int, ...], position: tuple[int, int]
) -> None:
    ledger = Ledger.open(make_ledger(tmp_path, {"assignments/2022/TB2022-1.yaml": PLACES}))
    (entry,) = (e for e in ledger.entries if isinstance(e.record, Assignment))
    assert entry.position(path) == position
