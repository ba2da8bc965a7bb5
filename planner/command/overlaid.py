"""A programme with what-ifs laid over it, as the options of a command name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from planner.command.given import path_of
from scenarios.examples_kept import located_what_if

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.faults import Fault, Finding
    from scenarios.whatif import Overlaid


def overlaid_at(programme: str, what_ifs: Sequence[str], lang: str) -> Overlaid:
    """Return the programme at a path or of an example, with what-if files laid over it in their order.

    Raises InputFaults with the faults of the programme and of every file, or a usage error where PROGRAMME
    is neither path nor example.
    """
    from scenarios.read import read
    from scenarios.tables.faults import InputFaults
    from scenarios.whatif import overlay, read_what_if

    path = path_of(programme, lang)
    faults: list[Fault] = []
    findings: list[Finding] = []

    def tried(read_it: Any, place: Any) -> Any:
        try:
            return read_it(place)
        except InputFaults as wrong:
            faults.extend(wrong.faults)
            findings.extend(wrong.findings)
            return None

    given = tried(read, path)
    laid = [tried(read_what_if, located_what_if(what_if)) for what_if in what_ifs]
    if faults:
        raise InputFaults(faults, findings)
    return overlay(given, *laid)


def show_changes(overlaid: Overlaid, lang: str) -> None:
    """Print the values that what-ifs changed; nothing where there are none."""
    from planner.document.changes import changes_of, what_ifs_of
    from planner.report.changes import change_lines
    from planner.words import words

    t = words(lang)
    if overlaid.changes:
        document = {
            "programme": {"what_ifs": what_ifs_of(overlaid.what_ifs)},
            "changes": changes_of(overlaid.changes),
        }
        click.echo(f"\n{t('Values changed by what-ifs')} ({len(overlaid.changes):,})")
        for line in change_lines(document, t):
            click.echo(line)
