"""``geo-app doctor``: whether everything geo_app needs is here and is what it should be."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

import click

from geo_app.boundaries.in_use import load_layers
from geo_app.cli.workspace import address_of
from geo_app.errors import GeoAppError, MissingDataError
from geo_app.gazetteer.governorates import load_governorate_names
from geo_app.gazetteer.own import own_lists
from geo_app.readers.bundled import bundled, datapackage, sha256
from geo_app.store.at_rest import disk_is_encrypted
from geo_app.store.workspace import PASSPHRASE, is_server

PACKAGES = ("streamlit", "folium", "folium-offline", "geopandas", "shapely", "pyproj", "pandas", "numpy", "matplotlib", "scipy")


def _check_files() -> int:
    wrong = 0
    for folder in ("boundaries", "incidents"):
        for resource in datapackage(folder)["resources"]:
            same = resource["hash"] == f"sha256:{sha256(bundled(folder, resource['path']))}"
            wrong += not same
            click.echo(f"{'ok     ' if same else 'CHANGED'}  {folder}/{resource['path']}  ({resource['version']})")
    return wrong


def _say_workspace() -> None:
    """Say what of a person's data is stored where, in clear or not, and whether the disk under it is encrypted."""
    address = address_of("")
    if is_server(address):
        click.echo("ok       your workspace is on a server; its disk is the server's matter")
        return
    path = Path(address)
    clear = [] if os.environ.get(PASSPHRASE) else ["the workspace", "snapshots of it"]
    clear += ["decisions on places", "your own lists of places and boundaries", "files while they are read"]
    encrypted = disk_is_encrypted(path)
    told = {True: "ok       the disk", False: "WARNING  the disk", None: "unknown  the disk"}[encrypted]
    says = {True: "is encrypted", False: "is not encrypted", None: "may not be encrypted: the system does not say"}[encrypted]
    click.echo(f"{told} under your data {says}; in clear on it: {', '.join(clear)}")
    if not encrypted:
        click.echo(f"         Encrypt the disk, or set {PASSPHRASE} and install the extra `encryption` before the first import.")


@click.command("doctor")
def doctor_command() -> None:
    """Check the installation: versions, bundled files and their hashes, the map library, P-codes."""
    click.echo(f"geo_app {importlib.metadata.version('geo-app')}, Python {platform.python_version()}, {platform.system()}")
    click.echo(", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES))
    wrong = _check_files()
    try:
        from geo_app.render.webmap.assets import leaflet  # noqa: PLC0415 - the only command that needs it alone

        leaflet()
        click.echo("ok       map library (Leaflet), offline")
    except GeoAppError as error:
        wrong += 1
        click.echo(f"MISSING  {error}")
    used = load_layers()
    for level, layer in used.by_level.items():
        click.echo(f"ok       {len(layer.units)} {level}s: {layer.publisher} ({layer.version}){', your own' if layer.is_own else ''}")
    for problem in used.problems:
        click.echo(f"DAMAGED  {problem}")
    lists, damaged = own_lists()
    for one in lists:
        click.echo(f"ok       {len(one.entries):,} places: {one.title} ({one.kind}), your own")
    for problem in damaged:
        click.echo(f"DAMAGED  {problem}")
    _say_workspace()
    click.echo("\nGovernorates: " + ", ".join(f"{code} {name}" for code, (name, _) in load_governorate_names().names.items()))
    if wrong:
        raise MissingDataError(
            f"{wrong} of the checks above failed.", remedy="Install geo_app again, or run scripts/build_datapackages.py if you changed the data."
        )
