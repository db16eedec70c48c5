"""What is said quickly of the canonical form, against the emitter that defines it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger.canonical import canonical, render
from hdirledger.ledger import type_of
from hdirledger.quick import read_quickly
from hdirledger.quickform import is_canonical
from hdirledger.reader import read
from hdirledger.scalars import inline

from .any_style import NASTY, records, texts, write
from .test_quick import BITS, SAMPLE
from .views.reading import PROJECT

FILES = sorted((PROJECT / "ledger").rglob("*.yaml"))
PATH = "ledger/assignments/2022/TB2022-1.yaml"


def vouched(text: str, path: str = PATH) -> bool:
    """Whether a text is vouched for; it must then be what ``canonical`` writes."""
    content = text.encode("utf-8")
    data = read_quickly(content)
    if data is None or not is_canonical(content, data, type_of(path), path):
        return False
    assert canonical(content, type_of(path), path).text == text
    return True


def test_most_real_records_are_vouched_for() -> None:
    names = [(file, file.relative_to(PROJECT).as_posix()) for file in FILES]
    left = [name for file, name in names if not vouched(file.read_text(encoding="utf-8"), name)]
    assert len(left) < len(FILES) / 10


@settings(max_examples=300)
@given(records, st.randoms(use_true_random=False))
def test_records_in_any_style(data: dict[str, object], random: Random) -> None:
    vouched(write(data, random))
    written = render(data, "assignment", PATH)
    vouched(written)
    lines = written.split("\n")
    at = random.randrange(len(lines))
    vouched("\n".join([*lines[:at], *lines[at + 1 :]]))
    random.shuffle(lines)
    vouched("\n".join(lines))


@settings(max_examples=300)
@given(st.data())
def test_a_canonical_text_with_anything_put_in_or_taken_out(data: st.DataObject) -> None:
    text = canonical(SAMPLE.encode(), "assignment", PATH).text
    assert text is not None
    text = text.replace("# a comment\n", "")
    assert vouched(text)
    start = data.draw(st.integers(0, len(text)))
    end = start + data.draw(st.sampled_from([0, 0, 1, 2, 5]))
    vouched(text[:start] + data.draw(st.sampled_from(BITS)) + text[end:])


@settings(max_examples=500)
@given(st.one_of(st.sampled_from(NASTY), texts, st.text("ab .-\xa0ø\u2028", min_size=80)))
@pytest.mark.parametrize("key", ["title", "summary", "reading"])
def test_a_text_however_long(key: str, value: str) -> None:
    written = render({"id": "TB2022-1", key: value}, "assignment", PATH)
    content = written.encode()
    if read_quickly(content) is not None:
        assert vouched(written)


@given(st.text("abc  -", min_size=90, max_size=400))
def test_long_texts_are_folded_alike(value: str) -> None:
    written = render({"id": "TB2022-1", "summary": value.strip() or "a"}, "assignment", PATH)
    assert vouched(written) or read_quickly(written.encode()) is None


@pytest.mark.parametrize("amount", ["none", "1000000", "1 000 000", "-5 000", "-5000", "12"])
def test_sums(amount: str) -> None:
    path = "ledger/allocations/2022/0714.21/2022-tb.yaml"
    written = render({"letter": "2022-tb", "amount": amount}, "allocation", path)
    assert vouched(written, path)
    if " " in amount:
        assert not vouched(written.replace(amount, amount.replace(" ", "")), path)


@settings(max_examples=500)
@given(texts)
def test_a_plain_text_needs_no_quotes(value: str) -> None:
    written = inline(value)
    document = read(f"a: {written}\n".encode())
    if not document.faults and document.data is not None:
        assert document.data == {"a": value}
