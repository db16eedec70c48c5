"""The switch for everything that is quick because it leaves the unusual to something slower."""

import os

SWITCH = "HDIRLEDGER_FAST"


def switched_off() -> bool:
    """Whether the environment says ``HDIRLEDGER_FAST=off``: then only the strict reader, jsonschema
    and the full canonical form speak, in one process. What they say is the same; tests compare the
    two."""
    return os.environ.get(SWITCH, "").casefold() in ("off", "0", "no")
