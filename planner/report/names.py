"""What campaigns are called: their place's name, and their own word where a place has several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.words import mark

if TYPE_CHECKING:
    from planner.words import Words
    from scenarios.model.programme import Programme

PARTS = {
    "micro": mark("minor works"),
    "微改造": mark("minor works"),
    "comprehensive": mark("comprehensive renovation"),
    "综合整治": mark("comprehensive renovation"),
    "rebuild": mark("rebuilding"),
    "拆除重建": mark("rebuilding"),
    "buildings": mark("stage of buildings"),
    "ground": mark("stage of ground"),
}
"""Words of campaigns that the settings know by default; a bureau's own words stay as they are."""


def part_label(word: str, t: Words) -> str:
    """Return what a campaign's own word is called."""
    return t(PARTS[word]) if word in PARTS else word


def place_name(programme: Programme, campaign: int) -> str:
    """Return the name of a campaign's place: the estate's or asset's name, the zone's own word."""
    known = programme.campaigns
    if known.estate[campaign] >= 0:
        return str(programme.estates.name[known.estate[campaign]])
    if known.place_kind[campaign] == "asset":
        row = list(programme.assets.id).index(known.place[campaign])
        return str(programme.assets.name[row]) or str(known.place[campaign])
    return str(known.place[campaign])


def campaign_names(programme: Programme, t: Words) -> dict[str, str]:
    """Return what each campaign is called, by its key."""
    return {
        str(key): f"{place_name(programme, c)} {part_label(str(key).partition('/')[2], t)}".rstrip()
        for c, key in enumerate(programme.campaigns.key)
    }
