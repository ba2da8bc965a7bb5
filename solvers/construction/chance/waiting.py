"""What chance makes works wait for: slips, residents, utilities, money."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.chance.streams import Purpose, uids_of
from solvers.construction.chance.tables import (
    all_of,
    fixed,
    lognormal_between,
    read,
    threshold,
    whole_days,
)
from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scenarios.tables.chance_delays import Agreeing, Lateness
    from solvers.construction.chance.chances import Chances
    from solvers.construction.chance.streams import Streams, Uids
    from solvers.construction.site.nouns import Site

    Days = NDArray[np.int32]
    Words = NDArray[np.uint32]

_YEAR = 365
"""Days by which money is late that does not come in its year."""


def slips_of(streams: Streams, site: Site, chances: Chances, replications: Words) -> Days:
    """Return the days by which releases are late, axes ``(replication, campaign)``."""
    slip = chances.chance.slip
    words = streams.each(replications, _of_campaigns(site), Purpose.SLIP)
    return _late(words, slip, slip.probability)


@lru_cache(maxsize=2)
def _of_campaigns(site: Site) -> Uids:
    """Return the uids by which campaigns slip."""
    return uids_of(f"campaign {key}" for key in site.campaign)


@lru_cache(maxsize=2)
def _of_purses(site: Site) -> Uids:
    return uids_of(
        f"purse {fund} {year}" for fund, year in zip(site.fund, site.fund_year.tolist(), strict=True)
    )


@lru_cache(maxsize=2)
def _of_places(site: Site) -> Uids:
    """Return the uids of the places of campaigns, axis ``(campaign,)``."""
    return uids_of(f"place {place}" for place in site.place)


def _late(words: Words, lateness: Lateness, probability: float) -> Days:
    """Return the days of something that is late with a probability, 0 where it is not."""
    happens = words[0] < np.uint64(threshold(probability))
    table = lognormal_between(lateness.p10, lateness.p90)
    return np.where(happens, whole_days(read(table, words[1])), 0).astype(np.int32)


def responses_of(
    streams: Streams, site: Site, chances: Chances, duration: Days, replications: Words
) -> tuple[Days, Days]:
    """Return when utilities are ready and the days of a second opening, axes ``(replication, member)``.

    A utility in time is ready from the first day; one that is late so many days after the planned day.
    """
    utilities = chances.chance.utilities
    words = streams.each(replications, site.uid[site.member], Purpose.UTILITY)
    late = _late(words, utilities, utilities.late)
    ready = np.where(late > 0, site.planned[site.member] + late, 0)
    low, high = fixed(utilities.redig_low), fixed(utilities.redig_high)
    part = low + ((words[2].astype(np.int64) * (high - low)) >> 32)
    again = whole_days(part * duration[:, site.member])
    return ready.astype(np.int32), again


def arrivals_of(streams: Streams, site: Site, chances: Chances, replications: Words) -> Days:
    """Return the day on which the money of each purse is there, axes ``(replication, purse)``."""
    arrivals = chances.chance.arrivals
    words = streams.each(replications, _of_purses(site), Purpose.MONEY)
    limits = np.array([threshold(p) for p in chances.arrives.tolist()], dtype=np.uint64)
    failed = np.where(words[2] < limits, 0, _YEAR)
    return (site.purse_day + failed + _late(words, arrivals, arrivals.late)).astype(np.int32)


def agreements_of(streams: Streams, site: Site, chances: Chances, replications: Words) -> tuple[Days, Days]:
    """Return when units agree and when they take it back, axes ``(replication, unit)``.

    Each place has a mind of its own: its share of persons who agree is drawn from a beta distribution about
    the mean, and a unit agrees at once with the probability that all of its persons do. Of those that
    refuse a share is won in each further round. Votes that are known stay as they are.
    """
    asking = chances.chance.consent
    owner = np.repeat(np.arange(site.activities), np.diff(site.unit_first))
    agreed = np.repeat(site.unit_agrees[None], len(replications), axis=0)
    unit = np.arange(len(owner)) - site.unit_first[owner]
    words = streams.words(replications[:, None], site.uid[owner][None, :], Purpose.UNIT, unit)
    for units, likely in _likely(streams, site, chances, owner, replications):
        rounds = _rounds(words[:2, :, units], likely, asking)
        days = np.minimum(_first_days(site, owner)[units] + rounds * asking.days, NEVER)
        agreed[:, units] = np.where(rounds <= asking.rounds, days, NEVER)
    back = words[2] < np.uint64(threshold(asking.reversal))
    row, at = np.nonzero(back & (agreed < NEVER))
    table = lognormal_between(asking.reversal_p10, asking.reversal_p90)
    revoked = np.full(agreed.shape, NEVER, dtype=np.int32)
    revoked[row, at] = agreed[row, at] + whole_days(read(table, words[3][row, at]))
    return agreed, revoked


def _likely(
    streams: Streams, site: Site, chances: Chances, owner: NDArray[np.int64], replications: Words
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint64]]]:
    """Yield units that chance decides on, and the words below which each agrees at once."""
    mean, persons = chances.agreeing[owner], chances.persons[owner]
    open_ = _open(site, chances, owner)
    for one, many in sorted({*zip(mean[open_].tolist(), persons[open_].tolist(), strict=True)}):
        units = np.flatnonzero(open_ & (mean == one) & (persons == many))
        mind = streams.each(replications, _of_places(site)[site.of[owner[units]]], Purpose.PLACE)[0]
        shares = read(all_of(one, chances.chance.consent.weight, many), mind)
        yield units, shares.astype(np.uint64) << np.uint64(16)


def _rounds(words: Words, likely: NDArray[np.uint64], asking: Agreeing) -> NDArray[np.int64]:
    """Return in which further round a unit agrees: 0 at once; more than there are where it never does."""
    rounds = np.where(words[0] < likely, 0, asking.rounds + 1).astype(np.int64)
    lost = [1.0]  # the share of those that refuse still after each round
    for _ in range(asking.rounds):
        lost.append(lost[-1] * (1.0 - asking.gain))
    for number in range(asking.rounds, 0, -1):
        won = (words[1] < np.uint64(threshold(1.0 - lost[number]))) & (rounds > 0)
        rounds = np.where(won, number, rounds)
    return rounds


def _first_days(site: Site, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the day on which the plan expects the first of each activity's units to agree, by unit."""
    first = np.full(site.activities, NEVER, dtype=np.int64)
    np.minimum.at(first, owner, site.unit_agrees)
    return first[owner]


def _open(site: Site, chances: Chances, owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the units that chance decides on.

    Those of works whose votes are not all known: where persons decide, every unit; else those that the plan
    counts on.
    """
    unsure = chances.agreeing[owner] < 1.0
    counted_on = site.unit_agrees < NEVER
    return unsure & (counted_on | (chances.persons[owner] > 1.0))
