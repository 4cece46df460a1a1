"""The commands and their arguments, as the contract names them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wizard.cli.frame import answer
from wizard.i18n import translate as _

if TYPE_CHECKING:
    from wizard.cli.demo import Window

app = typer.Typer(no_args_is_help=False, add_completion=False, pretty_exceptions_enable=False)

SetupFile = Annotated[Path, typer.Argument(metavar="SETUP", help=_("The set-up file (TOML)."))]
AsJson = Annotated[bool, typer.Option("--json", help=_("One JSON object on stdout."))]
Only = Annotated[
    int | None,
    typer.Option(
        "--only",
        metavar="N",
        min=1,
        help=_("A trial: N records of each kind first, chosen to show all that the plan does."),
    ),
]
Clients = Annotated[
    Path | None,
    typer.Option(
        "--clients",
        metavar="FILE",
        help=_("An accounting office: only the clients in this list (.xlsx, .csv or .txt)."),
    ),
]
Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="NAME",
        help=_("An accounting office: a saved template, or the path of one (.toml)."),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", metavar="N", min=1, max=32, help=_("An accounting office: clients at once.")
    ),
]
SkipQuestions = Annotated[
    bool, typer.Option("--skip-questions", help=_("Leave records with questions alone."))
]


@app.callback(invoke_without_command=True, help=_("Connects Tripletex to another system."))
def window(
    context: typer.Context,
    setup: Annotated[Path | None, typer.Option("--setup", metavar="FILE")] = None,
) -> None:
    """Connects Tripletex to another system."""
    if context.invoked_subcommand is None:
        sys.exit(context.obj.open(setup))


@app.command(help=_("Key, company, rights, modules and partner; writes nothing anywhere."))
def check(
    setup: SetupFile,
    clients: Clients = None,
    template: Template = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Key, company, rights, modules and partner; writes nothing anywhere."""
    from wizard.cli.branch import Branch

    branch = Branch(setup, clients, template, jobs)
    answer("check", branch.check, as_json=as_json)


@app.command(help=_("Reads both sides and writes the plan; changes nothing else."))
def plan(  # noqa: PLR0913, PLR0917 - the contract's options
    setup: SetupFile,
    out: Annotated[Path, typer.Option("--out", metavar="PLAN")],
    questions: Annotated[Path | None, typer.Option("--questions", metavar="FILE")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", metavar="FILE")] = None,
    clients: Clients = None,
    template: Template = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Reads both sides and writes the plan; changes nothing else."""
    from wizard.cli.branch import Branch

    branch = Branch(setup, clients, template, jobs)
    answer(
        "plan",
        lambda app: branch.plan(app, out=out, questions=questions, answers=answers),
        as_json=as_json,
    )


@app.command(help=_("Carries out exactly that plan, or refuses."))
def apply(  # noqa: PLR0913, PLR0917 - the contract's options
    setup: SetupFile,
    planned: Annotated[Path, typer.Option("--plan", metavar="PLAN")],
    skip_questions: SkipQuestions = False,
    only: Only = None,
    clients: Clients = None,
    template: Template = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Carries out exactly that plan, or refuses."""
    from wizard.cli.branch import Branch

    branch = Branch(setup, clients, template, jobs)
    answer(
        "apply",
        lambda app: branch.apply(app, planned=planned, skip_questions=skip_questions, only=only),
        as_json=as_json,
    )


@app.command(help=_("Plan and apply in one go, when nothing is left to decide."))
def sync(  # noqa: PLR0913, PLR0917 - the contract's options
    setup: SetupFile,
    skip_questions: SkipQuestions = False,
    only: Only = None,
    clients: Clients = None,
    template: Template = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Plan and apply in one go, when nothing is left to decide."""
    from wizard.cli.branch import Branch

    branch = Branch(setup, clients, template, jobs)
    answer(
        "sync",
        lambda app: branch.sync(app, skip_questions=skip_questions, only=only),
        as_json=as_json,
    )


@app.command(help=_("Finishes an interrupted run."))
def resume(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]")] = None,
    give_up: Annotated[
        bool, typer.Option("--give-up", help=_("Close the run as it stands instead."))
    ] = False,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Finishes an interrupted run."""
    from wizard.cli import branch

    action = branch.give_up if give_up else branch.resume
    answer("resume", lambda app: action(app, run, jobs), as_json=as_json)


@app.command(help=_("Takes back what a run wrote, where nobody has edited since."))
def undo(run: Annotated[str, typer.Argument(metavar="RUN")], as_json: AsJson = False) -> None:
    """Takes back what a run wrote, where nobody has edited since."""
    from wizard.cli import branch

    answer("undo", lambda app: branch.undo(app, run), as_json=as_json)


@app.command(help=_("The runs on this machine."))
def runs(as_json: AsJson = False) -> None:
    """The runs on this machine."""
    from wizard.cli import synk

    answer("runs", synk.runs, as_json=as_json)


@app.command(help=_("The result of a run, as JSON, as a page to print, or as a workbook."))
def report(
    run: Annotated[str, typer.Argument(metavar="RUN")],
    formats: Annotated[str, typer.Option("--format", metavar="json,html,xlsx")] = "json",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help=_("Check the run against its journal; writes nothing."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """The result of a run, as JSON, as a page to print, or as a workbook."""
    from wizard.cli.reporting import report as write
    from wizard.cli.reporting import verify as check_run

    if verify:
        answer("report", lambda app: check_run(app, run), as_json=as_json)
    # without a file, JSON goes to stdout, where a program reads it
    as_json = as_json or (formats == "json" and out is None)
    answer("report", lambda app: write(app, run, formats=formats, out=out), as_json=as_json)


@app.command(help=_("The templates of an accounting office: listed, read from a file, written."))
def templates(
    read: Annotated[Path | None, typer.Option("--import", metavar="FILE")] = None,
    name: Annotated[str | None, typer.Option("--export", metavar="NAME")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE")] = None,
    as_json: AsJson = False,
) -> None:
    """The templates of an accounting office: listed, read from a file, written."""
    from wizard.cli.templates import templates as keep

    answer("templates", lambda app: keep(app, read=read, name=name, out=out), as_json=as_json)


@app.command(help=_("Serves the practice company until stopped."))
def practice(
    port: Annotated[int, typer.Option(min=0, max=65535)] = 0,
    seed: int = 1,
    employees: Annotated[int, typer.Option(min=1)] = 12,
    customers: Annotated[int, typer.Option(min=0)] = 15,
    projects: Annotated[int, typer.Option(min=0)] = 8,
    latency_ms: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Serves the practice company until stopped."""
    from wizard.cli.practising import practise
    from wizard.practice import Options, open_office, seeded_world

    world = seeded_world(
        seed=seed,
        employees=employees,
        customers=customers,
        projects=projects,
        options=Options(latency_ms=latency_ms),
    )
    open_office(world)
    answer("practice", lambda app: practise(world, port=port), as_json=False)


@app.command(
    help=_(
        "A whole first synk against the practice company, with a sample workbook as the partner."
    )
)
def demo(
    context: typer.Context,
    headless: Annotated[bool, typer.Option("--headless")] = False,
    as_json: AsJson = False,
) -> None:
    """A whole first synk against the practice company, with a sample workbook as the partner."""
    from wizard.cli.demo import demo as run_demo

    answer("demo", lambda app: run_demo(context.obj, headless=headless), as_json=as_json)


def run(window: Window) -> None:
    """Run the command line; unreadable arguments end with exit code 2.

    ``window`` is opened where no command is given, and by the demo.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="tripletex-wizard", obj=window)
