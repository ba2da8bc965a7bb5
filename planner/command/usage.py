"""What is wrong with how a command was called, in Chinese: click speaks English only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from planner.words import words

if TYPE_CHECKING:
    from planner.words import Words


def show_usage(error: click.ClickException, lang: str) -> None:
    """Print an error of click's on stderr: what to call, where help is, what is wrong."""
    if lang != "zh" or not isinstance(error, click.UsageError):
        error.show()
        return
    t = words(lang)
    if error.ctx is not None:
        click.echo(_usage(error.ctx, t), err=True)
        click.echo(t("Try '{command} --help' for help.", command=error.ctx.command_path) + "\n", err=True)
    click.echo(t("Error: {message}", message=_message(error, t)), err=True)


def _usage(ctx: click.Context, t: Words) -> str:
    """Return how the command is called."""
    asked = " ".join(ctx.command.collect_usage_pieces(ctx))
    for piece, spoken in (
        ("[OPTIONS]", t("[OPTIONS]")),
        ("COMMAND [ARGS]...", t("COMMAND [ARGS]...")),
    ):
        asked = asked.replace(piece, spoken)
    return t("Usage: {command} {pieces}", command=ctx.command_path, pieces=asked)


def _message(error: click.UsageError, t: Words) -> str:
    """Return what is wrong; sentences of our own are in the right language as they are."""
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities
        told = t("There is no option {name}.", name=error.option_name)
        return told + (t(" Did you mean {near}?", near=t.pick(", ", "、").join(near)) if near else "")
    if isinstance(error, click.BadOptionUsage):
        return t("The option {name} needs a value.", name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return t("{name} is missing.", name=error.param.get_error_hint(error.ctx).strip("'"))
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.get_error_hint(error.ctx).strip("'")
        return t("{name} does not fit: {expected}.", name=name, expected=_expected(error.param.type, t))
    if error.message.startswith("Got unexpected extra argument"):
        more = error.message.partition("(")[2].rpartition(")")[0]
        return t("There is more than the command takes: {more}.", more=more)
    if error.message.startswith("No such command"):
        name = error.message.split("'")[1]
        return t("There is no command {name}.", name=name)
    return error.format_message()


def _expected(kind: click.ParamType[Any], t: Words) -> str:
    """Return what a parameter of a kind has to be."""
    if isinstance(kind, click.Choice):
        return t("give one of {choices}", choices=t.pick(", ", "、").join(map(str, kind.choices)))
    whole = isinstance(kind, click.IntRange) or kind is click.INT
    if not isinstance(kind, click.IntRange | click.FloatRange):
        return t("give a whole number") if whole else t("give another value")
    limits = []
    if kind.min is not None:
        limits.append((">" if kind.min_open else "≥") + f" {kind.min:.10g}")
    if kind.max is not None:
        limits.append(("<" if kind.max_open else "≤") + f" {kind.max:.10g}")
    if not limits:
        return t("give a whole number") if whole else t("give a number")
    said = t.pick(", ", "，").join(limits)
    return (
        t("give a whole number {limits}", limits=said) if whole else t("give a number {limits}", limits=said)
    )
