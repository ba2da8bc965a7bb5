"""The funds, and the money each has in each year (docs/meaning.md, 5.6 and 10.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

PAYER_OF_KIND = {
    "central": "government",
    "province": "government",
    "city": "government",
    "district": "government",
    "bond": "government",
    "award": "government",
    "utility": "utility",
    "resident": "resident",
    "maintenance": "resident",
    "society": "society",
    "revenue": "government",
}
"""Who pays through a fund of each kind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FundList:
    """Distinct funds in the order of their first rows, axis ``(fund,)``, and their vintages of money.

    A vintage is the money of one fund-year row: usable from plan year index ``year`` to ``last``
    (inclusive), ``amount`` in fen, axis ``(vintage,)``; ``earlier`` tells that its row is of a year
    before the plan, so that it is carried into the first plan year; ``lapses`` that what is left of it after
    the year ``last`` lapses. ``carry_share`` is what a fund keeps of what is left at a year's end.
    ``earner`` is the fund that holds the revenue which finished works bring, from the year after on, without
    end; −1 where no fund of kind revenue is given.
    """

    name: tuple[str, ...]
    payer: tuple[str, ...]
    first_row: NDArray[np.int64]
    carry_share: NDArray[np.float64]
    fund: NDArray[np.int64]
    year: NDArray[np.int64]
    last: NDArray[np.int64]
    amount: NDArray[np.int64]
    earlier: NDArray[np.bool_]
    lapses: NDArray[np.bool_]
    earner: int = -1

    def usable_from(self, years: int) -> NDArray[np.int64]:
        """Return the money that becomes usable in each plan year in fen, axes ``(fund, year)``.

        The first year's has what earlier rows carry into it; revenue is not among it.
        """
        limit = np.zeros((len(self.name), years), dtype=np.int64)
        np.add.at(limit, (self.fund, self.year), self.amount)
        return limit

    def limits(self, years: int) -> NDArray[np.int64]:
        """Return the money of each plan year's own rows in fen, axes ``(fund, year)``."""
        limit = np.zeros((len(self.name), years), dtype=np.int64)
        own = ~self.earlier
        np.add.at(limit, (self.fund[own], self.year[own]), self.amount[own])
        return limit

    def usable(self, years: int) -> NDArray[np.bool_]:
        """Return whether a fund can have money in a plan year, axes ``(fund, year)``."""
        has = np.zeros((len(self.name), years), dtype=bool)
        for fund, first, last, amount in zip(self.fund, self.year, self.last, self.amount, strict=True):
            has[fund, first : last + 1] |= amount > 0
        if self.earner >= 0:
            has[self.earner, 1:] = True
        return has


def fund_list(programme: Programme) -> FundList:
    """Return the distinct funds and their vintages within the plan years."""
    table = programme.funds
    index: dict[str, int] = {}
    first: list[int] = []
    for row, name in enumerate(table.fund):
        if index.setdefault(str(name), len(first)) == len(first):
            first.append(row)
    found = [(index[str(name)], *_vintage(programme, row)) for row, name in enumerate(table.fund)]
    vintages = np.array([v for v in found if v[1] <= v[2]], dtype=np.int64).reshape(-1, 6)
    earning = np.flatnonzero(table.kind[first] == "revenue")
    return FundList(
        name=tuple(index),
        payer=tuple(PAYER_OF_KIND[str(table.kind[row])] for row in first),
        first_row=np.array(first, dtype=np.int64),
        carry_share=table.carry_share[first],
        fund=vintages[:, 0],
        year=vintages[:, 1],
        last=vintages[:, 2],
        amount=vintages[:, 3],
        earlier=vintages[:, 4] > 0,
        lapses=vintages[:, 5] > 0,
        earner=int(earning[0]) if len(earning) else -1,
    )


def _vintage(programme: Programme, row: int) -> tuple[int, int, int, int, int]:
    """Return (first, last plan year index, amount, whether of an earlier year, whether it lapses) of a row.

    First > last where it is never usable.
    """
    table, years = programme.funds, programme.clock.years
    year, amount, share = int(table.year[row]), int(table.limit[row]), float(table.carry_share[row])
    told = bool(table.given["carry_last_year"][row])
    final = int(table.carry_last_year[row]) if told else years[-1] + 1
    final = max(final, year) if share > 0 else year
    while year < years[0] and amount:
        amount, year = int(np.floor(amount * share)), year + 1
    earlier = int(int(table.year[row]) < years[0])
    lapses = int(final <= years[-1])
    return max(year, years[0]) - years[0], min(final, years[-1]) - years[0], amount, earlier, lapses
