"""R: what is referred to exists, and is what the letter says it is."""

from collections.abc import Iterator

from ..findings import Severity
from ..ledger import Ledger
from ..model import ids
from ..model.records import (
    Allocation,
    Anchor,
    Assignment,
    Authorization,
    Authorizations,
    Deadline,
    Earmark,
    Letter,
    Record,
    Relation,
    Reporting,
)
from ..reader import Path
from . import Problem, record_rule

Reference = tuple[Record, Path, str]


def _assignment_references(ledger: Ledger) -> Iterator[Reference]:
    """Every place where a record names an assignment of ours."""
    for record in ledger.records():
        if isinstance(record, Assignment):
            for n, relation in enumerate(record.relations):
                if relation.agency is None and ids.AssignmentId.parse(relation.to):
                    yield record, ("relations", n, "to"), relation.to
            for n, part in enumerate(record.parts):
                if part.became:
                    yield record, ("parts", n, "became", "to"), part.became.to
        elif isinstance(record, Letter):
            for n, announced in enumerate(record.announces):
                for m, name in enumerate(announced.assignments):
                    yield record, ("announces", n, "assignments", m), name
            for n, group in enumerate(record.classes):
                for m, name in enumerate(group.exceptions):
                    yield record, ("classes", n, "exceptions", m), name
            for n, name in enumerate(record.answers):
                yield record, ("answers", n), name
        elif isinstance(record, Allocation):
            yield from _earmark_references(record, ("earmarks",), record.earmarks)
        elif isinstance(record, Authorizations):
            for n, authorization in enumerate(record.authorizations):
                for m, name in enumerate(authorization.assignments):
                    yield record, ("authorizations", n, "assignments", m), name
        elif isinstance(record, Reporting):
            for group_name in ("calendar", "requirements"):
                for n, row in enumerate(getattr(record, group_name)):
                    for m, name in enumerate(row.assignments):
                        yield record, (group_name, n, "assignments", m), name
        for path, anchor in _anchors(record):
            if anchor.assignment:
                yield record, (*path, "assignment"), anchor.assignment


def _anchors(record: Record) -> Iterator[tuple[Path, Anchor]]:
    """What the relative deadlines of a record hang on."""
    places: list[tuple[Path, tuple[Deadline, ...]]] = []
    if isinstance(record, Assignment):
        places.append((("deadlines",), record.deadlines))
    elif isinstance(record, Reporting):
        for name in ("calendar", "requirements"):
            for n, row in enumerate(getattr(record, name)):
                places.append(((name, n, "deadlines"), row.deadlines))
    for path, deadlines in places:
        for n, deadline in enumerate(deadlines):
            for name, anchor in (("with", deadline.with_), ("after", deadline.after)):
                if anchor is not None:
                    yield (*path, n, name), anchor


def _earmark_references(
    record: Record, path: Path, earmarks: tuple[Earmark, ...]
) -> Iterator[Reference]:
    for n, earmark in enumerate(earmarks):
        for m, name in enumerate(earmark.assignments):
            yield record, (*path, n, "assignments", m), name
        yield from _earmark_references(record, (*path, n, "earmarks"), earmark.earmarks)


@record_rule("R101", Severity.ERROR, "A reference leads to no record")
def leads_nowhere(ledger: Ledger) -> Iterator[Problem]:
    """A number that a letter cites is either an assignment of the ledger or a stub (held: no), so
    that nothing is cited into the void and slips of the pen show.

    Example: relations: - type: see, to: TTB2021-78, and no file has that id.
    Remedy: mend the number, or register a stub for an assignment that letters only cite.
    """
    for record, path, name in _assignment_references(ledger):
        if not ledger.names.find(name) and name not in ledger.names.broken:
            yield Problem(record, path, f"there is no assignment {name}", "Mend it, or add a stub.")


@record_rule("R102", Severity.ERROR, "A reference to a number that several assignments share")
def ambiguous(ledger: Ledger) -> Iterator[Problem]:
    """Letters print one number for two assignments. Such a reference must be pinned to one of them
    by somebody who has read the letter.

    Example: to: TB2021-43, which is the printed number of TB2021-43a and TB2021-43b.
    Remedy: write the id of the assignment that the title or the context means.
    """
    for record, path, name in _assignment_references(ledger):
        several = ledger.names.find(name)
        if len(several) > 1:
            options = ", ".join(several)
            yield Problem(record, path, f"{name} may be {options}", "Write one of these ids.")


@record_rule("R103", Severity.ERROR, "A reference by alias instead of id")
def by_alias(ledger: Ledger) -> Iterator[Problem]:
    """Records refer to each other by id only, so that a search for an id finds every reference. How
    a letter prints the number belongs in cited-as.

    Example: to: TTB2019-38, an alias of TB2019-7.
    Remedy: write the id; keep the printed number in cited-as.
    """
    for record, path, name in _assignment_references(ledger):
        found = ledger.names.find(name)
        if len(found) == 1 and found[0] != name:
            yield Problem(record, path, f"{name} is an alias of {found[0]}", "Write the id.")


