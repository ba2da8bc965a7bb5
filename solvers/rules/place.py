"""Rules of what opens together: grounds dug once, shared set-ups, zones, operators (docs/meaning.md, 9).

All four say that whatever belongs to a site starts only inside an opening of it. A row is made for each
campaign or work and each set of openings that may serve it, never for a site as a whole: that keeps the
relaxation close.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.patterns import distinct_rows
from solvers.program.sites import days_apart, sites
from solvers.rules.block import Block, Entries, Own, at_least, at_most
from solvers.rules.windows import Window, all_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Given

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class _Rows:
    """Rows of the sites of one rule as they are gathered."""

    def __init__(self, given: Given, rule: str) -> None:
        self.given = given
        self.sites = np.array(given.sites.of_rule(rule), dtype=np.int64)
        self.several = np.array([s for s in self.sites if given.sites.has_several(s)], dtype=np.int64)
        self.entries = Entries()
        self.low: list[Floats] = []
        self.high: list[Floats] = []
        self.labels: list[Callable[[], list[str]]] = []
        self.penalties: list[float] = []

    def more(self, low: Floats, high: Floats, labels: Callable[[], list[str]]) -> Ints:
        """Add rows with these limits; return their numbers."""
        first = sum(len(limits) for limits in self.low)
        self.low.append(low)
        self.high.append(high)
        self.labels.append(labels)
        return np.arange(first, first + len(low))

    def name(self, site: int) -> str:
        """Return what a site is called in row names; trenches and scaffolds with their kind."""
        held = self.given.sites
        return (
            f"{held.kind[site]} {held.name[site]}" if held.rule[site] == "shared_setups" else held.name[site]
        )

    def at_most(self, sites: Ints, most: float) -> None:
        """Let sites be opened at most so often."""
        low, high = at_most(np.full(len(sites), most))
        row = self.more(low, high, lambda: [self.name(site) for site in sites])
        self.entries.add(row[:, None], self.given.columns.open[sites], 1.0)

    def beyond_first(self, sites: Ints, penalty: float) -> None:
        """Let each opening beyond a site's first cost a penalty, by a column of its own."""
        low, high = at_least(np.full(len(sites), -1.0))
        row = self.more(low, high, lambda: [f"{self.name(site)}, beyond the first" for site in sites])
        self.entries.add(row[:, None], self.given.columns.open[sites], -1.0)
        self.entries.add(row, self.given.columns.count + np.arange(len(sites)), 1.0)
        self.penalties += [-penalty] * len(sites)

    def block(self) -> Block:
        """Return the block of the rows gathered."""
        own = Own(high=np.full(len(self.penalties), np.inf), cost=np.array(self.penalties))
        low, high = (np.concatenate([np.zeros(0), *limits]) for limits in (self.low, self.high))
        return self.entries.block(low, high, lambda: [label for held in self.labels for label in held()], own)


def openings(given: Given) -> Block:
    """Dig once: works that open a ground start only inside one of its openings, and those lie far apart.

    ``start[c, t] <= Σ_{s: serves t} open[g, s]`` (``include[w, t]`` for works that may be left out) with
    the openings of the ``window`` periods up to t; ban: ``Σ open[g, s] <= 1`` over every span of periods
    whose first days lie less than ``years`` apart; price: each opening beyond the first costs ``penalty``
    by a column ``>= Σ open[g, s] − 1``. A ground that one campaign alone opens needs no rows. Rows
    ``openings[ground, campaign or work, period]``, ``openings[ground, period – period]`` and, of prices,
    ``openings[ground, beyond the first]``.
    """
    rule, rows = given.programme.settings.rules.openings, _Rows(given, "openings")
    apart = days_apart(rule.years)
    if rule.reopening == "price":
        _inside(rows, costs=rule.penalty)
        rows.beyond_first(rows.sites, rule.penalty)
    else:
        _inside(rows)
        _keep_apart(rows, apart)
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
    rows = _Rows(given, "shared_setups")
    _inside(rows)
    return rows.block()


def zones(given: Given) -> Block:
    """The estates of a zone start in at most ``most`` calendar years.

    ``Σ_{t in year} start[c, t] <= open[z, year]`` and ``Σ_year open[z, year] <= most``; each year beyond
    the first costs ``penalty`` by a column ``>= Σ open − 1``; where years cost something none is opened for
    nobody. Rows ``zones[zone, campaign, first period]``, ``zones[zone]``, ``zones[zone, beyond the first]``
    and ``zones[zone, opened period]``.
    """
    rule, rows = given.programme.settings.rules.zones, _Rows(given, "zones")
    _inside(rows, costs=rule.penalty)
    if rule.most is not None:
        years = given.sites.may_open[rows.several].sum(axis=1)
        rows.at_most(rows.several[years > rule.most], float(rule.most))
    if rule.penalty > 0:
        rows.beyond_first(rows.several, rule.penalty)
    return rows.block()


