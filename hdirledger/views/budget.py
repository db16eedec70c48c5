"""The budget: per post what is given by letter, changed since, and stands now."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from ..model.posts import POST_GROUPS
from ..report import Block, Column, Report, Value
from .balances import (
    SECTIONS,
    Balance,
    balances,
    earmarks_of,
    earmarks_only,
    nothing_moved,
    posts_text,
    total,
    unopened,
    years_of,
)
from .heading import make_report
from .wording import count

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger

_GROUP_NAMES = dict(
    zip(
        (name for _, _, name in POST_GROUPS),
        (
            "operations",
            "investment",
            "transfers to other state accounts",
            "transfers to municipalities",
            "other transfers",
            "loans",
        ),
        strict=True,
    )
)
MOVEMENTS = (
    Column("post", "Post"),
    Column("letter", "Letter"),
    Column("dated", "Dated"),
    Column("amount", "Amount", "amount"),
    Column("stated", "Stated as"),
    Column("transfer", "To or from", wide=True),
    Column("lines", "Lines"),
)
Row = tuple[Value, ...]


def columns(details: bool) -> tuple[Column, ...]:
    """The columns of a section; tables show the keywords only with ``details``."""
    more: Literal["if-any", "data"] = "if-any" if details else "data"
    return (
        Column("year", "Year", shown="data"),
        Column("section", "Section", shown="data"),
        Column("post", "Post"),
        Column("name", "Name", wide=True),
        Column("appropriation", "Appropriation", "amount"),
        Column("held-back", "Held back", "amount"),
        Column("given", "Given", "amount"),
        Column("changed", "Changed", "amount"),
        Column("now", "Now", "amount"),
        Column("stated", "Stated as", shown="if-any"),
        Column("keywords", "Keywords", shown=more),
        Column("usable-under", "Usable under", shown=more),
        Column("ministry", "Ministry", wide=True, shown=more),
        Column("group", "Group", shown="data"),
        Column("earmarks", "Earmarks", "count", shown=more),
        Column("letters", "Letters", shown="data"),
        Column("note", "Note", wide=True, shown="if-any"),
    )


def report(ledger: Ledger, filters: Filters, *, details: bool = False) -> Report:
    """Per post: appropriation, held back (appropriation less what is given, where both are
    printed), given by the year's main letter, changed by later letters, and now.

    Counts the year asked for, else the latest with movements. A filter selects posts by any of
    their movements and never movements within a post, so that ``now`` is always the whole balance.
    Income stands apart and is never set off. ``details`` adds keywords and each post's movements.
    """
    years = years_of(ledger, filters.years)
    within = replace(filters, years=years)
    blocks: list[Block] = []
    remarks: list[str] = []
    shown = every = 0
    for year in years:
        lines = balances(ledger, year)
        kept = [line for line in lines if matches(ledger, within, line)]
        shown, every = shown + len(kept), every + len(lines)
        blocks += _year(ledger, kept, year, details)
        remarks += _remarks(ledger, within, year)
    if not blocks:
        why = nothing_moved(ledger, within, "posts with money", every)
        blocks = [Block("budget", columns(details), (), empty=why)]
    named = f" {' and '.join(years)}" if years else ""
    notes = [f"Note: {text}" for year in years if shown and (text := unopened(ledger, year))]
    return make_report(
        ledger,
        within,
        name="budget",
        counted=f"Budget{named}: {shown} of {count(every, 'line')}",
        more=["Given by letter, not disposable", *notes],
        blocks=blocks,
        money=True,
        remarks=remarks,
    )


def matches(ledger: Ledger, filters: Filters, line: Balance) -> bool:
    """Whether any movement of a line matches."""
    return any(filters.matches_allocation(ledger, movement) for movement in line.movements)


def _remarks(ledger: Ledger, filters: Filters, year: str) -> list[str]:
    letters = dict.fromkeys(m.letter for m in ledger.allocations if m.year == year)
    order = sorted(letters, key=ledger.letter_place)
    remarks = [f"Letters with money for {year}: {', '.join(order)}."] if order else []
    for line in earmarks_only(ledger, year):
        if matches(ledger, filters, line):
            remarks.append(
                f"{posts_text(line.posts)}: earmarks for the posts together; the posts have their "
                "sums on lines of their own, so nothing is added here (see reconcile)."
            )
    return remarks


def _year(ledger: Ledger, lines: Sequence[Balance], year: str, details: bool) -> list[Block]:
    """A block per section, the sums of the sections, and with ``details`` the movements."""
    blocks = []
    sums: list[Row] = []
    expense = [line for line in lines if line.section != "income"]
    for section, title in SECTIONS.items():
        within = [line for line in lines if line.section == section]
        if not within:
            continue
        rows, totals = _section(within, {x.chapter for x in lines if x.section != section})
        named = f"{title}, {year}" + ("" if within[0].opened else " (changes only)")
        sums_of = frozenset(totals)
        blocks.append(Block(section, columns(details), tuple(rows), named, totals=sums_of))
        if section != "income":
            sums.append(_sum("", title, within))
    if len(sums) > 1:
        sums.append(_sum("", "Expense in all", expense))
        everything = frozenset(range(len(sums)))
        title = f"Sums of expense, {year}"
        blocks.append(Block("sums", columns(details), tuple(sums), title=title, totals=everything))
    if details and any(line.later for line in lines):
        blocks.append(_movements(ledger, [line for line in lines if line.later], year))
    return blocks


def _section(lines: Sequence[Balance], elsewhere: Set[int]) -> tuple[list[Row], list[int]]:
    """Rows of a section and which of them are sums: chapters, post groups, and the whole.

    ``elsewhere`` are chapters that have lines in other sections too.
    """
    rows: list[Row] = []
    totals: list[int] = []

    def add(row: Row, is_total: bool = False) -> None:
        if is_total:
            totals.append(len(rows))
        rows.append(row)

    one_chapter = len({line.chapter for line in lines}) == 1
    for chapter, several in groupby(lines, key=lambda line: line.chapter):
        within = list(several)
        for line in within:
            add(_row(line))
        if len(within) > 1 and not one_chapter:
            names = [line.chapter_name for line in within if line.chapter_name]
            named = f" {names[-1]}" if names else ""
            part = ", the posts here" if chapter in elsewhere else ""
            add(_sum(str(chapter), f"Chapter {chapter}{named}{part}", within), True)
    # Chapters without post come last.
    groups = sorted({line.group for line in lines}, key=lambda group: (not group, group))
    if len(groups) > 1:
        for group in groups:
            name = _group_name(group, lines[0].section)
            add(_sum(group, name, [line for line in lines if line.group == group]), True)
    if len(lines) > 1:
        add(_sum("", "In all", lines), True)
    return rows, totals


def _group_name(group: str, section: str) -> str:
    if not group:
        return "Chapters without post"
    if "/" in group:
        return f"Lines across {group.replace('/', ' and ')}"
    # The groups are named for expense; on the income side the numbers mean something else.
    return f"Posts {group}" + ("" if section == "income" else f", {_GROUP_NAMES[group]}")


def _row(line: Balance) -> Row:
    movements = line.movements
    keywords = dict.fromkeys(word for m in movements for word in m.keywords)
    usable = dict.fromkeys(post for m in movements for post in m.usable_under)
    ministries = dict.fromkeys(m.ministry for m in movements if m.ministry)
    return (
        line.year,
        line.section,
        posts_text(line.posts),
        line.name,
        line.appropriation,
        line.held_back,
        line.given,
        line.changed,
        line.now,
        line.stated,
        tuple(keywords),
        tuple(_short(post) for post in usable),
        ", ".join(ministries) or None,
        line.group or None,
        sum(len(earmarks_of(m)) for m in movements),
        tuple(dict.fromkeys(m.letter for m in movements)),
        _line_note(line),
    )


def _short(key: str) -> str:
    """``714.70`` of the record's ``0714.70``; ``each-other`` stays."""
    return key.lstrip("0") if key[0].isdigit() else key.replace("-", " ")


