"""Addresses of items by the keys of lists."""

import pytest

from hdirledger.edit import EditError
from hdirledger.edit.address import locate

from .support import data

RECORD = data("""
id: TB2022-13
departments: [SHA, KTA]
status: open
parts:
  - key: a
    title: "Del [1]"
deadlines:
  - due: "2022-08-31"
    until: 2022-ttb-1
  - due: "2022-08-31"
    since: 2022-ttb-1
    parts: [a, b]
    lines: 12, 14-15
basis:
  - letter: 2022-tb
    action: given
    lines: "10"
""")


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("id", "TB2022-13"),
        ("deadlines[since=2022-ttb-1].lines", "12, 14-15"),
        ("deadlines[due=2022-08-31, until=2022-ttb-1].due", "2022-08-31"),
        ("deadlines[parts=b, a].due", "2022-08-31"),
        ("deadlines[lines=12, 14-15].due", "2022-08-31"),
        ("deadlines[due=2022-08-31, since=].until", "2022-ttb-1"),
        ("parts[a].title", "Del [1]"),
        ('parts[title="Del [1]"].key', "a"),
        ("departments[KTA]", "KTA"),
        ("basis[10].action", "given"),
        ("basis[2022-tb].note", None),
    ],
)
def test_an_address_names_one_value(address: str, value: object) -> None:
    assert locate(RECORD, "assignment", address).value == value


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("deadlines[2022-08-31].due",
         r"names 2 items: deadlines\[due=2022-08-31\]; deadlines\[parts=a, b, due=2022-08-31, "),
        ("deadlines[due=2023]", "there is no .*; there are deadlines"),
        ("deadlines.due", "is a list: name an item"),
        ("deadlines[1]", "there is no"),
        ("parts[a].x", "there is no key x in parts"),
        ("departments[KTA].x", "have no keys"),
        ("title[a]", "title is no list"),
        ("x", "there is no key x"),
        ("basis[10].reply.dated", "there is no basis.reply"),
        ("", "looks like"),
        ("[a]", "is no address"),
        ("id..title", "is no address"),
        ("id title", "is no address"),
        ("id" * 400, "looks like"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_told(address: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        locate(RECORD, "assignment", address)
