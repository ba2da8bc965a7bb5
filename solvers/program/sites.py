"""Sites that works open together: a ground, a shared trench or scaffold, a zone, an operator's programme.

Whatever belongs to a site starts only inside one of its openings (docs/meaning.md, 9); what setting up costs
is paid once for each opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from solvers.program.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from scenarios.model.programme import Programme

_PAYER = {"government": 0, "utility": 2}
"""Numbers of payers as in Claims."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sites:
    """Sites, axis ``(site,)``, and what belongs to them, axis ``(member,)``.

    ``rule`` is the rule that makes the site (openings, shared_setups, zones, operators), ``kind`` ground,
    trench, scaffold, zone or operator, ``name`` the ground, place, zone or operator. ``serves`` has axes
    ``(site, period, period)``: whether an opening begun in the first period serves a campaign that starts in
    the second; an opening may begin in a period that serves any. ``decided`` tells whether anything hangs on
    when the site is opened, so that it has columns; the openings of other sites follow from the starts.
    ``setup_cost`` is in fen, each time; ``payer`` says whose part it is: 0 government, 2 utility (as in
    Claims); it may be paid by the funds that may pay such a part of ``first_work``. Member m is campaign
    ``campaign[m]`` at site ``site[m]``: its start where ``work[m]`` is −1, else only its work ``work[m]``,
    if included. Members of a site stand together, in the order of the sites.
    """

    rule: tuple[str, ...]
    kind: tuple[str, ...]
    name: tuple[str, ...]
    serves: NDArray[np.bool_]
    decided: NDArray[np.bool_]
    setup_cost: NDArray[np.int64]
    payer: NDArray[np.int64]
    first_work: NDArray[np.int64]
    site: NDArray[np.int64]
    campaign: NDArray[np.int64]
    work: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of sites."""
        return len(self.name)

    @property
    def may_open(self) -> NDArray[np.bool_]:
        """Whether the program decides on an opening that begins in a period, axes ``(site, period)``."""
        found: NDArray[np.bool_] = np.any(self.serves, axis=2) & self.decided[:, None]
        return found

    def of_rule(self, rule: str) -> list[int]:
        """Return the sites that a rule makes and whose openings are decided."""
        decided = self.decided.tolist()
        return [s for s, name in enumerate(self.rule) if name == rule and decided[s]]

    def members(self, site: int) -> slice:
        """Return where the members of a site stand."""
        return slice(*np.searchsorted(self.site, [site, site + 1]).tolist())

    def has_several(self, site: int) -> bool:
        """Say whether a site's members are of more than one campaign: one alone opens it but once."""
        return bool(self._several[site])

    @cached_property
    def _several(self) -> NDArray[np.bool_]:
        head = np.flatnonzero(np.diff(self.site, prepend=-1))
        several = np.zeros(len(self), dtype=bool)
        if len(head):
            own = self.campaign
            several[self.site[head]] = np.minimum.reduceat(own, head) < np.maximum.reduceat(own, head)
        return several


@dataclass(frozen=True, kw_only=True)
class _Site:
    """A site before it is numbered; ``members`` are (campaign, work or −1)."""

    rule: str
    kind: str
    name: str
    serves: NDArray[np.bool_]
    decided: bool
    cost: int = 0
    payer: int = 0
    first_work: int
    members: tuple[tuple[int, int], ...]


def sites(programme: Programme, kept: frozenset[str] | None = None) -> Sites:
    """Return the sites of all rules that a programme uses; ``kept`` names the rules to keep, None: all."""
    rules = programme.settings.rules
    found: list[_Site] = []
    for name, made in (
        ("openings", _grounds),
        ("shared_setups", _setups),
        ("zones", _zones),
        ("operators", _operators),
    ):
        if getattr(rules, name).on and (kept is None or name in kept):
            found += _all(made)(programme)
    return _numbered(programme, found)


@cache
def _all(made: Callable[[Programme], Iterator[_Site]]) -> Callable[[Programme], list[_Site]]:
    """Return what makes all sites of a kind, once for each programme."""
    return once(lambda programme: list(made(programme)))


def _numbered(programme: Programme, found: list[_Site]) -> Sites:
    periods = programme.clock.periods
    members = [(s, *member) for s, one in enumerate(found) for member in one.members]
    site, campaign, work = np.array(members, dtype=np.int64).reshape(-1, 3).T
    return Sites(
        rule=tuple(one.rule for one in found),
        kind=tuple(one.kind for one in found),
        name=tuple(one.name for one in found),
        serves=_stacked([one.serves for one in found], periods),
        decided=np.array([one.decided for one in found], dtype=bool),
        setup_cost=np.array([one.cost for one in found], dtype=np.int64),
        payer=np.array([one.payer for one in found], dtype=np.int64),
        first_work=np.array([one.first_work for one in found], dtype=np.int64),
        site=site,
        campaign=campaign,
        work=work,
    )


def _stacked(serves: list[NDArray[np.bool_]], periods: int) -> NDArray[np.bool_]:
    """Return tables as one; as a rule they are few, said again and again."""
    distinct = {id(one): one for one in serves}
    number = {key: k for k, key in enumerate(distinct)}
    tables = np.array(list(distinct.values()), dtype=bool).reshape(-1, periods, periods)
    return tables[np.array([number[id(one)] for one in serves], dtype=np.int64)]


def days_apart(years: float) -> int:
    """Return the least days from the first day of a ground's opening to that of the next."""
    return ceil(years * DAYS_IN_A_YEAR)


