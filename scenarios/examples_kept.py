"""The built-in examples: in an installed wheel beside this package, in a checkout beside the packages."""

from __future__ import annotations

import importlib.resources
from pathlib import Path


def examples() -> dict[str, Path]:
    """Return the built-in programmes by name: folders that hold a ``programme.toml``."""
    home = _home()
    return {path.parent.name: path.parent for path in sorted(home.glob("*/programme.toml"))}


def located(programme: str) -> Path:
    """Return where a PROGRAMME is: a path that exists wins over the name of an example.

    Raises FileNotFoundError where it is neither.
    """
    path = Path(programme)
    if path.exists():
        return path
    known = examples()
    if programme in known:
        return known[programme]
    raise FileNotFoundError(programme)


def _home() -> Path:
    inside = Path(str(importlib.resources.files("scenarios") / "examples"))
    return inside if inside.is_dir() else inside.parent.parent / "examples"
