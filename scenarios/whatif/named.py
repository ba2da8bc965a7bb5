"""What-ifs by name: a file, one of the programme's own, one that comes along, or a preset; "A+B" stacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenarios.examples_kept import what_ifs as kept
from scenarios.tables.faults import InputFaults
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.nearest import Names
from scenarios.tables.texts import near_words
from scenarios.whatif.own import own_what_ifs
from scenarios.whatif.presets import PRESETS, preset_called
from scenarios.whatif.reading import what_if_at
from scenarios.whatif.samples import sample

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from scenarios.whatif.what_if import WhatIf

MOST_NEAR = 3
"""So many known names are suggested for one that is not known."""
_SAMPLE = re.compile(r"(?P<name>.+)#(?P<number>[1-9]\d{0,8})")


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """The what-ifs that a programme has by name: ``own`` ones, and the presets."""

    programme: Programme
    own: tuple[WhatIf, ...]
    seed: int = 0

    @classmethod
    def of(cls, programme: Programme, path: Path | None = None, seed: int = 0) -> Known:
        """Return what a programme that stands at a path has by name; raises InputFaults as own_what_ifs."""
        return cls(programme=programme, own=own_what_ifs(programme, path), seed=seed)

    def called(self, asked: str) -> tuple[WhatIf, ...]:
        """Return the what-ifs that a text asks for: one, or as many as are joined by ``+``.

        A file that is there goes before a name; ``NAME#3`` is sample 3 of one by chance. Raises InputFaults
        with every fault.
        """
        gathered = Gathered()
        found = self._called(asked, gathered)
        gathered.stop_if_faulty()
        return tuple(one for one in found if one is not None)

    def _called(self, asked: str, gathered: Gathered) -> list[WhatIf | None]:
        before = len(gathered.faults)
        whole = self._one(asked.strip(), gathered)
        if whole is not None or len(gathered.faults) > before:
            return [whole]
        parts = [part.strip() for part in asked.split("+")]
        if not all(parts):
            self._unknown(asked, gathered)
            return []
        found = []
        for part in parts:
            before = len(gathered.faults)
            one = self._one(part, gathered)
            if one is None and len(gathered.faults) == before:
                self._unknown(part, gathered)
            found.append(one)
        return found

    def _one(self, name: str, gathered: Gathered) -> WhatIf | None:
        """Return the what-if of a name; None where there is none, or where it is faulty: that is gathered."""
        path = Path(name)
        if path.is_file():
            return what_if_at(path, gathered)
        found = self._own(name)
        if found is not None:
            return found
        preset = preset_called(name)
        try:
            if preset is not None:
                return preset.of(self.programme)
            drawn = _SAMPLE.fullmatch(name)
            base = None if drawn is None else self._one(drawn["name"], gathered)
            if drawn is not None and base is not None and base.by_chance:
                return sample(base, int(drawn["number"]), self.seed)
        except InputFaults as wrong:
            gathered.faults.extend(wrong.faults)
        return None

    def _own(self, name: str) -> WhatIf | None:
        for one in self.own:
            if name in (one.name, one.name_zh) or (not one.sheet and name == Path(one.file).stem):
                return one
        along = kept().get(name)
        if along is None:
            return None
        return next((one for one in self.own if one.file == along.name), None) or _read(along)

    def _unknown(self, name: str, gathered: Gathered) -> None:
        if name.casefold().endswith(".toml") or "/" in name:
            gathered.fault("no_such_path", Place(file=Path(name).name or name))
            return
        called = [(one.name if one.sheet else Path(one.file).stem, one.name, one.name_zh) for one in self.own]
        called += [(one.key, one.name, one.name_zh) for one in PRESETS]
        short = {name: names[0] for names in called for name in names if name}
        near = dict.fromkeys(short[n] for n in Names(short).near(name))
        gathered.fault("no_such_what_if", Place(file=name), **near_words(*list(near)[:MOST_NEAR]))


def _read(path: Path) -> WhatIf | None:
    gathered = Gathered()
    found = what_if_at(path, gathered)
    gathered.stop_if_faulty()
    return found
