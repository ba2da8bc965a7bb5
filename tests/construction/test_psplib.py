"""Published networks replayed: equality with an independent schedule maker, and published optima.

The networks are those of PSPLIB in the folder that RENEWAL_BENCH_DATA names; without it these are skipped.
``data/psplib_j30.csv`` holds a schedule of the published optimal makespan for some of them: a file name, the
makespan, and each activity's start. Found once by an integer program; that it is right is checked here.
"""

import csv
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.published.networks import read_psplib
from benchmarks.published.values import Network
from solvers.construction.site import Site
from tests.construction.by_hand import HORIZON, Job, Seen, built, seen

FOLDER = os.environ.get("RENEWAL_BENCH_DATA", "")
J30 = sorted(Path(FOLDER, "rcpsp", "j30").glob("*.sm")) if FOLDER else []
KNOWN = Path(__file__).parent / "data" / "psplib_j30.csv"


def _networks() -> list[Path]:
    if not J30:
        pytest.skip("RENEWAL_BENCH_DATA names no folder with rcpsp/j30")
    return J30


def _site(network: Network, planned: list[int]) -> Site:
    before: list[list[str]] = [[] for _ in network.activities]
    for number, activity in enumerate(network.activities):
        for after in activity.successors:
            before[after].append(f"{number:03d}")
    jobs = [
        Job(
            name=f"{number:03d}",
            days=activity.duration,
            planned=planned[number],
            before=before[number],
            needs={str(k): wanted for k, wanted in enumerate(activity.demands) if wanted},
        )
        for number, activity in enumerate(network.activities)
    ]
    return built(*jobs, pools={str(k): there for k, there in enumerate(network.crews)})


def _starts(found: Seen) -> list[int]:
    return [int(day) for day in found.run.played.start[:, 0]]


def _parallel(network: Network, key: list[int]) -> list[int]:
    """Return the starts of the parallel schedule: day by day, the first in order that fits starts."""
    activities = network.activities
    left = [0] * len(activities)
    for activity in activities:
        for after in activity.successors:
            left[after] += 1
    start, end = [-1] * len(activities), [HORIZON] * len(activities)
    used = np.zeros((2 * HORIZON, len(network.crews)), dtype=int)
    day = 0
    while min(start) < 0:
        moved = True
        while moved:  # activities of no days let others follow on the same day
            moved = False
            ready = [a for a in range(len(activities)) if start[a] < 0 and not left[a]]
            for a in sorted(ready, key=lambda a: key[a]):
                activity = activities[a]
                if activity.duration and (used[day] + activity.demands > network.crews).any():
                    continue
                start[a], end[a] = day, day + activity.duration
                used[day : end[a]] += activity.demands
                if not activity.duration:
                    moved = True
                    for after in activity.successors:
                        left[after] -= 1
                    break
        day += 1
        for a, activity in enumerate(activities):
            if activity.duration and end[a] == day:
                for after in activity.successors:
                    left[after] -= 1
    return start


@pytest.mark.parametrize("seed", range(3))
def test_the_dispatcher_is_the_parallel_schedule(seed: int) -> None:
    for path in _networks():
        network = read_psplib(path)
        names = range(len(network.activities))
        order = list(np.random.default_rng(seed).permutation(len(names))) if seed else list(names)
        site = replace(_site(network, [0] * len(names)), rank=np.array(order, dtype=np.int32))
        assert _starts(seen(site)) == _parallel(network, [int(rank) for rank in order]), path.stem


def test_published_optima_are_reproduced() -> None:
    folder = {path.stem: path for path in _networks()}
    with KNOWN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["instance"] in folder]
    assert rows
    for row in rows:
        network = read_psplib(folder[row["instance"]])
        starts = [int(day) for day in row["starts"].split()]
        found = seen(_site(network, starts))
        assert _starts(found) == starts, row["instance"]
        assert found.finish() == int(row["makespan"]) == _published()[row["instance"]]
        assert not found.run.waited


def _published() -> dict[str, int]:
    with Path(FOLDER, "rcpsp", "best_known_merged.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["instance"]: int(row["best_makespan"])
            for row in csv.DictReader(file)
            if row["set"] == "j30" and row["status"] == "optimal"
        }
