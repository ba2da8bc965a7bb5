"""The best plan of a tiny programme by looking at all of them; the audit says which may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from scenarios.model.programme import Programme
from solvers.plan.audit.audit import RULES, breaches, is_on
from solvers.plan.audit.given import CampaignGiven, Given
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.worth import worth_of
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork

ITS_OWN = frozenset(
    {
        "pinned",
        "earliest_latest",
        "moratorium",
        "required_works",
        "alternatives",
        "consent",
        "outside_dates",
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


def brute_force(programme: Programme) -> Best | None:
    """Return the best plan that keeps every rule; None where there is none.

    All plans are looked at, campaign by campaign, but for those that cannot count. A plan is worth what its
    campaigns add, less penalties, so a beginning whose sum cannot pass the best found is left; and so is a
    beginning that breaks a limit which more campaigns can only break further.
    """
    given = Given(programme)
    choices = [
        sorted(_choices(given, campaign), key=lambda choice: -choice.adds)
        for campaign in given.campaigns.values()
    ]
    search = _Search(given, choices)
    search.go_on((), 0.0)
    return search.best


class _Search:
    def __init__(self, given: Given, choices: list[list[Choice]]) -> None:
        self.given = given
        self.choices = choices
        most = [max((choice.adds for choice in ways), default=0.0) for ways in choices]
        self.still_to_come = [sum(most[depth:]) for depth in range(len(choices) + 1)]
        self.best: Best | None = None

    def go_on(self, begun: tuple[PlannedCampaign, ...], adds: float, depth: int = 0) -> None:
        """Look at all plans that begin so."""
        if self.best is not None and adds + self.still_to_come[depth] <= self.best.objective:
            return
        reckoned = Reckoned(self.given, Plan(campaigns=begun))
        if depth == len(self.choices):
            self._keep(reckoned)
        elif not _breaks(reckoned, ONLY_WORSE):
            for choice in self.choices[depth]:
                more = (*begun, choice.planned) if choice.planned is not None else begun
                self.go_on(more, adds + choice.adds, depth + 1)

    def _keep(self, reckoned: Reckoned) -> None:
        objective = worth_of(reckoned).objective
        if (self.best is None or objective > self.best.objective) and next(breaches(reckoned), None) is None:
            self.best = Best(plan=reckoned.plan, objective=objective)


def _breaks(reckoned: Reckoned, names: frozenset[str]) -> bool:
    return any(
        next(rule(reckoned), None) is not None
        for rule in RULES
        if rule.__name__ in names and is_on(reckoned.given.rules, rule.__name__)
    )


def _choices(given: Given, campaign: CampaignGiven) -> Iterator[Choice]:
    """Yield all that may be done with one campaign by the rules that concern it alone."""
    if not campaign.must_start and _keeps_its_own(given, campaign, None):
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
                    yield Choice(planned=planned, adds=_adds(given, planned))


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
