"""What a fund holds year by year (docs/meaning.md, 5.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.shares import share_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.plan.audit.eligible import FundGiven, FundRow

NO_END = 9999


@dataclass(frozen=True, kw_only=True)
class FundYear:
    """A fund in a year, in fen: its own limit, what earlier years left it, and what is drawn."""

    fund: str
    year: int
    limit: int
    carried_in: int
    drawn: int

    @property
    def available(self) -> int:
        """What may be drawn."""
        return self.limit + self.carried_in

    @property
    def excess(self) -> int:
        """What is drawn beyond what there is."""
        return max(0, self.drawn - self.available)


def fund_years(fund: FundGiven, years: Sequence[int], drawn: Mapping[int, int]) -> list[FundYear]:
    """Return a fund in each plan year, given what is drawn in each; money that ends sooner is used first."""
    left = {row: carried_before(fund, row, years[0]) for row in fund.rows if row.year < years[0]}
    made = []
    for year in years:
        usable = {row: money for row, money in left.items() if _last(row) >= year}
        carried_in = sum(usable.values())
        own = {row: row.limit for row in fund.rows if row.year == year}
        usable |= own
        still = drawn.get(year, 0)
        made.append(
            FundYear(fund=fund.name, year=year, limit=sum(own.values()), carried_in=carried_in, drawn=still)
        )
        for row in sorted(usable, key=lambda row: (_last(row), row.year)):
            used = max(0, min(still, usable[row]))
            usable[row] -= used
            still -= used
        left = {row: share_of(fund.carry_share, money) for row, money in usable.items()}
    return made


def carried_before(fund: FundGiven, row: FundRow, year: int) -> int:
    """Return what a row of an earlier year still holds in a year when nothing was drawn of it."""
    money = row.limit
    for _ in range(year - row.year):
        money = share_of(fund.carry_share, money)
    return money if _last(row) >= year else 0


def _last(row: FundRow) -> int:
    return NO_END if row.last_year is None else row.last_year
