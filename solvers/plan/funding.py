"""How firm the money behind a plan's dates is (docs/meaning.md, 10.11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.plan.plan import Plan

Word = Literal["firm", "likely", "depends on funding"]


@dataclass(frozen=True, kw_only=True)
class Funding:
    """How firm a campaign's money is.

    ``probability`` is the least probability that money it draws on arrives, 0 to 1 (1 where it draws
    nothing); ``fund`` and ``year`` the draw that it is of, "" and 0 where it draws nothing.
    """

    campaign: str
    word: Word
    probability: float
    fund: str
    year: int


def funding_words(programme: Programme, plan: Plan) -> tuple[Funding, ...]:
    """Return the word for the funding of each campaign that the plan starts, in the plan's order.

    Firm where the least arrival_probability of what it draws on is at least ``funding.firm``, likely at least
    ``funding.likely``. Of a year without a row of the fund its latest row before that counts, else its first.
    """
    words = programme.settings.funding
    least: dict[str, tuple[float, str, int]] = {}
    drawn = dict.fromkeys((draw.fund, draw.year) for draw in plan.draws)
    arrives = {(fund, year): arrival_probability(programme, fund, year) for fund, year in drawn}
    for draw in plan.draws:
        if draw.amount > 0:
            found = (arrives[draw.fund, draw.year], draw.fund, draw.year)
            known = least.setdefault(draw.campaign, found)
            if found[0] < known[0]:
                least[draw.campaign] = found
    told = []
    for planned in plan.campaigns:
        probability, fund, year = least.get(planned.campaign, (1.0, "", 0))
        likely: Word = "likely" if probability >= words.likely else "depends on funding"
        word: Word = "firm" if probability >= words.firm else likely
        told.append(
            Funding(campaign=planned.campaign, word=word, probability=probability, fund=fund, year=year)
        )
    return tuple(told)


def arrival_probability(programme: Programme, fund: str, year: int) -> float:
    """Return the probability that what is drawn on a fund in a year arrives, 0 to 1; 1 for one not known."""
    table = programme.funds
    rows = np.flatnonzero(table.fund == fund)
    if not len(rows):
        return 1.0
    years = table.year[rows]
    before = rows[years <= year]
    row = before[np.argmax(table.year[before])] if len(before) else rows[np.argmin(years)]
    return float(table.arrival_probability[row])
