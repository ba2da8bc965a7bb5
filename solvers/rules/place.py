"""Rules of what opens together: grounds dug once, shared set-ups, zones, operators (docs/meaning.md, 9).

All four say that whatever belongs to a site starts only inside an opening of it. A row is made for each
campaign or work and each set of openings that may serve it, never for a site as a whole: that keeps the
relaxation close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.program.patterns import distinct_rows
from solvers.program.sites import days_apart, sites
from solvers.rules.block import Block, Entries, Own
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given

    Ints = NDArray[np.int64]


class _Rows:
    """Rows of the sites of one rule as they are gathered."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.entries = Entries()
        self.low: list[float] = []
        self.high: list[float] = []
        self.where: list[tuple[str, ...]] = []
        self.penalties: list[float] = []

    def rows(self, low: float, high: float, where: Sequence[tuple[str, ...]]) -> Ints:
        """Add rows with these limits; return their numbers."""
        first = len(self.where)
        self.where += where
        self.low += [low] * len(where)
        self.high += [high] * len(where)
        return np.arange(first, len(self.where))

    def at_most(self, site: int, name: str, most: float) -> None:
        """Let a site be opened at most so often."""
        row = self.rows(-np.inf, most, [(name,)])
        self.entries.add(row, self.given.columns.open[site], 1.0)

    def beyond_first(self, site: int, name: str, penalty: float) -> None:
        """Let each opening beyond a site's first cost a penalty, by a column of its own."""
        row = self.rows(-1.0, np.inf, [(name, "beyond the first")])
        self.entries.add(row, self.given.columns.open[site], -1.0)
        self.entries.add(row, self.given.columns.count + len(self.penalties), 1.0)
        self.penalties.append(-penalty)

    def block(self) -> Block:
        """Return the block of the rows gathered."""
        own = Own(high=np.full(len(self.penalties), np.inf), cost=np.array(self.penalties))
        low, high = np.array(self.low, dtype=np.float64), np.array(self.high, dtype=np.float64)
        return self.entries.block(low, high, lambda: [", ".join(parts) for parts in self.where], own)


def openings(given: Given) -> Block:
    """Dig once: works that open a ground start only inside one of its openings, and those lie far apart.

    ``start[c, t] <= Σ_{s: serves t} open[g, s]`` (``include[w, t]`` for works that may be left out) with
    the openings of the ``window`` periods up to t; ban: ``Σ open[g, s] <= 1`` over every span of periods
    whose first days lie less than ``years`` apart; price: each opening beyond the first costs ``penalty``
    by a column ``>= Σ open[g, s] − 1``. A ground that one campaign alone opens needs no rows. Rows
    ``openings[ground, campaign or work, period]``, ``openings[ground, period – period]`` and, of prices,
    ``openings[ground, beyond the first]``.
    """
    rule, rows = given.programme.settings.rules.openings, _Rows(given)
    apart = days_apart(rule.years)
    for site in given.sites.of_rule("openings"):
        name = given.sites.name[site]
        priced = rule.reopening == "price"
        whole_plan = given.programme.clock.starts[-2] - given.programme.clock.starts[0] < apart
        _inside(rows, site, name, once=not priced and bool(whole_plan), counted=priced)
        if priced:
            rows.beyond_first(site, name, rule.penalty)
        else:
            _keep_apart(rows, site, name, apart)
    return rows.block()


def opening_dates(programme: Programme, spans: Spans) -> Window:
    """Close what opens a ground until its last opening before the plan is long enough ago.

    ``work[w, t] = 0`` where no opening may serve a start in t.
    """
    window = all_open(programme)
    held = sites(programme, frozenset({"openings"}))
    able: NDArray[np.bool_] = np.any(held.serves, axis=1)
    np.logical_and.at(window.work, held.work, able[held.site])
    return window


