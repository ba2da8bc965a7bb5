"""What a street bears at once: households under works, projects (docs/meaning.md, 6.8, 6.9)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.excluded import taking_part
from solvers.plan.audit.shares import as_written, share_of
from solvers.plan.audit.words import breach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.given import CampaignGiven, Given
    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach


def street_disruption(reckoned: Reckoned) -> Iterator[Breach]:
    """Households under works in a street in a period are at most its share, or its largest campaign's."""
    given = reckoned.given
    limits = given.once(_household_limits)
    for period, street, there in _by_period_and_street(reckoned):
        households = sum(households_under_works(one.given) for one in there)
        over = households - limits[street]
        if over > 0:
            names = ", ".join(one.given.key for one in there)
            en = f"{households} households under works, at most {limits[street]}: {over} too many ({names})"
            zh = f"同时施工涉及 {households} 户，至多 {limits[street]} 户：多 {over} 户（{names}）"
            where = f"{street} {given.periods[period]}"
            yield breach("street_disruption", where, over, "households", en, zh)


def street_projects(reckoned: Reckoned) -> Iterator[Breach]:
    """Campaigns under way in a street in a period are at most so many."""
    given, rule = reckoned.given, reckoned.given.rules.street_projects
    for period, street, there in _by_period_and_street(reckoned):
        most = rule.by_street.get(street, rule.most)
        over = len(there) - most
        if over > 0:
            names = ", ".join(one.given.key for one in there)
            en = f"{len(there)} campaigns under way, at most {most}: {over} too many ({names})"
            zh = f"同时施工 {len(there)} 个批次，至多 {most} 个：多 {over} 个（{names}）"
            yield breach("street_projects", f"{street} {given.periods[period]}", over, "campaigns", en, zh)


def _by_period_and_street(reckoned: Reckoned) -> Iterator[tuple[int, str, list[Started]]]:
    for period, under_way in enumerate(reckoned.under_way):
        by_street: dict[str, list[Started]] = defaultdict(list)
        for one in under_way:
            if one.given.street:
                by_street[one.given.street].append(one)
        for street, there in by_street.items():
            yield period, street, there


def _household_limits(given: Given) -> Mapping[str, int]:
    """Return, by street, the most households that may be under works at once."""
    estates, rule = given.programme.estates, given.rules.street_disruption
    households: dict[str, int] = defaultdict(int)
    largest: dict[str, int] = defaultdict(int)
    for row in given.once(taking_part):
        households[str(estates.street[row])] += int(estates.households[row])
    for campaign in given.campaigns.values():
        households[campaign.street] += 0
        largest[campaign.street] = max(largest[campaign.street], households_under_works(campaign))
    return {
        street: max(share_of(as_written(rule.by_street.get(street, rule.share)), number), largest[street])
        for street, number in households.items()
    }


def households_under_works(campaign: CampaignGiven) -> int:
    """Return the households a campaign puts under works; those of an asset are none."""
    return 0 if campaign.kind == "asset" else campaign.households
