"""A selection as a programme of our own model: what is chosen in the instance is what starts in the plan.

All happens in one plan year. An item is an estate, required where exactly one of its options must be chosen.
An option is a campaign, options of one item are modes that exclude each other. What an option uses of a limit
is the cost of a required work of no days, of a type that only the limit's own fund may pay for; so the
fund's limit is the instance's. What an option is worth comes in through the table benefits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from benchmarks.published.money import factor_of, yuan
from scenarios.read import programme_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from benchmarks.published.values import Item, Option, Selection
    from scenarios.model.programme import Programme

Row = dict[str, Any]
Choice = TypeVar("Choice")

NOTHING = "nothing"
"""Type of the works that use nothing, where an option needs a work to be there at all."""


@dataclass(frozen=True, kw_only=True)
class Mapped(Generic[Choice]):
    """A programme made of an instance, and what each of its campaigns stands for."""

    programme: Programme
    campaigns: Mapping[str, Choice]


def selection_as_programme(selection: Selection) -> Mapped[tuple[Item, Option]]:
    """Return the programme of a selection; raises NotExactError where amounts do not fit into fen."""
    limits = range(len(selection.limits))
    factors = [_factor(selection, limit) for limit in limits]
    rows = base_rows([f"limit{k}" for k in limits])
    for k, limit in enumerate(selection.limits):
        rows["funds"].append(fund_row(f"limit{k}", 2001, limit.amount, factors[k]))
    campaigns: dict[str, tuple[Item, Option]] = {}
    most = max(len(item.options) for item in selection.items)
    for number, item in enumerate(selection.items):
        place = f"item{number}"
        rows["estates"].append(estate_row(place, must=item.must))
        for which, option in enumerate(item.options):
            part = "" if len(item.options) == 1 else f"option{which}"
            campaign = f"{place}/{part}" if part else place
            campaigns[campaign] = (item, option)
            used = [(f"limit{k}", use, factors[k]) for k, use in enumerate(option.uses) if use]
            rows["works"] += work_rows(place, part, used)
            rows["benefits"].append({"campaign": campaign, "value": float(option.value)})
    settings = base_settings(1)
    settings["rules"]["modes"] = {"words": [f"option{which}" for which in range(most)]}
    return Mapped(programme=programme_from(rows, settings), campaigns=campaigns)


def _factor(selection: Selection, limit: int) -> Decimal:
    used = (option.uses[limit] for item in selection.items for option in item.options)
    return factor_of([selection.limits[limit].amount, *used])


def base_rows(types: Sequence[str]) -> dict[str, list[Row]]:
    """Return tables with a work type of no days for each name and one for works that use nothing."""
    return {
        "estates": [],
        "works": [],
        "benefits": [],
        "work_types": [
            {"id": name, "name": name, "work_class": "basic", "fixed_days": 0} for name in (*types, NOTHING)
        ],
        "funds": [{"fund": NOTHING, "kind": "city", "year": 2001, "limit": 0, "work_types": NOTHING}],
    }


def base_settings(periods: int) -> Row:
    """Return the settings of a plan of so many years from 2001 on, in which nothing must start by itself."""
    return {
        "first_period": "2001",
        "period": "year",
        "periods": periods,
        "working_days": [1, 2, 3, 4, 5, 6, 7],
        "rules": {"start_once": {"must_start": False}},
    }


def estate_row(place: str, *, must: bool) -> Row:
    """Return an estate of no size, of which something must start or nothing need."""
    return {"id": place, "name": place, "street": "all", "households": 1, "required": "yes" if must else "no"}


def fund_row(name: str, year: int, amount: Decimal, factor: Decimal, least: Decimal | None = None) -> Row:
    """Return a year of the fund that alone may pay for works of the type of its name."""
    row: Row = {"fund": name, "kind": "city", "year": year, "limit": yuan(amount, factor), "work_types": name}
    return row if least is None else row | {"floor": yuan(least, factor)}


def work_rows(place: str, part: str, used: Sequence[tuple[str, Decimal, Decimal]]) -> list[Row]:
    """Return the required works of a campaign: one for each (type, use, factor), or one that uses nothing."""
    same: Row = {"place": place, "campaign": part, "quantity": 1, "required": "yes", "need": 0}
    if not used:
        return [{**same, "work_type": NOTHING, "cost": 0}]
    return [{**same, "work_type": name, "cost": yuan(use, factor)} for name, use, factor in used]
