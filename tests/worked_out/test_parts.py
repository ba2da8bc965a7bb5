"""Programmes that fall into parts: what falls apart, what their bounds prove, and that joined plans hold."""

from __future__ import annotations

import time
from dataclasses import replace as changed
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks import drawn
from solvers import audit, solve
from solvers.engines import highs
from solvers.engines.answer import Wish
from solvers.parts import alone
from solvers.parts.find import parts_of, programme_of, unit_of
from solvers.parts.joint import joint
from solvers.parts.newton import inner, least
from solvers.parts.one import one_of, own_rows, smooth_of, with_arrays
from solvers.parts.shares import Purse, amounts_of, shares_of, spans_of
from solvers.parts.whole import _sampled, solve_by_parts
from solvers.program.funds import fund_list
from solvers.search.run import Event, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scenarios.model.programme import Programme
    from solvers.search.certified import Solve


def by_parts(
    programme: Programme,
    seconds: float = 120.0,
    gap: float = 1e-3,
    workers: int = 1,
    progress: Callable[[Event], None] | None = None,
) -> Solve:
    """Return the solve of a programme by its parts."""
    parts = parts_of(programme)
    assert parts is not None
    wish = Wish(gap=gap, seconds=seconds, workers=workers)
    run = Run(wish=wish, engine="priced", until=time.monotonic() + seconds, progress=progress)
    return solve_by_parts(programme, parts, run)


@pytest.mark.parametrize(("areas", "estates", "seed"), [(2, 8, 1), (3, 12, 2), (4, 16, 3)])
def test_the_best_lies_between_plan_and_bound(areas: int, estates: int, seed: int) -> None:
    programme = drawn.nation(estates=estates, areas=areas, periods=8, seed=seed)
    found = by_parts(programme)
    whole = solve(programme.replace(), engine="highs", gap=0.0, seconds=60.0)
    assert whole.bound is not None
    assert whole.objective is not None
    assert found.bound is not None
    assert found.objective is not None
    assert found.plan is not None
    assert found.bound >= whole.objective - 1e-6 * abs(whole.objective)
    assert found.objective <= whole.bound + 1e-6 * abs(whole.bound)
    assert audit(programme.replace(), found.plan) == ()
    worth = sum(one.benefit or 0.0 for one in found.plan.campaigns)
    assert worth > 0


def test_the_same_again() -> None:
    programme = drawn.nation(estates=15, areas=3, periods=8)
    first, second = by_parts(programme.replace()), by_parts(programme.replace())
    assert first.plan == second.plan
    assert first.bound == second.bound


def in_this_process(function: str, given: Iterator[Any], workers: int, until: float) -> Iterator[Any]:
    """Call functions of units one after another, here."""
    for number, arguments in enumerate(given):
        yield number, getattr(alone, function.split(":")[1])(*arguments)


def test_larger_units_are_planned_near_their_prices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solvers.parts.alone.FEW", 10)
    monkeypatch.setattr("solvers.parts.find.UNIT", 50)
    monkeypatch.setattr("solvers.engines.side_by_side.calls", in_this_process)
    programme = drawn.nation(estates=240, areas=2, periods=8)
    parts = parts_of(programme)
    assert parts is not None
    assert int(parts.unit.max()) + 1 > parts.count
    found = by_parts(programme)
    assert found.plan is not None
    assert found.bound is not None
    assert found.objective is not None
    assert 0 < found.objective <= found.bound
    whole = solve(programme.replace(), engine="highs", gap=1e-3, seconds=60.0)
    assert whole.objective is not None
    assert found.bound >= whole.objective
    assert audit(programme.replace(), found.plan) == ()


def test_a_unit_whose_knots_lead_nowhere_starts_what_its_relaxation_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("solvers.parts.alone.FEW", 10)
    monkeypatch.setattr("solvers.parts.alone.by_knots", lambda *_: None)
    monkeypatch.setattr("solvers.engines.side_by_side.calls", in_this_process)
    programme = drawn.nation(estates=80, areas=2, periods=8)
    found = by_parts(programme)
    assert found.plan is not None
    assert found.gap is not None
    assert found.gap < 0.05
    assert audit(programme.replace(), found.plan) == ()


