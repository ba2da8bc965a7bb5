"""Parameters of switched-on rules that stand at their defaults and are judgements, not facts (假设值)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.findings.noted import given

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from scenarios.model.findings.noted import Noted
    from scenarios.tables.settings import Settings

JUDGED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("openings", ("years",)),
    ("zones", ("most",)),
    ("neighbour_roads", ("level",)),
    ("ramp_up", ("first_year", "factor", "step")),
    ("crew_floors", ("share",)),
    ("street_shares", ("share",)),
    ("least_street", ("weight",)),
    (
        "readiness",
        ("survey_days", "design_rounds", "design_days", "approval_days", "tender_days"),
    ),
    ("harder_later", ("difficulty",)),
)
"""Rules that live by parameters, and which of those have no published source (DOMAIN 3.1, 5.2, 8)."""


def parameters_are_assumed(noted: Noted) -> None:
    """Name each such parameter that the settings leave at its default, where its rule is on."""
    rules = noted.programme.settings.rules
    for name, keys in JUDGED:
        rule = getattr(rules, name)
        if rule.on:
            for key in keys:
                _say(noted, rule, f"rules.{name}", key)


def terms_are_assumed(noted: Noted) -> None:
    """Name the shares, days and points of money and of application mode that stand at their defaults."""
    programme = noted.programme
    for part, keys, matters in _TERMS:
        model = getattr(programme.settings, part)
        if matters(noted):
            for key in keys:
                _say(noted, model, part, key)
    exempt = noted.taking_part & given(programme.estates, "hardship")
    if exempt.any() and "exemptions" not in programme.settings.model_fields_set:
        value = "; ".join(f"{name} {share:g}" for name, share in programme.settings.exemptions.items())
        _note(noted, "exemptions", value)


def _holds_back(noted: Noted) -> bool:
    payments = noted.programme.settings.payments
    return any(profile.retention > 0 for profile in (payments, *payments.by_class.values()))


def _money_is_unsure(noted: Noted) -> bool:
    return bool(np.any(noted.programme.funds.arrival_probability < 1))


def _applies(noted: Noted) -> bool:
    return noted.programme.settings.application.on


def _residents_were_asked(noted: Noted) -> bool:
    return len(noted.programme.voices.wishes) > 0


def _residents_fear(noted: Noted) -> bool:
    return len(noted.programme.voices.worries) > 0


_TERMS: tuple[tuple[str, tuple[str, ...], Callable[[Noted], bool]], ...] = (
    ("payments", ("release_days",), _holds_back),
    ("funding", ("firm", "likely"), _money_is_unsure),
    ("application", ("weights", "built_by"), _applies),
    ("support", ("estate", "street", "district"), _residents_were_asked),
    ("support", ("fears",), _residents_fear),
)


def _say(noted: Noted, model: BaseModel | Settings, part: str, key: str) -> None:
    value = getattr(model, key)
    if key not in model.model_fields_set and value is not None:
        told = "; ".join(f"{k} {v:g}" for k, v in value.items()) if isinstance(value, dict) else f"{value}"
        _note(noted, f"{part}.{key}", told)


def _note(noted: Noted, key: str, value: str) -> None:
    noted.note("assumed_parameter", noted.setting(key, value), key, key=key, value=value)
