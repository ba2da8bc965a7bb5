"""Campaigns, openings and what is left out, as rows of the plan document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.yuan import yuan
from scenarios.model.exclusions import DANGEROUS, HERITAGE, LISTED
from scenarios.tables.keys import work_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork


def campaigns(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return a row for each campaign that starts, in the order of the tables."""
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(programme.facts.key)}
    held = sorted(plan.campaigns, key=lambda campaign: index[campaign.campaign])
    return [_campaign(programme, index[one.campaign], works, one) for one in held]


def _campaign(programme: Programme, c: int, works: Mapping[str, int], one: PlannedCampaign) -> dict[str, Any]:
    known, estates = programme.campaigns, programme.estates
    estate = int(known.estate[c])
    period = programme.clock.period_of(one.start)
    return {
        "place": str(known.place[c]),
        "place_kind": str(known.place_kind[c]),
        "estate": str(estates.id[estate]) if estate >= 0 else None,
        "estate_name": place_name(programme, c),
        "street": str(known.street[c]),
        "zone": str(known.zone[c]),
        "campaign": one.campaign,
        "pilot": bool(known.pilot[c]),
        "start": one.start.isoformat(),
        "period": "" if period is None else programme.clock.names[period],
        "finish": None if one.finish is None else one.finish.isoformat(),
        "households": int(known.households[c]),
        "buildings": int(known.buildings[c]),
        "floor_area_m2": float(known.floor_area[c]),
        "works": [_work(programme, works[work.work], work) for work in one.works],
        "cost": yuan(one.cost or 0),
        "by_payer": {payer: yuan(amount) for payer, amount in (one.by_payer or {}).items()},
        "by_fund": {fund: yuan(amount) for fund, amount in (one.by_fund or {}).items()},
        "due_after_plan": yuan(one.due_after_plan or 0),
        "benefit": one.benefit,
        "disruption": one.disruption,
    }


def place_name(programme: Programme, campaign: int) -> str:
    """Return the name of a campaign's place: the estate's or asset's name, the zone's own word."""
    known = programme.campaigns
    if known.estate[campaign] >= 0:
        return str(programme.estates.name[known.estate[campaign]])
    if known.place_kind[campaign] == "asset":
        row = list(programme.assets.id).index(known.place[campaign])
        return str(programme.assets.name[row]) or str(known.place[campaign])
    return str(known.place[campaign])


def _work(programme: Programme, w: int, work: PlannedWork) -> dict[str, Any]:
    facts, types = programme.facts, programme.work_types
    kind = int(facts.work_type[w])
    return {
        "work": work.work,
        "work_type": str(types.id[kind]),
        "name": str(types.name[kind]),
        "work_class": str(types.work_class[kind]),
        "quantity": float(facts.quantity[w]),
        "unit": str(types.unit[kind]),
        "start": None if work.start is None else work.start.isoformat(),
        "finish": None if work.finish is None else work.finish.isoformat(),
        "cost": yuan(work.cost or 0),
    }


def openings(plan: Plan) -> list[dict[str, Any]]:
    """Return a row for each opening of a site (docs/meaning.md, 9.7)."""
    return [
        {
            "site": one.kind,
            "ground": one.name,
            "start": one.start.isoformat(),
            "cost": yuan(one.cost or 0),
            "campaign": one.campaign or None,
        }
        for one in plan.openings
    ]


def left_out(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return what is not done: campaigns that never start, optional works left out, excluded estates."""
    started = {one.campaign: {work.work for work in one.works} for one in plan.campaigns}
    known, facts = programme.campaigns, programme.facts
    rivals = {c: {str(known.key[d]) for d in unit} for unit in programme.mode_sets for c in unit}
    held = set(facts.key[programme.exclusions.barred[facts.row]].tolist())
    rows = []
    for c, key in enumerate(known.key):
        estate = str(programme.estates.id[known.estate[c]]) if known.estate[c] >= 0 else None
        if key not in started:
            why = _OTHER_MODE if rivals.get(c, set()) & started.keys() else _NO_START
            rows.append(_left(estate, str(key), *why, None))
        elif out := _works_out(programme, c, started[key]):
            barred = [work for work in out if work in held]
            for why, works in (
                (_EXCLUDED[HERITAGE], barred),
                (_WORKS_OUT, [work for work in out if work not in held]),
            ):
                if works:
                    rows.append(_left(estate, str(key), *why, works))
    return [*rows, *_excluded(programme)]


def _excluded(programme: Programme) -> list[dict[str, Any]]:
    """Return a row for each estate that takes no part and one for works dropped beside a rebuilding."""
    estates, out, rows = programme.estates, programme.exclusions, []
    for e in np.flatnonzero(out.estate != "").tolist():
        key, code = str(estates.id[e]), str(out.estate[e])
        said = str(estates.excluded_because[e])
        why, why_zh = _EXCLUDED.get(code, (said, said))
        rows.append(_left(key, key, f"excluded: {why}", f"不纳入：{why_zh}", None))
    dropped: dict[tuple[str, str], list[str]] = {}
    keys = work_keys(programme.works)
    for w in np.flatnonzero(out.dropped).tolist():
        dropped.setdefault((str(programme.works.place[w]), str(out.work[w])), []).append(str(keys[w]))
    for (key, code), works in dropped.items():
        why, why_zh = _EXCLUDED[code]
        rows.append(_left(key, key, f"excluded: {why}", f"不纳入：{why_zh}", works))
    return rows


_EXCLUDED = {
    DANGEROUS: ("a dangerous house of grade D needs rebuilding", "D级危房应拆除重建"),
    LISTED: ("it is on a demolition list", "已列入征收或棚改"),
    HERITAGE: ("heritage ground without a permit to dig", "文保地块尚未取得开挖许可"),
}
"""Words for reasons that the rule exclusions gives."""
_NO_START = ("no start within the plan keeps every rule at a better total", "在规划期内未安排开工")
_OTHER_MODE = ("another mode of the place is done", "该地点已采用其他改造方式")
_WORKS_OUT = (
    "optional works: money, time or consent go further elsewhere",
    "选做项：资金、时间或表决条件用于他处更有效",
)


def _works_out(programme: Programme, campaign: int, included: set[str]) -> list[str]:
    """Return the works of a started campaign that are left out; an alternative whose rival is done is not."""
    facts = programme.facts
    members = np.flatnonzero(facts.campaign == campaign)
    taken = {int(facts.alternatives[w]) for w in members if facts.key[w] in included} - {-1}
    return [
        str(facts.key[w])
        for w in members
        if facts.key[w] not in included and int(facts.alternatives[w]) not in taken
    ]


def _left(
    estate: str | None, campaign: str, why: str, why_zh: str, works: list[str] | None
) -> dict[str, Any]:
    return {"estate": estate, "campaign": campaign, "why": why, "why_zh": why_zh, "works": works}
