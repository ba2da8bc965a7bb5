"""Rules: who pays, and within which limits."""

from __future__ import annotations

from solvers.rules import money
from solvers.rules.rule import Rule, switch

MONEY: tuple[Rule, ...] = (
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
        is_on=switch("fund_limits"),
        rows=money.fund_limits,
    ),
    Rule(
        name="due_after_plan",
        sentence="Money due after the last plan year stays within its limit.",
        sentence_zh="规划期后应付款不超过限额。",
        unit="yuan",
        unit_size=1e4,
        is_on=lambda programme: programme.settings.rules.due_after_plan.limit is not None,
        rows=money.due_after_plan,
    ),
)
