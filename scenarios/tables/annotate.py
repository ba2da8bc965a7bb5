"""The planner's own workbook handed back with its faults and findings marked in their cells."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenarios.tables.decode import Undecodable, decode
from scenarios.tables.faults import Fault, Finding
from scenarios.tables.folder import delimiter_of
from scenarios.tables.gathered import Gathered
from scenarios.tables.raw import letter
from scenarios.tables.source import located
from scenarios.tables.workbook import ENDINGS, read_workbook
from scenarios.tables.written import refused, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIST_SHEET = "检查结果"
"""The sheet that lists all; reading passes over it."""
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"
_KEPT = (".xlsx", ".xlsm")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_HEADS = {
    "zh": ("类别", "位置", "原值", "问题", "处理办法或可能原因"),
    "en": ("Kind", "Where", "Value", "What", "What to do, or likely cause"),
}
_KINDS = {
    "fault": ("错误", "fault"),
    "finding": ("疑点", "finding"),
    "conversion": ("换算", "conversion"),
    "assumption": ("假设值", "assumption"),
}
_WIDTHS = (10, 46, 24, 60, 60)
Note = Fault | Finding


def annotate(
    path: str | Path, faults: Sequence[Fault], findings: Sequence[Finding], out: str | Path, lang: str = "zh"
) -> None:
    """Write the workbook at ``path`` to ``out`` with red cells for faults and yellow ones for findings.

    Each marked cell bears a comment, in both languages; a first sheet in ``lang`` lists everything. A
    folder of CSV files becomes a workbook with one sheet for each file. What openpyxl cannot keep (charts,
    pictures) is lost, so the planner's own file is never written over: that raises InputFaults, as does a
    place that cannot be written.
    """
    path, out = located(Path(path)), Path(out)
    if out.exists() and path.exists() and out.samefile(path):
        raise refused("own_file", out)
    book = _book_of(path)
    sheets = _sheets(book, path)
    notes: list[Note] = [*faults, *findings]
    for note in notes:
        if isinstance(note, Fault) or note.kind == "finding":
            _mark(sheets.get((note.file, note.sheet)), note)
    _list(book, notes, {place: sheet.title for place, sheet in sheets.items()}, lang)
    with whole(out) as beside:
        book.save(beside)


# ---- the workbook to be marked ----


def _book_of(path: Path) -> Workbook:
    """Return the planner's workbook, or one made of what can be read of the folder or file."""
    import openpyxl

    if path.suffix.lower() in _KEPT and path.is_file():
        try:
            return openpyxl.load_workbook(path, rich_text=True, keep_vba=path.suffix.lower() == ".xlsm")
        except Exception:  # whatever is wrong with the file, its faults are still listed
            return _empty()
    book = _empty()
    if path.is_dir():
        for file in sorted(path.iterdir()):
            if file.suffix.lower() in (".csv", ".toml"):
                _add(book, _title(file, book.sheetnames), _cells(file))
    elif path.suffix.lower() in ENDINGS and path.is_file():
        for grid in read_workbook(path, Gathered()):
            _add(book, grid.sheet, [grid.row(row) for row in range(grid.height)])
    return book


def _empty() -> Workbook:
    import openpyxl

    book = openpyxl.Workbook()
    for sheet in list(book.worksheets):
        book.remove(sheet)
    return book


def _title(file: Path, taken: Sequence[str]) -> str:
    """Return a sheet's name for a file; Excel allows 31 characters, and not all of them."""
    name = file.name if file.suffix.lower() == ".toml" else file.stem
    name = _FORBIDDEN.sub("_", name)[:28] or "_"
    return name if name.casefold() not in map(str.casefold, taken) else f"{name}_{len(taken)}"


