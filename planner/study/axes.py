"""The axes of the grids of a study: which values were varied, at which levels, and where each case stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.changes import table_said
from planner.report.labels import fund_labels
from planner.report.units import YUAN_PER_WAN, percent, plain, significant
from planner.words import mark, words
from scenarios.tables.column import Kind
from scenarios.tables.header import header_name
from scenarios.whatif.grids import GRID
from scenarios.whatif.what_if import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned
    from planner.words import Words
    from scenarios.model.programme import Programme
    from scenarios.whatif.what_if import Edit, WhatIf
    from solvers.cases.case import Case

_UNITS = {
    Kind.MONEY: mark("yuan"),
    Kind.AREA: mark("m²"),
    Kind.SHARE: mark("share"),
    Kind.DATE: mark("days"),
}
_TIMES = mark("times the base")
_SETTINGS = {"settings.prices.growth": mark("price growth a year")}
"""Settings that are varied most, by what a planner calls them."""
_OF_YEARS = frozenset({"settings.prices.growth"})
"""Settings that are shares a year, which their column does not say."""


def axes_of(found: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return the grids of a study, in their order, each with its levels in rising order.

    ``key`` is as it was asked for, ``label`` what it is called, ``unit`` what its ``values`` are in.
    """
    first: dict[str, WhatIf] = {}
    values: dict[str, set[float]] = {}
    for one in found:
        for what_if in _of_grids(one.case):
            key = _key(what_if)
            first.setdefault(key, what_if)
            values.setdefault(key, set()).add(_level(what_if))
    of = found[0].case.programme
    return [
        {**_axis(key, first[key].edits[0], of), "values": sorted(levels)} for key, levels in values.items()
    ]


def points_of(found: Sequence[Planned]) -> list[dict[str, float]]:
    """Return where each case stands on the grids, by key; empty where it is no point of them.

    The base stands where the grid case stands that is the same programme, if one is.
    """
    at = [{_key(what_if): _level(what_if) for what_if in _of_grids(one.case)} for one in found]
    base = found[0].case.name
    same = next(
        (point for one, point in zip(found, at, strict=True) if one.case.same_as == base and point), None
    )
    return [same, *at[1:]] if same else at


def axis_of(what_if: WhatIf, programme: Programme) -> dict[str, str]:
    """Return the axis on which a grid's what-if stands: its key, what it is called, and its unit."""
    return _axis(_key(what_if), what_if.edits[0], programme)


def level_of(what_if: WhatIf) -> float:
    """Return the level at which a grid's what-if stands on its axis."""
    return _level(what_if)


def case_said(case: Case, t: Words) -> str:
    """Return what a case is called: where it stands on grids, and other what-ifs by their names."""
    said = [
        _level_said(axis_of(one, case.programme), _level(one), t)
        if one.file == GRID
        else t.pick(one.name, one.name_zh)
        for one in case.what_ifs
    ]
    return t.pick("; ", "；").join(said) if _of_grids(case) else t.pick(case.name, case.name_zh)


def _level_said(axis: dict[str, str], level: float, t: Words) -> str:
    label = t.pick(axis["label"], axis["label_zh"])
    if axis["unit"] == _TIMES:
        return f"{label} × {significant(level, 6)}"
    if axis["unit"] == _UNITS[Kind.MONEY]:
        money = plain(level / YUAN_PER_WAN)
        return f"{label} {t.pick(f'{money} × 10,000 yuan', f'{money} 万元')}"
    if axis["unit"] == _UNITS[Kind.SHARE]:
        return f"{label} {percent(level)}"
    unit = t.pick(axis["unit"], axis["unit_zh"])
    return f"{label} {significant(level, 6)}{t.pick(' ', '')}{unit}".rstrip()


def _of_grids(case: Case) -> list[WhatIf]:
    return [what_if for what_if in case.what_ifs if what_if.file == GRID]


def _key(what_if: WhatIf) -> str:
    return what_if.name.rpartition("=")[0]


def _level(what_if: WhatIf) -> float:
    level: float = what_if.edits[0].written
    return level


def _axis(key: str, edit: Edit, programme: Programme) -> dict[str, str]:
    said = {lang: _said(key, edit, programme, words(lang)) for lang in ("en", "zh")}
    unit = _TIMES if edit.action is Action.SCALE else _unit(key, edit)
    return {
        "key": key,
        "label": said["en"],
        "label_zh": said["zh"],
        "unit": unit,
        "unit_zh": words("zh")(unit) if unit else "",
    }


def _said(key: str, edit: Edit, programme: Programme, t: Words) -> str:
    """Return what an axis is called: table (not of funds), rows, column; a setting by its name or key."""
    plain = key.rstrip("*+")
    if edit.table is None or edit.column is None:
        return t(_SETTINGS[plain]) if plain in _SETTINGS else plain
    rows = plain.split(".")[1:-1]
    if edit.table.NAME.name == "funds":
        funds = programme.funds
        called = fund_labels(dict(zip(funds.fund.tolist(), funds.kind.tolist(), strict=True)), t)
        rows = [called.get(one, one) for one in rows]
        return " ".join([*rows, t.pick(header_name(edit.column), edit.column.zh)])
    column = t.pick(header_name(edit.column), edit.column.zh)
    return " ".join([table_said(edit.table.NAME.name, t), *rows, column])


def _unit(key: str, edit: Edit) -> str:
    if key.rstrip("*+") in _OF_YEARS:
        return _UNITS[Kind.SHARE]
    return _UNITS.get(edit.column.kind, "") if edit.column is not None else ""
