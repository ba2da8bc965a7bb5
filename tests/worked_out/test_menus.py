"""Rules of choice on elections solved by hand, and what must hold of them on any election."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solvers.menus.election import Election, by_approvals, by_counts, by_points, by_ranks, projects
from solvers.menus.equal_shares import NoBallotsError, equal_shares
from solvers.menus.greedy import greedy_approval

SIX_AND_FOUR = [{0, 1, 2}] * 6 + [{3}] * 4
"""Six of ten voters want projects 0, 1, 2 at 30 each, four want project 3 at 40."""


def six_and_four() -> Election:
    return by_approvals(projects([30, 30, 30, 40]), SIX_AND_FOUR, 100)


def test_greedy_gives_all_to_the_majority() -> None:
    assert greedy_approval(six_and_four()) == (0, 1, 2)


def test_equal_shares_gives_four_tenths_of_the_voters_their_four_tenths() -> None:
    # Each holds 10. Six pay 5 each for project 0 and 5 for project 1; four pay 10 each for project 3.
    assert equal_shares(six_and_four(), completion="none") == (0, 1, 3)


@pytest.mark.parametrize("parts", [2, 3, 4, 5])
def test_each_of_equal_groups_gets_its_part(parts: int) -> None:
    wants = [{group} for group in range(parts) for _ in range(3)]
    election = by_approvals(projects([60 // parts] * parts), wants, 60)
    assert set(equal_shares(election, completion="none")) == set(range(parts))


def test_who_has_less_gives_all_and_the_others_pay_the_rest() -> None:
    # Each holds 4. The first two pay 2 each for project 0; then 2 + 2 + 4 pay just the 8 of project 1.
    of, wants = projects([4, 8]), [{0, 1}, {0, 1}, {1}]
    assert equal_shares(by_approvals(of, wants, 12), "cardinality", "none") == (0, 1)
    # Each holds 11/3: after project 0, 5/3 + 5/3 + 11/3 = 7 are too little.
    assert equal_shares(by_approvals(of, wants, 11), "cardinality", "none") == (0,)


def test_utility_of_cost_puts_the_better_backed_first_whatever_it_costs() -> None:
    # Each of four holds 5: project 0 takes 3 of three, project 1 takes 2 of two.
    election = by_approvals(projects([9, 4]), [{0, 1}, {0, 1}, {0}, set()], 20)
    assert equal_shares(election, "cost", "none") == (0, 1)
    assert equal_shares(election, "cardinality", "none") == (1, 0)


def test_thirds_are_no_less_than_they_are() -> None:
    # Three hold 1/3 each, seven times over: floats would miss a whole by a hair.
    for budget in (1, 7, 10**15 + 1):
        assert equal_shares(by_approvals(projects([budget]), [{0}] * 3, budget), completion="none") == (0,)


def test_points_weigh_what_each_pays() -> None:
    # Both hold 6. ρ of project 0: 6 ÷ (2 + 1) = 2, so 4 and 2; then 2 + 4 are left for project 1 at 6.
    election = by_points(projects([6, 6, 6]), [{0: 2, 1: 1}, {0: 1, 1: 1, 2: 1}], 12)
    assert equal_shares(election, "points", "none") == (0, 1)


def test_ranks_count_by_borda() -> None:
    election = by_ranks(projects([1, 1, 1]), [[0, 1], [1, 2], [1]], 2)
    assert election.points.tolist() == [3, 2 + 3 + 3, 2]
    assert greedy_approval(election) == (1, 0)


@pytest.mark.parametrize(
    ("costs", "wants", "first"),
    [
        ([5, 5], [{0, 1}, {0, 1}], 0),  # alike: the earlier row
        ([5, 4], [{0, 1}, {0, 1}], 1),  # as many votes: the lower cost
        ([4, 6], [{0, 1}, {0, 1}, {1}], 1),  # by cardinality 2 each for either: more votes
    ],
)
def test_ties(costs: list[int], wants: list[set[int]], first: int) -> None:
    election = by_approvals(projects(costs), wants, 30)
    assert greedy_approval(election)[0] == first
    assert equal_shares(election, "cardinality", "none")[0] == first


def test_greedy_passes_over_what_does_not_fit() -> None:
    election = by_counts(projects([6, 5, 4]), [3, 2, 1], 10)
    assert greedy_approval(election) == (0, 2)
    assert greedy_approval(election, "points_per_cost") == (0, 2)
    free_one = by_counts(projects([6, 5, 4, 0]), [3, 4, 4, 1], 10)
    assert greedy_approval(free_one, "points_per_cost") == (3, 2, 1)


def test_nobody_gets_what_nobody_wants() -> None:
    election = by_approvals(projects([1, 0]), [set(), set()], 10)
    assert greedy_approval(election) == ()
    assert equal_shares(election) == ()
    assert equal_shares(by_approvals(projects([1]), [], 10)) == ()


def test_increments_stop_before_the_budget_is_passed() -> None:
    # Each of two holds 5; with 1 more each, project 0 is bought.
    assert equal_shares(by_approvals(projects([6]), [{0}, set()], 10), completion="none") == ()
    assert equal_shares(by_approvals(projects([6]), [{0}, set()], 10), completion="increments") == (0,)
    # With 1 more each, both would be bought, at 12 of 10: nothing is.
    both = by_approvals(projects([6, 6]), [{0}, {1}], 10)
    assert equal_shares(both, completion="increments") == ()
    assert equal_shares(both, completion="utilitarian") == (0,)
    assert equal_shares(both, completion="increments_utilitarian") == (0,)
    with pytest.raises(ValueError, match="step"):
        equal_shares(both, completion="increments", step=0)


def test_at_most_one_of_a_group_and_no_more_than_a_theme_has() -> None:
    wants = [{0, 1, 2, 3}] * 2
    grouped = by_approvals(projects([2, 2, 3, 3], group=[0, 0, -1, -1]), wants, 10)
    assert set(greedy_approval(grouped)) == set(equal_shares(grouped)) == {0, 2, 3}
    themed = by_approvals(projects([2, 2, 3, 3], theme=[0, -1, 0, 0], theme_budget=[5]), wants, 10)
    assert set(greedy_approval(themed)) == set(equal_shares(themed)) == {0, 1, 2}
    least = by_approvals(projects([2, 2], least_points=2), [{0, 1}, {1}], 10)
    assert greedy_approval(least) == equal_shares(least) == (1,)


def test_counts_alone_give_no_equal_shares() -> None:
    with pytest.raises(NoBallotsError):
        equal_shares(by_counts(projects([1]), [5], 10))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: projects([-1]),
        lambda: projects([1], theme=[0]),
        lambda: projects([1, 1], group=[0]),
        lambda: by_approvals(projects([1]), [{1}], 1),
        lambda: by_points(projects([1]), [{0: -1}], 1),
        lambda: by_points(projects([1]), [{0: 1}], -1),
        lambda: by_counts(projects([1]), [1, 2], 1),
    ],
)
def test_what_is_no_election_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"project|theme|points|budget"):
        wrong()


Drawn = tuple[list[int], list[set[int]], int]


@st.composite
def elections(draw: Callable[..., int], most_cost: int = 12) -> Drawn:
    count = draw(st.integers(1, 6))
    costs = draw(st.lists(st.integers(0, most_cost), min_size=count, max_size=count))  # type: ignore[call-overload]
    wants = draw(st.lists(st.sets(st.integers(0, count - 1)), min_size=1, max_size=9))  # type: ignore[call-overload]
    return costs, wants, draw(st.integers(0, 30))


RULES: Sequence[Callable[[Election], tuple[int, ...]]] = [
    greedy_approval,
    lambda election: greedy_approval(election, "points_per_cost"),
    lambda election: equal_shares(election, "cost", "none"),
    lambda election: equal_shares(election, "cardinality", "increments"),
    lambda election: equal_shares(election, "cost", "increments_utilitarian"),
    lambda election: equal_shares(election),
]


@pytest.mark.parametrize("rule", RULES)
@given(drawn=elections(), seed=st.randoms(use_true_random=False))
def test_voters_are_equal_and_the_budget_holds(rule, drawn: Drawn, seed) -> None:
    costs, wants, budget = drawn
    chosen = rule(by_approvals(projects(costs), wants, budget))
    assert len(set(chosen)) == len(chosen)
    assert sum(costs[one] for one in chosen) <= budget
    assert set(chosen) <= set().union(*wants)
    mixed = list(wants)
    seed.shuffle(mixed)
    assert rule(by_approvals(projects(costs), mixed, budget)) == chosen


@given(drawn=elections(), times=st.integers(2, 1000))
def test_the_unit_of_money_means_nothing(drawn: Drawn, times: int) -> None:
    costs, wants, budget = drawn
    dear = by_approvals(projects([cost * times for cost in costs]), wants, budget * times)
    for rule in (greedy_approval, equal_shares):
        assert rule(dear) == rule(by_approvals(projects(costs), wants, budget))


@given(drawn=elections())
def test_every_voter_twice_means_nothing_but_to_points(drawn: Drawn) -> None:
    costs, wants, budget = drawn
    assert equal_shares(by_approvals(projects(costs), wants * 2, budget)) == equal_shares(
        by_approvals(projects(costs), wants, budget)
    )


@given(drawn=elections())
def test_money_for_all_buys_all_that_is_wanted(drawn: Drawn) -> None:
    costs, wants, _ = drawn
    election = by_approvals(projects(costs), wants, sum(costs))
    wanted = set().union(*wants)
    assert set(greedy_approval(election)) == set(equal_shares(election)) == wanted


@given(drawn=elections(most_cost=0))
def test_groups_with_wishes_in_common_are_justly_represented(drawn: Drawn) -> None:
    """Extended justified representation: of a group with the money for ℓ common wishes, one has ℓ met."""
    costs, wants, budget = drawn
    election = by_approvals(projects([1] * len(costs)), wants, budget)
    chosen = set(equal_shares(election, "cardinality", "none"))
    for size in range(1, len(costs) + 1):
        for common in combinations(range(len(costs)), size):
            group = [want for want in wants if want >= set(common)]
            if group and Fraction(len(group) * budget, len(wants)) >= size:
                assert max(len(want & chosen) for want in group) >= size
