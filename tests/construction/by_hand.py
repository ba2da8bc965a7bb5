"""Small sites made by hand: jobs, pools and tokens, everything else as plain as can be."""

import datetime
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

import numpy as np

from solvers.construction.play import Lean, Replay, replay
from solvers.construction.site import NEVER, Draws, Site, undisturbed
from solvers.construction.site.nouns import WORK

MAIN, RESUMED, REINSTATEMENT, INSPECTION, REWORK, LOOK_BACK = range(6)
HORIZON = 1000


@dataclass(frozen=True, kw_only=True)
class Job:
    """An activity of a campaign. ``before`` are names, or (name, lag); ``agrees`` the days of its units."""

    name: str
    days: int = 1
    campaign: str = "A"
    planned: int = 0
    phase: int = 0
    what: int = WORK
    included: bool = True
    needs: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    before: Sequence[Any] = ()
    notice: int = 0
    tokens: Sequence[str] = ()
    asks: int = 0
    agrees: Sequence[int] = ()
    patience: int = NEVER
    trench: str = ""
    claims: Sequence[str] = ()
    calendar: int = 0


def built(
    *jobs: Job,
    pools: Mapping[str, Any] | None = None,
    tokens: Mapping[str, int] | None = None,
    starts: Mapping[str, int] | None = None,
    purses: Mapping[str, int] | None = None,
    closed: Sequence[Sequence[int]] = ((),),
    **more: Any,
) -> Site:
    """Return a site of these jobs.

    ``pools`` are counts, or lists of (day, count); ``closed`` the closed days of each calendar; ``starts`` of
    campaigns; ``purses`` the days on which money is expected.
    """
    pools, tokens, starts, purses = pools or {}, tokens or {}, starts or {}, purses or {}
    number = {job.name: a for a, job in enumerate(jobs)}
    campaigns = list(dict.fromkeys(job.campaign for job in jobs))
    trenches = list(dict.fromkeys(job.trench for job in jobs if job.trench))
    members = [(a, g) for g, name in enumerate(trenches) for a, job in enumerate(jobs) if job.trench == name]
    pairs = [[(b, 0) if isinstance(b, str) else b for b in job.before] for job in jobs]
    order = sorted(range(len(jobs)), key=lambda a: (jobs[a].phase, jobs[a].planned, jobs[a].name))
    change, count = _profile(pools)
    needs = [
        [
            (list(pools).index(job.own[name]) if name in job.own else -1, list(pools).index(name), wanted)
            for name, wanted in job.needs.items()
        ]
        for job in jobs
    ]
    flat = [need for held in needs for need in held]
    open_ = np.ones((len(closed), more.get("horizon", HORIZON)), dtype=bool)
    for row, days in enumerate(closed):
        open_[row, list(days)] = False
    given: dict[str, Any] = {
        "first_day": datetime.date(2021, 1, 1),
        "plan_days": 500,
        "horizon": HORIZON,
        "look_back": 180,
        "trench_window": 30,
        "semantics": "1",
        "campaign": tuple(campaigns),
        "place": tuple(campaigns),
        "street": tuple("S" for _ in campaigns),
        "campaign_start": _ints([starts.get(name, 0) for name in campaigns]),
        "campaign_end": _ints([0 for _ in campaigns]),
        "phase": _ints([next(j.phase for j in jobs if j.campaign == name) for name in campaigns]),
        "households": _ints([100 for _ in campaigns]),
        "estate": _ints(range(len(campaigns))),
        "activity": tuple(job.name for job in jobs),
        "what": _ints([job.what for job in jobs]),
        "of": _ints([campaigns.index(job.campaign) for job in jobs]),
        "work_type": tuple("" for _ in jobs),
        "work": _ints(range(len(jobs))),
        "uid": np.arange(len(jobs), dtype=np.uint64),
        "included": np.array([job.included for job in jobs]),
        "days": _ints([job.days for job in jobs]),
        "planned": _ints([job.planned for job in jobs]),
        "planned_end": _ints([job.planned + job.days for job in jobs]),
        "calendar": _ints([job.calendar for job in jobs]),
        "rank": _ints(np.argsort(order)),
        "notice": _ints([job.notice for job in jobs]),
        "in_scope": np.full(len(jobs), 100.0),
        "before_first": _firsts(pairs),
        "before": _ints([number[name] for held in pairs for name, _ in held]),
        "lag": _ints([lag for held in pairs for _, lag in held]),
        "pool": tuple(pools),
        "pool_kind": tuple("crew" for _ in pools),
        "change_day": change,
        "count": count,
        "need_first": _firsts(needs),
        "need_own": _ints([own for own, _, _ in flat]),
        "need_common": _ints([common for _, common, _ in flat]),
        "need_count": _ints([wanted for _, _, wanted in flat]),
        "token": tuple(tokens),
        "token_room": _ints(tokens.values()),
        "hold_first": _firsts([job.tokens for job in jobs]),
        "hold": _ints([list(tokens).index(name) for job in jobs for name in job.tokens]),
        "inspectors": -1,
        "asks": _ints([job.asks for job in jobs]),
        "unit_first": _firsts([job.agrees for job in jobs]),
        "unit_agrees": _ints([day for job in jobs for day in job.agrees]),
        "patience": _ints([job.patience for job in jobs]),
        "trench": tuple(trenches),
        "member": _ints([a for a, _ in members]),
        "member_trench": _ints([g for _, g in members]),
        "fund": tuple(purses),
        "fund_year": _ints([2021 for _ in purses]),
        "purse_day": _ints(purses.values()),
        "claim_first": _firsts([job.claims for job in jobs]),
        "claim": _ints([list(purses).index(name) for job in jobs for name in job.claims]),
        "open": open_,
        "sky": _ints([0 for _ in closed]),
        "sensitivity": tuple("site" for _ in closed),
        "channels": ("noise",),
        "level": np.ones((len(jobs), 1)),
    }
    return Site(**given | more)


