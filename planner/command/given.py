"""Commands about what is given: new, check, examples."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.command.language import language
from planner.command.lists import show_faults, show_findings
from planner.command.status import BAD_INPUT, DONE
from scenarios.examples_kept import examples, located

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Fault, Finding


def programme_at(programme: str, lang: str) -> Programme:
    """Return the programme at a path or of an example.

    Raises InputFaults, or a usage error where it is neither.
    """
    from scenarios.read import read

    return read(path_of(programme, lang))


def path_of(programme: str, lang: str) -> Path:
    """Return where a PROGRAMME is.

    Raises a usage error naming the examples where it is neither path nor example.
    """
    try:
        return located(programme)
    except FileNotFoundError:
        import difflib

        near = difflib.get_close_matches(programme, examples(), n=1)
        known = ", ".join(examples())
        if lang == "zh":
            guess = f"是否想用示例「{near[0]}」？" if near else ""
            text = f"「{programme}」既不是文件夹或工作簿，也不是内置示例。{guess}内置示例：{known}。"
        else:
            guess = f" Did you mean the example '{near[0]}'?" if near else ""
            text = f"'{programme}' is no folder, workbook or built-in example.{guess} Examples: {known}."
        raise click.UsageError(text) from None


def list_examples(as_json: bool, lang: str | None) -> int:
    """Print the built-in examples."""
    import tomllib

    rows = []
    for name, path in examples().items():
        settings = tomllib.loads((path / "programme.toml").read_text(encoding="utf-8"))
        key = "name_zh" if language(lang) == "zh" else "name"
        rows.append({"name": name, "title": settings.get(key) or settings.get("name", ""), "path": str(path)})
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['name']}  {row['title']}\n    {row['path']}")
    return DONE


def write_new(folder: str, form: str, lang: str | None) -> int:
    """Write blank templates into a folder."""
    from scenarios.tables.faults import InputFaults
    from scenarios.tables.templates import write_templates

    spoken = language(lang)
    try:
        written = write_templates(Path(folder), lang=spoken, form=form)
    except InputFaults as error:
        show_faults(error.faults, spoken)
        return BAD_INPUT
    for path in written or ():
        click.echo(str(path))
    click.echo(
        "填好后运行：renewal check " + folder
        if spoken == "zh"
        else f"Fill them in, then run: renewal check {folder}",
        err=True,
    )
    return DONE


def check_programme(programme: str, annotate: str | None, as_json: bool, lang: str | None) -> int:
    """Print every fault and finding of a programme; mark them in the planner's own workbook where asked."""
    from scenarios.model.findings import findings_of
    from scenarios.read import read
    from scenarios.tables.faults import InputFaults

    spoken = language(lang)
    path = path_of(programme, spoken)
    faults: Sequence[Fault] = ()
    findings: Sequence[Finding] = ()
    try:
        given = read(path)
        findings = findings_of(given)
    except InputFaults as error:
        faults, findings = error.faults, error.findings
    if annotate:
        from scenarios.tables.annotate import annotate as mark

        mark(path, faults, findings, Path(annotate), lang=spoken)
    if as_json:
        found = {
            "faults": [dataclasses.asdict(fault) for fault in faults],
            "findings": [dataclasses.asdict(finding) for finding in findings],
        }
        click.echo(json.dumps(found, ensure_ascii=False))
    elif faults:
        show_faults(faults, spoken)
    else:
        show_findings(findings, spoken)
    return BAD_INPUT if faults else DONE
