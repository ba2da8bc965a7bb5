"""All checks across tables, as a table of contents: first what is wrong, then what is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.checks import counts, days, keys, money, odd, order, references, terms, votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered

CHECKS: tuple[Callable[[Given, Gathered], None], ...] = (
    keys.rows_are_told_apart,
    keys.works_are_told_apart,
    keys.pairs_are_pairs,
    references.names_are_known,
    references.crews_have_trades,
    references.settings_name_what_is_there,
    references.risks_strike_what_is_there,
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
    terms.matches_are_told,
    terms.operators_have_campaigns,
    terms.settings_name_words_that_are_there,
    terms.stages_follow_once,
    money.works_have_a_cost,
    counts.ballots_count_right,
    counts.fears_count_right,
    counts.points_name_work_types,
    counts.targets_say_what_counts,
    votes.votes_have_an_outcome,
)
"""Each finds every fault of one kind."""

SLIPS: tuple[Callable[[Given, Gathered], None], ...] = (
    odd.funds_are_in_their_unit,
    odd.estates_are_plausible,
    odd.works_are_plausible,
    odd.served_households_live_there,
    odd.names_stand_for_one_place,
    terms.commons_are_used,
    terms.rules_have_a_matter,
    terms.operators_meet_the_plan,
)
"""Each points out one kind of data that is legal but probably a slip of the pen."""


def check_all(given: Given, gathered: Gathered) -> None:
    """Gather the faults of all checks; where there are none at all, what is odd."""
    for check in CHECKS:
        check(given, gathered)
    if not gathered.faults:  # of faulty data nothing else can be said with certainty
        for notice in SLIPS:
            notice(given, gathered)
