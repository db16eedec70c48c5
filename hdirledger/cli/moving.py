"""What ``move`` does with what it was told."""

from ..edit import EditError, movements
from ..edit.items import Data, place_of, without_empty
from ..edit.money import amount, negative
from ..edit.typed import clean, item, post, schema_of, value
from .asking import Asked
from .editing import Editing

_AGENCY = "agency:"
_TEXTS = ("name", "chapter-name", "ministry", "stated", "split", "section", "reading")
_LISTS = {"earmark": ("earmarks", "amount"), "restated": ("restated", "amount"),
          "note": ("notes", "summary")}  # fmt: skip


def posts_of(typed: str) -> list[str]:
    """Posts that share a line, in the form of the records."""
    return [post(piece) for piece in typed.split("+")]


def allocate(editing: Editing, told: Asked) -> None:
    """Money given to a post."""
    _move(editing, told, amount(told.one("amount") or ""))


def cut(editing: Editing, told: Asked) -> None:
    """Money taken from a post."""
    taken = amount(told.one("amount") or "")
    if taken in ("none", "0") or taken.startswith("-"):
        raise EditError("a cut is written as what is taken, without a minus")
    _move(editing, told, negative(taken))


def _move(editing: Editing, told: Asked, kroner: str) -> None:
    posts = posts_of(told.one("post") or "")
    values = _values(editing, told)
    _write(editing, told, posts, kroner, _lines(told.one("lines")), values)


def _lines(typed: str | None) -> str:
    found: str = value(schema_of("allocation", ("lines",)), typed or "", "lines")
    return found


def _values(editing: Editing, told: Asked) -> Data:
    """Further keys of a movement."""
    values = without_empty({key: told.text(key) for key in _TEXTS})
    lines = _lines(told.one("lines"))
    if told.one("appropriation"):
        values["appropriation"] = amount(told.one("appropriation") or "")
    for key in ("keywords", "usable-under"):
        typed = told.one(key)
        if typed:
            values[key] = [_usable(piece.strip()) for piece in typed.split(",")]
    for name, (key, main) in _LISTS.items():
        if told.all(name):
            values[key] = editing.items("allocation", (key,), told.all(name), main, lines)
    for one in values.get("earmarks", ()):
        if one.get("amount") != "none":
            one.setdefault("bound", "exact")
    if told.one("asserts"):
        asserted = item("allocation", ("asserts",), told.one("asserts") or "", "after")
        values["asserts"] = {"lines": lines, **asserted}
    return values


def _usable(text: str) -> str:
    return post(text) if text[:1].isdigit() else clean(text, "the keyword")


def _write(
    editing: Editing, told: Asked, posts: list[str], kroner: str, lines: str, values: Data
) -> None:
    year = told.one("year") or editing.year
    path = _path(editing, posts, year)
    before = editing.draft.data(path) if editing.draft.has(path) else None
    if before is None:
        values.setdefault("appropriation", "none")
    row = told.text("row-name")
    data = movements.movement(before, posts, editing.letter, year, kroner, lines, values, row)
    editing.draft.put(place_of("allocation", data), data)
    much = "no amount" if kroner == "none" else f"{kroner} kroner"
    made = "one row more" if before is not None else "a movement"
    editing.told.append(f"{'+'.join(posts)} in {year}: {much}, {made} by {editing.letter}")


def _path(editing: Editing, posts: list[str], year: str) -> str:
    shape = {"posts": posts, "letter": editing.letter, "year": year, "amount": "none",
             "stated": "blank", "lines": "1"}  # fmt: skip
    return place_of("allocation", shape)


def transfer(editing: Editing, told: Asked) -> None:
    """Money moved between posts, or between a post and another agency."""
    sides = [told.one("from") or "", told.one("to") or ""]
    agencies = [side.partition(_AGENCY)[2].strip() for side in sides]
    if all(agencies) or not any(side.strip() for side in sides):
        raise EditError("one side of a transfer at least is a post")
    posts = [None if agency else post(side) for side, agency in zip(sides, agencies, strict=True)]
    if posts[0] == posts[1]:
        raise EditError("a transfer goes from one post to another one")
    out, into = movements.mirrored(amount(told.one("amount") or ""))
    lines = _lines(told.one("lines"))
    for here, (kroner, name) in enumerate(((out, "from"), (into, "to"))):
        own, other = posts[here], posts[1 - here]
        if own is None:
            continue
        there = clean(agencies[1 - here], "the agency") or None
        values = without_empty(
            {
                "name": told.text(f"{name}-name"),
                "section": told.text("section"),
                "reading": told.text("reading"),
                "transfer": movements.transfer(kroner, lines, post=other, agency=there),
            }
        )
        side = _lines(told.one(f"{name}-lines")) if told.one(f"{name}-lines") else lines
        _write(editing, told, [own], kroner, side, values)


