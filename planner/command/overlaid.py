"""A programme with what-ifs laid over it, as the options of a command name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.command.given import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Fault, Finding
    from scenarios.whatif import Overlaid, WhatIf

T = TypeVar("T")


def overlaid_at(programme: str, what_ifs: Sequence[str], lang: str) -> Overlaid:
    """Return the programme at a path or of an example, with the what-ifs laid over it that are asked for.

    Each is a file, or the name of one of the programme's own or of a preset, or several joined by ``+``.
    Raises InputFaults with the faults of the programme and of every what-if, or a usage error where PROGRAMME
    is neither path nor example.
    """
    from scenarios.whatif import overlay

    given, stacks = asked_for(programme, what_ifs, lang)
    return overlay(given, *(one for stack in stacks for one in stack))


def asked_for(
    programme: str, what_ifs: Sequence[str], lang: str, seed: int = 0
) -> tuple[Programme, list[tuple[WhatIf, ...]]]:
    """Return a programme and, for each text that asks for what-ifs, those it asks for.

    Raises as overlaid_at.
    """
    from scenarios.read import read
    from scenarios.tables.faults import InputFaults
    from scenarios.whatif.named import Known
    from scenarios.whatif.reading import read_what_if

    path = path_of(programme, lang)
    faults: list[Fault] = []
    findings: list[Finding] = []

    def tried(make: Callable[..., T], *given: Any) -> T | None:
        try:
            return make(*given)
        except InputFaults as wrong:
            faults.extend(wrong.faults)
            findings.extend(wrong.findings)
            return None

    given = tried(read, path)
    if given is None:  # no name is known; of files can be said what is wrong
        for what_if in what_ifs:
            if what_if.endswith(".toml"):
                tried(read_what_if, what_if)
        raise InputFaults(faults, findings)
    if not what_ifs:
        return given, []
    known = tried(Known.of, given, path, seed)
    stacks = [] if known is None else [tried(known.called, asked) for asked in what_ifs]
    if faults:
        raise InputFaults(faults, findings)
    return given, [stack for stack in stacks if stack is not None]


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
