"""What holds in the long run: queues against their formulas, and how often intervals of P80 cover it.

The coverage takes longer and runs apart: ``python -m pytest -m slow tests/construction/test_statistics.py``.
"""

from dataclasses import replace
from math import factorial

import numpy as np
import pytest

from scenarios.tables.chance_settings import Chance
from solvers.construction.answers.quantiles import quantiles
from solvers.construction.chance import bank_of, plain_chances
from solvers.construction.ledger import bearing_of
from solvers.construction.play.played import MAIN
from solvers.construction.runs import runs_of
from solvers.construction.runs.engines import engine_named, engine_of
from solvers.construction.site import undisturbed
from tests.construction.by_hand import Job, built
from tests.construction.test_ledger_by_days import RULE, peopled

GRAIN = 50
"""Days of a mean service: so many that whole days hardly matter."""
BLOCK, BLOCKS = 128, 4


def _wait(servers: int, load: float, services: np.ndarray) -> float:
    """Return the mean wait in mean services, of customers who arrive at random."""
    rng = np.random.default_rng(3)
    gaps = rng.exponential(GRAIN / (servers * load), len(services))
    arrivals = np.floor(np.cumsum(gaps)).astype(int)
    days = np.maximum(np.rint(services * GRAIN), 1).astype(int)
    horizon = int(arrivals[-1] + days.sum() // servers + 10 * GRAIN)
    jobs = [
        Job(name=f"j{n:06d}", days=int(d), planned=int(a), needs={"pipe": 1})
        for n, (a, d) in enumerate(zip(arrivals, days, strict=True))
    ]
    site = built(*jobs, pools={"pipe": servers}, horizon=horizon)
    played = engine_of(site, engine_named("auto", site.open.shape[1])).play(undisturbed(site))
    return float((played.start[:, MAIN] - played.ready[:, MAIN]).mean()) / GRAIN


def _erlang(servers: int, load: float) -> float:
    """Return the mean wait of M/M/c in mean services."""
    offered = servers * load
    last = offered**servers / factorial(servers) / (1 - load)
    chance = last / (sum(offered**k / factorial(k) for k in range(servers)) + last)
    return chance / (servers * (1 - load))


@pytest.mark.parametrize(("servers", "load"), [(1, 0.5), (3, 0.7)])
def test_crews_wait_as_long_as_erlang_says(servers: int, load: float) -> None:
    services = np.random.default_rng(4).exponential(1.0, 8000)
    assert _wait(servers, load, services) == pytest.approx(_erlang(servers, load), rel=0.12)


def test_a_crew_of_even_works_waits_as_pollaczek_says() -> None:
    assert _wait(1, 0.5, np.ones(8000)) == pytest.approx(0.5 / (2 * (1 - 0.5)), rel=0.1)


@pytest.mark.slow
def test_intervals_of_p80_cover_the_long_run() -> None:
    site, people = peopled(3)
    chances, bearing = plain_chances(site, Chance()), bearing_of(site, RULE, people)
    site = replace(site, horizon=1000)
    sky = bank_of(site, chances, 1)

    def finishes(first: int, replications: int) -> np.ndarray:
        wanted = {"seed": 1, "sky": sky, "only_finish": True, "first": first}
        return runs_of(site, chances, bearing, replications=replications, **wanted).programme_finish

    runs, size = 200, BLOCK * BLOCKS
    days = finishes(0, runs * size).astype(float)
    truth = np.sort(days)[int(np.ceil(0.8 * len(days))) - 1]
    covered = 0
    for run in range(runs):
        own = slice(run * size, (run + 1) * size)
        value, half = quantiles(days[own][:, None], 0.8, np.arange(size) // BLOCK)
        covered += bool(abs(value[0] - truth) <= half[0])
    assert 0.93 <= covered / runs <= 0.97, covered / runs
