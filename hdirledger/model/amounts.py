"""Amounts: whole kroner as integers, printed with Norwegian grouping.

Sums never pass through floats; a unit that does not divide an amount keeps its decimals.
"""

UNITS: dict[str, int] = {"kr": 1, "tkr": 1_000, "mkr": 1_000_000}
UNIT_NAMES: dict[str, str] = {"kr": "kroner", "tkr": "thousand kroner", "mkr": "million kroner"}


def parse_sum(text: str) -> int | None:
    """Kroner from the text of a record (``103 000 000``, ``-10000``); ``none`` gives None."""
    if text == "none":
        return None
    return int(text.replace(" ", ""))


def group(digits: str, separator: str = " ") -> str:
    """Group a string of digits by thousands: ``1233356`` -> ``1 233 356``."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    head = len(digits) % 3
    parts = ([digits[:head]] if head else []) + [
        digits[i : i + 3] for i in range(head, len(digits), 3)
    ]
    return sign + separator.join(parts)


def canonical(text: str) -> str:
    """The grouped form of a sum in a record; anything else comes back unchanged."""
    bare = text.replace(" ", "")
    return group(bare) if bare.lstrip("-").isascii() and bare.lstrip("-").isdigit() else text


def show(amount: int | None, unit: str = "kr") -> str:
    """Print an amount of kroner in a unit, exact: ``show(30_000, "mkr")`` is ``0,03``.

    None prints as nothing, since a letter that prints no sum has not said 0.
    """
    if amount is None:
        return ""
    if amount % UNITS[unit] == 0:
        return group(str(amount // UNITS[unit]))
    whole, rest = divmod(abs(amount), UNITS[unit])
    places = len(str(UNITS[unit])) - 1
    decimals = str(rest).zfill(places).rstrip("0")
    return ("-" if amount < 0 else "") + group(str(whole)) + "," + decimals