def _line_note(line: Balance) -> str | None:
    notes = []
    if line.held_back is not None and line.held_back < 0:
        notes.append("more than appropriated")
    if line.moved is None:
        if "blank" not in line.stated:
            notes.append("no sum printed")
    elif line.opening and line.given is None:
        notes.append("the main letter prints no sum")
    if "claim-part" in line.stated:
        notes.append("only part of the claim is printed")
    return ", ".join(notes) or None


def _sum(post: str, name: str, lines: Sequence[Balance]) -> Row:
    """A row of sums, which says how many of its lines print no sum."""
    return (
        lines[0].year,
        lines[0].section if len({line.section for line in lines}) == 1 else None,
        post,
        f"{name} ({count(len(lines), 'line')})",
        total(line.appropriation for line in lines),
        total(line.held_back for line in lines),
        total(line.given for line in lines),
        total(line.changed for line in lines),
        total(line.now for line in lines),
        (),
        (),
        (),
        None,
        None,
        None,
        (),
        sum_note(lines),
    )


def sum_note(lines: Sequence[Balance]) -> str | None:
    """What a sum lacks or mixes: lines that print no sum, and sums not simply allocated."""
    notes = []
    unprinted = sum(line.moved is None for line in lines)
    without = sum(line.opened and line.appropriation is None for line in lines)
    if unprinted:
        notes.append(f"{unprinted} {'prints' if unprinted == 1 else 'print'} no sum")
    if without:
        notes.append(f"{without} no appropriation")
    for word in ("appropriated", "budgeted", "discontinued", "claim-part"):
        many = sum(word in line.stated and line.moved is not None for line in lines)
        if many:
            notes.append(f"{many} stated as {word}")
    return ", ".join(notes) or None


def _movements(ledger: Ledger, lines: Sequence[Balance], year: str) -> Block:
    """Each movement of the posts that a later letter changed."""
    rows: list[Row] = []
    for line in lines:
        for m in line.movements:
            other = ""
            if m.transfer:
                other = ", ".join(filter(None, (posts_text(m.transfer.posts), m.transfer.agency)))
            letter = ledger.letters.get(m.letter)
            dated = letter.dated if letter else None
            post = posts_text(m.posts)
            rows.append((post, m.letter, dated, m.amount, m.stated, other or None, m.lines))
    return Block("movements", MOVEMENTS, tuple(rows), title=f"Movements of changed posts, {year}")