def test_a_units_relaxation_comes_to_rest_where_prices_begin_far_off() -> None:
    programme = drawn.nation(estates=400, areas=2, periods=8)
    parts = parts_of(programme)
    assert parts is not None
    one = one_of(unit_of(programme, parts, 0))
    row_high = one.parted.arrays.row_high.copy()
    scarce = one.parted.groups.coupling[[n for n, name in enumerate(one.row_name) if "utility" in name]]
    row_high[scarce] *= 0.2
    tight = with_arrays(one.parted, changed(one.parted.arrays, row_high=row_high))
    prices = np.zeros(len(tight.low))
    x, found = alone.in_turns(tight, prices, Wish(gap=1e-4, seconds=60.0), time.monotonic() + 60.0)
    assert x is not None
    assert found is not None
    whole = highs.relax(tight.arrays, 60.0, 1)
    assert whole.bound is not None
    assert float(tight.arrays.cost @ x) >= whole.bound * (1 - 2e-4)
    assert tight.arrays.infeasibility(x) < 1e-6
    assert tight.bound(tight.usable(found), tight.priced(tight.usable(found))) <= whole.bound * (1 + 2e-4)


def test_units_keep_streets_together() -> None:
    programme = drawn.nation(estates=600, areas=2)
    parts = parts_of(programme)
    assert parts is not None
    streets = programme.estates.street
    for street in set(streets.tolist()):
        assert len(np.unique(parts.unit[streets == street])) == 1
    units = [unit_of(programme, parts, unit) for unit in range(int(parts.unit.max()) + 1)]
    assert sum(len(one.estates) for one in units) == 600
    assert sum(len(one.works) for one in units) == len(programme.works)


def test_the_same_with_any_number_of_workers() -> None:
    programme = drawn.nation(estates=15, areas=3, periods=8)
    one, two = by_parts(programme.replace(), workers=1), by_parts(programme.replace(), workers=2)
    assert one.plan == two.plan
    assert one.bound == two.bound


def test_a_hand_ends_it_with_the_plans_so_far() -> None:
    programme = drawn.nation(estates=15, areas=3, periods=8)

    def stop(event: Event) -> None:
        if event.objective is not None:
            raise KeyboardInterrupt

    found = by_parts(programme, progress=stop)
    assert found.interrupted
    assert not found.repeatable
    assert found.plan is not None
    assert found.bound is None
    assert 0 < len(found.plan.campaigns) < 15
    assert audit(programme.replace(), found.plan) == ()


def test_with_no_time_what_is_told_is_true() -> None:
    programme = drawn.nation(estates=15, areas=3, periods=8)
    found = by_parts(programme.replace(), seconds=0.0)
    assert not found.repeatable
    best = solve(programme.replace(), engine="highs", gap=0.0)
    assert best.objective is not None
    assert best.bound is not None
    assert found.bound is None or found.bound >= best.objective * (1 - 1e-9)
    if found.plan is None:  # a slow machine: no unit came back in time
        assert found.objective is None
        assert found.message
    else:
        assert audit(programme.replace(), found.plan) == ()
        assert found.objective is not None
        assert found.objective <= best.bound * (1 + 1e-9)


def test_provinces_share_national_funds_alone() -> None:
    programme = drawn.nation(estates=60, areas=4)
    parts = parts_of(programme)
    assert parts is not None
    assert parts.count == 4
    tags = programme.estates.programme_tag[[np.flatnonzero(parts.estate == k)[0] for k in range(4)]]
    assert tags.tolist() == ["P01", "P02", "P03", "P04"]
    shared = set(programme.funds.fund[parts.fund < 0].tolist())
    assert shared == {"central", "bond", "resident", "utility"}
    inside = [programme_of(programme, parts, number) for number in range(4)]
    assert sum(len(one.estates) for one in inside) == 60
    assert sum(len(one.works) for one in inside) == len(programme.works)


def test_what_is_tied_stays_whole() -> None:
    assert parts_of(drawn.city(estates=60, areas=3)) is None
    assert parts_of(drawn.district(estates=60)) is None
    nation = drawn.nation(estates=60, areas=4)
    pilot = nation.estates.pilot.copy()
    pilot[0] = True
    assert parts_of(nation.replace(estates=changed(nation.estates, pilot=pilot))) is None
    zone = nation.estates.zone.copy()
    zone[[0, -1]] = "both ends"
    joined = parts_of(nation.replace(estates=changed(nation.estates, zone=zone)))
    assert joined is not None
    assert joined.count == 3


