"""What-ifs of a programme in the terminal's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.changes import KINDS, column_said, table_said
from planner.words import mark, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.words import Words

_DOES = {
    "set": mark("set to {value}"),
    "scale": mark("times {value}"),
    "add": mark("plus {value}"),
    "remove": mark("rows removed"),
    "rows": mark("rows added"),
}
_FORMS = {
    "uniform": mark("evenly from {numbers}"),
    "triangular": mark("triangular {numbers}"),
    "normal": mark("normal {numbers}"),
    "lognormal": mark("lognormal {numbers}"),
    "one_of": mark("one of {numbers}"),
}


def list_lines(entries: Sequence[Mapping[str, Any]], t: Words) -> Iterator[str]:
    """Yield the lines of a list of what-ifs: the programme's own, then the presets."""
    heads = {"own": t("The programme's own what-ifs"), "preset": t("Presets (all amounts are assumptions)")}
    for source, head in heads.items():
        of = [entry for entry in entries if entry["source"] == source]
        yield f"{head} ({len(of)})"
        for entry in of:
            yield from _entry_lines(entry, t)
        if source == "own":
            yield ""


def _entry_lines(entry: Mapping[str, Any], t: Words) -> Iterator[str]:
    name, key = said(entry, "name", t.lang), entry["key"]
    by_key = f"  --what-if {key}" if entry["source"] == "preset" else f"  ({_where(entry)})"
    yield f"- {name} [{t(KINDS[entry['kind']])}]{by_key}"
    if reason := said(entry, "reason", t.lang):
        yield f"    {reason}"
    if entry["faults"]:
        for fault in entry["faults"]:
            why = t.pick(fault["en"], fault["zh"])
            yield "    " + t("cannot be laid over this programme: {why}", why=why)
        return
    for edit in entry["edits"][:_MOST]:
        yield f"    {_edit_line(edit, t)}"
    if len(entry["edits"]) > _MOST:
        yield "    " + t("and {n} more", n=len(entry["edits"]) - _MOST)
    yield "    " + _counted(entry, t)


_MOST = 6
"""Changes of a what-if that the list shows."""


def _where(entry: Mapping[str, Any]) -> str:
    rows = [edit["row"] for edit in entry["edits"] if edit["row"]]
    sheet = f" [{entry['sheet']}]" if entry.get("sheet") else ""
    return f"{entry['file']}{sheet}" + (f":{rows[0]}" if rows else "")


def _edit_line(edit: Mapping[str, Any], t: Words) -> str:
    table = table_said(edit["table"], t)
    column = column_said(edit["table"], edit["column"], t) if edit["column"] else ""
    where = t(" where {condition}", condition=edit["where"]) if edit["where"] else ""
    does = t(_DOES[edit["does"]])
    if "{value}" in does:
        does = does.replace("{value}", _value(edit, t))
    return t.pick(f"{table}{', ' if column else ''}{column}{where}: {does}",
                  f"「{table}」{column}{where}：{does}")  # fmt: skip


def _value(edit: Mapping[str, Any], t: Words) -> str:
    value = edit["value"]
    if edit["by_chance"]:
        ((form, numbers),) = value.items()
        return t(_FORMS[form], numbers=", ".join(f"{number:g}" for number in numbers))
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    return t("(empty)") if value == "" else f"{value:,}" if isinstance(value, int) else str(value)


def _counted(entry: Mapping[str, Any], t: Words) -> str:
    if not entry["of"]:
        return t("changes nothing")
    parts = [_of_column(one, t) for one in entry["of"]]
    return t("values changed: {n} ({parts})", n=f"{entry['values']:,}", parts=t(", ").join(parts))


def _of_column(one: Mapping[str, Any], t: Words) -> str:
    column = column_said(one["table"], one["column"], t) if one["column"] else t("rows")
    return t(
        "{table} {column}: {n}", table=table_said(one["table"], t), column=column, n=f"{one['values']:,}"
    )
