"""What can be told of an assignment, by ``give`` and ``change`` alike."""

from ..edit import EditError
from ..edit.items import Data, without_empty
from ..edit.typed import item, schema_of, value
from . import completing
from .asking import Ask, Asked
from .editing import Editing

KINDS = ("interim", "plan", "draft", "status", "final", "event", "start")

LINES = Ask("lines", "Lines of the letter's text, such as 523-524.", needed=True, metavar="LINES")
SECTION = Ask("section", "The letter's section, as printed.")
NOTE = Ask("note", "What the place says, short and in our own words.")
CITED = Ask("cited-as", "The number as printed there, when it is another than the id.")
PARTS = Ask("parts", "Keys of the parts that it is about: a,c.", metavar="KEYS")

DUE = (
    Ask("due", "A deadline: a day, 2022-09, 2022-Q3, 2022-W12, asap ...", metavar="WHEN"),
    Ask("printed", "The letter's words for --due, when they are not a full date."),
    Ask("kind", "What kind of deadline --due is.", choices=KINDS),
    Ask("due-note", "What is to be delivered by --due."),
    Ask("due-lines", "Where --due is printed, when not in --lines.", metavar="LINES"),
)

ITEMS = (
    Ask("deadline", "More deadlines: 'WHEN; parts=a; kind=plan; printed=...; lines=...'.",
        several=True, metavar="ITEM"),
    Ask("part", "A part: 'SUMMARY; number=1; title=...; lines=...'.", several=True, metavar="ITEM"),
    Ask("partner", "'AGENCY; role=lead|joint|involved; lines=...'.", several=True, metavar="ITEM"),
    Ask("relation", "'ID; type=see|replaces|specifies|follows-up|part-of; title=...'.",
        several=True, metavar="ITEM", complete=completing.assignments),
    Ask("fund", "A sum of no balance: 'AMOUNT; purpose=...; bound=up-to'.",
        several=True, metavar="ITEM"),
)  # fmt: skip

VALUES = (
    Ask("title", "The title, as printed."),
    Ask("departments", "Departments in printed order: KTA,SHA.", metavar="CODES",
        complete=completing.departments),
    Ask("area", "The area of the letter it stands under, as printed."),
    Ask("alias", "Another number of it, as printed.", several=True),
    Ask("goals", "Goals it belongs to: G2025-04.", metavar="IDS"),
    Ask("withheld", "The legal basis, when its text is withheld."),
    Ask("summary", "What is to be delivered, in one to three sentences of our own."),
    Ask("reading", "How an unclear passage was understood."),
)  # fmt: skip

_KEYS = {"alias": "aliases"}
_LISTS = {
    "deadline": ("deadlines", "due"),
    "part": ("parts", "summary"),
    "partner": ("partners", "agency"),
    "relation": ("relations", "to"),
    "fund": ("funds", "amount"),
}


def lines_of(told: Asked) -> str:
    """The lines that a place of a letter has."""
    lines: str = value(
        schema_of("assignment", ("basis", "lines")), told.one("lines") or "", "lines"
    )
    return lines


def entry_of(editing: Editing, told: Asked, action: str) -> Data:
    """The entry of a basis."""
    parts = told.one("parts")
    return without_empty(
        {
            "letter": editing.letter,
            "action": action,
            "parts": keys_of(parts) if parts else [],
            "cited-as": told.text("cited-as"),
            "note": told.text("note"),
            "section": told.text("section"),
            "lines": lines_of(told),
        }
    )


def keys_of(text: str) -> list[str]:
    """Keys of parts from a list with commas."""
    found: list[str] = value(schema_of("assignment", ("basis", "parts")), text, "--parts")
    return found


def values_of(editing: Editing, told: Asked) -> Data:
    """Keys of the record that were told."""
    found: Data = {}
    for ask in VALUES:
        for typed in told.all(ask.name):
            key = _KEYS.get(ask.name, ask.name)
            schema = schema_of("assignment", (key,))
            read = value(schema, typed, f"--{ask.name}", editing.resolve)
            found[key] = [*found.get(key, []), *read] if isinstance(read, list) else read
    return found


def adds_of(editing: Editing, told: Asked) -> dict[str, list[Data]]:
    """Items that were told, by their list; ``--due`` makes the first deadline."""
    lines = lines_of(told)
    found: dict[str, list[Data]] = {}
    if due := _due(told, lines):
        found["deadlines"] = [due]
    for name, (key, main) in _LISTS.items():
        if told.all(name):
            made = editing.items("assignment", (key,), told.all(name), main, lines)
            found[key] = [*found.get(key, []), *made]
    for one in found.get("partners", ()):
        one.setdefault("role", "involved")
    for one in found.get("relations", ()):
        one.setdefault("type", "see")
    return found


def _due(told: Asked, lines: str) -> Data | None:
    when = told.one("due")
    if when is None:
        for name in ("printed", "kind", "due-note", "due-lines"):
            if told.one(name):
                raise EditError(f"--{name} is about a deadline: --due is missing")
        return None
    schema = schema_of("assignment", ("deadlines", "due"))
    parts = told.one("parts")
    return without_empty(
        {
            "due": value(schema, when, "--due"),
            "parts": keys_of(parts) if parts else [],
            "kind": told.one("kind"),
            "printed": told.text("printed"),
            "note": told.text("due-note"),
            "lines": told.one("due-lines") or lines,
        }
    )


def reply_of(editing: Editing, typed: str) -> Data:
    """What is known of a reply: ``2022-03-14; reference=20/13205-54``."""
    return item("assignment", ("basis", "reply"), typed, "dated", editing.resolve)
