"""The outcome document: what is answered about a plan played forward (docs/outcome-file.md)."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
from typing import TYPE_CHECKING, Any

from planner.document.changes import changes_of, what_ifs_of
from planner.document.outcome_causes import attribution_of, crews_of, crucial_of, drivers_of, worths_of
from planner.document.outcome_dates import (
    campaigns_of,
    fan_of,
    group_of,
    groups_of,
    joint_of,
    promises_of,
)
from planner.document.outcome_money import cash_of, fund_years_of, pressure_of
from planner.document.outcome_readings import Days, reading, round_to
from planner.document.outcome_residents import disruption_of
from planner.document.outcome_risks import band_of, register_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from scenarios.whatif import Change, WhatIf
    from solvers.construction.answers import Outcome
    from solvers.construction.answers.outcome import Stop
    from solvers.construction.site import Site


def outcome_document(
    programme: Programme,
    site: Site,
    outcome: Outcome,
    *,
    replayed: dict[str, Any] | None = None,
    against: dict[str, Any] | None = None,
    what_ifs: Sequence[WhatIf] = (),
    changes: Sequence[Change] = (),
) -> dict[str, Any]:
    """Return the outcome document; money in yuan, dates ISO, null where something is unfinished or not known.

    ``replayed`` one replication told visit by visit, ``against`` another plan beside this one; None where not
    asked for.
    """
    days = Days(outcome.first_day)
    whole = group_of(outcome.programme)
    return {
        "seed": outcome.seed,
        "replications": outcome.replications,
        "semantics": outcome.semantics,
        "engine": outcome.engine,
        "version": importlib.metadata.version("estate-renewal"),
        "fingerprint": outcome.fingerprint,
        "programme": _programme(programme, site, what_ifs),
        "precision": _precision(outcome.stop),
        "replay": {"checked": outcome.checked.checked, "mismatches": outcome.checked.mismatches},
        **whole,
        "campaigns": campaigns_of(programme, site, outcome.campaigns),
        "places": groups_of(outcome.places, "place"),
        "streets": groups_of(outcome.streets, "street"),
        "phases": groups_of(outcome.phases, "phase"),
        "funds": groups_of(outcome.funds, "fund"),
        "promises": promises_of(programme, outcome.promises),
        "joint": joint_of(outcome.joint, days),
        "progress": fan_of(outcome.fan, days),
        "cash": cash_of(outcome.cash),
        "fund_years": fund_years_of(outcome.fund_years),
        "pressure": pressure_of(outcome.pressure),
        "attribution": attribution_of(outcome.attribution, days),
        "drivers": drivers_of(outcome.drivers, days),
        "works": crucial_of(outcome.works),
        "crews": crews_of(outcome.crews),
        "worths": worths_of(outcome.worths),
        "disruption": disruption_of(programme, site, outcome.disruption),
        "register": register_of(outcome.register, days),
        "band": band_of(outcome.band, days),
        "against": against,
        "replayed": replayed,
        "changes": changes_of(changes),
        "assumptions": [dataclasses.asdict(told) for told in outcome.assumptions],
    }


def _programme(programme: Programme, site: Site, what_ifs: Sequence[WhatIf]) -> dict[str, Any]:
    """Return what was played, and the day before which all must have ended."""
    days = Days(site.first_day)
    return {
        "name": programme.settings.name,
        "name_zh": programme.settings.name_zh or programme.settings.name,
        "source": programme.source,
        "fingerprint": programme.fingerprint,
        "plan": _plan_fingerprint(site),
        "first_day": days.iso(0),
        "last_day": days.iso(site.plan_days - 1),
        "horizon": days.iso(site.horizon),
        "campaigns": site.campaigns,
        "what_ifs": what_ifs_of(what_ifs),
    }


def _plan_fingerprint(site: Site) -> str:
    """Return what tells plans of a programme apart: their campaigns, starts and works, and nothing else."""
    digest = hashlib.sha256()
    for names, days in ((site.campaign, site.campaign_start), (site.activity, site.included)):
        for name, day in zip(names, days.tolist(), strict=True):
            digest.update(f"{name}\x1f{int(day)}\x1e".encode())
    return digest.hexdigest()


def _precision(stop: Stop) -> dict[str, Any]:
    """Return how exact the headline outputs are, and which was last to be."""
    return {
        "asked": stop.target,
        "met": stop.met,
        "interrupted": stop.interrupted,
        "last": stop.last,
        "method": stop.method,
        "blocks": stop.blocks,
        "headline": [
            {"output": one.name, **reading(one.reading), "relative": round_to(one.relative, 6)}
            for one in stop.headline
        ],
    }
