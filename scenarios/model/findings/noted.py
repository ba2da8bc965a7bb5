"""The gathering of findings: one for each kind of oddity, with how many there are and the first three."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.model.findings.words import SAID
from scenarios.model.modes import in_modes
from scenarios.tables.column import columns_of
from scenarios.tables.door import BEHIND_THE_DOOR
from scenarios.tables.faults import Finding
from scenarios.tables.gathered import Place
from scenarios.tables.header import header_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.column import Column, Counts, Flags, Table, Texts

SHOWN = 3
"""Names that a grouped finding shows."""


@dataclass
class Noted:
    """What has been noticed of a programme so far, in order."""

    programme: Programme
    found: list[Finding] = field(default_factory=list)

    def note(self, code: str, at: Place | None = None, about: str = "", **words: Any) -> None:
        """Add a finding of the kind ``code``; ``words`` fill its sentences, ``x_zh`` for ``x`` in Chinese."""
        said, at = SAID[code], at or Place()
        words = {"about": about, **words}
        zh = words | {key.removesuffix("_zh"): word for key, word in words.items() if key.endswith("_zh")}
        self.found.append(
            Finding(
                kind=said.kind,
                code=code,
                about=about,
                file=at.file,
                sheet=at.sheet,
                row=at.row,
                column=at.column,
                letter=at.letter,
                value=str(words.get("value", at.value)),
                what=said.what.format_map(words),
                what_zh=said.what_zh.format_map(zh),
                cause=said.more.format_map(words),
                cause_zh=said.more_zh.format_map(zh),
            )
        )

    def rows(
        self, code: str, table: Table, where: Any, column: str, names: Sequence[str], **words: Any
    ) -> None:
        """Add one finding on rows of a table, if there are any.

        ``where`` are row numbers or a mask, ``names`` what these rows, or the first of them, are called.
        """
        rows = np.asarray(where)
        rows = np.flatnonzero(rows) if rows.dtype == bool else rows.astype(np.int64)
        if not len(rows):
            return
        at = place(table, int(rows[0]), column)
        unnamed = len(rows) - len(names)
        self.note(code, at, next(iter(names), ""), **counted(names, len(rows), unnamed), **words)

    def works(self, code: str, where: Any, column: str, **words: Any) -> None:
        """Add one finding on works that take part, if there are any; ``where`` counts in facts."""
        which = np.asarray(where)
        which = np.flatnonzero(which) if which.dtype == bool else which.astype(np.int64)
        rows = self.programme.facts.row[which]
        self.rows(code, self.programme.works, rows, column, self.work_names(which[:SHOWN]), **words)

    def estates(self, code: str, where: Any, column: str, **words: Any) -> None:
        """Add one finding on estates, if there are any; ``where`` counts in the table estates."""
        rows = np.asarray(where)
        rows = np.flatnonzero(rows) if rows.dtype == bool else rows.astype(np.int64)
        self.rows(code, self.programme.estates, rows, column, self.estate_names(rows[:SHOWN]), **words)

    def estate_names(self, rows: Iterable[int]) -> list[str]:
        """Return code and name of each estate."""
        estates = self.programme.estates
        return [named(str(estates.id[row]), str(estates.name[row])) for row in rows]

    def work_names(self, which: Iterable[int]) -> list[str]:
        """Return the key of each work, with the name of its estate where it is at one."""
        facts, campaigns, estates = self.programme.facts, self.programme.campaigns, self.programme.estates
        at = campaigns.estate[facts.campaign]
        return [named(str(facts.key[w]), str(estates.name[at[w]]) if at[w] >= 0 else "") for w in which]

    @cached_property
    def taking_part(self) -> Flags:
        """Estates that are not left out, axis ``(estate,)``."""
        return np.array([not reason for reason in self.programme.exclusions.estate], dtype=bool)

    @cached_property
    def least_required(self) -> Flags:
        """Works that every plan must do: of campaigns that must start; of alternatives, the cheapest."""
        return least_required(self.programme)

    def setting(self, key: str, value: object = "") -> Place:
        """Return where a setting stands, or would stand."""
        origin = self.programme.estates.origin
        written = str(value)
        if origin.sheet:
            return Place(file=origin.file, sheet="设置", column=key, value=written)
        return Place(file="programme.toml", column=key, value=written)


def named(code: str, name: str) -> str:
    """Return a code and a name as one reads them: ``DF001 翠园``."""
    return f"{code} {name}" if name and name != code else code


def counted(names: Sequence[str], count: int, unnamed: int = 0) -> dict[str, Any]:
    """Return the words of a grouped finding: how many, the first names, and what English bends by number.

    ``unnamed`` are those beyond ``names``.
    """
    one = count == 1
    first = list(dict.fromkeys(names))[:SHOWN]
    more = len(dict.fromkeys(names)) - len(first) + unnamed
    return {
        "count": f"{count:,}",
        "names": ", ".join(first) + (f" and {more:,} more" if more else ""),
        "names_zh": "、".join(first) + ("等" if more else ""),
        "s": "" if one else "s",
        "ies": "y" if one else "ies",
        "is": "is" if one else "are",
        "has": "has" if one else "have",
        "does": "does" if one else "do",
        "lies": "lies" if one else "lie",
        "binds": "s" if one else "",
        "hold": "holds" if one else "hold",
        "its": "its" if one else "their",
        "it": "it" if one else "they",
        "itself": "it" if one else "them",
        "starts": "starts" if one else "start",
        "each": "" if one else " each",
    }


def place(table: Table, row: int, column: str) -> Place:
    """Return where a cell of a table stands; without row where the table was not read from anywhere."""
    origin = table.origin
    number = int(origin.rows[row]) if row < len(origin.rows) else 0
    if column not in origin.letters:
        described = {c.name: c for c in columns_of(type(table))}.get(column)
        header = header_name(described) if described else column
        return Place(file=origin.file or table.NAME.name, sheet=origin.sheet, row=number, column=header)
    return Place(
        file=origin.file or table.NAME.name,
        sheet=origin.sheet,
        row=number,
        column=origin.headers.get(column, column),
        letter=origin.letters[column],
        value=shown(getattr(table, column)[row], column_of(table, column))
        if given(table, column)[row] and type(table) not in BEHIND_THE_DOOR
        else "",
    )


def column_of(table: Table, name: str) -> Column:
    """Return a column's description by its name."""
    return next(column for column in columns_of(type(table)) if column.name == name)


