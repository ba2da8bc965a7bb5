"""Keys of what-if files: which are known, what each wants, and the faults where one is something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.tables.column import columns_of
from scenarios.tables.gathered import shown
from scenarios.tables.header import header_name, nearest_header
from scenarios.tables.nearest import Names
from scenarios.tables.texts import near_words
from scenarios.whatif.what_if import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.tables.column import Table
    from scenarios.tables.gathered import Gathered, Place

TEXTS = ("name", "name_zh", "reason", "reason_zh")
TOP = (*TEXTS, "kind", "change")
"""Keys of the file as a whole."""
OF_A_CHANGE = ("table", "column", "where", *map(str, Action))
"""Keys of one change."""
EXAMPLES = {
    "name": 'name = "city money halves from 2023"',
    "name_zh": 'name_zh = "2023年起市级资金减半"',
    "reason": 'reason = "land revenue falls"',
    "reason_zh": 'reason_zh = "土地收入下降"',
    "kind": 'kind = "lever"',
    "change": "[[change]]",
    "table": 'table = "funds"',
    "column": 'column = "limit"',
    "where": "where = \"fund = 'city' and year >= 2023\"",
    "remove": "remove = true",
    "rows": 'rows = [{fund = "bond", kind = "bond", year = 2024, limit = 50000000}]',
}
"""How each key may be written."""
_WANTED = {
    "text": ("a text in quotation marks", "加引号的文字"),
    "kind": ("uncertainty or lever", "uncertainty（不确定因素）或 lever（可控因素）"),
    "change": ("a list of changes, each below a header of its own", "变更列表，每处变更各有一个表头"),
    "remove": ("true, or is left away", "true，否则不写"),
    "rows": ("a list of rows, each in braces", "行的列表，每行用花括号"),
}


def known_keys(
    given: Mapping[str, Any], known: Sequence[str], at: Place, where: tuple[str, str], gathered: Gathered
) -> None:
    """Gather a fault for each key that is not known; ``where`` says in both languages of what it is none."""
    for key in given:
        if key not in known:
            words = {"where": where[0], "where_zh": where[1], "choices": ", ".join(known)}
            near = near_words(Names(known).nearest(str(key)))
            gathered.fault("what_if_unknown_key", at, key=shown(key), **words, **near)


def text_at(value: Any, at: Place, key: str, gathered: Gathered) -> str:
    """Return a text; empty, and a fault, where it is none."""
    if isinstance(value, str):
        return value.strip()
    wrong(key, "text", at, gathered)
    return ""


def wrong(key: str, wanted: str, at: Place, gathered: Gathered) -> None:
    """Gather the fault that a key holds something else than it wants."""
    en, zh = _WANTED[wanted]
    gathered.fault("what_if_wrong_key", at, key=key, wanted=en, wanted_zh=zh, example=EXAMPLES[key])


def unknown_column(name: str, table: type[Table], at: Place, gathered: Gathered) -> None:
    """Gather the fault that a table has no such column."""
    gathered.fault(
        "what_if_unknown_column",
        at,
        name=shown(name),
        table=table.NAME.name,
        table_zh=table.NAME.zh,
        choices=", ".join(header_name(column) for column in columns_of(table)),
        choices_zh="、".join(column.zh for column in columns_of(table)),
        **near_words(nearest_header(table, name)),
    )


def written(value: Any) -> str:
    """Return a value as a fault repeats it: on one line, and cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return shown(value)
    except ValueError:  # a number of more digits than Python writes
        return "…"
