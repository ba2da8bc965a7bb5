"""Networks of works with crews: PSPLIB's ``.sm`` and Patterson's ``.rcp``, also with reservoirs.

Activities are numbered from 1 in the files and from 0 in what is read. Both formats give each activity one
mode only; PSPLIB's files with several modes (``.mm``) are refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.published.order import in_order
from benchmarks.published.values import Activity, Network, WrongInstanceError
from benchmarks.published.words import Words, text_of, whole

if TYPE_CHECKING:
    from pathlib import Path

MOST_ACTIVITIES = 100_000
_COUNTS = re.compile(r"^\s*(jobs|- renewable|- nonrenewable|- doubly constrained)[^:]*:\s*(\S+)")


def read_psplib(path: Path) -> Network:
    """Return the network in a ``.sm`` file; raises WrongInstanceError where it is none."""
    lines = text_of(path).splitlines()
    counts = {}
    for at, text in enumerate(lines, 1):
        head = _COUNTS.match(text)
        if head:
            counts[head[1]] = whole(path, at, head[2], head[1], 0, MOST_ACTIVITIES)
    jobs, crews = counts.get("jobs", 0), counts.get("- renewable", 0)
    if not jobs:
        raise WrongInstanceError(path, None, "does not say how many jobs there are ('jobs … :  32')")
    if counts.get("- nonrenewable") or counts.get("- doubly constrained"):
        raise WrongInstanceError(path, None, "has resources that are not renewable; only crews are read")
    successors: list[tuple[int, ...]] = []
    words = _below(path, lines, "PRECEDENCE RELATIONS", 1)
    for job in range(1, jobs + 1):
        _numbered(words, job)
        words.whole("the number of modes (one only)", 1, 1)
        count = words.whole("the number of successors", 0, jobs)
        successors.append(tuple(words.whole("a successor", 1, jobs) - 1 for _ in range(count)))
    words.end()
    words = _below(path, lines, "REQUESTS/DURATIONS", 1)
    activities = []
    for job in range(1, jobs + 1):
        _numbered(words, job)
        words.whole("the mode (one only)", 1, 1)
        duration = words.whole("the duration")
        demands = tuple(words.whole("a demand") for _ in range(crews))
        activities.append(Activity(duration=duration, demands=demands, successors=successors[job - 1]))
    words.end()
    words = _below(path, lines, "RESOURCEAVAILABILITIES", 1)
    there = tuple(words.whole("an availability") for _ in range(crews))
    words.end()
    return _checked(path, Network(name=path.stem, activities=tuple(activities), crews=there))


def _numbered(words: Words, job: int) -> None:
    line, found = words.line, words.whole("the job's number", 1, MOST_ACTIVITIES)
    if found != job:
        raise WrongInstanceError(words.path, line, f"job {job} is next, not {found}")


def _below(path: Path, lines: list[str], head: str, titles: int) -> Words:
    """Return the words between a head's lines of titles and the next line of asterisks."""
    first = next((at for at, text in enumerate(lines) if text.strip().upper().startswith(head)), None)
    if first is None:
        raise WrongInstanceError(path, None, f"has no {head}")
    begin = first + 1 + titles
    end = next((at for at in range(begin, len(lines)) if lines[at].startswith("***")), len(lines))
    held = [text if not text.startswith("---") else "" for text in lines[begin:end]]
    return Words(path, "\n" * begin + "\n".join(held))


def read_patterson(path: Path) -> Network:
    """Return the network in a ``.rcp`` file; raises WrongInstanceError where it is none.

    The first line has two counts, activities and crews; with a third, reservoirs, each activity's demands are
    followed by pairs of what it takes at its start and gives back at its end. What the first and the last
    activity are said to take and give is ignored, as the authors ask.
    """
    text = text_of(path)
    first = next((line.split() for line in text.splitlines() if line.strip()), [])
    words = Words(path, text)
    count = words.whole("the number of activities", 1, MOST_ACTIVITIES)
    crews = words.whole("the number of crews", 0, 1000)
    stocks = words.whole("the number of reservoirs", 0, 1000) if len(first) == 3 else 0
    if len(first) not in (2, 3):
        raise WrongInstanceError(path, 1, "the first line counts activities and crews (and reservoirs)")
    there = tuple(words.whole("an availability") for _ in range(crews))
    stock = tuple(words.whole("a stock") for _ in range(stocks))
    activities = []
    for number in range(count):
        duration = words.whole("the duration")
        demands = tuple(words.whole("a demand") for _ in range(crews))
        pairs = [(words.whole("what is taken"), words.whole("what is given")) for _ in range(stocks)]
        inner = 0 < number < count - 1
        after = words.whole("the number of successors", 0, count)
        activities.append(
            Activity(
                duration=duration,
                demands=demands,
                successors=tuple(words.whole("a successor", 1, count) - 1 for _ in range(after)),
                taken=tuple(taken * inner for taken, _ in pairs),
                given=tuple(given * inner for _, given in pairs),
            )
        )
    words.end()
    return _checked(
        path, Network(name=path.stem, activities=tuple(activities), crews=there, reservoirs=stock)
    )


def _checked(path: Path, network: Network) -> Network:
    """Return a network in which nothing precedes itself and no activity wants more crews than there are."""
    if len(in_order([activity.successors for activity in network.activities])) < len(network.activities):
        raise WrongInstanceError(path, None, "activities precede each other in a circle")
    for number, activity in enumerate(network.activities, 1):
        if any(wanted > there for wanted, there in zip(activity.demands, network.crews, strict=True)):
            raise WrongInstanceError(path, None, f"activity {number} wants more crews than there are")
    return network
