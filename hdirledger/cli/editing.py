"""What editing commands share: the letter, the draft, how its changes are shown and saved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from ..edit import EditError
from ..edit.classes import do_classes
from ..edit.draft import Draft
from ..edit.items import Data, Order
from ..edit.letters import order_with
from ..edit.save import Refused, save
from ..edit.typed import id_of, item
from ..model.records import Assignment
from ..source import find_project
from .findings import plural, print_findings, summarize
from .values import unknown


@dataclass(slots=True)
class Editing:
    """An edit that has begun: a draft, the letter that does it, and what is told of it."""

    draft: Draft
    letter: str
    dry_run: bool
    told: list[str] = field(default_factory=list)
    is_registered: bool = False

    @classmethod
    def begin(cls, where: Path, letter: str | None, dry_run: bool) -> "Editing":
        """Read the ledger and find the letter. Raises a usage error when there is none."""
        draft = Draft(find_project(where))
        begun = None if letter is None else _begun(draft)
        name = the_letter(draft, letter)
        return cls(draft, name, dry_run, is_registered=letter is not None and begun != name)

    @property
    def order(self) -> Order:
        """The places of all letters."""
        return order_with(self.draft.ledger().root.letters)

    @property
    def year(self) -> str:
        """The year of the letter."""
        return self.draft.ledger().letters[self.letter].year

    def resolve(self, typed: str) -> str:
        """The id that a typed number means; one that nobody has in the form of the records.

        Raises ``EditError`` for a number that several assignments share.
        """
        ledger = self.draft.ledger()
        if typed in ledger.letters:
            return typed
        found = ledger.find(typed)
        if len(found) > 1:
            several = "; ".join(f"{a.id} {a.title or ''}".strip() for a in found)
            raise EditError(f"{typed} stands for {len(found)} assignments: {several}")
        return found[0].id if found else id_of(typed) or typed

    def assignment(self, typed: str) -> Assignment:
        """The assignment that a typed number means. Raises ``EditError`` when there is none."""
        name = self.resolve(typed)
        ledger = self.draft.ledger()
        if name not in ledger.by_id:
            if name in ledger.broken_ids:
                raise EditError(f"the file of {name} has errors; hdirledger check tells which")
            known = [a.id for a in ledger.assignments]
            raise EditError(unknown("assignment", typed, known).message)
        return ledger.by_id[name]

    def path(self, record: object) -> str:
        """The file of a record of the draft."""
        return self.draft.ledger().entry_of[id(record)].path

    def items(
        self, type: str, steps: Sequence[str], typed: Sequence[str], main: str, lines: str | None
    ) -> list[Data]:
        """Typed items of a list; where the act stands is where they stand, unless they say it."""
        made = []
        for text in typed:
            # A number of another agency is none of ours.
            ours = None if "agency" in text and steps[-1] == "relations" else self.resolve
            one = item(type, tuple(steps), text, main, ours)
            if lines is not None:
                one.setdefault("lines", lines)
            made.append(one)
        return made

    def do_classes(self, name: str) -> None:
        """Let classes of letters that came later have their effect on an assignment."""
        for _, letter in do_classes(self.draft, self.order, ids=(name,)):
            self.told.append(f"{name}: a class of {letter} concerns it, so its entry is made too")

    def finish(self) -> int:
        """Show what changes and write it; the exit code."""
        code = finish(self.draft, self.told, self.dry_run)
        if code == 0 and self.is_registered and self.draft.edits():
            click.echo(
                f"{self.letter} is registered already: commit this by itself, with the trailer "
                f"Corrects: {self.letter}."
            )
        return code


def the_letter(draft: Draft, asked: str | None) -> str:
    """The letter that was asked for, or the one being registered."""
    known = [name for name, letter in draft.base.letters.items() if letter.held != "no"]
    if asked is not None:
        if asked not in known:
            raise unknown("held letter", asked, known)
        return asked
    from ..edit.registering import current

    found = current(draft)
    if found is None:
        raise click.UsageError(
            "no letter is being registered: begin with hdirledger register LETTER, or name one "
            "with --letter."
        )
    return found


def _begun(draft: Draft) -> str | None:
    from ..edit.registering import current

    try:
        return current(draft)
    except EditError:
        return None


def finish(draft: Draft, told: Sequence[str], dry_run: bool) -> int:
    """Tell what was done, show the diff, and write it all or nothing; the exit code."""
    try:
        if dry_run:
            from ..edit.save import approve

            approve(draft)
            edits = draft.edits()
        else:
            edits = save(draft)
    except Refused as refused:
        show_diff(draft)
        summary = f"Nothing was written, since the ledger would get these: {_counts(refused)}"
        print_findings(refused.findings, "text", summary, draft.project)
        return 1
    for sentence in told:
        click.echo(sentence)
    show_diff(draft)
    files = plural(len(edits), "file")
    if not edits:
        click.echo("Nothing changes.")
    elif dry_run:
        click.echo(f"Dry run: nothing was written ({files} would be).")
    else:
        click.echo(f"Wrote {files}.")
    return 0


def _counts(refused: Refused) -> str:
    return summarize(refused.findings, plural(len({f.file for f in refused.findings}), "file"))


def show_diff(draft: Draft) -> None:
    """Print the changes of a draft as a diff; in colour on a terminal."""
    for line in draft.diff().splitlines():
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        head = line.startswith(("+++", "---"))
        click.echo(click.style(line, bold=True) if head else click.style(line, fg=colour))
