"""What is looked at: one function for each kind of oddity or assumption, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.model.findings import (
    assumed,
    assumed_rules,
    assumed_settings,
    consent,
    crews,
    dates,
    money,
    places,
    prices,
    targets,
)
from scenarios.model.findings.noted import Noted
from scenarios.model.findings.reading import from_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Finding

CHECKS: tuple[Callable[[Noted], None], ...] = (
    money.funds_pay_works,
    targets.targets_can_be_reached,
    dates.starts_are_left,
    dates.pins_keep_other_dates,
    dates.holds_end_in_the_plan,
    dates.works_fit_into_the_plan,
    dates.windows_leave_time,
    dates.evaluation_is_after_the_plan,
    consent.works_have_consent,
    consent.works_have_some_consent,
    crews.trades_have_crews,
    prices.unit_costs_are_alike,
    prices.estate_costs_are_alike,
    prices.numbers_are_near,
    places.estates_can_be_planned,
    places.zones_lie_in_one_street,
    places.needs_are_there,
    places.ballots_fit_their_estates,
    places.assets_are_dated,
    places.other_votes_bind_nothing,
    assumed.columns_are_used,
    assumed_settings.dates_are_assumed,
    assumed_settings.rules_are_assumed,
    assumed_settings.thresholds_are_assumed,
    consent.consent_is_assumed,
    assumed_settings.penalties_are_assumed,
    assumed_rules.parameters_are_assumed,
    assumed_rules.terms_are_assumed,
    assumed.defaults_are_named,
    assumed.sizes_are_assumed,
    assumed.works_are_assumed,
    assumed.payers_are_assumed,
    assumed.nuisance_is_assumed,
)
"""Each adds a finding where there is something to say, and nothing where there is not."""


def look(programme: Programme) -> tuple[Finding, ...]:
    """Return all that is legal but odd in a programme as it stands, and every assumption in force.

    What was noticed on reading it (``programme.findings``) is not in it; see :func:`findings_of`.
    """
    noted = Noted(programme)
    for check in CHECKS:
        check(noted)
    return _in_order(noted.found)


def findings_of(programme: Programme) -> tuple[Finding, ...]:
    """Return what looking finds and what was noticed on reading, many alike folded."""
    return _in_order([*look(programme), *from_reading(programme.findings)])


def _in_order(found: list[Finding]) -> tuple[Finding, ...]:
    """Return findings first, then conversions, then assumptions."""
    order = {"finding": 0, "conversion": 1, "assumption": 2}
    return tuple(sorted(found, key=lambda finding: order.get(finding.kind, 0)))
