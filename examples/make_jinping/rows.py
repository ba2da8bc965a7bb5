"""Rows of a table before they are written: plain dictionaries by English column name."""

from __future__ import annotations

import datetime
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | datetime.date | tuple[str, ...] | None
"""A value in the table's own unit (yuan, m2); None where nothing is given."""
Row: TypeAlias = dict[str, Cell]
Rows: TypeAlias = list[Row]
