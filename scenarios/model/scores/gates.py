"""What keeps an estate from being scored at all, with the reason (docs/scores.md, 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.scores.criteria import applies

if TYPE_CHECKING:
    from scenarios.model.scores.known import Known
    from scenarios.tables.column import Flags, Texts

GATES = {
    "excluded": ("it takes no part", "不参与本计划"),
    "no_works": ("it has no works of its own", "没有改造项"),
    "grade_d": ("its houses are of grade D and need rebuilding", "房屋等级为 D 级，应重建"),
    "demolition_list": ("it is on the demolition list", "已列入征收"),
    "built_by": ("it was built after the year of eligibility", "建成时间晚于申报年限"),
    "heritage_permit": ("its ground is protected and there is no permit", "涉及文保且未取得许可"),
    "consent": ("a vote on its required works has failed", "必改项表决未通过"),
}
"""Gates in their order: the reason in English and in Chinese."""


def gates_of(programme: Known) -> Texts:
    """Return the first gate that stops each estate, axis ``(estate,)``; '' where it is scored."""
    estates, by = programme.estates, programme.settings.application.built_by
    none = np.zeros(len(estates), dtype=bool)
    stops: dict[str, Flags] = {
        "excluded": programme.exclusions.estate != "",
        "no_works": ~applies(programme),
        "grade_d": estates.structure_grade == "D",
        "demolition_list": estates.demolition_list.astype(bool),
        "built_by": none if by is None else estates.year_built > by,
        "heritage_permit": estates.heritage & np.isnat(estates.heritage_permit) & _digs(programme),
        "consent": _refused(programme),
    }
    gate = np.full(len(estates), "", dtype=object)
    for name in reversed(GATES):
        gate[np.asarray(stops[name], dtype=bool)] = name
    return gate


def _digs(programme: Known) -> Flags:
    """Return which estates have works that open the ground, axis ``(estate,)``."""
    facts = programme.unscored_facts
    at = programme.campaigns.estate[facts.campaign]
    digs = np.zeros(len(programme.estates), dtype=bool)
    digs[at[programme.work_types.opens_ground[facts.work_type].astype(bool) & (at >= 0)]] = True
    return digs


def _refused(programme: Known) -> Flags:
    """Return at which estates the votes on a required work have failed for good, axis ``(estate,)``."""
    facts, campaigns = programme.unscored_facts, programme.campaigns
    refused = np.zeros(len(programme.estates), dtype=bool)
    for w in np.flatnonzero(facts.required).tolist():
        one, estate = programme.standings[w], int(campaigns.estate[facts.campaign[w]])
        if one is not None and estate >= 0 and one.first_day is None and one.refused and not one.pending:
            refused[estate] = True
    return refused
