"""Settings as they are given: programme.toml, the sheet 设置, or a mapping."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from scenarios.tables.checked_settings import ReadSettings, checked_settings, default_of, known_keys
from scenarios.tables.columns import is_empty
from scenarios.tables.dates import span_of
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import normal
from scenarios.tables.nearest import Names
from scenarios.tables.numbers import Misread
from scenarios.tables.raw import as_written, letter
from scenarios.tables.texts import NO, YES, near_words
from scenarios.tables.toml_text import toml_of
from scenarios.tables.words.settings import KEYS_ZH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.raw import Cell, Grid

_HEADERS = frozenset(map(normal, ("key", "项", "设置项", "setting", "键", "参数")))


def settings_from_mapping(given: Mapping[str, Any], gathered: Gathered) -> ReadSettings:
    """Return the settings of a mapping, nested as in TOML."""
    return checked_settings(given, lambda key: Place(file="settings", column=key), gathered)


def settings_from_toml(text: str, file: str, gathered: Gathered) -> ReadSettings:
    """Return the settings of a TOML text."""
    rows = _rows_of_keys(text)

    def place(key: str) -> Place:
        return Place(file=file, row=_row_of(key, rows), column=key)

    given = toml_of(text, file, gathered)
    return ReadSettings(None, place) if given is None else checked_settings(given, place, gathered)


def settings_from_grid(grid: Grid, gathered: Gathered) -> ReadSettings:
    """Return the settings of a sheet: keys in the first column, values in the second, remarks beyond."""
    given: dict[str, Any] = {}
    places: dict[str, Place] = {}
    for number, row in enumerate(map(grid.row, range(grid.height)), start=1):
        key = _key_of(row[0] if row else "")
        value = row[1] if len(row) > 1 else ""
        error = grid.errors.get((number - 1, 1), "")
        shown = error or as_written(value)
        at = Place(file=grid.file, sheet=grid.sheet, row=number, column=key, letter=letter(1), value=shown)
        if error:
            gathered.fault("formula_error", at)
        elif key and normal(key) not in _HEADERS and not is_empty(value):
            _take(given, places, key, _plain(value, key), at, gathered)

    def place(key: str) -> Place:
        there = next((k for k in places if k == key or k.startswith(key + ".")), "")
        return places.get(there, Place(file=grid.file, sheet=grid.sheet, column=key))

    return checked_settings(given, place, gathered)


def _key_of(cell: Cell) -> str:
    key = "" if is_empty(cell) else re.sub(r"[\"'“”\s]", "", str(cell))
    return KEYS_ZH.get(key, key)


def _take(
    given: dict[str, Any], places: dict[str, Place], key: str, value: Any, at: Place, gathered: Gathered
) -> None:
    """Put a value at its dotted key."""
    if key in places:
        gathered.fault("setting_twice", at, key=key)
        return
    places[key] = at
    inside: Any = given
    *parts, last = key.split(".")
    for part in parts:
        inside = inside.setdefault(part, {})
        if not isinstance(inside, dict):
            break
    if not isinstance(inside, dict) or isinstance(inside.get(last), dict):
        near = near_words(Names(known_keys()).nearest(key))
        gathered.fault("unknown_setting", at, key=key, choices=", ".join(known_keys()), **near)
    else:
        inside[last] = value


def _plain(value: Cell, key: str) -> Any:
    """Return a cell as TOML would have given it: whole numbers, yes and no, days, lists."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if not isinstance(value, str):
        return [value] if key == "working_days" else value
    text = value.strip()
    if key == "working_days":
        return [part for part in re.split(r"[\s,，、;；]+", text.strip("[]")) if part]
    if key == "evaluation_date":
        try:
            return span_of(text).last
        except Misread:
            return text
    if isinstance(default_of(key), bool) and text.casefold() in YES | NO:
        return text.casefold() in YES
    return text


def _rows_of_keys(text: str) -> dict[str, int]:
    """Return the line of each dotted key of a TOML text, as far as plain lines tell."""
    rows: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            table = re.sub(r"[\"'\s]", "", found[1]) + "."
            rows.setdefault(table[:-1], number)
        elif found := re.match(r"\s*([^=#\[]+?)\s*=", line):
            rows.setdefault(table + re.sub(r"[\"'\s]", "", found[1]), number)
    return rows


def _row_of(key: str, rows: Mapping[str, int]) -> int:
    while key:
        if key in rows:
            return rows[key]
        key = key.rpartition(".")[0]
    return 0