def shared_setups(given: Given) -> Block:
    """Works that share a trench or scaffold start only inside one of its openings, each paid once.

    ``start[c, t] <= Σ_{s: serves t} open[g, s]`` (``include[w, t]`` for works that may be left out) with
    the openings of the ``window`` periods up to t, an equation where one opening serves one campaign alone;
    nothing is opened for nobody: ``open[g, s] <= Σ start`` of what it serves. What an opening costs is
    money due and cost in the aim. Rows ``shared_setups[trench or scaffold, campaign or work, period]`` and
    ``shared_setups[trench or scaffold, opened period]``.
    """
    rows = _Rows(given)
    for site in given.sites.of_rule("shared_setups"):
        _inside(rows, site, f"{given.sites.kind[site]} {given.sites.name[site]}", counted=True)
    return rows.block()


def zones(given: Given) -> Block:
    """The estates of a zone start in at most ``most`` calendar years.

    ``Σ_{t in year} start[c, t] <= open[z, year]`` and ``Σ_year open[z, year] <= most``; each year beyond
    the first costs ``penalty`` by a column ``>= Σ open − 1``; where years cost something none is opened for
    nobody. Rows ``zones[zone, campaign, first period]``, ``zones[zone]``, ``zones[zone, beyond the first]``
    and ``zones[zone, opened period]``.
    """
    rule, rows = given.programme.settings.rules.zones, _Rows(given)
    for site in given.sites.of_rule("zones"):
        name = given.sites.name[site]
        costs = rule.penalty > 0 or bool(given.sites.setup_cost[site])
        _inside(rows, site, name, counted=costs)
        several = given.sites.has_several(site)
        if several and rule.most is not None and rule.most < int(given.sites.may_open[site].sum()):
            rows.at_most(site, name, float(rule.most))
        if several and rule.penalty > 0:
            rows.beyond_first(site, name, rule.penalty)
    return rows.block()


def operators(given: Given) -> Block:
    """The campaigns of an operator's programme start within ``span_periods`` periods after one set-up.

    ``start[c, t] <= Σ_{s: t − span < s <= t} open[o, s]`` and ``Σ_s open[o, s] <= 1``; as there is one
    opening, also cumulatively: ``Σ_{t' <= t} start[c, t'] <= Σ_{s <= t} open[o, s]`` and the same from t
    on. Rows ``operators[operator, campaign, period]`` (also ``until period``, ``from period``),
    ``operators[operator]`` and, where setting up costs something, ``operators[operator, opened period]``.
    """
    rows = _Rows(given)
    for site in given.sites.of_rule("operators"):
        name = given.sites.name[site]
        _inside(rows, site, name, once=True, counted=bool(given.sites.setup_cost[site]))
        rows.at_most(site, name, 1.0)
    return rows.block()


def operator_dates(programme: Programme, spans: Spans) -> Window:
    """Close starts of an operator's campaigns before its ``earliest`` and after its ``latest`` day.

    ``start[c, t] = 0`` where the first day of t is before the one or after the other.
    """
    window, table, clock = all_open(programme), programme.operators, programme.clock
    begins = clock.starts[:-1]
    for row in range(len(table)):
        own = programme.campaigns.part == table.campaign[row]
        if not np.isnat(table.earliest[row]):
            window.start[own] &= begins >= clock.day(table.earliest[row].item())
        if not np.isnat(table.latest[row]):
            window.start[own] &= begins <= clock.day(table.latest[row].item())
    return window


def _inside(rows: _Rows, site: int, name: str, *, once: bool = False, counted: bool = False) -> None:
    """Add the rows by which members start only inside an opening of their site.

    ``once``: there is but one opening, so that sums over periods hold too. ``counted``: openings cost
    something, so that none may serve nobody (money may have to be spent, but not on nothing).
    """
    given, names = rows.given, rows.given.programme.clock.names
    serves, opened = given.sites.serves[site], given.columns.open[site]
    sets, number = distinct_rows(np.ascontiguousarray(serves.T))
    riders = _riders(given, site)
    alone = counted and len(riders) == 1 and bool((sets.sum(axis=1) == 1).all())
    matched = np.zeros(len(opened), dtype=bool)
    for label, columns in riders:
        used = np.unique(number[(columns >= 0).any(axis=0)])
        first = np.array([int(np.argmax(number == s)) for s in used], dtype=np.int64)
        row = np.full(len(sets), -1, dtype=np.int64)
        where = [(name, label, names[t]) for t in first]
        row[used] = rows.rows(0.0 if alone else -np.inf, 0.0, where)
        rows.entries.add(row[number], columns, 1.0)
        rows.entries.add(row[:, None], np.where(sets, opened, -1), -1.0)
        if alone:
            matched[:] = np.any(sets[used], axis=0)
        if once and int(serves.sum(axis=0).max(initial=0)) > 1:
            _in_sum(rows, name, label, columns, serves, opened)
    if counted:
        _not_for_nobody(rows, site, name, [columns for _, columns in riders], (opened >= 0) & ~matched)


