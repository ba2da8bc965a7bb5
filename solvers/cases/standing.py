"""A plan as it stands: what keeps a campaign from another start, everything else being as it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from solvers.cases.money_left import MoneyLeft, Short
from solvers.plan.decode import start_point
from solvers.rules.program import phasing_program
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

KINDS = {
    "lock": ("pinned", "earliest_latest"),
    "consent": ("consent", "agreements"),
    "outside": ("outside_dates", "shared_assets"),
    "dates": ("moratorium", "readiness", "harder_later", "exclusions"),
    "budget": ("fund_limits", "due_after_plan", "fund_caps", "matching", "fund_floors", "bond_cover"),
    "capacity": ("crew_limits", "preparation", "crew_floors", "ramp_up"),
    "disruption": ("street_disruption", "street_projects", "neighbour_roads"),
    "order": ("links", "pilot_first", "stages"),
    "place": ("openings", "shared_setups", "zones", "operators", "modes"),
    "duty": ("targets", "stability", "street_shares", "least_street", "longest_wait"),
}
"""Rules by the kind of reason that they are, the plainest first."""
_KIND_OF = {rule: kind for kind, rules in KINDS.items() for rule in rules}
_BROKEN = 1e-6
"""By how much, relative to the row, a limit must be broken to be one."""


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What keeps a campaign from a start.

    ``kind`` is one of KINDS; ``gone`` (the programme has no such campaign), ``outside_plan`` (no such
    period), or ``aim`` (nothing: the plan is worth more so). ``rule`` is the rule's name; ``where`` the row
    of it, such as a trade and period, at which the start ``needs`` more than is ``left``, in ``unit``; both
    None where a rule closes the date.
    """

    kind: str
    rule: str = ""
    where: str = ""
    needs: float | None = None
    left: float | None = None
    unit: str = ""


class Standing:
    """A programme with its plan, to be asked about single starts."""

    def __init__(self, programme: Programme, plan: Plan) -> None:
        """Keep both; what answers need is worked out when first asked for."""
        self.programme, self.plan = programme, plan
        self._index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
        self._work = {str(key): w for w, key in enumerate(programme.facts.key)}
        self._planned = {one.campaign: one for one in plan.campaigns}

    def against(self, campaign: str, day: datetime.date, works: Sequence[str]) -> tuple[Cause, ...]:
        """Return what keeps a campaign with some works from a start on a day, the plainest first.

        Works that the programme does not have are left out. The first cause is of kind ``aim`` where nothing
        does.
        """
        number = self._index.get(campaign)
        if number is None:
            return (Cause(kind="gone"),)
        period = self.programme.clock.period_of(day)
        if period is None:
            return (Cause(kind="outside_plan"),)
        numbers = [self._work[work] for work in works if work in self._work]
        closed = tuple(self._closed(number, period, numbers))
        if closed:
            return closed
        found = [*self._money(campaign, period, numbers), *self._rows(campaign, number, period, numbers)]
        order = list(KINDS)
        found.sort(key=lambda cause: order.index(cause.kind))
        return tuple(found) or (Cause(kind="aim"),)

    def _closed(self, campaign: int, period: int, works: list[int]) -> Iterator[Cause]:
        """Yield the rules that leave the date closed to it."""
        facts = self.programme.facts
        needed = [w for w in works if facts.required[w] and facts.alternatives[w] < 0]
        for rule in rules_on(self.programme):
            if rule.window is not None:
                window = rule.window(self.programme, self._program.given.spans)
                if not (window.start[campaign, period] and window.work[needed, period].all()):
                    yield Cause(kind=_KIND_OF.get(rule.name, "dates"), rule=rule.name)

    def _money(self, campaign: str, period: int, works: list[int]) -> Iterator[Cause]:
        short: Short | None = self._left.short(campaign, period, works)
        if short is not None:
            yield Cause(
                kind="budget",
                rule="fund_limits",
                where=str(short.year),
                needs=short.needs / 100,
                left=short.left / 100,
                unit="yuan",
            )

    def _rows(self, campaign: str, number: int, period: int, works: list[int]) -> Iterator[Cause]:
        """Yield the rows that the start would break, one of each rule: the one that it would break most."""
        if self._point is None:
            return
        change = self._change(campaign, number, period, works)
        use = np.asarray(self._program.arrays.matrix @ change)
        after = self._activity + use
        arrays = self._program.arrays
        room = _BROKEN * np.maximum(1.0, np.abs(self._activity))
        over = np.maximum(after - arrays.row_high, arrays.row_low - after)
        was = np.maximum(self._activity - arrays.row_high, arrays.row_low - self._activity)
        broken = self._sure & (over > room) & (over > was + room)
        for held in self._program.placed:
            kind = _KIND_OF.get(held.rule.name)
            rows = held.first + np.flatnonzero(broken[held.first : held.first + len(held.block.low)])
            if kind is None or not len(rows):
                continue
            row = int(rows[np.argmax(over[rows])])
            size = held.rule.unit_size
            up = bool(after[row] > arrays.row_high[row])
            left = (
                arrays.row_high[row] - self._activity[row]
                if up
                else self._activity[row] - arrays.row_low[row]
            )
            yield Cause(
                kind=kind,
                rule=held.rule.name,
                where=held.block.where()[row - held.first],
                needs=abs(float(use[row])) * size,
                left=max(float(left), 0.0) * size,
                unit=held.rule.unit,
            )

    def _change(self, campaign: str, number: int, period: int, works: list[int]) -> Floats:
        """Return what of the point would be different, axis ``(column,)``."""
        columns = self._program.given.columns
        change = np.zeros(self._program.arrays.columns)
        now = self._planned.get(campaign)
        if now is not None and self._point is not None:
            mine = [self._work[one.work] for one in now.works if one.work in self._work]
            own = np.concatenate([columns.start[number], *(columns.work[w] for w in mine)])
            own = own[own >= 0]
            change[own] -= self._point[own]
        new = np.array([columns.start[number, period], *(columns.work[w, period] for w in works)])
        change[np.unique(new[new >= 0])] += 1.0
        return change

    @cached_property
    def _program(self) -> PhasingProgram:
        return phasing_program(self.programme)

    @cached_property
    def _left(self) -> MoneyLeft:
        return MoneyLeft(self._program.given, self.plan)

    @cached_property
    def _known(self) -> Floats | None:
        return start_point(self._program, self.plan)

    @cached_property
    def _point(self) -> Floats | None:
        """The plan as a point, 0 where it says nothing; None where it starts what is closed."""
        return None if self._known is None else np.nan_to_num(self._known)

    @cached_property
    def _activity(self) -> Floats:
        assert self._point is not None
        found: Floats = np.asarray(self._program.arrays.matrix @ self._point)
        return found

    @cached_property
    def _sure(self) -> NDArray[np.bool_]:
        """Rows that starts and works alone decide: neither draws nor openings nor a rule's own columns."""
        assert self._known is not None
        unsure = np.isnan(self._known)
        opens = self._program.given.columns.open
        unsure[opens[opens >= 0]] = True
        matrix = self._program.arrays.matrix
        sure: NDArray[np.bool_] = np.asarray(abs(matrix) @ unsure.astype(np.float64)) == 0
        return sure
