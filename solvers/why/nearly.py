"""Which campaigns most nearly started a year earlier, and what each lacked, at the prices a solve left.

Nothing is solved: at prices of the rows that campaigns share, what a start loses is known in closed form for
all groups at once. It is an estimate, and says so; a solve with the start forced verifies it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.priced.pricing import Parted
from solvers.rules.register import rules_on
from solvers.rules.tiers import aims_in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.engines.priced.pricing import Priced
    from solvers.rules.program import PhasingProgram

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_NOTHING = 1e-6
"""Aim units below which nothing is lacked."""
_TELLING = 0.05
"""Share of all that an earlier start lacked below which a limit is not told."""
_LACKED = 3
"""Limits told of each campaign, those that cost it most first."""


@dataclass(frozen=True, kw_only=True)
class Lacked:
    """A limit that an earlier start would use more of.

    ``where`` is the row of ``rule`` that it presses most, ``unit`` that of the rule. ``needs`` is what the
    start would use there; ``left`` the room the plan leaves in that row (None: the row has no limit of its
    own, as money due has none: the funds that may pay it have). ``price`` is what a unit is worth there, in
    aim units, ``costs`` what the move loses over all rows of the same fund, trade or street.
    """

    rule: str
    where: str
    unit: str
    needs: float
    left: float | None
    price: float
    costs: float


@dataclass(frozen=True, kw_only=True)
class Nearly:
    """A campaign that did not start a year earlier.

    ``campaign`` is its row, ``period`` the best start of the year before at the prices (None: none is open).
    ``loss`` is what the aim would lose by it, in aim units, at least 0, None where no start is open;
    ``now`` what its own start loses against its best one. ``closed`` are the rules that close that
    year's starts.
    """

    campaign: int
    period: int | None
    loss: float | None
    now: float
    lacked: tuple[Lacked, ...] = ()
    closed: tuple[str, ...] = ()


def nearly_earlier(
    program: PhasingProgram, prices: Floats, point: Floats | None, started: Ints, most: int
) -> tuple[Nearly, ...]:
    """Return the campaigns that would lose least by starting in the year before theirs, the least first.

    ``prices`` are those of all rows, axis ``(row,)``; ``point`` the plan's, axis ``(column,)``, None where it
    is not at hand: then no room is told. ``started`` is the period of each campaign's start, −1 where it does
    not start, axis ``(campaign,)``. Equal losses: first the start that itself lies worst. Campaigns to which
    no start is open in that year come last.
    """
    held = _Prices(program, prices, point)
    found = [held.nearly(campaign, period) for campaign, period in enumerate(started.tolist()) if period >= 0]
    order = sorted(
        (one for one in found if one is not None),
        key=lambda one: (one.loss is None, one.loss or 0.0, -one.now, one.campaign),
    )
    return tuple(held.explained(one, int(started[one.campaign])) for one in order[:most])


class _Prices:
    """A program's starts at prices."""

    def __init__(self, program: PhasingProgram, prices: Floats, point: Floats | None) -> None:
        arrays = replace(program.arrays, cost=aims_in_order(program)[0].cost)
        assert arrays.labels is not None
        self.program, self.point = program, point
        self.parted = Parted(arrays, arrays.labels)
        self.prices = self.parted.usable(prices[self.parted.groups.coupling])
        self.priced: Priced = self.parted.priced(self.prices)
        groups, labels = self.parted.groups, self.parted.labels
        self.option = np.full(program.given.columns.start.shape, -1, dtype=np.int64)
        campaign, period = labels.campaign[groups.option], labels.period[groups.option]
        self.option[campaign, period] = np.arange(len(groups.option))
        clock = program.given.programme.clock
        self.year = np.searchsorted(clock.year_ends, clock.starts[:-1], side="right")
        self.slack = None if point is None else _slack(self.parted, point)
        self._labels: dict[str, list[str]] = {}

    def losses(self, options: Ints) -> Floats:
        """Return what options lose against the best of their groups; inf where they cannot be taken."""
        best = self.priced.best[self.parted.groups.group[options]]
        with np.errstate(invalid="ignore"):
            loss = np.maximum(best - self.priced.value[options], 0.0)
        return np.where(np.isfinite(self.priced.value[options]), loss, np.inf)

    def nearly(self, campaign: int, period: int) -> Nearly | None:
        """Return how near a campaign was to the year before; None in the first year or outside groups."""
        before = np.flatnonzero(self.year == self.year[period] - 1)
        own = int(self.option[campaign, period])
        if not len(before) or own < 0:
            return None
        now = float(self.losses(np.array([own]))[0])
        now = now if np.isfinite(now) else 0.0
        options = self.option[campaign, before]
        before, options = before[options >= 0], options[options >= 0]
        loss = self.losses(options)
        if not len(loss) or np.isinf(loss).all():
            return Nearly(campaign=campaign, period=None, loss=None, now=now)
        best = int(np.argmin(loss))
        return Nearly(campaign=campaign, period=int(before[best]), loss=float(loss[best]), now=now)

    def explained(self, one: Nearly, period: int) -> Nearly:
        """Return the same with what it lacked, or what closes it."""
        if one.period is None:
            return replace(one, closed=self._closed(one.campaign, period))
        return replace(one, lacked=self._lacked(one.campaign, period, one.period))

    def _closed(self, campaign: int, period: int) -> tuple[str, ...]:
        """Return the rules on dates that leave no start in the year before: those that do alone, or all."""
        given = self.program.given
        before = self.year == self.year[period] - 1
        facts = given.programme.facts
        works = (facts.campaign == campaign) & facts.required & (facts.alternatives < 0)
        alone, some = [], []
        for rule in rules_on(given.programme):
            if rule.window is None:
                continue
            window = rule.window(given.programme, given.spans)
            free = (window.start[campaign] & window.work[works].all(axis=0))[before]
            alone += [rule.name] if not free.any() else []
            some += [rule.name] if not free.all() else []
        return tuple(alone or some)

    def _lacked(self, campaign: int, own: int, earlier: int) -> tuple[Lacked, ...]:
        """Return what an earlier start would use more of, netted over rows of one fund, trade or street."""
        options = self.option[campaign, [own, earlier]]
        taken = self.parted.taken(self.priced, options)
        use = (self.parted.rows @ taken.T).toarray()
        more = use[:, 1] - use[:, 0]
        costs = more * self.prices
        of_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        named = {}
        for row in np.flatnonzero(np.abs(costs) > 0).tolist():
            rule, where = self._named(row)
            named[row] = where
            of_name[rule, where.rpartition(", ")[0] or where].append(row)
        found = []
        for (rule, _), rows in of_name.items():
            net = float(costs[rows].sum())
            top = max(rows, key=lambda row: (costs[row], -row))
            if net > _NOTHING and costs[top] > _NOTHING:
                found.append(self._told(rule, named[top], top, abs(float(use[top, 1])), net))
        least = _TELLING * sum(one.costs for one in found)
        found = [one for one in found if one.costs >= least]
        return tuple(sorted(found, key=lambda one: -one.costs)[:_LACKED])

    def _told(self, rule: str, where: str, row: int, needs: float, costs: float) -> Lacked:
        told = next(held.rule for held in self.program.placed if held.rule.name == rule)
        left = None if self.slack is None or rule == "money_due_drawn" else float(self.slack[row])
        return Lacked(
            rule=rule,
            where=where,
            unit=told.unit,
            needs=needs * told.unit_size,
            left=None if left is None else max(left, 0.0) * told.unit_size,
            price=abs(float(self.prices[row])) / told.unit_size,
            costs=costs,
        )

    def _named(self, row: int) -> tuple[str, str]:
        """Return rule and place of a coupling row."""
        number = int(self.parted.groups.coupling[row])
        held = next(
            one for one in self.program.placed if one.first <= number < one.first + len(one.block.low)
        )
        if held.rule.name not in self._labels:
            self._labels[held.rule.name] = list(held.block.where())
        return held.rule.name, self._labels[held.rule.name][number - held.first]


def _slack(parted: Parted, point: Floats) -> Floats:
    """Return the room that a point leaves in each coupling row, axis ``(coupling row,)``."""
    does = np.asarray(parted.rows @ point)
    room: Floats = np.minimum(parted.high - does, does - parted.low)
    return room
