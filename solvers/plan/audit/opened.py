"""Rules on the openings of sites: grounds, set-ups, zones, operators (docs/meaning.md, 9)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.plan.audit.sites import RULE_OF, SAME_YEAR, year_of
from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Opened, Reckoned
    from solvers.plan.audit.sites import Site, SiteKey
    from solvers.plan.plan import Breach, Opening

ZH = {"ground": "地块", "trench": "沟槽", "scaffold": "脚手架", "zone": "片区", "operator": "专营计划"}


def openings(reckoned: Reckoned) -> Iterator[Breach]:
    """Ground works start inside an opening of their ground; no ground is opened again too soon."""
    given, rule = reckoned.given, reckoned.given.rules.openings
    yield from _all_served(reckoned, "openings")
    if rule.reopening != "ban":
        return
    wait = math.ceil(rule.years * DAYS_IN_A_YEAR)
    before = given.once(_last_opened)
    for (kind, name), opened in by_site(reckoned).items():
        if kind != "ground":
            continue
        first_days = sorted(given.starts[one.period] for one in opened)
        if name in before:
            first_days = [before[name], *first_days]
        for earlier, later in pairwise(first_days):
            if later < earlier + wait:
                off = earlier + wait - later
                en = (
                    f"opened on {given.date(later)}, last on {given.date(earlier)}, "
                    f"again from {given.date(earlier + wait)}: {days(off)} too early"
                )
                zh = (
                    f"{given.date(later)} 开挖，上次为 {given.date(earlier)}，"
                    f"{given.date(earlier + wait)} 起方可再开挖：早 {off} 天"
                )
                yield breach("openings", f"ground {name}", off, "days", en, zh)


def shared_setups(reckoned: Reckoned) -> Iterator[Breach]:
    """Works that share a trench or a scaffold start while it stands."""
    yield from _all_served(reckoned, "shared_setups")


def zones(reckoned: Reckoned) -> Iterator[Breach]:
    """The estates of a zone start in calendar years in which it is opened; those are at most so many."""
    given, most = reckoned.given, reckoned.given.rules.zones.most
    yield from _all_served(reckoned, "zones")
    for (kind, name), opened in by_site(reckoned).items():
        if kind == "zone" and most is not None and len(opened) > most:
            over, years = len(opened) - most, ", ".join(str(year_of(given, one.period)) for one in opened)
            en = f"opened {len(opened)} times ({years}), at most {most}: {over} too many"
            zh = f"分 {len(opened)} 次开工（{years}），至多 {most} 次：多 {over} 次"
            yield breach("zones", f"zone {name}", over, "openings", en, zh)


def operators(reckoned: Reckoned) -> Iterator[Breach]:
    """An operator's programme is set up once, and its campaigns start within its span and its dates."""
    given = reckoned.given
    yield from _all_served(reckoned, "operators")
    for (kind, name), opened in by_site(reckoned).items():
        if kind == "operator" and len(opened) > 1:
            over = len(opened) - 1
            en = f"set up {len(opened)} times, at most once: {over} too many"
            zh = f"进场 {len(opened)} 次，至多 1 次：多 {over} 次"
            yield breach("operators", f"operator {name}", over, "openings", en, zh)
    for site in reckoned.sites.values():
        if site.kind == "operator":
            yield from _within_dates(reckoned, site, given)


def _within_dates(reckoned: Reckoned, site: Site, given: Given) -> Iterator[Breach]:
    table = given.programme.operators
    earliest, latest = (getattr(table, name)[site.row].item() for name in ("earliest", "latest"))
    for one in reckoned.starting(site):
        first = given.starts[one.period]
        for limit, too_early in ((earliest, True), (latest, False)):
            off = 0 if limit is None else (given.clock.day(limit) - first) * (1 if too_early else -1)
            if off > 0:
                start, word, zh = given.date(first), *(("early", "早") if too_early else ("late", "迟"))
                bound, bound_zh = ("earliest", "最早") if too_early else ("latest", "最迟")
                yield breach(
                    "operators",
                    f"operator {site.name}",
                    off,
                    "days",
                    f"{one.given.key} starts on {start}, {bound} {limit}: {days(off)} too {word}",
                    f"{one.given.key} 于 {start} 开工，{bound_zh}为 {limit}：{zh} {off} 天",
                )


