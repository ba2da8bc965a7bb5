"""How a table declares its columns: a function for each kind of cell, and the decorator of tables."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from scenarios.tables.column import Column, Kind, Table, TableName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T", bound=Table)


def _declare(kind: Kind, zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    column = Column(kind=kind, zh=zh, en=en, meaning_zh=meaning_zh, **more)
    return dataclasses.field(metadata={"column": column})


def text(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of text. ``en`` and ``meaning_zh`` say what it means in each language."""
    return _declare(Kind.TEXT, zh, en, meaning_zh, **more)


def names(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of lists of names, parted by ; or 、 or |."""
    return _declare(Kind.NAMES, zh, en, meaning_zh, **more)


def levels(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of names with a number each, such as ``noise 2; dust 3``."""
    return _declare(Kind.LEVELS, zh, en, meaning_zh, **more)


def choice(zh: str, en: str, meaning_zh: str, choices: Mapping[str, tuple[str, ...]], **more: Any) -> Any:
    """Declare a column that holds one of a few words."""
    return _declare(Kind.CHOICE, zh, en, meaning_zh, choices=MappingProxyType(dict(choices)), **more)


def count(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of whole numbers, by default not negative."""
    return _declare(Kind.COUNT, zh, en, meaning_zh, **{"minimum": 0, **more})


def number(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of real numbers."""
    return _declare(Kind.NUMBER, zh, en, meaning_zh, **more)


def share(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of shares from 0 to 1; 60% is read as 0.6."""
    return _declare(Kind.SHARE, zh, en, meaning_zh, **{"minimum": 0.0, "maximum": 1.0, **more})


def money(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of money, kept in fen; a header without unit means yuan."""
    return _declare(Kind.MONEY, zh, en, meaning_zh, **{"minimum": 0, **more})


def area(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of areas, kept in m2."""
    return _declare(Kind.AREA, zh, en, meaning_zh, **{"minimum": 0.0, **more})


def year(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of calendar years."""
    return _declare(Kind.YEAR, zh, en, meaning_zh, **{"minimum": 1850, "maximum": 2200, **more})


def date(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of days; a year, month or quarter stands for its first or last day by ``edge``."""
    return _declare(Kind.DATE, zh, en, meaning_zh, **more)


def flag(zh: str, en: str, meaning_zh: str, **more: Any) -> Any:
    """Declare a column of yes or no."""
    return _declare(Kind.FLAG, zh, en, meaning_zh, **{"default": False, **more})


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(text, names, levels, choice, count, number, share, money, area, year, date, flag),
)
def record(
    *, name: str, zh: str, en: str, meaning_zh: str, aliases: tuple[str, ...] = ()
) -> Callable[[type[T]], type[T]]:
    """Make a class a table: ``name`` is the CSV file's stem, ``zh`` the Chinese sheet name."""

    def make(cls: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True, eq=False)(cls)
        made.NAME = TableName(name=name, zh=zh, en=en, meaning_zh=meaning_zh, aliases=aliases)
        return made

    return make
