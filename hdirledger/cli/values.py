"""Values of options: how they are read, and the errors for those that mean nothing."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.posts import Post
    from ..model.records import Assignment

STATUSES = ("open", "delivered", "lapsed", "replaced", "withdrawn", "renumbered")


def several(_ctx: click.Context, _param: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Values of a repeated option, each of which may be a list with commas."""
    pieces = (piece.strip() for value in values for piece in value.split(","))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """A day typed as YYYY-MM-DD."""
    if value is None:
        return None
    try:
        # fromisoformat also reads 20220831 and 2022-W35-3, which are easily mistyped.
        if len(value) == 10 and value[4] == value[7] == "-":
            return date.fromisoformat(value)
        raise ValueError
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day of the form YYYY-MM-DD.") from None


def posts(
    _ctx: click.Context, _param: click.Parameter, values: Iterable[str]
) -> "tuple[Post, ...]":
    """Posts or whole chapters, in any form that people write."""
    from ..model.posts import Post

    found = []
    for value in values:
        post = Post.parse(value)
        if post is None:
            raise click.BadParameter(
                f"{value!r} is not a post; write 714.21, or 714 for the chapter."
            )
        found.append(post)
    return tuple(found)


def years(ctx: click.Context, param: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Years of four digits."""
    found = several(ctx, param, values)
    for year in found:
        if not (len(year) == 4 and year.isascii() and year.isdigit()):
            raise click.BadParameter(f"{year!r} is not a year of the form YYYY.")
    return found


def statuses(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The statuses asked for; ``any`` gives none, which counts all."""
    for name in asked:
        if name != "any" and name not in STATUSES:
            raise unknown("status", name, (*STATUSES, "any"))
    return () if "any" in asked else asked


def departments(ledger: "Ledger", asked: tuple[str, ...]) -> tuple[str, ...]:
    """Department codes in capitals, each known to the ledger."""
    if not asked:
        return ()
    known = {department.code for department in ledger.root.departments}
    known.update(code for a in ledger.assignments for code in a.departments)
    for code in asked:
        if code.upper() not in known:
            raise unknown("department", code, sorted(known))
    return tuple(code.upper() for code in asked)


def letters(ledger: "Ledger", asked: tuple[str, ...]) -> tuple[str, ...]:
    """Letter ids, each known to the ledger."""
    for name in asked:
        if name not in ledger.letters:
            raise unknown("letter", name, ledger.letters)
    return asked


def the_assignment(ledger: "Ledger", name: str) -> "Assignment | None":
    """The assignment that a typed id or alias means; None when there is none. Raises a usage error
    that names them when several share it."""
    found = ledger.find(name)
    if len(found) > 1:
        several = "; ".join(f"{a.id} {a.title or ''}".strip() for a in found)
        raise click.UsageError(f"{name} stands for {len(found)} assignments: {several}.")
    return found[0] if found else None


def unknown(what: str, name: str, known: Iterable[str]) -> click.UsageError:
    """The error for a name that nothing has, with the nearest names or, if few, all of them."""
    from difflib import get_close_matches

    names = list(known)
    folded = {candidate.casefold(): candidate for candidate in names}
    near = [folded[c] for c in get_close_matches(name.casefold(), list(folded), 3)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    if not names:
        hint = " None are known."
    elif len(names) <= 12 or not near:
        rest = f" and {len(names) - 40} more" if len(names) > 40 else ""
        hint += f" Known: {', '.join(names[:40])}{rest}."
    return click.UsageError(f"there is no {what} {name!r}.{hint}")
