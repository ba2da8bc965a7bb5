"""What a plan document says, laid out for showing: places, funds in years, classes of work.

The plan document is the dictionary of ``plan.json`` (docs/plan-file.md). What it does not say (where an
estate lies, when it was built, who is responsible) comes from the programme.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from planner.report.labels import FUNDING, PAYERS
from planner.report.names import campaign_names

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme

Document: TypeAlias = Mapping[str, Any]
"""A plan document, or a part of one."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """An estate, zone or shared asset, and what the plan does there.

    Money is in yuan, area in m2, dates are ISO.

    ``state`` is completed, started, waiting or excluded; ``why`` says why it is not in the plan.
    ``left_works`` are the keys of works left out of campaigns that start, ``left_campaigns`` the entries of
    whole campaigns left out.
    """

    key: str
    kind: str
    name: str
    street: str
    zone: str
    lon: float | None = None
    lat: float | None = None
    year_built: int | None = None
    unit: str = ""
    person: str = ""
    builder: str = ""
    households: int = 0
    buildings: int = 0
    floor_area: float = 0.0
    pilot: bool = False
    campaigns: tuple[Document, ...] = ()
    state: str = "waiting"
    why: str = ""
    why_zh: str = ""
    left_works: tuple[str, ...] = ()
    left_campaigns: tuple[Document, ...] = ()

    @property
    def start(self) -> str | None:
        """First day of the first campaign; None where none starts."""
        return min((c["start"] for c in self.campaigns), default=None)

    @property
    def finish(self) -> str | None:
        """Last day of the last campaign; None where none starts."""
        return max((c["finish"] for c in self.campaigns), default=None)

    @property
    def funding(self) -> str:
        """Word for the money that the dates rest on: that of the least firm campaign; empty where none is."""
        told = {str((c.get("funding") or {}).get("word") or "") for c in self.campaigns}
        return next((word for word in reversed(FUNDING) if word in told), "")

    @property
    def start_year(self) -> int | None:
        """Calendar year of the start; None where none starts."""
        return int(self.start[:4]) if self.start else None

    def total(self, figure: str) -> float:
        """Return the sum of a figure over the campaigns, exact to the fen for money."""
        return round(sum(float(c.get(figure) or 0) for c in self.campaigns), 2)

    def split(self, figure: str) -> dict[str, float]:
        """Return the sums of ``by_fund`` or ``by_payer`` over the campaigns."""
        sums: dict[str, float] = defaultdict(float)
        for campaign in self.campaigns:
            for name, amount in (campaign.get(figure) or {}).items():
                sums[name] += amount
        return {name: round(amount, 2) for name, amount in sums.items()}


@dataclass(frozen=True, kw_only=True)
class FundYear:
    """A fund in a plan year, in yuan: its limit, what was carried into the year, and what is drawn."""

    fund: str
    year: int
    limit: float
    carried_in: float
    drawn: float

    @property
    def left(self) -> float:
        """What remains of the year's limit and what was carried in."""
        return round(self.limit + self.carried_in - self.drawn, 2)


