"""What the public formats say, as small frozen values: choices under limits, a mine, a network of works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

Name: TypeAlias = str | int
"""How an instance calls a thing: its word, or its number in the order of the file."""


class WrongInstanceError(ValueError):
    """A file is not what its format asks for; the message says which file, which line, and what is wrong."""

    def __init__(self, path: Path, line: int | None, what: str) -> None:
        """Put the place before the words; ``line`` counts from 1, None where the whole file is meant."""
        super().__init__(f"{path.name}{'' if line is None else f', line {line}'}: {what}")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way of doing an item: its value, of any sign, and what it uses of each limit (at least 0).

    ``name`` is None where the item can be done in one way only and the instance does not name it.
    """

    name: Name | None = None
    value: Decimal
    uses: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item of which at most one option is chosen; exactly one where it ``must`` be."""

    name: Name
    options: tuple[Option, ...]
    must: bool = False


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What may be used of something in all, by all that is chosen."""

    name: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Items to choose from so that the sum of values is as large as can be and no limit is passed.

    ``best`` is the best value known that the file itself states, None where it states none.
    """

    name: str
    items: tuple[Item, ...]
    limits: tuple[Limit, ...]
    best: Decimal | None = None

    @property
    def size(self) -> str:
        """How large it is, in words."""
        options = sum(len(item.options) for item in self.items)
        of_options = "" if options == len(self.items) else f" with {options} options"
        return f"{len(self.items)} items{of_options}, {len(self.limits)} limits"


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What may be used, and must be, of a resource in a period; None: no such limit."""

    at_most: Decimal | None = None
    at_least: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Mine:
    """Blocks of which each may be taken in one period, not before those that lie above it.

    ``values`` has one value a block, of any sign; taken in period t (from 0) a block is worth its value ÷
    (1 + ``rate``)^t. ``before`` lists for each block those that must be taken in the same period or earlier.
    ``uses`` lists for each block (resource, amount) of what it uses; ``capacities`` has one row a resource
    with one capacity a period. Blocks, periods and resources are numbered from 0.
    """

    name: str
    values: tuple[Decimal, ...]
    before: tuple[tuple[int, ...], ...]
    uses: tuple[tuple[tuple[int, Decimal], ...], ...]
    capacities: tuple[tuple[Capacity, ...], ...]
    periods: int
    rate: Decimal

    @property
    def size(self) -> str:
        """How large it is, in words."""
        arcs = sum(map(len, self.before))
        resources = len(self.capacities)
        return f"{len(self.values)} blocks, {arcs} arcs, {self.periods} periods, {resources} resources"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A work of a network: how long it lasts in whole time units, and how many of each crew it needs.

    ``successors`` are the activities that start at its end or later, by their place in the network (from 0).
    ``taken`` and ``given`` are what it takes of each reservoir at its start and gives back at its end.
    """

    duration: int
    demands: tuple[int, ...]
    successors: tuple[int, ...]
    taken: tuple[int, ...] = ()
    given: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Network:
    """Works with crews: activities in an order of precedence, and how many there are of each crew.

    The files number activities from 1; here the first is 0. ``crews`` has one count a crew, ``reservoirs``
    the stock of each reservoir at the beginning (empty in nearly all files).
    """

    name: str
    activities: tuple[Activity, ...]
    crews: tuple[int, ...]
    reservoirs: tuple[int, ...] = ()

    @property
    def size(self) -> str:
        """How large it is, in words."""
        return f"{len(self.activities)} activities, {len(self.crews)} crews"
