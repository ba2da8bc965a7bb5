"""A work's cost by who owes it, and when it falls due (docs/meaning.md, 5.1, 5.4, 10.4, 10.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.settings import Payments, PaymentSettings
    from solvers.plan.audit.eligible import ClaimGroup, Payers

WHOLE = 10_000
"""Shares of a payment profile are whole ten-thousandths."""


class Part(NamedTuple):
    """A part of a work's cost in fen: whose it is, and its claim group."""

    owner: str
    fen: int
    claim_group: ClaimGroup


@dataclass(frozen=True, kw_only=True)
class Profile:
    """When a part is paid: an advance at the campaign's start, a retention ``release_days`` after the end.

    ``advance`` and ``retention`` are in ten-thousandths of the part; the rest is paid as the work progresses.
    """

    advance: int = 0
    retention: int = 0
    release_days: int = 0

    def split(self, fen: int) -> tuple[int, int, int]:
        """Return advance, progress payments and retention of a part, in fen."""
        advance, retention = fen * self.advance // WHOLE, fen * self.retention // WHOLE
        return advance, fen - advance - retention, retention


def profile_of(settings: PaymentSettings, work_class: str) -> Profile:
    """Return the payment profile of a class of works: its own where it has one, else the general one."""
    own: Payments = settings.by_class.get(work_class, settings)
    return Profile(
        advance=round(own.advance * WHOLE),
        retention=round(own.retention * WHOLE),
        release_days=own.release_days,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Shares:
    """Who owes what of a work's cost: shares as nominal and as realised (nan: the same), and who pays."""

    resident: tuple[float, float]
    utility: tuple[float, float]
    payers: Payers


def shares_of(types: WorkTypes, t: int, payers: Payers, *, residents_pay: float = 1.0) -> Shares:
    """Return who owes what of works of a type (a row of work_types).

    ``residents_pay`` is the share of residents' part that hardship leaves to them.
    """
    return Shares(
        resident=(
            float(types.resident_share[t]) * residents_pay,
            float(types.resident_share_realised[t]) * residents_pay,
        ),
        utility=(float(types.utility_share[t]), float(types.utility_share_realised[t])),
        payers=payers,
    )


def parts_of(cost: int, shares: Shares) -> tuple[Part, ...]:
    """Return the parts of a work's cost; their sum is the cost.

    Each share is rounded half to even. Government owes the rest, with what no fund backs of unpaid parts.
    """
    resident, resident_gap = _part(cost, *shares.resident)
    utility, utility_gap = _part(cost, *shares.utility)
    payers = shares.payers
    parts = [Part("resident", resident, payers.resident), Part("utility", utility, payers.utility)]
    if payers.behind_resident is not None:
        parts.append(Part("government", resident_gap, payers.behind_resident))
    if payers.behind_utility is not None:
        parts.append(Part("government", utility_gap, payers.behind_utility))
    parts.append(Part("government", cost - sum([part.fen for part in parts]), payers.government))
    return tuple([part for part in parts if part.fen])


def _part(cost: int, nominal: float, realised: float) -> tuple[int, int]:
    """Return what is really paid of a nominal share of a cost, and what remains unpaid."""
    paid = round(cost * (nominal if math.isnan(realised) else realised))
    return paid, max(round(cost * nominal) - paid, 0)


def dues(fen: int, needed: int, done: Sequence[int]) -> list[int]:
    """Return what falls due of a part in each year, and last what falls due after the plan.

    ``needed`` is the work's working days, ``done`` those done up to the end of each year.
    """
    before, made = 0, []
    for days in done:
        so_far = fen * days // needed
        made.append(so_far - before)
        before = so_far
    made.append(fen - before)
    return made
