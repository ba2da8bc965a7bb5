"""The store of studies: what was asked, and every result as it is found, in one file."""

from __future__ import annotations

import dataclasses
import datetime
import getpass
import importlib.metadata
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from planner.study.solved import Planned
from planner.study.store.file import StoreError, opened, told, understood
from planner.study.store.parts import Parts
from planner.study.store.solves import solve_from, solve_told
from planner.study.store.texts import packed_arrays, packed_json, unpacked_arrays, unpacked_json
from planner.study.store.what_ifs import case_told, changes_from, what_if_from
from scenarios.tables.door import BEHIND_THE_DOOR
from solvers.cases.case import Case, Options
from solvers.cases.played import Plays, played_from
from solvers.engines.answer import Status
from solvers.search.warm import warm_arrays, warm_from

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from scenarios.model.programme import Programme
    from solvers.cases.played import Played

_WARM = "warm"


class Store:
    """A store's file, in use by this process alone as long as a ``with`` block lasts."""

    def __init__(self, path: str | Path, *, new: bool = True) -> None:
        """Keep where it is; ``new`` says whether it may be made."""
        self.path, self._new = Path(path), new
        self._file: sqlite3.Connection

    def __enter__(self) -> Self:
        """Open the file; raises StoreError where it is no store, or in use."""
        self._file = opened(self.path, new=self._new)
        self._parts = Parts(self._file)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def begun(
        self,
        cases: Sequence[Case],
        options: Options,
        replications: int = 0,
        called: str = "",
        asked: Mapping[str, Any] | None = None,
    ) -> Kept:
        """Write down a study of cases, and return where its results are kept; ``called`` is its name.

        ``asked`` is what is asked of it beyond its cases, as JSON holds it; None: nothing.
        """
        if cases[0].programme.expected is not None:
            raise StoreError(
                "A programme that holds what plays say of starts is not kept.",
                "含有模拟反馈的计划不能存入存储。",
            )
        with told(self.path), self._file:
            self._file.execute("BEGIN")
            number = self._study(options, replications, called or _called(cases[0].programme))
            self._file.execute("INSERT INTO asked VALUES (?,?)", (number, json.dumps(dict(asked or {}))))
            for place, case in enumerate(cases):
                programme = self._parts.keep(case.programme)
                row = (number, place, case.name, case.name_zh, case.fingerprint, case.same_as, programme)
                content = packed_json(case_told(case))
                self._file.execute("INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,NULL)", (*row, content))
        plays = _plays(cases, replications)
        return Kept(self.path, self._file, self._parts, number, plays)

    def _study(self, options: Options, replications: int, called: str) -> int:
        version = importlib.metadata.version("estate-renewal")
        row = (called, json.dumps(dataclasses.asdict(options)), replications, version, _now(), _who())
        found = self._file.execute(
            "INSERT INTO studies (called, options, replications, version, began, who) VALUES (?,?,?,?,?,?)",
            row,
        )
        assert found.lastrowid is not None
        return found.lastrowid

    def asked(self, study: int) -> dict[str, Any]:
        """Return what was asked of a study beyond its cases; empty where it was nothing."""
        with understood(self.path):
            row = self._file.execute("SELECT content FROM asked WHERE study = ?", (study,)).fetchone()
            found = {} if row is None else json.loads(row[0])
            if not isinstance(found, dict):
                raise TypeError("what was asked is no object")
            return found

    def studies(self) -> list[dict[str, Any]]:
        """Return every study: what was asked, by whom and when, and its cases with what is known of them."""
        with understood(self.path):
            rows = self._file.execute(f"SELECT {', '.join(_STUDY)} FROM studies ORDER BY number").fetchall()
            return [
                {
                    **dict(zip(_STUDY, row, strict=True)),
                    "options": json.loads(row[2]),
                    "cases": self._cases_told(row[0]),
                }
                for row in rows
            ]

    def _cases_told(self, study: int) -> list[dict[str, Any]]:
        names = ("status", "gap", "seconds", "repeatable", "interrupted", "solved", "who")
        found = self._file.execute(
            f"SELECT c.name, c.name_zh, c.same_as, {', '.join(f'r.{name}' for name in names)} FROM cases c "
            "LEFT JOIN results r ON r.number = c.result WHERE c.study = ? ORDER BY c.number",
            (study,),
        ).fetchall()
        keys = ("name", "name_zh", "same_as", *names)
        cases = [dict(zip(keys, row, strict=True)) for row in found]
        by_name = {case["name"]: case for case in cases}
        for case in cases:
            if case["same_as"]:
                case.update({name: by_name[case["same_as"]][name] for name in names})
            for name in ("repeatable", "interrupted"):
                case[name] = None if case[name] is None else bool(case[name])
            case["open"] = is_open(case["status"], case["interrupted"])
            case["same_as"] = case["same_as"] or None
        return cases

    def cases(self, study: int, given: Programme | None = None) -> tuple[tuple[Case, ...], Options]:
        """Return the cases of a study as they were asked, and the options.

        ``given`` is its base's programme, which is needed where it has rows of households: these are not
        kept. Raises StoreError where it is missing where it is needed, or another, or the study is not there.
        """
        with understood(self.path):
            row = self._file.execute("SELECT options FROM studies WHERE number = ?", (study,)).fetchone()
            if row is None:
                raise _no_study(self.path, study)
            rows = self._file.execute(
                "SELECT name, name_zh, fingerprint, same_as, programme, content FROM cases "
                "WHERE study = ? ORDER BY number",
                (study,),
            ).fetchall()
            cases = tuple(self._case(row, given) for row in rows)
            options = Options(**json.loads(row[0]))
            begun = self._parts.fingerprint(rows[0][4])
            if any(one.fingerprint != begun for one in (cases[0].programme, given or cases[0].programme)):
                raise _another(self.path)
        return cases, options

    def _case(self, row: tuple[Any, ...], given: Programme | None) -> Case:
        name, name_zh, fingerprint, same_as, digest, content = row
        withheld = None
        if given is not None:
            withheld = {kind.NAME.name: getattr(given, kind.NAME.name) for kind in BEHIND_THE_DOOR}
        programme = self._parts.programme(digest, withheld)
        if programme is None:
            raise _households(self.path)
        held = unpacked_json(content)
        return Case(
            name=name,
            name_zh=name_zh,
            what_ifs=tuple(what_if_from(one) for one in held["what_ifs"]),
            programme=programme,
            changes=changes_from(held["changes"]),
            fingerprint=fingerprint,
            same_as=same_as,
        )

    def resumed(self, study: int, cases: Sequence[Case], replications: int) -> Kept:
        """Return where the results of a study are kept that was begun earlier."""
        plays = _plays(cases, replications)
        return Kept(self.path, self._file, self._parts, study, plays, resumed=True)


