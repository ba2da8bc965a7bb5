"""What a repair sheet holds: alternatives with their prices, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WANTED = 3
"""Alternatives that a sheet is to have where there are as many."""

MOST = 8
"""Alternatives that a sheet has at most."""

MONEY = frozenset({"money", "after"})
"""Kinds of lever that cost their amount; the price of any other is an assumption."""


@dataclass(frozen=True, kw_only=True)
class Repair:
    """A way out: in words, as the text of a what-if file, and its price in yuan (an assumption).

    ``least`` is what this lever costs at least, None where that is not known; ``cost`` is no more than that
    where it is minimal. ``verified``: a plan of the programme so changed was found and the audit passes it.
    """

    sentence: str
    sentence_zh: str
    change: str
    cost: float
    assumed: bool
    least: float | None
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The alternatives found, verified ones first, then the cheapest first.

    ``complete`` is false where time ran out, or a hand ``interrupted`` it, before all levers were tried.
    """

    repairs: tuple[Repair, ...]
    complete: bool
    interrupted: bool


def ranked(found: Sequence[tuple[str, Repair]]) -> tuple[Repair, ...]:
    """Return the alternatives to show: the cheapest of each kind, then further ones up to the most."""
    order = sorted(found, key=lambda held: rank(held[1]))
    kinds: set[str] = set()
    first: list[Repair] = []
    rest: list[Repair] = []
    for kind, repair in order:
        (rest if kind in kinds else first).append(repair)
        kinds.add(kind)
    kept = (first + rest)[: max(min(len(first), MOST), WANTED)]
    return tuple(sorted(kept, key=rank))


def rank(repair: Repair) -> tuple[bool, float]:
    """Return what repairs are ordered by: tried ones first, then the cheapest."""
    return (not repair.verified, repair.cost)
