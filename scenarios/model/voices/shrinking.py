"""Shares of households from few answers: beta-binomial, in a finite population (docs/meaning.md, 7.1).

An estate's share is believed to be what its street's other estates say, until its own households have
answered; the street's is believed to be what the rest of the district says, and the district's a stated root.
Each belief weighs as so many answers. Households that did not answer are predicted, those that did are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scenarios.tables.column import Counts, Numbers, Texts
    from scenarios.tables.settings import Support

TAIL = 0.05
"""Probability below, and above, the interval told."""
FAIR, STRONG = 0.25, 0.1
"""Widest intervals of fair and of strong support (an assumption)."""
FEW, SOME = 10, 30
"""Answers below which support is weak, and below which it is fair at best (an assumption)."""
STRENGTHS = ("none", "weak", "fair", "strong")


@dataclass(frozen=True, kw_only=True, eq=False)
class Heard:
    """Answers by estate and item, axis ``(pair,)``; each pair stands once, in order of estate, then item.

    ``estate`` is the row in estates, ``item`` counts below ``items``; ``yes`` of ``answered`` households
    said yes, 0 to ``answered``, parts of a household where they gave points.
    """

    estate: Counts
    item: Counts
    yes: Numbers
    answered: Counts
    items: int

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.estate)

    def at(self, estate: Counts, item: Counts) -> Counts:
        """Return where pairs stand, −1 where nobody was asked; an estate of −1 is none."""
        found = np.full(len(estate), -1, dtype=np.int64)
        if len(self):
            key, sought = self.estate * self.items + self.item, estate * self.items + item
            near = np.minimum(np.searchsorted(key, sought), len(key) - 1)
            there = (key[near] == sought) & (estate >= 0) & (item >= 0)
            found[there] = near[there]
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Believed:
    """What is believed of pairs of estate and item, axis ``(row,)``.

    ``households`` is at least ``answered``, infinite where not known; ``prior`` the mean of the belief before
    the estate's own answers, that weighs as ``weight`` of them.
    """

    yes: Numbers
    answered: Numbers
    households: Numbers
    prior: Numbers
    weight: float

    @property
    def expected(self) -> Numbers:
        """Share of yes to be expected of a household that did not answer."""
        return (self.weight * self.prior + self.yes) / (self.weight + self.answered)

    @property
    def mean(self) -> Numbers:
        """Expected share of yes among all households."""
        return self._of_all(self.expected)

    def _of_all(self, share: Numbers) -> Numbers:
        """Return the share among all households where those that did not answer have a share."""
        known = np.isfinite(self.households) & (self.households > 0)
        all_ = np.where(known, self.households, 1.0)
        among = (self.yes + (all_ - self.answered) * share) / all_
        return np.where(known, among, share)

    def interval(self) -> tuple[Numbers, Numbers]:
        """Return the bounds of the 90 % interval of the share among all households; they hold the mean.

        Of the households that did not answer, the share has a beta distribution with mean and variance of the
        beta-binomial.
        """
        from scipy.special import betaincinv

        expected, weight = self.expected, self.weight + self.answered
        rest = self.households - self.answered
        with np.errstate(invalid="ignore"):
            scale = np.where(np.isinf(rest), weight, (weight + 1) * rest / (weight + rest) - 1)
        scale = np.maximum(scale, 1e-6)  # of one household alone: it says yes or no
        open_ = (expected > 0) & (expected < 1) & (rest > 0)
        a, b = np.where(open_, scale * expected, 1.0), np.where(open_, scale * (1 - expected), 1.0)
        low, high = (np.where(open_, betaincinv(a, b, at), expected) for at in (TAIL, 1 - TAIL))
        mean = self.mean
        return np.minimum(self._of_all(low), mean), np.maximum(self._of_all(high), mean)

    def strength(self) -> Texts:
        """Return how sure each share is, by the width of its interval; none where nobody answered.

        Few answers are never sure, however the neighbours agree, unless every household answered.
        """
        low, high = self.interval()
        width = high - low
        grade = 1 + (width <= FAIR).astype(np.int64) + (width <= STRONG)
        few = self.answered < self.households
        grade = np.where(few & (self.answered < FEW), 1, grade)
        grade = np.where(few & (self.answered < SOME), np.minimum(grade, 2), grade)
        return np.array(STRENGTHS, dtype=object)[np.where(self.answered > 0, grade, 0)]


def believed(
    heard: Heard,
    street: Counts,
    households: Counts,
    estate: Counts,
    item: Counts,
    root: float,
    strength: Support,
) -> Believed:
    """Return what is believed of pairs of ``estate`` and ``item``.

    ``street`` numbers each estate's street and ``households`` counts it (0: not known), axes ``(estate,)``.
    ``root`` is what is believed of the district before anybody answered.
    """
    at = heard.at(estate, item)
    asked = at >= 0
    yes = np.where(asked, np.append(heard.yes, 0.0)[at], 0.0)
    answered = np.where(asked, np.append(heard.answered, 0)[at], 0).astype(np.float64)
    count = households[estate].astype(np.float64)
    return Believed(
        yes=yes,
        answered=answered,
        households=np.where(count > 0, np.maximum(count, answered), np.inf),
        prior=_prior(heard, street, street[estate], item, yes, answered, root, strength),
        weight=strength.estate,
    )


def _prior(
    heard: Heard,
    street: Counts,
    here: Counts,
    item: Counts,
    yes: Numbers,
    answered: Numbers,
    root: float,
    strength: Support,
) -> Numbers:
    """Return what the other estates of the street say, filled up with what the rest of the district says."""
    cells = heard.items * (int(street.max(initial=-1)) + 1)
    cell = street[heard.estate] * heard.items + heard.item
    said = [np.bincount(cell, weights=w, minlength=cells) for w in (heard.yes, heard.answered)]
    in_all = [one.reshape(-1, heard.items).sum(axis=0) for one in said]
    of_street = [one[here * heard.items + item] for one in said]
    rest = strength.district * root + in_all[0][item] - of_street[0]
    district = rest / (strength.district + in_all[1][item] - of_street[1])
    others = strength.street * district + of_street[0] - yes
    prior = others / (strength.street + of_street[1] - answered)
    bounded: Numbers = np.clip(prior, 0.0, 1.0)
    return bounded


def streets_of(street: Texts) -> Counts:
    """Return a number for each estate's street; an estate without street is alone in one."""
    number: dict[object, int] = {}
    names = street.tolist()
    return np.array([number.setdefault(name or row, len(number)) for row, name in enumerate(names)], np.int64)
