import os
import sys

import pytest

from hdirledger.beside import Beside


def test_what_a_second_process_does() -> None:
    here = os.getpid()
    big = b"x" * 1_000_000
    beside = Beside(lambda: f"{os.getpid()} {here}".encode() + big)
    told = beside.result()
    if told is not None:  # A computer with one processor does it alone.
        other, _, rest = told.partition(b" ")
        assert int(other) != here
        assert rest == str(here).encode() + big


def test_work_that_fails_or_ends_early_gives_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> bytes:
        raise ValueError

    def end() -> bytes:
        sys.exit(1)

    for work in (fail, end):
        assert Beside(work).result() is None
    assert capfd.readouterr() == ("", "")


def test_with_one_processor_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert Beside(lambda: b"x").result() is None


def test_where_no_process_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError

    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", refuse)
    assert Beside(lambda: b"x").result() is None
