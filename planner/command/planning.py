"""The command plan: read, solve, audit, write."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.ending import undisturbed
from planner.command.folder import writable
from planner.command.given import path_of
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.overlaid import overlaid_at
from planner.command.status import BAD_INPUT, BREACHED, BROKEN, DONE, NO_PLAN
from planner.words import words

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.whatif import Overlaid
    from solvers.confidence import Confident, Round
    from solvers.search.warm import Warm
    from solvers.solving import Solve


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the command; see ``renewal plan --help``."""

    engine: str = "auto"
    gap: float = 1e-3
    seconds: float | None = None
    seed: int = 0
    out: str | None = None
    export: str | None = None
    what_ifs: tuple[str, ...] = ()
    best_possible: bool = False
    start_from: str | None = None
    confidence: float | None = None
    as_json: bool = False
    lang: str | None = None


def plan_programme(programme: str, wanted: Wanted) -> int:
    """Solve a programme, with what-ifs laid over it, and write its plan; return the exit status."""
    from scenarios.tables.faults import InputFaults

    lang = language(wanted.lang)
    path_of(programme, lang)
    check_engine(wanted.engine, lang)
    folder = writable(Path(wanted.out or f"{Path(programme).resolve().stem}-plan"), words(lang))
    try:
        overlaid = overlaid_at(programme, wanted.what_ifs, lang)
    except InputFaults as error:
        show_faults(error.faults, lang)
        return BAD_INPUT
    given = overlaid.programme
    before = _before(wanted.start_from, lang)
    if wanted.export:
        _export(given, Path(wanted.export), lang)
    _check_confidence(given, wanted, lang)
    solve = _solved(given, before, wanted, lang)
    if solve.plan is None:
        return _without_plan(given, solve, wanted, lang)
    found = None if wanted.confidence is None else _confident(given, solve, wanted, lang)
    with undisturbed():
        return _written(overlaid, found.solve if found else solve, folder, wanted, lang, found)


def check_engine(engine: str, lang: str) -> None:
    """Raise a usage error where an engine's name is none."""
    from solvers.solving import ENGINES, engine_of

    try:
        engine_of(engine)
    except ValueError as error:
        known = "、".join(ENGINES)
        text = f"没有求解引擎「{engine}」；可用 {known} 及 pulp:NAME。" if lang == "zh" else str(error)
        raise click.UsageError(text) from None


def _export(given: Programme, path: Path, lang: str) -> None:
    from solvers.rules.export import export_program

    if path.suffix.lower() not in (".lp", ".mps"):
        text = f"'{path}' must end in .lp or .mps"
        raise click.UsageError("--export: " + (f"「{path}」须以 .lp 或 .mps 结尾" if lang == "zh" else text))
    export_program(given, path)


def _before(path: str | None, lang: str) -> Warm | None:
    """Return what an earlier solve left in a file; raises a usage error where it is no such file."""
    from solvers.search.warm import WarmFileError, read_warm

    if path is None:
        return None
    try:
        return read_warm(Path(path))
    except (WarmFileError, OSError):
        text = (
            f"'{path}' is not a plan.warm that an earlier plan left; give that file or leave the option out"
        )
        told = f"「{path}」不是先前编制计划时留下的 plan.warm；请给出该文件，或去掉此选项"
        raise click.UsageError("--start-from: " + (told if lang == "zh" else text)) from None


def _solved(given: Programme, before: Warm | None, wanted: Wanted, lang: str) -> Solve:
    from planner.report.progress import ProgressLine
    from solvers.solving import solve

    with ProgressLine(lang) as progress:
        return solve(
            given,
            engine=wanted.engine,
            gap=wanted.gap,
            seconds=wanted.seconds,
            seed=wanted.seed,
            start_from=before,
            progress=progress,
            best_possible=wanted.best_possible,
        )


def _check_confidence(given: Programme, wanted: Wanted, lang: str) -> None:

    t = words(lang)
    if wanted.confidence is not None and (wanted.best_possible or given.settings.soft.on):
        raise click.UsageError(
            t("--confidence is for plans that keep every rule: leave out --best-possible and soft.on.")
        )
    if wanted.confidence is not None and wanted.engine == "greedy":
        raise click.UsageError(
            t("--confidence needs an engine that proves its plans: leave out --engine greedy.")
        )


