"""Rules on what comes first: links, shared assets, stages, pilots (docs/meaning.md, 6.3, 6.6, 11.1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from solvers.plan.audit.sets import units
from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach


@dataclass(frozen=True, kw_only=True)
class _Link:
    """A link, each end a campaign and, where it is one, a work; ``end`` is that of an outside project."""

    before: str
    before_campaign: str
    before_work: str
    end: int | None
    after: str
    after_campaign: str
    after_work: str
    lag_days: int


def links(reckoned: Reckoned) -> Iterator[Breach]:
    """What a link names last starts on or after the end of what it names first, plus the lag."""
    yield from _late(reckoned, "links", reckoned.given.once(_links))


def shared_assets(reckoned: Reckoned) -> Iterator[Breach]:
    """Works that an asset holds start after every campaign at the asset itself."""
    yield from _late(reckoned, "shared_assets", reckoned.given.once(_of_assets))


def stages(reckoned: Reckoned) -> Iterator[Breach]:
    """Stages of a place follow each other with days between."""
    yield from _late(reckoned, "stages", reckoned.given.once(_of_stages))


def _late(reckoned: Reckoned, rule: str, held: list[_Link]) -> Iterator[Breach]:
    """Yield the breaches of links that are broken."""
    given = reckoned.given
    for link in held:
        start = _start(reckoned, link)
        if start is None:
            continue
        where = f"{link.before} -> {link.after}"
        before = reckoned.started.get(link.before_campaign)
        if link.end is None and before is None:
            en, zh = (
                f"{link.after} starts, {link.before} does not",
                f"{link.after} 开工，而 {link.before} 未安排",
            )
            yield breach(rule, where, 1, "campaigns", en, zh)
            continue
        end = link.end
        if end is None and before is not None:
            end = before.spans[link.before_work].end if link.before_work else before.end
        if end is not None and start < end + link.lag_days:
            off = end + link.lag_days - start
            last, begins = given.date(end - 1), given.date(start)
            en = (
                f"{link.before} ends on {last}, {link.after} starts on {begins}; "
                f"{days(link.lag_days)} must lie between: {days(off)} too early"
            )
            zh = (
                f"{link.before} 于 {last} 完成，{link.after} 于 {begins} 开始，"
                f"须间隔 {link.lag_days} 天：早 {off} 天"
            )
            yield breach(rule, where, off, "days", en, zh)


def _start(reckoned: Reckoned, link: _Link) -> int | None:
    """Return the day on which the later end of a link starts; None where it does not, or is not included."""
    after = reckoned.started.get(link.after_campaign)
    if after is None:
        return None
    if not link.after_work:
        return after.start
    included = any(work.key == link.after_work for work in after.included)
    return after.spans[link.after_work].start if included else None


def _links(given: Given) -> list[_Link]:
    """Return the links that bind: both ends take part, and they are not two works of one campaign."""
    table = given.programme.links
    made = []
    for row in range(len(table)):
        before, after = str(table.before[row]), str(table.after[row])
        before_campaign, before_work = _end(given, before)
        after_campaign, after_work = _end(given, after)
        same = before_campaign == after_campaign and bool(before_work and after_work)
        end = None if before_campaign else _outside_end(given, before)
        if after_campaign and not same and (before_campaign or end is not None):
            made.append(
                _Link(
                    before=before,
                    before_campaign=before_campaign,
                    before_work=before_work,
                    end=end,
                    after=after,
                    after_campaign=after_campaign,
                    after_work=after_work,
                    lag_days=int(table.lag_days[row]),
                )
            )
    return made


def _of_assets(given: Given) -> list[_Link]:
    """Return what each campaign at an asset comes before: works it holds at the estates it serves."""
    table, by_place = given.programme.assets, defaultdict(list)
    for campaign in given.campaigns.values():
        by_place[campaign.kind, campaign.place].append(campaign)
    return [
        _link(first.key, campaign, work=work)
        for row in range(len(table))
        for first in by_place.get(("asset", str(table.id[row])), ())
        for estate in dict.fromkeys(table.estates[row])
        for campaign in by_place.get(("estate", estate), ())
        for work in campaign.works
        if not table.holds[row] or work.work_type in table.holds[row]
    ]


def _of_stages(given: Given) -> list[_Link]:
    """Return, at each place, what each stage that is there comes before: the next one that is."""
    rule, by_place = given.rules.stages, defaultdict(list)
    for campaign in given.campaigns.values():
        if campaign.word in rule.order:
            by_place[campaign.place].append(campaign)
    return [
        _link(first.key, campaign, lag_days=rule.gap_days)
        for there in by_place.values()
        for first, campaign in pairwise(sorted(there, key=lambda one: rule.order.index(one.word)))
    ]


def _link(before: str, after: CampaignGiven, *, work: WorkGiven | None = None, lag_days: int = 0) -> _Link:
    """Return a link from a campaign to another, or to a work of another."""
    return _Link(
        before=before,
        before_campaign=before,
        before_work="",
        end=None,
        after=work.key if work else after.key,
        after_campaign=after.key,
        after_work=work.key if work else "",
        lag_days=lag_days,
    )


def _end(given: Given, name: str) -> tuple[str, str]:
    """Return campaign and work that a name stands for; the work is empty for a campaign, both for neither."""
    if name in given.campaigns:
        return name, ""
    if name in given.works:
        return given.works[name].campaign, name
    return "", ""


def _outside_end(given: Given, name: str) -> int | None:
    """Return the day after the last of an outside project or asset; None where it has none."""
    programme = given.programme
    for table, last in ((programme.outside_projects, "finish"), (programme.assets, "ready")):
        for row in (table.id == name).nonzero()[0].tolist():
            date = getattr(table, last)[row].item()
            return None if date is None else given.clock.day(date) + 1
    return None


def _pilots_end(reckoned: Reckoned) -> int | None:
    """Return the day from which every pilot is complete and learnt from; None where one does not start."""
    given, by_place = reckoned.given, defaultdict(list)
    for campaign in given.campaigns.values():
        if campaign.pilot:
            by_place[campaign.place].append(campaign)
    ends = []
    for campaigns in by_place.values():
        for part in units(given, campaigns):
            done = [reckoned.started[one.key].end for one in part if one.key in reckoned.started]
            if not done:
                return None
            ends.append(min(done))
    return max(ends) + given.rules.pilot_first.learning_days


def pilot_first(reckoned: Reckoned) -> Iterator[Breach]:
    """Until every pilot is complete, at most so many other campaigns have started."""
    given, most = reckoned.given, reckoned.given.rules.pilot_first.others_before
    pilots = [key for key, campaign in given.campaigns.items() if campaign.pilot]
    if not pilots:
        return
    ended = _pilots_end(reckoned)
    early = [
        one
        for one in reckoned.started.values()
        if not one.given.pilot and (ended is None or one.start < ended)
    ]
    if len(early) > most:
        early.sort(key=lambda one: one.start)
        names = ", ".join(one.given.key for one in early[most : most + 5])
        until = (
            f"before {given.date(ended)}, when the pilots are complete"
            if ended is not None
            else "with pilots not started"
        )
        until_zh = (
            f"试点于 {given.date(ended)} 完成（含总结期）前" if ended is not None else "试点未全部开工，"
        )
        over = len(early) - most
        en = f"{len(early)} other campaigns start {until}, at most {most} may: {over} too many ({names})"
        zh = f"{until_zh}已有 {len(early)} 个其他批次开工，至多 {most} 个：多 {over} 个，如 {names}"
        yield breach("pilot_first", ", ".join(pilots), over, "campaigns", en, zh)
