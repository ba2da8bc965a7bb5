"""Rules: what may start, and with which works."""

from __future__ import annotations

from solvers.rules import giving, starts
from solvers.rules.rule import Rule

STARTS: tuple[Rule, ...] = (
    Rule(
        name="start_once",
        sentence="Each campaign starts at most once; one that must start, exactly once.",
        sentence_zh="每个批次最多开工一次；必须实施的恰好一次。",
        unit="start",
        rows=starts.start_once,
        gives=giving.starts,
    ),
    Rule(
        name="works_ride",
        sentence="An optional work is done in its campaign's opening or not at all.",
        sentence_zh="选做项只能随本批次一并实施，否则不做。",
        unit="work",
        rows=starts.works_ride,
    ),
    Rule(
        name="alternatives",
        sentence="Of works that exclude each other at most one is done; exactly one where one is required.",
        sentence_zh="互斥方案至多选一；其中有必改项时恰选其一。",
        unit="work",
        rows=starts.alternatives,
    ),
    Rule(
        name="modes",
        sentence="Of the modes of a place at most one starts; exactly one where the place must.",
        sentence_zh="同一地点的改造方式至多选一；必须实施的恰选其一。",
        unit="start",
        is_on=lambda programme: bool(programme.mode_sets),
        rows=starts.modes,
        gives=giving.of_modes,
    ),
    Rule(
        name="all_buildings",
        sentence="Works of one type at several buildings are done at all of them or at none.",
        sentence_zh="同一内容分楼栋实施的，全部实施或全部不实施。",
        unit="work",
        is_on=starts.all_buildings_on,
        rows=starts.all_buildings,
    ),
)
