"""What ``register`` does: begin a letter, tell how far it has come, and finish it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..check import check
from ..edit import EditError, branch, checklist, late, letters, message
from ..edit.checklist import Candidate, Checklist
from ..edit.draft import Draft
from ..edit.items import Data, place_of, without_empty
from ..edit.registering import BRANCH, current
from ..edit.registering import branch as current_branch
from ..edit.registering import status as status_of
from ..edit.typed import clean, item, schema_of, value
from ..evidence.texts import Text
from ..findings import Severity
from ..git import Repository
from ..journal import judge
from ..ledger import Ledger
from ..source import WorkingTree, find_project
from ..writer import is_temporary
from .asking import Ask, Asked, asked
from .editing import finish, the_letter
from .findings import plural, print_findings, summarize

_SHOWN = 40


def begin(
    where: Path, typed: str, text: Path | None, table: Sequence[Ask], given: dict[str, Any],
    no_branch: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Begin work on a letter; the exit code."""
    name = letters.letter_id(typed)
    told = asked(table, given)
    draft = Draft(find_project(where))
    repository = Repository.open(draft.project)
    changed = status_of(repository).ledger
    if changed:
        several = ", ".join(changed[:5]) + (" ..." if len(changed) > 5 else "")
        raise EditError(
            f"the ledger has changes that are not committed ({several}); commit them, or put them "
            "aside with git stash --include-untracked, before a new letter is begun"
        )
    read = _put_letter(draft, name, text, told)
    wanted = f"{BRANCH}{name}"
    makes = not no_branch and current_branch(repository) != wanted
    if makes:
        branch.must_be_free(repository, wanted)
    code = finish(draft, [f"{name}: the letter's record"], dry_run)
    if code:
        return code
    if makes:
        if not dry_run:
            branch.begin(repository, wanted)
        click.echo(f"{'Would make' if dry_run else 'Now on'} the branch {wanted}.")
    if read is not None:
        show(checklist.checklist(draft.ledger(), name, read))
    return 0


def _put_letter(draft: Draft, name: str, text: Path | None, told: Asked) -> Text | None:
    path = f"ledger/letters/{name}.yaml"
    before = draft.data(path) if draft.has(path) else None
    if before is not None and before.get("held") != "no":
        raise EditError(f"{name} is registered already; hdirledger correct mends how it was done")
    values = _values(told)
    implied = {**letters.implied(name), **values}
    missing = []
    if "dated" not in values and "bounds" not in values:
        missing.append("--dated (or --earliest, --latest and --reason)")
    if text is None and implied.get("kind") != "reply":
        missing.append("--text (a reply has none: --kind reply)")
    if missing:
        raise click.UsageError(f"missing: {', '.join(missing)}.")
    read = None
    if text is not None:
        if text.resolve().is_relative_to(draft.project / "ledger"):
            raise EditError("the letter's text stays outside the ledger; move it elsewhere")
        values["text"], read = letters.text_of(text)
    data = letters.letter(before, name, values)
    draft.put(place_of("letter", data), data)
    root = draft.data("ledger/ledger.yaml")
    draft.put("ledger/ledger.yaml", letters.declare(root, name, after=told.one("after")))
    return read


def _values(told: Asked) -> Data:
    texts = ("title", "kind", "series", "reference", "sender", "summary", "reading")
    values = without_empty({key: told.text(key) for key in texts})
    if told.one("dated"):
        values["dated"] = value(schema_of("letter", ("dated",)), told.one("dated") or "", "--dated")
    bounds: Data = {}
    for key in ("earliest", "latest"):
        if told.one(key):
            schema = schema_of("letter", ("bounds", key))
            bounds[key] = value(schema, told.one(key) or "", f"--{key}")
    if told.text("reason"):
        bounds["reason"] = told.text("reason")
    if bounds:
        left = [f"--{key}" for key in ("earliest", "latest", "reason") if key not in bounds]
        if left:
            raise click.UsageError(f"missing: {', '.join(left)}.")
        values["bounds"] = bounds
    if told.one("numbers"):
        values["numbers"] = _numbers(told.one("numbers") or "")
    if told.all("signed"):
        values["signed"] = [item("letter", ("signed",), one, "name") for one in told.all("signed")]
    return values


def _numbers(typed: str) -> list[str]:
    found: list[str] = []
    for piece in clean(typed, "--numbers").split(","):
        first, _, last = piece.strip().partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise EditError(f"--numbers: {piece.strip()!r} is no number; write 7-12, or 7,8")
        if not 0 <= int(last or first) - int(first) <= 200:
            raise EditError(f"--numbers: {piece.strip()} is no span of numbers")
        found += [str(number) for number in range(int(first), int(last or first) + 1)]
    return found


