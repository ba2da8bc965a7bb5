"""Rules: what opens together, and which neighbours wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.rules import giving, neighbours, place
from solvers.rules.rule import Rule, switch

if TYPE_CHECKING:
    from scenarios.model.programme import Programme


def _has_operators(programme: Programme) -> bool:
    return programme.settings.rules.operators.on and len(programme.operators) > 0


PLACE: tuple[Rule, ...] = (
    Rule(
        name="openings",
        sentence="Works that open a ground start inside one of its openings, and it is dug once.",
        sentence_zh="开挖内容只在地块的一次开挖期内开工，避免重复开挖。",
        unit="opening",
        is_on=switch("openings"),
        rows=place.openings,
        window=place.opening_dates,
    ),
    Rule(
        name="shared_setups",
        sentence="Works that share a trench or scaffold start inside one of its openings, each paid once.",
        sentence_zh="共用沟槽或脚手架的内容在其启用期内开工，费用每次只付一次。",
        unit="opening",
        is_on=switch("shared_setups"),
        rows=place.shared_setups,
    ),
    Rule(
        name="zones",
        sentence="The estates of a zone start in few calendar years.",
        sentence_zh="同一片区的小区集中在少数年度内开工。",
        unit="year",
        is_on=switch("zones"),
        rows=place.zones,
        gives=giving.zones,
    ),
    Rule(
        name="operators",
        sentence="The campaigns of an operator's programme start within its span, after one set-up.",
        sentence_zh="专营单位统一计划的各批次在连续时段内开工，只进场一次。",
        unit="opening",
        is_on=_has_operators,
        rows=place.operators,
        window=place.operator_dates,
    ),
    Rule(
        name="neighbour_roads",
        sentence="Neighbouring estates do not close their roads in the same period.",
        sentence_zh="相邻小区不在同一时段封闭道路。",
        unit="campaign",
        is_on=switch("neighbour_roads"),
        rows=neighbours.neighbour_roads,
    ),
)
