"""A programme drawn at any size, put together: the district, the city, the nation."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.drawn import catalogue, means, places
from benchmarks.drawn.commons import RULES, commons
from scenarios.model.programme import Programme
from scenarios.tables.manifest import TABLES
from scenarios.tables.settings import Settings
from scenarios.tables.sheet import empty_table

if TYPE_CHECKING:
    from scenarios.tables.column import Table

NATION = 219_000
"""Old estates of a nation."""
CITY_FROM, NATION_FROM = 2_000, 50_000
"""From how many estates on a programme has the shape of a city, of a nation."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a programme of some size is like: its areas, who gives money, whether every rule is on.

    Areas are districts of a city or provinces of a nation, with funds of their own and, with ``own_crews``,
    also crews and prices.
    """

    estates: int
    periods: int = 20
    areas: int = 1
    own_crews: bool = False
    funds: tuple[means.Fund, ...] = means.DISTRICT_FUNDS
    all_rules: bool = False


def district(estates: int = 425, periods: int = 20, seed: int = 1, all_rules: bool = False) -> Programme:
    """Return a district: one area, five funds of governments, crews by trade, streets of about 43 estates.

    With ``all_rules`` also zones in one year, links, grounds dug once, pump houses and shared roads.
    """
    return programme(Shape(estates=estates, periods=periods, all_rules=all_rules), seed)


def city(estates: int = 5000, periods: int = 20, seed: int = 1, areas: int = 10) -> Programme:
    """Return a city of districts, each with money of its own beside the city's; crews serve all of it."""
    return programme(Shape(estates=estates, periods=periods, areas=areas, funds=means.CITY_FUNDS), seed)


def nation(estates: int = NATION, periods: int = 20, seed: int = 1, areas: int = 31) -> Programme:
    """Return a nation of provinces, each with money and crews of its own, and national funds above them."""
    shape = Shape(estates=estates, periods=periods, areas=areas, own_crews=True, funds=means.NATION_FUNDS)
    return programme(shape, seed)


def by_building(estates: int = 425, buildings: int = 4, seed: int = 1) -> Programme:
    """Return a district whose works are done building by building: a part at each of so many of an estate."""
    drawn = district(estates, seed=seed)
    works = drawn.works
    count = len(works)
    parts: dict[str, Any] = {
        field.name: np.repeat(getattr(works, field.name), buildings)
        for field in dataclasses.fields(works)
        if isinstance(getattr(works, field.name), np.ndarray)
    }
    number = np.tile(np.arange(1, buildings + 1).astype(str).astype(object), count)
    parts |= {"quantity": parts["quantity"] / buildings, "building": number}
    given = {name: np.repeat(told, buildings) for name, told in works.given.items()}
    given["building"] = np.ones(count * buildings, dtype=bool)
    return drawn.replace(works=dataclasses.replace(works, **parts, given=given))


def of_size(estates: int, seed: int = 1) -> Programme:
    """Return a programme of so many estates in the shape that goes with its size."""
    if estates < CITY_FROM:
        return district(estates, seed=seed)
    return city(estates, seed=seed) if estates < NATION_FROM else nation(estates, seed=seed)


def programme(shape: Shape, seed: int) -> Programme:
    """Return a programme of a shape; the same seed draws the same one."""
    kind = iter(range(9))

    def draw() -> np.random.Generator:
        return np.random.default_rng([seed, next(kind)])

    held = places.land(draw(), shape.estates, shape.areas)
    tags = held.tags if shape.own_crews else ("",)
    unit_cost = catalogue.prices(draw(), len(tags))
    kinds = np.array([[kind.id + tag for kind in catalogue.KINDS] for tag in tags], dtype=object)
    if not shape.own_crews:
        unit_cost, kinds = (np.repeat(part, shape.areas, axis=0) for part in (unit_cost, kinds))
    wanted = places.asked(draw(), held, unit_cost)
    tied = commons(draw(), held) if shape.all_rules else None
    built = 0 if tied is None else len(tied.beside)
    years = -(-shape.periods // 4)
    beside = built * catalogue.PUMP_HOUSE.unit_cost * 100
    tables: list[Table] = [
        places.estates_table(draw(), held, None if tied is None else tied.zone),
        catalogue.work_types(tags, unit_cost[: len(tags)], pumps=built > 0),
        places.works_table(
            held,
            wanted,
            kinds,
            beside=[] if tied is None else tied.beside,
            campaign=None if tied is None else tied.campaign,
        ),
        means.funds_table(draw(), held, wanted, shape.funds, years, tags, beside),
        means.crews_table(draw(), held, wanted, shape.periods, tags, built),
        means.calendar_table(),
    ]
    if tied is not None:
        tables += [tied.links, tied.assets, tied.adjacency, tied.grounds]
    return _put_together(shape, tables)


def _put_together(shape: Shape, tables: list[Table]) -> Programme:
    made = {type(one): one for one in tables}
    named: dict[str, Any] = {kind.NAME.name: made.get(kind) or empty_table(kind) for kind in TABLES}
    return Programme(settings=settings(shape), **named)


def settings(shape: Shape) -> Settings:
    """Return the settings: limits of streets, and with every rule on those of what ties estates together."""
    rules: dict[str, Any] = {
        "street_projects": {"on": True, "most": 12},
        "street_disruption": {"on": True, "share": 0.22},
    }
    if shape.all_rules:
        rules |= RULES
    return Settings.model_validate(
        {
            "name": f"drawn, {shape.estates} estates",
            "first_period": f"{means.FIRST_YEAR}Q1",
            "periods": shape.periods,
            "rules": rules,
        }
    )
