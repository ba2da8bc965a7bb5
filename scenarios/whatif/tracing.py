"""Faults of the changed programme, led back to the changes that made them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.whatif.layer import NOBODY
from scenarios.whatif.what_if import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.tables.column import Table
    from scenarios.tables.faults import Fault
    from scenarios.whatif.layer import Layer
    from scenarios.whatif.setting_layer import SettingLayer
    from scenarios.whatif.what_if import Asked


@dataclasses.dataclass(frozen=True)
class Traces:
    """What each edit touched, to answer which of them a fault comes from."""

    asked: Sequence[Asked]
    layers: Mapping[type[Table], Layer]
    settings: SettingLayer

    def led_back(self, fault: Fault) -> Fault:
        """Return a fault of the changed programme as a fault of the what-if that made it.

        The base programme has no faults, so each comes from a change. Where it cannot be told from which,
        all what-ifs are named.
        """
        causes = self._causes(fault)
        there: dict[str, Any]
        if len(causes) == 1:
            at = self.asked[causes[0]].place()
            there = {"file": at.file, "sheet": at.sheet, "row": at.row, "column": at.column}
        else:
            files = dict.fromkeys(self.asked[by].what_if.file for by in causes)
            there = {"file": " + ".join(files), "sheet": "", "row": 0, "column": ""}
        return dataclasses.replace(
            fault,
            **there,
            letter="",
            what=f"In the changed programme, at {fault.where()}: {fault.what}",
            what_zh=f"改动后的计划中，{fault.where('zh')}：{fault.what_zh}",
        )

    def _causes(self, fault: Fault) -> list[int]:
        """Return the edits a fault may come from, the likeliest alone where there is one."""
        if fault.file == SETTINGS and not fault.row:
            by = self.settings.likely(fault.column)
            return [by] if by is not None else list(range(len(self.asked)))
        layer = next((layer for layer in self.layers.values() if _is_in(fault, layer)), None)
        if layer is not None and (near := _near(fault, layer)):
            return near
        removed = {int(by) for other in self.layers.values() for by in other.removed} - {NOBODY}
        if removed:  # what is named elsewhere is gone
            return sorted(removed)
        return (sorted(_touching(layer)) if layer is not None else []) or list(range(len(self.asked)))


def _is_in(fault: Fault, layer: Layer) -> bool:
    origin = layer.now.origin
    return layer.is_changed and (origin.file, origin.sheet) == (fault.file, fault.sheet)


def _touching(layer: Layer) -> set[int]:
    owners = [layer.inserted, *layer.touched.values()]
    return {int(by) for held in owners for by in held} - {NOBODY}


def _near(fault: Fault, layer: Layer) -> list[int]:
    """Return who touched the cell of a fault, else its row, else its column."""
    name = _column(fault, layer)
    numbers = layer.now.origin.rows.tolist()
    column = layer.touched.get(name)
    if fault.row in numbers:
        row = numbers.index(fault.row)
        own = [layer.inserted[row]] + ([column[row]] if column is not None else [])
        any_of_row = [held[row] for held in layer.touched.values()]
        for found in (own, any_of_row):
            owners = sorted({int(by) for by in found} - {NOBODY})
            if owners:
                return owners[-1:]
    return [] if column is None else sorted({int(by) for by in column} - {NOBODY})


def _column(fault: Fault, layer: Layer) -> str:
    """Return the name of the column that a fault stands in; empty where it is about a row or the whole."""
    headers = layer.now.origin.headers
    for column in columns_of(type(layer.now)):
        if fault.column and fault.column in (headers.get(column.name), header_name(column)):
            return column.name
    return ""
