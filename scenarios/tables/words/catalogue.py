"""Every kind of fault and finding, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.words.across import ACROSS
from scenarios.tables.words.cells import CELLS
from scenarios.tables.words.noticed import NOTICED
from scenarios.tables.words.sheets import SHEETS
from scenarios.tables.words.what_ifs import WHAT_IFS, WHAT_IFS_NOTICED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.words.said import Said

FAULTS: Mapping[str, Said] = {**SHEETS, **CELLS, **ACROSS, **WHAT_IFS}
"""Faults: what stops the reading."""
FINDINGS: Mapping[str, Said] = {**NOTICED, **WHAT_IFS_NOTICED}
"""Findings: legal but odd data, and conversions."""