def _grounds(programme: Programme) -> Iterator[_Site]:
    """Yield the grounds that works open."""
    rule, table = programme.settings.rules.openings, programme.grounds
    begins = programme.clock.starts[:-1]
    serves = _within(programme, rule.window)
    apart = days_apart(rule.years) if rule.reopening == "ban" else 0
    close = bool((np.diff(begins) < apart).any())
    held = close or (rule.reopening == "price" and rule.penalty > 0)
    told = {
        str(table.id[row]): int(programme.clock.days(table.last_opened[[row]])[0])
        for row in np.flatnonzero(~np.isnat(table.last_opened))
    }
    campaign = programme.facts.campaign.tolist()
    for name, works in _by_name(grounds_of(programme), programme.work_types.opens_ground, programme):
        members = tuple((campaign[w], w) for w in works)
        free = serves
        if rule.reopening == "ban" and name in told:
            free = serves & (begins >= told[name] + apart)[:, None]
        yield _Site(
            rule="openings",
            kind="ground",
            name=name,
            serves=free,
            decided=held and _several(members),
            first_work=works[0],
            members=members,
        )


def _setups(programme: Programme) -> Iterator[_Site]:
    """Yield the shared trenches and scaffolds that cost something."""
    rule, table, facts = programme.settings.rules.shared_setups, programme.grounds, programme.facts
    serves = _within(programme, rule.window)
    own = {str(table.id[r]): int(table.trench_cost[r]) for r in np.flatnonzero(table.given["trench_cost"])}
    shared, campaign = programme.work_types.shared_setup, facts.campaign.tolist()
    for kind, names, usual in (
        ("trench", grounds_of(programme), rule.trench),
        ("scaffold", programme.campaigns.place[facts.campaign], rule.scaffold),
    ):
        for name, works in _by_name(names, shared == kind, programme):
            cost = round(usual * 100)
            if kind == "trench":
                cost = own.get(name, cost)
            if cost:
                yield _Site(
                    rule="shared_setups",
                    kind=kind,
                    name=name,
                    serves=serves,
                    decided=True,
                    cost=cost,
                    first_work=works[0],
                    members=tuple((campaign[w], w) for w in works),
                )


def _zones(programme: Programme) -> Iterator[_Site]:
    """Yield the zones of estates with campaigns."""
    rule, campaigns, clock = programme.settings.rules.zones, programme.campaigns, programme.clock
    year = np.array([clock.date(int(day)).year for day in clock.starts[:-1]], dtype=np.int64)
    first = np.diff(year, prepend=-1) > 0
    serves = first[:, None] & (year[:, None] == year)
    held = rule.penalty > 0 or (rule.most is not None and rule.most < int(first.sum()))
    cost = round(rule.mobilisation * 100)
    zones: dict[str, list[int]] = {}
    for c in np.flatnonzero((campaigns.estate >= 0) & (campaigns.zone != "")).tolist():
        zones.setdefault(str(campaigns.zone[c]), []).append(c)
    for name, starts in zones.items():
        members = tuple((c, -1) for c in starts)
        yield _Site(
            rule="zones",
            kind="zone",
            name=name,
            serves=serves,
            decided=cost > 0 or (held and _several(members)),
            cost=cost,
            first_work=_first_work(programme, starts),
            members=members,
        )


def _operators(programme: Programme) -> Iterator[_Site]:
    """Yield the operators' programmes that have campaigns."""
    table, campaigns = programme.operators, programme.campaigns
    for row in range(len(table)):
        starts = np.flatnonzero(campaigns.part == table.campaign[row]).tolist()
        if starts:
            members = tuple((c, -1) for c in starts)
            span, cost = int(table.span_periods[row]), int(table.setup_cost[row])
            yield _Site(
                rule="operators",
                kind="operator",
                name=str(table.id[row]),
                serves=_within(programme, span),
                decided=cost > 0 or (span < programme.clock.periods and _several(members)),
                cost=cost,
                payer=_PAYER[str(table.payer[row])],
                first_work=_first_work(programme, starts),
                members=members,
            )


def grounds_of(programme: Programme) -> NDArray[np.object_]:
    """Return the ground of every work, where nothing is said its place; axis ``(work,)``."""
    facts = programme.facts
    ground = programme.works.ground[facts.row]
    found: NDArray[np.object_] = np.where(ground == "", programme.campaigns.place[facts.campaign], ground)
    return found


def _within(programme: Programme, window: int) -> NDArray[np.bool_]:
    """Return that an opening serves its period and the ``window`` − 1 after it, axes (period, period)."""
    later = np.arange(programme.clock.periods) - np.arange(programme.clock.periods)[:, None]
    found: NDArray[np.bool_] = (later >= 0) & (later < window)
    return found


def _by_name(
    names: NDArray[np.object_], counted: NDArray[np.bool_], programme: Programme
) -> Iterable[tuple[str, list[int]]]:
    """Return the works of the work types ``counted`` (axis ``(work_type,)``) by name, in table order."""
    found: dict[str, list[int]] = {}
    works = np.flatnonzero(counted[programme.facts.work_type])
    for work, name in zip(works.tolist(), names[works], strict=True):
        found.setdefault(str(name), []).append(work)
    return found.items()


def _several(members: tuple[tuple[int, int], ...]) -> bool:
    """Say whether the members are of more than one campaign: one alone opens its site but once."""
    return len({campaign for campaign, _ in members}) > 1


def _first_work(programme: Programme, campaigns: list[int]) -> int:
    """Return the first work in table order of any of the campaigns."""
    return int(_first_works(programme)[campaigns].min())


@once
def _first_works(programme: Programme) -> NDArray[np.int64]:
    """Return the first work in table order of each campaign, axis ``(campaign,)``."""
    of = programme.facts.campaign
    first = np.zeros(len(programme.campaigns), dtype=np.int64)
    first[of[::-1]] = np.arange(len(of) - 1, -1, -1)
    return first
