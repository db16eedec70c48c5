"""S: the form of files and records, and that every record has its one name and place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from .. import schemas
from ..canonical import first_difference
from ..findings import Severity
from ..ledger import Entry, Ledger, record_id
from ..model import ids
from ..model.build import key_of
from ..model.records import (
    Allocation,
    Assignment,
    Authorizations,
    Goal,
    Letter,
    Record,
    Reporting,
    Root,
)
from ..reader import Path
from . import Problem, Rule, rule

# Faults that the reader and the schemas find; they have no function of their own.
READING: tuple[Rule, ...] = tuple(
    Rule(code, Severity.ERROR, title, f"{why}\n\nExample: {example}\nRemedy: {remedy}")
    for code, title, why, example, remedy in (
        (
            "S101",
            "The file is not UTF-8",
            "Norwegian letters saved in an older encoding would be read differently by each tool.",
            "a file saved as Latin-1, where ø is the byte 0xf8",
            "Save the file as UTF-8; in most editors: Save with encoding.",
        ),
        (
            "S102",
            "The file begins with a byte order mark",
            "The invisible mark becomes part of the first key for some tools.",
            "a file saved by Notepad as 'UTF-8 with BOM'",
            "Save as UTF-8 without BOM.",
        ),
        (
            "S103",
            "Lines end with carriage returns",
            "A change of line ends makes every line of a diff differ, and hides the real change.",
            "a file saved with Windows line ends although .gitattributes says eol=lf",
            "Save with line feeds, or run: hdirledger fmt FILE after converting.",
        ),
        (
            "S104",
            "The file has a tab or an invisible control character",
            "YAML tools disagree about them, and no reviewer can see them in a diff.",
            "a tab as indentation; a NUL byte; U+2028 pasted from a web page",
            "Replace it by ordinary spaces, or remove it.",
        ),
        (
            "S105",
            "The file is not YAML",
            "A file that cannot be parsed says nothing; the rest of the ledger is still checked.",
            "an item that is not indented, a quote that is never closed, a conflict marker",
            "Look at the line and the line before it.",
        ),
        (
            "S106",
            "A key stands twice",
            "YAML tools silently keep one of the two. git can merge two branches into such a file.",
            "two lines status: in one assignment",
            "Decide which one holds and remove the other.",
        ),
        (
            "S107",
            "An anchor or an alias",
            "A record must be readable line by line, and aliases can make a small file explode.",
            "departments: *usual",
            "Write the value out.",
        ),
        (
            "S108",
            "A tag or a directive",
            "Tags make YAML tools build objects or even run code; a record is plain text.",
            "summary: !!python/object:os.system",
            "Remove the tag.",
        ),
        (
            "S109",
            "More than one document in a file",
            "Tools that read the first document only would miss the rest.",
            "a line --- in the middle of a file",
            "One record a file.",
        ),
        (
            "S110",
            "The file is empty",
            "An empty record says nothing, but it takes a name.",
            "a file of 0 bytes, or with comments only",
            "Delete the file, or write the record.",
        ),
        (
            "S111",
            "The file is not a mapping of keys to values",
            "A record is a mapping; a list or a single text has no keys that the schema knows.",
            "a file that begins with '- id: TB2022-01'",
            "Begin with a key, such as id:.",
        ),
        (
            "S112",
            "The file is too large",
            "A record is a few kilobytes. A large file is something else, and slow to read.",
            "a PDF or a log with the ending .yaml",
            "Remove it, or split it into records.",
        ),
        (
            "S113",
            "The file is nested too deep",
            "No record type nests more than a few levels; deep nesting is a slip or an attack.",
            "ten thousand opening brackets",
            "Write the record flat.",
        ),
        (
            "S114",
            "The file cannot be read",
            "What cannot be read cannot be checked.",
            "a file whose permissions keep you out",
            "Give yourself permission to read it.",
        ),
        (
            "S115",
            "A symbolic link",
            "A link can lead out of the repository, and git stores only its text.",
            "ledger/assignments/2022/TB2022-01.yaml -> /etc/passwd",
            "Replace the link by a file of its own.",
        ),
        (
            "S116",
            "Not an ordinary file",
            "Only ordinary files hold records.",
            "a folder named TB2022-01.yaml",
            "Remove or rename it.",
        ),
        (
            "S117",
            "A file that is no record",
            "Everything under ledger/ is checked, so nothing else may lie there unchecked.",
            "ledger/assignments/2022/notes.txt, or a record in a folder no type knows",
            "Move it out of ledger/, or give it the name and place of a record.",
        ),
        (
            "S201",
            "An unknown key",
            "A misspelt key would be silently ignored, and with it what it says.",
            "deadline: instead of deadlines:",
            "Use a key of the schema; the editor proposes them while you type.",
        ),
        (
            "S202",
            "A key is missing",
            "Without it the record cannot be used.",
            "an assignment without basis: nothing says which letter gave it",
            "Add the key.",
        ),
        (
            "S203",
            "A value that the schema does not allow",
            "Every value has one form, so that people and programs read the same.",
            "amount: 103,7 mill.; due: 31.8.2022",
            "Write the value in the form that the message and the schema describe.",
        ),
        (
            "S204",
            "A value of the wrong kind",
            "A list where one text belongs, or the other way round, cannot be understood.",
            "departments: KTA (one text) instead of a list",
            "Write a list as lines that begin with a dash.",
        ),
        (
            "S205",
            "A value stands twice in a list",
            "A list of values is a set; the second one says nothing.",
            "departments: KTA, KTA",
            "Remove one.",
        ),
    )
)


def expected_path(record: Record) -> str:
    """The one place of a record under ``ledger/``, from what the record itself says."""
    if isinstance(record, Root):
        return "ledger/ledger.yaml"
    if isinstance(record, Letter):
        return f"ledger/letters/{record.id}.yaml"
    if isinstance(record, Assignment):
        parsed = ids.AssignmentId.parse(record.id)
        year = parsed.year if parsed else 0
        return f"ledger/assignments/{year}/{record.id}.yaml"
    if isinstance(record, Allocation):
        posts = "+".join(post.key for post in record.posts)
        return f"ledger/allocations/{record.year}/{posts}/{record.letter}.yaml"
    if isinstance(record, Authorizations):
        return f"ledger/authorizations/{record.year}/{record.letter}.yaml"
    if isinstance(record, Reporting):
        return f"ledger/reporting/{record.year}/{record.letter}.yaml"
    return f"ledger/goals/{record.year}/{record.id.rpartition('-')[2]}.yaml"


@rule("S301", Severity.ERROR, "File name, folder and record disagree")
def wrong_place(ledger: Ledger) -> Iterator[Problem]:
    """People and tools find a record by its path; history follows the id inside it.

    Example: ledger/assignments/2022/TB2022-13.yaml whose id is TB2022-31.
    Remedy: rename the file to the path in the message, or mend the id, year, posts or letter.
    """
    for entry in ledger.entries:
        if entry.record is not None:
            expected = expected_path(entry.record)
            if entry.path != expected:
                path = ("id",) if isinstance(entry.record, Assignment | Letter | Goal) else ()
                message = f"the record says that its place is {expected}"
                yield Problem(entry.record, path, message, "Rename the file, or mend the record.")


@rule("S302", Severity.ERROR, "An id is used twice")
def id_twice(ledger: Ledger) -> Iterator[Problem]:
    """An id names one record in the whole ledger. Two branches that both take the next free number
    merge without a conflict, so this is checked on the merged result.

    Example: TB2025-117 in two files.
    Remedy: find out which record the letter means by the number and give the other its own.
    """
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in ledger.entries:
        if entry.record is not None:
            entries[ids.fold(record_id(entry.record))].append(entry)
    for several in entries.values():
        for entry in several[1:]:
            assert entry.record is not None
            first = several[0].path
            message = f"the id {record_id(entry.record)} is already used in {first}"
            yield Problem(entry.record, ("id",), message)


@rule("S303", Severity.WARNING, "Not in canonical form")
def not_canonical(ledger: Ledger) -> Iterator[Problem]:
    """One canonical form makes every diff show a change of content and nothing else.

    Example: keys in another order, a date without quotes, an amount without grouping.
    Remedy: run hdirledger fmt.
    """
    for entry in ledger.entries:
        if entry.record is None or entry.content is None:
            continue
        line = first_difference(entry.content, entry.type, entry.path)
        if line is not None:
            message = f"not in canonical form from line {line} on"
            yield Problem(entry.record, ("~line", line), message, f"hdirledger fmt {entry.path}")


@rule("S304", Severity.ERROR, "Two items of a list have the same key")
def same_key(ledger: Ledger) -> Iterator[Problem]:
    """Items of a list are recognised by their keys, never by their place; two items with the same
    key cannot be told apart in the history.

    Example: two parts with the key a; two basis entries for the same lines of a letter.
    Remedy: give one of them another key, or join them.
    """
    for entry in ledger.entries:
        if entry.record is None:
            continue
        for path, first, second in _same_keys(entry.record, schemas.load(entry.type), ()):
            message = f"items {first + 1} and {second + 1} of {path[-1]} have the same key"
            yield Problem(entry.record, (*path, second), message)
        if isinstance(entry.record, Reporting):
            # Deadlines hang on a row by its key alone, whichever of the two lists it stands in.
            calendar = {row.key for row in entry.record.calendar}
            for n, row in enumerate(entry.record.requirements):
                if row.key in calendar:
                    message = f"the calendar has a row {row.key} too"
                    yield Problem(entry.record, ("requirements", n), message)


def _same_keys(thing: Any, schema: dict[str, Any], path: Path) -> Iterator[tuple[Path, int, int]]:
    """Items of a list that have the same key, by the x-key of the schema: list, first, second."""
    properties = schemas.resolve(schema)["properties"]
    for field in fields(thing):
        items = getattr(thing, field.name)
        if not isinstance(items, tuple) or not items or not is_dataclass(items[0]):
            continue
        name = key_of(field.name)
        inner = schemas.resolve(properties[name])
        if inner["x-key"] == ["value"]:
            continue  # A value that stands twice in a list is S205.
        seen: dict[tuple[object, ...], int] = {}
        for n, item in enumerate(items):
            key = tuple(_key_value(item, part) for part in inner["x-key"])
            if key in seen:
                yield (*path, name), seen[key], n
            seen.setdefault(key, n)
            yield from _same_keys(item, inner["items"], (*path, name, n))


def _key_value(item: Any, name: str) -> object:
    if name == "due" and item.due is None:
        return item.with_, item.after
    return getattr(item, name)
