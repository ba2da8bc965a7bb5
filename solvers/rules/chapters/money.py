"""Rules: who pays, and within which limits."""

from __future__ import annotations

from solvers.rules import giving, money, terms
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
        gives=giving.funds,
    ),
    Rule(
        name="due_after_plan",
        sentence="Money due after the last plan year stays within its limit.",
        sentence_zh="规划期后应付款不超过限额。",
        unit="yuan",
        unit_size=1e4,
        is_on=lambda programme: programme.settings.rules.due_after_plan.limit is not None,
        rows=money.due_after_plan,
        gives=giving.after_plan,
    ),
    Rule(
        name="fund_caps",
        sentence="A fund pays no more than its caps per household, square metre or estate.",
        sentence_zh="各项资金支用不超过每户、每平方米、每小区上限。",
        unit="yuan",
        unit_size=1e4,
        is_on=terms.has_caps,
        rows=terms.fund_caps,
    ),
    Rule(
        name="matching",
        sentence="A fund that must be matched pays only in proportion to the fund that matches it.",
        sentence_zh="须配套的资金按比例与配套资金同步支用。",
        unit="yuan",
        unit_size=1e4,
        is_on=terms.has_matches,
        rows=terms.matching,
    ),
    Rule(
        name="fund_floors",
        sentence="At least its floor is drawn of a fund in a year.",
        sentence_zh="各项资金年度支用不低于最低支用额。",
        unit="yuan",
        unit_size=1e4,
        is_on=terms.has_floors,
        rows=terms.fund_floors,
        gives=giving.each_duty,
    ),
    Rule(
        name="bond_cover",
        sentence="Revenue until the evaluation date covers principal and interest of bonds by their ratio.",
        sentence_zh="至评估日的收益按覆盖倍数覆盖专项债本息。",
        unit="yuan",
        unit_size=1e4,
        is_on=terms.has_cover,
        rows=terms.bond_cover,
    ),
)
