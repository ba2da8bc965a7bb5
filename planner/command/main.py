"""``renewal`` and its commands; each command's own module is imported only when it runs."""

from __future__ import annotations

import sys
from typing import Any

import click

from planner.command.ending import ended
from planner.command.of_cases import compare, study, what_ifs
from planner.command.options import (
    Number,
    gap_option,
    json_option,
    lang_option,
    out_option,
    seconds_option,
    seed_option,
    what_if_option,
)


class _Ordered(click.Group):
    """Commands in the order in which they are written, errors in sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Ordered, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="estate-renewal", prog_name="renewal")
@click.option("--debug", is_flag=True, help="Show where in the program an unexpected error arose.")
def renewal(debug: bool) -> None:
    """Plan the phased renovation of old residential estates (城镇老旧小区改造).

    PROGRAMME is a folder of CSV files, a workbook, or the name of a built-in example.
    """


@renewal.command()
@click.argument("folder")
@click.option(
    "--form", type=click.Choice(["csv", "xlsx"]), default="xlsx", show_default=True, help="Kind of files."
)
@lang_option
def new(folder: str, form: str, lang: str | None) -> int:
    """Write blank templates with examples and explanations into FOLDER."""
    from planner.command.given import write_new

    return write_new(folder, form, lang)


@renewal.command()
@click.argument("programme")
@what_if_option
@click.option("--annotate", metavar="OUT.xlsx", help="Return your workbook with the cells marked.")
@json_option
@lang_option
def check(
    programme: str, what_ifs: tuple[str, ...], annotate: str | None, as_json: bool, lang: str | None
) -> int:
    """List every fault and finding of PROGRAMME."""
    from planner.command.checking import check_programme

    return check_programme(programme, what_ifs, annotate, as_json, lang)


@renewal.command()
@json_option
@lang_option
def examples(as_json: bool, lang: str | None) -> int:
    """List the built-in examples."""
    from planner.command.given import list_examples

    return list_examples(as_json, lang)


@renewal.command()
@click.argument("programme")
@what_if_option
@click.option(
    "--engine",
    default="auto",
    show_default=True,
    help="auto (priced for large programs, else highs), priced, highs, pulp, pulp:NAME or greedy.",
)
@gap_option()
@seconds_option("Time to solve; by default 60, and up to 240 more as long as there is no plan.")
@seed_option
@out_option("Folder of the results; by default ./PROGRAMME-plan.")
@click.option(
    "--best-possible",
    is_flag=True,
    help="Always plan: where not every rule can be kept, rules give way by rank, and are listed.",
)
@click.option(
    "--start-from",
    metavar="FILE",
    help="Begin from the plan.warm that an earlier plan left: for a programme changed a little.",
)
@click.option(
    "--confidence",
    type=Number(0, 1, min_open=True, max_open=True),
    metavar="P",
    help="Plan and play construction in turn; dates are promised that hold so often, such as 0.8.",
)
@click.option("--export", metavar="FILE", help="Also write the integer program as FILE.lp or FILE.mps.")
@json_option
@lang_option
def plan(programme: str, **options: Any) -> int:
    """Solve PROGRAMME and write plan.json, plan.xlsx and plan.html."""
    from planner.command.planning import Wanted, plan_programme

    return plan_programme(programme, Wanted(**options))


@renewal.command()
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@what_if_option
@json_option
@lang_option
def audit(programme: str, plan_file: str, what_ifs: tuple[str, ...], as_json: bool, lang: str | None) -> int:
    """Check PLAN (a plan.json) against every rule of PROGRAMME, without solver code."""
    from planner.command.auditing import audit_plan

    return audit_plan(programme, plan_file, what_ifs, as_json, lang)


@renewal.command()
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@what_if_option
@click.option(
    "--rule",
    type=click.Choice(["equal_shares", "greedy_approval", "bureau"]),
    default="greedy_approval",
    show_default=True,
    help="Who chooses: residents by a rule, or the bureau as in PLAN.",
)
@click.option("--write", metavar="FILE", help="Write the what-if that lets the rule decide: give it to plan.")
@json_option
@lang_option
def menus(
    programme: str,
    plan_file: str,
    what_ifs: tuple[str, ...],
    rule: Any,
    write: str | None,
    as_json: bool,
    lang: str | None,
) -> int:
    """Compare the optional works that PLAN chose with what residents' rules would choose."""
    from planner.command.menus import show_menus

    return show_menus(programme, plan_file, what_ifs, rule, write, as_json, lang)


