"""Words: texts kept as they are, yes and no, choices, lists of names, names with a number."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import TYPE_CHECKING

from scenarios.tables.header import header_name, nearest, normal
from scenarios.tables.numbers import Misread

if TYPE_CHECKING:
    from scenarios.tables.column import Column
    from scenarios.tables.raw import Cell

YES = frozenset(["是", "有", "对", "√", "✓", "✔", "☑", "yes", "y", "true", "t", "1", "x"]) - {"x"}
NO = frozenset(["否", "无", "不", "×", "✗", "✘", "☐", "no", "n", "false", "f", "0", "x"])
NUISANCES = {
    "noise": ("噪声", "噪音"),
    "dust": ("扬尘", "粉尘", "灰尘"),
    "water": ("停水",),
    "power": ("停电",),
    "gas": ("停气", "停燃气"),
    "heat": ("停暖", "停热", "停供热"),
    "road": ("封路", "道路", "道路封闭", "占道"),
    "parking": ("停车", "车位", "占用车位"),
    "access": ("通行", "出入", "楼道", "出入受阻"),
    "light": ("采光", "遮光", "通风采光"),
    "entry": ("入户", "户内"),
    "telecom": ("断网", "通信", "停网"),
}
"""Kinds of nuisance and what they are called in Chinese tables."""
FEARS = {
    **NUISANCES,
    "noise": (*NUISANCES["noise"], "吵闹"),
    "duration": ("工期", "工期长", "工期拖延"),
    "paying": ("出资", "费用", "缴费", "花钱"),
    "upkeep": ("后续维护", "维护", "管养", "后期管理"),
    "other": ("其他", "其它"),
}
"""What residents fear of works: every kind of nuisance, how long it lasts, paying, the upkeep afterwards."""
_KINDS_OF = {
    header: {spelling: kind for kind, others in known.items() for spelling in (kind, *others)}
    for header, known in (("nuisance", NUISANCES), ("fears", FEARS))
}
"""Columns whose names with a number are of known kinds, and each spelling of these."""
_PARTS = re.compile(r"[;；、|｜\n,，]+")
_LEVEL = re.compile(r"^(?P<name>.*?[^\d.\s:：=+\-])\s*[:：=]?\s*(?P<number>[+-]?\d+(?:\.\d*)?)\s*级?$")
_PARTED = re.compile(r"^(?P<name>.*?\S)\s*[:：=]\s*(?P<number>[+-]?\d+(?:\.\d*)?)\s*级?$")
"""As _LEVEL, for names that end in a digit: something has to part them from their number."""
_CHINESE = range(0x4E00, 0xA000)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u200e\u200f\u2060]")


def text_of(cell: Cell) -> str:
    """Return a cell's text exactly, without the spaces around it; a workbook's 1.0 is 1."""
    if isinstance(cell, str):
        return _seen(cell).strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            raise Misread("not_finite")
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.timedelta):
        raise Misread("not_text", found="a span of time", found_zh="时长")
    return "" if cell is None else str(cell)


def _seen(text: str) -> str:
    """Return a text without what cannot be seen; marks of direction and width are dropped, others refused."""
    if not _HIDDEN.search(text):
        return text
    cleared = text.translate(dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f\u2060")))
    if _HIDDEN.search(cleared):
        raise Misread("control_character")
    return cleared


def flag_of(cell: Cell, column: Column) -> bool:
    """Return yes or no."""
    word = unicodedata.normalize("NFKC", text_of(cell)).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    default = bool(column.default)
    raise Misread("not_a_flag", default="yes" if default else "no", default_zh="是" if default else "否")


def choice_of(cell: Cell, column: Column) -> str:
    """Return the canonical word that a cell means."""
    text = text_of(cell)
    spelled = {normal(s): word for word, others in column.choices.items() for s in (word, *others)}
    word = spelled.get(normal(text))
    if word is not None:
        return word
    raise Misread(
        "not_a_choice",
        choices=", ".join(column.choices),
        choices_zh="、".join(word_of(column, word, "zh") for word in column.choices),
        **near_words(nearest(text, [s for w, others in column.choices.items() for s in (w, *others)])),
    )


def word_of(column: Column, word: str, lang: str) -> str:
    """Return a canonical word as a language writes it: in Chinese its first Chinese spelling, if any."""
    spellings = column.choices.get(word, ()) if lang == "zh" else ()
    return next((spelling for spelling in spellings if ord(max(spelling)) in _CHINESE), word)


def near_words(*near: str) -> dict[str, str]:
    """Return the words that suggest names, empty where there is none."""
    names = [name for name in near if name]
    if not names:
        return {"near": "", "near_zh": ""}
    en, zh = (
        mid.join(f"{a}{name}{z}" for name in names) for mid, a, z in ((" or ", "'", "'"), ("或", "“", "”"))
    )
    return {"near": f"Did you mean {en}? ", "near_zh": f"是否为{zh}？"}


def names_of(cell: Cell, column: Column) -> tuple[str, ...]:
    """Return the names in a cell, in their order; where only some are legal, in their canonical form."""
    names = tuple(name for part in _PARTS.split(text_of(cell)) if (name := part.strip()))
    if column.choices:
        names = tuple(choice_of(name, column) for name in names)
    for i, name in enumerate(names):
        if name in names[:i]:
            raise Misread("named_twice", part=name)
    return names


def levels_of(cell: Cell, column: Column) -> tuple[tuple[str, float], ...]:
    """Return the names in a cell with the number of each."""
    found: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in _PARTS.split(text_of(cell)))):
        part = unicodedata.normalize("NFKC", part)
        matched = _LEVEL.match(part) or _PARTED.match(part)
        if matched is None:
            raise Misread("not_a_level", part=part)
        name = _kind(matched["name"].strip(), header_name(column))
        if name in found:
            raise Misread("named_twice", part=matched["name"])
        found[name] = float(matched["number"])
        _check_level(found[name], column)
    return tuple(found.items())


def _check_level(level: float, column: Column) -> None:
    if level < (column.minimum or 0.0):
        raise Misread("negative" if level < 0 else "below", limit=f"{column.minimum or 0:g}")
    if column.maximum is not None and level > column.maximum:
        raise Misread("above", limit=f"{column.maximum:g}")


def _kind(name: str, header: str) -> str:
    """Return the canonical kind that a name means, in columns whose kinds are known; else the name."""
    known = _KINDS_OF.get(header)
    if known is None:
        return name
    kind = known.get(name.casefold())
    if kind is not None:
        return kind
    kinds = NUISANCES if header == "nuisance" else FEARS
    raise Misread(
        f"unknown_{header}",
        part=name,
        choices=", ".join(kinds),
        choices_zh="、".join(others[0] for others in kinds.values()),
        **near_words(nearest(name, known)),
    )