def is_open(status: str | None, interrupted: object) -> bool:
    """Say whether a case has still to be solved: it was not, or a hand interrupted it, or it failed."""
    return status is None or bool(interrupted) or status == Status.FAILED


class Kept:
    """The results of one study in a store; see planner.study.study.Keeper."""

    def __init__(
        self,
        path: Path,
        file: sqlite3.Connection,
        parts: Parts,
        study: int,
        plays: Plays,
        *,
        resumed: bool = False,
    ) -> None:
        """Keep the file, which study it is, and how often plans are played with which seed."""
        self._plays = plays
        self._path, self._file, self._parts, self._study = path, file, parts, study
        self._resumed = resumed
        self._rows: dict[int, int] = {}

    def known(self, number: int, case: Case, beginning: str) -> Planned | None:
        """Return what is known of a case from what it begins from; None where it has to be solved.

        Only what comes out the same each time is taken over from other studies; a study that is resumed keeps
        its own results also where time stopped them.
        """
        with understood(self._path):
            row = self._own(number, case, beginning) if self._resumed else None
            row = (
                row
                or self._file.execute(
                    f"SELECT {_RESULT} FROM results r WHERE fingerprint = ? AND beginning = ? AND repeatable "
                    "AND NOT interrupted AND status <> 'FAILED' ORDER BY number LIMIT 1",
                    (case.fingerprint, beginning),
                ).fetchone()
            )
            if row is None:
                return None
            result, status, content, leaves = row
            solve = solve_from(unpacked_json(content))
            if leaves is not None:
                warm = warm_from(unpacked_arrays(self._parts.bytes_of(leaves)))
                solve = dataclasses.replace(solve, warm=warm)
            self._rows[number] = result
            return Planned(case=case, status=Status(status), solve=solve, played=self._played(result))

    def _played(self, result: int) -> Played | None:
        row = self._file.execute(
            "SELECT content FROM outcomes WHERE result = ? AND seed = ? AND replications = ?",
            (result, self._plays.seed, self._plays.replications),
        ).fetchone()
        return None if row is None else played_from(unpacked_arrays(row[0]))

    def _own(self, number: int, case: Case, beginning: str) -> tuple[Any, ...] | None:
        """Return the result that this very study has of a case."""
        row: tuple[Any, ...] | None = self._file.execute(
            f"SELECT {_RESULT} FROM cases c JOIN results r ON r.number = c.result WHERE c.study = ? AND "
            "c.number = ? AND r.fingerprint = ? AND r.beginning = ? AND NOT r.interrupted "
            "AND r.status <> 'FAILED'",
            (self._study, number, case.fingerprint, beginning),
        ).fetchone()
        return row

    def keep(self, number: int, found: Planned, beginning: str) -> None:
        """Write down what was found of a case, or was played of what ``known`` returned."""
        with told(self._path), self._file:
            self._file.execute("BEGIN")
            result = self._rows.get(number)
            if result is None:
                result = self._written(found, beginning)
            row = (result, self._study, number)
            self._file.execute("UPDATE cases SET result = ? WHERE study = ? AND number = ?", row)
            if found.played is not None:
                held = (found.played.seed, found.played.replications, _now())
                self._file.execute(
                    "INSERT OR IGNORE INTO outcomes VALUES (?,?,?,?,?)",
                    (result, *held, packed_arrays(found.played.as_arrays())),
                )

    def _written(self, found: Planned, beginning: str) -> int:
        solve, leaves = found.solve, None
        if solve.warm is not None:
            leaves = self._parts.keep_bytes(_WARM, packed_arrays(warm_arrays(solve.warm)))
        case = (found.case.fingerprint, beginning, str(found.status))
        told_ = (solve.gap, solve.seconds, solve.repeatable, solve.interrupted, _now(), _who())
        done = self._file.execute(
            "INSERT INTO results (fingerprint, beginning, status, gap, seconds, repeatable, interrupted, "
            "solved, who, content, leaves) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (*case, *told_, packed_json(solve_told(solve)), leaves),
        )
        assert done.lastrowid is not None
        return done.lastrowid


_STUDY = ("number", "called", "options", "replications", "version", "began", "who")
_RESULT = "r.number, r.status, r.content, r.leaves"


def _plays(cases: Sequence[Case], replications: int) -> Plays:
    return Plays(replications=replications, seed=cases[0].programme.settings.construction.seed)


def _called(programme: Programme) -> str:
    return Path(programme.source).stem or programme.settings.name or "programme"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _who() -> str | None:
    """Return who is at work, None where that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def _no_study(path: Path, number: int) -> StoreError:
    return StoreError(f"The store '{path}' has no study {number}.", f"存储“{path}”中没有研究 {number}。")


def _another(path: Path) -> StoreError:
    return StoreError(
        f"What was given is another programme than that of the study in '{path}'.",
        f"所给的计划与存储“{path}”中该研究的计划不同。",
    )


def _households(path: Path) -> StoreError:
    return StoreError(
        f"The programme has rows of households, which '{path}' does not keep: give it with --programme.",
        f"该计划含住户问卷，存储“{path}”不保存这类数据：请用 --programme 给出原计划。",
    )
