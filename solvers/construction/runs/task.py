"""What is to be played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solvers.construction.chance import Chances
    from solvers.construction.chance.sky import Sky
    from solvers.construction.ledger import Bearing
    from solvers.construction.site.nouns import Site


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """What is to be played: see ``runs_of``."""

    site: Site
    chances: Chances
    bearing: Bearing
    sky: Sky
    seed: int
    engine: str
    only_finish: bool
    weeks: bool
