"""The program near the prices: options and items that lose little, the rest decided by price.

Most groups of the relaxation take one option whole; near the best plan they keep it. What rides on an option
and clearly pays is merged into it, what clearly does not is left out; only what is close to break even stays
a column of its own. That leaves a program of a thousand columns where the whole has tens of thousands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from solvers.program.arrays import Arrays

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Flags, Floats, Ints
    from solvers.engines.priced.pricing import Parted, Priced, Rows

_WHOLE, _NOTHING = 0.999, 1e-6
"""Share of an option from which it counts as taken whole, and below which as not taken."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far from the prices a program reaches, in shares of the bound.

    ``settled`` is what an option may lose in a group that the relaxation takes whole, ``open_`` in others;
    ``item`` how near to break even an item stays a column of its own.
    """

    settled: float
    open_: float
    item: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Near:
    """A smaller program: ``arrays``, and what each of its columns takes of the whole's.

    ``taken`` has axes ``(near column, column)``. ``own`` is for each near column the option or item that it
    stands for first (a column of the whole), axis ``(near column,)``.
    """

    arrays: Arrays
    taken: Rows
    own: Ints

    def back(self, x: Floats) -> Floats:
        """Return the point of the whole that a point of the smaller program stands for."""
        return np.asarray(self.taken.T @ x)

    def forth(self, x: Floats) -> Floats | None:
        """Return the smaller program's point that stands for a point of the whole, None where none does."""
        found = x[self.own]
        return found if np.allclose(self.back(found), x, atol=1e-6) else None


def near(
    parted: Parted,
    priced: Priced,
    x: Floats,
    size: float,
    reach: Reach,
    kept: Floats | None,
    choices: Flags | None = None,
) -> Near:
    """Return the program within ``reach`` of the prices around a relaxed point ``x``.

    ``size`` is what shares are of, the bound. ``kept`` is a plan's point whose options and items stay in
    reach, None where there is none. ``choices`` that stay open whatever the prices say have axis
    ``(choice,)``, None where these decide of all.
    """
    groups = parted.groups
    share = x[groups.option]
    used = share > _NOTHING
    highest = np.maximum.reduceat(share, groups.first)
    total = np.add.reduceat(share, groups.first)
    settled = (highest > _WHOLE) | ((total < _NOTHING) & ~groups.must)
    loss = np.where(settled, reach.settled, reach.open_) * size
    options = used | (priced.value > priced.best[groups.group] - loss[groups.group])
    if kept is not None:
        options |= kept[groups.option] > 0.5
    option = np.flatnonzero(options & np.isfinite(priced.value))
    merged, alone = _items(parted, priced, x, option, reach.item * size, kept, choices)
    return _assembled(parted, option, merged, alone)


def _items(
    parted: Parted,
    priced: Priced,
    x: Floats,
    option: Ints,
    margin: float,
    kept: Floats | None,
    choices: Flags | None,
) -> tuple[Ints, Ints]:
    """Return the items merged into their options, and those that are columns of their own."""
    groups = parted.groups
    there = np.zeros(len(groups.option), dtype=bool)
    there[option] = True
    of_option = groups.choice_option[groups.choice]
    inside: Flags = there[of_option]
    gain, share = priced.reduced[groups.item], x[groups.item]
    taken = np.zeros(len(groups.item), dtype=bool)
    taken[priced.item[priced.item >= 0]] = True
    least = np.where(groups.choice_must, -np.inf, 0.0)
    most = np.maximum(least, _most(groups.choice_first, gain))[groups.choice]
    close = gain > most - margin
    rivals = np.bincount(groups.choice, weights=close, minlength=len(groups.choice_first))
    undecided = (rivals > 1) | (~groups.choice_must & (_most(groups.choice_first, np.abs(gain)) < margin))
    undecided |= ~groups.choice_must & (np.abs(_most(groups.choice_first, gain)) < margin)
    whole = x[groups.option][of_option]
    split = inside & (share > _NOTHING) & (share < whole - _NOTHING)
    undecided |= np.bincount(groups.choice, weights=split, minlength=len(rivals)) > 0
    if kept is not None:
        other = inside & (kept[groups.option][of_option] > 0.5) & ((kept[groups.item] > 0.5) != taken)
        undecided |= np.bincount(groups.choice, weights=other, minlength=len(rivals)) > 0
    useful = close | taken | split | ((kept[groups.item] > 0.5) if kept is not None else False)
    if choices is not None:
        undecided |= choices
        useful |= choices[groups.choice]
    free = undecided[groups.choice] & inside
    useful &= np.isfinite(gain) & (parted.arrays.high[groups.item] > 0)
    return np.flatnonzero(inside & taken & ~free), np.flatnonzero(free & useful)


def _most(first: Ints, values: Floats) -> Floats:
    return np.maximum.reduceat(values, first) if len(first) else np.zeros(0)


def _assembled(parted: Parted, option: Ints, merged: Ints, alone: Ints) -> Near:
    arrays, groups = parted.arrays, parted.groups
    others, options, items = len(groups.other), len(option), len(alone)
    place = np.full(len(groups.option), -1, dtype=np.int64)
    place[option] = others + np.arange(options)
    own = np.concatenate([groups.other, groups.option[option], groups.item[alone]])
    row = np.append(np.arange(len(own)), place[groups.choice_option[groups.choice[merged]]])
    column = np.append(own, groups.item[merged])
    taken = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(own), arrays.columns))
    group, choice = np.unique(groups.group[option]), np.unique(groups.choice[alone])
    rides = len(group) + np.searchsorted(choice, groups.choice[alone])
    entries = (
        np.concatenate([np.ones(options + items), -np.ones(len(choice))]),
        (
            np.concatenate(
                [
                    np.searchsorted(group, groups.group[option]),
                    rides,
                    len(group) + np.arange(len(choice)),
                ]
            ),
            np.append(others + np.arange(options + items), place[groups.choice_option[choice]]),
        ),
    )
    own_rows = sparse.csr_array(entries, shape=(len(group) + len(choice), len(own)))
    must, chosen = groups.must[group], groups.choice_must[choice]
    smaller = Arrays(
        cost=np.asarray(taken @ arrays.cost),
        matrix=sparse.csr_array(sparse.vstack([parted.rows @ taken.T, own_rows])),
        row_low=np.concatenate([parted.low, np.where(must, 1.0, -np.inf), np.where(chosen, 0.0, -np.inf)]),
        row_high=np.concatenate([parted.high, np.ones(len(group)), np.zeros(len(choice))]),
        low=arrays.low[own],
        high=arrays.high[own],
        whole=arrays.whole[own],
    )
    return Near(arrays=smaller, taken=taken, own=own)
