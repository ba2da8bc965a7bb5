"""Works as plain records: all that the audit asks of a work, read from the tables once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solvers.plan.audit.calendars import NOISY
from solvers.plan.audit.eligible import who_may_pay
from solvers.plan.audit.heritage import never_permitted
from solvers.plan.audit.parts import profile_of, shares_of
from solvers.plan.audit.places import estates_of_campaigns, residents_pay, weight_of
from solvers.plan.audit.precedence import orders_of
from solvers.plan.audit.pricing import Prices, grown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.audit.calendars import Calendars, WorkingDays
    from solvers.plan.audit.eligible import FundGiven, Payers
    from solvers.plan.audit.parts import Profile, Shares
    from solvers.plan.audit.precedence import Before
    from solvers.plan.audit.pricing import Factors


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkGiven:
    """A work that takes part; ``group`` numbers its alternatives group, −1 for none.

    ``costs`` (fen) are by the period in which its campaign starts; ``shares`` say who owes what of them.
    ``benefit_a_year`` is what a year of it done is worth on the plan's first day, and ``need_rate`` times as
    much with every year that passes. ``disruption`` is its household-days by level. ``before`` are the works
    of its campaign that come first, ``row`` is its row in works, ``ground`` what it opens or shares,
    ``revenue`` in fen a year, ``road`` the level of its nuisance on the road.
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
    shares: Shares
    profile: Profile
    calendar: WorkingDays
    before: tuple[Before, ...]


