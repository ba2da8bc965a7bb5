"""Limits of which one unit more can be had: what a unit is, its rows, and the programme with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.rules.capacity import crew_pools, households_of, largest_campaigns, streets_of
from solvers.rules.money import FEN_IN_UNIT, is_simple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given
    from solvers.rules.program import PhasingProgram, Placed

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MILLION = 100_000_000
"""Fen in a unit of money, a million yuan."""
POINT = 0.01
"""A percentage point of the share of a street's households."""
SIZES = {"estates": 1.0, "households": 100.0, "floor_area": 10_000.0, "buildings": 1.0, "quantity": 1.0}
"""How much less of a target is one unit of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Limit:
    """A limit of a rule, and one unit more of room in it.

    ``where`` names it by the columns of its table or the keys of its setting. ``unit`` names the unit, of
    which ``amount`` is one: ``yuan`` by the million, ``crew``, ``percent_point``, ``campaign``, or the
    measure of a target, of which that much less is asked for. ``row`` and ``more`` are the rows that it
    loosens and by how much, axis ``(row,)``, as far as known beforehand: an estimate is made of them.
    ``changed`` makes the programme with it.
    """

    rule: str
    where: Mapping[str, str]
    unit: str
    amount: float
    row: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    more: Floats = field(default_factory=lambda: np.zeros(0))
    changed: Callable[[], Programme]

    def estimate(self, prices: Floats) -> float:
        """Return what one unit more is worth at prices of all rows, axis ``(row,)``: by the dual alone."""
        return float(np.abs(prices[self.row]) @ self.more)


def limits_of(program: PhasingProgram) -> tuple[Limit, ...]:
    """Return the limits of funds by year, crews by row of their table, streets, pilots and hard targets."""
    makers: dict[str, Callable[[Given, Placed], Iterator[Limit]]] = {
        "fund_limits": _funds,
        "crew_limits": _crews,
        "street_disruption": _disruption,
        "street_projects": _projects,
        "pilot_first": _pilots,
        "targets": _targets,
    }
    found: list[Limit] = []
    for held in program.placed:
        if held.rule.name in makers and len(held.block.low):
            found += makers[held.rule.name](program.given, held)
    return tuple(found)


def _funds(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield the money of each row of funds, by the million."""
    programme, table, funds = given.programme, given.programme.funds, given.claims.funds
    years = programme.clock.years
    simple, number = is_simple(given), {name: f for f, name in enumerate(funds.name)}
    for r in range(len(table)):
        fund, year = number[str(table.fund[r])], int(table.year[r])
        if year not in years:
            continue
        y = years.index(year)
        rows = _rows_of_vintage(given, fund, y) if not simple[fund] else [fund * len(years) + y]
        if simple[fund] and funds.carry_share[fund] > 0:
            rows = [fund * len(years) + z for z in range(y, len(years))]
        yield Limit(
            rule="fund_limits",
            where={"fund": str(table.fund[r]), "year": str(year)},
            unit="yuan",
            amount=MILLION / 100,
            row=held.first + np.array(rows, dtype=np.int64),
            more=np.full(len(rows), MILLION / FEN_IN_UNIT),
            changed=lambda r=r: _more_money(programme, r),  # type: ignore[misc]
        )


def _rows_of_vintage(given: Given, fund: int, year: int) -> list[int]:
    """Return the row that holds the money of a fund's year where it is told by vintages."""
    funds, years = given.claims.funds, given.programme.clock.years
    simple = is_simple(given)
    row = len(funds.name) * len(years)
    for v in np.flatnonzero(~simple[funds.fund]).tolist():
        if funds.fund[v] == fund and funds.year[v] == year and not funds.earlier[v]:
            return [row]
        row += int(funds.last[v] - funds.year[v]) + 1
    return []


def _more_money(programme: Programme, row: int) -> Programme:
    limit = programme.funds.limit.copy()
    limit[row] += MILLION
    return programme.replace(funds=replace(programme.funds, limit=limit))


