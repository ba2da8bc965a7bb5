"""Settings as they are given: programme.toml, the sheet 设置, or a mapping."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, get_args, get_origin

from scenarios.tables.checked_settings import (
    ReadSettings,
    checked_settings,
    kind_of,
    known_keys,
    parts_of_list,
)
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

_NAMES = r"[;；、,，|｜\n]+"
_DAYS = r"[\s,，、;；]+"
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
            _take(given, places, key, setting_of_cell(value, key), at, gathered)

    _list_up(given, places)

    def place(key: str) -> Place:
        above = key
        while above:
            there = next((k for k in places if k == above or k.startswith(above + ".")), "")
            if there:
                return places[there]
            above = above.rpartition(".")[0]
        return Place(file=grid.file, sheet=grid.sheet, column=key)

    return checked_settings(given, place, gathered)


def _list_up(given: dict[str, Any], places: dict[str, Place]) -> None:
    """Make lists of what is numbered in a sheet, such as tiers.1.name and tiers.2.name, in that order."""
    for name, members in list(given.items()):
        if parts_of_list(kind_of(name)) is None or not isinstance(members, dict):
            continue
        if not all(number.isdecimal() for number in members):
            continue
        order = sorted(members, key=int)
        given[name] = [members[number] for number in order]
        new = {f"{name}.{old}": f"{name}.{number}" for number, old in enumerate(order, start=1)}
        for key in [key for key in places if key.startswith(name + ".")]:
            start = ".".join(key.split(".")[:2])
            places[new[start] + key.removeprefix(start)] = places.pop(key)


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


def setting_of_cell(value: Cell, key: str) -> Any:
    """Return a cell as TOML would have given the setting: whole numbers, yes and no, days, shares, lists."""
    kind = kind_of(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if get_origin(kind) is tuple and parts_of_list(kind) is None:
        return _names(value, _DAYS if key == "working_days" else _NAMES)
    if isinstance(value, datetime.datetime):
        return value.date()
    return _of_text(value.strip(), kind, last=key == "evaluation_date") if isinstance(value, str) else value


def _names(value: Cell, between: str) -> list[Any]:
    """Return the members of a list in one cell, with or without TOML's brackets and quotation marks."""
    if not isinstance(value, str):
        return [value]
    parts = (part.strip(" \"'“”") for part in re.split(between, value.strip().strip("[]")))
    return [part for part in parts if part]


def _of_text(text: str, kind: Any, last: bool) -> Any:
    """Return what a text stands for, where a setting of this type is no text; else the text."""
    if kind is bool and text.casefold() in YES | NO:
        return text.casefold() in YES
    if datetime.date in (kind, *get_args(kind)):
        try:
            span = span_of(text)
        except Misread:
            return text
        return span.last if last else span.first
    if float in (kind, *get_args(kind)) and (share := re.fullmatch(r"(\d+(?:\.\d+)?)\s*[%％]", text)):
        return float(share[1]) / 100
    return text


def _rows_of_keys(text: str) -> dict[str, int]:
    """Return the line of each dotted key of a TOML text, as far as plain lines tell."""
    rows: dict[str, int] = {}
    table = ""
    so_far: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*(\[+)\s*([^\]]+?)\s*\]+", line):
            name = re.sub(r"[\"'\s]", "", found[2])
            rows.setdefault(name, number)
            if found[1] == "[[":
                so_far[name] += 1
                name = f"{name}.{so_far[name]}"
                rows.setdefault(name, number)
            table = name + "."
        elif found := re.match(r"\s*([^=#\[]+?)\s*=", line):
            rows.setdefault(table + re.sub(r"[\"'\s]", "", found[1]), number)
    return rows


def _row_of(key: str, rows: Mapping[str, int]) -> int:
    while key:
        if key in rows:
            return rows[key]
        key = key.rpartition(".")[0]
    return 0