def _confident(given: Programme, solve: Solve, wanted: Wanted, lang: str) -> Confident:
    """Plan and play in turn, begun from a plan; each round is told on stderr where that is a terminal."""
    from planner.document.confidence import round_of
    from planner.report.confidence import round_line
    from solvers.confidence import confident

    assert wanted.confidence is not None
    t = words(lang)

    def tell(one: Round) -> None:
        if sys.stderr.isatty():
            click.echo(round_line(round_of(given, one), t), err=True)

    return confident(
        given,
        solve,
        wanted.confidence,
        solving=lambda programme, warm: _solved(programme, warm, wanted, lang),
        seed=given.settings.construction.seed,
        gap=wanted.gap,
        progress=tell,
    )


def _written(
    overlaid: Overlaid,
    solve: Solve,
    folder: Path,
    wanted: Wanted,
    lang: str,
    found: Confident | None = None,
) -> int:
    """Audit the plan, write its files together, print the summary."""
    from rich.console import Console

    from planner.command.written import written
    from planner.document.confidence import confidence_of
    from planner.document.document import document_of
    from planner.report.book.writer import write_xlsx
    from planner.report.files import all_or_none
    from planner.report.giving_way import broken_besides
    from planner.report.page import write_html
    from planner.report.terminal import summary
    from scenarios.model.findings import findings_of
    from solvers.plan.audit import audit
    from solvers.search.warm import write_warm

    assert solve.plan is not None
    given = overlaid.programme
    breaches, findings = audit(given, solve.plan), findings_of(given)
    document = document_of(given, solve, breaches, findings, overlaid.what_ifs, overlaid.changes)
    if found is not None:
        document["confidence"] = confidence_of(given, found)

    def write() -> None:
        with all_or_none(*files, *warm) as (as_json, as_xlsx, as_html, *as_warm):
            as_json.write_text(_dumped(document, indent=1), encoding="utf-8")
            write_xlsx(document, given, as_xlsx, lang)
            write_html(document, given, as_html, lang)
            if solve.warm is not None:
                write_warm(solve.warm, *as_warm)

    def tell(files: tuple[Path, ...]) -> None:
        if wanted.as_json:
            click.echo(_dumped(document))
        else:
            Console().print(summary(document, lang, given, files))

    files = tuple(folder / f"plan.{ending}" for ending in ("json", "xlsx", "html"))
    warm = () if solve.warm is None else (folder / "plan.warm",)
    written(files, write, tell)
    return BREACHED if broken_besides(document) else DONE


def _dumped(document: dict[str, Any], indent: int | None = None) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)


def _without_plan(given: Programme, solve: Solve, wanted: Wanted, lang: str) -> int:
    """Say why there is no plan."""
    from planner.command.impossible import impossible
    from solvers.engines.answer import Status
    from solvers.solving import PATIENCE, SECONDS

    if solve.status is Status.IMPOSSIBLE:
        return impossible(given, solve, wanted.seconds or SECONDS + PATIENCE, wanted.as_json, lang)
    zh = lang == "zh"
    if solve.status is Status.FAILED:
        text = f"求解引擎出错：{solve.message}" if zh else f"The engine failed: {solve.message}"
        status = BROKEN
    else:
        why = (
            ("已中断" if zh else "Interrupted")
            if solve.interrupted
            else ("时间用尽" if zh else "Out of time")
        )
        rest = (
            f"（{solve.message}）" if zh and solve.message else f" ({solve.message})" if solve.message else ""
        )
        text = (
            f"{why}，尚无方案{rest}。请增加 --seconds。"
            if zh
            else f"{why} without a plan{rest}; give more --seconds."
        )
        status = NO_PLAN
    if wanted.as_json:
        from planner.document.document import certificate

        click.echo(_dumped({"certificate": certificate(given, solve)}))
    click.echo(text, err=True)
    return status