def test_prices_that_a_part_ends_at_are_nearly_the_relaxations() -> None:
    programme = drawn.nation(estates=40, areas=2, periods=8)
    parts = parts_of(programme)
    assert parts is not None
    one = one_of(programme_of(programme, parts, 0), frozenset())
    worth = float(one.parted.priced(np.zeros(len(one.parted.low))).best.mean())
    smooth = smooth_of(one.parted, np.arange(len(own_rows(one)) + int(one.narrow.sum())))
    y, at = least(smooth, inner(smooth, 100 * worth), [worth * 0.3**k for k in range(12)])
    prices = one.parted.usable(smooth.prices(y))
    bound = one.parted.bound(prices, one.parted.priced(prices))
    relaxed = highs.relax(one.program.arrays, 30.0, 1)
    assert relaxed.bound is not None
    assert relaxed.bound - 1e-6 * relaxed.bound <= bound <= 1.001 * relaxed.bound
    assert at.value >= bound - 0.01 * bound


def test_prices_of_smaller_samples_lead_to_the_same_prices() -> None:
    programme = drawn.nation(estates=160, areas=2, periods=8)
    parts = parts_of(programme)
    assert parts is not None
    shared = frozenset(programme.funds.fund[parts.fund < 0].tolist())
    few, all_ = (
        [one_of(programme_of(programme, parts, number, every), shared) for number in range(2)]
        for every in (2, 1)
    )
    anew = joint(all_, [1.0, 1.0])
    further = joint(all_, [1.0, 1.0], joint(few, [2.0, 2.0]))
    assert further.shared == pytest.approx(anew.shared, rel=0.05, abs=1e-2)
    nothing = changed(anew, own=({}, {}))
    assert joint(all_, [1.0, 1.0], nothing).shared == anew.shared


def test_a_sample_that_asks_for_much_leaves_money_as_dear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solvers.parts.whole._SAMPLES", (40,))
    programme = drawn.nation(estates=160, areas=2, periods=8)
    parts = parts_of(programme)
    assert parts is not None
    held = []

    def seen(ones: list[Any], weights: list[float], known: Any) -> Any:
        held.append(weights)
        return joint(ones, weights, known)

    monkeypatch.setattr("solvers.parts.whole.joint", seen)
    _sampled(programme, parts, frozenset(programme.funds.fund[parts.fund < 0].tolist()))
    price = dict(zip(programme.work_types.id.tolist(), programme.work_types.unit_cost.tolist(), strict=True))

    def cost(number: int, every: int) -> float:
        works = programme_of(programme, parts, number, every).works
        each = zip(works.work_type.tolist(), works.quantity.tolist(), strict=True)
        return float(sum(price[kind] * much for kind, much in each))

    sizes = np.bincount(parts.estate)
    assert (sizes >= 80).any()
    for number, weight in enumerate(held[0]):
        every = max(int(sizes[number]) // 40, 1)
        assert cost(number, every) * weight == pytest.approx(cost(number, 1))


def test_shares_are_whole_and_never_more_than_there_is() -> None:
    funds = fund_list(drawn.nation(estates=40, areas=2))
    spans, amounts = spans_of(funds), amounts_of(funds)
    wanted = [{name: np.full(5, much) for name in ("bond", "central")} for much in (3e8, 1e8)]
    first, second = shares_of(spans, amounts, wanted)
    for name in ("bond", "central"):
        assert (first[name] >= second[name]).all()
        assert (first[name] + second[name] <= amounts[name]).all()
        assert int((first[name] + second[name]).sum()) >= int(amounts[name].sum()) - 2 * len(amounts[name])


def test_what_is_paid_is_no_longer_there() -> None:
    funds = fund_list(drawn.nation(estates=40, areas=2))
    spans, amounts = spans_of(funds), amounts_of(funds)
    purse = Purse(spans, {"bond": amounts["bond"]})
    purse.paid({"bond": np.array([5, 0, 0, 0, 0])}, 1.0)
    assert int(purse.share(1.0)["bond"].sum()) == int(amounts["bond"].sum()) - 5
    assert (purse.share(0.5)["bond"] <= amounts["bond"] // 2).all()


def test_what_one_pays_late_leaves_others_their_early_money() -> None:
    spans = {"carried": np.array([[0, 2], [1, 2], [2, 2]]), "lapses": np.array([[0, 1], [1, 2], [2, 2]])}
    amount = np.array([100, 100, 100])
    purse = Purse(spans, {"carried": amount, "lapses": amount})
    purse.paid({"carried": np.array([0, 0, 60]), "lapses": np.array([0, 50, 0])}, 0.5)
    left = purse.share(1.0)
    assert left["carried"].tolist() == [100, 90, 50]
    assert left["lapses"].tolist() == [100, 50, 100]
    purse.paid({"carried": np.array([30, 0, 0]), "lapses": np.array([50, 75, 50])}, 1.0)
    left = purse.share(1.0)
    assert left["carried"].tolist() == [70, 90, 50]
    assert int(left["lapses"].sum()) == 250 - 175
