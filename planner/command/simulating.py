"""The command simulate: a plan's construction played forward under chance."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked import asked_at
from planner.command.ending import undisturbed
from planner.command.folder import writable
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.overlaid import overlaid_at
from planner.command.status import BAD_INPUT, DONE
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.report.trace import Told
    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.construction.answers import Asked, Case, Outcome, Sample
    from solvers.construction.site import Draws, Site

PRECISION = 0.01
"""Relative half-width that the headline outputs must have where nothing is asked for."""
WIDEST = 0.5
"""The widest half-width that can be asked for."""
PAIRS = 512
"""Replications at most that two plans are paired over."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the command; see ``renewal simulate --help``.

    ``number`` is the replication that is told visit by visit, 0 the one without chance; None: none is.
    """

    what_ifs: Sequence[str] = ()
    precision: str | None = None
    replications: int | None = None
    seed: int | None = None
    number: int | None = None
    against: str | None = None
    out: str | None = None
    as_json: bool = False
    lang: str | None = None


def simulate_plan(programme: str, plan_file: str, wanted: Wanted) -> int:
    """Play a plan under chance and write its outcome; return the exit status.

    Ctrl-C ends the replications; what they gave until then is answered and written.
    """
    from scenarios.tables.faults import InputFaults
    from solvers.construction.site import WrongPlanError

    t = words(language(wanted.lang))
    asked = _asked(wanted, t)
    folder = writable(Path(wanted.out) if wanted.out else Path(plan_file).resolve().parent, t)
    try:
        case = _case(programme, plan_file, wanted, t.lang)
        other = None if wanted.against is None else _case(programme, wanted.against, wanted, t.lang)
    except InputFaults as error:
        show_faults(error.faults, t.lang)
        return BAD_INPUT
    except WrongPlanError as error:
        raise click.UsageError(str(error)) from None
    sample, outcome, beside = _played(case, other, asked, t)
    with undisturbed():
        told = _told(case, wanted, t.lang)
        document = _document(programme, plan_file, wanted, outcome, told, sample.case.site, beside)
        return _written(document, case.programme, folder, wanted, told, t)


def precision_of(text: str) -> float | None:
    """Return a precision such as ``1%`` or ``0.01`` as a share; None where it is no such thing."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([%％]?)\s*", text)
    if found is None:
        return None
    share = float(found[1]) / (100.0 if found[2] else 1.0)
    return share if 0 < share <= WIDEST else None


def _asked(wanted: Wanted, t: Words) -> Asked:
    """Return what is asked of the outcome; raises a usage error where that is nothing that can be."""
    from solvers.construction.answers import Asked

    if wanted.precision is not None and wanted.replications is not None:
        raise click.UsageError(t("Give --precision or --replications, not both."))
    precision = PRECISION if wanted.precision is None else precision_of(wanted.precision)
    if precision is None:
        raise click.UsageError(
            t(
                "--precision: '{given}' is no share between 0 and 50 %; give one such as 1% or 0.01.",
                given=wanted.precision,
            )
        )
    return Asked(target=precision, replications=wanted.replications)


def _case(programme: str, plan_file: str, wanted: Wanted, lang: str) -> Case:
    """Return a plan made ready to be played; raises InputFaults, WrongPlanError or a usage error."""
    from solvers.construction.answers import case_of

    asked = asked_at(programme, plan_file, wanted.what_ifs, lang)
    seed = asked.programme.settings.construction.seed if wanted.seed is None else wanted.seed
    return case_of(asked.programme, asked.plan, seed=seed, workers=os.cpu_count() or 1)


