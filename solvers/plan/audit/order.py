"""Rules on what comes first: links and pilots (docs/meaning.md, 6.3, 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import Given
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
    given = reckoned.given
    for link in given.once(_links):
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
            yield breach("links", where, 1, "campaigns", en, zh)
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
            yield breach("links", where, off, "days", en, zh)


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


def pilot_first(reckoned: Reckoned) -> Iterator[Breach]:
    """Until every pilot has ended, at most so many other campaigns have started."""
    given, most = reckoned.given, reckoned.given.rules.pilot_first.others_before
    pilots = [key for key, campaign in given.campaigns.items() if campaign.pilot]
    if not pilots:
        return
    all_start = all(key in reckoned.started for key in pilots)
    ended = max(reckoned.started[key].end for key in pilots) if all_start else None
    early = [
        one
        for one in reckoned.started.values()
        if not one.given.pilot and (ended is None or one.start < ended)
    ]
    if len(early) > most:
        early.sort(key=lambda one: one.start)
        names = ", ".join(one.given.key for one in early[most : most + 5])
        until = (
            f"before the pilots end on {given.date(ended - 1)}"
            if ended is not None
            else "with pilots not started"
        )
        until_zh = f"试点于 {given.date(ended - 1)} 完成前" if ended is not None else "试点未全部开工，"
        over = len(early) - most
        en = f"{len(early)} other campaigns start {until}, at most {most} may: {over} too many ({names})"
        zh = f"{until_zh}已有 {len(early)} 个其他批次开工，至多 {most} 个：多 {over} 个，如 {names}"
        yield breach("pilot_first", ", ".join(pilots), over, "campaigns", en, zh)
