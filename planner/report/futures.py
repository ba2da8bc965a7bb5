"""What a comparison says of choosing under uncertainty, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.report.units import count, significant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.words import Words

_DIGITS = 6


def futures_lines(document: Mapping[str, Any], t: Words) -> Iterator[str]:
    """Yield regret plan by plan, the robust plan, and what is worth knowing; nothing where nobody asked."""
    regret, robust = document.get("regret"), document.get("robust")
    if not regret or not robust:
        return
    colon = t.pick(": ", "：")
    yield ""
    yield t("Regret in aim units (first years held: {n})", n=regret["held_years"])
    for plan, row in zip(regret["plans"], regret["regret"], strict=True):
        told = t(", ").join(
            t.pick("{future} {value}", "{future} {value}").format(
                future=_name(document, future, t), value=_value(value, t)
            )
            for future, value in zip(regret["futures"], row, strict=True)
        )
        yield f"    {_name(document, plan, t)}{colon}{told}"
    yield _said(regret, t)
    for one in regret["cannot_keep"]:
        yield "    - " + _said(one, t)
    yield ""
    yield _said(robust, t)
    for future in robust["futures"]:
        told = t(
            "worth {value}, at most {bound}; rules broken: {n}",
            value=_value(future["value"], t),
            bound=_value(future["bound"], t),
            n=count(len(future["audit"])),
        )
        yield f"    {_name(document, future['name'], t)}{colon}{told}"
    for known in document["worth_of_knowing"]:
        yield _said(known, t)


def _said(one: Mapping[str, Any], t: Words) -> str:
    return t.pick(one["sentence"]["en"], one["sentence"]["zh"])


def _name(document: Mapping[str, Any], name: str, t: Words) -> str:
    names = {one["name"]: t.pick(one["label"], one["label_zh"]) for one in document["cases"]}
    return t("robust plan") if name not in names else names[name]


def _value(value: float | None, t: Words) -> str:
    return t("not kept") if value is None else significant(value, _DIGITS)
