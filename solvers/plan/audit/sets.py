"""Of sets one or all are done: modes of a place, works at its buildings (docs/meaning.md, 11)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.words import breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach


def mode_sets(given: Given) -> Mapping[str, tuple[CampaignGiven, ...]]:
    """Return, by place with several modes, the campaigns of which one stands for all; none where off."""
    rule = given.rules.modes
    sets: dict[str, list[CampaignGiven]] = defaultdict(list)
    for campaign in given.campaigns.values():
        if rule.on and campaign.word in rule.words:
            sets[campaign.place].append(campaign)
    return {place: tuple(held) for place, held in sets.items() if len(held) > 1}


def is_mode(given: Given, campaign: CampaignGiven) -> bool:
    """Return whether a campaign is a mode of its place."""
    return any(campaign is mode for mode in given.once(mode_sets).get(campaign.place, ()))


def units(given: Given, campaigns: list[CampaignGiven]) -> list[tuple[CampaignGiven, ...]]:
    """Return campaigns of one place by what stands for itself: each alone, but the modes together."""
    modes = tuple(one for one in campaigns if is_mode(given, one))
    return [(one,) for one in campaigns if one not in modes] + ([modes] if modes else [])


def modes(reckoned: Reckoned) -> Iterator[Breach]:
    """Of the modes of a place at most one starts, exactly one where any of them must start or is pinned."""
    given = reckoned.given
    named = {planned.campaign for planned in reckoned.plan.campaigns}
    for place, held in given.once(mode_sets).items():
        started = [one.key for one in held if one.key in named]
        where = _label(given, place, held[0])
        if len(started) > 1:
            names = ", ".join(started)
            en, zh = (
                f"starts in the modes {names}; at most one may be",
                f"同时安排 {names}，改造方式至多选其一",
            )
            yield breach("modes", where, len(started) - 1, "campaigns", en, zh)
        duty = any(one.must_start or given.estate_day("pinned_start", one.estate) is not None for one in held)
        if duty and not started:
            names = ", ".join(one.key for one in held)
            en, zh = f"must start in one of {names}, and does not", f"{names} 中须有一个开工而未安排"
            yield breach("modes", where, 1, "campaigns", en, zh)


def _label(given: Given, place: str, campaign: CampaignGiven) -> str:
    name = str(given.programme.estates.name[campaign.estate]) if campaign.estate >= 0 else ""
    return f"{place} ({name})" if name and name != place else place


def all_buildings(reckoned: Reckoned) -> Iterator[Breach]:
    """Works of one campaign and type that name a building are all included, or none of them."""
    at_building = reckoned.given.once(_works_at_buildings)
    for one in reckoned.started.values():
        by_type: dict[str, list[WorkGiven]] = defaultdict(list)
        for work in one.given.works:
            if work.key in at_building:
                by_type[work.work_type].append(work)
        for kind, works in by_type.items():
            missing = [work.key for work in works if work not in one.included]
            if 0 < len(missing) < len(works):
                names = ", ".join(missing)
                done = len(works) - len(missing)
                en = f"{kind} at {done} of {len(works)} buildings: all or none may be, {names} left out"
                zh = f"{kind} 仅安排 {done} 栋，共 {len(works)} 栋：须全部实施或全部不实施，未安排 {names}"
                yield breach("all_buildings", one.given.label, len(missing), "works", en, zh)


def _works_at_buildings(given: Given) -> frozenset[str]:
    facts, building = given.programme.facts, given.programme.works.building
    rows = zip(facts.key.tolist(), facts.row.tolist(), strict=True)
    return frozenset(str(key) for key, row in rows if building[row])
