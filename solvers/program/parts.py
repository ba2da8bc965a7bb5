"""How a work's cost is parted among payers (docs/meaning.md, 5.1 and 10.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.prices import work_costs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.funds import FundList

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

PAYERS = ("government", "resident", "utility", "resident_backstop", "utility_backstop")
"""Whose part of a cost it is, as parts number them."""


def parts(programme: Programme, funds: FundList) -> tuple[Ints, Ints, Ints]:
    """Return (work, payer, amount) of every part that is more than nothing in some period.

    ``work`` and ``payer`` (its number in PAYERS) have axis ``(part,)``, ``amount`` in fen ``(part, period)``;
    it is a view that repeats one column where nothing moves prices: do not write to it.
    """
    cost = work_costs(programme)
    periods = cost.shape[1]
    if periods and not cost.strides[1]:
        cost = cost[:, :1]
    table = programme.funds
    backed = {name for row in funds.first_row for name in table.backs[row]}
    shares = {}
    for name in ("resident", "utility"):
        nominal, realised = _shares(programme, name)
        paid = _rounded(cost, realised)
        unpaid = np.maximum(_rounded(cost, nominal) - paid, 0)
        shares[name] = (paid, unpaid if name in backed else np.zeros_like(unpaid))
    (resident, resident_gap), (utility, utility_gap) = shares["resident"], shares["utility"]
    government = cost - resident - utility - resident_gap - utility_gap
    amounts = np.stack([government, resident, utility, resident_gap, utility_gap])
    payer, work = np.nonzero(amounts.any(axis=2))
    held = amounts[payer, work]
    return work, payer, np.broadcast_to(held, (len(work), periods))


def _rounded(cost: Ints, share: Floats) -> Ints:
    return np.rint(cost * share[:, None]).astype(np.int64)


def _shares(programme: Programme, payer: str) -> tuple[Floats, Floats]:
    """Return the nominal and the realised share of a payer, axis ``(work,)``."""
    types, kind = programme.work_types, programme.facts.work_type
    nominal = getattr(types, f"{payer}_share")
    own = types.given[f"{payer}_share_realised"]
    realised = np.where(own, getattr(types, f"{payer}_share_realised"), nominal)
    if payer != "resident":
        return nominal[kind], realised[kind]
    asked = asked_share(programme)[programme.facts.campaign]
    return nominal[kind] * asked, realised[kind] * asked


def asked_share(programme: Programme) -> Floats:
    """Return which share of residents' part is asked of residents after exemptions, axis ``(campaign,)``.

    ``1 − Σ_class min(households of class, households) × exemption ÷ households``, at least 0; 1 for zones and
    assets, and where an estate has no households or no class of hardship.
    """
    estates, exemptions = programme.estates, programme.settings.exemptions
    share = np.ones(len(estates))
    for row in np.flatnonzero([bool(counted) for counted in estates.hardship]):
        households = int(estates.households[row])
        if households <= 0:
            continue
        exempt = 0.0
        for name, count in estates.hardship[row]:
            exempt += min(count, households) * exemptions.get(name, 0.0) / households
        share[row] = max(1 - exempt, 0.0)
    estate = programme.campaigns.estate
    asked: Floats = np.where(estate >= 0, np.append(share, 1.0)[estate], 1.0)
    return asked
