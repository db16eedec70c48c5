"""All record types and what stands in them. Every field corresponds to one key of a schema under
``schema/``. What needs only some had better import these from their own modules, or for annotations
alone.
"""

from typing import Any

from .allocation import Allocation, Asserts, Earmark, Note, Place, Restated, Row, Transfer
from .assignment import Assignment, Basis, Became, Formerly, Fund, Part, Partner, Relation, Reply
from .authorizations import Authorization, Authorizations, Replaced
from .goal import FormerTitle, Goal, Indicator
from .items import Accept, Anchor, Deadline, Item
from .letter import Announcement, Bounds, ClassRule, Letter, LetterText, Mention, Signature
from .reporting import Reporting, ReportingRow
from .root import Department, Root

__all__ = [
    "CLASSES",
    "Accept",
    "Allocation",
    "Anchor",
    "Announcement",
    "Asserts",
    "Assignment",
    "Authorization",
    "Authorizations",
    "Basis",
    "Became",
    "Bounds",
    "ClassRule",
    "Deadline",
    "Department",
    "Earmark",
    "FormerTitle",
    "Formerly",
    "Fund",
    "Goal",
    "Indicator",
    "Item",
    "Letter",
    "LetterText",
    "Mention",
    "Note",
    "Part",
    "Partner",
    "Place",
    "Record",
    "Relation",
    "Replaced",
    "Reply",
    "Reporting",
    "ReportingRow",
    "Restated",
    "Root",
    "Row",
    "Signature",
    "Transfer",
]

Record = Root | Letter | Assignment | Allocation | Authorizations | Goal | Reporting

# Name of the schema -> the class of its records.
CLASSES: dict[str, type[Any]] = {
    "ledger": Root,
    "letter": Letter,
    "assignment": Assignment,
    "allocation": Allocation,
    "authorizations": Authorizations,
    "goal": Goal,
    "reporting": Reporting,
}
