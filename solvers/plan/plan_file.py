"""A plan from its file (docs/plan-file.md); every fault of the file at once."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenarios.tables.faults import InputFaults
from solvers.plan.json_faults import Document, Said, load
from solvers.plan.plan import Draw, Opening, Plan, PlannedCampaign, PlannedWork

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

_ANY_DAY = datetime.date.min
"""Stands for a start that is missing until the fault is told."""
OBJECTS = ("certificate", "programme", "totals", "programme_totals", "measures")
"""Groups of figures that a plan file may state."""
LISTS = (
    "lapses",
    "costs",
    "payer_shares",
    "readiness",
    "left_out",
    "by_year",
    "by_street",
    "rules",
    "gave_way",
    "audit",
    "changes",
    "findings",
    "assumptions",
    "targets",
)
"""Lists of figures that a plan file may state."""


def read_plan(path: str | os.PathLike[str]) -> Plan:
    """Return the plan in a plan.json; figures that it leaves out stay None.

    Raises InputFaults with every fault; the path in the file, such as ``campaigns[3].start``, is its column.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "plan.json"
    ...     _ = file.write_text('{"campaigns": [{"campaign": "E1", "start": "2024-01-01"}]}')
    ...     plan = read_plan(file)
    >>> plan.campaigns[0].start
    datetime.date(2024, 1, 1)
    """
    document, content = load(Path(path))
    if not isinstance(content, dict) or "campaigns" not in content:
        what = "It is no plan: a plan file is an object with 'campaigns'."
        zh = "不是方案文件：应为含“campaigns”的对象。"
        remedy = "Give a plan.json as `renewal plan` writes it."
        document.stop("", "", Said("no_plan", what, zh, remedy, "请提供 renewal plan 生成的 plan.json。"))
    if content["campaigns"] is None:
        document.wrong_kind("campaigns", None, "a list")
    campaigns = tuple(
        _campaign(document, at, held) for at, held in document.objects(content, "campaigns", "")
    )
    _no_campaign_twice(document, [campaign.campaign for campaign in campaigns])
    draws = tuple(_draw(document, at, held) for at, held in document.objects(content, "draws", ""))
    opened = tuple(_opening(document, at, held) for at, held in document.objects(content, "openings", ""))
    stated = _stated(document, content)
    if document.faults:
        raise InputFaults(document.faults)
    return Plan(campaigns=campaigns, draws=draws, openings=opened, stated=stated)


def _campaign(document: Document, at: str, held: dict[str, Any]) -> PlannedCampaign:
    start = document.date(held, "start", at)
    if held.get("start") is None:
        document.missing_or_wrong(held, "start", at, "a date")
    return PlannedCampaign(
        campaign=document.text(held, "campaign", at),
        start=start or _ANY_DAY,
        finish=document.date(held, "finish", at),
        works=tuple(_work(document, path, work) for path, work in document.objects(held, "works", at)),
        cost=document.fen(held, "cost", at),
        by_payer=_amounts(document, held, "by_payer", at),
        by_fund=_amounts(document, held, "by_fund", at),
        due_after_plan=document.fen(held, "due_after_plan", at),
        benefit=document.number(held, "benefit", at),
        disruption=document.number(held, "disruption", at),
    )


def _work(document: Document, at: str, held: dict[str, Any]) -> PlannedWork:
    return PlannedWork(
        work=document.text(held, "work", at),
        start=document.date(held, "start", at),
        finish=document.date(held, "finish", at),
        cost=document.fen(held, "cost", at),
    )


def _draw(document: Document, at: str, held: dict[str, Any]) -> Draw:
    amount = document.fen(held, "amount", at)
    if held.get("amount") is None:
        document.missing_or_wrong(held, "amount", at, "a number")
    return Draw(
        fund=document.text(held, "fund", at),
        claim_group=document.text(held, "claim_group", at),
        campaign=document.text(held, "campaign", at),
        year=document.whole(held, "year", at, 1, 9999),
        amount=amount or 0,
    )


def _opening(document: Document, at: str, held: dict[str, Any]) -> Opening:
    """Return an opening; one that does not say of what site is a ground's."""
    start = document.date(held, "start", at)
    if held.get("start") is None:
        document.missing_or_wrong(held, "start", at, "a date")
    return Opening(
        kind="ground" if held.get("site") is None else document.text(held, "site", at),
        name=document.text(held, "ground", at),
        start=start or _ANY_DAY,
        cost=document.fen(held, "cost", at),
        campaign=document.text(held, "campaign", at) if held.get("campaign") else "",
    )


def _amounts(document: Document, held: dict[str, Any], key: str, at: str) -> Mapping[str, int] | None:
    amounts = document.group(held, key, at)
    if amounts is None:
        return None
    fen = {name: document.fen(amounts, name, f"{at}.{key}") for name in amounts}
    return {name: amount for name, amount in fen.items() if amount is not None}


def _no_campaign_twice(document: Document, keys: list[str]) -> None:
    first: dict[str, int] = {}
    for i, key in enumerate(keys):
        if key and first.setdefault(key, i) != i:
            said = Said(
                "campaign_twice",
                f"The campaign stands already at campaigns[{first[key]}].",
                f"该批次已列于 campaigns[{first[key]}]。",
                "Keep one of the two.",
                "请只保留一个。",
            )
            document.fault(f"campaigns[{i}].campaign", key, said)


def _stated(document: Document, content: dict[str, Any]) -> dict[str, Any]:
    """Return all else that the file states, numbers as they are."""
    for key in OBJECTS:
        document.group(content, key, "")
    for key in LISTS:
        document.objects(content, key, "")
    others = {key: value for key, value in content.items() if key not in ("campaigns", "draws", "openings")}
    plain: dict[str, Any] = _plain(others)
    return plain


def _plain(value: Any) -> Any:
    """Return a value of the file with decimals as floats."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_plain(held) for held in value]
    return value
