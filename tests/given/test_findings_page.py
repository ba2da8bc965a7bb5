"""The page of what empty cells mean is the manifest's own."""

from pathlib import Path

from scenarios.model.findings.policy import SETTINGS, SPECIAL, page
from scenarios.tables.checked_settings import known_keys
from scenarios.tables.column import columns_of
from scenarios.tables.header import header_name
from scenarios.tables.manifest import TABLES

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_assumptions_is_current() -> None:
    committed = (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8")
    assert committed == page(), "write scenarios.model.findings.policy.page() to docs/assumptions.md"


def test_the_page_names_what_is_there() -> None:
    columns = {f"{table.NAME.name}.{header_name(c)}" for table in TABLES for c in columns_of(table)}
    assert set(SPECIAL) <= columns
    assert {key for key, _, _ in SETTINGS} <= set(known_keys()) | {"rules.consent.matters"}


def test_every_assumption_of_the_manifest_is_marked() -> None:
    marked = [line for line in page().splitlines() if "假设值" in line and line.startswith("| `")]
    for table in TABLES:
        for column in columns_of(table):
            if column.assumption:
                assert any(f"`{header_name(column)}`" in line for line in marked)
