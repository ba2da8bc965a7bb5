"""What what-ifs changed: each value with what it was and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.whatif.readable import Readable


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that a what-if changed.

    ``what_if`` and ``reason`` are the what-if's own; ``table`` and ``column`` the English names of the
    manifest, ``row`` what the row is called, such as ``city, 2023``. A setting stands in table ``settings``
    with its dotted key as column. A row that came or went as a whole has no column: ``before`` or ``after``
    then holds all that was filled in it.

    ``before`` and ``after`` are the values that count, a default included: money in yuan, dates ISO, lists
    parted by semicolons; None where nothing is there. ``was_empty``: the cell was empty, so that ``before``
    is a default, if anything.
    """

    what_if: str
    reason: str
    table: str
    row: str
    column: str
    before: Readable
    after: Readable
    was_empty: bool = False
