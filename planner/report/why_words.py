"""Why an estate comes when it does, in a sentence that a clerk can say at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.labels import fund_labels
from planner.report.names import place_name
from planner.report.rule_names import rule_label
from planner.report.units import count, decimal, wan
from planner.report.where import row_names, where_label
from planner.words import mark

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.why.answer import Why
    from solvers.why.change import Change
    from solvers.why.limits import Binding

REASONS = {
    "first_year": mark("it starts in the first plan year, so it cannot come earlier"),
    "closed": mark("dates leave no start in that year"),
    "not_needed": mark("dates are open"),
    "no_vote": mark("there is no vote that could pass earlier"),
    "not_shown": mark("no plan was found that shows it"),
    "not_tried": mark("it is not sought where all estates are asked at once; ask for this one alone"),
    "never": mark("no amount of it would do"),
    "no_fund": mark("no fund's year limits what it may draw"),
    "no_cost": mark("it costs nothing that funds pay"),
    "no_more_benefit": mark("an earlier start brings no more benefit"),
    "rules_of_funds": mark("rules of funds or aims tie costs and limits in other ways"),
    "rules_of_fairness": mark("rules of fairness count benefits"),
}
"""Why a kind of change would not do."""


def sentence(programme: Programme, why: Why, t: Words) -> str:
    """Say why a campaign starts when it does, and what would bring it forward."""
    name = place_name(programme, why.campaign)
    parts = [_when(name, why, t), *_limits(programme, why, t), *_loss(why, t)]
    if why.free:
        parts.append(t("A plan in which it starts then is as good as this one, as far as is proven."))
    parts += [t("{change} it would come then.", change=_change(programme, one, t)) for one in why.changes]
    if why.along:
        tied = t(", ").join(place_name(programme, one.campaign) for one in why.along)
        parts.append(t("Tied to it, {names} would have to come earlier too.", names=tied))
    if why.displaces:
        others = [place_name(programme, one.campaign) for one in why.displaces[:3]]
        parts.append(
            t(
                "It would take room from {n}: {names}.",
                n=count(len(why.displaces)),
                names=t(", ").join(others),
            )
        )
    return ("" if t.lang == "zh" else " ").join(parts)


def _when(name: str, why: Why, t: Words) -> str:
    if why.own_year is None:
        return t("{name} is left out.", name=name)
    if why.year is None:
        return t(
            "{name} starts in {own}, the first year: it cannot come earlier.", name=name, own=why.own_year
        )
    if why.year == why.own_year:
        return t("{name} starts in {own} already.", name=name, own=why.own_year)
    return t("{name} starts in {own} and not in {year}.", name=name, own=why.own_year, year=why.year)


def _limits(programme: Programme, why: Why, t: Words) -> list[str]:
    closing = [rule_label(one.rule, t) for one in why.binding if one.closes]
    if closing:
        return [t("Its dates leave no start then: {rules}.", rules=t(", ").join(closing))]
    money = next((one for one in why.binding if one.rule == "fund_limits"), None)
    first = money or next(iter(why.binding), None)
    return [] if first is None else [_limit(programme, first, t)]


def _limit(programme: Programme, one: Binding, t: Words) -> str:
    where = where_label(one.rule, one.where, row_names(programme, t), t)
    needs, left = one.needs or 0.0, one.left or 0.0
    if one.unit == "yuan":
        return t(
            "Money is short ({where}): it would need {needs} × 10,000 yuan more, and {left} is left.",
            where=where,
            needs=wan(needs),
            left=wan(left),
        )
    return t(
        "What is short is {rule} ({where}): it would need {needs} more, and {left} is left.",
        rule=rule_label(one.rule, t),
        where=where,
        needs=decimal(needs),
        left=decimal(left),
    )


def _loss(why: Why, t: Words) -> list[str]:
    loss = why.loss
    if loss is None or loss.impossible or loss.high is None or why.year == why.own_year:
        return []
    if not loss.clear and loss.found is not None and loss.found > 0:
        return [
            t(
                "To start it then would lose about {found} household-years by the plans found;"
                " proven is at most {high}.",
                found=count(loss.found),
                high=count(loss.high),
            )
        ]
    if not loss.clear:
        return [t("To start it then would lose at most {high} household-years.", high=count(loss.high))]
    return [
        t(
            "To start it then would lose between {low} and {high} household-years.",
            low=count(loss.low or 0.0),
            high=count(loss.high),
        )
    ]


def _change(programme: Programme, change: Change, t: Words) -> str:
    if change.kind == "fund":
        kinds = dict(zip(programme.funds.fund.tolist(), programme.funds.kind.tolist(), strict=True))
        fund = fund_labels(kinds, t).get(change.what, change.what)
        more = float(change.after or 0) - float(change.before or 0)
        return t(
            "With {more} × 10,000 yuan more of {fund} in {year}", more=wan(more), fund=fund, year=change.year
        )
    if change.kind == "cost":
        less = float(change.before or 0) - float(change.after or 0)
        return t("If its works cost {less} × 10,000 yuan less", less=wan(less))
    if change.kind == "priority":
        return t("With its priority {factor} times as high", factor=decimal(float(change.after or 1)))
    return t("If the vote on {matter} passed by {day}", matter=change.what, day=change.after)
