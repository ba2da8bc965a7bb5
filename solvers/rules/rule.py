"""What a rule is: its name, what it says, and how it enters the integer program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.model.programme import Programme
    from solvers.program.network import Spans
    from solvers.rules.block import Block, Given
    from solvers.rules.giving import Give
    from solvers.rules.windows import Window


def always(programme: Programme) -> bool:
    """Say that a rule holds in every programme."""
    return True


def switch(name: str) -> Callable[[Programme], bool]:
    """Return whether the settings switch a rule on, as a function of the programme."""

    def is_on(programme: Programme) -> bool:
        return bool(getattr(programme.settings.rules, name).on)

    return is_on


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: its name, what it says in a sentence, the unit of its limits, and how it enters the program.

    ``rows`` makes a block of rows, ``window`` closes start periods; a rule may have both. ``unit_size``
    is how many units the row's own unit holds (money rows are in 万元, told in yuan). ``is_on`` says whether
    a programme uses it: by its settings, or by data that only this rule needs. ``gives`` tells how its rows
    give way in a best-possible plan; a rule without it never does.
    """

    name: str
    sentence: str
    sentence_zh: str
    unit: str = ""
    unit_size: float = 1.0
    is_on: Callable[[Programme], bool] = always
    rows: Callable[[Given], Block] | None = None
    window: Callable[[Programme, Spans], Window] | None = None
    gives: Callable[[Given, Block], Give] | None = None
