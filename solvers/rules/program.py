"""The phasing program: all blocks of all rules as one set of arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.program.arrays import Arrays
from solvers.program.claims import claims
from solvers.program.columns import columns
from solvers.program.dues import dues
from solvers.program.held import surely_done
from solvers.program.labels import labels_of
from solvers.program.network import spans
from solvers.program.sites import sites
from solvers.rules.aim import aim
from solvers.rules.block import Block, Given
from solvers.rules.register import rules_on
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Floats, Ints, Numbers
    from solvers.rules.rule import Rule


@dataclass(frozen=True, kw_only=True, eq=False)
class Placed:
    """A rule's block at its place among the rows: rows ``first`` to ``first + len(block.low)``."""

    rule: Rule
    block: Block
    first: int


@dataclass(frozen=True, kw_only=True, eq=False)
class PhasingProgram:
    """The integer program of a programme.

    ``arrays`` is what engines see. ``given`` leads columns back to campaigns, works and funds,
    ``placed`` rows back to rules. ``window`` is what the date rules leave open together.
    """

    given: Given
    arrays: Arrays
    placed: tuple[Placed, ...]
    window: Window


def phasing_program(programme: Programme, kept: frozenset[str] | None = None) -> PhasingProgram:
    """Return the integer program of a programme: days, claims, columns, then the rows of each rule.

    ``kept`` names the rules to keep; None: all that are switched on.
    """
    rules = [rule for rule in rules_on(programme) if kept is None or rule.name in kept]
    given, window = given_of(programme, kept)
    placed, first = [], 0
    for rule in rules:
        if rule.rows is not None:
            block = rule.rows(given)
            placed.append(Placed(rule=rule, block=block, first=first))
            first += len(block.low)
    arrays = _assembled(given, placed)
    return PhasingProgram(given=given, arrays=arrays, placed=_sharing(placed, arrays), window=window)


def given_of(programme: Programme, kept: frozenset[str] | None = None) -> tuple[Given, Window]:
    """Return what rows are made from, and what the date rules leave open together; ``kept`` as above."""
    days = spans(programme)
    rules = [rule for rule in rules_on(programme) if kept is None or rule.name in kept]
    window = _windows(programme, days, rules)
    places = sites(programme, kept)
    held = claims(programme, places)
    given = Given(
        programme=programme,
        spans=days,
        sites=places,
        claims=held,
        due=dues(programme, days, held),
        columns=columns(programme, held, places, window.start, window.work),
    )
    return given, window


def _windows(programme: Programme, days: Spans, rules: Sequence[Rule]) -> Window:
    """Return what all date rules leave open; a work that must be done and is closed closes its start."""
    together = all_open(programme)
    for rule in rules:
        if rule.window is not None:
            window = rule.window(programme, days)
            together.start[:] &= window.start
            together.work[:] &= window.work
    facts = programme.facts
    needed = np.flatnonzero(surely_done(programme))
    np.logical_and.at(together.start, facts.campaign[needed], together.work[needed])
    return together


def _assembled(given: Given, placed: list[Placed]) -> Arrays:
    """Return the blocks stacked; their own columns follow the shared ones in the order of the rules."""
    shared = given.columns.count
    count = shared + sum(len(held.block.own.high) for held in placed)
    draws = given.columns.draw[given.columns.draw >= 0]
    whole = np.concatenate([np.ones(shared, dtype=bool), *(held.block.own.whole for held in placed)])
    whole[draws] = False
    high = np.concatenate([np.ones(shared), *(held.block.own.high for held in placed)])
    high[draws] = np.inf
    return Arrays(
        cost=np.concatenate([aim(given), *(held.block.own.cost for held in placed)]),
        matrix=_matrix(placed, shared, count),
        row_low=np.concatenate([held.block.low for held in placed]),
        row_high=np.concatenate([held.block.high for held in placed]),
        low=np.zeros(count),
        high=high,
        whole=whole,
        labels=labels_of(
            given.columns.start,
            given.columns.work,
            given.columns.open,
            given.programme.facts.campaign,
            count,
        ),
    )


def _matrix(placed: list[Placed], shared: int, count: int) -> sparse.csr_array[np.float64, tuple[int, int]]:
    """Return the entries of all blocks with the columns of each row in order, those of one place added up."""
    lengths, columns, values = [], [], []
    extra = 0
    for held in placed:
        block, column = held.block, held.block.column
        if len(block.own.high) and extra:
            column = np.where(column >= shared, column + np.int32(extra), column)
        length, column, value = _in_order(block.row, column, block.value, (len(block.low), count))
        lengths.append(length)
        columns.append(column)
        values.append(value)
        extra += len(block.own.high)
    ends = np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *lengths]))
    ends = ends.astype(np.int32) if ends[-1] <= np.iinfo(np.int32).max else ends
    parts = (np.concatenate([np.zeros(0), *values]), np.concatenate([np.zeros(0, dtype=np.int32), *columns]))
    return sparse.csr_array((*parts, ends), shape=(len(ends) - 1, count))


def _in_order(
    row: Numbers, column: Numbers, value: Floats, shape: tuple[int, int]
) -> tuple[Ints, Numbers, Floats]:
    """Return entries by row and column, those of one place added up: (how many a row, columns, values)."""
    if len(row) > 1:
        down, on = row[1:] > row[:-1], (row[1:] == row[:-1]) & (column[1:] > column[:-1])
        if not (down | on).all():
            triples = sparse.coo_array((value, (row, column)), shape=shape)
            triples.has_canonical_format = True  # it is not: turning it twice sorts it sooner than sorting
            matrix = triples.tocsc().tocsr()
            matrix.has_canonical_format = False
            matrix.sum_duplicates()
            return np.diff(matrix.indptr), matrix.indices, matrix.data
    return np.bincount(row, minlength=shape[0]), column, value


def _sharing(placed: list[Placed], arrays: Arrays) -> tuple[Placed, ...]:
    """Return the blocks with their entries as the matrix holds them, so that these are kept but once."""
    found, matrix, shared = [], arrays.matrix, arrays.columns
    shared -= sum(len(held.block.own.high) for held in placed)
    extra = 0
    for held in placed:
        rows, block = len(held.block.low), held.block
        ends = matrix.indptr[held.first : held.first + rows + 1]
        span = slice(int(ends[0]), int(ends[-1]))
        column = matrix.indices[span]
        if len(block.own.high) and extra:
            column = np.where(column >= shared, column - np.int32(extra), column)
        row = np.repeat(np.arange(rows, dtype=np.int32), np.diff(ends))
        within = slice(held.first, held.first + rows)
        low, high = arrays.row_low[within], arrays.row_high[within]
        block = replace(block, low=low, high=high, row=row, column=column, value=matrix.data[span])
        found.append(replace(held, block=block))
        extra += len(block.own.high)
    return tuple(found)
