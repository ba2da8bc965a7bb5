"""The grammar of what-ifs: from a mapping, as TOML gives it, to a what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Gathered, Place
from scenarios.whatif.keys import TEXTS, TOP, known_keys, text_at, written, wrong
from scenarios.whatif.one_change import edit_of
from scenarios.whatif.what_if import KINDS, Spot, WhatIf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def what_if_from(given: Mapping[str, Any], file: str = "what-if") -> WhatIf:
    """Return the what-if that a mapping holds, ``{"name": …, "change": [{…}, …]}``; as read from a file.

    ``file`` is what faults call it. Raises InputFaults with every fault.
    """
    gathered = Gathered()
    what_if = what_if_in(given, file, file, (), gathered)
    gathered.stop_if_faulty()
    return what_if


def what_if_in(
    given: Mapping[str, Any], file: str, stem: str, lines: Sequence[int], gathered: Gathered
) -> WhatIf:
    """Return the what-if in a mapping; its faults are gathered, and faulty edits left out.

    ``stem`` is its name where it has none of its own; ``lines`` are the lines of its changes, as far as
    known.
    """

    def place(key: str) -> Place:
        return Place(file=file, column=key, value=written(given.get(key, "")))

    known_keys(given, TOP, Place(file=file), ("a what-if", "情景文件"), gathered)
    said = {key: text_at(given.get(key, ""), place(key), key, gathered) for key in TEXTS}
    texts = {key: " ".join(text.split()) for key, text in said.items()}
    kind = given.get("kind", KINDS[0])
    if kind not in KINDS:
        wrong("kind", "kind", place("kind"), gathered)
    changes = given.get("change", [])
    if not isinstance(changes, list | tuple):
        wrong("change", "change", place("change"), gathered)
        changes = []
    at = lines if len(lines) == len(changes) else [0] * len(changes)
    edits = [
        edit_of(change, Spot(file=file, number=number, row=line), gathered)
        for number, (change, line) in enumerate(zip(changes, at, strict=True), start=1)
    ]
    texts["name"] = texts["name"] or stem
    return WhatIf(**texts, kind=str(kind), file=file, edits=tuple(e for e in edits if e is not None))