def _in_sum(
    rows: _Rows, name: str, label: str, columns: Ints, serves: NDArray[np.bool_], opened: Ints
) -> None:
    """Add the rows of a rider's starts up to each period, and from each on, where there is one opening."""
    names = rows.given.programme.clock.names
    upto = np.tri(len(opened), dtype=bool)
    for word, spans, last in (("until", upto[1:], True), ("from", upto.T[1:-1], False)):
        periods = [names[int(np.flatnonzero(span)[-1 if last else 0])] for span in spans]
        able: NDArray[np.bool_] = np.any(spans[:, None] & serves, axis=2)
        useful = (spans[:, None] & (columns >= 0)).any(axis=(1, 2)) & (last | ~able.all(axis=1))
        row = np.full(len(spans), -1, dtype=np.int64)
        where = [(name, label, f"{word} {periods[k]}") for k in np.flatnonzero(useful)]
        row[useful] = rows.rows(-np.inf, 0.0, where)
        rows.entries.add(row[:, None, None], np.where(spans[:, None], columns, -1), 1.0)
        rows.entries.add(row[:, None], np.where(able, opened, -1), -1.0)


def _not_for_nobody(rows: _Rows, site: int, name: str, riders: list[Ints], which: NDArray[np.bool_]) -> None:
    """Add the rows by which an opening serves somebody."""
    given, names = rows.given, rows.given.programme.clock.names
    periods = np.flatnonzero(which)
    row = rows.rows(-np.inf, 0.0, [(name, f"opened {names[t]}") for t in periods])
    rows.entries.add(row, given.columns.open[site, periods], 1.0)
    serves = given.sites.serves[site, periods]
    for columns in riders:
        rows.entries.add(row[:, None, None], np.where(serves[:, None], columns, -1), -1.0)


def _riders(given: Given, site: int) -> list[tuple[str, Ints]]:
    """Return what opens a site as (name, columns), columns with axes ``(alternative, period)``.

    A campaign that always needs the site rides as a whole; else each work that may be left out by itself,
    those that exclude each other together: no two columns of a rider are ever both 1.
    """
    held, columns, facts = given.sites, given.columns, given.programme.facts
    span = held.members(site)
    by_campaign: dict[int, list[int]] = {}
    for campaign, work in zip(held.campaign[span].tolist(), held.work[span].tolist(), strict=True):
        by_campaign.setdefault(campaign, []).append(work)
    found = []
    for campaign, works in by_campaign.items():
        if any(work < 0 or not columns.chosen[work] for work in works):
            found.append((str(given.programme.campaigns.key[campaign]), columns.start[[campaign]]))
            continue
        groups: dict[int, list[int]] = {}
        for work in works:
            group = int(facts.alternatives[work])
            groups.setdefault(group if group >= 0 else ~work, []).append(work)
        found += [(" or ".join(facts.key[g]), columns.work[g]) for g in groups.values()]
    return found


def _keep_apart(rows: _Rows, site: int, name: str, apart: int) -> None:
    """Add the rows by which any two openings of a site begin at least ``apart`` days from each other."""
    given, clock = rows.given, rows.given.programme.clock
    begins = clock.starts[:-1]
    last = np.searchsorted(begins, begins + apart, side="left") - 1
    widest = np.flatnonzero((last > np.arange(len(last))) & (last > np.append(-1, last[:-1])))
    where = [(name, f"{clock.names[t]} – {clock.names[last[t]]}") for t in widest]
    row = rows.rows(-np.inf, 1.0, where)
    period = np.arange(len(begins))
    within = (period >= widest[:, None]) & (period <= last[widest, None])
    rows.entries.add(row[:, None], np.where(within, given.columns.open[site], -1), 1.0)
