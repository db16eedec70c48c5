"""How findings are printed: text, GitHub annotations or JSON."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from ..findings import Finding, Severity, count

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("text", "github", "json")
_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def findings_options(command: F) -> F:
    """``--quiet`` and ``--format`` of the commands that list findings."""
    form = click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Form of the findings (default: text; github under GitHub Actions).",
    )
    quiet = click.option(
        "--quiet", "-q", is_flag=True, help="Leave notes that are not accepted findings out."
    )
    return quiet(form(command))


def worth_showing(findings: Sequence[Finding], quiet: bool) -> tuple[Finding, ...]:
    """All findings, or with ``quiet`` errors, warnings and accepted discrepancies only."""
    return tuple(f for f in findings if not quiet or f.severity != "note" or f.accepted)


def default_format() -> str:
    """Annotations under GitHub Actions, text elsewhere."""
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def print_findings(
    findings: Sequence[Finding], form: str, summary: str, project: Path | None = None
) -> None:
    """Print findings and a closing summary line to standard output."""
    if form == "json":
        rows = [
            {
                "code": f.code,
                "severity": str(f.severity),
                "file": f.file,
                "line": f.line,
                "column": f.column,
                "record": f.record,
                "message": f.message,
                "hint": f.hint,
                "accepted": f.accepted,
            }
            | ({"commit": f.commit[0], "subject": f.commit[1]} if f.commit else {})
            for f in findings
        ]
        numbers = {str(severity): number for severity, number in count(findings).items()}
        document = {"summary": summary, "counts": numbers, "findings": rows}
        text = json.dumps(document, ensure_ascii=False, indent=2)
        # A file name that is not UTF-8 comes as half characters, which JSON writes as escapes.
        click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
        return
    prefix = _prefix(project)
    lines = [_github(f) if form == "github" else _text(f, prefix) for f in findings]
    click.echo("\n".join([*lines, summary]))


def _prefix(project: Path | None) -> str:
    """What leads from the current folder to the project, so that terminals can open the file."""
    if project is None:
        return ""
    relative = os.path.relpath(project)
    return "" if relative == "." else relative.replace(os.sep, "/") + "/"


def _text(finding: Finding, prefix: str) -> str:
    place = f"{_visible(prefix + finding.file)}:{finding.line}:{finding.column}:"
    code = click.style(finding.code, bold=True)
    severity = click.style(str(finding.severity), fg=_COLOUR[finding.severity])
    text = f"{place} {code} {severity}: {_visible(finding.message)}{_commit(finding)}"
    if finding.accepted:
        text += f" (accepted: {_visible(finding.accepted)})"
    elif finding.hint:
        text += f"\n    {_visible(finding.hint)}"
    return text


def _commit(finding: Finding) -> str:
    if finding.commit is None:
        return ""
    id, subject = finding.commit
    return f" [{id} {_visible(subject)}]"


def _visible(text: str) -> str:
    """Write what a terminal would not print as escapes: a finding stays on its line."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _github(finding: Finding) -> str:
    level = "notice" if finding.severity is Severity.NOTE else str(finding.severity)
    message = _visible(finding.message) + _commit(finding)
    if finding.accepted:
        message += f" (accepted: {_visible(finding.accepted)})"
    if finding.hint:
        message += f"\n{_visible(finding.hint)}"
    properties = (
        f"file={_escape(_visible(finding.file), True)},line={finding.line},col={finding.column},"
        f"title={_escape(finding.code, True)}"
    )
    return f"::{level} {properties}::{_escape(message, False)}"


def _escape(text: str, in_property: bool) -> str:
    """Escape for workflow commands, so that a record's text cannot start one of its own."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def summarize(findings: Sequence[Finding], seen: str) -> str:
    """``149 files: 0 errors, 0 warnings, 12 notes (3 accepted discrepancies)``.

    ``seen`` is what was looked at, such as ``149 files``.
    """
    numbers = count(findings)
    accepted = sum(1 for finding in findings if finding.accepted)
    parts = ", ".join(plural(number, str(severity)) for severity, number in numbers.items())
    word = "discrepancy" if accepted == 1 else "discrepancies"
    tail = f" ({accepted} accepted {word})" if accepted else ""
    return f"{seen}: {parts}{tail}"


def plural(number: int, word: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def failed(findings: Sequence[Finding]) -> bool:
    """Whether a run with these findings ends with exit code 1."""
    return any(finding.severity is not Severity.NOTE for finding in findings)
