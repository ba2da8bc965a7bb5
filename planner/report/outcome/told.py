"""What is told in rows of two texts: differences of two plays, and the certificate of an outcome."""

from __future__ import annotations

from typing import Any

from planner.report.outcome.labels import HEADLINES, named
from planner.report.outcome.measures import MEASURES, PER, UNITS_OF_MEASURES
from planner.report.outcome.said import certificate_line, precision_line
from planner.report.units import count, decimal, percent
from planner.words import LANGUAGES, mark, words

Document = dict[str, Any]

METHODS = {
    "blocks": mark("spread of scrambled Sobol blocks (t)"),
    "ranks": mark("order statistics"),
}
"""How half-widths are found."""
ENGINES = {"numba": mark("compiled (numba)"), "lean": mark("lean SimPy")}
"""Engines that play many replications."""


def difference_rows(measures: list[Document]) -> list[Document]:
    """Return measures of two plays with their names and units in both languages; money in 10,000 yuan."""
    return [_difference(one) for one in measures]


def _difference(one: Document) -> Document:
    per = PER.get(one["unit"], 1.0)
    shown = {key: None if one[key] is None else one[key] / per for key in _NUMBERS}
    name, unit = named(MEASURES, one["measure"]), named(UNITS_OF_MEASURES, one["unit"])
    return {
        **one,
        **shown,
        **{lang: words(lang)(name) for lang in LANGUAGES},
        "unit": words("en")(unit),
        "unit_zh": words("zh")(unit),
    }


_NUMBERS = ("this", "other", "difference", "half_width")


def proof_rows(document: Document) -> list[Document]:
    """Return what proves an outcome, and what to give to reproduce it: names and values in both languages."""
    spoken = [proof(document, lang) for lang in LANGUAGES]
    return [
        {
            **{lang: name for lang, (name, _) in zip(LANGUAGES, both, strict=True)},
            "value": dict(zip(LANGUAGES, both, strict=True))["en"][1],
            "value_zh": dict(zip(LANGUAGES, both, strict=True))["zh"][1],
        }
        for both in zip(*spoken, strict=True)
    ]


def proof(document: Document, lang: str) -> list[tuple[str, str]]:
    """Return what proves an outcome as (name, value) in a language."""
    t, stop, programme = words(lang), document["precision"], document["programme"]
    asked = t("as many replications as asked for") if stop["asked"] is None else percent(stop["asked"], 2)
    return [
        (t("Replications"), count(document["replications"])),
        (t("Precision asked for"), asked),
        (t("Why no more"), precision_line(document, t)),
        *(
            (t("Half-width of {name}", name=t(named(HEADLINES, o["output"]))), _half(o))
            for o in stop["headline"]
        ),
        (t("Half-widths by"), t(named(METHODS, stop["method"]))),
        (t("Replayed"), certificate_line(document, t)),
        (t("Engine"), t(named(ENGINES, document["engine"]))),
        (t("Seed"), str(document["seed"])),
        (t("Semantics"), document["semantics"]),
        (t("Version"), document["version"]),
        (t("Fingerprint of the programme"), programme["fingerprint"][:16]),
        (t("Fingerprint of the plan"), programme["plan"][:16]),
        (t("Read from"), programme["source"]),
        (t("Unfinished after"), programme["horizon"]),
    ]


def _half(output: Document) -> str:
    return "–" if output["relative"] is None else f"± {decimal(100 * output['relative'], 2)} %"
