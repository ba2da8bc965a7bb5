"""Money that is legal but odd: funds nobody may use, more than enough, prices far from their peers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.checks.days import plan_days
from scenarios.tables.means import Funds
from scenarios.tables.places import Assets, Estates
from scenarios.tables.undertaking import Works, WorkTypes
from scenarios.tables.where import ConditionError, select

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Flags, Numbers, Texts
    from scenarios.tables.gathered import Gathered

FAR_FROM_PEERS = 100.0
"""Times the median of its peers at which a unit cost is pointed out."""
_FEWEST_PEERS = 5
_SMALL_FUND = 10_000 * 100
"""Fen below which a fund's largest year is pointed out: it was probably meant in 万元."""


def funds_can_be_used(given: Given, gathered: Gathered) -> None:
    """Each fund may pay for some work; point out those that may pay for none."""
    funds, works = given.of(Funds), given.of(Works)
    if not len(works):
        return
    facts = _WorkFacts(given)
    for name in dict.fromkeys(funds.fund.tolist()):
        row = funds.fund.tolist().index(name)
        if name and not facts.may_pay(given, row).any():
            gathered.finding("fund_unusable", given.place(funds, row, "fund"), about=name)
        largest = int(funds.limit[funds.fund == name].max())
        if name and 0 < largest < _SMALL_FUND:
            at = given.place(funds, row, "limit")
            gathered.finding("small_fund", at, about=name, amount=f"{largest / 100:,.0f}")


class _WorkFacts:
    """Class, type, street and estate of each work, for the question who may pay."""

    def __init__(self, given: Given) -> None:
        works, kinds = given.of(Works), given.of(WorkTypes)
        estates, assets = given.of(Estates), given.of(Assets)
        self.kinds: Texts = works.work_type
        classes = dict(zip(kinds.id.tolist(), kinds.work_class.tolist(), strict=True))
        self.classes = [classes.get(kind, "") for kind in works.work_type.tolist()]
        self.shares = {
            payer: dict(zip(kinds.id.tolist(), getattr(kinds, f"{payer}_share").tolist(), strict=True))
            for payer in ("resident", "utility")
        }
        self.row_of = {name: row for row, name in enumerate(estates.id.tolist())}
        streets = dict(zip(assets.id.tolist(), assets.street.tolist(), strict=True))
        for zone, street in reversed(list(zip(estates.zone.tolist(), estates.street.tolist(), strict=True))):
            streets[zone] = street
        streets |= dict(zip(estates.id.tolist(), estates.street.tolist(), strict=True))
        self.places = works.place.tolist()
        self.streets = [streets.get(place, "") for place in self.places]
        self.taking_part = np.array(
            [not estates.excluded_because[self.row_of[p]] if p in self.row_of else True for p in self.places]
        )

    def may_pay(self, given: Given, row: int) -> Flags:
        """Return the works of which the fund of a row of funds may pay a part."""
        funds = given.of(Funds)
        may = self.taking_part.copy()
        for limits, facts in (
            (funds.classes[row], self.classes),
            (funds.work_types[row], self.kinds.tolist()),
            (funds.streets[row], self.streets),
        ):
            if limits:
                may &= np.array([fact in limits for fact in facts], dtype=bool)
        if funds.attribute[row]:
            may &= self._at_estates(given, str(funds.attribute[row]))
        payer = {"resident": "resident", "maintenance": "resident", "utility": "utility"}.get(funds.kind[row])
        if payer and not funds.backs[row]:
            shares = self.shares[payer]
            may &= np.array([shares.get(kind, 0.0) > 0 for kind in self.kinds.tolist()], dtype=bool)
        return may

    def _at_estates(self, given: Given, condition: str) -> Flags:
        try:
            holds = select(given.of(Estates), condition)
        except ConditionError:  # a fault already
            return np.ones(len(self.places), dtype=bool)
        return np.array([bool(holds[self.row_of[p]]) if p in self.row_of else False for p in self.places])


def money_binds(given: Given, gathered: Gathered) -> None:
    """Point out money beyond the cost of everything that is asked for."""
    works, funds = given.of(Works), given.of(Funds)
    if given.settings is None or not len(works) or not len(funds):
        return
    first, last = plan_days(given.settings)
    within = (funds.year >= first.year) & (funds.year <= last.year)
    money = float(funds.limit[within].sum(dtype=np.float64))
    cost = float(np.nansum(_costs(given)))
    if money > cost > 0:
        at = given.place(funds, 0, "limit")
        gathered.finding("money_to_spare", at, about="funds", money=_wan(money), cost=_wan(cost))
    outside = ~within & funds.given["year"] & (funds.limit > 0) & (funds.year > last.year)
    for row in np.flatnonzero(outside).tolist():
        gathered.finding("fund_after_plan", given.place(funds, row, "year"), about=funds.fund[row])


def _costs(given: Given) -> Numbers:
    works, kinds = given.of(Works), given.of(WorkTypes)
    unit = dict(zip(kinds.id.tolist(), kinds.unit_cost.tolist(), strict=True))
    by_unit = works.quantity * np.array([unit.get(kind, 0) for kind in works.work_type.tolist()], dtype=float)
    return np.where(works.given["cost"], works.cost, by_unit)


def _wan(fen: float) -> str:
    return f"{fen / 1e6:,.2f}"


def prices_are_alike(given: Given, gathered: Gathered) -> None:
    """Point out works whose cost for a unit is far from that of the same work elsewhere."""
    works = given.of(Works)
    costed = works.given["cost"] & (works.cost > 0) & (works.quantity > 0)
    if not costed.any():
        return
    unit = np.where(costed, works.cost / np.where(works.quantity > 0, works.quantity, 1.0), np.nan)
    kinds = works.work_type
    for kind in dict.fromkeys(kinds[costed].tolist()):
        rows = np.flatnonzero(costed & (kinds == kind))
        if len(rows) < _FEWEST_PEERS:
            continue
        usual = float(np.median(unit[rows]))
        times = unit[rows] / usual
        for row, ratio in zip(rows.tolist(), times.tolist(), strict=True):
            if not 1 / FAR_FROM_PEERS < ratio < FAR_FROM_PEERS:
                gathered.finding(
                    "price_far_off",
                    given.place(works, row, "cost"),
                    about=works.place[row],
                    kind=kind,
                    ratio=f"{ratio:.3g}",
                    unit_cost=f"{unit[row] / 100:,.2f}",
                    usual=f"{usual / 100:,.2f}",
                )
