"""Programmes solved by the priced engine: brute force, the audit and HiGHS agree, each way it goes."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from solvers import audit, solve
from solvers.engines import child
from solvers.engines.answer import BY_PRICES, Status
from tests.worked_out import test_tiers
from tests.worked_out.brute import brute_force
from tests.worked_out.by_hand import fund, programme
from tests.worked_out.drawn_tiers import tiered
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.test_engines_agree import check_engine
from tests.worked_out.test_place_agrees import crowded
from tests.worked_out.test_solve import tangled

FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
OFF = 1e-6
SMALL_GOES = """
from solvers.engines import highs
from solvers.engines.priced import clusters, engine
engine._FEW_COLUMNS = highs._MANY_COLUMNS = 0
clusters._MANY_ROWS = {rows}
from solvers.engines.child import serve; serve()
"""


@pytest.fixture(params=[0, 10**9], ids=["clusters", "groups"])
def small_goes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let small programs go the way of large ones in the child."""
    child._dismiss()
    monkeypatch.setattr(child, "_PROGRAM", SMALL_GOES.format(rows=request.param))
    yield
    child._dismiss()


def check(drawn: Drawn) -> None:
    """The engine proves what brute force finds."""
    given_ = drawn.programme()
    check_engine(given_, brute_force(given_), "priced")


@FEW
@given(programmes())
def test_brute_force_agrees(small_goes: None, drawn: Drawn) -> None:
    check(drawn)


@FEW
@given(crowded())
def test_brute_force_agrees_on_what_opens_together(small_goes: None, drawn: Drawn) -> None:
    check(drawn)


@FEW
@given(tiered())
def test_brute_force_agrees_on_tiers(small_goes: None, drawn: Drawn) -> None:
    test_tiers.check(drawn, "priced")


@pytest.mark.parametrize("gap", [0.0, 1e-3, 0.3])
def test_the_certificate_names_who_proved_the_bound(small_goes: None, gap: float) -> None:
    given_ = tangled(1)
    found = solve(given_, engine="priced", gap=gap, seconds=30, workers=1)
    assert found.plan is not None
    assert audit(given_, found.plan) == ()
    assert found.engine == ("priced" if found.bound_by == BY_PRICES else "highs")
    assert found.engine == ("priced" if gap == 0.3 else "highs")
    best = solve(given_, engine="highs", gap=0.0, seconds=30, workers=1)
    assert best.objective is not None
    assert found.objective is not None
    assert found.bound is not None
    assert found.objective <= best.objective + OFF
    assert found.bound >= best.objective - OFF
    assert found.gap is not None
    assert found.gap <= max(gap, 1e-9)


def test_what_cannot_be_gives_way_as_highs_says(small_goes: None) -> None:
    must = {"start_once": {"must_start": True}}
    given_ = programme(funds=[fund(2021, 1_500_000)], rules=must, more={"soft": {"ranks": {"start_once": 1}}})
    assert solve(given_, engine="priced", seconds=20, workers=1).status is Status.IMPOSSIBLE
    priced, whole = (
        solve(given_, engine=name, gap=0.0, seconds=60, workers=1, best_possible=True)
        for name in ("priced", "highs")
    )
    assert priced.gave_way == whole.gave_way
    assert priced.gave_way
    assert priced.status is whole.status is Status.IMPOSSIBLE
    for one, other in zip(priced.ranks, whole.ranks, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise on Windows")
def test_ctrl_c_ends_with_the_best_plan_so_far(small_goes: None) -> None:
    given_, planned = tangled(2, estates=60, periods=20), threading.Event()

    def interrupt() -> None:
        planned.wait(60)
        os.kill(os.getpid(), signal.SIGINT)

    def heard(event: Any) -> None:
        if event.objective is not None:
            planned.set()

    threading.Thread(target=interrupt).start()
    began = time.monotonic()
    found = solve(given_, engine="priced", gap=0.0, seconds=120, progress=heard)
    assert time.monotonic() - began < 60
    assert (found.status, found.interrupted, found.repeatable) == (Status.FEASIBLE, True, False)
    assert found.plan is not None
    assert audit(given_, found.plan) == ()


@pytest.mark.slow
@MANY
@given(programmes())
def test_brute_force_agrees_on_many(small_goes: None, drawn: Drawn) -> None:
    check(drawn)


@pytest.mark.slow
@MANY
@given(crowded())
def test_brute_force_agrees_on_much_that_opens_together(small_goes: None, drawn: Drawn) -> None:
    check(drawn)


@pytest.mark.slow
@MANY
@given(tiered(whole_fen=False))
def test_brute_force_agrees_on_tiers_of_many(small_goes: None, drawn: Drawn) -> None:
    test_tiers.check(drawn, "priced")
