"""The answer to "why", as it stands in JSON: money in yuan, dates ISO, campaigns by their key."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from planner.report.names import place_name
from planner.report.rule_names import rule_label
from planner.report.why_words import REASONS, sentence
from planner.words import words

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.why.answer import Why
    from solvers.why.change import Change
    from solvers.why.displaced import Moved
    from solvers.why.limits import Binding


def why_document(programme: Programme, why: Why) -> dict[str, Any]:
    """Return the answer for one campaign."""
    estate = int(programme.campaigns.estate[why.campaign])
    return {
        "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
        "estate_name": place_name(programme, why.campaign),
        "campaign": str(programme.campaigns.key[why.campaign]),
        "year": why.year,
        "own_year": why.own_year,
        "binding": [_binding(one) for one in why.binding],
        "displaces": [_moved(programme, one) for one in why.displaces],
        "along": [_moved(programme, one) for one in why.along],
        "loss": None if why.loss is None else dataclasses.asdict(why.loss),
        "free": why.free,
        "would_bring_forward": [_change(one) for one in why.changes],
        "cannot": [
            {"change": kind, "why": REASONS[reason], "why_zh": words("zh")(REASONS[reason])}
            for kind, reason in why.cannot
        ],
        "sentence": {lang: sentence(programme, why, words(lang)) for lang in ("zh", "en")},
    }


def _binding(one: Binding) -> dict[str, Any]:
    names = {"name": rule_label(one.rule, words("en")), "name_zh": rule_label(one.rule, words("zh"))}
    return {**dataclasses.asdict(one), **names}


def _moved(programme: Programme, one: Moved) -> dict[str, Any]:
    names = programme.clock.names
    return {
        "campaign": str(programme.campaigns.key[one.campaign]),
        "from": names[one.before] if one.before >= 0 else None,
        "to": names[one.after] if one.after >= 0 else None,
        "works_out": list(one.works_out),
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "change": one.kind,
        "what": one.what,
        "year": one.year,
        "from": one.before,
        "to": one.after,
        "verified": one.verified,
        "smallest": one.smallest,
        "gap": one.gap,
    }