@record_rule("R105", Severity.ERROR, "An unknown letter")
def unknown_letter(ledger: Ledger) -> Iterator[Problem]:
    """Every item names the letter that brought it, so the letter must have a record, if only as a
    stub, and a place in the declared order of ledger.yaml.

    Example: since: 2022-ttb-7 where the letter's id is 2022-ttb-7-12.
    Remedy: mend the id, or register the letter and list it in ledger.yaml.
    """
    for entry in ledger.entries:
        if entry.record is None:
            continue
        for path, name in _letter_references(ledger, entry.record):
            if name not in ledger.names.letters and name not in ledger.names.broken:
                yield Problem(entry.record, path, f"there is no letter {name}")


def _letter_references(ledger: Ledger, record: Record) -> Iterator[tuple[Path, str]]:
    """Every letter id that a record names, with its path."""
    for path, thing, plan, _, _ in ledger.nodes(record):
        for attribute in plan.letters:
            name = getattr(thing, attribute)
            if name is not None:
                yield (*path, attribute), name
        if isinstance(thing, Authorization):
            yield from (((*path, "see", n), name) for n, name in enumerate(thing.see))
        elif isinstance(thing, Relation) and not (thing.agency or ids.AssignmentId.parse(thing.to)):
            yield (*path, "to"), thing.to


@record_rule("R106", Severity.ERROR, "An unknown department")
def unknown_department(ledger: Ledger) -> Iterator[Problem]:
    """Departments are listed in ledger.yaml, so that a slip (KAT for KTA) does not hide an
    assignment from its department's reports.

    Example: departments: KAT.
    Remedy: mend the code, or add the department to ledger.yaml.
    """
    known = ledger.names.departments
    if not known:
        return
    for assignment in ledger.assignments:
        places: list[tuple[Path, tuple[str, ...]]] = [(("departments",), assignment.departments)]
        for n, former in enumerate(assignment.formerly):
            places.append((("formerly", n, "departments"), former.departments))
        for path, codes in places:
            for n, code in enumerate(codes):
                if code not in known:
                    message = f"there is no department {code} in ledger.yaml"
                    hint = f"Known: {', '.join(sorted(known))}."
                    yield Problem(assignment, (*path, n), message, hint)


@record_rule("R107", Severity.ERROR, "An unknown part, goal or reporting row")
def unknown_part(ledger: Ledger) -> Iterator[Problem]:
    """A reference to a part uses the part's minted key, which survives when letters renumber.

    Example: relations: - to: TB2025-34, part: g, where TB2025-34 has parts a to f.
    Remedy: write a key that the other record has.
    """
    names = ledger.names
    for assignment in ledger.assignments:
        own = {part.key for part in assignment.parts}
        for n, entry in enumerate(assignment.basis):
            for m, key in enumerate(entry.parts):
                if key not in own:
                    yield Problem(assignment, ("basis", n, "parts", m), f"there is no part {key}")
        for n, goal in enumerate(assignment.goals):
            if goal not in names.goals and goal.rpartition("-")[2] not in names.broken:
                yield Problem(assignment, ("goals", n), f"there is no goal {goal}")
        links: list[tuple[Path, str, str | None]] = [
            (("relations", n, "part"), relation.to, relation.part)
            for n, relation in enumerate(assignment.relations)
            if relation.agency is None
        ]
        for n, part in enumerate(assignment.parts):
            if part.became:
                links.append((("parts", n, "became", "part"), part.became.to, part.became.part))
        for path, to, key_there in links:
            parts = names.parts(to)
            if key_there and parts is not None and key_there not in parts:
                yield Problem(assignment, path, f"{to} has no part {key_there}")
    yield from _unknown_anchor(ledger)


def _unknown_anchor(ledger: Ledger) -> Iterator[Problem]:
    names = ledger.names
    records: tuple[Record, ...] = (*ledger.assignments, *ledger.reporting)
    for record in records:
        for path, anchor in _anchors(record):
            parts = names.parts(anchor.assignment)
            if anchor.part and parts is not None and anchor.part not in parts:
                message = f"{anchor.assignment} has no part {anchor.part}"
                yield Problem(record, (*path, "part"), message)
            if anchor.reporting and anchor.reporting not in names.rows:
                message = f"there is no reporting row {anchor.reporting}"
                yield Problem(record, (*path, "reporting"), message)


@record_rule("R110", Severity.ERROR, "A relation to itself")
def to_itself(ledger: Ledger) -> Iterator[Problem]:
    """An assignment that refers to itself says nothing.

    Example: TB2022-05 with relations: - type: see, to: TB2022-05.
    Remedy: remove the relation, or mend the number.
    """
    for assignment in ledger.assignments:
        for n, relation in enumerate(assignment.relations):
            if relation.to == assignment.id and relation.agency is None and not relation.part:
                message = f"{assignment.id} refers to itself"
                yield Problem(assignment, ("relations", n, "to"), message)
