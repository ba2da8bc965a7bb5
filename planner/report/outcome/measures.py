"""What measures of two plays are called, and their units."""

from planner.words import mark

MEASURES = {
    "finish": mark("mean finish"),
    "finish_p50": mark("P50 of the finish"),
    "finish_p80": mark("P80 of the finish"),
    "campaign_finish": mark("mean finish of a campaign"),
    "cost": mark("mean cost"),
    "cost_p80": mark("P80 of the cost"),
    "household_days": mark("household-days of nuisance, its kinds added up"),
    "weighted": mark("weighted household-days of nuisance"),
    "outage_hours": mark("household-hours cut off"),
    "worst": mark("burden of the estate that bears most"),
    "worst_tenth": mark("burden of the worst tenth of estates"),
    "gini": mark("Gini of the burden"),
    "peak": mark("largest share of a street disturbed at once"),
    "peak_households": mark("most households of a street disturbed at once"),
    "longest": mark("longest nuisance on end"),
    "reopened": mark("grounds opened again"),
    "notices": mark("notices kept"),
}
"""Measures by their name."""
TELLING = ("finish_p80", "cost_p80", "worst_tenth", "peak", "longest")
"""Measures told beside each other of what one more unit changes: what it wins, and what it harms."""
UNITS_OF_MEASURES = {
    "days": mark("days"),
    "yuan": mark("10,000 yuan"),
    "household-days": mark("household-days"),
    "household-hours": mark("household-hours"),
    "days a household": mark("days a household"),
    "share": mark("percentage points"),
    "households": mark("households"),
    "times": mark("times"),
}
"""Units of measures as they are shown."""
PER = {"yuan": 10_000.0, "share": 0.01}
"""What a measure is divided by to be shown in its unit."""
