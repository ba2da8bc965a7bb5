"""The line that shows how far the solver is."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from rich.console import Console

from planner.report.outcome.progress import PlayedLine
from planner.report.progress import ProgressLine
from solvers.construction.answers import Reading, Stop
from solvers.construction.answers.outcome import Precise


@dataclass(frozen=True)
class Told:
    seconds: float = 0.0
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    message: str = ""


def test_the_line_before_and_after_the_first_news() -> None:
    progress = ProgressLine("en")
    began = progress._began
    assert progress.line(began + 65) == "1:05  building the program"
    progress(Told(12.0, None, 5_916_249.3))
    assert progress.line(progress._heard + 1) == "0:13  best plan not yet  bound 5,916,249.3"
    progress(Told(20.0, 5_914_173.0, 5_916_249.3, 0.000351, "round 3"))
    assert (
        progress.line(progress._heard)
        == "0:20  best plan 5,914,173.0  bound 5,916,249.3  gap 0.04 %  round 3"
    )


def test_it_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine("zh") as progress:
        progress(Told(1.0, 1.0, 2.0, 0.5))
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_in_a_terminal_it_is_shown_and_taken_away() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=60, color_system=None, legacy_windows=False)
    with ProgressLine("zh", console) as progress:
        progress(Told(3.0, 10.0, 11.0, 0.1, "a very long message " * 9))
        assert progress._live is not None
        progress._live.refresh()
    assert "当前最好方案 10.0" in file.getvalue()
    assert progress._live is None
    assert file.getvalue().endswith("\x1b[2K"), "the line is wiped at the end"


def test_the_line_of_a_play_tells_the_least_exact_output() -> None:
    def output(name: str, relative: float | None) -> Precise:
        return Precise(name=name, reading=Reading(value=1.0, half_width=relative), relative=relative)

    def stop(*outputs: Precise) -> Stop:
        return Stop(
            target=0.01, replications=1408, blocks=11, met=False, last="", method="blocks", headline=outputs
        )

    line = PlayedLine("en")
    assert "making the plan ready" in line.line(0.0)
    line(stop(output("finish_p80", 0.021), output("cost_p80", 0.013)))
    assert "1,408 replications  P80 of the finish ± 2.10 %  asked: ± 1.00 %" in line.line(0.0)
    line(stop(output("finish_p80", 0.004), output("cost_p80", None)))
    assert "P80 of the cost not known yet" in line.line(0.0)
    line.doing("answering")
    assert line.line(0.0).endswith("answering")
    assert "推演 1,408 次" in _told("zh", stop(output("finish_p80", 0.02)))


def _told(lang: str, stop: Stop) -> str:
    line = PlayedLine(lang)
    line(stop)
    return line.line(0.0)
