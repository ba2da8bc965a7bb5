"""The command menus: what residents' rules would choose beside the plan's choice, and a what-if of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.command.asked import asked_at
from planner.command.language import language
from planner.command.lists import show_faults
from planner.command.status import BAD_INPUT, DONE
from planner.words import words
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.words import Words
    from solvers.menus.ruled import Rule


def show_menus(
    programme: str,
    plan_file: str,
    what_ifs: Sequence[str],
    rule: Rule,
    write: str | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Print what a rule costs the bureau and the bureau's choice residents; write the rule's what-if."""
    from planner.document.menus import menus_of
    from scenarios.tables.faults import InputFaults
    from solvers.menus.ruled import as_what_if, what_if_text

    spoken = language(lang)
    try:
        asked = asked_at(programme, plan_file, what_ifs, spoken)
    except InputFaults as error:
        show_faults(error.faults, spoken)
        return BAD_INPUT
    rows = menus_of(asked.programme, asked.plan)
    if write is not None:
        told = what_if_text(as_what_if(asked.programme, asked.plan, rule))
        _write(Path(write), told, words(spoken))
    if as_json:
        click.echo(json.dumps({"menus": rows}, ensure_ascii=False))
    else:
        for line in _lines(rows, rule, words(spoken)):
            click.echo(line)
    return DONE


def _write(path: Path, text: str, t: Words) -> None:
    """Write the what-if; raises a usage error where that cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = refusal(error).told(t.lang)
        told = t("{path} cannot be written ({reason}); give another file.", path=path, reason=reason)
        raise click.UsageError(f"--write: {told}") from None


def _lines(rows: Sequence[dict[str, Any]], rule: Rule, t: Words) -> list[str]:
    """Return what a person is told of the menus of all estates, by one rule."""
    held = [row for row in rows if row[rule] is not None]
    differ = sum(row[rule] != row["bureau"] for row in held)
    lines = [
        t(
            "{n} [estate has|estates have] optional works to choose from and residents who were asked.",
            n=len(rows),
        ),
        t("In {n} of {all} the rule chooses otherwise than the plan.", n=differ, all=len(held)),
    ]
    missing = len(rows) - len(held)
    if missing:
        lines.append(
            t("{n} [has|have] only counts: equal shares needs each household's own ballot.", n=missing)
        )
    prices = [row["prices"][rule] for row in held]
    benefit, votes = sum(one["benefit_lost"] for one in prices), sum(one["votes_lost"] or 0 for one in prices)
    of = sum(row["prices"]["bureau"]["votes"] or 0 for row in held)
    less, more = f"{benefit:,.0f}", f"{-benefit:,.0f}"
    lines.append(
        t("At the plan's dates and for the same money, its choice is worth {n} less to the aim.", n=less)
        if benefit >= 0
        else t("At the plan's dates and for the same money, its choice is worth {n} more to the aim.", n=more)
    )
    lines.append(
        t("The plan's choice meets {n} fewer [wish|wishes] ({all} met).", n=f"{votes:,}", all=f"{of:,}")
    )
    lines.append(
        t("Limits that estates share are left out: plan again with the file of --write to count them.")
    )
    return lines
