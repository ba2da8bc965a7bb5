"""Mines of MineLib: ``.cpit`` (which block in which period, under limits) with its ``.prec``, and ``.upit``.

Sections are headed by words ending in a colon, with blanks or underscores between their parts. A predecessor
may be taken in the same period; periods count from 0 and the first is not discounted. ``.upit`` asks only
which blocks are worth taking: one period without limits. Files with several destinations of a block
(``.pcpsp``) are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.published.order import in_order
from benchmarks.published.values import Capacity, Mine, WrongInstanceError
from benchmarks.published.words import Words, number, text_of, whole

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("CPIT", "UPIT")
MOST_PERIODS = 200
_HEAD = re.compile(r"^\s*([A-Za-z][A-Za-z_ ]*?)\s*:\s*(.*?)\s*$")


@dataclass(frozen=True, kw_only=True)
class _Row:
    line: int
    words: list[str]


@dataclass(kw_only=True)
class _Section:
    """What follows a head: its own line, the word behind the colon, and the rows below."""

    line: int
    value: str
    rows: list[_Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _File:
    path: Path
    sections: dict[str, _Section]

    def section(self, name: str) -> _Section:
        if name not in self.sections:
            raise WrongInstanceError(self.path, None, f"has no {name}")
        return self.sections[name]

    def count(self, name: str, most: int) -> int:
        held = self.section(name)
        return whole(self.path, held.line, held.value, name, 0, most)

    def rows(self, name: str, width: int) -> list[_Row]:
        """Return the rows of a section, each of at least so many words; none where it is left out."""
        held = self.sections.get(name)
        for row in held.rows if held else []:
            if len(row.words) < width:
                raise WrongInstanceError(self.path, row.line, f"a row of {name} has {width} words or more")
        return held.rows if held else []

    def index(self, row: _Row, at: int, what: str, below: int) -> int:
        if below < 1:
            raise WrongInstanceError(self.path, row.line, f"there is no {what} at all")
        return whole(self.path, row.line, row.words[at], what, 0, below - 1)

    def number(self, row: _Row, at: int, what: str) -> Decimal:
        return number(self.path, row.line, row.words[at], what)


def read_mine(path: Path) -> Mine:
    """Return the mine in a file and the ``.prec`` beside it; raises WrongInstanceError where it is none."""
    if path.suffix.lower() == ".prec":
        path = path.with_suffix(".cpit")
    file = _File(path=path, sections=_sections(path))
    kind = file.section("TYPE").value.upper()
    if kind not in KINDS:
        raise WrongInstanceError(path, file.section("TYPE").line, f"TYPE is {' or '.join(KINDS)}, not {kind}")
    blocks = file.count("NBLOCKS", 1_000_000)
    planned = kind == "CPIT"
    periods = file.count("NPERIODS", MOST_PERIODS) if planned else 1
    resources = file.count("NRESOURCE_SIDE_CONSTRAINTS", 1000) if planned else 0
    rate = Decimal(0)
    if planned:
        held = file.section("DISCOUNT_RATE")
        rate = number(path, held.line, held.value, "DISCOUNT_RATE")
        if rate <= -1 or periods < 1:
            raise WrongInstanceError(path, held.line, "there are periods, and the rate is above -1")
    return Mine(
        name=path.stem,
        values=_values(file, blocks),
        before=_before(path.with_suffix(".prec"), blocks),
        uses=_uses(file, blocks, resources),
        capacities=_capacities(file, resources, periods),
        periods=periods,
        rate=rate,
    )


def _sections(path: Path) -> dict[str, _Section]:
    """Return the sections of a file by the words of their heads, joined by underscores."""
    found: dict[str, _Section] = {}
    here: _Section | None = None
    for line, text in enumerate(text_of(path).splitlines(), 1):
        words = text.split()
        head = _HEAD.match(text)
        if head:
            name = "_".join(head[1].replace("_", " ").split()).upper()
            if name in found:
                raise WrongInstanceError(path, line, f"{name} stands there twice")
            here = found[name] = _Section(line=line, value=head[2])
        elif words == ["EOF"]:
            break
        elif words and here is None:
            raise WrongInstanceError(path, line, "the file begins with a head such as NAME:")
        elif words and here is not None:
            here.rows.append(_Row(line=line, words=words))
    return found


def _values(file: _File, blocks: int) -> tuple[Decimal, ...]:
    found: list[Decimal | None] = [None] * blocks
    for row in file.rows("OBJECTIVE_FUNCTION", 2):
        block = file.index(row, 0, "the block", blocks)
        if len(row.words) > 2:
            raise WrongInstanceError(file.path, row.line, "a block has one value: one destination only")
        found[block] = file.number(row, 1, "the value")
    missing = next((block for block, value in enumerate(found) if value is None), None)
    if missing is not None:
        line = file.section("OBJECTIVE_FUNCTION").line
        raise WrongInstanceError(file.path, line, f"block {missing} has no value")
    return tuple(value for value in found if value is not None)


def _uses(file: _File, blocks: int, resources: int) -> tuple[tuple[tuple[int, Decimal], ...], ...]:
    found: list[dict[int, Decimal]] = [{} for _ in range(blocks)]
    for row in file.rows("RESOURCE_CONSTRAINT_COEFFICIENTS", 3):
        block = file.index(row, 0, "the block", blocks)
        resource = file.index(row, 1, "the resource", resources)
        amount = file.number(row, 2, "the use")
        if amount < 0:
            raise WrongInstanceError(file.path, row.line, f"a use is at least 0, not {amount}")
        found[block][resource] = amount
    return tuple(tuple((r, q) for r, q in sorted(held.items()) if q) for held in found)


def _capacities(file: _File, resources: int, periods: int) -> tuple[tuple[Capacity, ...], ...]:
    """Return the limits: ``resource period L most``, ``G least`` or ``I least most``."""
    found = [[Capacity()] * periods for _ in range(resources)]
    for row in file.rows("RESOURCE_CONSTRAINT_LIMITS", 4):
        resource = file.index(row, 0, "the resource", resources)
        period = file.index(row, 1, "the period", periods)
        kind, wanted = row.words[2], 5 if row.words[2] == "I" else 4
        if kind not in ("L", "G", "I") or len(row.words) != wanted:
            raise WrongInstanceError(file.path, row.line, "a limit is 'L most', 'G least' or 'I least most'")
        amounts = [file.number(row, at, "the limit") for at in range(3, wanted)]
        if min(amounts) < 0 or amounts[0] > amounts[-1]:
            raise WrongInstanceError(file.path, row.line, "a limit is at least 0, the least before the most")
        most, least = amounts[-1] if kind != "G" else None, amounts[0] if kind != "L" else None
        found[resource][period] = Capacity(at_most=most, at_least=least)
    return tuple(tuple(row) for row in found)


def _before(path: Path, blocks: int) -> tuple[tuple[int, ...], ...]:
    """Return for each block those that come before it; rows are ``block count before…``."""
    words = Words(path)
    found: list[tuple[int, ...]] = [()] * blocks
    while words.left:
        block = words.whole("the block", 0, blocks - 1)
        count = words.whole("the number of blocks before", 0, blocks)
        before = (words.whole("a block before", 0, blocks - 1) for _ in range(count))
        found[block] = tuple(dict.fromkeys(before))
        if block in found[block]:
            raise words.wrong(f"block {block} comes before itself")
    if len(in_order(found)) < blocks:
        raise WrongInstanceError(path, None, "blocks come before each other in a circle")
    return tuple(found)
