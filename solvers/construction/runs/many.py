"""Many replications: drawn and played in parts of a fixed size, so that nothing depends on the workers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.chance import bank_of, drawn_of
from solvers.construction.chance.sobol import BLOCK
from solvers.construction.runs.nouns import ENGINES, Runs, joined
from solvers.construction.runs.plainly import played_plainly

if TYPE_CHECKING:
    from solvers.construction.chance import Chances
    from solvers.construction.chance.sky import Sky
    from solvers.construction.ledger import Bearing
    from solvers.construction.site.nouns import Site

PART = 64
"""Replications that are drawn and played together; parts begin at its multiples."""


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
    if engine not in (*ENGINES, "auto"):
        raise ValueError(f"there is no engine {engine!r}")
    sky = sky or bank_of(site, chances, seed)
    made = [
        _part(site, chances, bearing, sky, (seed, at, count), only_finish=only_finish, weeks=weeks)
        for at, count in parts_of(first, replications)
    ]
    return joined(*made)


def parts_of(first: int, replications: int) -> list[tuple[int, int]]:
    """Return (first, count) of the parts in which replications are played."""
    edges = [first, *range((first // PART + 1) * PART, first + replications, PART), first + replications]
    return [(at, until - at) for at, until in pairwise(edges)]


def _part(
    site: Site,
    chances: Chances,
    bearing: Bearing,
    sky: Sky,
    numbers: tuple[int, int, int],
    *,
    only_finish: bool,
    weeks: bool,
) -> Runs:
    """Draw and play replications; ``numbers`` are (seed, first, how many)."""
    seed, first, count = numbers
    drawn = drawn_of(site, chances, seed, count, first, sky)
    found: dict[str, Any] = played_plainly(site, bearing, drawn.draws, only_finish=only_finish, weeks=weeks)
    return Runs(
        **found,
        seed=seed,
        first=first,
        engine="lean",
        only_finish=only_finish,
        drivers=drawn.drivers.share,
        driver_names=drawn.drivers.name,
        block=(np.arange(first, first + count) // BLOCK).astype(np.int32),
    )
