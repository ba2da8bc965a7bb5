"""Settings on their way from the base to the changed ones, with who touched what."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import BaseModel

from scenarios.tables.checked_settings import checked_settings
from scenarios.tables.gathered import Place
from scenarios.tables.words.what_ifs import DONE
from scenarios.whatif.arithmetic import exactly
from scenarios.whatif.what_if import SETTINGS, Action, both_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from scenarios.tables.gathered import Gathered
    from scenarios.tables.settings import Settings
    from scenarios.whatif.readable import Readable
    from scenarios.whatif.what_if import Asked

Leaves: TypeAlias = "dict[str, Readable]"
_ABSENT = object()


class SettingLayer:
    """The settings as they stand after the edits so far, as TOML would hold them.

    ``touched`` are the dotted keys that edits touched, each with the position of the edit.
    """

    def __init__(self, base: Settings) -> None:
        """Begin with the settings of the base programme: what was given, without the defaults."""
        self.base = base
        self.given: dict[str, Any] = _loose(base.model_dump(exclude_unset=True))
        self.touched: list[tuple[str, int]] = []

    def lay(self, asked: Sequence[Asked], by: int, gathered: Gathered) -> None:
        """Lay one edit over the settings; gather the fault where another what-if touched the same."""
        edit = asked[by].edit
        for key, other in self.touched:
            before = asked[other]
            if before.order != asked[by].order and _one_in_the_other(key, edit.key):
                gathered.fault(
                    "what_if_overlap",
                    asked[by].place(),
                    **both_named(asked[by].what_if, before),
                    value=f"{SETTINGS}: {edit.key}",
                    value_zh=f"设置项「{edit.key}」",
                    more="",
                )
                return
        self.touched.append((edit.key, by))
        value = edit.written if edit.action is Action.SET else self._worked_out(asked[by], gathered)
        if value is not _ABSENT:
            _put(self.given, edit.key, value)

    def _worked_out(self, asked: Asked, gathered: Gathered) -> Any:
        """Return what scaling or adding makes of a setting; a fault, and nothing, where it has no amount."""
        edit = asked.edit
        assert edit.amount is not None
        now = _found(self.given, edit.key)
        if now is _ABSENT:
            now = _found(self.base, edit.key)
        try:
            new = _new(now, edit.action, edit.amount)
        except OverflowError:  # a day after the end of all calendars
            gathered.fault("no_such_day", asked.place(edit.action, str(edit.written)))
            return _ABSENT
        if new is _ABSENT:
            words = {"key": edit.key, "done": DONE[edit.action], "action": str(edit.action)}
            gathered.fault("what_if_no_amount", asked.place("column", edit.key), **words)
        return new

    def checked(self, gathered: Gathered) -> Settings | None:
        """Return the changed settings, held against their model; None, and faults, where they are faulty.

        The faults stand at a file called ``settings``, with the key as column.
        """
        return checked_settings(self.given, lambda key: Place(file=SETTINGS, column=key), gathered).settings

    def by(self, key: str) -> int | None:
        """Return the position of the last edit that touched a key, something in it, or what it is in."""
        return next((by for touched, by in reversed(self.touched) if _one_in_the_other(touched, key)), None)

    def likely(self, key: str) -> int | None:
        """Return the position of the edit that a fault at a key most likely comes from.

        A check counts the groups of a list where an edit names them, so the keys need not agree to the end.
        """
        by, likeness = self.by(key), 0
        if by is not None:
            return by
        for touched, position in self.touched:
            alike = _alike(touched.split("."), key.split("."))
            if alike and alike >= likeness:
                by, likeness = position, alike
        return by


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many parts two keys have in common from the beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _one_in_the_other(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _new(now: Any, action: Action, amount: Fraction) -> Any:
    """Return a setting's new value; whole numbers stay whole, and days are added to a date."""
    if isinstance(now, datetime.date) and action is Action.ADD:
        return now + datetime.timedelta(days=round(amount))
    if isinstance(now, bool) or not isinstance(now, int | float):
        return _ABSENT
    new = exactly(now, action, amount)
    return round(new) if isinstance(now, int) else float(new)


# ---- settings as a tree of mappings ----


def _loose(value: Any) -> Any:
    """Return settings as mappings and lists that may be changed."""
    if isinstance(value, dict):
        return {str(key): _loose(inner) for key, inner in value.items()}
    return [_loose(inner) for inner in value] if isinstance(value, list | tuple) else value


def _child(holder: Any, part: str) -> Any:
    """Return what stands at a name: in a mapping, a group of settings, or a list of groups with names."""
    if isinstance(holder, dict):
        return holder.get(part, _ABSENT)
    if isinstance(holder, BaseModel):
        return getattr(holder, part) if part in type(holder).model_fields else _ABSENT
    if isinstance(holder, list | tuple):
        named = [(_child(inner, "name"), inner) for inner in holder if isinstance(inner, dict | BaseModel)]
        return next((inner for name, inner in named if name == part), _ABSENT)
    return _ABSENT


def _found(holder: Any, key: str) -> Any:
    for part in key.split("."):
        holder = _child(holder, part)
    return holder


def _put(given: dict[str, Any], key: str, value: Any) -> None:
    """Put a value at a dotted key, making the groups it stands in where they are not there."""
    *parts, last = key.split(".")
    inside: Any = given
    for part in parts:
        inner = _child(inside, part)
        if not isinstance(inner, dict | list):
            inner = {}
            _hang(inside, part, inner)
        inside = inner
    _hang(inside, last, value)


def _hang(inside: Any, part: str, value: Any) -> None:
    if isinstance(inside, dict):
        inside[part] = value
    elif isinstance(inside, list):
        here = next((i for i, inner in enumerate(inside) if _child(inner, "name") == part), None)
        if here is None:
            inside.append(value)  # a group without its name: the check says so
        else:
            inside[here] = value


def leaves(settings: Settings) -> Leaves:
    """Return every single setting by its dotted key, as people read it."""
    return dict(_leaves(settings, ""))


def _leaves(value: Any, key: str) -> Iterator[tuple[str, Readable]]:
    inner = _named(value)
    if inner is None:
        yield key, _plain(value)
        return
    for name, one in inner.items():
        yield from _leaves(one, f"{key}.{name}" if key else name)


def _named(value: Any) -> Mapping[str, Any] | None:
    """Return what a group of settings holds by name; None where it is a single setting."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {str(name): inner for name, inner in value.items()}
    if isinstance(value, list | tuple) and value and all(isinstance(inner, BaseModel) for inner in value):
        names = [str(getattr(inner, "name", "")) for inner in value]
        return {
            name if names.count(name) == 1 and name else str(i): inner
            for i, (name, inner) in enumerate(zip(names, value, strict=True), start=1)
        }
    return None


def _plain(value: Any) -> Readable:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(str(_plain(inner)) for inner in value) or None
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
