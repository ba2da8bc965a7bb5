"""Rules of choice against pabutools, where it is installed: it is no part of the project."""

import random

import pytest

from solvers.menus.election import by_approvals, by_points, projects
from solvers.menus.equal_shares import equal_shares
from solvers.menus.greedy import greedy_approval

pabutools = pytest.importorskip("pabutools", reason="pabutools, the test oracle, is not installed")


@pytest.mark.parametrize("seed", range(150))
def test_the_same_is_chosen_as_by_pabutools(seed: int) -> None:
    from pabutools import election as pb
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
    from pabutools.tiebreaking import TieBreakingRule

    draw = random.Random(seed)
    count, voters, budget = draw.randint(1, 8), draw.randint(1, 12), draw.randint(1, 60)
    costs = [draw.randint(1, min(budget, draw.choice([5, 20, 60]))) for _ in range(count)]
    share = draw.choice([0.2, 0.4, 0.7])
    given = [{p: draw.randint(1, 5) for p in range(count) if draw.random() < share} for _ in range(voters)]
    named = [pb.Project(str(p), cost) for p, cost in enumerate(costs)]
    instance = pb.Instance(named, budget_limit=budget)
    approvals = pb.ApprovalProfile(
        [pb.ApprovalBallot([named[p] for p in one]) for one in given], instance=instance
    )
    points = pb.CumulativeProfile(
        [pb.CumulativeBallot({named[p]: value for p, value in one.items()}) for one in given],
        instance=instance,
    )
    by_votes, by_score = (
        by_approvals(projects(costs), [set(one) for one in given], budget),
        by_points(projects(costs), given, budget),
    )

    def ties(won: list[int]) -> TieBreakingRule:
        return TieBreakingRule(lambda _, __, one: (-won[int(one.name)], one.cost, int(one.name)))

    for election, profile, kinds in (
        (by_votes, approvals, {"cost": pb.Cost_Sat, "cardinality": pb.Cardinality_Sat}),
        (by_score, points, {"points": pb.Additive_Cardinal_Sat}),
    ):
        tie = ties(election.points.tolist())
        for utility, sat in kinds.items():
            for completion, step in (("none", None), ("increments", 1)):
                found = method_of_equal_shares(
                    instance, profile, sat_class=sat, tie_breaking=tie, voter_budget_increment=step
                )
                ours = equal_shares(election, utility, completion)  # type: ignore[arg-type]
                assert {int(one.name) for one in found} == set(ours)
    tie = ties(by_votes.points.tolist())
    for by, sat in (("points", pb.Cost_Sat), ("points_per_cost", pb.Cardinality_Sat)):
        found = greedy_utilitarian_welfare(instance, approvals, sat_class=sat, tie_breaking=tie)
        wanted = {int(one.name) for one in found if by_votes.points[int(one.name)]}
        assert wanted == set(greedy_approval(by_votes, by))  # type: ignore[arg-type]
