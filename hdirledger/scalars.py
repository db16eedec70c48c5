"""How one text is written in YAML so that every tool reads it back as that text."""

import re
from functools import lru_cache

# What a YAML 1.1 or 1.2 tool takes for something else than text when it stands plain. It takes in
# the specifications, and what PyYAML, ruamel.yaml, go-yaml and Ruby's Psych do beyond them (Psych
# takes commas in numbers and words in any case; Psych and go-yaml take 2022-9-3 for a date).
_MISREAD = re.compile(
    r"""
      y | n | yes | no | on | off | true | false | null | ~ | = | <<
    | [-+]?\.(?:inf|nan)
    | [-+]?0b[01_]+ | [-+]?0o[0-7_]+ | [-+]?0x[0-9a-f_,]+
    | (?:[0-9]|[-+][0-9_]) [0-9_,]* (?:\.[0-9_,]*)? (?:e[-+]?[0-9]+)?
    | [-+]?\. [0-9_,]* (?:e[-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]* (?::[0-5]?[0-9])+ (?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
      (?: (?:t|[ ]+) [0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2} .* )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# What nearly every text looks like: it begins with a letter and nothing in it means anything but
# itself. The words that mean something else have five letters at most.
_PLAINLY = re.compile(r"[^\W\d_][\w ,.()/§«»–-]{5,}+(?<! )")
# Characters with a meaning at the beginning, or that end a plain text in the middle.
_SYNTAX = re.compile(r"[-?:](?:[ ]|\Z)|[?:]|---|\.\.\.|[,\[\]{}#&*!|>'\"%@`]|.*(?::[ ]|:\Z|[ ]#)")
# Outside YAML's printable characters, or such that the reader and other tools take them for a line
# end or refuse them. They can only be written as escapes.
_ESCAPED = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
# A space that a folded text can be broken at: one alone, between two words.
_BREAK = re.compile(r"(?<=\S) (?=\S)")


# Keys, letters and actions come again and again.
@lru_cache(maxsize=4096)
def inline(text: str) -> str:
    """The text as it stands on one line: plain where that is safe, else in double quotes."""
    if _PLAINLY.fullmatch(text):
        return text
    plain = (
        text
        and text == text.strip()
        and not _MISREAD.fullmatch(text)
        and not _ESCAPED.search(text)
        and not _SYNTAX.match(text)
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    return _ESCAPES.get(char) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")


def literal(text: str) -> list[str] | None:
    """A text of several lines as a literal block: its header, then its lines without indentation.

    None when a block would not be safe: invisible characters, spaces at the end of a line (which
    editors remove), an indented or empty first line, several line ends at the end.
    """
    lines = text.split("\n")
    header = "|-"
    if lines[-1] == "":
        header = "|"
        lines.pop()
    if len(lines) + (header == "|") < 2 or not lines[0] or lines[0][0].isspace() or not lines[-1]:
        return None
    if any(line != line.rstrip() or _ESCAPED.search(line) for line in lines):
        return None
    return [header, *lines]


def folded(text: str, width: int) -> list[str] | None:
    """A long text as a folded block: its header, then its lines of at most ``width`` characters.

    None when it cannot be folded without change, or has no place to break it. A word that is longer
    than the width gets a line of its own.
    """
    if text != text.strip() or _ESCAPED.search(text):
        return None
    lines: list[str] = []
    for word in _BREAK.split(text):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return [">-", *lines] if len(lines) > 1 else None
