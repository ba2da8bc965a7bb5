"""How many of those who decide agree to each work, and from which day (docs/meaning.md, 6.5)."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from solvers.plan.audit.dwellings import dwellings_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scenarios.tables.rule_settings import ConsentMatter
    from solvers.plan.audit.given import Given, WorkGiven

ALWAYS = -(10**9)
"""The day from which a vote without date holds."""
_NEARLY = 1e-9


def agreements_of(given: Given) -> Mapping[str, tuple[float, int | None]]:
    """Return, by work that needs consent, the share of its units that agree and since when.

    The share is 0 and the day None where too few ever do. A day is the day of a vote.
    """
    reader = _Reader(given)
    return {
        work.key: reader.agreement(campaign.estate if campaign.kind == "estate" else -1, work)
        for campaign in given.campaigns.values()
        for work in campaign.works
        if work.matter
    }


class _Reader:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.rule = given.rules.consent
        self.votes = given.programme.consents
        self.rows: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for row in range(len(self.votes)):
            key = (str(self.votes.estate[row]), str(self.votes.matter[row]), str(self.votes.scope[row]))
            self.rows[key].append(row)

    def agreement(self, estate: int, work: WorkGiven) -> tuple[float, int | None]:
        """Return the share of a work's units that agree, and the first day on which enough of them do."""
        if estate < 0:
            return (1.0, ALWAYS) if self.rule.missing == "assumed" else (0.0, None)
        units, voices = self._voices(estate, work)
        for day in sorted({since for since, _ in voices}):
            agreeing = math.fsum(weight for since, weight in voices if since <= day)
            if agreeing > 0 and agreeing / units >= self.rule.least_share - _NEARLY:
                return min(agreeing / units, 1.0), day
        return 0.0, None

    def _voices(self, estate: int, work: WorkGiven) -> tuple[int, list[tuple[int, float]]]:
        """Return how many units decide, and (day, units) of those that agree."""
        name = str(self.given.programme.estates.id[estate])
        needed = self.rule.of(work.matter)
        wide = self.rows.get((name, work.matter, "estate"), [])
        if needed.scope == "estate":
            return 1, list(self._voice(wide, needed, 1, 1) if wide else self._silence(1))
        by_unit: dict[str, list[int]] = {}
        for row in self.rows.get((name, work.matter, needed.scope), []):
            by_unit.setdefault(str(self.votes.unit[row]), []).append(row)
        units = units_of(self.given, estate, needed.scope)
        building = str(self.given.programme.works.building[work.row])
        if building and needed.scope == "building":
            by_unit, units = {k: rows for k, rows in by_unit.items() if k == building}, 1
        units = max(units, len(by_unit))
        voices = [v for rows in by_unit.values() for v in self._voice(rows, needed, 1, units)]
        others = units - len(by_unit)
        if others:
            persons = self._persons(name, work, wide) if needed.approval >= 1 else None
            if persons is not None:
                alike = persons[0] ** dwellings_of(self.given, estate, needed.scope)
                voices.append((persons[1], others * alike))
            elif wide:
                voices.extend(self._voice(wide, needed, others, units))
            else:
                voices.extend(self._silence(others))
        return units, voices

    def _silence(self, units: int) -> Iterator[tuple[int, float]]:
        if self.rule.missing == "assumed":
            yield ALWAYS, float(units)

    def _voice(
        self, rows: list[int], needed: ConsentMatter, counts_for: int, units: int
    ) -> Iterator[tuple[int, float]]:
        """Yield (day, units) where votes on one thing let it pass, or may be counted on to."""
        passed = [self._day(row) for row in rows if self._passes(row, needed)]
        if passed:
            yield min(passed), float(counts_for)
            return
        to_come = [
            (self._day(row), float(self.votes.probability[row]))
            for row in rows
            if math.isnan(self.votes.by_area[row]) and math.isnan(self.votes.by_heads[row])
        ]
        counted = [one for one in to_come if one[1] > 0 and one[1] >= self.rule.least_probability]
        if counted and self.rule.pending != "refused":
            day, chance = min(counted, key=lambda one: (one[0], -one[1]))
            weight = chance if self.rule.pending == "expected" and units > 1 else 1.0
            yield day, counts_for * weight

    def _persons(self, name: str, work: WorkGiven, wide: list[int]) -> tuple[float, int] | None:
        """Return the largest share of persons who are known to agree, and since when; None: none is known."""
        told: list[tuple[float, int]] = []
        for row in wide:
            votes = self.votes
            area = float(votes.by_area[row]) * _or_all(float(votes.turnout_area[row]))
            heads = float(votes.by_heads[row]) * _or_all(float(votes.turnout_heads[row]))
            if not math.isnan(area + heads):
                told.append((min(area, heads), self._day(row)))
        if wide:
            return max(told, key=lambda one: (one[0], -one[1]), default=None)
        ballots = self.given.programme.ballots
        for row in range(len(ballots)):
            asked = int(ballots.respondents[row])
            if asked > 0 and (str(ballots.estate[row]), str(ballots.work_type[row])) == (
                name,
                work.work_type,
            ):
                return min(int(ballots.support[row]) / asked, 1.0), ALWAYS
        return None

    def _passes(self, row: int, needed: ConsentMatter) -> bool:
        votes = self.votes
        turnouts = (float(votes.turnout_area[row]), float(votes.turnout_heads[row]))
        shares = (float(votes.by_area[row]), float(votes.by_heads[row]))
        enough_took_part = all(math.isnan(turnout) or turnout >= needed.turnout for turnout in turnouts)
        if needed.strictly_more:
            return enough_took_part and all(share > needed.approval for share in shares)
        return enough_took_part and all(share >= needed.approval for share in shares)

    def _day(self, row: int) -> int:
        date = self.votes.date[row].item()
        return ALWAYS if date is None else self.given.clock.day(date)


def _or_all(turnout: float) -> float:
    return 1.0 if math.isnan(turnout) else turnout
