"""Which rules fall short in a case that no plan can meet: by how much in all, and where, in sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from planner.document.outcome_dates import unit_of_promise
from planner.report.labels import of_number, resource_label
from planner.report.rule_names import rule_label
from planner.report.units import count, plain, wan
from planner.report.where import row_names, where_label
from planner.words import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.study.solved import Planned
    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.plan.gave_way import GaveWay

    Amounts = Mapping[int | None, float]

_SHOWN = 5
"""Places that a sentence tells, the most first; the document holds all."""
_DATED = re.compile(r"(.*?),? ?(?<!\d)(\d{4})(?:Q\d|H\d|-\d\d)?")
"""A place that ends with a year, or with a period of one."""
_OF_STARTS = ("must_start", "pinned", "modes")
"""Rules whose places are campaigns: they are told by street."""


def fell_short(one: Planned) -> list[dict[str, Any]]:
    """Return, for each rule that gave way in a case, by how much it did; nothing where every rule is kept.

    ``amount`` is in ``unit`` (money in yuan). ``places`` are funds, streets, trades or targets, with
    ``years`` of each: a year (None: no year) and its amount. Campaigns that do not start count by street.
    """
    found: dict[tuple[str, str], list[GaveWay]] = defaultdict(list)
    for entry in one.solve.gave_way:
        found[entry.rule, entry.unit].append(entry)
    if not found:
        return []
    streets = _streets(one.case.programme)
    return [_told(one.case.programme, key, _by_place(of, streets)) for key, of in found.items()]


def _streets(programme: Programme) -> dict[str, str]:
    """Return the street of each campaign, by its key and by that of its place."""
    known = programme.campaigns
    return {
        **dict(zip(known.place.tolist(), known.street.tolist(), strict=True)),
        **dict(zip(known.key.tolist(), known.street.tolist(), strict=True)),
    }


def _by_place(entries: Sequence[GaveWay], streets: Mapping[str, str]) -> dict[str, Amounts]:
    """Return amounts by place and year, the place with most first."""
    found: dict[str, dict[int | None, float]] = defaultdict(lambda: defaultdict(float))
    for entry in entries:
        place, year = _parted(entry, streets)
        found[place][year] += entry.amount
    return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _parted(entry: GaveWay, streets: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the place where a rule gave way, and the year, None where it names none."""
    if entry.rule in _OF_STARTS:
        key = entry.where if entry.where in streets else entry.where.rpartition(" (")[0]
        return streets.get(key) or entry.where, None
    dated = None if entry.where.startswith(">") else _DATED.fullmatch(entry.where)
    if dated is None:
        return "after the plan" if entry.where.startswith(">") else entry.where, None
    return dated[1].removesuffix("year"), int(dated[2])


def _told(programme: Programme, key: tuple[str, str], places: Mapping[str, Amounts]) -> dict[str, Any]:
    rule, unit = key
    amount = sum(sum(years.values()) for years in places.values())
    spoken = {lang: _Spoken(programme, rule, unit, words(lang)) for lang in LANGUAGES}
    en, zh = (spoken[lang].sentence(amount, places) for lang in ("en", "zh"))
    return {
        "rule": rule,
        "label": rule_label(rule, words("en")),
        "label_zh": rule_label(rule, words("zh")),
        "amount": round(amount, 6),
        "unit": unit,
        "places": [
            {
                "place": place,
                "label": spoken["en"].place(place),
                "label_zh": spoken["zh"].place(place),
                "years": [{"year": year, "amount": round(years[year], 6)} for year in _in_order(years)],
            }
            for place, years in places.items()
        ],
        "sentence": en,
        "sentence_zh": zh,
    }


def _in_order(years: Amounts) -> list[int | None]:
    return sorted(years, key=lambda year: year or 0)


class _Spoken:
    """Says in one language by how much a rule fell short."""

    def __init__(self, programme: Programme, rule: str, unit: str, t: Words) -> None:
        self._rule, self._money, self._t = rule, unit == "yuan", t
        self._unit = unit_of_promise(programme, unit, t)
        self._names = row_names(programme, t)

    def sentence(self, amount: float, places: Mapping[str, Amounts]) -> str:
        """Return the rule, by how much it gives way in all, and where."""
        t = self._t
        told = [self._of_place(*item) for item in list(places.items())[:_SHOWN]]
        if len(places) > _SHOWN:
            told.append(t("and {n} more", n=count(len(places) - _SHOWN)))
        return t(
            "{rule}: short by {amount} ({places})",
            rule=rule_label(self._rule, t),
            amount=self._amount(amount),
            places=t.pick("; ", "；").join(told),
        )

    def place(self, place: str) -> str:
        """Return what a place is called."""
        if self._rule in ("crew_limits", "crew_floors", "preparation"):
            return resource_label(place, self._t)
        return where_label(self._rule, place, self._names, self._t) if place else ""

    def _amount(self, amount: float) -> str:
        t = self._t
        if self._money:
            return t("{amount} × 10,000 yuan", amount=wan(amount))
        return f"{plain(amount)} {of_number(self._unit, amount, t)}"

    def _of_place(self, place: str, years: Amounts) -> str:
        t = self._t
        number = wan if self._money else plain
        said = t(", ").join(
            number(years[year]) if year is None else f"{year}: {number(years[year])}"
            for year in _in_order(years)
        )
        return f"{self.place(place)} {said}".lstrip()
