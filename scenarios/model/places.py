"""Places that take part: estates, zones and shared assets, and how large each is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from scenarios.model.exclusions import Exclusions
    from scenarios.tables.column import Counts, Numbers, Texts
    from scenarios.tables.commons import Assets
    from scenarios.tables.places import Estates


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Places, axis ``(place,)``: estates before zones before assets.

    ``estate`` is the row in estates, −1 for zones and assets; ``rows`` are the rows in estates that make up a
    zone, or that an asset serves, by place.
    """

    name: Texts
    kind: Texts
    street: Texts
    zone: Texts
    estate: Counts
    rows: Mapping[int, tuple[int, ...]]

    def numbers(self, names: Texts) -> Counts:
        """Return the numbers of places by name, −1 where a name is no place's that takes part."""
        index = {name: place for place, name in enumerate(self.name.tolist())}
        return looked_up(index, names)

    def total(self, column: NDArray[np.int64] | NDArray[np.float64]) -> Numbers:
        """Return the sum of a column of estates over each place, what is unknown counting nothing."""
        found = np.zeros(len(self.estate))
        own = self.estate >= 0
        values = column[self.estate[own]].astype(np.float64)
        found[own] = np.where(np.isnan(values), 0.0, values)
        for place, rows in self.rows.items():
            found[place] = float(np.nansum(column[list(rows)])) if rows else 0.0
        return found

    def rows_of(self, places: Counts) -> tuple[tuple[int, ...], ...]:
        """Return the rows in estates of each of these places."""
        estate = self.estate[places].tolist()
        return tuple((e,) if e >= 0 else self.rows[p] for e, p in zip(estate, places.tolist(), strict=True))


def places(estates: Estates, assets: Assets, exclusions: Exclusions) -> Places:
    """Return every place that takes part."""
    part = exclusions.estate == ""
    taking = np.flatnonzero(part)
    ids = estates.id[taking].tolist()
    known = dict(zip(ids, taking.tolist(), strict=True))
    out = set(estates.id[~part].tolist())
    zones: dict[str, list[int]] = {}
    for row in np.flatnonzero(part & (estates.zone != "")).tolist():
        zones.setdefault(str(estates.zone[row]), []).append(row)
    others: dict[str, tuple[str, str, str, tuple[int, ...]]] = {}
    for zone, rows in zones.items():
        if zone not in out and zone not in known:
            others[zone] = ("zone", str(estates.street[rows[0]]), zone, tuple(rows))
    for row in range(len(assets)):
        served = tuple(known[e] for e in assets.estates[row] if e in known)
        name = str(assets.id[row])
        if name not in out and name not in known:
            others.setdefault(name, ("asset", str(assets.street[row]), str(assets.zone[row]), served))
    count, more = len(ids), list(others.values())
    return Places(
        name=texts([*ids, *others]),
        kind=np.concatenate([np.full(count, "estate", dtype=object), texts(held[0] for held in more)]),
        street=np.concatenate([estates.street[taking], texts(held[1] for held in more)]),
        zone=np.concatenate([estates.zone[taking], texts(held[2] for held in more)]),
        estate=np.concatenate([taking, np.full(len(more), -1, dtype=np.int64)]),
        rows={count + k: held[3] for k, held in enumerate(more)},
    )


def texts(values: Iterable[str]) -> Texts:
    """Return a column of texts."""
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def looked_up(index: Mapping[str, int], names: Texts) -> Counts:
    """Return the numbers of names in an index, −1 where a name is not in it."""
    listed = names.tolist()
    return np.fromiter((index.get(name, -1) for name in listed), dtype=np.int64, count=len(listed))
