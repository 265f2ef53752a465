"""Decisions of a person: what stands after which lines, what a file keeps, and what the geocoder answers then."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from geo_app.boundaries.layers import Layer, load_governorates
from geo_app.dataset.build import describe_places
from geo_app.dataset.frozen import Dataset
from geo_app.errors import BadUseError
from geo_app.importing.aliases import export_decisions, take_decisions
from geo_app.locating.decided import DecidedGeocoder, all_candidates, day_in_words
from geo_app.locating.geocode import Geocoder
from geo_app.locating.settle import area_answer, entry_answer, plain_answer, point_answer, settled_answer
from geo_app.locating.standing import fold
from geo_app.model.decisions import Answer, Decision, Decisions, Undo, flaw_of, key_of
from geo_app.readers.cells import inert, live
from geo_app.readers.decisions import append_lines, lines_of, read_lines
from geo_app.readers.delimited import read_delimited
from geo_app.ui.plain import plain
from geo_app.vocabulary import AnswerKind, GeocodeMethod, Precision

WHEN = "2026-03-03T09:12:05Z"
NOWHERE, UNKNOWN = Answer(kind=AnswerKind.NOWHERE), Answer(kind=AnswerKind.UNKNOWN)


def decided(text: str, answer: Answer, stated: tuple[str, ...] = (), who: str = "Amal", when: str = WHEN, why: str = "") -> Decision:
    """Return a decision."""
    return Decision(text=text, governorates=stated, answer=answer, who=who, when=when, why=why)


def undone(decision: Decision) -> Undo:
    """Return the line that takes it back."""
    return Undo(text=decision.text, governorates=decision.governorates, undoes=decision.number, who="Amal", when=WHEN)


A, B = decided("X", NOWHERE), decided("X", UNKNOWN)
ELSEWHERE = decided("X", UNKNOWN, ("SY07",))
STANDS = {
    "nothing": ([], None),
    "one": ([A], A),
    "the latest stands": ([A, B], B),
    "taken back": ([A, undone(A)], None),
    "the one before stands again": ([A, B, undone(B)], A),
    "an older one taken back leaves the later": ([A, B, undone(A)], B),
    "taken back twice is taken back once": ([A, undone(A), undone(A), B], B),
    "decided again after it": ([A, undone(A), A], A),
    "an undoing of what never was": ([undone(A)], None),
    "spelling marks, case and spaces make no difference": ([decided(" x\u200f ", NOWHERE)], decided(" x\u200f ", NOWHERE)),
    "another stated governorate is another text": ([ELSEWHERE], None),
}


@pytest.mark.parametrize("case", STANDS)
def test_what_stands(case: str) -> None:
    """Lines in order → the decision that stands on “X” without a governorate."""
    lines, expected = STANDS[case]
    assert fold(lines).current.get(key_of("X", ())) == expected


def test_the_fingerprint_is_of_what_stands_and_not_of_how_it_came_to_be() -> None:
    """Undoing brings the earlier fingerprint back; another person's same decision is another one."""
    assert fold([A, B, undone(B)]).fingerprint == fold([A]).fingerprint != fold([A, B]).fingerprint
    assert fold([A, ELSEWHERE]).fingerprint == fold([ELSEWHERE, A]).fingerprint
    assert fold([decided("X", NOWHERE, who="Basil")]).fingerprint != fold([A]).fingerprint


FLAWS = {
    "a place without id": Answer(kind=AnswerKind.PLACE, latitude=35.0, longitude=36.0, radius_m=1.0, precision=Precision.EXACT),
    "a point in the sea of zeros": Answer(kind=AnswerKind.POINT, latitude=0.0, longitude=0.0, radius_m=1.0, precision=Precision.EXACT),
    "a point without radius": Answer(kind=AnswerKind.POINT, latitude=35.0, longitude=36.0, precision=Precision.EXACT),
    "a point that is an area": Answer(kind=AnswerKind.POINT, latitude=35.0, longitude=36.0, radius_m=1.0, precision=Precision.GOVERNORATE),
    "a point not a number": Answer(kind=AnswerKind.POINT, latitude=float("nan"), longitude=36.0, radius_m=1.0, precision=Precision.EXACT),
    "an area of nothing": Answer(kind=AnswerKind.AREA),
    "an area abroad": Answer(kind=AnswerKind.AREA, area_pcodes=("IQ01",)),
    "a governorate that is none": Answer(kind=AnswerKind.AREA, area_pcodes=("SY15",)),
}


