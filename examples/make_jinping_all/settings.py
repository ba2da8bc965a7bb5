"""Settings of the example: the rules of Jinping and all the others, switched on."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from examples.make_jinping.settings import SETTINGS as JINPING

if TYPE_CHECKING:
    from examples.make_jinping.settings import Settings


def _settings() -> Settings:
    found = copy.deepcopy(JINPING)
    found["name"] = "Jinping old-estate renovation with every rule, 2020Q4 to 2025Q4"
    found["name_zh"] = "金平区老旧小区改造（全部规则，2020年四季度至2025年四季度）"
    rules = found["rules"]
    assert isinstance(rules, dict)
    rules["pilot_first"] = {"on": True, "others_before": 30, "learning_days": 30}
    rules["due_after_plan"] = {"limit": 45_000_000}
    rules |= RULES
    return found | MONEY


RULES: Settings = {
    "exclusions": {"on": True},
    "modes": {"on": True},
    "readiness": {"on": True},
    "preparation": {"on": True},
    "agreements": {"on": True, "missing": "refused"},
    "harder_later": {"on": True, "difficulty": 3, "from_date": "2021-07-01"},
    "stages": {"on": True, "order": ("buildings", "ground"), "gap_days": 0},
    "ramp_up": {"on": True, "counted": "campaigns", "first_year": 24, "factor": 2.0, "step": 60},
    "stability": {"on": True, "most_moves": 20, "penalty": 150.0},
    "openings": {"on": True, "window": 2, "years": 5.0, "reopening": "ban"},
    "shared_setups": {"on": True, "trench": 40_000, "scaffold": 30_000, "window": 1},
    "zones": {"on": True, "most": 1, "mobilisation": 60_000},
    "neighbour_roads": {"on": True, "level": 2.0},
    "crew_floors": {"on": True, "share": 0.15, "trades": ("pipe", "road"), "from_year": 2022},
    "street_shares": {"on": True, "share": 0.7, "counted": "started", "from_year": 2021},
    "least_street": {"on": True, "weight": 0.05},
    "longest_wait": {"on": True, "years": 5.25, "street_years": 1.0},
}
"""Rules beyond those of Jinping; their numbers are assumptions."""
MONEY: Settings = {
    "payments": {"advance": 0.1, "retention": 0.03, "release_days": 183},
    "prices": {"growth": 0.02, "learning": 0.01, "learning_from": "2021-10-01"},
    "exemptions": {"low_income": 1.0, "near_poor": 0.5},
    "funding": {"firm": 0.95, "likely": 0.7},
}

SETTINGS: Settings = _settings()
