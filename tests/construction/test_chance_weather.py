"""Weather and closed days: chains with the right months, calendars as one would count them day by day."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from scenarios.tables.chance_settings import Chance, Exams, Festival, Weather
from solvers.construction.chance.climates import CLIMATES, climate_at
from solvers.construction.chance.festival import restart
from solvers.construction.chance.lunar import lunar_new_year
from solvers.construction.chance.sky import lost_days, sensitive_to, sky_of
from solvers.construction.chance.streams import Streams
from tests.construction.by_hand import Job, built

FIRST = datetime.date(2021, 1, 1)
MONTHS = (np.datetime64(FIRST) + np.arange(3 * 365)).astype("datetime64[M]").astype(int) % 12
CALM = {"festival": Festival(on=False), "exams": Exams(on=False)}


def sited(*kinds: str, first_day: datetime.date = FIRST, closed=None, horizon: int = 1095):
    site = built(
        Job(name="a"),
        closed=closed or [()] * len(kinds),
        first_day=first_day,
        horizon=horizon,
        sensitivity=kinds,
    )
    return replace(site, horizon=horizon)


def lost(climate: str = "yangtze", bank: int = 400, **more):
    return lost_days(Chance(**more), CLIMATES[climate], FIRST, (bank, 3 * 365), Streams(2))


@pytest.mark.parametrize("climate", list(CLIMATES))
def test_months_are_as_wet_as_their_climate(climate) -> None:
    rain = lost(climate)["rain"].mean(axis=0)
    days = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    seen = [rain[month == MONTHS].mean() for month in range(12)]
    expected = np.array(CLIMATES[climate].wet) / days
    assert np.abs(np.array(seen) - expected)[:].max() < 0.03  # the first days of a month remember the last


def test_wet_days_follow_wet_days_as_memory_says() -> None:
    rain = lost(bank=800)["rain"]
    july = np.flatnonzero((MONTHS == 6)[1:]) + 1
    after_wet = rain[:, july][rain[:, july - 1]].mean()
    after_dry = rain[:, july][~rain[:, july - 1]].mean()
    assert after_wet - after_dry == pytest.approx(0.35, abs=0.03)


def test_without_memory_days_are_independent() -> None:
    rain = lost(weather=Weather(memory=0))["rain"]
    assert np.corrcoef(rain[:, 100], rain[:, 101])[0, 1] == pytest.approx(0, abs=0.2)


def test_heavy_rain_is_rain() -> None:
    losses = lost("south")
    assert losses["heavy_rain"].any()
    assert not (losses["heavy_rain"] & ~losses["rain"]).any()


def test_seasons_close_the_days_they_name() -> None:
    losses = lost("north", bank=1, **CALM)
    heating = {FIRST + datetime.timedelta(days=int(d)) for d in np.flatnonzero(losses["heating"][0])}
    wanted = {
        day
        for day in (FIRST + datetime.timedelta(days=n) for n in range(1095))
        if (day.month, day.day) >= (11, 15) or (day.month, day.day) <= (3, 15)
    }
    assert heating == wanted


def test_exam_days_rest_and_can_be_switched_off() -> None:
    closed = np.flatnonzero(lost(bank=1)["exams"][0])
    assert [FIRST + datetime.timedelta(days=int(d)) for d in closed[:3]] == [
        datetime.date(2021, 6, day) for day in (7, 8, 9)
    ]
    assert not lost(bank=1, exams=Exams(on=False))["exams"].any()


def test_calendars_are_as_counted_day_by_day() -> None:
    site = sited("facade", "earth", "", closed=[range(0, 1095, 7), (), range(3, 1095, 7)])
    chance = Chance(weather=Weather(bank=4, climate="north"))
    sky = sky_of(site, chance, "north", Streams(1))
    for bank in range(4):
        for calendar in range(3):
            worked, nth = sky.worked[bank, calendar], sky.nth[bank, calendar]
            count = 0
            for day in range(1095):
                assert worked[day] == count
                if worked[day + 1] > worked[day]:
                    assert nth[count] == day
                    assert site.open[calendar, day]
                    count += 1
            assert worked[1095] == count
    assert np.array_equal(np.diff(sky.worked[0, 2]).astype(bool), site.open[2])  # no weather matters to it


def test_what_is_more_sensitive_works_less() -> None:
    sky = sky_of(sited("site", "roof", "indoor"), Chance(**CALM), "yangtze", Streams(1))
    days = sky.worked[:, :, -1]
    assert (days[:, 1] < days[:, 0]).all()
    assert (days[:, 2] == 1095).all()


def test_the_bank_is_ordered_by_the_days_it_leaves_and_each_rank_is_drawn_alike() -> None:
    sky = sky_of(sited("roof"), Chance(), "yangtze", Streams(1))
    left = sky.worked[:, 0, -1]
    assert (np.diff(left) <= 0).all()
    assert left[0] > left[-1]
    words = ((np.arange(128, dtype=np.uint64) << np.uint64(25)) + np.uint64(77)).astype(np.uint32)
    assert np.bincount(sky.of(words)).tolist() == [2] * 64


def test_another_class_of_works_can_be_told_what_stops_it() -> None:
    weather = Weather(sensitivity={"paint": ("rain", "heat")})
    assert sensitive_to(weather, "paint") == ("rain", "heat")
    assert sensitive_to(weather, "unheard of") == sensitive_to(weather, "site")
    assert sensitive_to(weather, "") == ()
    with pytest.raises(ValueError, match="costs no day"):
        Weather(sensitivity={"paint": ("frogs",)})


# ---- Spring Festival ----

NEW_YEARS = (
    "2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2033-01-31 2034-02-19"
)


@pytest.mark.parametrize("day", NEW_YEARS.split())
def test_the_new_year_is_on_its_day(day) -> None:
    date = datetime.date.fromisoformat(day)
    assert lunar_new_year(date.year) == date


def test_every_new_year_is_a_new_moon_between_its_bounds() -> None:
    """Mean new moons are within 15 hours of true ones; so a day and a half around the day must hold one."""
    for year in range(1990, 2110):
        date = lunar_new_year(year)
        assert datetime.date(year, 1, 20) <= date <= datetime.date(year, 2, 21)
        if 2000 <= year <= 2100:
            moons = (date - datetime.date(2000, 1, 6)).days / 29.530588861
            assert abs(moons - round(moons)) * 29.53 < 1.5


def test_sites_stop_before_the_new_year_and_come_back_one_by_one() -> None:
    festival = Festival()
    left = restart(np.ones(365, dtype=bool), FIRST, festival)
    new_year = (lunar_new_year(2021) - FIRST).days
    assert left[: new_year - 15].all()
    assert not left[new_year - 15 : new_year + 7].any()
    assert left[new_year + 44 :].all()
    back = left[new_year + 7 : new_year + 44].sum()
    shares = np.interp(np.arange(8, 45), *zip(*festival.back, strict=True))
    assert back == pytest.approx(shares.sum(), abs=1)
    half = left[new_year + 7 : new_year + 18].sum()
    assert half < 0.2 * 11


def test_where_the_programme_closes_the_festival_its_own_window_is_the_stop() -> None:
    new_year = (lunar_new_year(2021) - FIRST).days
    open_ = np.ones(365, dtype=bool)
    open_[new_year - 3 : new_year + 20] = False
    left = restart(open_, FIRST, Festival())
    assert left[: new_year - 3].all()
    assert not left[new_year - 3 : new_year + 20].any()
    assert 0 < left[new_year + 20 : new_year + 44].sum() < 24


def test_climates_by_latitude() -> None:
    assert climate_at(23.4, 116.7) == "south"
    assert climate_at(30.2, 115.0) == "yangtze"
    assert climate_at(30.6, 104.0) == "southwest"
    assert climate_at(34.7, 113.6) == "north"
    assert climate_at(45.8, 126.5) == "cold"
    assert climate_at(float("nan"), float("nan")) == "yangtze"
