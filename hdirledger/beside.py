"""Work that a second process does at the same time, on what this one has in memory."""

import os
from collections.abc import Callable
from contextlib import suppress


class Beside:
    """A piece of work that was begun in a second process, where the computer can run two."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        self._process, self._pipe = 0, -1
        if (os.cpu_count() or 1) > 1:
            with suppress(OSError):
                self._start(work)

    def _start(self, work: Callable[[], bytes]) -> None:
        self._pipe, out = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(out)
            raise
        if self._process:
            os.close(out)
            return
        # Nothing of this process may happen twice: not its end, and no writing of its buffers.
        try:
            with os.fdopen(out, "wb") as stream:
                done = work()
                stream.write(b"%d\n" % len(done))
                stream.write(done)
        finally:
            os._exit(0)

    def result(self) -> bytes | None:
        """What the work gives; None where the second process did not get to its end."""
        if self._pipe < 0:
            return None
        with os.fdopen(self._pipe, "rb") as stream:
            head, done = stream.readline().rstrip(b"\n"), stream.read()
        if self._process:
            with suppress(ChildProcessError):
                os.waitpid(self._process, 0)
        return done if head.isdigit() and int(head) == len(done) else None