def operators(given: Given) -> Block:
    """The campaigns of an operator's programme start within ``span_periods`` periods after one set-up.

    ``start[c, t] <= Σ_{s: t − span < s <= t} open[o, s]`` and ``Σ_s open[o, s] <= 1``; as there is one
    opening, also cumulatively: ``Σ_{t' <= t} start[c, t'] <= Σ_{s <= t} open[o, s]`` and the same from t
    on. Rows ``operators[operator, campaign, period]`` (also ``until period``, ``from period``),
    ``operators[operator]`` and, where setting up costs something, ``operators[operator, opened period]``.
    """
    rows = _Rows(given, "operators")
    _inside(rows, once=True)
    rows.at_most(rows.sites, 1.0)
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


@dataclass(frozen=True, kw_only=True, eq=False)
class _Riders:
    """What opens sites whose openings serve alike, and the columns of these openings.

    A rider is a campaign that always needs its site, a work that may be left out, or several of which at
    most one is done: of its columns no two are ever both 1. ``site`` has axis ``(rider,)`` and is a place in
    ``opened``, the columns of the openings, axes ``(site, period)``. ``columns`` has axes ``(line,
    period)``; line l is of rider ``line[l]``. ``name`` holds the sites' names, ``label`` those of the riders.
    """

    serves: NDArray[np.bool_]
    opened: Ints
    name: list[str]
    site: Ints
    label: list[str]
    line: Ints
    columns: Ints

    @property
    def there(self) -> NDArray[np.bool_]:
        """Whether a rider has a column in a period, axes ``(rider, period)``."""
        found = np.zeros((len(self.site), self.columns.shape[1]), dtype=bool)
        np.logical_or.at(found, self.line, self.columns >= 0)
        return found


def _inside(rows: _Rows, *, once: bool = False, costs: float = 0.0) -> None:
    """Add the rows by which members start only inside an opening of their site.

    ``once``: there is but one opening, so that sums over periods hold too. ``costs``: what an opening costs
    beside its set-up; where it costs anything none may serve nobody (money may have to be spent, but not on
    nothing).
    """
    held = rows.given.sites
    alike: dict[tuple[bytes, bool], list[int]] = {}
    for site in rows.sites.tolist():
        costly = costs > 0 or bool(held.setup_cost[site])
        alike.setdefault((held.serves[site].tobytes(), costly), []).append(site)
    for (_, costly), sites_alike in alike.items():
        riders = _riders(rows, sites_alike)
        matched = _covered(rows, riders, costly=costly)
        if once and int(riders.serves.sum(axis=0).max(initial=0)) > 1:
            _in_sum(rows, riders)
        if costly:
            _not_for_nobody(rows, riders, matched)


def _covered(rows: _Rows, riders: _Riders, *, costly: bool) -> NDArray[np.bool_]:
    """Add a row for each rider and set of openings that may serve it; return the openings it equals.

    Where one costly opening serves one rider alone, they are equal. Axes ``(site, period)``.
    """
    names, there = rows.given.programme.clock.names, riders.there
    sets, number = distinct_rows(np.ascontiguousarray(riders.serves.T))
    alone = (np.bincount(riders.site, minlength=len(riders.name)) == 1)[riders.site]
    alone &= costly and bool((sets.sum(axis=1) == 1).all())
    used = np.stack([there[:, number == s].any(axis=1) for s in range(len(sets))], axis=1)
    rider, which = np.nonzero(used)
    first = [names[int(np.argmax(number == s))] for s in range(len(sets))]
    row = np.full(used.shape, -1, dtype=np.int64)
    row[used] = rows.more(
        np.where(alone[rider], 0.0, -np.inf),
        np.zeros(len(rider)),
        lambda: [f"{riders.label[r]}, {first[s]}" for r, s in zip(rider, which, strict=True)],
    )
    rows.entries.add(row[riders.line][:, number], riders.columns, 1.0)
    serving, period = np.nonzero(sets)
    rows.entries.add(row[:, serving], riders.opened[riders.site][:, period], -1.0)
    matched = np.zeros(riders.opened.shape, dtype=bool)
    np.logical_or.at(matched, riders.site[rider[alone[rider]]], sets[which[alone[rider]]])
    return matched


