"""A mine as a programme of our own model: a block is an estate's campaign, a period a plan year.

What comes before a block is a link without lag. Its works take no days, so a campaign ends on the day it
starts, and what it holds back may start in the same period, as the instances want it. A resource is a fund
without carry-over that alone pays for works of its type; a least use is the fund's floor. What a block is
worth in each period comes in through the table benefits.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.published.as_programme import (
    Mapped,
    Row,
    base_rows,
    base_settings,
    estate_row,
    fund_row,
    work_rows,
)
from benchmarks.published.money import factor_of
from scenarios.read import programme_from

if TYPE_CHECKING:
    from benchmarks.published.values import Mine


def mine_as_programme(mine: Mine) -> Mapped[int]:
    """Return the programme of a mine; raises NotExactError where amounts do not fit into fen."""
    resources = range(len(mine.capacities))
    rows = base_rows([f"resource{r}" for r in resources])
    factors = []
    for r in resources:
        used = [amount for uses in mine.uses for resource, amount in uses if resource == r]
        stated = [limit for held in mine.capacities[r] for limit in (held.at_most, held.at_least)]
        limits = [limit for limit in stated if limit is not None]
        factors.append(factor_of([*used, *limits, sum(used, Decimal(0))]))
        for year, held in enumerate(mine.capacities[r], 2001):
            all_there_is = max(sum(used, Decimal(0)), held.at_least or Decimal(0))
            most = all_there_is if held.at_most is None else held.at_most
            rows["funds"].append(fund_row(f"resource{r}", year, most, factors[r], held.at_least))
    for block, uses in enumerate(mine.uses):
        place = f"block{block}"
        rows["estates"].append(estate_row(place, must=False))
        rows["works"] += work_rows(place, "", [(f"resource{r}", amount, factors[r]) for r, amount in uses])
        rows["benefits"] += _benefits(mine, block)
    rows["links"] = [
        {"before": f"block{first}", "after": f"block{block}"}
        for block, before in enumerate(mine.before)
        for first in before
    ]
    programme = programme_from(rows, base_settings(mine.periods))
    return Mapped(programme=programme, campaigns={f"block{b}": b for b in range(len(mine.values))})


def worth(mine: Mine, block: int, period: int) -> Decimal:
    """Return what a block is worth where it is taken in a period."""
    return mine.values[block] / (1 + mine.rate) ** period


def _benefits(mine: Mine, block: int) -> list[Row]:
    if not mine.values[block]:
        return [{"campaign": f"block{block}", "value": 0}]
    return [
        {"campaign": f"block{block}", "period": str(2001 + t), "value": float(worth(mine, block, t))}
        for t in range(mine.periods)
    ]
