"""Budget posts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.model.posts import POST_GROUPS, Post


@pytest.mark.parametrize(
    "text",
    [
        "0714.21",
        "714.21",
        "714,21",
        "714 21",
        "kap. 714, post 21",
        "Kap 714 post 21",
        "kapittel 714, posten 21",
        " kap.714  post21 ",
    ],
)
def test_forms_of_one_post(text: str) -> None:
    assert Post.parse(text) == Post(714, 21)


@pytest.mark.parametrize("text", ["0709", "709", "kap. 709", "kapittel 709"])
def test_a_chapter_alone(text: str) -> None:
    post = Post.parse(text)
    assert post == Post(709)
    assert (post.key, str(post), post.group) == ("0709", "709", "")


@pytest.mark.parametrize(
    "text", ["", "71421", "07142", "714.210", "714.", "714.x", "-714.21", "714.21.1", "post 21"]
)
def test_what_is_no_post(text: str) -> None:
    assert Post.parse(text) is None


def test_a_post_is_keyed_with_zeros_and_printed_without() -> None:
    post = Post(714, 1)
    assert (post.key, str(post)) == ("0714.01", "714.01")


@pytest.mark.parametrize(
    ("chapter", "income"), [(2999, False), (3000, True), (5999, True), (6000, False)]
)
def test_chapters_of_the_income_side(chapter: int, income: bool) -> None:
    assert Post(chapter, 1).income is income


@pytest.mark.parametrize(
    ("item", "group"),
    [(1, "01-29"), (29, "01-29"), (30, "30-49"), (50, "50-59"), (60, "60-69"), (72, "70-89")],
)
def test_groups_of_posts(item: int, group: str) -> None:
    assert Post(714, item).group == group


def test_every_item_number_is_in_one_group() -> None:
    for item in range(1, 100):
        names = [name for low, high, name in POST_GROUPS if low <= item <= high]
        assert names == [Post(714, item).group]


def test_a_chapter_takes_in_its_posts_only() -> None:
    assert Post(714).covers(Post(714, 21))
    assert not Post(71).covers(Post(714, 21))
    assert not Post(714, 21).covers(Post(714))
    assert not Post(714, 2).covers(Post(714, 21))


posts = st.builds(Post, st.integers(0, 9999), st.integers(-1, 99))


@given(posts)
def test_what_is_printed_is_read_again(post: Post) -> None:
    assert Post.parse(str(post)) == post
    assert Post.parse(post.key) == post


@given(st.text(alphabet="kap. post,0123456789", max_size=20))
def test_no_text_makes_reading_fail(text: str) -> None:
    post = Post.parse(text)
    assert post is None or Post.parse(post.key) == post
