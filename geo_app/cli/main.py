"""The command ``geo-app``: its commands, and how errors become sentences and exit codes."""

from __future__ import annotations

import logging
import os
import sys

import click

from geo_app.cli.boundaries_command import boundaries_command
from geo_app.cli.check_command import check_command
from geo_app.cli.compare_command import compare_command
from geo_app.cli.decisions_command import decisions_command
from geo_app.cli.doctor_command import doctor_command
from geo_app.cli.duplicates_command import duplicates_command
from geo_app.cli.gazetteer_command import gazetteer_command
from geo_app.cli.geocode_command import geocode_command
from geo_app.cli.history_command import correct_command, history_command, merge_command, retract_command, undo_command
from geo_app.cli.import_command import import_command
from geo_app.cli.keep_command import audit_command, backup_command, redact_command
from geo_app.cli.map_command import map_command
from geo_app.cli.read_command import read_command
from geo_app.cli.review_command import review_command
from geo_app.cli.run_command import run_command
from geo_app.cli.totals_command import totals_command
from geo_app.cli.workspace import BUNDLED
from geo_app.errors import ExitCode, GeoAppError
from geo_app.store.workspace import VARIABLE

_LOG = logging.getLogger("geo_app")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="geo-app", prog_name="geo-app")
def geo_app() -> None:
    """Maps of documented civilian harm in Syria that say what is known, how exactly, and by whose account. Works offline."""


COMMANDS = (
    run_command,
    map_command,
    geocode_command,
    totals_command,
    compare_command,
    check_command,
    import_command,
    read_command,
    history_command,
    undo_command,
    correct_command,
    retract_command,
    merge_command,
    duplicates_command,
    audit_command,
    backup_command,
    redact_command,
    review_command,
    decisions_command,
    boundaries_command,
    gazetteer_command,
    doctor_command,
)


def _names_workspace(context: click.Context, _option: click.Parameter, address: str) -> None:
    """Hand the address on to whatever the command opens; commands that open nothing accept it and do as ever."""
    if address and not context.resilient_parsing:
        os.environ[VARIABLE] = address


def _with_workspace(command: click.Command) -> None:
    """Give every command ``--workspace`` that has none of its own."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _with_workspace(one)
    elif not any(parameter.name == "workspace" for parameter in command.params):
        says = f"A file, postgresql://…, or `{BUNDLED}`: the workspace in use."
        command.params.append(click.Option(["--workspace"], default="", metavar="DB", expose_value=False, callback=_names_workspace, help=says))


for command in COMMANDS:
    _with_workspace(command)
    geo_app.add_command(command)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 nothing matched, 2 bad use, 3 bad input file, 4 defect."""
    try:
        answer = geo_app.main(args=arguments, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.BAD_USE
    except click.exceptions.Abort:
        return ExitCode.BAD_USE
    except GeoAppError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        return ExitCode.DONE
    except Exception as error:  # noqa: BLE001 - the last line: a person gets a sentence, a developer the log
        _LOG.debug("defect", exc_info=error)
        click.echo(f"Something went wrong in geo_app itself ({type(error).__name__}). Please report it with the command you typed.", err=True)
        return ExitCode.DEFECT
    return answer if isinstance(answer, int) else ExitCode.DONE


def main() -> None:
    """Run and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(int(run()))
