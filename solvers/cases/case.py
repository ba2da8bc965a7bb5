"""Cases of a study: the base, and what each stack of what-ifs, grid point and sample makes of it."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.metadata
import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.tables.faults import InputFaults
from scenarios.whatif.grids import points
from scenarios.whatif.overlay import overlay
from scenarios.whatif.samples import sample
from scenarios.whatif.what_if import WhatIf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.faults import Fault, Finding
    from scenarios.whatif.change import Change
    from scenarios.whatif.grids import Grid

BASE = "base"
"""Name of the case without what-ifs."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """How the cases of a study are solved, as ``solve`` says; ``seconds`` are for each case."""

    engine: str = "auto"
    gap: float = 1e-3
    seconds: float | None = None
    seed: int = 0

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what rules a solve besides the programme, the program's version included."""
        told = {**dataclasses.asdict(self), "version": importlib.metadata.version("estate-renewal")}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A scenario: the base programme with what-ifs laid over it.

    ``fingerprint`` is of the programme, how its construction is played, and the options of the solve; two
    cases of one fingerprint have one result. ``same_as`` then names the first of them, empty in that one.
    """

    name: str
    name_zh: str
    what_ifs: tuple[WhatIf, ...]
    programme: Programme
    changes: tuple[Change, ...]
    fingerprint: str
    same_as: str = ""


def cases_of(
    programme: Programme,
    stacks: Sequence[Sequence[WhatIf]] = (),
    grids: Sequence[Grid] = (),
    samples: int = 0,
    seed: int = 0,
    options: Options | None = None,
) -> tuple[Case, ...]:
    """Return the cases of a study, the base first, each name once.

    Every stack of what-ifs is a case, and every point of the grids together. A stack with amounts by chance
    becomes ``samples`` cases, of which number k holds sample k of each of its what-ifs. Raises InputFaults
    with the faults of all cases, TypeError where something else stands in place of a what-if.

    >>> programme = read("examples/small")
    >>> cases = cases_of(programme, grids=[grid_of("funds.city.limit*=0.5,1", programme)])
    >>> [(case.name, case.same_as) for case in cases]
    [('base', ''), ('funds.city.limit*=0.5', ''), ('funds.city.limit*=1', 'base')]
    """
    _check_what_ifs(stacks)
    asked = [*_drawn(stacks, samples, seed), *points(grids)]
    _check_apart(programme, grids)
    faults: list[Fault] = []
    findings: list[Finding] = []
    found: list[Case] = []
    options = options or Options()
    for stack in [(), *asked]:
        try:
            found.append(_case(programme, tuple(stack), options))
        except InputFaults as wrong:
            faults += [fault for fault in wrong.faults if fault not in faults]
            findings += wrong.findings
    if faults:
        raise InputFaults(faults, findings)
    return tuple(_told_apart(found))


def _check_what_ifs(stacks: Iterable[object]) -> None:
    for stack in stacks:
        for one in stack if isinstance(stack, list | tuple) else [stack]:
            if not isinstance(one, WhatIf):
                raise TypeError(f"{one!r} is no what-if: give lists of what read_what_if returns.")


def _check_apart(programme: Programme, grids: Sequence[Grid]) -> None:
    """Raise InputFaults where two grids change the same value: once, not for every two of their levels."""
    for one, other in itertools.combinations(grids, 2):
        pair = one.what_ifs[0], other.what_ifs[0]
        try:
            overlay(programme, *pair)
        except InputFaults as wrong:
            clashes = [fault for fault in wrong.faults if fault.code == "what_if_overlap"]
            if clashes:
                raise InputFaults(clashes) from wrong


def _drawn(stacks: Sequence[Sequence[WhatIf]], samples: int, seed: int) -> Iterator[tuple[WhatIf, ...]]:
    for stack in stacks:
        if samples and any(one.by_chance for one in stack):
            for number in range(1, samples + 1):
                yield tuple(sample(one, number, seed) for one in stack)
        else:
            yield tuple(stack)


def _case(programme: Programme, stack: tuple[WhatIf, ...], options: Options) -> Case:
    laid = overlay(programme, *stack)
    told = [laid.programme.fingerprint, laid.programme.settings.construction.model_dump_json()]
    return Case(
        name="+".join(one.name for one in stack) or BASE,
        name_zh="+".join(one.name_zh or one.name for one in stack) or "基准",
        what_ifs=stack,
        programme=laid.programme,
        changes=laid.changes,
        fingerprint=hashlib.sha256("\n".join([*told, options.fingerprint]).encode()).hexdigest(),
    )


def _told_apart(cases: Sequence[Case]) -> Iterator[Case]:
    """Yield cases with the first of their fingerprint named; one that is asked for twice comes once."""
    first: dict[str, str] = {}
    names: dict[str, str] = {}
    names_zh: set[str] = set()
    for case in cases:
        if names.get(case.name) == case.fingerprint and case.name != BASE:
            continue
        name, number = case.name, 2
        while name in names:
            name, number = f"{case.name} ({number})", number + 1
        names[name] = case.fingerprint
        name_zh, number = case.name_zh, 2
        while name_zh in names_zh:
            name_zh, number = f"{case.name_zh}（{number}）", number + 1
        names_zh.add(name_zh)
        same = first.setdefault(case.fingerprint, name)
        yield dataclasses.replace(case, name=name, name_zh=name_zh, same_as="" if same == name else same)
