"""Every assumption in force (假设值), and columns that are filled and that no rule of this version uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.noted import column_of, given, place, shown
from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.column import Table, columns_of
from scenarios.tables.door import BEHIND_THE_DOOR
from scenarios.tables.explained import value_shown
from scenarios.tables.header import header_name
from scenarios.tables.places import Estates
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Column, Flags


def tables_of(programme: Programme) -> Iterator[Table]:
    """Return the tables of a programme."""
    yield from (value for value in vars(programme).values() if isinstance(value, Table))


def columns_are_used(noted: Noted) -> None:
    """Name each column that is filled though no rule of this version uses it."""
    for table in tables_of(noted.programme):
        for column in columns_of(type(table)):
            filled = given(table, column.name)
            if not column.enforced and filled.any():
                at = place(table, int(filled.argmax()), column.name)
                count = int(filled.sum())
                code = "not_counted" if type(table) in BEHIND_THE_DOOR else "not_enforced"
                noted.note(code, at, _about(table, column), **_words(table, column, count))


def defaults_are_named(noted: Noted) -> None:
    """Name each default that is an assumption, its value, and in how many cells it stands."""
    for table in tables_of(noted.programme):
        for column in columns_of(type(table)):
            if column.assumption:
                empty = _in_force(noted, table, column)
                if empty.any():
                    _default(noted, table, column, empty)


def _default(noted: Noted, table: Table, column: Column, empty: Flags) -> None:
    at = place(table, int(empty.argmax()), column.name)
    value = shown(column.default, column)
    words = _words(table, column, int(empty.sum())) | {"value_zh": value_shown(column, column.default, "zh")}
    noted.note("assumed_default", at, _about(table, column), value=value, **words)


def _about(table: Table, column: Column) -> str:
    return f"{table.NAME.name}.{header_name(column)}"


def _words(table: Table, column: Column, count: int) -> dict[str, object]:
    return {
        "table": table.NAME.name,
        "table_zh": table.NAME.zh,
        "header": header_name(column),
        "header_zh": column.zh,
        "meaning": column.en.rstrip("."),
        "meaning_zh": column.meaning_zh.rstrip("。"),
        "count": f"{count:,}",
        "all": f"{len(table):,}",
        "s": "" if count == 1 else "s",
        "is": "is" if count == 1 else "are",
    }


def _in_force(noted: Noted, table: Table, column: Column) -> Flags:
    """Return the rows in which a default stands and counts for something."""
    programme = noted.programme
    empty = ~given(table, column.name)
    if isinstance(table, Estates):
        empty &= noted.taking_part
    if isinstance(table, Works):
        empty &= np.isin(np.arange(len(table)), programme.facts.row)
    if isinstance(table, WorkTypes):
        used = np.isin(np.arange(len(table)), programme.facts.work_type)
        empty &= used
        if column.name == "fixed_days":
            empty &= ~given(table, "productivity")
        if column.name == "nuisance_scope":
            empty &= given(table, "nuisance")
    return empty


def sizes_are_assumed(noted: Noted) -> None:
    """Name sizes of estates that are put in where none are given: stairwells, floor area."""
    programme = noted.programme
    estates = programme.estates
    scopes = programme.work_types.nuisance_scope[programme.facts.work_type]
    if np.isin(scopes, ["stairwell", "stack"]).any():
        unknown = noted.taking_part & ~(given(estates, "stairwells") & (estates.stairwells > 0))
        noted.estates("assumed_stairwells", unknown, "stairwells")
    if (programme.targets.measure == "floor_area").any():
        noted.estates("assumed_floor_area", noted.taking_part & np.isnan(estates.floor_area), "floor_area")


def works_are_assumed(noted: Noted) -> None:
    """Name what is put in for works: required by class, and how residents' support scales priority."""
    programme = noted.programme
    facts, works = programme.facts, programme.works
    by_class = ~given(works, "required")[facts.row]
    yes = int((by_class & facts.required).sum())
    noted.works("assumed_required", by_class, "required", yes=f"{yes:,}", no=f"{int(by_class.sum()) - yes:,}")
    at = programme.campaigns.estate[facts.campaign]
    own = np.where(at >= 0, programme.estates.priority[np.maximum(at, 0)], 1.0)
    asked = _with_ballot(programme)
    noted.works("assumed_support", asked, "priority")
    noted.works("assumed_priority", ~asked & (own > 0), "priority")


def _with_ballot(programme: Programme) -> Flags:
    facts = programme.facts
    return programme.voices.wishes.asks(programme.campaigns.estate[facts.campaign], facts.work_type)


def payers_are_assumed(noted: Noted) -> None:
    """Name work types whose residents or utilities are taken to pay their whole nominal share."""
    programme = noted.programme
    types = programme.work_types
    used = np.isin(np.arange(len(types)), programme.facts.work_type)
    for payer in ("resident", "utility"):
        column = f"{payer}_share_realised"
        whole = used & (getattr(types, f"{payer}_share") > 0) & ~given(types, column)
        names = [str(name) for name in types.name[whole]]
        noted.rows(f"assumed_{payer}_share", types, whole, column, names)


def nuisance_is_assumed(noted: Noted) -> None:
    """Say how nuisance of several levels is added up."""
    types = noted.programme.work_types
    levels = given(types, "nuisance")
    if levels.any():
        at = place(types, int(levels.argmax()), "nuisance")
        noted.note("assumed_nuisance", at, column_of(types, "nuisance").name)
