"""Headers: which column each one means, and the unit it states."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from scenarios.tables.column import Column, Kind, Table, columns_of
from scenarios.tables.units import FOREIGN, Unit, any_unit, family_of, plain, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NOISE = re.compile(r"[\s()\[\]{}<>【】〔〕《》「」_\-·:*、,，.。/\\'\"“”—–]+")
_BRACKETED = re.compile(r"^(?P<base>.+?)\s*[(\[【〔{](?P<unit>[^()\[\]【】〔〕{}]*)[)\]】〕}]\W*$")
_PARTED = re.compile(r"^(?P<base>.+?)\s*[/:_,\-\s]\s*(?P<unit>[^\s/:_,\-].*)$")
_LONGEST = 60
"""Characters beyond which a text is no header."""
_MEASURED = frozenset({Kind.MONEY, Kind.AREA, Kind.SHARE})


@dataclass(frozen=True, kw_only=True)
class Match:
    """What a header means: its column and the unit it states.

    ``doubt`` is ``unknown_unit`` or ``wrong_unit`` where the header names a unit that this column cannot
    have, and ``said`` that unit as written.
    """

    column: Column
    unit: Unit | None = None
    doubt: str = ""
    said: str = ""


def header_name(column: Column) -> str:
    """Return the English header of a column: its field's name without the underscore that Python needs."""
    return column.name.removesuffix("_")


def normal(text: str) -> str:
    """Return a header without width, case, spaces, brackets and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def spellings(table: type[Table]) -> Mapping[str, Column]:
    """Return every header a table knows, by its normal form; own names go before others' aliases."""
    known: dict[str, Column] = {}
    for column in columns_of(table):
        known.setdefault(normal(header_name(column)), column)
        known.setdefault(normal(column.zh), column)
    for column in columns_of(table):
        for alias in column.aliases:
            known.setdefault(normal(alias), column)
    return known


def match(table: type[Table], text: str) -> Match | None:
    """Return what a header means, or None where it is no header of this table."""
    return _match(table, text) if len(text) <= _LONGEST else None  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _match(table: type[Table], text: str) -> Match | None:
    known = spellings(table)  # type: ignore[arg-type]  # a class is hashable, whatever its objects are
    column = known.get(normal(text))
    if column is not None:
        return Match(column=column)
    wide = unicodedata.normalize("NFKC", text).strip()
    bracketed = _BRACKETED.match(wide)
    if bracketed and (column := known.get(normal(bracketed["base"]))) is not None:
        return _with_unit(column, bracketed["unit"])
    return _unbracketed(known, wide)


def _with_unit(column: Column, said: str) -> Match:
    unit = unit_of(said, column.kind)
    if unit is not None:
        return Match(column=column, unit=unit)
    other = any_unit(said)
    if other is not None:
        return Match(column=column, doubt="wrong_unit", said=said)
    if column.kind in _MEASURED:
        return Match(column=column, doubt="unknown_unit", said=said)
    if plain(said) in FOREIGN:
        return Match(column=column, doubt="wrong_unit", said=said)
    return Match(column=column)  # words in brackets that explain the column


def _unbracketed(known: Mapping[str, Column], wide: str) -> Match | None:
    """Read headers such as 造价/万元, limit_10k_yuan or 造价万元: only known units count here."""
    for cut in range(1, len(wide)):
        column = known.get(normal(wide[:cut]))
        said = wide[cut:].strip(" /:_,-")
        if column is None or not said:
            continue
        spoken = said.replace("_", " ")
        unit = unit_of(spoken, column.kind)
        if unit is not None and (family_of(column.kind) is not Kind.COUNT or _PARTED.match(wide)):
            return Match(column=column, unit=unit)
        if any_unit(spoken) is not None:
            return Match(column=column, doubt="wrong_unit", said=said)
        if plain(spoken) in FOREIGN:
            doubt = "unknown_unit" if column.kind in _MEASURED else "wrong_unit"
            return Match(column=column, doubt=doubt, said=said)
    return None


def nearest(text: str, known: Iterable[str], plainly: bool = False) -> str:
    """Return the known name most like a text, or nothing; it may be suggested, never applied."""
    names = list(dict.fromkeys(known))
    by_form: dict[str, str] = {}
    for name in names:
        by_form.setdefault(name if plainly else normal(name), name)
    form = text if plainly else normal(text)
    if form in by_form:
        return by_form[form]
    near = difflib.get_close_matches(form, by_form, n=1, cutoff=0.6)
    return str(by_form[near[0]]) if near else ""


def nearest_header(table: type[Table], text: str) -> str:
    """Return the header of a table most like a text, in the text's own language."""
    headers = [h for c in columns_of(table) for h in (header_name(c), c.zh, *c.aliases)]
    return nearest(text, headers)
