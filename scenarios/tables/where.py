"""Conditions on the rows of a table, such as ``fund = 'city' and year >= 2023``.

A condition is clauses joined by ``and``; a clause is a column, one of ``= != < <= > >=`` and a value. Text
stands in single quotes; numbers are in the column's stored unit, money in yuan; dates are written as in the
tables. A list of names ``=`` a name when it holds that name. An empty cell without a default fits no
clause, except that an empty text is a text like any other.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Column, Kind, Table, columns_of
from scenarios.tables.dates import Span, span_of
from scenarios.tables.header import header_name, nearest_header, normal, spellings
from scenarios.tables.numbers import Misread, figure_of, stored
from scenarios.tables.texts import NO, YES, choice_of
from scenarios.tables.units import STANDARD, family_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scenarios.tables.column import Flags

_PIECE = re.compile(
    r"\s*(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|“(?P<wide>[^”]*)”|‘(?P<thin>[^’]*)’"
    r"|(?P<sign>!=|<>|<=|>=|==|=|<|>|≤|≥|≠)|(?P<word>[^\s'\"“”‘’<>=!≤≥≠]+))"
)
_SIGNS = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_AND = frozenset({"and", "且", "并且"})
_LISTS = frozenset({Kind.NAMES, Kind.LEVELS})
_WORDS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FLAG}) | _LISTS


class ConditionError(ValueError):
    """A condition cannot be understood: what is wrong and what to do, in both languages."""

    def __init__(self, what: str, what_zh: str, remedy: str, remedy_zh: str) -> None:
        """Keep the sentences; the message is the English one."""
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.what_zh = what_zh
        self.remedy = remedy
        self.remedy_zh = remedy_zh


@dataclass(frozen=True)
class Clause:
    """One clause: a column of the table, a sign of comparison, and the value as the column stores it."""

    column: Column
    sign: str
    value: Any


def select(table: Table, condition: str) -> Flags:
    """Return which rows of a table a condition holds for; all rows where it is empty.

    Raises ConditionError where it cannot be understood.
    """
    holds = np.ones(len(table), dtype=bool)
    for clause in clauses(type(table), condition):
        holds &= _holds(table, clause)
    return holds


def clauses(table: type[Table], condition: str) -> tuple[Clause, ...]:
    """Take a condition apart; raises ConditionError where it cannot be understood."""
    pieces = _pieces(condition)
    if not pieces:
        return ()
    found = []
    for i in range(0, len(pieces) + 1, 4):
        three = pieces[i : i + 3]
        if len(three) < 3 or three[0][0] == "sign" or three[1][0] != "sign" or three[2][0] == "sign":
            raise ConditionError(
                "The condition is not made of column, sign and value.",
                "条件应由“列名 符号 值”组成。",
                "Write it such as: year_built <= 2000 and street = 'East'.",
                "请写成：year_built <= 2000 and street = '东方街道'。",
            )
        found.append(_clause(table, three[0][1], three[1][1], three[2]))
        joint = pieces[i + 3 : i + 4]
        if joint and (joint[0][0] != "word" or joint[0][1].casefold() not in _AND):
            raise ConditionError(
                f"'{joint[0][1]}' stands where only 'and' may stand.",
                f"“{joint[0][1]}”处只能用 and。",
                "Join clauses by 'and'; text with blanks stands in single quotes.",
                "请用 and 连接；含空格的文字须加单引号。",
            )
        if not joint:
            break
    return tuple(found)


def _pieces(condition: str) -> list[tuple[str, str]]:
    pieces = []
    at = 0
    text = condition.strip()
    while at < len(text):
        found = _PIECE.match(text, at)
        if found is None:
            raise ConditionError(
                f"The condition cannot be read from '{text[at : at + 20]}' on.",
                f"条件自“{text[at : at + 20]}”起无法识别。",
                "Check the quotation marks and the signs = != < <= > >=.",
                "请检查引号和符号 = != < <= > >=。",
            )
        name = str(found.lastgroup)
        value = found[name]
        kind = name if name in ("sign", "word") else "text"
        if kind != "text":
            value = unicodedata.normalize("NFKC", value)
        pieces.append((kind, _SIGNS.get(value, value) if kind == "sign" else value))
        at = found.end()
    return pieces


def _clause(table: type[Table], name: str, sign: str, value: tuple[str, str]) -> Clause:
    column = spellings(table).get(normal(name))  # type: ignore[arg-type]  # a class is hashable
    if column is None:
        near = nearest_header(table, name)
        known = ", ".join(header_name(c) for c in columns_of(table))
        raise ConditionError(
            f"'{name}' is no column of {table.NAME.name}.",
            f"“{name}”不是「{table.NAME.zh}」的列。",
            f"Did you mean '{near}'?" if near else f"Its columns are: {known}.",
            f"是否为“{near}”？" if near else "、".join(c.zh for c in columns_of(table)) + "。",
        )
    if column.kind in _WORDS and sign not in ("=", "!="):
        raise ConditionError(
            f"'{header_name(column)}' holds words, which cannot be compared by '{sign}'.",
            f"“{column.zh}”是文字，不能用“{sign}”比较。",
            "Use = or !=.",
            "请用 = 或 !=。",
        )
    try:
        return Clause(column, sign, _value(column, value[1], quoted=value[0] == "text"))
    except Misread:
        raise ConditionError(
            f"'{value[1]}' is no value of '{header_name(column)}'.",
            f"“{value[1]}”不是“{column.zh}”的有效值。",
            f"Write a value such as {column.example or '12'}.",
            f"请填写如 {column.example or '12'} 的值。",
        ) from None


def _value(column: Column, text: str, quoted: bool) -> Any:
    """Return a value as the column stores it; a date as the days it names."""
    if column.kind is Kind.DATE:
        return span_of(text)
    if column.kind is Kind.FLAG:
        if text.casefold() not in YES | NO:
            raise Misread("not_a_flag")
        return text.casefold() in YES
    if column.choices:
        return choice_of(text, column) if text else ""
    if column.kind in _WORDS:
        if not quoted:
            raise ConditionError(
                f"The text {text} is not in quotes.",
                f"文字 {text} 没有加引号。",
                f"Write it as '{text}'.",
                f"请写成 '{text}'。",
            )
        return text
    value = stored(figure_of(text, column), STANDARD[family_of(column.kind)])
    return int(value) if value.denominator == 1 else float(value)


def _holds(table: Table, clause: Clause) -> Flags:
    column, compare = clause.column, _COMPARE[clause.sign]
    values = getattr(table, column.name)
    if column.kind in _LISTS:
        names = [{part if isinstance(part, str) else part[0] for part in value} for value in values.tolist()]
        has = np.fromiter((clause.value in held for held in names), dtype=bool, count=len(names))
        return has if clause.sign == "=" else ~has
    if column.kind is Kind.DATE:
        return _in_days(values, clause.sign, clause.value)
    holds = np.asarray(compare(values, clause.value), dtype=bool)
    if column.kind in _WORDS or column.default is not None:
        return holds
    return holds & table.given.get(column.name, np.zeros(len(table), dtype=bool))


def _in_days(values: Any, sign: str, span: Span) -> Flags:
    """Compare days with the days a date names: before 2021 is before its first, after 2021 after its last."""
    first, last = np.datetime64(span.first, "D"), np.datetime64(span.last, "D")
    filled = ~np.isnat(values)
    within = (values >= first) & (values <= last)
    by_sign = {
        "=": within,
        "!=": ~within,
        "<": values < first,
        "<=": values <= last,
        ">": values > last,
        ">=": values >= first,
    }
    return np.asarray(by_sign[sign] & filled, dtype=bool)