def _cells(file: Path) -> list[list[Any]]:
    """Return the cells of a text file, as far as they can be read."""
    try:
        text = decode(file.read_bytes(), lambda text: text[:1]).text
    except (Undecodable, OSError):
        return []
    if file.suffix.lower() == ".toml":
        return [[line] for line in text.splitlines()]
    rows: list[list[Any]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        rows.append([])
    return rows


def _add(book: Workbook, title: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add a sheet; a text stays a text, also where it begins like a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    sheet = book.create_sheet(title)
    for i, row in enumerate(rows, start=1):
        for j, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(i, j)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"
            else:
                cell.value = value


def _sheets(book: Workbook, path: Path) -> dict[tuple[str, str], Worksheet]:
    """Return the sheets by file and sheet as faults name them."""
    if not path.is_dir():
        return {(path.name, sheet.title): sheet for sheet in book.worksheets}
    files = [file for file in sorted(path.iterdir()) if file.suffix.lower() in (".csv", ".toml")]
    return {(file.name, ""): sheet for file, sheet in zip(files, book.worksheets, strict=False)}


# ---- the marks ----


def _mark(sheet: Worksheet | None, note: Note) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if sheet is None or not note.row:
        return
    cell = sheet[_unmerged(sheet, f"{note.letter or 'A'}{note.row}")]
    is_fault = isinstance(note, Fault)
    if is_fault or cell.fill.fgColor.rgb != RED:
        cell.fill = PatternFill("solid", fgColor=RED if is_fault else YELLOW)
    texts = [cell.comment.text] if cell.comment is not None else []
    texts += [f"{note.what_zh}{_more(note, 'zh')}", f"{note.what} {_more(note, 'en')}".rstrip()]
    comment = Comment("\n".join(texts), "renewal")
    comment.width, comment.height = 420, min(60 + 40 * len(texts), 500)
    cell.comment = comment


def _unmerged(sheet: Worksheet, coordinate: str) -> str:
    """Return the cell that bears the value of a merged range."""
    for merged in sheet.merged_cells.ranges:
        if coordinate in merged:
            return str(merged.start_cell.coordinate)
    return coordinate


def _more(note: Note, lang: str) -> str:
    if isinstance(note, Fault):
        return note.remedy_zh if lang == "zh" else note.remedy
    return note.cause_zh if lang == "zh" else note.cause


# ---- the list ----


def _list(book: Workbook, notes: Sequence[Note], titles: dict[tuple[str, str], str], lang: str) -> None:
    """Put the list of all faults and findings before the other sheets."""
    if LIST_SHEET in book.sheetnames:
        del book[LIST_SHEET]
    sheet = book.create_sheet(LIST_SHEET, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    sheet.append(_HEADS[lang])
    for note in notes:
        _listed(sheet, note, titles.get((note.file, note.sheet)), lang)
    if not notes:
        sheet.append(["没有错误，也没有疑点。" if lang == "zh" else "No faults and no findings."])
    _dress(sheet)


def _listed(sheet: Worksheet, note: Note, title: str | None, lang: str) -> None:
    """Add one fault or finding to the list, with a link to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    kind = "fault" if isinstance(note, Fault) else note.kind
    what = note.what_zh if lang == "zh" else note.what
    where = note.where(lang) or _about(note)
    sheet.append(
        [_plain(text) for text in (_KINDS[kind][lang == "en"], where, note.value, what, _more(note, lang))]
    )
    number = sheet.max_row
    for cell in sheet[number]:
        cell.data_type = "s" if cell.value else cell.data_type
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(number, 1).fill = PatternFill("solid", fgColor=RED if kind == "fault" else YELLOW)
    if title is not None and note.row:
        target = sheet.cell(number, 2)
        quoted = title.replace("'", "''")
        spot = f"'{quoted}'!{note.letter or 'A'}{note.row}"
        target.hyperlink = Hyperlink(ref=target.coordinate, location=spot)
        target.font = Font(color="FF0563C1", underline="single")


def _dress(sheet: Worksheet) -> None:
    """Make the list fit to be read and printed."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    for i, width in enumerate(_WIDTHS):
        sheet.column_dimensions[letter(i)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:{letter(len(_WIDTHS) - 1)}{sheet.max_row}"


def _about(note: Note) -> str:
    return note.about if isinstance(note, Finding) else ""


def _plain(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))
