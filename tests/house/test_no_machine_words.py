"""No file kept in the repository names a place on somebody's machine, or the address of a package index.

The words looked for are put together from pieces, so that this file does not hold them itself.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, listed

# Not after a letter, a dot or a slash: a part of a longer relative path is no place on a machine.
BEFORE = r"(?:(?<![\w.\-/\\])|(?<=//))"
TOP_FOLDERS = ("home", "root", "tmp", "work", "Users", "opt", "mnt", "var/folders")
PLACES = [
    *(BEFORE + "/" + folder + r"/[\w.]" for folder in TOP_FOLDERS),
    r"\b[A-Za-z]:[\\/]+" + "Users" + r"[\\/]",
]
HOSTS = [
    re.escape(name + "." + end)
    for name, end in [
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("pypi", "tuna.tsinghua"),
        ("mirrors", "aliyun"),
        ("mirrors", "tuna"),
        ("mirrors", "cloud.tencent"),
        ("mirrors", "ustc"),
        ("repo.huawei" + "cloud", "com"),
        ("anaconda", "org"),
        ("registry.npm" + "js", "org"),
        ("npm" + "mirror", "com"),
    ]
]
WORD = re.compile("|".join([*PLACES, *HOSTS]))
ADDRESS = re.compile(r"\w:" + "//")
NO_ADDRESS_AT_ALL = ("*.lock", "pyproject.toml", ".pre-commit-config.yaml", ".ci/run", "dev.py")
ZIPPED = {".xlsx", ".zip", ".docx"}


def texts(path: Path) -> Iterator[str]:
    """What a file holds, byte by byte; of a workbook what each of its parts holds."""
    if path.suffix in ZIPPED and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name).decode("latin-1") for name in archive.namelist())
    else:
        yield path.read_bytes().decode("latin-1")


def machine_words(path: Path) -> list[str]:
    """The places and hosts a file names."""
    return sorted({found.group() for text in texts(path) for found in WORD.finditer(text)})


def test_no_file_names_a_machine_or_an_index(tracked_files: list[Path]) -> None:
    named = {path.relative_to(ROOT).as_posix(): machine_words(path) for path in tracked_files}
    faults = [f"{name} names {word}" for name, words in named.items() for word in words]
    assert not faults, listed(faults)


def test_settings_name_no_address(tracked_files: list[Path]) -> None:
    faults = [
        path.relative_to(ROOT).as_posix()
        for path in tracked_files
        if any(path.relative_to(ROOT).match(pattern) for pattern in NO_ADDRESS_AT_ALL)
        and ADDRESS.search(path.read_text(encoding="utf-8"))
    ]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "home/anna/plan.json",
        "'/" + "tmp/x'",
        "file:/" + "//work/main",
        "/" + "root/.venv",
        "C:\\" + "Users\\anna",
        "c:/" + "Users/anna",
        "https:/" + "/files.python" + "hosted.org/x",
        "# from pypi" + ".org",
    ],
)
def test_a_planted_word_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    assert machine_words(tmp_path / "note.md")


@pytest.mark.parametrize(
    "text",
    [
        "tests/worked_out/work/estates.csv",
        "../tmp/x",
        "and/or, home/work",
        "解 /tmp",
        "https:/" + "/example.invalid/work/x",
    ],
)
def test_an_innocent_word_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(text, encoding="utf-8")
    assert not machine_words(tmp_path / "note.md")


def test_a_word_inside_a_workbook_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", '<absPath url="C:\\' + 'Users\\anna\\"/>')
    assert machine_words(tmp_path / "book.xlsx")
