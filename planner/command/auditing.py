"""The command audit."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.overlaid import overlaid_at
from planner.command.status import BAD_INPUT, BREACHED, DONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solvers.plan.plan import Plan


def audit_plan(
    programme: str, plan_file: str, what_ifs: Sequence[str], as_json: bool, lang: str | None
) -> int:
    """Print every breach of a plan of a programme, what-ifs laid over it; exit status 5 when there is one."""
    from scenarios.tables.faults import InputFaults
    from solvers.plan.audit import audit
    from solvers.plan.plan_file import read_plan

    spoken = language(lang)
    try:
        given = overlaid_at(programme, what_ifs, spoken).programme
        plan = read_plan(Path(plan_file))
    except InputFaults as error:
        show_faults(error.faults, spoken)
        return BAD_INPUT
    breaches = audit(given, plan)
    if as_json:
        click.echo(json.dumps({"audit": [dataclasses.asdict(b) for b in breaches]}, ensure_ascii=False))
    else:
        for breach in breaches:
            click.echo(f"{breach.rule}: {breach.sentence_zh if spoken == 'zh' else breach.sentence}")
        click.echo(_verdict(len(breaches), len(plan.campaigns), spoken))
    if not what_ifs:
        _say_where_it_was_changed(plan, spoken)
    return BREACHED if breaches else DONE


def _say_where_it_was_changed(plan: Plan, lang: str) -> None:
    """Say on stderr where a plan was made with what-ifs that the audit was not given."""
    names = dict.fromkeys(str(change.get("what_if", "")) for change in plan.stated.get("changes") or ())
    if names:
        listed = ", ".join(names)
        text = (
            f"该方案是在情景「{listed}」下编制的；如需按同一情景校核，请用 --what-if 给出相应文件。"
            if lang == "zh"
            else f"The plan was made with the what-ifs {listed}: audit it so by giving them with --what-if."
        )
        click.echo(text, err=True)


def _verdict(breaches: int, campaigns: int, lang: str) -> str:
    if lang == "zh":
        return (
            f"校核 {campaigns} 个批次：发现 {breaches} 处违反。"
            if breaches
            else f"校核 {campaigns} 个批次：各项规则均满足。"
        )
    if breaches:
        return f"{campaigns} campaigns audited: {breaches} breaches."
    return f"{campaigns} campaigns audited: every rule is kept."
