"""What ``change`` does with what it was told."""

from ..edit import EditError, assignments, letters
from ..edit.assignments import Change
from ..edit.items import Data
from .asking import Asked
from .assigning import adds_of, entry_of, lines_of, reply_of, values_of
from .editing import Editing

_RELATION = {"replaced": "replaces", "renumbered": "renumbered-from"}


def change(editing: Editing, told: Asked) -> None:
    """What a letter does to an assignment."""
    found = editing.assignment(told.one("id") or "")
    path = editing.path(found)
    before = editing.draft.data(path)
    action = told.one("action") or ""
    entry = entry_of(editing, told, action)
    if told.one("reply"):
        entry["reply"] = reply_of(editing, told.one("reply") or "")
    values = values_of(editing, told)
    if told.text("add-reading"):
        known = values.get("reading", before.get("reading"))
        values["reading"] = " ".join(one for one in (known, told.text("add-reading")) if one)
    became = _became(editing, told.one("replaced-by"), action)
    _must_be_told_apart(before, entry)
    act = Change(
        entry=entry,
        values=values,
        adds=adds_of(editing, told),
        ends=told.all("until"),
        ends_due=_ends_due(told),
        became=became,
    )
    data, done = assignments.change(before, act, editing.order)
    editing.draft.put(path, data)
    editing.told.append(f"{found.id}: {action} by {editing.letter}")
    editing.told += [f"{found.id}: {one}" for one in done]
    if became is not None:
        _relate(editing, found.id, entry, became[0], lines_of(told))
    for typed in told.all("ends-announcement"):
        _end_announcement(editing, typed)
    editing.do_classes(found.id)


def _must_be_told_apart(before: Data, entry: Data) -> None:
    for one in before["basis"]:
        if (one["letter"], one["lines"]) == (entry["letter"], entry["lines"]):
            raise EditError(
                f"{before['id']} has an entry of {one['letter']} with lines {one['lines']} already "
                f"({one['action']}); an entry is told by its lines, so cite one line more or less, "
                "or say all of it in one command"
            )


def _ends_due(told: Asked) -> tuple[str, ...] | None:
    named = told.all("ends-due")
    if not named:
        return None
    if "none" in named:
        if len(named) > 1:
            raise EditError("--ends-due none leaves no other to end")
        return ()
    return tuple(one.replace(";", ",") for one in named)


def _became(editing: Editing, typed: str | None, action: str) -> tuple[str, str | None] | None:
    if typed is None:
        return None
    if action not in _RELATION:
        raise EditError(f"--replaced-by goes with {' and '.join(_RELATION)}, not with {action}")
    name, _, part = typed.partition("/")
    ledger = editing.draft.ledger()
    if part and ledger.find(typed):
        name, part = typed, ""  # A number that has a slash itself.
    to = editing.resolve(name)
    if to not in ledger.by_id:
        raise EditError(f"there is no assignment {to}; give it first, or its stub")
    return to, part.strip() or None


def _relate(editing: Editing, old: str, entry: Data, new: str, lines: str) -> None:
    """Enter the relation at the newer end, where the letter speaks of it."""
    path = editing.path(editing.draft.ledger().by_id[new])
    data = editing.draft.data(path)
    if all(one["letter"] != editing.letter for one in data["basis"]):
        editing.told.append(
            f"{new}: its basis has no entry of {editing.letter}, so the relation to {old} is not "
            "entered there"
        )
        return
    type = _RELATION[entry["action"]]
    for part in entry.get("parts", [None]):
        relation: Data = {"type": type, "to": old}
        if part is not None:
            relation["part"] = part
        data = assignments.relate(data, {**relation, "lines": lines}, editing.letter)
    editing.draft.put(path, data)


def _end_announcement(editing: Editing, typed: str) -> None:
    name, _, key = typed.strip().partition("/")
    if name not in editing.draft.ledger().letters or not key:
        raise EditError(f"{typed!r} is no announcement; one is named like 2025-tb/a04")
    path = f"ledger/letters/{name}.yaml"
    data = letters.end_announcement(editing.draft.data(path), key, editing.letter)
    editing.draft.put(path, data)
    editing.told.append(f"{name}: what it announced as {key} has come")
