"""The phasing program: all blocks of all rules as one set of arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.program.arrays import Arrays
from solvers.program.claims import claims
from solvers.program.columns import columns
from solvers.program.dues import dues
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
    days = spans(programme)
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
    placed, first = [], 0
    for rule in rules:
        if rule.rows is not None:
            block = rule.rows(given)
            placed.append(Placed(rule=rule, block=block, first=first))
            first += len(block.low)
    return PhasingProgram(given=given, arrays=_assembled(given, placed), placed=tuple(placed), window=window)


def _windows(programme: Programme, days: Spans, rules: Sequence[Rule]) -> Window:
    """Return what all date rules leave open; a required work that is closed closes its campaign's start."""
    together = all_open(programme)
    for rule in rules:
        if rule.window is not None:
            window = rule.window(programme, days)
            together.start[:] &= window.start
            together.work[:] &= window.work
    facts = programme.facts
    needed = np.flatnonzero(facts.required & (facts.alternatives < 0))
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
    )


def _matrix(placed: list[Placed], shared: int, count: int) -> sparse.csr_array[np.float64, tuple[int, int]]:
    """Return the entries of all blocks with the columns of each row in order, those of one place added up."""
    entries = sum(len(held.block.value) for held in placed)
    row, column = np.empty(entries, dtype=np.int32), np.empty(entries, dtype=np.int32)
    value, at, extra = np.empty(entries), 0, 0
    for held in placed:
        block = held.block
        own = slice(at, at + len(block.value))
        np.add(block.row, np.int32(held.first), out=row[own])
        column[own] = block.column
        if len(block.own.high):
            column[own][block.column >= shared] += np.int32(extra)
        value[own] = block.value
        at, extra = own.stop, extra + len(block.own.high)
    last = placed[-1].first + len(placed[-1].block.low) if placed else 0
    triples = sparse.coo_array((value, (row, column)), shape=(last, count))
    triples.has_canonical_format = True  # it is not: turning it twice sorts it sooner than sorting does
    matrix = triples.tocsc().tocsr()
    matrix.has_canonical_format = False
    matrix.sum_duplicates()
    return sparse.csr_array(matrix)
