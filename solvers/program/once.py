"""Worked out once: what follows from one frozen value alone is kept as long as that value lives."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

Of = TypeVar("Of")
Made = TypeVar("Made")


def once(make: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """Return a function of a frozen value that is worked out once for each value, not for its changed copies.

    What it makes is shared by all who ask: do not write to it. It must not hold the value itself, or neither
    would ever be let go.
    """
    kept: WeakKeyDictionary[Of, Made] = WeakKeyDictionary()

    @wraps(make)
    def made(of: Of) -> Made:
        try:
            return kept[of]
        except KeyError:
            return kept.setdefault(of, make(of))

    return made
