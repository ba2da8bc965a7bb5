"""What falls due, from whom, and which funds may pay it (docs/meaning.md, 5).

A work's cost is parted among payers; parts that exactly the same funds may pay make one claim group, or one
for each estate where a fund's terms are told by estate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.where import select
from solvers.program.funds import fund_list
from solvers.program.parts import parts
from solvers.program.patterns import distinct_rows
from solvers.program.terms import told_by_estate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.funds import FundList
    from solvers.program.sites import Sites

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Claims:
    """Parts of works' costs and their claim groups.

    ``work`` and ``group`` have axis ``(part,)``, ``amount`` (fen) axes ``(part, period)``: the part when the
    work's campaign starts in the period; parts of nothing are left out. ``payer`` is whose part it is: 0
    government, 1 resident, 2 utility, 3 resident's backstop, 4 utility's backstop. ``may_pay`` has axes
    ``(group, fund)``; ``estate`` is the row in estates of a group that is one estate's own, −1 of others,
    axis ``(group,)``. ``setup_group`` is the claim group of each site's set-up cost, axis ``(site,)``, −1
    where setting up costs nothing.
    """

    funds: FundList
    work: Ints
    group: Ints
    payer: Ints
    amount: Ints
    may_pay: Flags
    estate: Ints
    names: tuple[str, ...]
    setup_group: Ints


def claims(programme: Programme, sites: Sites) -> Claims:
    """Return every part of every work's cost, and every site's set-up cost, with its claim group."""
    funds = fund_list(programme)
    work, payer, amount = parts(programme, funds)
    costly = np.flatnonzero(sites.setup_cost)
    allowed = _may_pay(
        programme,
        funds,
        np.concatenate([work, sites.first_work[costly]]),
        np.concatenate([payer, sites.payer[costly]]),
    )
    at = programme.campaigns.estate[programme.facts.campaign[work]]
    at = np.concatenate([at, _only_estate(programme, sites)[costly]])
    own = np.where((at >= 0) & (allowed & told_by_estate(programme, funds)).any(axis=1), at, -1)
    may_pay, estate, group = _groups(allowed, own)
    setup_group = np.full(len(sites), -1, dtype=np.int64)
    setup_group[costly] = group[len(work) :]
    return Claims(
        funds=funds,
        work=work,
        group=group[: len(work)],
        payer=payer,
        amount=amount,
        may_pay=may_pay,
        estate=estate,
        names=_names(programme, funds, may_pay, estate),
        setup_group=setup_group,
    )


def _only_estate(programme: Programme, sites: Sites) -> Ints:
    """Return the estate at which all members of a site are, −1 where it has others too; axis ``(site,)``."""
    at = programme.campaigns.estate[sites.campaign]
    low = np.full(len(sites), len(programme.estates), dtype=np.int64)
    high = np.full(len(sites), -1, dtype=np.int64)
    np.minimum.at(low, sites.site, at)
    np.maximum.at(high, sites.site, at)
    return np.where(low == high, high, -1)


def _groups(allowed: Flags, own: Ints) -> tuple[Flags, Ints, Ints]:
    """Return (may_pay, estate, each part's group): groups in the order in which they first occur."""
    patterns, pattern = distinct_rows(allowed)
    if (own < 0).all():
        return patterns, np.full(len(patterns), -1, dtype=np.int64), pattern
    key = pattern * (int(own.max()) + 2) + own + 1
    _, first, found = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return allowed[first[order]], own[first[order]], number[found]


def _names(programme: Programme, funds: FundList, may_pay: Flags, estate: Ints) -> tuple[str, ...]:
    """Return the names of groups: their funds, and the estate of one that is an estate's own."""
    names = ["+".join(n for n, yes in zip(funds.name, row, strict=True) if yes) or "-" for row in may_pay]
    at = [f"@{programme.estates.id[e]}" if e >= 0 else "" for e in estate]
    return tuple(name + place for name, place in zip(names, at, strict=True))


def _may_pay(programme: Programme, funds: FundList, work: Ints, payer: Ints) -> Flags:
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


def _fits_payer(payer: str, backs: tuple[str, ...]) -> Flags:
    return np.array(
        [
            payer in ("government", "society"),
            payer == "resident",
            payer == "utility",
            "resident" in backs,
            "utility" in backs,
        ]
    )
