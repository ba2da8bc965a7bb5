"""The best plan of a tiny programme by looking at all of them; the audit says which may be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from scenarios.model.programme import Programme
from scenarios.tables.settings import Tier
from solvers.plan.audit.audit import RULES, breaches, is_on
from solvers.plan.audit.benefit import largest_benefit
from solvers.plan.audit.fairness import households_of_streets
from solvers.plan.audit.given import CampaignGiven, Given
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.tiers import campaign_value, tier_value
from solvers.plan.audit.worth import worth_of
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork
from tests.worked_out.brute_openings import ways_to_open

ITS_OWN = frozenset(
    {
        "pinned",
        "earliest_latest",
        "moratorium",
        "required_works",
        "alternatives",
        "consent",
        "outside_dates",
        "must_start",
        "all_buildings",
        "exclusions",
        "readiness",
        "agreements",
        "harder_later",
    }
)
"""Rules that a single campaign keeps or breaks, whatever the others do."""
ONLY_WORSE = frozenset(
    {
        "crew_limits",
        "street_disruption",
        "street_projects",
        "who_may_draw",
        "due_after_plan",
        "fund_limits",
        "preparation",
        "neighbour_roads",
    }
)
"""Rules that a plan which breaks them still breaks with more campaigns."""


@dataclass(frozen=True, kw_only=True)
class Best:
    """A best plan and what it is worth."""

    plan: Plan
    objective: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A campaign that starts so, or does not (None), and what it adds to the aim, penalties apart."""

    planned: PlannedCampaign | None
    adds: float


@dataclass(frozen=True, kw_only=True)
class Aim:
    """An aim: what a plan is worth in it, and what a campaign adds to that, penalties apart."""

    value: Callable[[Reckoned], float]
    adds: Callable[[Given, PlannedCampaign], float]


@dataclass(frozen=True, kw_only=True)
class Held:
    """An aim that a plan must reach a value in."""

    aim: Aim
    at: float

    def kept(self, reckoned: Reckoned) -> bool:
        """Whether a plan reaches it, but for rounding."""
        return self.aim.value(reckoned) >= self.at - 1e-8 * max(abs(self.at), 1.0)


def brute_force(
    programme: Programme, aim: Aim | None = None, held: tuple[Held, ...] = (), given: Given | None = None
) -> Best | None:
    """Return the best plan that keeps every rule; None where there is none.

    All plans are looked at, campaign by campaign, but for those that cannot count. A plan is worth what its
    campaigns add, less penalties (and with what fairness adds at most), so a beginning whose sum cannot pass
    the best found is left; and so is a
    beginning that breaks a limit which more campaigns can only break further. ``aim`` is what the plan is to
    be best in (None: the stated aim), ``held`` aims that it must reach.
    """
    given, aim = given or Given(programme), aim or STATED
    choices = [
        sorted(_choices(given, campaign, aim), key=lambda choice: -choice.adds)
        for campaign in given.campaigns.values()
    ]
    search = _Search(given, choices, aim, held)
    search.go_on((), 0.0)
    return search.best


@dataclass(frozen=True, kw_only=True)
class InTurn:
    """The best values of tiers in turn, and what holding each costs the next."""

    values: tuple[float, ...]
    prices: tuple[float, ...]


def in_turn(programme: Programme) -> InTurn | None:
    """Return the lexicographic best of a programme with tiers; None where no plan keeps every rule."""
    given = Given(programme)
    held: tuple[Held, ...] = ()
    values: list[float] = []
    prices: list[float] = []
    for tier in programme.settings.tiers:
        aim = Aim(value=partial(_value, tier), adds=partial(_adds_to, tier))
        best = brute_force(programme, aim, held, given)
        if best is None:
            return None
        if held:
            free = brute_force(programme, aim, held[:-1], given)
            assert free is not None
            prices.append(free.objective - best.objective)
        values.append(best.objective)
        at = best.objective - tier.tolerance * max(abs(best.objective), 1.0)
        held = (*held, Held(aim=aim, at=at))
    return InTurn(values=tuple(values), prices=tuple(prices))


def _value(tier: Tier, reckoned: Reckoned) -> float:
    return tier_value(reckoned, tier)


def _adds_to(tier: Tier, given: Given, planned: PlannedCampaign) -> float:
    started = Reckoned(given, Plan(campaigns=(planned,))).started
    return sum(campaign_value(given, one, tier) for one in started.values())


