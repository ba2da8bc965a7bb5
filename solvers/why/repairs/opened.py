"""The opened program: that of an impossible programme with all knobs of all limits as columns beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.rules.program import phasing_program
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.arrays import Arrays
    from solvers.rules.program import PhasingProgram, Placed
    from solvers.rules.windows import Window
    from solvers.why.repairs.lever import Ints, Key, Knob

YUAN = 1e4
"""Yuan in one unit of the cost of the opened program."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """An impossible programme and its program with the doors of some date rules open.

    ``programme`` is the one given. In ``program`` funds without money in a year have a fen, so that they have
    columns; ``closed`` is what each opened rule closes, by its name.
    """

    programme: Programme
    program: PhasingProgram
    closed: dict[str, Window]

    def placed(self, rule: str) -> Placed | None:
        """Return a rule's rows, None where it has none."""
        return next((placed for placed in self.program.placed if placed.rule.name == rule), None)

    def labels(self, rule: str) -> dict[str, int]:
        """Return the rows of a rule by their names; of equal names the first."""
        placed = self.placed(rule)
        if placed is None:
            return {}
        found: dict[str, int] = {}
        for row, name in enumerate(placed.block.where()):
            found.setdefault(str(name), placed.first + row)
        return found


def opened(programme: Programme, doors: Collection[str]) -> Opened:
    """Return a programme's opened program; ``doors`` names date rules whose closed columns are opened."""
    rules = rules_on(programme)
    held = phasing_program(_with_a_fen(programme), frozenset(r.name for r in rules if r.name not in doors))
    days = held.given.spans
    closed = {
        rule.name: rule.window(programme, days)
        for rule in rules
        if rule.name in doors and rule.window is not None
    }
    return Opened(programme=programme, program=held, closed=closed)


def _with_a_fen(programme: Programme) -> Programme:
    funds = programme.funds
    if funds.limit.all():
        return programme
    return programme.replace(funds=replace(funds, limit=np.maximum(funds.limit, 1)))


def closed_starts(found: Opened, rule: str) -> NDArray[np.bool_]:
    """Return which starts an opened rule closes, axes ``(campaign, period)``; by required works too."""
    window, facts = found.closed[rule], found.programme.facts
    closed = ~window.start
    needed = np.flatnonzero(facts.required & (facts.alternatives < 0))
    np.logical_or.at(closed, facts.campaign[needed], ~window.work[needed])
    return closed & (found.program.given.columns.start >= 0)


def elastic(found: Opened, knobs: Sequence[Knob]) -> Arrays:
    """Return the arrays with a column for each knob after those of the program, all knobs at 0.

    The cost is what easing costs, in 10,000 yuan and negative; the programme's own aim does not count.
    """
    arrays = found.program.arrays
    count, rows = arrays.columns, arrays.rows
    cost = np.zeros(count + len(knobs))
    triples: list[tuple[Ints, Ints, NDArray[np.float64]]] = []
    doors = 0
    for number, knob in enumerate(knobs):
        column = count + number
        cost[column] = -knob.price / YUAN
        np.subtract.at(cost, knob.door, knob.door_price / YUAN)
        triples.append((knob.row, np.full(len(knob.row), column), knob.value))
        groups, group = np.unique(knob.door_group, return_inverse=True)
        row = rows + doors + np.arange(len(groups))
        triples.append((row[group], knob.door, np.ones(len(knob.door))))
        triples.append((row, np.full(len(groups), column), np.full(len(groups), -1.0)))
        doors += len(groups)
    own = arrays.matrix.tocoo()
    more = [np.concatenate([triple[k] for triple in triples]) for k in range(3)]
    entries = (
        np.concatenate([own.data, more[2]]),
        (np.concatenate([own.coords[0], more[0]]), np.concatenate([own.coords[1], more[1]])),
    )
    matrix = sparse.coo_array(entries, shape=(rows + doors, count + len(knobs))).tocsr()
    nothing = np.zeros(len(knobs))
    return replace(
        arrays,
        cost=cost,
        matrix=matrix,
        row_low=np.concatenate([arrays.row_low, np.full(doors, -np.inf)]),
        row_high=np.concatenate([arrays.row_high, np.zeros(doors)]),
        low=np.concatenate([arrays.low, nothing]),
        high=np.concatenate([arrays.high, nothing]),
        whole=np.concatenate([arrays.whole, np.ones(len(knobs), dtype=bool)]),
    )


def with_knobs(
    arrays: Arrays, knobs: Sequence[Knob], keys: Collection[Key], caps: Mapping[Key, int]
) -> Arrays:
    """Return elastic arrays in which the knobs of these keys may be turned, some no further than ``caps``."""
    high = arrays.high.copy()
    wanted = set(keys)
    most = np.array([caps.get(knob.key, knob.most) if knob.key in wanted else 0.0 for knob in knobs])
    high[len(high) - len(knobs) :] = most
    return replace(arrays, high=high)
