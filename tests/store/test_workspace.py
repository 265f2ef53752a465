"""What a workspace promises: batches whole or not at all, nothing twice, nothing overwritten, everything taken back, everything walkable."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from geo_app.dataset.workspace import load_workspace, workspace_fingerprint
from geo_app.errors import BadUseError
from geo_app.importing.curate import correct, keep_apart, merge, retract
from geo_app.importing.forget import forget
from geo_app.importing.imports import compared, store, undo
from geo_app.importing.stage import stage
from geo_app.store.audit import audit
from geo_app.store.backup import backup
from geo_app.store.chain import events
from geo_app.store.effective import effective, standing_of
from geo_app.store.schema import METADATA, RECORDS
from geo_app.store.workspace import Workspace, open_workspace
from geo_app.tables.incidents import ACCOUNTS
from geo_app.vocabulary import Change
from tests.store.conftest import Import, a_list

ONE = "A1,2016-03-15,Aleppo,Aleppo,Russian forces,12,3,School hit"
TWO = "A2,2016-04-01,Idlib,Idlib,ISIS,at least 5,,Market"
THREE = "A3,2017-05-02,Homs,Palmyra,unknown,,,"


def killed(workspace: Workspace) -> dict[str, int | None]:
    """Return fewest killed by record."""
    with workspace.reading() as connection:
        frame = effective(connection, ACCOUNTS)
    return {key.removeprefix("own:"): None if low is None else low for key, low in zip(frame["account_id"], frame["killed_min"].astype(object), strict=True)}


def whole(workspace: Workspace) -> list[str]:
    """Return what an audit finds."""
    with workspace.reading() as connection:
        return audit(connection)


def test_an_import_is_stored_and_the_audit_finds_it_whole(workspace: Workspace, put: Import) -> None:
    """Three records come in, bounds kept, the unknown unknown."""
    done = put(workspace, a_list(ONE, TWO, THREE))
    assert (done.batch, done.new) == (1, 3)
    with workspace.reading() as connection:
        frame = effective(connection, ACCOUNTS).set_index("source_url", drop=False).reset_index(drop=True)
    found = {row.account_id: (str(row.killed_min), str(row.killed_max), row.bound) for row in frame.itertuples()}
    assert found == {"own:A1": ("12", "12", "stated"), "own:A2": ("5", "<NA>", "at_least"), "own:A3": ("<NA>", "<NA>", "")}
    assert whole(workspace) == []


def test_the_same_file_twice_adds_nothing(workspace: Workspace, put: Import) -> None:
    """The bytes of a batch are known by their hash."""
    put(workspace, a_list(ONE, TWO))
    again = put(workspace, a_list(ONE, TWO), file="renamed.csv")
    assert again.again
    assert again.batch == 1
    assert len(killed(workspace)) == 2


def test_the_same_rows_in_another_order_are_identical(workspace: Workspace, put: Import) -> None:
    """Another file with the same records is a batch that holds them too, and adds none."""
    put(workspace, a_list(ONE, TWO))
    before = workspace_fingerprint(workspace)
    done = put(workspace, a_list(TWO, ONE))
    assert (done.new, done.changed, done.identical) == (0, 0, 2)
    assert workspace_fingerprint(workspace) == before


def test_a_correction_in_a_new_file_keeps_the_old_value_and_undoing_brings_it_back(workspace: Workspace, put: Import) -> None:
    """The latest batch that stands decides; undoing restores the fingerprint exactly, undoing the undoing restores the correction."""
    put(workspace, a_list(ONE, TWO))
    before = workspace_fingerprint(workspace)
    done = put(workspace, a_list(ONE.replace(",12,", ",14,"), TWO))
    assert (done.changed, done.identical) == (1, 1)
    after = workspace_fingerprint(workspace)
    assert killed(workspace)["A1"] == 14
    undo(workspace, 2, who="Amal")
    assert workspace_fingerprint(workspace) == before
    assert killed(workspace)["A1"] == 12
    undo(workspace, 3, who="Amal", of_event=True)
    assert workspace_fingerprint(workspace) == after
    assert whole(workspace) == []


def test_undoing_a_batch_does_not_take_what_another_batch_holds_too(workspace: Workspace, put: Import) -> None:
    """A record that two lists hold stays until both are undone."""
    put(workspace, a_list(ONE, TWO))
    put(workspace, a_list(ONE, THREE))
    undo(workspace, 1, who="Amal")
    assert set(killed(workspace)) == {"A1", "A3"}
    undo(workspace, 2, who="Amal")
    assert killed(workspace) == {}


def test_what_a_file_no_longer_holds_stays_unless_the_file_is_the_whole_list(workspace: Workspace, put: Import) -> None:
    """A missing row is said, and withdrawn only where the person says that the list is complete; undoing brings it back."""
    put(workspace, a_list(ONE, TWO, THREE))
    put(workspace, a_list(ONE, TWO))
    assert set(killed(workspace)) == {"A1", "A2", "A3"}
    done = put(workspace, a_list(TWO, THREE.replace("unknown", "ISIS")), complete=True)
    assert done.withdrawn == 1
    assert set(killed(workspace)) == {"A2", "A3"}
    undo(workspace, 3, who="Amal")
    assert set(killed(workspace)) == {"A1", "A2", "A3"}


def test_an_id_that_another_list_uses_for_another_record_is_not_taken_for_a_correction(workspace: Workspace, put: Import) -> None:
    """Same id, another place, years apart: refused and said; in a data set of its own it is a record of its own."""
    put(workspace, a_list(ONE))
    other = "A1,2019-09-09,Daraa,Daraa,Syrian regime,40,,Another event"
    done = put(workspace, a_list(other), file="other.csv")
    assert (done.conflicting, done.new, done.changed) == (1, 0, 0)
    assert killed(workspace) == {"A1": 12}
    put(workspace, a_list(other), file="other.csv", dataset="daraa")
    assert len(killed(workspace)) == 2


def test_the_preview_says_what_changes(workspace: Workspace, put: Import, tmp_path: Path) -> None:
    """New, changed with both values, identical, and what the file lacks; looking stores nothing."""
    put(workspace, a_list(ONE, TWO, THREE))
    staged = stage(a_list(ONE.replace(",12,", ",14,"), TWO, "A4,2018-01-01,Homs,Homs,ISIS,1,,"), file="next.csv")
    found = compared(workspace, staged)
    assert [found.count(change) for change in (Change.NEW, Change.CHANGED, Change.IDENTICAL)] == [1, 1, 1]
    assert ("own:A1", "killed_min", "12", "14") in found.moved
    assert found.missing == ("own:A3",)
    put(workspace, a_list("A4,2018-01-01,Homs,Homs,ISIS,2,,"))
    with pytest.raises(BadUseError, match="has changed since you looked"):
        store(workspace, staged, who="Amal", expected=found)
    staged.close()


def test_correcting_retracting_and_their_reasons(workspace: Workspace, put: Import) -> None:
    """A person's change is an event with a reason that can be undone; the stored row is never touched."""
    put(workspace, a_list(ONE, TWO))
    with pytest.raises(BadUseError, match="needs a reason"):
        correct(workspace, "own:A1", {"killed_min": "13"}, who="Amal", why=" ")
    with pytest.raises(BadUseError, match="cannot stand in killed_min"):
        correct(workspace, "own:A1", {"killed_min": "many"}, who="Amal", why="x")
    event = correct(workspace, "own:A1", {"killed_min": "13", "killed_max": ""}, who="Amal", why="hospital list")
    assert killed(workspace)["A1"] == 13
    retract(workspace, "own:A2", who="Amal", why="the same as A1")
    assert killed(workspace) == {"A1": 13}
    undo(workspace, event, who="Amal", of_event=True)
    assert killed(workspace) == {"A1": 12}
    assert whole(workspace) == []


