"""``hdirledger give``: what a letter gives, or cites for the first time."""

import click

from . import completing
from .asking import Ask
from .assigning import CITED, DUE, ITEMS, LINES, NOTE, SECTION, VALUES
from .verbs import Act, verb


@click.group("give")
def command() -> None:
    """Register what a letter gives: assignments, parts, goals, stubs.

    Items are typed as 'VALUE; key=value; key=value', with the keys of the records. What a letter
    brings to a record of another letter says so by itself (since).
    """


_ID = Ask("id", "The number as printed.", needed=True, metavar="ID", argument=True,
          complete=completing.assignments)  # fmt: skip
_WHEN_SHOWN = Ask("printed-as", "The number as the heading prints it, when it differs from the id.")
_ACTIONS = ("given", "repeated", "continued", "amended", "clarified", "specified", "kept",
            "deadline-changed", "noted", "replaced", "withdrawn", "delivered")  # fmt: skip
_STUB_ACTIONS = (*_ACTIONS[1:], "lapsed", "renumbered")
_ACTION = Ask("action", "What the letter does with it (default: given).", choices=_ACTIONS)
ASSIGNMENT = (
    _ID,
    LINES,
    *(
        Ask(one.name, one.help, one.name == "title", one.several, one.metavar, (), one.complete)
        for one in VALUES
    ),
    SECTION,
    _ACTION,
    NOTE,
    CITED,
    _WHEN_SHOWN,
    *DUE,
    *ITEMS,
)


@verb("assignment", ASSIGNMENT, group=command)
def assignment() -> Act:
    """A new assignment, or one that was only cited.

    ID is the number as printed; its form is mended (tb 2025-7 is TB2025-7). X2025 mints an id for
    an assignment without a number. Where a letter prints one number for two assignments, give them
    the ids TB2021-43a and TB2021-43b with --alias TB2021-43.
    """
    from .giving import give_assignment

    return give_assignment


PART = (
    _ID,
    Ask("summary", "What the part is, in our own words."),
    Ask("lines", "Lines of the letter's text.", needed=True, metavar="LINES"),
    Ask("number", "The number the letter prints."),
    Ask("title", "The title, when the letter gives one."),
    Ask("group", "The heading it stands under."),
    Ask("key", "Its key (default: the next free letter).", metavar="KEY"),
    Ask("for", "The agency it is for, when that is not us."),
    Ask("withheld", "The legal basis, when its text is withheld."),
)


@verb("part", PART, group=command)
def part() -> Act:
    """A part of the assignment ID.

    The letter gave the assignment, or has an entry in its basis (hdirledger change).
    """
    from .giving import give_part

    return give_part


STUB = (
    _ID,
    LINES,
    SECTION,
    Ask("note", "What the letter says of it, in our own words."),
    Ask("action", "What the letter does with it (default: noted).", choices=_STUB_ACTIONS),
    Ask("title", "The title that the letter cites."),
    Ask("summary", "What is known of it, in our own words."),
    Ask("reading", "How it was understood."),
    Ask("reply", "'2022-03-14; reference=...; printed=...'.", metavar="ITEM"),
    Ask("relation", "'ID; type=renumbered-from'.", several=True, metavar="ITEM"),
    CITED,
    Ask("after", "Of a letter: the letter it comes after in the order.", metavar="LETTER",
        complete=completing.letters),
    Ask("before", "Of a letter: the letter it comes before.", metavar="LETTER",
        complete=completing.letters),
    Ask("kind", "Of a letter: what it is.", choices=(
        "main", "supplementary", "assignment-letter", "reply")),
)  # fmt: skip


@verb("stub", STUB, group=command)
def stub() -> Act:
    """An assignment or a letter that is only cited.

    It keeps what is known of it without its letter. A letter (2025-stb-1) comes right before the
    one that cites it, unless --after or --before says where.
    """
    from .giving import give_stub

    return give_stub


GOAL = (
    Ask("id", "The goal's id.", needed=True, metavar="ID", argument=True),
    Ask("number", "The number as printed."),
    Ask("title", "The goal, as printed."),
    LINES,
    SECTION,
    Ask("area", "The area of the letter, as printed."),
    Ask("year", "The year it is for (default: the letter's).", metavar="YYYY"),
    Ask("criterion", "'TITLE; number=i; lines=...'.", several=True, metavar="ITEM"),
    Ask("indicator", "A performance indicator, likewise.", several=True, metavar="ITEM"),
    Ask("key-figure", "A key figure, likewise.", several=True, metavar="ITEM"),
    Ask("reading", "How it was understood."),
)


@verb("goal", GOAL, group=command)
def goal() -> Act:
    """A goal (G2025-04), or more indicators of one."""
    from .giving import give_goal

    return give_goal


ANNOUNCEMENT = (
    Ask("summary", "What is announced, in our own words.", needed=True),
    Ask("kind", "What is to come.", needed=True, choices=(
        "letter", "specification", "deadline", "money", "meeting", "decision")),
    LINES,
    SECTION,
    Ask("assignments", "Assignments that it is about: TB2025-78.", metavar="IDS",
        complete=completing.assignments),
    Ask("posts", "Posts that it is about: 760.21.", metavar="POSTS", complete=completing.posts),
)  # fmt: skip


@verb("announcement", ANNOUNCEMENT, group=command)
def announcement() -> Act:
    """Something that the letter says will come."""
    from .giving import give_announcement

    return give_announcement


REPORTING = (
    Ask("title", "A name of what is to be delivered.", needed=True),
    LINES,
    SECTION,
    Ask("list", "calendar, or requirements (the default).", choices=("calendar", "requirements")),
    Ask("summary", "What is to be delivered, in our own words."),
    Ask("deadline", "'WHEN; printed=...; recurring=yearly'.", several=True, metavar="ITEM"),
    Ask("posts", "Posts that it is about.", metavar="POSTS", complete=completing.posts),
    Ask("assignments", "Assignments that it is about.", metavar="IDS"),
    Ask("year", "The year it is for (default: the letter's).", metavar="YYYY"),
)


@verb("reporting", REPORTING, group=command)
def reporting() -> Act:
    """A row of the reporting calendar, or a requirement."""
    from .giving import give_reporting

    return give_reporting
