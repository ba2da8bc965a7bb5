"""Weather and closed days: a bank of weathers, laid over the planned working days of each calendar.

A weather lasts the whole horizon. Wet days follow a Markov chain whose chances change with the month; wind,
heat and smog come day by day. Which of them cost a calendar a day is what its class of works is sensitive
to. The bank is ordered from the weather that leaves the most working days to that which leaves the fewest,
so that the share drawn for a replication is a rank of bad weather and each block of Sobol points has every
rank once or as often as any other.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.chance_settings import SENSITIVITY
from solvers.construction.chance.climates import CLIMATES
from solvers.construction.chance.festival import restart
from solvers.construction.chance.streams import Purpose, uid_of
from solvers.construction.chance.tables import threshold
from solvers.construction.site.draws import prefix_sums
from solvers.construction.site.nouns import NO_CALENDAR_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from scenarios.tables.chance_settings import Chance, Weather
    from solvers.construction.chance.climates import Climate
    from solvers.construction.chance.streams import Streams
    from solvers.construction.site.nouns import Site

    Days = NDArray[np.int32]
    Flags = NDArray[np.bool_]
    Words = NDArray[np.uint32]

_MONTH_DAYS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sky:
    """A bank of weathers, ordered by how many working days they leave (the most first), as prefix sums.

    ``worked`` axes ``(bank, calendar, day + 1)`` and ``nth`` axes ``(bank, calendar, day)`` are those of
    ``Draws``. It depends on the seed, the calendars and the weather's settings, so plans with the same
    calendars can share it.
    """

    worked: Days
    nth: Days

    def of(self, words: Words) -> Days:
        """Return the weather of each replication from its word: its rank in the bank."""
        return ((words.astype(np.uint64) * np.uint64(len(self.worked))) >> np.uint64(32)).astype(np.int32)


def sky_of(site: Site, chance: Chance, climate: str, streams: Streams) -> Sky:
    """Return the bank of weathers over the planned working days of a site."""
    open_ = _opened(site, chance)
    bank, days = chance.weather.bank, open_.shape[1]
    lost = lost_days(chance, CLIMATES[climate], site.first_day, (bank, days), streams)
    left = np.empty((bank, *open_.shape), dtype=bool)
    for row, kind in enumerate(site.sensitivity):
        closed = np.zeros((bank, days), dtype=bool)
        for loss in sensitive_to(chance.weather, kind):
            closed |= lost[loss]
        left[:, row] = open_[row] & ~closed
    order = np.argsort(-left.sum(axis=(1, 2)), kind="stable")
    worked, nth = prefix_sums(left[order])
    return Sky(worked=worked, nth=nth)


def sensitive_to(weather: Weather, kind: str) -> tuple[str, ...]:
    """Return what costs a class of works a day; nothing where no weather matters to it."""
    if kind == NO_CALENDAR_CLASS:
        return ()
    known: Mapping[str, tuple[str, ...]] = {**SENSITIVITY, **weather.sensitivity}
    return known.get(kind, known["site"])


def _opened(site: Site, chance: Chance) -> Flags:
    """Return the working days that the festival leaves, axes ``(calendar, day)``."""
    if not chance.festival.on:
        return site.open
    opened = site.open.copy()
    for row, kind in enumerate(site.sensitivity):
        if kind != NO_CALENDAR_CLASS:
            opened[row] = restart(site.open[row], site.first_day, chance.festival)
    return opened


def lost_days(
    chance: Chance, climate: Climate, first_day: datetime.date, size: tuple[int, int], streams: Streams
) -> dict[str, Flags]:
    """Return by loss the days that are lost to it, axes ``(bank, day)``; ``size`` is that of the bank."""
    bank, days = size
    month = _months(first_day, days)
    words = streams.words(
        np.arange(bank)[:, None],
        np.full((1, 1), uid_of("weather"), dtype=np.uint64),
        Purpose.SKY,
        np.arange(days)[None, :],
    )
    more = streams.words(
        np.arange(bank)[:, None],
        np.full((1, 1), uid_of("wind"), dtype=np.uint64),
        Purpose.SKY,
        np.arange(days)[None, :],
    )
    rain = _wet(words[0], _shares(climate.wet), chance.weather.memory, month)
    season = {
        "frost": _season(first_day, days, climate.frost),
        "heating": _season(first_day, days, climate.heating),
        "exams": _exams(first_day, days, chance),
    }
    return {
        "rain": rain,
        "heavy_rain": rain & _below(words[1], climate.heavy, month),
        "heat": _below(words[2], _shares(climate.hot), month),
        "smog": _below(words[3], _shares(climate.smoggy), month),
        "wind": _below(more[0], _shares(climate.windy), month),
        **{name: np.broadcast_to(closed, (bank, days)) for name, closed in season.items()},
    }


def _wet(words: Words, wet: tuple[float, ...], memory: float, month: NDArray[np.int64]) -> Flags:
    """Return the wet days of a Markov chain: P(wet | wet) - P(wet | dry) = ``memory``, P(wet) as given.

    A word below P(wet | dry) means rain whatever the day before was, one from P(wet | wet) on none; between
    the two a day is as the day before. So each day is as the last day on which the word decided.
    """
    after_dry = np.array([threshold(p * (1.0 - memory)) for p in wet], dtype=np.uint64)[month]
    after_wet = np.array([threshold(p * (1.0 - memory) + memory) for p in wet], dtype=np.uint64)[month]
    rains = words < after_dry
    decided = rains | (words >= after_wet)
    decided[:, 0] = True
    rains[:, 0] = words[:, 0] < threshold(wet[int(month[0])])
    last = np.maximum.accumulate(np.where(decided, np.arange(words.shape[1]), 0), axis=1)
    return np.asarray(np.take_along_axis(rains, last, axis=1), dtype=bool)


def _below(words: Words, shares: tuple[float, ...], month: NDArray[np.int64]) -> Flags:
    limits = np.array([threshold(share) for share in shares], dtype=np.uint64)[month]
    return np.asarray(words < limits, dtype=bool)


def _shares(days: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(some / whole for some, whole in zip(days, _MONTH_DAYS, strict=True))


def _months(first_day: datetime.date, days: int) -> NDArray[np.int64]:
    dates = np.datetime64(first_day, "D") + np.arange(days)
    return dates.astype("datetime64[M]").astype(np.int64) % 12


def _season(
    first_day: datetime.date, days: int, season: tuple[tuple[int, int], tuple[int, int]] | None
) -> Flags:
    closed = np.zeros(days, dtype=bool)
    for first, end in _spans(first_day, days, season) if season else ():
        closed[max(first, 0) : max(end, 0)] = True
    return closed


def _spans(
    first_day: datetime.date, days: int, season: tuple[tuple[int, int], tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield a season's spans of days, half-open; one that ends before it begins runs over New Year."""
    (month, day), (last_month, last_day) = season
    over = int((last_month, last_day) < (month, day))
    for year in range(first_day.year - 1, first_day.year + days // 365 + 2):
        begin = datetime.date(year, month, day)
        end = datetime.date(year + over, last_month, last_day)
        yield (begin - first_day).days, (end - first_day).days + 1


def _exams(first_day: datetime.date, days: int, chance: Chance) -> Flags:
    if not chance.exams.on:
        return np.zeros(days, dtype=bool)
    (month, day), (last_month, last_day) = (
        tuple(map(int, text.split("-"))) for text in (chance.exams.first, chance.exams.last)
    )
    return _season(first_day, days, ((month, day), (last_month, last_day)))
