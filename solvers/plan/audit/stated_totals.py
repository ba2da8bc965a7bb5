"""Whether the sums that a plan file states are those of its campaigns."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from solvers.plan.audit.figures import ROUNDED, Figure, mapping, number, rows
from solvers.plan.audit.funds import purses
from solvers.plan.audit.targets import estate_days, measured, reached, reached_of
from solvers.plan.audit.worth import worth_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.purse import FundYear
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.audit.targets import Target

_ZH = {
    "estates": "小区数",
    "buildings": "楼栋数",
    "households": "户数",
    "floor_area_m2": "建筑面积",
    "cost": "造价",
    "started": "开工小区",
    "completed": "完工小区",
    "households_started": "开工户数",
    "households_completed": "完工户数",
    "floor_area_completed_m2": "完工面积",
    "benefit": "效益",
    "disruption": "扰民",
    "mean_wait_years": "平均等待",
    "due_after_plan": "规划期后应付",
    "objective": "目标函数值",
    "gap": "间隙",
    "reached": "达到值",
    "shortfall": "缺口",
    "reopenings": "重复开挖",
    "lapsed": "失效资金",
}
_UNITS = {
    "cost": "yuan",
    "due_after_plan": "yuan",
    "floor_area_m2": "m2",
    "floor_area_completed_m2": "m2",
    "benefit": "household-years",
    "disruption": "household-days",
    "mean_wait_years": "years",
    "objective": "aim units",
    "gap": "",
    "buildings": "buildings",
    "households": "households",
    "households_started": "households",
    "households_completed": "households",
    "reopenings": "openings",
}
_MEASURED = ("m2", "household-years", "household-days", "years", "aim units", "")


def total_figures(reckoned: Reckoned) -> Iterator[Figure]:
    """Yield every sum that the plan states beside the one recomputed."""
    stated = reckoned.plan.stated
    if not stated:
        return
    yield from _totals(reckoned, mapping(stated.get("totals")))
    yield from _by_year(reckoned, rows(stated.get("by_year")))
    yield from _by_street(reckoned, rows(stated.get("by_street")))
    yield from _measures(reckoned, mapping(stated.get("measures")))
    yield from _certificate(reckoned, mapping(stated.get("certificate")))
    yield from _targets(reckoned, rows(stated.get("targets")))
    if "lapses" in stated and reckoned.plan.draws and reckoned.given.rules.fund_limits.on:
        yield from _lapses(reckoned, rows(stated["lapses"]))


def _figure(where: str, name: str, said: Any, found: float, unit: str | None = None) -> Figure:
    unit = _UNITS.get(name, "estates") if unit is None else unit
    name_zh = _ZH.get(name, name)
    rounded = ROUNDED if unit in _MEASURED else 0.0
    return Figure(where=where, name=name, name_zh=name_zh, said=said, found=found, unit=unit, rounded=rounded)


def _sums(given: Given, estates: Iterable[int]) -> Mapping[str, float]:
    listed = list(estates)
    return {
        "estates": len(listed),
        "buildings": sum(measured(given, "buildings", e) for e in listed),
        "households": sum(measured(given, "households", e) for e in listed),
        "floor_area_m2": math.fsum(measured(given, "floor_area", e) for e in listed),
    }


def _totals(reckoned: Reckoned, said: Mapping[str, Any]) -> Iterator[Figure]:
    started = [one.estate for one in estate_days(reckoned) if one.started is not None]
    for name, found in _sums(reckoned.given, started).items():
        yield _figure("totals", name, said.get(name), found)
    cost = sum(reckoned.cost(one) for one in reckoned.started.values())
    yield _figure("totals", "cost", said.get("cost"), cost)


def _by_year(reckoned: Reckoned, said: list[Mapping[str, Any]]) -> Iterator[Figure]:
    if not said:
        return
    given, estates = reckoned.given, estate_days(reckoned)
    due: dict[int, int] = defaultdict(int)
    for of_campaign in reckoned.dues.values():
        for (_, of), fen in of_campaign.items():
            due[of] += fen
    held = {(one.fund, one.year): one for one in purses(reckoned)}
    for row in said:
        year: Any = row.get("year")
        where = f"year {year}"
        if year not in given.years:
            yield _figure(where, "plan years", 1, 0, "years")
            continue
        yield from _of_year(
            given, where, row, [e.estate for e in estates if _in_year(given, e.started, year)]
        )
        done = [e.estate for e in estates if _in_year(given, e.completed, year)]
        yield from _of_year(given, where, row, done, completed=True)
        yield _figure(where, "cost", row.get("cost"), due[year])
        yield from _funds_of_year(
            reckoned, row, {fund: one for (fund, of), one in held.items() if of == year}
        )


def _of_year(
    given: Given, where: str, row: Mapping[str, Any], estates: list[int], *, completed: bool = False
) -> Iterator[Figure]:
    word, sums = ("completed" if completed else "started"), _sums(given, estates)
    yield _figure(where, word, row.get(word), sums["estates"])
    yield _figure(where, f"households_{word}", row.get(f"households_{word}"), sums["households"])
    area = f"floor_area_{word}_m2"
    yield _figure(where, area, row.get(area), sums["floor_area_m2"], "m2")


def _funds_of_year(
    reckoned: Reckoned, row: Mapping[str, Any], held: Mapping[str, FundYear]
) -> Iterator[Figure]:
    """Yield what a year states of each fund; what is drawn and carried only where draws are stated."""
    columns = {"limits": "limit", "by_fund": "drawn", "carried_in": "carried_in"}
    for column, attribute in columns.items():
        if column == "limits" or reckoned.plan.draws:
            for fund, amount in mapping(row.get(column)).items():
                found = getattr(held[fund], attribute) if fund in held else 0
                yield _figure(f"year {row.get('year')}", f"{column} of {fund}", amount, found, "yuan")


def _in_year(given: Given, day: int | None, year: int) -> bool:
    return day is not None and given.date(day).year == year


def _by_street(reckoned: Reckoned, said: list[Mapping[str, Any]]) -> Iterator[Figure]:
    streets = reckoned.given.programme.estates.street
    for row in said:
        street = row.get("street")
        there = [one for one in estate_days(reckoned) if streets[one.estate] == street]
        running = [one for one in reckoned.started.values() if one.given.street == street]
        where = f"street {street}"
        yield _figure(where, "started", row.get("started"), sum(one.started is not None for one in there))
        yield _figure(
            where, "completed", row.get("completed"), sum(one.completed is not None for one in there)
        )
        yield _figure(where, "cost", row.get("cost"), sum(reckoned.cost(one) for one in running))


def _measures(reckoned: Reckoned, said: Mapping[str, Any]) -> Iterator[Figure]:
    if not said:
        return
    found = worth_of(reckoned)
    for name in ("benefit", "cost", "disruption", "due_after_plan", "reopenings"):
        yield _figure("measures", name, said.get(name), getattr(found, name))
    if found.mean_wait_years is not None:
        yield _figure("measures", "mean_wait_years", said.get("mean_wait_years"), found.mean_wait_years)


def _certificate(reckoned: Reckoned, said: Mapping[str, Any]) -> Iterator[Figure]:
    if not said:
        return
    several = bool(reckoned.given.programme.settings.tiers)
    if not several:
        yield _figure("certificate", "objective", said.get("objective"), worth_of(reckoned).objective)
    gaps = [_gap(row) for row in (rows(said.get("tiers")) if several else [said])]
    if gaps and None not in gaps:
        gap = max(found for found in gaps if found is not None)
        yield Figure(
            where="certificate",
            name="gap",
            name_zh="间隙",
            said=said.get("gap"),
            found=gap,
            unit="",
            rounded=1e-6,
        )


def _gap(said: Mapping[str, Any]) -> float | None:
    """Return the gap between the bound and the objective that are stated, None where either is missing."""
    bound, objective = number(said.get("bound")), number(said.get("objective"))
    return None if bound is None or objective is None else (bound - objective) / max(abs(bound), 1.0)


def _targets(reckoned: Reckoned, said: list[Mapping[str, Any]]) -> Iterator[Figure]:
    found = {one.target.name: one for one in reached(reckoned)} if said else {}
    for row in said:
        one = found.get(str(row.get("name")))
        if one is not None:
            where, unit = f"target {one.target.name}", one.target.unit
            yield _figure(where, "reached", row.get("reached"), one.reached, unit)
            yield _figure(where, "shortfall", row.get("shortfall"), one.shortfall, unit)
            yield from _rates(reckoned, where, one.target, mapping(row.get("rate")))


def _rates(reckoned: Reckoned, where: str, target: Target, said: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield what is started and what is completed of a target, as shares of what it asks."""
    for word in ("started", "completed"):
        if said.get(word) is not None and target.value:
            found = reached_of(reckoned, dataclasses.replace(target, counts_started=word == "started"))
            yield Figure(
                where=where,
                name=f"rate {word}",
                name_zh="开工率" if word == "started" else "完工率",
                said=said[word],
                found=found / target.value,
                unit="",
            )


def _lapses(reckoned: Reckoned, said: list[Mapping[str, Any]]) -> Iterator[Figure]:
    """Yield what is stated to lapse of each fund in a year; what lapses and is not stated is stated as 0."""
    found = {(one.fund, one.year): one.lapsed for one in purses(reckoned)}
    stated = {
        (str(row.get("fund")), year): row.get("amount")
        for row in said
        if isinstance(year := row.get("year"), int)
    }
    for fund, year in [*stated, *(key for key in found if found[key] and key not in stated)]:
        amount = stated.get((fund, year), 0)
        yield _figure(f"{fund} {year}", "lapsed", amount, found.get((fund, year), 0), "yuan")
