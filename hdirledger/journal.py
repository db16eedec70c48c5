"""Judge journal entries: what a commit changes in the ledger, held against what its trailers say.

Nothing is believed of a message alone. Every change of what letters said must name its letter in
the record, and the trailers must name that letter too; what an earlier letter said is ended, or
corrected openly. The rules are the family J.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .events import item_text
from .explained import told_of
from .findings import Finding
from .ledger import Entry
from .rules.journal import JOURNAL
from .said import is_stub, speaking
from .shapes import along, shape_of
from .source import Tree
from .step import Changed, Step, between, changed_records
from .told import Told

# Types of which a record is what one letter said, with nothing of others in it but by since, until.
_OF_A_LETTER = frozenset({"allocation", "authorizations", "goal", "reporting", "letter"})


def judge(base: Tree, head: Tree, trailers: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Judge all that differs between two trees as one entry with these trailers, each a key and a
    value: ``("Letter", "2022-ttb-7-12")``."""
    return judge_step(between(base, head, trailers))


def judge_step(step: Step) -> tuple[Finding, ...]:
    """What is wrong with one entry, in order of file and line."""
    return tuple(sorted(_Judge(step).findings(), key=lambda finding: finding.sort_key))


@dataclass
class _Judge:
    """One entry, and what its trailers name."""

    step: Step
    registers: list[str] = field(default_factory=list)
    corrects: list[str] = field(default_factory=list)
    says: bool = False

    def findings(self) -> Iterator[Finding]:
        """Everything that is wrong with the entry."""
        if not self.step.touched:
            return
        changed = changed_records(self.step.touched)
        yield from self._trailers(changed)
        served: set[str] = set()
        for record in changed:
            told = told_of(record.type, record.id, record.old, record.new)
            served.update(letter for one in told for letter in one.letters)
            if self.step.only is None or record.paths & self.step.only:
                yield from self._record(record, told, changed)
        if not self.step.merge:
            for letter in dict.fromkeys(self.registers):
                if letter in self.step.declared and letter not in served:
                    yield self._of_commit(
                        "J109",
                        f"Letter: {letter}, but nothing in the commit is from that letter",
                        "Our own words and mere form are Editorial: with the reason.",
                    )
        for touched in self.step.touched:
            if touched.new is not None and (fault := touched.new.fault) is not None:
                message = f"cannot be read ({fault.message}), and so not be judged"
                yield self._finding("J111", (touched.path, fault.line, fault.column), "", message)
            elif touched.old is not None and touched.old.fault is not None:
                message = "could not be read before, so that there is nothing to compare it with"
                yield self._finding("J111", (touched.path, 1, 1), "", message)

    def _trailers(self, changed: Sequence[Changed]) -> Iterator[Finding]:
        """Read the trailers, and tell what is wrong with them."""
        known = {*self.step.declared, *(x.id for x in changed if x.type == "letter")}
        for key, value in self.step.trailers:
            name = key.casefold()
            if name == "editorial":
                self.says = self.says or bool(value)
                if not value and not self.step.merge:
                    message = "Editorial: gives no reason"
                    yield self._of_commit("J101", message, "Say in a few words what is changed.")
            elif name in ("letter", "corrects"):
                self.says = True
                (self.registers if name == "letter" else self.corrects).append(value)
                if value not in known and not self.step.merge:
                    hint = f"One trailer for each letter; ledger.yaml lists {_some(known)}."
                    yield self._of_commit("J102", f"{key}: there is no letter {value!r}", hint)
        if self.step.merge:
            return
        if not any(True for _ in _of(self.step.trailers, "letter", "corrects", "editorial")):
            yield self._of_commit(
                "J101",
                "the message has no trailer that says why the ledger changes",
                "End it with a paragraph such as Letter: ID, Corrects: ID or Editorial: WHY.",
            )
        if self.step.outside and (self.registers or self.corrects):
            message = f"the ledger is changed together with {self.step.outside}"
            yield self._of_commit("J103", message, "Commit what is not the ledger by itself.")

    def _record(
        self, record: Changed, told: Sequence[Told], changed: Sequence[Changed]
    ) -> Iterator[Finding]:
        """What is wrong with the changes of one record; those of one kind are one finding."""
        unnamed: dict[tuple[str, ...], list[Told]] = {}
        overwritten: dict[tuple[str, tuple[str, ...], str], list[Told]] = {}
        named = {*self.registers, *self.corrects, *_of(self.step.others, "letter", "corrects")}
        corrected = {*self.corrects, *_of(self.step.others, "corrects")}
        for one in told:
            missing = tuple(
                x for x in one.letters if not self._goes_with(x, named, record, changed)
            )
            wrong = tuple(x for x in one.corrected if x not in corrected)
            if one.either and len(wrong) < len(one.corrected):
                wrong = ()
            if wrong:
                kind = (_code(record.type, one), wrong, _done(one))
                overwritten.setdefault(kind, []).append(one)
            elif missing:
                unnamed.setdefault(missing, []).append(one)
            elif not (one.letters or one.corrected or one.ours):
                unnamed.setdefault((), []).append(one)
            yield from self._too_late(record, one)
        told_already = {letter for _, letters, _ in overwritten for letter in letters}
        for letters, several in unnamed.items():
            if (self.says or self.step.merge) and not (letters and told_already >= {*letters}):
                yield self._unnamed(record, letters, several)
        for (code, letters, done), several in overwritten.items():
            yield self._overwritten(code, record, letters, done, several)

    def _goes_with(
        self, letter: str, named: set[str], record: Changed, changed: Sequence[Changed]
    ) -> bool:
        """Whether a change that a letter explains belongs in this commit."""
        if letter in named:
            return True
        if record.type != "ledger":
            return False
        # A letter that we do not hold is listed with those that speak of it.
        stubs = (x.new for x in changed if x.type == "letter" and x.id == letter and x.new)
        return any(is_stub(stub) and named & {*speaking("letter", stub)} for stub in stubs)

    def _too_late(self, record: Changed, told: Told) -> Iterator[Finding]:
        order = {letter: place for place, letter in enumerate(self.step.declared)}
        for letter in told.letters:
            if told.ends in order and letter in order and order[letter] < order[told.ends]:
                message = f"{_place(told)}: {letter} changes what {told.ends} said, a later letter"
                hint = f"Enter under formerly what held from {letter} until {told.ends}."
                yield self._finding("J110", self._position(record, told), record.id, message, hint)

    def _unnamed(self, record: Changed, letters: tuple[str, ...], told: list[Told]) -> Finding:
        # What names the letter itself is told before what follows from it.
        direct = [x for x in told if _names_itself(x)]
        first = direct[0] if direct else told[0]
        what = _place(first) + _more(told)
        if not letters:
            message, hint = f"{what}: no letter explains it", "Let it name its letter with since."
        else:
            message = f"{what}: from {_and(letters)}, which no trailer names"
            hint = (
                f"Add {_and([f'Letter: {x}' for x in letters])} if it belongs in this commit, or "
            )
            hint += f"{_and([f'Corrects: {x}' for x in letters])} if it was forgotten."
            if self.step.merge:
                hint = "Keep what both branches did to the record, and nothing else."
        return self._finding("J104", self._position(record, first), record.id, message, hint)

    def _overwritten(
        self, code: str, record: Changed, letters: tuple[str, ...], done: str, told: list[Told]
    ) -> Finding:
        first = told[0]
        either = first.either and len(letters) > 1
        who = " or ".join(letters) if either else _and(letters)
        corrects = [f"Corrects: {x}" for x in letters]
        mend = " or ".join(corrects) if either else _and(corrects)
        what, verb = _place(first) + _more(told), "are" if len(told) > 1 else "is"
        if code == "J108":
            message = f"the record is deleted, in which {who} said something"
        elif code == "J110":
            message = "letters change places in the declared order"
        elif done == "added":
            message = f"{what} {verb} added as if {who} had said it"
        else:
            message = f"{what} {verb} {done}, which {who} said"
        hint = f"If it was registered wrongly: {mend}."
        if self.step.merge:
            hint = "A merge keeps what both branches did to a record."
        elif code == "J105" and done == "added" and self.registers:
            hint = f"Add since: {self.registers[-1]}. {hint}"
        elif code == "J105" and self.registers:
            hint = f"End it with until: {self.registers[-1]} and add what holds instead. {hint}"
        elif code == "J107":
            hint = f"A later letter has a record of its own. {hint}"
        return self._finding(code, self._position(record, first), record.id, message, hint)

    def _position(self, record: Changed, told: Told) -> tuple[str, int, int]:
        """Where a change is seen in the commit's version of the file."""
        if record.content is None:
            return record.path, 1, 1
        steps = []
        for _, place, _ in along(record.new, told.difference.path, shape_of(record.type)):
            if place is None:
                break
            steps.append(place)
        entry = Entry(record.path, record.type, None, record.content)
        return (record.path, *entry.position(tuple(steps)))

    def _of_commit(self, code: str, message: str, hint: str = "") -> Finding:
        return self._finding(code, (self.step.touched[0].path, 1, 1), "", message, hint)

    def _finding(
        self, code: str, place: tuple[str, int, int], record: str, message: str, hint: str = ""
    ) -> Finding:
        commit = self.step.commit
        named = (commit.short, commit.subject) if commit is not None else None
        severity = JOURNAL[code].severity
        return Finding(code, severity, *place, record, message, hint, commit=named)


def _of(trailers: Iterable[tuple[str, str]], *keys: str) -> Iterator[str]:
    return (value for key, value in trailers if key.casefold() in keys)


def _code(type: str, told: Told) -> str:
    """The rule that a change of what letters said breaks."""
    path = told.difference.path
    if not path:
        return "J108"
    if type == "assignment" and path[0] == "basis":
        return "J106"
    if type in _OF_A_LETTER:
        return "J107"
    return "J110" if told.difference.order else "J105"


def _done(told: Told) -> str:
    if told.difference.old is None:
        return "added"
    return "removed" if told.difference.new is None else "changed"


def _names_itself(told: Told) -> bool:
    path = told.difference.path
    return not path or isinstance(path[-1], tuple) or path[-1] in ("since", "until")


def _place(told: Told) -> str:
    return item_text(told.difference.path) or "the record"


def _more(told: Sequence[Told]) -> str:
    return f" (and {len(told) - 1} more)" if len(told) > 1 else ""


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _some(names: Iterable[str]) -> str:
    several = sorted(names)
    return ", ".join(several[-5:]) + (" and others" if len(several) > 5 else "") or "none"