def by_site(reckoned: Reckoned) -> Mapping[SiteKey, list[Opened]]:
    """Return the openings that serve somebody, each named once, by site and in order of time."""
    return reckoned.once(_by_site)


def reopenings(reckoned: Reckoned) -> int:
    """Return the openings of grounds beyond each one's first."""
    return sum(len(opened) - 1 for (kind, _), opened in by_site(reckoned).items() if kind == "ground")


def opening_penalties(reckoned: Reckoned) -> float:
    """Return the aim units that openings of grounds and zones beyond each one's first cost."""
    rules = reckoned.given.rules
    priced = rules.openings.on and rules.openings.reopening == "price"
    each = {"ground": rules.openings.penalty if priced else 0.0, "zone": rules.zones.penalty}
    return math.fsum(
        each.get(kind, 0.0) * (len(opened) - 1) for (kind, _), opened in by_site(reckoned).items()
    )


def misstated_openings(reckoned: Reckoned) -> Iterator[Breach]:
    """Every opening that a plan states is of a site there may be, and costs and is charged as it says."""
    for stated in reckoned.plan.openings:
        if stated.kind not in RULE_OF:
            near = get_close_matches(stated.kind, RULE_OF, n=1)
            hint, hint_zh = (f"; did you mean '{near[0]}'?", f"；是否为「{near[0]}」？") if near else ("", "")
            en, zh = f"no kind of site '{stated.kind}'{hint}", f"无此类别「{stated.kind}」{hint_zh}"
            yield breach("stated_figures", _where(stated), 1, "openings", en, zh)
        elif (stated.kind, stated.name) not in reckoned.sites and stated.cost:
            off = abs(stated.cost) / 100
            en, zh = "a cost is stated for a site that no rule makes", "所列费用的措施不由任何规则产生"
            yield breach("stated_figures", _where(stated), off, "yuan", en, zh)
    for one in reckoned.opened:
        charged = one.serves[0].given.key if one.serves else ""
        if one.stated.campaign and one.stated.campaign != charged:
            said = one.stated.campaign
            en = f"stated as charged to {said}, recomputed {charged or 'nobody'}"
            zh = f"所列计入批次 {said}，复算为 {charged or '无'}"
            yield breach("stated_figures", _where(one.stated), 1, "campaigns", en, zh)


def _by_site(reckoned: Reckoned) -> Mapping[SiteKey, list[Opened]]:
    made: dict[SiteKey, dict[int, Opened]] = defaultdict(dict)
    for one in sorted(reckoned.opened, key=lambda one: one.period):
        if one.serves:
            made[one.site.kind, one.site.name].setdefault(one.period, one)
    return {key: list(opened.values()) for key, opened in made.items()}


def _all_served(reckoned: Reckoned, rule: str) -> Iterator[Breach]:
    """Every member that starts is served; every opening is of a site, on a first day, and serves somebody."""
    sites = [site for site in reckoned.sites.values() if RULE_OF[site.kind] == rule]
    needed = {site: reckoned.starting(site) for site in sites}
    if not reckoned.plan.openings:
        yield from _none_stated(reckoned, rule, sum(map(len, needed.values())), needed)
        return
    yield from _well_stated(reckoned, rule)
    for site, starting in needed.items():
        opened = by_site(reckoned).get((site.kind, site.name), [])
        lost = [one for one in starting if not any(one in held.serves for held in opened)]
        if lost:
            names = ", ".join(f"{one.given.key} ({reckoned.given.periods[one.period]})" for one in lost)
            en = f"no opening of it serves {names}: {len(lost)} too few served"
            zh = f"{names} 开工时不在其任何一次开启之内：{len(lost)} 个批次"
            yield breach(rule, f"{site.kind} {site.name}", len(lost), "campaigns", en, zh)


