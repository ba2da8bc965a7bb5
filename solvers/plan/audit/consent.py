"""From which day each work has its residents' consent (docs/meaning.md, 6.5)."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.people import Consents
    from scenarios.tables.rule_settings import ConsentMatter
    from solvers.plan.audit.given import Given

ALWAYS = -(10**9)
"""The day from which a vote without date holds."""


def first_days(given: Given) -> Mapping[str, int | None]:
    """Return, for works that need consent, the first day on which they have it; None: never."""
    votes = given.programme.consents
    by_matter: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in range(len(votes)):
        if votes.scope[row] == "estate":
            by_matter[str(votes.estate[row]), str(votes.matter[row])].append(row)
    rule = given.rules.consent
    unasked = ALWAYS if rule.missing == "assumed" else None
    made: dict[str, int | None] = {}
    for campaign in given.campaigns.values():
        for work in campaign.works:
            rows = by_matter.get((campaign.place, work.matter), []) if campaign.kind == "estate" else []
            threshold = rule.matters.get(work.matter, rule.default)
            if work.matter and not rows:
                made[work.key] = unasked
            elif work.matter:
                passed = [_day(given, row) for row in rows if _passes(votes, row, threshold)]
                made[work.key] = min(passed, default=None)
    return made


def _passes(votes: Consents, row: int, threshold: ConsentMatter) -> bool:
    turnouts = (float(votes.turnout_area[row]), float(votes.turnout_heads[row]))
    shares = (float(votes.by_area[row]), float(votes.by_heads[row]))
    enough_took_part = all(math.isnan(turnout) or turnout >= threshold.turnout for turnout in turnouts)
    if threshold.strictly_more:
        return enough_took_part and all(share > threshold.approval for share in shares)
    return enough_took_part and all(share >= threshold.approval for share in shares)


def _day(given: Given, row: int) -> int:
    date = given.programme.consents.date[row].item()
    return ALWAYS if date is None else given.clock.day(date)
