"""Files written, and what is in them told: even where they could not be written, for it took long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.files import NotWritten

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def written(
    files: tuple[Path, ...], write: Callable[[], object], tell: Callable[[tuple[Path, ...]], object]
) -> None:
    """Write, then tell of the files; where that cannot be, tell of none and raise NotWritten after it."""
    try:
        write()
    except NotWritten:
        tell(())
        raise
    tell(files)
