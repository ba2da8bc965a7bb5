"""What a plan leaves out and why: campaigns, optional works, excluded estates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.reasons import Reasons, grouped
from scenarios.model.exclusions import DANGEROUS, HERITAGE, LISTED
from scenarios.tables.keys import work_keys

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan


def left_out(programme: Programme, plan: Plan) -> list[dict[str, Any]]:
    """Return what is not done: campaigns that never start, optional works left out, excluded estates."""
    started = {one.campaign: one for one in plan.campaigns}
    known, facts = programme.campaigns, programme.facts
    held = set(facts.key[programme.exclusions.barred[facts.row]].tolist())
    index = {str(key): w for w, key in enumerate(facts.key)}
    reasons, members = Reasons(programme, plan), grouped(facts.campaign)
    rows = []
    for c, key in enumerate(known.key):
        estate = str(programme.estates.id[known.estate[c]]) if known.estate[c] >= 0 else None
        if key not in started:
            rows.append(_left(estate, str(key), *reasons.of_campaign(c), None))
            continue
        out = _works_out(programme, members.get(c, []), {work.work for work in started[key].works})
        whys: dict[tuple[str, str], list[str]] = {}
        for work in out:
            period = programme.clock.period_of(started[key].start)
            why = _EXCLUDED[HERITAGE] if work in held else reasons.of_work(index[work], period)
            whys.setdefault(why, []).append(work)
        rows += [_left(estate, str(key), *why, works) for why, works in whys.items()]
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


def _works_out(programme: Programme, members: list[int], included: set[str]) -> list[str]:
    """Return the works of a started campaign that are left out; an alternative whose rival is done is not."""
    facts = programme.facts
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
