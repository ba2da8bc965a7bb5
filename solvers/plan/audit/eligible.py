"""Funds by name, and which of them may pay what (docs/meaning.md, 5.2, 5.3, 5.7, 10.6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scenarios.tables.where import select
from solvers.plan.audit.shares import as_written
from solvers.plan.audit.terms import Terms, floor_of, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from scenarios.model.programme import Programme
    from scenarios.tables.catalogue import WorkTypes

PAYERS = {
    "utility": "utility",
    "resident": "resident",
    "maintenance": "resident",
    "society": "society",
}
"""Who pays with a fund of each kind; all other kinds are the government's."""
PAYS_FOR = {"resident": {"resident"}, "utility": {"utility"}, "government": {"government", "society"}}
"""Payers whose funds may pay each owner's part."""


@dataclass(frozen=True, kw_only=True)
class FundRow:
    """Money of a fund in a year, in fen; ``last_year`` is the last in which it may be used, None: no end.

    ``floor`` is the least that must be drawn of the fund in the year.
    """

    year: int
    limit: int
    last_year: int | None
    floor: int = 0


@dataclass(frozen=True, kw_only=True)
class FundGiven:
    """A fund. ``estates`` are the rows of estates that meet its condition, None where it has none.

    ``by_estate``: whether what it pays is told estate by estate, for a cap or a matching of scope estate.
    """

    name: str
    kind: str
    payer: str
    classes: frozenset[str]
    work_types: frozenset[str]
    streets: frozenset[str]
    estates: frozenset[int] | None
    backs: frozenset[str]
    carry_share: Fraction
    rows: tuple[FundRow, ...]
    terms: Terms
    by_estate: bool

    def may_pay(self, *, work_type: str, work_class: str, street: str, estate: int) -> bool:
        """Return whether it may pay for a work of a type at a place (``estate`` −1: a zone or asset)."""
        return (
            (not self.classes or work_class in self.classes)
            and (not self.work_types or work_type in self.work_types)
            and (not self.streets or street in self.streets)
            and (self.estates is None or estate in self.estates)
        )


class ClaimGroup(NamedTuple):
    """The funds that may pay parts, in table order, and the estate these are at, '' where that is all one."""

    funds: tuple[str, ...]
    estate: str = ""

    @property
    def name(self) -> str:
        """Its name in a plan."""
        return "+".join(self.funds) + (f"@{self.estate}" if self.estate else "")


@dataclass(frozen=True, kw_only=True)
class Payers:
    """Claim groups of a work's parts; those behind an unpaid part are None where nobody backs it."""

    resident: ClaimGroup
    utility: ClaimGroup
    government: ClaimGroup
    behind_resident: ClaimGroup | None
    behind_utility: ClaimGroup | None


def funds_of(programme: Programme) -> Mapping[str, FundGiven]:
    """Return the funds by name; a fund's conditions and terms are the same in all its years."""
    table = programme.funds
    rows: dict[str, list[int]] = {}
    for row, name in enumerate(table.fund.tolist()):
        rows.setdefault(name, []).append(row)
    terms = {name: terms_of(table, own[0]) for name, own in rows.items()}
    by_estate = {name for name, own in terms.items() if own.caps and own.cap_scope == "estate"}
    for name, own in terms.items():
        if own.match is not None and own.match.scope == "estate":
            by_estate |= {name, own.match.by}
    return {name: _fund(programme, name, own, terms[name], name in by_estate) for name, own in rows.items()}


def _fund(programme: Programme, name: str, rows: list[int], terms: Terms, by_estate: bool) -> FundGiven:
    table, first = programme.funds, rows[0]
    ends = table.given.get("carry_last_year")
    condition = str(table.attribute[first])
    return FundGiven(
        name=name,
        kind=str(table.kind[first]),
        payer=PAYERS.get(str(table.kind[first]), "government"),
        classes=frozenset(table.classes[first]),
        work_types=frozenset(table.work_types[first]),
        streets=frozenset(table.streets[first]),
        estates=frozenset(select(programme.estates, condition).nonzero()[0].tolist()) if condition else None,
        backs=frozenset(table.backs[first]),
        carry_share=as_written(float(table.carry_share[first])),
        rows=tuple(
            FundRow(
                year=int(table.year[row]),
                limit=int(table.limit[row]),
                last_year=int(table.carry_last_year[row]) if ends is not None and ends[row] else None,
                floor=floor_of(table, row),
            )
            for row in sorted(rows, key=lambda row: int(table.year[row]))
        ),
        terms=terms,
        by_estate=by_estate,
    )


def claim_group(funds: Mapping[str, FundGiven], names: tuple[str, ...], estate: str) -> ClaimGroup:
    """Return the claim group of parts that some funds may pay at an estate, '' at no single estate."""
    return ClaimGroup(names, estate if any(funds[name].by_estate for name in names) else "")


def who_may_pay(
    funds: Mapping[str, FundGiven], types: WorkTypes, t: int, *, street: str, estate: int, place: str
) -> Payers:
    """Return who may pay the parts of a work of a type (a row of work_types) at a place.

    ``estate`` is the place's row in estates, −1 for zones and assets.
    """
    kind, work_class = str(types.id[t]), str(types.work_class[t])
    fit = [
        fund
        for fund in funds.values()
        if fund.may_pay(work_type=kind, work_class=work_class, street=street, estate=estate)
    ]

    def group(names: Iterable[str]) -> ClaimGroup:
        return claim_group(funds, tuple(names), place if estate >= 0 else "")

    def owed_by(owner: str) -> ClaimGroup:
        return group(fund.name for fund in fit if fund.payer in PAYS_FOR[owner])

    def behind(payer: str) -> ClaimGroup | None:
        if not any(payer in fund.backs for fund in funds.values()):
            return None
        return group(fund.name for fund in fit if payer in fund.backs)

    return Payers(
        resident=owed_by("resident"),
        utility=owed_by("utility"),
        government=owed_by("government"),
        behind_resident=behind("resident"),
        behind_utility=behind("utility"),
    )
