"""Days that the plan can never reach, or has passed before it begins (docs/meaning.md, 1 and 6)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np

from scenarios.model.clock import DAYS_IN_A_YEAR
from scenarios.model.findings.consent import blocked_by_consent
from scenarios.model.findings.money import blocking
from scenarios.model.findings.noted import given, is_in, must_start, named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.findings.noted import Noted
    from scenarios.model.programme import Programme
    from scenarios.tables.column import Flags

_HALF_A_YEAR = 183


def pins_keep_other_dates(noted: Noted) -> None:
    """Point out pins before the earliest day, after the latest, or inside the moratorium: the pin stands."""
    programme = noted.programme
    estates = programme.estates
    pinned = noted.taking_part & given(estates, "pinned_start")
    day = _period_starts(programme, estates.pinned_start)
    _, latest, moratorium = _limits(programme)
    before = ~np.isnat(estates.earliest) & (day < _period_starts(programme, estates.earliest))
    noted.estates("pin_before_earliest", pinned & before, "pinned_start")
    noted.estates("pin_after_latest", pinned & (day > latest), "pinned_start")
    within = pinned & (day < moratorium)
    noted.estates(
        "pin_in_moratorium", within, "pinned_start", years=f"{programme.settings.rules.moratorium.years:g}"
    )


def starts_are_left(noted: Noted) -> None:
    """Point out estates whose own dates leave no period to start in."""
    programme = noted.programme
    estates = programme.estates
    starts = programme.clock.starts[:-1]
    earliest, latest, moratorium = _limits(programme)
    free = noted.taking_part & ~given(estates, "pinned_start")
    late, early = earliest > starts[-1], latest < starts[0]
    banned = ~late & ~early & (moratorium > starts[-1])
    first = np.searchsorted(starts, np.maximum(earliest, moratorium))
    between = ~late & ~early & ~banned & (starts[np.minimum(first, len(starts) - 1)] > latest)
    noted.estates("earliest_after_plan", free & late, "earliest")
    noted.estates("latest_before_plan", free & ~late & early, "latest")
    noted.estates("moratorium_past_plan", free & banned, "renovated_on")
    noted.estates("no_period_between", free & between, "latest")
    _must_and_cannot(noted, free & (late | early | banned | between))


def _must_and_cannot(noted: Noted, closed: Flags) -> None:
    """Point out campaigns that must start and can at no time: by dates, votes, or holds past the plan."""
    programme = noted.programme
    facts, campaigns, estates = programme.facts, programme.campaigns, programme.estates
    held = blocking(programme, held_past_plan(programme))
    stopped = np.zeros(len(campaigns), dtype=bool)
    stopped[facts.campaign[held | blocked_by_consent(programme)]] = True
    stopped |= (campaigns.estate >= 0) & closed[np.maximum(campaigns.estate, 0)]
    found = np.flatnonzero(stopped & must_start(programme))
    names = [
        named(
            str(campaigns.key[c]), str(estates.name[campaigns.estate[c]]) if campaigns.estate[c] >= 0 else ""
        )
        for c in found
    ]
    rows = [int(facts.row[np.argmax(facts.campaign == c)]) for c in found]
    noted.rows("must_start_and_cannot", programme.works, rows, "place", names)


def held_past_plan(programme: Programme) -> Flags:
    """Return the works that an outside project or asset holds until the plan is over, axis ``(work,)``."""
    facts, campaigns, types = programme.facts, programme.campaigns, programme.work_types
    held = np.zeros(len(facts), dtype=bool)
    if not programme.settings.rules.outside_dates.on:
        return held
    last = np.datetime64(programme.clock.date(int(programme.clock.starts[-1]) - 1), "D")
    for table, until in (
        (programme.outside_projects, programme.outside_projects.finish),
        (programme.assets, programme.assets.ready),
    ):
        for row in np.flatnonzero(until >= last).tolist():
            if table.estates[row]:
                here = is_in(campaigns.place, table.estates[row]) & (campaigns.estate >= 0)
                kinds = is_in(types.id, table.holds[row]) if table.holds[row] else np.ones(len(types), bool)
                held |= here[facts.campaign] & kinds[facts.work_type]
    return held


def holds_end_in_the_plan(noted: Noted) -> None:
    """Point out works that wait for something beyond the plan's end."""
    noted.works("held_past_plan", held_past_plan(noted.programme), "work_type")


