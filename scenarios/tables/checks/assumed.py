"""What is assumed where nothing is given, and what is given that nothing uses yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.checks.days import plan_days
from scenarios.tables.column import Kind, columns_of
from scenarios.tables.gathered import Place
from scenarios.tables.header import header_name
from scenarios.tables.undertaking import WorkTypes

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Column, Table
    from scenarios.tables.gathered import Gathered


def defaults_are_named(given: Given, gathered: Gathered) -> None:
    """Each default that is an assumption and stands in some row is named, with how many rows."""
    for table in given.tables.values():
        for column in columns_of(type(table)):
            if column.assumption and len(table):
                _assumed(given, gathered, table, column)
            if not column.enforced and table.given[column.name].any():
                _unused(given, gathered, table, column)


def _assumed(given: Given, gathered: Gathered, table: Table, column: Column) -> None:
    empty = ~table.given[column.name]
    if column.name == "fixed_days" and isinstance(table, WorkTypes):
        empty &= ~table.given["productivity"]  # the days follow from it
    if not empty.any():
        return
    row = int(empty.argmax())
    at = (
        given.place(table, row, column.name)
        if column.name in table.origin.letters
        else given.place(table, row)
    )
    gathered.finding(
        "assumed",
        Place(file=at.file, sheet=at.sheet, row=at.row),
        about=f"{table.NAME.name}.{header_name(column)}",
        value=shown_default(column),
        table=table.NAME.name,
        table_zh=table.NAME.zh,
        column=header_name(column),
        column_zh=column.zh,
        assumed=shown_default(column),
        count=int(empty.sum()),
        all=len(table),
    )


def shown_default(column: Column) -> str:
    """Return a default as a planner would write it."""
    value: Any = column.default
    if column.kind is Kind.MONEY:
        value = value / 100
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _unused(given: Given, gathered: Gathered, table: Table, column: Column) -> None:
    filled = table.given[column.name]
    gathered.finding(
        "not_enforced",
        given.place(table, int(filled.argmax()), column.name),
        about=f"{table.NAME.name}.{header_name(column)}",
        table=table.NAME.name,
        table_zh=table.NAME.zh,
        column=header_name(column),
        column_zh=column.zh,
        count=int(filled.sum()),
    )


def settings_are_named(given: Given, gathered: Gathered) -> None:
    """Settings that are assumptions where they are not given are named."""
    settings = given.settings
    if settings is None:
        return
    if settings.evaluation_date is None:
        day = f"{plan_days(settings)[1].year + 10}-12-31"
        at = given.settings_place("evaluation_date")
        gathered.finding("assumed_evaluation", at, about="evaluation_date", value=day)
    if "working_days" not in settings.model_fields_set:
        at = given.settings_place("working_days")
        gathered.finding("assumed_working_days", at, about="working_days", value="1, 2, 3, 4, 5, 6")