@pytest.mark.parametrize("case", FLAWS)
def test_answers_that_cannot_stand(case: str) -> None:
    """Each flaw has its reason, and no flaw survives the file."""
    assert flaw_of(FLAWS[case])


def test_lines_are_kept_word_for_word_and_read_back(tmp_path: Path, geocoder: Geocoder) -> None:
    """Arabic, quotes, line breaks and empty reasons come back as they were; the file holds one line more each time."""
    path = tmp_path / "decisions" / "d.jsonl"
    finder = DecidedGeocoder(matcher=geocoder)
    entry = next(iter(geocoder.entries.values()))
    lines = [decided('ريف "إدلب"\nالجنوبي', area_answer(["SY07"]), ("SY07",), why="سمعت"), decided("Y", entry_answer(finder, "Y", entry)), undone(A)]
    for number, line in enumerate(lines, start=1):
        append_lines(path, [line])
        assert len(path.read_bytes().splitlines()) == number
    assert read_lines(path).lines == tuple(lines)
    assert read_lines(path).notes == ()


def test_a_torn_last_line_is_left_out_with_a_sentence_and_swallows_nothing(tmp_path: Path) -> None:
    """Cut anywhere in its last line, the file gives the lines before; the next decision stands on a line of its own, and no byte is lost."""
    path = tmp_path / "d.jsonl"
    append_lines(path, [A, B])
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first + 1, len(whole) - 1):
        torn = lines_of(whole[:cut])
        assert torn.lines == (A,)
        assert len(torn.notes) == 1
        assert "not written to its end" in torn.notes[0]
    path.write_bytes(whole[: first + 20])
    append_lines(path, [ELSEWHERE])
    kept = read_lines(path)
    assert kept.lines == (A, ELSEWHERE)
    assert "Line 2" in kept.notes[0]
    assert path.read_bytes().startswith(whole[: first + 20])


