"""Check a tree again: only what changed since the last time is read, with the same outcome.

What the rules on one record found in it is kept by its content, with the premises it rests on: all
that they asked of other records. A record without a verdict, or with a premise that does not hold
any more, is looked at again. The rules on the whole ledger run each time, on the records' cards.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import inventory, rules
from .check import Checked, located, unused
from .clock import Clock
from .looked import Looked, as_kept
from .source import ListedTree, WorkingTree

if TYPE_CHECKING:
    from .cache import Cache
    from .catalog import Catalog


def recheck(tree: ListedTree, cache: "Cache", clock: Clock | None = None) -> Checked:
    """What ``check`` says of the ledger of a tree. ``clock`` is told how it went."""
    clock = clock or Clock()
    looked = _unchanged(tree, cache, clock)
    if looked is None:
        from .afresh import look

        looked = look(tree, cache, clock)
    findings = looked.findings
    findings += located(looked.catalog.entry, _whole(looked.catalog), looked.used)
    findings += unused(looked.accepting, looked.used, rules.CHECKED)
    clock.lap("rules on the whole ledger")
    clock.counts = {"kept": looked.files - looked.now, "looked at": looked.now}
    return Checked(tuple(sorted(findings, key=lambda f: f.sort_key)), looked.files)


def _whole(catalog: "Catalog") -> "Iterator[tuple[rules.Rule, rules.Problem]]":
    for row in rules.whole_ledger():
        for problem in row.check(catalog) if row.check else ():
            yield row, problem


def _unchanged(tree: ListedTree, cache: "Cache", clock: Clock) -> Looked | None:
    """The outcome where a look that has begun tells that no file has changed."""
    ahead = tree.ahead if isinstance(tree, WorkingTree) else None
    if ahead is None:
        return None
    kept = inventory.load(cache, ahead.content())
    clock.lap("load what is kept")
    same = kept is not None and not kept.others and ahead.differing() == []
    clock.lap("list files")
    return as_kept(tree, kept) if kept is not None and same else None
