"""Who may pay what: parts of works' costs, and the money funds can ever give (docs/meaning.md, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.noted import given, is_in
from scenarios.tables.where import select

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.column import Counts, Flags, Money

GOVERNMENT, RESIDENT, UTILITY, RESIDENT_GAP, UTILITY_GAP = range(5)
PAYERS = ("government", "residents", "utilities", "residents' unpaid part", "utilities' unpaid part")
PAYERS_ZH = ("财政", "居民", "专营单位", "居民未到位部分", "专营单位未到位部分")
_PAYER_OF_KIND = {"utility": (UTILITY,), "resident": (RESIDENT,), "maintenance": (RESIDENT,)}


@dataclass(frozen=True, kw_only=True, eq=False)
class Payers:
    """Parts of costs, axis ``(part,)``, and funds, axis ``(fund,)``.

    ``work`` counts in facts, ``amount`` is in fen, ``may`` has axes ``(part, fund)``. ``row`` is a fund's
    first row. ``money`` is all that a fund can ever give in plan years, in fen; ``unusable`` are rows of the
    table funds with a limit that no plan year can use.
    """

    work: Counts
    payer: Counts
    amount: Money
    may: Flags
    fund: tuple[str, ...]
    row: Counts
    money: Money
    unusable: Counts


def payers_of(programme: Programme) -> Payers:
    """Return the parts of all costs and the funds that may pay each."""
    table = programme.funds
    first: dict[str, int] = {}
    for row, name in enumerate(table.fund):
        first.setdefault(str(name), row)
    rows = np.array(list(first.values()), dtype=np.int64)
    work, payer, amount = _parts(programme, {name for row in rows for name in table.backs[row]})
    usable = _usable(programme)
    index = {name: f for f, name in enumerate(first)}
    money = np.zeros(len(first), dtype=np.int64)
    np.add.at(money, np.array([index[str(name)] for name in table.fund], dtype=np.int64), usable)
    may = np.ones((len(work), len(rows)), dtype=bool)
    for fund, row in enumerate(rows.tolist()):
        may[:, fund] = _takes(programme, row)[work] & _answers(programme, row)[payer]
    return Payers(
        work=work,
        payer=payer,
        amount=amount,
        may=may,
        fund=tuple(first),
        row=rows,
        money=money,
        unusable=np.flatnonzero((usable == 0) & (table.limit > 0)),
    )


def _parts(programme: Programme, backed: set[str]) -> tuple[Counts, Counts, Money]:
    facts, types = programme.facts, programme.work_types
    paid, unpaid = [], []
    for name in ("resident", "utility"):
        nominal = getattr(types, f"{name}_share")
        realised = getattr(types, f"{name}_share_realised")
        realised = np.where(given(types, f"{name}_share_realised"), realised, nominal)
        paid.append(np.rint(facts.cost * realised[facts.work_type]).astype(np.int64))
        gap = np.rint(facts.cost * nominal[facts.work_type]).astype(np.int64) - paid[-1]
        unpaid.append(np.maximum(gap, 0) * (name in backed))
    rest = facts.cost - sum(paid) - sum(unpaid)
    amounts = np.stack([rest, *paid, *unpaid])
    payer, work = np.nonzero(amounts)
    return work, payer, amounts[payer, work]


def _usable(programme: Programme) -> Money:
    """Return what each fund-year row can give in plan years at most, in fen."""
    table, years = programme.funds, programme.clock.years
    final = np.where(given(table, "carry_last_year"), table.carry_last_year, years[-1])
    final = np.where(table.carry_share > 0, np.maximum(final, table.year), table.year)
    before = np.maximum(years[0] - table.year, 0)
    amount = np.floor(table.limit * np.where(before > 0, table.carry_share**before, 1.0)).astype(np.int64)
    return np.where((table.year <= years[-1]) & (final >= years[0]), amount, 0)


def _takes(programme: Programme, row: int) -> Flags:
    """Return the works whose class, type, street and estate a fund takes."""
    table, facts, campaigns = programme.funds, programme.facts, programme.campaigns
    types, takes = programme.work_types, np.ones(len(facts), dtype=bool)
    if table.classes[row]:
        takes &= is_in(types.work_class, table.classes[row])[facts.work_type]
    if table.work_types[row]:
        takes &= is_in(types.id, table.work_types[row])[facts.work_type]
    if table.streets[row]:
        takes &= is_in(campaigns.street, table.streets[row])[facts.campaign]
    if table.attribute[row]:
        holds = select(programme.estates, str(table.attribute[row]))
        at = campaigns.estate[facts.campaign]
        takes &= (at >= 0) & holds[np.maximum(at, 0)]
    return takes


def _answers(programme: Programme, row: int) -> Flags:
    """Return the payers whose parts a fund may pay."""
    table = programme.funds
    own = _PAYER_OF_KIND.get(str(table.kind[row]), (GOVERNMENT,))
    backs = table.backs[row]
    return np.array([p in own for p in range(3)] + ["resident" in backs, "utility" in backs], dtype=bool)


def cannot_be_paid(payers: Payers, works: int) -> Flags:
    """Return the works of which some part no fund with money may pay, axis ``(work,)``."""
    alone = ~(payers.may & (payers.money > 0)).any(axis=1)
    found = np.zeros(works, dtype=bool)
    found[payers.work[alone]] = True
    return found


def by_claim(payers: Payers, which: Flags) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return what the chosen parts cost by who may pay them: sets of funds ``(group, fund)`` and sums."""
    if not which.any():
        return np.zeros((0, len(payers.fund)), dtype=bool), np.zeros(0, dtype=np.int64)
    packed = np.packbits(payers.may[which], axis=1)
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).reshape(-1)
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    total = np.zeros(len(first), dtype=np.int64)
    np.add.at(total, group.reshape(-1), payers.amount[which])
    return payers.may[which][first], total
