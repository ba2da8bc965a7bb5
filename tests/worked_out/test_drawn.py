"""Drawn programmes are legal, whole and the same for the same seed; a small one is solved and audited."""

from typing import Any

import numpy as np
import pytest

from benchmarks import drawn
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from scenarios.tables.column import Table, columns_of
from scenarios.tables.manifest import TABLES
from solvers import audit, solve

DRAWN = {
    "district": lambda seed: drawn.district(60, seed=seed),
    "all rules": lambda seed: drawn.district(90, seed=seed, all_rules=True),
    "city": lambda seed: drawn.city(200, seed=seed, areas=4),
    "nation": lambda seed: drawn.nation(400, seed=seed, areas=5),
}
EACH = pytest.mark.parametrize("kind", DRAWN)


def rows_of(table: Table) -> list[dict[str, Any]]:
    """The cells that are filled, as a file would hold them; money in yuan."""
    rows: list[dict[str, Any]] = [{} for _ in range(len(table))]
    for column in columns_of(type(table)):
        filled = table.given[column.name]
        values = getattr(table, column.name)
        for row in np.flatnonzero(filled).tolist():
            rows[row][column.name] = _cell(values[row], column.kind.value)
    return rows


def _cell(value: Any, kind: str) -> Any:
    if kind == "money":
        return int(value) / 100
    if kind == "names":
        return ";".join(value)
    if kind == "levels":
        return "; ".join(f"{name} {level:g}" for name, level in value)
    if kind == "date":
        return str(value)
    if kind == "flag":
        return "yes" if value else "no"
    return value.item() if isinstance(value, np.generic) else value


def read_again(programme: Programme) -> Programme:
    rows = {kind.NAME.name: rows_of(getattr(programme, kind.NAME.name)) for kind in TABLES}
    settings = programme.settings.model_dump(mode="json", exclude_defaults=True)
    return programme_from({name: held for name, held in rows.items() if held}, settings)


@EACH
def test_the_checks_of_files_find_no_fault_and_read_the_same(kind: str) -> None:
    programme = DRAWN[kind](3)
    assert read_again(programme).fingerprint == programme.fingerprint


@EACH
def test_every_estate_has_its_eight_works(kind: str) -> None:
    programme = DRAWN[kind](3)
    at = programme.campaigns.estate[programme.facts.campaign]
    assert (np.bincount(at[at >= 0], minlength=len(programme.estates)) == 8).all()
    assert not programme.facts.required.all()
    assert (programme.facts.cost > 0).all()


@EACH
def test_the_same_seed_draws_the_same_and_another_one_does_not(kind: str) -> None:
    assert DRAWN[kind](3).fingerprint == DRAWN[kind](3).fingerprint
    assert DRAWN[kind](3).fingerprint != DRAWN[kind](4).fingerprint


def test_a_district_with_every_rule_has_what_ties_estates_together() -> None:
    programme = DRAWN["all rules"](3)
    tables = (programme.links, programme.assets, programme.adjacency, programme.grounds)
    assert all(len(table) for table in tables)
    rules = programme.settings.rules
    assert rules.openings.on
    assert rules.zones.most == 1
    assert rules.neighbour_roads.on
    assert (programme.campaigns.place_kind == "asset").any()
    assert (programme.campaigns.part == "cables").any()


def test_each_area_has_money_of_its_own_and_a_nation_crews_too() -> None:
    nation, city = DRAWN["nation"](3), DRAWN["city"](3)
    assert {f"programme_tag = 'P0{k}'" for k in range(1, 6)} <= set(nation.funds.attribute)
    assert {"pipe-P01", "pipe-P05"} <= set(nation.crews.trade)
    assert set(city.crews.trade) == {"pipe", "telecom", "facade", "road", "garden", "lift"}


def test_a_small_one_has_a_plan_that_the_audit_passes() -> None:
    programme = drawn.district(12, periods=8, seed=2)
    found = solve(programme, engine="highs", gap=0.05, seconds=20, workers=1)
    assert found.plan is not None
    assert found.plan.campaigns
    assert audit(programme, found.plan) == ()


def test_limits_bind_but_leave_room() -> None:
    programme = drawn.district(120, seed=5)
    asked = int(programme.facts.cost.sum())
    governments = ~np.isin(programme.funds.kind, ("resident", "utility"))
    money = int(programme.funds.limit[governments].sum())
    assert 0.3 * asked < money < 0.8 * asked


def test_constant_columns_take_no_room() -> None:
    works = drawn.district(60).works
    for field in ("ground", "alternatives", "building", "revenue"):
        assert getattr(works, field).strides == (0,)
