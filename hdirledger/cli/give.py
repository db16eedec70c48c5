"""``hdirledger give``: what a letter gives, or cites for the first time."""

from pathlib import Path
from typing import Any, BinaryIO

import click

from . import completing
from .asking import Ask, asked, csv_option, each, must_have, options
from .assigning import CITED, DUE, ITEMS, LINES, NOTE, SECTION, VALUES
from .editing import Editing, editing_options, edits


@click.group("give")
def command() -> None:
    """Register what a letter gives: assignments, parts, goals, stubs.

    Items are typed as 'VALUE; key=value; key=value', with the keys of the records. What a letter
    brings to a record of another letter says so by itself (since).
    """


def run(
    table: tuple[Ask, ...], act: Any, where: Path, letter: str | None, dry_run: bool,
    given: dict[str, Any], stream: BinaryIO | None = None, **more: str | None,
) -> int:  # fmt: skip
    """Do an act of a letter for what was told, once or for each row of a csv table."""
    known = asked(table, given, **more)
    if stream is None:
        must_have(table, known)
    editing = Editing.begin(where, letter, dry_run)
    each(table, known, stream, lambda told: act(editing, told))
    return editing.finish()


_ID = Ask("id", "The number as printed.", needed=True, metavar="ID", argument=True)
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


@command.command("assignment")
@click.argument("id", required=False, metavar="[ID]", shell_complete=completing.assignments)
@options(ASSIGNMENT[1:])
@csv_option
@editing_options
@edits
def assignment(
    where: Path, letter: str | None, dry_run: bool, id: str | None,
    table: BinaryIO | None, **given: Any,
) -> int:  # fmt: skip
    """A new assignment, or one that was only cited.

    ID is the number as printed; its form is mended (tb 2025-7 is TB2025-7). X2025 mints an id for
    an assignment without a number. Where a letter prints one number for two assignments, give them
    the ids TB2021-43a and TB2021-43b with --alias TB2021-43.
    """
    from .giving import give_assignment

    return run(ASSIGNMENT, give_assignment, where, letter, dry_run, given, table, id=id)


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


@command.command("part")
@click.argument("id", required=False, metavar="[ID]", shell_complete=completing.assignments)
@options(PART[1:])
@csv_option
@editing_options
@edits
def part(
    where: Path, letter: str | None, dry_run: bool, id: str | None,
    table: BinaryIO | None, **given: Any,
) -> int:  # fmt: skip
    """A part of the assignment ID.

    The letter gave the assignment, or has an entry in its basis (hdirledger change).
    """
    from .giving import give_part

    return run(PART, give_part, where, letter, dry_run, given, table, id=id)


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


@command.command("stub")
@click.argument("id", required=False, metavar="[ID]")
@options(STUB[1:])
@csv_option
@editing_options
@edits
def stub(
    where: Path, letter: str | None, dry_run: bool, id: str | None,
    table: BinaryIO | None, **given: Any,
) -> int:  # fmt: skip
    """An assignment or a letter that is only cited.

    It keeps what is known of it without its letter. A letter (2025-stb-1) comes right before the
    one that cites it, unless --after or --before says where.
    """
    from .giving import give_stub

    return run(STUB, give_stub, where, letter, dry_run, given, table, id=id)


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


@command.command("goal")
@click.argument("id", required=False, metavar="[ID]")
@options(GOAL[1:])
@csv_option
@editing_options
@edits
def goal(
    where: Path, letter: str | None, dry_run: bool, id: str | None,
    table: BinaryIO | None, **given: Any,
) -> int:  # fmt: skip
    """A goal (G2025-04), or more indicators of one."""
    from .giving import give_goal

    return run(GOAL, give_goal, where, letter, dry_run, given, table, id=id)


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


@command.command("announcement")
@options(ANNOUNCEMENT)
@csv_option
@editing_options
@edits
def announcement(
    where: Path, letter: str | None, dry_run: bool, table: BinaryIO | None, **given: Any
) -> int:
    """Something that the letter says will come."""
    from .giving import give_announcement

    return run(ANNOUNCEMENT, give_announcement, where, letter, dry_run, given, table)


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


@command.command("reporting")
@options(REPORTING)
@csv_option
@editing_options
@edits
def reporting(
    where: Path, letter: str | None, dry_run: bool, table: BinaryIO | None, **given: Any
) -> int:
    """A row of the reporting calendar, or a requirement."""
    from .giving import give_reporting

    return run(REPORTING, give_reporting, where, letter, dry_run, given, table)