@renewal.command()
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@what_if_option
@click.option(
    "--precision",
    metavar="SHARE",
    help="Play until each headline output is known to ± SHARE of it, such as 1% (the default) or 0.01.",
)
@click.option(
    "--replications", type=click.IntRange(1, 2**20), metavar="N", help="Play N replications instead."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**31 - 1),
    help="Random seed; by default construction.seed of PROGRAMME.",
)
@click.option(
    "--replay",
    "number",
    type=click.IntRange(0, 2**31 - 1),
    metavar="K",
    help="Also tell replication K line by line, and as a timeline; 0 is the one without chance.",
)
@click.option("--against", metavar="PLAN_B", help="Also play another plan of PROGRAMME with the same chance.")
@out_option("Folder of the results; by default that of PLAN.")
@json_option
@lang_option
def simulate(programme: str, plan_file: str, **options: Any) -> int:
    """Play the construction of PLAN forward under chance, and write outcome.json, .xlsx and .html.

    Ctrl-C ends the replications, and what they gave is written.
    """
    from planner.command.simulating import Wanted, simulate_plan

    return simulate_plan(programme, plan_file, Wanted(**options))


@renewal.command()
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@click.argument("estate", required=False)
@click.option("--year", type=int, help="Year wanted; by default the year before its own.")
@click.option("--all", "every", is_flag=True, help="Answer for all estates.")
@click.option("--out", metavar="FILE", help="Write the answers for all estates as JSON.")
@gap_option("Gap within which is verified.")
@click.option("--start-from", metavar="FILE", help="plan.warm of the plan; by default the one beside it.")
@what_if_option
@json_option
@lang_option
def why(programme: str, plan_file: str, estate: str | None, **options: Any) -> int:
    """Say why ESTATE (id or name) starts when it does in PLAN, and what would bring it forward."""
    from planner.command.why import Asked, why_estate

    return why_estate(programme, plan_file, estate, Asked(**options))


@renewal.command()
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@what_if_option
@click.option(
    "--top", type=click.IntRange(0), default=20, show_default=True, help="How many limits are solved again."
)
@seconds_option("Time of each solve; by default 4.")
@json_option
@lang_option
def worth(programme: str, plan_file: str, **options: Any) -> int:
    """Say what one unit more of each limit is worth, and what leaving an estate out of PLAN would lose."""
    from planner.command.worth import Wanted, worth

    return worth(programme, plan_file, Wanted(**options))


@renewal.command("near-best")
@click.argument("programme")
@click.argument("plan_file", metavar="PLAN")
@what_if_option
@click.option("--plans", type=click.IntRange(1, 100), default=5, show_default=True, help="How many plans.")
@click.option(
    "--differ",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="By how many estates each differs from all before it, at least.",
)
@click.option(
    "--within",
    type=Number(0, 1, min_open=True),
    default=0.005,
    show_default=True,
    help="How far its aim may be below the bound, as a share of it.",
)
@click.option(
    "--by",
    type=click.Choice(["estate", "year"]),
    default="estate",
    show_default=True,
    help="What estates differ in: whether they are in the plan, or in which year they start.",
)
@seconds_option("Time of each plan; by default 60.")
@seed_option
@out_option("Write each plan as DIR/plan-N.json.")
@json_option
@lang_option
def near_best(programme: str, plan_file: str, **options: Any) -> int:
    """Find plans nearly as good as the best that differ from PLAN and from each other."""
    from planner.command.worth import Wanted, near_best

    return near_best(programme, plan_file, Wanted(**options))


@renewal.command("priority-list")
@click.argument("programme")
@what_if_option
@click.option(
    "--levels", metavar="SHARES", help="Budgets as shares of the public money; by default 0.2,0.4,0.6,0.8,1."
)
@gap_option()
@seconds_option("Time of each of two plans a budget; by default 60.")
@seed_option
@json_option
@lang_option
def priority_list(programme: str, **options: Any) -> int:
    """Rank estates so that whatever budget arrives, what is funded is a prefix of the list."""
    from planner.command.worth import Wanted, priority_list

    return priority_list(programme, Wanted(**options))


for _command in (compare, study, what_ifs):
    renewal.add_command(_command)


def main() -> None:
    """Run the command line and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    sys.exit(ended(renewal))
