"""Many replications: what is kept of each, joined, checked by the reference engine; sums found by hand."""

from dataclasses import fields, replace
from functools import cache

import numpy as np
import pytest

from scenarios.tables.chance_settings import Chance
from solvers.construction.chance import Chances, draws_of, plain_chances
from solvers.construction.ledger import Bearing, bearing_of, ledger_of, worked_of
from solvers.construction.play import replay
from solvers.construction.play.played import MAIN
from solvers.construction.runs import Runs, certificate_of, joined, many, runs_of
from solvers.construction.runs.many import PART
from solvers.construction.site import NEVER, Site
from tests.construction.by_hand import Job, built
from tests.construction.test_chance_draws import STILL
from tests.construction.test_ledger_by_days import RULE, peopled

SEED = 5


@cache
def case() -> tuple[Site, Chances, Bearing]:
    site, people = peopled(3)
    return site, plain_chances(site, Chance()), bearing_of(site, RULE, people)


@cache
def some() -> Runs:
    return runs_of(*case(), seed=SEED, replications=6, first=PART - 2, weeks=True)


def _different(mine: Runs, theirs: Runs) -> list[str]:
    pairs = {field.name: (getattr(mine, field.name), getattr(theirs, field.name)) for field in fields(Runs)}
    return [name for name, (one, other) in pairs.items() if not np.array_equal(one, other)]


def test_each_replication_is_the_reference_engines_and_has_its_ledger() -> None:
    site, chances, bearing = case()
    runs = some()
    draws = draws_of(site, chances, SEED, 6, PART - 2)
    for r in range(6):
        played = replay(site, draws, r).played
        ledger = ledger_of(bearing, played, worked_of(draws, r))
        assert np.array_equal(runs.finish[r], played.finish)
        assert runs.programme_finish[r] == played.finish.max()
        assert runs.burden[r] == pytest.approx(ledger.burden)
        assert runs.weighted[r] == pytest.approx(ledger.weighted.sum(axis=0))
        assert runs.peak[r] == pytest.approx(ledger.peak)
        assert runs.reopened[r] == ledger.reopened.sum()
        assert runs.accesses[r] == ledger.accesses.max()
        assert runs.gini[r] == pytest.approx(ledger.gini)
        for c in range(site.campaigns):
            works = (site.of == c) & site.included
            worked = played.start[works][played.end[works] > played.start[works]]
            assert runs.start[r, c] == (worked.min() if worked.size else NEVER)
    assert runs.household_days.sum() > 0
    assert runs.block.tolist() == [0] * 6
    assert ((runs.drivers > 0) & (runs.drivers < 1)).all()


def test_totals_are_those_of_the_visits() -> None:
    site, chances, _ = case()
    draws = draws_of(site, chances, SEED, 6, PART - 2)
    lasted = np.zeros(site.activities)
    for r in range(6):
        played = replay(site, draws, r).played
        lasted += np.where(played.done < NEVER, played.done - played.start[:, MAIN], 0)
    assert np.array_equal(some().lasted, lasted)
    assert some().waited.sum() > 0


def test_what_waits_for_a_crew_is_counted_from_its_first_open_day() -> None:
    jobs = [Job(name=name, days=3, needs={"pipe": 1}) for name in "ab"]
    site = built(*jobs, pools={"pipe": 1}, closed=[[0, 1]], sensitivity=("",))
    runs = runs_of(site, plain_chances(site, STILL), bearing_of(site, RULE), seed=1, replications=2)
    assert runs.mean_waited.tolist() == [0, 3]


def test_joined_runs_are_those_played_together() -> None:
    site, chances, bearing = case()
    first, second = (
        runs_of(site, chances, bearing, seed=SEED, replications=3, first=PART - 2 + 3 * k, weeks=True)
        for k in range(2)
    )
    both = joined(first, second)
    assert _different(both, some()) in ([], ["weeks"])
    assert both.weeks == pytest.approx(some().weeks, rel=1e-5)
    with pytest.raises(ValueError, match="does not follow"):
        joined(second, first)
    with pytest.raises(ValueError, match="cannot be joined"):
        joined(first, replace(second, seed=9))
    with pytest.raises(ValueError, match="no runs"):
        joined()


