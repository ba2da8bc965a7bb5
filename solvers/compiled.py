"""Functions compiled by numba, kept on disk for as long as nothing changes that they are made of.

numba keeps what it compiled beside the file of a function and looks at that file alone, though functions and
constants of other files are compiled into it: after a change to one of those it would run what it made of
the old ones, in memory laid out anew. So what is kept stands in a folder that is named after all sources of
the function's room (the first two parts of its module's name).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_PACKAGE = Path(__file__).parent
_NUMBA: Any
_CONFIG: Any
"""numba, and its settings: the folder is asked for when a function is made; None where not installed."""
try:
    _NUMBA, _CONFIG = import_module("numba"), import_module("numba.core.config")
except ImportError:  # some functions run as they stand, of others there is a plain form
    _NUMBA = _CONFIG = None


def compiled(*signature: Any, plainly: bool = False, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile a function as ``numba.njit`` does, and keep it where any folder can be written to.

    Where numba is not installed, a function that may run ``plainly`` is left as it is, only slower; else
    ImportError is raised, by which whoever asks for it knows to take its plain form.
    """
    if _NUMBA is None:
        return _left(plainly)

    def made(function: Callable[..., Any]) -> Any:
        before, folder = _CONFIG.CACHE_DIR, kept_in(room_of(function.__module__))
        compiler: Any = _NUMBA.njit
        try:
            _CONFIG.CACHE_DIR = str(folder or "")
            return compiler(*signature, cache=folder is not None, **options)(function)
        finally:
            _CONFIG.CACHE_DIR = before

    return made


def _left(plainly: bool) -> Callable[[Callable[..., Any]], Any]:
    if not plainly:
        raise ImportError("numba is not installed")
    return lambda function: function


def room_of(module: str) -> Path:
    """Return the folder of sources that may be compiled into functions of a module, such as a.b of a.b.c."""
    return _PACKAGE.parent.joinpath(*module.split(".")[:2])


@cache
def kept_in(room: Path) -> Path | None:
    """Return the folder in which a room's functions are kept, made if need be; None where none can be.

    It is beside the package, else in the user's own folder for what can be made again; below the folder that
    the environment variable NUMBA_CACHE_DIR names, where it does.
    """
    name = f"{room.name}-{fingerprint(room)}"
    named = [Path(_CONFIG.CACHE_DIR)] if _CONFIG.CACHE_DIR else []
    for root in (*named, _PACKAGE / "__pycache__", _of_user()):
        try:
            (root / name).mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=root / name).close()
        except OSError:  # no folder to write to: the next
            continue
        return root / name
    return None


def fingerprint(room: Path) -> str:
    """Return a short hash of all sources of a room, names and contents."""
    digest = hashlib.sha256()
    for path in sorted(room.rglob("*.py")):
        digest.update(path.relative_to(room).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _of_user() -> Path:
    home = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "estate-renewal"
