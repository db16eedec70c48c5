"""Letter time: the ledger as the letters had spoken by a letter or a day."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.ledger import Entry, Ledger, record_id
from hdirledger.lettertime import UnknownLetter, through
from hdirledger.model.dates import Due
from hdirledger.model.records import (
    Assignment,
    Basis,
    Became,
    Bounds,
    Deadline,
    Department,
    Formerly,
    Goal,
    Letter,
    Part,
    Record,
    Root,
)
from hdirledger.rules.structure import expected_path
from hdirledger.status import assignment_status, part_status

from .support import assignment, letter, open_ledger

LETTERS = ("2022-tb", "2022-ttb-1", "2022-ttb-2", "2022-ttb-3")


def ledger_of(*records: Record, letters: tuple[str, ...] = LETTERS) -> Ledger:
    """A ledger of these records, with four letters on the first days of four months."""
    held = [
        Letter(id=name, kind="main", year="2022", dated=f"2022-{month:02}-01")
        for month, name in enumerate(letters, 1)
    ]
    own = {record.id for record in records if isinstance(record, Letter)}
    root = Root(agency="A", ministry="B", departments=(Department(code="KTA"),), letters=letters)
    every: list[Record] = [root, *(one for one in held if one.id not in own), *records]
    return Ledger(Entry(expected_path(record), "", record) for record in every)


def plain(ledger: Ledger) -> dict[str, Record]:
    return {record_id(record): record for record in ledger.records()}


FILES = {
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-03-04"),
    "letters/2022-ttb-2.yaml": letter("2022-ttb-2", dated="2022-06-01"),
    "assignments/2022/TB2022-1.yaml": assignment(
        "TB2022-1",
        """
        area: Folkehelse
        formerly:
          - {title: Kreft, until: 2022-ttb-1}
          - {title: Kreftstrategi, since: 2022-ttb-1, until: 2022-ttb-2}
          - {departments: [FHA], until: 2022-ttb-2}
        parts:
          - {key: a, summary: Første del}
          - {key: b, summary: Annen del, since: 2022-ttb-1}
        deadlines:
          - {due: 2022-08-31, until: 2022-ttb-1}
          - {due: 2022-09-30, since: 2022-ttb-1}
        """,
        title="Kreftplan",
        departments="KTA",
        status="lapsed",
        then="2022-ttb-1 deadline-changed\n2022-ttb-2 lapsed",
    ),
    "assignments/2022/TB2022-2.yaml": assignment("TB2022-2", given="2022-ttb-1"),
}


def at(folder: Path, moment: str) -> Ledger:
    return through(open_ledger(folder, FILES), moment)


def test_what_a_later_letter_brought_is_left_out(tmp_path: Path) -> None:
    ledger = at(tmp_path, "2022-tb")
    assert list(ledger.by_id) == ["TB2022-1"]
    assert list(ledger.letters) == ["2022-tb"]
    record = ledger.by_id["TB2022-1"]
    assert [part.key for part in record.parts] == ["a"]
    assert [entry.letter for entry in record.basis] == ["2022-tb"]


def test_what_a_later_letter_ended_holds_again(tmp_path: Path) -> None:
    record = at(tmp_path, "2022-tb").by_id["TB2022-1"]
    assert [(d.due and d.due.text, d.until) for d in record.deadlines] == [("2022-08-31", None)]
    assert record.status == "open"
    record = at(tmp_path, "2022-ttb-1").by_id["TB2022-1"]
    assert [(d.due and d.due.text, d.until) for d in record.deadlines] == [
        ("2022-08-31", "2022-ttb-1"),
        ("2022-09-30", None),
    ]
    assert at(tmp_path, "2022-ttb-2").by_id["TB2022-1"].status == "lapsed"


@pytest.mark.parametrize(
    ("moment", "title", "departments"),
    [
        ("2022-tb", "Kreft", ("FHA",)),
        ("2022-ttb-1", "Kreftstrategi", ("FHA",)),
        ("2022-ttb-2", "Kreftplan", ("KTA",)),
    ],
)
def test_values_that_letters_changed_are_as_they_were(
    tmp_path: Path, moment: str, title: str, departments: tuple[str, ...]
) -> None:
    record = at(tmp_path, moment).by_id["TB2022-1"]
    assert (record.title, record.departments) == (title, departments)
    assert record.area == "Folkehelse"


def test_of_former_values_that_do_not_say_since_when_the_first_that_ended_held() -> None:
    basis = tuple(
        Basis(letter=name, action=action, lines="1")
        for name, action in zip(LETTERS, ("given", "amended", "amended"), strict=False)
    )
    formerly = (Formerly(title="A", until="2022-ttb-1"), Formerly(title="B", until="2022-ttb-2"))
    record = Assignment(id="TB2022-1", status="open", title="C", basis=basis, formerly=formerly)
    titles = [through(ledger_of(record), name).by_id["TB2022-1"].title for name in LETTERS[:3]]
    assert titles == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("day", "letters"),
    [
        ("2022-01-09", 0),
        ("2022-01-10", 1),
        ("2022-03-03", 1),
        ("2022-03-04", 2),
        ("2030-01-01", 3),
    ],
)
def test_a_day_counts_the_letters_given_by_then(tmp_path: Path, day: str, letters: int) -> None:
    ledger = at(tmp_path, day)
    assert len(ledger.letters) == letters
    assert (ledger.through, ledger.notes) == (day, ())


def test_a_letter_that_may_have_been_given_by_then_is_not_counted_but_named() -> None:
    bounds = Bounds(earliest="2022-02-15", latest="2022-05-15", reason="")
    last = Letter(id="2022-ttb-3", kind="main", year="2022", bounds=bounds)
    ledger = through(ledger_of(last), "2022-04-01")
    assert list(ledger.letters) == ["2022-tb", "2022-ttb-1", "2022-ttb-2"]
    assert ledger.notes == ("may have been given by then, not counted: 2022-ttb-3",)
    assert through(ledger_of(last), "2022-02-14").notes == ()
    assert "2022-ttb-3" in through(ledger_of(last), "2022-05-15").letters


def test_a_letter_before_one_that_was_given_by_then_was_given_too() -> None:
    bounds = Bounds(earliest="2021-12-01", latest="2022-12-31", reason="")
    first = Letter(id="2022-tb", kind="main", year="2022", bounds=bounds)
    ledger = through(ledger_of(first), "2022-02-01")
    assert list(ledger.letters) == ["2022-tb", "2022-ttb-1"]
    assert ledger.notes == ()
    assert "2022-tb" not in through(ledger_of(first), "2022-01-31").letters


def test_a_letter_that_nothing_dates_is_named() -> None:
    ledger = through(ledger_of(Letter(id="2022-tb", kind="main", year="2022")), "2022-12-31")
    assert ledger.notes == ("without any date, not counted: 2022-tb",)


def test_what_is_neither_a_day_nor_a_letter_is_refused() -> None:
    with pytest.raises(UnknownLetter, match=r"'2022-ttb-9' is neither a date .* 2022-tb, "):
        through(ledger_of(), "2022-ttb-9")
    with pytest.raises(UnknownLetter):
        through(ledger_of(), "2022-02-30")


def test_a_letter_only_cited_is_known_from_its_first_citation(tmp_path: Path) -> None:
    cited = letter("2021-tb", "main", held='"no"') + (
        'mentions:\n  - {letter: 2022-ttb-1, lines: "10"}\n  - {letter: 2022-ttb-2, lines: "10"}\n'
    )
    files = {**FILES, "letters/2021-ttb-9.yaml": cited.replace("2021-tb", "2021-ttb-9")}
    ledger = open_ledger(tmp_path, files)
    assert "2021-ttb-9" not in through(ledger, "2022-tb").letters
    known = through(ledger, "2022-ttb-1").letters["2021-ttb-9"]
    assert [mention.letter for mention in known.mentions] == ["2022-ttb-1"]


def test_an_announcement_is_open_until_its_letter_comes(tmp_path: Path) -> None:
    announcing = FILES["letters/2022-tb.yaml"] + (
        'announces: [{key: a, summary: Et brev., kind: letter, lines: "1", until: 2022-ttb-1}]\n'
    )
    ledger = open_ledger(tmp_path, {**FILES, "letters/2022-tb.yaml": announcing})
    assert through(ledger, "2022-tb").letters["2022-tb"].announces[0].until is None
    later = through(ledger, "2022-ttb-1").letters["2022-tb"].announces[0]
    assert later.until == "2022-ttb-1"


def test_a_part_that_moved_is_open_before_it_did() -> None:
    part = Part(key="a", status="moved", became=Became(to="TB2022-9"), until="2022-ttb-1")
    basis = (
        Basis(letter="2022-tb", action="given", lines="1"),
        Basis(letter="2022-ttb-1", action="specified", lines="1"),
    )
    whole = Assignment(id="TB2022-1", status="replaced", basis=basis, parts=(part,))
    before = through(ledger_of(whole), "2022-tb").by_id["TB2022-1"]
    assert (before.status, before.parts[0].status, before.parts[0].became) == ("open", "open", None)
    assert through(ledger_of(whole), "2022-ttb-1").by_id["TB2022-1"] == whole


def test_a_part_that_was_opened_again_is_delivered_in_between() -> None:
    basis = (
        Basis(letter="2022-tb", action="given", lines="1"),
        Basis(letter="2022-ttb-1", action="delivered", lines="1", parts=("a",)),
        Basis(letter="2022-ttb-2", action="continued", lines="1", parts=("a",)),
    )
    parts = (Part(key="a"), Part(key="b"))
    ledger = ledger_of(Assignment(id="TB2022-1", status="open", basis=basis, parts=parts))
    statuses = [through(ledger, name).by_id["TB2022-1"].parts[0].status for name in LETTERS[:3]]
    assert statuses == [None, "delivered", None]


GOAL = """
id: G2022-04
letter: 2022-tb
year: "2022"
number: "4"
title: Bedre helse
formerly:
  - {title: God helse, until: 2022-ttb-1}
  - {title: Beste helse, since: 2022-ttb-1, until: 2022-ttb-2}
