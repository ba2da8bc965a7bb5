"""The laying of one edit over a table: which rows it means, who touched them before, what becomes of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.column import Kind
from scenarios.tables.header import header_name
from scenarios.tables.nearest import Names
from scenarios.tables.texts import near_words
from scenarios.tables.units import FAMILIES, family_of
from scenarios.tables.where import clauses, select
from scenarios.tables.words.what_ifs import DONE
from scenarios.whatif.arithmetic import worked
from scenarios.whatif.layer import NOBODY
from scenarios.whatif.readable import plain, row_names
from scenarios.whatif.what_if import Action, both_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.column import Flags
    from scenarios.tables.gathered import Gathered
    from scenarios.whatif.arithmetic import Worked
    from scenarios.whatif.layer import Layer
    from scenarios.whatif.what_if import Asked


def lay(layer: Layer, asked: Sequence[Asked], by: int, gathered: Gathered) -> None:
    """Lay the edit ``asked[by]`` over a table; gather what is wrong or odd.

    It sees what earlier edits of its own what-if left, and of all others nothing.
    """
    edit = asked[by].edit
    if edit.action is Action.ROWS:
        assert edit.rows is not None
        layer.append(edit.rows, by)
        return
    rows = _meant(layer, asked, by, gathered)
    if edit.action is Action.REMOVE:
        layer.take_away(rows, by)
        return
    numbers = np.flatnonzero(rows)
    if edit.action is Action.SET:
        assert edit.column is not None
        assert edit.stored is not None
        values = np.repeat(edit.stored.values, len(numbers))
        layer.put(edit.column, numbers, values, bool(edit.stored.given[0]), by)
    else:
        _work_out(layer, asked[by], by, numbers, gathered)


# ---- which rows ----


def _meant(layer: Layer, asked: Sequence[Asked], by: int, gathered: Gathered) -> Flags:
    """Return the rows that an edit means and may touch."""
    edit = asked[by].edit
    orders = np.array([one.order for one in asked], dtype=np.int64)
    others = orders != asked[by].order
    chosen = select(layer.without(others), edit.where)
    chosen &= (layer.removed == NOBODY) | others[layer.removed]  # what it took away itself is gone
    chosen &= (layer.inserted == NOBODY) | ~others[layer.inserted]  # what others add is not there for it
    if not chosen.any():
        _nothing_meant(layer, asked[by], gathered)
    taken = np.full(len(chosen), NOBODY, dtype=np.int64)
    for owners in layer.owners_of(edit.column):
        taken = np.where((owners != NOBODY) & others[owners], owners, taken)
    taken[~chosen] = NOBODY
    for other in sorted(set(taken.tolist()) - {NOBODY}):
        _overlap(layer, asked, by, other, np.flatnonzero(taken == other), gathered)
    return np.asarray(chosen & (taken == NOBODY))


def _nothing_meant(layer: Layer, asked: Asked, gathered: Gathered) -> None:
    name = layer.now.NAME
    words = {"table": name.name, "table_zh": name.zh, **near_words(_near(layer, asked.edit.where))}
    at = asked.place("where", asked.edit.where)
    if asked.edit.action is Action.REMOVE:
        gathered.fault("what_if_nothing_removed", at, **words)
    else:
        gathered.finding("what_if_no_row", at, about=asked.what_if.name, **words)


def _near(layer: Layer, where: str) -> str:
    """Return the value of a column that is most like one a condition names in vain; empty where none is."""
    for clause in clauses(type(layer.now), where):
        if clause.sign == "=" and clause.column.kind is Kind.TEXT:
            known = set(getattr(layer.now, clause.column.name).tolist()) - {""}
            if clause.value not in known:
                return Names(sorted(known)).nearest(str(clause.value))
    return ""


def _overlap(
    layer: Layer,
    asked: Sequence[Asked],
    by: int,
    other: int,
    rows: NDArray[np.int64],
    gathered: Gathered,
) -> None:
    """Gather the fault that two what-ifs touch the same values, the first of which is named."""
    one, before = asked[by], asked[other]
    name = layer.now.NAME
    row, column = row_names(layer.now)(int(rows[0])), one.edit.column or before.edit.column
    more = len(rows) - 1
    gathered.fault(
        "what_if_overlap",
        one.place(),
        **both_named(one.what_if, before),
        value=f"{name.name}, {row}" + (f": {header_name(column)}" if column else ""),
        value_zh=f"「{name.zh}」{row}" + (f"的“{column.zh}”" if column else ""),
        more=f" (and {more:,} more)" if more else "",
        more_zh=f"（另有 {more} 处）" if more else "",
    )


# ---- what becomes of them ----


def _work_out(layer: Layer, asked: Asked, by: int, rows: NDArray[np.int64], gathered: Gathered) -> None:
    """Scale the values of rows, or add to them."""
    edit = asked.edit
    assert edit.column is not None
    assert edit.amount is not None
    done = worked(layer.now, edit.column, rows, edit.action, edit.amount)
    if len(done.empty):
        words = {"count": f"{len(done.empty):,}", "all": f"{len(rows):,}"}
        words |= {"done": DONE[edit.action], "action": str(edit.action)}
        at = asked.place(edit.action, str(edit.written))
        gathered.finding("what_if_empty_cells", at, about=asked.what_if.name, **words)
    _left_the_limits(layer, asked, done, gathered)
    before = getattr(layer.now, edit.column.name)[done.rows]
    given = layer.now.given.get(edit.column.name, np.zeros(len(layer.now), dtype=bool))[done.rows]
    # a default that stays what it is stays a default
    layer.put(edit.column, done.rows, done.values, given | (done.values != before), by)


def _left_the_limits(layer: Layer, asked: Asked, done: Worked, gathered: Gathered) -> None:
    """Gather one fault of each kind of value that its column cannot hold, with the first row that has it."""
    column = asked.edit.column
    assert column is not None
    names = row_names(layer.now)
    units = ", ".join(dict.fromkeys(unit.name for unit in FAMILIES[family_of(column.kind)].values()))
    for code in dict.fromkeys(wrong.code for _, wrong, _ in done.wrong):
        rows = [(row, wrong, value) for row, wrong, value in done.wrong if wrong.code == code]
        row, wrong, value = rows[0]
        shown = str(value or "") if column.kind is Kind.DATE else str(plain(value, column))
        at = asked.place(asked.edit.action, shown)
        gathered.fault(code, at, **{"example": column.example or "12", "units": units, **wrong.words})
        more = len(rows) - 1
        said = f"{layer.now.NAME.name}, {names(row)}: {header_name(column)}"
        said_zh = f"「{layer.now.NAME.zh}」{names(row)}的“{column.zh}”"
        if more:
            said, said_zh = f"{said} (and {more:,} more)", f"{said_zh}（另有 {more} 处）"
        fault = gathered.faults[-1]
        gathered.faults[-1] = dataclasses.replace(
            fault,
            what=f"This would stand in {said}. {fault.what}",
            what_zh=f"将用于{said_zh}。{fault.what_zh}",
        )
