"""The command what-ifs: which a programme has by name, and the programme that some of them give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.given import path_of
from planner.command.language import language
from planner.command.lists import show_faults, show_noticed
from planner.command.overlaid import asked_for
from planner.command.status import BAD_INPUT, DONE

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Options of the command; see ``renewal what-ifs --help``."""

    resolved: tuple[str, ...] = ()
    out: str | None = None
    seed: int = 0
    as_json: bool = False
    lang: str | None = None


def show_what_ifs(programme: str, wanted: Wanted) -> int:
    """List the what-ifs of a programme, or show the programme that some of them give."""
    from planner.words import words
    from scenarios.tables.faults import InputFaults

    lang = language(wanted.lang)
    path_of(programme, lang)
    if wanted.out and not wanted.resolved:
        text = "--out goes with --resolved: say of which what-ifs"
        raise click.UsageError("--out 须与 --resolved 同用：请指明情景" if lang == "zh" else text)
    try:
        if wanted.resolved:
            return _resolved(programme, wanted, words(lang))
        return _listed(programme, wanted, words(lang))
    except InputFaults as error:
        show_faults(error.faults, lang)
        return BAD_INPUT


def _listed(programme: str, wanted: Wanted, t: Words) -> int:
    from planner.document.what_ifs import list_of
    from planner.report.what_ifs import list_lines
    from scenarios.read import read
    from scenarios.whatif.named import Known

    path = path_of(programme, t.lang)
    entries = list_of(Known.of(read(path), path, wanted.seed))
    if wanted.as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, allow_nan=False, default=str))
    else:
        for line in list_lines(entries, t):
            click.echo(line)
    return DONE


def _resolved(programme: str, wanted: Wanted, t: Words) -> int:
    from planner.document.what_ifs import resolved_of
    from planner.report.changes import change_lines
    from scenarios.whatif import overlay

    given, stacks = asked_for(programme, wanted.resolved, t.lang, wanted.seed)
    overlaid = overlay(given, *(one for stack in stacks for one in stack))
    document: dict[str, Any] = resolved_of(given, overlaid)
    show_noticed([overlaid], t.lang)
    if wanted.as_json:
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, default=str))
    elif overlaid.changes:
        click.echo(f"{t('Values changed by what-ifs')} ({len(overlaid.changes):,})")
        for line in change_lines(document, t, most=len(overlaid.changes)):
            click.echo(line)
    else:
        click.echo(t("Nothing changes: it is the programme as it stands."))
    if wanted.out:
        _write(overlaid.programme, Path(wanted.out), t)
    return DONE


def _write(changed: Programme, folder: Path, t: Words) -> None:
    from scenarios.tables.folder_written import LEFT_OUT, write_folder
    from scenarios.tables.manifest import TABLES

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        text = t("'{folder}' is there already; give a new folder", folder=folder)
        raise click.UsageError(f"--out: {text}")
    tables = [getattr(changed, table.NAME.name) for table in TABLES]
    for file in write_folder(changed.settings, tables, folder):
        click.echo(str(file), err=True)
    for table in tables:
        if len(table) and type(table) in LEFT_OUT:
            name = t.pick(table.NAME.name, table.NAME.zh)
            click.echo(t("Not written: the table {table}.", table=name), err=True)
