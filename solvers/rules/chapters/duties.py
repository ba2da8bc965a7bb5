"""Rules: what must be reached."""

from __future__ import annotations

from solvers.rules import giving, targets
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
)
