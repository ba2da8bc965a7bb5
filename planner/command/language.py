"""Which language to speak."""

from __future__ import annotations

import locale
import os


def language(lang: str | None) -> str:
    """Return ``zh`` or ``en``: what was asked for, else RENEWAL_LANG, else the system's language."""
    asked = lang or os.environ.get("RENEWAL_LANG", "")
    if asked in ("zh", "en"):
        return asked
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    system = named or (locale.getlocale()[0] or "")
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"
