"""A letter that is registered late, and the later ones whose doings are entered anew with it."""

from collections.abc import Iterator

from ..explained import told_of
from ..facts import in_class
from ..said import speaking
from ..source import Tree
from ..step import Changed, between, changed_records
from .draft import Draft


def also_corrected(before: Tree, draft: Draft, letter: str) -> tuple[str, ...]:
    """The later letters that an entry corrects because ``letter`` is registered late, in their
    declared order: those that had ended something which it ends, and those that let a class of
    assignments lapse or continue, to which it adds. Nothing else is explained so.

    ``before`` is the ledger without the letter, ``draft`` the one with it.
    """
    step = between(before, draft, ())
    if letter not in step.declared:
        return ()
    later = step.declared[step.declared.index(letter) + 1 :]
    found: set[str] = set()
    for record in changed_records(step.touched):
        found.update(_taken_over(record, letter))
        found.update(_of_classes(record, draft))
    return tuple(name for name in later if name in found)


def _taken_over(record: Changed, letter: str) -> Iterator[str]:
    for told in told_of(record.type, record.id, record.old, record.new):
        if told.difference.path[-1:] == ("until",) and told.difference.new == letter:
            yield from told.corrected


def _of_classes(record: Changed, draft: Draft) -> Iterator[str]:
    assignment = draft.base.by_id.get(record.id)
    if record.type != "assignment" or assignment is None or record.new is None:
        return
    known = {*speaking("assignment", record.old or {})}
    for name in {*speaking("assignment", record.new)} - known:
        speaker = draft.base.letters.get(name)
        if speaker is not None and any(in_class(group, assignment) for group in speaker.classes):
            yield name
