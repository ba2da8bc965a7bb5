"""What residents say, in the plan document: counts by estate, nothing of single households."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.guarded import coarse, coarse_above, coarse_below, telling
from scenarios.model.voices.voices import KINDS

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Counts


def residents_of(programme: Programme) -> dict[str, Any]:
    """Return the part ``residents`` of the plan document (docs/plan-file.md)."""
    return {"support": support_of(programme), "fears": fears_of(programme)}


def support_of(programme: Programme) -> list[dict[str, Any]]:
    """Return support by estate and work type: of pairs that residents were asked of or that have a work.

    Nothing where no resident was asked anything. Of ``asked``, ``respondents``, ``response_rate``, ``share``
    and what payers say None means that it is not known, or not told where ``few`` is true.
    """
    voices, estates, types = programme.voices, programme.estates, programme.work_types
    if not len(voices.wishes):
        return []
    estate, kind = _pairs(programme)
    told, willing, wishes = voices.support(estate, kind), voices.willing(estate, kind), voices.wishes
    low, high = told.interval()
    at = wishes.at(estate, kind)
    columns = [told.yes, told.answered, told.mean, low, high, told.strength(), willing.mean, at]
    rows = zip(estate.tolist(), kind.tolist(), *(column.tolist() for column in columns), strict=True)
    made = []
    for e, w, yes, answered, mean, lowest, highest, strength, pays, row in rows:
        asked = int(wishes.asked[row]) if row >= 0 and wishes.asked[row] >= 0 else None
        payers = float(wishes.payers[row]) if row >= 0 else math.nan
        made.append(
            {
                "estate": str(estates.id[e]),
                "work_type": str(types.id[w]),
                "few": False,
                "households": int(estates.households[e]),
                "asked": asked,
                "respondents": int(answered),
                "response_rate": answered / asked if asked else None,
                "share": yes / answered if answered else None,
                "support": mean,
                "low": lowest,
                "high": highest,
                "strength": strength,
                "payers": None if math.isnan(payers) else int(payers),
                "willing_to_pay": None if math.isnan(payers) else pays,
            }
        )
        _guard(made[-1], yes, voices.rule.least_told)
    return made


def _guard(row: dict[str, Any], yes: float, least: int) -> None:
    """Hide counts of few households in a row of support, and what tells them."""
    answered, payers = row["respondents"], row["payers"]
    if payers is not None and (telling(payers, least) or telling(answered - payers, least)):
        row.update(few=True, payers=None, willing_to_pay=coarse(row["willing_to_pay"]))
    if not any(telling(count, least) for count in (answered, yes, answered - yes)):
        return
    row.update(few=True, share=None, support=coarse(row["support"]))
    row.update(low=coarse_below(row["low"]), high=coarse_above(row["high"]))
    if telling(answered, least):
        row.update(respondents=None, response_rate=None)


def _pairs(programme: Programme) -> tuple[Counts, Counts]:
    """Return the pairs of estate and work type (rows of their tables) that are told, in order."""
    facts, wishes = programme.facts, programme.voices.wishes
    at = programme.campaigns.estate[facts.campaign]
    there = at >= 0
    keys = [at[there] * wishes.items + facts.work_type[there], wishes.estate * wishes.items + wishes.item]
    pairs = np.unique(np.concatenate(keys))
    return pairs // wishes.items, pairs % wishes.items


def fears_of(programme: Programme) -> list[dict[str, Any]]:
    """Return fears by estate and kind: of kinds that anybody fears, of estates that take part.

    ``households`` is how many named the fear, None where nobody was asked, or where ``few`` did; ``weight``
    what the level of that nuisance is multiplied by there, 1 for a fear of nothing that disturbs.
    """
    voices, estates = programme.voices, programme.estates
    worries = voices.worries
    if not len(worries):
        return []
    named = [k for k in range(len(KINDS)) if worries.yes[worries.item == k].any()]
    there = np.unique(programme.campaigns.estate[programme.campaigns.estate >= 0])
    made = []
    for e in there.tolist():
        at = worries.at(np.full(len(named), e), np.array(named, dtype=np.int64))
        for k, row in zip(named, at.tolist(), strict=True):
            few = row >= 0 and any(
                telling(float(count), voices.rule.least_told)
                for count in (worries.yes[row], worries.answered[row] - worries.yes[row])
            )
            share, weight = float(voices.fears[e, k]), float(voices.fear_weights[e, k])
            made.append(
                {
                    "estate": str(estates.id[e]),
                    "kind": KINDS[k],
                    "few": few,
                    "households": int(worries.yes[row]) if row >= 0 and not few else None,
                    "share": coarse(share) if few else share,
                    "weight": coarse(weight) if few else weight,
                }
            )
    return made
