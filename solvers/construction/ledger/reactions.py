"""Complaints and satisfaction: secondary models whose every coefficient is a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger.weeks import WEEK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.disruption_settings import Complaints, Satisfaction

    Floats = NDArray[np.float64]


def complaints(weeks: Floats, channels: Sequence[str], households: Floats, rule: Complaints) -> Floats:
    """Return the complaints expected by place and week, axes ``(place, week)``.

    ``weeks`` is a dense ledger, axes ``(place, week, channel)``, ``households`` those of the places. Of each
    week the worst channel counts: who has noise and dust at once complains of the works once. At most one
    complaint per household and week.
    """
    sensitivity = np.array([rule.sensitivity.get(name, 1.0) for name in channels])
    felt = (weeks * sensitivity).max(axis=2, initial=0.0) / WEEK
    rate = rule.share / rule.weeks * rule.informed * felt * _fatigue(felt > 0, rule)
    held: Floats = np.minimum(rate, households[:, None])
    return held


def _fatigue(disturbed: NDArray[np.bool_], rule: Complaints) -> Floats:
    """Return the factor of fatigue: it grows with each disturbed week on end before, up to the most."""
    week = np.arange(disturbed.shape[1])
    calm = np.maximum.accumulate(np.where(disturbed, -1, week), axis=1)
    before = np.maximum(week - calm - 1, 0)
    return np.minimum(1.0 + rule.fatigue * before, rule.fatigue_most)


def satisfaction(
    *, benefit: Floats, burden: Floats, delay: Floats, defects: Floats, informed: Floats, rule: Satisfaction
) -> Floats:
    """Return the share of residents satisfied, element by element; a band's middle, never a forecast.

    ``benefit`` share delivered of what was promised, 0 to 1; ``burden`` weighted days per household, held
    against the usual one, which is the median of those borne where the rule names none;
    ``delay`` days later than promised (early: 0); ``defects`` open; ``informed`` 0 as usual, more is better.
    """
    borne = burden[burden > 0]
    usual = rule.usual or (float(np.median(borne)) if len(borne) else 1.0)
    odds = (
        np.log(rule.published / (1 - rule.published))
        - rule.benefit * (1 - benefit)
        - rule.burden * (burden / usual - 1)
        - rule.delay * np.maximum(delay, 0.0)
        - rule.defects * defects
        + rule.informed * informed
    )
    share: Floats = 1.0 / (1.0 + np.exp(-odds))
    return share
