"""Rows that name the same thing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.column import columns_of
from scenarios.tables.commons import Adjacency
from scenarios.tables.header import header_name
from scenarios.tables.keys import campaign_keys, work_keys
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered


def rows_are_told_apart(given: Given, gathered: Gathered) -> None:
    """The key columns of a table together stand in one row only."""
    for kind, table in given.tables.items():
        keys = [column for column in columns_of(kind) if column.key]
        if kind is Works or not keys or len(table) < 2:
            continue
        needed = [column.name for column in keys if column.required]
        whole = given.filled(table, *needed) if needed else None
        columns = [getattr(table, column.name).tolist() for column in keys]
        values = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
        shown = next((c.name for c in keys if c.name in table.origin.letters), keys[0].name)
        for row, first in repeated(values):
            if whole is None or (whole[row] and whole[first]):
                gathered.fault(
                    "duplicate_key",
                    given.place(table, row, shown),
                    columns=" + ".join(header_name(column) for column in keys),
                    columns_zh=" + ".join(column.zh for column in keys),
                    other=int(table.origin.rows[first]),
                )


def repeated(values: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Return each position whose value stood before, with the first position of that value."""
    first = dict(zip(reversed(values), range(len(values) - 1, -1, -1), strict=True))
    if len(first) == len(values):
        return
    for position, before in enumerate(map(first.__getitem__, values)):
        if before != position:
            yield position, before


def works_are_told_apart(given: Given, gathered: Gathered) -> None:
    """Each work has a key of its own: its id, or else place, campaign and work type."""
    works = given.of(Works)
    whole = given.filled(works, "place", "work_type")
    keys = work_keys(works).tolist()
    for row, first in repeated(keys):
        if not whole[row] or not whole[first]:
            continue
        has_id = bool(works.id[row])
        gathered.fault(
            "duplicate_id" if has_id else "duplicate_work",
            given.place(works, row, "id" if has_id else "work_type"),
            key=keys[row],
            other=int(works.origin.rows[first]),
        )
    campaigns = campaign_keys(works).tolist()
    columns = (works.place, works.campaign, works.work_type, works.building)
    parts = list(zip(*(column.tolist() for column in columns), strict=True))
    for row, first in repeated(parts):
        if whole[row] and keys[row] != keys[first]:
            gathered.finding(
                "same_work_twice",
                given.place(works, row, "work_type"),
                about=campaigns[row],
                kind=works.work_type[row],
                row=int(works.origin.rows[row]),
                other=int(works.origin.rows[first]),
            )
    _campaigns_are_told_apart(given, gathered, works, campaigns)


def _campaigns_are_told_apart(given: Given, gathered: Gathered, works: Works, keys: list[str]) -> None:
    first: dict[str, tuple[str, str]] = {}
    if not any("/" in place for place in set(works.place.tolist())):
        return
    for row, key in enumerate(keys):
        here = (str(works.place[row]), str(works.campaign[row]))
        if first.setdefault(key, here) != here:
            gathered.fault("ambiguous_campaign", given.place(works, row, "campaign"), key=key)


def pairs_are_pairs(given: Given, gathered: Gathered) -> None:
    """A neighbour is another estate, and a pair stands in one row only, whichever way round."""
    table = given.of(Adjacency)
    seen: dict[frozenset[str], int] = {}
    for row, pair in enumerate(zip(table.estate.tolist(), table.neighbour.tolist(), strict=True)):
        if not all(pair):
            continue
        if pair[0] == pair[1]:
            gathered.fault("own_neighbour", given.place(table, row, "neighbour"))
            continue
        first = seen.setdefault(frozenset(pair), row)
        if first != row and (table.estate[first], table.neighbour[first]) != pair:
            other = int(table.origin.rows[first])
            gathered.fault("pair_twice", given.place(table, row, "neighbour"), other=other)
