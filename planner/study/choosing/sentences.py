"""Sentences in both languages, as documents hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planner.words import Words


def in_both(say: Callable[[Words], str]) -> dict[str, str]:
    """Return what is said in Chinese and English, by ``zh`` and ``en``."""
    return {lang: say(words(lang)) for lang in ("zh", "en")}


def listed(names: Iterable[str], t: Words) -> str:
    """Return names one after the other, parted as the language does."""
    return t.pick(", ", "、").join(names)
