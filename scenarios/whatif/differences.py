"""What is different after what-ifs were laid over a programme, value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.whatif.change import Change
from scenarios.whatif.layer import NOBODY
from scenarios.whatif.readable import is_given, readable, row_names, whole_row
from scenarios.whatif.setting_layer import leaves
from scenarios.whatif.what_if import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.tables.column import Column
    from scenarios.tables.settings import Settings
    from scenarios.whatif.layer import Layer
    from scenarios.whatif.tracing import Traces
    from scenarios.whatif.what_if import WhatIf


def differences(before: Settings, after: Settings, traces: Traces) -> tuple[Change, ...]:
    """Return every changed value: what-if by what-if, and in each by table, row and column."""
    found: list[tuple[int, Change]] = []
    for layer in traces.layers.values():
        if layer.is_changed:
            found += _of_table(layer, traces)
    found += _of_settings(before, after, traces)
    return tuple(change for _, change in sorted(found, key=lambda held: held[0]))  # a stable sort


def _of_table(layer: Layer, traces: Traces) -> Iterator[tuple[int, Change]]:
    """Yield each change of a table with the place of its what-if among those laid over, row by row."""
    base, now = layer.base, layer.now
    old, new = row_names(base), row_names(now)
    touched = [c for c in columns_of(type(now)) if c.name in layer.touched]
    rows = np.zeros(len(now), dtype=bool)
    for owners in layer.owners_of(None):
        rows |= owners != NOBODY
    for row in np.flatnonzero(rows).tolist():
        if layer.removed[row] != NOBODY:
            if row < len(base):
                order, what_if = _who(traces, layer.removed[row])
                yield order, _change(what_if, layer, old(row), "", whole_row(base, row), None)
        elif row >= len(base):
            order, what_if = _who(traces, layer.inserted[row])
            yield order, _change(what_if, layer, new(row), "", None, whole_row(now, row))
        else:
            for column in touched:
                by = layer.touched[column.name][row]
                if by != NOBODY and _differs(layer, column, row):
                    order, what_if = _who(traces, by)
                    values = readable(base, column, row), readable(now, column, row)
                    empty = not is_given(base, column, row)
                    yield order, _change(what_if, layer, old(row), header_name(column), *values, empty)


def _who(traces: Traces, by: int) -> tuple[int, WhatIf]:
    asked = traces.asked[by]
    return asked.order, asked.what_if


def _change(
    what_if: WhatIf, layer: Layer, row: str, column: str, before: Any, after: Any, was_empty: bool = False
) -> Change:
    return Change(
        what_if=what_if.name,
        reason=what_if.reason,
        table=layer.now.NAME.name,
        row=row,
        column=column,
        before=before,
        after=after,
        was_empty=was_empty,
    )


def _differs(layer: Layer, column: Column, row: int) -> bool:
    if is_given(layer.base, column, row) != is_given(layer.now, column, row):
        return True  # also where the default reads alike: what was assumed is given now
    before, after = getattr(layer.base, column.name)[row], getattr(layer.now, column.name)[row]
    nothing = before != before and after != after  # NaN, NaT
    return bool(before != after) and not nothing


def _of_settings(before: Settings, after: Settings, traces: Traces) -> Iterator[tuple[int, Change]]:
    old, new = leaves(before), leaves(after)
    for key in dict.fromkeys([*old, *new]):
        by = traces.settings.by(key)
        if by is None or old.get(key) == new.get(key):
            continue
        order, what_if = _who(traces, by)
        yield (
            order,
            Change(
                what_if=what_if.name,
                reason=what_if.reason,
                table=SETTINGS,
                row="",
                column=key,
                before=old.get(key),
                after=new.get(key),
            ),
        )
