"""One change of a what-if file, held against the manifest and made an edit."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, get_args

from scenarios.tables.checked_settings import kind_of
from scenarios.tables.column import Kind
from scenarios.tables.door import BEHIND_THE_DOOR
from scenarios.tables.header import nearest, normal, spellings
from scenarios.tables.manifest import TABLES
from scenarios.tables.source import SETTINGS_NAMES, table_names
from scenarios.tables.supposed import WhatIfs
from scenarios.tables.texts import near_words
from scenarios.tables.where import ConditionError, clauses
from scenarios.whatif.chance import FORMS, chance_from, middle
from scenarios.whatif.keys import (
    EXAMPLES,
    OF_A_CHANGE,
    known_keys,
    text_at,
    unknown_column,
    written,
    wrong,
)
from scenarios.whatif.setting_keys import is_setting, nearest_settings
from scenarios.whatif.values import read_amount, read_new_rows, read_stored, setting_amount, setting_value
from scenarios.whatif.what_if import SETTINGS, Action, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.tables.column import Column, Table
    from scenarios.tables.gathered import Gathered, Place
    from scenarios.whatif.chance import Chance
    from scenarios.whatif.what_if import Spot


def edit_of(given: Any, spot: Spot, gathered: Gathered) -> Edit | None:
    """Return the edit that a change asks for; None, and its faults are gathered, where it is faulty."""
    before = len(gathered.faults)
    if not isinstance(given, dict):
        wrong("change", "change", spot.place(value=written(given)), gathered)
        return None
    asked, chance = _by_chance(given, spot, gathered)
    edit = _Change(asked, spot, gathered).read()
    if edit is None or len(gathered.faults) > before:
        return None
    return dataclasses.replace(edit, chance=chance, asked=dict(given))


def _by_chance(given: dict[str, Any], spot: Spot, gathered: Gathered) -> tuple[dict[str, Any], Chance | None]:
    """Return a change with the middle of its distribution for a number, and the distribution (None: none)."""
    key = next((action for action in _DRAWN if isinstance(given.get(action), dict)), None)
    if key is None or (key is Action.SET and not set(given[key]) & set(FORMS)):  # a group of settings
        return given, None
    chance = chance_from(given[key])
    if chance is None:
        at = spot.place(key, _chance_written(given[key], spot))
        gathered.fault("what_if_chance", at, forms=", ".join(FORMS))
        return {**given, key: 1}, None
    return {**given, key: fitting(given, key, middle(chance))}, chance


def _chance_written(given: Any, spot: Spot) -> str:
    """Return a distribution as it stands in a file, or in the cell of a sheet."""
    form, numbers = next(iter(given.items()), ("", None))
    if len(given) != 1 or not isinstance(numbers, list | tuple):
        return written(given)
    told = [f"{number:g}" if isinstance(number, float) else written(number) for number in numbers]
    if spot.headers:
        return written(" ".join([form, *told]))
    return written(f"{{{form} = [{', '.join(told)}]}}")


def fitting(given: Mapping[str, Any], action: Action, value: float) -> float | int:
    """Return an amount by chance as what a change means can hold it: whole where that counts whole things."""
    if value.is_integer() or (action is not Action.SCALE and _counts_whole(given)):
        return round(value)
    return value


def _counts_whole(given: Mapping[str, Any]) -> bool:
    name, column = normal(str(given.get("table", ""))), str(given.get("column", ""))
    if name in map(normal, SETTINGS_NAMES):
        kind = kind_of(column)
        return int in (kind, *get_args(kind))
    table = table_names().get(name)
    found = None if table is None else spellings(table).get(normal(column))  # type: ignore[arg-type]
    return found is not None and found.kind in _WHOLE


_WHOLE = frozenset({Kind.COUNT, Kind.YEAR, Kind.DATE})


_CHANGED = tuple(table for table in TABLES if table is not WhatIfs)
"""Tables that a what-if may change."""
_DRAWN = (Action.SET, Action.SCALE, Action.ADD)
"""What a change may do by an amount that is drawn."""


class _Change:
    """One change on its way to an edit."""

    def __init__(self, given: dict[str, Any], spot: Spot, gathered: Gathered) -> None:
        self.given, self.spot = given, spot
        self.gathered = gathered

    def read(self) -> Edit | None:
        """Return the edit; what is returned of a faulty change is not to be used."""
        known_keys(self.given, OF_A_CHANGE, self.at(), ("a change", "变更"), self.gathered)
        action = self._action()
        found, table = self._table()
        if action is None or not found:
            return None
        return self._of_settings(action) if table is None else self._of_table(action, table)

    def at(self, key: str = "") -> Place:
        """Return where the change, or one of its keys, stands."""
        value = written(self.given.get(key, "")) if key else ""
        return self.spot.place(key, value)

    # ---- what is to be done, and to which table ----

    def _action(self) -> Action | None:
        """Return the one thing the change does."""
        found = [action for action in Action if action in self.given]
        if len(found) != 1:
            words = {"found": " and ".join(found) or "none", "found_zh": "、".join(found) or "无"}
            self.gathered.fault("what_if_actions", self.at(), **words)
            return None
        if found[0] is Action.REMOVE and self.given["remove"] is not True:
            wrong("remove", "remove", self.at("remove"), self.gathered)
            return None
        return found[0]

    def _table(self) -> tuple[bool, type[Table] | None]:
        """Return whether the table is known, and which it is; None is the settings."""
        name = self._needed("table")
        if not name:
            return False, None
        if normal(name) in map(normal, SETTINGS_NAMES):
            return True, None
        table = table_names().get(normal(name))
        table = table if table in _CHANGED else None
        if table is None:
            spelled = [n for t in _CHANGED for n in (t.NAME.name, t.NAME.zh, *t.NAME.aliases)]
            self.gathered.fault(
                "what_if_unknown_table",
                self.at("table"),
                choices=", ".join([*(t.NAME.name for t in _CHANGED), SETTINGS]),
                choices_zh="、".join([*(t.NAME.zh for t in _CHANGED), "设置"]),
                **near_words(nearest(name, [*spelled, *SETTINGS_NAMES])),
            )
        if table in BEHIND_THE_DOOR:
            self.gathered.fault("what_if_households", self.at("table"))
            return False, None
        return table is not None, table

    def _needed(self, key: str) -> str:
        """Return the text of a key that must be there; empty, and a fault, where it is not."""
        text = text_at(self.given.get(key, ""), self.at(key), key, self.gathered)
        if not text and isinstance(self.given.get(key, ""), str):
            self.gathered.fault("what_if_missing_key", self.at(), key=key, example=EXAMPLES[key])
        return text

    def _without(self, keys: Sequence[str], beside: str) -> None:
        for key in keys:
            if key in self.given:
                self.gathered.fault("what_if_superfluous", self.at(key), key=key, beside=beside)

    # ---- settings ----

    def _of_settings(self, action: Action) -> Edit | None:
        self._without(("where", Action.REMOVE, Action.ROWS), f'table = "{SETTINGS}"')
        if action in (Action.REMOVE, Action.ROWS):
            return None
        key = self._needed("column")
        if key and not is_setting(key):
            choices, near = nearest_settings(key)
            words = {"key": key, "choices": choices, **near_words(near)}
            self.gathered.fault("unknown_setting", self.at("column"), **words)
        read = setting_value if action is Action.SET else setting_amount
        amount = read(self.given[action], self.at(action), self.gathered)
        return self._edit(action, key=key, amount=amount)

    # ---- tables ----

    def _of_table(self, action: Action, table: type[Table]) -> Edit | None:
        if action is Action.ROWS:
            self._without(("column", "where"), "rows")
            return self._edit(action, table=table, rows=self._rows(table))
        where = self._where(table)
        if action is Action.REMOVE:
            self._without(("column",), "remove")
            return self._edit(action, table=table, where=where)
        column = self._column(table)
        if column is None:
            return None
        at, value = self.at(action), self.given[action]
        edit: dict[str, Any] = {"table": table, "column": column, "where": where}
        if action is Action.SET:
            return self._edit(action, **edit, stored=read_stored(value, column, at, self.gathered))
        return self._edit(action, **edit, amount=read_amount(value, column, action, at, self.gathered))

    def _column(self, table: type[Table]) -> Column | None:
        name = self._needed("column")
        column = spellings(table).get(normal(name))  # type: ignore[arg-type]  # a class is hashable
        if name and column is None:
            unknown_column(name, table, self.at("column"), self.gathered)
        return column

    def _where(self, table: type[Table]) -> str:
        where = text_at(self.given.get("where", ""), self.at("where"), "where", self.gathered)
        try:
            clauses(table, where)
        except ConditionError as fault:
            words = {"why": fault.what, "why_zh": fault.what_zh}
            words |= {"remedy": fault.remedy, "remedy_zh": fault.remedy_zh}
            self.gathered.fault("what_if_condition", self.at("where"), **words)
        return where

    def _rows(self, table: type[Table]) -> Table | None:
        rows = self.given["rows"]
        if not isinstance(rows, list | tuple) or not rows or not all(isinstance(row, dict) for row in rows):
            wrong("rows", "rows", self.at("rows"), self.gathered)
            return None
        return read_new_rows(rows, table, self.at("rows"), self.gathered)

    def _edit(self, action: Action, **more: Any) -> Edit:
        return Edit(spot=self.spot, action=action, written=self.given[action], **more)
