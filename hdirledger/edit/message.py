"""The commit message that is proposed for a journal entry, in the style of those that are there."""

from collections import Counter
from collections.abc import Iterable
from textwrap import wrap

from ..ledger import Ledger
from ..model.records import Letter

_WIDTH = 72


def registered(ledger: Ledger, base: Ledger, letter: Letter, corrects: Iterable[str] = ()) -> str:
    """The message of the commit that registers a letter. ``base`` is the ledger before it;
    ``corrects`` are letters of which something is changed with it."""
    paragraphs = "\n".join(wrap(" ".join(done(ledger, base, letter.id)), _WIDTH))
    body = f"\n{paragraphs}\n" if paragraphs else ""
    trailers = [f"Letter: {letter.id}", *(f"Corrects: {name}" for name in corrects)]
    return "\n".join((subject(letter), body, *trailers, ""))


def corrected(letter: str, what: str) -> str:
    """The message of a commit that mends how a letter was registered; ``what`` is one sentence."""
    body = "\n".join(wrap(what, _WIDTH))
    return f"Correct how {letter} was registered\n\n{body}\n\nCorrects: {letter}\n"


def editorial(why: str) -> str:
    """The message of a commit that changes our own words only; ``why`` is one sentence."""
    return f"Change our own words\n\nEditorial: {why}\n"


def subject(letter: Letter) -> str:
    """``Register supplementary letter STB 2 for 2025``."""
    if letter.kind == "main":
        return f"Register the letter of allocation for {letter.year}"
    if letter.kind == "reply":
        return f"Register the reply {letter.id}"
    if letter.kind == "assignment-letter":
        return f"Register the letter of assignment {letter.id}"
    if letter.series and letter.numbers:
        first, last = letter.numbers[0], letter.numbers[-1]
        span = first if first == last else f"{first}-{last}"
        return f"Register supplementary letter {letter.series} {span} for {letter.year}"
    return f"Register supplementary letter {letter.id}"


def done(ledger: Ledger, base: Ledger, letter: str) -> list[str]:
    """What a letter does, counted in sentences."""
    sentences = [_assignments(ledger, letter), _money(ledger, letter), _others(ledger, letter)]
    stubs = [a.id for a in ledger.assignments if a.held == "no" and a.id not in base.by_id]
    stubs += [n for n, one in ledger.letters.items() if one.held == "no" and n not in base.letters]
    if stubs:
        named = ", ".join(stubs[:8]) + (f" and {len(stubs) - 8} more" if len(stubs) > 8 else "")
        sentences.append(f"Only cited: {named}.")
    return [sentence for sentence in sentences if sentence]


def _assignments(ledger: Ledger, letter: str) -> str:
    actions: Counter[str] = Counter()
    for assignment in ledger.assignments:
        if assignment.held == "no":
            continue
        found = {entry.action for entry in assignment.basis if entry.letter == letter}
        actions.update(found)
    given = actions.pop("given", 0)
    parts = [f"{_plural(given, 'new assignment')}"] if given else []
    parts += [f"{number} {action}" for action, number in actions.most_common()]
    return f"{', '.join(parts)}." if parts else ""


def _money(ledger: Ledger, letter: str) -> str:
    movements = [movement for movement in ledger.allocations if movement.letter == letter]
    given = [a for record in ledger.authorizations if record.letter == letter
             for a in record.authorizations]  # fmt: skip
    parts = []
    if movements:
        parts.append(_plural(len(movements), "movement"))
        moved = sum(1 for movement in movements if movement.transfer)
        if moved:
            parts.append(f"{moved} of them by transfer")
    if given:
        parts.append(_plural(len(given), "authorization"))
    return f"{', '.join(parts)}." if parts else ""


def _others(ledger: Ledger, letter: str) -> str:
    goals = sum(1 for goal in ledger.goals if goal.letter == letter)
    rows = sum(
        len(r.calendar) + len(r.requirements) for r in ledger.reporting if r.letter == letter
    )
    record = ledger.letters.get(letter)
    announced = len(record.announces) if record else 0
    counts = ((goals, "goal"), (rows, "reporting row"), (announced, "announcement"))
    parts = [_plural(number, word) for number, word in counts if number]
    return f"{', '.join(parts)}." if parts else ""


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