BROKEN = {
    "no JSON": b"hello",
    "no object": b"[1]",
    "not UTF-8": b'{"line":"decision","text":"\xff"}',
    "a line of a later geo_app": b'{"line":"merge","text":"X","governorates":[],"who":"A","when":"2026-03-03T09:12:05Z"}',
    "no name": b'{"line":"decision","text":"X","governorates":[],"who":" ","when":"2026-03-03T09:12:05Z","answer":"nowhere"}',
    "no instant": b'{"line":"decision","text":"X","governorates":[],"who":"A","when":"yesterday","answer":"nowhere"}',
    "no number": b'{"line":"decision","text":"X","governorates":[],"who":"A","when":"2026-03-03T09:12:05Z","answer":"point","latitude":NaN}',
    "a number too large": b'{"line":"decision","text":"X","governorates":[],"who":"A","when":"2026-03-03T09:12:05Z","answer":"point","latitude":1'
    + b"0" * 400
    + b"}",
    "very deep": b"[" * 60_000,
    "very long": b" " * 10 + b'"' + b"x" * 70_000 + b'"',
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_line_that_cannot_be_read_loses_no_other(case: str) -> None:
    """Between two sound lines, it is left out with its number."""
    good = json.dumps({"line": "decision", "text": "X", "governorates": [], "answer": "nowhere", "who": "Amal", "when": WHEN}).encode()
    kept = lines_of(good + b"\n" + BROKEN[case] + b"\n" + good + b"\n")
    assert kept.lines == (A, A)
    assert kept.notes == ("Line 2 of your decisions cannot be read and is left out; all other lines stand.",)


def _append_many(path: str, who: str) -> None:
    for number in range(200):
        append_lines(Path(path), [decided(f"{who} {number} " + "x" * 3000, NOWHERE, who=who)])


def test_two_processes_append_and_no_line_is_lost(tmp_path: Path) -> None:
    """400 long lines from two processes at once: all there, none torn."""
    path = tmp_path / "d.jsonl"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append_many, args=(str(path), who)) for who in ("Amal", "Basil")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    kept = read_lines(path)
    assert kept.notes == ()
    assert sorted(line.text for line in kept.lines) == sorted(f"{who} {n} " + "x" * 3000 for who in ("Amal", "Basil") for n in range(200))


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path: Path) -> None:
    """No traceback, no path."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadUseError) as raised:
        append_lines(tmp_path / "file" / "d.jsonl", [A])
    assert str(tmp_path) not in str(raised.value)


@pytest.fixture
def hamra(geocoder: Geocoder) -> dict[str, Answer]:
    """The answers that “Al-Hamra” can have, by governorate."""
    finder = DecidedGeocoder(matcher=geocoder)
    candidates = all_candidates(geocoder.geocode("Al-Hamra"))
    return {c.admin1_pcode: entry_answer(finder, "Al-Hamra", geocoder.entries[c.place_id]) for c in candidates}


def standing(*decisions: Decision) -> Decisions:
    """Return what stands after these."""
    return fold(decisions)


def test_a_decision_wins_over_the_matcher_with_its_sentence(geocoder: Geocoder, hamra: dict[str, Answer]) -> None:
    """The text is decided in any spelling of marks and case; the sentence says who, when, what, and what it is not."""
    assert geocoder.geocode("Al-Hamra").method is GeocodeMethod.AMBIGUOUS
    finder = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("Al-Hamra", hamra["SY05"], why="the report names Salamiyah")))
    place = finder.geocode("  AL-hamra ")
    assert (place.method, place.score, place.admin1_pcode, place.place_id) == (GeocodeMethod.DECIDED, 1.0, "SY05", hamra["SY05"].place_id)
    assert place.latitude is not None
    assert place.explanation.startswith("Decided by Amal on 3 March 2026: ")
    assert "the town or village in Hama, not the one in Homs" in place.explanation
    assert place.explanation.endswith("Reason given: the report names Salamiyah")
    assert place.place_id not in {c.place_id for c in place.candidates} != set()
    assert finder.geocode("Al-Hamra village") == geocoder.geocode("Al-Hamra village")


def test_a_decision_never_silently_contradicts_a_stated_governorate(geocoder: Geocoder, hamra: dict[str, Answer]) -> None:
    """Made without a governorate, it yields to the matcher where another is stated, and holds where its own is."""
    finder = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("Al-Hamra", hamra["SY05"])))
    assert finder.geocode("Al-Hamra", governorate="Homs") == geocoder.geocode("Al-Hamra", governorate="Homs")
    assert finder.geocode("Al-Hamra", governorate="حماة").method is GeocodeMethod.DECIDED
    nowhere = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("Al-Hamra", NOWHERE)))
    assert nowhere.geocode("Al-Hamra", governorate="Homs") == geocoder.geocode("Al-Hamra", governorate="Homs")
    assert nowhere.geocode("Al-Hamra").precision is Precision.UNKNOWN


def test_a_decision_with_the_stated_governorate_comes_first_and_says_what_it_contradicts(geocoder: Geocoder, hamra: dict[str, Answer]) -> None:
    """The person saw “Homs” and chose Hama: so it is, and the sentence says so."""
    finder = DecidedGeocoder(
        matcher=geocoder, decisions=standing(decided("Al-Hamra", hamra["SY04"]), decided("Al-Hamra", hamra["SY05"], ("SY04",), who="Basil"))
    )
    place = finder.geocode("Al-Hamra", governorate="SY04")
    assert place.admin1_pcode == "SY05"
    assert "Decided by Basil" in place.explanation
    assert "Homs is stated" in place.explanation
    assert finder.geocode("Al-Hamra").admin1_pcode == "SY04"


def test_a_decision_on_the_arabic_is_asked_where_the_text_finds_no_point(geocoder: Geocoder) -> None:
    """The same place in Arabic was decided: it answers for a text that nobody can read, and not for one that has a point."""
    finder = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("مكان ما", area_answer(["SY07"]))))
    assert finder.geocode("Zyxwvut", arabic="مكان ما").method is GeocodeMethod.DECIDED
    assert finder.geocode("Saraqib", arabic="مكان ما") == geocoder.geocode("Saraqib")


def test_no_decision_is_more_exact_than_the_words_around_the_name(geocoder: Geocoder) -> None:
    """“5 km east of” stays a circle, whatever entry is chosen."""
    finder = DecidedGeocoder(matcher=geocoder)
    saraqib = geocoder.entries[geocoder.geocode("Saraqib").place_id]
    assert entry_answer(finder, "Saraqib", saraqib).precision is Precision.SETTLEMENT
    near = entry_answer(finder, "5 km east of Saraqib", saraqib)
    assert near.precision is Precision.NEAR
    assert near.radius_m is not None
    assert near.radius_m >= 4500
    assert entry_answer(finder, "a name of its own", saraqib).precision is Precision.SETTLEMENT


ANSWERS = {
    "the governorate only": (area_answer(["SY07"]), Precision.GOVERNORATE, ("SY07",)),
    "two governorates": (area_answer(["SY07", "SY02"]), Precision.GOVERNORATE, ("SY02", "SY07")),
    "a district": (area_answer(["SY0703"]), Precision.DISTRICT, ("SY07",)),
    "nowhere": (NOWHERE, Precision.UNKNOWN, ()),
    "cannot be known": (UNKNOWN, Precision.UNKNOWN, ()),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_answers_without_a_point(case: str, geocoder: Geocoder) -> None:
    """Areas are fills of their governorate; nowhere and unknown are on no map; all are decided."""
    answer, precision, codes = ANSWERS[case]
    place = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("X y z", answer))).geocode("X y z")
    assert (place.precision, place.area_pcodes, place.latitude, place.method) == (precision, codes, None, GeocodeMethod.DECIDED)


@pytest.fixture(scope="session")
def layer() -> Layer:
    """The governorates."""
    return load_governorates()


@pytest.mark.parametrize(
    ("radius", "precision"), [(100, Precision.EXACT), (500, Precision.NEIGHBOURHOOD), (1000, Precision.SETTLEMENT), (5000, Precision.NEAR)]
)
def test_coordinates_are_as_exact_as_their_radius(radius: float, precision: Precision, layer: Layer) -> None:
    """A wide radius is a circle and no pin; the point counts where it lies."""
    answer = point_answer(35.93, 36.63, radius_m=radius, name="Idlib", layer=layer)
    assert (answer.precision, answer.area_pcodes) == (precision, ("SY07",))


@pytest.mark.parametrize(("latitude", "longitude", "said"), [(36.63, 35.93, "outside"), (48.0, 11.0, "outside"), (36.3, 33.9, "outside")])
def test_coordinates_outside_syria_are_refused(latitude: float, longitude: float, said: str, layer: Layer) -> None:
    """Abroad, in the sea, or the wrong way round: a sentence."""
    with pytest.raises(BadUseError, match=said):
        point_answer(latitude, longitude, radius_m=1000, name="", layer=layer)


def test_plain_answers() -> None:
    """Words and P-codes, in any case; a place_id is none of them; a code of nowhere beside a good one is refused."""
    assert plain_answer("Nowhere") == NOWHERE
    assert plain_answer("sy07; SY02") == area_answer(["SY02", "SY07"])
    assert plain_answer("gn:170892") is None
    with pytest.raises(BadUseError):
        plain_answer("SY07;IQ01")


def test_a_disagreement_is_settled_either_way(make_dataset: Callable[..., Dataset], geocoder: Geocoder, layer: Layer) -> None:
    """“Damascus” said for Darayya: the person keeps the stated or takes the polygon's; it counts there and is no disagreement any more."""
    place = geocoder.geocode("Darayya", governorate="Damascus")
    for code in ("SY01", "SY03"):
        finder = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("Darayya", settled_answer(place, code), ("SY01",))))
        settled = finder.geocode("Darayya", governorate="Damascus")
        assert (settled.latitude, settled.longitude, settled.precision) == (place.latitude, place.longitude, place.precision)
        table = describe_places((settled,), layer)
        assert table["admin1"].tolist() == [code]
        assert not table["disagrees"].any()
    with pytest.raises(BadUseError):
        settled_answer(geocoder.geocode("Nowhereland"), "SY01")


