"""Works as plain records: all that the audit asks of a work, read from the tables once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.plan.audit.calendars import NOISY
from solvers.plan.audit.eligible import who_may_pay
from solvers.plan.audit.heritage import never_permitted
from solvers.plan.audit.parts import parts_of, profile_of
from solvers.plan.audit.places import estates_of_campaigns, residents_pay, weight_of
from solvers.plan.audit.precedence import orders_of
from solvers.plan.audit.pricing import Prices, grown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from solvers.plan.audit.calendars import Calendars, WorkingDays
    from solvers.plan.audit.eligible import FundGiven, Payers
    from solvers.plan.audit.parts import Part, Profile
    from solvers.plan.audit.precedence import Before


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkGiven:
    """A work that takes part; ``group`` numbers its alternatives group, −1 for none.

    ``costs`` (fen) and ``parts`` are by the period in which its campaign starts; ``payers`` are the claim
    groups of its parts. ``benefit_a_year`` is what a year of it done is worth on the plan's first day, and
    ``need_rate`` times as much with every year that passes. ``disruption`` is its household-days by level.
    ``before`` are the works of its campaign that come first, ``row`` is its row in works, ``ground`` what it
    opens or shares, ``revenue`` in fen a year, ``road`` the level of its nuisance on the road.
    """

    key: str
    row: int
    campaign: str
    work_type: str
    name: str
    quantity: float
    required: bool
    group: int
    days: int
    crews: int
    trade: str
    opens_ground: bool
    shared_setup: str
    ground: str
    road: float
    matter: str
    benefit_a_year: float
    need_rate: float
    disruption: float
    revenue: int
    costs: tuple[int, ...]
    parts: tuple[tuple[Part, ...], ...]
    payers: Payers
    profile: Profile
    calendar: WorkingDays
    before: tuple[Before, ...]


def works_of(programme: Programme, calendars: Calendars, funds: Mapping[str, FundGiven]) -> list[WorkGiven]:
    """Return every work that takes part, in table order."""
    reader = _Reader(programme, calendars, funds)
    return [reader.work(w) for w in range(len(programme.facts))]


class _Reader:
    def __init__(self, programme: Programme, calendars: Calendars, funds: Mapping[str, FundGiven]) -> None:
        self.programme = programme
        self.calendars = calendars
        self.funds = funds
        self.orders = orders_of(programme)
        self.never = never_permitted(programme)
        self.prices = Prices(programme)
        self.weights = [weight_of(programme, rows) for rows in estates_of_campaigns(programme)]
        self.residents_pay = [residents_pay(programme, e) for e in programme.campaigns.estate.tolist()]
        classes = set(programme.work_types.work_class.tolist())
        self.profiles = {name: profile_of(programme.settings.payments, name) for name in classes}
        self.conditions = [fund.estates for fund in funds.values() if fund.estates is not None]
        self.by_estate = any(fund.by_estate for fund in funds.values())
        nuisance = programme.work_types.nuisance
        self.noisy = [any(kind == "noise" and level >= NOISY for kind, level in held) for held in nuisance]
        self.road = [max([0.0, *(float(v) for kind, v in held if kind == "road")]) for held in nuisance]
        self.payers: dict[tuple[object, ...], Payers] = {}

    def work(self, w: int) -> WorkGiven:
        facts, places, types = self.programme.facts, self.programme.campaigns, self.programme.work_types
        c, t, row = int(facts.campaign[w]), int(facts.work_type[w]), int(facts.row[w])
        place, street = str(places.place[c]), str(places.street[c])
        estate = int(places.estate[c])
        payers = self._payers(t, street=street, estate=estate, place=place)
        costs = self._costs(w, t, pilot=bool(places.pilot[c]))
        disruption = float(facts.in_scope[w]) * int(facts.days[w]) * float(facts.nuisance[w])
        return WorkGiven(
            key=str(facts.key[w]),
            row=row,
            campaign=str(places.key[c]),
            work_type=str(types.id[t]),
            name=str(types.name[t]),
            quantity=float(facts.quantity[w]),
            required=bool(facts.required[w]) and str(facts.key[w]) not in self.never,
            group=int(facts.alternatives[w]),
            days=int(facts.days[w]),
            crews=int(facts.crews[w]),
            trade=str(types.trade[t]),
            opens_ground=bool(types.opens_ground[t]),
            shared_setup=str(types.shared_setup[t]),
            ground=str(self.programme.works.ground[row]) or place,
            road=self.road[t],
            matter=str(types.consent_matter[t]),
            benefit_a_year=float(facts.benefit_per_year[w]) * self.weights[c],
            need_rate=(1 + float(types.need_growth[t])) / (1 + self.programme.settings.aims.discount),
            disruption=disruption * self.weights[c],
            revenue=self._revenue(row, t),
            costs=costs,
            parts=self._parts(costs, t, payers, self.residents_pay[c]),
            payers=payers,
            profile=self.profiles[str(types.work_class[t])],
            calendar=self.calendars.at(
                place=place, street=street, work_class=str(types.calendar_class[t]), noisy=self.noisy[t]
            ),
            before=self.orders[w],
        )

    def _payers(self, t: int, *, street: str, estate: int, place: str) -> Payers:
        """Return who may pay; the same for all places that funds do not tell apart."""
        meets = tuple(estate in held for held in self.conditions)
        alike = (t, street, meets, place if self.by_estate else "")
        if alike not in self.payers:
            self.payers[alike] = who_may_pay(
                self.funds, self.programme.work_types, t, street=street, estate=estate, place=place
            )
        return self.payers[alike]

    def _costs(self, w: int, t: int, *, pilot: bool) -> tuple[int, ...]:
        base = int(self.programme.facts.cost[w])
        factors = self.prices.factors(float(self.programme.work_types.cost_growth[t]), pilot=pilot)
        costs = {each: grown(base, each) for each in set(factors)}
        return tuple(costs[each] for each in factors)

    def _parts(
        self, costs: tuple[int, ...], t: int, payers: Payers, residents: float
    ) -> tuple[tuple[Part, ...], ...]:
        types = self.programme.work_types
        parts = {cost: parts_of(cost, types, t, payers, residents_pay=residents) for cost in set(costs)}
        return tuple(parts[cost] for cost in costs)

    def _revenue(self, row: int, t: int) -> int:
        works, types = self.programme.works, self.programme.work_types
        own = works.given.get("revenue")
        if own is not None and own[row]:
            return int(works.revenue[row])
        return round(float(works.quantity[row]) * int(types.revenue[t]))
