"""All levers of a programme: its families of knobs and its ladders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.rules.register import rules_on
from solvers.why.repairs import dates, duties, money, order, room, scales
from solvers.why.repairs.lever import Eased, Ladder, Rung

if TYPE_CHECKING:
    from collections.abc import Collection

    from solvers.why.repairs.lever import Called, Family
    from solvers.why.repairs.opened import Opened
    from solvers.why.repairs.prices import Prices

AMOUNTS = frozenset({"crew_limits", "fund_limits", "targets"})
"""Rules that are eased by amounts; switching them off is proposed only where little else helps."""


def families(found: Opened, prices: Prices, names: Called) -> tuple[Family, ...]:
    """Return the families that have any knob."""
    all_of = (
        money.fund_knobs(found, names),
        money.after_plan_knob(found),
        room.crew_knobs(found, prices),
        room.street_household_knobs(found, prices),
        room.street_project_knobs(found, prices),
        duties.target_knobs(found, prices),
        duties.left_out_knobs(found, prices),
        dates.pin_knobs(found, prices),
        dates.date_knobs(found, prices),
        dates.vote_knobs(found, prices),
        order.link_knobs(found, prices),
        order.pilot_knob(found, prices),
    )
    return tuple(family for family in all_of if family is not None and family.knobs)


def ladders(found: Opened, prices: Prices, rules: Collection[str], names: Called) -> tuple[Ladder, ...]:
    """Return the ladders that ease any of these rules."""
    all_of = [
        *duties.target_ladders(found, prices),
        dates.moratorium_ladder(found, prices),
        *dates.outside_ladders(found, prices),
        *scales.setting_ladders(found, prices),
        *scales.term_ladders(found, prices, names),
        *scales.awaited_ladders(found, prices),
        *scales.office_ladders(found, prices),
        *(ladder for ladder in _switches(found, prices) if not ladder.rules & AMOUNTS),
    ]
    return tuple(ladder for ladder in all_of if ladder is not None and ladder.rules & set(rules))


def last_resorts(found: Opened, prices: Prices, rules: Collection[str]) -> tuple[Ladder, ...]:
    """Return what is proposed only where little else helps: duties and limits given up altogether."""
    all_of = [
        duties.no_duty_ladder(found, prices),
        *(ladder for ladder in _switches(found, prices) if ladder.rules & AMOUNTS),
    ]
    return tuple(ladder for ladder in all_of if ladder is not None and ladder.rules & set(rules))


def _switches(found: Opened, prices: Prices) -> list[Ladder]:
    """Return each rule that the settings can switch off, as a ladder of one rung."""
    programme = found.programme
    ladders = []
    for rule in rules_on(programme):
        own = getattr(programme.settings.rules, rule.name, None)
        if not getattr(own, "on", False):
            continue
        eased = Eased(
            changes=({"table": "settings", "column": f"rules.{rule.name}.on", "set": False},),
            sentence=f"without the rule {rule.name} ({rule.sentence.rstrip('.')})",
            sentence_zh=f"不执行规则 {rule.name}（{rule.sentence_zh.rstrip('。')}）",
        )
        rung = Rung(eased=eased, price=max(prices.settings.rule_left_out, 1.0))
        ladders.append(Ladder(name=f"without {rule.name}", rules=frozenset({rule.name}), rungs=(rung,)))
    return ladders
