"""The commands worth, near-best and priority-list."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked import asked_at
from planner.command.folder import writable
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.overlaid import overlaid_at
from planner.command.status import BAD_INPUT, DONE, IMPOSSIBLE, NO_PLAN
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.command.asked import Asked
    from planner.report.progress import ProgressLine
    from planner.words import Words
    from solvers.worth.near_best import NearBest
    from solvers.worth.searched import Effort


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the three commands; see their ``--help``."""

    what_ifs: tuple[str, ...] = ()
    top: int = 20
    plans: int = 5
    differ: int = 5
    within: float = 0.005
    by: str = "estate"
    levels: str | None = None
    gap: float = 1e-3
    seconds: float | None = None
    seed: int = 0
    out: str | None = None
    as_json: bool = False
    lang: str | None = None

    @property
    def effort(self) -> Effort:
        """How far each search goes."""
        from solvers.worth.searched import Effort

        return Effort(gap=self.gap, seconds=self.seconds or 60.0, seed=self.seed)


def worth(programme: str, plan_file: str, wanted: Wanted) -> int:
    """Say what limits and estates are worth; return the exit status."""
    from planner.document.worths import worths_of
    from planner.report.progress import ProgressLine
    from planner.report.worths import worth_lines
    from solvers.why.base import NotItsPlanError, base_of
    from solvers.worth.replacement import replacements
    from solvers.worth.worths import here, worths

    lang = language(wanted.lang)
    t = words(lang)
    asked = _asked(programme, plan_file, wanted, lang)
    if asked is None:
        return BAD_INPUT
    seconds = wanted.seconds or 4.0
    with ProgressLine(lang) as line:
        try:
            base = base_of(asked.programme, asked.plan, asked.warm)
        except NotItsPlanError:
            raise click.UsageError(t("PLAN breaks rules of this programme; see `renewal audit`.")) from None
        known = here(base, seconds)
        limits = worths(base, known, wanted.top, seconds, _counting(line, t("limits solved again"), t))
        saying = _counting(line, t("estates left out in turn"), t)
        estates = replacements(base, known, min(wanted.top, 10), seconds, saying)
    _show(worths_of(base, known, limits, estates), worth_lines, wanted, t)
    return DONE


def near_best(programme: str, plan_file: str, wanted: Wanted) -> int:
    """Look for plans nearly as good as the best that differ from it; return the exit status."""
    from planner.document.worths import near_best_of
    from planner.report.progress import ProgressLine
    from planner.report.worths import near_best_lines
    from solvers.worth.near_best import near_best as found_near

    lang = language(wanted.lang)
    t = words(lang)
    asked = _asked(programme, plan_file, wanted, lang)
    if asked is None:
        return BAD_INPUT
    folder = None if wanted.out is None else writable(Path(wanted.out), t)
    with ProgressLine(lang) as line:
        try:
            found = found_near(
                asked.programme,
                asked.warm or asked.plan,
                wanted.plans,
                wanted.differ,
                wanted.within,
                "year" if wanted.by == "year" else "estate",
                wanted.effort,
                lambda number: _counting(line, t("near-best plans"), t)(number, wanted.plans),
            )
        except ValueError:
            raise click.UsageError(t("Not for programmes whose rules may give way.")) from None
    if found is None:
        click.echo(t("No plan was found in time; give more --seconds."), err=True)
        return NO_PLAN
    files = [] if folder is None else _written(asked, found, folder)
    document = near_best_of(asked.programme, found, files)
    _show(document, lambda held, speak: near_best_lines(held, wanted.by, speak), wanted, t)
    return DONE


def priority_list(programme: str, wanted: Wanted) -> int:
    """Rank estates so that any budget funds a prefix of the list; return the exit status."""
    from planner.document.worths import priority_of
    from planner.report.progress import ProgressLine
    from planner.report.worths import priority_lines
    from scenarios.tables.faults import InputFaults
    from solvers.worth.priority import LEVELS
    from solvers.worth.priority import priority_list as ranked

    lang = language(wanted.lang)
    t = words(lang)
    levels = LEVELS if wanted.levels is None else _levels(wanted.levels, t)
    try:
        given = overlaid_at(programme, wanted.what_ifs, lang).programme
    except InputFaults as error:
        show_faults(error.faults, lang)
        return BAD_INPUT
    with ProgressLine(lang) as line:
        began = time.monotonic()
        try:
            found = ranked(
                given,
                levels,
                wanted.effort,
                lambda level: _say(line, t("budget {share}", share=f"{level:.0%}"), began),
            )
        except ValueError:
            raise click.UsageError(t("Not for programmes whose rules may give way.")) from None
    _show(priority_of(found), priority_lines, wanted, t)
    if any(level.plan is not None for level in found.levels):
        return DONE
    return IMPOSSIBLE if all(level.nested.impossible for level in found.levels) else NO_PLAN


def _asked(programme: str, plan_file: str, wanted: Wanted, lang: str) -> Asked | None:
    """Return what is asked about; None where its faults were shown."""
    from scenarios.tables.faults import InputFaults

    try:
        return asked_at(programme, plan_file, wanted.what_ifs, lang)
    except InputFaults as error:
        show_faults(error.faults, lang)
        return None


def _levels(text: str, t: Words) -> tuple[float, ...]:
    """Return budget levels of a text such as ``0.2,0.5,1``; raises a usage error where it is none."""
    try:
        found = tuple(float(part) for part in text.replace("，", ",").split(",") if part.strip())
    except ValueError:
        found = ()
    if not found or min(found) <= 0 or max(found) > 10:
        raise click.UsageError("--levels: " + t("give shares of the money above 0, such as 0.2,0.5,1"))
    return found


def _written(asked: Asked, found: NearBest, folder: Path) -> list[str]:
    """Write the document of each plan into a folder, all or none; return the files."""
    from planner.document.document import document_of
    from planner.report.files import all_or_none
    from scenarios.model.findings import findings_of

    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"plan-{number}.json" for number in range(1, len(found.plans) + 1)]
    findings = findings_of(asked.programme)
    with all_or_none(*files) as stages:
        for stage, plan in zip(stages, found.plans, strict=True):
            document = document_of(asked.programme, plan.solve, plan.breaches, findings)
            stage.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1), "utf-8")
    return [str(file) for file in files]


def _counting(line: ProgressLine, what: str, t: Words) -> Callable[[int, int], None]:
    """Return what shows on the line how many of how many are done."""
    began = time.monotonic()
    return lambda number, of: _say(line, f"{what} {t('{n} of {all}', n=number, all=of)}", began)


def _say(line: ProgressLine, message: str, began: float) -> None:
    from solvers.search.run import Event

    line(Event(seconds=time.monotonic() - began, message=message))


def _show(
    document: dict[str, Any],
    lines: Callable[[dict[str, Any], Words], Iterable[str]],
    wanted: Wanted,
    t: Words,
) -> None:
    """Print a document as JSON or as lines."""
    if wanted.as_json:
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
        return
    for line in lines(document, t):
        click.echo(line)
