"""The numbers of chance as a list: each with its value, what it means and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from scenarios.tables.chance_delays import JUDGED
from scenarios.tables.chance_settings import Chance
from scenarios.tables.chance_sources import SOURCES_ZH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo


@dataclass(frozen=True, kw_only=True)
class Told:
    """A number of chance: its dotted key below ``construction``, value, meaning and source in both languages.

    ``source_zh`` is empty where no published source stands behind the default: it is then ``judged``.
    ``assumed``: it stands at its default; False: the programme says so itself.
    """

    key: str
    value: str
    meaning: str
    meaning_zh: str
    source: str
    source_zh: str
    assumed: bool
    judged: bool


def told(chance: Chance) -> tuple[Told, ...]:
    """Return every number of chance that has a meaning of its own, in the order of the settings."""
    return tuple(_told(chance, Chance, "construction"))


def _told(part: BaseModel, model: type[BaseModel], before: str) -> Iterator[Told]:
    for name, field in model.model_fields.items():
        value, key = getattr(part, name), f"{before}.{name}"
        if isinstance(value, BaseModel):
            yield from _told(value, type(value), key)
        elif isinstance(field.json_schema_extra, dict) and "zh" in field.json_schema_extra:
            yield _one(part, name, key, field, field.json_schema_extra)


def _one(part: BaseModel, name: str, key: str, field: FieldInfo, more: dict[str, Any]) -> Told:
    return Told(
        key=key,
        value=_written(getattr(part, name)),
        meaning=field.description or "",
        meaning_zh=str(more["zh"]),
        source=str(more["source"]),
        source_zh=SOURCES_ZH.get(str(more["source"]), ""),
        assumed=name not in part.model_fields_set,
        judged=more["source"] == JUDGED,
    )


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(" ".join(f"{each:g}" for each in pair) for pair in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
