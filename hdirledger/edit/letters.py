"""Letters as vouchers: their record, their place in the declared order, what they announce, and the
classes that they let lapse or continue."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from hashlib import sha256
from pathlib import Path

from .. import schemas
from ..evidence.texts import Text
from . import EditError
from .items import Data, mint

# A letter's text is a few hundred kilobytes.
TEXT_LIMIT = 20 * 1024 * 1024
_LONGEST_ID = 60
_SERIES = {"tb": "TB", "ttb": "TTB", "stb": "STB"}
_NAMED = re.compile(r"(\d{4})-(tb|ttb|stb)(?:-(\d{1,6})(?:-(\d{1,6}))?)?")


def letter_id(text: str) -> str:
    """A letter's id as it was typed. Raises ``EditError`` for what cannot be one: it names a file
    and a branch."""
    pattern = schemas.load(schemas.COMMON)["definitions"]["letterId"]["pattern"]
    found = text.strip()
    if len(found) > _LONGEST_ID or not re.fullmatch(pattern.strip("^$"), found, re.ASCII):
        raise EditError(
            f"{text[:80]!r} is no id of a letter; one looks like 2025-stb-2 or 2022-ttb-7-12: "
            "the year, then lower-case letters and numbers with dashes"
        )
    return found


def implied(id: str) -> Data:
    """What an id says itself of a letter: year, kind, series and numbers."""
    data: Data = {"year": id[:4]}
    named = _NAMED.fullmatch(id)
    if named is not None:
        data["series"] = _SERIES[named[2]]
        data["kind"] = "main" if named[2] == "tb" and not named[3] else "supplementary"
        if named[3]:
            first, last = int(named[3]), int(named[4] or named[3])
            if last < first or last - first > 200:
                raise EditError(f"{id}: the numbers of a letter do not run from {first} to {last}")
            data["numbers"] = [str(number) for number in range(first, last + 1)]
    elif id[5:].startswith("oppdragsbrev"):
        data["kind"] = "assignment-letter"
    return data


def text_of(file: Path) -> tuple[Data, Text]:
    """What a letter's record says of its text, and the text. Raises ``EditError`` for a file that
    cannot be read, is too large, is not UTF-8, or has a name that no record can have."""
    pattern = schemas.load("letter")["properties"]["text"]["properties"]["file"]["pattern"]
    if not re.fullmatch(pattern.strip("^$"), file.name, re.ASCII):
        raise EditError(f"{file.name!r} is no name for a letter's text: use a-z, 0-9, . _ and -")
    try:
        if not (file.is_file() or file.is_dir()) and file.exists():
            raise EditError(f"{file} is not an ordinary file; save the text as one first")
        with file.open("rb") as stream:
            content = stream.read(TEXT_LIMIT + 1)
    except OSError as error:
        raise EditError(f"{file} cannot be read: {error.strerror or error}") from None
    if len(content) > TEXT_LIMIT:
        raise EditError(f"{file} is larger than {TEXT_LIMIT // 1024**2} MiB; is it the text?")
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError:
        raise EditError(f"{file} is not UTF-8; save the text as UTF-8 first") from None
    text = Text(file.name, decoded)
    if not text.body.strip():
        raise EditError(f"{file} has no text")
    digest = sha256(content).hexdigest()
    return {"file": file.name, "sha256": digest, "lines": str(len(text.lines))}, text


def letter(before: Data | None, id: str, values: Data) -> Data:
    """The record of a letter that is held; ``before`` is the stub that it had.

    Raises ``EditError`` when the letter is registered already.
    """
    if before is not None and before.get("held") != "no":
        raise EditError(f"{id} is registered already")
    data: Data = {"id": id, **deepcopy(before or {})}
    data.pop("held", None)
    data.update(implied(id) | deepcopy(values))
    data.setdefault("kind", "supplementary")
    return data


def stub(before: Data | None, id: str, values: Data, mention: Data) -> Data:
    """The record of a letter that is only cited, with one more place that cites it."""
    if before is None:
        data: Data = {"id": id, **implied(id), "held": "no", **deepcopy(values)}
        data.setdefault("kind", "supplementary")
    elif before.get("held") != "no":
        raise EditError(f"{id} is held, so it is no stub; cite it with a relation")
    else:
        data = {**deepcopy(before), **deepcopy(values)}
    data["mentions"] = [*data.get("mentions", []), deepcopy(mention)]
    return data


def declare(root: Data, id: str, *, after: str | None = None, before: str | None = None) -> Data:
    """The root file with a letter in its place of the declared order: last, after or before another
    one. A letter that has a place already is moved only when it is told where to."""
    data = deepcopy(root)
    names: list[str] = data.setdefault("letters", [])
    other = after or before
    if other is None:
        if id not in names:
            names.append(id)
        return data
    if other not in names or other == id:
        raise EditError(f"there is no letter {other} in the order to put {id} beside")
    if id in names:
        names.remove(id)
    names.insert(names.index(other) + (1 if after else 0), id)
    return data


def announce(before: Data, item: Data) -> Data:
    """A letter with one more thing that it announces."""
    data = deepcopy(before)
    known = data.get("announces", [])
    key = mint((one["key"] for one in known), "a") if known else "a01"
    data["announces"] = [*known, {"key": key, **deepcopy(item)}]
    return data


def end_announcement(before: Data, key: str, letter: str) -> Data:
    """A letter of which another letter has brought what it announced."""
    data = deepcopy(before)
    for one in data.get("announces", ()):
        if one["key"] == key:
            if one.get("until", letter) != letter:
                raise EditError(f"{data['id']}/{key} was ended by {one['until']} already")
            one["until"] = letter
            return data
    known = ", ".join(one["key"] for one in data.get("announces", ())) or "nothing"
    raise EditError(f"{data['id']} announces no {key}; it announces {known}")


def class_rule(before: Data, item: Data) -> tuple[Data, str]:
    """A letter with one more class of assignments that it lets lapse or continue, and its key."""
    data = deepcopy(before)
    known = data.get("classes", [])
    key = mint((one["key"] for one in known), "k")
    data["classes"] = [*known, {"key": key, **deepcopy(item)}]
    return data, key


def text_in(folders: Iterable[Path], stated: Data) -> Text | None:
    """The text that a letter's record names, when one of the folders has that very text."""
    for folder in folders:
        file = folder / stated["file"]
        if file.is_file():
            try:
                found, text = text_of(file)
            except EditError:
                continue
            if found["sha256"] == stated["sha256"]:
                return text
    return None


def order_with(letters: Sequence[str]) -> dict[str, int]:
    """The places of letters in a declared order."""
    return {name: place for place, name in enumerate(letters)}
