"""The honest rival: campaigns by benefit per yuan, each as early as everything allows.

Then optional works the same way.

This is what a careful planner does by hand in a spreadsheet. It keeps every rule it can see as it goes,
and never looks back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.plan.to_open import ToOpen
from solvers.plan.within_terms import WithinTerms
from solvers.plan.zone_by_zone import all_or_none, in_order, years_of, zones_of_one_year
from solvers.program.columns import values_at
from solvers.rules.aim import worth
from solvers.rules.order import campaigns_before
from solvers.rules.starts import building_sets
from solvers.rules.volume import published_periods
from solvers.rules.windows import pinned_campaigns

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from solvers.rules.block import Given
    from solvers.rules.program import PhasingProgram

_MONEY = ("money_due_drawn", "fund_limits")
_MADE_ROOM = ("stability", "street_shares")
"""Rules whose own columns make room at a price, or count: they do not stop greedy."""
_SLACK = 1e-7


_TRIES = 4
"""Times that campaigns which found no room are moved to the front before greedy gives up on them."""


class _Ledger:
    """What is still free: room in rows, and money by vintage."""

    def __init__(self, program: PhasingProgram) -> None:
        arrays, given = program.arrays, program.given
        self.given = given
        self.columns = sparse.csc_array(arrays.matrix)
        self.room = arrays.row_high.copy()
        for held in program.placed:
            if held.rule.name in _MONEY:
                self.room[held.first : held.first + len(held.block.low)] = np.inf
            if held.rule.name in _MADE_ROOM:
                own = (held.block.column >= given.columns.count) & (held.block.value < 0)
                self.room[held.first + held.block.row[own]] = np.inf
        self.x = np.zeros(arrays.columns)
        self.money: list[int] = given.claims.funds.amount.tolist()
        order = np.argsort(given.claims.work, kind="stable")
        ends = np.searchsorted(given.claims.work[order], np.arange(len(given.programme.facts) + 1))
        self.parts = [order[ends[w] : ends[w + 1]] for w in range(len(given.programme.facts))]
        self.payers = _payers(given)
        self.wanted = _wanted(program)
        self.to_open = ToOpen(given)
        self.terms = WithinTerms(program, self.columns)
        rules = {held.rule.name for held in program.placed}
        sets = building_sets(given.programme) if "all_buildings" in rules else []
        self.together = {w: [v for v in members if v != w] for members in sets for w in members}
        sets_of_modes = given.programme.mode_sets if "modes" in rules else ()
        self.rivals = {c: [d for d in unit if d != c] for unit in sets_of_modes for c in unit}
        self.published = published_periods(given.programme) if "stability" in rules else {}

    def with_theirs(self, works: list[int], done: list[int]) -> list[int]:
        """Return works with those at the other buildings that must be done with them or with ``done``."""
        more = [v for w in (*done, *works) for v in self.together.get(w, ())]
        return list(dict.fromkeys(w for w in (*works, *more) if w not in done))

    def keep(self) -> Callable[[], None]:
        """Return what takes everything back to how it is now."""
        room, x, money, back = self.room.copy(), self.x.copy(), self.money.copy(), self.to_open.keep()

        def restore() -> None:
            self.room, self.x, self.money = room, x, money
            back()

        return restore

    def take(self, columns: list[int], works: list[int], period: int, campaign: int | None = None) -> bool:
        """Set columns to 1, with what must be opened for them and the money, where all has room for it.

        ``campaign`` is the one that starts with the ``works``, None where it has started already. Say
        whether there was room.
        """
        openings = self.to_open.needed(campaign, works, period)
        columns = [*columns, *(int(self.given.columns.open[opening]) for opening in openings)]
        rows, used = self._used(columns)
        if (used > np.maximum(self.room[rows], 0.0) + _SLACK).any():
            return False
        spent: dict[int, float] = {}
        left = self._paid(works, period, openings, spent)
        if left is None:
            return False
        self.money = left
        self.room[rows] -= used
        self.room[list(spent)] -= list(spent.values())
        self.x[columns] = 1.0
        self.to_open.open(openings)
        return True

    def _used(self, columns: list[int]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the rows that columns touch, and what they use of each."""
        spans = [slice(self.columns.indptr[c], self.columns.indptr[c + 1]) for c in columns]
        rows = np.concatenate([self.columns.indices[s] for s in spans])
        used = np.concatenate([self.columns.data[s] for s in spans])
        if len(columns) == 1:
            return rows, used
        rows, at = np.unique(rows, return_inverse=True)
        return rows, np.bincount(at, used, len(rows)).astype(np.float64)

    def _paid(
        self, works: list[int], period: int, openings: list[tuple[int, int]], spent: dict[int, float]
    ) -> list[int] | None:
        """Return the money left once the works and openings are paid, None where it is short.

        ``spent`` is told what the payments take of the rows of funds' terms.
        """
        claims = self.given.claims
        parts = np.concatenate([self.parts[w] for w in works]) if works else np.zeros(0, dtype=np.int64)
        due = np.zeros((len(claims.names), self.given.due.years), dtype=np.int64)
        np.add.at(due, claims.group[parts], self.given.due.table[parts, period, :-1])
        self.to_open.add_setups(due, openings)
        left = self.money.copy()
        for group, year in zip(*np.nonzero(due), strict=True):
            owed = int(due[group, year])
            for vintage in self.payers[group][year]:
                paid = min(owed, left[vintage])
                if self.terms.there and paid:
                    draw = (int(claims.funds.fund[vintage]), int(group), int(year))
                    paid = int(min(paid, self.terms.most(self.room, spent, *draw)))
                    self.terms.pay(spent, *draw, paid)
                left[vintage] -= paid
                owed -= paid
                if not owed:
                    break
            if owed:
                return None
        return left


