"""A work's cost by who owes it, and when it falls due (docs/meaning.md, 5.1, 5.4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.catalogue import WorkTypes
    from solvers.plan.audit.eligible import Payers


@dataclass(frozen=True)
class Part:
    """A part of a work's cost in fen: whose it is, and its claim group (funds in table order)."""

    owner: str
    fen: int
    claim_group: tuple[str, ...]


def parts_of(cost: int, types: WorkTypes, t: int, payers: Payers) -> tuple[Part, ...]:
    """Return the parts of a work's cost; their sum is the cost.

    Each share is rounded half to even. Government owes the rest, with what no fund backs of unpaid parts.
    """
    resident, resident_gap = _part(
        cost, float(types.resident_share[t]), float(types.resident_share_realised[t])
    )
    utility, utility_gap = _part(cost, float(types.utility_share[t]), float(types.utility_share_realised[t]))
    parts = [Part("resident", resident, payers.resident), Part("utility", utility, payers.utility)]
    if payers.behind_resident is not None:
        parts.append(Part("government", resident_gap, payers.behind_resident))
    if payers.behind_utility is not None:
        parts.append(Part("government", utility_gap, payers.behind_utility))
    parts.append(Part("government", cost - sum(part.fen for part in parts), payers.government))
    return tuple(part for part in parts if part.fen)


def _part(cost: int, nominal: float, realised: float) -> tuple[int, int]:
    """Return what is really paid of a nominal share of a cost, and what remains unpaid."""
    paid = round(cost * (nominal if math.isnan(realised) else realised))
    return paid, max(round(cost * nominal) - paid, 0)


def dues(fen: int, needed: int, done: Sequence[int]) -> list[int]:
    """Return what falls due of a part in each year, and last what falls due after the plan.

    ``needed`` is the work's working days, ``done`` those done up to the end of each year.
    """
    so_far = [fen * days // needed for days in done] + [fen]
    return [later - before for before, later in zip([0, *so_far[:-1]], so_far, strict=True)]
