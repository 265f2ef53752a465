"""``geo-app totals``: what a selection adds up to, and what it does not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
import pandas as pd

from geo_app.cli.published import as_object_of, published_beside, say_published
from geo_app.cli.say import as_json, as_table, warn
from geo_app.cli.selection import selection_from, selection_options
from geo_app.cli.workspace import chosen_dataset, workspace_option
from geo_app.dataset.select import Subset, select
from geo_app.errors import NothingMatchedError
from geo_app.measures.by_area import by_area
from geo_app.measures.by_period import by_month
from geo_app.measures.by_perpetrator import by_perpetrator
from geo_app.measures.totals import toll
from geo_app.model.areas import LEVELS
from geo_app.model.question import question_about
from geo_app.render import phrases


def _tables(subset: Subset, by: str) -> tuple[pd.DataFrame, int]:
    level = LEVELS[0] if by == "area" else by
    if level in LEVELS:
        table = by_area(subset, level)
        names = subset.dataset.area_names
        table.insert(1, "name", [names.get(area, ("", ""))[0] for area in table["area"]])
        return table, 0
    if by == "perpetrator":
        return by_perpetrator(subset), 0
    table, spanning = by_month(subset)
    table = table.assign(month=table["month"].dt.strftime("%Y-%m"))
    table["killed_at_least"] = table["killed_at_least"].astype("Int64").mask(table["with_figure"] == 0)
    return table, spanning


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    if value is pd.NA or value is None:
        return None
    return value.item() if hasattr(value, "item") else value


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(key): _plain(value) for key, value in row.items()} for row in table.astype(object).to_dict("records")]


@click.command("totals")
@selection_options
@workspace_option
@click.option("--by", type=click.Choice(["perpetrator", "area", *LEVELS, "month"]), help="Rows of the table; without it one total. `area` is `governorate`.")
@click.option("--tallies", "beside", is_flag=True, help="Published totals for the same question beside the incidents, origin by origin; never added.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object.")
def totals_command(by: str | None, beside: bool, as_object: bool, **options: Any) -> None:  # noqa: ANN401, FBT001 - click's options
    """Add up a selection: at least how many, from how many incidents, and what stands beside it."""
    dataset = chosen_dataset(options["workspace"])
    warn(dataset.problems)
    chosen = selection_from(options)
    subset = select(dataset, chosen)
    coverage, deaths = subset.coverage, toll(subset, chosen.victim_class)
    rows, spanning = _tables(subset, by) if by else (None, 0)
    published = published_beside(dataset, question_about(chosen)) if beside else ()
    if as_object:
        answer: dict[str, Any] = {
            "title": phrases.title(chosen, deaths, measure="incidents"),
            "window": phrases.window_in_words(chosen.window),
            **asdict(coverage),
            "killed": asdict(deaths),
            "coverage": dataset.coverage,
            "fingerprint": dataset.fingerprint,
        }
        if rows is not None:
            answer |= {"by": by, "rows": _rows(rows), "spanning_months": spanning}
        if beside:
            answer["tallies"] = [as_object_of(one, dataset) for one in published]
        as_json(answer)
    else:
        click.echo(phrases.title(chosen, deaths, measure="incidents"))
        click.echo(phrases.window_in_words(chosen.window))
        click.echo(phrases.toll_in_words(deaths))
        click.echo(phrases.coverage_in_words(coverage))
        for clause in phrases.beside_in_words(coverage, deaths):
            click.echo(clause)
        if rows is not None:
            plain = _rows(rows)
            click.echo()
            as_table(tuple(rows.columns), [tuple(row.values()) for row in plain])
            if spanning:
                click.echo(f"\n{spanning} incidents span months and are in no row.")
        if beside:
            say_published(published, dataset)
        click.echo(f"\n{dataset.coverage}")
    if published:
        return
    if not subset.certain.any():
        raise NothingMatchedError("No incident answers this selection.", remedy="Widen the dates or leave a filter out.")