def works_fit_into_the_plan(noted: Noted) -> None:
    """Point out works that need more working days than the whole plan has."""
    programme = noted.programme
    days = working_days(programme)
    long = programme.facts.days > days
    if long.any():
        most = int(programme.facts.days[long].max())
        noted.works("work_too_long", long, "quantity", days=f"{days:,}", most=f"{most:,}")


def working_days(programme: Programme) -> int:
    """Return the base working days of the plan."""
    return int(base_days(programme).sum())


def base_days(programme: Programme) -> NDArray[np.bool_]:
    """Return whether each day of the plan is a base working day, axis ``(day,)``."""
    clock, calendar = programme.clock, programme.calendar
    days = int(clock.starts[-1])
    weekday = (np.arange(days) + clock.first_day.isoweekday() - 1) % 7 + 1
    worked: NDArray[np.bool_] = np.isin(weekday, np.array(programme.settings.working_days))
    for row in range(len(calendar)):
        general = not (calendar.streets[row] or calendar.estates[row] or calendar.classes[row])
        if general and calendar.stop[row] == "full":
            for first, end in _closed(programme, row):
                worked[max(first, 0) : max(end, 0)] = False
    return worked


def _closed(programme: Programme, row: int) -> list[tuple[int, int]]:
    """Return the half-open spans of days that a window closes."""
    clock, calendar = programme.clock, programme.calendar
    first, last = calendar.from_[row].item(), calendar.to[row].item()
    if not calendar.every_year[row]:
        return [(clock.day(first), clock.day(last) + 1)]
    length = (last - first).days + 1
    begins = [clock.day(_in_year(first, year)) for year in range(clock.years[0] - 1, clock.years[-1] + 1)]
    return [(begin, begin + length) for begin in begins]


def _in_year(day: datetime.date, year: int) -> datetime.date:
    leap = day.month == 2 and day.day == 29
    return datetime.date(year, 2, 28) if leap else day.replace(year=year)


def windows_leave_time(noted: Noted) -> None:
    """Point out closed windows that take more than half of a year, or lie outside the plan."""
    programme, calendar = noted.programme, noted.programme.calendar
    length = (calendar.to - calendar.from_).astype(np.int64) + 1
    names = [str(name) for name in calendar.name]

    def say(code: str, rows: NDArray[np.int64]) -> None:
        noted.rows(code, calendar, rows, "to", [f"{names[r]} ({length[r]})" for r in rows])

    say("window_over_half_a_year", np.flatnonzero(length > _HALF_A_YEAR))
    days = programme.clock.days
    after = programme.clock.starts[-1] + 366
    outside = ~calendar.every_year & ((days(calendar.to) < 0) | (days(calendar.from_) > after))
    say("window_outside_plan", np.flatnonzero(outside))
    if len(calendar) and not base_days(programme).any():
        noted.note("no_working_day", noted.setting("working_days"), "working_days")


def evaluation_is_after_the_plan(noted: Noted) -> None:
    """Point out an evaluation date before the plan ends: what finishes later brings nothing."""
    clock = noted.programme.clock
    last = clock.date(int(clock.starts[-1]) - 1)
    if clock.evaluation_date < last:
        at = noted.setting("evaluation_date", clock.evaluation_date)
        noted.note("early_evaluation", at, "evaluation_date", day=clock.evaluation_date, last=last)


def _limits(programme: Programme) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return first and last allowed day of a start, and the end of the moratorium, axis ``(estate,)``."""
    estates, clock, rule = programme.estates, programme.clock, programme.settings.rules.moratorium
    most = np.iinfo(np.int64).max
    free = clock.days(estates.renovated_on) + int(np.ceil(rule.years * DAYS_IN_A_YEAR))
    banned = ~np.isnat(estates.renovated_on) & rule.on
    earliest = np.where(np.isnat(estates.earliest), 0, clock.days(estates.earliest))
    latest = np.where(np.isnat(estates.latest), most, clock.days(estates.latest))
    return earliest, latest, np.where(banned, free, 0)


def _period_starts(programme: Programme, dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Return the first day of the period that holds each date; a date after the plan stands for itself."""
    clock = programme.clock
    day = clock.days(dates)
    period = np.searchsorted(clock.starts, day, side="right") - 1
    inside = (period >= 0) & (period < clock.periods)
    return np.where(inside, clock.starts[np.clip(period, 0, clock.periods)], day)