def _none_stated(
    reckoned: Reckoned, rule: str, number: int, needed: Mapping[Site, object]
) -> Iterator[Breach]:
    """Yield one breach for a plan that states no openings though campaigns need some, with an example."""
    site = next((site for site, starting in needed.items() if starting), None)
    if site is None:
        return
    first = reckoned.starting(site)[0]
    start = reckoned.given.starts[
        _first_of_year(reckoned.given, first.period) if site.window == SAME_YEAR else first.period
    ]
    example = f'{{"site": "{site.kind}", "ground": "{site.name}", "start": "{reckoned.given.date(start)}"}}'
    en = f"none are stated, {number} starts need one; state for example {example}"
    zh = f"方案未列 openings，而 {number} 次开工需要；例如 {example}"
    yield breach(rule, "openings", number, "campaigns", en, zh)


def _well_stated(reckoned: Reckoned, rule: str) -> Iterator[Breach]:
    given = reckoned.given
    own = [stated for stated in reckoned.plan.openings if RULE_OF.get(stated.kind) == rule]
    for (kind, name, start), times in Counter((one.kind, one.name, one.start) for one in own).items():
        where = f"{kind} {name}"
        if times > 1:
            en, zh = f"the opening of {start} is stated {times} times", f"{start} 的开启列出 {times} 次"
            yield breach(rule, where, times - 1, "openings", en, zh)
        if (kind, name) not in reckoned.sites:
            names = [other for of, other in reckoned.sites if of == kind]
            near = get_close_matches(name, names, n=1)
            hint, hint_zh = (f"; did you mean '{near[0]}'?", f"；是否为「{near[0]}」？") if near else ("", "")
            en, zh = f"no {kind} of this programme{hint}", f"本计划中无此{ZH[kind]}{hint_zh}"
            yield breach(rule, where, 1, "openings", en, zh)
            continue
        day = given.clock.day(start)
        wanted = _nearest_start(given, reckoned.sites[kind, name], day)
        if day != wanted:
            off = abs(day - wanted)
            en = f"opens on {start}, it may on {given.date(wanted)}: {days(off)} off"
            zh = f"{start} 开启，应为 {given.date(wanted)}：相差 {off} 天"
            yield breach(rule, where, off, "days", en, zh)
    for one in reckoned.opened:
        if RULE_OF[one.site.kind] == rule and not one.serves:
            en, zh = (
                f"the opening of {one.stated.start} serves nobody",
                f"{one.stated.start} 的开启无批次使用",
            )
            yield breach(rule, f"{one.site.kind} {one.site.name}", 1, "openings", en, zh)


def _nearest_start(given: Given, site: Site, day: int) -> int:
    """Return the first day nearest to a day on which a site may be opened; of a zone, its year's."""
    period = given.period_holding(day)
    if period is not None and site.window == SAME_YEAR:
        return given.starts[_first_of_year(given, period)]
    return min(given.starts[:-1], key=lambda first: abs(first - day))


def _first_of_year(given: Given, period: int) -> int:
    """Return the first period whose first day lies in the same calendar year."""
    year = year_of(given, period)
    return next(first for first in range(period + 1) if year_of(given, first) == year)


def _last_opened(given: Given) -> Mapping[str, int]:
    """Return the day on which grounds were last opened, by name, where it is known."""
    table = given.programme.grounds
    dates = {str(table.id[row]): table.last_opened[row].item() for row in range(len(table))}
    return {name: given.clock.day(date) for name, date in dates.items() if date is not None}


def _where(stated: Opening) -> str:
    return f"{stated.kind} {stated.name}"
