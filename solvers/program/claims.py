"""What falls due, from whom, and which funds may pay it (docs/meaning.md, 5).

A work's cost is parted among payers; parts that exactly the same funds may pay make one claim group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.where import select
from solvers.program.patterns import distinct_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.program.sites import Sites

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
}
"""Who pays through a fund of each kind."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FundList:
    """Distinct funds in the order of their first rows, axis ``(fund,)``, and their vintages of money.

    A vintage is the money of one fund-year row: usable from plan year index ``year`` to ``last``
    (inclusive), ``amount`` in fen, axis ``(vintage,)``; ``earlier`` tells that its row is of a year
    before the plan, so that it is carried into the first plan year. ``carry_share`` is what a fund keeps
    of what is left at a year's end.
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

    def usable_from(self, years: int) -> NDArray[np.int64]:
        """Return the money that becomes usable in each plan year in fen, axes ``(fund, year)``.

        The first year's has what earlier rows carry into it.
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
        return has


@dataclass(frozen=True, kw_only=True, eq=False)
class Claims:
    """Parts of works' costs and their claim groups.

    ``work``, ``group`` and ``amount`` (fen) have axis ``(part,)``; parts of nothing are left out.
    ``payer`` is whose part it is: 0 government, 1 resident, 2 utility, 3 resident's backstop, 4
    utility's backstop. ``may_pay`` has axes ``(group, fund)``. ``setup_group`` is the claim group of each
    site's set-up cost, axis ``(site,)``, −1 where setting up costs nothing.
    """

    funds: FundList
    work: NDArray[np.int64]
    group: NDArray[np.int64]
    payer: NDArray[np.int64]
    amount: NDArray[np.int64]
    may_pay: NDArray[np.bool_]
    names: tuple[str, ...]
    setup_group: NDArray[np.int64]


PAYERS = ("government", "resident", "utility", "resident_backstop", "utility_backstop")


def fund_list(programme: Programme) -> FundList:
    """Return the distinct funds and their vintages within the plan years."""
    table = programme.funds
    index: dict[str, int] = {}
    first: list[int] = []
    for row, name in enumerate(table.fund):
        if index.setdefault(str(name), len(first)) == len(first):
            first.append(row)
    share = table.carry_share[first]
    found = [(index[str(name)], *_vintage(programme, row)) for row, name in enumerate(table.fund)]
    vintages = np.array([v for v in found if v[1] <= v[2]], dtype=np.int64).reshape(-1, 5)
    return FundList(
        name=tuple(index),
        payer=tuple(PAYER_OF_KIND[str(table.kind[row])] for row in first),
        first_row=np.array(first, dtype=np.int64),
        carry_share=share,
        fund=vintages[:, 0],
        year=vintages[:, 1],
        last=vintages[:, 2],
        amount=vintages[:, 3],
        earlier=vintages[:, 4] > 0,
    )


def _vintage(programme: Programme, row: int) -> tuple[int, int, int, int]:
    """Return (first, last plan year index, amount, whether of an earlier year) of a fund-year row.

    First > last where it is never usable.
    """
    table, years = programme.funds, programme.clock.years
    year, amount, share = int(table.year[row]), int(table.limit[row]), float(table.carry_share[row])
    final = int(table.carry_last_year[row]) if table.given["carry_last_year"][row] else years[-1]
    final = max(final, year) if share > 0 else year
    while year < years[0] and amount:
        amount, year = int(np.floor(amount * share)), year + 1
    earlier = int(int(table.year[row]) < years[0])
    return max(year, years[0]) - years[0], min(final, years[-1]) - years[0], amount, earlier


