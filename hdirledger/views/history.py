"""The history: who entered what, when, for which letter, old -> new."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..history import Broken, Edit, History, Mismatch
from ..report import Block, Column, Report, Value
from .asked import Asked
from .items import change_text, item_text, kind_of, value_text
from .moves import moves
from .wording import count

if TYPE_CHECKING:
    from ..gitlog import Commit

_WHO = (
    Column("time", "When"),
    Column("commit", "Commit"),
    Column("author", "Who"),
    Column("email", "E-mail", shown="data"),
    Column("letters", "Letter"),
    Column("type", "Type", shown="data"),
    Column("record", "Record"),
)
EVENTS = (
    *_WHO,
    Column("item", "Item", wide=True),
    Column("what", "What"),
    Column("old", "Old", wide=True),
    Column("new", "New", wide=True),
    Column("note", "Note", shown="if-any"),
    Column("file", "File", shown="data"),
    Column("subject", "Subject", shown="data"),
)
COMMITS = (
    *_WHO,
    Column("changes", "Changes", wide=True),
    Column("file", "File", shown="data"),
    Column("subject", "Subject", wide=True),
)
BROKEN = (
    Column("time", "When"),
    Column("commit", "Commit"),
    Column("author", "Who"),
    Column("file", "File", wide=True),
    Column("line", "Line", "number"),
    Column("message", "What is wrong", wide=True),
)


def report(
    history: History,
    asked: Asked,
    *,
    by: str = "event",
    newest_first: bool = False,
    line: str = "first parents",
) -> Report:
    """One row per event, or per record and commit, oldest first unless asked otherwise.

    ``line`` says which commits the history follows.
    """
    edits = asked.matching(history.edits)
    commits = len({edit.commit.id for edit in edits})
    if by == "commit":
        rows = [_commit_row(edit) for edit in edits]
        block = Block("commits", COMMITS, _ordered(rows, newest_first), empty=_empty(history))
    else:
        rows = event_rows(edits)
        block = Block("events", EVENTS, _ordered(rows, newest_first), empty=_empty(history))
    total = _count(edit for edit in history.edits if not edit.before)
    # When records are asked for, only their files are read, and there is no total.
    of = f" of {total}" if asked.describe() and not asked.records else ""
    within = f"{commits} of {count(history.commits, 'commit')}"
    counted = f"Events: {_count(edits)}{of}, in {within} that changed the ledger"
    blocks = [block]
    broken = [b for b in history.broken if _in_period(b.commit, asked)]
    if broken:
        title = "Versions of files that could not be read; the last good one stands for them"
        broken_rows = _ordered([_broken_row(b) for b in broken], newest_first)
        blocks.append(Block("broken", BROKEN, broken_rows, title))
    heading, facts = begin(history, counted, asked.describe(), line)
    shown = {edit.commit.id for edit in edits}
    remarks = [text for m in history.mismatches if m.commit.id in shown for text in _mismatch(m)]
    return Report("history", heading, tuple(blocks), remarks, facts)


def _mismatch(mismatch: Mismatch) -> Iterable[str]:
    who = f"{mismatch.commit.short} ({readable(mismatch.commit.subject)})"
    named = ", ".join(mismatch.trailers)
    if mismatch.unserved:
        some = ", ".join(mismatch.unserved)
        yield f"{who} says that it registers {some}, but no record that it changes says so."
    if mismatch.unnamed:
        some = ", ".join(mismatch.unnamed)
        yield f"{who} says that it registers {named}; its records also speak of {some}."


def begin(
    history: History, counted: str, filtered: Sequence[str], line: str
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Heading and facts that history and blame share: what was counted, of which books, and what
    cannot be known."""
    lines = [counted]
    if filtered:
        lines.append(f"Filter: {'; '.join(filtered)}")
    if history.last is not None:
        lines.append(f"Books: {line} up to {_name(history.last)}")
    notes = []
    if history.first is None:
        lines.append("Books: nothing is committed yet")
    elif history.shallow:
        before = len({edit.name for edit in history.edits if edit.before})
        notes.append(
            f"this clone is shallow and begins with {_name(history.first)}; "
            f"{count(before, 'record')} stood there already, and who entered them, when, cannot be "
            "known here (git fetch --unshallow brings the rest)"
        )
    else:
        lines.append(f"Begun: {_name(history.first)}")
    if history.broken:
        notes.append(
            f"{count(len(history.broken), 'version')} of files could not be read; what they "
            "changed is told by the next good version"
        )
    facts: dict[str, Any] = {
        "counted": counted,
        "filter": list(filtered),
        "commits": history.commits,
        "first": history.first.id if history.first else None,
        "last": history.last.id if history.last else None,
        "shallow": history.shallow,
        "notes": notes,
    }
    return (*lines, *(f"Note: {note}" for note in notes)), facts


