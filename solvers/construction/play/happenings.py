"""What the reference engine writes down: happenings in order, gates, and what visits waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from solvers.construction.play.played import Played


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that happened in the morning of a day.

    ``what``: ``released`` (a campaign; ``number`` days late), ``agreed`` (``number`` units), ``refused``,
    ``opened`` (a trench, ``number`` days after an activity asked for it), ``missed`` (a member its trench),
    ``held`` (an activity beyond its planned day, ``number`` days in all, last by the gate ``name``),
    ``started`` (a visit, after ``number`` days of waiting for ``name``, "" for nothing but its calendar),
    ``stopped`` (for ``number`` days), ``ended`` (after ``number`` working days), ``passed``, ``failed`` (its
    inspection; ``number`` working days of rework), ``finished`` (a campaign).
    ``activity`` and ``campaign`` are indices, −1 where none is meant; ``kind`` of the visit.
    """

    day: int
    what: str
    campaign: int = -1
    activity: int = -1
    kind: int = -1
    number: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Something that a main visit waited for until a day.

    ``cause``: ``plan`` (its planned day), ``work`` (the activity ``of`` that comes first; ``lag`` days after
    it), ``release`` (its campaign; ``lag`` days late), ``consent``, ``money`` (of the purse ``of``),
    ``trench`` (those who share it), ``notice`` (of a shutdown).
    """

    cause: str
    day: int
    of: int = -1
    lag: int = 0


_IN_DOUBT = ("plan", "work", "release", "consent", "money", "trench", "notice")
"""Of gates that open on one day the first of these binds."""


def binding(gates: Iterable[Gate]) -> list[Gate]:
    """Return the gates of a main visit, the one that bound it first."""
    return sorted(gates, key=lambda gate: (-gate.day, _IN_DOUBT.index(gate.cause)))


@dataclass(frozen=True, kw_only=True, eq=False)
class Bound:
    """A replication played, and what bound its visits.

    ``gates`` by activity, of its main visit; ``waited`` by (activity, kind): the resource that was the last
    to be free, where a visit had to wait for one. ``taken`` likewise: (pool, units) that it took.
    """

    played: Played
    gates: Mapping[int, tuple[Gate, ...]]
    waited: Mapping[tuple[int, int], str]
    taken: Mapping[tuple[int, int], tuple[tuple[int, int], ...]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Replay(Bound):
    """A replication played by the reference engine: the visits, and how they came about."""

    happenings: tuple[Happening, ...]
