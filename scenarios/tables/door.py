"""The door for rows of households: nothing that names anybody comes in.

What tells a household from others becomes a pseudonym before anything else reads it; columns of names,
telephones, identity numbers, addresses and times of contact are dropped. A pseudonym is a keyed hash whose
key is made of all that stands in the sheet's column, so that the same file gives the same pseudonyms, and
nobody who has guessed a name can find its pseudonym without having the whole column.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from scenarios.tables.gathered import Place
from scenarios.tables.header import match, normal
from scenarios.tables.people import Answers
from scenarios.tables.raw import as_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.column import Table
    from scenarios.tables.gathered import Gathered
    from scenarios.tables.raw import Cell, Grid, RawSheet

BEHIND_THE_DOOR: tuple[type[Table], ...] = (Answers,)
"""Tables whose rows are households."""
_PSEUDONYMISED = "household"
_PRIVATE = re.compile(
    "姓名|户主|联系|电话|手机|微信|身份证|证件号|住址|地址|签名|签字|邮箱|"
    "^(full|first|last|sur)?name$|phone|mobile|telephone|contact|wechat|identity|^id(card|number)$|address|"
    "e?mail|signature"
)
"""Headers, in their normal form, of columns that are dropped."""
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_LOOKS = (
    ("telephone", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")),
    ("identity", re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dXx])")),
    ("address", re.compile(r"[路街道巷弄村里].*\d+\s*号|[省市区县].*[路街道镇村]")),
    ("name", re.compile(rf"^[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(先生|女士|太太|小姐)?$")),
    ("name", re.compile(r"^(mr|mrs|ms|miss|dr)\.?\s|^[A-Z][a-z]+(\s[A-Z]\.?)?\s[A-Z][a-z]+$")),
)
"""What personal data looks like, the surest first."""
SEEN = {
    "telephone": ("telephone numbers", "电话号码"),
    "identity": ("identity numbers", "身份证号"),
    "address": ("full addresses", "详细地址"),
    "name": ("personal names", "姓名"),
}
"""What a column of households may look like, in both languages."""


def guard(grid: Grid, table: type[Table], gathered: Gathered) -> None:
    """Have nothing that is gathered about a sheet of households repeat its cells."""
    if table in BEHIND_THE_DOOR:
        gathered.withheld.add((grid.file, grid.sheet))


def through_the_door(sheet: RawSheet, table: type[Table], gathered: Gathered) -> RawSheet:
    """Return a sheet of households without anything that names them; other sheets as they are."""
    if table not in BEHIND_THE_DOOR:
        return sheet
    gathered.withheld.add((sheet.file, sheet.sheet))
    dropped = [i for i, text in enumerate(sheet.header) if _is_private(table, text)]
    if dropped:
        named = [sheet.header[i] for i in dropped]
        at = Place(file=sheet.file, sheet=sheet.sheet, row=sheet.header_row, column=named[0])
        gathered.finding(
            "private_columns", at, about=named[0], names=", ".join(named), names_zh="、".join(named)
        )
    kept = [i for i in range(len(sheet.header)) if i not in dropped]
    columns = [_named_anew(sheet, i, table, gathered) for i in kept]
    return dataclasses.replace(
        sheet,
        header=tuple(sheet.header[i] for i in kept),
        letters=tuple(sheet.letters[i] for i in kept),
        columns=tuple(columns),
        errors={(row, kept.index(i)): text for (row, i), text in sheet.errors.items() if i in kept},
    )


def _is_private(table: type[Table], text: str) -> bool:
    return bool(text) and match(table, text) is None and bool(_PRIVATE.search(normal(text)))


def _named_anew(sheet: RawSheet, position: int, table: type[Table], gathered: Gathered) -> Sequence[Cell]:
    """Return a column, pseudonyms for what tells households apart; say so where that names somebody."""
    cells = sheet.columns[position]
    found = match(table, sheet.header[position]) if sheet.header[position] else None
    if found is None or found.column.name != _PSEUDONYMISED:
        return cells
    names = [unicodedata.normalize("NFKC", as_written(cell)).strip() for cell in cells]
    seen = [look for name in names if (look := looks_like(name))]
    if seen:
        most = max(SEEN, key=seen.count)
        row = next(i for i, name in enumerate(names) if looks_like(name) == most)
        gathered.finding(
            "household_is_named",
            Place(
                file=sheet.file,
                sheet=sheet.sheet,
                row=int(sheet.numbers[row]),
                column=sheet.header[position],
                letter=sheet.letters[position],
            ),
            about=sheet.header[position],
            count=len(seen),
            rows="row" if len(seen) == 1 else "rows",
            seen=SEEN[most][0],
            seen_zh=SEEN[most][1],
        )
    return pseudonyms(names)


def looks_like(text: str) -> str:
    """Return which personal data a text looks like, a key of SEEN; empty where it looks like none."""
    return next((what for what, pattern in _LOOKS if pattern.search(text)), "")


def pseudonyms(names: Sequence[str]) -> list[Cell]:
    """Return a pseudonym for each name, the same for the same name; empty names stay empty.

    Their order makes no difference.
    """
    key = hashlib.sha256("\x1f".join(sorted(set(names))).encode()).digest()
    return [
        hashlib.blake2b(name.encode(), key=key, digest_size=8, person=b"household").hexdigest()
        if name
        else None
        for name in names
    ]
