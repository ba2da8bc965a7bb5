"""Names that must stand in another table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.checks.given import column_named, table_named
from scenarios.tables.column import Kind, columns_of
from scenarios.tables.construction_settings import INSPECTION, SHUT_DOWN
from scenarios.tables.header import header_name
from scenarios.tables.means import Crews
from scenarios.tables.nearest import Names
from scenarios.tables.places import Estates
from scenarios.tables.texts import near_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Column, Table
    from scenarios.tables.gathered import Gathered, Place


def names_are_known(given: Given, gathered: Gathered) -> None:
    """Each name that refers to another table stands in it."""
    known: dict[tuple[str, ...], frozenset[str] | None] = {}
    for kind, table in given.tables.items():
        for column in columns_of(kind):
            if not column.refers_to or column.name not in table.origin.letters:
                continue
            if column.refers_to not in known:
                known[column.refers_to] = _known(given, column.refers_to)
            names = known[column.refers_to]
            if names is not None:
                _column(given, gathered, table, column, names)


def _column(given: Given, gathered: Gathered, table: Table, column: Column, known: frozenset[str]) -> None:
    values = getattr(table, column.name).tolist()
    lists = column.kind is Kind.NAMES
    strange = {value for value in set(values) if value and not known.issuperset(value if lists else (value,))}
    if not strange:
        return
    names = Names(sorted(known))
    near = {name: names.nearest(name) for name in _parts(strange, lists) if name not in known}
    for row, value in enumerate(values):
        if value not in strange:
            continue
        for name in value if lists else (value,):
            if name not in known:
                at = given.place(table, row, column.name)
                gathered.fault(
                    "unknown_name", at, name=name, **_where(column.refers_to), **near_words(near[name])
                )


def _parts(values: set[str] | set[tuple[str, ...]], lists: bool) -> Iterator[str]:
    for value in values:
        yield from value if lists else (str(value),)


def _known(given: Given, columns: tuple[str, ...]) -> frozenset[str] | None:
    """Return all values of the columns referred to; None where one of their tables could not be read."""
    known: set[str] = set()
    for reference in columns:
        name, _, column = reference.partition(".")
        kind = table_named(name)
        if kind in given.unread:
            return None
        known |= set(getattr(given.of(kind), column).tolist())
    return frozenset(known - {""})


def _where(columns: tuple[str, ...]) -> dict[str, str]:
    """Return the columns referred to, as a sentence names them."""
    english, chinese = [], []
    for reference in columns:
        name, _, field = reference.partition(".")
        table = table_named(name)
        column = column_named(table, field)
        english.append(f"{table.NAME.name}.{header_name(column)}")
        chinese.append(f"「{table.NAME.zh}」的“{column.zh}”")
    return {"where": " or ".join(english), "where_zh": "或".join(chinese)}


def crews_have_trades(given: Given, gathered: Gathered) -> None:
    """A crew's trade is one that some work type needs, an office's a step, a permit's what is shut down."""
    if WorkTypes in given.unread or given.settings is None:
        return
    crews, preparation = given.of(Crews), given.settings.rules.preparation
    trades = frozenset(given.of(WorkTypes).trade.tolist()) - {""}
    more = {"office": {preparation.design, preparation.approval, INSPECTION}, "permit": {*SHUT_DOWN}}
    for row, trade in enumerate(crews.trade.tolist()):
        known = trades | more.get(str(crews.kind[row]), set())
        if trade and trade not in known:
            at = given.place(crews, row, "trade")
            near = near_words(Names(sorted(known)).nearest(trade))
            gathered.fault("unknown_name", at, name=trade, **_where(("work_types.trade",)), **near)


def settings_name_what_is_there(given: Given, gathered: Gathered) -> None:
    """Streets and matters named in the settings stand in the tables."""
    if given.settings is None:
        return
    rules = given.settings.rules
    if Estates not in given.unread:
        streets = set(given.of(Estates).street.tolist()) - {""}
        for rule, named in (
            ("street_disruption", rules.street_disruption.by_street),
            ("street_projects", rules.street_projects.by_street),
        ):
            for street in named:
                if street not in streets:
                    key = f"rules.{rule}.by_street.{street}"
                    near = near_words(Names(sorted(streets)).nearest(street))
                    gathered.fault("unknown_street", _at(given, key), name=street, **near)
    if WorkTypes not in given.unread:
        matters = set(given.of(WorkTypes).consent_matter.tolist()) - {""}
        for matter in rules.consent.matters:
            if matter not in matters:
                near = near_words(Names(sorted(matters)).nearest(matter))
                gathered.finding(
                    "unused_matter", _at(given, f"rules.consent.matters.{matter}"), about=matter, **near
                )


RISK_NAMES = {
    "work_types": ("work_types.id",),
    "streets": ("estates.street",),
    "places": ("estates.id", "estates.zone", "assets.id"),
}
"""Where what a line of the risk register strikes must stand, by the setting that names it."""


def risks_strike_what_is_there(given: Given, gathered: Gathered) -> None:
    """Work types, streets and places that a line of the risk register names stand in the tables."""
    if given.settings is None:
        return
    for line, risk in given.settings.construction.risks.items():
        for setting, columns in RISK_NAMES.items():
            known = _known(given, columns)
            for name in getattr(risk, setting):
                if known is not None and name not in known:
                    at = _at(given, f"construction.risks.{line}.{setting}")
                    near = near_words(Names(sorted(known)).nearest(name))
                    gathered.fault("unknown_name", at, name=name, **_where(columns), **near)


def _at(given: Given, key: str) -> Place:
    return given.settings_place(key)
