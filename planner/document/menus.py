"""Menus by residents' rules beside the bureau's choice, in the plan document (docs/voices.md).

Only counts, sums and shares stand in it, never what a single household said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.guarded import telling
from planner.document.yuan import yuan
from solvers.menus.estates import kinds, measure, menus
from solvers.menus.ruled import choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.menus.estates import Measure, Menu
    from solvers.menus.ruled import Rule
    from solvers.plan.plan import Plan

RULES: tuple[Rule, ...] = ("bureau", "equal_shares", "greedy_approval")
COUNTS_ALONE = (
    "only counts are known here: equal shares needs each household's own ballot",
    "该小区只有统计数：等额份额法需要逐户问卷",
)
"""Why there is no choice by equal shares, in English and Chinese."""


def menus_of(
    programme: Programme, plan: Plan, budgets: Mapping[str, int] | None = None
) -> list[dict[str, Any]]:
    """Return a row for each estate that has optional works to choose from and residents who were asked.

    ``budgets`` are in fen by the estate's id; otherwise what the plan spends on the estate's optional works.
    """
    return [_row(programme, menu) for menu in menus(programme, plan, budgets)]


def _row(programme: Programme, menu: Menu) -> dict[str, Any]:
    ballots, answered = menu.election.ballots, int(menu.asked.max())
    least = programme.settings.support.least_told
    choices = {rule: choice(menu, rule) for rule in RULES}
    why, why_zh = COUNTS_ALONE if ballots is None else ("", "")
    bureau = measure(menu, menu.bureau)
    return {
        "estate": str(programme.estates.id[menu.estate]),
        "budget": yuan(menu.election.budget),
        "ballots": "counts" if ballots is None else "households",
        "answered": None if telling(answered, least) else answered,
        "offered": kinds(programme, menu, range(len(menu.work))),
        **{
            name: None if chosen is None else kinds(programme, menu, chosen)
            for name, chosen in choices.items()
        },
        "why": why,
        "why_zh": why_zh,
        "prices": {
            name: None if chosen is None else _guarded(_price(measure(menu, chosen), bureau), answered, least)
            for name, chosen in choices.items()
        },
    }


def _guarded(price: dict[str, Any], answered: int, least: int) -> dict[str, Any]:
    """Hide what tells of few households: all that they said where few answered, else what few wished."""
    met = (price["met"] or 0.0) * answered
    few = [telling(answered, least)] * 2
    few[0] |= telling(price["votes"], least) or telling(abs(price["votes_lost"]), least)
    few[1] |= telling(met, least) or telling(answered - met, least)
    hidden = [
        *(("votes", "votes_lost") if few[0] else ()),
        *(("met", "met_lost") if few[1] else ()),
        *(("wished_cost", "wished_cost_lost") if any(few) else ()),
    ]
    return {key: None if key in hidden else value for key, value in price.items()}


def _price(own: Measure, bureau: Measure) -> dict[str, Any]:
    """Return what a choice is worth, and what is lost between it and the bureau's.

    ``benefit_lost`` by taking it instead of the bureau's, the others by taking the bureau's instead of it.
    """
    return {
        "cost": yuan(own.cost),
        "benefit": own.benefit,
        "votes": own.votes,
        "met": own.met,
        "wished_cost": yuan(round(own.wished_cost)),
        "benefit_lost": bureau.benefit - own.benefit,
        "votes_lost": own.votes - bureau.votes,
        "met_lost": None if own.met is None or bureau.met is None else own.met - bureau.met,
        "wished_cost_lost": yuan(round(own.wished_cost) - round(bureau.wished_cost)),
    }