def test_the_mean_week_holds_all_that_is_borne() -> None:
    bearing, runs = case()[2], some()
    assert runs.weeks is not None
    by_channel = runs.weeks.sum(axis=(0, 1)) * bearing.channel_weight
    assert by_channel == pytest.approx(runs.weighted.mean(axis=0), rel=1e-4)


def test_batches_change_nothing_but_the_rounding_of_the_mean_week(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = runs_of(*case(), seed=SEED, replications=150, weeks=True)
    monkeypatch.setattr(many, "TOGETHER", PART)
    runs = runs_of(*case(), seed=SEED, replications=150, weeks=True)
    assert set(_different(runs, wanted)) <= {"weeks"}
    assert runs.weeks == pytest.approx(wanted.weeks, rel=1e-5, abs=1e-6)


def test_sums_of_weeks_have_room_for_all_that_is_played_together() -> None:
    pytest.importorskip("numba")
    from solvers.construction.ledger.compiled import ALL_DAYS

    assert 7 * many.TOGETHER < 2 ** (31 - ALL_DAYS)
    assert 7 * many.TOGETHER < 2**ALL_DAYS


def test_only_finish_keeps_no_ledger() -> None:
    site, chances, bearing = case()
    runs = runs_of(site, chances, bearing, seed=SEED, replications=6, first=PART - 2, only_finish=True)
    assert np.array_equal(runs.finish, some().finish)
    assert runs.burden.size == 0
    assert runs.waited.sum() == 0


def test_the_certificate_compares_every_visit() -> None:
    site, chances, _ = case()
    good = certificate_of(site, chances, SEED, some())
    assert (good.checked, good.mismatches) == (3, 0)
    assert len(set(good.numbers)) == 3
    assert good.visits > 3 * 20
    wrong = replace(some(), finish=some().finish + 1)
    assert certificate_of(site, chances, SEED, wrong).mismatches == 3


def test_what_cannot_be_played_is_told() -> None:
    with pytest.raises(ValueError, match="no engine"):
        runs_of(*case(), seed=1, replications=1, engine="abacus")
    with pytest.raises(ValueError, match="cannot be played"):
        runs_of(*case(), seed=1, replications=0)


def _alike(mine: Runs, theirs: Runs) -> None:
    for field in fields(Runs):
        one, other = getattr(mine, field.name), getattr(theirs, field.name)
        if field.name == "engine":
            continue
        if isinstance(one, np.ndarray) and one.dtype.kind == "f":
            assert one == pytest.approx(other, rel=1e-6, abs=1e-6), field.name
        else:
            assert np.array_equal(one, other), field.name


@pytest.mark.parametrize("seed", range(12))
def test_the_compiled_ledger_is_the_plain_one(seed: int) -> None:
    pytest.importorskip("numba")
    site, people = peopled(seed)
    rule = RULE if seed % 2 else RULE.model_copy(update={"through_night": ("water", "gas")})
    site = replace(site, inspectors=2, horizon=int(np.random.default_rng(seed).choice([400, 1000])))
    asked = site, plain_chances(site, Chance()), bearing_of(site, rule, people)
    wanted = {"seed": seed, "replications": 5, "weeks": True}
    fast, slow = (runs_of(*asked, engine=engine, **wanted) for engine in ("numba", "lean"))
    _alike(fast, slow)
    assert fast.reopened.sum() + fast.accesses.sum() > 0


def test_workers_change_nothing() -> None:
    wanted = {"seed": SEED, "replications": 6, "first": PART - 2, "weeks": True}
    for engine in ("auto", "lean"):
        one, two = (runs_of(*case(), engine=engine, workers=workers, **wanted) for workers in (1, 2))
        assert _different(one, two) == []
