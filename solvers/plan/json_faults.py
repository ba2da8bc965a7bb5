"""Reading JSON so that each fault names its place: values taken from a document by path, with their kind."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from scenarios.tables.faults import Fault, InputFaults
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_SHOWN = 80
"""Characters of a value that a fault repeats."""
MOST_YUAN = Decimal(10) ** 15
"""Money above this is no money."""
MOST = Decimal("1e300")
"""No number is larger."""
KINDS_ZH = {
    "a list": "列表",
    "an object": "对象",
    "a text": "文字",
    "a number": "数字",
    "a whole number": "整数",
    "a date": "日期",
}


@dataclass(frozen=True)
class Said:
    """What is wrong and what to do, in English and Chinese."""

    code: str
    what: str
    what_zh: str
    remedy: str
    remedy_zh: str


@dataclass
class Document:
    """A JSON document being read; faults are gathered, none stops the reading."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: str, value: object, said: Said) -> None:
        """Add a fault at a path of the document."""
        text = value if isinstance(value, str) else _shown(value)
        cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
        self.faults.append(
            Fault(
                file=self.file,
                column=path,
                value=cut,
                code=said.code,
                what=said.what,
                what_zh=said.what_zh,
                remedy=said.remedy,
                remedy_zh=said.remedy_zh,
            )
        )

    def stop(self, path: str, value: object, said: Said) -> NoReturn:
        """Add a fault after which nothing more can be read, and raise all."""
        self.fault(path, value, said)
        raise InputFaults(self.faults)

    def wrong_kind(self, path: str, value: object, wanted: str) -> None:
        """Add the fault of a value that is of another kind than wanted."""
        zh = KINDS_ZH[wanted]
        self.fault(
            path,
            value,
            Said(
                "wrong_type", f"It must be {wanted}.", f"此处应为{zh}。", f"Write {wanted}.", f"请改为{zh}。"
            ),
        )

    def text(self, held: dict[str, Any], key: str, path: str) -> str:
        """Return a text that must be there; '' with a fault where it is not."""
        value = held.get(key)
        if isinstance(value, str) and value:
            return value
        self.missing_or_wrong(held, key, path, "a text")
        return ""

    def missing_or_wrong(self, held: dict[str, Any], key: str, path: str, wanted: str) -> None:
        """Add the fault of a value that must be there and is not, or is of another kind."""
        if held.get(key) is None:
            said = Said("missing", f"'{key}' is missing.", f"缺少“{key}”。", "Add it.", "请补充。")
            self.fault(f"{path}.{key}", "", said)
        else:
            self.wrong_kind(f"{path}.{key}", held[key], wanted)

    def date(self, held: dict[str, Any], key: str, path: str) -> datetime.date | None:
        """Return a date; None where it is not stated, with a fault where it is no date."""
        value = held.get(key)
        if value is None:
            return None
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                pass
        said = Said(
            "no_date", "It is no date.", "不是有效日期。", "Write it as 2021-03-01.", "请写成 2021-03-01。"
        )
        self.fault(f"{path}.{key}", value, said)
        return None

    def fen(self, held: dict[str, Any], key: str, path: str) -> int | None:
        """Return money in fen, exactly; None where it is not stated, with a fault where it is no money."""
        value = held.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong_kind(f"{path}.{key}", value, "a number")
            return None
        yuan = Decimal(value)
        if abs(yuan) > MOST_YUAN:
            said = Said(
                "too_much",
                "It is more money than there is.",
                "金额过大。",
                "Money is in yuan.",
                "金额单位为元。",
            )
            self.fault(f"{path}.{key}", value, said)
            return None
        if not _whole_fen(yuan):
            said = Said(
                "too_fine",
                "Money has at most two decimals.",
                "金额最多两位小数。",
                "Round it to the fen.",
                "请保留到分。",
            )
            self.fault(f"{path}.{key}", value, said)
            return None
        return int(yuan * 100)

    def number(self, held: dict[str, Any], key: str, path: str) -> float | None:
        """Return a number; None where it is not stated, with a fault where it is none."""
        value = held.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or abs(Decimal(value)) > MOST:
            self.wrong_kind(f"{path}.{key}", value, "a number")
            return None
        return float(value)

    def whole(self, held: dict[str, Any], key: str, path: str, least: int, most: int) -> int:
        """Return a whole number within limits that must be there; ``least`` with a fault where it is not."""
        value = held.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.missing_or_wrong(held, key, path, "a whole number")
        return least

    def objects(self, held: dict[str, Any], key: str, path: str) -> list[tuple[str, dict[str, Any]]]:
        """Return the objects of a list with the path of each; none where it is not stated."""
        at = f"{path}.{key}" if path else key
        value = held.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong_kind(at, value, "a list")
            return []
        for i, one in enumerate(value):
            if not isinstance(one, dict):
                self.wrong_kind(f"{at}[{i}]", one, "an object")
        return [(f"{at}[{i}]", one) for i, one in enumerate(value) if isinstance(one, dict)]

    def group(self, held: dict[str, Any], key: str, path: str) -> dict[str, Any] | None:
        """Return an object; None where it is not stated, with a fault where it is none."""
        value = held.get(key)
        if value is None or isinstance(value, dict):
            return value
        self.wrong_kind(f"{path}.{key}" if path else key, value, "an object")
        return None


