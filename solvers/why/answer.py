"""Why a campaign starts when it does: what binds, what it displaces, what forcing loses, what helps."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from solvers.why.along import start_of
from solvers.why.change import Asked, Change
from solvers.why.closed_by_row import rows_broken
from solvers.why.consent import by_consent
from solvers.why.displaced import Moved, comes_along, displaces
from solvers.why.levers import by_cost, by_fund
from solvers.why.limits import Binding, closing, using
from solvers.why.priority import by_priority
from solvers.why.resolve import IMPOSSIBLE, Resolved, resolved, whole
from solvers.why.room import polished, room, years_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.program.arrays import Arrays
    from solvers.why.base import Base

    Floats = NDArray[np.float64]

_AT_ONCE = 2
"""How many kinds of change are sought side by side: none needs what another finds."""


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What forcing a start into a year loses, in the plan's aim.

    The loss lies between ``low`` and ``high``: from what is known of both programmes, the one as it is and
    the one with the start forced. ``high`` is None where no plan was found, both are where forcing is proven
    ``impossible``. ``found`` is what the plan found with the start forced is worth less than the plan in
    hand, polished by the same kind of search; below 0 where it is worth more. ``bettered`` is what
    that polishing
    gained. ``clear`` says that the loss is proven to be more than 0. ``by_price`` is the loss at the
    prices, an estimate. ``gap`` is that of the forced plan, ``per_cent`` the share of the plan's worth that
    ``high`` is at most.
    """

    year: int
    low: float | None
    high: float | None
    per_cent: float | None
    gap: float | None
    clear: bool
    by_price: float | None
    found: float | None
    bettered: float
    impossible: bool


@dataclass(frozen=True, kw_only=True)
class Why:
    """The answer for a campaign; ``year`` is the one wanted, None where there is none before its own.

    ``own_year`` is None where it does not start. ``displaces`` give way to it, ``along`` are tied to it and
    have to come earlier too. ``free`` says that a plan with the start forced was found
    that is as good as the one in hand. ``cannot`` gives reasons by kind of change.
    """

    campaign: int
    year: int | None
    own_year: int | None
    binding: tuple[Binding, ...]
    displaces: tuple[Moved, ...]
    along: tuple[Moved, ...]
    loss: Loss | None
    free: bool
    changes: tuple[Change, ...]
    cannot: tuple[tuple[str, str], ...]


