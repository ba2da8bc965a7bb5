"""What a work costs by the period in which its campaign starts (docs/meaning.md, 10.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from scenarios.model.programme import Programme

Factors: TypeAlias = tuple[float, float, float]
"""What a cost is multiplied by, in this order: growth of prices, of the type's cost, and learning."""


class Prices:
    """Growth of prices over the periods of a programme."""

    def __init__(self, programme: Programme) -> None:
        """Keep what costs depend on by period: years since the base year, and whether all is learnt."""
        prices, clock = programme.settings.prices, programme.clock
        first_days = [clock.date(day) for day in clock.starts[:-1].tolist()]
        base = clock.years[0] if prices.base_year is None else prices.base_year
        self._growth = prices.growth
        self._learning = prices.learning
        self._later = [max(0, day.year - base) for day in first_days]
        self._learnt = [
            prices.learning_from is not None and day >= prices.learning_from for day in first_days
        ]
        self._made: dict[tuple[float, bool], list[Factors]] = {}

    def factors(self, cost_growth: float, *, pilot: bool) -> list[Factors]:
        """Return, by period, what the cost of a work is multiplied by; ``pilot``: of a pilot's campaign."""
        if (cost_growth, pilot) not in self._made:
            self._made[cost_growth, pilot] = [
                (
                    (1 + self._growth) ** years,
                    (1 + cost_growth) ** years,
                    1 - self._learning if learnt and not pilot else 1.0,
                )
                for years, learnt in zip(self._later, self._learnt, strict=True)
            ]
        return self._made[cost_growth, pilot]


def grown(cost: int, factors: Factors) -> int:
    """Return a cost in fen multiplied by its factors one after another, rounded to the fen (half to even)."""
    product: float = cost
    for factor in factors:
        product *= factor
    return round(product)
