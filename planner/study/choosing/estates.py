"""Estates by how sure they are: in the plan of every case, of some, or of none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.study.choosing.sentences import in_both
from planner.words import Words, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned

ALWAYS = mark(
    "In the plan of every case: {n} [estate|estates] (no regret), {same} of them in the same year in each"
)
SWING = mark("in the plan of some cases only: {n} [estate|estates]")
NEVER = mark("in the plan of no case: {n} [estate|estates]")


@dataclass(frozen=True, kw_only=True)
class Sure:
    """An estate by its id, and in which cases' plans it is: the year it first starts, by case."""

    estate: str
    name: str
    years: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class SureEstates:
    """Estates in the order of the tables: in every case's plan, in some (most often first), in none.

    ``cases`` are the names of those counted: each programme once, and only where there is a plan.
    """

    cases: tuple[str, ...]
    always: tuple[Sure, ...]
    swing: tuple[Sure, ...]
    never: tuple[Sure, ...]


def sure_estates(found: Sequence[Planned]) -> SureEstates:
    """Return which estates with campaigns are in all, some and none of the cases' plans."""
    counted = [one for one in found if not one.case.same_as and one.solve.plan is not None]
    names: dict[str, str] = {}
    years: dict[str, dict[str, int]] = {}
    for one in counted:
        for estate, (name, year) in _begun(one).items():
            names.setdefault(estate, name)
            told = years.setdefault(estate, {})
            if year is not None:
                told[one.case.name] = year
    all_ = [Sure(estate=estate, name=names[estate], years=told) for estate, told in years.items()]
    often = [one for one in all_ if 0 < len(one.years) < len(counted)]
    return SureEstates(
        cases=tuple(one.case.name for one in counted),
        always=tuple(one for one in all_ if len(one.years) == len(counted)),
        swing=tuple(sorted(often, key=lambda one: -len(one.years))),
        never=tuple(one for one in all_ if not one.years),
    )


def _begun(one: Planned) -> dict[str, tuple[str, int | None]]:
    """Return each estate that has campaigns with its name and the year of its first start (None: none)."""
    programme, plan = one.case.programme, one.solve.plan
    assert plan is not None
    campaigns, estates = programme.campaigns, programme.estates
    starts = {start.campaign: start.start.year for start in plan.campaigns}
    found: dict[str, tuple[str, int | None]] = {}
    for key, row in zip(map(str, campaigns.key), campaigns.estate.tolist(), strict=True):
        if row < 0:
            continue
        known, year = str(estates.id[row]), starts.get(key)
        before = found.get(known, ("", None))[1]
        first = min((y for y in (before, year) if y is not None), default=None)
        found[known] = (str(estates.name[row]), first)
    return found


def estates_of(found: SureEstates) -> dict[str, Any]:
    """Return what the comparison holds under ``estates``.

    Each with ``years`` by case; swing estates with the cases they are in and out of and the share of cases.
    """
    return {
        "cases": list(found.cases),
        "always": [_told(one) for one in found.always],
        "swing": [
            {
                **_told(one),
                "cases_in": list(one.years),
                "cases_out": [case for case in found.cases if case not in one.years],
                "share": len(one.years) / len(found.cases),
            }
            for one in found.swing
        ],
        "never": [_told(one) for one in found.never],
        "sentence": in_both(lambda t: _sentence(found, t)),
    }


def _told(one: Sure) -> dict[str, Any]:
    return {
        "estate": one.estate,
        "name": one.name,
        "years": one.years,
        "first": min(one.years.values(), default=None),
        "last": max(one.years.values(), default=None),
    }


def _sentence(found: SureEstates, t: Words) -> str:
    parts = ((ALWAYS, found.always), (SWING, found.swing), (NEVER, found.never))
    same = sum(len(set(one.years.values())) == 1 for one in found.always)
    return t.pick("; ", "；").join(t(text, n=len(held), same=same) for text, held in parts)