ALL = (
    decided("Al-Hamra", area_answer(["SY05"]), who="=Amal", why="-1+1"),
    decided("=cmd|' /C calc'!A0", NOWHERE),
    decided("'=x", UNKNOWN, ("SY02", "SY07")),
    decided("ريف، حماة\nالشمالي", area_answer(["SY0502"]), why="سمعت, ورأيت"),
)


def test_what_is_exported_is_taken_over_as_it_was(geocoder: Geocoder, layer: Layer, hamra: dict[str, Answer]) -> None:
    """Export → import into an empty machine → the same decisions; once more adds nothing; no cell is a formula."""
    point = decided("Somewhere", point_answer(35.93, 36.63, radius_m=5000, name="Idlib's edge", layer=layer))
    mine = fold([*ALL, point, decided("Al-Hamra", hamra["SY04"], ("SY04",))])
    data = export_decisions(mine)
    assert not any(cell[:1] in "=+-@\t\r" for line in data.decode("utf-8-sig").split("\r\n") for cell in line.split(",") if cell)
    raw = read_delimited(data, file="a.csv")
    taken = take_decisions(raw, DecidedGeocoder(matcher=geocoder), who="", now=WHEN, replacing=False)
    assert taken.rejections == ()
    theirs = fold(taken.decisions)
    assert [(d.key, d.answer, d.who, d.when, d.why) for d in theirs.current.values()] == [
        (d.key, d.answer, d.who, d.when, d.why) for d in mine.current.values()
    ]
    assert export_decisions(theirs) == data
    again = take_decisions(raw, DecidedGeocoder(matcher=geocoder, decisions=theirs), who="", now=WHEN, replacing=False)
    assert (again.decisions, again.standing, again.rejections) == ((), len(mine.current), ())


