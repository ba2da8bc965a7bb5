"""Values changed by what-ifs, in words: which, where, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from planner.report.labels import FUND_KINDS, resource_label
from planner.words import mark, said
from scenarios.tables.column import Kind, columns_of
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES
from scenarios.tables.texts import word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.report.facts import Document
    from planner.words import Words
    from scenarios.tables.column import Column

KINDS = {"uncertainty": mark("uncertainty"), "lever": mark("lever")}
"""Whether a what-if befalls us or is ours to choose."""
UNITS = {Kind.MONEY: mark("yuan"), Kind.AREA: mark("m²")}
"""Units in which values are given, by kind of column."""
SHOWN = 12
"""Changes that the terminal lists; the files hold all."""


@dataclass(frozen=True, kw_only=True)
class ChangeSaid:
    """One changed value in one language; ``before`` and ``after`` as texts, ``plain`` as numbers if they are.

    ``column`` names its unit; it is empty where a whole row came or went.
    """

    what_if: str
    reason: str
    kind: str
    table: str
    row: str
    column: str
    before: str
    after: str
    plain: tuple[float | None, float | None] = (None, None)
    is_year: bool = False

    def line(self, t: Words) -> str:
        """Return the change as one line, such as ``funds city, 2023, limit (yuan): from 2 to 1``."""
        where = t(", ").join(part for part in (f"{self.table} {self.row}".strip(), self.column) if part)
        if not self.column:  # a whole row
            came = self.before == t("(empty)")
            return t("{where}: added", where=where) if came else t("{where}: removed", where=where)
        return t("{where}: from {before} to {after}", where=where, before=self.before, after=self.after)


def changes_said(document: Document, t: Words) -> list[ChangeSaid]:
    """Return every change of a plan document in words."""
    what_ifs = {what_if["name"]: what_if for what_if in reversed(what_ifs_in(document))}
    return [_said(change, what_ifs.get(change["what_if"], {}), t) for change in document["changes"]]


def what_ifs_in(document: Document) -> Sequence[Document]:
    """Return the what-ifs of a plan document; none where it was made without."""
    found: Sequence[Document] = document["programme"].get("what_ifs") or ()
    return found


def what_if_names(document: Document, t: Words) -> str:
    """Return the names of the what-ifs as one text; empty where there are none."""
    return t(", ").join(said(what_if, "name", t.lang) for what_if in what_ifs_in(document))


def change_lines(document: Document, t: Words, most: int = SHOWN) -> Iterator[str]:
    """Yield the changes line by line, below the what-if they come from; beyond ``most`` only their number."""
    changes = changes_said(document, t)
    last = ""
    for change in changes[:most]:
        if change.what_if != last:
            last = change.what_if
            yield _head(change, t)
        yield f"- {change.line(t)}"
    if len(changes) > most:
        yield t("and {n} more", n=f"{len(changes) - most:,}")


def _head(change: ChangeSaid, t: Words) -> str:
    name = f"{change.what_if} [{change.kind}]" if change.kind else change.what_if
    return t("{what_if}, because {reason}", what_if=name, reason=change.reason) if change.reason else name


def _said(change: Document, what_if: Document, t: Words) -> ChangeSaid:
    column = _columns().get((change["table"], change["column"]))
    before, after = (_value(change[key], column, t) for key in ("before", "after"))
    if change.get("was_empty") and change["before"] is not None:
        before = t("{value} (by default)", value=before)
    return ChangeSaid(
        what_if=said(what_if, "name", t.lang) or change["what_if"],
        reason=said(what_if, "reason", t.lang) or change["reason"],
        kind=t(KINDS[what_if["kind"]]) if what_if else "",
        table=table_said(change["table"], t),
        row=row_said(change["table"], change["row"], t),
        column=_column_label(change["column"], column, t),
        before=before,
        after=after,
        plain=(_number(change["before"]), _number(change["after"])),
        is_year=column is not None and column.kind is Kind.YEAR,
    )


@cache
def _columns() -> Mapping[tuple[str, str], Column]:
    """Return every column of the manifest by the English names of table and column."""
    return {(table.NAME.name, header_name(c)): c for table in TABLES for c in columns_of(table)}


def table_said(name: str, t: Words) -> str:
    """Return what a table, or the settings, is called."""
    table = next((table for table in TABLES if table.NAME.name == name), None)
    if table is None:
        return t("settings")
    return t.pick(name, table.NAME.zh)


def row_said(table: str, row: str, t: Words) -> str:
    """Return what a row is called: in Chinese, a trade or fund that is named by a word that is known."""
    name, comma, rest = row.partition(", ")
    if t.lang == "zh" and table == "crews":
        return resource_label(name, t) + comma + rest
    if t.lang == "zh" and table == "funds" and name in FUND_KINDS:
        return t(FUND_KINDS[name]) + comma + rest
    return row


def column_said(table: str, name: str, t: Words) -> str:
    """Return what a column of a table is called, with its unit; a setting's key as it is."""
    return _column_label(name, _columns().get((table, name)), t)


def _column_label(name: str, column: Column | None, t: Words) -> str:
    if column is None:
        return name
    label = t.pick(name, column.zh)
    unit = UNITS.get(column.kind)
    return label if unit is None else t.pick(f"{label} ({t(unit)})", f"{label}（{t(unit)}）")


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _value(value: Any, column: Column | None, t: Words) -> str:
    """Return a value as it is read."""
    if value is None or value == "":
        return t("(empty)")
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, int | float):
        return str(value) if column is not None and column.kind is Kind.YEAR else f"{value:,}"
    return word_of(column, value, t.lang) if column is not None and column.kind is Kind.CHOICE else str(value)
