"""What a solve leaves for the next one: prices, offers and the plan's point, kept under names, not numbers.

A changed programme may have other rows and columns; what is still there is found again by campaign, work,
site, fund and rule. Nothing of it is believed: prices prove a bound of the new program, whatever they are,
and a point counts only where it keeps the new rows.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from scipy import sparse

from solvers.engines.answer import Known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from solvers.rules.program import PhasingProgram

    Ints = NDArray[np.int64]
    Names = NDArray[np.str_]

_FORMAT = 1


class WarmFileError(ValueError):
    """A file is not what a solve left for the next one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Warm:
    """What a solve left, by name.

    ``columns`` names each column and ``rows`` each row (axes ``(column,)``, ``(row,)``) of the program that
    was solved; ``known`` is what is known of them. ``fingerprint`` is the programme's.
    """

    fingerprint: str
    columns: Names
    rows: Names
    known: Known

    def at(self, program: PhasingProgram) -> Known:
        """Return what is known in the columns and rows of another program."""
        columns, rows = names_of(program)
        column, row = _places(self.columns, columns), _places(self.rows, rows)
        known = self.known
        prices = np.where(row >= 0, known.prices[np.maximum(row, 0)], 0.0)
        chosen = sparse.csc_array(known.offers)[:, np.maximum(column, 0)]
        offers = sparse.csr_array(chosen.multiply(column >= 0))
        kept = np.diff(offers.indptr) == np.diff(known.offers.indptr)
        point = None
        if known.point is not None:
            point = np.where(column >= 0, known.point[np.maximum(column, 0)], 0.0)
        return Known(prices=prices, offers=sparse.csr_array(offers[np.flatnonzero(kept)]), point=point)


def warm_of(program: PhasingProgram, known: Known) -> Warm:
    """Return what is known of a program's columns and rows under their names."""
    count, rows = program.arrays.columns, program.arrays.rows
    held = Known(
        prices=known.prices[:rows],
        offers=sparse.csr_array(known.offers[:, :count]),
        point=None if known.point is None else known.point[:count],
    )
    return Warm(
        fingerprint=program.given.programme.fingerprint,
        columns=names_of(program)[0],
        rows=names_of(program)[1],
        known=held,
    )


_named: WeakKeyDictionary[PhasingProgram, tuple[Names, Names]] = WeakKeyDictionary()


def names_of(program: PhasingProgram) -> tuple[Names, Names]:
    """Return the names of columns and of rows, worked out once: a solve needs them again when it ends."""
    if program not in _named:
        _named[program] = column_names(program), row_names(program)
    return _named[program]


def column_names(program: PhasingProgram) -> Names:
    """Name every column: what it is of, and when; a rule's own columns by rule and number."""
    given = program.given
    columns, facts = given.columns, given.programme.facts
    names = np.full(program.arrays.columns, "", dtype=object)
    for kind, keys, numbers in (
        ("o", [*given.sites.name], columns.open),
        ("w", facts.key.tolist(), np.where(columns.chosen[:, None], columns.work, -1)),
        ("s", given.programme.campaigns.key.tolist(), columns.start),
    ):
        which, period = np.nonzero(numbers >= 0)
        called = np.array([f"{kind} {key} " for key in keys], dtype=object)
        when = np.array([str(t) for t in range(numbers.shape[1])], dtype=object)
        names[numbers[which, period]] = called[which] + when[period]
    fund, group, year = np.nonzero(columns.draw >= 0)
    funds, groups = given.claims.funds.name, given.claims.names
    names[columns.draw[fund, group, year]] = [
        f"d {funds[f]} {groups[g]} {y}" for f, g, y in zip(fund, group, year, strict=True)
    ]
    first = columns.count
    for held in program.placed:
        own = len(held.block.own.high)
        names[first : first + own] = [f"r {held.rule.name} {number}" for number in range(own)]
        first += own
    return names.astype(str)


def row_names(program: PhasingProgram) -> Names:
    """Name every row by its rule and number, with how many the rule has: rows of another count are others."""
    names = [
        np.char.add(f"{held.rule.name} {len(held.block.low)} ", np.arange(len(held.block.low)).astype(str))
        for held in program.placed
        if len(held.block.low)
    ]
    return np.concatenate([np.zeros(0, dtype="<U1"), *names])


def _places(old: Names, new: Names) -> Ints:
    """Return where each new name stands among the old ones, −1 where it does not."""
    if len(old) == len(new) and bool((old == new).all()):
        return np.arange(len(new))
    order = np.argsort(old, kind="stable")
    at = np.searchsorted(old[order], new)
    at = np.minimum(at, max(len(old) - 1, 0))
    found = order[at] if len(old) else np.zeros(len(new), dtype=np.int64)
    same = old[found] == new if len(old) else np.zeros(len(new), dtype=bool)
    return np.where(same, found, -1)


def write_warm(warm: Warm, path: Path) -> None:
    """Write what a solve left."""
    with path.open("wb") as file:
        np.savez_compressed(file, **warm_arrays(warm))  # type: ignore[arg-type]  # none is called as an option


def read_warm(path: Path) -> Warm:
    """Read what a solve left; raises WarmFileError where a file is none, OSError where it cannot be read."""
    try:
        with np.load(path, allow_pickle=False) as held:
            return warm_from(held)
    except (ValueError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise WarmFileError(f"{path} is not what a solve left for the next one: {error}") from error


def warm_arrays(warm: Warm) -> dict[str, NDArray[Any]]:
    """Return what a solve left as arrays by name; see ``warm_from``."""
    known = warm.known
    return {
        "format": np.array(_FORMAT),
        "fingerprint": np.array(warm.fingerprint),
        "columns": warm.columns,
        "rows": warm.rows,
        "prices": known.prices,
        "offer_start": known.offers.indptr,
        "offer_column": known.offers.indices,
        "offer_value": known.offers.data,
        "point": np.zeros(0) if known.point is None else known.point,
    }


def warm_from(held: Mapping[str, NDArray[Any]]) -> Warm:
    """Return what ``warm_arrays`` gave; raises ValueError or KeyError where they are something else."""
    if int(held["format"]) != _FORMAT:
        raise ValueError(f"format {int(held['format'])}, not {_FORMAT}")
    columns, rows, prices = held["columns"], held["rows"], held["prices"]
    start, point = held["offer_start"], held["point"]
    shape = (len(start) - 1, len(columns))
    offers = sparse.csr_array((held["offer_value"], held["offer_column"], start), shape=shape)
    offers.check_format(full_check=True)
    if len(prices) != len(rows) or len(point) not in (0, len(columns)):
        raise ValueError("its parts do not fit together")
    return Warm(
        fingerprint=str(held["fingerprint"]),
        columns=columns,
        rows=rows,
        known=Known(prices=prices, offers=offers, point=point if len(point) else None),
    )
