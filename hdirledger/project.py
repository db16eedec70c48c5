"""Which folder is the project of a ledger."""

import os

LEDGER = "ledger"


def project_of(folder: str) -> str | None:
    """The nearest folder at or above an absolute one that holds ``ledger/ledger.yaml``."""
    while True:
        if os.path.isfile(os.path.join(folder, LEDGER, "ledger.yaml")):
            return folder
        above = os.path.dirname(folder)
        inside = os.path.basename(folder) == LEDGER
        if inside and os.path.isfile(os.path.join(folder, "ledger.yaml")):
            return above
        if above == folder:
            return None
        folder = above
