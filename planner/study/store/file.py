"""The file of a store: opened by one process at a time, its tables and version, and what is wrong with it."""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scenarios.tables.faults import InputFaults
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION, VERSION = 0x72656E65, 1
"""What tells a store from other SQLite files, and the version of its tables."""
_TABLES = """
CREATE TABLE parts (
    digest TEXT PRIMARY KEY, kind TEXT NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE programmes (
    digest TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, source TEXT NOT NULL, parts TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE studies (
    number INTEGER PRIMARY KEY, called TEXT NOT NULL, options TEXT NOT NULL,
    replications INTEGER NOT NULL, version TEXT NOT NULL,
    began TEXT NOT NULL, who TEXT
);
CREATE TABLE results (
    number INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, beginning TEXT NOT NULL, status TEXT NOT NULL,
    gap REAL, seconds REAL NOT NULL, repeatable INTEGER NOT NULL, interrupted INTEGER NOT NULL,
    solved TEXT NOT NULL, who TEXT, content BLOB NOT NULL, leaves TEXT REFERENCES parts (digest)
);
CREATE INDEX results_of ON results (fingerprint, beginning);
CREATE TABLE cases (
    study INTEGER NOT NULL REFERENCES studies (number), number INTEGER NOT NULL, name TEXT NOT NULL,
    name_zh TEXT NOT NULL, fingerprint TEXT NOT NULL, same_as TEXT NOT NULL,
    programme TEXT NOT NULL REFERENCES programmes (digest), content BLOB NOT NULL,
    result INTEGER REFERENCES results (number), PRIMARY KEY (study, number)
) WITHOUT ROWID;
CREATE TABLE outcomes (
    result INTEGER NOT NULL REFERENCES results (number), seed INTEGER NOT NULL,
    replications INTEGER NOT NULL, played TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (result, seed, replications)
) WITHOUT ROWID;
"""
_ASKED = "CREATE TABLE IF NOT EXISTS asked (study INTEGER PRIMARY KEY, content TEXT NOT NULL)"
"""What a study is asked beyond its cases; stores that were begun without it are given it when opened."""


class StoreError(RuntimeError):
    """A file is no store that can be used: ``sentence`` says why in English, ``sentence_zh`` in Chinese."""

    def __init__(self, sentence: str, sentence_zh: str) -> None:
        """Say it in both languages."""
        super().__init__(sentence)
        self.sentence, self.sentence_zh = sentence, sentence_zh


def opened(path: Path, *, new: bool) -> sqlite3.Connection:
    """Return the file opened for this process alone; made where it is not there and may be ``new``.

    Raises StoreError.
    """
    _looked_at(path, new=new)
    with understood(path):
        file = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if new else 'rw'}",
            uri=True,
            timeout=1.0,
            isolation_level=None,
        )
    try:
        with understood(path):
            _taken(file, path)
    except BaseException:
        file.close()
        raise
    return file


def _looked_at(path: Path, *, new: bool) -> None:
    """Raise StoreError where a path cannot be a store, so that SQLite need not be asked."""
    if path.is_dir():
        raise StoreError(
            f"'{path}' is a folder; a store is one file.", f"“{path}”是文件夹；存储应为一个文件。"
        )
    if not path.exists():
        if not new:
            raise StoreError(f"There is no store '{path}'.", f"没有存储文件“{path}”。")
        if not path.absolute().parent.is_dir():
            folder = path.absolute().parent
            raise StoreError(f"There is no folder '{folder}'.", f"没有文件夹“{folder}”。")
        return
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        why = refusal(error)
        raise StoreError(
            f"'{path}' cannot be read: {why.why}.", f"无法读取“{path}”：{why.why_zh}。"
        ) from error
    if head != b"SQLite format 3\0" and (head or not new):
        raise _no_store(path)


def _no_store(path: Path) -> StoreError:
    return StoreError(f"'{path}' is no store of studies.", f"“{path}”不是研究存储文件。")


def _taken(file: sqlite3.Connection, path: Path) -> None:
    """Take hold of the file until it is closed, and see that it is a store of this version and whole."""
    file.execute("PRAGMA locking_mode = EXCLUSIVE")
    file.execute("BEGIN EXCLUSIVE")
    empty = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    application, version = (
        file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if empty and application == 0:
        for statement in _TABLES.split(";\n"):
            file.execute(statement)
        file.execute(f"PRAGMA application_id = {APPLICATION}")
        file.execute(f"PRAGMA user_version = {VERSION}")
        file.execute(_ASKED)
        file.execute("COMMIT")
        return
    file.execute("COMMIT")
    if application != APPLICATION:
        raise _no_store(path)
    if version != VERSION:
        raise StoreError(
            f"'{path}' is a store of version {version}; this program reads version {VERSION}.",
            f"“{path}”是第 {version} 版存储；本程序读取第 {VERSION} 版。",
        )
    if file.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _broken(path, "quick_check")
    file.execute(_ASKED)


def _broken(path: Path, why: str) -> StoreError:
    return StoreError(
        f"The store '{path}' is broken ({why}); go back to a copy of it, or begin another.",
        f"存储“{path}”已损坏（{why}）；请改用备份，或另建一个。",
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise whatever goes wrong with a store's file as StoreError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError(
                f"The store '{path}' is in use by another study; wait until it ends, or give another file.",
                f"存储“{path}”正被另一项研究使用；请等它结束，或换一个文件。",
            ) from error
        if "readonly" in str(error) or "unable to open" in str(error) or "full" in str(error):
            raise StoreError(
                f"The store '{path}' cannot be written: {error}.", f"无法写入存储“{path}”：{error}。"
            ) from error
        raise _broken(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise _broken(path, str(error)) from error


_NOT_UNDERSTOOD = (
    zlib.error,
    zipfile.BadZipFile,
    EOFError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
)
"""What comes of reading what nobody wrote."""


@contextmanager
def understood(path: Path) -> Iterator[None]:
    """Raise whatever goes wrong with a store's file, or with what stands in it, as StoreError."""
    try:
        with told(path):
            yield
    except _NOT_UNDERSTOOD as error:
        raise _broken(path, type(error).__name__) from error
    except InputFaults as error:
        raise _broken(path, error.faults[0].what) from error
