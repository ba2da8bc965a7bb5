"""What a fund holds year by year (docs/meaning.md, 5.6, 10.9, 10.10)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from solvers.plan.audit.shares import share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.plan.audit.eligible import FundGiven, FundRow

NO_END = 9999
ByYear: TypeAlias = "Mapping[int, int]"
"""Fen by year."""


@dataclass(frozen=True, kw_only=True)
class FundYear:
    """A fund in a year, in fen: its own limit, what earlier years left it, and what is drawn.

    What was earned in earlier years counts as left. ``lapsed`` is what is lost at the end of the year.
    """

    fund: str
    year: int
    limit: int
    carried_in: int
    drawn: int
    lapsed: int

    @property
    def available(self) -> int:
        """What may be drawn."""
        return self.limit + self.carried_in

    @property
    def excess(self) -> int:
        """What is drawn beyond what there is."""
        return max(0, self.drawn - self.available)


@dataclass(frozen=True)
class Vintage:
    """Money of a fund from one year: how much when the plan first meets it, and when it may be used.

    At each year's end ``share`` of what is left of it is kept.
    """

    fund: str
    name: str
    money: int
    usable: tuple[int, ...]
    share: Fraction


def fund_years(
    fund: FundGiven, years: Sequence[int], drawn: ByYear, earned: ByYear | None = None
) -> list[FundYear]:
    """Return a fund in each plan year, given what is drawn and what is earned in each.

    Money that ends sooner is used first, what is earned last.
    """
    left = {row: carried_before(fund, row, years[0]) for row in fund.rows if row.year < years[0]}
    saved, made = 0, []
    for year in years:
        usable = {row: money for row, money in left.items() if _last(row) >= year}
        carried_in = sum(usable.values()) + saved
        own = {row: row.limit for row in fund.rows if row.year == year}
        usable |= own
        still = drawn.get(year, 0)
        for row in sorted(usable, key=lambda row: (_last(row), row.year)):
            used = max(0, min(still, usable[row]))
            usable[row] -= used
            still -= used
        left = {
            row: share_of(fund.carry_share, money) if _last(row) > year else 0
            for row, money in usable.items()
        }
        saved -= max(0, min(still, saved))
        made.append(
            FundYear(
                fund=fund.name,
                year=year,
                limit=sum(own.values()),
                carried_in=carried_in,
                drawn=drawn.get(year, 0),
                lapsed=sum(usable.values()) - sum(left.values()),
            )
        )
        saved += (earned or {}).get(year, 0)
    return made


def vintages_of(fund: FundGiven, years: Sequence[int], earned: ByYear | None = None) -> list[Vintage]:
    """Return the money of a fund that may be used in plan years, in table order, then what is earned."""
    made = []
    for row in fund.rows:
        money, usable = row.limit, []
        if row.year < years[0]:
            money, usable = carried_before(fund, row, years[0]), [y for y in years if y <= _last(row)]
        elif row.year <= years[-1]:
            until = _last(row) if fund.carry_share else row.year
            usable = [y for y in years if y == row.year or row.year < y <= until]
        made.append(Vintage(fund.name, str(row.year), money, tuple(usable), fund.carry_share))
    for year, money in (earned or {}).items():
        later = tuple(y for y in years if y > year)
        made.append(Vintage(fund.name, f"earned {year}", money, later, Fraction(1)))
    return [vintage for vintage in made if vintage.usable and vintage.money]


def carried_before(fund: FundGiven, row: FundRow, year: int) -> int:
    """Return what a row of an earlier year still holds in a year when nothing was drawn of it."""
    money = row.limit
    for _ in range(year - row.year):
        money = share_of(fund.carry_share, money)
    return money if _last(row) >= year else 0


def _last(row: FundRow) -> int:
    return NO_END if row.last_year is None else row.last_year
