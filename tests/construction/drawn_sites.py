"""Sites and draws made at random from a seed: every kind of gate, resource and visit occurs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from solvers.construction.site import NEVER, Draws, Site, undisturbed
from tests.construction.by_hand import Job, built


def drawn_site(seed: int, jobs: int = 30, *, campaigns: int = 6) -> Site:
    """Return a random site."""
    rng = np.random.default_rng(seed)
    pools = {"pipe": int(rng.integers(2, 4)), "road": [(0, 2), (40, 1), (70, 3)], "water": 1}
    closed = [np.flatnonzero(rng.random(1000) < share).tolist() for share in (0.0, 0.2, 0.4)]
    listed = [_job(rng, number, campaigns) for number in range(jobs)]
    return built(
        *listed,
        pools=pools,
        tokens={"S": 1, "T": 1},
        starts={f"C{c}": int(10 * c) for c in range(campaigns)},
        purses={"city": 0, "bond": 5},
        closed=closed,
    )


def _job(rng: np.random.Generator, number: int, campaigns: int) -> Job:
    campaign = int(rng.integers(campaigns))
    included = bool(rng.random() < 0.9)
    some = {name: int(rng.integers(1, 3)) for name in ("pipe", "road") if rng.random() < 0.5}
    if rng.random() < 0.2:
        some["water"] = 1
    units = int(rng.integers(1, 6)) if rng.random() < 0.3 else 0
    earlier = [f"j{n:03d}" for n in range(number) if rng.random() < 2 / (number + 1)]
    return Job(
        name=f"j{number:03d}",
        days=int(rng.integers(0, 12)),
        campaign=f"C{campaign}",
        planned=10 * campaign + int(rng.integers(0, 30)),
        phase=campaign // 2,
        included=included,
        needs=some if included else {},
        before=[(name, int(rng.integers(0, 4))) for name in earlier],
        notice=int(rng.choice([0, 0, 1, 7])) if included else 0,
        tokens=[name for name in ("S", "T") if rng.random() < 0.3] if included else (),
        asks=max(units - 1, 1) if units and included else 0,
        agrees=[int(day) for day in rng.integers(0, 60, units)] if included else (),
        patience=80,
        trench=f"G{campaign % 3}" if included and rng.random() < 0.4 else "",
        claims=["city"] if included and rng.random() < 0.3 else (),
        calendar=int(rng.integers(3)),
    )


def drawn_draws(site: Site, seed: int) -> Draws:
    """Return random draws of one replication."""
    rng = np.random.default_rng(seed + 10_000)
    draws = undisturbed(site)

    def some(like: Any, high: int, share: float) -> Any:
        found = np.where(rng.random(like.shape) < share, rng.integers(1, high, like.shape), 0)
        return found.astype(np.int32)

    worked = site.included[None]
    return replace(
        draws,
        slip=some(draws.slip, 40, 0.3),
        duration=np.where(worked, draws.duration + some(draws.duration, 6, 0.5), draws.duration).astype(
            np.int32
        ),
        stop_after=some(draws.stop_after, 6, 0.4),
        stop_days=some(draws.stop_days, 20, 0.5),
        inspection=some(draws.inspection, 4, 0.6),
        rework=some(draws.rework, 5, 0.3),
        defects=some(draws.defects, 4, 0.3),
        agreed=np.where(rng.random(draws.agreed.shape) < 0.3, NEVER, draws.agreed + 5).astype(np.int32),
        revoked=np.where(rng.random(draws.revoked.shape) < 0.2, 70, NEVER).astype(np.int32),
        response=some(draws.response, 90, 0.7),
        redig=some(draws.redig, 4, 0.8),
        arrival=(draws.arrival + some(draws.arrival, 50, 0.5)).astype(np.int32),
    )


BY_ACTIVITY: tuple[str, ...] = (
    "what",
    "of",
    "work",
    "uid",
    "included",
    "days",
    "planned",
    "planned_end",
    "calendar",
    "rank",
)
BY_ACTIVITY += ("notice", "in_scope", "asks", "patience", "level")


def renumbered(site: Site, draws: Draws, order: Iterable[int]) -> tuple[Site, Draws]:
    """Return the same site and draws with the activities in another order: new k was ``order[k]``."""
    old = np.array(list(order))
    new = np.argsort(old)
    lists = {
        "before_first": ("before", "lag"),
        "need_first": ("need_own", "need_common", "need_count"),
        "hold_first": ("hold",),
        "unit_first": ("unit_agrees",),
        "claim_first": ("claim",),
    }
    changed: dict[str, Any] = {name: getattr(site, name)[old] for name in BY_ACTIVITY}
    changed["activity"] = tuple(site.activity[a] for a in old)
    changed["member"] = new[site.member].astype(np.int32)
    units = np.zeros(0, dtype=np.int64)
    for first, members in lists.items():
        at = getattr(site, first)
        rows = np.concatenate([np.arange(at[a], at[a + 1]) for a in old])
        changed[first] = np.concatenate([[0], np.cumsum(np.diff(at)[old])]).astype(np.int32)
        changed |= {name: getattr(site, name)[rows] for name in members}
        units = rows if first == "unit_first" else units
    changed["before"] = new[changed["before"]].astype(np.int32)
    by_activity = ("duration", "stop_after", "stop_days", "inspection", "rework", "defects")
    moved = {name: getattr(draws, name)[:, old] for name in by_activity}
    moved |= {name: getattr(draws, name)[:, units] for name in ("agreed", "revoked")}
    return replace(site, **changed), replace(draws, **moved)
