"""Why a campaign does not start, or an optional work is not done, as far as tables and rules tell.

What can be said for sure is said: another mode, dates that are closed, a gate, no benefit, no money. Where
none of these holds, it is the plan's choice among what is possible.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from planner.report.names import part_label
from planner.words import words
from scenarios.model.scores.gates import GATES
from solvers.program.claims import claims
from solvers.program.network import spans
from solvers.program.sites import sites
from solvers.rules.aim import worth
from solvers.rules.register import rules_on

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.program.claims import Claims
    from solvers.program.network import Spans
    from solvers.rules.aim import Worth
    from solvers.rules.windows import Window

Why = tuple[str, str]
"""A reason in English and in Chinese."""

CLOSED: dict[str, Why] = {
    "pinned": ("its pinned start cannot be kept", "锁定的开工时段不可行"),
    "earliest_latest": (
        "no start lies between its earliest and its latest day",
        "最早与最迟开工日之间没有可开工时段",
    ),
    "moratorium": (
        "it was renovated lately and may not be opened again yet",
        "近年已改造，仍在禁止重复开挖期内",
    ),
    "outside_dates": (
        "it waits for an outside project or shared asset that is not ready in time",
        "所依赖的外部工程或共用设施未能及时完工",
    ),
    "consent": ("residents' consent is missing: no vote on it has passed in time", "业主表决未（及时）通过"),
    "readiness": (
        "survey, design, publicity, approval and tender are not done in time",
        "摸底、设计、公示、批复、招标未能及时完成",
    ),
    "agreements": ("an agreement with a third party is not reached in time", "第三方协议未（及时）达成"),
    "harder_later": ("hard works start only from a later day", "难度大的内容尚未到允许开工日期"),
    "exclusions": ("heritage ground has no permit to dig in time", "文保地块未（及时）取得开挖许可"),
    "links": ("what must come before it does not end in time", "须先行完成的内容未能及时完成"),
    "openings": ("its ground was opened too short a time ago", "地块开挖时间过近，尚不得再次开挖"),
    "operators": ("its operator's programme has no dates for it", "不在专营单位计划的起止日期之内"),
    "longest_wait": ("it could only be completed after the longest wait", "完工将超过最长等待年限"),
}
"""What it means that a rule closes every date."""
NO_START: Why = ("no start within the plan keeps every rule at a better total", "在规划期内未安排开工")
WORKS_OUT: Why = (
    "optional works: money, time or consent go further elsewhere",
    "选做项：资金、时间或表决条件用于他处更有效",
)
NO_FUND: Why = ("no fund may pay for part of it", "没有资金可以支付其中一部分费用")
NO_MONEY: Why = (
    "money: the funds that may pay for it have less left than it needs",
    "资金：可支付的资金余额不足其所需",
)
NO_BENEFIT: Why = ("it brings nothing: no need, households or priority", "无效益：需求、户数或优先级为零")


class Reasons:
    """Reasons for what a plan leaves out; what they need is worked out once, when first asked for."""

    def __init__(self, programme: Programme, plan: Plan) -> None:
        """Keep programme and plan."""
        self._programme, self._plan = programme, plan
        self._started = {one.campaign for one in plan.campaigns}

    def of_campaign(self, campaign: int) -> Why:
        """Return why a campaign does not start."""
        return (
            self._rival(campaign)
            or self._dates(campaign)
            or self._nothing(campaign)
            or self._money(self._needed(campaign), None)
            or NO_START
        )

    def of_work(self, work: int, period: int | None) -> Why:
        """Return why an optional work of a campaign that starts in a period is not done."""
        if period is not None:
            for name, window in self._windows.items():
                if not window.work[work, period]:
                    return CLOSED[name]
        if not self._worth.work_benefit[work].any() and not self._outright(work):
            return NO_BENEFIT
        return self._money([work], period) or WORKS_OUT

    def _rival(self, campaign: int) -> Why | None:
        """Another mode of the place that starts."""
        keys = self._programme.campaigns.key
        for members in self._programme.mode_sets:
            chosen = [str(keys[c]) for c in members if keys[c] in self._started]
            if campaign in members and chosen:
                word = chosen[0].rpartition("/")[2]
                en, zh = part_label(word, words("en")), part_label(word, words("zh"))
                return f"another mode of the place is done: {en}", f"该地点已采用其他改造方式：{zh}"
        return None

    def _dates(self, campaign: int) -> Why | None:
        """Rules that leave no date open, alone or together."""
        left = np.ones(self._programme.clock.periods, dtype=bool)
        closing = []
        for name, window in self._windows.items():
            free = window.start[campaign] & window.work[self._needed(campaign)].all(axis=0)
            if not free.any():
                return CLOSED[name]
            if not free.all():
                closing.append(name)
            left &= free
        if left.any():
            return None
        told = [CLOSED[name] for name in closing]
        en, zh = "; ".join(why for why, _ in told), "；".join(why for _, why in told)
        return f"between them, its dates leave no start: {en}", f"各项日期限制合并后无可开工时段：{zh}"

    def _nothing(self, campaign: int) -> Why | None:
        """A gate of application mode, or no benefit in any period."""
        programme = self._programme
        estate, application = int(programme.campaigns.estate[campaign]), programme.settings.application
        if estate >= 0 and application.on and application.weighs and programme.scores.gate[estate]:
            return GATES[str(programme.scores.gate[estate])]
        works = self._works_of.get(campaign, [])
        brings = self._worth.work_benefit[works].any() or (self._worth.campaign_benefit[campaign] > 0).any()
        return None if brings else NO_BENEFIT

    def _outright(self, work: int) -> bool:
        return bool(self._worth.campaign_benefit[self._programme.facts.campaign[work]].any())

    def _money(self, works: list[int], period: int | None) -> Why | None:
        """No fund for a part, or less left in the funds of a group than the works need at their cheapest."""
        held = self._claims
        mine = np.array([part for work in works for part in self._parts_of.get(work, ())], dtype=np.int64)
        need = held.amount[mine].min(axis=1) if period is None else held.amount[mine, period]
        for group in np.unique(held.group[mine]).tolist():
            owed = int(need[held.group[mine] == group].sum())
            if owed and not held.may_pay[group].any():
                return NO_FUND
            if owed > self._left[held.may_pay[group]].sum():
                return NO_MONEY
        return None

    @cached_property
    def _left(self) -> NDArray[np.float64]:
        """What is left of each fund's money of all years; without end where nothing limits it."""
        funds = self._claims.funds
        left = np.full(len(funds.name), np.inf)
        if self._programme.settings.rules.fund_limits.on:
            left = np.bincount(funds.fund, weights=funds.amount, minlength=len(left)).astype(np.float64)
            index = {name: number for number, name in enumerate(funds.name)}
            for draw in self._plan.draws:
                left[index[draw.fund]] -= draw.amount
            earns = self._programme.funds.fund[self._programme.funds.kind == "revenue"]
            left[[index[str(name)] for name in earns if str(name) in index]] = np.inf
        return left

    def _needed(self, campaign: int) -> list[int]:
        """Works without which a campaign does not start."""
        facts = self._programme.facts
        of = self._works_of.get(campaign, [])
        return [work for work in of if facts.required[work] and facts.alternatives[work] < 0]

    @cached_property
    def _works_of(self) -> dict[int, list[int]]:
        return grouped(self._programme.facts.campaign)

    @cached_property
    def _parts_of(self) -> dict[int, list[int]]:
        """Parts of each work's cost."""
        return grouped(self._claims.work)

    @cached_property
    def _windows(self) -> dict[str, Window]:
        """What each rule on dates leaves open, by the rule's name."""
        return {
            rule.name: rule.window(self._programme, self._spans)
            for rule in rules_on(self._programme)
            if rule.window is not None
        }

    @cached_property
    def _spans(self) -> Spans:
        return spans(self._programme)

    @cached_property
    def _worth(self) -> Worth:
        return worth(self._programme, self._spans)

    @cached_property
    def _claims(self) -> Claims:
        return claims(self._programme, sites(self._programme))


def grouped(owner: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return the rows of each owner, in their order."""
    rows: dict[int, list[int]] = {}
    for row, key in enumerate(owner.tolist()):
        rows.setdefault(key, []).append(row)
    return rows
