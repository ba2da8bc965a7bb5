"""The commands of what-ifs and of cases; each command's own module is imported only when it runs."""

from __future__ import annotations

from typing import Any

import click

from planner.command.options import (
    Number,
    executor_options,
    gap_option,
    json_option,
    lang_option,
    out_option,
    seconds_option,
    seed_option,
)


@click.command("what-ifs")
@click.argument("programme")
@click.option(
    "--resolved",
    multiple=True,
    metavar="WHATIF",
    help="Show every value that they change, from what to what; A+B stacks.",
)
@out_option("Write the tables of the programme that --resolved gives.")
@seed_option
@json_option
@lang_option
def what_ifs(programme: str, **options: Any) -> int:
    """List the what-ifs that PROGRAMME has by name, and what each changes."""
    from planner.command.what_ifs import Wanted, show_what_ifs

    return show_what_ifs(programme, Wanted(**options))


@click.command("compare")
@click.argument("programme")
@click.argument("what_ifs", metavar="WHATIF...", nargs=-1)
@click.option(
    "--grid",
    "grids",
    multiple=True,
    metavar="KEY=A:B:STEP",
    help="One value at several levels, such as funds.city.2023.limit=0:200000000:20000000.",
)
@click.option(
    "--samples",
    type=click.IntRange(0, 100_000),
    default=0,
    help="Cases that each WHATIF with amounts by chance becomes.",
)
@click.option(
    "--by",
    default="aim,cost,disruption",
    show_default=True,
    metavar="MEASURES",
    help="Measures in which cases compete: one that is no better in any and worse in some is dominated.",
)
@click.option(
    "--pareto",
    metavar="MEASURES",
    help="The plans of the base that trade two or three measures off, such as aim,disruption.",
)
@click.option(
    "--points",
    type=click.IntRange(2, 200),
    help="Levels of each further measure of --pareto; by default 7, or 4 of three measures.",
)
@click.option(
    "--tipping",
    multiple=True,
    metavar="KEY=A:B[:STEP]",
    help="From which value on the plan's first years must change, such as settings.prices.growth=0:8%.",
)
@click.option(
    "--first-years",
    type=click.IntRange(1, 30),
    default=1,
    show_default=True,
    help="Years of the plan that --tipping holds.",
)
@click.option("--priority-list", is_flag=True, help="Rank estates so that any budget funds a prefix.")
@click.option(
    "--robust",
    is_flag=True,
    help="Plan first years for all futures, and tell each plan's regret.",
)
@click.option(
    "--held-years",
    type=click.IntRange(0, 50),
    default=1,
    show_default=True,
    help="Years decided before it is known which future comes, with --robust.",
)
@click.option(
    "--threshold", type=Number(), metavar="X", help="Worth in aim units that is enough, with --robust."
)
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="CASE=W",
    help="How much a future counts, with --robust; 1 where nothing is said.",
)
@click.option(
    "--explain",
    multiple=True,
    metavar="CASE",
    help="Name the rules in conflict of a case that no plan can meet; some 15 s for a district's.",
)
@click.option("--engine", default="auto", show_default=True, help="As in renewal plan.")
@gap_option("Gap at which each may stop.")
@seconds_option("Time of each case.")
@click.option(
    "--replications",
    type=click.IntRange(0, 4096),
    default=0,
    show_default=True,
    help="Times that each case's plan is played forward under the same chance; 64 tell most.",
)
@seed_option
@executor_options("Where cases are solved: serial, processes, dask:ADDRESS; auto is whichever is worth it.")
@click.option(
    "--store", metavar="FILE", help="Keep results in FILE as they are found, and take from it what is there."
)
@out_option("Folder of the results; by default ./PROGRAMME-comparison.")
@json_option
@lang_option
def compare(programme: str, what_ifs: tuple[str, ...], **options: Any) -> int:
    """Plan PROGRAMME under each WHATIF (a file or a name; A+B stacks) and compare with the base."""
    from planner.command.comparing import Wanted, compare_cases

    return compare_cases(programme, what_ifs, Wanted(**options))


@click.command("study")
@click.argument("store")
@click.option("--resume", is_flag=True, help="Solve what is missing, and write the comparison.")
@click.option("--number", type=click.IntRange(1), help="Which study; by default the last.")
@click.option(
    "--programme",
    metavar="PATH",
    help="The programme itself, where it has rows of households: none are kept.",
)
@click.option(
    "--explain",
    multiple=True,
    metavar="CASE",
    help="As in renewal compare, with --resume: beside what the study was asked.",
)
@executor_options("As in renewal compare.")
@out_option("Folder of the results; by default ./PROGRAMME-comparison.")
@json_option
@lang_option
def study(store: str, **options: Any) -> int:
    """Show what is in STORE, a file that renewal compare --store has written, or finish it."""
    from planner.command.stored import Wanted, study_in

    return study_in(store, Wanted(**options))
