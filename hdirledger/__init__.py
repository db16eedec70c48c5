"""hdirledger: the books of the assignments and the money a ministry gives a directorate.

``Ledger.open(".")`` reads the books, ``through(ledger, "2022-tb")`` gives them as a letter left
them, and every report of the command line is a function in ``hdirledger.views``, which takes a
ledger and ``Filters`` and gives a ``Report`` of typed rows.
"""

# Not of typing, which takes longer to import than a kept answer to be found.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .filters import Filters
    from .findings import Finding, Severity
    from .ledger import Ledger
    from .lettertime import through
    from .report import Report
    from .source import NoLedger

__version__ = "0.1.0"
__all__ = [
    "Filters",
    "Finding",
    "Ledger",
    "NoLedger",
    "Report",
    "Severity",
    "__version__",
    "through",
]

# Imported when somebody asks for them: a command needs a few of them at most.
_HOME = {
    "Filters": "filters",
    "Finding": "findings",
    "Ledger": "ledger",
    "NoLedger": "source",
    "Report": "report",
    "Severity": "findings",
    "through": "lettertime",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOME[name]}", __name__), name)
