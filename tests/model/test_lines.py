"""Line references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.model.lines import overlap, parse_lines


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("1203", ((1203, 1203),)),
        ("1169-1198", ((1169, 1198),)),
        ("1169-1198, 1203", ((1169, 1198), (1203, 1203))),
        ("98-97", ((98, 97),)),
    ],
)
def test_lines_are_read_as_spans(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert parse_lines(text) == spans


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        ("10", "10", True),
        ("10-12", "12-14", True),
        ("10-12", "13", False),
        ("1-100", "50", True),
        ("1, 5, 9", "2-4, 6-8", False),
        ("1, 5, 9", "2-4, 9", True),
    ],
)
def test_references_that_share_a_line_overlap(left: str, right: str, shared: bool) -> None:
    assert overlap(left, right) is shared
    assert overlap(right, left) is shared


lines = st.lists(st.integers(1, 40), min_size=1, max_size=6, unique=True)


@given(lines, lines)
def test_single_lines_overlap_where_they_are_the_same(left: list[int], right: list[int]) -> None:
    texts = (", ".join(map(str, left)), ", ".join(map(str, right)))
    assert overlap(*texts) is bool(set(left) & set(right))