indicators:
  - key: k1
    title: Ventetid
    items:
      - {key: a, title: Barn, lines: "3"}
      - {key: b, title: Unge, lines: "4", since: 2022-ttb-1}
    lines: "2"
lines: "1"
until: 2022-ttb-2
"""


def test_goals_with_their_titles_and_indicators(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, {**FILES, "goals/2022/04.yaml": GOAL})
    titles, items, ends = [], [], []
    for name in ("2022-tb", "2022-ttb-1", "2022-ttb-2"):
        (goal,) = through(ledger, name).goals
        titles.append(goal.title)
        items.append([item.key for item in goal.indicators[0].items])
        ends.append(goal.until)
    assert titles == ["God helse", "Beste helse", "Bedre helse"]
    assert items == [["a"], ["a", "b"], ["a", "b"]]
    assert ends == [None, None, "2022-ttb-2"]
    assert through(ledger, "2021-12-31").goals == ()


def test_an_earmark_reprinted_later_is_not_reprinted_yet(tmp_path: Path) -> None:
    movement = """
        posts: ["0714.21"]
        letter: 2022-tb
        year: "2022"
        amount: 9 000 000
        stated: allocated
        earmarks:
          - amount: 5 000 000
            purpose: Kampanje
            reprinted:
              - {lines: "90"}
              - {letter: 2022-ttb-2, lines: "10"}
            lines: "11"
        lines: "10"
        """
    files = {**FILES, "allocations/2022/0714.21/2022-tb.yaml": movement}
    ledger = through(open_ledger(tmp_path, files), "2022-ttb-1")
    assert [p.lines for p in ledger.allocations[0].earmarks[0].reprinted] == ["90"]


# Random histories that keep the rules: items begin and end in order, by letters of the basis.


@st.composite
def histories(draw: st.DrawFn) -> tuple[Assignment, dict[str, str]]:
    """An assignment, and the title that held at each letter from its first on."""
    spoke = sorted(draw(st.sets(st.integers(0, 3), min_size=1)))
    names = [LETTERS[n] for n in spoke]
    actions = st.sampled_from(["noted", "amended", "lapsed", "delivered", "kept", "withdrawn"])
    basis = [Basis(letter=names[0], action="given", lines="1")]
    basis += [Basis(letter=name, action=draw(actions), lines="1") for name in names[1:]]
    keys: list[str] = ["a", "b", "c"][: draw(st.integers(0, 3))]
    for name in names[1:]:
        if keys and draw(st.sampled_from(["whole", "part"])) == "part":
            key, action = draw(st.sampled_from(keys)), draw(actions)
            basis.append(Basis(letter=name, action=action, lines="2", parts=(key,)))
    basis.sort(key=lambda entry: LETTERS.index(entry.letter))

    def span() -> dict[str, Any]:
        begin = draw(st.integers(0, len(names) - 1))
        end = draw(st.integers(begin + 1, len(names)))
        return {
            "since": names[begin] if begin else None,
            "until": names[end] if end < len(names) else None,
        }

    deadlines = tuple(
        Deadline(due=Due.parse(f"2023-{month:02}-01"), **span())
        for month in range(1, 1 + draw(st.integers(0, 4)))
    )
    parts = []
    for key in keys:
        part = Part(key=key, **span())
        if part.until and draw(st.booleans()):
            part = replace(part, became=Became(to="TB2022-99"))
        status = part_status(tuple(basis), part)
        parts.append(replace(part, status=None if status == "open" else status))
    titles = {names[0]: "Tittel 0"}
    formerly = []
    for n, name in enumerate(names[1:], 1):
        if draw(st.booleans()):
            before = list(titles.items())[-1]
            since = before[0] if before[0] != names[0] else None
            formerly.append(Formerly(title=before[1], since=since, until=name))
            titles[name] = f"Tittel {n}"
    record = Assignment(
        id="TB2022-1",
        status="",
        title=list(titles.values())[-1],
        basis=tuple(basis),
        parts=tuple(parts),
        deadlines=deadlines,
        formerly=tuple(formerly),
    )
    held: dict[str, str] = {}
    title = ""
    for name in LETTERS[spoke[0] :]:
        held[name] = title = titles.get(name, title)
    return replace(record, status=assignment_status(record)), held


@given(histories())
def test_through_the_latest_letter_everything_is_as_it_stands(
    history: tuple[Assignment, dict[str, str]],
) -> None:
    ledger = ledger_of(history[0], Goal(**GOAL_KEYS))
    assert plain(through(ledger, LETTERS[-1])) == plain(ledger)
    assert plain(through(ledger, "2030-01-01")) == plain(ledger)


GOAL_KEYS: dict[str, Any] = {
    "id": "G2022-04",
    "letter": "2022-tb",
    "year": "2022",
    "number": "4",
    "title": "God helse",
    "lines": "1",
}


@given(histories())
def test_what_is_there_stays_there(history: tuple[Assignment, dict[str, str]]) -> None:
    record, _ = history
    ledger = ledger_of(record)
    names: set[str] = set()
    items: set[Any] = set()
    for moment in LETTERS:
        then = through(ledger, moment)
        assert names <= set(plain(then))
        names = set(plain(then))
        now = {(d.due, d.since) for a in then.assignments for d in a.deadlines} | {
            (p.key, p.since) for a in then.assignments for p in a.parts
        }
        assert items <= now
        items = now


@given(histories())
def test_each_item_holds_from_the_letter_that_brought_it_to_the_one_that_ended_it(
    history: tuple[Assignment, dict[str, str]],
) -> None:
    record, _ = history
    place = LETTERS.index
    for moment in LETTERS[place(record.given_by) :]:
        then = through(ledger_of(record), moment).by_id[record.id]
        holding = [d.due for d in then.deadlines if d.until is None]
        assert holding == [
            d.due
            for d in record.deadlines
            if place(d.since or record.given_by) <= place(moment)
            and (d.until is None or place(d.until) > place(moment))
        ]
        assert all(part.until or part.became is None for part in then.parts)
        for part in then.parts:
            assert (part.status or "open") == part_status(then.basis, part)


@given(histories())
def test_the_title_is_the_one_that_held(history: tuple[Assignment, dict[str, str]]) -> None:
    record, held = history
    for moment, title in held.items():
        then = through(ledger_of(record), moment).by_id[record.id]
        assert then.title == title
        assert [former.until for former in then.formerly] == [
            former.until
            for former in record.formerly
            if LETTERS.index(former.until or "") <= LETTERS.index(moment)
        ]


@given(histories(), st.integers(0, 3), st.integers(0, 3))
def test_going_back_twice_is_going_back_once(
    history: tuple[Assignment, dict[str, str]], one: int, other: int
) -> None:
    def statuses_said(ledger: Ledger) -> dict[str, Record]:
        """Records whose open parts all say so: a part may say it or leave it out."""
        found = plain(ledger)
        for name, record in found.items():
            if isinstance(record, Assignment):
                parts = (replace(part, status=part.status or "open") for part in record.parts)
                found[name] = replace(record, parts=tuple(parts))
        return found

    earlier, later = sorted((one, other))
    ledger = ledger_of(history[0])
    direct = through(ledger, LETTERS[earlier])
    twice = through(through(ledger, LETTERS[later]), LETTERS[earlier])
    assert statuses_said(twice) == statuses_said(direct)


def test_only_the_records_that_are_asked_for_are_looked_at() -> None:
    class Costly:
        card = accepts = None

        def data(self) -> dict[str, Any]:
            raise AssertionError("nobody asked for assignments")

        def content(self) -> bytes:
            raise AssertionError("nobody asked for the file")

    kept = Entry("ledger/assignments/2022/TB2022-9.yaml", "assignment", None, kept=Costly())
    whole = ledger_of()
    then = through(Ledger((*whole.entries, kept)), "2022-ttb-1")
    assert list(then.letters) == ["2022-tb", "2022-ttb-1"]
    assert then.broken == ()
    with pytest.raises(AssertionError, match="nobody asked for assignments"):
        _ = then.assignments


def test_a_record_that_was_the_same_is_the_same(tmp_path: Path) -> None:
    whole = open_ledger(tmp_path, FILES)
    then = through(whole, list(whole.letters)[-1])
    assert {id(record) for record in then.records()} == {id(record) for record in whole.records()}


def test_the_file_of_a_record_that_was_another(tmp_path: Path) -> None:
    whole = open_ledger(tmp_path, FILES)
    then = through(whole, "2022-tb")
    (entry,) = (e for e in then.entries if e.path.endswith("/TB2022-1.yaml"))
    (file,) = (e for e in whole.entries if e.path.endswith("/TB2022-1.yaml"))
    assert entry.record != file.record
    assert entry.content == file.content
    assert entry.id == "TB2022-1"
