"""The days of a campaign's works from its start day (docs/meaning.md, 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from solvers.plan.audit.calendars import WorkingDays
    from solvers.plan.audit.precedence import Before


class Span(NamedTuple):
    """A work's days, half-open: ``start`` is its first day, ``end`` the day after its last."""

    start: int
    end: int


class Timed(Protocol):
    """What of a work its days depend on."""

    @property
    def key(self) -> str:
        """Its name."""

    @property
    def days(self) -> int:
        """The working days it needs."""

    @property
    def calendar(self) -> WorkingDays:
        """Its calendar."""

    @property
    def before(self) -> tuple[Before, ...]:
        """The works of its campaign that come first."""


def spans_from(works: Sequence[Timed], start: int) -> Mapping[str, Span]:
    """Return the span of each work of a campaign that starts on a day; left-out works keep their place."""
    spans: dict[str, Span] = {}
    waiting = list(works)
    names = {work.key for work in works}
    while waiting:
        left = []
        for work in waiting:
            day = start
            for first in work.before:
                if first.work in names:
                    break
                if first.work in spans:
                    day = max(day, spans[first.work].end + first.lag_days)
            else:
                spans[work.key] = Span(*work.calendar.span(day, work.days))
                names.discard(work.key)
                continue
            left.append(work)
        if len(left) == len(waiting):  # all wait for each other, which no legal programme has: none does
            names = set()
        waiting = left
    return spans
