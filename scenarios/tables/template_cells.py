"""Headers and cells of the templates, the same in CSV files and in the workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.column import Column, Kind, Table, columns_of
from scenarios.tables.explained import header_of, value_shown
from scenarios.tables.template_rows import EXAMPLE, SETTINGS
from scenarios.tables.texts import NUISANCES

if TYPE_CHECKING:
    from collections.abc import Sequence

UNITS = {
    ("estates", "floor_area"): ("㎡", "m2"),
    ("buildings", "floor_area"): ("㎡", "m2"),
    ("work_types", "unit_cost"): ("元", "yuan"),
    ("works", "cost"): ("万元", "10k yuan"),
    ("funds", "limit"): ("万元", "10k yuan"),
}
"""Units that the templates' headers state."""
_YUAN = {"元": 1, "yuan": 1, "万元": 10_000, "10k yuan": 10_000}


def template_header(table: type[Table], column: Column, lang: str) -> str:
    """Return a column's header with its unit, where the templates state one."""
    unit = UNITS.get((table.NAME.name, column.name))
    if unit is None:
        return header_of(column, lang)
    return (
        f"{header_of(column, 'zh')}（{unit[0]}）"
        if lang == "zh"
        else f"{header_of(column, 'en')} ({unit[1]})"
    )


def template_rows(table: type[Table], lang: str) -> list[list[Any]]:
    """Return the example rows of a table, cell by cell in the order of its columns; empty cells are ''."""
    return [
        [_cell(table, column, row.get(column.name, ""), lang) for column in columns_of(table)]
        for row in EXAMPLE.get(table, ())
    ]


def template_example(table: type[Table], column: Column, lang: str) -> str:
    """Return an example of a cell, as it stands under the template's own header."""
    position = columns_of(table).index(column)
    used = (row[position] for row in template_rows(table, lang))
    shown = next((str(cell) for cell in used if cell != ""), "")
    return shown or ("" if (table.NAME.name, column.name) in UNITS else column.example)


def _cell(table: type[Table], column: Column, value: Any, lang: str) -> Any:
    zh = lang == "zh"
    if value == "":
        return ""
    if column.kind is Kind.LEVELS:
        names = [(NUISANCES[kind][0] if zh else f"{kind} ", level) for kind, level in value]
        return ("；" if zh else "; ").join(f"{name}{level:g}" for name, level in names)
    if column.kind is Kind.NAMES:
        return value_shown(column, value, lang)
    if isinstance(value, tuple):
        value = value[0 if zh else 1]
    if column.kind is Kind.MONEY:
        unit = UNITS.get((table.NAME.name, column.name), ("元", "yuan"))[0]
        return _whole(value / _YUAN[unit])
    if column.kind in (Kind.FLAG, Kind.CHOICE):
        return value_shown(column, value, lang)
    return _whole(value) if isinstance(value, float) else value


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def settings_rows(lang: str) -> Sequence[tuple[str, Any, str]]:
    """Return key, value and remark of each setting, as the sheet 设置 holds them."""
    return [
        (
            key,
            ",".join(map(str, value)) if isinstance(value, tuple) else _yes(value, lang),
            zh if lang == "zh" else en,
        )
        for key, value, zh, en in SETTINGS
    ]


def _yes(value: Any, lang: str) -> Any:
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    return value
