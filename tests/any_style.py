"""Texts of records written in any style that YAML allows, with comments anywhere."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from hdirledger.reader import read
from hdirledger.scalars import inline

# What trips YAML tools or their users, by what it looks like or what it holds.
NASTY = [
    "", "- a", "-", "--- x", "...", "? q", ": z", "a: b", "a:", "a #b", "#c", "'s'", '"d"', "%a",
    "@a", "`a", "[a]", "{a}", "&a", "*a", "!a", "|", "> x", "\\", "a\\nb", "a: |", ", a",
    "no", "Yes", "y", "oN", "012", "3.10", "524", "12:30", "2022-09-30", "~", "null", "=", "<<",
    "0x1F", "1e3", ".5", "1_000", "1,000", "-.inf", ".NaN", "0o17", "+1", "2022-9-3 1:02:03",
    "a\nb", "a\nb\n", "\n", "\n\na", "a\n\nb", " a", "a ", "a\n  b", "  a\nb", "a \nb",
    "a\n#b", "#a\nb", "---\na", "a\n---\nb", "- b\n- c", "a\n\n", "a\n ",
    "a\u00a0b", "\u00a0a",
    "æøå é", "😀", "\U0001f468\u200d\U0001f469", "\ud7ff", "x" * 200, "ord " * 60,
    "ord " * 40 + ".", "a  b " * 30 + ".", "# ord " * 30 + ".",
    "ord " * 15 + "\u00a0 " + "ord " * 20 + ".",
    "ord - ord: " * 20 + ".", "x" * 120 + " " + "y" * 120, "103 000 000", "1000000", "-5000",
]  # fmt: skip

KEYS = [
    "id", "title", "summary", "departments", "basis", "lines", "deadlines", "due", "note", "parts",
    "key", "funds", "amount", "purpose", "reading", "status", "relations", "formerly",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(NASTY),
    # The reader refuses control and format characters (S104), so no record has them.
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"]), max_size=30),
    st.text("ab :#-\n'\"\\|", max_size=12),
)
keys = st.one_of(st.sampled_from(KEYS), texts.filter(lambda text: len(text) < 150))
records = st.dictionaries(
    keys,
    st.recursive(
        texts,
        lambda below: st.one_of(
            st.lists(below, max_size=4), st.dictionaries(keys, below, max_size=4)
        ),
        max_leaves=12,
    ),
    max_size=6,
)


def write(data: dict[str, Any], random: Random) -> str:
    """A record's text with a style chosen at random for every value."""
    if not data or random.random() < 0.1:
        return _flow(data, " ", random) + "\n"
    return _block(data, 0, random) + "\n"


def sprinkle(text: str, number: int, random: Random) -> str:
    """The text with up to so many comments and empty lines put in wherever it still can be read."""
    lines = text.split("\n")
    for count in range(number):
        at = random.randrange(len(lines))
        tried = list(lines)
        chance = random.random()
        if chance < 0.5:
            tried.insert(at, " " * random.randrange(9) + f"# c{count} '\"[{{")
        elif chance < 0.6:
            tried.insert(at, "")
        else:
            tried[at] += f"  # t{count} '\"[{{"
        document = read("\n".join(tried).encode())
        if document.data is not None and not document.faults:
            lines = tried
    return "\n".join(lines)


def _quoted(text: str) -> str:
    def escape(char: str) -> str:
        if char in '"\\':
            return "\\" + char
        return char if char.isprintable() else f"\\U{ord(char):08x}"

    return f'"{"".join(map(escape, text))}"'


def _flow(value: Any, pad: str, random: Random) -> str:
    if isinstance(value, str):
        return _quoted(value)
    comma, begin = (",\n" + pad, "\n" + pad) if value and random.random() < 0.5 else (", ", "")
    if isinstance(value, list):
        inside = comma.join(_flow(item, pad + " ", random) for item in value)
        return f"[{begin}{inside}{begin}]"
    pairs = (f"{_quoted(key)}: {_flow(item, pad + ' ', random)}" for key, item in value.items())
    return f"{{{begin}{comma.join(pairs)}{begin}}}"


def _scalar(text: str, indent: int, random: Random) -> str:
    printable = all(char.isprintable() for char in text)
    chance = random.random()
    if chance < 0.2 and printable:
        quoted = text.replace("'", "''")
        return f"'{quoted}'"
    block = text.strip() and not text[0].isspace() and text.replace("\n", "").isprintable()
    if chance < 0.4 and block:
        header, body = ("|+", text[:-1]) if text.endswith("\n") else ("|-", text)
        lines = (" " * indent + line if line else "" for line in body.split("\n"))
        return f"{header}\n" + "\n".join(lines)
    return inline(text) if chance < 0.8 else _quoted(text)


def _block(value: Any, indent: int, random: Random) -> str:
    pad = " " * indent
    lines = []
    if isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                bare = not item and random.random() < 0.5
                lines.append(f"{pad}-" if bare else f"{pad}- {_scalar(item, indent + 2, random)}")
            elif not item or random.random() < 0.2:
                lines.append(f"{pad}- {_flow(item, pad + '   ', random)}")
            else:
                inside = _block(item, indent + 2, random)
                compact = random.random() < 0.5
                lines.append(f"{pad}- {inside.lstrip(' ')}" if compact else f"{pad}-\n{inside}")
        return "\n".join(lines)
    step = random.choice([1, 2, 4])
    for key, item in value.items():
        head = pad + (inline(key) if random.random() < 0.6 else _quoted(key)) + ":"
        if isinstance(item, str):
            bare = not item and random.random() < 0.5
            lines.append(head if bare else f"{head} {_scalar(item, indent + step, random)}")
        elif not item or random.random() < 0.2:
            lines.append(f"{head} {_flow(item, pad + '   ', random)}")
        else:
            level = isinstance(item, list) and random.random() < 0.3
            lines.append(f"{head}\n{_block(item, indent if level else indent + step, random)}")
    return "\n".join(lines)
