"""What letters do to money: movements of posts with their rows, transfers, earmarks; and
authorizations, which are no money of their own."""

from collections.abc import Sequence
from copy import deepcopy

from ..model.posts import Post
from . import EditError
from .address import locate
from .items import Data, mint
from .money import negative, total

# Keys that say something of the post as a whole, and must not be said twice in different words.
_SINGLE = ("name", "chapter-name", "ministry", "appropriation", "stated", "section", "split")


def movement(
    before: Data | None,
    posts: Sequence[str],
    letter: str,
    year: str,
    amount: str,
    lines: str,
    values: Data,
    row_name: str | None = None,
) -> Data:
    """The movement of a post by a letter: a new one, or one that gets a row more.

    ``values`` are further keys of the movement. Where the letter moved the post already, both lines
    become rows, and the amount is their sum; a line that has a name of its own is a row at once.
    """
    if before is None:
        data: Data = {
            "posts": list(posts),
            "letter": letter,
            "year": year,
            "side": side_of(posts),
            "amount": amount,
            "stated": "blank" if amount == "none" else "allocated",
            "lines": lines,
        }
        data.update(deepcopy(values))
        if row_name:
            data["rows"] = [{"name": row_name, "amount": amount, "lines": lines}]
        return data
    data = deepcopy(before)
    for key, value in values.items():
        if key in data and key in _SINGLE and data[key] != value:
            raise EditError(
                f"{_id(data)} says {key} {data[key]!r} already; leave --{key} out, or correct it"
            )
        if key in data and not isinstance(value, list | str):
            raise EditError(f"{_id(data)} has a {key} already")
        if isinstance(value, list):
            data[key] = [
                *data.get(key, []),
                *(one for one in value if one not in data.get(key, [])),
            ]
        else:
            data[key] = value
    rows = data.get("rows") or [{"amount": data["amount"], "lines": data["lines"]}]
    row: Data = {"name": row_name} if row_name else {}
    data["rows"] = [*rows, {**row, "amount": amount, "lines": lines}]
    data["amount"] = total(*(one["amount"] for one in data["rows"]))
    if data["stated"] == "blank" and data["amount"] != "none":
        data["stated"] = "allocated"
    data["lines"] = joined(data["lines"], lines)
    return data


def side_of(posts: Sequence[str]) -> str:
    """The side of the books that posts are on."""
    found = Post.parse(posts[0])
    return "income" if found is not None and found.income else "expense"


def joined(*references: str) -> str:
    """Line references together, each once, in the order given."""
    pieces = (piece.strip() for reference in references for piece in reference.split(","))
    return ", ".join(dict.fromkeys(piece for piece in pieces if piece))


def transfer(
    amount: str, lines: str, *, post: str | None = None, agency: str | None = None
) -> Data:
    """What a movement says of the other side when money is moved: a post, or another agency."""
    other: Data = {"posts": [post]} if post else {"agency": agency}
    return {**other, "amount": amount, "lines": lines}


def mirrored(amount: str) -> tuple[str, str]:
    """What leaves one side of a transfer and comes to the other; the amount has no sign."""
    if amount == "none" or amount.startswith("-") or amount == "0":
        raise EditError("the amount of a transfer is what moves, without a minus; the sides get it")
    return negative(amount), amount


def earmark(before: Data, item: Data, inside: str | None = None) -> Data:
    """A movement with an earmark more; ``inside`` is the address of the earmark it is part of."""
    data = deepcopy(before)
    holder = data
    if inside is not None:
        target = locate(data, "allocation", inside)
        if not target.is_item or target.steps[-1] != "earmarks":
            raise EditError(f"{inside} is no earmark; one is named like earmarks[lines=882-884]")
        holder = target.value
    holder.setdefault("earmarks", []).append(deepcopy(item))
    return data


def authorize(before: Data | None, letter: str, year: str, item: Data) -> Data:
    """The authorizations of a letter with one more; its key is minted when it has none."""
    data: Data = {"letter": letter, "year": year, "authorizations": []}
    if before is not None:
        data = deepcopy(before)
    items = data["authorizations"]
    made = deepcopy(item)
    made.setdefault("key", mint(one["key"] for one in items))
    items.append(made)
    return data


def end_authorization(before: Data, key: str, letter: str) -> Data:
    """The authorizations of an earlier letter, one of which a letter replaces."""
    data = deepcopy(before)
    for one in data["authorizations"]:
        if one["key"] == key:
            if one.get("until", letter) != letter:
                raise EditError(f"authorization {key} was ended by {one['until']} already")
            one["until"] = letter
            return data
    known = ", ".join(one["key"] for one in data["authorizations"])
    raise EditError(f"{data['letter']} gives no authorization {key}; it gives {known}")


def _id(data: Data) -> str:
    return f"{data['year']}/{'+'.join(data['posts'])}/{data['letter']}"
