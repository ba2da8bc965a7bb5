"""What compare is asked about choosing among cases, and the searches that answer it."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.report.progress import ProgressLine
    from planner.study.solved import Planned
    from scenarios.model.programme import Programme
    from scenarios.whatif.grids import Grid
    from solvers.cases.case import Options
    from solvers.worth.searched import Effort

_SECONDS = 60.0
"""Time of each solve of a tipping point where nothing is said: one that no plan can meet ends with it."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is asked beyond the cases: measures they compete ``by``, aims of a front, tipping points, a list.

    ``pareto`` is empty where no front is wanted; ``points`` are its levels (None: as many as by default).
    ``tipping`` are ranges of values for which the plan's ``first_years`` are held.
    """

    by: tuple[str, ...]
    pareto: tuple[str, ...] = ()
    points: int | None = None
    priority_list: bool = False
    tipping: tuple[str, ...] = ()
    first_years: int = 1


def choice_of(
    *,
    by: str,
    pareto: str | None,
    points: int | None,
    priority_list: bool,
    tipping: tuple[str, ...],
    first_years: int,
    lang: str,
) -> Choice:
    """Return what is asked; raises a usage error where a measure is none, or a front has too few or many."""
    from planner.study.choosing.dominated import BETTER
    from solvers.cases.linear import LINEAR

    aims: tuple[str, ...] = ()
    if pareto is not None:
        aims = _measures("--pareto", pareto, LINEAR, lang)
        if len(aims) not in (2, 3):
            text = "give two or three measures, such as aim,cost"
            raise click.UsageError(
                "--pareto: " + ("请给出两个或三个指标，如 aim,cost" if lang == "zh" else text)
            )
    named = _measures("--by", by, tuple(BETTER), lang)
    return Choice(
        by=named,
        pareto=aims,
        points=points,
        priority_list=priority_list,
        tipping=tipping,
        first_years=first_years,
    )


def _measures(option: str, text: str, known: Sequence[str], lang: str) -> tuple[str, ...]:
    """Return the measures that a text names, parted by commas; raises a usage error where one is unknown."""
    named = tuple(dict.fromkeys(part.strip() for part in text.replace("，", ",").split(",") if part.strip()))
    unknown = [name for name in named if name not in known]
    if not named or unknown:
        wrong, there = ", ".join(unknown) or text, ", ".join(known)
        en, zh = f"no measure '{wrong}'; there are {there}", f"没有指标「{wrong}」；可用 {there}"
        raise click.UsageError(f"{option}: " + (zh if lang == "zh" else en))
    return named


def ranges_of(choice: Choice, programme: Programme) -> tuple[Grid, ...]:
    """Return the ranges of values that are asked about; raises InputFaults with what is wrong with them."""
    from planner.study.choosing.tipping import STEPS
    from scenarios.tables.faults import InputFaults
    from scenarios.whatif.grids import range_of
    from scenarios.whatif.overlay import overlay

    try:
        found = tuple(range_of(text, programme, STEPS) for text in choice.tipping)
        for grid in found:
            for end in (grid.what_ifs[0], grid.what_ifs[-1]):
                overlay(programme, end)
    except InputFaults as wrong:
        faults = [dataclasses.replace(fault, file="--tipping") for fault in wrong.faults]
        raise InputFaults(faults, wrong.findings) from wrong
    return found


def searched_of(
    choice: Choice, ranges: Sequence[Grid], found: Sequence[Planned], options: Options, lang: str
) -> dict[str, Any]:
    """Return the blocks of a comparison that take searches of their own; none where the base has no plan.

    A hand that interrupts them ends them: what is done by then is returned. Raises a usage error where the
    base's programme cannot be asked so.
    """
    from planner.report.progress import ProgressLine
    from planner.words import words
    from solvers.worth.searched import Effort

    base = found[0]
    blocks: dict[str, Any] = {}
    if base.solve.plan is None:
        return blocks
    effort = Effort(gap=options.gap, seconds=options.seconds or 60.0, seed=options.seed)
    try:
        with ProgressLine(lang) as line:
            if choice.pareto:
                blocks["pareto"] = _front(choice, base, effort, line, lang)
            if ranges:
                blocks["tipping"] = _tipping(choice, ranges, base, options, line, lang)
            if choice.priority_list:
                blocks["priority_list"] = _priority_list(base, effort, line, lang)
    except KeyboardInterrupt:
        t = words(lang)
        click.echo(t("Interrupted: not all that was asked about choosing is answered."), err=True)
    return blocks


def _front(choice: Choice, base: Planned, effort: Effort, line: ProgressLine, lang: str) -> dict[str, Any]:
    from planner.study.choosing.frontier import pareto_of
    from planner.words import words
    from solvers.cases.linear import NotLinearError
    from solvers.cases.pareto import pareto_front

    t = words(lang)
    say = _saying(line, t("Pareto front"))
    try:
        front = pareto_front(
            base.case.programme,
            choice.pareto,
            choice.points,
            effort,
            base.solve.warm,
            lambda number, most: say(t("{n} of {all}", n=number, all=most)),
        )
    except NotLinearError:
        raise click.UsageError(
            "--pareto: " + t("the mean wait can only be traded where every estate has to be completed")
        ) from None
    except ValueError:
        raise click.UsageError("--pareto: " + t("Not for programmes whose rules may give way.")) from None
    return pareto_of(base, front)


def _tipping(
    choice: Choice, ranges: Sequence[Grid], base: Planned, options: Options, line: ProgressLine, lang: str
) -> list[dict[str, Any]]:
    from planner.study.choosing.tipping import tipping_of
    from planner.words import words

    t = words(lang)
    say = _saying(line, t("Tipping points"))
    timed = options if options.seconds is not None else dataclasses.replace(options, seconds=_SECONDS)
    found = []
    for grid in ranges:
        found += tipping_of(
            base,
            grid,
            choice.first_years,
            timed,
            lambda number: say(t("{n} [value|values] tried", n=number)),
        )
    return found


def _priority_list(base: Planned, effort: Effort, line: ProgressLine, lang: str) -> dict[str, Any]:
    from planner.document.worths import priority_of
    from planner.words import words
    from solvers.worth.priority import LEVELS, priority_list

    t = words(lang)
    say = _saying(line, t("Priority list"))
    try:
        found = priority_list(
            base.case.programme, LEVELS, effort, lambda level: say(t("budget {share}", share=f"{level:.0%}"))
        )
    except ValueError:
        raise click.UsageError(
            "--priority-list: " + t("Not for programmes whose rules may give way.")
        ) from None
    return priority_of(found)


def _saying(line: ProgressLine, what: str) -> Callable[[str], None]:
    """Return what shows on the line how far a search has come."""
    from solvers.search.run import Event

    began = time.monotonic()
    return lambda text: line(Event(seconds=time.monotonic() - began, message=f"{what} {text}"))
