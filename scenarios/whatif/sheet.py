"""What-ifs from the table what_ifs: rows of one name are one what-if, each row a change."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from scenarios.tables.column import columns_of
from scenarios.tables.given_settings import setting_of_cell
from scenarios.tables.header import header_name, normal
from scenarios.tables.source import SETTINGS_NAMES
from scenarios.tables.supposed import WhatIfs
from scenarios.whatif.chance import chance_of_text
from scenarios.whatif.one_change import edit_of
from scenarios.whatif.what_if import Action, Spot, WhatIf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.tables.gathered import Gathered
    from scenarios.whatif.what_if import Edit

_EMPTY = frozenset(map(normal, ("空白", "（空白）", "(empty)", "empty")))
"""Values that empty a cell."""
_NUMBER = re.compile(r"[+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def what_ifs_in(table: WhatIfs, gathered: Gathered) -> tuple[WhatIf, ...]:
    """Return the what-ifs of a table in the order in which it names them; faults are gathered.

    A faulty row is left out of its what-if.
    """
    rows: dict[str, list[int]] = {}
    for row, name in enumerate(table.name.tolist()):
        if name:  # a row without is a fault already
            rows.setdefault(" ".join(name.split()), []).append(row)
    return tuple(_what_if(name, table, of, gathered) for name, of in rows.items())


def _what_if(name: str, table: WhatIfs, rows: Sequence[int], gathered: Gathered) -> WhatIf:
    kinds = [row for row in rows if table.given["kind"][row]]
    for row in kinds[1:]:
        if table.kind[row] != table.kind[kinds[0]]:
            words = {"name": name, "other": int(table.origin.rows[kinds[0]])}
            gathered.fault("what_if_kinds", _spot(table, row, 1, Action.SET).place("kind"), **words)
    edits = []
    for number, row in enumerate(rows, start=1):
        edit = _edit(table, row, number, gathered) if _says_something(table, row) else None
        if edit is not None:
            edits.append(edit)
    return WhatIf(
        name=name,
        reason=next((" ".join(text.split()) for text in table.reason[list(rows)] if text), ""),
        kind=str(table.kind[kinds[0] if kinds else rows[0]]),
        file=table.origin.file,
        sheet=table.origin.sheet,
        edits=tuple(edits),
    )


def _says_something(table: WhatIfs, row: int) -> bool:
    """Say whether a row names a change; without any its what-if is the programme as it stands."""
    return any(getattr(table, key)[row] for key in ("table", "column", "where", "action", "value"))


def _edit(table: WhatIfs, row: int, number: int, gathered: Gathered) -> Edit | None:
    if not table.action[row]:
        at = _spot(table, row, number, Action.SET).place("action")
        gathered.fault("what_if_no_action", at)
        return None
    action = Action(str(table.action[row]))
    spot, text = _spot(table, row, number, action), str(table.value[row])
    if not text and action is not Action.REMOVE:
        gathered.fault("what_if_no_value", spot.place(action))
        return None
    keys = {key: str(getattr(table, key)[row]) for key in ("table", "column", "where")}
    change: dict[str, Any] = {key: said for key, said in keys.items() if said}
    change[action] = _value(action, text, keys)
    return edit_of(change, spot, gathered)


def _spot(table: WhatIfs, row: int, number: int, action: Action) -> Spot:
    """Return where a row stands; what its action wants is the column of values."""
    origin = table.origin
    headers = {c.name: origin.headers.get(c.name, header_name(c)) for c in columns_of(WhatIfs)}
    return Spot(
        file=origin.file or WhatIfs.NAME.name,
        sheet=origin.sheet,
        number=number,
        row=int(origin.rows[row]),
        headers={**headers, action: headers["value"]},
        letters={**origin.letters, action: origin.letters.get("value", "")},
    )


def _value(action: Action, text: str, keys: Mapping[str, str]) -> Any:
    """Return the value of a cell as a file would hold it."""
    chance = chance_of_text(text)
    if chance is not None and action is not Action.ROWS:
        return chance
    if action is Action.REMOVE:
        return text or True
    if action is Action.ROWS:
        return [_new_row(text)]
    if action is Action.SET and normal(text) in _EMPTY:
        return ""
    number = _number(text)
    if normal(keys["table"]) in map(normal, SETTINGS_NAMES):
        given = number if number is not None else text
        return setting_of_cell(given, keys["column"]) if action is Action.SET else given
    return number if action is Action.SCALE and number is not None else text


def _number(text: str) -> int | float | None:
    """Return the number a text is, a share in per cent too; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    share = plain.endswith("%")
    found = _NUMBER.fullmatch(plain.removesuffix("%").strip())
    if found is None:
        return None
    digits = found[0].replace(",", "")
    if share:
        return float(f"{digits}e-2") if "e" not in digits.lower() else float(digits) / 100
    return int(digits) if re.fullmatch(r"[+-]?\d+", digits) else float(digits)


def _new_row(text: str) -> dict[str, str]:
    """Return the cells of a new row, written as ``fund = bond; year = 2024``.

    What has no sign of equality goes on with the list of names before it.
    """
    row: dict[str, str] = {}
    last = ""
    for part in re.split(r"[;；\n]", text):
        column, sign, value = (piece.strip() for piece in _equal(part))
        if sign:
            last = column
            row[last] = value
        elif part.strip() and last:
            row[last] += f";{part.strip()}"
        elif part.strip():
            row[part.strip()] = ""
    return row


def _equal(part: str) -> tuple[str, str, str]:
    return part.replace("＝", "=").partition("=")