def load(path: Path) -> tuple[Document, Any]:
    """Return a JSON file's document and content, decimals as Decimal; InputFaults where it is no JSON."""
    document = Document(path.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as wrong:
        why = refusal(wrong)
        en, zh = f"The file cannot be read ({why.why}).", f"文件无法读取（{why.why_zh}）。"
        document.stop("", "", _said("unreadable", en, zh))
    except UnicodeDecodeError:
        document.stop("", "", _said("encoding", "The file is not UTF-8 text.", "文件不是 UTF-8 文本。"))
    if not text.strip():
        document.stop("", "", _said("empty", "The file is empty.", "文件是空的。"))
    repeated: list[str] = []
    try:
        content = json.loads(
            text,
            parse_float=_decimal,
            parse_constant=_no_constant,
            object_pairs_hook=lambda pairs: _object(pairs, repeated),
        )
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        said = _said(
            "no_json", f"It is no JSON at {where}.", f"第 {wrong.lineno} 行第 {wrong.colno} 列不是 JSON。"
        )
        document.stop("", "", said)
    except (ValueError, ArithmeticError) as wrong:
        document.stop("", "", _said("no_value", f"It holds {wrong}.", "含有无法识别的数值或字符。"))
    except RecursionError:
        document.stop("", "", _said("too_deep", "It is nested too deeply.", "嵌套过深。"))
    for key in repeated:
        said = Said("repeated", f"'{key}' stands twice.", f"“{key}”重复出现。", "Keep one.", "请只保留一个。")
        document.fault(key, "", said)
    return document, content


def _said(code: str, what: str, what_zh: str) -> Said:
    return Said(
        code,
        what,
        what_zh,
        "Give a plan.json as `renewal plan` writes it.",
        "请提供 renewal plan 生成的 plan.json。",
    )


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if abs(value) > MOST:
        raise ValueError(f"{text[:20]}, which is too large")
    return value


def _whole_fen(value: Decimal) -> bool:
    """Return whether an amount in yuan has at most two decimals that are not nought."""
    _, digits, exponent = value.as_tuple()
    beyond = max(0, -2 - int(exponent))
    return not any(digits[max(0, len(digits) - beyond) :])


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no number")


def _object(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if _is_broken(key) or _is_broken(value):
            raise ValueError(f"a broken character at '{ascii(key)[1:-1]}'")
        if key in made:
            repeated.append(key)
        made[key] = value
    return made


def _is_broken(text: object) -> bool:
    """Return whether a text holds half a character, which no file can hold."""
    return isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text)


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return f"[…] ({len(value)})" if isinstance(value, list) else f"{{…}} ({len(value)})"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)
