"""The table of contents of the integer program: every rule, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.rules import capacity, money, order, starts, targets, windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from scenarios.tables.settings import Settings
    from solvers.program.network import Spans
    from solvers.rules.block import Block, Given
    from solvers.rules.windows import Window


def _always(settings: Settings) -> bool:
    return True


def _switch(name: str) -> Callable[[Settings], bool]:
    def is_on(settings: Settings) -> bool:
        return bool(getattr(settings.rules, name).on)

    return is_on


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: its name, what it says in a sentence, the unit of its limits, and how it enters the program.

    ``rows`` makes a block of rows, ``window`` closes start periods; a rule may have both. ``unit_size``
    is how many units the row's own unit holds (money rows are in 万元, told in yuan).
    """

    name: str
    sentence: str
    sentence_zh: str
    unit: str = ""
    unit_size: float = 1.0
    is_on: Callable[[Settings], bool] = _always
    rows: Callable[[Given], Block] | None = None
    window: Callable[[Programme, Spans], Window] | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        name="start_once",
        sentence="Each campaign starts at most once; one that must start, exactly once.",
        sentence_zh="每个批次最多开工一次；必须实施的恰好一次。",
        unit="start",
        rows=starts.start_once,
    ),
    Rule(
        name="works_ride",
        sentence="An optional work is done in its campaign's opening or not at all.",
        sentence_zh="选做项只能随本批次一并实施，否则不做。",
        unit="work",
        rows=starts.works_ride,
    ),
    Rule(
        name="alternatives",
        sentence="Of works that exclude each other at most one is done; exactly one where one is required.",
        sentence_zh="互斥方案至多选一；其中有必改项时恰选其一。",
        unit="work",
        rows=starts.alternatives,
    ),
    Rule(
        name="pinned",
        sentence="A pinned campaign starts in its period.",
        sentence_zh="锁定的批次在指定时段开工。",
        window=windows.pinned,
    ),
    Rule(
        name="earliest_latest",
        sentence="No campaign starts before its earliest or after its latest day.",
        sentence_zh="不早于最早、不晚于最迟开工日。",
        window=windows.earliest_latest,
    ),
    Rule(
        name="moratorium",
        sentence="A place renovated lately is not opened again within the moratorium.",
        sentence_zh="近年改造过的地点在禁止重复开挖期内不再开工。",
        is_on=_switch("moratorium"),
        window=windows.moratorium,
    ),
    Rule(
        name="outside_dates",
        sentence="Works that wait for another agency's project or a shared asset start after it is ready.",
        sentence_zh="受外部工程或共用设施制约的内容在其完工后开工。",
        is_on=_switch("outside_dates"),
        window=windows.outside_dates,
    ),
    Rule(
        name="consent",
        sentence="Works that residents must vote on start after a vote that passes.",
        sentence_zh="须经业主表决的内容在表决通过后开工。",
        is_on=_switch("consent"),
        window=windows.consent,
    ),
    Rule(
        name="links",
        sentence="What comes later starts once what comes first has ended and the lag has passed.",
        sentence_zh="后续内容在先行内容完成并满足间隔后开工。",
        unit="start",
        is_on=_switch("links"),
        rows=order.links,
        window=order.link_dates,
    ),
    Rule(
        name="pilot_first",
        sentence="Until the pilots are complete only so many other campaigns have started.",
        sentence_zh="试点完成前，其他批次开工数量受限。",
        unit="campaign",
        is_on=_switch("pilot_first"),
        rows=order.pilot_first,
    ),
    Rule(
        name="money_due_drawn",
        sentence="What falls due in a year is drawn from funds that may pay it.",
        sentence_zh="当年应付款由可支付的资金足额支付。",
        unit="yuan",
        unit_size=1e4,
        rows=money.money_due_drawn,
    ),
    Rule(
        name="fund_limits",
        sentence="A fund pays no more in a year than its limit and what was carried over.",
        sentence_zh="各项资金每年支用不超过年度限额与结转之和。",
        unit="yuan",
        unit_size=1e4,
        is_on=_switch("fund_limits"),
        rows=money.fund_limits,
    ),
    Rule(
        name="due_after_plan",
        sentence="Money due after the last plan year stays within its limit.",
        sentence_zh="规划期后应付款不超过限额。",
        unit="yuan",
        unit_size=1e4,
        is_on=lambda settings: settings.rules.due_after_plan.limit is not None,
        rows=money.due_after_plan,
    ),
    Rule(
        name="crew_limits",
        sentence="Crew-days used by a trade in a period are no more than its crews have.",
        sentence_zh="各工种每时段用工不超过施工队可用工日。",
        unit="crew-day",
        is_on=_switch("crew_limits"),
        rows=capacity.crew_limits,
    ),
    Rule(
        name="street_disruption",
        sentence="Only so many households of a street live with works at once.",
        sentence_zh="同一街道同时受施工影响的户数受限。",
        unit="household",
        is_on=_switch("street_disruption"),
        rows=capacity.street_disruption,
    ),
    Rule(
        name="street_projects",
        sentence="Only so many campaigns are under way at once in a street.",
        sentence_zh="同一街道同时在建批次数受限。",
        unit="campaign",
        is_on=_switch("street_projects"),
        rows=capacity.street_projects,
    ),
    Rule(
        name="targets",
        sentence="Each target is reached by its date.",
        sentence_zh="各项指标按期完成。",
        unit="unit",
        is_on=_switch("targets"),
        rows=targets.targets,
    ),
)
"""Every rule. The money of a work is parted among payers before any rule sees it
(solvers/program/claims.py).
"""


def rules_on(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules that the settings switch on."""
    return tuple(rule for rule in RULES if rule.is_on(settings))
