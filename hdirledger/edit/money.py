"""Amounts as people type them: whole kroner, or in millions when that is exact."""

import re
from fractions import Fraction

from ..model.amounts import canonical
from . import EditError

_UNITS = {
    "": 1,
    "kr": 1,
    "kroner": 1,
    "nok": 1,
    "tkr": 10**3,
    "tusen": 10**3,
    "mill": 10**6,
    "million": 10**6,
    "millioner": 10**6,
    "mkr": 10**6,
    "mrd": 10**9,
    "milliard": 10**9,
    "milliarder": 10**9,
}
_TYPED = re.compile(
    r"(?P<sign>[-−–+])?\s*(?P<digits>\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3}){2,}|\d+)"
    r"(?:(?P<mark>[,.])(?P<decimals>\d+))?\s*(?P<unit>[a-zæøå]*)\.?(?:\s*kr(?:oner)?\.?)?",
    re.IGNORECASE,
)
_LONGEST = 40


def amount(text: str) -> str:
    """An amount in the form of the records: ``2,1 mill.`` -> ``2 100 000``; ``none`` stays.

    Raises ``EditError`` for what is no amount, or not a whole number of kroner.
    """
    bare = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    if bare.casefold() == "none":
        return "none"
    match = _TYPED.fullmatch(bare) if len(bare) <= _LONGEST else None
    unit = _UNITS.get(match["unit"].casefold()) if match else None
    if match is None or unit is None:
        raise EditError(
            f"{text[:60]!r} is no amount; write whole kroner (2 100 000), 2,1 mill., 2100 tkr, "
            "or none where the letter prints nothing"
        )
    if match["mark"] == "." and len(match["decimals"]) == 3 and "." not in match["digits"]:
        raise EditError(
            f"{text!r} can be read in two ways; write it out in kroner, with spaces or without"
        )
    digits = match["digits"].replace(" ", "").replace(".", "")
    kroner = Fraction(f"{digits}.{match['decimals'] or '0'}") * unit
    if kroner.denominator != 1:
        raise EditError(f"{text!r} is not a whole number of kroner; write it out in kroner")
    sign = "-" if match["sign"] in ("-", "−", "–") and kroner else ""
    written = f"{sign}{kroner.numerator}"
    if len(written.lstrip("-")) > 18:
        raise EditError(f"{text!r} is more money than there is")
    return canonical(written)


def negative(written: str) -> str:
    """The same amount with the other sign."""
    if written in ("none", "0"):
        return written
    return written[1:] if written.startswith("-") else f"-{written}"


def total(*written: str) -> str:
    """The sum of amounts; ``none`` when no letter prints any of them."""
    sums = [int(one.replace(" ", "")) for one in written if one != "none"]
    return canonical(str(sum(sums))) if sums else "none"
