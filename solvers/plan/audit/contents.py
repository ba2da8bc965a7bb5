"""Rules on what a started campaign includes, and when its works may start (docs/meaning.md, 4, 6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from solvers.plan.audit.consent import agreements_of
from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach


def required_works(reckoned: Reckoned) -> Iterator[Breach]:
    """A started campaign includes all required works outside alternatives, and only its own works, once."""
    for planned in reckoned.plan.campaigns:
        campaign = reckoned.given.campaigns.get(planned.campaign)
        if campaign is not None:
            yield from _foreign_works(reckoned.given, campaign, [work.work for work in planned.works])
    for one in reckoned.started.values():
        included = {work.key for work in one.included}
        for work in one.given.works:
            if work.required and work.group < 0 and work.key not in included:
                en, zh = f"required work {work.key} is left out", f"必改项 {work.key} 未安排"
                yield breach("required_works", one.given.label, 1, "works", en, zh)


def _foreign_works(given: Given, campaign: CampaignGiven, names: list[str]) -> Iterator[Breach]:
    for name, times in Counter(names).items():
        if times > 1:
            en, zh = f"work {name} is named {times} times", f"改造项 {name} 列出 {times} 次"
            yield breach("required_works", campaign.label, times - 1, "works", en, zh)
        if name not in given.works:
            near = get_close_matches(name, given.works, n=1)
            hint, hint_zh = (f"; did you mean '{near[0]}'?", f"；是否为「{near[0]}」？") if near else ("", "")
            en, zh = f"no work {name} in this programme{hint}", f"本计划中无改造项 {name}{hint_zh}"
            yield breach("required_works", campaign.label, 1, "works", en, zh)
        elif given.works[name].campaign != campaign.key:
            own = given.works[name].campaign
            en, zh = f"work {name} belongs to campaign {own}", f"改造项 {name} 属于批次 {own}"
            yield breach("required_works", campaign.label, 1, "works", en, zh)


def alternatives(reckoned: Reckoned) -> Iterator[Breach]:
    """Of an alternatives group at most one work is included, exactly one where any of them is required."""
    for one in reckoned.started.values():
        groups: dict[int, list[WorkGiven]] = defaultdict(list)
        for work in one.given.works:
            if work.group >= 0:
                groups[work.group].append(work)
        for works in groups.values():
            chosen = [work for work in works if work in one.included]
            all_names = ", ".join(work.key for work in works)
            if len(chosen) > 1:
                names = ", ".join(work.key for work in chosen)
                en, zh = f"includes {names}; at most one may be", f"同时安排 {names}，至多选其一"
                yield breach("alternatives", one.given.label, len(chosen) - 1, "works", en, zh)
            elif not chosen and any(work.required for work in works):
                en, zh = f"includes none of {all_names}; exactly one must be", f"{all_names} 中须选一项而未选"
                yield breach("alternatives", one.given.label, 1, "works", en, zh)


def consent(reckoned: Reckoned) -> Iterator[Breach]:
    """A work that residents must consent to starts once enough of them agree, for as many as do."""
    given = reckoned.given
    agreed = given.once(agreements_of)
    whole = given.programme.works.quantity
    for one, work in _included(reckoned):
        if work.key not in agreed:
            continue
        share, first = agreed[work.key]
        start = one.spans[work.key].start
        if first is None:
            en = f"work {work.key} needs consent ('{work.matter}') and has none"
            zh = f"改造项 {work.key} 须经表决（{work.matter}）而未获通过"
            yield breach("consent", one.given.label, 1, "works", en, zh)
            continue
        if first > start:
            yield _too_early(
                given, "consent", one, work, first, (f"consent ('{work.matter}')", f"表决（{work.matter}）")
            )
        over = work.quantity - float(whole[work.row]) * share
        if over > _SAME * max(work.quantity, 1.0):
            en = f"work {work.key} covers {work.quantity:g}, of which residents agree to {share:.1%}"
            zh = f"改造项 {work.key} 计划 {work.quantity:g}，同意的仅占 {share:.1%}"
            yield breach("consent", one.given.label, over, "units", en, zh)


_SAME = 1e-6
"""Quantities that differ by a smaller share are the same."""


def outside_dates(reckoned: Reckoned) -> Iterator[Breach]:
    """Works held by another agency's project or by a shared asset start after its last day."""
    given = reckoned.given
    holds = given.once(_holds)
    for one, work in _included(reckoned):
        for name, last_day in holds.get(work.key, ()):
            if one.spans[work.key].start < last_day + 1:
                yield _too_early(
                    given, "outside_dates", one, work, last_day + 1, (f"the end of {name}", f"{name} 完成")
                )


def _holds(given: Given) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return, by work, the outside projects and assets that hold it, each with its last day."""
    by_place: dict[str, list[tuple[str, int, frozenset[str]]]] = defaultdict(list)
    programme = given.programme
    for table, last in ((programme.outside_projects, "finish"), (programme.assets, "ready")):
        for row, estates in enumerate(table.estates.tolist()):
            date = getattr(table, last)[row].item()
            if date is not None:
                for estate in estates:
                    held = (str(table.id[row]), given.clock.day(date), frozenset(table.holds[row]))
                    by_place[estate].append(held)
    return {
        work.key: tuple(
            (name, day)
            for name, day, kinds in by_place.get(campaign.place, ())
            if not kinds or work.work_type in kinds
        )
        for campaign in given.campaigns.values()
        if campaign.kind == "estate" and campaign.place in by_place
        for work in campaign.works
    }


def _included(reckoned: Reckoned) -> Iterator[tuple[Started, WorkGiven]]:
    for one in reckoned.started.values():
        for work in one.included:
            yield one, work


def _too_early(
    given: Given, rule: str, one: Started, work: WorkGiven, first: int, after: tuple[str, str]
) -> Breach:
    start, off = one.spans[work.key].start, first - one.spans[work.key].start
    en = f"work {work.key} starts on {given.date(start)}, {after[0]} allows it from {given.date(first)}: "
    zh = f"改造项 {work.key} {given.date(start)} 开始，须待{after[1]}（{given.date(first)} 起）：早 {off} 天"
    return breach(rule, one.given.label, off, "days", f"{en}{days(off)} too early", zh)
