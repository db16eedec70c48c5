"""The quick reader against the strict one: it reads the same, or says that it cannot tell."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger.canonical import canonical
from hdirledger.ledger import type_of
from hdirledger.places import positions_quickly
from hdirledger.quick import QuickReader, read_quickly
from hdirledger.reader import positions, read

from .views.reading import PROJECT

FILES = sorted((PROJECT / "ledger").rglob("*.yaml"))

SAMPLE = """\
# a comment
id: TB2022-1
title: "Et: oppdrag"
departments:
  - KTA
  - 'S A'
summary: >-
  En tekst som er
  # delt på linjer
parts:
  - key: a
    became:
      to: TB2022-2
    summary: >-
      Mer tekst
      her: ja
  - key: b
deadlines:
  - due: 2022-08-31
    parts:
      - a
status: open
"""
BITS = ["a", ":", ": ", " #", "#", "-", "- ", " ", "  ", "\n", "\n\n", '"', "'", ">-", "|", "&",
        "*", "key: ", "[", "]", "{", "}", "!", "?", "? ", "\t", "---\n", "...", "\\", "å", "\xa0",
        "%", "@", "`", ",", "~", "<<: ", "0", "é", "\u2028", ">", "+", "a:b", "- - a",
        "-5", "- -5 000", "sha256"]  # fmt: skip


def same_or_none(text: str) -> None:
    content = text.encode("utf-8")
    for found in (QuickReader().read(content), read_quickly(content)):
        if found is not None:
            document = read(content)
            assert document.faults == ()
            assert found == document.data
            assert orders(found) == orders(document.data)
            places = positions_quickly(content)
            assert places == {
                path: place for path, place in positions(content).items() if "~" not in path
            }


def orders(data: Any) -> list[Any]:
    """The order of the keys at every depth, which the canonical form depends on."""
    if isinstance(data, dict):
        return [(key, orders(value)) for key, value in data.items()]
    return [orders(item) for item in data] if isinstance(data, list) else []


@settings(max_examples=600)
@given(st.data())
def test_a_text_with_anything_put_in_or_taken_out(data: st.DataObject) -> None:
    text = SAMPLE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from([0, 0, 0, 1, 2, 5]))
        text = text[:start] + data.draw(st.sampled_from(BITS)) + text[end:]
    same_or_none(text)


@settings(max_examples=600)
@given(st.lists(st.sampled_from([*SAMPLE.splitlines(keepends=True), *BITS]), max_size=8))
def test_lines_in_any_order(lines: list[str]) -> None:
    same_or_none("".join(lines))


@settings(max_examples=300)
@given(st.text(max_size=30))
def test_any_text_as_a_value(value: str) -> None:
    same_or_none(f"id: {value}\n")
    same_or_none(f"a:\n  - {value}\nb: x\n")
    same_or_none(f"a: >-\n  {value}\n")
    same_or_none(f'a: "{value}"\n')


def test_the_sample_is_read() -> None:
    assert QuickReader().read(SAMPLE.encode()) == read(SAMPLE.encode()).data
    assert read_quickly(SAMPLE.encode()) == read(SAMPLE.encode()).data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "id: a",
        "id: a\nid: b\n",
        "id:\n",
        "id: a\n b\n",
        "a:\n- b\n",
        "a: >-\n  b\n\n  c\n",
        "a: >-\n   b\n",
        "a: &x b\n",
        "a: [b]\n",
        "a: b # c\n",
        "a: b \n",
        "a: b\r\n",
        "\ufeffa: b\n",
        "k" * 2000 + ": b\n",
        "".join("  " * n + "a:\n" for n in range(30)) + "  " * 30 + "a: b\n",
    ],
)
def test_what_the_strict_reader_must_tell(text: str) -> None:
    assert QuickReader().read(text.encode()) is None
    assert read_quickly(text.encode()) is None


def test_what_is_no_utf8() -> None:
    assert QuickReader().read(b"a: \xff\n") is None


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_the_real_records(file: Path) -> None:
    same_or_none(file.read_text(encoding="utf-8"))


def test_most_real_records_are_read_quickly() -> None:
    reader = QuickReader()
    for quick in (reader.read, read_quickly):
        left = [file for file in FILES if quick(file.read_bytes()) is None]
        assert len(left) < len(FILES) / 10


def test_what_fmt_writes() -> None:
    path = "ledger/assignments/2022/TB2022-1.yaml"
    form = canonical(SAMPLE.encode(), type_of(path), path)
    assert form.text is not None
    same_or_none(form.text)
    assert QuickReader().read(form.text.encode()) is not None
