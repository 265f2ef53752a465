"""What the accounts of an incident say of its perpetrators → one attribution (design §5, rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo_app.vocabulary import Attribution, Perpetrator, Standing, Strength

if TYPE_CHECKING:
    import pandas as pd

BITS = {party: 1 << position for position, party in enumerate(Perpetrator)}
ATTRIBUTIONS = tuple(Attribution)
WEAK = (Strength.BELIEVED, Strength.ACCUSED, Strength.DISPUTED)


def parties_of(mask: int) -> tuple[Perpetrator, ...]:
    """Return the parties of a bit mask in the vocabulary's order."""
    return tuple(party for party, bit in BITS.items() if mask & bit)


def mask_of(codes: str) -> int:
    """Return the bit mask of a ``;`` list of perpetrator codes."""
    return sum(BITS[Perpetrator(code)] for code in codes.split(";") if code)


def combine(claims: list[tuple[int, Attribution]]) -> Attribution:
    """Return the attribution of an incident from the claims (mask, attribution) of the accounts that name anyone.

    All the same: theirs. An ``alternative`` that includes what the others name stays ``alternative``. All else is ``contested``.
    """
    if not claims:
        return Attribution.UNKNOWN
    firm = {(mask, how) for mask, how in claims if how is not Attribution.ALTERNATIVE}
    alternatives = {mask for mask, how in claims if how is Attribution.ALTERNATIVE}
    if not firm:
        return Attribution.ALTERNATIVE if len(alternatives) == 1 else Attribution.CONTESTED
    if len(firm) > 1:
        return Attribution.CONTESTED
    mask, how = next(iter(firm))
    if any(mask & other != mask for other in alternatives):
        return Attribution.CONTESTED
    return Attribution.ALTERNATIVE if alternatives else how


def fold_claims(accounts: pd.DataFrame, incidents: int) -> dict[str, np.ndarray]:
    """Return per incident: ``perpetrators`` (bit mask of all named), ``attribution`` (position in ``ATTRIBUTIONS``), ``weak``, ``denied``, ``admitted``.

    ``weak`` is True where every account that names anyone believes, accuses or reports a dispute. Summaries of several events do not speak.
    """
    perpetrators, denied, admitted = (np.zeros(incidents, dtype=np.uint32) for _ in range(3))
    attribution = np.full(incidents, ATTRIBUTIONS.index(Attribution.UNKNOWN), dtype=np.int8)
    weak = np.zeros(incidents, dtype=bool)
    masks = {text: mask_of(text) for column in ("perpetrators", "denied_by", "admitted_by") for text in accounts[column].unique()}
    claims: dict[int, list[tuple[int, Attribution]]] = {}
    firm: set[int] = set()
    columns = ("incident", "perpetrators", "attribution", "strength", "standing", "denied_by", "admitted_by")
    for at, named, how, strength, standing, denial, admission in zip(*(accounts[c] for c in columns), strict=True):
        denied[at] |= masks[denial]
        admitted[at] |= masks[admission]
        if not named or standing == Standing.SUMMARY:
            continue
        perpetrators[at] |= masks[named]
        claims.setdefault(at, []).append((masks[named], Attribution(how)))
        if strength not in WEAK:
            firm.add(at)
    for at, said in claims.items():
        attribution[at] = ATTRIBUTIONS.index(combine(said))
        weak[at] = at not in firm
    return {"perpetrators": perpetrators, "attribution": attribution, "weak": weak, "denied": denied, "admitted": admitted}
