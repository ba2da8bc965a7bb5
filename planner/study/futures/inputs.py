"""Uncertain inputs of a study, and what each of them is in each future."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.study.solved import Planned
    from scenarios.whatif.what_if import WhatIf

AS_GIVEN = ""
"""What an input is where no what-if of its name is laid over the programme."""
LOTS = 3
"""Lots into which samples of one input are put, lowest amounts first, where there are other inputs too."""
_SAMPLE = re.compile(r"#\d+$")


def is_future(one: Planned) -> bool:
    """Say whether a case is the base with nothing but uncertainties over it."""
    return all(what_if.kind != "lever" for what_if in one.case.what_ifs)


def inputs_of(found: Sequence[Planned]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return uncertain inputs by name: the Chinese name, and what each is by future's name.

    Samples of one what-if are one input. Each sample is another value of it; where several inputs are drawn
    together, so that one sample would give away the others, its samples are put into lots by amount.
    """
    names: dict[str, str] = {}
    told: dict[str, dict[str, WhatIf]] = {}
    for one in found:
        for what_if in one.case.what_ifs:
            name = _SAMPLE.sub("", what_if.name)
            names.setdefault(name, _SAMPLE.sub("", what_if.name_zh) or name)
            told.setdefault(name, {})[one.case.name] = what_if
    inputs = {}
    for name, by_case in told.items():
        words = {what.name: what.name for what in by_case.values()}
        together = any(len(one.case.what_ifs) > 1 for one in found if one.case.name in by_case)
        if together and len(words) > LOTS:
            words = _lots({what.name: what for what in by_case.values()})
        value = {case: words[what.name] for case, what in by_case.items()}
        inputs[name] = (names[name], {one.case.name: value.get(one.case.name, AS_GIVEN) for one in found})
    return inputs


def _lots(samples: dict[str, WhatIf]) -> dict[str, str]:
    """Return the lot of each sample, by the first amount that is drawn in it."""
    order = sorted(samples, key=lambda name: _amount(samples[name]))
    return {name: f"lot {LOTS * rank // len(order)}" for rank, name in enumerate(order)}


def _amount(sample: WhatIf) -> float:
    for edit in sample.edits:
        if edit.amount is not None:
            return float(edit.amount)
        if isinstance(edit.written, int | float):
            return float(edit.written)
    return 0.0
