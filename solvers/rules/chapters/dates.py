"""Rules: what closes dates."""

from __future__ import annotations

from solvers.rules import ready, windows
from solvers.rules.rule import Rule, switch

DATES: tuple[Rule, ...] = (
    Rule(
        name="pinned",
        sentence="A pinned campaign starts in its period.",
        sentence_zh="锁定的批次在指定时段开工。",
        window=windows.pinned,
    ),
    Rule(
        name="earliest_latest",
        sentence="No campaign starts before its earliest or after its latest day.",
        sentence_zh="不早于最早、不晚于最迟开工日。",
        window=windows.earliest_latest,
    ),
    Rule(
        name="moratorium",
        sentence="A place renovated lately is not opened again within the moratorium.",
        sentence_zh="近年改造过的地点在禁止重复开挖期内不再开工。",
        is_on=switch("moratorium"),
        window=windows.moratorium,
    ),
    Rule(
        name="outside_dates",
        sentence="Works that wait for another agency's project or a shared asset start after it is ready.",
        sentence_zh="受外部工程或共用设施制约的内容在其完工后开工。",
        is_on=switch("outside_dates"),
        window=windows.outside_dates,
    ),
    Rule(
        name="consent",
        sentence="Works that residents must vote on start after a vote that passes.",
        sentence_zh="须经业主表决的内容在表决通过后开工。",
        is_on=switch("consent"),
        window=windows.consent,
    ),
    Rule(
        name="readiness",
        sentence="No campaign starts before survey, design, publicity, approval and tender can be done.",
        sentence_zh="摸底、设计、公示、批复、招标完成后方可开工。",
        is_on=switch("readiness"),
        window=ready.readiness,
    ),
    Rule(
        name="agreements",
        sentence="Works start once the agreements with third parties that they need are reached.",
        sentence_zh="须有第三方协议的内容在协议达成后开工。",
        is_on=ready.agreements_on,
        window=ready.agreements,
    ),
    Rule(
        name="harder_later",
        sentence="Hard works start no earlier than their day.",
        sentence_zh="难度大的内容不早于规定日期开工。",
        is_on=switch("harder_later"),
        window=ready.harder_later,
    ),
    Rule(
        name="exclusions",
        sentence="Dangerous houses and demolition lists take no part; heritage ground waits for its permit.",
        sentence_zh="危房与征收小区不纳入改造；文保地块取得许可后方可开挖。",
        is_on=switch("exclusions"),
        window=ready.exclusions,
    ),
)
