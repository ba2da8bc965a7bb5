"""A programme's own what-ifs: its table what_ifs, and files in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.tables.gathered import Gathered
from scenarios.whatif.reading import what_if_at
from scenarios.whatif.sheet import what_ifs_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scenarios.model.programme import Programme
    from scenarios.whatif.what_if import WhatIf

FOLDER = "what-ifs"
"""Folder of what-if files inside a programme's folder; ``NAME-what-ifs`` beside a programme called NAME."""


def own_what_ifs(programme: Programme, path: Path | None = None) -> tuple[WhatIf, ...]:
    """Return a programme's own what-ifs: first of its table, then of its files.

    ``path`` is where the programme stands (None: only its table is looked at). Raises InputFaults with every
    fault of all of them, and where two have one name.
    """
    gathered = Gathered()
    found = list(what_ifs_in(programme.what_ifs, gathered))
    for file in files_of(path) if path is not None else ():
        what_if = what_if_at(file, gathered)
        if what_if is not None:
            found.append(what_if)
    _named_once(found, gathered)
    gathered.stop_if_faulty()
    return tuple(found)


def files_of(path: Path) -> Iterator[Path]:
    """Yield the what-if files of the programme at a path, in the order of their names."""
    inside = path if path.is_dir() else path.parent
    name = path.resolve().name if path.is_dir() else path.stem
    folders = [inside / FOLDER] if path.is_dir() else []
    folders.append(path.resolve().parent / f"{name}-{FOLDER}")
    for folder in folders:
        yield from sorted(folder.glob("*.toml"))


def _named_once(found: list[WhatIf], gathered: Gathered) -> None:
    before: dict[str, WhatIf] = {}
    for one in found:
        for name in dict.fromkeys(filter(None, (one.name, one.name_zh))):
            other = before.setdefault(name, one)
            if other is not one:
                gathered.fault("what_if_twice", one.place(), name=name, other=other.file)