def _name(commit: "Commit") -> str:
    return f"{commit.short} of {stamp(commit)}"


def _empty(history: History) -> str:
    if all(edit.before for edit in history.edits):
        return "Nothing was entered in the commits that are here."
    return "No event matches."


def _in_period(commit: "Commit", asked: Asked) -> bool:
    day = commit.time.date()
    return (asked.since is None or day >= asked.since) and (
        asked.until is None or day <= asked.until
    )


def stamp(commit: "Commit") -> str:
    """When a commit was entered, in Oslo: ``2026-11-22 05:26``."""
    return commit.time.strftime("%Y-%m-%d %H:%M")


def readable(text: str) -> str:
    """Text of git, in which bytes that are no UTF-8 are replaced."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _count(edits: Iterable[Edit]) -> int:
    """How many events there are in edits."""
    return sum(len(edit.changes) for edit in edits)


def _as_it_is(value: Value) -> Value:
    return value


def event_rows(
    edits: Iterable[Edit], field: Callable[[Value], Any] = _as_it_is
) -> list[tuple[Any, ...]]:
    """A row for each event, each value as ``field`` gives it."""
    rows: list[tuple[Any, ...]] = []
    # What comes again and again is asked for once.
    told: dict[str, tuple[tuple[Any, ...], Any]] = {}
    served: dict[tuple[str, ...], Any] = {}
    nothing = field(None)
    for edit in edits:
        type, commit = edit.type, edit.commit
        if commit.id not in told:
            *who, subject = map(field, _commit(commit))
            told[commit.id] = (tuple(who), subject)
        who_, subject = told[commit.id]
        record, path = field(edit.record), field(readable(edit.path))
        moved = moves(edit.changes) if len(edit.changes) > 1 else {}
        for number, (change, letters) in enumerate(zip(edit.changes, edit.letters, strict=True)):
            if letters not in served:
                served[letters] = field(letters)
            item, old, new = change.path, change.old, change.new
            rows.append(
                (
                    *who_,
                    served[letters],
                    type,
                    record,
                    field(item_text(item)),
                    kind_of(change),
                    nothing if old is None else field(value_text(old, item, type)),
                    nothing if new is None else field(value_text(new, item, type)),
                    field(moved[number]) if number in moved else nothing,
                    path,
                    subject,
                )
            )
    return rows


def _commit(commit: "Commit") -> tuple[str, ...]:
    """When, which, who, and the subject."""
    texts = map(readable, (commit.author, commit.email, commit.subject))
    return (stamp(commit), commit.short, *texts)


def _commit_row(edit: Edit) -> tuple[Value, ...]:
    """One record in one commit, each difference on a line of its own."""
    letters = tuple(dict.fromkeys(letter for several in edit.letters for letter in several))
    moved = moves(edit.changes)
    texts = [
        change_text(change, edit.type) + (f" ({note})" if (note := moved.get(n)) else "")
        for n, change in enumerate(edit.changes)
    ]
    *who, subject = _commit(edit.commit)
    return (*who, letters, edit.type, edit.record, "\n".join(texts), readable(edit.path), subject)


def _broken_row(broken: Broken) -> tuple[Value, ...]:
    commit = broken.commit
    return (
        stamp(commit),
        commit.short,
        readable(commit.author),
        readable(broken.path),
        broken.fault.line,
        f"{broken.fault.message} ({broken.fault.code})",
    )


def _ordered(rows: list[tuple[Value, ...]], newest_first: bool) -> tuple[tuple[Value, ...], ...]:
    return tuple(reversed(rows)) if newest_first else tuple(rows)
