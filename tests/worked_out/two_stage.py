"""The best of two-stage problems by looking at all plans of each future; the audit says which may be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from scenarios.model.programme import Programme
from solvers.futures.first_years import first_years
from solvers.futures.future import told
from solvers.plan.audit.audit import breaches
from solvers.plan.audit.given import Given
from solvers.plan.audit.reckoning import Reckoned
from solvers.plan.audit.worth import worth_of
from solvers.plan.plan import Plan, PlannedCampaign, PlannedWork

Table = Mapping[str, float]
"""The best worth that a future has with each first years, as one text; those it can keep alone."""


def best_after(programme: Programme, years: int) -> Table:
    """Return, for every way to begin, the best worth of the plans that begin so and keep every rule."""
    given = Given(programme)
    found: dict[str, float] = {}
    for plan in _plans(given):
        reckoned = Reckoned(given, plan)
        if next(breaches(reckoned), None) is None:
            begun = told(first_years(programme, plan, years))
            found[begun] = max(found.get(begun, -float("inf")), worth_of(reckoned).objective)
    return found


def _plans(given: Given) -> Iterator[Plan]:
    ways: list[list[PlannedCampaign | None]] = []
    for campaign in given.campaigns.values():
        own: list[PlannedCampaign | None] = [None]
        for start in given.starts[:-1]:
            for size in range(1, len(campaign.works) + 1):
                for works in combinations(campaign.works, size):
                    done = tuple(PlannedWork(work=work.key) for work in works)
                    own.append(PlannedCampaign(campaign=campaign.key, start=given.date(start), works=done))
        ways.append(own)
    for choice in product(*ways):
        yield Plan(campaigns=tuple(one for one in choice if one is not None))


def robust(tables: Sequence[Table], weights: Sequence[float]) -> float:
    """Return the largest weighted mean worth of first years that all futures can keep."""
    share = [weight / sum(weights) for weight in weights]
    common = set.intersection(*(set(table) for table in tables))
    return max(sum(w * table[begun] for w, table in zip(share, tables, strict=True)) for begun in common)
