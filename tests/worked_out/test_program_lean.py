"""What the arrays are built from: worked out once, told without loops, and the same as told one by one."""

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.examples_kept import located
from scenarios.model.programme import Programme
from scenarios.read import read
from solvers.program.duties import all_units, needed_units
from solvers.program.network import spans
from solvers.program.once import once
from solvers.program.patterns import distinct_rows
from solvers.rules.program import PhasingProgram, phasing_program


@pytest.fixture(scope="module")
def program() -> PhasingProgram:
    return phasing_program(read(located("jinping-all")))


class _Value:
    pass


def test_once_is_once_for_each_value_and_lets_it_go() -> None:
    asked: list[int] = []

    @once
    def made(of: _Value) -> list[int]:
        asked.append(id(of))
        return [len(asked)]

    one, other = _Value(), _Value()
    assert made(one) is made(one)
    assert made(one) != made(other)
    assert len(asked) == 2
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None


def test_a_changed_copy_is_worked_out_anew() -> None:
    programme: Programme = read(located("jinping"))
    copy = programme.replace(source="elsewhere")
    assert spans(programme) is spans(programme)
    assert spans(copy) is not spans(programme)
    assert (spans(copy).end == spans(programme).end).all()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 40), st.sampled_from((1, 5, 16, 17, 64, 65, 130)), st.integers(0, 2**32))
def test_distinct_rows_come_in_the_order_of_their_first(rows: int, width: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    kinds = draw.random((6, width)) < 0.5
    table = kinds[draw.integers(0, len(kinds), rows)]
    distinct, number = distinct_rows(table)
    seen = list(dict.fromkeys(row.tobytes() for row in table))
    assert [row.tobytes() for row in distinct] == seen
    assert (distinct[number] == table).all()


def test_dues_piece_by_piece_are_the_dues_of_all(program: PhasingProgram) -> None:
    given_ = program.given
    there = given_.columns.work >= 0
    told = np.zeros_like(given_.due.table)
    for part, period, year, amount in given_.due.entries(there):
        assert (amount != 0).all()
        assert (told[part, period, year] == 0).all()
        told[part, period, year] = amount
    assert (told == np.where(there[given_.claims.work][:, :, None], given_.due.table, 0)).all()
    assert (given_.due.table.sum(axis=2) == given_.claims.amount).all()


def test_what_may_be_late_is_all_that_is(program: PhasingProgram) -> None:
    due, work = program.given.due, program.given.claims.work
    assert due.may_be_late[work][due.table[:, :, -1] != 0].all()


def test_units_of_estates_are_their_duties(program: PhasingProgram) -> None:
    programme = program.given.programme
    for units, which in ((all_units(programme), 0), (needed_units(programme), 1)):
        found: dict[int, dict[int, list[int]]] = {}
        for unit, campaign in zip(units.unit.tolist(), units.campaign.tolist(), strict=True):
            estate = int(units.estate[units.of_estate[unit]])
            found.setdefault(estate, {}).setdefault(unit, []).append(campaign)
        told = {estate: [tuple(unit) for unit in held.values()] for estate, held in found.items()}
        assert told == {estate: list(duty[which]) for estate, duty in programme.duties.items()}


def test_blocks_hold_the_entries_of_the_matrix(program: PhasingProgram) -> None:
    shared = program.given.columns.count
    extra = 0
    for held in program.placed:
        block = held.block
        x = np.arange(program.arrays.columns, dtype=np.float64)
        column = np.where(block.column >= shared, block.column + extra, block.column)
        does = np.bincount(block.row, block.value * x[column], minlength=len(block.low))
        rows = slice(held.first, held.first + len(block.low))
        assert does == pytest.approx(np.asarray(program.arrays.matrix @ x)[rows])
        assert (block.high == program.arrays.row_high[rows]).all()
        extra += len(block.own.high)
