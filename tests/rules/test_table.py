"""The rule table as a whole."""

import re

from hdirledger.rules import table

from . import (
    test_dates,
    test_gaps,
    test_letters,
    test_money,
    test_references,
    test_structure,
)

# Rules whose cases do not have the common form: they need files on disk, renamed files,
# the canonical form, or acceptances (tests/test_check.py). Those of the families V and J look at
# more than a ledger (tests/evidence, tests/test_journal.py).
ON_THEIR_OWN = {"S114", "S115", "S116", "S117", "S302", "S303", "S401"}


def test_every_rule_has_a_case() -> None:
    modules = (test_dates, test_gaps, test_letters, test_money, test_references, test_structure)
    shown = {code for module in modules for code, _, _ in module.CASES.values()}
    shown |= {code for code, _, _ in test_structure.READING} | ON_THEIR_OWN
    assert shown == {code for code in table() if code[0] not in "VJ"}


def test_codes_are_in_order_and_in_their_family() -> None:
    assert list(table()) == sorted(table())
    assert all(re.fullmatch(r"[SRDMLGVJ]\d{3}", code) for code in table())


def test_gaps_are_notes_and_never_fail_a_check() -> None:
    assert {row.severity for row in table().values() if row.code.startswith("G")} == {"note"}
