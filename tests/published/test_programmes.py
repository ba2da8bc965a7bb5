"""What instances become in our model: the best of it is the best of a brute force, to the last digit."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.published.as_programme import selection_as_programme
from benchmarks.published.knapsack import read_knapsack, read_multiple_choice
from benchmarks.published.logos import read_logos
from benchmarks.published.mine_as_programme import worth
from benchmarks.published.minelib import read_mine
from benchmarks.published.money import NotExactError, factor_of, yuan
from benchmarks.published.network_as_programme import network_as_programme, simple_length
from benchmarks.published.networks import read_patterson, read_psplib
from benchmarks.published.pabulib import read_election
from benchmarks.published.solved import solved
from benchmarks.published.values import (
    Activity,
    Capacity,
    Item,
    Limit,
    Mine,
    Network,
    Option,
    Selection,
)
from tests.published import texts
from tests.published.texts import mine, written

AMOUNTS = st.decimals("0", "9.99", places=2)
VALUES = st.decimals("-9.9", "9.9", places=1)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    limits = draw(st.integers(1, 2))
    items = []
    for number in range(draw(st.integers(1, 4))):
        options = [
            Option(name=which, value=draw(VALUES), uses=tuple(draw(AMOUNTS) for _ in range(limits)))
            for which in range(draw(st.integers(1, 3)))
        ]
        items.append(Item(name=number, options=tuple(options), must=draw(st.booleans())))
    amounts = [Limit(name=str(k), amount=draw(AMOUNTS) * 2) for k in range(limits)]
    return Selection(name="drawn", items=tuple(items), limits=tuple(amounts))


def best_selection(selection: Selection) -> Decimal | None:
    """The best value of all choices that keep the limits, None where none does."""
    ways = [item.options if item.must else (None, *item.options) for item in selection.items]
    best = None
    for choice in itertools.product(*ways):
        taken = [option for option in choice if option is not None]
        if all(
            sum(option.uses[k] for option in taken) <= limit.amount
            for k, limit in enumerate(selection.limits)
        ):
            value = sum((option.value for option in taken), Decimal(0))
            best = value if best is None else max(best, value)
    return best


@settings(max_examples=40, deadline=None)
@given(selections())
def test_a_drawn_selection(selection: Selection) -> None:
    best, found = best_selection(selection), solved(selection)
    assert not found.breaches
    if best is None:
        assert (found.status, found.value, found.chosen) == ("IMPOSSIBLE", None, [])
    else:
        assert (found.status, found.value) == ("PROVEN_BEST", float(best))
        assert found.bound == found.value


@st.composite
def mines(draw: st.DrawFn) -> Mine:
    blocks, periods, resources = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(0, 2))
    before = [
        tuple(first for first in range(block) if draw(st.integers(0, 2)) == 0) for block in range(blocks)
    ]
    uses = [tuple((r, amount) for r in range(resources) if (amount := draw(AMOUNTS))) for _ in range(blocks)]
    most, least = st.none() | st.decimals("2", "9.99", places=2), st.none() | st.just(Decimal("1.5"))
    capacities = [
        tuple(Capacity(at_most=draw(most), at_least=draw(least)) for _ in range(periods))
        for _ in range(resources)
    ]
    return Mine(
        name="drawn",
        values=tuple(draw(VALUES) for _ in range(blocks)),
        before=tuple(before),
        uses=tuple(uses),
        capacities=tuple(capacities),
        periods=periods,
        rate=draw(st.sampled_from([Decimal(0), Decimal("0.08"), Decimal("0.25")])),
    )


def best_mine(given_mine: Mine) -> Decimal | None:
    """The best worth of all plans that keep order and capacities, None where none does."""
    never, blocks = given_mine.periods, range(len(given_mine.values))
    best = None
    for taken in itertools.product(range(never + 1), repeat=len(blocks)):
        in_order = all(
            taken[first] <= taken[b] for b in blocks for first in given_mine.before[b] if taken[b] < never
        )
        if in_order and all(_within(given_mine, taken, r, t) for r, t in _cells(given_mine)):
            value = sum((worth(given_mine, b, taken[b]) for b in blocks if taken[b] < never), Decimal(0))
            best = value if best is None else max(best, value)
    return best


def _cells(given_mine: Mine) -> Iterator[tuple[int, int]]:
    return itertools.product(range(len(given_mine.capacities)), range(given_mine.periods))


def _within(given_mine: Mine, taken: tuple[int, ...], resource: int, period: int) -> bool:
    here = [b for b, t in enumerate(taken) if t == period]
    used = sum((q for b in here for r, q in given_mine.uses[b] if r == resource), Decimal(0))
    held = given_mine.capacities[resource][period]
    return (held.at_most is None or used <= held.at_most) and used >= (held.at_least or 0)


@settings(max_examples=40, deadline=None)
@given(mines())
def test_a_drawn_mine(drawn: Mine) -> None:
    best, found = best_mine(drawn), solved(drawn)
    assert not found.breaches
    if best is None:
        assert (found.status, found.value) == ("IMPOSSIBLE", None)
    else:
        assert found.status == "PROVEN_BEST"
        assert found.value == pytest.approx(float(best), abs=1e-9)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    crews = [draw(st.integers(1, 3)) for _ in range(draw(st.integers(0, 2)))]
    count = draw(st.integers(1, 4))
    activities = [
        Activity(
            duration=draw(st.integers(0, 3)),
            demands=tuple(draw(st.integers(0, most)) for most in crews),
            successors=tuple(b for b in range(a + 1, count) if draw(st.integers(0, 2)) == 0),
        )
        for a in range(count)
    ]
    return Network(name="drawn", activities=tuple(activities), crews=tuple(crews))


def shortest(network: Network) -> int:
    """The least length of all plans that keep order and crews."""
    activities, most = network.activities, simple_length(network)
    best = most
    for starts in itertools.product(range(most + 1), repeat=len(activities)):
        ends = [start + activity.duration for start, activity in zip(starts, activities, strict=True)]
        if max(ends) < best and _may_be(network, starts, ends):
            best = max(ends)
    return best


def _may_be(network: Network, starts: tuple[int, ...], ends: list[int]) -> bool:
    activities = network.activities
    if any(ends[a] > starts[b] for a, activity in enumerate(activities) for b in activity.successors):
        return False
    return all(
        sum(act.demands[crew] for a, act in enumerate(activities) if starts[a] <= t < ends[a]) <= there
        for t in range(max(ends))
        for crew, there in enumerate(network.crews)
    )


@settings(max_examples=25, deadline=None)
@given(networks())
def test_a_drawn_network(network: Network) -> None:
    found = solved(network)
    assert not found.breaches
    assert (found.status, found.value) == ("PROVEN_BEST", shortest(network))
    assert found.bound == found.value


def test_small_instances_of_every_format(tmp_path: Path) -> None:
    knapsack = solved(read_knapsack(written(tmp_path, "a.dat", texts.KNAPSACK)))
    assert (knapsack.value, knapsack.chosen) == (11, [1, 3])
    choice = solved(read_multiple_choice(written(tmp_path, "a.txt", texts.MULTIPLE_CHOICE)))
    assert (choice.value, choice.chosen) == (9, [{"item": 1, "option": 2}, {"item": 2, "option": 1}])
    election = solved(read_election(written(tmp_path, "a.pb", texts.ELECTION)))
    assert (election.value, election.chosen) == (40, ["a/2", "3"])
    budget = solved(read_logos(written(tmp_path, "a.xml", texts.LOGOS)))
    assert budget.value == 12
    assert budget.chosen == [
        {"item": "pump", "option": "B"},
        {"item": "roof", "option": "A"},
        {"item": "lift", "option": "A"},
    ]
    pit = solved(read_mine(mine(tmp_path)))
    assert pit.value == pytest.approx(10.6)
    assert pit.chosen == [
        {"block": 0, "period": 0},
        {"block": 1, "period": 0},
        {"block": 2, "period": 1},
        {"block": 3, "period": 1},
    ]
    for read, name, text in ((read_psplib, "a.sm", texts.PSPLIB), (read_patterson, "a.rcp", texts.PATTERSON)):
        assert solved(read(written(tmp_path, name, text))).value == 5


def test_an_engine_is_asked_by_name(tmp_path: Path) -> None:
    selection = read_knapsack(written(tmp_path, "a.dat", texts.KNAPSACK))
    assert (solved(selection, "greedy").engine, solved(selection, "pulp").value) == ("greedy", 11)


def test_the_second_in_which_a_target_was_reached(tmp_path: Path) -> None:
    selection = read_knapsack(written(tmp_path, "a.dat", texts.KNAPSACK))
    reached = solved(selection, target=11.0)
    assert reached.reached is not None
    assert reached.reached <= reached.seconds
    assert solved(selection, target=11.1).reached is None


def test_amounts_become_whole_fen() -> None:
    amounts = [Decimal("2192.93"), Decimal("0.0001"), Decimal(2_000_000)]
    factor = factor_of(amounts)
    assert all((amount * factor) % 1 == 0 for amount in amounts)
    assert yuan(Decimal("2192.93"), Decimal(1000)) == "21929.30"
    assert factor_of([]) == factor_of([Decimal(0)])


def test_a_unit_is_far_above_a_fen_however_small_the_numbers() -> None:
    assert Decimal(3) * factor_of([Decimal(3), Decimal(1)]) >= 10**8


def test_amounts_of_too_many_digits_are_refused(tmp_path: Path) -> None:
    selection = read_knapsack(written(tmp_path, "a.dat", texts.KNAPSACK))
    odd = replace(
        selection, limits=(selection.limits[0], Limit(name="odd", amount=Decimal("1e9") + Decimal("1e-9")))
    )
    with pytest.raises(NotExactError, match="19 digits"):
        selection_as_programme(odd)


def test_reservoirs_are_read_but_not_planned(tmp_path: Path) -> None:
    with pytest.raises(NotExactError, match="reservoirs"):
        network_as_programme(read_patterson(written(tmp_path, "a.rcp", texts.WITH_RESERVOIR)))
