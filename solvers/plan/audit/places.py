"""Who lives at a place: which estates it is, how old their residents are, what hardship excuses.

docs/meaning.md, 2.2, 10.3, 10.4, 11.8.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme


def taking_part(programme: Programme) -> frozenset[int]:
    """Return the rows of the estates that take part."""
    estates, rule = programme.estates, programme.settings.rules.exclusions
    campaigns = programme.campaigns
    rebuilt = {
        int(estate)
        for estate, word in zip(campaigns.estate.tolist(), campaigns.part.tolist(), strict=True)
        if word in rule.rebuild
    }

    def is_out(row: int) -> bool:
        dangerous = rule.grade_d and estates.structure_grade[row] == "D"
        listed = rule.demolition_list and bool(estates.demolition_list[row])
        return rule.on and (dangerous or listed) and row not in rebuilt

    return frozenset(
        row for row in range(len(estates)) if not estates.excluded_because[row] and not is_out(row)
    )


def estates_of_campaigns(programme: Programme) -> list[tuple[int, ...]]:
    """Return, for each campaign, the rows of the estates that are its place and take part."""
    estates, assets, campaigns = programme.estates, programme.assets, programme.campaigns
    here = taking_part(programme)
    row_of = {str(key): row for row, key in enumerate(estates.id)}
    of_zone: dict[str, list[int]] = defaultdict(list)
    for row in sorted(here):
        of_zone[str(estates.zone[row])].append(row)
    served = {
        str(key): [row_of[name] for name in names if row_of.get(name) in here]
        for key, names in zip(assets.id, assets.estates, strict=True)
    }
    made = []
    for place, kind, estate in zip(campaigns.place, campaigns.place_kind, campaigns.estate, strict=True):
        rows = [int(estate)] if estate >= 0 else of_zone[place] if kind == "zone" else served.get(place, [])
        made.append(tuple(rows))
    return made


def weight_of(programme: Programme, rows: Sequence[int]) -> float:
    """Return what benefit and disruption at a place are multiplied by for its older residents."""
    estates, rule = programme.estates, programme.settings.aims.vulnerability
    residents, over_60, over_75 = (
        sum(int(column[row]) for row in rows)
        for column in (estates.residents, estates.over_60, estates.over_75)
    )
    if residents <= 0:
        return 1.0
    return 1.0 + rule.over_60 * over_60 / residents + rule.over_75 * over_75 / residents


def residents_pay(programme: Programme, estate: int) -> float:
    """Return the share of residents' part that residents of an estate pay: 1, less what hardship excuses.

    ``estate`` is a row of estates, −1 for zones and assets, where nobody is excused.
    """
    if estate < 0:
        return 1.0
    households = int(programme.estates.households[estate])
    if households <= 0:
        return 1.0
    excused = sum(
        float(min(number, households)) * programme.settings.exemptions.get(name, 0.0) / households
        for name, number in programme.estates.hardship[estate]
    )
    return float(max(0.0, 1.0 - excused))
