"""Helpers: copies of this process that do their share of the work on another processor.

A helper is asked once and answers twice, in JSON through pipes. Nothing depends on it: when it
ends without an answer, whatever the reason, we do its share ourselves, and find the reason again.
"""

import json
import os
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from . import fast

T = TypeVar("T")
# Gives a first answer, is told what was asked, and gives the second. All of it is JSON.
Work = Generator[Any, Any, None]

# For less work than this a copy costs more than it saves; and more of them wait for the disk.
_EACH = 1000
_MOST = 4
_LENGTH = 8


class Helper:
    """A helper at work."""

    def __init__(self, process: int, answers: int, questions: int) -> None:
        self.process = process
        self._answers = os.fdopen(answers, "rb")
        self._questions = os.fdopen(questions, "wb")

    def hear(self) -> Any:
        """The next answer; None when there is none."""
        return _receive(self._answers)

    def tell(self, question: Any) -> None:
        with suppress(OSError):
            _send(self._questions, question)

    def close(self) -> None:
        """End the process, which has nothing more to say."""
        with suppress(OSError):
            self._questions.close()
        self._answers.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)


def shares(work: Sequence[T]) -> list[Sequence[T]]:
    """Deal work out: our own share first, then one for each helper that it is worth having."""
    count = 1 if fast.switched_off() else min(os.cpu_count() or 1, _MOST, len(work) // _EACH)
    return [work[first::count] for first in range(count)] if count > 1 else [work]


@contextmanager
def helping(work: Sequence[Callable[[], Work]]) -> Iterator[list[Helper | None]]:
    """A helper for each work, None where there can be none. All have ended afterwards."""
    helpers: list[Helper | None] = []
    try:
        for each in work:
            helpers.append(begin(each))
        yield helpers
    finally:
        for helper in filter(None, helpers):
            helper.close()


def begin(work: Callable[[], Work]) -> Helper | None:
    """A helper for a work, to be closed by the caller; None where there can be none."""
    try:
        answers, questions = os.pipe(), os.pipe()
    except OSError:
        return None
    try:
        process = os.fork()
    except OSError:
        for end in (*answers, *questions):
            os.close(end)
        return None
    if process:
        os.close(answers[1])
        os.close(questions[0])
        return Helper(process, answers[0], questions[1])
    try:
        os.close(answers[0])
        os.close(questions[1])
        with os.fdopen(answers[1], "wb") as said, os.fdopen(questions[0], "rb") as asked:
            steps = work()
            _send(said, next(steps))
            _send(said, steps.send(_receive(asked)))
    finally:
        # Nothing of the copy may go on, not even what would tell of an error.
        os._exit(0)


def _send(stream: Any, message: Any) -> None:
    text = json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    stream.write(len(text).to_bytes(_LENGTH))
    stream.write(text)
    stream.flush()


def _receive(stream: Any) -> Any:
    length = int.from_bytes(stream.read(_LENGTH))
    text = stream.read(length)
    return json.loads(text) if length and len(text) == length else None
