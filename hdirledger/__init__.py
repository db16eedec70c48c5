"""hdirledger: the books of the assignments and the money a ministry gives a directorate.

>>> from hdirledger import Ledger                              # doctest: +SKIP
>>> ledger = Ledger.open(".")                                  # doctest: +SKIP
>>> [a.id for a in ledger.assignments if "KTA" in a.departments]  # doctest: +SKIP
"""

from .findings import Finding, Severity
from .ledger import Ledger
from .lettertime import through
from .source import NoLedger

__version__ = "0.1.0"
__all__ = ["Finding", "Ledger", "NoLedger", "Severity", "__version__", "through"]