def _payers(given: Given) -> list[list[list[int]]]:
    """Return the vintages that may pay each claim group in each year, narrow and soon lapsing money first.

    Money that shrinks when it is carried over is used in its own year only.
    """
    claims, funds = given.claims, given.claims.funds
    narrow = claims.may_pay.sum(axis=0)[funds.fund]
    order = np.lexsort((funds.year, funds.last, narrow))
    keeps = funds.carry_share[funds.fund] == 1
    found = []
    for group in range(len(claims.names)):
        may = claims.may_pay[group][funds.fund]
        years = range(given.due.years)
        in_year = [may & ((funds.year == y) | (keeps & (funds.year <= y) & (y <= funds.last))) for y in years]
        found.append([order[able[order]].tolist() for able in in_year])
    return found


def greedy_point(program: PhasingProgram) -> NDArray[np.float64]:
    """Return the whole columns of the point that greedy reaches, NaN elsewhere.

    What found no room does not start. Where a target is missed, it begins again with the cheapest places,
    which brings most of them under way soonest.
    """
    for cheapest_first in (False, True):
        ledger, stuck = _started(program, _campaign_order(program, cheapest_first=cheapest_first))
        _include_optional(program, ledger)
        if not stuck and _targets_met(program, ledger.x):
            break
    return np.where(program.arrays.whole, ledger.x, np.nan)


def _started(program: PhasingProgram, order: list[int]) -> tuple[_Ledger, list[int]]:
    """Return the ledger once campaigns are started in order, and those that must start but found no room.

    These are moved to the front, behind the pinned ones, and all is done again, a few times.
    """
    before, pinned = campaigns_before(program.given.programme), pinned_campaigns(program.given.programme)
    for _ in range(_TRIES):
        ledger = _Ledger(program)
        stuck = _without_start(program, ledger, _place_all(program, ledger, order))
        if not stuck:
            break
        first = [c for c in order if pinned[c]]
        first += [c for late in stuck for c in (*before.get(late, ()), late) if not pinned[c]]
        order = first + [c for c in order if c not in first]
    return ledger, stuck


def _without_start(program: PhasingProgram, ledger: _Ledger, waiting: list[int]) -> list[int]:
    """Return those of the waiting campaigns that must start; not where another mode of the place has."""
    programme = program.given.programme
    started: NDArray[np.bool_] = np.any(values_at(ledger.x, program.given.columns.start) > 0.5, axis=1)
    served = {c for unit in programme.mode_sets if started[list(unit)].any() for c in unit}
    return [c for c in waiting if programme.campaigns.must_start[c] and c not in served]


def _targets_met(program: PhasingProgram, x: NDArray[np.float64]) -> bool:
    """Return whether every target's row is reached by the starts alone, soft ones left aside."""
    held = next((p for p in program.placed if p.rule.name == "targets"), None)
    if held is None:
        return True
    rows = slice(held.first, held.first + len(held.block.low))
    short = np.asarray(program.arrays.matrix @ x)[rows] < held.block.low - _SLACK
    own = held.block.column >= program.given.columns.count
    short[held.block.row[own]] = False
    return not short.any()


def _place_all(program: PhasingProgram, ledger: _Ledger, order: list[int]) -> list[int]:
    """Start campaigns in order, going round again while any finds room; return those that found none."""
    waiting, placed = _place_zones(program, ledger, order), True
    while waiting and placed:
        rest = [c for c in waiting if not _place(program, ledger, c)]
        placed, waiting = len(rest) < len(waiting), rest
    return waiting


def _place_zones(program: PhasingProgram, ledger: _Ledger, order: list[int]) -> list[int]:
    """Start campaigns in order, those of a zone of one year in the same year; return those left over."""
    given, must = program.given, program.given.programme.campaigns.must_start
    zones, years = zones_of_one_year(given), years_of(given)
    if not zones:
        return order

    def place(campaign: int, periods: list[int] | None = None) -> bool:
        return _place(program, ledger, campaign, periods)

    pinned = pinned_campaigns(given.programme)
    order = [c for c in order if not (pinned[c] and place(c))]
    waiting, placed = in_order(order, zones), True
    while waiting and placed:
        rest = [
            unit
            for unit in waiting
            if not (place(*unit) if len(unit) == 1 else all_or_none(unit, years, place, must, ledger.keep))
        ]
        placed, waiting = len(rest) < len(waiting), rest
    started: NDArray[np.bool_] = np.any(values_at(ledger.x, given.columns.start) > 0.5, axis=1)
    return [c for c in order if not started[c]]


