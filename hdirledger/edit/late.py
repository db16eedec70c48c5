"""A letter that is registered late, and the later ones whose doings it takes over."""

from ..explained import told_of
from ..source import Tree
from ..step import between, changed_records


def taken_over(before: Tree, after: Tree, letter: str) -> tuple[str, ...]:
    """The later letters that had ended something which ``letter`` ends, in their declared order.

    What they were registered with is changed, so the entry corrects them too. ``before`` and
    ``after`` are the ledger without and with the letter.
    """
    step = between(before, after, ())
    if letter not in step.declared:
        return ()
    later = step.declared[step.declared.index(letter) + 1 :]
    found: set[str] = set()
    for record in changed_records(step.touched):
        for told in told_of(record.type, record.id, record.old, record.new):
            if told.difference.path[-1:] == ("until",) and told.difference.new == letter:
                found.update(told.corrected)
    return tuple(name for name in later if name in found)
