"""Rules: what can go on at once."""

from __future__ import annotations

from solvers.rules import capacity, giving, ready, volume
from solvers.rules.rule import Rule, switch

ROOM: tuple[Rule, ...] = (
    Rule(
        name="crew_limits",
        sentence="Crew-days used by a trade in a period are no more than its crews have.",
        sentence_zh="各工种每时段用工不超过施工队可用工日。",
        unit="crew-day",
        is_on=switch("crew_limits"),
        rows=capacity.crew_limits,
        gives=giving.own_crews,
    ),
    Rule(
        name="street_disruption",
        sentence="Only so many households of a street live with works at once.",
        sentence_zh="同一街道同时受施工影响的户数受限。",
        unit="household",
        is_on=switch("street_disruption"),
        rows=capacity.street_disruption,
        gives=giving.each_limit,
    ),
    Rule(
        name="street_projects",
        sentence="Only so many campaigns are under way at once in a street.",
        sentence_zh="同一街道同时在建批次数受限。",
        unit="campaign",
        is_on=switch("street_projects"),
        rows=capacity.street_projects,
        gives=giving.each_limit,
    ),
    Rule(
        name="preparation",
        sentence="Design teams and approval slots are no more busy than they have days.",
        sentence_zh="设计与审批工作量不超过其可用工日。",
        unit="office-day",
        is_on=switch("preparation"),
        rows=ready.preparation,
        gives=giving.each_limit,
    ),
    Rule(
        name="ramp_up",
        sentence="What starts in a year grows only so much from the year before.",
        sentence_zh="每年开工量较上年的增长受限。",
        unit="start",
        is_on=switch("ramp_up"),
        rows=volume.ramp_up,
        gives=giving.ramp_up,
    ),
)
