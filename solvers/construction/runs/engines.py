"""Which engine plays: the compiled one where numba is installed, else the lean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.construction.play.lean import Lean
from solvers.construction.play.tables import MOST_DAYS
from solvers.construction.runs.nouns import ENGINES

if TYPE_CHECKING:
    from solvers.construction.runs.plainly import Engine
    from solvers.construction.site.nouns import Site


def engine_named(engine: str, days: int = 0) -> str:
    """Return the engine that will play; ``auto`` is the compiled one where it can run, else the lean one.

    ``days`` are those of the site's calendars: the compiled engine plays no more than ``MOST_DAYS``.

    Raises ValueError where there is no such engine, ImportError where it cannot run here.
    """
    if engine == "auto":
        return "numba" if has_numba() and days <= MOST_DAYS else "lean"
    if engine not in ENGINES:
        raise ValueError(f"there is no engine {engine!r}")
    if engine == "numba" and not has_numba():
        raise ImportError("numba is not installed")
    if engine == "numba" and days > MOST_DAYS:
        raise ValueError(f"the compiled engine plays {MOST_DAYS} days at most, not {days}")
    return engine


def engine_of(site: Site, engine: str) -> Engine:
    """Return an engine of a site by its name, as ``engine_named`` gives it."""
    if engine == "lean":
        return Lean(site)
    from solvers.construction.play.kernel import Kernel

    return Kernel(site)


def has_numba() -> bool:
    """Whether numba can be imported."""
    try:
        import numba  # noqa: F401
    except ImportError:
        return False
    return True
