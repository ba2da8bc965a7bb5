"""An order of things that come before each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def in_order(after: Sequence[Sequence[int]]) -> list[int]:
    """Return all things so that each stands before those ``after`` it; those on a circle are left out."""
    waiting = [0] * len(after)
    for later in after:
        for one in later:
            waiting[one] += 1
    ready = [one for one, count in enumerate(waiting) if not count]
    for here in ready:
        for one in after[here]:
            waiting[one] -= 1
            if not waiting[one]:
                ready.append(one)
    return ready
