"""What-ifs and the values they changed, as the plan document holds them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.whatif import Change, WhatIf


def changes_of(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return every changed value; money in yuan, dates ISO."""
    return [dataclasses.asdict(change) for change in changes]


def what_ifs_of(what_ifs: Iterable[WhatIf]) -> list[dict[str, Any]]:
    """Return the what-ifs that were laid over the programme, in their order."""
    keys = ("name", "name_zh", "reason", "reason_zh", "kind", "file")
    return [{key: getattr(what_if, key) for key in keys} for what_if in what_ifs]
