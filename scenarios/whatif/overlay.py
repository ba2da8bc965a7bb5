"""The laying of what-ifs over a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.tables.gathered import Gathered
from scenarios.tables.manifest import TABLES
from scenarios.whatif.differences import differences
from scenarios.whatif.layer import Layer
from scenarios.whatif.laying import lay
from scenarios.whatif.rechecking import recheck
from scenarios.whatif.setting_layer import SettingLayer
from scenarios.whatif.tracing import Traces
from scenarios.whatif.what_if import Asked

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.whatif.change import Change
    from scenarios.whatif.what_if import WhatIf


@dataclass(frozen=True, kw_only=True, eq=False)
class Overlaid:
    """A programme with what-ifs laid over it, and every value that they changed.

    ``programme`` has another fingerprint than the base exactly where there are ``changes``.
    """

    programme: Programme
    changes: tuple[Change, ...]
    what_ifs: tuple[WhatIf, ...]


def overlay(programme: Programme, *what_ifs: WhatIf) -> Overlaid:
    """Lay what-ifs over a programme; in which order they are given makes no difference to what comes of it.

    Each sees the programme as it was given and its own earlier changes, never another what-if's. The changed
    programme meets the same checks as one that is read. Raises InputFaults with every fault: two what-ifs
    that touch the same value, values that their columns cannot hold, and whatever no longer fits together;
    each names the file and the change it comes from.

    >>> programme = read("examples/small")
    >>> overlaid = overlay(programme, read_what_if("examples/small-what-ifs/money-halves.toml"))
    >>> [(change.row, change.before, change.after) for change in overlaid.changes[:2]]
    [('city, 2024', 2000000, 1000000), ('city, 2025', 2000000, 1000000)]
    """
    in_turn = sorted(enumerate(what_ifs), key=lambda held: (held[1].name, held[1].file))
    asked = [Asked(what_if=w, edit=edit, order=order) for order, w in in_turn for edit in w.edits]
    gathered = Gathered()
    for w in what_ifs:
        if w.by_chance:
            gathered.fault("what_if_by_chance", w.place(), name=w.name, name_zh=w.name_zh or w.name)
    gathered.stop_if_faulty()
    layers = {table: Layer(getattr(programme, table.NAME.name)) for table in TABLES}
    settings = SettingLayer(programme.settings)
    for by, one in enumerate(asked):
        if one.edit.table is None:
            settings.lay(asked, by, gathered)
        else:
            lay(layers[one.edit.table], asked, by, gathered)
    changed = {table: layer for table, layer in layers.items() if layer.is_changed}
    if not changed and not settings.touched:
        gathered.stop_if_faulty()
        found = programme.replace(findings=(*programme.findings, *gathered.findings))
        return Overlaid(programme=found if gathered.findings else programme, changes=(), what_ifs=what_ifs)
    checked, findings = recheck(programme, Traces(asked, layers, settings), gathered)
    after = {table.NAME.name: layer.settled() for table, layer in changed.items()}
    return Overlaid(
        programme=programme.replace(settings=checked, findings=findings, **after),
        changes=differences(programme.settings, checked, Traces(asked, layers, settings)),
        what_ifs=what_ifs,
    )
