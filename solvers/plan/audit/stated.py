"""Whether what a plan states is what it does: each campaign's own figures."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.figures import ROUNDED, Figure, different
from solvers.plan.audit.opened import misstated_openings
from solvers.plan.audit.stated_totals import total_figures
from solvers.plan.audit.words import FEN_PER_YUAN, breach, days
from solvers.plan.audit.worth import benefit_of, disruption_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.reckoning import Reckoned, Started
    from solvers.plan.plan import Breach


def stated_figures(reckoned: Reckoned) -> Iterator[Breach]:
    """Every date and figure that a plan states is the one recomputed."""
    drawn = _drawn(reckoned)
    for one in reckoned.started.values():
        yield from _dates(reckoned, one)
        yield from different(_works(one))
        yield from different(_money(reckoned, one, drawn.get(one.given.key, {})))
        yield from different(_measures(reckoned, one))
    yield from misstated_openings(reckoned)
    yield from different(_openings(reckoned))
    yield from different(total_figures(reckoned))


def _openings(reckoned: Reckoned) -> Iterator[Figure]:
    for one in reckoned.opened:
        said = None if one.stated.cost is None else one.stated.cost / FEN_PER_YUAN
        where, of = f"{one.site.kind} {one.site.name}", one.stated.start
        name, name_zh = f"cost of the opening of {of}", f"{of} 开启费用"
        yield Figure(where=where, name=name, name_zh=name_zh, said=said, found=one.cost, unit="yuan")


def _dates(reckoned: Reckoned, one: Started) -> Iterator[Breach]:
    day = reckoned.given.clock.day
    told = [(("finish", "完工日"), one.planned.finish, one.finish)]
    for planned in one.planned.works:
        span, work = one.spans.get(planned.work), planned.work
        if span is None:
            continue
        if planned.start is not None and day(planned.start) != span.start:
            told.append(((f"start of {work}", f"{work} 开始日"), planned.start, span.start))
        if planned.finish is not None and day(planned.finish) != span.end - 1:
            told.append(((f"finish of {work}", f"{work} 完成日"), planned.finish, span.end - 1))
    for name, said, found in told:
        yield from _date(reckoned, one.given.label, name, said, found)


def _date(
    reckoned: Reckoned, label: str, name: tuple[str, str], said: datetime.date | None, found: int
) -> Iterator[Breach]:
    if said is None or reckoned.given.clock.day(said) == found:
        return
    off, date = abs(reckoned.given.clock.day(said) - found), reckoned.given.date(found)
    en = f"{name[0]} is stated as {said}, recomputed {date}: {days(off)} off"
    yield breach(
        "stated_figures", label, off, "days", en, f"{name[1]} 所列 {said}，复算 {date}：相差 {off} 天"
    )


def _works(one: Started) -> Iterator[Figure]:
    costs = {work.key: one.cost_of(work) for work in one.included}
    for planned in one.planned.works:
        if planned.work in costs and planned.cost != costs[planned.work]:
            name, name_zh = f"cost of {planned.work}", f"{planned.work} 造价"
            yield _fen(one, name, name_zh, planned.cost, costs[planned.work])


def _money(reckoned: Reckoned, one: Started, drawn: Mapping[str, int]) -> Iterator[Figure]:
    planned = one.planned
    after, cost = reckoned.due_after_plan[one.given.key], reckoned.cost(one)
    later = sum(after.values())
    yield _fen(one, "cost", "造价", planned.cost, cost)
    yield _fen(one, "money due after the plan", "规划期后应付", planned.due_after_plan, later)
    if planned.by_fund is not None:
        if reckoned.plan.draws:
            for fund, said, found in _unequal(planned.by_fund, drawn):
                yield _fen(one, f"money of fund {fund}", f"资金 {fund}", said, found)
        else:
            said = sum(planned.by_fund.values())
            yield _fen(one, "sum of money by fund", "各资金合计", said, cost - later)
    if planned.by_payer is not None and reckoned.plan.draws:
        for payer, said, found in _unequal(planned.by_payer, _by_payer(reckoned, drawn, after)):
            yield _fen(one, f"money of payer {payer}", f"出资方 {payer}", said, found)
    elif planned.by_payer is not None:
        yield _fen(one, "sum of money by payer", "各出资方合计", sum(planned.by_payer.values()), cost)


def _unequal(said: Mapping[str, int], found: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Return name, stated and recomputed sum where these are not the same; what is not named is nothing."""
    if said == found:
        return []
    told = [(name, said.get(name, 0), found.get(name, 0)) for name in sorted({*said, *found})]
    return [each for each in told if each[1] != each[2]]


def _fen(one: Started, name: str, name_zh: str, said: int | None, found: int) -> Figure:
    yuan = None if said is None else said / FEN_PER_YUAN
    return Figure(where=one.given.label, name=name, name_zh=name_zh, said=yuan, found=found, unit="yuan")


def _drawn(reckoned: Reckoned) -> Mapping[str, Mapping[str, int]]:
    """Return what is drawn for each campaign from each fund over all years."""
    drawn: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for draw in reckoned.plan.draws:
        drawn[draw.campaign][draw.fund] += draw.amount
    return drawn


def _by_payer(reckoned: Reckoned, drawn: Mapping[str, int], after: Mapping[str, int]) -> Mapping[str, int]:
    """Return who pays: the payers of the funds drawn, and what is due after the plan by whose part it is."""
    paid: dict[str, int] = defaultdict(int, after)
    for fund, fen in drawn.items():
        if fund in reckoned.given.funds:
            paid[reckoned.given.funds[fund].payer] += fen
    return paid


def _measures(reckoned: Reckoned, one: Started) -> Iterator[Figure]:
    planned, label = one.planned, one.given.label
    yield Figure(
        where=label,
        name="benefit",
        name_zh="效益",
        said=planned.benefit,
        found=benefit_of(reckoned, one),
        unit="household-years",
        rounded=ROUNDED,
    )
    yield Figure(
        where=label,
        name="disruption",
        name_zh="扰民",
        said=planned.disruption,
        found=disruption_of(one),
        unit="household-days",
        rounded=ROUNDED,
    )
