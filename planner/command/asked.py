"""What a question about a plan is asked of: the programme, its plan, and what the solve left beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.command.overlaid import overlaid_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan
    from solvers.search.warm import Warm


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """A programme with its what-ifs laid over it, a plan of it, and its plan.warm (None: there is none)."""

    programme: Programme
    plan: Plan
    warm: Warm | None


def asked_at(programme: str, plan_file: str, what_ifs: Sequence[str], lang: str) -> Asked:
    """Return the programme and the plan of it in a plan.json.

    Raises InputFaults with every fault of either, and a usage error where the plan is not of this programme.
    """
    from solvers.plan.plan_file import read_plan

    given = overlaid_at(programme, what_ifs, lang).programme
    plan = read_plan(Path(plan_file))
    said = plan.stated.get("certificate") or {}
    fingerprint = said.get("fingerprint")
    if fingerprint is not None and fingerprint != given.fingerprint:
        raise click.UsageError(_of_another(plan, what_ifs, lang))
    return Asked(programme=given, plan=plan, warm=_warm_beside(Path(plan_file)))


def _of_another(plan: Plan, what_ifs: Sequence[str], lang: str) -> str:
    names = dict.fromkeys(str(change.get("what_if", "")) for change in plan.stated.get("changes") or ())
    listed = ("、" if lang == "zh" else ", ").join(names)
    if lang == "zh":
        hint = f"该方案是在情景「{listed}」下编制的，请用 --what-if 给出相应文件。" if names else ""
        return f"PLAN 不是按此 PROGRAMME 编制的方案（数据已改动）。{hint or '请重新编制方案。'}"
    hint = f"It was made with the what-ifs {listed}: give them with --what-if." if names else "Plan it anew."
    return f"PLAN is not a plan of this PROGRAMME as it is now. {hint}"


def _warm_beside(plan_file: Path) -> Warm | None:
    """Return what the solve left beside the plan; None where there is nothing that can be used."""
    from solvers.search.warm import WarmFileError, read_warm

    try:
        return read_warm(plan_file.with_name("plan.warm"))
    except (WarmFileError, OSError):
        return None
