"""What each job is held against, and the limits that the project has set itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from .measure import Figure

# The limits are set for 10,000 records, and are told from half of that on. Larger ledgers have
# some of their own, in seconds, MiB, and times what a ledger of a tenth of the size takes.
_LARGE = 5_000
HUGE = 50_000
_REPORTS = ("list-warm", "deadlines-warm", "budget-warm")
_REPORT_REAL = 0.12
_REPORTHUGE = 1.0
GROWTH = 11.0
MEMORY = 1024.0


@dataclass(frozen=True, slots=True)
class Compared:
    """The job beside which one is shown, and its limit: a factor of that job's time, and seconds
    beyond. No factor: no limit."""

    against: str
    factor: float | None = None
    plus: float = 0.0

    def limit(self, figures: Mapping[str, Figure]) -> float | None:
        """The limit in seconds; None when there is none, or nothing to measure it by."""
        if self.factor is None:
            return None
        other = figures.get(self.against)
        if self.factor and (other is None or other.failed):
            return None
        return (self.factor * other.seconds if other else 0.0) + self.plus


COMPARED = {
    "check-plain": Compared("check-jsonschema"),
    "check-off": Compared("check-jsonschema", 1 / 40),
    "check-cold": Compared("check-jsonschema", 1 / 40),
    "check-warm": Compared("status", 3, 0.05),
    "check-changed": Compared("status", 3, 0.15),
    "list-cold": Compared("hledger-balance"),
    "deadlines-cold": Compared("hledger-balance"),
    "budget-cold": Compared("hledger-balance"),
    "list-new": Compared("hledger-balance"),
    "deadlines-new": Compared("hledger-balance"),
    "budget-new": Compared("hledger-balance"),
    "list-warm": Compared("hledger-balance", 1 / 4),
    "deadlines-warm": Compared("hledger-balance", 1 / 4),
    "budget-warm": Compared("hledger-balance", 1 / 4),
    "history-cold": Compared("log", 2.5),
    "history-warm": Compared("log", 0, 0.1),
    "history-new": Compared("log"),
    "history-one-cold": Compared("log-one"),
    "history-one-warm": Compared("python", 1, 0.05),
    "blame-warm": Compared("imports"),
    "gitpython": Compared("log"),
    "bean-check": Compared("hledger-check"),
    "bean-query": Compared("hledger-balance"),
}

# What takes many minutes a run on huge ledgers, and is run there only when it is asked for.
MINUTES = ("check-plain", "check-jsonschema", "gitpython")

_NEIGHBOURS = frozenset(
    (
        "check-jsonschema",
        "hledger-balance",
        "hledger-many",
        "hledger-check",
        "bean-check",
        "bean-query",
        "gitpython",
    )
)
_FLOOR = frozenset(("python", "imports", "status", "log", "log-one"))
OURS = frozenset(COMPARED) - _NEIGHBOURS
NAMES = OURS | _NEIGHBOURS | _FLOOR


def compared(name: str, records: int, real: bool) -> Compared | None:
    """What a job is compared with, on a ledger of a size or on the real one."""
    found = COMPARED.get(name)
    if found is None:
        return None
    if name in _REPORTS and (real or records >= HUGE):
        return Compared(found.against, 0, _REPORT_REAL if real else _REPORTHUGE)
    return found if records >= _LARGE else Compared(found.against)
