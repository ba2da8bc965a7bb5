"""Rules of the terms on which funds pay, in 万元 (docs/meaning.md, 10.6-10.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.revenue import revenue_until_evaluation, yearly_revenue
from solvers.program.terms import MEASURES, caps, estates_with_campaigns, matches
from solvers.rules.block import Block, Entries, at_least, at_most
from solvers.rules.money import FEN_IN_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.block import Given

    Ints = NDArray[np.int64]


def has_caps(programme: Programme) -> bool:
    """Whether any fund has a cap and the rule is on."""
    given = programme.funds.given
    return programme.settings.rules.fund_caps.on and any(given[f"cap_per_{m}"].any() for m in MEASURES)


def has_matches(programme: Programme) -> bool:
    """Whether any fund must be matched and the rule is on."""
    return programme.settings.rules.matching.on and bool(programme.funds.given["match_fund"].any())


def has_floors(programme: Programme) -> bool:
    """Whether any fund-year has a floor and the rule is on."""
    return programme.settings.rules.fund_floors.on and bool(programme.funds.given["floor"].any())


def has_cover(programme: Programme) -> bool:
    """Whether any fund asks for a cover and the rule is on."""
    return programme.settings.rules.bond_cover.on and bool(programme.funds.given["cover_ratio"].any())


def fund_caps(given: Given) -> Block:
    """What a fund pays stays under its caps per household, m2 of floor area or estate.

    Of scope estate ``Σ_{k of the estate, y} draw[f, k, y] <= ⌊cap × measure of the estate⌋``, rows
    ``fund_caps[fund per measure, estate]``; of scope year ``Σ_k draw[f, k, y] <= ⌊cap × measure of all⌋``,
    rows ``fund_caps[fund per measure, year]``; of scope programme the same over all years, rows
    ``fund_caps[fund per measure, programme]``. All are the estates that take part.
    """
    entries, first = Entries(), 0
    high: list[float] = []
    labels: list[str] = []
    for cap in caps(given.programme, given.claims.funds):
        wheres, number = pots(given, cap.scope)
        entries.add(np.where(number >= 0, first + number, -1), given.columns.draw[cap.fund], 1.0)
        first += len(wheres)
        high += np.broadcast_to(cap.limit / FEN_IN_UNIT, len(wheres)).tolist()
        labels += [f"{given.claims.funds.name[cap.fund]} per {cap.measure}, {where}" for where in wheres]
    return entries.block(*at_most(high), lambda: labels)


def pots(given: Given, scope: str) -> tuple[list[str], Ints]:
    """Return the names of what a scope tells apart, and in which of them draws count.

    Axes ``(group, year)``, −1 where in none: zones and assets are under nothing of scope estate.
    """
    claims, years = given.claims, given.programme.clock.years
    shape = (len(claims.names), len(years))
    if scope == "programme":
        return ["programme"], np.zeros(shape, dtype=np.int64)
    if scope == "year":
        return [str(year) for year in years], np.broadcast_to(np.arange(len(years)), shape)
    estates = given.programme.estates
    used = estates_with_campaigns(given.programme)
    number = np.full(len(estates) + 1, -1, dtype=np.int64)
    number[used] = np.arange(len(used))
    return [str(estates.id[e]) for e in used], np.broadcast_to(number[claims.estate][:, None], shape)


def matching(given: Given) -> Block:
    """A fund that must be matched pays no more than so much for each yuan of the matching fund.

    By ratio ``Σ draw[f] − ratio · Σ draw[g] <= 0``, by share ``(1 − share) · Σ draw[f] − share · Σ draw[g] <=
    0``; over the plan (rows ``matching[fund by fund, programme]``), up to each plan year (``matching[fund by
    fund, year]``) or over the claim groups of each estate (``matching[fund by fund, estate]``).
    """
    entries = Entries()
    labels: list[str] = []
    held = matches(given.programme, given.claims.funds)
    name = given.claims.funds.name
    for match in range(len(held)):
        scope, fund, by = held.scope[match], int(held.fund[match]), int(held.by[match])
        wheres, number = pots(given, scope)
        for later in range(len(wheres) if scope == "year" else 1):
            row = np.where((number >= 0) & (number + later < len(wheres)), len(labels) + number + later, -1)
            entries.add(row, given.columns.draw[fund], held.own[match])
            entries.add(row, given.columns.draw[by], -held.other[match])
        labels += [f"{name[fund]} by {name[by]}, {where}" for where in wheres]
    return entries.block(*at_most(np.zeros(len(labels))), lambda: labels)


def fund_floors(given: Given) -> Block:
    """In the year of a row with a floor at least that is drawn of the fund.

    ``Σ_k draw[f, k, y] >= floor[f, y]``; rows ``fund_floors[fund, year]``.
    """
    funds, years, table = given.claims.funds, given.programme.clock.years, given.programme.funds
    index = {name: number for number, name in enumerate(funds.name)}
    rows = [r for r in np.flatnonzero(table.given["floor"]).tolist() if int(table.year[r]) in years]
    entries = Entries()
    for number, row in enumerate(rows):
        fund, year = index[str(table.fund[row])], years.index(int(table.year[row]))
        entries.add(number, given.columns.draw[fund, :, year], 1.0)
    low, high = at_least(table.floor[rows] / FEN_IN_UNIT)
    return entries.block(low, high, lambda: [f"{table.fund[r]}, {table.year[r]}" for r in rows])


def bond_cover(given: Given) -> Block:
    """What works bring in until the evaluation date covers the debt service of bonds by their ratios.

    ``Σ_f cover_ratio · (1 + interest · term_years) · Σ draw[f, k, y] − Σ revenue · years[w, t] · work[w, t]
    <= 0`` over all funds with a cover ratio; row ``bond_cover[all bonds]``.
    """
    funds, table = given.claims.funds, given.programme.funds
    entries = Entries()
    for fund, row in enumerate(funds.first_row.tolist()):
        if table.given["cover_ratio"][row]:
            service = 1 + float(table.interest[row]) * float(table.term_years[row])
            entries.add(0, given.columns.draw[fund], float(table.cover_ratio[row]) * service)
    work = np.flatnonzero(yearly_revenue(given.programme))
    brought = revenue_until_evaluation(given.programme, given.spans, work) / FEN_IN_UNIT
    entries.add(0, given.columns.work[work], -brought)
    return entries.block(*at_most([0.0]), lambda: ["all bonds"])
