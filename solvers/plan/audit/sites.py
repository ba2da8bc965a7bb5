"""Sites that campaigns open together: who shares them, what setting up costs (docs/meaning.md, 9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from solvers.plan.audit.eligible import ClaimGroup, claim_group

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from solvers.plan.audit.given import CampaignGiven, Given, WorkGiven

SiteKey: TypeAlias = tuple[str, str]
"""Kind and name of a site."""
RULE_OF = {
    "ground": "openings",
    "trench": "shared_setups",
    "scaffold": "shared_setups",
    "zone": "zones",
    "operator": "operators",
}
"""The rule that makes sites of each kind."""
SAME_YEAR = 0
"""Stands for the window of a site whose openings last to the end of their calendar year."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A campaign that opens a site when it starts; with ``works``, only when it includes one of them."""

    campaign: str
    works: frozenset[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """A site. ``cost`` is what setting up costs in fen, ``payers`` the claim group and ``owner`` who owe it.

    An opening lasts ``window`` periods, or to the end of its year. ``row`` is that in operators, else −1.
    """

    kind: str
    name: str
    cost: int
    owner: str
    payers: ClaimGroup
    window: int
    members: tuple[Member, ...]
    row: int = -1

    def lasts_until(self, given: Given, opened: int, period: int) -> bool:
        """Return whether what is opened in a period is still open in another."""
        if self.window == SAME_YEAR:
            return year_of(given, opened) == year_of(given, period)
        return opened <= period < opened + self.window


def year_of(given: Given, period: int) -> int:
    """Return the calendar year of the first day of a period."""
    return given.date(given.starts[period]).year


def sites_of(given: Given) -> Mapping[SiteKey, Site]:
    """Return the sites that the rules switched on make, by kind and name."""
    rules = given.rules
    made: list[Site] = []
    if rules.openings.on:
        made += _of_works(given, "ground", rules.openings.window)
    if rules.shared_setups.on:
        made += _of_works(given, "trench", rules.shared_setups.window)
        made += _of_works(given, "scaffold", rules.shared_setups.window)
    if rules.zones.on:
        made += _zones(given)
    if rules.operators.on:
        made += _operators(given)
    return {(site.kind, site.name): site for site in made}


def _of_works(given: Given, kind: str, window: int) -> Iterator[Site]:
    """Yield grounds, trenches or scaffolds: sites that single works need."""
    needing: dict[str, list[WorkGiven]] = defaultdict(list)
    for work in sorted(given.works.values(), key=lambda work: work.row):
        if work.opens_ground if kind == "ground" else work.shared_setup == kind:
            name = given.campaigns[work.campaign].place if kind == "scaffold" else work.ground
            needing[name].append(work)
    for name, works in needing.items():
        cost = _setup_cost(given, kind, name)
        if not cost and kind != "ground":
            continue
        of: dict[str, set[str]] = defaultdict(set)
        for work in works:
            of[work.campaign].add(work.key)
        yield Site(
            kind=kind,
            name=name,
            cost=cost,
            owner="government",
            payers=_payers(given, works[0], of),
            window=window,
            members=tuple(
                Member(campaign=key, works=frozenset(of[key])) for key in given.campaigns if key in of
            ),
        )


def _setup_cost(given: Given, kind: str, name: str) -> int:
    rule, grounds = given.rules.shared_setups, given.programme.grounds
    if kind == "scaffold":
        return round(rule.scaffold * 100)
    if kind != "trench":
        return 0
    filled = grounds.given.get("trench_cost")
    for row in (grounds.id == name).nonzero()[0].tolist():
        if filled is not None and filled[row]:
            return int(grounds.trench_cost[row])
    return round(rule.trench * 100)


def _zones(given: Given) -> Iterator[Site]:
    members: dict[str, list[CampaignGiven]] = defaultdict(list)
    for campaign in given.campaigns.values():
        if campaign.kind == "estate" and campaign.zone:
            members[campaign.zone].append(campaign)
    cost = round(given.rules.zones.mobilisation * 100)
    for name, campaigns in members.items():
        yield _of_campaigns(given, campaigns, kind="zone", name=name, cost=cost, window=SAME_YEAR)


def _operators(given: Given) -> Iterator[Site]:
    table = given.programme.operators
    for row in range(len(table)):
        campaigns = [one for one in given.campaigns.values() if one.word == table.campaign[row]]
        if campaigns:
            yield _of_campaigns(
                given,
                campaigns,
                kind="operator",
                name=str(table.id[row]),
                cost=int(table.setup_cost[row]),
                window=int(table.span_periods[row]),
                owner=str(table.payer[row]),
                row=row,
            )


def _of_campaigns(
    given: Given,
    campaigns: Sequence[CampaignGiven],
    *,
    kind: str,
    name: str,
    cost: int,
    window: int,
    owner: str = "government",
    row: int = -1,
) -> Site:
    first = min((work for one in campaigns for work in one.works), key=lambda work: work.row)
    keys = [one.key for one in campaigns]
    return Site(
        kind=kind,
        name=name,
        cost=cost,
        owner=owner,
        payers=_payers(given, first, keys, owner),
        window=window,
        members=tuple(Member(campaign=key, works=frozenset()) for key in keys),
        row=row,
    )


def _payers(
    given: Given, first: WorkGiven, campaigns: Sequence[str] | Mapping[str, object], owner: str = "government"
) -> ClaimGroup:
    """Return the claim group of a set-up: who may pay for its first work, of an estate if all is at that."""
    owed = first.shares.payers
    payers = owed.utility if owner == "utility" else owed.government
    places = {given.campaigns[key].place for key in campaigns}
    kinds = {given.campaigns[key].kind for key in campaigns}
    at_one_estate = len(places) == 1 and kinds == {"estate"}
    return claim_group(given.funds, payers.funds, places.pop() if at_one_estate else "")
