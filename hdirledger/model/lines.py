"""Line references such as ``1169-1198, 1203``: where in a letter's text a fact stands."""

from functools import lru_cache

Span = tuple[int, int]


@lru_cache(maxsize=20_000)
def parse_lines(text: str) -> tuple[Span, ...]:
    """Spans (first, last), both counted from 1, of a line reference in the schema's form."""
    spans = []
    for piece in text.split(","):
        first, _, last = piece.strip().partition("-")
        spans.append((int(first), int(last or first)))
    return tuple(spans)


def overlap(left: str, right: str) -> bool:
    """Whether two line references share a line."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in parse_lines(left) for b in parse_lines(right))
