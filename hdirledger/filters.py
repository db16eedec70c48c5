"""Filters that every report shares: which records of a ledger are counted.

A filter that is set must hold; several values of one filter are alternatives, but several texts
must all occur. What a filter means for each type of record stands at its method here, once, so
that two reports never understand the same option differently. ``year`` is the year that a record
belongs to (of an assignment's number, of a movement, of a letter), never the year in which
something is due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from . import search
from .facts import (
    assignment_year,
    authorizations_naming,
    earmarks_naming,
    pending,
    touched_by,
)

if TYPE_CHECKING:
    from .ledger import Ledger
    from .model.posts import Post
    from .model.records import (
        Allocation,
        Announcement,
        Assignment,
        Authorization,
        Authorizations,
        Deadline,
        Earmark,
        Goal,
        Letter,
        Reporting,
        ReportingRow,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a report counts. Empty values count everything.

    Days are inclusive; a period is due on its last day. ``overdue`` is measured against ``today``
    and needs it.
    """

    departments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    due_after: date | None = None
    due_before: date | None = None
    overdue: bool = False
    today: date | None = None
    posts: tuple[Post, ...] = ()
    recipients: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def by_due(self) -> bool:
        """Whether a filter on days is set."""
        return self.overdue or self.due_after is not None or self.due_before is not None

    def describe(self) -> tuple[str, ...]:
        """The filters that are set, in words for a heading."""
        named = (
            ("department", self.departments),
            ("status", self.statuses),
            ("year", self.years),
            ("letter", self.letters),
            ("post", tuple(map(str, self.posts))),
            ("recipient", self.recipients),
            ("area", self.areas),
        )
        words = [f"{name} {' or '.join(values)}" for name, values in named if values]
        words += [f"the text {text!r}" for text in self.texts]
        if self.due_after:
            words.append(f"due on or after {self.due_after}")
        if self.due_before:
            words.append(f"due on or before {self.due_before}")
        if self.overdue:
            words.append("overdue")
        return tuple(words)

    def matches_due(self, deadline: Deadline) -> bool:
        """Whether a deadline's last day lies within the days asked for. Undated ones never do."""
        if not self.by_due:
            return True
        last = deadline.due.last if deadline.due else None
        if last is None:
            return False
        if self.due_after and last < self.due_after:
            return False
        if self.due_before and last > self.due_before:
            return False
        return not self.overdue or (
            self.today is not None and last < self.today and deadline.recurring is None
        )

    def matches_record(self, ledger: Ledger, a: Assignment) -> bool:
        """Whether an assignment matches, whatever its deadlines are."""
        return (
            (not self.departments or any(code in self.departments for code in a.departments))
            and (not self.statuses or a.status in self.statuses)
            and (not self.years or assignment_year(a) in self.years)
            and (not self.letters or any(touched_by(a, letter) for letter in self.letters))
            and self._area(a.area)
            and self._text(lambda: search.assignment_text(a))
            and self._assignment_post(ledger, a)
            and self._assignment_recipient(ledger, a)
        )

    def matches_assignment(self, ledger: Ledger, a: Assignment) -> bool:
        """Whether an assignment matches; a filter on days asks for a pending deadline within."""
        if self.by_due and not any(self.matches_due(deadline) for deadline in pending(a)):
            return False
        return self.matches_record(ledger, a)

    def matches_reporting(self, ledger: Ledger, reporting: Reporting, row: ReportingRow) -> bool:
        """Whether a row of a letter's reporting matches, whatever its deadlines are.

        A row has a department or status only through assignments that it names.
        """
        named = [ledger.by_id[name] for name in row.assignments if name in ledger.by_id]
        codes = {code for a in named for code in a.departments}
        return (
            (not self.departments or bool(codes & set(self.departments)))
            and (not self.years or reporting.year in self.years)
            and self._letter(reporting.letter, row.since, row.until)
            and self._posts(row.posts, loose=True)
            and not self.recipients
            and (not self.areas or any(self._area(a.area) for a in named))
            and self._text(lambda: (row.title, row.summary))
        )

    def matches_allocation(self, ledger: Ledger, movement: Allocation) -> bool:
        """Whether a movement matches: by its post, or by an earmark with the recipient or text."""
        earmarks = [earmark for top in movement.earmarks for _, earmark in top.walk()]
        return (
            (not self.years or movement.year in self.years)
            and self._letter(movement.letter)
            and self._posts(movement.posts)
            and self._recipients(name for earmark in earmarks for name in earmark.recipients)
            and self._text(lambda: search.allocation_text(movement))
        )

    def matches_earmark(self, ledger: Ledger, movement: Allocation, earmark: Earmark) -> bool:
        """Whether one earmark itself has the recipient and the text; its movement must match too.

        A text that stands on the movement (its name) counts for all of its earmarks.
        """
        return (
            (not self.years or movement.year in self.years)
            and self._letter(movement.letter)
            and self._posts(movement.posts)
            and self._recipients(earmark.recipients)
            and self._text(lambda: (movement.name, *search.earmark_text(earmark)))
        )

    def matches_authorization(
        self, ledger: Ledger, record: Authorizations, item: Authorization
    ) -> bool:
        """Whether an authorization matches: by its posts or those that it is tied to."""
        return (
            (not self.years or record.year in self.years)
            and self._letter(record.letter, item.since, item.until)
            and self._posts((*item.posts, *item.against))
            and self._recipients(item.recipients)
            and self._text(lambda: (item.purpose, item.ministry, *item.recipients))
        )

    def matches_goal(self, ledger: Ledger, goal: Goal) -> bool:
        """Whether a goal matches, by itself or by one of its indicators and key figures."""
        return (
            (not self.years or goal.year in self.years)
            and self._letter(goal.letter, goal.since, goal.until)
            and self._area(goal.area)
            and self._text(lambda: search.goal_text(goal))
        )

    def matches_announcement(self, ledger: Ledger, letter: Letter, item: Announcement) -> bool:
        """Whether something that a letter announces matches, by itself or by an assignment that it
        names. Announcements have no day, so that a filter on days leaves them out."""
        named = [ledger.by_id[name] for name in item.assignments if name in ledger.by_id]
        return (
            not self.by_due
            and not self.recipients
            and (
                not self.departments
                or any(code in self.departments for a in named for code in a.departments)
            )
            and (not self.statuses or not named or any(a.status in self.statuses for a in named))
            and (not self.years or letter.year in self.years)
            and self._letter(letter.id, item.until)
            and self._posts(item.posts, loose=True)
            and (not self.areas or any(self._area(a.area) for a in named))
            and self._text(lambda: (item.summary, *item.assignments, *(a.title for a in named)))
        )

    def matches_letter(self, ledger: Ledger, letter: Letter) -> bool:
        """Whether a letter matches. A filter on letters takes the letter itself."""
        return (
            (not self.years or letter.year in self.years)
            and self._letter(letter.id)
            and self._text(lambda: search.letter_text(letter))
        )

    def _letter(self, *letters: str | None) -> bool:
        return not self.letters or any(letter in self.letters for letter in letters)

    def _posts(self, posts: Iterable[Post], loose: bool = False) -> bool:
        """``loose``: something about a whole chapter also concerns each of its posts."""
        return not self.posts or any(
            asked.covers(post) or (loose and post.covers(asked))
            for post in posts
            for asked in self.posts
        )

    def _recipients(self, names: Iterable[str | None]) -> bool:
        if not self.recipients:
            return True
        wanted = [search.fold(name) for name in self.recipients]
        return any(name and want in search.fold(name) for name in names for want in wanted)

    def _area(self, area: str | None) -> bool:
        return not self.areas or any(search.fold(a) in search.fold(area or "") for a in self.areas)

    def _text(self, gather: Callable[[], Iterable[str | None]]) -> bool:
        """All texts asked for occur; the record's text is gathered only when one is."""
        if not self.texts:
            return True
        whole = search.fold("\n".join(piece for piece in gather() if piece))
        return all(search.fold(text) in whole for text in self.texts)

    def _assignment_post(self, ledger: Ledger, a: Assignment) -> bool:
        if not self.posts or self._posts(fund.post for fund in a.funds if fund.post):
            return True
        return any(self._posts(m.posts) for m, _ in earmarks_naming(ledger, a.id)) or any(
            self._posts((*item.posts, *item.against))
            for _, item in authorizations_naming(ledger, a.id)
        )

    def _assignment_recipient(self, ledger: Ledger, a: Assignment) -> bool:
        if not self.recipients or self._recipients(partner.agency for partner in a.partners):
            return True
        return any(
            self._recipients(earmark.recipients) for _, earmark in earmarks_naming(ledger, a.id)
        ) or any(
            self._recipients(item.recipients) for _, item in authorizations_naming(ledger, a.id)
        )