class _Search:
    def __init__(self, given: Given, choices: list[list[Choice]], aim: Aim, held: tuple[Held, ...]) -> None:
        self.given = given
        self.choices = choices
        self.aim = aim
        self.held = held
        self.only_worse = _only_worse(given)
        most = [max((choice.adds for choice in ways), default=0.0) for ways in choices]
        fair = _most_fairness(given)
        self.still_to_come = [sum(most[depth:]) + fair for depth in range(len(choices) + 1)]
        self.best: Best | None = None

    def go_on(self, begun: tuple[PlannedCampaign, ...], adds: float, depth: int = 0) -> None:
        """Look at all plans that begin so."""
        if self.best is not None and adds + self.still_to_come[depth] <= self.best.objective:
            return
        reckoned = Reckoned(self.given, Plan(campaigns=begun))
        if depth == len(self.choices):
            for openings in ways_to_open(reckoned):
                opened = Plan(campaigns=begun, openings=openings)
                self._keep(Reckoned(self.given, opened) if openings else reckoned)
        elif not _breaks(reckoned, self.only_worse):
            for choice in self.choices[depth]:
                more = (*begun, choice.planned) if choice.planned is not None else begun
                self.go_on(more, adds + choice.adds, depth + 1)

    def _keep(self, reckoned: Reckoned) -> None:
        objective = self.aim.value(reckoned)
        better = self.best is None or objective > self.best.objective
        if better and all(one.kept(reckoned) for one in self.held) and next(breaches(reckoned), None) is None:
            self.best = Best(plan=reckoned.plan, objective=objective)


def _most_fairness(given: Given) -> float:
    """Return the most that the least street can add to the aim: no street can have more benefit than all."""
    rule, there = given.rules.least_street, households_of_streets(given)
    campaigns = given.campaigns.values()
    streets = [s for s, number in there.items() if number and any(one.street == s for one in campaigns)]
    if not rule.on or not streets:
        return 0.0
    most = {s: sum(largest_benefit(given, one) for one in campaigns if one.street == s) for s in streets}
    return rule.weight * sum(there.values()) * min(most[s] / there[s] for s in streets)


def _only_worse(given: Given) -> frozenset[str]:
    """Return the rules that more campaigns can only break further: not those of money that they may bring."""
    funds = given.programme.funds
    helped = any(funds.given[name].any() for name in ("floor", "match_fund", "cover_ratio"))
    if helped or (funds.kind == "revenue").any():
        return ONLY_WORSE - {"who_may_draw", "fund_limits"}
    return ONLY_WORSE


def _breaks(reckoned: Reckoned, names: frozenset[str]) -> bool:
    return any(
        next(rule(reckoned), None) is not None
        for rule in RULES
        if rule.__name__ in names and is_on(reckoned.given.rules, rule.__name__)
    )


def _choices(given: Given, campaign: CampaignGiven, aim: Aim) -> Iterator[Choice]:
    """Yield all that may be done with one campaign by the rules that concern it alone."""
    if _keeps_its_own(given, campaign, None):
        yield Choice(planned=None, adds=0.0)
    for start in given.starts[:-1]:
        for size in range(len(campaign.works) + 1):
            for works in combinations(campaign.works, size):
                planned = PlannedCampaign(
                    campaign=campaign.key,
                    start=given.date(start),
                    works=tuple(PlannedWork(work=work.key) for work in works),
                )
                if _keeps_its_own(given, campaign, planned):
                    yield Choice(planned=planned, adds=aim.adds(given, planned))


def _keeps_its_own(given: Given, campaign: CampaignGiven, planned: PlannedCampaign | None) -> bool:
    reckoned = Reckoned(given, Plan(campaigns=(planned,) if planned else ()))
    return not any(
        breach.where == campaign.label
        for rule in RULES
        if rule.__name__ in ITS_OWN and is_on(given.rules, rule.__name__)
        for breach in rule(reckoned)
    )


def _adds(given: Given, planned: PlannedCampaign) -> float:
    alone = worth_of(Reckoned(given, Plan(campaigns=(planned,))))
    return alone.objective + alone.penalties


STATED = Aim(value=lambda reckoned: worth_of(reckoned).objective, adds=_adds)
"""The one aim of a programme without tiers."""