def test_a_correction_gives_way_to_a_newer_figure_of_the_list(workspace: Workspace, put: Import) -> None:
    """A correction of 12 says nothing of the 15 that the list states by now; the preview says so, and undoing the newer list brings it back."""
    put(workspace, a_list(ONE, TWO))
    correct(workspace, "own:A1", {"killed_min": "13", "killed_max": "13"}, who="Amal", why="hospital list")
    staged = stage(a_list(ONE.replace(",12,", ",15,"), TWO), file="next.csv")
    assert compared(workspace, staged).overtaken == ("own:A1",)
    staged.close()
    put(workspace, a_list(ONE.replace(",12,", ",15,"), TWO))
    assert killed(workspace)["A1"] == 15
    undo(workspace, 2, who="Amal")
    assert killed(workspace)["A1"] == 13
    put(workspace, a_list(ONE.replace("Aleppo,", "Idlib,"), TWO), file="moved.csv")
    assert killed(workspace)["A1"] == 13


def test_a_newer_list_says_which_of_its_records_stay_retracted(workspace: Workspace, put: Import) -> None:
    """Nothing that a person took out comes back unseen, and it is said."""
    put(workspace, a_list(ONE, TWO))
    retract(workspace, "own:A2", who="Amal", why="the same as A1")
    staged = stage(a_list(ONE, TWO, THREE), file="next.csv")
    assert compared(workspace, staged).retracted == ("own:A2",)
    staged.close()
    put(workspace, a_list(ONE, TWO, THREE))
    assert set(killed(workspace)) == {"A1", "A3"}


