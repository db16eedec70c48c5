"""hdirledger: the books of the assignments and the money a ministry gives a directorate.

``Ledger.open(".")`` reads the books, ``through(ledger, "2022-tb")`` gives them as a letter left
them, and every report of the command line is a function in ``hdirledger.views``, which takes a
ledger and ``Filters`` and gives a ``Report`` of typed rows.
"""

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
