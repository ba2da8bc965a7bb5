"""Rules of fairness between streets and of waiting (docs/meaning.md, 11.13-11.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.rules.aim import worth
from solvers.rules.block import Block, Entries, Own, at_most
from solvers.rules.capacity import households_of, largest_campaigns, streets_of
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.modes import Unit
    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given


def all_households(programme: Programme) -> float:
    """Return the households of all streets: those of estates that take part and lie in a street."""
    estates = programme.estates
    part = (programme.exclusions.estate == "") & (estates.street != "")
    return float(estates.households[part].sum())


class _Reached:
    """Rows that say which households have been reached by the end of each year."""

    def __init__(self, given: Given, streets: list[str]) -> None:
        self.given = given
        self.streets = streets
        rule = given.programme.settings.rules.street_shares
        self.started = rule.counted == "started"
        clock = given.programme.clock
        self.years = [y for y, year in enumerate(clock.years) if year >= (rule.from_year or clock.years[0])]
        self.entries = Entries()
        self.high: list[float] = []
        self.where: list[str] = []
        self.own = 0

    def row(self, high: float, where: str) -> int:
        self.high.append(high)
        self.where.append(where)
        return len(self.high) - 1

    def column(self) -> int:
        self.own += 1
        return self.given.columns.count + self.own - 1

    def timely(self, year: int) -> NDArray[np.int64]:
        """Return the columns of starts that count by the end of a year, axes ``(campaign, period)``."""
        clock, spans = self.given.programme.clock, self.given.spans
        end = int(clock.year_ends[year])
        done = np.broadcast_to(clock.starts[:-1] < end, spans.campaign_end.shape)
        if not self.started:
            done = spans.campaign_end <= end
        return np.where(done, self.given.columns.start, -1)

    def estate(
        self,
        rows: tuple[int, int],
        weights: tuple[float, float],
        units: list[Unit],
        timely: NDArray[np.int64],
    ) -> None:
        """Count an estate in two rows by its weights: by its starts, or where it has several by a column."""
        sums = [timely[list(unit)].ravel() for unit in units]
        if len(units) > 1:
            held, name = self.column(), self.where[rows[0]]
            place = self.given.programme.campaigns.place[units[0][0]]
            name = f"{name}, {place}"
            together = [np.concatenate(sums)] if self.started else sums
            for columns in together:
                row = self.row(0.0, name)
                self.entries.add(row, held, 1.0)
                self.entries.add(row, columns, -1.0)
            for columns in sums if self.started else [np.concatenate(sums)]:
                row = self.row(0.0 if self.started else len(sums) - 1.0, name)
                self.entries.add(row, columns, 1.0)
                self.entries.add(row, held, -1.0)
            sums = [np.array([held])]
        for row, weight in zip(rows, weights, strict=True):
            self.entries.add(row, sums[0], weight)


def street_shares(given: Given) -> Block:
    """By the end of each year every street has had at least ``share`` of its fair share of households.

    ``share · H[s] ÷ H · all[y] − Σ households · start <= largest campaign[s]`` over starts that count by
    the end of year y, with ``all[y] >= Σ_s Σ households · start``; rows ``street_shares[street, year]`` and
    ``street_shares[all, year]``. An estate of several campaigns counts by a column of its own, held to
    whether it is reached by rows ``street_shares[street, year, estate]``.
    """
    programme, rule = given.programme, given.programme.settings.rules.street_shares
    estates, clock = programme.estates, programme.clock
    streets, _ = streets_of(programme)
    largest = dict(zip(streets, largest_campaigns(programme), strict=True))
    served = dict.fromkeys(str(s) for s in estates.street[list(programme.duties)] if s)
    size = dict(zip(served, households_of(programme, list(served)), strict=True))
    whole = max(all_households(programme), 1.0)
    rows = _Reached(given, list(served))
    for y in rows.years:
        timely, total = rows.timely(y), rows.column()
        everyone = rows.row(0.0, f"all, {clock.years[y]}")
        rows.entries.add(everyone, total, -1.0)
        number = {s: rows.row(float(largest[s]), f"{s}, {clock.years[y]}") for s in served}
        for s, row in number.items():
            rows.entries.add(row, total, rule.share * size[s] / whole)
        for estate, (units, needed) in programme.duties.items():
            street, count = str(estates.street[estate]), float(estates.households[estate])
            if street:
                pair = (number[street], everyone)
                rows.estate(pair, (-count, count), units if rows.started else needed, timely)
    low, high = at_most(rows.high)
    own = Own(high=np.full(rows.own, np.inf), cost=np.zeros(rows.own))
    return rows.entries.block(low, high, lambda: rows.where, own)


def least_street(given: Given) -> Block:
    """The least benefit per household of a street counts for all: ``weight`` × H × m is added to the aim.

    ``m − Σ benefit · column ÷ H[s] <= 0`` for each street with households and campaigns, m a column of its
    own worth ``weight`` × H (less a second one where benefits may be negative); rows
    ``least_street[street]``.
    """
    programme, columns = given.programme, given.columns
    names, size, row = _streets_with_households(programme)
    value, of_work = worth(programme, given.spans), programme.facts.campaign
    share = np.append(-1.0 / size, 0.0)[row]
    entries = Entries()
    entries.add(row[:, None], columns.start, value.campaign_benefit * share[:, None])
    entries.add(row[of_work, None], columns.work, value.work_benefit * share[of_work, None])
    most, least = _range(programme, row, len(names), value.campaign_benefit, value.work_benefit)
    high = [float((most / size).min())] if names else []
    if least.min(initial=0.0) < 0:
        high.append(float((-least / size).max()))
    sign = np.array([1.0, -1.0])[: len(high)]
    entries.add(np.arange(len(names))[:, None], columns.count + np.arange(len(high)), sign)
    low, limits = at_most(np.zeros(len(names)))
    worth_of_one = programme.settings.rules.least_street.weight * all_households(programme)
    own = Own(high=np.array(high), cost=worth_of_one * sign)
    return entries.block(low, limits, lambda: names, own)


def _streets_with_households(
    programme: Programme,
) -> tuple[list[str], NDArray[np.float64], NDArray[np.int64]]:
    """Return the streets with campaigns and households, these, and each campaign's row, −1 for none."""
    streets, street = streets_of(programme)
    size = households_of(programme, streets)
    held = np.flatnonzero(size > 0)
    number = np.full(len(streets) + 1, -1, dtype=np.int64)
    number[held] = np.arange(len(held))
    return [streets[k] for k in held], size[held], number[street]


