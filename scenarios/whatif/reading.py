"""From a file to a what-if."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.tables.decode import Undecodable, decode
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.refusal import refusal
from scenarios.tables.toml_text import toml_of
from scenarios.whatif.grammar import what_if_in

if TYPE_CHECKING:
    from scenarios.whatif.what_if import WhatIf

_HEADER = re.compile(r"^\s*\[\[\s*[\"']?change[\"']?\s*\]\]")


def read_what_if(path: str | Path) -> WhatIf:
    """Return the what-if in a TOML file; docs/what-ifs.md says how one is written.

    Money is in yuan, shares are numbers from 0 to 1, dates are ISO or as in the tables. Without a name of
    its own it is called as the file is. Raises InputFaults with every fault of the file.

    >>> what_if = read_what_if("examples/small-what-ifs/money-halves.toml")
    >>> what_if.name, len(what_if.edits)
    ('the city pays half', 1)
    """
    gathered = Gathered()
    what_if = what_if_at(Path(path), gathered)
    gathered.stop_if_faulty()
    assert what_if is not None  # else there was a fault
    return what_if


def what_if_at(path: Path, gathered: Gathered) -> WhatIf | None:
    """Return the what-if in a file; None where it cannot be taken apart; its faults are gathered."""
    text = _text(path, gathered)
    given = None if text is None else toml_of(text, path.name, gathered)
    if text is None or given is None:
        return None
    return what_if_in(given, path.name, path.stem, _lines(text), gathered)


def _text(path: Path, gathered: Gathered) -> str | None:
    place = Place(file=path.name or str(path))
    try:
        return decode(path.read_bytes(), lambda text: "name" if "name" in text else "").text
    except Undecodable:
        gathered.fault("undecodable", place, found="", found_zh="")
    except FileNotFoundError:
        gathered.fault("no_such_path", place)
    except OSError as wrong:
        gathered.fault("unreadable", place, **refusal(wrong).words)
    return None


def _lines(text: str) -> tuple[int, ...]:
    """Return the line of each ``[[change]]``."""
    lines = enumerate(text.splitlines(), start=1)
    return tuple(number for number, line in lines if _HEADER.match(line))
