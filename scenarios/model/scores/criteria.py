"""What each criterion of a score says of an estate, 0 (least) to 1 (most deserving); docs/scores.md, 2."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.outcomes import is_taken
from scenarios.tables.settings import POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.scores.known import Known
    from scenarios.tables.column import Flags, Numbers

CRITERIA = tuple(POINTS)
"""Criteria in the order of the axis ``(criterion,)``."""
FULL_AGE = 30
"""Years before the year of eligibility from which a building's age counts in full (an assumption)."""
FULL_CONSENT = 0.95
"""Share in favour from which consent counts in full (an assumption)."""
PEOPLE_A_HOUSEHOLD = 2.62
"""Residents of a household where an estate's are not given (the census of 2020: 2.62)."""


def criteria_of(programme: Known) -> Numbers:
    """Return the matrix of criteria, axes ``(estate, criterion)``, each 0 to 1; NaN where not known."""
    columns: dict[str, Numbers] = {
        **{name: _assessed(programme, name) for name in ("safety", "contribution", "readiness")},
        "age": _age(programme),
        "consent": _consent(programme),
        "contiguity": _contiguity(programme),
        "vulnerable": _vulnerable(programme),
        "people_per_cost": _people_per_cost(programme),
    }
    return np.column_stack([columns[name] for name in CRITERIA])


def complaints_of(programme: Known) -> Numbers:
    """Return complaints a year per 100 households, axis ``(estate,)``; 0 where nothing is known."""
    return np.nan_to_num(_of_estates(programme, "complaints"))


def applies(programme: Known) -> Flags:
    """Return which estates apply: they take part and have works of their own; axis ``(estate,)``."""
    there = np.zeros(len(programme.estates), dtype=bool)
    there[programme.campaigns.estate[programme.campaigns.estate >= 0]] = True
    return there


def _assessed(programme: Known, name: str) -> Numbers:
    return np.clip(_of_estates(programme, name), 0.0, 1.0)


def _of_estates(programme: Known, name: str) -> Numbers:
    """Return a column of the assessments by estate, NaN where an estate has none."""
    table = programme.assessments
    row = {str(estate): r for r, estate in enumerate(table.estate.tolist())}
    values = getattr(table, name).astype(np.float64)
    filled = table.given.get(name, ~np.isnan(values))
    found = [row.get(str(estate), -1) for estate in programme.estates.id.tolist()]
    return np.array([values[r] if r >= 0 and filled[r] else np.nan for r in found], dtype=np.float64)


def _age(programme: Known) -> Numbers:
    """Return how old: 0 when built in the year of eligibility, 1 when so many years before."""
    built = programme.estates.year_built
    by = programme.settings.application.built_by
    newest = programme.clock.years[0] if by is None else by
    return np.where(built > 0, np.clip((newest - built) / FULL_AGE, 0.0, 1.0), np.nan)


def _consent(programme: Known) -> Numbers:
    """Return how far residents agree: 0 at the threshold, 1 at 95 %; of votes, else of ballots."""
    rule, by_votes = programme.settings.rules.consent, _consent_of_votes(programme)
    wishes = programme.voices.wishes
    support = programme.voices.support(wishes.estate, wishes.item).mean
    in_favour, answered = (
        np.bincount(wishes.estate, weights=weight, minlength=len(programme.estates))
        for weight in (support * wishes.answered, wishes.answered)
    )
    made = []
    for row, estate in enumerate(map(str, programme.estates.id)):
        if estate in by_votes:
            made.append(by_votes[estate])
        elif answered[row]:
            made.append(_above(in_favour[row] / answered[row], rule.default.approval))
        else:
            made.append(np.nan)
    return np.array(made, dtype=np.float64)


def _consent_of_votes(programme: Known) -> Mapping[str, float]:
    """Return the mean over an estate's matters of its best vote on each, the smaller of area and heads."""
    table, rule = programme.consents, programme.settings.rules.consent
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for row in np.flatnonzero(table.scope == "estate").tolist():
        estate, matter = str(table.estate[row]), str(table.matter[row])
        if not is_taken(table, row):
            continue
        share = min(float(table.by_area[row]), float(table.by_heads[row]))
        value = _above(share, rule.of(matter).approval)
        best[estate][matter] = max(value, best[estate].get(matter, 0.0))
    return {estate: sum(values.values()) / len(values) for estate, values in best.items()}


def _above(share: float, threshold: float) -> float:
    """Return how far a share lies between its threshold and what counts in full."""
    if share >= FULL_CONSENT:
        return 1.0
    return max(0.0, (share - threshold) / (FULL_CONSENT - threshold)) if threshold < FULL_CONSENT else 0.0


def _contiguity(programme: Known) -> Numbers:
    """Return the share of the other estates of the zone that apply too; 0 without zone or neighbours."""
    zone, there = programme.estates.zone.tolist(), applies(programme)
    size: dict[str, int] = defaultdict(int)
    applying: dict[str, int] = defaultdict(int)
    for name, here in zip(zone, there.tolist(), strict=True):
        size[name] += 1
        applying[name] += here
    return np.array(
        [
            (applying[name] - here) / (size[name] - 1) if name and size[name] > 1 else 0.0
            for name, here in zip(zone, there.tolist(), strict=True)
        ],
        dtype=np.float64,
    )


def _vulnerable(programme: Known) -> Numbers:
    """Return the share of residents over 60."""
    estates = programme.estates
    known = (estates.residents > 0) & estates.given.get("over_60", np.ones(len(estates), dtype=bool))
    return np.where(known, np.clip(estates.over_60 / np.maximum(estates.residents, 1), 0.0, 1.0), np.nan)


def _people_per_cost(programme: Known) -> Numbers:
    """Return residents per yuan of all works (of alternatives the dearest), as a share of the most."""
    estates, facts = programme.estates, programme.unscored_facts
    at = programme.campaigns.estate[facts.campaign]
    cost = np.zeros(len(estates))
    single = (facts.alternatives < 0) & (at >= 0)
    np.add.at(cost, at[single], facts.cost[single].astype(np.float64))
    groups = np.zeros(int(facts.alternatives.max(initial=-1)) + 1)
    np.maximum.at(groups, facts.alternatives[facts.alternatives >= 0], facts.cost[facts.alternatives >= 0])
    owner = dict(zip(facts.alternatives.tolist(), at.tolist(), strict=True))
    for group, dearest in enumerate(groups.tolist()):
        if owner.get(group, -1) >= 0:
            cost[owner[group]] += dearest
    people = np.where(estates.residents > 0, estates.residents, estates.households * PEOPLE_A_HOUSEHOLD)
    there = applies(programme) & (cost > 0)
    a_yuan = np.where(there, people / np.where(cost > 0, cost, 1.0), np.nan)
    most = np.nanmax(a_yuan, initial=0.0)
    return np.where(there & (most > 0), a_yuan / (most if most > 0 else 1.0), np.nan)
