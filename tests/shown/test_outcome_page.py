"""docs/outcome-file.md names every key of an outcome document, and no other."""

from __future__ import annotations

import re

from tests.house.source import ROOT
from tests.shown.played import Played


def test_the_page_names_every_key(played: Played) -> None:
    text = (ROOT / "docs" / "outcome-file.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([\w-]+)`", text))
    document = played.document
    keys = set(document)
    for value in document.values():
        rows = value if isinstance(value, list) else [value]
        keys |= {key for row in rows[:1] if isinstance(row, dict) for key in row}
    deeper = ("disruption", "replayed", "against", "register", "joint", "precision", "attribution")
    for name in deeper:
        for value in document[name].values():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                keys |= set(value[0])
    own = {"p50", "p80", "p90"}
    assert keys - told - own == set()
