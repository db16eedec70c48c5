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
from .looked import as_kept
from .source import ListedTree, WorkingTree

if TYPE_CHECKING:
    from .cache import Cache
    from .catalog import Catalog


def recheck(tree: ListedTree, cache: "Cache", clock: Clock | None = None) -> Checked:
    """What ``check`` says of the ledger of a tree. ``clock`` is told how it went."""
    clock = clock or Clock()
    ahead = tree.ahead if isinstance(tree, WorkingTree) else None
    kept = inventory.load(cache, ahead.content()) if ahead is not None else None
    clock.lap("load what is kept")
    if kept is not None and not kept.others and ahead is not None and ahead.differing() == []:
        clock.lap("list files")
        looked = as_kept(tree, kept)
    else:
        from .afresh import look

        looked = look(tree, cache, kept, clock)
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
