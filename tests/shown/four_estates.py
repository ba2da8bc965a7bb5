"""Four estates of which the money of a year pays one, and residents who answered, many or few."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scenarios.model.programme import Programme
from scenarios.read import read
from tests.shown.command_line import write_programme

ESTATES = [
    {"id": "A", "name": "翠园", "street": "S", "households": 100, "priority": 5},
    {"id": "B", "name": "梅园", "street": "S", "households": 90, "priority": 3},
    {"id": "C", "name": "兰园", "street": "T", "households": 60, "priority": 2},
    {"id": "D", "name": "竹园", "street": "T", "households": 60, "earliest": "2023-01-01"},
]
KINDS = [
    {
        "id": "pipes",
        "name": "雨污分流",
        "work_class": "basic",
        "unit": "m",
        "unit_cost": 1000,
        "fixed_days": 30,
        "nuisance": "noise 2; dust 1",
    },
    {
        "id": "lift",
        "name": "加装电梯",
        "work_class": "upgrade",
        "unit": "台",
        "unit_cost": 1000,
        "fixed_days": 9,
    },
]
WORKS = [
    *({"place": key, "work_type": "pipes", "quantity": 100} for key in "ABCD"),
    {"place": "A", "work_type": "lift", "quantity": 20, "required": "no"},
]
FUNDS = [
    {"fund": "city", "kind": "city", "year": year, "limit": 120_000, "carry_share": 0}
    for year in (2021, 2022, 2023, 2024)
]
BALLOTS = [
    {"estate": "A", "work_type": "pipes", "support": 80, "respondents": 90, "asked": 95},
    {"estate": "A", "work_type": "lift", "support": 10, "respondents": 90, "asked": 95},
    {"estate": "C", "work_type": "pipes", "support": 3, "respondents": 3, "asked": 60},
]
SETTINGS = 'name = "Four"\nname_zh = "四园"\nfirst_period = "2021Q1"\nperiods = 16\n'


def four_estates(folder: Path) -> Programme:
    """They come one a year, by their worth."""
    tables: dict[str, Any] = {"estates": ESTATES, "work_types": KINDS, "works": WORKS}
    tables |= {"funds": FUNDS, "ballots": BALLOTS, "crews": None}
    return read(write_programme(folder / "four", settings=SETTINGS, **tables))
