"""How a command runs the cases of a study: where, with what to show for it, and how it ends."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from planner.command.status import NO_PLAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from planner.study.store.store import Store
    from planner.study.study import Keeper, Study
    from solvers.cases.case import Case, Options


def executor_named(executor: str, workers: int | None, lang: str) -> str:
    """Return the name of the executor that is asked for; raises a usage error where there is none."""
    from planner.study.executors import AUTO, DASK, PROCESSES, SERIAL

    named = executor in (AUTO, SERIAL, PROCESSES) or (executor.startswith(DASK) and executor != DASK)
    if not named:
        known = f"{AUTO}, {SERIAL}, {PROCESSES}, {DASK}ADDRESS"
        en, zh = f"no executor '{executor}'; there are {known}", f"没有执行器「{executor}」；可用 {known}"
        raise click.UsageError("--executor: " + (zh if lang == "zh" else en))
    if executor == AUTO and workers is not None:
        return SERIAL if workers == 1 else PROCESSES
    return executor


def studied(
    cases: Sequence[Case],
    options: Options,
    lang: str,
    *,
    executor: str,
    workers: int | None,
    replications: int = 0,
    keeper: Keeper | None = None,
) -> Study:
    """Return the study of cases; how far it is stands on stderr, as a line where that is a terminal.

    Raises ClickException where cases cannot be solved there.
    """
    from planner.report.study_progress import StudyLine, step_said
    from planner.study.crews import ExecutorError
    from planner.study.study import run
    from planner.words import words

    t = words(lang)
    with StudyLine(lang) as line:

        def told(step: Any) -> None:
            line(step)
            if not line.shown:
                click.echo(step_said(step, t), err=True)

        try:
            return run(
                cases,
                options,
                executor=executor,
                workers=workers,
                replications=replications,
                keeper=keeper,
                progress=told,
            )
        except ExecutorError as error:
            raise click.ClickException(t.pick(error.sentence, error.sentence_zh)) from error


@contextmanager
def kept_in(path: str | None, lang: str, *, new: bool = True) -> Iterator[Store | None]:
    """Give the store at a path, made where it may be ``new``; None where there is no path.

    Raises ClickException with what is wrong with it.
    """
    from planner.study.store.file import StoreError
    from planner.study.store.store import Store

    if path is None:
        yield None
        return
    try:
        with Store(path, new=new) as store:
            yield store
    except StoreError as error:
        raise click.ClickException(error.sentence_zh if lang == "zh" else error.sentence) from error


def written(study: Study, lang: str, write: Callable[[], int]) -> int:
    """Write the comparison of a study, if it has a base to compare with; return the exit status."""
    from planner.command.ending import undisturbed
    from planner.words import words

    t = words(lang)
    if study.found[0].solve.plan is None:
        click.echo(t("The base itself has no plan yet: give more --seconds, or see renewal plan."), err=True)
        return NO_PLAN
    if study.interrupted:
        done, count = len(study.found), len(study.cases)
        click.echo(t("Interrupted: {n} of {all} cases are done.", n=done, all=count), err=True)
    for one in study.found:
        if one.status == "FAILED":
            name = t.pick(one.case.name, one.case.name_zh)
            click.echo(t("{case} failed: {why}", case=name, why=one.solve.message), err=True)
    with undisturbed():
        return write()
