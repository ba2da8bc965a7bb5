"""The folder of a command's results, looked at before any work is done."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import click

from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from planner.words import Words


def writable(folder: Path, t: Words) -> Path:
    """Return a folder of results, which is made later where it is missing.

    Raises a usage error where it is a file, or where nothing can be written to it or to what it lies in.
    """
    if folder.exists() and not folder.is_dir():
        raise click.UsageError("--out: " + t("'{path}' is a file; give a folder", path=folder))
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    try:
        tempfile.TemporaryFile(dir=there).close()
    except OSError as error:
        text = t(
            "nothing can be written to '{path}' ({reason}); give another folder",
            path=folder,
            reason=refusal(error).told(t.lang),
        )
        raise click.UsageError("--out: " + text) from None
    return folder
