"""Rules: what is fair between streets."""

from __future__ import annotations

from solvers.rules import fairness, giving
from solvers.rules.rule import Rule, switch

FAIRNESS: tuple[Rule, ...] = (
    Rule(
        name="street_shares",
        sentence="By the end of each year every street has had a share of its fair share of households.",
        sentence_zh="每年末各街道惠及户数不低于其应得份额的一定比例。",
        unit="household",
        is_on=switch("street_shares"),
        rows=fairness.street_shares,
        gives=giving.streets_by_year,
    ),
    Rule(
        name="least_street",
        sentence="The least benefit per household of a street counts in the aim.",
        sentence_zh="户均效益最低街道的效益计入目标。",
        unit="household-year per household",
        is_on=switch("least_street"),
        rows=fairness.least_street,
    ),
    Rule(
        name="longest_wait",
        sentence="No estate waits, and no street waits for its first works, longer than so many years.",
        sentence_zh="任何小区的完工与任何街道的首个开工都不超过规定年限。",
        unit="start",
        is_on=switch("longest_wait"),
        rows=fairness.street_waits,
        gives=giving.streets_waiting,
        window=fairness.longest_wait,
    ),
)
