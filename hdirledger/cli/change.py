"""``hdirledger change ID``: what a letter does to an assignment that is there."""

from . import completing
from .asking import Ask
from .assigning import CITED, DUE, ITEMS, LINES, NOTE, PARTS, SECTION, VALUES
from .verbs import Act, verb

ACTIONS = ("clarified", "amended", "deadline-changed", "continued", "repeated", "noted",
           "specified", "replaced", "withdrawn", "renumbered", "kept", "delivered",
           "lapsed")  # fmt: skip

TABLE = (
    Ask("id", "The number, or an alias.", needed=True, metavar="ID", argument=True,
        complete=completing.assignments),
    Ask("action", "What the letter does.", needed=True, choices=ACTIONS),
    LINES,
    PARTS,
    SECTION,
    NOTE,
    CITED,
    *DUE,
    Ask("ends-due", "The deadline that ends: its due, or 'due=...; parts=...'; none for none.",
        several=True, metavar="WHEN"),
    Ask("replaced-by", "The assignment, or its part, that takes its place or number.",
        metavar="ID[/PART]", complete=completing.assignments),
    Ask("reply", "What was delivered: '2022-03-14; reference=...; printed=...'.", metavar="ITEM"),
    Ask("until", "An item that the letter ends: 'partners[agency=KS]', 'parts[c]'.",
        several=True, metavar="ADDRESS"),
    Ask("ends-announcement", "What was announced and has come by this: 2025-tb/a04.",
        several=True, metavar="LETTER/KEY"),
    *VALUES,
    *ITEMS,
    Ask("add-reading", "A sentence more of how it was understood."),
)  # fmt: skip


@verb("change", TABLE)
def command() -> Act:
    """Register what a letter does to the assignment ID, a number in any form or an alias.

    Nothing is overwritten: what the letter ends gets until, what it brings gets since, a title,
    area or departments that it changes go to formerly, and the status follows. A new deadline ends
    the one of the same parts and kind under --action deadline-changed, and otherwise those that
    --ends-due names. Parts that are replaced, withdrawn or lapsed end, with the deadlines that are
    theirs alone; --replaced-by also enters the relation in the assignment that comes instead.

    Items are typed as 'VALUE; key=value; key=value'. An address names an item by the keys of its
    list, as in hdirledger correct --help.
    """
    from .changing import change as act

    return act
