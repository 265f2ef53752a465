"""Attribution is a claim: design §5, rule 3, as a table of cases."""

from __future__ import annotations

import pytest

from geo_app.dataset.claims import ATTRIBUTIONS, parties_of
from geo_app.dataset.select import select
from geo_app.measures.totals import toll
from geo_app.model.selection import Selection
from geo_app.vocabulary import Attribution, Perpetrator, VictimClass

RU, SY, IS = "russian_forces", "syrian_government", "isis"
CASES = {
    "nobody named": ([("", "")], "unknown", ""),
    "one account names one": ([(RU, "sole")], "sole", RU),
    "all who name anyone name the same": ([(RU, "sole"), ("", ""), (RU, "sole")], "sole", RU),
    "one joint set": ([(f"{RU};{SY}", "joint")], "joint", f"{SY};{RU}"),
    "an account names several possible": ([(f"{RU};{SY}", "alternative")], "alternative", f"{SY};{RU}"),
    "one firm, one leaves it open between the same and another": ([(RU, "sole"), (f"{RU};{SY}", "alternative")], "alternative", f"{SY};{RU}"),
    "two name different parties": ([(RU, "sole"), (SY, "sole")], "contested", f"{SY};{RU}"),
    "one says alone, one says jointly": ([(RU, "sole"), (f"{RU};{SY}", "joint")], "contested", f"{SY};{RU}"),
    "an alternative that leaves the named party out": ([(RU, "sole"), (f"{IS};{SY}", "alternative")], "contested", f"{SY};{RU};{IS}"),
}


@pytest.mark.parametrize("case", CASES)
def test_attribution_of_an_incident(case: str, make_dataset) -> None:
    """Accounts that name anyone agree, leave it open, or contest each other; those that name nobody do not vote."""
    claims, how, parties = CASES[case]
    dataset = make_dataset([{"incident_id": "one", "perpetrators": who, "attribution": way} for who, way in claims])
    incident = dataset.incidents.iloc[0]
    assert ATTRIBUTIONS[incident["attribution"]] == how
    assert ";".join(parties_of(int(incident["perpetrators"]))) == parties


def test_contested_incidents_stand_beside_a_one_party_total(make_dataset) -> None:
    """A party's total holds what is attributed to it solely or jointly; the contested is counted beside it."""
    figure = {"killed_min": 10, "killed_max": 10, "bound": "stated", "killed_class": "people"}
    dataset = make_dataset(
        [
            {"incident_id": "sole", "perpetrators": RU, **figure},
            {"incident_id": "joint", "perpetrators": f"{RU};{SY}", "attribution": "joint", **figure},
            {"incident_id": "contested", "perpetrators": RU, **figure},
            {"incident_id": "contested", "perpetrators": IS, **figure},
            {"incident_id": "other", "perpetrators": IS, **figure},
        ]
    )
    subset = select(dataset, Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES,)))
    assert (subset.coverage.incidents, subset.coverage.contested) == (2, 1)
    assert toll(subset, VictimClass.PEOPLE).at_least == 20


def test_a_denial_deletes_nothing(make_dataset) -> None:
    """An incident that its alleged perpetrator denies stays in every count, and the denial stays with it."""
    dataset = make_dataset([{"incident_id": "one", "perpetrators": RU, "denied_by": RU}])
    subset = select(dataset, Selection(perpetrators=(Perpetrator.RUSSIAN_FORCES,)))
    assert subset.coverage.incidents == 1
    assert parties_of(int(dataset.incidents["denied"].iloc[0])) == (Perpetrator.RUSSIAN_FORCES,)


@pytest.mark.parametrize(("strengths", "weak"), [(["accused"], True), (["believed", "accused"], True), (["stated", "accused"], False), (["claimed"], False)])
def test_weak_attribution_is_counted_by_the_same_rule_for_every_accuser(strengths: list[str], weak: bool, make_dataset) -> None:
    """An incident rests on belief or accusation only where no account states it or claims it."""
    dataset = make_dataset([{"incident_id": "one", "perpetrators": SY, "strength": s} for s in strengths])
    assert bool(dataset.incidents["weak"].iloc[0]) is weak


@pytest.mark.parametrize("how", list(Attribution))
def test_every_attribution_can_be_asked_for_alone(how: Attribution, bundled) -> None:
    """Asking for one way of attribution gives incidents of that way only."""
    subset = select(bundled, Selection(attribution=how))
    assert set(bundled.incidents["attribution"][subset.certain]) <= {ATTRIBUTIONS.index(how)}