def _ratios(program: PhasingProgram) -> NDArray[np.float64]:
    """Return each work's benefit per 万元 when its campaign starts at once, axis ``(work,)``."""
    value = worth(program.given.programme, program.given.spans)
    ratio: NDArray[np.float64] = value.work_benefit[:, 0] / np.maximum(value.cost[:, 0], 1e-6)
    return ratio


def _campaign_order(program: PhasingProgram, *, cheapest_first: bool) -> list[int]:
    """Return the pinned, then pilots, then those that must start; in each by benefit per yuan, or cost."""
    programme = program.given.programme
    value = worth(programme, program.given.spans)
    facts = programme.facts
    benefit = value.campaign_benefit.max(axis=1, initial=0.0)
    cost = np.zeros(len(benefit))
    np.add.at(benefit, facts.campaign, np.where(facts.required, value.work_benefit[:, 0], 0.0))
    np.add.at(cost, facts.campaign, np.where(facts.required, value.cost[:, 0], 0.0))
    first = pinned_campaigns(programme)
    keys = (
        cost if cheapest_first else -benefit / np.maximum(cost, 1e-6),
        ~programme.campaigns.must_start,
        ~programme.campaigns.pilot,
        ~first,
    )
    return [int(c) for c in np.lexsort(keys)]


def _place(program: PhasingProgram, ledger: _Ledger, campaign: int, periods: list[int] | None = None) -> bool:
    """Start a campaign in the first period (of ``periods``; None: of all) that has room; say whether one had.

    The cheapest of alternatives come first, and optional works that a hard target counts come along where
    there is room for them too.
    """
    given = program.given
    facts, columns = given.programme.facts, given.columns
    if any((values_at(ledger.x, columns.start[c]) > 0.5).any() for c in ledger.rivals.get(campaign, ())):
        return False
    members = np.flatnonzero(facts.campaign == campaign)
    plain = [int(w) for w in members if not columns.chosen[w]]
    wanted = [
        int(w) for w in members if ledger.wanted[w] and not facts.required[w] and facts.alternatives[w] < 0
    ]
    groups: dict[int, list[int]] = {}
    for work in members[(facts.alternatives[members] >= 0)].tolist():
        groups.setdefault(int(facts.alternatives[work]), []).append(work)
    strict = [sorted(g, key=lambda w: facts.cost[w]) for g in groups.values() if facts.required[g].any()]
    for more in (wanted, []) if wanted else ([],):
        for period in _open_periods(program, ledger, campaign):
            if periods is not None and period not in periods:
                continue
            open_ = [[w for w in group if columns.work[w, period] >= 0] for group in strict]
            if not all(open_):
                continue
            for pick in range(max((len(group) for group in open_), default=1)):
                chosen = [*more, *(group[min(pick, len(group) - 1)] for group in open_)]
                chosen = ledger.with_theirs(chosen, plain)
                if (columns.work[chosen, period] < 0).any():
                    continue
                taken = [int(columns.start[campaign, period]), *columns.work[chosen, period].tolist()]
                if ledger.take(taken, plain + chosen, period, campaign):
                    return True
    return False


def _open_periods(program: PhasingProgram, ledger: _Ledger, campaign: int) -> list[int]:
    """Return the periods in which a campaign may start, the published one first."""
    found = np.flatnonzero(program.given.columns.start[campaign] >= 0).tolist()
    return sorted(found, key=lambda t: t != ledger.published.get(campaign, -1))


def _include_optional(program: PhasingProgram, ledger: _Ledger) -> None:
    """Include optional works while money lasts: those that a hard target counts, then by benefit per yuan."""
    given = program.given
    facts, columns = given.programme.facts, given.columns
    started = values_at(ledger.x, columns.start) > 0.5
    period = np.where(started.any(axis=1), started.argmax(axis=1), -1)[facts.campaign]
    ratio, wanted = _ratios(program), ledger.wanted
    free = columns.chosen & ~facts.required & (period >= 0)
    for work in sorted(np.flatnonzero(free).tolist(), key=lambda w: (not wanted[w], -ratio[w])):
        works = ledger.with_theirs([work], [])
        held = columns.work[works, period[work]]
        if (held >= 0).all() and not (ledger.x[held] > 0.5).any() and (ratio[work] > 0 or wanted[work]):
            ledger.take(held.tolist(), works, int(period[work]))


def _wanted(program: PhasingProgram) -> NDArray[np.bool_]:
    """Return which works a hard target on quantity counts, axis ``(work,)``."""
    programme = program.given.programme
    table = programme.targets
    kinds = {str(k) for k, s in zip(table.work_type, table.strength, strict=True) if k and s == "hard"}
    return np.isin(programme.work_types.id, list(kinds))[programme.facts.work_type]
