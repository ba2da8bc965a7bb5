"""The site: a phase plan made ready to be played, as frozen arrays (docs/construction.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    Days = NDArray[np.int32]
    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

NEVER = 2**30
"""A day that does not come: refused, not arrived, unfinished. Larger than every horizon."""

WORK, DESIGN, APPROVAL = 0, 1, 2
"""What an activity is: a work at a place, or a step of its campaign's preparation in an office."""

NO_CALENDAR_CLASS = ""
"""Sensitivity of activities to which no weather matters."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Site:
    """All that is given of a plan's construction. Days count from the plan's first day; arrays are frozen.

    Axes: ``campaign`` those that the plan starts; ``activity`` their works (left-out ones too) and steps of
    preparation; ``pair`` precedences; ``need`` what activities take of pools; ``hold`` tokens they hold;
    ``unit`` those who decide on a work (stacks, stairwells, buildings, an estate); ``trench`` grounds opened
    once, ``member`` the activities that share one; ``claim`` activities that wait for a fund's year;
    ``calendar`` distinct calendars; ``pool`` crews, offices and permits; ``change`` days on which pools
    change; ``token`` streets with a limit.

    A field ``x_first`` with axis ``(activity + 1,)`` tells where the x of each activity stand:
    ``x[x_first[a]:x_first[a + 1]]``.

    Scalars
      ``first_day`` date of day 0; ``plan_days`` days of the plan; ``horizon`` the day before which all must
      have ended, else it is unfinished; ``look_back`` days from a campaign's end to its look-back;
      ``trench_window`` days for which an asked-for trench waits; ``semantics`` the version played.

    Campaigns
      ``campaign`` keys; ``place``, ``street`` names; ``campaign_start`` planned first day; ``campaign_end``
      planned end (the day after the last); ``phase`` start period; ``households`` of the place;
      ``estate`` row in estates, −1 for zones and assets.

    Activities
      ``activity`` the work's key, or ``campaign:design``, ``campaign:approval``; ``what`` WORK, DESIGN or
      APPROVAL; ``of`` its campaign; ``work_type`` the id, "" for preparation; ``work`` the row in the
      programme's facts, −1 for preparation; ``uid`` a number made of the key alone, for keyed streams;
      ``included`` False: left out, keeps its place and takes nothing; ``days`` working days planned;
      ``planned`` day before which it does not start; ``planned_end`` its planned end; ``calendar`` its
      calendar; ``rank`` its place in the order of the plan (0 first; no two alike); ``notice`` days of
      notice before a shutdown, 0: none needed; ``in_scope`` households that its nuisance reaches at a time.

    Precedence
      ``before`` activities that must be done ``lag`` calendar days before, by activity (``before_first``).

    Resources
      ``pool`` names, such as ``pipe``, ``pipe@street``; ``pool_kind`` crew, office or permit; ``change_day``
      ascending, first 0; ``count`` axes ``(pool, change)``: units there from that day on. A need takes
      ``need_count`` units of ``need_own`` (a street's pool, −1: none) first, and what that lacks of
      ``need_common`` (−1: none, so nothing more than its own).
      No two needs of an activity name one pool. ``token`` names, ``token_room`` campaigns
      that may hold one at once; ``hold`` tokens held while an activity is worked on. ``inspectors`` the pool
      of inspections, −1: unlimited.

    Consent
      ``asks`` axis ``(activity,)`` units that the plan counts on, 0: nobody is asked; ``unit_first`` where
      its units stand; ``unit_agrees`` day on which the plan expects each to agree, NEVER: not; ``patience``
      axis ``(activity,)`` last day that is waited for consent.

    Joint trenches
      ``trench`` names of grounds; ``member`` activities, ``member_trench`` their trench (ascending).

    Money
      ``fund``, ``fund_year`` of each purse, axis ``(purse,)``; ``purse_day`` day on which its money is
      expected; ``claim`` purses of an activity (``claim_first``).

    Calendars
      ``open`` axes ``(calendar, day)``: planned working days; ``sky`` the weather zone of a calendar,
      ``sensitivity`` its class of works (NO_CALENDAR_CLASS: no weather matters).

    Disruption
      ``channels`` kinds of nuisance; ``level`` axes ``(activity, channel)``, 0: none.
    """

    first_day: datetime.date
    plan_days: int
    horizon: int
    look_back: int
    trench_window: int
    semantics: str

    campaign: tuple[str, ...]
    place: tuple[str, ...]
    street: tuple[str, ...]
    campaign_start: Days
    campaign_end: Days
    phase: Ints
    households: Ints
    estate: Ints

    activity: tuple[str, ...]
    what: Ints
    of: Ints
    work_type: tuple[str, ...]
    work: Ints
    uid: NDArray[np.uint64]
    included: Flags
    days: Ints
    planned: Days
    planned_end: Days
    calendar: Ints
    rank: Ints
    notice: Ints
    in_scope: NDArray[np.float64]

    before_first: Ints
    before: Ints
    lag: Ints

    pool: tuple[str, ...]
    pool_kind: tuple[str, ...]
    change_day: Days
    count: Ints
    need_first: Ints
    need_own: Ints
    need_common: Ints
    need_count: Ints
    token: tuple[str, ...]
    token_room: Ints
    hold_first: Ints
    hold: Ints
    inspectors: int

    asks: Ints
    unit_first: Ints
    unit_agrees: Days
    patience: Days

    trench: tuple[str, ...]
    member: Ints
    member_trench: Ints

    fund: tuple[str, ...]
    fund_year: Ints
    purse_day: Days
    claim_first: Ints
    claim: Ints

    open: Flags
    sky: Ints
    sensitivity: tuple[str, ...]

    channels: tuple[str, ...]
    level: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Refuse needs of one activity that share a pool: whether both are met could not be seen apart."""
        owner = np.repeat(np.arange(len(self.activity)), np.diff(self.need_first))
        needs = slice(len(owner))
        asked = np.concatenate([self.need_own[needs], self.need_common[needs]]).astype(np.int64)
        pairs = (np.concatenate([owner, owner]) * (len(self.pool) + 1) + asked)[asked >= 0]
        found, times = np.unique(pairs, return_counts=True)
        if (times > 1).any():
            twice = int(found[times > 1][0])
            name = self.activity[twice // (len(self.pool) + 1)]
            raise ValueError(f"{name} needs {self.pool[twice % (len(self.pool) + 1)]} twice")

    @property
    def activities(self) -> int:
        """Number of activities."""
        return len(self.activity)

    @property
    def campaigns(self) -> int:
        """Number of campaigns."""
        return len(self.campaign)

    def count_on(self, pool: int, day: int) -> int:
        """Return the units of a pool that are there on a day."""
        at = int(np.searchsorted(self.change_day, day, side="right")) - 1
        return int(self.count[pool, at])
