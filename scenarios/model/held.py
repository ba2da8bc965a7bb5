"""Decisions that stand, whatever befalls: a plan's first years, held for another future."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Held:
    """Starts and works of a plan's first years.

    ``before`` is the first day that is free again. ``starts`` holds the first day of the period in which each
    campaign, by its key, starts before then, and ``works`` which works, by their keys, it does. No other
    campaign may start before that day. What has a name that a programme does not know holds nothing there.
    """

    before: datetime.date
    starts: Mapping[str, datetime.date]
    works: Mapping[str, tuple[str, ...]]
