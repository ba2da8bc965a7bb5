"""Rules on money: who pays what, within which limits (docs/meaning.md, 5, 10)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.flow import not_drawable
from solvers.plan.audit.purse import FundYear, Vintage, fund_years, vintages_of
from solvers.plan.audit.revenue import earned
from solvers.plan.audit.words import FEN_PER_YUAN, breach, money, yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from solvers.plan.audit.reckoning import ClaimYear, Reckoned
    from solvers.plan.plan import Breach


def fund_limits(reckoned: Reckoned) -> Iterator[Breach]:
    """No fund is drawn beyond what it holds; where no draws are stated, some exist that keep to this."""
    if not reckoned.plan.draws:
        yield from _beyond_all_funds(reckoned)
        return
    for year in purses(reckoned):
        if year.excess:
            limit = f"limit {money(year.limit).en}"
            limit_zh = f"限额 {money(year.limit).zh}"
            if year.carried_in:
                limit += f" and {money(year.carried_in).en} carried over"
                limit_zh += f"，结转 {money(year.carried_in).zh}"
            en = f"drawn {money(year.drawn).en}, {limit}: {money(year.excess).en} too much"
            zh = f"支用 {money(year.drawn).zh}，{limit_zh}：超出 {money(year.excess).zh}"
            yield breach("fund_limits", f"{year.fund} {year.year}", yuan(year.excess), "yuan", en, zh)


def purses(reckoned: Reckoned) -> list[FundYear]:
    """Return every fund in every plan year, given the draws of the plan and what its works earn."""
    drawn: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for draw in reckoned.plan.draws:
        drawn[draw.fund][draw.year] += max(draw.amount, 0)
    given, earns = reckoned.given, reckoned.once(earned)
    return [
        year
        for name, fund in given.funds.items()
        for year in fund_years(fund, given.years, drawn[name], earns.get(name))
    ]


def vintages(reckoned: Reckoned) -> list[Vintage]:
    """Return all the money that may be used in plan years."""
    given, earns = reckoned.given, reckoned.once(earned)
    return [
        vintage
        for name, fund in given.funds.items()
        for vintage in vintages_of(fund, given.years, earns.get(name))
    ]


def payable(reckoned: Reckoned) -> Mapping[ClaimYear, int]:
    """Return what is due of each claim group in each plan year, without what no fund may pay."""
    due: dict[ClaimYear, int] = defaultdict(int)
    for of_campaign in reckoned.dues.values():
        for (group, year), fen in of_campaign.items():
            if group.funds:
                due[group, year] += fen
    return due


def beyond_all_funds(reckoned: Reckoned) -> Mapping[ClaimYear, int]:
    """Return what of each claim cannot be drawn within the limits, whatever is drawn from which fund."""
    return not_drawable(reckoned.once(vintages), reckoned.once(payable))


def _beyond_all_funds(reckoned: Reckoned) -> Iterator[Breach]:
    due = reckoned.once(payable)
    for (group, year), unmet in reckoned.once(beyond_all_funds).items():
        total = money(due[group, year])
        en = f"{total.en} due, {money(unmet).en} more than its funds can give beside all else they must pay"
        zh = f"应付 {total.zh}，其资金在支付其他应付款后尚缺 {money(unmet).zh}"
        yield breach("fund_limits", f"{group.name} {year}", yuan(unmet), "yuan", en, zh)


def who_may_draw(reckoned: Reckoned) -> Iterator[Breach]:
    """Funds pay only for parts that they may pay; nothing is due that no fund may pay."""
    given = reckoned.given
    for key, of_campaign in reckoned.dues.items():
        unpayable = sum(fen for (group, _), fen in of_campaign.items() if not group.funds)
        if unpayable:
            label = given.campaigns[key].label
            en, zh = (
                f"no fund may pay {money(unpayable).en} of its cost",
                f"有 {money(unpayable).zh} 无任何资金可支付",
            )
            yield breach("who_may_draw", label, yuan(unpayable), "yuan", en, zh)
    unfit: dict[tuple[str, str, str], int] = defaultdict(int)
    fit: dict[str, dict[str, set[str]]] = {}
    for draw in reckoned.plan.draws:
        if draw.campaign not in fit:
            fit[draw.campaign] = _funds_of_groups(reckoned, draw.campaign)
        may_pay = fit[draw.campaign].get(draw.claim_group)
        may_pay = set(draw.claim_group.split("+")) if may_pay is None else may_pay
        if draw.fund not in given.funds or draw.fund not in may_pay:
            unfit[draw.fund, draw.claim_group, draw.campaign] += draw.amount
    for (fund, group, campaign), fen in unfit.items():
        if fund not in given.funds:
            en, zh = (
                f"no fund of this programme, yet {money(fen).en} drawn for {campaign}",
                "本计划中无此资金",
            )
        else:
            en = f"may not pay claim group '{group}', yet {money(fen).en} drawn for {campaign}"
            zh = f"不得支付支用组「{group}」，却为 {campaign} 支用 {money(fen).zh}"
        yield breach("who_may_draw", fund, yuan(abs(fen)), "yuan", en, zh)


def _funds_of_groups(reckoned: Reckoned, campaign: str) -> dict[str, set[str]]:
    """Return the funds that may pay each claim group of which something of a campaign is due, by its name."""
    found: dict[str, set[str]] = {}
    for group in {group for group, _ in reckoned.dues.get(campaign, {})}:
        found.setdefault(group.name, set()).update(group.funds)
    return found


def money_due_drawn(reckoned: Reckoned) -> Iterator[Breach]:
    """What is due of a claim group in a year is drawn, exactly; nothing is drawn back."""
    if not reckoned.plan.draws:
        return
    for draw in reckoned.plan.draws:
        if draw.amount < 0:
            en, zh = (
                f"{money(draw.amount).en} drawn for {draw.campaign}",
                f"为 {draw.campaign} 支用 {money(draw.amount).zh}",
            )
            where = f"{draw.fund} {draw.year}"
            yield breach(
                "money_due_drawn",
                where,
                yuan(-draw.amount),
                "yuan",
                f"{en}: less than nothing",
                f"{zh}，为负",
            )
    drawn: dict[tuple[str, str, int], int] = defaultdict(int)
    for draw in reckoned.plan.draws:
        drawn[draw.campaign, draw.claim_group, draw.year] += draw.amount
    due = _due_by_name(reckoned)
    for key in [*due, *(key for key in drawn if key not in due)]:
        campaign, group, year = key
        want, got = due.get(key, 0), drawn.get(key, 0)
        if want != got:
            off = money(abs(got - want))
            label = (
                reckoned.given.campaigns[campaign].label if campaign in reckoned.given.campaigns else campaign
            )
            way, way_zh = ("much", "多") if got > want else ("little", "少")
            en = f"drawn {money(got).en}, due {money(want).en}: {off.en} too {way}"
            zh = f"支用 {money(got).zh}，应付 {money(want).zh}：{way_zh} {off.zh}"
            yield breach("money_due_drawn", f"{label} {group} {year}", yuan(abs(got - want)), "yuan", en, zh)


def _due_by_name(reckoned: Reckoned) -> Mapping[tuple[str, str, int], int]:
    """Return what is due by campaign, name of the claim group and year, without what no fund may pay."""
    due: dict[tuple[str, str, int], int] = defaultdict(int)
    for key, of_campaign in reckoned.dues.items():
        for (group, year), fen in of_campaign.items():
            if group.funds:
                due[key, group.name, year] += fen
    return due


def due_after_plan(reckoned: Reckoned) -> Iterator[Breach]:
    """Money due after the last year of the plan is at most what the settings allow."""
    limit = reckoned.given.rules.due_after_plan.limit
    due = sum(sum(by_owner.values()) for by_owner in reckoned.due_after_plan.values())
    if limit is not None and due > round(limit * FEN_PER_YUAN):
        over = due - round(limit * FEN_PER_YUAN)
        after = reckoned.given.years[-1]
        en = f"{money(due).en} due, at most {money(due - over).en}: {money(over).en} too much"
        zh = f"应付 {money(due).zh}，至多 {money(due - over).zh}：超出 {money(over).zh}"
        yield breach("due_after_plan", f"> {after}", yuan(over), "yuan", en, zh)
