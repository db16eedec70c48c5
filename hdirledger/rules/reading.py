"""S1 and S2: what the reader and the schemas find wrong with a file; they need no function."""

from ..findings import Severity
from . import Rule

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
