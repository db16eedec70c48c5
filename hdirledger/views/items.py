"""Items of records in words: where in a record something stands, and what it says."""

from typing import Any

from ..events import Difference, Item, item_text, key_text
from ..shapes import Shape, shape_at

__all__ = ["change_text", "item_text", "kind_of", "plain_text", "shorten", "value_text"]

# What names a record in one line, the first that it has.
_NAMES = ("title", "name", "summary", "agency")
_LONGEST = 200


def value_text(value: Any, path: Item, type: str) -> str | None:
    """What stands, or stood, at an item: a text as it is, an item of a list as its keys and
    values, a whole record by its title and amount."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return ", ".join(key_text(key) for key in value)  # The order of a list.
    if path == () and isinstance(value, dict):
        name = next((str(value[name]) for name in _NAMES if name in value), "")
        return ": ".join(filter(None, (name, _amount(value)))) or "(no title)"
    if path and isinstance(path[-1], tuple) and isinstance(value, dict):
        # The letter stands beside, and in the item's key.
        value = {name: found for name, found in value.items() if name not in ("letter", "since")}
    return plain_text(value, shape_at(type, path))


def _amount(value: dict[str, Any]) -> str:
    amount = value.get("amount")
    if not isinstance(amount, str):
        return ""
    return "no amount printed" if amount == "none" else f"{amount} kroner"


def plain_text(value: Any, shape: Shape) -> str:
    """Plain data in one line, in the order of the schema."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        below = shape.below
        return "; ".join(
            [
                f"{name}: {x if type(x := value[name]) is str else plain_text(x, below(name))}"
                for name in shape.ordered(value)
            ]
        )
    if isinstance(value, list):
        texts = [plain_text(item, shape.item) for item in value]
        return " / ".join(texts) if any(isinstance(x, dict) for x in value) else ", ".join(texts)
    return str(value)


def kind_of(change: Difference) -> str:
    """What happened to an item, in a word."""
    if change.order:
        return "reordered"
    whole = change.path == ()
    if change.old is None:
        return "registered" if whole else "added"
    if change.new is None:
        return "deleted" if whole else "removed"
    return "changed"


def change_text(change: Difference, type: str) -> str:
    """A whole difference in one line: ``deadlines[2022-08-31].until: 2022-ttb-7-12``."""
    where = item_text(change.path)
    if change.order:
        return f"{where}: order changed"
    old = shorten(value_text(change.old, change.path, type))
    new = shorten(value_text(change.new, change.path, type))
    if change.path == ():
        return f"{kind_of(change)}: {new or old}"
    if old is None:
        return f"{where}: {new}" if isinstance(change.path[-1], str) else f"{where} added: {new}"
    if new is None:
        return f"{where} removed: {old}"
    return f"{where}: {old} -> {new}"


def shorten(text: str | None, longest: int = _LONGEST) -> str | None:
    """A long text cut after a word, for tables."""
    if text is None or len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut.rpartition(" ")[0] or cut) + " ..."