def earmark(editing: Editing, told: Asked) -> None:
    """Part of a movement that is given to something in particular."""
    posts = posts_of(told.one("post") or "")
    year = told.one("year") or editing.year
    kroner = amount(told.one("amount") or "")
    lines = _lines(told.one("lines"))
    made: Data = {"amount": kroner}
    if kroner != "none":
        made["bound"] = told.one("bound") or "exact"
    elif told.one("bound"):
        made["bound"] = told.one("bound")
    for key in ("purpose", "scheme", "agency", "printed", "split", "section"):
        if told.text(key):
            made[key] = told.text(key)
    if told.all("recipient"):
        made["recipients"] = [clean(one, "--recipient") for one in told.all("recipient")]
    if told.one("assignments"):
        schema = schema_of("allocation", ("earmarks", "assignments"))
        typed = told.one("assignments") or ""
        made["assignments"] = value(schema, typed, "--assignments", editing.resolve)
    made["lines"] = lines
    path = _path(editing, posts, year)
    if editing.draft.has(path):
        before = editing.draft.data(path)
    elif len(posts) > 1:
        none: Data = {"appropriation": "none"}
        before = movements.movement(None, posts, editing.letter, year, "none", lines, none)
    else:
        raise EditError(
            f"{editing.letter} has no movement of {posts[0]} in {year} to earmark: hdirledger move "
            "allocate it first (none where no amount is printed)"
        )
    data = movements.earmark(before, made, told.one("inside"))
    editing.draft.put(path, data)
    much = "no amount" if kroner == "none" else f"{kroner} kroner"
    editing.told.append(f"{'+'.join(posts)} in {year}: {much} earmarked")


def authorize(editing: Editing, told: Asked) -> None:
    """An authorization of the letter."""
    year = told.one("year") or editing.year
    made: Data = {}
    names = {"kind": "kind", "posts": "post", "against": "against", "ceiling": "ceiling",
             "ministry": "ministry", "purpose": "purpose", "assignments": "assignments",
             "see": "see", "section": "section", "lines": "lines"}  # fmt: skip
    for key, asked in names.items():
        typed = told.one(asked)
        if typed:
            schema = schema_of("authorizations", ("authorizations", key))
            joined = typed.replace("+", ",") if key in ("posts", "against") else typed
            made[key] = value(schema, joined, f"--{asked}", editing.resolve)
    if told.all("recipient"):
        made["recipients"] = [clean(one, "--recipient") for one in told.all("recipient")]
    if told.one("replaces"):
        made["replaces"] = _replaced(editing, told.one("replaces") or "")
    path = f"ledger/authorizations/{year}/{editing.letter}.yaml"
    before = editing.draft.data(path) if editing.draft.has(path) else None
    data = movements.authorize(before, editing.letter, year, made)
    editing.draft.put(place_of("authorizations", data), data)
    editing.told.append(f"{editing.letter}: authorization {data['authorizations'][-1]['key']}")


def _replaced(editing: Editing, typed: str) -> Data:
    name, _, key = typed.strip().partition("/")
    ledger = editing.draft.ledger()
    found = [record for record in ledger.authorizations if record.letter == name]
    if not key:
        raise EditError(f"{typed!r} is no authorization; one is named like 2025-tb/c")
    if not found:
        return {"letter": name, "key": key}
    record = next((one for one in found if any(a.key == key for a in one.authorizations)), found[0])
    path = editing.path(record)
    data = movements.end_authorization(editing.draft.data(path), key, editing.letter)
    editing.draft.put(path, data)
    editing.told.append(f"{name}: ends authorization {key}")
    return {"letter": name, "key": key}
