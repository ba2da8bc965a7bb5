"""The fingerprint tells programmes apart that say different things, and only those."""

import dataclasses
from typing import Any

import pytest

from scenarios.model.programme import Programme
from scenarios.read import programme_from

ROWS: dict[str, list[dict[str, Any]]] = {
    "estates": [{"id": "A", "name": "a", "households": 10, "street": "s"}],
    "work_types": [{"id": "w", "name": "w", "work_class": "basic", "unit_cost": 100, "fixed_days": 30}],
    "works": [{"place": "A", "work_type": "w"}],
    "funds": [{"fund": "f", "kind": "city", "year": 2021, "limit": 150}],
}
SETTINGS = {"first_period": "2021Q1", "periods": 4}


def programme(settings: dict[str, Any] | None = None, **work: Any) -> Programme:
    rows = {**ROWS, "works": [{**ROWS["works"][0], **work}]}
    return programme_from(rows, {**SETTINGS, **(settings or {})})


def test_the_same_rows_have_the_same_fingerprint() -> None:
    assert programme().fingerprint == programme().fingerprint


@pytest.mark.parametrize("work", [{"required": "no"}, {"cost": 0}, {"need": 0.9}, {"need": 0.5}])
def test_another_cell_is_another_programme_even_where_a_default_reads_alike(work: dict[str, Any]) -> None:
    assert programme(**work).fingerprint != programme().fingerprint


def test_other_settings_are_another_programme() -> None:
    assert programme({"periods": 5}).fingerprint != programme().fingerprint


def test_a_changed_copy_has_the_fingerprint_of_the_same_read_anew() -> None:
    """What was written of the tables that it shares is used again, that of its own is not."""
    given, other = programme(), programme({"periods": 5})
    before = given.fingerprint
    changed = given.replace(settings=other.settings)
    assert changed.fingerprint == other.fingerprint != before
    assert changed.replace(settings=given.settings).fingerprint == before
    crews = given.replace(crews=dataclasses.replace(given.crews))
    assert crews.fingerprint == before
