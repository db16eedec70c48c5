"""What lies between two ledgers: which letter explains what, findings, files that move or break."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hdirledger.gitlog import Change, Commit
from hdirledger.ledger import Ledger
from hdirledger.review import Review, review

from .support import assignment, letter, make_ledger

TB = letter("2022-tb", "main", dated="2022-01-10")
TTB = letter("2022-ttb-1", dated="2022-06-01")
ONE = "assignments/2022/TB2022-1.yaml"
TWO = "assignments/2022/TB2022-2.yaml"
POST = "allocations/2022/0714.21/2022-tb.yaml"

BASE = {
    "letters/2022-tb.yaml": TB,
    ONE: assignment("TB2022-1", "deadlines: [{due: 2022-08-31, lines: '10'}]\nsummary: Kort."),
    TWO: assignment("TB2022-2", "parts: [{key: a, lines: '10'}]"),
    POST: """\
        {posts: ["0714.21"], letter: 2022-tb, year: "2022", amount: 100 000,
         stated: allocated, lines: "20"}
        """,
}


def between(folder: Path, head: Mapping[str, str], base: Mapping[str, str] = BASE) -> Review:
    """A review of two ledgers; an empty text takes a file away."""
    ledgers = []
    for name, files in (("base", base), ("head", {**base, **head})):
        kept = {path: text for path, text in files.items() if text}
        ledgers.append(Ledger.open(make_ledger(folder / name, kept)))
    return review(*ledgers)


def explained(found: Review, name: str = "TB2022-1") -> dict[str, str | None]:
    """The letter that explains each difference of a record, by the first and last named step."""
    (pair,) = (pair for pair in found.pairs if pair.id == name)
    return {
        ".".join(step if isinstance(step, str) else "*" for step in told.difference.path)
        or "record": "ours" if told.ours else told.letter
        for told in pair.told
    }


def test_a_letter_explains_what_it_brings_and_ends(tmp_path: Path) -> None:
    text = assignment(
        "TB2022-1",
        """
        formerly: [{title: Et oppdrag, until: 2022-ttb-1}]
        summary: Lengre.
        parts: [{key: a, lines: '11', since: 2022-ttb-1}]
        deadlines:
          - {due: 2022-08-31, lines: '10', until: 2022-ttb-1}
          - {due: 2022-09-30, lines: '11', since: 2022-ttb-1}
        """,
        title="Et nytt navn",
        status="lapsed",
        then="2022-ttb-1 lapsed",
    )
    found = between(tmp_path, {"letters/2022-ttb-1.yaml": TTB, ONE: text})
    assert found.registered == ("2022-ttb-1",)
    assert found.unexplained == ()
    by = explained(found)
    assert by.pop("summary") == "ours"
    assert by == dict.fromkeys(
        ("title", "status", "formerly.*", "parts.*", "deadlines.*.until", "deadlines.*", "basis.*"),
        "2022-ttb-1",
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (assignment("TB2022-1", title="Et annet navn"), "title"),
        (assignment("TB2022-1", departments="KTA SHA"), "departments.*"),
        (assignment("TB2022-1", "deadlines: [{due: 2022-09-30, lines: '10'}]"), "deadlines.*"),
        (
            assignment("TB2022-1", "deadlines: [{due: 2022-08-31, lines: '99'}]"),
            "deadlines.*.lines",
        ),
        (assignment("TB2022-1", "area: Et område"), "area"),
        (assignment("TB2022-1", status="delivered"), "status"),
        (assignment("TB2022-1"), "deadlines.*"),
        (assignment("TB2022-1", "parts: [{key: a, lines: '10'}]"), "parts.*"),
    ],
)
def test_what_no_letter_explains(tmp_path: Path, text: str, where: str) -> None:
    found = between(tmp_path, {ONE: text})
    assert explained(found)[where] is None
    assert {pair.id for pair, _ in found.unexplained} == {"TB2022-1"}


def test_a_letter_that_speaks_does_not_explain_what_is_overwritten(tmp_path: Path) -> None:
    text = assignment("TB2022-1", title="Et annet navn", then="2022-ttb-1 noted")
    found = between(tmp_path, {"letters/2022-ttb-1.yaml": TTB, ONE: text})
    assert explained(found)["title"] is None
    assert explained(found)["basis.*"] == "2022-ttb-1"


def test_parts_that_a_letter_answers(tmp_path: Path) -> None:
    text = assignment(
        "TB2022-2",
        "parts: [{key: a, lines: '10', until: 2022-ttb-1, status: replaced,"
        " became: {to: TB2022-1}}]",
        status="replaced",
        then="2022-ttb-1 replaced",
    )
    found = between(tmp_path, {"letters/2022-ttb-1.yaml": TTB, TWO: text})
    assert set(explained(found, "TB2022-2").values()) == {"2022-ttb-1"}


def test_a_movement_is_never_changed_by_a_letter(tmp_path: Path) -> None:
    text = BASE[POST].replace("100 000", "90 000")
    found = between(tmp_path, {"letters/2022-ttb-1.yaml": TTB, POST: text})
    assert explained(found, "2022/0714.21/2022-tb") == {"amount": None}


def test_records_that_come_late_serve_a_letter_that_is_not_registered_here(tmp_path: Path) -> None:
    found = between(tmp_path, {"assignments/2022/TB2022-3.yaml": assignment("TB2022-3")})
    assert found.unexplained == ()
    assert found.late == {"2022-tb": 1}


def test_a_record_that_is_gone_is_explained_by_nothing(tmp_path: Path) -> None:
    found = between(tmp_path, {ONE: ""})
    assert explained(found) == {"record": None}


def test_an_assignment_that_was_only_cited_and_is_now_registered(tmp_path: Path) -> None:
    noted = "basis:\n  - {letter: 2022-tb, action: noted, lines: '9'}\n"
    stub = f"id: TTB2022-1\nheld: no\nstatus: open\n{noted}"
    text = (
        "id: TTB2022-1\ntitle: Nytt\ndepartments: [KTA]\nstatus: open\n"
        f"parts: [{{key: a, lines: '3'}}]\n{noted}"
        "  - {letter: 2022-ttb-1, action: given, lines: '2-4'}\n"
    )
    path = "assignments/2022/TTB2022-1.yaml"
    found = between(
        tmp_path, {"letters/2022-ttb-1.yaml": TTB, path: text}, base={**BASE, path: stub}
    )
    assert set(explained(found, "TTB2022-1").values()) == {"2022-ttb-1"}


def test_a_letter_that_was_only_cited_and_is_now_held(tmp_path: Path) -> None:
    path = "letters/2022-ttb-1.yaml"
    base = {**BASE, path: letter("2022-ttb-1", held="no")}
    found = between(tmp_path, {path: TTB}, base=base)
    assert found.registered == ("2022-ttb-1",)
    assert found.unexplained == ()


def test_files_that_move_or_swap_change_nothing(tmp_path: Path) -> None:
    assert between(tmp_path / "same", {}).pairs == ()
    found = between(tmp_path / "moved", {ONE: BASE[TWO], TWO: BASE[ONE]})
    assert found.pairs == ()
    assert len(found.moved) == 2


def test_another_order_is_our_own(tmp_path: Path) -> None:
    base = {**BASE, ONE: assignment("TB2022-1", "aliases: [TB 1, TB 01]")}
    found = between(tmp_path, {ONE: assignment("TB2022-1", "aliases: [TB 01, TB 1]")}, base)
    assert explained(found) == {"aliases": "ours"}
    assert found.unexplained == ()


def test_form_alone_is_no_change(tmp_path: Path) -> None:
    found = between(tmp_path, {ONE: "# En kommentar.\n" + BASE[ONE].replace("Kort.", "'Kort.'")})
    assert found.pairs == ()


def test_a_file_that_breaks_is_not_a_record_that_is_removed(tmp_path: Path) -> None:
    found = between(tmp_path, {ONE: "id: TB2022-1\nno colon here\n"})
    assert found.broken == (f"ledger/{ONE}",)
    assert found.pairs == ()
    assert any(finding.severity == "error" for finding in found.findings[0])


def test_a_file_that_is_mended_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    found = between(tmp_path, {ONE: BASE[ONE]}, base={**BASE, ONE: "no colon here\n"})
    # The helper lays the head over the base, so the head is whole again.
    assert found.mended == (f"ledger/{ONE}",)
    assert found.findings[1]


def test_findings_that_come_and_go_wherever_they_stand(tmp_path: Path) -> None:
    wrong = BASE[ONE].replace("departments:\n  - KTA", "departments:\n  - XYZ")
    shifted = "# Ned en linje.\n" + wrong
    brought = between(tmp_path / "a", {ONE: wrong}).findings
    assert brought[0]
    # What stood under another number of line before is neither brought nor settled.
    assert between(tmp_path / "b", {ONE: shifted}, base={**BASE, ONE: wrong}).findings == ((), ())
    back = between(tmp_path / "c", {ONE: BASE[ONE]}, base={**BASE, ONE: wrong}).findings
    assert [f.message for f in back[1]] == [f.message for f in brought[0]]


def commit(*trailers: tuple[str, str]) -> Commit:
    """A commit with trailers."""
    when = datetime(2022, 6, 2, tzinfo=UTC)
    return Commit("c" * 40, (), "Kari", "kari@example.org", when, "Emne", trailers)


def test_trailers_are_held_against_the_records(tmp_path: Path) -> None:
    text = assignment("TB2022-1", title="Et annet navn")
    found = between(tmp_path, {"letters/2022-ttb-1.yaml": TTB, ONE: text})
    touched = (Change(f"ledger/{ONE}", "a" * 40, "b" * 40),)
    commits = [
        (commit(("Letter", "2022-ttb-9")), ()),
        (commit(("Corrects", "2022-tb")), touched),
    ]
    told = Review(found.base, found.head, found.pairs, commits=commits)
    assert list(told.mismatches()) == [
        "Commit cccccccccc says Letter: 2022-ttb-9; no change serves it.",
        "2022-ttb-1 is registered, but no commit says Letter: 2022-ttb-1.",
    ]
    ((pair, _), *_rest) = told.unexplained
    assert told.declared(pair) == ("Corrects: 2022-tb",)
