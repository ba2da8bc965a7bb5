"""The what-ifs that a programme has by name, and the programme that they give, as JSON holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.changes import changes_of, what_ifs_of
from scenarios.tables.faults import InputFaults
from scenarios.tables.header import header_name
from scenarios.whatif.overlay import overlay
from scenarios.whatif.presets import PRESETS
from scenarios.whatif.samples import sample
from scenarios.whatif.what_if import SETTINGS, Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Fault
    from scenarios.whatif import Change, Overlaid, WhatIf
    from scenarios.whatif.named import Known
    from scenarios.whatif.what_if import Edit


def list_of(known: Known) -> list[dict[str, Any]]:
    """Return each what-if of a programme: what it is, where it stands, what it changes and how many values.

    ``source`` is own or preset. What cannot be laid over the programme has ``faults`` and no ``values``.
    """
    own = [_entry(known.programme, one, "own", one.file, known.seed) for one in known.own]
    return own + [_preset(known.programme, preset.key) for preset in PRESETS]


def _preset(programme: Programme, key: str) -> dict[str, Any]:
    preset = next(one for one in PRESETS if one.key == key)
    try:
        return _entry(programme, preset.of(programme), "preset", key, 0)
    except InputFaults as wrong:
        texts = ("name", "name_zh", "reason", "reason_zh", "kind")
        said = {name: getattr(preset, name) for name in texts}
        return {**said, "source": "preset", "key": key, "edits": [], **_nothing(wrong.faults)}


def _entry(programme: Programme, one: WhatIf, source: str, key: str, seed: int) -> dict[str, Any]:
    told = {
        **what_ifs_of([one])[0],
        "source": source,
        "key": key,
        "sheet": one.sheet,
        "by_chance": one.by_chance,
        "edits": [_edit(edit) for edit in one.edits],
    }
    try:
        changes = overlay(programme, sample(one, 1, seed)).changes
    except InputFaults as wrong:
        return {**told, **_nothing(wrong.faults)}
    return {**told, "values": len(changes), "of": _counted(changes), "faults": []}


def _nothing(faults: Sequence[Fault]) -> dict[str, Any]:
    words = [{"en": fault.what, "zh": fault.what_zh, "where": fault.where()} for fault in faults]
    return {"values": None, "of": [], "faults": words}


def _edit(edit: Edit) -> dict[str, Any]:
    """Return a change as it is written, with the line or row where it stands."""
    column = edit.key if edit.column is None else header_name(edit.column)
    written = edit.written if edit.chance is None else {edit.chance.form: list(edit.chance.numbers)}
    return {
        "table": SETTINGS if edit.table is None else edit.table.NAME.name,
        "column": column,
        "where": edit.where,
        "does": str(edit.action),
        "value": None if edit.action is Action.REMOVE else written,
        "by_chance": edit.chance is not None,
        "row": edit.spot.row,
    }


def _counted(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Return how many values of each column change, or rows as a whole come or go."""
    counts: dict[tuple[str, str], int] = {}
    for change in changes:
        counts[change.table, change.column] = counts.get((change.table, change.column), 0) + 1
    return [{"table": table, "column": column, "values": n} for (table, column), n in counts.items()]


def resolved_of(base: Programme, overlaid: Overlaid) -> dict[str, Any]:
    """Return what what-ifs make of a programme: every changed value, and both fingerprints."""
    return {
        "programme": {"what_ifs": what_ifs_of(overlaid.what_ifs)},
        "changes": changes_of(overlaid.changes),
        "fingerprint": overlaid.programme.fingerprint,
        "base_fingerprint": base.fingerprint,
    }
