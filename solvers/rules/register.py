"""The table of contents of the integer program: every rule, in the order in which it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.rules.chapters.dates import DATES
from solvers.rules.chapters.duties import DUTIES
from solvers.rules.chapters.fairness import FAIRNESS
from solvers.rules.chapters.money import MONEY
from solvers.rules.chapters.order import ORDER
from solvers.rules.chapters.place import PLACE
from solvers.rules.chapters.room import ROOM
from solvers.rules.chapters.starts import STARTS

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.rules.rule import Rule

RULES: tuple[Rule, ...] = (*STARTS, *DATES, *ORDER, *PLACE, *MONEY, *ROOM, *DUTIES, *FAIRNESS)
"""Every rule, chapter by chapter. The money of a work is parted among payers before any rule sees it
(solvers/program/claims.py).
"""


def rules_on(programme: Programme) -> tuple[Rule, ...]:
    """Return the rules that a programme uses."""
    return tuple(rule for rule in RULES if rule.is_on(programme))
