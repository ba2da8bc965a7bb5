"""Every text is translated, with the same places to fill; nothing in the catalogue is left over."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest

from planner.words import Words, catalogue, said, words
from planner.words.catalogue import entries
from tests.shown.texts_used import PLANNER, texts_used


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_text_is_translated() -> None:
    zh = catalogue("zh")
    missing = [f"{where}: {text}" for text, where in texts_used().items() if text not in zh]
    assert missing == []


def test_nothing_is_translated_that_nobody_says() -> None:
    assert sorted(set(catalogue("zh")) - set(texts_used())) == []


def test_translations_fill_the_same_places() -> None:
    wrong = [text for text, spoken in catalogue("zh").items() if places(text) != places(spoken)]
    assert wrong == []


def test_no_text_is_translated_twice() -> None:
    files = sorted((PLANNER / "words" / "zh").glob("*.po"))
    texts = [text for file in files for text, _ in entries(file.read_text(encoding="utf-8"))]
    assert [text for text, often in Counter(texts).items() if often > 1] == []


def test_translations_are_chinese_and_not_left_in_english() -> None:
    def chinese(text: str) -> bool:
        return any("\u4e00" <= letter <= "\u9fff" for letter in text)

    plain = [text for text, spoken in catalogue("zh").items() if not chinese(spoken)]
    assert [
        text
        for text in plain
        if text not in (", ", "m²", "{n} of {all}", "{kind} ({name})", "{rule} ({where}): {step}.")
    ] == []


def test_po_texts_of_several_lines_are_read_as_one() -> None:
    text = 'msgid ""\nmsgstr "header"\n\nmsgid "one "\n"and \\"two\\""\nmsgstr ""\n"一\\n"\n"二"\n'
    assert list(entries(text)) == [('one and "two"', "一\n二")]


def test_speaking() -> None:
    assert words("zh")("Street") == "街道"
    assert words("en")("Street") == "Street"
    assert words("zh")("{n} of {all}", n=3, all=4) == "3／4"
    assert words("zh")("never translated {n}", n=1) == "never translated 1"
    with pytest.raises(ValueError, match="No language 'fr'"):
        Words("fr")


@pytest.mark.parametrize(
    ("entry", "lang", "expected"),
    [
        ({"what": "a", "what_zh": "甲"}, "zh", "甲"),
        ({"what": "a", "what_zh": "甲"}, "en", "a"),
        ({"what": "a"}, "zh", "a"),  # no Chinese text: better English than nothing
        ({"what": None, "what_zh": "甲"}, "en", "甲"),
    ],
)
def test_said_falls_back_to_the_other_language(entry: dict[str, str], lang: str, expected: str) -> None:
    assert said(entry, "what", lang) == expected


@pytest.mark.parametrize(
    ("n", "days", "said"),
    [
        (1, "1", "1 visit waited 1 day"),
        ("1", 2, "1 visit waited 2 days"),
        (0, "1.0", "0 visits waited 1.0 days"),
        ("21", "1,001", "21 visits waited 1,001 days"),
    ],
)
def test_words_agree_with_the_number_before_them(n: object, days: object, said: str) -> None:
    assert words("en")("{n} [visit|visits] waited {days} [day|days]", n=n, days=days) == said


def test_what_is_filled_in_is_not_read_as_forms() -> None:
    assert words("en")("{name}: {n} [day|days]", name="[a|b]", n=1) == "[a|b]: 1 day"


def test_no_chinese_text_has_forms() -> None:
    assert not [text for text in catalogue("zh").values() if re.search(r"\[[^\]]*\|", text)]
