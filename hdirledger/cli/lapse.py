"""``hdirledger lapse``: a class of assignments that a letter lets lapse, or continue."""

from pathlib import Path
from typing import Any

import click

from ..edit import EditError, classes
from ..edit.items import Data
from ..edit.typed import schema_of, value
from . import completing
from .asking import Ask, asked, complete, must_have, options
from .editing import Editing
from .verbs import editing_options, edits

TABLE = (
    Ask("lines", "Where the letter says it; cited in every file.", needed=True, metavar="LINES"),
    Ask("through-year", "Assignments of this year and earlier.", metavar="YYYY"),
    Ask("from-year", "Assignments of this year and later.", metavar="YYYY"),
    Ask("except", "Assignments that the letter keeps by name.", several=True, metavar="ID",
        complete=completing.assignments),
    Ask("action", "lapsed (the default), or continued.", choices=("lapsed", "continued")),
    Ask("condition", "The letter's condition, in our own words."),
    Ask("section", "The letter's section, as printed."),
    Ask("class-lines", "All lines about the class, when the files cite fewer.", metavar="LINES"),
)  # fmt: skip


@click.command("lapse")
@options(TABLE)
@editing_options
@edits
def command(where: Path, letter: str | None, dry_run: bool, **given: Any) -> int:
    """Let a class of assignments lapse (or continue), by the year in their number.

    The class is entered once on the letter, and its entry into the basis of each file that it
    concerns: those that were open and are not excepted, just as rule L110 demands. A file that is
    registered later gets its entry when it is given. What the letter says of the exceptions is said
    first: hdirledger change ID --action kept.
    """
    known = asked(TABLE, given)
    must_have(TABLE, known)
    if not known.one("through-year") and not known.one("from-year"):
        raise click.UsageError("missing: --through-year or --from-year; a class has years.")
    editing = Editing.begin(where, letter, dry_run)
    told = complete(TABLE, known)
    rule: Data = {"action": told.one("action") or "lapsed"}
    typed = {
        "from": told.one("from-year"),
        "through": told.one("through-year"),
        "condition": told.one("condition"),
        "section": told.one("section"),
        "lines": told.one("class-lines") or told.one("lines"),
    }
    for key, text in typed.items():
        if text:
            rule[key] = value(schema_of("letter", ("classes", key)), text, key)
    names = [piece for text in told.all("except") for piece in text.split(",") if piece.strip()]
    if names:
        rule["exceptions"] = [editing.assignment(name.strip()).id for name in names]
    lines = value(schema_of("letter", ("classes", "lines")), told.one("lines") or "", "--lines")
    done = classes.lapse(editing.draft, editing.letter, rule, lines, editing.order)
    if not done and not rule.get("exceptions"):
        raise EditError("no open assignment is of these years")
    editing.told.append(
        f"{editing.letter}: {len(done)} assignments {rule['action']}"
        + (f", {len(rule['exceptions'])} excepted" if "exceptions" in rule else "")
    )
    return editing.finish()
