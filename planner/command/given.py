"""Commands about what is given: new, examples; and where a PROGRAMME is."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.status import BAD_INPUT, DONE
from scenarios.examples_kept import examples, located, what_ifs


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
    """Print the built-in examples, each with the names of the what-ifs that come with it."""
    import tomllib

    rows = []
    for name, path in examples().items():
        settings = tomllib.loads((path / "programme.toml").read_text(encoding="utf-8"))
        key = "name_zh" if language(lang) == "zh" else "name"
        title = settings.get(key) or settings.get("name", "")
        rows.append({"name": name, "title": title, "path": str(path), "what_ifs": list(what_ifs(name))})
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['name']}  {row['title']}\n    {row['path']}")
            for what_if in row["what_ifs"]:
                click.echo(f"    --what-if {what_if}")
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
