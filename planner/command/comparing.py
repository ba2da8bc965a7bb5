"""The command compare: a programme planned under several what-ifs, and how the plans differ."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked_beyond import Beyond
from planner.command.choosing import choice_of, ranges_of
from planner.command.explained import cases_named
from planner.command.folder import writable
from planner.command.futures import Robustly, weights_of
from planner.command.given import path_of
from planner.command.language import language
from planner.command.lists import show_faults, show_noticed
from planner.command.overlaid import asked_for
from planner.command.planning import check_engine
from planner.command.status import BAD_INPUT, DONE
from planner.command.studying import executor_named, kept_in, studied, written
from planner.command.together import check_together
from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.study import Study
    from solvers.cases.case import Case, Options


_TOGETHER = {
    "points": "pareto",
    "first_years": "tipping",
    "held_years": "robust",
    "threshold": "robust",
    "weights": "robust",
}
"""Options, and the one without which each means nothing."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the command; see ``renewal compare --help``."""

    grids: tuple[str, ...] = ()
    samples: int = 0
    by: str = "aim,cost,disruption"
    pareto: str | None = None
    points: int | None = None
    priority_list: bool = False
    tipping: tuple[str, ...] = ()
    first_years: int = 1
    engine: str = "auto"
    gap: float = 1e-3
    seconds: float | None = None
    replications: int = 0
    robust: bool = False
    held_years: int = 1
    threshold: float | None = None
    weights: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    seed: int = 0
    executor: str = "auto"
    workers: int | None = None
    store: str | None = None
    out: str | None = None
    as_json: bool = False
    lang: str | None = None

    @property
    def robustly(self) -> Robustly:
        """What was asked of choosing under uncertainty."""
        return Robustly(
            on=self.robust, held_years=self.held_years, threshold=self.threshold, weights=self.weights
        )


def compare_cases(programme: str, what_ifs: tuple[str, ...], wanted: Wanted) -> int:
    """Plan a programme under each what-if and point of the grids, and write how the plans differ."""
    from planner.study.comparison import comparison_of
    from scenarios.tables.faults import InputFaults
    from solvers.cases.case import Options

    lang = language(wanted.lang)
    check_together(_TOGETHER, lang)
    path_of(programme, lang)
    check_engine(wanted.engine, lang)
    executor = executor_named(wanted.executor, wanted.workers, lang)
    choice = choice_of(
        by=wanted.by,
        pareto=wanted.pareto,
        points=wanted.points,
        priority_list=wanted.priority_list,
        tipping=wanted.tipping,
        first_years=wanted.first_years,
        lang=lang,
    )
    folder = folder_of(wanted.out, Path(programme).resolve().stem, lang)
    options = Options(engine=wanted.engine, gap=wanted.gap, seconds=wanted.seconds, seed=wanted.seed)
    try:
        cases = _cases(programme, what_ifs, wanted, options, lang)
        ranges = ranges_of(choice, cases[0].programme)
    except InputFaults as error:
        show_faults(error.faults, lang)
        return BAD_INPUT
    explain = cases_named("--explain", wanted.explain, cases, lang)
    show_noticed(cases, lang)
    beyond = Beyond(choice=choice, robustly=_robustly(wanted, cases, lang), explain=explain)
    study = _studied(cases, options, executor, Path(programme).resolve().stem, wanted, beyond)
    more = beyond.blocks(study, ranges, lang)

    def write() -> int:
        document = comparison_of(study.found, options, choice.by) | more
        return write_documents(document, folder, as_json=wanted.as_json, lang=lang)

    return written(study, lang, write)


def _robustly(wanted: Wanted, cases: Sequence[Case], lang: str) -> Robustly:
    """Return what was asked of choosing under uncertainty, weights by the names of cases."""
    weights = weights_of(wanted.weights, lang)
    named = cases_named("--weight", weights, cases, lang)
    told = tuple(f"{name}={weight!r}" for name, weight in zip(named, weights.values(), strict=True))
    return replace(wanted.robustly, weights=told)


def _studied(
    cases: tuple[Case, ...], options: Options, executor: str, called: str, wanted: Wanted, beyond: Beyond
) -> Study:
    """Return the study of cases, kept in a store where one is wanted."""
    lang = language(wanted.lang)
    with kept_in(wanted.store, lang) as store:
        keeper = None
        if store is not None:
            keeper = store.begun(cases, options, wanted.replications, called, beyond.told())
        return studied(
            cases,
            options,
            lang,
            executor=executor,
            workers=wanted.workers,
            replications=wanted.replications,
            keeper=keeper,
        )


def _cases(
    programme: str, what_ifs: tuple[str, ...], wanted: Wanted, options: Options, lang: str
) -> tuple[Case, ...]:
    from scenarios.tables.faults import Fault, InputFaults
    from scenarios.whatif.grids import grid_of
    from solvers.cases.case import cases_of

    given, stacks = asked_for(programme, what_ifs, lang, wanted.seed)
    faults: list[Fault] = []
    grids = []
    for text in wanted.grids:
        try:
            grids.append(grid_of(text, given))
        except InputFaults as wrong:
            faults += wrong.faults
    if faults:
        raise InputFaults(faults)
    if wanted.samples and not any(one.by_chance for stack in stacks for one in stack):
        t = words(lang)
        text = t("no what-if that is asked for has amounts by chance, so there is nothing to draw")
        raise click.UsageError(f"--samples: {text}")
    return cases_of(given, stacks, grids, wanted.samples, wanted.seed, options)


def folder_of(out: str | None, called: str, lang: str) -> Path:
    """Return the folder of the results; raises a usage error where it cannot be written to."""
    return writable(Path(out) if out else Path(f"{called}-comparison"), words(lang))


def write_documents(document: dict[str, Any], folder: Path, *, as_json: bool, lang: str) -> int:
    """Write a comparison into a folder, and tell it on stdout."""
    from planner.command.written import written
    from planner.report.compared.files import NAMES, write_comparison
    from planner.report.comparison import comparison_lines

    def tell(files: tuple[Path, ...]) -> None:
        if as_json:
            click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
            return
        for line in comparison_lines(document, words(lang)):
            click.echo(line)
        click.echo()
        for file in files:
            click.echo(str(file))

    files = tuple(folder / name for name in NAMES)
    written(files, lambda: write_comparison(document, folder, lang), tell)
    return DONE
