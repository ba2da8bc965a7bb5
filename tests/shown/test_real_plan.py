"""From tables to reports by the real road: a small awkward programme, read, solved, audited, shown."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from planner.document.document import document_of
from planner.report.book import write_xlsx
from planner.report.facts import Facts
from planner.report.page import page
from planner.report.terminal import summary
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers.plan.audit import audit
from solvers.solving import solve

ESTATES = """id,name,street,zone,households,floor_area,lon,lat,year_built,excluded_because
A,翠园,东方街道,Z1,100,8000,116.68,23.36,1990,
B,梅园,东方街道,Z1,50,,116.69,23.37,,
C,兰园,,,80,6400,,,1996,
D,竹园,金砂街道,,30,2400,116.70,23.35,1988,已列入征收计划
"""
KINDS = """id,name,work_class,unit,unit_cost,productivity,after,resident_share
sewers,雨污分流,基础类,m,1200,10,,
paving,道路,环境类,m2,300,50,sewers,
lift,加装电梯,提升类,台,500000,,,0.3
"""
WORKS = """place,work_type,quantity,campaign,required
A,sewers,100,,
A,paving,500,,
B,sewers,60,ground,
B,lift,1,tower,no
C,lift,2,,yes
Z1,paving,900,,no
"""
FUNDS = """fund,kind,year,limit,carry_share
city,city,2021,600000,1
city,city,2022,900000,1
own_money,resident,2022,400000,0
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("small")
    tables = {"estates": ESTATES, "work_types": KINDS, "works": WORKS, "funds": FUNDS}
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    settings = 'name = "Small"\nfirst_period = "2021Q1"\nperiods = 8\n'
    (folder / "programme.toml").write_text(settings, encoding="utf-8")
    return read(folder)


@pytest.fixture(scope="module")
def planned(small: Programme) -> dict[str, Any]:
    found = solve(small, engine="highs", seconds=20)
    assert found.plan is not None
    return document_of(small, found, audit(small, found.plan), small.findings)


def test_the_plan_is_shown_everywhere_alike(
    small: Programme, planned: dict[str, Any], tmp_path: Path
) -> None:
    facts = Facts(planned, small)
    cost = planned["totals"]["cost"]
    assert round(sum(place.total("cost") for place in facts.places), 2) == cost
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.xlsx"
        write_xlsx(planned, small, path, lang)
        ledger = CalamineWorkbook.from_path(path).get_sheet_by_index(_ledger(path)).to_python()
        costs = [row[17] for row in ledger[3:-1]]
        assert sum(costs) == pytest.approx(cost / 1e4, abs=1e-6)
        text = page(planned, small, lang)
        assert "翠园" in text
        console = Console(width=100, record=True, file=(tmp_path / "out").open("w", encoding="utf-8"))
        console.print(summary(planned, lang, small))
        assert f"{cost / 1e4:,.2f}" in console.export_text()


def _ledger(path: Path) -> int:
    names = CalamineWorkbook.from_path(path).sheet_names
    return next(place for place, name in enumerate(names) if name in ("小区台账", "Ledger"))


def test_states_of_places(small: Programme, planned: dict[str, Any]) -> None:
    states = {place.key: place.state for place in Facts(planned, small).places}
    assert states["D"] == "excluded"
    assert set(states) >= {"A", "B", "C", "D"}
    assert states["A"] in ("completed", "waiting")


def test_a_programme_in_which_nothing_starts(
    small: Programme, planned: dict[str, Any], tmp_path: Path
) -> None:
    """The emptiest plan: no campaign, no draw, no rule, no place on the map."""
    years = [
        {**row, "started": 0, "completed": 0, "cost": 0.0, "by_fund": {}, "carried_in": {}, "limits": {}}
        | {"households_started": 0, "households_completed": 0, "floor_area_completed_m2": 0.0}
        for row in planned["by_year"]
    ]
    nothing = dict.fromkeys(planned["totals"], 0)
    empty = {**planned, "campaigns": [], "draws": [], "openings": [], "by_year": years, "by_street": []}
    empty |= {"rules": [], "targets": [], "totals": nothing, "left_out": []}
    empty["certificate"] = {**planned["certificate"], "status": "FEASIBLE", "gap": None, "bound": None}
    for lang in ("zh", "en"):
        write_xlsx(empty, small, tmp_path / f"{lang}.xlsx", lang)
        assert page(empty, small, lang)
        Console(file=(tmp_path / "out").open("w", encoding="utf-8")).print(summary(empty, lang, small))


@pytest.mark.browser
def test_awkward_pages_open(small: Programme, planned: dict[str, Any], tmp_path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    nowhere = small.replace(estates=_without_places(small))
    bare = {**planned, "campaigns": [], "draws": [], "by_street": [], "rules": [], "targets": []}
    pages = {
        "planned": page(planned, small, "zh"),
        "nowhere": page(planned, nowhere, "en"),
        "bare": page(bare, small, "en"),
    }
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, text in pages.items():
            (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
            faults: list[str] = []
            tab = browser.new_page()
            tab.on("pageerror", lambda fault, faults=faults: faults.append(str(fault)))
            tab.goto((tmp_path / f"{name}.html").as_uri())
            tab.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
            assert faults == [], name
            places = tab.evaluate("Renewal.plan.places.length")
            assert tab.locator("#places tbody tr").count() == places >= 4, "those without a street too"
            tab.close()
        browser.close()


def _without_places(programme: Programme) -> Any:
    import dataclasses

    estates = programme.estates
    return dataclasses.replace(estates, lon=estates.lon * float("nan"), lat=estates.lat * float("nan"))


def test_csv_of_the_tables_is_sound() -> None:
    """The tables above have as many cells in each row as their header."""
    for text in (ESTATES, KINDS, WORKS, FUNDS):
        widths = {len(row) for row in csv.reader(text.splitlines())}
        assert len(widths) == 1