def status(where: Path, asked_for: str | None, text: Path | None, folder: Path | None) -> int:
    """Tell which letter is being registered and how far it has come; the exit code."""
    draft = Draft(find_project(where))
    name = asked_for or current(draft)
    if name is None:
        click.echo("No letter is being registered. Begin with hdirledger register LETTER.")
        return 0
    name = the_letter(draft, name)
    click.echo(f"Registering {name}.")
    for sentence in message.done(draft.base, _committed(Repository.open(draft.project)), name):
        click.echo(f"  {sentence}")
    found = _text(draft, name, text, folder)
    if found is None:
        click.echo(_no_text(draft, name))
    else:
        show(checklist.checklist(draft.base, name, found))
    return 0


def _committed(repository: Repository) -> Ledger:
    """The ledger of the last commit; an empty one before there is any."""
    if repository.head is None:
        return Ledger(())
    return Ledger.read(repository.tree("HEAD"))


def _text(draft: Draft, name: str, text: Path | None, folder: Path | None) -> Text | None:
    stated = draft.data(f"ledger/letters/{name}.yaml").get("text")
    if stated is None:
        return None
    if text is not None:
        found, read = letters.text_of(text)
        if found["sha256"] != stated["sha256"]:
            raise EditError(f"{text} is not the text that {name} was registered from")
        return read
    return letters.text_in([folder] if folder else [], stated)


def _no_text(draft: Draft, name: str) -> str:
    stated = draft.data(f"ledger/letters/{name}.yaml").get("text")
    if stated is None:
        return "The letter has no text to draw a checklist from."
    return (
        f"For the checklist say where {stated['file']} is: --text FILE, or its folder in "
        "--letters DIR or HDIRLEDGER_LETTERS."
    )


def done(
    where: Path, asked_for: str | None, text: Path | None, folder: Path | None, commit: bool
) -> int:
    """Check the letter that is being registered, propose the commit message, and commit if asked;
    the exit code."""
    draft = Draft(find_project(where))
    repository = Repository.open(draft.project)
    name = the_letter(draft, asked_for)
    state = status_of(repository)
    if not state.ledger:
        raise EditError("nothing under ledger/ is changed, so there is nothing to commit")
    halves = [path for path in state.ledger if is_temporary(path.rpartition("/")[2])]
    if halves:
        raise EditError(
            f"{halves[0]} was left by a command that was killed while it wrote, so what it did may "
            "be half done: look it over with git status, remove that file, and go on"
        )
    if commit and state.staged_outside:
        several = ", ".join(state.staged_outside[:5])
        raise EditError(
            f"files outside ledger/ are staged ({several}); an entry of the journal has nothing "
            "but the ledger: git restore --staged them first"
        )
    found = _text(draft, name, text, folder)
    if found is None:
        click.echo(_no_text(draft, name))
    else:
        show(checklist.checklist(draft.base, name, found))
    checked = check(draft.base)
    serious = [f for f in checked.findings if f.severity is not Severity.NOTE]
    print_findings(
        serious, "text", summarize(checked.findings, plural(checked.files, "file")), draft.project
    )
    committed = _committed(repository)
    corrects: tuple[str, ...] = ()
    if repository.head is not None:
        corrects = late.taken_over(repository.tree("HEAD"), WorkingTree(draft.project), name)
    proposed = message.registered(draft.base, committed, draft.base.letters[name], corrects)
    code = 1 if serious else 0
    code = max(code, _journal(repository, draft.project, name, corrects))
    if code:
        click.echo("Not ready to be committed: settle the findings above.")
        return code
    for other in corrects:
        click.echo(
            f"{name} ends what {other} had ended, so the message says Corrects: {other} too."
        )
    click.echo("\nCommit message:\n")
    click.echo(proposed)
    if not commit:
        click.echo("hdirledger register --done --commit commits with it.")
        return 0
    click.echo(f"Committed as {branch.commit(repository, proposed)}.")
    return 0


def _journal(repository: Repository, project: Path, name: str, corrects: Sequence[str]) -> int:
    """The rules of the journal: what lies in the working tree is judged as the entry that it is to
    become."""
    if repository.head is None:
        return 0
    trailers = [("Letter", name), *(("Corrects", other) for other in corrects)]
    findings = judge(repository.tree("HEAD"), WorkingTree(project), trailers)
    serious = [f for f in findings if f.severity is not Severity.NOTE]
    if serious:
        print_findings(
            serious,
            "text",
            summarize(serious, plural(len({f.file for f in serious}), "file")),
            project,
        )
    return 1 if serious else 0


def show(found: Checklist) -> None:
    """Print a checklist: what is left first of all, and what kinds are covered."""
    left = found.left
    click.echo(
        f"\nThe text, by its looks: {checklist.counted(found.count()) or 'nothing'} covered."
    )
    if left:
        click.echo("On lines that no record cites yet:")
    for one in left[:_SHOWN]:
        click.echo(_line(one))
    if len(left) > _SHOWN:
        click.echo(f"  ... and {len(left) - _SHOWN} more")
    click.echo("Found by patterns, to help the eye: it misses things, and decides nothing.")


def _line(one: Candidate) -> str:
    note = f"  ({one.note})" if one.note else ""
    text = "".join(c if c.isprintable() else "?" for c in one.text)
    return f"  line {one.line:>5}  {one.kind:<10} {text}{note}"