def _ints(values: Any) -> Any:
    return np.array(list(values), dtype=np.int32).reshape(-1)


def _firsts(lists: Sequence[Sequence[Any]]) -> Any:
    return _ints([0, *accumulate(len(held) for held in lists)])


def _profile(pools: Mapping[str, Any]) -> tuple[Any, Any]:
    steps = {name: held if isinstance(held, list) else [(0, held)] for name, held in pools.items()}
    days = sorted({0, *(day for held in steps.values() for day, _ in held)})
    count = [[next((n for d, n in reversed(held) if d <= day), 0) for day in days] for held in steps.values()]
    return _ints(days), np.array(count, dtype=np.int32).reshape(len(pools), len(days))


def drawn(site: Site, /, **changed: Mapping[str, Any]) -> Draws:
    """Return undisturbed draws with some of them changed, by the name of the activity, campaign or purse.

    Of units and members the key is the activity, and the value a list of days or a day.
    """
    draws = undisturbed(site)
    arrays = {name: getattr(draws, name).copy() for name in changed}
    for name, values in changed.items():
        for key, value in values.items():
            arrays[name][0, _place(site, name, key)] = value
    return replace(draws, **arrays)


def _place(site: Site, name: str, key: str) -> Any:
    if name == "slip":
        return site.campaign.index(key)
    if name == "arrival":
        return site.fund.index(key)
    a = site.activity.index(key)
    if name in ("agreed", "revoked"):
        return slice(site.unit_first[a], site.unit_first[a + 1])
    return site.member.tolist().index(a) if name in ("response", "redig") else a


def weather(site: Site, closed: Sequence[int], calendar: int = 0) -> Draws:
    """Return undisturbed draws with these days of a calendar closed by the weather."""
    open_ = site.open.copy()
    open_[calendar, list(closed)] = False
    return undisturbed(replace(site, open=open_))


class Seen:
    """A replication, asked by names."""

    def __init__(self, site: Site, run: Replay) -> None:
        """Keep both."""
        self.site, self.run = site, run

    def span(self, name: str, kind: int = MAIN) -> tuple[int, int]:
        """Return start and end of a visit."""
        a = self.site.activity.index(name)
        return int(self.run.played.start[a, kind]), int(self.run.played.end[a, kind])

    def ready(self, name: str, kind: int = MAIN) -> int:
        """Return the day from which a visit only waited for resources and open days."""
        return int(self.run.played.ready[self.site.activity.index(name), kind])

    def done(self, name: str) -> int:
        """Return the day from which others may follow."""
        return int(self.run.played.done[self.site.activity.index(name)])

    def status(self, name: str) -> int:
        """Return DONE, REFUSED or UNFINISHED."""
        return int(self.run.played.status[self.site.activity.index(name)])

    def finish(self, campaign: str = "A") -> int:
        """Return the finish of a campaign."""
        return int(self.run.played.finish[self.site.campaign.index(campaign)])

    def closed(self, campaign: str = "A") -> int:
        """Return the day on which a campaign is closed, look-back included."""
        return int(self.run.played.closed[self.site.campaign.index(campaign)])


ENGINE = ContextVar("ENGINE", default="reference")
"""The engine that plays what is seen: ``reference``, ``lean`` or ``kernel``."""


def played(site: Site, draws: Draws) -> Replay:
    """Play a site by the engine of the hour; what only the reference engine writes down is always its own."""
    run = replay(site, draws)
    if ENGINE.get() == "kernel":
        from solvers.construction.play.kernel import Kernel

        return replace(run, played=Kernel(site).play(draws))
    return run if ENGINE.get() == "reference" else replace(run, played=Lean(site).play(draws))


def seen(site: Site, draws: Draws | None = None) -> Seen:
    """Play a site, undisturbed where no draws are given."""
    return Seen(site, played(site, draws or undisturbed(site)))
