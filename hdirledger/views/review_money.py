"""What a branch does to the money: each post before and after, chapters, transfers."""

from collections import defaultdict
from collections.abc import Iterable

from ..ledger import Ledger
from ..model.records import Allocation
from ..report import Block, Column, Value
from ..review import Pair, Review
from .balances import Balance, balances, earmarks_only, posts_text, total
from .set_off import transfers

MONEY = (
    Column("year", "Year"),
    Column("post", "Post"),
    Column("name", "Name", wide=True),
    Column("side", "Side", shown="data"),
    Column("before", "Before", "amount"),
    Column("change", "Change", "amount"),
    Column("after", "After", "amount"),
    Column("letters", "Letters", wide=True),
    Column("note", "Note", wide=True, shown="if-any"),
)
CHAPTERS = (
    Column("year", "Year"),
    Column("chapter", "Chapter"),
    Column("name", "Name", wide=True),
    Column("side", "Side"),
    Column("change", "Net change", "amount"),
)
Row = tuple[Value, ...]
_SIDES = ("expense", "income")


def moved(review: Review) -> tuple[Pair, ...]:
    """The movements that came, changed or went."""
    return tuple(review.of("allocation"))


def money_blocks(review: Review) -> list[Block]:
    """Each post whose movements differ, with the balance of its year before and after; the net per
    chapter; and the transfers among the movements. None when no money moves."""
    pairs = moved(review)
    if not pairs:
        return []
    rows: list[Row] = []
    chapters: dict[tuple[str, str, int], list[int | None]] = defaultdict(list)
    names: dict[int, str] = {}
    for year in sorted({_movement(pair).year for pair in pairs}):
        before, after = _lines(review.base, year), _lines(review.head, year)
        for posts in dict.fromkeys((*after, *before)):
            touched = [p for p in pairs if _key(_movement(p)) == (year, posts)]
            if not touched:
                continue
            old, new = before.get(posts), after.get(posts)
            line = new or old
            assert line is not None
            side = "income" if line.section == "income" else "expense"
            change = _change(old, new)
            chapters[year, side, line.chapter].append(change)
            for name in filter(None, (line.chapter_name,)):
                names[line.chapter] = name
            letters = tuple(dict.fromkeys(_movement(pair).letter for pair in touched))
            rows.append(
                (
                    year,
                    posts_text(line.posts),
                    line.name,
                    side,
                    _now(review.base, old),
                    change,
                    _now(review.head, new),
                    letters,
                    _note(review, touched, line),
                )
            )
    sums = _sums(rows)
    totals = frozenset(range(len(rows), len(rows) + len(sums)))
    blocks = [Block("money", MONEY, (*rows, *sums), title="Money per post", totals=totals)]
    if len(chapters) > 1:
        net = tuple(
            (year, str(chapter), names.get(chapter), side, total(amounts))
            for (year, side, chapter), amounts in sorted(chapters.items())
        )
        blocks.append(Block("chapters", CHAPTERS, net, title="Net change per chapter"))
    touched_ids = {(m.letter, m.year) for pair in pairs if (m := _movement(pair))}
    movements = [m for m in review.head.allocations if (m.letter, m.year) in touched_ids]
    changed = {pair.id for pair in pairs}
    for block in transfers(movements):
        kept = [n for n, m in enumerate(_with_transfer(movements)) if m.id in changed]
        if kept:
            shown = tuple(block.rows[n] for n in kept)
            blocks.append(Block(block.name, block.columns, shown, title=block.title))
    return blocks


def net_change(review: Review) -> dict[str, int | None]:
    """What the branch adds and takes in all, by side; a side without movements is left out."""
    blocks = money_blocks(review)
    if not blocks:
        return {}
    rows = [row for n, row in enumerate(blocks[0].rows) if n not in blocks[0].totals]
    return {
        side: total(row[5] for row in rows if row[3] == side and isinstance(row[5], int))
        for side in _SIDES
        if any(row[3] == side for row in rows)
    }


def _with_transfer(movements: Iterable[Allocation]) -> list[Allocation]:
    return [m for m in movements if m.transfer is not None]


def _movement(pair: Pair) -> Allocation:
    record = pair.record
    assert isinstance(record, Allocation)
    return record


def _key(m: Allocation) -> tuple[str, tuple[str, ...]]:
    return (m.year, tuple(sorted(post.key for post in m.posts)))


def _lines(ledger: Ledger, year: str) -> dict[tuple[str, ...], Balance]:
    lines = (*balances(ledger, year), *earmarks_only(ledger, year))
    return {tuple(sorted(post.key for post in line.posts)): line for line in lines}


def _now(ledger: Ledger, line: Balance | None) -> int | None:
    return line.now if line else None


def _change(old: Balance | None, new: Balance | None) -> int | None:
    """What the movements come to now, less what they came to; None when no sum is printed."""
    before, after = (line.moved if line else None for line in (old, new))
    if before is None and after is None:
        return None
    return (after or 0) - (before or 0)


def _note(review: Review, touched: list[Pair], line: Balance) -> str | None:
    notes = []
    if not line.opened:
        notes.append("the year's main letter is not held: no balance")
    if any(pair.old and pair.new for pair in touched):
        notes.append("a registered movement is corrected")
    if any(pair.new is None for pair in touched):
        notes.append("a registered movement is removed")
    if line.moved is None:
        notes.append("no sum printed")
    return "; ".join(notes) or None


def _sums(rows: list[Row]) -> list[Row]:
    sums: list[Row] = []
    for side in _SIDES:
        amounts = [row[5] for row in rows if row[3] == side]
        if amounts:
            whole = total(amount for amount in amounts if isinstance(amount, int))
            without = sum(amount is None for amount in amounts)
            name = f"{side.capitalize()} in all" + (f" ({without} without sum)" if without else "")
            sums.append(("", "", name, side, None, whole, None, (), None))
    return sums
