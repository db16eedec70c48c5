"""The dataclasses of records behave as those of the standard library do."""

from dataclasses import FrozenInstanceError, dataclass, fields, replace
from typing import Any

import pytest

from hdirledger.model.frozen import frozen


@frozen
class Ours:
    key: str
    lines: str | None = None
    parts: tuple[str, ...] = ()


@frozen
class OursBelow(Ours):
    since: str = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    key: str
    lines: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirsBelow(Theirs):
    since: str = "main"


PAIRS = pytest.mark.parametrize(("ours", "theirs"), [(Ours, Theirs), (OursBelow, TheirsBelow)])


@PAIRS
def test_they_have_the_same_fields_in_order(ours: Any, theirs: Any) -> None:
    assert [f.name for f in fields(ours)] == [f.name for f in fields(theirs)]
    assert repr(ours(key="a")).partition("(")[2] == repr(theirs(key="a")).partition("(")[2]


@PAIRS
def test_two_with_the_same_values_are_the_same(ours: Any, theirs: Any) -> None:
    for cls in (ours, theirs):
        one, other = cls(key="a", parts=("x",)), replace(cls(key="b", parts=("x",)), key="a")
        assert one == other
        assert len({one, other, cls(key="a"), cls(key="b")}) == 3
    assert Ours(key="a") != OursBelow(key="a")
    assert ours(key="a") != theirs(key="a")


@PAIRS
def test_nothing_can_be_changed_or_added(ours: Any, theirs: Any) -> None:
    for cls in (ours, theirs):
        thing = cls(key="a")
        with pytest.raises(FrozenInstanceError):
            thing.key = "b"
        with pytest.raises(FrozenInstanceError):
            del thing.key
        assert not hasattr(thing, "__dict__")


@PAIRS
@pytest.mark.parametrize("given", [{}, {"lines": "1"}, {"key": "a", "other": "b"}])
def test_what_is_missing_or_unknown_is_refused(ours: Any, theirs: Any, given: Any) -> None:
    for cls in (ours, theirs):
        with pytest.raises(TypeError):
            cls(**given)
