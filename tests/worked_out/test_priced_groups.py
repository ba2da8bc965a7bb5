"""Groups by hand: whose columns, which rows are their own, which couple; and pricing against brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from solvers.engines.priced.groups import Groups
from solvers.engines.priced.pricing import Parted, Priced, options_within
from solvers.program.arrays import Arrays
from solvers.rules.export import column_names, row_names
from solvers.rules.program import phasing_program
from tests.worked_out.by_hand import estate, programme, work, work_type
from tests.worked_out.drawn_arrays import drawn_arrays

MUST = {"start_once": {"must_start": True}}
MORE_TYPES = [
    work_type(),
    work_type("bury", work_class="upgrade"),
    work_type("tidy", work_class="upgrade"),
    work_type("lift", work_class="upgrade"),
]
SEEDS = st.integers(0, 10**6)


class Told:
    """The groups of a programme in the names of its columns and rows."""

    def __init__(self, given_: Programme) -> None:
        program = phasing_program(given_)
        assert program.arrays.labels is not None
        self.parted = Parted(program.arrays, program.arrays.labels)
        self.columns, self.rows = column_names(program), row_names(program)

    @property
    def options(self) -> list[list[str]]:
        """Options of each group."""
        held = self.parted.groups
        return [
            [self.columns[j] for j in part] for part in np.split(held.option, held.first[1:]) if len(part)
        ]

    @property
    def choices(self) -> list[tuple[str, list[str], bool]]:
        """Of each choice its option, its items, and whether one has to be taken."""
        held = self.parted.groups
        parts = np.split(held.item, held.choice_first[1:]) if len(held.item) else []
        return [
            (self.columns[held.option[option]], [self.columns[j] for j in part], bool(must))
            for option, part, must in zip(held.choice_option, parts, held.choice_must, strict=True)
        ]

    def coupling(self) -> set[str]:
        """Return the rules whose rows couple groups."""
        return {self.rows[r].partition("[")[0] for r in self.parted.groups.coupling}


def start(campaign: str, *periods: int) -> list[str]:
    """Return the names of starts in quarters of 2021."""
    return [f"start[{campaign},2021Q{quarter}]" for quarter in periods]


def test_each_campaign_is_a_group_of_its_starts() -> None:
    told = Told(programme(periods=2))
    assert told.options == [start("A", 1, 2), start("B", 1, 2)]
    assert told.choices == []
    assert not told.parted.groups.must.any()
    assert told.coupling().isdisjoint({"start_once", "works_ride"})
    assert sorted(told.columns[j].partition("[")[0] for j in told.parted.groups.other) == ["draw"]


def test_what_must_start_has_to_take_an_option() -> None:
    assert Told(programme(rules=MUST)).parted.groups.must.all()


def test_a_campaign_without_open_starts_is_no_group() -> None:
    told = Told(programme(periods=2, estates=[estate("A", earliest="2022-01-01"), estate("B")]))
    assert told.options == [start("B", 1, 2)]


def test_where_nothing_may_start_there_are_no_groups() -> None:
    late = [estate("A", earliest="2022-01-01"), estate("B", earliest="2022-01-01")]
    assert Told(programme(periods=2, estates=late)).parted.groups.count == 0


@pytest.mark.parametrize("must", [False, True])
def test_modes_of_a_place_are_one_group(must: bool) -> None:
    told = Told(
        programme(
            periods=1,
            works=[work("A", campaign="micro"), work("A", campaign="rebuild"), work("B")],
            rules=MUST if must else {},
        )
    )
    assert told.options == [start("A/micro", 1) + start("A/rebuild", 1), start("B", 1)]
    assert told.parted.groups.must.tolist() == [must, must]
    assert told.coupling().isdisjoint({"start_once", "modes"})


def test_a_work_that_may_be_left_out_rides_on_each_start() -> None:
    told = Told(programme(periods=2, work_types=MORE_TYPES, works=[work("A"), work("A", "lift")]))
    assert told.options == [start("A", 1, 2)]
    lifts = [f"include[A:lift,2021Q{q}]" for q in (1, 2)]
    assert told.choices == [(start("A", q)[0], [lifts[q - 1]], False) for q in (1, 2)]
    assert "works_ride" not in told.coupling()


@pytest.mark.parametrize("required", ["yes", "no"])
def test_alternatives_are_one_choice(required: str) -> None:
    works = [
        work("A"),
        work("A", "bury", alternatives="wires", required=required),
        work("A", "tidy", alternatives="wires"),
        work("A", "lift"),
    ]
    told = Told(programme(periods=1, work_types=MORE_TYPES, works=works))
    wires = ["include[A:bury,2021Q1]", "include[A:tidy,2021Q1]"]
    ((first, *_), (second, *_)) = told.choices
    assert first == second == start("A", 1)[0]
    assert (*start("A", 1), wires, required == "yes") in told.choices
    assert (*start("A", 1), ["include[A:lift,2021Q1]"], False) in told.choices
    assert told.coupling().isdisjoint({"works_ride", "alternatives", "start_once"})


def test_works_at_several_buildings_each_ride_and_one_row_couples_them() -> None:
    lifts = [work("A", "lift", building=name) for name in ("1", "2")]
    told = Told(programme(periods=1, work_types=MORE_TYPES, works=[work("A"), *lifts]))
    assert [(option, len(items), must) for option, items, must in told.choices] == [
        (start("A", 1)[0], 1, False)
    ] * 2
    assert "all_buildings" in told.coupling()


def test_columns_that_are_closed_are_never_taken() -> None:
    arrays = drawn_arrays(3)
    assert arrays.labels is not None
    closed = Arrays(**{**vars(arrays), "high": np.where(arrays.whole, 0.0, arrays.high)})
    parted = Parted(closed, arrays.labels)
    priced = parted.priced(np.zeros(len(parted.low)))
    assert np.isneginf(priced.value).all()


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_pricing_is_what_brute_force_over_each_group_finds(seed: int, prices_seed: int) -> None:
    arrays = drawn_arrays(seed, places=4)
    assert arrays.labels is not None
    parted = Parted(arrays, arrays.labels)
    groups = parted.groups
    prices = np.random.default_rng(prices_seed).normal(size=len(parted.low)) * 3
    priced = parted.priced(prices)
    reduced = arrays.cost - arrays.matrix[groups.coupling].T @ prices
    assert np.allclose(priced.reduced, reduced)
    for group in range(groups.count):
        best = max((value for _, value in _ways(arrays, groups, group, reduced)), default=-np.inf)
        assert priced.best[group] == pytest.approx(best), group
    _takes_what_it_says(parted, priced, arrays)


def _ways(arrays: Arrays, groups: Groups, group: int, reduced: np.ndarray) -> list[tuple[np.ndarray, float]]:
    """Return all that a group may take by rows that are its own, with what it is worth."""
    local = np.setdiff1d(np.arange(arrays.rows), groups.coupling)
    rows, low, high = arrays.matrix[local].toarray(), arrays.row_low[local], arrays.row_high[local]
    own = np.flatnonzero(groups.group == group)
    items_of = [groups.item[groups.choice_option[groups.choice] == option] for option in own]
    columns = np.concatenate([groups.option[own], *items_of]).astype(np.int64)
    about = np.abs(rows[:, columns]).sum(axis=1) > 0
    found = []
    for option, items in [(None, np.zeros(0, dtype=np.int64)), *zip(own, items_of, strict=True)]:
        for taken in product((0.0, 1.0), repeat=len(items)):
            x = np.zeros(arrays.columns)
            x[items] = taken
            if option is not None:
                x[groups.option[option]] = 1.0
            sums = rows[about] @ x
            if (sums >= low[about]).all() and (sums <= high[about]).all() and (x <= arrays.high).all():
                found.append((x, float(reduced @ x)))
    return found


def _takes_what_it_says(parted: Parted, priced: Priced, arrays: Arrays) -> None:
    """What options take with what rides on them keeps the groups' own rows and is worth their value."""
    groups = parted.groups
    options = np.flatnonzero(np.isfinite(priced.value))
    taken = parted.taken(priced, options).toarray()
    assert np.allclose(taken @ priced.reduced, priced.value[options])
    local = np.setdiff1d(np.arange(arrays.rows), [*groups.coupling, *groups.row[groups.must]])
    sums = arrays.matrix[local] @ taken.T
    assert (sums <= arrays.row_high[local][:, None] + 1e-9).all()
    assert (sums >= arrays.row_low[local][:, None] - 1e-9).all()
    assert (taken <= arrays.high).all()
    best = options_within(groups, priced, 0.0)
    assert (priced.value[best] == priced.best[groups.group[best]]).all()
