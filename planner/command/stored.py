"""The command study: what is in a store of studies, and the finishing of one that was broken off."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.command.explained import cases_named
from planner.command.language import language
from planner.command.status import BAD_INPUT, DONE
from planner.command.studying import executor_named, kept_in, studied, written
from planner.command.together import check_together

if TYPE_CHECKING:
    from planner.study.store.store import Store
    from scenarios.model.programme import Programme


_OF_RESUMING = ("programme", "explain", "executor", "workers", "out")
"""Options that mean nothing where a store is only looked at."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the command; see ``renewal study --help``."""

    resume: bool = False
    number: int | None = None
    programme: str | None = None
    explain: tuple[str, ...] = ()
    executor: str = "auto"
    workers: int | None = None
    out: str | None = None
    as_json: bool = False
    lang: str | None = None


def study_in(file: str, wanted: Wanted) -> int:
    """Show what is in a store, or finish a study of it and write the comparison."""
    lang = language(wanted.lang)
    executor = executor_named(wanted.executor, wanted.workers, lang)
    check_together(dict.fromkeys(_OF_RESUMING, "resume"), lang)
    with kept_in(file, lang, new=False) as store:
        assert store is not None
        return _finished(store, executor, wanted, lang) if wanted.resume else _shown(store, wanted, lang)


def _shown(store: Store, wanted: Wanted, lang: str) -> int:
    from planner.report.stored import stored_lines
    from planner.words import words

    studies = store.studies()
    if wanted.number is not None:
        studies = [study for study in studies if study["number"] == wanted.number]
        if not studies:
            return _no_such(lang)
    if wanted.as_json:
        click.echo(json.dumps({"studies": studies}, ensure_ascii=False))
        return DONE
    for line in stored_lines(studies, words(lang)):
        click.echo(line)
    return DONE


def _finished(store: Store, executor: str, wanted: Wanted, lang: str) -> int:
    """Solve what a study lacks, the last one if no number is given, and write its comparison."""
    from planner.command.asked_beyond import beyond_from
    from planner.command.choosing import ranges_of
    from planner.command.comparing import folder_of, write_documents
    from planner.study.comparison import comparison_of
    from planner.study.store.file import understood

    studies = {study["number"]: study for study in store.studies()}
    number = wanted.number if wanted.number is not None else max(studies, default=None)
    if number is None or number not in studies:
        return _no_such(lang)
    cases, options = store.cases(number, _programme(wanted.programme, lang))
    folder = folder_of(wanted.out, Path(studies[number]["called"]).name, lang)
    with understood(store.path):
        beyond = beyond_from(store.asked(number))
        ranges = ranges_of(beyond.choice, cases[0].programme)
    beyond = beyond.explaining(cases_named("--explain", wanted.explain, cases, lang))
    replications = studies[number]["replications"]
    study = studied(
        cases,
        options,
        lang,
        executor=executor,
        workers=wanted.workers,
        replications=replications,
        keeper=store.resumed(number, cases, replications),
    )

    more = beyond.blocks(study, ranges, lang)

    def write() -> int:
        document = comparison_of(study.found, options, beyond.choice.by) | more
        return write_documents(document, folder, as_json=wanted.as_json, lang=lang)

    return written(study, lang, write)


def _no_such(lang: str) -> int:
    from planner.words import words

    t = words(lang)
    click.echo(t("There is no such study in the store; see renewal study STORE."), err=True)
    return BAD_INPUT


def _programme(path: str | None, lang: str) -> Programme | None:
    from planner.command.given import path_of
    from scenarios.read import read

    return None if path is None else read(path_of(path, lang))
