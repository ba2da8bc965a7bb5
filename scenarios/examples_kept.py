"""The built-in examples, programmes and what-ifs.

In an installed wheel they stand beside this package, in a checkout beside the packages.
"""

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


def what_ifs(programme: str = "*") -> dict[str, Path]:
    """Return the what-ifs for a built-in programme, or for all of them, by name.

    They stand beside the programme in the folder ``NAME-what-ifs``.
    """
    return {path.stem: path for path in sorted(_home().glob(f"{programme}-what-ifs/*.toml"))}


def _home() -> Path:
    inside = Path(str(importlib.resources.files("scenarios") / "examples"))
    return inside if inside.is_dir() else inside.parent.parent / "examples"
