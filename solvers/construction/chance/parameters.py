"""Sets of parameters: what is not known of the numbers themselves, kept apart from chance.

Chance scatters replications; ignorance of the parameters shifts all of them together, and more replications
do not make it smaller. An outer loop over a few sets, each with the same replications, shows the two apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from solvers.construction.chance.costs import reference_of as reference_of_costs
from solvers.construction.chance.drivers import reference_of
from solvers.construction.chance.exact import exp, ln, normal_quantile
from solvers.construction.chance.streams import Purpose, Streams, uid_of
from solvers.construction.chance.tables import Z10

if TYPE_CHECKING:
    from scenarios.tables.chance_settings import Chance

ODDS = (
    ("slip", "probability"),
    ("long_stop", "probability"),
    ("short_stop", "probability"),
    ("rework", "probability"),
    ("look_back", "probability"),
    ("consent", "person"),
    ("consent", "majority"),
    ("consent", "gain"),
    ("utilities", "late"),
    ("arrivals", "late"),
)
"""Probabilities whose odds are not known for sure."""
SIZES = (
    ("slip", ("p10", "p90")),
    ("long_stop", ("median",)),
    ("short_stop", ("p10", "p90")),
    ("utilities", ("p10", "p90")),
    ("arrivals", ("p10", "p90")),
)
"""Lengths that are not known for sure, those of one kind together."""


def parameter_sets(chance: Chance, seed: int) -> tuple[Chance, ...]:
    """Return the settings with each set of parameters in turn; with one set alone the settings themselves.

    Each parameter takes its sets' number of equally likely values, one in each set, in an order of its own.
    The odds of probabilities (``ODDS``, the lines of the register), the lengths (``SIZES``) and the
    reference classes' uplifts beyond 1 are multiplied by a lognormal factor between 1 / spread (P10) and
    spread (P90).
    """
    number = chance.epistemic.sets
    if number == 1:
        return (chance,)
    streams = Streams(seed)

    def factors(*name: str) -> list[float]:
        uid = np.full(1, uid_of("parameter", *name), dtype=np.uint64)
        order = np.argsort(streams.words(0, uid, Purpose.PARAMETER, np.arange(number))[0], kind="stable")
        shares = (order + 0.5) / number
        scale = float(ln(chance.epistemic.spread)) / Z10
        return [round(value, 9) for value in exp(scale * normal_quantile(shares)).tolist()]

    changes: list[dict[str, dict[str, Any]]] = [{} for _ in range(number)]
    for part, key in ODDS:
        for change, factor in zip(changes, factors(part, key), strict=True):
            change.setdefault(part, {})[key] = _with_odds(getattr(getattr(chance, part), key), factor)
    for part, keys in SIZES:
        for change, factor in zip(changes, factors(part, "days"), strict=True):
            held = getattr(chance, part)
            change.setdefault(part, {}).update({key: getattr(held, key) * factor for key in keys})
    p50, p80 = reference_of(chance.drivers)
    for change, factor in zip(changes, factors("drivers"), strict=True):
        middle = max(1.0 + (p50 - 1.0) * factor, 0.01)
        change["drivers"] = {"reference": "own", "p50": middle, "p80": middle * p80 / p50}
    p50, p80 = reference_of_costs(chance.costs)
    for change, factor in zip(changes, factors("costs"), strict=True):
        middle = max(1.0 + (p50 - 1.0) * factor, 0.01)
        change["costs"] = {"reference": "own", "p50": middle, "p80": middle * p80 / p50}
    risks = {name: factors("risk", name) for name in chance.risks}
    return tuple(
        _changed(chance, change, {name: values[at] for name, values in risks.items()})
        for at, change in enumerate(changes)
    )


def _changed(chance: Chance, change: dict[str, dict[str, Any]], risks: dict[str, float]) -> Chance:
    parts: dict[str, Any] = {
        part: getattr(chance, part).model_copy(update=values) for part, values in change.items()
    }
    lines = {}
    for name, factor in risks.items():
        risk = chance.risks[name]
        after = risk.probability_after
        update = {
            "probability": _with_odds(risk.probability, factor),
            "probability_after": None if after is None else _with_odds(after, factor),
        }
        lines[name] = risk.model_copy(update=update)
    return chance.model_copy(update={**parts, "risks": lines})


def _with_odds(probability: float, factor: float) -> float:
    """Return a probability whose odds are multiplied; 0 and 1 stay."""
    return probability * factor / (1.0 - probability + probability * factor)
