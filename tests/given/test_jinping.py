"""The Jinping example: its totals are the published ones, its files are what its generator makes."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from examples.make_jinping import make
from examples.make_jinping.rows import Cell, Row, Rows
from examples.make_jinping.write import folder_texts, write_workbook
from scenarios.tables.column import columns_of
from scenarios.tables.read import Tables, read_tables

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
YI = 100_000_000


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return make()[0]


@pytest.fixture(scope="module")
def folder() -> Tables:
    return read_tables(EXAMPLES / "jinping")


def cost(work: Row, types: dict[Cell, Row]) -> Decimal:
    if work.get("cost") is not None:
        return Decimal(str(work["cost"]))
    return Decimal(str(work["quantity"])) * Decimal(str(types[work["work_type"]]["unit_cost"]))


@pytest.fixture(scope="module")
def costs(tables: dict[str, Rows]) -> dict[str, Decimal]:
    """Cost of all works asked for: required, of alternatives the cheaper and the dearer, optional."""
    types = {row["id"]: row for row in tables["work_types"]}
    sums = {
        "required": Decimal(0),
        "wires_tidy": Decimal(0),
        "wires_bury": Decimal(0),
        "optional": Decimal(0),
    }
    for work in tables["works"]:
        kind = (
            str(work["work_type"])
            if work.get("alternatives")
            else "required"
            if work["required"]
            else "optional"
        )
        sums[kind] += cost(work, types)
    return sums


# ---- published totals ----


def test_the_totals_are_the_published_ones(tables: dict[str, Rows]) -> None:
    estates = tables["estates"]
    assert len(estates) == 425
    assert len({estate["street"] for estate in estates}) == 9
    sums = {key: sum(int(str(e[key])) for e in estates) for key in ("buildings", "households", "residents")}
    assert sums == {"buildings": 3067, "households": 111_000, "residents": 300_000}


def test_the_first_phase_is_17_zones_with_19_pinned_estates(tables: dict[str, Rows]) -> None:
    first = [e for e in tables["estates"] if e["phase"] == "一期"]
    assert len(first) == 19
    assert len({e["zone"] for e in first}) == 17
    assert {e["pinned_start"] for e in first} == {datetime.date(2020, 10, 1)}
    assert {e["pinned_start"] for e in tables["estates"] if e["phase"] is None} == {None}


def test_cuiyuan_and_meiyuan_are_as_reported(tables: dict[str, Rows]) -> None:
    both = [e for e in tables["estates"] if e["name"] in ("翠园", "梅园")]
    assert {e["street"] for e in both} == {"东方街道"}
    assert sum(int(str(e["buildings"])) for e in both) == 80
    assert sum(int(str(e["households"])) for e in both) == 2400
    assert all(1990 <= int(str(e["year_built"])) <= 1999 and e["gated"] is False for e in both)
    assert [e["name"] for e in tables["estates"] if e["pilot"]] == ["翠园"]


def test_other_zones_hold_2_to_8_estates(tables: dict[str, Rows]) -> None:
    sizes = Counter(e["zone"] for e in tables["estates"] if e["phase"] is None)
    assert sum(sizes.values()) == 406
    assert set(sizes.values()) <= set(range(2, 9))


def test_44_pump_houses_serve_several_estates_each(tables: dict[str, Rows]) -> None:
    houses = tables["assets"]
    assert len(houses) == 44
    assert all(isinstance(h["estates"], tuple) and len(h["estates"]) >= 2 for h in houses)
    assert all(h["holds"] == ("water",) and isinstance(h["ready"], datetime.date) for h in houses)


def test_the_funds_add_up_to_the_published_investment(tables: dict[str, Rows]) -> None:
    assert sum(int(str(row["limit"])) for row in tables["funds"]) == 14 * YI
    assert "city" in {row["fund"] for row in tables["funds"]}


def test_more_is_asked_for_than_the_funds_hold(costs: dict[str, Decimal]) -> None:
    assert float(costs["required"] + costs["wires_tidy"]) / YI == pytest.approx(11.5, abs=0.15)
    assert float(costs["optional"] + costs["wires_bury"] - costs["wires_tidy"]) / YI == pytest.approx(
        5.0, abs=0.2
    )
    assert float(costs["required"] + costs["wires_bury"] + costs["optional"]) / YI == pytest.approx(
        16.5, abs=0.2
    )


def test_parking_is_a_duty_below_what_is_asked_for(tables: dict[str, Rows]) -> None:
    bays = sum(int(str(w["quantity"])) for w in tables["works"] if w["work_type"] == "parking")
    duty = next(t for t in tables["targets"] if t["measure"] == "quantity")
    assert 30_000 <= int(str(duty["value"])) < 32_000 < bays < 36_000
    assert duty["strength"] == "hard"
    assert duty["by"] == datetime.date(2025, 12, 31)


# ---- what the menus look like ----


def test_every_estate_has_8_to_12_works(tables: dict[str, Rows]) -> None:
    menus = Counter(work["place"] for work in tables["works"])
    assert set(menus) == {estate["id"] for estate in tables["estates"]}
    assert set(menus.values()) <= set(range(8, 13))


def test_wires_are_buried_or_tidied_at_every_estate(tables: dict[str, Rows]) -> None:
    wires: dict[Cell, set[Cell]] = {}
    for work in tables["works"]:
        if str(work["work_type"]).startswith("wires"):
            assert work["required"] is True
            wires.setdefault(work["place"], set()).add(
                (str(work["work_type"]), str(work.get("alternatives")))
            )
    assert len(wires) == 425
    both = {("wires_bury", "wires"), ("wires_tidy", "wires")}
    assert all(kinds == both or kinds == {("wires_tidy", "None")} for kinds in wires.values())
    assert 150 < sum(kinds == both for kinds in wires.values()) < 300


def test_names_and_codes_are_unique(tables: dict[str, Rows]) -> None:
    for key in ("id", "name"):
        assert len({estate[key] for estate in tables["estates"]}) == 425
    assert all(" " not in str(estate["id"]) for estate in tables["estates"])


def test_some_votes_pass_some_fail_some_come_later(tables: dict[str, Rows]) -> None:
    passed = [
        float(str(v["by_heads"])) >= 0.75 and float(str(v["by_area"])) >= 0.75 for v in tables["consents"]
    ]
    assert 10 < sum(passed) < len(passed) - 5
    assert any(isinstance(v["date"], datetime.date) and v["date"].year >= 2022 for v in tables["consents"])
    asked = {b["estate"] for b in tables["ballots"]}
    assert 380 < len(asked) < 425
    assert any(int(str(b["respondents"])) < 10 for b in tables["ballots"])


# ---- the committed files ----


def test_the_committed_folder_is_what_the_generator_makes() -> None:
    made = folder_texts(*make())
    kept = {
        p.name: p.read_bytes().decode()
        for p in (EXAMPLES / "jinping").iterdir()
        if p.suffix in (".csv", ".toml")
    }
    assert kept.keys() == made.keys()
    for name, text in made.items():
        assert kept[name] == text, f"{name}: run python -m examples.make_jinping"


def test_the_committed_workbook_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_workbook(*make(), tmp_path / "made.xlsx")
    assert_same(read_tables(EXAMPLES / "jinping.xlsx"), read_tables(tmp_path / "made.xlsx"))


def test_folder_and_workbook_read_to_the_same_values(folder: Tables) -> None:
    assert_same(folder, read_tables(EXAMPLES / "jinping.xlsx"))


def test_reading_the_folder_finds_only_votes_that_fail(folder: Tables) -> None:
    assert {finding.code for finding in folder.findings} <= {"vote_fails"}


@pytest.mark.parametrize("table", ["estates", "work_types", "works", "assets", "funds"])
def test_the_readme_tells_where_each_column_comes_from(table: str, tables: dict[str, Rows]) -> None:
    told = (EXAMPLES / "jinping" / "README.md").read_text(encoding="utf-8")
    section = next(part for part in told.split("\n### ") if table in part.partition("\n")[0].split(", "))
    columns = {key for row in tables[table] for key in row}
    assert not {column for column in columns if not re.search(rf"\b{column}\b", section)}


def test_the_plan_spans_21_quarters(folder: Tables) -> None:
    settings = folder.settings
    assert (settings.first_period, settings.period, settings.periods) == ("2020Q4", "quarter", 21)
    assert settings.rules.start_once.must_start
    assert settings.rules.pilot_first.others_before == 20


def assert_same(one: Tables, other: Tables) -> None:
    assert one.settings == other.settings
    for table in one.tables:
        for column in columns_of(table):
            a, b = getattr(one.of(table), column.name), getattr(other.of(table), column.name)
            missing = {"equal_nan": True} if a.dtype.kind in "fM" else {}
            assert np.array_equal(a, b, **missing), f"{table.NAME.name}.{column.name}"
