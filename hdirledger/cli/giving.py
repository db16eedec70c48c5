"""What ``give`` does with what it was told."""

import re

from ..edit import EditError, assignments, goals, letters
from ..edit.items import Data, mint, place_of, without_empty
from ..edit.typed import id_of, schema_of, value
from .asking import Asked
from .assigning import adds_of, entry_of, lines_of, reply_of, values_of
from .editing import Editing

_MINTED = re.compile(r"X(\d{4})", re.IGNORECASE)


def new_id(editing: Editing, typed: str) -> tuple[str, str | None]:
    """The id for what was typed, and the file of the record when there is one.

    Raises ``EditError`` for what is no number, an alias, or a number that several share.
    """
    ledger = editing.draft.ledger()
    minted = _MINTED.fullmatch(typed.strip())
    if minted:
        prefix = f"X{minted[1]}-"
        known = [a.id for a in ledger.assignments if a.id.startswith(prefix)]
        return (mint(known, prefix) if known else f"{prefix}01"), None
    name = id_of(typed)
    if name is None:
        raise EditError(
            f"{typed[:60]!r} is no number of an assignment; one looks like TB2025-34. X2025 mints "
            "an id for an assignment without a number"
        )
    found = ledger.find(name)
    if len(found) > 1:
        several = ", ".join(one.id for one in found)
        raise EditError(f"{name} is shared by {several}; give the new one an id such as {name}c")
    if not found:
        return name, None
    if name in found[0].aliases:
        raise EditError(f"{name} is another number of {found[0].id}")
    return found[0].id, editing.path(found[0])


def give_assignment(editing: Editing, told: Asked) -> None:
    """A new assignment, or one in the place of its stub."""
    name, path = new_id(editing, told.one("id") or "")
    before = editing.draft.data(path) if path else None
    values = values_of(editing, told)
    if told.text("printed-as"):
        values["printed"] = told.text("printed-as")
    entry = entry_of(editing, told, told.one("action") or "given")
    data = assignments.give(before, name, entry, values, adds_of(editing, told), editing.order)
    editing.draft.put(place_of("assignment", data), data)
    editing.told.append(f"{name}: {entry['action']} by {editing.letter}")
    editing.do_classes(name)


def give_part(editing: Editing, told: Asked) -> None:
    """A part of an assignment."""
    found = editing.assignment(told.one("id") or "")
    path = editing.path(found)
    names = ("key", "number", "group", "title", "summary", "withheld", "for", "lines")
    part: Data = {}
    for name in names:
        typed = told.one(name)
        if typed:
            part[name] = value(schema_of("assignment", ("parts", name)), typed, f"--{name}")
    data = assignments.add(editing.draft.data(path), {"parts": [part]}, editing.letter)
    editing.draft.put(path, data)
    editing.told.append(f"{found.id}: part {data['parts'][-1]['key']}")


def give_stub(editing: Editing, told: Asked) -> None:
    """What is only cited: an assignment, or a letter."""
    typed = (told.one("id") or "").strip()
    if id_of(typed) is None and not _MINTED.fullmatch(typed):
        _stub_letter(editing, letters.letter_id(typed), told)
        return
    name, path = new_id(editing, typed)
    if path is not None:
        raise EditError(
            f"{name} is in the ledger already; say what the letter does with it: "
            f"hdirledger change {name} --action noted"
        )
    entry = entry_of(editing, told, told.one("action") or "noted")
    if told.one("reply"):
        entry["reply"] = reply_of(editing, told.one("reply") or "")
    values = without_empty({key: told.text(key) for key in ("title", "summary", "reading")})
    lines = lines_of(told)
    relations = editing.items("assignment", ("relations",), told.all("relation"), "to", lines)
    adds = {"relations": relations} if relations else {}
    data = assignments.stub(name, entry, values, adds, editing.order)
    editing.draft.put(place_of("assignment", data), data)
    editing.told.append(f"{name}: only cited ({entry['action']} by {editing.letter})")


def _stub_letter(editing: Editing, name: str, told: Asked) -> None:
    path = f"ledger/letters/{name}.yaml"
    before = editing.draft.data(path) if editing.draft.has(path) else None
    mention = without_empty(
        {
            "letter": editing.letter,
            "summary": told.text("note"),
            "section": told.text("section"),
            "lines": lines_of(told),
        }
    )
    texts = {key: told.text(key) for key in ("kind", "title", "summary", "reading")}
    data = letters.stub(before, name, without_empty(texts), mention)
    editing.draft.put(place_of("letter", data), data)
    root = editing.draft.data("ledger/ledger.yaml")
    after, ahead = told.one("after"), told.one("before")
    if name not in root["letters"] and not after and not ahead:
        ahead = editing.letter
    root = letters.declare(root, name, after=after, before=ahead)
    editing.draft.put("ledger/ledger.yaml", root)
    editing.told.append(f"{name}: a letter that is only cited")


def give_goal(editing: Editing, told: Asked) -> None:
    """A goal, or more of what it is measured by."""
    name = (told.one("id") or "").strip().upper()
    year = told.one("year") or editing.year
    path = f"ledger/goals/{year}/{name.rpartition('-')[2]}.yaml"
    texts = ("number", "title", "area", "section", "reading")
    values = without_empty({key: told.text(key) for key in texts})
    lines = lines_of(told)
    lists = {
        key: editing.items("goal", (key,), told.all(asked), "title", lines)
        for asked, key in goals.LISTS.items()
        if told.all(asked)
    }
    before = editing.draft.data(path) if editing.draft.has(path) else None
    if before is None:
        missing = [f"--{key}" for key in ("number", "title") if key not in values]
        if missing:
            raise EditError(f"{name} is new: {' and '.join(missing)} is missing")
        values["lines"] = lines
    data = goals.goal(before, name, editing.letter, year, values, lists)
    editing.draft.put(place_of("goal", data), data)
    editing.told.append(f"{name}: {'given' if before is None else 'more of it'}")


def give_announcement(editing: Editing, told: Asked) -> None:
    """Something that the letter announces."""
    path = f"ledger/letters/{editing.letter}.yaml"
    made: Data = {}
    for key in ("summary", "kind", "assignments", "posts", "section", "lines"):
        typed = told.one(key)
        if typed:
            schema = schema_of("letter", ("announces", key))
            made[key] = value(schema, typed, f"--{key}", editing.resolve)
    data = letters.announce(editing.draft.data(path), made)
    editing.draft.put(path, data)
    editing.told.append(f"{editing.letter}: announces {data['announces'][-1]['key']}")


def give_reporting(editing: Editing, told: Asked) -> None:
    """A row of the reporting."""
    group = told.one("list") or "requirements"
    year = told.one("year") or editing.year
    row: Data = {}
    for key in ("title", "summary", "posts", "assignments", "section", "lines"):
        typed = told.one(key)
        if typed:
            schema = schema_of("reporting", (group, key))
            row[key] = value(schema, typed, f"--{key}", editing.resolve)
    steps = (group, "deadlines")
    deadlines = editing.items("reporting", steps, told.all("deadline"), "due", row["lines"])
    if deadlines:
        row["deadlines"] = deadlines
    path = f"ledger/reporting/{year}/{editing.letter}.yaml"
    before = editing.draft.data(path) if editing.draft.has(path) else None
    data = goals.reporting(before, editing.letter, year, group, row)
    editing.draft.put(place_of("reporting", data), data)
    editing.told.append(f"{editing.letter}: {group} row {data[group][-1]['key']}")
