"""The eight work types, once for each area: an area has its own prices and its own crews.

Crews are bound to an area by their trade, as no column of the table of crews names more than a street.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.drawn.records import names, table
from scenarios.tables.catalogue import WorkTypes

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

BASIC, IMPROVEMENT, UPGRADE = "basic", "improvement", "upgrade"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A work type: what it costs in yuan, how much a household asks for, how it is done.

    ``optional`` is the share of estates that may leave it out.
    """

    id: str
    work_class: str
    unit: str
    unit_cost: int
    productivity: float
    crews: int
    trade: str
    per_household: float
    optional: float = 0.0
    digs: bool = False
    nuisance: tuple[tuple[str, float], ...] = ()
    scope: str = "estate"
    season: str = "site"
    after: tuple[str, ...] = ()
    resident: tuple[float, float] = (0.0, 0.0)
    utility: tuple[float, float] = (0.0, 0.0)
    """Nominal and realised share of what residents and utility companies pay."""


KINDS = (
    Kind(
        id="sewers", work_class=BASIC, unit="m", unit_cost=1300, productivity=12, crews=2, trade="pipe",
        per_household=1.6, digs=True, nuisance=(("noise", 3.0), ("dust", 3.0), ("road", 3.0)), season="earth",
    ),
    Kind(
        id="water", work_class=BASIC, unit="m", unit_cost=479, productivity=15, crews=2, trade="pipe",
        per_household=1.5, digs=True, nuisance=(("noise", 2.0), ("water", 2.0), ("road", 2.0)),
        season="earth", after=("sewers",), utility=(0.35, 0.3),
    ),
    Kind(
        id="wires", work_class=BASIC, unit="m", unit_cost=360, productivity=14, crews=2, trade="telecom",
        per_household=1.5, digs=True, nuisance=(("noise", 2.0), ("telecom", 2.0), ("road", 2.0)),
        season="earth", after=("sewers",), utility=(0.4, 0.3),
    ),
    Kind(
        id="facade", work_class=BASIC, unit="m2", unit_cost=95, productivity=75, crews=3, trade="facade",
        per_household=30, optional=0.3, nuisance=(("noise", 2.0), ("dust", 2.0), ("light", 3.0)),
        scope="building", season="facade", resident=(0.05, 0.01),
    ),
    Kind(
        id="roads", work_class=BASIC, unit="m2", unit_cost=140, productivity=70, crews=2, trade="road",
        per_household=8, nuisance=(("road", 3.0), ("noise", 2.0), ("dust", 1.0)), season="paving",
        after=("sewers", "water", "wires"),
    ),
    Kind(
        id="parking", work_class=IMPROVEMENT, unit="bay", unit_cost=2400, productivity=6, crews=1,
        trade="road", per_household=0.25, optional=1.0, nuisance=(("parking", 2.0),), season="paving",
        after=("roads",), resident=(0.1, 0.03),
    ),
    Kind(
        id="greening", work_class=IMPROVEMENT, unit="m2", unit_cost=160, productivity=50, crews=2,
        trade="garden", per_household=4, optional=1.0, nuisance=(("dust", 1.0),), season="garden",
        after=("facade", "roads"), resident=(0.1, 0.02),
    ),
    Kind(
        id="lifts", work_class=UPGRADE, unit="lift", unit_cost=520_000, productivity=0.02, crews=2,
        trade="lift", per_household=0.012, optional=1.0,
        nuisance=(("access", 3.0), ("noise", 2.0), ("light", 2.0)), scope="stairwell", season="lift",
        after=("sewers",), resident=(0.8, 0.75),
    ),
)  # fmt: skip
TRADES = tuple(dict.fromkeys(kind.trade for kind in KINDS))
PUMP_HOUSE = Kind(
    id="pump_house", work_class=BASIC, unit="house", unit_cost=1_500_000, productivity=0.02, crews=1,
    trade="pump", per_household=0, nuisance=(("noise", 2.0),), scope="dwelling", utility=(0.89, 0.89),
)  # fmt: skip
"""Only in a district with every rule: what builds a shared pump house."""


def prices(draw: Generator, areas: int) -> NDArray[np.int64]:
    """Return the unit cost in fen by area and kind; areas differ by up to a fifth."""
    level = np.ones((areas, 1)) if areas == 1 else draw.uniform(0.85, 1.2, (areas, 1))
    usual = np.array([[kind.unit_cost for kind in KINDS]])
    cost: NDArray[np.int64] = np.rint(level * usual).astype(np.int64) * 100
    return cost


def work_types(tags: tuple[str, ...], unit_cost: NDArray[np.int64], pumps: bool) -> WorkTypes:
    """Return the catalogue: the kinds of each area in turn; ``tags`` end their ids and trades."""
    held = [(kind, tag) for tag in tags for kind in KINDS] + ([(PUMP_HOUSE, tags[0])] if pumps else [])
    cost = unit_cost.ravel().tolist() + ([PUMP_HOUSE.unit_cost * 100] if pumps else [])

    def column(of: str, dtype: type) -> Any:
        return np.array([getattr(kind, of) for kind, _ in held], dtype=dtype)

    def shares(of: str, number: int) -> Any:
        return np.array([getattr(kind, of)[number] for kind, _ in held])

    return table(
        WorkTypes,
        len(held),
        id=names(kind.id + tag for kind, tag in held),
        name=names(kind.id.replace("_", " ") + tag for kind, tag in held),
        work_class=column("work_class", object),
        unit=column("unit", object),
        unit_cost=np.array(cost, dtype=np.int64),
        productivity=column("productivity", float),
        crews_at_once=column("crews", int),
        trade=names(kind.trade + tag for kind, tag in held),
        opens_ground=column("digs", bool),
        nuisance=names(kind.nuisance for kind, _ in held),
        nuisance_scope=column("scope", object),
        calendar_class=column("season", object),
        resident_share=shares("resident", 0),
        resident_share_realised=shares("resident", 1),
        utility_share=shares("utility", 0),
        utility_share_realised=shares("utility", 1),
        after=names(tuple(name + tag for name in kind.after) for kind, tag in held),
    )
