"""Fairness between streets and of waiting (docs/meaning.md, 11.13 to 11.15)."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.plan.audit.benefit import benefit
from solvers.plan.audit.excluded import taking_part
from solvers.plan.audit.shares import as_written
from solvers.plan.audit.streets import households_under_works
from solvers.plan.audit.targets import estate_days
from solvers.plan.audit.words import breach, days, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import Given
    from solvers.plan.audit.reckoning import Reckoned
    from solvers.plan.plan import Breach

HOUSEHOLDS_OFF = 1e-6
"""Households that are nothing but rounding."""


def households_of_streets(given: Given) -> Mapping[str, int]:
    """Return the households of each street's estates that take part; estates without street are left out."""
    estates = given.programme.estates
    held: dict[str, int] = defaultdict(int)
    for row in sorted(given.once(taking_part)):
        if estates.street[row]:
            held[str(estates.street[row])] += int(estates.households[row])
    return dict(held)


def street_shares(reckoned: Reckoned) -> Iterator[Breach]:
    """By the end of each year every street has had its share of households, less its largest campaign."""
    given, rule = reckoned.given, reckoned.given.rules.street_shares
    there = given.once(households_of_streets)
    everywhere = sum(there.values())
    if not everywhere:
        return
    largest = given.once(_largest_campaigns)
    there_to_do = {one.street for one in given.campaigns.values() if one.estate >= 0}
    for year, end in zip(given.years, given.year_ends, strict=True):
        if rule.from_year is not None and year < rule.from_year:
            continue
        had = _had(reckoned, end)
        total = sum(had.values())
        for street, households in there.items():
            if street not in there_to_do:
                continue
            fair = as_written(rule.share) * households * total / everywhere
            short = float(fair - largest.get(street, 0) - had.get(street, 0))
            if short > HOUSEHOLDS_OFF:
                got, want = had.get(street, 0), plain(float(fair))
                word, word_zh = ("started", "开工") if rule.counted == "started" else ("completed", "完工")
                en = (
                    f"{got} households {word} of {want} that are its share, less {largest.get(street, 0)}"
                    f" of its largest campaign: {plain(short)} too few"
                )
                zh = (
                    f"累计{word_zh} {got} 户，应占份额 {want} 户，扣除最大批次 {largest.get(street, 0)} 户后"
                    f"仍少 {plain(short)} 户"
                )
                yield breach("street_shares", f"{street} {year}", short, "households", en, zh)


def _had(reckoned: Reckoned, end: int) -> Mapping[str, int]:
    """Return the households of estates started (or completed) before a day, by street."""
    given, estates = reckoned.given, reckoned.given.programme.estates
    started = given.rules.street_shares.counted == "started"
    had: dict[str, int] = defaultdict(int)
    for one in estate_days(reckoned):
        day, street = one.started if started else one.completed, str(estates.street[one.estate])
        if street and day is not None and day < end:
            had[street] += int(estates.households[one.estate])
    return had


def _largest_campaigns(given: Given) -> Mapping[str, int]:
    largest: dict[str, int] = defaultdict(int)
    for campaign in given.campaigns.values():
        largest[campaign.street] = max(largest[campaign.street], households_under_works(campaign))
    return largest


def least_street(reckoned: Reckoned) -> float:
    """Return what the least benefit per household of a street adds to the aim; 0 where the rule is off."""
    given, rule = reckoned.given, reckoned.given.rules.least_street
    there = given.once(households_of_streets)
    with_campaigns = {one.street for one in given.campaigns.values()}
    counted = {street: number for street, number in there.items() if number and street in with_campaigns}
    if not rule.on or not counted:
        return 0.0
    benefits: dict[str, list[float]] = defaultdict(list)
    for one in reckoned.started.values():
        benefits[one.given.street].append(benefit(given, one.given, one.start, one.included))
    least = min(math.fsum(benefits[street]) / number for street, number in counted.items())
    return rule.weight * sum(there.values()) * least


def longest_wait(reckoned: Reckoned) -> Iterator[Breach]:
    """No estate's campaign that starts ends too late; in every street something starts in time."""
    given, rule = reckoned.given, reckoned.given.rules.longest_wait
    if rule.years is not None:
        most = math.floor(rule.years * DAYS_IN_A_YEAR)
        for one in reckoned.started.values():
            if one.given.estate >= 0 and one.finish > most:
                off, finish, last = one.finish - most, given.date(one.finish), given.date(most)
                en = f"finishes on {finish}, at the latest on {last} it may: {days(off)} too late"
                zh = f"{finish} 完工，最迟应于 {last} 完工：迟 {off} 天"
                yield breach("longest_wait", one.given.label, off, "days", en, zh)
    if rule.street_years is not None:
        yield from _streets_wait(reckoned, math.floor(rule.street_years * DAYS_IN_A_YEAR))


def _streets_wait(reckoned: Reckoned, most: int) -> Iterator[Breach]:
    given = reckoned.given
    last = given.date(most)
    for street in dict.fromkeys(one.street for one in given.campaigns.values() if one.street):
        first = min(
            (one.start for one in reckoned.started.values() if one.given.street == street), default=None
        )
        if first is None:
            en, zh = f"nothing starts, by {last} something must", f"{last} 前须有批次开工而未安排"
            yield breach("longest_wait", street, 1, "campaigns", en, zh)
        elif first > most:
            off, start = first - most, given.date(first)
            en = f"the first campaign starts on {start}, by {last} one must: {days(off)} too late"
            zh = f"首个批次 {start} 开工，最迟应于 {last} 开工：迟 {off} 天"
            yield breach("longest_wait", street, off, "days", en, zh)
