"""Sentences about what only several cells or tables together can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scenarios.tables.words.said import Said

ACROSS: dict[str, Said] = {}
