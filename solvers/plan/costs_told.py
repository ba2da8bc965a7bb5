"""Estimate, contract and paid side by side, never mixed (docs/meaning.md, 10.13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class CostsTold:
    """What a campaign costs by each source, in fen; None where it says nothing.

    ``planned`` is this plan's cost (None where the plan does not start it); ``estimate``, ``contract`` and
    ``paid`` are those of the table actuals.
    """

    campaign: str
    planned: int | None
    estimate: int | None
    contract: int | None
    paid: int | None


def costs_told(programme: Programme, plan: Plan) -> tuple[CostsTold, ...]:
    """Return the costs of the campaigns that the plan starts or actuals name, the plan's first."""
    planned = {one.campaign: one.cost for one in plan.campaigns}
    table = programme.actuals
    rows = {str(key): row for row, key in enumerate(table.campaign)}

    def actual(campaign: str, column: str) -> int | None:
        row = rows.get(campaign)
        if row is None or not table.given[column][row]:
            return None
        return int(getattr(table, column)[row])

    return tuple(
        CostsTold(
            campaign=campaign,
            planned=planned.get(campaign),
            estimate=actual(campaign, "estimate"),
            contract=actual(campaign, "contract"),
            paid=actual(campaign, "paid"),
        )
        for campaign in dict.fromkeys([*planned, *rows])
    )