def test_a_refused_row_withdraws_nothing_however_its_id_is_written(workspace: Workspace, put: Import) -> None:
    """A whole list whose row can no longer be read still holds it: with a percent sign, Arabic digits or combining letters in its id."""
    ids = ("a%b", "a b", "١٢", "Cafe\u0301")
    put(workspace, a_list(*(ONE.replace("A1", one) for one in ids), TWO))
    before = set(killed(workspace))
    put(workspace, a_list(*(ONE.replace("A1", one).replace("2016-03-15", "never") for one in ids), TWO), complete=True)
    assert set(killed(workspace)) == before


def test_merging_makes_one_incident_of_two_accounts_and_can_be_undone(workspace: Workspace, put: Import) -> None:
    """Two lists' records of one event count once, the accounts are kept; parting them gives both back."""
    put(workspace, a_list(ONE))
    put(workspace, a_list("B7,2016-03-15,Aleppo,Aleppo,Russian forces,15,,School"), file="b.csv", dataset="b")
    assert len(load_workspace(workspace).incidents) == 2
    event = merge(workspace, ("own:A1", "b:B7"), who="Amal", why="same school")
    merged = load_workspace(workspace)
    assert len(merged.incidents) == 1
    assert len(merged.accounts) == 2
    assert (merged.incidents["min_people"][0], merged.incidents["max_people"][0]) == (12, 15)
    undo(workspace, event, who="Amal", of_event=True)
    assert len(load_workspace(workspace).incidents) == 2
    keep_apart(workspace, ("own:A1", "b:B7"), who="Amal", why="two schools")
    with workspace.reading() as connection:
        assert standing_of(connection).apart == {frozenset({"own:A1", "b:B7"})}


