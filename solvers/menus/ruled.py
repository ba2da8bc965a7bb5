"""Residents' rule decides: a plan's menus pinned in the programme as a what-if (docs/voices.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from scenarios.tables.gathered import Gathered
from scenarios.whatif.grammar import what_if_in
from scenarios.whatif.overlay import overlay
from solvers.menus.equal_shares import equal_shares
from solvers.menus.estates import menus
from solvers.menus.greedy import greedy_approval

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.menus.estates import Menu
    from solvers.plan.plan import Plan

Rule: TypeAlias = Literal["bureau", "equal_shares", "greedy_approval"]
NAMES: dict[str, tuple[str, str]] = {
    "bureau": ("menus as the bureau chose them", "菜单按主管部门的选择"),
    "equal_shares": ("menus by equal shares", "菜单按等额份额法"),
    "greedy_approval": ("menus by approval", "菜单按得票多少"),
}
"""What the what-if of each rule is called, in English and Chinese."""


def choice(menu: Menu, rule: Rule) -> tuple[int, ...] | None:
    """Return what a rule chooses of a menu, as places on its axis; None where it cannot be used.

    Equal shares cannot where only counts are known.
    """
    if rule == "bureau":
        return menu.bureau
    if rule == "greedy_approval":
        return greedy_approval(menu.election)
    if menu.election.ballots is None:
        return None
    return equal_shares(menu.election, "cost" if menu.full == 1 else "points")


def ruled(programme: Programme, plan: Plan, rule: Rule) -> Programme:
    """Return the programme in which a rule has decided each estate's menu, within what the plan spends on it.

    Works that it chooses are required, others that were offered are taken out. Estates without a menu, and
    those where the rule cannot be used, stay as they are. A work that is out no longer lengthens its
    campaign: what a rule costs is told by this programme's plan beside that of the one ruled by ``bureau``.
    """
    content, gathered = as_what_if(programme, plan, rule), Gathered()
    found = what_if_in(content, "menus.toml", "menus", (), gathered)
    gathered.stop_if_faulty()
    return overlay(programme, found).programme


def as_what_if(programme: Programme, plan: Plan, rule: Rule) -> dict[str, Any]:
    """Return the what-if that lets a rule decide the menus, as the content of its file."""
    name, name_zh = NAMES[rule]
    changes: list[dict[str, Any]] = []
    for menu in menus(programme, plan):
        chosen = choice(menu, rule)
        for place, work in enumerate(menu.work.tolist() if chosen is not None else ()):
            change: dict[str, Any] = {"table": "works", "where": _where(programme, work)}
            keep = chosen is not None and place in chosen
            changes.append(change | ({"column": "required", "set": True} if keep else {"remove": True}))
    return {
        "name": name,
        "name_zh": name_zh,
        "reason": "optional works as residents' rule chooses them",
        "reason_zh": "选做项按居民规则确定",
        "kind": "lever",
        "change": changes,
    }


def what_if_text(content: dict[str, Any]) -> str:
    """Return the content of a what-if as the text of a TOML file."""
    head = [f"{key} = {_toml(value)}" for key, value in content.items() if key != "change"]
    changes = [
        "\n".join(["", "[[change]]", *(f"{key} = {_toml(value)}" for key, value in change.items())])
        for change in content["change"]
    ]
    return "\n".join([*head, *changes]) + "\n"


def _toml(value: str | bool) -> str:
    return json.dumps(value, ensure_ascii=False)


def _where(programme: Programme, work: int) -> str:
    """Return the condition that selects one work of the table and no other."""
    works, row = programme.works, int(programme.facts.row[work])
    if works.id[row]:
        return f"id = {_quoted(str(works.id[row]))}"
    names = ("place", "work_type", "campaign", "building")
    return " and ".join(f"{name} = {_quoted(str(getattr(works, name)[row]))}" for name in names)


def _quoted(word: str) -> str:
    """Return a word in quotes that it does not hold itself."""
    pairs = ("''", '""', "“”", "‘’")
    pair = next((pair for pair in pairs if pair[1] not in word), pairs[0])
    return f"{pair[0]}{word}{pair[1]}"
