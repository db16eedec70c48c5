"""``hdirledger correct``: mend how a letter was registered."""

from pathlib import Path

import click

from ..edit import EditError, message
from ..edit import correct as acts
from ..edit.registering import is_committed
from ..edit.typed import id_of
from ..ledger import type_of
from ..model.posts import Post
from ..model.records import Authorizations, Record, Reporting
from . import completing
from .editing import Editing, finish
from .options import ledger_option
from .values import unknown
from .verbs import dry_run_option, edits

_HELP = """Mend how LETTER was registered, in RECORD, at ADDRESS: VALUE takes the place of what
stands there.

RECORD is an assignment (in any form), a letter, a goal, a movement (2022/0714.21/2022-tb, or the
post 714.21 for the letter's movement of it), or authorizations or reporting for those of LETTER.

ADDRESS names a value by the keys of lists, never by place:

\b
  title                                     a key of the record
  deadlines[due=2022-08-31].due             a key of one item of a list
  deadlines[due=2022-08-31, parts=a].lines  as many keys as it takes to name one
  parts[c].summary                          a bare value: any key that names items
  departments[KTA]                          an item of a list of plain values
  basis[lines=523-524].note                 an entry of the basis
  earmarks[5 000 000].earmarks[lines=882-884].amount

In brackets, a value with ] stands in double quotes. Only what LETTER itself said can be corrected:
its items, its entries, and what it ended. An item that a later letter has ended keeps that end. The
status follows by itself. Commit with the message that is proposed, which ends with Corrects:.

\b
  hdirledger correct 2022-tb TB2022-13 'deadlines[due=2022-08-31].due' 2022-09-01
  hdirledger correct 2022-tb 714.21 amount '103 mill.'
  hdirledger correct 2022-tb TB2022-13 departments --add KTA
  hdirledger correct 2022-tb TB2022-13 deadlines --add '2022-05-01; kind=plan; lines=1190'
  hdirledger correct 2022-tb TB2022-13 'partners[agency=FHI]' --remove
  hdirledger correct 2022-tb TB2022-99 --delete
"""


@click.command("correct", help=_HELP)
@click.argument("letter", metavar="LETTER", shell_complete=completing.letters)
@click.argument("record", metavar="RECORD", shell_complete=completing.records)
@click.argument("address", required=False, metavar="[ADDRESS]")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--add", metavar="ITEM", help="Add an item to the list at ADDRESS.")
@click.option("--remove", is_flag=True, help="Take out the item or the value at ADDRESS.")
@click.option("--delete", is_flag=True, help="Delete RECORD; all of it must be LETTER's.")
@dry_run_option
@ledger_option
@edits
def command(
    where: Path, letter: str, record: str, address: str | None, value: str | None,
    add: str | None, remove: bool, delete: bool, dry_run: bool,
) -> int:  # fmt: skip
    editing = Editing.begin(where, letter, dry_run)
    path = find(editing, record)
    type, order = type_of(path), editing.order
    before = editing.draft.data(path)
    _one_of(address, value, add, remove, delete)
    if delete:
        acts.must_be_all(before, type, letter)
        editing.draft.remove(path)
        if type == "letter":
            root = editing.draft.data("ledger/ledger.yaml")
            root["letters"] = [name for name in root["letters"] if name != before["id"]]
            editing.draft.put("ledger/ledger.yaml", root)
        what = f"{record}: the record is deleted, since everything in it was of {letter}."
    else:
        assert address is not None
        if remove:
            data = acts.remove_item(before, type, letter, address, order)
            what = f"{record}: {address} is removed."
        elif add is not None:
            resolve = editing.resolve
            data = acts.add_item(before, type, letter, address, add, order, resolve)
            what = f"{record}: one more in {address}."
        else:
            resolve = editing.resolve
            data = acts.set_value(before, type, letter, address, value or "", order, resolve)
            what = f"{record}: {address} is {value}."
        editing.draft.put(path, data)
    if data_moved(editing, path):
        raise EditError("this would move the record to another file; delete it and give it anew")
    code = finish(editing.draft, editing.told, dry_run)
    if code == 0 and editing.draft.edits() and is_committed(editing.draft, letter):
        click.echo("\nProposed commit message:\n")
        ours = address is not None and acts.is_own_word(before, type, address)
        click.echo(message.editorial(what) if ours else message.corrected(letter, what))
    return code


def _one_of(
    address: str | None, value: str | None, add: str | None, remove: bool, delete: bool
) -> None:
    ways = sum((value is not None, add is not None, remove, delete))
    if ways > 1:
        raise click.UsageError(
            "VALUE, --add, --remove and --delete are four different corrections."
        )
    if delete and address is not None:
        raise click.UsageError("--delete deletes the whole record; leave ADDRESS out.")
    if not delete and address is None:
        raise click.UsageError("missing: ADDRESS and VALUE; see hdirledger correct --help.")
    if ways == 0:
        raise click.UsageError("missing: VALUE, or --add, or --remove.")


def data_moved(editing: Editing, path: str) -> bool:
    """Whether a record no longer says the place where it lies."""
    from ..rules.structure import expected_path

    entry = next((e for e in editing.draft.ledger().entries if e.path == path), None)
    return entry is not None and entry.record is not None and expected_path(entry.record) != path


def find(editing: Editing, name: str) -> str:
    """The file of the record that a name means. Raises ``EditError`` for one that means nothing."""
    ledger, letter = editing.draft.ledger(), editing.letter
    name = name.strip()
    if name in ("ledger", "ledger.yaml"):
        return "ledger/ledger.yaml"
    records = [e.record for e in ledger.entries if e.record is not None]
    exact: list[Record] = [r for r in records if getattr(r, "id", None) == name]
    if name in ("authorizations", "reporting"):
        kinds: tuple[Authorizations | Reporting, ...] = (*ledger.authorizations, *ledger.reporting)
        exact = [one for one in kinds if one.letter == letter and f"/{name}/" in one.id]
    elif not exact and id_of(name) is None and Post.parse(name.split("+")[0]) is not None:
        posts = tuple(Post.parse(piece) for piece in name.split("+"))
        exact = [m for m in ledger.allocations if m.letter == letter and m.posts == posts]
    if len(exact) > 1:
        several = ", ".join(getattr(record, "id", "") for record in exact)
        raise EditError(f"{name} of {letter} is several records: {several}")
    if exact:
        return editing.path(exact[0])
    if id_of(name) is not None or ledger.find(name):
        return editing.path(editing.assignment(name))
    known = [getattr(record, "id", "") for record in records]
    raise EditError(unknown("record", name, [x for x in known if x and "/" not in x]).message)
