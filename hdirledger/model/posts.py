"""Budget posts: a chapter and a post (``0714.21``), or a chapter alone (``0709``).

Source of the grouping and of the income chapters: the Norwegian state budget's numbering, where
chapters 3000-5999 are income and posts 01-29 operations, 30-49 investment, 50-59 transfers to other
state accounts, 60-69 to municipalities, 70-89 other transfers, 90-99 loans.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

POST_GROUPS: tuple[tuple[int, int, str], ...] = (
    (1, 29, "01-29"),
    (30, 49, "30-49"),
    (50, 59, "50-59"),
    (60, 69, "60-69"),
    (70, 89, "70-89"),
    (90, 99, "90-99"),
)

_TYPED = re.compile(
    r"^(?:kap(?:ittel|\.)?\s*)?(?P<chapter>\d{1,4})(?!\d)"
    r"(?:\s*[.,]?\s*(?:post(?:en)?\s*)?(?P<item>\d{1,2}))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """A chapter and, unless the chapter stands alone, a post number."""

    chapter: int
    item: int = -1

    @staticmethod
    @lru_cache(maxsize=20_000)
    def parse(text: str) -> "Post | None":
        """Read ``"0714.21"``, ``714.21``, ``kap. 714, post 21`` or ``709``; else None."""
        match = _TYPED.match(" ".join(text.split()))
        if match is None:
            return None
        return Post(int(match["chapter"]), int(match["item"]) if match["item"] is not None else -1)

    @property
    def key(self) -> str:
        """The form that records use: ``0714.21``."""
        return f"{self.chapter:04d}" + (f".{self.item:02d}" if self.item >= 0 else "")

    @property
    def income(self) -> bool:
        """Whether the chapter is an income chapter (3000-5999)."""
        return 3000 <= self.chapter <= 5999

    @property
    def group(self) -> str:
        """The post group, such as ``70-89``; a chapter alone has none."""
        for low, high, name in POST_GROUPS:
            if low <= self.item <= high:
                return name
        return ""

    def covers(self, other: "Post") -> bool:
        """Whether this post, or this whole chapter, takes in another post."""
        return self.chapter == other.chapter and (self.item < 0 or self.item == other.item)

    def __str__(self) -> str:
        return f"{self.chapter}" + (f".{self.item:02d}" if self.item >= 0 else "")
