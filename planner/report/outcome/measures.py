"""What measures of two plays are called."""

from planner.words import mark

MEASURES = {
    "finish": mark("mean finish"),
    "finish_p50": mark("P50 of the finish"),
    "finish_p80": mark("P80 of the finish"),
    "cost": mark("mean cost"),
    "cost_p80": mark("P80 of the cost"),
    "household_days": mark("household-days of nuisance"),
    "worst_tenth": mark("burden of the worst tenth of places"),
    "peak": mark("highest share of a street disturbed at once"),
}
"""Measures by their name."""
