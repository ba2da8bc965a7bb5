"""What-ifs as the store keeps them: as they were written, so that they are read again by the same grammar."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Gathered
from scenarios.whatif.change import Change
from scenarios.whatif.grammar import what_if_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.whatif.what_if import WhatIf
    from solvers.cases.case import Case

_TEXTS = ("name", "name_zh", "reason", "reason_zh", "kind")


def what_if_told(what_if: WhatIf) -> dict[str, Any]:
    """Return a what-if as JSON holds it."""
    return {
        **{key: getattr(what_if, key) for key in (*_TEXTS, "file", "sheet")},
        "change": [dict(edit.asked) for edit in what_if.edits],
        "lines": [edit.spot.row for edit in what_if.edits],
    }


def what_if_from(told: Mapping[str, Any]) -> WhatIf:
    """Return the what-if that was told; raises InputFaults, KeyError or TypeError where it is none."""
    gathered = Gathered()
    given = {"change": told["change"], "kind": told["kind"]}
    found = what_if_in(given, told["file"], told["name"], told["lines"], gathered)
    gathered.stop_if_faulty()
    texts: dict[str, Any] = {key: str(told[key]) for key in (*_TEXTS, "sheet")}
    return dataclasses.replace(found, **texts)


def changes_told(changes: Sequence[Change]) -> list[list[Any]]:
    """Return changed values as JSON holds them."""
    return [[getattr(change, name) for name in _CHANGE] for change in changes]


def changes_from(told: Sequence[Sequence[Any]]) -> tuple[Change, ...]:
    """Return the changed values that were told; raises ValueError where they are none."""
    return tuple(Change(**dict(zip(_CHANGE, one, strict=True))) for one in told)


_CHANGE = tuple(field.name for field in dataclasses.fields(Change))


def case_told(case: Case) -> dict[str, Any]:
    """Return what of a case is not its programme."""
    return {
        "name_zh": case.name_zh,
        "what_ifs": [what_if_told(one) for one in case.what_ifs],
        "changes": changes_told(case.changes),
    }
