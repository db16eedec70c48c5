"""A record as plain data for json, with the keys that its file has."""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from ..model.build import key_of
from ..model.dates import Due
from ..model.posts import Post


def as_data(value: Any) -> Any:
    """Mappings, lists, text and whole kroner. Keys that the record does not have are left out;
    an amount that a letter does not print is null."""
    if isinstance(value, Due):
        return value.text
    if isinstance(value, Post):
        return value.key
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if is_dataclass(value):
        return {
            key_of(field.name): as_data(found)
            for field in fields(value)
            if (found := getattr(value, field.name)) not in (None, ()) or field.default is MISSING
        }
    return value
