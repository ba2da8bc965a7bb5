"""Programmes in a store: each table and the settings once, under the digest of what stands in them.

A case shares with its base every table that its what-ifs do not touch, so that it costs little to keep its
programme whole. Rows of households are never kept.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from planner.study.store.tables import table_from, table_told
from planner.study.store.texts import packed_json, unpacked_json
from scenarios.model.programme import Programme
from scenarios.tables.door import BEHIND_THE_DOOR
from scenarios.tables.manifest import TABLES
from scenarios.tables.settings import Settings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from scenarios.tables.column import Table

_SETTINGS = "settings"


class Parts:
    """The programmes of a store's file; what was written or read once is not looked at again."""

    def __init__(self, file: sqlite3.Connection) -> None:
        """Keep the file."""
        self._file = file
        self._digests: dict[int, tuple[Any, str]] = {}
        self._read: dict[str, Any] = {}

    def keep(self, programme: Programme) -> str:
        """Write a programme, as far as it is not there yet, and return its digest."""
        parts: dict[str, str | None] = {_SETTINGS: self._keep(programme.settings, _SETTINGS)}
        for kind in TABLES:
            table, name = getattr(programme, kind.NAME.name), kind.NAME.name
            withheld = kind in BEHIND_THE_DOOR and len(table)
            parts[name] = None if withheld else self._keep(table, name)
        text = json.dumps(parts, sort_keys=True)
        source = PurePath(programme.source).name
        digest = hashlib.sha256(f"{source}\n{text}".encode()).hexdigest()
        known = self._file.execute("SELECT 1 FROM programmes WHERE digest = ?", (digest,)).fetchone()
        if known is None:
            row = (digest, programme.fingerprint, source, text)
            self._file.execute("INSERT INTO programmes VALUES (?, ?, ?, ?)", row)
        return digest

    def _keep(self, part: Table | Settings, name: str) -> str:
        """Write a table or the settings and return the digest."""
        if id(part) in self._digests:
            return self._digests[id(part)][1]
        told = part.model_dump_json(exclude_unset=True) if isinstance(part, Settings) else table_told(part)
        content = packed_json(told)
        digest = self.keep_bytes(name, content)
        self._digests[id(part)] = part, digest
        return digest

    def keep_bytes(self, kind: str, content: bytes) -> str:
        """Write bytes of a kind and return their digest."""
        digest = hashlib.sha256(content).hexdigest()
        self._file.execute("INSERT OR IGNORE INTO parts VALUES (?, ?, ?)", (digest, kind, content))
        return digest

    def bytes_of(self, digest: str) -> bytes:
        """Return the bytes of a digest; raises ValueError where they are not there or not the same."""
        row = self._file.execute("SELECT content FROM parts WHERE digest = ?", (digest,)).fetchone()
        if row is None or hashlib.sha256(row[0]).hexdigest() != digest:
            raise ValueError("a part is missing or changed")
        content: bytes = row[0]
        return content

    def programme(self, digest: str, withheld: Mapping[str, Table] | None = None) -> Programme | None:
        """Return a programme; ``withheld`` are the tables that are not kept, by name.

        None where one of these is needed. Raises ValueError, KeyError or TypeError where what stands in the
        file is no programme.
        """
        row = self._file.execute(
            "SELECT source, parts FROM programmes WHERE digest = ?", (digest,)
        ).fetchone()
        if row is None:
            raise ValueError("a programme is missing")
        tables: dict[str, Any] = {}
        parts = json.loads(row[1])
        for kind in TABLES:
            name = kind.NAME.name
            if parts[name] is not None:
                tables[name] = self._part(parts[name], kind)
            elif withheld is None:
                return None
            else:
                tables[name] = withheld[name]
        return Programme(settings=self._part(parts[_SETTINGS], None), source=row[0], **tables)

    def fingerprint(self, digest: str) -> str:
        """Return the fingerprint of a programme as it was kept."""
        asked = "SELECT fingerprint FROM programmes WHERE digest = ?"
        return str(self._file.execute(asked, (digest,)).fetchone()[0])

    def _part(self, digest: str, kind: type[Table] | None) -> Any:
        """Return a table, or the settings where no kind is given; the same one each time."""
        if digest not in self._read:
            told = unpacked_json(self.bytes_of(digest))
            part = Settings.model_validate_json(told) if kind is None else table_from(told, kind)
            self._read[digest] = part
            self._digests[id(part)] = part, digest
        return self._read[digest]
