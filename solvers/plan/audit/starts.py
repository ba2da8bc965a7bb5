"""Rules on the start of single campaigns: once, whether, when (docs/meaning.md, 4.1, 6.1, 6.2)."""

from __future__ import annotations

import math
from difflib import get_close_matches
from typing import TYPE_CHECKING

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.plan.audit.sets import is_mode
from solvers.plan.audit.words import breach, days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach


def start_once(reckoned: Reckoned) -> Iterator[Breach]:
    """Each campaign of the plan is known, named once, and starts on the first day of a period."""
    given, named = reckoned.given, set[str]()
    for planned in reckoned.plan.campaigns:
        key = planned.campaign
        if key not in given.campaigns:
            near = get_close_matches(key, given.campaigns, n=1)
            hint, hint_zh = (f"; did you mean '{near[0]}'?", f"；是否为「{near[0]}」？") if near else ("", "")
            yield breach(
                "start_once",
                key,
                1,
                "campaigns",
                f"no campaign of this programme{hint}",
                f"本计划中无此批次{hint_zh}",
            )
        elif key in named:
            yield breach(
                "start_once",
                given.campaigns[key].label,
                1,
                "campaigns",
                "starts more than once",
                "开工不止一次",
            )
        elif given.period_of(given.clock.day(planned.start)) is None:
            yield _no_first_day(given, key, given.clock.day(planned.start))
        named.add(key)


def _no_first_day(given: Given, key: str, start: int) -> Breach:
    nearest = min(given.starts[:-1], key=lambda day: abs(day - start))
    return breach(
        "start_once",
        given.campaigns[key].label,
        abs(start - nearest),
        "days",
        f"starts on {given.date(start)}, no period's first day; the nearest is {given.date(nearest)}",
        f"开工日 {given.date(start)} 不是任何时段的首日；最近的首日为 {given.date(nearest)}",
    )


def must_start(reckoned: Reckoned) -> Iterator[Breach]:
    """Campaigns that must start do; of modes the rule on modes asks it."""
    named = {planned.campaign for planned in reckoned.plan.campaigns}
    for key, campaign in reckoned.given.campaigns.items():
        if campaign.must_start and key not in named and not is_mode(reckoned.given, campaign):
            yield breach(
                "must_start", campaign.label, 1, "campaigns", "must start, and does not", "必须开工而未安排"
            )


def pinned(reckoned: Reckoned) -> Iterator[Breach]:
    """A pinned campaign starts in the period that holds its pin."""
    given = reckoned.given
    for key, campaign in given.campaigns.items():
        pin = given.estate_day("pinned_start", campaign.estate)
        if pin is None:
            continue
        date, started = given.date(pin), reckoned.started.get(key)
        if started is None and is_mode(given, campaign):
            continue  # any one of the modes will do, which the rule on modes sees to
        if started is None:
            en, zh = (
                f"pinned to the period of {date}, and does not start",
                f"锁定于 {date} 所在时段开工而未安排",
            )
            yield breach("pinned", campaign.label, 1, "campaigns", en, zh)
            continue
        holds = [
            first for first, end in zip(given.starts, given.starts[1:], strict=False) if first <= pin < end
        ]
        if not holds or started.start != holds[0]:
            off = abs(started.start - (holds[0] if holds else pin))
            start = given.date(started.start)
            en = f"pinned to the period of {date}, starts on {start}: {days(off)} off"
            yield breach(
                "pinned",
                campaign.label,
                off,
                "days",
                en,
                f"锁定于 {date} 所在时段，却于 {start} 开工，相差 {off} 天",
            )


def earliest_latest(reckoned: Reckoned) -> Iterator[Breach]:
    """No start before the estate's earliest day or after its latest; a pin stands before both."""
    given = reckoned.given
    if not (given.has_estate_days("earliest") or given.has_estate_days("latest")):
        return
    for one in _not_pinned(reckoned):
        earliest = given.estate_day("earliest", one.given.estate)
        latest = given.estate_day("latest", one.given.estate)
        if earliest is not None and one.start < earliest:
            yield _off(reckoned, one, "earliest_latest", earliest, ("earliest", "最早开工日"))
        if latest is not None and one.start > latest:
            yield _off(reckoned, one, "earliest_latest", latest, ("latest", "最迟开工日"))


def moratorium(reckoned: Reckoned) -> Iterator[Breach]:
    """A place renovated before is not opened again within the moratorium; a pin stands before it."""
    given = reckoned.given
    if not given.has_estate_days("renovated_on"):
        return
    wait = math.ceil(given.rules.moratorium.years * DAYS_IN_A_YEAR)
    for one in _not_pinned(reckoned):
        renovated = given.estate_day("renovated_on", one.given.estate)
        if renovated is not None and one.start < renovated + wait:
            yield _off(reckoned, one, "moratorium", renovated + wait, ("end of the moratorium", "禁挖期满日"))


def _not_pinned(reckoned: Reckoned) -> Iterator[Started]:
    for one in reckoned.started.values():
        if reckoned.given.estate_day("pinned_start", one.given.estate) is None:
            yield one


def _off(reckoned: Reckoned, one: Started, rule: str, limit: int, what: tuple[str, str]) -> Breach:
    off = abs(one.start - limit)
    early = one.start < limit
    start, bound = reckoned.given.date(one.start), reckoned.given.date(limit)
    return breach(
        rule,
        one.given.label,
        off,
        "days",
        f"starts on {start}, {what[0]} {bound}: {days(off)} too {'early' if early else 'late'}",
        f"{start} 开工，{what[1]}为 {bound}：{'早' if early else '迟'} {off} 天",
    )
