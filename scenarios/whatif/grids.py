"""Grids: one value of a programme at several levels, each a what-if; ``funds.city.2023.limit=0:2e8:2e7``."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scenarios.tables.column import Kind, columns_of
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import header_name, nearest, normal, spellings
from scenarios.tables.source import SETTINGS_NAMES, table_names
from scenarios.tables.texts import near_words
from scenarios.tables.where import ConditionError, select
from scenarios.whatif.grammar import what_if_in
from scenarios.whatif.keys import unknown_column
from scenarios.whatif.preset_changes import quoted
from scenarios.whatif.readable import row_names
from scenarios.whatif.setting_keys import is_setting, nearest_settings
from scenarios.whatif.what_if import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.column import Column, Table
    from scenarios.whatif.what_if import WhatIf

GRID = "--grid"
"""The file that what-ifs of grids are said to stand in."""
MOST_CASES = 2000
"""Points that the grids of one study may have together."""
_GRID = re.compile(r"(?P<key>.+?)\s*(?P<sign>[*+]?)=\s*(?P<levels>[^=]+)")
_NO_SIGN = "-/%^<>!|&~"
"""What no key ends with: a sign that somebody takes for one."""
_NUMBER = re.compile(r"[^eE]*([eE][+-]?\d{1,2})?")
"""A number that can be told: beyond two digits its exponent is a slip, and costs all the memory there is."""
_DIGITS = 100
"""Digits of the longest number that is read."""
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^.\"']+)")
_DOES = {"": "set", "*": "scale", "+": "add"}
_LARGE = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """A value at several levels: ``key`` as it was written, and a what-if for each level in their order."""

    key: str
    what_ifs: tuple[WhatIf, ...]


def grid_of(text: str, programme: Programme) -> Grid:
    """Return the grid that a text asks for.

    ``TABLE.ROW.COLUMN=FIRST:LAST:STEP`` or ``=A,B,C``, the row by its key columns (any of them left out: all
    rows that fit); ``settings.KEY``. With ``=`` the value is set, with ``*=`` multiplied, with ``+=`` added
    to; numbers are as in a what-if, 20% and 2亿 too. Raises InputFaults with what is wrong.

    >>> programme = read("examples/small")
    >>> grid = grid_of("funds.city.limit*=0.5:1.5:0.5", programme)
    >>> [what_if.name for what_if in grid.what_ifs]
    ['funds.city.limit*=0.5', 'funds.city.limit*=1', 'funds.city.limit*=1.5']
    """
    gathered = Gathered()
    found = _Text(text, programme, gathered).read()
    gathered.stop_if_faulty()
    assert found is not None  # else there was a fault
    return found


def range_of(text: str, programme: Programme, steps: int) -> Grid:
    """Return the grid that a text asks for where its step may be left out: so many steps then."""
    key, sign, ends = text.rpartition("=")
    parts = [_number(part) for part in ends.replace("：", ":").split(":")]
    if len(parts) == 2 and None not in parts and parts[0] != parts[1]:
        first, last = (Fraction(part) for part in parts if part is not None)
        step = (last - first) / steps
        text = f"{key}{sign}{first}:{last}:{step}"
    return grid_of(text, programme)


def points(grids: Sequence[Grid], most: int = MOST_CASES) -> tuple[tuple[WhatIf, ...], ...]:
    """Return every point of several grids together, the last one's level changing first.

    Raises InputFaults where they are more than ``most``.
    """
    count = 1 if grids else 0
    for grid in grids:
        count *= len(grid.what_ifs)
    if count > most:
        gathered = Gathered()
        keys = " × ".join(f"{grid.key} ({len(grid.what_ifs)})" for grid in grids)
        at = Place(file=GRID, value=keys)
        gathered.fault("grid_too_many", at, count=f"{count:,}", most=f"{most:,}")
        gathered.stop_if_faulty()
    return tuple(itertools.product(*(grid.what_ifs for grid in grids))) if grids else ()


class _Text:
    """A grid's text on its way to its what-ifs."""

    def __init__(self, text: str, programme: Programme, gathered: Gathered) -> None:
        self.text, self.programme, self.gathered = text, programme, gathered
        self.at = Place(file=GRID, value=text)

    def read(self) -> Grid | None:
        """Return the grid; None, and faults, where it is none."""
        found = _GRID.fullmatch(self.text.strip())
        parts = [next(filter(None, part), "") for part in _PART.findall(found["key"])] if found else []
        if found is None or len(parts) < 2 or found["key"].rstrip()[-1] in _NO_SIGN:
            self.gathered.fault("grid_unreadable", self.at)
            return None
        levels = self._levels(found["levels"].strip())
        change = self._change([part.strip() for part in parts])
        if levels is None or change is None:
            return None
        key = found["key"].strip() + found["sign"]
        said = self._said_zh(change, key)
        what_ifs = []
        for level in levels:
            named = {"name": f"{key}={level}", "name_zh": f"{said}{level}"}
            given = {**named, "kind": "lever"}
            changes = [{**change, _DOES[found["sign"]]: level}]
            what_ifs.append(what_if_in({**given, "change": changes}, GRID, "", (), self.gathered))
        return Grid(key=key, what_ifs=tuple(what_ifs))

    def _said_zh(self, change: dict[str, Any], key: str) -> str:
        """Return what is varied in Chinese, up to where the level follows; a setting as it is written."""
        sign = {"*": "×", "+": "＋"}.get(key[-1], "＝")
        table = table_names().get(change["table"])
        if table is None:
            return key.rstrip("*+") + sign
        rows = " ".join(key.rstrip("*+").split(".")[1:-1])
        column = spellings(table)[normal(change["column"])]  # type: ignore[arg-type]  # a class is hashable
        return " ".join(part for part in (table.NAME.zh, rows, column.zh) if part) + sign

    # ---- which value ----

    def _change(self, parts: list[str]) -> dict[str, Any] | None:
        name = normal(parts[0])
        if name in map(normal, SETTINGS_NAMES):
            return self._setting(".".join(parts[1:]))
        table = table_names().get(name)
        if table is None:
            near = nearest(parts[0], [*(known.NAME.name for known in table_names().values()), SETTINGS])
            names = dict.fromkeys(known.NAME for known in table_names().values())
            words = {"choices": ", ".join([*(one.name for one in names), SETTINGS])}
            words |= {"choices_zh": "、".join([*(one.zh for one in names), "设置"]), **near_words(near)}
            self.gathered.fault("what_if_unknown_table", self.at, **words)
            return None
        column = spellings(table).get(normal(parts[-1]))  # type: ignore[arg-type]  # a class is hashable
        if column is None:
            unknown_column(parts[-1], table, self.at, self.gathered)
            return None
        where = self._where(table, parts[1:-1])
        if where is None:
            return None
        change = {"table": table.NAME.name, "column": header_name(column)}
        return {**change, "where": where} if where else change

    def _setting(self, key: str) -> dict[str, Any] | None:
        if is_setting(key):
            return {"table": SETTINGS, "column": key}
        choices, near = nearest_settings(key)
        self.gathered.fault("unknown_setting", self.at, key=key, choices=choices, **near_words(near))
        return None

    def _where(self, table: type[Table], named: list[str]) -> str | None:
        """Return the condition that selects the rows that parts of their keys name; None where none is so."""
        rows = getattr(self.programme, table.NAME.name)
        keys = [column for column in columns_of(table) if column.key]
        for columns in itertools.combinations(keys, len(named)):
            where = " and ".join(_clause(column, text) for column, text in zip(columns, named, strict=True))
            try:
                if select(rows, where).any():
                    return where
            except ConditionError:  # the text is no value of this column
                continue
        names = row_names(rows)
        known = [names(row) for row in range(len(rows))]
        words = {"name": ".".join(named), "table": table.NAME.name, "table_zh": table.NAME.zh}
        words |= {"key": " + ".join(map(header_name, keys)), "key_zh": " + ".join(c.zh for c in keys)}
        near = nearest(", ".join(named), known)
        self.gathered.fault("grid_no_row", self.at, **words, **near_words(near))
        return None

    # ---- at which levels ----

    def _levels(self, text: str) -> list[int | float] | None:
        listed = re.split(r"[,，、]", text)
        if ":" not in text.replace("：", ":"):
            numbers = [_number(part) for part in listed]
            found = [number for number in numbers if number is not None]
            if len(found) == len(numbers):
                return [_plain(number) for number in dict.fromkeys(found)]
            self.gathered.fault("grid_unreadable", self.at)
            return None
        ends = [_number(part) for part in text.replace("：", ":").split(":")]
        if len(ends) != 3 or any(end is None for end in ends):
            self.gathered.fault("grid_unreadable", self.at)
            return None
        first, last, step = (end for end in ends if end is not None)
        if step == 0 or (last - first) / step < 0 or ((last - first) / step).denominator != 1:
            words = {"first": _plain(first), "last": _plain(last), "step": _plain(step)}
            self.gathered.fault("grid_steps", self.at, **words)
            return None
        count = int((last - first) / step) + 1
        if count > MOST_CASES:
            self.gathered.fault("grid_too_many", self.at, count=f"{count:,}", most=f"{MOST_CASES:,}")
            return None
        return list(_stepped(first, step, count))


def _stepped(first: Fraction, step: Fraction, count: int) -> Iterator[int | float]:
    return (_plain(first + step * number) for number in range(count))


def _clause(column: Column, text: str) -> str:
    bare = column.kind in (Kind.COUNT, Kind.YEAR, Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.AREA)
    return f"{header_name(column)} = {text if bare else quoted(text)}"


def _number(text: str) -> Fraction | None:
    """Return a number exactly; shares in per cent, and money in 万 and 亿 (of 元), too."""
    text = text.strip().removesuffix("元")
    large = _LARGE.get(text[-1:], 1)
    share = text.endswith(("%", "％"))
    if len(text) > _DIGITS or not _NUMBER.fullmatch(text.rstrip("%％万亿")):
        return None
    try:
        number = Fraction(text[:-1].strip() if share or large > 1 else text)
    except (ValueError, ZeroDivisionError):
        return None
    return number / 100 if share else number * large


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
