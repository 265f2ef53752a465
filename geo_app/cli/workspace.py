"""Which data a command is about: the workspace that it is given, the person's own where it holds something, else what comes with geo_app."""

from __future__ import annotations

import getpass
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from geo_app.dataset.load import load_bundled
from geo_app.dataset.workspace import load_workspace
from geo_app.store.workspace import VARIABLE, default_path, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo_app.dataset.frozen import Dataset
    from geo_app.store.workspace import Workspace

BUNDLED = "bundled"
"""In place of an address: the incidents that come with geo_app."""


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--workspace`` to a command."""
    says = f"A file, postgresql://…, or `{BUNDLED}`; default: ${VARIABLE}, else your own workspace if it holds records, else the bundled incidents."
    return click.option("--workspace", "workspace", default="", metavar="DB", help=says)(command)


def who_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--who`` to a command."""
    return click.option("--who", default="", help="Who does it; default: the name of your account on this machine.")(command)


def named(who: str) -> str:
    """Return who does it: the name given, else that of the account on this machine."""
    try:
        return who.strip() or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "not named"


def address_of(given: str) -> str:
    """Return the address of the workspace that a command is to write to or read from."""
    return given or os.environ.get(VARIABLE, "").strip() or str(default_path())


@contextmanager
def opened(given: str, *, create: bool = False) -> Iterator[Workspace]:
    """Give the workspace of a command and close it afterwards.

    Raises:
        BadUseError: it is not there and is not to be made, or cannot be opened.
    """
    workspace = open_workspace(address_of(given), create=create)
    try:
        yield workspace
    finally:
        workspace.close()


def is_bundled(given: str) -> bool:
    """Return True where a command is about the incidents that come with geo_app."""
    if BUNDLED in {given, os.environ.get(VARIABLE, "").strip() if not given else ""}:
        return True
    return not given and not os.environ.get(VARIABLE, "").strip() and not default_path().is_file()


@contextmanager
def in_use(given: str) -> Iterator[Workspace | None]:
    """Give the workspace that a command is about; None where it is about the incidents that come with geo_app."""
    if is_bundled(given):
        yield None
        return
    with opened(given) as workspace:
        yield workspace


def chosen_dataset(given: str) -> Dataset:
    """Return the dataset that a command is about.

    Raises:
        NothingMatchedError: the workspace holds no record.
        BadUseError: it cannot be opened.
    """
    if is_bundled(given):
        return load_bundled()
    with opened(given) as workspace:
        return load_workspace(workspace)
