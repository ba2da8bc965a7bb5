"""The method of equal shares: each voter holds the same share of the budget and pays only for her wishes.

Peters, Skowron: Proportionality and the Limits of Welfarism (EC 2020); for costs and any additive utilities
Peters, Pierczyński, Skowron: Proportional Participatory Budgeting with Additive Utilities (NeurIPS 2021). A
project is bought when those who want it can pay for it together. Of those that can be bought the next is the
one whose payers pay least for a unit of utility, ρ: each pays ρ × her utility, or all she has left where that
is less. So every group of voters with wishes in common gets what its share of the budget can pay.

Nothing is rounded: what voters hold are whole numerators over one common denominator. Floats only sort out
which projects cannot be next, with room for their error, so ties are true ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from solvers.menus.election import Chosen
from solvers.menus.greedy import greedy_approval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.menus.election import Ballots, Election

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Exact = NDArray[np.object_]
    """Whole numbers of any length."""

Utility: TypeAlias = Literal["cost", "cardinality", "points"]
Completion: TypeAlias = Literal["none", "increments", "utilitarian", "increments_utilitarian"]


class NoBallotsError(ValueError):
    """Only counts are known; equal shares needs to know who wants what."""


def equal_shares(
    election: Election, utility: Utility = "cost", completion: Completion = "utilitarian", step: int = 1
) -> tuple[int, ...]:
    """Return the projects chosen, in the order in which they were bought.

    ``utility`` of a voter who wants a project: its cost, 1, or the points that she gave. Ties: more points in
    all, then the lower cost, then the earlier row. A project that no longer fits into its theme's budget, or
    one of whose group is bought, is out.

    Shares alone leave money over. ``completion``: ``none`` leaves it; ``increments`` (Add1 where ``step``
    is 1) gives every voter ``step`` more units of money to begin with, again and again, and keeps the last
    choice within the budget, or the first to which nothing wanted can be added; ``utilitarian`` spends what
    is left by greedy approval; ``increments_utilitarian`` does one after the other.

    Raises NoBallotsError where the election has only counts.
    """
    if election.ballots is None:
        raise NoBallotsError("equal shares needs single ballots: from counts nobody can tell who wants what")
    market = _market(election, election.ballots, utility)
    bought = _bought(market, 0)
    if completion in ("increments", "increments_utilitarian"):
        if step < 1:
            raise ValueError("a step is at least 1")
        bought = _incremented(market, bought, step)
    if completion in ("utilitarian", "increments_utilitarian"):
        return greedy_approval(election, taken=bought)
    return bought


@dataclass(frozen=True, kw_only=True)
class _Demand:
    """Those who want a project: kinds of voters, how many of each there are, the utility to one of each.

    ``weight`` = count × utility, ``error`` how far, relatively, ρ may be off in floats.
    """

    kinds: Ints
    count: Floats
    utility: Floats
    exact_count: Exact
    exact_utility: Exact
    exact_weight: Exact
    error: float

    @property
    def weight(self) -> Floats:
        return self.count * self.utility


@dataclass(frozen=True, kw_only=True)
class _Market:
    """An election as equal shares sees it: voters with the same ballot are one kind, for they pay alike."""

    election: Election
    voters: int
    kinds: int
    demands: dict[int, _Demand]


def _market(election: Election, ballots: Ballots, utility: Utility) -> _Market:
    first, count = _kinds(ballots)
    at = np.full(ballots.voters, -1, dtype=np.int64)
    at[first] = np.arange(len(first))
    wish = np.flatnonzero(at[ballots.voter] >= 0)
    demands = {}
    for project in election.standing.tolist():
        here = wish[ballots.project[wish] == project]
        points = ballots.points[here] if utility == "points" else np.ones(len(here), dtype=np.int64)
        scale = int(election.projects.cost[project]) if utility == "cost" else 1
        demands[project] = _demand(at[ballots.voter[here]], count, points * max(scale, 1))
    return _Market(election=election, voters=ballots.voters, kinds=len(first), demands=demands)


def _kinds(ballots: Ballots) -> tuple[Ints, Ints]:
    """Return a voter of each kind of ballot, and how many voters cast it."""
    said: dict[int, list[tuple[int, int]]] = {}
    rows = zip(ballots.voter.tolist(), ballots.project.tolist(), ballots.points.tolist(), strict=True)
    for voter, project, points in rows:
        said.setdefault(voter, []).append((project, points))
    alike: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for voter, wishes in said.items():
        alike.setdefault(tuple(sorted(wishes)), []).append(voter)
    first = np.array([voters[0] for voters in alike.values()], dtype=np.int64)
    return first, np.array([len(voters) for voters in alike.values()], dtype=np.int64)


def _demand(kinds: Ints, counts: Ints, utility: Ints) -> _Demand:
    count = counts[kinds]
    weight = count.astype(np.float64) * utility
    spread = float(weight.sum() / weight.min())
    return _Demand(
        kinds=kinds,
        count=count.astype(np.float64),
        utility=utility.astype(np.float64),
        exact_count=count.astype(object),
        exact_utility=utility.astype(object),
        exact_weight=count.astype(object) * utility.astype(object),
        error=4 * (len(kinds) + 4) * float(np.finfo(np.float64).eps) * spread,
    )


class _Purses:
    """What one voter of each kind has left: exact numerators over one denominator, and floats beside them."""

    def __init__(self, kinds: int, share: Fraction) -> None:
        self.over = share.denominator
        self.exact: Exact = np.full(kinds, share.numerator, dtype=object)
        self.held: Floats = np.full(kinds, float(share))

    def pay(self, demand: _Demand, rate: Fraction) -> None:
        """Take ``rate`` × utility from each who wants it, or all she has."""
        widen = rate.denominator // _gcd(rate.denominator, self.over)
        self.over *= widen
        self.exact = self.exact * widen
        due = demand.exact_utility * (rate.numerator * (self.over // rate.denominator))
        left = self.exact[demand.kinds] - due
        left[left < 0] = 0
        self.exact[demand.kinds] = left
        self.held[demand.kinds] = (left / self.over).astype(np.float64)


def _gcd(one: int, other: int) -> int:
    while other:
        one, other = other, one % other
    return one


def _bought(market: _Market, extra: int) -> tuple[int, ...]:
    """Return what is bought where every voter begins with her share and ``extra`` units of money."""
    held = market.election.projects
    share = Fraction(market.election.budget, max(market.voters, 1)) + extra
    purses = _Purses(market.kinds, share)
    chosen = Chosen(held, None)
    least = dict.fromkeys(market.demands, 0.0)
    while least:
        found = _next(market, purses, chosen, least)
        if found is None:
            break
        project, rate = found
        chosen.take(project)
        del least[project]
        purses.pay(market.demands[project], rate)
    return tuple(chosen.order)


def _next(
    market: _Market, purses: _Purses, chosen: Chosen, least: dict[int, float]
) -> tuple[int, Fraction] | None:
    """Return the project bought next and its ρ, None where nothing can be bought.

    ``least`` holds what ρ is at least, by project: purses only empty, so what it was before; it is brought
    up to date, and what can never be bought any more leaves it.
    """
    best, near = float("inf"), list[tuple[float, int]]()
    for project in sorted(least, key=lambda one: (least[one], one)):
        if least[project] > best:
            break
        demand = market.demands[project]
        rate = _rate(demand, purses, int(market.election.projects.cost[project]))
        if rate is None or not chosen.fits(project):
            del least[project]
            continue
        least[project] = rate * (1 - demand.error)
        best = min(best, rate * (1 + demand.error))
        near.append((least[project], project))
    ranked = []
    for low, project in near:
        if low <= best:
            cost, points = int(market.election.projects.cost[project]), int(market.election.points[project])
            exact = _exact_rate(market.demands[project], purses, cost)
            ranked.append((exact, -points, cost, project))
    if not ranked:
        return None
    lowest, _, _, project = min(ranked)
    return project, lowest


def _rate(demand: _Demand, purses: _Purses, cost: int) -> float | None:
    """Return ρ of a project in floats, None where those who want it cannot pay for it."""
    if not _can_pay(demand, purses, cost):
        return None
    held = purses.held[demand.kinds]
    ends = held / demand.utility
    order = np.argsort(ends)
    ends, paid, weight = ends[order], (demand.count * held)[order], demand.weight[order]
    before = np.cumsum(paid) - paid
    rest = np.cumsum(weight[::-1])[::-1]
    rates = (cost - before) / rest
    enough = rates <= ends
    place = int(enough.argmax()) if enough.any() else len(rates) - 1
    return max(float(rates[place]), 0.0)


def _can_pay(demand: _Demand, purses: _Purses, cost: int) -> bool:
    """Say whether all that its voters hold pays for a project; where floats cannot tell, exactly."""
    total = float(demand.count @ purses.held[demand.kinds])
    if abs(total - cost) > 1e-9 * max(total, cost):
        return total > cost
    exact = (demand.exact_count * purses.exact[demand.kinds]).sum()
    return bool(exact >= cost * purses.over)


def _exact_rate(demand: _Demand, purses: _Purses, cost: int) -> Fraction:
    """Return ρ of a project that can be paid for.

    Who has less than ρ × her utility gives all; ρ is first taken as if all could pay in full, and rises as
    long as somebody cannot, so that it ends at the exact value.
    """
    held: Exact = purses.exact[demand.kinds]
    short = np.zeros(len(held), dtype=bool)
    while True:
        missing: Any = cost * purses.over - (demand.exact_count[short] * held[short]).sum()
        weight: Any = demand.exact_weight[~short].sum()
        now = (held * weight < demand.exact_utility * missing).astype(bool)
        if (now == short).all():
            return Fraction(int(missing), int(weight) * purses.over)
        short = now


def _incremented(market: _Market, bought: tuple[int, ...], step: int) -> tuple[int, ...]:
    """Return the last choice within the budget as shares grow, or the first that cannot be added to."""
    election, extra = market.election, 0
    cost = election.projects.cost
    while True:
        chosen = Chosen(election.projects, election.budget, bought)
        wanted = (one for one in market.demands if one not in set(bought))
        if not any(chosen.fits(one) for one in wanted):
            return bought
        extra += step
        more = _bought(market, extra)
        if int(cost[list(more)].sum()) > election.budget:
            return bought
        bought = more