def shown(value: Any, column: Column) -> str:
    """Return a stored value as a planner would write it; money in yuan."""
    if column.kind == "money":
        return f"{value / 100:g}" if value % 100 else str(value // 100)
    if column.kind == "flag":
        return "yes" if value else "no"
    if column.kind == "levels":
        return "; ".join(f"{name} {level:g}" for name, level in value)
    if column.kind == "names":
        return ";".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def given(table: Table, column: str) -> Flags:
    """Return which cells of a column were filled."""
    return table.given.get(column, np.zeros(len(table), dtype=bool))


def wan(fen: float) -> str:
    """Return money in 万元."""
    return f"{fen / 1e6:,.0f}" if fen >= 1e8 else f"{fen / 1e6:,.2f}"


def least_required(programme: Programme) -> Flags:
    """Return the works that every plan must do: of campaigns that must start, the cheapest alternative."""
    facts = programme.facts
    groups = facts.alternatives
    order = np.lexsort((facts.cost, groups))
    group, first = np.unique(groups[order], return_index=True)
    wanted = is_in(group, np.unique(groups[facts.required & (groups >= 0)]).tolist())
    chosen = facts.required & (groups < 0)
    chosen[order[first[wanted]]] = True
    return chosen & must_start(programme)[facts.campaign]


def must_start(programme: Programme) -> Flags:
    """Return the campaigns that must start, pinned ones among them; of several modes none by itself."""
    campaigns, pinned = programme.campaigns, given(programme.estates, "pinned_start")
    must: Flags = campaigns.must_start | ((campaigns.estate >= 0) & pinned[np.maximum(campaigns.estate, 0)])
    return must & ~in_modes(len(campaigns), programme.mode_sets)


def is_in(names: Texts | Counts, known: Iterable[object]) -> Flags:
    """Return which names are known."""
    held = set(known)
    return np.fromiter((name in held for name in names), dtype=bool, count=len(names))
