"""``hdirledger move``: what a letter does to money."""

import re

import click

from . import completing
from .asking import Ask
from .verbs import Act, verb

_MINUS = re.compile(r"^-(?=\s?\d)")

_POST = Ask("post", "The post: 714.21; several that share a line: 762.21+762.63.", needed=True,
            metavar="POST", argument=True, complete=completing.posts)  # fmt: skip
_AMOUNT = Ask("amount", "Whole kroner, 2,1 mill. or 2100 tkr; none where nothing is printed.",
              needed=True, metavar="AMOUNT", argument=True)  # fmt: skip
_LINES = Ask("lines", "Lines of the letter's text, such as 1616-1626.", needed=True,
             metavar="LINES")  # fmt: skip
_SECTION = Ask("section", "The letter's section, as printed.")
_YEAR = Ask("year", "The budget year (default: the letter's).", metavar="YYYY")
_READING = Ask("reading", "How an unclear passage was understood.")

MOVEMENT = (
    _LINES,
    _SECTION,
    _YEAR,
    Ask("name", "The post's name, as printed."),
    Ask("chapter-name", "The chapter's name, as printed."),
    Ask("ministry", "The ministry the chapter belongs to, when not ours."),
    Ask("appropriation", "The appropriation, as printed (default: none).", metavar="AMOUNT"),
    Ask("stated", "The letter's word (default: allocated).", choices=(
        "allocated", "appropriated", "budgeted", "blank", "discontinued", "claim-part")),
    Ask("keywords", "transferable, estimate.", metavar="WORDS"),
    Ask("usable-under", "Posts it may be used under, or each-other.", metavar="POSTS"),
    Ask("split", "complete, when the earmarks share the whole sum.", choices=("complete",)),
    Ask("row-name", "The line's text, where the letter has several for the post."),
    Ask("earmark", "'AMOUNT; purpose=...; bound=exact; recipients=...; assignments=...'.",
        several=True, metavar="ITEM"),
    Ask("restated", "The sum stated again elsewhere: 'AMOUNT; printed=...; lines=...'.",
        several=True, metavar="ITEM"),
    Ask("asserts", "A balance that the letter states: 'before=...; after=...'.", metavar="ITEM"),
    Ask("note", "A condition: 'SUMMARY; lines=...'.", several=True, metavar="ITEM"),
    _READING,
)  # fmt: skip

ALLOCATE = (_POST, _AMOUNT, *MOVEMENT)


class Moving(click.Command):
    """A command that takes amounts with a minus for what they are, and not for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [_MINUS.sub("−", one) for one in args])


@click.group("move")
def command() -> None:
    """Register what a letter does to money: allocate, cut, transfer, earmark, authorize.

    A movement is what one letter does to one post. Where the letter has several lines for the post,
    each call adds a row, and the movement is their sum.
    """


@verb("allocate", ALLOCATE, group=command, cls=Moving)
def allocate() -> Act:
    """Money given to a post, or an income claim."""
    from .moving import allocate as act

    return act


@verb("cut", ALLOCATE, group=command, cls=Moving)
def cut() -> Act:
    """Money taken from a post. AMOUNT is written without a minus."""
    from .moving import cut as act

    return act


TRANSFER = (
    Ask(
        "from",
        "The post it leaves.",
        needed=True,
        metavar="FROM",
        argument=True,
        complete=completing.posts,
    ),
    Ask(
        "to",
        "The post it comes to, or 'agency:NAME'.",
        needed=True,
        metavar="TO",
        argument=True,
        complete=completing.posts,
    ),
    _AMOUNT,
    _LINES,
    _SECTION,
    _YEAR,
    Ask("from-name", "The name of the post it leaves, as printed."),
    Ask("to-name", "The name of the post it comes to."),
    Ask("from-lines", "Lines of that side, when they are others.", metavar="LINES"),
    Ask("to-lines", "Lines of the other side.", metavar="LINES"),
    Ask("row-name", "The line's text, where the letter has several for a post."),
    _READING,
)


@verb("transfer", TRANSFER, group=command, cls=Moving)
def transfer() -> Act:
    """Money moved from one post to another.

    Both movements are written, each naming the other. Write 'agency:Statens helsetilsyn' for FROM
    or TO where money comes from or leaves for another agency; then there is one movement. AMOUNT is
    what moves, without a minus.
    """
    from .moving import transfer as act

    return act


EARMARK = (
    _POST,
    _AMOUNT,
    Ask("purpose", "What it is for, short and in our own words.", needed=True),
    _LINES,
    Ask("bound", "exact (the default where there is an amount), including, up-to, at-least.",
        choices=("exact", "including", "up-to", "at-least")),
    Ask("scheme", "The grant scheme's name, as printed."),
    Ask("recipient", "A recipient, as printed.", several=True),
    Ask("agency", "The agency that disposes of it, when not us."),
    Ask("assignments", "Assignments that it belongs to.", metavar="IDS",
        complete=completing.assignments),
    Ask("printed", "The letter's words for the amount, when it is no figure."),
    Ask("split", "complete, when its parts share the whole sum.", choices=("complete",)),
    Ask("inside", "The earmark it is part of: 'earmarks[lines=882-884]'.", metavar="ADDRESS"),
    _SECTION,
    _YEAR,
)  # fmt: skip


@verb("earmark", EARMARK, group=command, cls=Moving)
def earmark() -> Act:
    """A part of the letter's movement that has a purpose.

    For posts that share an earmark but have lines of their own (762.21+762.63) a movement without
    an amount is made.
    """
    from .moving import earmark as act

    return act


AUTHORIZE = (
    Ask("post", "The post: 710.22, or several: 710.21,710.22.", needed=True, metavar="POST",
        argument=True, complete=completing.posts),
    Ask("ceiling", "The ceiling in kroner, or none.", needed=True, metavar="CEILING",
        argument=True),
    Ask("kind", "What kind of authorization.", needed=True, choices=(
        "order", "revenue-offset", "charge", "use-under", "net", "other")),
    Ask("purpose", "What it is for, in our own words.", needed=True),
    _LINES,
    Ask("against", "The posts it is tied to: the extra income, or what is not used.",
        metavar="POSTS", complete=completing.posts),
    Ask("ministry", "The ministry the post belongs to, when not ours."),
    Ask("recipient", "A recipient, as printed.", several=True),
    Ask("assignments", "Assignments that it belongs to.", metavar="IDS",
        complete=completing.assignments),
    Ask("see", "Letters that are referred to.", metavar="LETTERS", complete=completing.letters),
    Ask("replaces", "The authorization that it ends: 2025-tb/c.", metavar="LETTER/KEY"),
    _SECTION,
    _YEAR,
)  # fmt: skip


@verb("authorize", AUTHORIZE, group=command, cls=Moving)
def authorize() -> Act:
    """An authorization; it may end an earlier one."""
    from .moving import authorize as act

    return act
