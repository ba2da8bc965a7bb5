"""The command why: one estate, or all of them."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked import asked_at
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.status import BAD_INPUT, DONE
from planner.words import words

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.search.warm import Warm
    from solvers.why.answer import Questions


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Options of the command; see ``renewal why --help``."""

    year: int | None = None
    every: bool = False
    out: str | None = None
    gap: float = 1e-3
    start_from: str | None = None
    what_ifs: tuple[str, ...] = ()
    as_json: bool = False
    lang: str | None = None


def why_estate(programme: str, plan_file: str, estate: str | None, asked: Asked) -> int:
    """Say why an estate starts when it does in a plan; return the exit status."""
    from scenarios.tables.faults import InputFaults

    lang = language(asked.lang)
    t = words(lang)
    if (estate is None) != asked.every:
        raise click.UsageError(t("Give an ESTATE, or --all for all of them."))
    if asked.every and asked.year is not None:
        raise click.UsageError(t("--year is for one ESTATE; --all asks for the year before each one's own."))
    if asked.out is not None and not asked.every:
        raise click.UsageError(t("--out goes with --all; for one ESTATE use --json."))
    try:
        of = asked_at(programme, plan_file, asked.what_ifs, lang)
    except InputFaults as error:
        show_faults(error.faults, lang)
        return BAD_INPUT
    given, plan = of.programme, of.plan
    warm = of.warm if asked.start_from is None else _warm(Path(asked.start_from), t)
    if asked.every:
        _can_be_written(asked.out, t)
        return _all(given, plan, warm, asked, t)
    assert estate is not None
    campaigns = _campaigns_of(given, estate, t)
    _year_of_plan(given, asked.year, t)
    questions = _questions(given, plan, warm, asked.gap, t)
    answer = _answer(given, questions, campaigns, asked.year, deep=True)
    click.echo(json.dumps(answer, ensure_ascii=False) if asked.as_json else _shown(answer, lang))
    return DONE


def _can_be_written(out: str | None, t: Words) -> None:
    """Raise a usage error before the work is done where its file cannot be written; no folder is made."""
    if out is None:
        return
    path = Path(out)
    if path.is_dir():
        raise click.UsageError(t("--out: {path} is a folder; give a file.", path=path))
    if not path.absolute().parent.is_dir():
        raise click.UsageError(t("--out: there is no folder {path}.", path=path.absolute().parent))


def _warm(path: Path, t: Words) -> Warm:
    """Return what a solve left in a file; raises a usage error where it is no such file."""
    from solvers.search.warm import WarmFileError, read_warm

    try:
        return read_warm(path)
    except (WarmFileError, OSError):
        raise click.UsageError(t("{path} is no plan.warm that a solve left.", path=path)) from None


def _campaigns_of(given: Programme, estate: str, t: Words) -> list[int]:
    """Return an estate's campaigns, by id or exact name; raises a usage error where there is not one."""
    from scenarios.tables.nearest import Names

    ids = [str(one) for one in given.estates.id]
    called = [str(one) for one in given.estates.name]
    rows = [ids.index(estate)] if estate in ids else [e for e, name in enumerate(called) if name == estate]
    if not rows:
        near = Names([*ids, *called]).nearest(estate)
        guess = t(" Did you mean {name}?", name=near) if near else ""
        raise click.UsageError(t("There is no estate “{name}”.", name=estate) + guess)
    if len(rows) > 1:
        both = t(", ").join(ids[row] for row in rows)
        raise click.UsageError(
            t("Several estates are called {name}: {ids}. Give an id.", name=estate, ids=both)
        )
    campaigns = [c for c, at in enumerate(given.campaigns.estate.tolist()) if at == rows[0]]
    if not campaigns:
        raise click.UsageError(t("Estate {name} has no works to start.", name=estate))
    return campaigns


def _year_of_plan(given: Programme, year: int | None, t: Words) -> None:
    years = given.clock.years
    if year is not None and year not in years:
        raise click.UsageError(
            t(
                "{year} is no plan year; they are {first} to {last}.",
                year=year,
                first=years[0],
                last=years[-1],
            )
        )


def _questions(given: Programme, plan: Plan, warm: Warm | None, gap: float, t: Words) -> Questions:
    from solvers.why.answer import Questions
    from solvers.why.base import NotItsPlanError, base_of

    try:
        return Questions(base_of(given, plan, warm), gap)
    except NotItsPlanError:
        raise click.UsageError(
            t("The plan breaks rules of the programme; `renewal audit` lists them.")
        ) from None


def _answer(
    given: Programme, questions: Questions, campaigns: list[int], year: int | None, *, deep: bool
) -> dict[str, Any]:
    from planner.document.why import why_document

    return why_document(given, questions.why(questions.campaign_of(campaigns), year, deep=deep))


def _shown(answer: dict[str, Any], lang: str) -> str:
    return str(answer["sentence"][lang])


_held: dict[str, Any] = {}
"""What a worker process answers from."""


def _begin(given: Programme, plan: Plan, warm: Warm | None, gap: float) -> None:
    """Make a worker ready."""
    _held["programme"], _held["questions"] = given, _questions(given, plan, warm, gap, words("en"))


def _one(campaigns: list[int]) -> dict[str, Any]:
    return _answer(_held["programme"], _held["questions"], campaigns, None, deep=False)


def _all(given: Programme, plan: Plan, warm: Warm | None, asked: Asked, t: Words) -> int:
    """Answer for all estates with works, in the order of the table."""
    of: dict[int, list[int]] = {}
    for campaign, estate in enumerate(given.campaigns.estate.tolist()):
        if estate >= 0:
            of.setdefault(estate, []).append(campaign)
    _questions(given, plan, warm, asked.gap, t)  # a fault of the plan is told here, not in a worker
    answers = []
    with ProcessPoolExecutor(
        os.cpu_count() or 1, initializer=_begin, initargs=(given, plan, warm, asked.gap)
    ) as pool:
        try:
            for answer in pool.map(_one, of.values(), chunksize=4):
                answers.append(answer)
                if sys.stderr.isatty():
                    click.echo(f"\r{len(answers)}/{len(of)}", nl=False, err=True)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    text = json.dumps({"estates": answers}, ensure_ascii=False, indent=1)
    if asked.out:
        from planner.report.files import all_or_none

        with all_or_none(Path(asked.out)) as (written,):
            written.write_text(text, encoding="utf-8")
    if asked.as_json or not asked.out:
        click.echo(text if asked.as_json else "\n".join(_shown(one, t.lang) for one in answers))
    return DONE
