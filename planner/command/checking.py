"""The command check."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.command.given import path_of
from planner.command.language import language
from planner.command.lists import show_faults, show_findings
from planner.command.overlaid import overlaid_at, show_changes
from planner.command.status import BAD_INPUT, DONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.faults import Fault, Finding
    from scenarios.whatif import Overlaid


def check_programme(
    programme: str, what_ifs: Sequence[str], annotate: str | None, as_json: bool, lang: str | None
) -> int:
    """Print every fault and finding of a programme, with what-ifs laid over it where there are any.

    Mark them in the planner's own workbook where asked.
    """
    from planner.document.changes import changes_of
    from scenarios.model.findings import findings_of
    from scenarios.tables.faults import InputFaults

    spoken = language(lang)
    path = path_of(programme, spoken)
    overlaid: Overlaid | None = None
    faults: Sequence[Fault] = ()
    findings: Sequence[Finding] = ()
    try:
        overlaid = overlaid_at(programme, what_ifs, spoken)
        findings = findings_of(overlaid.programme)
    except InputFaults as error:
        faults, findings = error.faults, error.findings
    if annotate:
        from scenarios.tables.annotate import annotate as mark

        mark(path, faults, findings, Path(annotate), lang=spoken)
    if as_json:
        found = {
            "faults": [dataclasses.asdict(fault) for fault in faults],
            "findings": [dataclasses.asdict(finding) for finding in findings],
            "changes": changes_of(overlaid.changes) if overlaid is not None else [],
        }
        click.echo(json.dumps(found, ensure_ascii=False))
    elif faults:
        show_faults(faults, spoken)
    else:
        show_findings(findings, spoken)
        if overlaid is not None:
            show_changes(overlaid, spoken)
    return BAD_INPUT if faults else DONE