def _in_sum(rows: _Rows, riders: _Riders) -> None:
    """Add the rows of a rider's starts up to each period, and from each on, where there is one opening."""
    names = rows.given.programme.clock.names
    upto = np.tri(len(names), dtype=bool)
    until = [(f"until {name}", span) for name, span in zip(names, upto, strict=True)][1:]
    since = [(f"from {name}", span) for name, span in zip(names, upto.T, strict=True)][1:-1]
    words, spans = [word for word, _ in until + since], np.array([span for _, span in until + since])
    if not words:
        return
    able: NDArray[np.bool_] = np.any(spans[:, None] & riders.serves, axis=2)
    useful = (riders.there[:, None] & spans).any(axis=2)
    useful[:, len(until) :] &= ~np.all(able[len(until) :], axis=1)
    rider, which = np.nonzero(useful)
    row = np.full(useful.shape, -1, dtype=np.int64)
    row[useful] = rows.more(
        *at_most(np.zeros(len(rider))),
        lambda: [f"{riders.label[r]}, {words[s]}" for r, s in zip(rider, which, strict=True)],
    )
    span, period = np.nonzero(spans)
    rows.entries.add(row[riders.line][:, span], riders.columns[:, period], 1.0)
    span, period = np.nonzero(able)
    rows.entries.add(row[:, span], riders.opened[riders.site][:, period], -1.0)


def _not_for_nobody(rows: _Rows, riders: _Riders, matched: NDArray[np.bool_]) -> None:
    """Add the rows by which an opening serves somebody, but for those ``matched`` with a rider."""
    names = rows.given.programme.clock.names
    which = (riders.opened >= 0) & ~matched
    site, period = np.nonzero(which)
    row = np.full(which.shape, -1, dtype=np.int64)
    row[which] = rows.more(
        *at_most(np.zeros(len(site))),
        lambda: [f"{riders.name[s]}, opened {names[t]}" for s, t in zip(site, period, strict=True)],
    )
    rows.entries.add(row, riders.opened, 1.0)
    opened, served = np.nonzero(riders.serves)
    rows.entries.add(row[riders.site[riders.line]][:, opened], riders.columns[:, served], -1.0)


def _riders(rows: _Rows, alike: list[int]) -> _Riders:
    """Return what opens these sites, whose openings serve alike."""
    given, columns, facts = rows.given, rows.given.columns, rows.given.programme.facts
    held, keys = given.sites, given.programme.campaigns.key
    site: list[int] = []
    label: list[str] = []
    line: list[int] = []
    own: list[Ints] = []
    for place, s in enumerate(alike):
        span = held.members(s)
        groups: dict[tuple[int, int], list[int]] = {}
        for campaign, work in zip(held.campaign[span].tolist(), held.work[span].tolist(), strict=True):
            always = work < 0 or not columns.chosen[work]
            group = int(facts.alternatives[work])
            key = -1 if always else work if group < 0 else len(facts) + group
            groups.setdefault((campaign, key), []).append(work)
        for (campaign, key), works in groups.items():
            if key >= 0 and (campaign, -1) in groups:
                continue
            own.append(columns.start[[campaign]] if key < 0 else columns.work[works])
            word = str(keys[campaign]) if key < 0 else " or ".join(facts.key[works])
            label.append(f"{rows.name(s)}, {word}")
            line += [len(site)] * len(own[-1])
            site.append(place)
    return _Riders(
        serves=held.serves[alike[0]],
        opened=columns.open[alike],
        name=[rows.name(s) for s in alike],
        site=np.array(site, dtype=np.int64),
        label=label,
        line=np.array(line, dtype=np.int64),
        columns=np.concatenate(own),
    )


def _keep_apart(rows: _Rows, apart: int) -> None:
    """Add the rows by which any two openings of a site begin at least ``apart`` days from each other."""
    clock = rows.given.programme.clock
    begins = clock.starts[:-1]
    last = np.searchsorted(begins, begins + apart, side="left") - 1
    widest = np.flatnonzero((last > np.arange(len(last))) & (last > np.append(-1, last[:-1])))
    words = [f"{clock.names[t]} – {clock.names[last[t]]}" for t in widest]
    low, high = at_most(np.ones(len(rows.sites) * len(widest)))
    row = rows.more(
        low, high, lambda: [f"{rows.name(site)}, {word}" for site in rows.sites for word in words]
    )
    period = np.arange(len(begins))
    span, within = np.nonzero((period >= widest[:, None]) & (period <= last[widest, None]))
    row = row.reshape(len(rows.sites), len(widest))
    rows.entries.add(row[:, span], rows.given.columns.open[rows.sites][:, within], 1.0)
