"""Settings of construction played forward, ``[construction]`` (docs/construction.md)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from scenarios.tables.chance_settings import Chance
from scenarios.tables.disruption_settings import Disruption
from scenarios.tables.rule_settings import Some, Whole  # noqa: TC001 pydantic reads them

Level = Annotated[float, Field(gt=0, le=3)]

INSPECTION = "inspection"
"""Name of the office whose rows say how many inspectors there are."""
NOTICE = {"water": 1, "power": 7, "gas": 1, "heat": 1, "telecom": 1}
"""Days of notice before a shutdown: water 24 h, power 7 days by rule; the others are assumptions."""


SHUT_DOWN = tuple(NOTICE)
"""Kinds of nuisance that are shutdowns; permits are named after them."""


class Construction(Chance):
    """How construction is played forward. All numbers but the notices of water and power are assumptions.

    ``horizon_years`` after the plan's last day all must have ended, else it is unfinished. ``road_level`` is
    the level of nuisance on the road from which a work takes a token of its street, ``shutdown_level`` that
    of water, power, gas, heat or telecom from which it shuts it down; ``notice_days`` by what is shut down.
    ``consent_patience_days`` after the planned day units are no longer waited for; an asked-for trench
    waits ``trench_window_days`` for those who share it. A campaign is looked back upon ``look_back_days``
    after its end. ``disruption`` says how what residents bear is reckoned.
    """

    horizon_years: Annotated[int, Field(ge=1, le=50)] = 10
    road_level: Level = 2.0
    shutdown_level: Level = 1.0
    notice_days: dict[str, Whole] = Field(default_factory=lambda: dict(NOTICE))
    consent_patience_days: Whole = 180
    trench_window_days: Whole = 30
    look_back_days: Some = 180
    disruption: Disruption = Disruption()
