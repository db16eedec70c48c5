"""Cases of rules: a small ledger before and after a mend, written like a diff.

In the text of a file, lines that begin with ``-`` are only in the faulty version, lines that begin
with ``+`` only in the mended one, and the rest is indented by one space; a text without such lines
is the same in both. The mark ``#!`` stands at the end of each line where the finding is expected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent

from hdirledger.check import check
from hdirledger.findings import Finding
from hdirledger.ledger import Ledger
from hdirledger.source import File

MARK = "#!"

BASE = {
    "ledger.yaml": """
        agency: Helsedirektoratet
        ministry: Helse- og omsorgsdepartementet
        departments:
          - code: KTA
          - code: SHA
        letters:
          - 2022-tb
          - 2022-ttb-1
          - 2022-ttb-2
        """,
    "letters/2022-tb.yaml": """
        id: 2022-tb
        kind: main
        year: "2022"
        dated: "2022-01-10"
        text: {file: 2022-tb.txt, sha256: SHA256, lines: "3000"}
        """,
    "letters/2022-ttb-1.yaml": """
        id: 2022-ttb-1
        kind: supplementary
        year: "2022"
        dated: "2022-03-04"
        text: {file: 2022-ttb-1.txt, sha256: SHA256, lines: "100"}
        """,
    "letters/2022-ttb-2.yaml": """
        id: 2022-ttb-2
        kind: supplementary
        year: "2022"
        dated: "2022-06-01"
        text: {file: 2022-ttb-2.txt, sha256: SHA256, lines: "100"}
        """,
}
SHA256 = "79638873da151e9482a082152ae6387794b2d827c8fa73da1eefbe6ac277c7af"


@dataclass(frozen=True)
class Memory:
    """A tree of files that lies in memory."""

    contents: Mapping[str, bytes]
    name: str = "memory"

    def files(self) -> Iterator[File]:
        return (File(path, content) for path, content in sorted(self.contents.items()))


def ledger_of(files: Mapping[str, str | bytes], base: Mapping[str, str] = BASE) -> Ledger:
    """The ledger of the base files and these; paths are relative to ``ledger/``."""
    contents = {}
    for path, text in {**base, **files}.items():
        content = text if isinstance(text, bytes) else _plain(text).encode()
        contents[f"ledger/{path}"] = content
    return Ledger.read(Memory(contents))


def found(files: Mapping[str, str | bytes], code: str) -> list[Finding]:
    """The findings of one rule, or of a family, in the base ledger with these files."""
    return [f for f in check(ledger_of(files)).findings if f.code.startswith(code)]


def assert_mends(code: str, files: Mapping[str, str], says: str = "") -> None:
    """The faulty version has the rule's findings on the marked lines only, the mended one has none
    and no other error either. ``says`` is part of the first finding's message."""
    faulty, mended, expected = {}, {}, []
    for path, text in files.items():
        faulty[path], mended[path] = halves(text)
        lines = faulty[path].splitlines()
        expected += [(f"ledger/{path}", n) for n, line in enumerate(lines, 1) if MARK in line]
    findings = found(faulty, code)
    assert [(f.file, f.line) for f in findings] == sorted(expected)
    assert expected, "no line is marked"
    assert says in findings[0].message
    left = check(ledger_of(mended)).findings
    assert [f for f in left if f.code == code or f.severity == "error"] == []


def halves(text: str) -> tuple[str, str]:
    """The faulty and the mended version of a file that is written like a diff."""
    lines = _plain(text).splitlines(keepends=True)
    if not any(line[0] in "+-" for line in lines):
        return "".join(lines), "".join(lines)
    assert all(line[0] in "+- " for line in lines), lines
    faulty = "".join(line[1:] for line in lines if line[0] != "+")
    return faulty, "".join(line[1:] for line in lines if line[0] != "-")


def _plain(text: str) -> str:
    return dedent(text).lstrip("\n").rstrip(" ").replace("SHA256", SHA256)
