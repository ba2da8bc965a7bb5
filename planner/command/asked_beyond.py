"""What a comparison is asked beyond its cases: kept with the study, so that resuming it answers the same."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.command.choosing import Choice, searched_of
from planner.command.explained import conflicts_asked
from planner.command.futures import Robustly, futures_blocks
from planner.study.choosing.dominated import BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.study.study import Study
    from scenarios.whatif.grids import Grid


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """What is asked of choosing among cases, and of choosing under uncertainty.

    ``explain`` are the names of cases whose rules in conflict are looked for.
    """

    choice: Choice
    robustly: Robustly
    explain: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        told = {"choice": asdict(self.choice), "robustly": asdict(self.robustly)}
        return told | ({"explain": list(self.explain)} if self.explain else {})

    def explaining(self, names: Sequence[str]) -> Beyond:
        """Return the same with more cases whose rules in conflict are looked for."""
        return replace(self, explain=tuple(dict.fromkeys([*self.explain, *names])))

    def blocks(self, study: Study, ranges: Sequence[Grid], lang: str) -> dict[str, Any]:
        """Return the blocks of the comparison that answer it; none where a hand interrupted the study.

        ``ranges`` are those of ``choice.tipping``. Raises a usage error where the study cannot be asked so.
        """
        if study.interrupted:
            return {}
        return {
            **searched_of(self.choice, ranges, study.found, study.options, lang),
            **futures_blocks(study, self.robustly, lang),
            **conflicts_asked(study, self.explain, lang),
        }


def beyond_from(told: Mapping[str, Any]) -> Beyond:
    """Return what was told; nothing is asked where nothing was.

    Raises TypeError where it is not understood, such as what a later version asks.
    """
    choice = {"by": BY, **_with_tuples(told.get("choice", {}))}
    robustly = Robustly(**_with_tuples(told.get("robustly", {})))
    return Beyond(choice=Choice(**choice), robustly=robustly, explain=tuple(told.get("explain", ())))


def _with_tuples(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as they were before JSON made lists of tuples."""
    return {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
