"""Whatever acts are done in whatever order: the ledger stays in order and the past as it was."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger.check import check
from hdirledger.cli import changing, giving, moving
from hdirledger.cli.asking import Asked
from hdirledger.cli.editing import Editing
from hdirledger.edit import EditError
from hdirledger.edit.draft import Draft
from hdirledger.edit.save import save
from hdirledger.findings import Severity
from hdirledger.ledger import Ledger, record_id
from hdirledger.lettertime import through
from hdirledger.model.records import Assignment, Record, Root

from ..rules.support import BASE, _plain

LETTERS = ("2022-tb", "2022-ttb-1", "2022-ttb-2")
ASSIGNMENT = """
    id: TB2022-{n}
    title: Oppdrag {n}
    departments:
      - KTA
    area: Folkehelse
    status: open
    parts:
      - key: a
      - key: b
    deadlines:
      - due: "2022-08-31"
      - due: "2022-05-01"
        parts:
          - a
    partners:
      - agency: FHI
        role: involved
    basis:
      - letter: 2022-tb
        action: given
        lines: {n}0-{n}5
    """
MOVEMENT = """
    posts:
      - "0714.21"
    letter: 2022-tb
    year: "2022"
    side: expense
    appropriation: none
    amount: 100 000 000
    stated: allocated
    lines: "90"
    """
FILES = {
    **BASE,
    "assignments/2022/TB2022-1.yaml": ASSIGNMENT.format(n=1),
    "assignments/2022/TB2022-2.yaml": ASSIGNMENT.format(n=2),
    "allocations/2022/0714.21/2022-tb.yaml": MOVEMENT,
}

numbers = st.integers(1, 90).map(str)
days = st.sampled_from(["2022-09-30", "2022-12-31", "31.1.2023", "asap"])
parts = st.sampled_from(["a", "b", "a,b", "c"])
existing = st.sampled_from(["TB2022-1", "TB2022-2", "tb 2022-01"])


def place(*actions: str, **more: Any) -> Any:
    """What one place of a letter does, with some of what else may be told."""
    given = {"id": existing, "action": st.sampled_from(actions), "lines": numbers}
    return st.fixed_dictionaries(given, optional=more)


changes = st.one_of(
    place("clarified", "continued", "repeated", "noted", "specified", "kept", parts=parts),
    place("withdrawn", "lapsed", "delivered", "replaced", parts=parts),
    place("amended", title=st.sampled_from(["Ny", "Nyere"]), area=st.just("Nytt område"),
          departments=st.sampled_from(["SHA", "KTA,SHA"])),
    place("amended", part=st.just("En del til"), partner=st.just("KS; role=joint"),
          relation=st.just("TB2021-9; type=follows-up")),
    place("amended", until=st.sampled_from(["partners[FHI]", "parts[b]", "partners[KS]"])),
    place("deadline-changed").flatmap(
        lambda told: st.fixed_dictionaries({"due": days}, optional={"parts": parts}).map(
            lambda more: {**told, **more})),
    place("clarified").flatmap(
        lambda told: st.sampled_from(["2022-08-31", "2022-05-01", "2022-09-30", "none"]).map(
            lambda ends: {**told, "ends-due": ends, "due": "2023-01-01"})),
    place("replaced").flatmap(
        lambda told: st.sampled_from(["TB2022-3", "TB2022-4"]).map(
            lambda new: {**told, "parts": "a", "replaced-by": new})),
)  # fmt: skip
gives = st.fixed_dictionaries(
    {"id": st.sampled_from(["TB2022-3", "TB2022-4"]), "title": st.just("Nytt"), "lines": numbers},
    optional={
        "due": days,
        "part": st.just("Del"),
        "departments": st.just("SHA"),
        "area": st.just("A"),
    },
)
stubs = st.fixed_dictionaries({"id": st.sampled_from(["TB2022-3", "TB2021-9"]), "lines": numbers})
posts = st.sampled_from(["714.21", "714.70", "3714.04"])
amounts = st.sampled_from(["5 mill.", "100 000", "none"])
moves = st.fixed_dictionaries({"post": posts, "amount": amounts, "lines": numbers})
transfers = st.fixed_dictionaries({"from": posts, "to": posts, "amount": amounts, "lines": numbers})
marks = st.fixed_dictionaries(
    {"post": posts, "amount": amounts, "lines": numbers, "purpose": st.sampled_from(["A", "B"])}
)
ACTS: dict[str, Any] = {
    "change": (changing.change, changes),
    "give": (giving.give_assignment, gives),
    "stub": (giving.give_stub, stubs),
    "allocate": (moving.allocate, moves),
    "cut": (moving.cut, moves),
    "transfer": (moving.transfer, transfers),
    "earmark": (moving.earmark, marks),
}
one = [(name, told) for name, (_, told) in ACTS.items()] + [("change", changes)] * 6
steps = st.one_of(
    *(st.tuples(st.just(name), st.sampled_from(LETTERS[1:]), told) for name, told in one)
)


def past(ledger: Ledger, letter: str) -> dict[str, Record]:
    """The records as the letters through one had left them."""
    found = through(ledger, letter).records()
    return {record_id(one): _plainly(one) for one in found if not isinstance(one, Root)}


def _plainly(record: Record) -> Record:
    """A record whose open parts do not say that they are."""
    if not isinstance(record, Assignment):
        return record
    parts = (replace(p, status=None) if p.status == "open" else p for p in record.parts)
    return replace(record, parts=tuple(parts))


def in_order(project: Path) -> bool:
    findings = check(Ledger.open(project)).findings
    return [f for f in findings if f.severity is not Severity.NOTE] == []


@settings(max_examples=30)
@given(st.lists(steps, min_size=1, max_size=8))
def test_any_acts_leave_a_ledger_in_order_and_the_past_as_it_was(acts: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        project = Path(folder)
        for path, text in FILES.items():
            target = project / "ledger" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_plain(text), encoding="utf-8")
        draft = Draft(project)
        for entry in draft.base.entries:
            # The files are written as people write them.
            data = draft.data(entry.path)
            draft.remove(entry.path)
            draft.put(entry.path, data)
        save(draft)
        assert in_order(project)
        accepted = 0
        for name, letter, told in acts:
            before = LETTERS[LETTERS.index(letter) - 1]
            was = past(Ledger.open(project), before)
            editing = Editing(Draft(project), letter, False)
            try:
                ACTS[name][0](editing, Asked({key: (value,) for key, value in told.items()}))
                save(editing.draft)
            except EditError:
                continue
            accepted += 1
            assert in_order(project)
            now = past(Ledger.open(project), before)
            assert now.keys() == was.keys()
            # What was only cited has no value yet that a letter could change.
            held = [id for id, record in was.items() if getattr(record, "held", None) != "no"]
            assert [now[id] for id in held] == [was[id] for id in held]


def test_most_of_these_acts_are_accepted_by_themselves() -> None:
    """So that the property above says something."""
    simple: list[tuple[str, dict[str, str]]] = [
        ("change", {"id": "TB2022-1", "action": "amended", "lines": "9", "title": "Ny"}),
        ("change", {"id": "TB2022-1", "action": "deadline-changed", "lines": "9",
                    "due": "2022-09-30"}),
        ("give", {"id": "TB2022-3", "title": "Nytt", "lines": "8", "due": "2022-09-30"}),
        ("stub", {"id": "TB2021-9", "lines": "8"}),
        ("allocate", {"post": "714.21", "amount": "5 mill.", "lines": "8"}),
        ("transfer", {"from": "714.21", "to": "714.70", "amount": "5 mill.", "lines": "8"}),
    ]  # fmt: skip
    for name, told in simple:
        with TemporaryDirectory() as folder:
            project = Path(folder)
            for path, text in FILES.items():
                target = project / "ledger" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(_plain(text), encoding="utf-8")
            editing = Editing(Draft(project), "2022-ttb-1", False)
            ACTS[name][0](editing, Asked({key: (value,) for key, value in told.items()}))
            assert save(editing.draft), name
