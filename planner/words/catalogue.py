"""Reading the catalogue of translations, and speaking with it.

The catalogue is the folder ``zh`` of gettext ``.po`` files, so that a translator's own tools open it; they
are read as they are, without a compiling step. In the source, ``t`` is a :class:`Words`: ``t("Street")``,
``t("{n} [estate|estates]", n=5)``. A text that is spoken elsewhere than it is written is marked:
``mark("Street")``.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = {"zh": "中文", "en": "English"}
"""Languages by their code, each called by its own name."""

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{(\w+)\}|\[([^\[\]{}|]+)\|([^\[\]{}|]+)\]")
"""A place to fill, or the forms of a word for one and for many."""


class Words:
    """Speaks one language: give it the English text, get the text in that language."""

    def __init__(self, lang: str) -> None:
        """Speak ``lang``, ``zh`` or ``en``."""
        if lang not in LANGUAGES:
            raise ValueError(f"No language '{lang}'; there are {', '.join(LANGUAGES)}.")
        self.lang = lang
        self._texts = catalogue(lang)

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the text in this language, its ``{places}`` filled; English where none is known."""
        spoken = self._texts.get(text, text)
        return _agreeing(spoken, values).format(**values) if values else spoken

    def pick(self, en: str, zh: str) -> str:
        """Return the one of two given texts that is in this language, the other where it is empty."""
        return (zh or en) if self.lang == "zh" else (en or zh)


def _agreeing(text: str, values: Mapping[str, object]) -> str:
    """Return the text with the forms that agree with the numbers before them; its places stay open."""
    one = False

    def chosen(found: re.Match[str]) -> str:
        nonlocal one
        place, single, many = found.groups()
        if place is None:
            return single if one else many
        one = str(values.get(place)) == "1"
        return found[0]

    return _PLACE.sub(chosen, text)


@cache
def words(lang: str) -> Words:
    """Return the speaker of a language."""
    return Words(lang)


def mark(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged; it is translated where it is shown."""
    return text


def said(entry: Mapping[str, Any], key: str, lang: str) -> str:
    """Return ``entry[key]`` in a language, where the Chinese text stands beside it as ``key_zh``."""
    return words(lang).pick(str(entry.get(key) or ""), str(entry.get(f"{key}_zh") or ""))


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return all translations into a language, by their English text; none for English itself."""
    files = sorted((_FOLDER / lang).glob("*.po"))
    return {
        text: spoken for file in files for text, spoken in entries(file.read_text(encoding="utf-8")) if spoken
    }


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield (English, translation) of each entry of a ``.po`` text; the header entry is left out."""
    parts = {"msgid": "", "msgstr": ""}
    key = ""
    for line in [*text.splitlines(), 'msgid ""']:
        line = line.strip()
        if line.startswith("msgid "):
            if parts["msgid"]:
                yield parts["msgid"], parts["msgstr"]
            parts = {"msgid": "", "msgstr": ""}
        for word in parts:
            if line.startswith(f"{word} "):
                key, line = word, line.removeprefix(word).strip()
        if key and line.startswith('"'):
            parts[key] += json.loads(line)
