"""Files that are written whole or not at all.

Each file is first written under another name in the same folder, then takes its place in one step. Several
files take their places together: when one of them cannot (another program holds it open), those before it
step back.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from planner.words import words
from scenarios.tables.refusal import is_known, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from planner.words import Words
    from scenarios.tables.refusal import Refusal


class NotWritten(OSError):  # noqa: N818 - it says what happened
    """A file could not be written; nothing was changed."""

    def __init__(self, path: Path, reason: Refusal) -> None:
        """Keep which file, and why the system refused it."""
        self.path, self.reason = path, reason
        super().__init__(self.sentence(words("en")))

    def sentence(self, t: Words) -> str:
        """Say which file, and what to do."""
        return t(
            "{path} could not be written: {reason}. Nothing was changed; mend that, or give another folder.",
            path=self.path,
            reason=self.reason.told(t.lang),
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; its folder is made where it is missing."""
    write_together({path: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none."""
    with all_or_none(*contents) as stages:
        for stage, content in zip(stages, contents.values(), strict=True):
            stage.write_bytes(content)


@contextmanager
def all_or_none(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """Give a path to write to for each path wanted; when the block ends well, all take their places together.

    The given paths lie in the same folders and keep the endings of the names, for writers that look at
    them. When the block raises, or one file cannot take its place, none of the wanted paths is changed.
    """
    stages = tuple(_beside(path, "new") for path in paths)
    try:
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
        yield stages
        for stage in stages:
            _settle(stage)
        _take_places(dict(zip(paths, stages, strict=True)))
    except NotWritten as fault:
        raise NotWritten(_wanted(fault.path, paths, stages, fault.path), fault.reason) from fault
    except OSError as fault:
        if not is_known(fault):
            raise
        raise NotWritten(_wanted(fault.filename, paths, stages, paths[0]), refusal(fault)) from fault
    finally:
        for stage in stages:
            with suppress(OSError):
                stage.unlink(missing_ok=True)


def _wanted(named: object, paths: Sequence[Path], stages: Sequence[Path], other: Path) -> Path:
    """Return the wanted file that is written to a name first, ``other`` where it is none of theirs."""
    return dict(zip(map(str, stages), paths, strict=True)).get(str(named), other)


def _take_places(staged: Mapping[Path, Path]) -> None:
    """Move each staged file to its place; on a failure put back what stood there."""
    kept: dict[Path, Path | None] = {}
    try:
        for path, stage in staged.items():
            old = _beside(path, "old") if path.exists() else None
            if old is not None:
                os.replace(path, old)
            kept[path] = old
            os.replace(stage, path)
    except OSError as fault:
        for path, old in kept.items():
            with suppress(OSError):
                path.unlink(missing_ok=True) if old is None else os.replace(old, path)
        raise NotWritten(path, refusal(fault)) from fault
    for old in kept.values():
        if old is not None:
            with suppress(OSError):
                old.unlink()


def _settle(stage: Path) -> None:
    """Make sure that a file is on the disk before it takes its place."""
    with stage.open("rb+") as file:
        os.fsync(file.fileno())


def _beside(path: Path, word: str) -> Path:
    return path.with_name(f".{path.stem}.{word}-{os.getpid()}{path.suffix}")
