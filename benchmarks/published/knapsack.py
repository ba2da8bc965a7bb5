"""Multidimensional knapsacks: ``n m best``, n values, m rows of n weights, m capacities; free line breaks.

Of the OR-Library's family and its kin. A best value of 0 means that none is stated. Items are named by their
number from 1. The multiple-choice form has ``N M``, M capacities, then for each class its number of options
and a line ``value w1 … wM`` for each; exactly one option of each class is taken, classes and options are
numbered from 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.published.values import Item, Limit, Option, Selection
from benchmarks.published.words import Words

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path


def read_knapsack(path: Path) -> Selection:
    """Return the knapsack in a file; raises WrongInstanceError where it is none."""
    words = Words(path)
    count = words.whole("the number of items", 1)
    limits = words.whole("the number of capacities", 1)
    best = words.number("the best value known (0: none)")
    words.want(count + limits * count + limits, f"{count} items and {limits} capacities")
    values = [words.number(f"value {item}") for item in range(1, count + 1)]
    weights = [
        [words.amount(f"weight {item} of capacity {limit}") for item in range(1, count + 1)]
        for limit in range(1, limits + 1)
    ]
    capacities = [words.amount(f"capacity {limit}") for limit in range(1, limits + 1)]
    words.end()
    return Selection(
        name=path.stem,
        items=tuple(
            Item(name=i + 1, options=(Option(value=values[i], uses=tuple(row[i] for row in weights)),))
            for i in range(count)
        ),
        limits=_limits(capacities),
        best=best or None,
    )


def read_multiple_choice(path: Path) -> Selection:
    """Return the multiple-choice knapsack in a file; raises WrongInstanceError where it is none."""
    words = Words(path)
    classes = words.whole("the number of classes", 1)
    limits = words.whole("the number of capacities", 1)
    words.want(limits + classes * (limits + 2), f"{classes} classes and {limits} capacities")
    capacities = [words.amount(f"capacity {limit}") for limit in range(1, limits + 1)]
    items = []
    for number in range(1, classes + 1):
        count = words.whole(f"the number of options of class {number}", 1)
        options = [_option(words, option, limits) for option in range(1, count + 1)]
        items.append(Item(name=number, options=tuple(options), must=True))
    words.end()
    return Selection(name=path.stem, items=tuple(items), limits=_limits(capacities))


def _option(words: Words, number: int, limits: int) -> Option:
    value = words.number(f"the value of option {number}")
    uses = tuple(words.amount(f"weight {limit} of option {number}") for limit in range(1, limits + 1))
    return Option(name=number, value=value, uses=uses)


def _limits(capacities: list[Decimal]) -> tuple[Limit, ...]:
    return tuple(Limit(name=f"capacity {k}", amount=amount) for k, amount in enumerate(capacities, 1))
