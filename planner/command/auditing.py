"""The command audit."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from planner.command.given import programme_at
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.status import BAD_INPUT, BREACHED, DONE


def audit_plan(programme: str, plan_file: str, as_json: bool, lang: str | None) -> int:
    """Print every breach of a plan; exit status 5 when there is one."""
    from scenarios.tables.faults import InputFaults
    from solvers.plan.audit import audit
    from solvers.plan.plan_file import read_plan

    spoken = language(lang)
    try:
        given = programme_at(programme, spoken)
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
    return BREACHED if breaches else DONE


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