def _played(
    case: Case, other: Case | None, asked: Asked, t: Words
) -> tuple[Sample, Outcome, tuple[Sample, Sample] | None]:
    """Play until it is enough or interrupted, and answer; the third is this plan and the other, paired."""
    from planner.report.outcome.progress import PlayedLine
    from solvers.construction.answers import answered, first_of, played, sample_of

    with PlayedLine(t.lang) as line:
        sample, stop = played(case, asked, line)
        beside = None
        try:
            if not stop.interrupted:
                if other is not None:
                    line.doing(t("playing the other plan"))
                    pairs = min(sample.runs.replications, PAIRS)
                    beside = first_of(sample, pairs), sample_of(other, pairs)
                line.doing(t("answering"))
                return sample, answered(sample, stop, asked), beside
        except KeyboardInterrupt:
            stop = replace(stop, interrupted=True)
        line.doing(t("answering"))
        with undisturbed():
            return sample, answered(sample, stop, _least(asked)), beside


def _least(asked: Asked) -> Asked:
    """Return what is asked once it was interrupted: nothing that needs more than a few replications."""
    return replace(asked, worths=0, register=False, band=False, traced=4)


def _told(case: Case, wanted: Wanted, lang: str) -> Told | None:
    """Return the replication to be told; None where none was asked for."""
    from planner.report.trace import Told
    from solvers.construction.play import replay

    if wanted.number is None:
        return None
    draws = _drawn(case, wanted.number)
    return Told(case.programme, case.site, draws, replay(case.site, draws), lang)


def _drawn(case: Case, number: int) -> Draws:
    """Return the draws of a replication; replication 0 is without chance."""
    from solvers.construction.chance import draws_of
    from solvers.construction.site import undisturbed as without_chance

    if not number:
        return without_chance(case.site)
    return draws_of(case.site, case.chances, case.seed, 1, number - 1, case.sky)


def _document(
    programme: str,
    plan_file: str,
    wanted: Wanted,
    outcome: Outcome,
    told: Told | None,
    site: Site,
    beside: tuple[Sample, Sample] | None,
) -> dict[str, Any]:
    from planner.document.outcome import outcome_document
    from planner.document.outcome_causes import against_of
    from planner.document.outcome_replay import replayed_of

    overlaid = overlaid_at(programme, wanted.what_ifs, language(wanted.lang))
    replayed = None
    if told is not None:
        number = wanted.number or 0
        replayed = replayed_of(told.programme, told.site, told.draws, told.run, number, outcome.seed)
    return outcome_document(
        overlaid.programme,
        site,
        outcome,
        replayed=replayed,
        against=None if beside is None else against_of(plan_file, str(wanted.against), *beside),
        what_ifs=overlaid.what_ifs,
        changes=overlaid.changes,
    )


def _written(
    document: dict[str, Any],
    given: Programme,
    folder: Path,
    wanted: Wanted,
    told: Told | None,
    t: Words,
) -> int:
    """Write the files together, and print the summary."""
    from planner.command.written import written
    from planner.report.files import all_or_none
    from planner.report.outcome.book import write_outcome_xlsx
    from planner.report.outcome.page import write_outcome_html
    from planner.report.outcome.terminal import outcome_lines
    from planner.report.trace import summary_lines, trace_lines

    def write() -> None:
        with all_or_none(*files) as (as_json, as_xlsx, as_html):
            as_json.write_text(_dumped(document), encoding="utf-8")
            write_outcome_xlsx(document, given, as_xlsx, t.lang)
            write_outcome_html(document, given, as_html, t.lang)

    def tell(files: tuple[Path, ...]) -> None:
        if wanted.as_json:
            click.echo(_dumped(document))
            return
        if told is not None:
            for line in (*trace_lines(told), "", *summary_lines(told), ""):
                click.echo(line)
        for line in outcome_lines(document, t, files):
            click.echo(line)

    files = tuple(folder / f"outcome.{ending}" for ending in ("json", "xlsx", "html"))
    written(files, write, tell)
    return DONE


def _dumped(document: dict[str, Any]) -> str:
    """Return JSON with a line for each key: long lists of numbers stay on one."""
    lines = (f"{json.dumps(key)}: {_compact(value)}" for key, value in document.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