def test_merging_names_incidents_that_are_there(workspace: Workspace, put: Import) -> None:
    """A merge of an unknown incident is refused."""
    put(workspace, a_list(ONE))
    with pytest.raises(BadUseError, match="no incident"):
        merge(workspace, ("own:A1", "own:ZZ"), who="Amal", why="")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE accounts SET killed_min = 99 WHERE account_id = 'own:A1'", "was changed"),
        ("DELETE FROM accounts WHERE account_id = 'own:A2'", "has lost or gained records"),
        ("UPDATE event SET who = 'Somebody' WHERE seq = 1", "Event 1 was changed"),
        ("DELETE FROM event WHERE seq = 1", "Event 1 is missing"),
        ("UPDATE event SET payload = replace(payload, 'list', 'LIST') WHERE seq = 1", "content of event 1"),
        ("UPDATE batch SET sha256 = 'f' WHERE id = 1", "is not what the history says"),
    ],
)
def test_the_audit_sees_whatever_is_changed_behind_its_back(workspace: Workspace, put: Import, statement: str, says: str) -> None:
    """A row changed, added or removed by other means than geo_app is named."""
    put(workspace, a_list(ONE, TWO))
    put(workspace, a_list(THREE))
    assert workspace.path is not None
    with sqlite3.connect(workspace.path) as connection:
        connection.execute(statement)
    assert any(says in flaw for flaw in whole(workspace))


def test_forgetting_reaches_records_remarks_history_and_backups(workspace: Workspace, put: Import, tmp_path: Path) -> None:
    """After a redaction the words stand in no file of the workspace, and the chain still verifies."""
    name = "Jawad Al-Example"
    put(workspace, a_list(f"A1,2016-03-15,Aleppo,Aleppo,Russian forces,12,3,Told by {name}", f"A2,not a date {name},Homs,Homs,ISIS,1,,"))
    correct(workspace, "own:A1", {"evidence": f"page of {name}"}, who="Amal", why="x")
    backup(workspace, tmp_path / "copy.sqlite")
    load_workspace(workspace)
    reached = forget(workspace, "jawad  al-example", who="Amal", why="asked for by the family")
    assert reached.any
    assert whole(workspace) == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 2
    for path in files:
        assert name.encode() not in path.read_bytes(), path.name
    copy = open_workspace(tmp_path / "copy.sqlite", create=False)
    assert whole(copy) == []
    copy.close()


def test_a_backup_is_a_workspace_and_is_never_written_over(workspace: Workspace, put: Import, tmp_path: Path) -> None:
    """The copy opens as it was; a name that is taken is refused."""
    put(workspace, a_list(ONE, TWO))
    backup(workspace, tmp_path / "copy.sqlite")
    with pytest.raises(BadUseError, match="exists already"):
        backup(workspace, tmp_path / "copy.sqlite")
    copy = open_workspace(tmp_path / "copy.sqlite", create=False)
    assert workspace_fingerprint(copy) == workspace_fingerprint(workspace)
    copy.close()


def test_the_migrations_make_the_schema_of_today(workspace: Workspace) -> None:
    """No column is in the code and not in a migration, nor the other way round."""
    with workspace.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_workspace_of_a_newer_version_is_refused(workspace: Workspace) -> None:
    """What this version cannot understand it does not touch."""
    assert workspace.path is not None
    with sqlite3.connect(workspace.path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadUseError, match="newer geo_app"):
        open_workspace(workspace.path)


@pytest.mark.parametrize("content", [b"", b"id,date\n1,2016-01-01\n", b"SQLite format 3\x00" + b"x" * 200])
def test_a_file_that_is_no_workspace_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    """A wrong address is a sentence, and the file stays as it is."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(BadUseError):
        open_workspace(path, create=False)
    assert path.read_bytes() == content


def test_the_history_is_numbered_without_gaps_and_says_who_and_when(workspace: Workspace, put: Import) -> None:
    """Every event has a number, a moment and a name."""
    put(workspace, a_list(ONE), who="Amal")
    undo(workspace, 1, who="Basel", why="wrong file")
    with workspace.reading() as connection:
        found = list(events(connection))
    assert [(e.seq, e.who, str(e.kind)) for e in found] == [(1, "Amal", "import"), (2, "Basel", "undo")]
    assert json.dumps(found[1].payload)
    with pytest.raises(BadUseError, match="undone already"):
        undo(workspace, 1, who="Basel")


def test_every_record_of_every_version_walks_to_its_file_and_row(workspace: Workspace, put: Import) -> None:
    """A stored number is one step from the batch, the file's hash and the row it came from."""
    put(workspace, a_list(ONE, TWO))
    records = RECORDS["accounts"]
    with workspace.reading() as connection:
        rows = connection.execute(sa.select(records.c.account_id, records.c.batch_id, records.c.source_row, records.c.source_id)).all()
    assert [tuple(row) for row in rows] == [("own:A1", 1, 2, "A1"), ("own:A2", 1, 3, "A2")]