class Questions:
    """Answers questions about one plan; what all answers share is worked out once."""

    def __init__(self, base: Base, gap: float = 1e-3) -> None:
        """Keep the base; ``gap`` is how near to the best a plan must be for a change to be verified."""
        self._base, self._gap = base, max(gap, base.gap)
        self.year_of = years_of(base)

    @cached_property
    def hand(self) -> Base:
        """The base with its plan bettered where a search like those for forced starts betters it.

        What is forced is compared with this plan.
        """
        return polished(self._base)

    @property
    def stands(self) -> Floats:
        """The point of the bettered plan."""
        return self.hand.point

    @cached_property
    def _best(self) -> tuple[float, float]:
        """What the best plan is worth: at least, at most."""
        base = self._base
        known = self.hand.objective
        if not base.small:
            return known, self.hand.bound
        found = whole(base, base.arrays)
        return max(known, found.objective or -np.inf), min(base.bound, found.bound)

    def campaign_of(self, campaigns: list[int]) -> int:
        """Return the campaign that tells when an estate comes: that which starts first, else the first."""
        period = self._base.period[campaigns]
        started = [c for c, t in zip(campaigns, period.tolist(), strict=True) if t >= 0]
        return min(started, key=lambda c: int(self._base.period[c])) if started else campaigns[0]

    def why(self, campaign: int, year: int | None = None, *, deep: bool = True) -> Why:
        """Return the answer for a campaign and a year; by default the year before its own.

        Of one that does not start: the last plan year in which it could. ``deep`` takes more time for what
        quick searches do not find; for a ``year`` that is asked for, many seconds where need be.
        """
        base = self._base
        own = int(base.period[campaign])
        own_year = None if own < 0 else int(self.year_of[own])
        wanted = self._wanted(campaign, own_year) if year is None else year
        if wanted is None:
            return self._first(campaign, own_year)
        periods = tuple(np.flatnonzero(self.year_of == wanted).tolist())
        open_ = tuple(t for t in periods if base.program.given.columns.start[campaign, t] >= 0)
        if not open_:
            return self._closed(campaign, wanted, own_year, periods)
        forced = base.starting(base.arrays, campaign, open_)
        at_prices = base.bound_at_prices(forced)
        found = self._forced(forced, campaign, open_, at_prices, deep=deep, far=deep and year is not None)
        loss = self._loss(wanted, found, at_prices)
        period = self._period(campaign, open_, found.point)
        binding = tuple(using(base, campaign, period, self.stands))
        earlier = own_year is None or wanted < own_year
        free, changes, cannot = self._changes(campaign, open_, found, deep) if earlier else (False, [], [])
        displaced, along = self._moves(forced, campaign, open_, found)
        return Why(
            campaign=campaign,
            year=wanted,
            own_year=own_year,
            binding=binding,
            displaces=displaced,
            along=along,
            loss=loss,
            free=free,
            changes=tuple(changes),
            cannot=tuple(cannot),
        )

    def _forced(
        self, arrays: Arrays, campaign: int, open_: tuple[int, ...], bound: float, *, deep: bool, far: bool
    ) -> Resolved:
        """Return the plan found with the start forced: where others make room for it, else any.

        ``far`` allows an engine to search all of it for a plan, which takes many seconds.
        """
        if self._base.small:
            return resolved(self._base, arrays, gap=self._gap)
        if np.isneginf(bound) or len(rows_broken(self._base, arrays, campaign)):
            return IMPOSSIBLE
        x = room(self.hand, arrays, campaign, open_, bound, deep=deep)
        if x is None:
            return resolved(self.hand, arrays, gap=self._gap, deep=far)
        value = float(arrays.cost @ x)
        return Resolved(objective=value, bound=max(bound, value), point=x)

    def _wanted(self, campaign: int, own_year: int | None) -> int | None:
        if own_year is not None:
            return own_year - 1 if own_year > int(self.year_of[0]) else None
        open_ = np.flatnonzero(self._base.program.given.columns.start[campaign] >= 0)
        return int(self.year_of[open_[-1] if len(open_) else -1])

    def _period(self, campaign: int, open_: tuple[int, ...], point: Floats | None) -> int:
        starts = self._base.program.given.columns.start[campaign, list(open_)]
        if point is not None:
            return open_[int(np.argmax(point[starts]))]
        return open_[int(np.argmin(self._base.guide.loss[starts]))]

    def _first(self, campaign: int, own_year: int | None) -> Why:
        own = int(self._base.period[campaign])
        binding = tuple(using(self._base, campaign, own, self.stands)) if own >= 0 else ()
        return Why(
            campaign=campaign,
            year=None,
            own_year=own_year,
            binding=binding,
            displaces=(),
            along=(),
            loss=None,
            free=False,
            changes=(),
            cannot=(("all", "first_year"),),
        )

    def _closed(self, campaign: int, year: int, own_year: int | None, periods: tuple[int, ...]) -> Why:
        """Answer for a year in which dates leave no start: only consent can be moved there."""
        base = self._base
        binding = tuple(closing(base, campaign, periods))
        loss = _no_start(year)
        change = by_consent(base, campaign, periods, self._gap) if periods else "closed"
        changes = (change,) if isinstance(change, Change) else ()
        cannot = () if isinstance(change, Change) else (("consent", change),)
        others = tuple((kind, "closed") for kind in ("fund", "cost", "priority"))
        return Why(
            campaign=campaign,
            year=year,
            own_year=own_year,
            binding=binding,
            displaces=(),
            along=(),
            loss=loss,
            free=False,
            changes=changes,
            cannot=(*cannot, *others),
        )

    def _loss(self, year: int, found: Resolved, at_prices: float) -> Loss:
        base = self._base
        least, most = self._best
        if found.impossible:
            return _no_start(year)
        low = max(least - found.bound, 0.0)
        high = None if found.objective is None else max(most - found.objective, low)
        return Loss(
            year=year,
            low=low,
            high=high,
            per_cent=None if high is None else 100 * high / max(abs(base.objective), 1.0),
            gap=found.gap,
            clear=low > 1e-9 * base.scale,
            by_price=max(base.parted_bound - at_prices, 0.0),
            bettered=self.hand.objective - base.objective,
            found=None if found.objective is None else least - found.objective,
            impossible=False,
        )

    def _changes(
        self, campaign: int, open_: tuple[int, ...], found: Resolved, deep: bool
    ) -> tuple[bool, list[Change], list[tuple[str, str]]]:
        """Return whether nothing need change, the changes that would do, and why others would not."""
        base = self.hand
        if found.objective is not None and found.objective >= base.objective - 1e-9 * base.scale:
            return True, [], []
        asked = Asked(
            base=base,
            campaign=campaign,
            periods=open_,
            stands=base.point,
            forced=found.point,
            gap=self._gap,
            deep=deep,
        )
        kinds: dict[str, Callable[[Asked], Change | str]] = {
            "fund": by_fund,
            "cost": by_cost,
            "priority": by_priority,
        }
        changes, cannot = [], [("consent", "not_needed")]
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            sought = pool.map(lambda of: of(asked), kinds.values())
        for kind, change in zip(kinds, sought, strict=True):
            if isinstance(change, Change):
                changes.append(change)
            else:
                cannot.append((kind, change))
        return False, changes, cannot

    def _moves(
        self, forced: Arrays, campaign: int, open_: tuple[int, ...], found: Resolved
    ) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
        """Return who gives way in the plan found, and who is tied to the start and comes earlier with it."""
        if found.point is None:
            return (), ()
        tied = start_of(self.hand, forced, campaign, open_).campaigns[1:]
        return (
            displaces(self._base, self.stands, found.point, campaign),
            comes_along(self._base, self.stands, found.point, tied),
        )


def _no_start(year: int) -> Loss:
    """Return the loss of a year in which nothing can start, which is proven."""
    return Loss(
        year=year,
        low=None,
        high=None,
        per_cent=None,
        gap=None,
        clear=True,
        by_price=None,
        found=None,
        bettered=0.0,
        impossible=True,
    )
