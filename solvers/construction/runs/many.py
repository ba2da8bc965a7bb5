"""Many replications: drawn and played in parts of a fixed size, so that nothing depends on the workers."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.chance import bank_of, drawn_of
from solvers.construction.chance.sobol import BLOCK
from solvers.construction.runs.engines import engine_named, engine_of
from solvers.construction.runs.nouns import Runs, joined
from solvers.construction.runs.plainly import no_times, played_plainly
from solvers.construction.runs.task import Task

if TYPE_CHECKING:
    from solvers.construction.chance import Chances
    from solvers.construction.chance.sky import Sky
    from solvers.construction.ledger import Bearing
    from solvers.construction.runs.plainly import Engine
    from solvers.construction.site.nouns import Site

PART = 64
"""Replications that are drawn and played together, at most; parts begin at multiples of their size."""
LEAST, SHARES = 16, 4
"""Few replications are played in so many parts at least, each at least so large: all workers get some."""
TOGETHER = 4096
"""Replications that the compiled engine plays before they are joined to others: its sums hold no more."""
CELLS = 1 << 18
"""Activities of all replications of a part, at most: their draws take some 40 bytes each."""


def runs_of(
    site: Site,
    chances: Chances,
    bearing: Bearing,
    *,
    seed: int,
    replications: int,
    first: int = 0,
    engine: str = "auto",
    workers: int = 1,
    only_finish: bool = False,
    weeks: bool = False,
    sky: Sky | None = None,
) -> Runs:
    """Play so many replications from the ``first`` on; the same whatever the workers.

    ``engine`` one of ENGINES, or ``auto``: the first that can run here. ``only_finish`` leaves out the ledger
    and all totals; ``weeks`` asks for the dense mean by place, week and channel. ``sky`` is the bank of
    weathers if it is at hand (``bank_of``). Raises ValueError where the engine is unknown or there is nothing
    to play.
    """
    if replications < 1:
        raise ValueError(f"{replications} replications cannot be played")
    task = Task(
        site=site,
        chances=chances,
        bearing=bearing,
        sky=sky or bank_of(site, chances, seed),
        seed=seed,
        engine=engine_named(engine, site.open.shape[1]),
        only_finish=only_finish,
        weeks=weeks and not only_finish,
    )
    parts = parts_of(first, replications, part_of(site, replications))
    if task.engine != "numba":
        return joined(*_played(task, parts, workers))
    return joined(*(_fast(task, some, workers) for some in _batches(parts)))


def part_of(site: Site, replications: int) -> int:
    """Return how many replications of a site are drawn and played together.

    So many as memory is given to; fewer where there are few, so that no worker is left without.
    """
    part = PART
    while part > LEAST and part * SHARES > replications:
        part //= 2
    while part > 1 and part * site.activities > CELLS:
        part //= 2
    return part


def parts_of(first: int, replications: int, part: int = PART) -> list[tuple[int, int]]:
    """Return (first, count) of the parts in which replications are played."""
    edges = [first, *range((first // part + 1) * part, first + replications, part), first + replications]
    return [(at, until - at) for at, until in pairwise(edges)]


def _batches(parts: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the parts in batches of at most TOGETHER replications, in their order."""
    batches: list[list[tuple[int, int]]] = [[]]
    for part in parts:
        if batches[-1] and sum(count for _, count in (*batches[-1], part)) > TOGETHER:
            batches.append([])
        batches[-1].append(part)
    return batches


def _fast(task: Task, parts: list[tuple[int, int]], workers: int) -> Runs:
    """Play parts with the compiled engine, on threads where there are more workers."""
    from solvers.construction.runs.fast import played_fast

    found, names = played_fast(task, parts, workers)
    if task.only_finish:
        found |= no_times(task.site) | {"weeks": None}
    return _runs(task, (parts[0][0], len(found["finish"])), names, found)


def _runs(task: Task, part: tuple[int, int], names: tuple[str, ...], found: dict[str, Any]) -> Runs:
    """Return the runs of a part; ``names`` of the drivers."""
    first, count = part
    return Runs(
        **found,
        seed=task.seed,
        first=first,
        engine=task.engine,
        only_finish=task.only_finish,
        driver_names=names,
        block=(np.arange(first, first + count) // BLOCK).astype(np.int32),
    )


def _played(task: Task, parts: list[tuple[int, int]], workers: int) -> list[Runs]:
    """Play parts, in their order; the lean engine in processes of its own where there are more workers."""
    if workers < 2 or len(parts) < 2:
        engine = engine_of(task.site, task.engine)
        return [_part(engine, task, part) for part in parts]
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,)) as pool:
        return list(pool.map(_of_worker, parts))


_AT_WORK: list[tuple[Engine, Task]] = []
"""What a process of a pool plays: put in once, when it starts."""


def _begin(task: Task) -> None:
    _AT_WORK.append((engine_of(task.site, task.engine), task))
    gc.freeze()  # what stays is not looked through again and again for what can go


def _of_worker(part: tuple[int, int]) -> Runs:
    return _part(*_AT_WORK[0], part)


def _part(engine: Engine, task: Task, part: tuple[int, int]) -> Runs:
    """Draw and play replications; ``part`` is (first, how many)."""
    first, count = part
    drawn = drawn_of(task.site, task.chances, task.seed, count, first, task.sky)
    wanted = {"only_finish": task.only_finish, "weeks": task.weeks}
    found: dict[str, Any] = played_plainly(engine, task.site, task.bearing, drawn.draws, **wanted)
    return _runs(task, part, drawn.drivers.name, found | {"drivers": drawn.drivers.share})
