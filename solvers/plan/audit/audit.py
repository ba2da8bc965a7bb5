"""The audit: every rule, recomputed from tables and plan by code that never met the solver."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from solvers.plan.audit.contents import alternatives, consent, outside_dates, required_works
from solvers.plan.audit.crews import crew_limits
from solvers.plan.audit.excluded import exclusions
from solvers.plan.audit.fairness import longest_wait, street_shares
from solvers.plan.audit.funds import due_after_plan, fund_limits, money_due_drawn, who_may_draw
from solvers.plan.audit.given import Given
from solvers.plan.audit.kept_terms import bond_cover, fund_caps, fund_floors, matching
from solvers.plan.audit.opened import openings, operators, shared_setups, zones
from solvers.plan.audit.order import links, pilot_first, shared_assets, stages
from solvers.plan.audit.ready import agreements, harder_later, preparation, readiness
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.roads import neighbour_roads
from solvers.plan.audit.sets import all_buildings, modes
from solvers.plan.audit.starts import earliest_latest, moratorium, must_start, pinned, start_once
from solvers.plan.audit.stated import stated_figures
from solvers.plan.audit.streets import street_disruption, street_projects
from solvers.plan.audit.targets import targets
from solvers.plan.audit.tiers import tiers
from solvers.plan.audit.volume import crew_floors, ramp_up, stability

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.rule_settings import RuleSettings
    from solvers.plan.plan import Breach, Plan

Rule: TypeAlias = Callable[[Reckoned], Iterator["Breach"]]
CHAPTERS: dict[str, tuple[Rule, ...]] = {
    "whether and when a campaign starts": (start_once, must_start, pinned, earliest_latest, moratorium),
    "what it includes": (required_works, alternatives, modes, all_buildings, exclusions),
    "what must be ready first": (
        readiness,
        preparation,
        agreements,
        harder_later,
        consent,
        outside_dates,
    ),
    "what comes before what": (links, shared_assets, stages, pilot_first),
    "how much at once": (crew_limits, street_disruption, street_projects, neighbour_roads),
    "what is opened together": (openings, shared_setups, zones, operators),
    "how much from year to year": (targets, ramp_up, stability, crew_floors),
    "what is fair": (street_shares, longest_wait),
    "who pays, within which limits": (who_may_draw, money_due_drawn, due_after_plan, fund_limits),
    "on which terms funds pay": (matching, fund_caps, fund_floors, bond_cover),
    "what is stated": (tiers, stated_figures),
}
"""Every rule that is audited, by what it is about; the name of the function is the name of the rule."""
RULES: tuple[Rule, ...] = tuple(chain.from_iterable(CHAPTERS.values()))
"""All of them, in the order in which their breaches are told."""
OF_THE_AIM = frozenset({"least_street"})
"""Rules that only add to the aim; no plan breaks them, and what a plan is worth counts them."""


def audit(programme: Programme, plan: Plan) -> tuple[Breach, ...]:
    """Return every breach of a plan, rule by rule; none where every rule is kept. Any plan can be audited.

    >>> programme = read("examples/small")
    >>> audit(programme, solve(programme).plan)
    ()
    """
    with _no_collecting():
        return tuple(breaches(Reckoned(Given(programme), plan)))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the search for unused rings of records.

    An audit makes millions of records, hardly any of them in rings; looking through them again and
    again would take as long as all the rest.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def breaches(reckoned: Reckoned) -> Iterator[Breach]:
    """Yield the breaches of a reckoned plan as they are found; rules switched off are passed over."""
    for rule in RULES:
        if is_on(reckoned.given.rules, rule.__name__):
            yield from rule(reckoned)


def is_on(rules: RuleSettings, name: str) -> bool:
    """Return whether a rule is switched on; those without a switch always are."""
    return bool(getattr(getattr(rules, name, None), "on", True))