@dataclass(frozen=True, eq=False)
class Facts:
    """A plan document and its programme, laid out for showing; every view is worked out once."""

    document: Document
    programme: Programme

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Plan years."""
        return tuple(int(year) for year in self.document["programme"]["years"])

    @property
    def last_day(self) -> str:
        """Last day of the plan."""
        return str(self.document["programme"]["periods"][-1]["last"])

    @cached_property
    def funds(self) -> dict[str, str]:
        """Kind of each fund, by its name, in table order."""
        funds = self.programme.funds
        return {str(name): str(kind) for name, kind in zip(funds.fund, funds.kind, strict=True)}

    @cached_property
    def payers(self) -> dict[str, float]:
        """Money of the plan in yuan by payer, those that pay only."""
        sums: dict[str, float] = defaultdict(float)
        for campaign in self.document["campaigns"]:
            for who, amount in campaign["by_payer"].items():
                sums[who] += amount
        return {who: round(sums[who], 2) for who in PAYERS if sums[who]}

    @cached_property
    def rests_on_funding(self) -> bool:
        """Whether any date rests on money that is not firm."""
        return any(place.funding not in ("", "firm") for place in self.places)

    def campaign_names(self, t: Words) -> dict[str, str]:
        """Return what each campaign is called, by its key."""
        return campaign_names(self.programme, t)

    @cached_property
    def fund_years(self) -> tuple[FundYear, ...]:
        """Every fund in every plan year, year by year within a fund."""
        by_year = {int(row["year"]): row for row in self.document["by_year"]}
        return tuple(
            FundYear(
                fund=fund,
                year=year,
                limit=by_year[year]["limits"].get(fund, 0.0),
                carried_in=by_year[year]["carried_in"].get(fund, 0.0),
                drawn=by_year[year]["by_fund"].get(fund, 0.0),
            )
            for fund in self.funds
            for year in self.years
            if year in by_year
        )

    @cached_property
    def work_types(self) -> dict[str, tuple[str, str, str]]:
        """(Name, class, unit of quantity) of each work type, by its code, in table order."""
        kinds = self.programme.work_types
        columns = zip(kinds.id, kinds.name, kinds.work_class, kinds.unit, strict=True)
        return {str(key): (str(name), str(group), str(unit)) for key, name, group, unit in columns}

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Classes of work in the order of the catalogue."""
        return tuple(dict.fromkeys(group for _, group, _ in self.work_types.values()))

    @cached_property
    def work_type_of(self) -> dict[str, str]:
        """Work type of each work of the programme, by the work's key."""
        facts, kinds = self.programme.facts, self.programme.work_types
        return {str(key): str(kinds.id[kind]) for key, kind in zip(facts.key, facts.work_type, strict=True)}

    @cached_property
    def cost_of_work(self) -> dict[str, float]:
        """Cost in yuan of each work of the programme, by the work's key."""
        facts = self.programme.facts
        return {str(key): cost / 100 for key, cost in zip(facts.key, facts.cost.tolist(), strict=True)}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Estates in table order, also those left out; then zones and assets with campaigns of their own."""
        held: dict[str, list[Document]] = defaultdict(list)
        for campaign in self.document["campaigns"]:
            held[campaign["place"]].append(campaign)
        out: dict[str, list[Document]] = defaultdict(list)
        for entry in self.document["left_out"]:
            out[str(entry["estate"] or entry["campaign"]).split("/")[0]].append(entry)
        estates = [self._estate(row, held, out) for row in range(len(self.programme.estates))]
        known = {place.key for place in estates}
        others = dict.fromkeys(key for key in (*held, *out) if key not in known)
        return (*estates, *(self._other(key, held[key], out[key]) for key in others))

    @cached_property
    def streets(self) -> tuple[str, ...]:
        """Streets in the order of the places; the empty name last."""
        named = dict.fromkeys(place.street for place in self.places)
        return tuple(sorted(named, key=lambda street: street == ""))

    def _estate(
        self, row: int, held: Mapping[str, Sequence[Document]], out: Mapping[str, Sequence[Document]]
    ) -> Place:
        estates = self.programme.estates
        key = str(estates.id[row])
        year_built = int(estates.year_built[row])
        return Place(
            key=key,
            kind="estate",
            name=str(estates.name[row]),
            street=str(estates.street[row]),
            zone=str(estates.zone[row]),
            lon=_number(estates.lon[row]),
            lat=_number(estates.lat[row]),
            year_built=year_built or None,
            unit=str(estates.responsible_unit[row]),
            person=str(estates.responsible_person[row]),
            households=int(estates.households[row]),
            buildings=int(estates.buildings[row]),
            floor_area=_number(estates.floor_area[row]) or 0.0,
            pilot=bool(estates.pilot[row]),
            **self._course(held.get(key, ()), out.get(key, ())),
        )

    def _other(self, key: str, campaigns: Sequence[Document], out: Sequence[Document]) -> Place:
        """A zone or shared asset; its size is left at 0, because its estates are counted themselves."""
        first: Document = campaigns[0] if campaigns else {}
        at = {str(asset): row for row, asset in enumerate(self.programme.assets.id)}.get(key)
        assets = self.programme.assets
        name = str(first.get("estate_name") or ("" if at is None else assets.name[at]) or key)
        return Place(
            key=key,
            kind="zone" if at is None else "asset",
            name=name,
            street=str(first.get("street") or ("" if at is None else assets.street[at])),
            zone=str(first.get("zone") or ""),
            lon=None if at is None else _number(assets.lon[at]),
            lat=None if at is None else _number(assets.lat[at]),
            builder="" if at is None else str(assets.owner[at]),
            **self._course(campaigns, out),
        )

    def _course(self, campaigns: Sequence[Document], out: Sequence[Document]) -> dict[str, Any]:
        """What becomes of a place: its campaigns, its state and why something is left out."""
        whole = [entry for entry in out if entry["works"] is None]
        state = "waiting"
        if campaigns:
            begun = {str(entry["campaign"]) for entry in campaigns}
            missing = any(
                entry["campaign"] in self._required
                and begun.isdisjoint(self._rivals.get(entry["campaign"], ()))
                for entry in whole
            )
            late = any(c["finish"] > self.last_day for c in campaigns)
            state = "started" if missing or late else "completed"
        elif any(str(entry["why"]).startswith("excluded: ") for entry in whole):
            state = "excluded"
        return {
            "campaigns": tuple(campaigns),
            "state": state,
            "why": str(whole[0]["why"]) if whole and not campaigns else "",
            "why_zh": str(whole[0].get("why_zh") or "") if whole and not campaigns else "",
            "left_campaigns": tuple(whole),
            "left_works": tuple(str(work) for entry in out for work in entry["works"] or ()),
        }

    @cached_property
    def _rivals(self) -> dict[str, frozenset[str]]:
        """By campaign, the modes of its place: any of them completes it."""
        keys = self.programme.campaigns.key
        units = [frozenset(str(keys[c]) for c in unit) for unit in self.programme.mode_sets]
        return {key: unit for unit in units for key in unit}

    @cached_property
    def _required(self) -> frozenset[str]:
        """Keys of campaigns with a required work."""
        facts, campaigns = self.programme.facts, self.programme.campaigns
        return frozenset(str(campaigns.key[c]) for c in set(facts.campaign[facts.required].tolist()))


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