def _crews(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield one crew more of each row of crews, for its days."""
    programme, crews = given.programme, given.programme.crews
    _, before = crew_pools(programme, given)
    for r in np.flatnonzero(crews.kind == "crew").tolist():
        _, after = crew_pools(_one_crew(programme, r), given)
        more = (after - before).ravel()
        rows = np.flatnonzero(more > 0)
        told = {"trade": str(crews.trade[r]), "street": str(crews.street[r])}
        ends = {"from": crews.from_[r], "to": crews.to[r]}
        told |= {name: "" if np.isnat(day) else str(day) for name, day in ends.items()}
        yield Limit(
            rule="crew_limits",
            where={name: text for name, text in told.items() if text},
            unit="crew",
            amount=1.0,
            row=held.first + rows,
            more=more[rows],
            changed=lambda r=r: _one_crew(programme, r),  # type: ignore[misc]
        )


def _one_crew(programme: Programme, row: int) -> Programme:
    count = programme.crews.count.copy()
    count[row] += 1
    return programme.replace(crews=replace(programme.crews, count=count))


def _disruption(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield a percentage point more of each street's households under works at once."""
    programme, periods = given.programme, given.programme.clock.periods
    rule = programme.settings.rules.street_disruption
    streets, _ = streets_of(programme)
    households, largest = households_of(programme, streets), largest_campaigns(programme)
    for k, street in enumerate(streets):
        share = rule.by_street.get(street, rule.share)
        caps = [max(np.floor(s * households[k] + 1e-9), largest[k]) for s in (share, min(share + POINT, 1.0))]
        rows = np.arange(k * periods, (k + 1) * periods)
        yield Limit(
            rule="street_disruption",
            where={"street": street},
            unit="percent_point",
            amount=1.0,
            row=held.first + rows,
            more=np.full(periods, caps[1] - caps[0]),
            changed=lambda street=street, share=share: _by_street(  # type: ignore[misc]
                programme, "street_disruption", street, min(share + POINT, 1.0)
            ),
        )


def _projects(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield one campaign more under way at once in each street."""
    programme, periods = given.programme, given.programme.clock.periods
    rule = programme.settings.rules.street_projects
    for k, street in enumerate(streets_of(programme)[0]):
        most = rule.by_street.get(street, rule.most)
        yield Limit(
            rule="street_projects",
            where={"street": street},
            unit="campaign",
            amount=1.0,
            row=held.first + np.arange(k * periods, (k + 1) * periods),
            more=np.ones(periods),
            changed=lambda street=street, most=most: _by_street(  # type: ignore[misc]
                programme, "street_projects", street, most + 1
            ),
        )


def _by_street(programme: Programme, rule: str, street: str, value: float) -> Programme:
    """Return the programme with a street's own limit of a rule."""
    held = getattr(programme.settings.rules, rule)
    return _with_rule(programme, rule, {"by_street": {**held.by_street, street: value}})


def _with_rule(programme: Programme, rule: str, values: Mapping[str, object]) -> Programme:
    rules = programme.settings.rules
    held = getattr(rules, rule).model_copy(update=dict(values))
    settings = programme.settings.model_copy(update={"rules": rules.model_copy(update={rule: held})})
    return programme.replace(settings=settings)


def _pilots(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield one campaign more before the pilots are complete."""
    programme, most = given.programme, given.programme.settings.rules.pilot_first.others_before
    rows = len(held.block.low)
    yield Limit(
        rule="pilot_first",
        where={},
        unit="campaign",
        amount=1.0,
        row=held.first + np.arange(rows),
        more=np.ones(rows),
        changed=lambda: _with_rule(programme, "pilot_first", {"others_before": most + 1}),
    )


def _targets(given: Given, held: Placed) -> Iterator[Limit]:
    """Yield a unit less of each hard target."""
    programme, table = given.programme, given.programme.targets
    label = {name: row for row, name in reversed(list(enumerate(held.block.where())))}
    for t in np.flatnonzero((table.strength == "hard") & (table.value > 0)).tolist():
        measure = str(table.measure[t])
        amount = min(SIZES[measure], float(table.value[t]))
        yield Limit(
            rule="targets",
            where={"target": str(table.name[t])},
            unit=str(table.work_type[t]) if measure == "quantity" else measure,
            amount=amount,
            row=np.array([held.first + label[str(table.name[t])]]),
            more=np.array([amount]),
            changed=lambda t=t, amount=amount: _less_asked(programme, t, amount),  # type: ignore[misc]
        )


def _less_asked(programme: Programme, target: int, amount: float) -> Programme:
    value = programme.targets.value.copy()
    value[target] -= value.dtype.type(amount)
    return programme.replace(targets=replace(programme.targets, value=value))
