"""What activities ask of gates, in arrays: those of `codes`, laid out for the compiled engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solvers.construction.play.codes import TOKEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.nouns import Site

    Longs = NDArray[np.int64]


class Asking(NamedTuple):
    """Axis ``(ask,)``, by activity in the order in which it is looked: ``owner``, ``gate``, ``number``.

    The number of an activity at a gate is its place in the order of the plan among those that ask for it;
    ``who`` are the activities in the order of gates and numbers, ``first`` axis ``(gate + 1,)`` where each
    gate's begin. Axis ``(gate,)``: ``own``, ``common``, ``units`` as of `Gate`, ``calendar``.
    """

    owner: Longs
    gate: Longs
    number: Longs
    who: Longs
    first: Longs
    own: Longs
    common: Longs
    units: Longs
    calendar: Longs


def asking_of(site: Site) -> Asking:
    """Return what the activities of a site ask for while they are worked on; inspections aside."""
    needs = np.repeat(np.arange(site.activities), np.diff(site.need_first))
    some = np.flatnonzero(site.need_count[: len(needs)] > 0)
    holds = np.repeat(np.arange(site.activities), np.diff(site.hold_first))
    owner = np.concatenate([needs[some], holds])
    order = np.argsort(owner, kind="stable")
    owner = owner[order]
    columns = (
        np.concatenate([site.need_own[some], site.hold])[order],
        np.concatenate([site.need_common[some], site.of[holds]])[order],
        np.concatenate([site.need_count[some], np.full(len(holds), TOKEN)])[order],
        site.calendar[owner],
    )
    one, gate = _numbered(*(column.astype(np.int64) for column in columns))
    own, common, units, calendar = (column[one].astype(np.int64) for column in columns)
    at = np.lexsort((site.rank[owner], gate))
    first = np.searchsorted(gate[at], np.arange(len(one) + 1))
    number = np.empty(len(owner), dtype=np.int64)
    number[at] = np.arange(len(owner)) - first[gate[at]]
    return Asking(owner, gate, number, owner[at], first, own, common, units, calendar)


def tokens_held(asking: Asking) -> Longs:
    """Return for each gate a number that gates share which hold one token for one campaign; −1: no token."""
    held = np.full(len(asking.own), -1, dtype=np.int64)
    tokens = asking.units == TOKEN
    held[tokens] = _numbered(asking.own[tokens], asking.common[tokens])[1]
    return held


def _numbered(*columns: Longs) -> tuple[Longs, Longs]:
    """Return a row of each kind of rows, and the number of each row's kind."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        key = key * (int(column.max(initial=0)) + 2) + column + 1
    _, one, number = np.unique(key, return_index=True, return_inverse=True)
    return one, number
