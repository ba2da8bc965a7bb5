"""All checks across tables, as a table of contents: first what is wrong, then what is odd or assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.checks import (
    assumed,
    counts,
    days,
    keys,
    money,
    odd_money,
    odd_places,
    order,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered

CHECKS: tuple[Callable[[Given, Gathered], None], ...] = (
    keys.rows_are_told_apart,
    keys.works_are_told_apart,
    keys.pairs_are_pairs,
    references.names_are_known,
    references.settings_name_what_is_there,
    counts.campaigns_are_known,
    order.work_types_have_an_order,
    order.links_have_ends,
    order.links_make_no_loop,
    days.spans_run_forward,
    days.pins_are_in_the_plan,
    days.benefits_name_periods,
    money.funds_are_one,
    money.conditions_can_be_read,
    money.shares_add_up,
    money.works_have_a_cost,
    counts.ballots_count_right,
    counts.targets_say_what_counts,
)
"""Each finds every fault of one kind."""

ODD: tuple[Callable[[Given, Gathered], None], ...] = (
    assumed.defaults_are_named,
    assumed.settings_are_named,
    days.dates_meet_the_plan,
    odd_money.funds_can_be_used,
    odd_money.money_binds,
    odd_money.prices_are_alike,
    odd_places.estates_are_plausible,
    odd_places.works_are_plausible,
    odd_places.served_households_live_there,
    odd_places.names_stand_for_one_place,
    odd_places.trades_have_crews,
    odd_places.votes_pass,
)
"""Each points out one kind of odd data or assumption."""


def check_all(given: Given, gathered: Gathered) -> None:
    """Gather the faults of all checks; where there are none at all, what is odd or assumed."""
    for check in CHECKS:
        check(given, gathered)
    if not gathered.faults:  # of faulty data nothing else can be said with certainty
        for notice in ODD:
            notice(given, gathered)
