"""What an engine answers: a status of our own, a point, and a bound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy import sparse


class Status(StrEnum):
    """How a solve ended, in our own words; a library's "optimal" is never taken for it."""

    PROVEN_BEST = "PROVEN_BEST"
    """The gap is closed."""
    WITHIN_GAP = "WITHIN_GAP"
    """A plan within the gap asked for."""
    FEASIBLE = "FEASIBLE"
    """A plan, stopped by time or by hand, its gap stated."""
    IMPOSSIBLE = "IMPOSSIBLE"
    """Proven that no plan keeps every rule."""
    OUT_OF_TIME = "OUT_OF_TIME"
    """Stopped without a plan."""
    FAILED = "FAILED"
    """The engine broke down."""


BY_PRICES = "prices"
"""Told of a bound that was summed up over all columns at prices of the rows (Lagrange)."""

CLOSED_GAP = 1e-9
"""A gap no larger than this counts as closed."""


def gap_between(objective: float, bound: float) -> float:
    """Return (bound − objective) ÷ max(|bound|, 1), at least 0."""
    return float(max(bound - objective, 0.0) / max(abs(bound), 1.0))


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """What is known of a program from a solve before it.

    ``prices`` of its rows, axis ``(row,)``; ``offers`` that were worth having, axes ``(offer, column)``;
    ``point`` of its plan, None where there was none.
    """

    prices: NDArray[np.float64]
    offers: sparse.csr_array[np.float64, tuple[int, int]]
    point: NDArray[np.float64] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Wish:
    """What is asked of an engine.

    ``gap`` is the gap at which it may stop, ``seconds`` its time, ``workers`` the threads it may use (0:
    its own choice), ``start`` a point to begin from (NaN where a column is not known), ``solver`` the
    solver that PuLP is to drive, ``known`` what a solve before this one left. ``patience`` is how many
    seconds more it may take as long as there is no point; one that comes that late may be bettered for
    ``seconds``. Without ``plans`` only a bound is asked for. ``tight`` says that rules give way as little as
    they may, so that money is spent to the last: more counts as near the prices then. A ``brief`` search ends
    where small programs help no more, and does not go on to the whole program. One that ``halts`` ends where
    the plan of a solve before could not be repaired at all.
    """

    gap: float = 1e-3
    seconds: float = 300.0
    seed: int = 0
    workers: int = 0
    start: NDArray[np.float64] | None = None
    solver: str = "cbc"
    known: Known | None = None
    patience: float = 0.0
    plans: bool = True
    tight: bool = False
    brief: bool = False
    halts: bool = False

    def lasts(self, found: float | None) -> float:
        """Return the seconds it may take where a first point came after ``found`` (None: there is none)."""
        if found is None:
            return self.seconds + self.patience
        return self.seconds if found <= self.seconds else min(found, self.patience) + self.seconds


@dataclass(frozen=True, kw_only=True, eq=False)
class Relaxation:
    """The relaxation without whole numbers; all None where it could not be solved.

    ``bound`` is its value, ``x`` its point (axis ``(column,)``), ``prices`` what the aim gains per unit
    more of each row's limit (axis ``(row,)``), ``reduced`` what it gains per unit of each column.
    ``impossible`` is true where it was proven that nothing keeps all rows, whole or not; ``summed`` where the
    bound was summed up over all columns at prices, and not taken from a solver's word.
    """

    bound: float | None
    x: NDArray[np.float64] | None
    prices: NDArray[np.float64] | None
    reduced: NDArray[np.float64] | None
    impossible: bool = False
    summed: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What an engine found.

    ``x`` is the best point, None where there is none; ``bound`` is no less than the best value possible,
    None where nothing was proven; ``bound_by`` says how. ``seconds`` is the engine's time, ``message``
    its own last word, for the log. ``stopped`` is true where time or a hand stopped it, ``by_clock`` where
    time stopped any part of the search, so that another machine may find another point. ``relaxation``
    is that of the whole arrays, where the engine solved it on its way; ``known`` what it leaves for the next.
    """

    status: Status
    x: NDArray[np.float64] | None = None
    objective: float | None = None
    bound: float | None = None
    bound_by: str = ""
    seconds: float = 0.0
    message: str = ""
    stopped: bool = False
    relaxation: Relaxation | None = None
    known: Known | None = None
    by_clock: bool = False

    @property
    def gap(self) -> float | None:
        """Gap between bound and objective; None where either is missing."""
        if self.objective is None or self.bound is None:
            return None
        return gap_between(self.objective, self.bound)

    def judged(self, gap: float) -> Answer:
        """Return the answer with the status that its own figures earn, whatever the engine called it."""
        if self.x is None:
            return self
        if self.gap is None or self.gap > max(gap, CLOSED_GAP):
            return replace(self, status=Status.FEASIBLE)
        status = Status.PROVEN_BEST if self.gap <= CLOSED_GAP else Status.WITHIN_GAP
        return replace(self, status=status, stopped=False)
