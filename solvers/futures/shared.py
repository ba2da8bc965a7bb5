"""Decisions of the first years that futures share, as columns of their programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from solvers.futures.first_years import free_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.rules.program import PhasingProgram

    Ints = NDArray[np.int64]

_CLOSED = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Shared:
    """Which columns of several programs are one decision, because it is made before the futures part.

    ``number`` gives each column of each program its number among the columns of all together, axis
    ``(column,)`` for each program; columns of one number are one decision. ``open`` says which of these may
    be taken: none that is closed in a future that knows it. ``count`` is how many there are, ``early`` those
    that several programs have.
    """

    number: tuple[Ints, ...]
    open: NDArray[np.bool_]
    early: Ints
    count: int


def shared(programs: Sequence[PhasingProgram], years: int) -> Shared:
    """Return which columns are one decision where the first ``years`` are decided before futures part.

    A start or work that a programme does not know of at all is left to the others; one that it knows and
    that is closed there is closed to all. Raises ValueError where the programmes' periods differ.
    """
    clocks = {(p.given.programme.clock.first_day, p.given.programme.clock.months) for p in programs}
    if len(clocks) > 1:
        raise ValueError("futures have different periods")
    first = np.concatenate([[0], np.cumsum([program.arrays.columns for program in programs])])
    links: list[tuple[int, int]] = []
    closed: list[int] = []
    for columns in _decisions(programs, years):
        known = [first[k] + column for k, column in columns if column != _CLOSED]
        links += [(known[0], other) for other in known[1:]]
        if len(known) < len(columns):
            closed += known
    total = int(first[-1])
    one, other = np.array(links, dtype=np.int64).reshape(-1, 2).T
    graph = sparse.coo_array((np.ones(len(one)), (one, other)), shape=(total, total))
    count, number = connected_components(graph, directed=False)
    number = number.astype(np.int64)
    may = np.ones(count, dtype=bool)
    may[number[closed]] = False
    return Shared(
        number=tuple(np.split(number, first[1:-1])),
        open=may,
        early=np.unique(number[np.concatenate([one, other])]),
        count=count,
    )


def _decisions(programs: Sequence[PhasingProgram], years: int) -> Iterator[list[tuple[int, int]]]:
    """Yield, for each start and work of the first years, (program, column) where it is known."""
    found: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    for k, program in enumerate(programs):
        programme, columns = program.given.programme, program.given.columns
        for kind, keys, numbers in (
            ("start", programme.campaigns.key.tolist(), columns.start),
            ("work", programme.facts.key.tolist(), columns.work),
        ):
            early = numbers[:, : early_periods(programme, years)].tolist()
            for key, of_key in zip(keys, early, strict=True):
                for period, column in enumerate(of_key):
                    found.setdefault((kind, key, period), []).append((k, column))
    for held in found.values():
        if any(column != _CLOSED for _, column in held):
            yield held


def early_periods(programme: Programme, years: int) -> int:
    """Return how many periods begin within the first ``years``."""
    clock = programme.clock
    return int(np.searchsorted(clock.starts[:-1], clock.day(free_day(clock, years))))
