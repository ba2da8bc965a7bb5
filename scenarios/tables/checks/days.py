"""Days and years that contradict one another or the plan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.checks.given import column_named
from scenarios.tables.commons import Operators
from scenarios.tables.header import header_name
from scenarios.tables.means import Calendar, Crews
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.settings import PERIOD_LENGTHS, Settings, first_day_of_period
from scenarios.tables.standing import Actuals
from scenarios.tables.undertaking import Benefits, OutsideProjects

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered

_SPANS = (
    (Estates, "earliest", "latest"),
    (OutsideProjects, "start", "finish"),
    (Crews, "from_", "to"),
    (Calendar, "from_", "to"),
    (Actuals, "started", "finished"),
    (Funds, "year", "carry_last_year"),
    (Operators, "earliest", "latest"),
)


def plan_days(settings: Settings) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of the plan."""
    first = first_day_of_period(settings.first_period)
    months = first.month - 1 + PERIOD_LENGTHS[settings.period] * settings.periods
    after = datetime.date(first.year + months // 12, months % 12 + 1, 1)
    return first, after - datetime.timedelta(days=1)


def spans_run_forward(given: Given, gathered: Gathered) -> None:
    """The first day of a span is not after its last."""
    for kind, first, last in _SPANS:
        table = given.of(kind)
        filled = given.filled(table, first, last)
        for row in np.flatnonzero(filled & (getattr(table, last) < getattr(table, first))).tolist():
            column = column_named(kind, first)
            gathered.fault(
                "ends_before_start",
                given.place(table, row, last),
                first=header_name(column),
                first_zh=column.zh,
                day=str(getattr(table, first)[row]),
            )
    calendar = given.of(Calendar)
    long = given.filled(calendar, "from_", "to") & calendar.every_year
    long &= calendar.to - calendar.from_ >= np.timedelta64(365, "D")
    for row in np.flatnonzero(long).tolist():
        gathered.fault("window_over_a_year", given.place(calendar, row, "to"))


def pins_are_in_the_plan(given: Given, gathered: Gathered) -> None:
    """A pinned start lies in a period of the plan."""
    if given.settings is None:
        return
    first, last = plan_days(given.settings)
    estates = given.of(Estates)
    pins = estates.pinned_start
    outside = estates.given["pinned_start"] & ((pins < np.datetime64(first)) | (pins > np.datetime64(last)))
    for row in np.flatnonzero(outside).tolist():
        at = given.place(estates, row, "pinned_start")
        if estates.excluded_because[row]:
            continue
        gathered.fault("pin_outside", at, first=first.isoformat(), last=last.isoformat())


def benefits_name_periods(given: Given, gathered: Gathered) -> None:
    """Two benefits of a campaign are not for the same period, and each is for a period of the plan."""
    table = given.of(Benefits)
    if given.settings is None or not len(table):
        return
    first, last = plan_days(given.settings)
    months = PERIOD_LENGTHS[given.settings.period]
    seen: dict[tuple[str, int], int] = {}
    for row in np.flatnonzero(given.filled(table, "campaign", "period")).tolist():
        day = table.period[row].astype(datetime.date)
        at = given.place(table, row, "period")
        if not first <= day <= last:
            gathered.finding("benefit_outside", at, about=table.campaign[row])
            continue
        period = ((day.year - first.year) * 12 + day.month - first.month) // months
        before = seen.setdefault((table.campaign[row], period), row)
        if before != row and table.period[before] != table.period[row]:
            gathered.fault("period_twice", at, other=int(table.origin.rows[before]))
