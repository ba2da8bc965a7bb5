"""Rules of fairness between streets and of waiting (docs/meaning.md, 11.13-11.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.program.duties import all_units, needed_units
from solvers.rules.aim import worth
from solvers.rules.block import Block, Entries, Own, at_most
from solvers.rules.capacity import households_of, largest_campaigns, streets_of
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

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

    def __init__(self, given: Given) -> None:
        self.given = given
        programme = given.programme
        estates, rule = programme.estates, programme.settings.rules.street_shares
        self.started = rule.counted == "started"
        units = all_units(programme) if self.started else needed_units(programme)
        self.units = units.of(estates.street[units.estate] != "")
        self.streets = [str(s) for s in dict.fromkeys(estates.street[self.units.estate])]
        number = {s: k for k, s in enumerate(self.streets)}
        street = [number[s] for s in estates.street[self.units.estate]]
        self.street = np.array(street, dtype=np.int64)
        self.households = estates.households[self.units.estate].astype(np.float64)
        self.entries = Entries()
        self.high: list[NDArray[np.float64]] = []
        self.where: list[Callable[[], list[str]]] = []
        self.own = 0

    def rows(self, high: Sequence[float] | NDArray[np.float64], where: Callable[[], list[str]]) -> int:
        """Add rows with these limits; return the number of the first."""
        first = sum(len(limits) for limits in self.high)
        self.high.append(np.asarray(high, dtype=np.float64))
        self.where.append(where)
        return first

    def columns(self, count: int) -> int:
        """Add columns; return the number of the first."""
        self.own += count
        return self.given.columns.count + self.own - count

    def timely(self, year: int) -> NDArray[np.int64]:
        """Return the columns of starts that count by the end of a year, axes ``(campaign, period)``."""
        clock, spans = self.given.programme.clock, self.given.spans
        end = int(clock.year_ends[year])
        done = np.broadcast_to(clock.starts[:-1] < end, spans.campaign_end.shape)
        if not self.started:
            done = spans.campaign_end <= end
        return np.where(done, self.given.columns.start, -1)

    def count(self, first: int, everyone: int, year: int) -> None:
        """Count every estate in its street's row and in that of all, those of several units by a column."""
        timely, one = self.timely(year), self.units.count == 1
        units = self.units.of(one)
        column = timely[units.campaign]
        place = np.flatnonzero(one)[units.of_estate[units.unit]]
        self._weigh(first, everyone, place[:, None], column)
        several = np.flatnonzero(~one)
        held = self.columns(len(several)) + np.arange(len(several))
        self._weigh(first, everyone, several, held)
        if len(several):
            self._tell(several, held, timely, year)

    def _weigh(self, first: int, everyone: int, place: NDArray[np.int64], column: NDArray[np.int64]) -> None:
        self.entries.add(first + self.street[place], column, -self.households[place])
        self.entries.add(everyone, column, self.households[place])

    def _tell(
        self, several: NDArray[np.int64], held: NDArray[np.int64], timely: NDArray[np.int64], year: int
    ) -> None:
        """Add the rows that hold the columns of estates of several units to whether they are reached."""
        units = self.units.of(self.units.count > 1)
        count, of = units.count, units.of_estate
        ends = np.cumsum(count + 1)
        lead = 1 if self.started else 0
        sum_row = ends - 1 - np.where(self.started, count, 0)
        unit_row = np.arange(len(of)) + of + lead
        high = np.zeros(int(ends[-1]))
        if not self.started:
            high[sum_row] = count - 1.0
        streets = [self.streets[k] for k in self.street[several]]
        places = self.given.programme.campaigns.place[units.first()]
        number = self.given.programme.clock.years[year]
        told = [f"{s}, {number}, {place}" for s, place in zip(streets, places, strict=True)]
        base = self.rows(
            high, lambda: [name for name, n in zip(told, count, strict=True) for _ in range(n + 1)]
        )
        column, sums = timely[units.campaign], sum_row[of[units.unit]][:, None]
        each, sign = unit_row[units.unit][:, None], 1.0 if self.started else -1.0
        self.entries.add(base + sum_row, held, sign)
        self.entries.add(base + sums, column, -sign)
        self.entries.add(base + each, column, sign)
        self.entries.add(base + unit_row, held[of], -sign)


def street_shares(given: Given) -> Block:
    """By the end of each year every street has had at least ``share`` of its fair share of households.

    ``share · H[s] ÷ H · all[y] − Σ households · start <= largest campaign[s]`` over starts that count by
    the end of year y, with ``all[y] >= Σ_s Σ households · start``; rows ``street_shares[street, year]`` and
    ``street_shares[all, year]``. An estate of several campaigns counts by a column of its own, held to
    whether it is reached by rows ``street_shares[street, year, estate]``.
    """
    programme, rule = given.programme, given.programme.settings.rules.street_shares
    rows, years, whole = _Reached(given), programme.clock.years, max(all_households(programme), 1.0)
    largest = dict(zip(streets_of(programme)[0], largest_campaigns(programme), strict=True))
    limit = [float(largest[s]) for s in rows.streets]
    share = rule.share * households_of(programme, rows.streets) / whole
    for y in [y for y, year in enumerate(years) if year >= (rule.from_year or years[0])]:
        total = rows.columns(1)
        everyone = rows.rows([0.0], lambda year=years[y]: [f"all, {year}"])  # type: ignore[misc]
        rows.entries.add(everyone, total, -1.0)
        first = rows.rows(limit, lambda year=years[y]: [f"{s}, {year}" for s in rows.streets])  # type: ignore[misc]
        rows.entries.add(first + np.arange(len(limit)), total, share)
        rows.count(first, everyone, y)
    low, high = at_most(np.concatenate([np.zeros(0), *rows.high]))
    own = Own(high=np.full(rows.own, np.inf), cost=np.zeros(rows.own))
    return rows.entries.block(low, high, lambda: [name for told in rows.where for name in told()], own)


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
