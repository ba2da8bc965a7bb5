"""Columns explained in words, for templates and for the page of tables; all of it from the manifest."""

from __future__ import annotations

from typing import Any

from scenarios.tables.checks.given import column_named, table_named
from scenarios.tables.column import Column, Kind, Table
from scenarios.tables.header import header_name
from scenarios.tables.texts import FEARS, NUISANCES, word_of

_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("text", "文字"),
    Kind.NAMES: ("names, parted by ;", "名称列表，用分号隔开"),
    Kind.LEVELS: ("names with a number each, parted by ;", "名称加数字，用分号隔开"),
    Kind.CHOICE: ("one of a few words", "选项"),
    Kind.COUNT: ("whole number", "整数"),
    Kind.NUMBER: ("number", "数字"),
    Kind.SHARE: ("share from 0 to 1, or with %", "0–1 的比例，或带 %"),
    Kind.MONEY: ("money: yuan, or the unit in the header", "金额：元，或表头注明的单位"),
    Kind.AREA: ("area: m2, or the unit in the header", "面积：平方米，或表头注明的单位"),
    Kind.YEAR: ("calendar year", "年份"),
    Kind.DATE: ("day, month, quarter or year", "日、月、季度或年份"),
    Kind.FLAG: ("yes or no", "是或否"),
}
_KNOWN = {"nuisance": NUISANCES, "fears": FEARS}


def header_of(column: Column, lang: str) -> str:
    """Return the header of a column in a language."""
    return column.zh if lang == "zh" else header_name(column)


def kind_of(column: Column, lang: str) -> str:
    """Return what a cell of a column holds, with the words it knows."""
    text = _KINDS[column.kind][lang == "zh"]
    if column.kind is Kind.DATE:
        last = column.edge == "last"
        if lang == "zh":
            return f"{text}（取{'末' if last else '首'}日）"
        return f"{text} (its {'last' if last else 'first'} day)"
    if column.choices:
        return f"{text}: {', '.join(choices_of(column, lang))}" if lang == "en" else (
            f"{text}：{'、'.join(choices_of(column, lang))}"
        )  # fmt: skip
    if column.name in _KNOWN and column.kind is Kind.LEVELS:
        words = [others[0] if lang == "zh" else kind for kind, others in _KNOWN[column.name].items()]
        return f"{text}：{'、'.join(words)}" if lang == "zh" else f"{text}: {', '.join(words)}"
    return text


def choices_of(column: Column, lang: str) -> list[str]:
    """Return the words a column knows, in a language."""
    return [word_of(column, word, lang) for word in column.choices]


def default_of(column: Column, lang: str) -> str:
    """Return what stands for an empty cell: needed, a default, or nothing."""
    zh = lang == "zh"
    if column.required:
        return "必填" if zh else "needed"
    if column.default is None or column.default in ("", ()):
        return "—"
    if column.kind is Kind.FLAG and "empty:" in column.en:
        return "—"  # what an empty cell means is said there
    shown = value_shown(column, column.default, lang)
    if column.assumption:
        return f"{shown}（假设值）" if zh else f"{shown} (an assumption)"
    return shown


def value_shown(column: Column, value: Any, lang: str) -> str:
    """Return a stored value as a planner writes it; money in yuan."""
    if column.kind is Kind.FLAG:
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if column.kind is Kind.MONEY:
        value = value / 100
    if isinstance(value, tuple):
        return ";".join(value_shown(column, part, lang) for part in value)
    if column.choices:
        return word_of(column, value, lang)
    return f"{value:g}" if isinstance(value, float) else str(value)


def refers_of(column: Column, lang: str) -> str:
    """Return which columns must hold a name, empty where none need."""
    parts = []
    for reference in column.refers_to:
        name, _, field = reference.partition(".")
        table = table_named(name)
        other = column_named(table, field)
        if lang == "zh":
            parts.append(f"「{table.NAME.zh}」{other.zh}")
        else:
            parts.append(f"{name}.{header_name(other)}")
    return ("或" if lang == "zh" else " or ").join(parts)


def explained(column: Column, lang: str, example: str) -> str:
    """Return all there is to say about a column, in a few lines; ``example`` may be empty."""
    zh = lang == "zh"
    lines = [(column.meaning_zh if zh else column.en).rstrip(".。"), kind_of(column, lang)]
    default = default_of(column, lang)
    if column.required:
        lines.append(default)
    elif default != "—":
        lines.append(f"留空为 {default}" if zh else f"empty: {default}")
    if column.refers_to:
        lines.append(f"须见于{refers_of(column, lang)}" if zh else f"stands in {refers_of(column, lang)}")
    if not column.enforced:
        lines.append("本版本暂无规则使用" if zh else "no rule of this version uses it")
    if example:
        lines.append(f"例：{example}" if zh else f"such as: {example}")
    return "\n".join(lines)


def name_of(table: type[Table], lang: str) -> str:
    """Return a table's name in a language."""
    return table.NAME.zh if lang == "zh" else table.NAME.name


def meaning_of(table: type[Table], lang: str) -> str:
    """Return what a row of a table is, in a language."""
    return table.NAME.meaning_zh if lang == "zh" else table.NAME.en
