"""The site of a plan: everything given put into frozen arrays."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.model.voices.voices import KINDS
from scenarios.tables.construction_settings import INSPECTION
from solvers.construction.site.calendars import Calendars
from solvers.construction.site.chosen import chosen_of
from solvers.construction.site.draws import prefix_sums
from solvers.construction.site.gates import purses_of, trenches_of, units_of
from solvers.construction.site.nouns import NEVER, Site
from solvers.construction.site.order import own_order, planned_days, whole_order
from solvers.construction.site.resources import needs_of, notices_of, pools_of, tokens_of
from solvers.construction.version import SEMANTICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.construction.site.chosen import Chosen
    from solvers.plan.plan import Plan

DAYS_IN_A_YEAR = 366
"""Days that a year of the horizon lasts."""


def site_of(programme: Programme, plan: Plan) -> Site:
    """Return the site of a plan; raises WrongPlanError where it names what the programme does not have."""
    chosen = chosen_of(programme, plan)
    rule = programme.settings.construction
    plan_days = int(programme.clock.starts[-1])
    horizon = plan_days + rule.horizon_years * DAYS_IN_A_YEAR
    calendars = Calendars(chosen, horizon)
    calendar = [calendars.of(one) for one in chosen.activities]
    open_ = calendars.open()
    own = own_order(chosen)
    planned = planned_days(chosen, own, calendar, prefix_sums(open_))
    return Site(
        first_day=programme.clock.first_day,
        plan_days=plan_days,
        horizon=horizon,
        look_back=rule.look_back_days,
        trench_window=rule.trench_window_days,
        semantics=SEMANTICS,
        calendar=_whole(calendar),
        open=open_,
        sky=_whole([0] * len(calendars.sensitivity)),
        sensitivity=calendars.sensitivity,
        planned=_whole([start for start, _ in planned]),
        planned_end=_whole([end for _, end in planned]),
        rank=_ranks(chosen, planned),
        **_campaigns(chosen, planned),
        **_activities(chosen),
        **_order(whole_order(chosen, own)),
        **_resources(chosen),
        **_consent(chosen, planned),
        **_trenches(chosen),
        **_money(chosen, planned),
    )


def _whole(values: Sequence[int]) -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32).reshape(-1)


def _listed(lists: Sequence[Sequence[Any]]) -> tuple[NDArray[np.int32], list[Any]]:
    """Return where the members of each list stand, and all of them in a row."""
    first = _whole([0, *accumulate(len(held) for held in lists)])
    return first, [each for held in lists for each in held]


def _ranks(chosen: Chosen, planned: list[tuple[int, int]]) -> NDArray[np.int32]:
    """Return the order of the plan: by phase, planned start, then name; no two are alike."""
    activities = chosen.activities
    order = sorted(
        range(len(activities)),
        key=lambda a: (chosen.begun[activities[a].of].phase, planned[a][0], activities[a].key),
    )
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks


def _campaigns(chosen: Chosen, planned: list[tuple[int, int]]) -> dict[str, Any]:
    begun, table = chosen.begun, chosen.programme.campaigns
    ends = [one.start for one in begun]
    for one, (_, end) in zip(chosen.activities, planned, strict=True):
        if one.work >= 0:
            ends[one.of] = max(ends[one.of], end)
    return {
        "campaign": tuple(one.key for one in begun),
        "place": tuple(one.place for one in begun),
        "street": tuple(one.street for one in begun),
        "campaign_start": _whole([one.start for one in begun]),
        "campaign_end": _whole(ends),
        "phase": _whole([one.phase for one in begun]),
        "households": _whole([int(table.households[one.row]) for one in begun]),
        "estate": _whole([one.estate for one in begun]),
    }


def _activities(chosen: Chosen) -> dict[str, Any]:
    listed, types, facts = chosen.activities, chosen.programme.work_types, chosen.programme.facts
    of_kind = np.zeros((len(types) + 1, len(KINDS)))  # the last row: preparation
    for kind in range(len(types)):
        for name, found in types.nuisance[kind]:
            of_kind[kind, KINDS.index(name)] = found
    return {
        "activity": tuple(one.key for one in listed),
        "what": _whole([one.what for one in listed]),
        "of": _whole([one.of for one in listed]),
        "work_type": tuple(str(types.id[one.kind]) if one.kind >= 0 else "" for one in listed),
        "work": _whole([one.work for one in listed]),
        "uid": np.array([one.uid for one in listed], dtype=np.uint64),
        "included": np.array([one.included for one in listed], dtype=bool),
        "days": _whole([one.days for one in listed]),
        "notice": _whole(notices_of(chosen)),
        "in_scope": np.array([float(facts.in_scope[one.work]) if one.work >= 0 else 0.0 for one in listed]),
        "channels": tuple(KINDS),
        "level": of_kind[[one.kind for one in listed]],
    }


def _order(order: list[list[tuple[int, int]]]) -> dict[str, Any]:
    first, pairs = _listed(order)
    return {
        "before_first": first,
        "before": _whole([before for before, _ in pairs]),
        "lag": _whole([lag for _, lag in pairs]),
    }


def _resources(chosen: Chosen) -> dict[str, Any]:
    pools = pools_of(chosen.programme)
    first, needs = _listed(needs_of(chosen, pools))
    tokens = tokens_of(chosen)
    hold_first, held = _listed(tokens.held)
    inspectors = pools.need("office", INSPECTION, "", 1)
    return {
        "pool": pools.names,
        "pool_kind": tuple(kind for kind, _, _ in pools.key),
        "change_day": pools.change_day,
        "count": pools.count,
        "need_first": first,
        "need_own": _whole([own for own, _, _ in needs]),
        "need_common": _whole([common for _, common, _ in needs]),
        "need_count": _whole([wanted for _, _, wanted in needs]),
        "token": tokens.name,
        "token_room": _whole(tokens.room),
        "hold_first": hold_first,
        "hold": _whole(held),
        "inspectors": -1 if inspectors is None else inspectors[1],
    }


def _consent(chosen: Chosen, planned: list[tuple[int, int]]) -> dict[str, Any]:
    rule = chosen.programme.settings.construction
    units = units_of(chosen)
    first, agrees = _listed(units)
    return {
        "asks": _whole([sum(day < NEVER for day in held) for held in units]),
        "unit_first": first,
        "unit_agrees": _whole(agrees),
        "patience": _whole([start + rule.consent_patience_days for start, _ in planned]),
    }


def _trenches(chosen: Chosen) -> dict[str, Any]:
    joint = trenches_of(chosen)
    return {
        "trench": joint.name,
        "member": _whole([a for a, _ in joint.members]),
        "member_trench": _whole([trench for _, trench in joint.members]),
    }


def _money(chosen: Chosen, planned: list[tuple[int, int]]) -> dict[str, Any]:
    purses = purses_of(chosen, planned)
    first, claims = _listed(purses.claims)
    return {
        "fund": tuple(fund for fund, _ in purses.key),
        "fund_year": _whole([year for _, year in purses.key]),
        "purse_day": _whole(purses.day),
        "claim_first": first,
        "claim": _whole(claims),
    }
