"""An earlier vote: where consent alone closes a year, the day by which it has to pass, and a plan with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from solvers.engines.answer import gap_between
from solvers.rules.register import rules_on
from solvers.why.base import NotItsPlanError, base_of
from solvers.why.change import Change
from solvers.why.resolve import resolved, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.why.base import Base


def by_consent(base: Base, campaign: int, periods: Sequence[int], gap: float) -> Change | str:
    """Return the latest day of the votes with which a campaign could start in some periods; else why not."""
    programme, spans = base.programme, base.program.given.spans
    estate, facts = int(programme.campaigns.estate[campaign]), programme.facts
    open_ = _but_for_consent(base, campaign)
    usable = [t for t in periods if open_[t]]
    if estate < 0 or not usable:
        return "closed"
    matters = programme.work_types.consent_matter[facts.work_type]
    needed = (facts.campaign == campaign) & facts.required & (facts.alternatives < 0) & (matters != "")
    works = np.flatnonzero(needed)
    if not len(works):
        return "closed"
    day = int(spans.start[works, usable[-1]].min())
    votes = programme.consents
    rows = np.flatnonzero(
        (votes.scope == "estate")
        & (votes.estate == programme.estates.id[estate])
        & np.isin(votes.matter, matters[works])
    )
    if len(rows) == 0:
        return "no_vote"
    held = programme.clock.date(day)
    earlier = _passing(programme, rows, np.datetime64(held, "D"))
    before = votes.date[rows]
    known = before[~np.isnat(before)]
    verified, found_gap = _tried(base, earlier, campaign, periods, gap)
    if not verified:
        return "not_shown"
    return Change(
        kind="consent",
        what="、".join(dict.fromkeys(str(m) for m in matters[works])),
        year=None,
        before=str(known.max()) if len(known) else None,
        after=held.isoformat(),
        verified=True,
        smallest=True,
        gap=found_gap,
    )


def _but_for_consent(base: Base, campaign: int) -> NDArray[np.bool_]:
    """Return the periods that all other rules on dates leave open, axis ``(period,)``."""
    facts = base.programme.facts
    works = np.flatnonzero((facts.campaign == campaign) & facts.required & (facts.alternatives < 0))
    free = np.ones(base.programme.clock.periods, dtype=bool)
    for rule in rules_on(base.programme):
        if rule.window is not None and rule.name != "consent":
            window = rule.window(base.programme, base.program.given.spans)
            free &= window.start[campaign] & window.work[works].all(axis=0)
    return free


def _passing(programme: Programme, rows: NDArray[np.int64], day: np.datetime64) -> Programme:
    """Return the programme in which votes pass by a day, with everybody for it where they failed."""
    votes = programme.consents
    date = votes.date.copy()
    date[rows] = np.where(np.isnat(date[rows]), date[rows], np.minimum(date[rows], day))
    every = {}
    for name in ("turnout_area", "turnout_heads", "by_area", "by_heads"):
        values = getattr(votes, name).copy()
        values[rows] = 1.0
        every[name] = values
    return programme.replace(consents=replace(votes, date=date, **every))


def _tried(
    base: Base, changed: Programme, campaign: int, periods: Sequence[int], gap: float
) -> tuple[bool, float]:
    """Say whether the changed programme has a plan with the start forced that is as good; and its gap."""
    try:
        other = base_of(changed, base.plan)
    except (NotItsPlanError, ArithmeticError):
        return False, np.inf
    open_ = [t for t in periods if other.program.given.columns.start[campaign, t] >= 0]
    if not open_:
        return False, np.inf
    found = resolved(other, other.starting(other.arrays, campaign, open_), gap=gap)
    if found.objective is None or found.objective < other.objective - 1e-9 * other.scale:
        return False, np.inf
    bound = whole(other, other.arrays).bound if other.small else other.bound
    between = gap_between(found.objective, bound)
    return between <= max(gap, 1e-9), between
