"""Which format a file has, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from benchmarks.published.knapsack import read_knapsack, read_multiple_choice
from benchmarks.published.logos import read_logos
from benchmarks.published.minelib import read_mine
from benchmarks.published.networks import read_patterson, read_psplib
from benchmarks.published.pabulib import read_election
from benchmarks.published.values import Mine, Network, Selection, WrongInstanceError
from benchmarks.published.words import text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Instance: TypeAlias = Selection | Mine | Network

FORMATS: dict[str, Callable[[Path], Instance]] = {
    "logos": read_logos,
    "minelib": read_mine,
    "knapsack": read_knapsack,
    "mmkp": read_multiple_choice,
    "pabulib": read_election,
    "psplib": read_psplib,
    "patterson": read_patterson,
}
"""Reader of each format by its name."""

BY_SUFFIX = {
    ".xml": "logos",
    ".cpit": "minelib",
    ".upit": "minelib",
    ".prec": "minelib",
    ".pb": "pabulib",
    ".sm": "psplib",
    ".rcp": "patterson",
}
"""Suffixes that say the format by themselves."""


def read_instance(path: Path, kind: str | None = None) -> Instance:
    """Return what a file holds, by the format named or guessed.

    Raises WrongInstanceError where the file is not of the format, or no format fits it.
    """
    return FORMATS[kind or guessed(path)](path)


def guessed(path: Path) -> str:
    """Return the format that a file's suffix, else its text, speaks for.

    Raises WrongInstanceError where neither does.
    """
    if path.suffix.lower() in BY_SUFFIX:
        return BY_SUFFIX[path.suffix.lower()]
    text = text_of(path)
    lines = [line.split() for line in text.splitlines() if line.strip()]
    begin = text.lstrip().upper()
    if begin.startswith("<"):
        return "logos"
    if begin.startswith("META"):
        return "pabulib"
    if "PRECEDENCE RELATIONS" in begin:
        return "psplib"
    if any(line[0].upper().startswith("TYPE") for line in lines[:10]):
        return "minelib"
    counts = lines[0] if lines else []
    if all(_is_count(word) for word in counts[:2]):
        if len(counts) == 2 and len(lines) > 2 and len(lines[1]) == int(counts[1]):
            return "mmkp" if len(lines[2]) == 1 else "patterson"
        if len(counts) >= 3:
            return "knapsack"
    raise WrongInstanceError(path, None, f"its format is not clear; say which: {', '.join(FORMATS)}")


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10
