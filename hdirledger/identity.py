"""What names a record: its type and the id inside its file."""

from collections.abc import Mapping
from typing import Any

# The id of the root file, which has none inside.
ROOT_ID = "ledger"

# Record type and id.
Name = tuple[str, str]


def identity(type: str, data: Mapping[str, Any]) -> str | None:
    """The id that names a record of plain data, as the record's ``id`` does; None without one."""
    if type == "ledger":
        return ROOT_ID
    if type not in ("allocation", "authorizations", "reporting"):
        id = data.get("id")
        return id if isinstance(id, str) and id else None
    year, letter = data.get("year"), data.get("letter")
    if not isinstance(year, str) or not isinstance(letter, str):
        return None
    if type != "allocation":
        return f"{year}/{type}/{letter}"
    posts = data.get("posts")
    if not isinstance(posts, list) or not all(isinstance(post, str) for post in posts):
        return None
    return f"{year}/{'+'.join(posts)}/{letter}"
