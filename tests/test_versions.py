from typing import Any

import pytest

from hdirledger.model.build import build
from hdirledger.quick import QuickReader
from hdirledger.schemas import CLASSES
from hdirledger.versions import NO_CONTENT, NO_ID, Books, Version, identity, version_of

from .views.books import FILES

A, B = "ledger/assignments/2022/a.yaml", "ledger/assignments/2022/b.yaml"
NAME = ("assignment", "TB2022-1")


@pytest.mark.parametrize("path", FILES)
def test_a_record_is_named_as_its_model_names_it(path: str) -> None:
    full = f"ledger/{path}"
    version = version_of(full, FILES[path].encode())
    assert version is not None
    assert version.name is not None
    record = build(CLASSES[version.name[0]], version.data or {})
    assert version.name[1] == record.id
    assert version_of(full, FILES[path].encode(), QuickReader()) == version


@pytest.mark.parametrize(
    ("type", "data"),
    [
        ("assignment", {"id": ["x"]}),
        ("assignment", {"id": ""}),
        ("allocation", {"year": "2022", "letter": "x", "posts": "0714.21"}),
        ("allocation", {"year": "2022", "letter": "x", "posts": [["0714.21"]]}),
        ("allocation", {"year": "2022", "posts": ["0714.21"]}),
        ("reporting", {"letter": "x", "year": []}),
    ],
)
def test_what_names_no_record(type: str, data: Any) -> None:
    assert identity(type, data) is None


def test_versions_that_cannot_be_read() -> None:
    assert version_of("ledger/notes.txt", b"x") is None
    assert version_of(A, None) == Version(None, None, NO_CONTENT)
    assert version_of(A, b"title: x\n") == Version(None, None, NO_ID)
    broken = version_of(A, b"id: x\nid: y\n")
    assert broken is not None
    assert broken.fault is not None
    assert (broken.fault.code, broken.fault.line) == ("S106", 2)


def test_of_two_files_with_one_id_the_first_counts() -> None:
    books = Books()
    books.put(B, Version(NAME, {"id": "b"}))
    assert books.holder(NAME) == (B, {"id": "b"})
    books.put(A, Version(NAME, {"id": "a"}))
    assert books.holder(NAME) == (A, {"id": "a"})
    books.put(A, None)
    assert books.record(NAME) == {"id": "b"}
    books.put(B, None)
    assert books.holder(NAME) == ("", None)
