"""How a command ends: exit statuses, and errors in sentences."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from planner.command.language import language
from planner.command.status import BAD_INPUT, BROKEN, DONE, NO_PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


def ended(command: click.Command) -> int:
    """Run the command line; return its exit status. No traceback is shown without ``--debug``."""
    debug = "--debug" in sys.argv[1:]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        status = command.main(standalone_mode=False)
    except click.exceptions.Exit as leave:
        return int(leave.exit_code)
    except click.ClickException as error:
        from planner.command.usage import show_usage

        show_usage(error, language(_asked()))
        return BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        click.echo(_said("Interrupted; nothing was written.", "已中断，未写入任何文件。"), err=True)
        return NO_PLAN
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except Exception as error:
        if debug:
            raise
        return _unexpected(error)
    return status if isinstance(status, int) else DONE


def _unexpected(error: Exception) -> int:
    if type(error).__name__ == "InputFaults":
        from planner.command.lists import show_faults

        show_faults(error.faults, language(_asked()))  # type: ignore[attr-defined]
        return BAD_INPUT
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, OSError):
        click.echo(_refused(error), err=True)
        return BROKEN
    text = _said(
        "Something unexpected went wrong: {what}. Run again with --debug after `renewal` to see where.",
        "发生意外错误：{what}。在 renewal 之后加 --debug 重新运行可查看位置。",
    )
    click.echo(text.format(what=what), err=True)
    return BROKEN


def _refused(error: OSError) -> str:
    """Return what the system refused, and why."""
    from planner.report.files import NotWritten
    from planner.words import words
    from scenarios.tables.refusal import refusal

    t = words(language(_asked()))
    if isinstance(error, NotWritten):
        return error.sentence(t)
    file, why = error.filename, refusal(error).told(t.lang)
    return f"{file}: {why}" if file else why


def _said(en: str, zh: str) -> str:
    return zh if language(_asked()) == "zh" else en


def _asked() -> str | None:
    words = " ".join(sys.argv[1:]).replace("--lang=", "--lang ").split()
    return next((words[k + 1] for k, word in enumerate(words[:-1]) if word == "--lang"), None)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Take no notice of Ctrl-C or a request to end: a plan in hand is written."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> Any:
    raise KeyboardInterrupt