def works_of(programme: Programme, calendars: Calendars, funds: Mapping[str, FundGiven]) -> list[WorkGiven]:
    """Return every work that takes part, in table order."""
    return _Reader(programme, calendars, funds).works()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Place:
    """What all works of a campaign have in common."""

    key: str
    place: str
    street: str
    estate: int
    pilot: bool
    weight: float
    residents_pay: float
    meets: tuple[bool, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Kind:
    """What all works of a type have in common."""

    row: int
    id: str
    name: str
    work_class: str
    trade: str
    opens_ground: bool
    shared_setup: str
    matter: str
    calendar_class: str
    cost_growth: float
    need_rate: float
    revenue: int
    noisy: bool
    road: float


class _Reader:
    def __init__(self, programme: Programme, calendars: Calendars, funds: Mapping[str, FundGiven]) -> None:
        self.programme = programme
        self.calendars = calendars
        self.funds = funds
        self.orders = orders_of(programme)
        self.never = never_permitted(programme)
        self.prices = Prices(programme)
        classes = set(programme.work_types.work_class.tolist())
        self.profiles = {name: profile_of(programme.settings.payments, name) for name in classes}
        self.conditions = [fund.estates for fund in funds.values() if fund.estates is not None]
        self.by_estate = any(fund.by_estate for fund in funds.values())
        self.places = self._places()
        self.kinds = self._kinds()
        self.shares: dict[tuple[object, ...], Shares] = {}
        self.payers: dict[tuple[object, ...], Payers] = {}
        self.factors: dict[tuple[float, bool], tuple[list[Factors], list[int]]] = {}

    def _places(self) -> list[_Place]:
        programme, table = self.programme, self.programme.campaigns
        told = (table.key, table.place, table.street, table.estate, table.pilot)
        rows = estates_of_campaigns(programme)
        return [
            _Place(
                key=str(key),
                place=str(place),
                street=str(street),
                estate=estate,
                pilot=pilot,
                weight=weight_of(programme, own),
                residents_pay=residents_pay(programme, estate),
                meets=tuple(estate in held for held in self.conditions),
            )
            for key, place, street, estate, pilot, own in zip(
                *(column.tolist() for column in told), rows, strict=True
            )
        ]

    def _kinds(self) -> list[_Kind]:
        types, discount = self.programme.work_types, self.programme.settings.aims.discount
        return [
            _Kind(
                row=t,
                id=str(types.id[t]),
                name=str(types.name[t]),
                work_class=str(types.work_class[t]),
                trade=str(types.trade[t]),
                opens_ground=bool(types.opens_ground[t]),
                shared_setup=str(types.shared_setup[t]),
                matter=str(types.consent_matter[t]),
                calendar_class=str(types.calendar_class[t]),
                cost_growth=float(types.cost_growth[t]),
                need_rate=(1 + float(types.need_growth[t])) / (1 + discount),
                revenue=int(types.revenue[t]),
                noisy=any(kind == "noise" and level >= NOISY for kind, level in held),
                road=max([0.0, *(float(level) for kind, level in held if kind == "road")]),
            )
            for t, held in enumerate(types.nuisance)
        ]

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the facts of each work; whole columns are made plain at once, which is quicker than cells."""
        facts, works = self.programme.facts, self.programme.works
        columns: list[NDArray[Any]] = [facts.key, facts.row, facts.campaign, facts.work_type, facts.quantity]
        columns += [facts.required, facts.alternatives, facts.days, facts.crews, facts.benefit_per_year]
        columns += [facts.cost, facts.in_scope * facts.days * facts.nuisance, works.ground[facts.row]]
        return zip(*(column.tolist() for column in columns), strict=True)

    def works(self) -> list[WorkGiven]:
        """Return all works."""
        revenue = self._revenues()
        made = []
        for w, cells in enumerate(self._rows()):
            key, row, c, t, quantity, required, group, days, crews, a_year, cost, weight, ground = cells
            place, kind = self.places[c], self.kinds[t]
            made.append(
                WorkGiven(
                    key=str(key),
                    row=row,
                    campaign=place.key,
                    work_type=kind.id,
                    name=kind.name,
                    quantity=quantity,
                    required=required and key not in self.never,
                    group=group,
                    days=days,
                    crews=crews,
                    trade=kind.trade,
                    opens_ground=kind.opens_ground,
                    shared_setup=kind.shared_setup,
                    ground=str(ground) or place.place,
                    road=kind.road,
                    matter=kind.matter,
                    benefit_a_year=a_year * place.weight,
                    need_rate=kind.need_rate,
                    disruption=weight * place.weight,
                    revenue=revenue[row],
                    costs=self._costs(cost, kind, pilot=place.pilot),
                    shares=self._shares(kind, place),
                    profile=self.profiles[kind.work_class],
                    calendar=self._calendar(kind, place),
                    before=self.orders[w],
                )
            )
        return made

    def _calendar(self, kind: _Kind, place: _Place) -> WorkingDays:
        return self.calendars.at(
            place=place.place, street=place.street, work_class=kind.calendar_class, noisy=kind.noisy
        )

    def _shares(self, kind: _Kind, place: _Place) -> Shares:
        """Return who owes what; the same for all places that neither funds nor hardship tell apart."""
        alike = (kind.row, place.street, place.meets, place.place if self.by_estate else "")
        both = (alike, place.residents_pay)
        if both not in self.shares:
            types = self.programme.work_types
            if alike not in self.payers:
                self.payers[alike] = who_may_pay(
                    self.funds, types, kind.row, street=place.street, estate=place.estate, place=place.place
                )
            self.shares[both] = shares_of(
                types, kind.row, self.payers[alike], residents_pay=place.residents_pay
            )
        return self.shares[both]

    def _costs(self, base: int, kind: _Kind, *, pilot: bool) -> tuple[int, ...]:
        key = (kind.cost_growth, pilot)
        if key not in self.factors:
            by_period = self.prices.factors(kind.cost_growth, pilot=pilot)
            distinct = list(dict.fromkeys(by_period))
            self.factors[key] = (distinct, [distinct.index(each) for each in by_period])
        distinct, number = self.factors[key]
        costs = [grown(base, each) for each in distinct]
        return tuple([costs[n] for n in number])

    def _revenues(self) -> list[int]:
        """Return what works bring in a year by row of the table: their own, else that of their type.

        Where residents agree to a part of a work only, that part of it.
        """
        works, facts = self.programme.works, self.programme.facts
        own = works.given.get("revenue")
        filled = [False] * len(works) if own is None else own.tolist()
        revenue, shares = works.revenue.tolist(), self.programme.consent_shares.tolist()
        made = [0] * len(works)
        columns = (facts.row, facts.work_type, facts.quantity)
        for share, row, t, quantity in zip(shares, *(c.tolist() for c in columns), strict=True):
            said = int(revenue[row]) if share == 1 else round(revenue[row] * share)
            made[row] = said if filled[row] else round(quantity * self.kinds[t].revenue)
        return made
