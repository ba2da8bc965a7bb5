"""What residents bear: totals, the worst places, peaks of streets, fairness, what they may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.answers.of_residents import Channel, Disruption, Place, Street
from solvers.construction.answers.quantiles import means, quantile, read_mean, read_quantile, reading
from solvers.construction.ledger import complaints, satisfaction
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from scenarios.tables.disruption_settings import Satisfaction
    from solvers.construction.answers.sampled import Sample

    Reals = NDArray[np.float64]
    Three = tuple[Reals, Reals, Reals]

WORST = 10
"""Places that are listed as the worst."""


def disruption_of(sample: Sample) -> Disruption:
    """Return what residents bear; the weeks are those of the sample's runs, nothing where it has none."""
    case, runs, block = sample.case, sample.runs, sample.block
    bearing = case.bearing
    weeks = np.zeros((len(bearing.place), 0, len(bearing.channel))) if runs.weeks is None else runs.weeks
    weeks = weeks.astype(np.float64)
    said, content = _complaints(sample, weeks), _satisfied(sample)
    places = _places(sample, said, content)
    households = bearing.households
    ranked = sorted(range(len(places)), key=lambda p: (-places[p].burden_p80, places[p].place))
    emergency = (runs.water_hours > bearing.rule.emergency_hours).sum(axis=1)
    return Disruption(
        channels=_channels(sample),
        total=read_mean(runs.household_days.sum(axis=1), block),
        worst=tuple(places[p] for p in ranked[:WORST]),
        places=places,
        streets=_streets(sample),
        threshold=bearing.rule.street_threshold,
        worst_estate=read_quantile(runs.worst, 0.8, block),
        worst_tenth=read_mean(runs.worst_tenth, block),
        gini=read_mean(runs.gini, block),
        most_to_median=read_mean(runs.most_to_median, block),
        longest=read_quantile(runs.longest.max(axis=1, initial=0).astype(np.float64), 0.8, block),
        reopened=read_mean(runs.reopened, block),
        accesses=read_quantile(runs.accesses.astype(np.float64), 0.8, block),
        notices=read_mean(np.where(runs.told > 0, runs.kept / np.maximum(runs.told, 1), 1.0), block),
        emergency=read_mean(emergency, block),
        complaints=_three([float(values.sum()) for values in said]),
        satisfied=_three([_weighted(values, households) for values in content]),
        weeks=weeks,
        weeks_of=0 if runs.weeks is None else runs.replications,
        channel_names=bearing.channel,
        place_names=bearing.place,
    )


def _weighted(values: Reals, households: Reals) -> float:
    whole = float(households.sum())
    return float(values @ households) / whole if whole else 1.0


def _three(values: list[float]) -> tuple[float, float, float]:
    low, middle, high = values
    return low, middle, high


def _channels(sample: Sample) -> tuple[Channel, ...]:
    runs, block = sample.runs, sample.block
    columns = []
    for values in (runs.household_days, runs.weighted, runs.outage_hours):
        value, half = means(values, block)
        columns.append([reading(v, h) for v, h in zip(value.tolist(), half.tolist(), strict=True)])
    return tuple(
        Channel(name=name, household_days=days, weighted=weighted, outage_hours=hours)
        for name, days, weighted, hours in zip(sample.case.bearing.channel, *columns, strict=True)
    )


def _places(sample: Sample, said: Three, content: Three) -> tuple[Place, ...]:
    bearing, runs = sample.case.bearing, sample.runs
    middle, high = _level(runs.burden, 0.5), _level(runs.burden, 0.8)
    longest, longest_high = _level(runs.longest, 0.5), _level(runs.longest, 0.8)
    days, hours = _level(runs.water_days, 0.8), _level(runs.water_hours, 0.8)
    return tuple(
        Place(
            place=name,
            street=bearing.street[int(bearing.street_of[p])],
            households=float(bearing.households[p]),
            burden_p50=float(middle[p]),
            burden_p80=float(high[p]),
            longest_p50=float(longest[p]),
            longest_p80=float(longest_high[p]),
            water_days=float(days[p]),
            water_hours=float(hours[p]),
            complaints=_three([float(values[p]) for values in said]),
            satisfied=_three([float(values[p]) for values in content]),
        )
        for p, name in enumerate(bearing.place)
    )


def _level(values: ArrayLike, level: float) -> Reals:
    return quantile(np.asarray(values, dtype=np.float64), level)


def _streets(sample: Sample) -> tuple[Street, ...]:
    bearing, runs = sample.case.bearing, sample.runs
    levels = [_level(values, level) for values in (runs.peak, runs.much) for level in (0.5, 0.8)]
    return tuple(
        Street(
            street=name,
            households=float(bearing.street_households[s]),
            peak_p50=float(levels[0][s]),
            peak_p80=float(levels[1][s]),
            much_p50=float(levels[2][s]),
            much_p80=float(levels[3][s]),
        )
        for s, name in enumerate(bearing.street)
    )


def _complaints(sample: Sample, weeks: Reals) -> Three:
    """Return the complaints expected of each place: low, middle, high of a band of judgement.

    The band divides and multiplies the share that complains by the factor of what is not known of numbers.
    """
    bearing, wide = sample.case.bearing, sample.case.chances.chance.epistemic.spread
    rule = bearing.rule.complaints

    def expected(share: float) -> Reals:
        changed = rule.model_copy(update={"share": min(share, 1.0)})
        found: Reals = complaints(weeks, bearing.channel, bearing.households, changed).sum(axis=1)
        return found

    return expected(rule.share / wide), expected(rule.share), expected(rule.share * wide)


def _satisfied(sample: Sample) -> Three:
    """Return the share satisfied at each place: low, middle, high of a band of judgement.

    What weighs against satisfaction is multiplied (low) and divided (high) by the factor of what is not known
    of numbers. Defects are those expected at the look-back; all that was promised counts as delivered.
    """
    case = sample.case
    site, rule, wide = case.site, case.bearing.rule.satisfaction, case.chances.chance.epistemic.spread
    places = len(case.bearing.place)
    at = case.bearing.place_of
    of_campaign = np.zeros(site.campaigns, dtype=np.int64)
    of_campaign[site.of] = at
    late = np.maximum(np.minimum(sample.finish, site.horizon) - site.campaign_end, 0.0).mean(axis=0)
    delay = np.zeros(places)
    np.maximum.at(delay, of_campaign, late)
    works = np.bincount(at[site.included & (site.what == WORK)], minlength=places).astype(np.float64)

    def share(factor: float) -> Reals:
        return satisfaction(
            benefit=np.ones(places),
            burden=sample.runs.burden.mean(axis=0).astype(np.float64),
            delay=delay,
            defects=works * case.chances.chance.look_back.probability,
            informed=np.zeros(places),
            rule=_scaled(rule, factor),
        )

    return share(wide), share(1.0), share(1.0 / wide)


def _scaled(rule: Satisfaction, factor: float) -> Satisfaction:
    names = ("benefit", "burden", "delay", "defects")
    return rule.model_copy(update={name: getattr(rule, name) * factor for name in names})
