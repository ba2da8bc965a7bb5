"""Plans and sentences of many cases in little room: each thing once, the cases hold its numbers.

The starts of a campaign in all cases are few, so they are listed once as its variants. Sentences that differ
in their numbers alone are one template with the numbers beside it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
HOLE = "\x01"
"""What stands for a number in a template."""


@dataclass(eq=False)
class Plans:
    """Plans told by the numbers of their campaigns' variants; days count from ``first``.

    ``campaigns`` holds ``[key, place, works, worksets, variants]``: ``place`` an estate's code, or name and
    street where it is none; ``works`` by name, ``worksets`` lists of their places, ``variants``
    ``[first day, last day, yuan, workset]``.
    """

    first: datetime.date
    campaigns: list[list[Any]] = field(default_factory=list)
    _at: dict[str, int] = field(default_factory=dict)
    _seen: list[dict[tuple[Any, ...], int]] = field(default_factory=list)

    def told(self, plan: Mapping[str, Any] | None) -> list[int] | None:
        """Return the number of each campaign's variant, −1 where it does not start; None without a plan.

        Later campaigns may follow: what lies beyond the end of a list does not start.
        """
        if plan is None:
            return None
        found: dict[int, int] = {}
        for one in plan["campaigns"]:
            number = self._campaign(one)
            found[number] = self._variant(number, one)
        return [found.get(number, -1) for number in range(max(found, default=-1) + 1)]

    def _campaign(self, one: Mapping[str, Any]) -> int:
        number = self._at.setdefault(one["campaign"], len(self.campaigns))
        if number == len(self.campaigns):
            place = one["estate"] or [one["estate_name"], one["street"], one["households"]]
            self.campaigns.append([one["campaign"], place, [], [], []])
            self._seen.append({})
        return number

    def _variant(self, number: int, one: Mapping[str, Any]) -> int:
        finish = one["finish"] and self._day(one["finish"])
        key = (self._day(one["start"]), finish, round(one["cost"]), *one["works"])
        seen = self._seen[number]
        if key not in seen:
            seen[key] = len(seen)
            _, _, works, worksets, variants = self.campaigns[number]
            works += [work for work in one["works"] if work not in works]
            workset = sorted(works.index(work) for work in one["works"])
            if workset not in worksets:
                worksets.append(workset)
            variants.append([*key[:3], worksets.index(workset)])
        return seen[key]

    def _day(self, iso: str) -> int:
        return (datetime.date.fromisoformat(iso) - self.first).days


@dataclass(eq=False)
class Sentences:
    """Sentences in two languages by the number of their template, with the numbers in them as they stand."""

    templates: list[list[str]] = field(default_factory=list)
    _at: dict[tuple[str, str], int] = field(default_factory=dict)

    def told(self, en: str, zh: str) -> list[Any]:
        """Return ``[template, numbers]``, or ``[template, numbers, Chinese numbers]`` where those differ."""
        number = self._number(_NUMBER.sub(HOLE, en), _NUMBER.sub(HOLE, zh))
        numbers = ["|".join(_NUMBER.findall(text)) for text in (en, zh)]
        return [number, numbers[0]] if numbers[0] == numbers[1] else [number, *numbers]

    def _number(self, en: str, zh: str) -> int:
        number = self._at.setdefault((en, zh), len(self.templates))
        if number == len(self.templates):
            self.templates.append([en] if en == zh else [en, zh])
        return number


@dataclass(eq=False)
class Listed:
    """Values each listed once, referred to by their place in ``values``."""

    values: list[Any] = field(default_factory=list)
    _at: dict[str, int] = field(default_factory=dict)

    def at(self, value: Any) -> int:
        """Return the place of a value in the list."""
        key = repr(value)
        if key not in self._at:
            self._at[key] = len(self.values)
            self.values.append(value)
        return self._at[key]


def money(plan: Mapping[str, Any] | None, years: Sequence[int]) -> list[list[int]]:
    """Return cost and public money of each year in whole yuan."""
    by = {row["year"]: row for row in (plan or {}).get("by_year", ())}
    return [[round(by[year][key]) if year in by else 0 for key in ("cost", "public_money")] for year in years]