def _range(
    programme: Programme,
    row: NDArray[np.int64],
    rows: int,
    of_campaigns: NDArray[np.float64],
    of_works: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return bounds of the benefit of the campaigns in each row from above and below, axis ``(row,)``."""
    most, least = np.zeros(rows), np.zeros(rows)
    for values, at in ((of_campaigns, row), (of_works, row[programme.facts.campaign])):
        np.add.at(most, at[at >= 0], values.max(axis=1, initial=0.0)[at >= 0])
        np.add.at(least, at[at >= 0], values.min(axis=1, initial=0.0)[at >= 0])
    return most, least


def longest_wait(programme: Programme, spans: Spans) -> Window:
    """Close starts at estates that would finish later than ``years`` after the plan's first day.

    ``start[c, t] = 0`` where the finish day is more than ⌊years × 365.25⌋ days after it.
    """
    window, years = all_open(programme), programme.settings.rules.longest_wait.years
    if years is not None:
        at = programme.campaigns.estate >= 0
        window.start[at] &= spans.campaign_end[at] - 1 <= int(years * DAYS_IN_A_YEAR)
    return window


def street_waits(given: Given) -> Block:
    """In every street something has started within ``street_years``: ``Σ start[c, t] >= 1`` over such t.

    Rows ``longest_wait[street]`` for streets with campaigns; none where it is not limited.
    """
    programme, clock = given.programme, given.programme.clock
    years = programme.settings.rules.longest_wait.street_years
    streets, street = streets_of(programme)
    if years is None:
        streets, street = [], np.full(len(street), -1, dtype=np.int64)
    entries = Entries()
    soon = clock.starts[:-1] <= int((years or 0.0) * DAYS_IN_A_YEAR)
    entries.add(street[:, None], np.where(soon, given.columns.start, -1), 1.0)
    low, high = np.ones(len(streets)), np.full(len(streets), np.inf)
    return entries.block(low, high, lambda: streets)
