"""Plans of cases as the comparison document holds them, and the places that all of them are about."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.document.yuan import yuan
from planner.report.labels import PAYER_OF_KIND, work_type_label
from planner.report.names import place_name
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.study.solved import Planned
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign


def plan_told(programme: Programme, plan: Plan | None) -> dict[str, Any] | None:
    """Return a plan: when each campaign starts, and its money by year; None where there is no plan.

    ``campaigns`` in the plan's order, money in yuan, ``works`` by key; ``finish`` is null where the plan does
    not state it. ``by_year`` has every plan year: what all funds pay in it, and of that public money.
    """
    if plan is None:
        return None
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    return {
        "campaigns": [_campaign(programme, one, index[one.campaign]) for one in plan.campaigns],
        "by_year": _by_year(programme, plan),
    }


def _campaign(programme: Programme, one: PlannedCampaign, c: int) -> dict[str, Any]:
    known = programme.campaigns
    estate = int(known.estate[c])
    return {
        "campaign": one.campaign,
        "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
        "estate_name": place_name(programme, c),
        "street": str(known.street[c]),
        "start": one.start.isoformat(),
        "finish": one.finish and one.finish.isoformat(),
        "works": [work.work for work in one.works],
        "cost": yuan(one.cost or 0),
        "households": int(known.households[c]),
    }


def _by_year(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    funds = programme.funds
    payer = {
        fund: PAYER_OF_KIND.get(kind, "government")
        for fund, kind in zip(funds.fund.tolist(), funds.kind.tolist(), strict=True)
    }
    paid: dict[int, int] = defaultdict(int)
    public: dict[int, int] = defaultdict(int)
    for draw in plan.draws:
        paid[draw.year] += draw.amount
        if payer.get(draw.fund, "government") == "government":
            public[draw.year] += draw.amount
    years = sorted({*programme.clock.years, *paid})
    return [{"year": y, "cost": yuan(paid[y]), "public_money": yuan(public[y])} for y in years]


def places_told(found: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return every estate of any case: ``estate``, ``name``, ``street``, ``households``, ``lon``, ``lat``.

    Longitude and latitude are null where they are not known; an estate is as the first case has it.
    """
    places: dict[str, dict[str, Any]] = {}
    for programme in _programmes(found):
        table = programme.estates
        for row, estate in enumerate(map(str, table.id)):
            if estate not in places:
                places[estate] = {
                    "estate": estate,
                    "name": str(table.name[row]),
                    "street": str(table.street[row]),
                    "households": int(table.households[row]),
                    "lon": _number(table.lon[row]),
                    "lat": _number(table.lat[row]),
                }
    return list(places.values())


def work_types_told(found: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return what each type of work is called: ``work_type``, ``label``, ``label_zh``."""
    labels: dict[str, dict[str, Any]] = {}
    for programme in _programmes(found):
        table = programme.work_types
        for key, name in zip(map(str, table.id), map(str, table.name), strict=True):
            en, zh = (work_type_label(key, name, words(lang)) for lang in ("en", "zh"))
            labels.setdefault(key, {"work_type": key, "label": en, "label_zh": zh})
    return list(labels.values())


def _programmes(found: Iterable[Planned]) -> list[Programme]:
    """Return the programmes of cases, those of one table of estates once."""
    seen = {id(one.case.programme.estates): one.case.programme for one in reversed(list(found))}
    return list(seen.values())[::-1]


def _number(value: Any) -> float | None:
    return None if value is None or math.isnan(float(value)) else float(value)