@pytest.mark.parametrize("text", ["", "=1", "'=1", "''=1", "plain", "'quoted'", "-5", "@x", "\t=", "＝1", "'"])
def test_inert_cells_have_a_way_back(text: str) -> None:
    """Every text comes back as it was, and none starts as a formula."""
    assert live(inert(text)) == text
    assert inert(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "＝"}


REFUSED = {
    "no text": (" ,SY07,,,,,,,,SY07,,A,,", "text"),
    "a governorate nobody knows": ("X,Bavaria,,,,,,,,SY07,,A,,", "governorate"),
    "nothing said": ("X,,,,,,,,,,,A,,", "answer"),
    "a word nobody knows": ("X,,,,,,,,,,perhaps,A,,", "answer"),
    "nobody named": ("X,,,,,,,,,SY07,,,,", "who"),
    "no instant": ("X,,,,,,,,,SY07,,A,yesterday,", "when"),
    "outside Syria": ("X,,,N,,48,11,,,,point,A,,", "latitude"),
    "a place without anything": ("X,,gn:1,,,,,,,,place,A,,", "answer"),
    "a P-code of nowhere": ("X,,,,,,,,,IQ01,area,A,,", "answer"),
    "decided otherwise": ("Al-Hamra,,,,,,,,,,nowhere,B,,", "text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_rows_of_an_alias_file_are_refused_one_by_one(case: str, geocoder: Geocoder, hamra: dict[str, Answer]) -> None:
    """Each bad row has its line, column and reason, and the good one beside it is taken."""
    line, column = REFUSED[case]
    header = export_decisions(Decisions(current={})).decode("utf-8-sig").strip()
    raw = read_delimited(f"{header}\n{line}\nGood,,,,,,,,,SY07,,A,,\n".encode(), file="a.csv")
    finder = DecidedGeocoder(matcher=geocoder, decisions=standing(decided("Al-Hamra", hamra["SY05"])))
    taken = take_decisions(raw, finder, who="", now=WHEN, replacing=False)
    assert [d.text for d in taken.decisions] == ["Good"]
    assert {r.row for r in taken.rejections} == {2}
    assert column in {r.column for r in taken.rejections}
    if case == "decided otherwise":
        assert "--replace" in taken.rejections[0].reason
        assert len(take_decisions(raw, finder, who="", now=WHEN, replacing=True).decisions) == 2


def test_another_teams_place_is_found_by_name_and_point_else_kept_as_its_point(geocoder: Geocoder) -> None:
    """Their id is not ours: the entry of that name within 2 km is meant, and farther away only the coordinates are."""
    saraqib = geocoder.geocode("Saraqib")
    assert saraqib.latitude is not None
    assert saraqib.longitude is not None
    rows = [f"A,,ocha:1,Saraqeb,,{saraqib.latitude + 0.01:.4f},{saraqib.longitude},2500,settlement,SY07,place,B,,"]
    rows += [f"C,,ocha:1,Saraqeb,,{saraqib.latitude + 0.05:.4f},{saraqib.longitude},2500,settlement,SY07,place,B,,"]
    rows += [f"D,,{saraqib.place_id},Elsewhere,,33.5,36.3,2500,settlement,SY01,place,B,,"]
    header = export_decisions(Decisions(current={})).decode("utf-8-sig").strip()
    taken = take_decisions(
        read_delimited("\n".join([header, *rows]).encode(), file="a.csv"), DecidedGeocoder(matcher=geocoder), who="", now=WHEN, replacing=False
    )
    assert [(d.answer.kind, d.answer.place_id) for d in taken.decisions] == [
        (AnswerKind.PLACE, saraqib.place_id),
        (AnswerKind.POINT, ""),
        (AnswerKind.POINT, ""),
    ]


def test_days_are_said_in_words() -> None:
    """As people write them."""
    assert day_in_words(WHEN) == "3 March 2026"


@pytest.mark.parametrize("text", ["see http://x.y", "www.x.y", "a@x.y", "HTTPS://x.y/z"])
def test_plain_text_makes_no_link_of_an_address(text: str) -> None:
    """Markdown links bare addresses even where every mark is escaped; ours are parted."""
    shown = plain(text).replace("\\", "")
    assert shown != text
    assert shown.replace("\u2060", "") == text
