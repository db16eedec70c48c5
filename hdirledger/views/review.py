"""What a branch does, for the people who must approve it: short first, details after."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..filters import Filters
from ..findings import Finding, Severity
from ..findings import count as severities
from ..model import ids
from ..model.amounts import group
from ..report import Block, Column, Report, Value
from ..review import Pair, Review
from .heading import make_report
from .review_blocks import (
    assignment_of,
    changed,
    ended,
    findings,
    given,
    giving,
    is_new,
    letters,
    of_letters,
    others,
    statuses,
    tells_end,
    unexplained,
)
from .review_items import Change, changes_of
from .review_money import money_blocks, net_change
from .wording import count

Row = tuple[Value, ...]

# How many of one kind the short part names before it says how many more there are.
FEW = 8
ATTENTION = (
    Column("what", "What"),
    Column("where", "Where"),
    Column("told", "Told", wide=True),
)


def report(review: Review, named: str, notes: Sequence[str] = ()) -> Report:
    """What lies between two ledgers. ``named`` says which, such as ``main...branch``, and ``notes``
    what cannot be known of them.

    The first block is what needs attention; the others are the details. Blocks without rows are
    left out, except the first.
    """
    assignments = sorted(
        (pair for pair in review.of("assignment") if pair.new),
        key=lambda pair: ids.sort_key(pair.id),
    )
    given_, cited, taken_up, old = _sorted_out(assignments)
    over = [pair for pair in old if statuses(pair)[0] == "open" != statuses(pair)[1]]
    changes = {pair.id: changes_of(pair) for pair in old}
    for pair in over:
        changes[pair.id] = [c for c in changes[pair.id] if not tells_end(pair, c)]
    mentioned = [
        pair for pair in old if pair not in over and all(c.mention for c in changes[pair.id])
    ]
    more = [pair for pair in old if pair not in mentioned and changes[pair.id]]
    blocks = [
        letters(review),
        given(given_, "given", "Assignments given"),
        given(taken_up, "taken-up", "Assignments of earlier letters, registered now"),
        changed(more, changes, "changed", "Changes of assignments"),
        ended(review, over),
        *money_blocks(review),
        *of_letters(review),
        others(review),
        changed(mentioned, changes, "mentioned", "Assignments only spoken of, or our own words"),
        given(cited, "cited", "Assignments only cited"),
        findings(review.findings[0], "brought", "Findings that this brings"),
        findings(review.findings[1], "settled", "Findings that this settles"),
        unexplained(review),
    ]
    blocks = [block for block in blocks if block.rows]
    return make_report(
        review.head,
        Filters(),
        name="review",
        counted=f"Review of {named}",
        more=_short(review, blocks, changes, len(more), len(mentioned)),
        blocks=[_attention(review, changes, blocks), *blocks],
        money=any(block.name == "money" for block in blocks),
        remarks=[*_remarks(review), *notes],
    )


def _sorted_out(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair], list[Pair], list[Pair]]:
    """Assignments that letters give, that are only cited, that earlier letters gave and are new
    here, and those that were there before."""
    found: tuple[list[Pair], list[Pair], list[Pair], list[Pair]] = ([], [], [], [])
    for pair in pairs:
        a = assignment_of(pair)
        if not is_new(pair):
            found[3].append(pair)
        elif giving(a).action == "given":
            found[0].append(pair)
        else:
            found[1 if a.held == "no" else 2].append(pair)
    return found


def _short(
    review: Review,
    blocks: Sequence[Block],
    changes: dict[str, list[Change]],
    many_changed: int,
    mentioned: int,
) -> list[str]:
    """The counts: what the branch does in a few lines."""
    number = {block.name: len(block.rows) - len(block.totals) for block in blocks}
    number |= {"changed": many_changed, "mentioned": mentioned}
    lines = []
    if not review.pairs and not review.broken:
        lines.append("No record differs")
    for name in review.registered:
        title = review.head.letters[name].title
        lines.append(f"Registers: {name}" + (f", {_cut(title, 120)}" if title else ""))
    words = {
        "given": "given",
        "taken-up": "of earlier letters registered",
        "changed": "changed",
        "ended": "ended",
        "mentioned": "only spoken of",
        "cited": "only cited",
    }
    done = [f"{number[name]} {word}" for name, word in words.items() if number.get(name)]
    if done:
        lines.append(f"Assignments: {', '.join(done)}")
        lines.append(f"Departments: {_departments(review)}")
    if text := _deadlines_text([change for several in changes.values() for change in several]):
        lines.append(text)
    for side, change in net_change(review).items():
        sign = "+" if change is not None and change > 0 else ""
        told = "no sum printed" if change is None else f"{sign}{group(str(change))} kr"
        rows = next(block for block in blocks if block.name == "money").rows
        posts = sum(row[3] == side and row[1] != "" for row in rows)
        lines.append(f"Money, {side}: {told} net over {count(posts, 'post')}")
    brought, settled = review.findings
    if brought or settled:
        told = ", ".join(count(many, str(word)) for word, many in severities(brought).items())
        lines.append(f"Findings: {len(brought)} brought ({told}), {len(settled)} settled")
    return lines


def _departments(review: Review) -> str:
    tally: Counter[str] = Counter()
    for pair in review.of("assignment"):
        tally.update(assignment_of(pair).departments or ("none",))
    return ", ".join(f"{name} {many}" for name, many in tally.most_common())


def _deadlines_text(changes: Sequence[Change]) -> str:
    """Deadlines of assignments that were there before: set, moved, ended."""
    found = [change for change in changes if change.deadline]
    days = sorted(change.days for change in found if change.days)
    told = []
    if many := sum(not change.old for change in found):
        told.append(f"{many} added")
    if many := sum(bool(change.old and change.new) for change in found):
        apart = f" ({days[0]:+d} to {days[-1]:+d} days)" if len(days) > 1 else ""
        told.append(f"{many} changed" + (f" ({days[0]:+d} days)" if len(days) == 1 else apart))
    if many := sum(not change.new for change in found):
        told.append(f"{many} ended")
    return f"Deadlines set before: {', '.join(told)}" if told else ""


def _attention(review: Review, changes: dict[str, list[Change]], blocks: Sequence[Block]) -> Block:
    """What must be looked at before this is approved, each kind with a few examples."""
    rows: list[Row] = []
    for kind in (
        [("cannot be read", path, "see the findings") for path in review.broken],
        [
            (str(f.severity), f"{f.file}:{f.line}", f"{f.code} {f.message}")
            for f in sorted(review.findings[0], key=_rank)
            if f.severity is not Severity.NOTE
        ],
        list(_removed(review)),
        list(_without_letter(blocks)),
        list(_statuses(review)),
        list(_transfers(blocks)),
        list(_earlier(changes)),
        [
            (
                "earlier letter",
                letter,
                f"{count(many, 'change')} of it, and it is not registered here",
            )
            for letter, many in review.late.items()
            if letter in review.base.letters
        ],
        [("trailer", "", text) for text in review.mismatches()],
        [("accepted", f.record, f"{f.code} {f.message}") for f in review.findings[0] if f.accepted],
    ):
        rows += kind[:FEW]
        if len(kind) > FEW:
            rows.append((kind[0][0], "", f"and {len(kind) - FEW} more, see below"))
    return Block(
        "attention",
        ATTENTION,
        tuple(rows),
        title="Needs attention",
        empty="Nothing: a letter explains every change, and no error or warning comes of it.",
        alarms=frozenset(n for n, row in enumerate(rows) if row[0] in ("error", "cannot be read")),
    )


def _rank(finding: Finding) -> tuple[int, tuple[object, ...]]:
    """Errors first."""
    return list(Severity).index(finding.severity), finding.sort_key


def _removed(review: Review) -> Iterator[tuple[str, str, str]]:
    for pair in review.pairs:
        if pair.new is None:
            yield "removed", pair.id, f"the {pair.type} record is gone; what ended must stay"


def _without_letter(blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    for block in blocks:
        if block.name == "unexplained":
            for _, record, item, old, new, _, declared in block.rows:
                if item == "the record is removed":
                    continue
                told = f"{item}: {_cut(old)} -> {_cut(new)}"
                yield "no letter", str(record), told + (f" ({declared})" if declared else "")


def _cut(value: Value, most: int = 80) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


def _statuses(review: Review) -> Iterator[tuple[str, str, str]]:
    for pair in review.of("assignment"):
        if pair.old and pair.new:
            old, new = statuses(pair)
            if old != "open" and new == "open":
                yield "opened again", pair.id, f"{old} -> {new}"


def _transfers(blocks: Sequence[Block]) -> Iterator[tuple[str, str, str]]:
    for block in blocks:
        if block.name == "transfers":
            place = [column.key for column in block.columns].index("verdict")
            for row in block.rows:
                verdict = str(row[place])
                if verdict not in ("both sides agree", "leaves or comes from outside the books"):
                    yield "transfer", str(row[0]), f"{verdict} ({row[1]})"


def _earlier(changes: dict[str, list[Change]]) -> Iterator[tuple[str, str, str]]:
    for name, several in changes.items():
        for change in several:
            if change.days is not None and change.days < 0:
                yield "earlier", name, f"{change.old} -> {change.new} ({change.days:+d} days)"


def _remarks(review: Review) -> Iterator[str]:
    if review.moved:
        yield f"Files that moved, with the same record: {count(len(review.moved), 'file')}."
    if review.mended:
        yield (
            "Could not be read before, so that there is nothing to compare with: "
            f"{', '.join(review.mended)}."
        )
    if review.pairs and not review.commits:
        yield "Not committed, so that no commit tells which letter is meant."
