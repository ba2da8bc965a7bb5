"""What gave way in a best-possible plan, and aims held in turn, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.units import decimal
from planner.report.where import Names, where_label
from planner.words import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.report.facts import Document
    from planner.words import Words


def gave_way_in(document: Document) -> Sequence[Document]:
    """Return what gave way in a plan document; nothing where every rule is kept."""
    found: Sequence[Document] = document.get("gave_way") or ()
    return found


def broken_besides(document: Document) -> list[Document]:
    """Return the breaches that the audit found beside what gave way."""
    gave = {(entry["rule"], entry["where"]) for entry in gave_way_in(document)}
    return [breach for breach in document["audit"] if (breach["rule"], breach["where"]) not in gave]


def gave_way_sentence(document: Document, t: Words) -> str:
    """Say how far it is proven that not every rule can be kept."""
    if document["certificate"]["status"] == "IMPOSSIBLE":
        return t("Proven: no plan keeps every rule. This one breaks as little as it must.")
    return t("No plan that keeps every rule was found in time. This one breaks as little as was found.")


def gave_way_said(entry: Document, names: Names, t: Words) -> str:
    """Return the sentence on a rule that gave way, its place called as people call it."""
    told, where = said(entry, "sentence", t.lang), str(entry["where"])
    if not where or not told.startswith(where):
        return told
    return where_label(entry["rule"], where, names, t) + told.removeprefix(where)


def gave_way_lines(document: Document, t: Words, names: Names | None = None) -> list[str]:
    """Return what gave way line by line, what gives way last first."""
    names = names or Names()
    return [
        t("{what} (rank {rank})", what=gave_way_said(entry, names, t), rank=entry["rank"])
        for entry in gave_way_in(document)
    ]


def gave_way_head(case: Document, t: Words) -> str:
    """Say of a case of a comparison that rules gave way in its plan, and whether they had to."""
    if case["status"] == "IMPOSSIBLE":
        return t("Proven: no plan keeps every rule. In the plan found that breaks least, rules fall short:")
    return t("No plan that keeps every rule was found in time. In the one found, rules fall short:")


def conflict_lines(document: Document, t: Words) -> Iterator[str]:
    """Yield what a comparison says of rules in conflict, after an empty line; nothing where nothing is asked.

    Each rule is told with its sentence.
    """
    for one in document.get("conflicts") or ():
        yield ""
        yield t.pick(one["sentence"]["en"], one["sentence"]["zh"])
        for rule in one["rules"]:
            yield f"    - {said(rule, 'label', t.lang)}: " + said(rule, "sentence", t.lang)


def tiers_in(document: Document) -> Sequence[Document]:
    """Return the aims held in turn; none where there is only one."""
    tiers: Sequence[Document] = document["certificate"].get("tiers") or ()
    return tiers if len(tiers) > 1 else ()


def tier_lines(document: Document, t: Words) -> list[str]:
    """Return the aims held in turn line by line: what each is worth, and what holding it costs the next."""
    lines = []
    for number, tier in enumerate(tiers_in(document), start=1):
        line = f"{number}. {said(tier, 'aim', t.lang)}: {_value(tier.get('final'), t)}"
        if tier["held_at"] is not None:
            line += t(", held at {value}", value=_value(tier["held_at"], t))
        price = tier.get("price")
        if price:
            line += t(", costs the next {price}", price=price_said(price, t))
        lines.append(line)
    return lines


def price_said(price: Document, t: Words) -> str:
    """Return between what and what a hold costs the next aim."""
    low, high = price["low"], price["high"]
    if high is None:
        return t("at least {value}", value=decimal(low))
    if decimal(low) == decimal(high):
        return decimal(low)
    return t("{low} to {high}", low=decimal(low), high=decimal(high))


def _value(value: float | None, t: Words) -> str:
    return t("not yet") if value is None else decimal(value)
