"""Samples of what-ifs by chance: each amount drawn, so that sample k is the same whatever else there is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from scenarios.tables.gathered import Gathered
from scenarios.whatif.chance import drawn
from scenarios.whatif.one_change import edit_of, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.whatif.what_if import Edit, WhatIf


def sample(what_if: WhatIf, number: int, seed: int = 0) -> WhatIf:
    """Return sample ``number`` (from 1) of a what-if by chance, called such as ``prices#1``.

    Each amount is drawn for the what-if's name, the change's place in it, the sample's number and the seed,
    and depends on nothing else. A what-if without chance is returned as it is. Raises InputFaults where a
    drawn value cannot stand in its column.

    >>> what_if = read_what_if("examples/small-what-ifs/dearer-sewers.toml")
    >>> one = sample(what_if, 1, seed=7)
    >>> what_if.by_chance, one.name, one.by_chance
    (True, 'dearer sewers#1', False)
    """
    if not what_if.by_chance:
        return what_if
    gathered = Gathered()
    edits = [
        edit if edit.chance is None else _drawn(what_if, edit, number, seed, gathered)
        for edit in what_if.edits
    ]
    gathered.stop_if_faulty()
    return dataclasses.replace(
        what_if,
        name=f"{what_if.name}#{number}",
        name_zh=what_if.name_zh and f"{what_if.name_zh}#{number}",
        edits=tuple(edit for edit in edits if edit is not None),
    )


def samples(what_ifs: Sequence[WhatIf], count: int, seed: int = 0) -> tuple[tuple[WhatIf, ...], ...]:
    """Return ``count`` joint samples of what-ifs by chance, each a stack of their samples of one number."""
    return tuple(tuple(sample(one, number, seed) for one in what_ifs) for number in range(1, count + 1))


def _drawn(what_if: WhatIf, edit: Edit, number: int, seed: int, gathered: Gathered) -> Edit | None:
    assert edit.chance is not None
    value = drawn(edit.chance, (seed, what_if.name, edit.spot.number, number))
    return edit_of({**edit.asked, edit.action: fitting(edit.asked, edit.action, value)}, edit.spot, gathered)
