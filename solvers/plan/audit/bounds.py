"""Caps, matching, floors and cover as bounds on sums of draws (docs/meaning.md, 10.6–10.9)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from solvers.plan.audit.places import taking_part
from solvers.plan.audit.revenue import revenue_until_evaluation
from solvers.plan.audit.shares import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solvers.plan.audit.eligible import FundGiven
    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.audit.terms import Match

ONE = Fraction(1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Bound:
    """The draws in scope, each times the weight of its fund, are at most ``most`` fen.

    In scope are draws for ``estate`` (None: for anything) in ``years`` (None: in any). ``measure`` is what a
    cap is a multiple of.
    """

    rule: str
    fund: str
    where: str
    weights: Mapping[str, Fraction]
    most: Fraction
    estate: str | None = None
    years: Sequence[int] | None = None
    measure: str = ""

    def weight(self, fund: str, estate: str, year: int) -> Fraction | None:
        """Return what a draw counts, None where it does not."""
        in_scope = self.estate in (None, estate) and (self.years is None or year in self.years)
        return self.weights.get(fund) if in_scope else None


def bounds_of(reckoned: Reckoned) -> list[Bound]:
    """Return the bounds on what a plan draws, of the rules that are on."""
    given, rules = reckoned.given, reckoned.given.rules
    estates = list(
        dict.fromkeys(group.estate for due in reckoned.dues.values() for group, _ in due if group.estate)
    )
    made: list[Bound] = []
    for fund in given.funds.values():
        if rules.fund_caps.on and fund.terms.caps:
            made += _caps(given, fund, estates)
        if rules.matching.on and fund.terms.match is not None:
            made += _matching(given, fund, fund.terms.match, estates)
        if rules.fund_floors.on:
            made += _floors(given, fund)
    if rules.bond_cover.on:
        made += _cover(reckoned)
    return made


def _caps(given: Given, fund: FundGiven, estates: Sequence[str]) -> Iterator[Bound]:
    name, scope = fund.name, fund.terms.cap_scope
    here = given.once(_measures)
    row_of = given.once(_rows)
    for cap in fund.terms.caps:
        each, weights = here[cap.measure], {name: ONE}
        if scope == "estate":
            for estate in estates:
                most = Fraction(cap.fen * each.get(row_of[estate], Fraction(0)) // 1)
                yield Bound(
                    rule="fund_caps",
                    fund=name,
                    where=f"{name} {estate}",
                    weights=weights,
                    most=most,
                    estate=estate,
                    measure=cap.measure,
                )
            continue
        most = Fraction(cap.fen * sum(each.values()) // 1)
        for years in [(year,) for year in given.years] if scope == "year" else [None]:
            yield Bound(
                rule="fund_caps",
                fund=name,
                where=f"{name} {years[0]}" if years else name,
                weights=weights,
                most=most,
                years=years,
                measure=cap.measure,
            )


def _matching(given: Given, fund: FundGiven, match: Match, estates: Sequence[str]) -> Iterator[Bound]:
    name, weights = fund.name, {match.by: -match.most, fund.name: ONE}
    if match.scope == "estate":
        for estate in estates:
            yield Bound(
                rule="matching",
                fund=name,
                where=f"{name} {estate}",
                weights=weights,
                most=Fraction(0),
                estate=estate,
            )
    elif match.scope == "year":
        for number, year in enumerate(given.years):
            years = given.years[: number + 1]
            where = f"{name} {year}"
            yield Bound(
                rule="matching", fund=name, where=where, weights=weights, most=Fraction(0), years=years
            )
    else:
        yield Bound(rule="matching", fund=name, where=name, weights=weights, most=Fraction(0))


def _floors(given: Given, fund: FundGiven) -> Iterator[Bound]:
    for row in fund.rows:
        if row.floor and row.year in given.years:
            yield Bound(
                rule="fund_floors",
                fund=fund.name,
                where=f"{fund.name} {row.year}",
                weights={fund.name: -ONE},
                most=Fraction(-row.floor),
                years=(row.year,),
            )


def _cover(reckoned: Reckoned) -> Iterator[Bound]:
    weights = {
        name: fund.terms.cover for name, fund in reckoned.given.funds.items() if fund.terms.cover is not None
    }
    if weights:
        names = "+".join(weights)
        revenue = revenue_until_evaluation(reckoned)
        yield Bound(rule="bond_cover", fund=names, where=names, weights=weights, most=revenue)


def _rows(given: Given) -> Mapping[str, int]:
    return {str(key): row for row, key in enumerate(given.programme.estates.id)}


def _measures(given: Given) -> Mapping[str, Mapping[int, Fraction]]:
    """Return households, floor area and 1 of each estate that takes part, by its row; unknown areas are 0."""
    estates = given.programme.estates
    here = sorted(taking_part(given.programme))
    area = {row: float(estates.floor_area[row]) for row in here}
    return {
        "households": {row: Fraction(int(estates.households[row])) for row in here},
        "floor_area": {row: as_written(m2) if m2 == m2 else Fraction(0) for row, m2 in area.items()},
        "estates": dict.fromkeys(here, ONE),
    }
