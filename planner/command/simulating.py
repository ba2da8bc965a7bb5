"""The command simulate: a plan's construction played forward."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked import asked_at
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.status import BAD_INPUT, DONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.trace import Told
    from scenarios.model.programme import Programme
    from solvers.construction.site import Draws, Site


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of a play.

    ``number`` is the replication that is told line by line; None: replication 0, the one without chance, in
    sum only.
    """

    what_ifs: Sequence[str]
    number: int | None
    seed: int
    as_json: bool
    lang: str | None


def simulate_plan(programme: str, plan_file: str, wanted: Wanted) -> int:
    """Play one replication of a plan and print what became of it; with a number, line by line."""
    from planner.report.trace import Told, summary_lines, trace_lines
    from scenarios.tables.faults import InputFaults
    from solvers.construction.play import replay
    from solvers.construction.site import WrongPlanError, site_of

    spoken, number = language(wanted.lang), wanted.number or 0
    try:
        asked = asked_at(programme, plan_file, wanted.what_ifs, spoken)
        site = site_of(asked.programme, asked.plan)
    except InputFaults as error:
        show_faults(error.faults, spoken)
        return BAD_INPUT
    except WrongPlanError as error:
        raise click.UsageError(str(error)) from None
    draws = _drawn(asked.programme, site, number, wanted.seed)
    told = Told(asked.programme, site, draws, replay(site, draws), spoken)
    if wanted.as_json:
        click.echo(json.dumps(_as_json(told, number, wanted.seed), ensure_ascii=False))
        return DONE
    if wanted.number is not None:
        for line in trace_lines(told):
            click.echo(line)
    for line in summary_lines(told):
        click.echo(line)
    return DONE


def _drawn(given: Programme, site: Site, number: int, seed: int) -> Draws:
    """Return the draws of a replication; replication 0 is without chance."""
    from solvers.construction.chance import chances_of, draws_of
    from solvers.construction.site import undisturbed

    if not number:
        return undisturbed(site)
    return draws_of(site, chances_of(given, site), seed, 1, first=number - 1)


def _as_json(told: Told, number: int, seed: int) -> dict[str, Any]:
    """Return a replication as plain values: finishes with their parts, and every visit."""
    from solvers.construction.play import KINDS, NOT_FINISHED
    from solvers.construction.trace import explained

    site, played = told.site, told.run.played
    campaigns = []
    for c, key in enumerate(site.campaign):
        ended = int(played.finish[c]) < NOT_FINISHED
        parts = explained(site, told.draws, told.run, c) if ended else ()
        campaigns.append(
            {
                "campaign": key,
                "planned": told.date(int(site.campaign_end[c]) - 1).isoformat(),
                "finish": told.date(int(played.finish[c]) - 1).isoformat() if ended else None,
                "parts": [
                    {"cause": p.cause, "days": p.days, "activity": _name(site, p.activity), "name": p.name}
                    for p in parts
                ],
            }
        )
    visits: list[dict[str, str | None]] = [
        {"activity": site.activity[a], "kind": KINDS[k], **_days(told, a, k)}
        for a in range(site.activities)
        for k in range(len(KINDS))
        if played.ready[a, k] >= 0
    ]
    return {
        "semantics": site.semantics,
        "replay": number,
        "seed": seed,
        "campaigns": campaigns,
        "visits": visits,
    }


def _name(site: Site, activity: int) -> str:
    return site.activity[activity] if activity >= 0 else ""


def _days(told: Told, a: int, kind: int) -> dict[str, str | None]:
    """Return the days of a visit; ``end`` is the day after its last, None where it has none."""
    from solvers.construction.play import NOT_FINISHED

    played = told.run.played
    days = {name: int(getattr(played, name)[a, kind]) for name in ("ready", "start", "end")}
    return {
        name: told.date(day).isoformat() if 0 <= day < NOT_FINISHED else None for name, day in days.items()
    }
