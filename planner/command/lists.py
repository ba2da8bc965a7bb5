"""Faults and findings as lists in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Fault, Finding

SHOWN = 60
"""Faults and findings shown in the terminal; JSON and the annotated workbook hold all."""


def show_faults(faults: Sequence[Fault], lang: str) -> None:
    """Print faults on stderr, a line each, and how many there are in all."""
    for fault in faults[:SHOWN]:
        click.echo(fault.sentence(lang), err=True)
    more = len(faults) - SHOWN
    if more > 0:
        rest = (
            f"……另有 {more} 处（--json 或 --annotate 可见全部）"
            if lang == "zh"
            else f"… and {more} more (all of them with --json or --annotate)"
        )
        click.echo(rest, err=True)
    total = (
        f"共 {len(faults)} 处错误，未写入任何文件。"
        if lang == "zh"
        else f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}; nothing was written."
    )
    click.echo(total, err=True)


_NOTICED = frozenset({"what_if_no_row", "what_if_empty_cells"})
"""Findings on what-ifs, which are told wherever these are laid over a programme."""


class Laid(Protocol):
    """Whatever has a programme with what-ifs laid over it."""

    @property
    def programme(self) -> Programme:
        """The changed programme."""


_HEADS = {
    "finding": ("Findings (legal, but odd)", "疑点提示（合法但异常）"),
    "assumption": ("Assumptions", "假设值"),
    "conversion": ("Read as", "读取换算"),
}


def show_findings(findings: Sequence[Finding], lang: str) -> None:
    """Print findings by kind on stdout."""
    zh = lang == "zh"
    click.echo("没有错误。" if zh else "No faults.")
    for kind, heads in _HEADS.items():
        held = [finding for finding in findings if finding.kind == kind]
        if not held:
            continue
        click.echo(f"\n{heads[zh]} ({len(held)})")
        for finding in held[:SHOWN]:
            click.echo("- " + _line(finding, zh))
        if len(held) > SHOWN:
            click.echo(f"  … {len(held) - SHOWN}")


def show_noticed(laid: Iterable[Laid], lang: str) -> None:
    """Print on stderr what was noticed of the what-ifs of cases, each once: changes that change nothing."""
    lines = (
        _line(one, lang == "zh") for each in laid for one in each.programme.findings if one.code in _NOTICED
    )
    for line in dict.fromkeys(lines):
        click.echo(line, err=True)


def _line(finding: Finding, zh: bool) -> str:
    what, cause = (finding.what_zh, finding.cause_zh) if zh else (finding.what, finding.cause)
    where = ""
    if finding.file:
        row = (f" 第 {finding.row} 行" if zh else f" row {finding.row}") if finding.row else ""
        where = f" [{finding.file}{' ' + finding.sheet if finding.sheet else ''}{row}]"
    return what + (f"（{cause}）" if zh and cause else f" ({cause})" if cause else "") + where
