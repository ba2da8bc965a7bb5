"""Dotted keys of settings: whether there is such a setting, and those most like one that is not there."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel

from scenarios.tables.checked_settings import known_keys
from scenarios.tables.nearest import Names
from scenarios.tables.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWN = 12
"""Keys that a fault lists."""


def is_setting(key: str) -> bool:
    """Say whether a dotted key names a setting or a group of them.

    Names inside a dictionary are free (a street, a matter); one of a list of groups (a tier) is named by
    its ``name``.
    """
    kinds: list[Any] = [Settings]
    for part in key.split("."):
        kinds = [inner for kind in kinds for inner in _inner(kind, part)]
    return bool(kinds)


def _inner(kind: Any, part: str) -> Iterator[Any]:
    """Return what may stand at a name inside something of a kind."""
    if get_origin(kind) in (Union, types.UnionType):
        for choice in get_args(kind):
            yield from _inner(choice, part)
    elif get_origin(kind) is dict:
        yield get_args(kind)[1]
    elif get_origin(kind) is tuple and _is_model(get_args(kind)[0]):
        yield get_args(kind)[0]
    elif _is_model(kind) and part in kind.model_fields:
        yield kind.model_fields[part].annotation


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def nearest_settings(key: str) -> tuple[str, str]:
    """Return some keys of the same group, as a sentence lists them, and the key most like one not known."""
    known = known_keys()
    group = key.rpartition(".")[0]
    beside = [other for other in known if other.startswith(group + ".")] if group else []
    beside = beside or list(dict.fromkeys(other.split(".")[0] for other in known))
    listed = ", ".join(beside[:_SHOWN]) + (" …" if len(beside) > _SHOWN else "")
    return listed, Names(known).nearest(key)
