"""What gave way in a plan, and by how much, from the program's own rows and the settled draws."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.plan.audit.words import money, plain
from solvers.plan.decode import chosen
from solvers.plan.purses import beyond_of
from solvers.program.revenue import earned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from solvers.plan.plan import Plan
    from solvers.rules.block import Given
    from solvers.rules.loosened import Loosened
    from solvers.rules.program import PhasingProgram

_NOTHING = 1e-6
"""An amount, relative to what counts as one whole shortfall, that is nothing but rounding."""


@dataclass(frozen=True, kw_only=True)
class GaveWay:
    """A rule that gave way: where, by what ``amount`` in ``unit`` (money in yuan), at which rank (1 last).

    ``rule``, ``where``, ``amount`` and ``unit`` are those of the audit's breach.
    """

    rule: str
    where: str
    amount: float
    unit: str
    rank: int
    sentence: str
    sentence_zh: str


def gave_way(
    program: PhasingProgram, found: tuple[Loosened, ...], x: NDArray[np.float64], plan: Plan
) -> tuple[GaveWay, ...]:
    """Return what gave way in a plan and its point, what gives way last first."""
    told = [each for one in found for each in _of_rule(program, one, x, plan)]
    return tuple(sorted(told, key=lambda each: each.rank))


def _of_rule(program: PhasingProgram, one: Loosened, x: NDArray[np.float64], plan: Plan) -> Iterator[GaveWay]:
    where = list(one.give.where())
    units = [one.unit(k) for k in range(len(where))]
    if one.placed.rule.name == "fund_limits":
        beyond = overdrawn(program.given, x, plan)
        amounts = np.array([beyond.get(place, 0) / 100 for place in where])
        least = np.full(len(where), 0.005)
    else:
        size = one.placed.rule.unit_size
        amounts = _short(program, one, x) * size
        least = _NOTHING * np.maximum(one.give.scale, 1.0) * size
    if one.placed.rule.name == "longest_wait":
        _in_days(program.given, x, where, amounts, units)
    for k in np.flatnonzero(amounts > least).tolist():
        amount = round(float(amounts[k]), 2 if units[k] == "yuan" else 6)
        for name in one.names(k):
            yield _told(one, name, where[k], amount, units[k], int(one.rank[k]))


def _in_days(
    given: Given, x: NDArray[np.float64], streets: list[str], amounts: NDArray[np.float64], units: list[str]
) -> None:
    """Tell of streets in which something starts after all how many days late that is."""
    starts, street = given.programme.clock.starts, given.programme.campaigns.street
    most = int((given.programme.settings.rules.longest_wait.street_years or 0.0) * DAYS_IN_A_YEAR)
    period, _ = chosen(given, x)
    for k, name in enumerate(streets):
        begun = period[(street == name) & (period >= 0)]
        if amounts[k] > 0.5 and len(begun):
            amounts[k], units[k] = float(starts[begun.min()] - most), "days"


def _short(program: PhasingProgram, one: Loosened, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much rows are broken, the most of each amount's, axis ``(amount,)``."""
    block = one.placed.block
    rows = slice(one.placed.first, one.placed.first + len(block.low))
    activity = np.asarray(program.arrays.matrix @ x[: program.arrays.columns])[rows]
    off = (activity - block.high) if one.give.kind == "limit" else (block.low - activity)
    most = np.zeros(len(one.give.scale))
    np.maximum.at(most, one.give.amount, off[one.give.row])
    return most


def overdrawn(given: Given, x: NDArray[np.float64], plan: Plan) -> Mapping[str, int]:
    """Return what funds are drawn beyond what they hold, in fen by ``fund year``.

    Money that lapses sooner is used first.
    """
    funds, years = given.claims.funds, given.programme.clock.years
    drawn: dict[tuple[str, int], int] = defaultdict(int)
    for draw in plan.draws:
        drawn[draw.fund, draw.year] += draw.amount
    earns, beyond = _earned(given, x), {}
    for f, name in enumerate(funds.name):
        by_year = [drawn[name, year] for year in years]
        saves = earns if f == funds.earner else np.zeros_like(earns)
        for year, over in zip(years, beyond_of(funds, f, by_year, saves.tolist()), strict=True):
            beyond[f"{name} {year}"] = over
    return beyond


def _earned(given: Given, x: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return what included works bring in each plan year, in fen."""
    period, included = chosen(given, x)
    works = np.flatnonzero(included)
    brought = earned(given.programme, given.spans, works)
    at = np.arange(len(works)), period[given.programme.facts.campaign[works]]
    found: NDArray[np.int64] = brought[at].sum(axis=0)
    return found


_UNITS_ZH = {
    "campaigns": "个批次",
    "crew-days": "队日",
    "households": "户",
    "estates": "个小区",
    "m2": "平方米",
    "buildings": "栋",
    "years": "年",
    "openings": "次",
    "days": "天",
    "office-days": "个科室工作日",
}
_NOT_STARTED = {
    "must_start": ("must start, and does not", "必须开工而未安排"),
    "pinned": ("is pinned, and does not start", "已锁定开工时段而未安排"),
}


def _told(one: Loosened, name: str, where: str, amount: float, unit: str, rank: int) -> GaveWay:
    if unit == "yuan":
        much, much_zh = money(round(amount * 100))
    else:
        much, much_zh = f"{plain(amount)} {unit}", f"{plain(amount)} {_UNITS_ZH.get(unit, unit)}"
    if name in _NOT_STARTED:
        en, zh = _NOT_STARTED[name]
    elif one.give.kind == "duty":
        en, zh = f"{much} short", f"差 {much_zh}"
    else:
        en, zh = f"{much} beyond the limit", f"超出限额 {much_zh}"
    return GaveWay(
        rule=name,
        where=where,
        amount=amount,
        unit=unit,
        rank=rank,
        sentence=f"{where}: {en}",
        sentence_zh=f"{where}：{zh}",
    )
