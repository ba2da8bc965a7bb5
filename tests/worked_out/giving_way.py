"""The least that must give way in a tiny programme, by looking at all plans; the audit says by how much."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from scenarios.model.programme import Programme
from solvers.plan.audit.audit import RULES, breaches, is_on
from solvers.plan.audit.crews import crew_days_there
from solvers.plan.audit.fairness import _largest_campaigns
from solvers.plan.audit.given import CampaignGiven, Given
from solvers.plan.audit.purse import fund_years
from solvers.plan.audit.ready import _offices
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.streets import _household_limits
from solvers.plan.audit.worth import worth_of
from solvers.plan.plan import Breach, Plan, PlannedCampaign, PlannedWork
from tests.worked_out.brute import ITS_OWN

GIVE_WAY = {
    "start_once",
    "pilot_first",
    "fund_limits",
    "due_after_plan",
    "crew_limits",
    "street_disruption",
    "street_projects",
    "targets",
    "modes",
    "crew_floors",
    "ramp_up",
    "stability",
    "street_shares",
    "longest_wait",
    "preparation",
}
"""Rules that give way, by the names by which settings rank them."""
DUTY_TO_START = {"must_start", "pinned"}


def least_shortfalls(programme: Programme) -> tuple[dict[int, float], float]:
    """Return the least shortfall by rank, in turn, and the best worth a plan has with it."""
    given = Given(programme)
    ways = [list(_choices(given, campaign)) for campaign in given.campaigns.values()]
    ranks = sorted({_rank(programme, name) for name in GIVE_WAY})
    best: tuple[float, ...] | None = None
    for combination in product(*ways):
        reckoned = Reckoned(given, Plan(campaigns=tuple(one for one in combination if one is not None)))
        short = _shortfalls(reckoned)
        if short is not None:
            found = (*(round(short.get(rank, 0.0), 7) for rank in ranks), -worth_of(reckoned).objective)
            best = found if best is None else min(best, found)
    assert best is not None, "a plan that starts nothing can always be"
    return dict(zip(ranks, best, strict=False)), -best[-1]


def _rank(programme: Programme, rule: str) -> int:
    soft = programme.settings.soft
    return soft.ranks.get("start_once" if rule in DUTY_TO_START else rule, soft.default_rank)


def _choices(given: Given, campaign: CampaignGiven) -> Iterator[PlannedCampaign | None]:
    """Yield all that may be done with a campaign by the rules of its own that never give way."""
    yield None
    for start in given.starts[:-1]:
        for size in range(len(campaign.works) + 1):
            for works in combinations(campaign.works, size):
                planned = PlannedCampaign(
                    campaign=campaign.key,
                    start=given.date(start),
                    works=tuple(PlannedWork(work=work.key) for work in works),
                )
                reckoned = Reckoned(given, Plan(campaigns=(planned,)))
                own = (r for r in RULES if r.__name__ in ITS_OWN and is_on(given.rules, r.__name__))
                if not any(breach.where == campaign.label for rule in own for breach in rule(reckoned)):
                    yield planned


def _shortfalls(reckoned: Reckoned) -> dict[int, float] | None:
    """Return the shortfall of a plan by rank; None where a rule is broken that never gives way."""
    found: dict[int, float] = defaultdict(float)
    not_started: set[str] = set()
    for breach in breaches(reckoned):
        if breach.rule in DUTY_TO_START:
            if breach.where not in not_started:
                not_started.add(breach.where)
                found[_rank(reckoned.given.programme, breach.rule)] += 1.0
        elif breach.rule not in GIVE_WAY:
            return None
        else:
            whole = _whole(reckoned.given, breach)
            if whole is None:
                return None
            amount = 1.0 if breach.rule == "longest_wait" else breach.amount
            found[_rank(reckoned.given.programme, breach.rule)] += amount / whole
    return found


def _whole(given: Given, breach: Breach) -> float | None:
    """Return what counts as one whole shortfall; None where nothing can give way there."""
    rules, place = given.rules, breach.where
    if breach.rule == "pilot_first":
        return float(max(rules.pilot_first.others_before, 1))
    if breach.rule == "due_after_plan":
        return rules.due_after_plan.limit or 10_000.0
    if breach.rule == "targets":
        table = given.programme.targets
        return float(table.value[list(table.name).index(place)])
    if breach.rule == "modes":
        return 1.0 if "must start" in breach.sentence else None
    if breach.rule == "longest_wait":
        return None if any(one.label == place for one in given.campaigns.values()) else 1.0
    if breach.rule == "stability":
        return float(rules.stability.most_moves or 1)
    if breach.rule == "ramp_up":
        return _whole_of_starts(given, int(place.rsplit(" ", 1)[1]))
    if breach.rule == "crew_floors":
        return _whole_of_floor(given, *place.rsplit(" ", 1))
    if breach.rule == "preparation":
        return _mean_else(_office_days(given), tuple(place.rsplit(" ", 1)))
    street = place.rsplit(" ", 1)[0]
    if breach.rule == "street_shares":
        return _mean_else(_largest(given), street)
    if breach.rule == "street_disruption":
        limits = _household_limits(given)
        return float(limits[street])
    if breach.rule == "street_projects":
        return float(rules.street_projects.by_street.get(street, rules.street_projects.most))
    if breach.rule == "crew_limits":
        return _whole_of_crews(given, place)
    return _whole_of_funds(given, int(place.rsplit(" ", 1)[1]))


def _whole_of_crews(given: Given, place: str) -> float:
    trade, period = place.rsplit(" ", 1)
    district = {key: own.get("", 0.0) for key, own in crew_days_there(given).items()}
    every = [
        district.get((kind, p), 0.0) for kind in {k for k, _ in district} for p in range(len(given.periods))
    ]
    some = [there for there in every if there > 0]
    own = district.get((trade, list(given.periods).index(period)), 0.0)
    return own or (sum(some) / len(some) if some else 1.0)


def _whole_of_funds(given: Given, year: int) -> float | None:
    """Return the mean yearly money of the one fund, in yuan; None in a year in which it has none."""
    (fund,) = given.funds.values()
    purses = fund_years(fund, given.years, {})
    new = [one.limit + (one.carried_in if one.year == given.years[0] else 0) for one in purses]
    if not next(one for one in purses if one.year == year).available:
        return None
    some = [money for money in new if money]
    return sum(some) / len(some) / 100


def _mean_else(there: Mapping[Any, float], key: Any) -> float:
    """Return what is there of one, or where that is nothing the mean of those of which there is something."""
    some = [amount for amount in there.values() if amount > 0]
    return there.get(key) or (sum(some) / len(some) if some else 1.0)


def _whole_of_starts(given: Given, year: int) -> float:
    rule = given.rules.ramp_up
    limits = {y: rule.step if y > given.years[0] else rule.first_year for y in given.years}
    return _mean_else(limits, year)


def _whole_of_floor(given: Given, trade: str, year: str) -> float:
    there = crew_days_there(given)
    periods = [p for p, day in enumerate(given.starts[:-1]) if given.date(day).year == int(year)]
    have = sum(sum(there.get((trade, period), {}).values()) for period in periods)
    return given.rules.crew_floors.share * have


def _office_days(given: Given) -> Mapping[tuple[str, ...], float]:
    rule = given.rules.preparation
    return {
        (trade, given.periods[period]): days
        for (trade, period), days in _offices(given).items()
        if trade in (rule.design, rule.approval)
    }


def _largest(given: Given) -> Mapping[str, float]:
    """Return the households of each street's largest campaign, of streets in which estates have any."""
    there = {one.street for one in given.campaigns.values() if one.estate >= 0 and one.street}
    return {street: float(number) for street, number in _largest_campaigns(given).items() if street in there}
