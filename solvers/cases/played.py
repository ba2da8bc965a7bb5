"""What chance makes of a case's plan: a few numbers of each replication, by which cases are paired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

_SEED = "seed"
"""The key under which arrays hold the seed."""


@dataclass(frozen=True, kw_only=True)
class Plays:
    """How often a plan is to be played, and with which seed of chance."""

    replications: int
    seed: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Played:
    """The measures of a plan played forward, in the order of the replications from number 0 on.

    ``values`` by name of the measure, axis ``(replication,)``: infinite where a replication never comes to it
    (a finish or a cost of what is unfinished at the horizon), not a number where the plan has no such thing
    (the last finish of a plan that starts nothing). Two plans of one ``seed`` meet the same chance in the
    same replication, so that their values are pairs.
    """

    seed: int
    values: Mapping[str, Reals]

    @property
    def replications(self) -> int:
        """Number of replications."""
        return next((len(held) for held in self.values.values()), 0)

    @property
    def plays(self) -> Plays:
        """What was asked for."""
        return Plays(replications=self.replications, seed=self.seed)

    def as_arrays(self) -> dict[str, NDArray[np.float64] | NDArray[np.int64]]:
        """Return all there is as arrays by name, to be kept; see ``played_from``."""
        return {_SEED: np.array([self.seed], dtype=np.int64), **self.values}


def played_from(arrays: Mapping[str, NDArray[np.float64] | NDArray[np.int64]]) -> Played:
    """Return what ``as_arrays`` gave, in any order; raises KeyError where the seed is missing."""
    values = {name: np.asarray(held, dtype=np.float64) for name, held in arrays.items() if name != _SEED}
    return Played(seed=int(arrays[_SEED][0]), values=values)
