"""The risk register: which lines strike in a replication, and what that does to works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.streams import Purpose, uid_of, uids_of
from solvers.construction.chance.tables import ONE, fixed, read, threshold, triangular
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.chance_settings import Chance, Risk
    from solvers.construction.chance.streams import Streams
    from solvers.construction.site.nouns import Site

    Words = NDArray[np.uint32]
    Fixed = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Struck:
    """What a register did. ``risk`` the names; ``times`` axes ``(replication, risk)``: works struck.

    ``factor`` axes ``(replication, activity)``: what days are multiplied by, in 1/65,536; ``dearer`` likewise
    for costs. Both have one column where there is no risk.
    """

    risk: tuple[str, ...]
    times: NDArray[np.int32]
    factor: Fixed
    dearer: Fixed


def register_of(streams: Streams, site: Site, chance: Chance, replications: Words) -> Struck:
    """Return what the lines of the register do in each replication, after mitigation where it is asked for.

    The same words decide before and after mitigation, so the two are compared like with like: a line strikes
    after it only where it would have struck before.
    """
    rows = len(replications)
    wide = site.activities if chance.risks else 1
    factor = np.full((rows, wide), ONE, dtype=np.int64)
    dearer = np.full((rows, wide), ONE, dtype=np.int64)
    times = np.zeros((rows, len(chance.risks)), dtype=np.int32)
    for line, (name, risk) in enumerate(chance.risks.items()):
        hit = hit_by(site, risk)
        uids, of = np.unique(_owners(site, name, risk)[hit], return_inverse=True)
        words = streams.each(replications, uids, Purpose.RISK)
        happens = words[0] < np.uint64(threshold(probability_of(risk, chance.mitigated)))
        longer = read(triangular(risk.low, risk.mode, risk.high), words[1]) - ONE
        if chance.mitigated:
            longer = (longer * fixed(risk.impact_after)) >> 16
        own = ONE + np.where(happens, longer, 0)[:, of]
        factor[:, hit] = (factor[:, hit] * own) >> 16
        more = ONE + np.where(happens, fixed(risk.cost), 0)[:, of]
        dearer[:, hit] = (dearer[:, hit] * more) >> 16
        times[:, line] = happens[:, of].sum(axis=1)
    return Struck(risk=tuple(chance.risks), times=times, factor=factor, dearer=dearer)


def probability_of(risk: Risk, mitigated: bool) -> float:
    """Return the probability of a line, before or after mitigation."""
    if mitigated and risk.probability_after is not None:
        return risk.probability_after
    return risk.probability


def hit_by(site: Site, risk: Risk) -> NDArray[np.int64]:
    """Return the included works that a line can strike, as indices of activities."""
    hit = (site.what == WORK) & site.included
    if risk.work_types:
        hit &= np.array([kind in risk.work_types for kind in site.work_type], dtype=bool)
    if risk.streets:
        hit &= np.array([site.street[c] in risk.streets for c in site.of.tolist()], dtype=bool)
    if risk.places:
        hit &= np.array([site.place[c] in risk.places for c in site.of.tolist()], dtype=bool)
    return np.flatnonzero(hit)


def _owners(site: Site, name: str, risk: Risk) -> NDArray[np.uint64]:
    """Return for each activity the uid of what the line strikes as one."""
    if risk.each == "programme":
        return np.full(site.activities, uid_of("risk", name), dtype=np.uint64)
    if risk.each == "campaign":
        campaigns = np.array([uid_of("risk", name, key) for key in site.campaign], dtype=np.uint64)
        return campaigns[site.of]
    return uids_of("\x1f".join(("risk", name, key)) for key in site.activity)
