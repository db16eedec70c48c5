"""Views: pure functions from a ledger and filters to a ``Report``. They know nothing of tables."""

import unicodedata

# After z come æ, ø, å; Swedish and Danish-German forms are sorted with the letters they stand for.
_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def norwegian_key(text: str) -> tuple[str, str]:
    """Sort key for names in Norwegian order: without case, and æøå after z.

    ``aa`` is left as two letters. The text itself comes second, so that the order is total.
    """
    return unicodedata.normalize("NFC", text).casefold().translate(_LAST), text
