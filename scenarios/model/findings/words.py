"""Every sentence of findings, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.model.findings.words_assumed import ASSUMED
from scenarios.model.findings.words_consent import CONSENT
from scenarios.model.findings.words_money import MONEY
from scenarios.model.findings.words_places import PLACES
from scenarios.model.findings.words_time import TIME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.tables.words.said import Said

SAID: Mapping[str, Said] = {**MONEY, **PLACES, **TIME, **CONSENT, **ASSUMED}
