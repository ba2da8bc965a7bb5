"""Rules: what must be reached."""

from __future__ import annotations

from solvers.rules import giving, targets, volume
from solvers.rules.rule import Rule, switch

DUTIES: tuple[Rule, ...] = (
    Rule(
        name="targets",
        sentence="Each target is reached by its date.",
        sentence_zh="各项指标按期完成。",
        unit="unit",
        is_on=switch("targets"),
        rows=targets.targets,
        gives=giving.hard_targets,
    ),
    Rule(
        name="crew_floors",
        sentence="Crews are used every year at least for a share of the days they have.",
        sentence_zh="各工种每年用工不低于可用工日的一定比例。",
        unit="crew-day",
        is_on=switch("crew_floors"),
        rows=volume.crew_floors,
        gives=giving.each_duty,
    ),
    Rule(
        name="stability",
        sentence="Campaigns that leave their published period are few, or cost.",
        sentence_zh="较已公布计划变动的批次数受限或计罚。",
        unit="campaign",
        is_on=volume.stability_on,
        rows=volume.stability,
        gives=giving.most_moves,
    ),
)
