"""What came of votes: passed and from when, refused, or still to come (docs/meaning.md, 6.5)."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.clock import Clock
    from scenarios.tables.people import Consents
    from scenarios.tables.rule_settings import Consent, ConsentMatter

ALWAYS = -(10**9)
"""The day of a vote without date: before all others."""
Key = tuple[str, str]
"""An estate and a matter."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of the votes of a unit.

    ``state``: ``passed`` (with ``chance`` given: a vote to come that is counted on), ``refused`` or
    ``pending`` (a vote to come that is not counted on). ``day`` is the day from which it passes, else of the
    last vote. ``chance`` is the probability of a vote to come, None of one that was taken.
    """

    state: str
    day: int
    chance: float | None = None


def is_taken(votes: Consents, row: int) -> bool:
    """Return whether a vote was taken: it tells a share in favour."""
    return not (math.isnan(votes.by_area[row]) and math.isnan(votes.by_heads[row]))


def passes(votes: Consents, row: int, needed: ConsentMatter) -> bool:
    """Return whether a vote that was taken passes; a turnout that is not told is taken as enough."""
    shares = ((votes.by_area[row], votes.turnout_area[row]), (votes.by_heads[row], votes.turnout_heads[row]))
    for share, turnout in shares:
        if turnout < needed.turnout:  # not given is NaN, and less than nothing
            return False
        if not (share > needed.approval if needed.strictly_more else share >= needed.approval):
            return False
    return True


class Votes:
    """The votes of estates, by matter."""

    def __init__(self, table: Consents, rule: Consent, clock: Clock) -> None:
        """Read the table."""
        self._table, self._rule = table, rule
        told = ~np.isnat(table.date)
        days = np.full(len(table), ALWAYS, dtype=np.int64)
        days[told] = clock.days(table.date[told])
        self._day = days.tolist()
        self._rows: dict[Key, list[int]] = defaultdict(list)
        for row, key in enumerate(zip(table.estate.tolist(), table.matter.tolist(), strict=True)):
            self._rows[key].append(row)

    def by_unit(self, key: Key, scope: str, needed: ConsentMatter) -> Mapping[str, Outcome]:
        """Return what came of each unit that voted; of an estate all votes are those of one unit."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row in self._of(key, scope):
            rows["" if scope == "estate" else str(self._table.unit[row])].append(row)
        return {unit: self._outcome(held, needed) for unit, held in rows.items()}

    def of_estate(self, key: Key, needed: ConsentMatter) -> Outcome | None:
        """Return what came of the estate's own votes; None where it took none."""
        rows = self._of(key, "estate")
        return self._outcome(rows, needed) if rows else None

    def persons(self, key: Key) -> tuple[float, int] | None:
        """Return the share of all owners who agreed in the estate's best vote, and its day.

        The smaller of floor area and heads, each times its turnout where that is told; None where no vote was
        taken.
        """
        found = []
        for row in self._of(key, "estate"):
            if is_taken(self._table, row):
                found.append((-self._persons(row), self._day[row]))
        if not found:
            return None
        share, day = min(found)
        return -share, day

    def _persons(self, row: int) -> float:
        votes = self._table
        shares = (
            (votes.by_area[row], votes.turnout_area[row]),
            (votes.by_heads[row], votes.turnout_heads[row]),
        )
        return min(float(share * (1.0 if math.isnan(turnout) else turnout)) for share, turnout in shares)

    def _of(self, key: Key, scope: str) -> list[int]:
        return [row for row in self._rows.get(key, ()) if self._table.scope[row] == scope]

    def _outcome(self, rows: Sequence[int], needed: ConsentMatter) -> Outcome:
        """Return what came of the votes of one unit: any that passes counts, then any still to come."""
        taken = [row for row in rows if is_taken(self._table, row)]
        passed = [self._day[row] for row in taken if passes(self._table, row, needed)]
        if passed:
            return Outcome(state="passed", day=min(passed))
        to_come = [(self._day[row], -float(self._table.probability[row])) for row in rows if row not in taken]
        if not to_come:
            return Outcome(state="refused", day=max(self._day[row] for row in taken))
        if self._rule.pending != "refused":
            likely = [one for one in to_come if -one[1] >= self._rule.least_probability and one[1] < 0]
            if likely:
                day, chance = min(likely)
                return Outcome(state="passed", day=day, chance=-chance)
        day, chance = min(to_come)
        return Outcome(state="pending", day=day, chance=-chance)
