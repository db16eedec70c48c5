"""Run jobs in turns and take the median of each: wall time, and peak memory of the process.

Interleaved runs share whatever the machine is doing meanwhile, so that their ratios hold even where
their times do not.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

# A job that takes longer than this is run three times at most, its first run among them: next to
# it, what a first run costs more does not count.
SLOW = 10.0


class Failed(Exception):
    """A run that did not succeed. The message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be measured. The times of its commands are added.

    ``around`` is entered before each run and left after it, unmeasured. ``warm``: the first run
    only prepares the others, however long it takes. What the commands print goes nowhere.
    """

    name: str
    told: str
    commands: Sequence[Sequence[str]]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    around: Callable[[], AbstractContextManager[object]] = nullcontext
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds of wall time, and MiB of memory of its largest process at its peak."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Figure:
    """The medians of a job's runs; ``failed`` says why there are none."""

    job: Job
    runs: int = 0
    seconds: float = 0.0
    memory: float = 0.0
    failed: str = ""


def measure(
    jobs: Sequence[Job],
    runs: int,
    timeout: float,
    tell: Callable[[str], None] = lambda text: None,
) -> dict[str, Figure]:
    """Run every job ``runs`` times in turns, after one run each that does not count; by name.

    A job of which a run fails or takes longer than ``timeout`` seconds is not run again.
    """
    samples: dict[str, list[Sample]] = {job.name: [] for job in jobs}
    left = {job.name: runs for job in jobs}
    failed: dict[str, str] = {}
    for number in range(runs + 1):
        tell(f"round {number} of {runs}" if number else "a first round")
        for job in jobs:
            if job.name in failed or (number and not left[job.name]):
                continue
            try:
                with job.around():
                    sample = run_job(job, timeout)
            except Failed as error:
                failed[job.name] = str(error)
                continue
            if number:
                left[job.name] -= 1
            elif sample.seconds > SLOW:
                left[job.name] = min(left[job.name], 2)
            if number or (sample.seconds > SLOW and not job.warm):
                samples[job.name].append(sample)
    return {job.name: _figure(job, samples[job.name], failed.get(job.name, "")) for job in jobs}


def _figure(job: Job, samples: Sequence[Sample], failed: str) -> Figure:
    if failed or not samples:
        return Figure(job, failed=failed or "was not run")
    seconds = statistics.median(sample.seconds for sample in samples)
    return Figure(job, len(samples), seconds, max(sample.memory for sample in samples))


def run_job(job: Job, timeout: float) -> Sample:
    """Run the commands of a job once. Raises ``Failed`` when one does not succeed."""
    seconds, memory = 0.0, 0.0
    for command in job.commands:
        sample = _run(command, job.folder, clean_environment(job.environment), timeout - seconds)
        seconds += sample.seconds
        memory = max(memory, sample.memory)
    return Sample(seconds, memory)


def _run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float
) -> Sample:
    with tempfile.TemporaryFile() as complaints:
        begin = time.perf_counter()
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
        except OSError as error:
            raise Failed(f"{command[0]} cannot be run: {error.strerror}") from error
        clock = threading.Timer(max(timeout, 0.1), os.killpg, (process.pid, signal.SIGKILL))
        clock.start()
        try:
            # Asked of the process itself: what all children together used would not tell one run.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            clock.cancel()
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL and seconds >= timeout:
            raise Failed(f"took longer than {timeout:.0f} s")
        if process.returncode != 0:
            raise _ended(command, process.returncode, complaints)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Sample(seconds, usage.ru_maxrss / unit)


def clean_environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a run, in which nobody's configuration of git or of ours counts."""
    ours = ("GIT_", "HDIRLEDGER", "GITHUB_", "PYTHON")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"}
    return clean | dict(more)


def lines(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The lines that a command prints, unmeasured and one at a time: what this process holds counts
    as memory of every process that it starts. Raises ``Failed`` when it does not succeed."""
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=clean_environment(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise Failed(f"{command[0]} cannot be run: {error.strerror}") from error
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                yield line.rstrip("\n")
        if process.returncode != 0:
            raise _ended(command, process.returncode, complaints)


def output(command: Sequence[str], folder: Path) -> str:
    """All that a command prints, unmeasured. Raises ``Failed`` when it does not succeed."""
    return "\n".join(lines(command, folder))


def _ended(command: Sequence[str], code: int, complaints: IO[bytes]) -> Failed:
    complaints.seek(0)
    words = complaints.read().decode("utf-8", "replace").strip().splitlines()
    return Failed(f"{Path(command[0]).name} ended with {code}: {words[-1] if words else ''}")
