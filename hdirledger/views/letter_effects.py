"""What one letter set, ended and changed inside records, by their ``since`` and ``until``."""

from collections.abc import Sequence

from ..filters import Filters
from ..ledger import Ledger
from ..model.records import Assignment, Deadline, Letter, ReportingRow
from ..report import Block, Column, Value
from .balances import posts_text, total
from .wording import what, when

MONEY = (
    Column("post", "Post"),
    Column("name", "Name", wide=True),
    Column("side", "Side", shown="data"),
    Column("appropriation", "Appropriation", "amount", shown="if-any"),
    Column("before", "Before", "amount"),
    Column("change", "Change", "amount"),
    Column("after", "After", "amount"),
    Column("stated", "Stated as", shown="if-any"),
    Column("transfer", "To or from", wide=True, shown="if-any"),
    Column("year", "Year", shown="data"),
    Column("lines", "Lines"),
)


def deadline_text(deadline: Deadline) -> str:
    """A deadline with what is due: ``2022-04-01 (part b, plan)``."""
    about = what(deadline).partition(":")[0] if deadline.parts or deadline.kind else ""
    return f"{when(deadline)} ({about})" if about else when(deadline)


def deadlines_set(deadlines: Sequence[Deadline], letter: str, given_by: str) -> list[str]:
    """The deadlines that a letter set, also those that a later letter has ended.

    ``given_by`` is the letter that gave the record, and so every deadline without ``since``.
    """
    return [
        deadline_text(d) + (f", until {d.until}" if d.until else "")
        for d in deadlines
        if (d.since or given_by) == letter
    ]


def changes(record: Assignment | ReportingRow, letter: str, given_by: str) -> list[str]:
    """What a letter changed: deadlines old -> new, titles and areas, parts and partners."""
    texts = _deadline_changes(record.deadlines, letter, given_by)
    if isinstance(record, Assignment):
        texts += _value_changes(record, letter)
        texts += _item_changes(record, letter)
    return texts


def _deadline_changes(deadlines: Sequence[Deadline], letter: str, given_by: str) -> list[str]:
    """Each deadline that the letter set, with the one it ended for the same parts and kind."""
    ended = [d for d in deadlines if d.until == letter]
    texts = []
    for new in deadlines:
        if (new.since or given_by) != letter:
            continue
        old = next(
            (d for d in ended if set(d.parts) == set(new.parts) and d.kind == new.kind), None
        )
        if old is None and len(ended) == 1:
            old = ended[0]
        if old is not None:
            ended.remove(old)
            texts.append(f"{deadline_text(old)} -> {deadline_text(new)}")
        else:
            texts.append(f"set: {deadline_text(new)}")
    return texts + [f"ended: {deadline_text(old)}" for old in ended]


def _value_changes(a: Assignment, letter: str) -> list[str]:
    """Title, area and departments that the letter changed, old -> new."""
    texts = []
    for place, former in enumerate(a.formerly):
        if former.until != letter:
            continue
        later = a.formerly[place + 1 :]
        for name in ("title", "area", "departments"):
            old = getattr(former, name)
            if old:
                newer = [getattr(f, name) for f in later if getattr(f, name)]
                new = newer[0] if newer else getattr(a, name)
                texts.append(f"{name}: {_text(old)} -> {_text(new)}")
    return texts


def _text(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or "none"


def _item_changes(a: Assignment, letter: str) -> list[str]:
    texts = []
    for part in a.parts:
        name = f"part {part.key}"
        if part.since == letter:
            texts.append(f"{name} added")
        if part.until == letter:
            became = f", became {part.became.to}" if part.became else ""
            texts.append(f"{name} ended{became}")
    for partner in a.partners:
        if partner.since == letter:
            texts.append(f"partner added: {partner.agency} ({partner.role})")
        if partner.until == letter:
            texts.append(f"partner ended: {partner.agency} ({partner.role})")
    return texts


def money(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """Each movement of a letter with the post's balance of the year before and after it."""
    balance: dict[tuple[str, tuple[str, ...]], int | None] = {}
    rows: list[tuple[Value, ...]] = []
    totals: dict[str, list[int | None]] = {"expense": [], "income": []}
    movements = sorted(ledger.allocations, key=lambda m: ledger.letter_place(m.letter))
    for m in movements:
        key = (m.year, tuple(sorted(post.key for post in m.posts)))
        before = balance.get(key)
        after = total((before, m.amount))
        balance[key] = after
        if m.letter != letter.id or not filters.matches_allocation(ledger, m):
            continue
        side = "income" if m.income else "expense"
        totals[side].append(m.amount)
        stated = None if m.stated == "allocated" else m.stated
        other = ""
        if m.transfer:
            other = ", ".join(filter(None, (posts_text(m.transfer.posts), m.transfer.agency)))
        rows.append(
            (
                posts_text(m.posts),
                m.name or m.chapter_name,
                side,
                m.appropriation,
                before,
                m.amount,
                after,
                stated,
                other or None,
                m.year,
                m.lines,
            )
        )
    sums = []
    for side, amounts in totals.items():
        if amounts:
            unprinted = sum(amount is None for amount in amounts)
            name = f"{side.capitalize()} in all" + (
                f" ({unprinted} without sum)" if unprinted else ""
            )
            sums.append(len(rows))
            rows.append(("", name, side, None, None, total(amounts), None, None, None, None, None))
    title = "Money, with each post's balance of the year"
    return Block("money", MONEY, tuple(rows), title=title, totals=frozenset(sums))
