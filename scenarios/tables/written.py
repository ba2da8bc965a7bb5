"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.tables.faults import InputFaults
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """Give a path to write to; only when all is well does it take the place of ``out``.

    Raises InputFaults where nothing can be written there.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".", suffix=out.suffix, dir=out.parent)
        os.close(number)
    except OSError as wrong:
        raise refused("unwritable", out, **refusal(wrong).words) from wrong
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o666 & ~_umask())
        beside.replace(out)
    except OSError as wrong:
        raise refused("unwritable", out, **refusal(wrong).words) from wrong
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def refused(code: str, path: Path, **words: str) -> InputFaults:
    """Return the one fault that a file cannot be written."""
    gathered = Gathered()
    gathered.fault(code, Place(file=path.name), **words)
    return InputFaults(gathered.faults)