def test_an_encrypted_workspace_holds_no_word_in_clear(tmp_path: Path, put: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a passphrase the file, its log and its backup are unreadable, a wrong passphrase is a sentence, and no snapshot is kept."""
    pytest.importorskip("sqlcipher3", reason="encryption is not installed (extra encryption)")
    monkeypatch.setenv("GEO_APP_PASSPHRASE", "correct horse's battery")
    monkeypatch.setenv("GEO_APP_HOME", str(tmp_path / "home"))
    opened = open_workspace(tmp_path / "secret.sqlite")
    put(opened, a_list(ONE, TWO))
    assert len(load_workspace(opened).incidents) == 2
    assert whole(opened) == []
    before = workspace_fingerprint(opened)
    backup(opened, tmp_path / "copy.sqlite")
    for path in [*tmp_path.glob("secret.sqlite*"), tmp_path / "copy.sqlite"]:
        assert b"School hit" not in path.read_bytes()
        assert not path.read_bytes().startswith(b"SQLite format 3")
    assert not list((tmp_path / "home").rglob("*.arrow"))
    opened.close()
    copy = open_workspace(tmp_path / "copy.sqlite", create=False)
    assert workspace_fingerprint(copy) == before
    copy.close()
    monkeypatch.setenv("GEO_APP_PASSPHRASE", "wrong")
    with pytest.raises(BadUseError, match="no workspace that can be opened"):
        open_workspace(tmp_path / "secret.sqlite", create=False)


def test_forgetting_a_name_changes_no_figure_and_no_decision(workspace: Workspace, put: Import) -> None:
    """An undoing, a retraction and a correction whose reason or key holds the name keep their effect; versions of one record stay one."""
    put(workspace, a_list("Jawad-1,2016-03-15,Aleppo,Aleppo,ISIS,5,,x", TWO, THREE))
    put(workspace, a_list("Jawad-1,2016-03-15,Aleppo,Aleppo,ISIS,6,,x", TWO, THREE), file="second.csv")
    retract(workspace, "own:A2", who="Amal", why="as Jawad said")
    correct(workspace, "own:A3", {"killed_min": "4", "killed_max": "4"}, who="Amal", why="as Jawad said")
    undo(workspace, 2, who="Amal", why="Jawad asked to be left out")
    before = sorted(low or 0 for low in killed(workspace).values())
    assert before == [4, 5]
    forget(workspace, "Jawad", who="Amal", why="asked for")
    assert sorted(low or 0 for low in killed(workspace).values()) == before
    assert whole(workspace) == []
    assert workspace.path is not None
    assert b"Jawad" not in workspace.path.read_bytes()


def test_codes_and_days_are_never_redacted(workspace: Workspace, put: Import) -> None:
    """A short word inside a code or a date is no name: the workspace opens as before."""
    put(workspace, a_list("A1,2016-03-15,Aleppo,Aleppo,International coalition,5,,told by Ali"))
    forget(workspace, "Ali", who="Amal", why="asked for")
    dataset = load_workspace(workspace)
    assert dataset.accounts["perpetrators"].tolist() == ["international_coalition"]
    assert "Ali" not in dataset.accounts["description"][0]


def test_a_complete_list_with_a_bad_row_does_not_withdraw_its_record(workspace: Workspace, put: Import) -> None:
    """A typing mistake is a refused row, not a withdrawal; a file of which nothing can be stored withdraws nothing."""
    put(workspace, a_list(ONE, TWO))
    done = put(workspace, a_list(ONE, TWO.replace("2016-04-01", "2016-13-45")), complete=True)
    assert done.withdrawn == 0
    with pytest.raises(BadUseError, match="Nothing of"):
        put(workspace, a_list(TWO.replace("2016-04-01", "2016-13-45")), complete=True)
    assert set(killed(workspace)) == {"A1", "A2"}


def test_two_data_sets_never_overwrite_one_another(workspace: Workspace, put: Import) -> None:
    """The same key in another data set is a conflict that is said, not a newer version."""
    header = "incident_id,date_start,place_as_reported,killed_min,killed_class\n"
    put(workspace, f"{header}i1,2016-03-15,Aleppo,5,people\n".encode(), dataset="A")
    done = put(workspace, f"{header}i1,2019-03-15,Idlib,50,people\n".encode(), dataset="B")
    assert (done.conflicting, done.new) == (1, 0)
    assert list(killed(workspace).values()) == [5]


def test_a_second_sheet_of_people_moved_does_not_replace_the_first(workspace: Workspace, put: Import) -> None:
    """Statements without ids are known by what they say, not by their row."""
    put(workspace, b"date,origin,destination,persons\n2016-01-02,Aleppo,Idlib,500\n")
    done = put(workspace, b"date,origin,destination,persons\n2019-01-02,Hama,Homs,90\n", file="b.csv")
    assert (done.new, done.changed) == (1, 0)


@pytest.mark.parametrize("values", [{"killed_max": "3"}, {"date_start": "2020-01-01"}, {"perpetrators": ""}, {"killed_class": ""}])
def test_a_correction_leaves_a_record_that_an_import_would_take(workspace: Workspace, put: Import, values: dict[str, str]) -> None:
    """What would contradict itself is refused; what is implied is filled in, and the workspace opens."""
    put(workspace, a_list(ONE))
    try:
        correct(workspace, "own:A1", values, who="Amal", why="x")
    except BadUseError:
        assert killed(workspace) == {"A1": 12}
    assert len(load_workspace(workspace).incidents) == 1
    assert killed(workspace) == {"A1": 12}


def test_what_somebody_saw_is_not_stored_over_what_another_stored_since(workspace: Workspace, put: Import) -> None:
    """Seen 12 → 14, meanwhile 13 was stored: the person is asked to look again."""
    put(workspace, a_list(ONE))
    staged = stage(a_list(ONE.replace(",12,", ",14,")), file="mine.csv")
    seen = compared(workspace, staged)
    put(workspace, a_list(ONE.replace(",12,", ",13,")), file="theirs.csv")
    with pytest.raises(BadUseError, match="has changed since you looked"):
        store(workspace, staged, who="Amal", expected=seen)
    staged.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM withdrawal",
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)",
        "UPDATE event SET payload = NULL, salt = NULL WHERE kind = 'retract'",
        "UPDATE accounts SET killed_min = 'many' WHERE id = 1",
        "UPDATE accounts SET salt = NULL, redacted_by = 1 WHERE id = 1",
        "DELETE FROM accounts_sighting",
    ],
)
def test_the_audit_sees_what_is_taken_away(workspace: Workspace, put: Import, statement: str) -> None:
    """Withdrawals, sightings, the end of the history, and proofs that were blanked."""
    put(workspace, a_list(ONE, TWO, THREE))
    put(workspace, a_list(ONE), complete=True)
    retract(workspace, "own:A1", who="Amal", why="x")
    assert whole(workspace) == []
    assert workspace.path is not None
    with sqlite3.connect(workspace.path) as connection:
        connection.execute(statement)
    assert whole(workspace) != []
