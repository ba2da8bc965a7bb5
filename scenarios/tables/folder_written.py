"""Tables and settings back into a folder of CSV files, which reads as the same programme."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Kind, columns_of
from scenarios.tables.door import BEHIND_THE_DOOR
from scenarios.tables.header import header_name
from scenarios.tables.source import SETTINGS_FILE
from scenarios.tables.supposed import WhatIfs
from scenarios.tables.written import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from scenarios.tables.column import Column, Table
    from scenarios.tables.settings import Settings

LEFT_OUT = (*BEHIND_THE_DOOR, WhatIfs)
"""Tables that are not written: answers of households never leave the programme; what-ifs are laid already."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def write_folder(settings: Settings, tables: Iterable[Table], folder: Path) -> tuple[Path, ...]:
    """Write each table that has rows, and the settings; return the files.

    Money is in yuan, dates are ISO, shares numbers from 0 to 1; an empty cell stays empty. The tables of
    LEFT_OUT are not written. Raises InputFaults where a file cannot be written.
    """
    texts = {SETTINGS_FILE: toml_text(settings.model_dump(exclude_unset=True))}
    for table in tables:
        if len(table) and type(table) not in LEFT_OUT:
            texts[f"{table.NAME.name}.csv"] = csv_text(table)
    for name, text in texts.items():
        with whole(folder / name) as file:
            file.write_bytes(text.encode("utf-8"))
    return tuple(folder / name for name in texts)


def csv_text(table: Table) -> str:
    """Return a table as the text of a CSV file with English headers; columns without a cell are left out."""
    nothing = np.zeros(len(table), dtype=bool)
    given = {column.name: table.given.get(column.name, nothing) for column in columns_of(type(table))}
    columns = [column for column in columns_of(type(table)) if given[column.name].any()]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([header_name(column) for column in columns])
    for row in range(len(table)):
        writer.writerow(
            [
                _cell(getattr(table, column.name)[row], column) if given[column.name][row] else ""
                for column in columns
            ]
        )
    return text.getvalue()


def _cell(value: Any, column: Column) -> str:
    if column.kind is Kind.MONEY:
        yuan, fen = divmod(int(value), 100)
        return f"{yuan}.{fen:02d}" if fen else str(yuan)
    if column.kind is Kind.DATE:
        return str(np.datetime64(value, "D"))
    if column.kind is Kind.NAMES:
        return ";".join(value)
    if column.kind is Kind.LEVELS:
        return "; ".join(f"{name} = {_number(level)}" for name, level in value)
    if column.kind is Kind.FLAG:
        return "yes" if value else "no"
    if column.kind in (Kind.TEXT, Kind.CHOICE):
        return str(value)
    return _number(float(value))


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def toml_text(values: Mapping[str, Any]) -> str:
    """Return nested values as a TOML text; what is None is left out."""
    return "\n".join(_lines(values, ())).strip() + "\n"


def _lines(values: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[str]:
    inside = {key: value for key, value in values.items() if isinstance(value, dict)}
    lists = {key: value for key, value in values.items() if _is_list_of_groups(value)}
    for key, value in values.items():
        if key not in inside and key not in lists and value is not None:
            yield f"{_key(key)} = {toml_value(value)}"
    for key, value in inside.items():
        yield from ("", f"[{_dotted((*above, key))}]", *_lines(value, (*above, key)))
    for key, value in lists.items():
        for group in value:
            yield from ("", f"[[{_dotted((*above, key))}]]", *_lines(group, (*above, key)))


def _is_list_of_groups(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(one, dict) for one in value)


def _dotted(keys: tuple[str, ...]) -> str:
    return ".".join(map(_key, keys))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def toml_value(value: Any) -> str:
    """Return a single value, or a list of them, as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(str(k))} = {toml_value(v)}" for k, v in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
