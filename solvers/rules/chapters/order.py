"""Rules: what comes before what."""

from __future__ import annotations

from solvers.rules import giving, order
from solvers.rules.rule import Rule, switch

ORDER: tuple[Rule, ...] = (
    Rule(
        name="links",
        sentence="What comes later starts once what comes first has ended and the lag has passed.",
        sentence_zh="后续内容在先行内容完成并满足间隔后开工。",
        unit="start",
        is_on=switch("links"),
        rows=order.links,
        window=order.link_dates,
    ),
    Rule(
        name="pilot_first",
        sentence="Until the pilots are complete only so many other campaigns have started.",
        sentence_zh="试点完成前，其他批次开工数量受限。",
        unit="campaign",
        is_on=switch("pilot_first"),
        rows=order.pilot_first,
        gives=giving.pilots,
    ),
    Rule(
        name="shared_assets",
        sentence="Works that a shared asset holds start once the campaigns at the asset have ended.",
        sentence_zh="受共用设施制约的内容在该设施各批次完工后开工。",
        unit="start",
        is_on=order.shared_assets_on,
        rows=order.shared_assets,
    ),
    Rule(
        name="stages",
        sentence="Campaigns of a place that are its stages follow each other.",
        sentence_zh="同一地点的各阶段批次依次实施。",
        unit="start",
        is_on=switch("stages"),
        rows=order.stages,
    ),
)
