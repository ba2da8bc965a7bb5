"""Levers: the ways in which one kind of limit may be eased, everything else held.

A **knob** is one amount by which one limit gives way, counted in whole steps: a fund of a year by 10,000
yuan, a trade of a year by one crew, an estate by not having to start. A **lever** is a set of knobs of one
**family**, which knows how to say their amounts as a change of the programme. What cannot be counted by rows
of the integer program (a date put off) is a **ladder**: changes in order, each easing more than the one
before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Change: TypeAlias = "dict[str, Any]"
"""One ``[[change]]`` of a what-if, as its file holds it."""
Key: TypeAlias = "tuple[str | int, ...]"
"""What a knob eases: its family first, such as ``("money", "city", 2023)``."""
Called: TypeAlias = "Mapping[str, tuple[str, str]]"
"""What funds are called in English and in Chinese, by their name in the tables."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_NO_INTS: Ints = np.zeros(0, dtype=np.int64)
_NO_FLOATS: Floats = np.zeros(0)


@dataclass(frozen=True, kw_only=True)
class Eased:
    """A limit that was eased: the changes of the programme that do it, and what they are in words."""

    changes: tuple[Change, ...]
    sentence: str
    sentence_zh: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Knob:
    """An amount by which a limit gives way, in whole steps from 0 to ``most``.

    ``price`` is yuan a step. One step adds ``value`` to the activity of each ``row`` of the opened program;
    axis ``(entry,)``. ``door`` lists columns that stay closed unless the knob is at 1, each of which costs
    ``door_price`` yuan on top; ``door_group`` numbers groups of them of which at most one can be 1.
    """

    key: Key
    price: float
    most: float
    row: Ints = field(default_factory=lambda: _NO_INTS)
    value: Floats = field(default_factory=lambda: _NO_FLOATS)
    door: Ints = field(default_factory=lambda: _NO_INTS)
    door_price: Floats = field(default_factory=lambda: _NO_FLOATS)
    door_group: Ints = field(default_factory=lambda: _NO_INTS)


@dataclass(frozen=True, kw_only=True, eq=False)
class Family:
    """Knobs of one kind.

    ``rules`` names the rules that they ease. ``levers`` are the sets of knobs to be tried, each by its keys.
    ``eased`` says amounts (steps by key, none of them 0) and the period in which each campaign then starts
    (−1: not at all) as a change.
    """

    name: str
    rules: frozenset[str]
    knobs: tuple[Knob, ...]
    levers: tuple[tuple[Key, ...], ...]
    eased: Callable[[Mapping[Key, int], Ints], Eased]


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One change of a ladder and its price in yuan."""

    eased: Eased
    price: float


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """Changes that ease one limit more and more; ``rules`` names the rules that they ease."""

    name: str
    rules: frozenset[str]
    rungs: tuple[Rung, ...]


def called(names: Called, fund: str, zh: bool = False) -> str:
    """Return what a fund is called; its own name where nothing is said of it."""
    return names[fund][zh] if fund in names else fund


def is_text(column: str, value: object) -> str:
    """Return the condition that a column holds a text."""
    quote = '"' if "'" in str(value) else "'"
    return f"{column} = {quote}{value}{quote}"


def listed(parts: list[str], zh: bool = False, most: int = 8) -> str:
    """Return names one after another, those beyond ``most`` only counted."""
    shown = parts[:most]
    rest = len(parts) - len(shown)
    if zh:
        return "、".join(shown) + (f"等 {len(parts)} 项" if rest else "")
    return ", ".join(shown) + (f" and {rest} more" if rest else "")