def claims(programme: Programme, sites: Sites) -> Claims:
    """Return every part of every work's cost, and every site's set-up cost, with its claim group."""
    funds = fund_list(programme)
    work, payer, amount = _parts(programme, funds)
    costly = np.flatnonzero(sites.setup_cost)
    allowed = _may_pay(
        programme,
        funds,
        np.concatenate([work, sites.first_work[costly]]),
        np.concatenate([payer, sites.payer[costly]]),
    )
    groups, group = distinct_rows(allowed)
    setup_group = np.full(len(sites), -1, dtype=np.int64)
    setup_group[costly] = group[len(work) :]
    names = tuple("+".join(n for n, yes in zip(funds.name, row, strict=True) if yes) or "-" for row in groups)
    return Claims(
        funds=funds,
        work=work,
        group=group[: len(work)],
        payer=payer,
        amount=amount,
        may_pay=groups,
        names=names,
        setup_group=setup_group,
    )


def _parts(
    programme: Programme, funds: FundList
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (work, payer, amount) of every part that is more than nothing."""
    facts, types, table = programme.facts, programme.work_types, programme.funds
    cost, kind = facts.cost, facts.work_type
    backed = {name for row in funds.first_row for name in table.backs[row]}
    shares = {}
    for name in ("resident", "utility"):
        nominal = getattr(types, f"{name}_share")
        realised = np.where(
            types.given[f"{name}_share_realised"], getattr(types, f"{name}_share_realised"), nominal
        )
        paid = np.rint(cost * realised[kind]).astype(np.int64)
        unpaid = np.maximum(np.rint(cost * nominal[kind]).astype(np.int64) - paid, 0)
        shares[name] = (paid, unpaid if name in backed else np.zeros_like(unpaid))
    (resident, resident_gap), (utility, utility_gap) = shares["resident"], shares["utility"]
    government = cost - resident - utility - resident_gap - utility_gap
    amounts = np.stack([government, resident, utility, resident_gap, utility_gap])
    payer, work = np.nonzero(amounts)
    return work, payer, amounts[payer, work]


def _may_pay(
    programme: Programme, funds: FundList, work: NDArray[np.int64], payer: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which funds may pay which parts, axes ``(part, fund)``."""
    facts, campaigns, table = programme.facts, programme.campaigns, programme.funds
    types, estates = programme.work_types, programme.estates
    kind, campaign = facts.work_type[work], facts.campaign[work]
    estate = campaigns.estate[campaign]
    allowed = np.ones((len(work), len(funds.name)), dtype=bool)
    for fund, row in enumerate(funds.first_row):
        pays = allowed[:, fund]
        if table.classes[row]:
            pays &= np.isin(types.work_class, table.classes[row])[kind]
        if table.work_types[row]:
            pays &= np.isin(types.id, table.work_types[row])[kind]
        if table.streets[row]:
            pays &= np.isin(campaigns.street, table.streets[row])[campaign]
        if table.attribute[row]:
            holds = select(estates, str(table.attribute[row]))
            pays &= (estate >= 0) & holds[np.maximum(estate, 0)]
        pays &= _fits_payer(funds.payer[fund], table.backs[row])[payer]
    return allowed


def _fits_payer(payer: str, backs: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array(
        [
            payer in ("government", "society"),
            payer == "resident",
            payer == "utility",
            "resident" in backs,
            "utility" in backs,
        ]
    )


def dues(programme: Programme, spans: Spans, held: Claims) -> NDArray[np.int64]:
    """Return what each part would have due in each plan year and after, in fen.

    Axes ``(part, period, year + 1)``.

    The sum over years is the part's amount, exactly.
    """
    facts = programme.facts
    calendar = spans.calendars.of_work[held.work, None]
    start, days = spans.start[held.work], facts.days[held.work, None]
    due = np.zeros((*start.shape, len(programme.clock.years) + 1), dtype=np.int64)
    paid = np.zeros(start.shape, dtype=np.int64)
    for year, end in enumerate(programme.clock.year_ends):
        done = np.minimum(spans.calendars.between(calendar, start, np.broadcast_to(end, start.shape)), days)
        upto = np.where(days > 0, held.amount[:, None] * done // np.maximum(days, 1), 0)
        upto = np.where((days == 0) & (start < end), held.amount[:, None], upto)
        due[:, :, year] = upto - paid
        paid = upto
    due[:, :, -1] = held.amount[:, None] - paid
    return due
