"""Saved scenarios in a real SQLite file and on a real PostgreSQL server: what is saved is found again, by its owner.

Every test runs on both, each with a database of its own.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from dashboard.library import Conflict, address, library_of, limits
from dashboard.library.database import engine_of
from dashboard.library.library import Library
from dashboard.library.migrating import MIGRATIONS, migrate, revision_of
from dashboard.library.migrations import REVISIONS
from dashboard.library.tables import Table
from tcomodel.problems import ProblemsFound
from tests.case_file import ROOT

ANN, BEN = "ann@example.com", "ben@example.com"
ANYTHING = "Kosten – 費用 – كلفة 𝄞 'quoted'; drop table scenario; --\n"
names = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'folder of its own' / 'library.db'}"
    server, name = request.getfixturevalue("postgresql"), f"library_{next(names)}"
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    """An empty library whose clock goes on by a minute with everything that is saved."""
    minutes = count()
    made = Library(url, lambda: datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=next(minutes)))
    yield made
    made.close()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """The database without a library."""
    made = engine_of(url)
    yield made
    made.dispose()


def said(refused: pytest.ExceptionInfo[ProblemsFound]) -> str:
    return str(refused.value)


# ---------------------------------------------------------------- saving and finding


def test_what_is_saved_is_found_again_sign_by_sign(library: Library):
    first = library.save(ANN, "Offshore voice", ANYTHING, "round 1 ü", "Manila saves 1.2 m USD")
    assert (first.number, first.note, first.headline) == (1, "round 1 ü", "Manila saves 1.2 m USD")
    assert first.saved_at == datetime(2027, 3, 1, 0, 0, tzinfo=UTC)
    again = library.version(ANN, first.id)
    assert again == first
    assert again.text == ANYTHING
    [saved] = library.saved(ANN)
    assert (saved.name, saved.versions, saved.latest.number, saved.latest.text) == ("Offshore voice", 1, 1, None)
    assert saved.latest.saved_at == first.saved_at


def test_versions_count_up_and_the_scenario_saved_last_comes_first(library: Library):
    voice = library.save(ANN, "Voice", "a: 1")
    library.save(ANN, "Chat", "b: 1")
    second = library.add_version(ANN, voice.scenario_id, "a: 2", "cheaper", after=1)
    third = library.add_version(ANN, voice.scenario_id, "a: 3")
    assert (second.number, third.number) == (2, 3)
    assert [one.number for one in library.versions(ANN, voice.scenario_id)] == [3, 2, 1]
    assert [one.text for one in library.versions(ANN, voice.scenario_id)] == [None] * 3
    assert [library.version(ANN, one.id).text for one in (third, second, voice)] == ["a: 3", "a: 2", "a: 1"]
    assert [(one.name, one.versions) for one in library.saved(ANN)] == [("Voice", 3), ("Chat", 1)]
    assert library.one(ANN, voice.scenario_id) == library.saved(ANN)[0]


def test_a_megabyte_of_text_comes_back(library: Library):
    large = "volume: [" + ", ".join(str(number) for number in range(150_000)) + "]\n"
    assert len(large) > 1_000_000
    assert library.version(ANN, library.save(ANN, "Large", large).id).text == large


def test_somebody_saved_meanwhile_and_neither_loses(library: Library):
    first = library.save(ANN, "Voice", "a: 1")
    theirs = library.add_version(ANN, first.scenario_id, "a: theirs", after=1)
    with pytest.raises(Conflict, match="version 2 was saved meanwhile") as refused:
        library.add_version(ANN, first.scenario_id, "a: mine", after=1)
    assert refused.value.latest.id == theirs.id
    mine = library.add_version(ANN, first.scenario_id, "a: mine", after=refused.value.latest.number)
    texts = {one.number: library.version(ANN, one.id).text for one in library.versions(ANN, first.scenario_id)}
    assert texts == {1: "a: 1", 2: "a: theirs", mine.number: "a: mine"}


def test_of_many_who_save_after_the_same_version_one_does_and_the_others_are_told(library: Library):
    first = library.save(ANN, "Voice", "a: 0")
    start, done, told = threading.Barrier(6), [], []

    def save(number: int) -> None:
        start.wait()
        try:
            done.append(library.add_version(ANN, first.scenario_id, f"a: {number}", after=1).number)
        except Conflict as conflict:
            told.append(conflict.latest.number)

    at_once(save, 6)
    assert done == [2]
    assert told == [2] * 5


def test_many_who_save_at_once_all_get_a_version(library: Library):
    first = library.save(ANN, "Voice", "a: 0")
    start = threading.Barrier(6)

    def save(number: int) -> None:
        start.wait()
        library.add_version(ANN, first.scenario_id, f"a: {number}")

    at_once(save, 6)
    found = library.versions(ANN, first.scenario_id)
    assert sorted(one.number for one in found) == [1, 2, 3, 4, 5, 6, 7]
    assert {library.version(ANN, one.id).text for one in found} == {f"a: {number}" for number in range(6)}


def test_of_many_who_take_a_name_at_once_one_has_it(library: Library):
    library.saved(ANN)
    start, done, told = threading.Barrier(6), [], []

    def save(number: int) -> None:
        start.wait()
        try:
            done.append(library.save(ANN, "Voice", f"a: {number}").id)
        except ProblemsFound as found:
            told.append(str(found))

    at_once(save, 6)
    assert len(done) == len(library.saved(ANN)) == 1
    assert len(told) == 5
    assert all("Voice" in one for one in told)


def at_once(do, how_many: int) -> None:
    """Do it in as many threads, and wait for all."""
    threads = [threading.Thread(target=do, args=(number,)) for number in range(how_many)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert not any(one.is_alive() for one in threads)


# ---------------------------------------------------------------- names, copies, taking away


@pytest.mark.parametrize("same", ["offshore voice", " OFFSHORE   voice ", "Offshore\tVoice"])
def test_a_name_that_is_taken_is_refused_whatever_its_case_and_blanks(library: Library, same: str):
    library.save(ANN, "Offshore voice", "a: 1")
    with pytest.raises(ProblemsFound, match=r"is there already; .* \(2\)"):
        library.save(ANN, same, "a: 2")
    other = library.save(ANN, "Other", "a: 3")
    with pytest.raises(ProblemsFound, match="is there already"):
        library.rename(ANN, other.scenario_id, same)
    assert library.rename(ANN, other.scenario_id, " OTHER  one").name == "OTHER one"
    assert library.save(BEN, same, "a: 4").number == 1


def test_a_copy_begins_with_the_latest_version_and_goes_its_own_way(library: Library):
    first = library.save(ANN, "Voice", "a: 1", headline="saves 1")
    library.add_version(ANN, first.scenario_id, "a: 2", headline="saves 2")
    copy = library.duplicate(ANN, first.scenario_id, "Voice, dearer")
    assert (copy.name, copy.versions, copy.latest.headline) == ("Voice, dearer", 1, "saves 2")
    assert copy.latest.note == "Copy of Voice, version 2"
    library.add_version(ANN, copy.id, "a: 3")
    assert library.one(ANN, first.scenario_id).versions == 2
    assert library.version(ANN, copy.latest.id).text == "a: 2"


def test_what_is_deleted_is_out_of_the_list_and_can_be_brought_back(library: Library):
    first = library.save(ANN, "Voice", "a: 1")
    library.add_version(ANN, first.scenario_id, "a: 2")
    library.delete(ANN, first.scenario_id)
    assert library.saved(ANN) == []
    [gone] = library.saved(ANN, deleted=True)
    assert (gone.name, gone.versions) == ("Voice", 2)
    assert gone.deleted_at is not None
    with pytest.raises(ProblemsFound, match="bring it back first"):
        library.add_version(ANN, first.scenario_id, "a: 3")
    back = library.undelete(ANN, first.scenario_id)
    assert (back.name, back.versions, back.deleted_at) == ("Voice", 2, None)
    assert library.saved(ANN, deleted=True) == []


def test_one_brought_back_whose_name_is_taken_gets_a_number(library: Library):
    first = library.save(ANN, "Voice", "a: 1")
    library.delete(ANN, first.scenario_id)
    library.save(ANN, "voice", "a: 2")
    assert library.undelete(ANN, first.scenario_id).name == "Voice (2)"
    assert library.undelete(ANN, first.scenario_id).name == "Voice (2)", "brought back twice changes nothing"


def test_only_what_is_deleted_can_be_removed_and_then_it_is_gone(library: Library):
    first = library.save(ANN, "Voice", "a: 1")
    with pytest.raises(ProblemsFound, match="delete it first"):
        library.remove(ANN, first.scenario_id)
    library.delete(ANN, first.scenario_id)
    library.remove(ANN, first.scenario_id)
    assert library.saved(ANN, deleted=True) == []
    with pytest.raises(ProblemsFound, match="not there any more"):
        library.version(ANN, first.id)


def test_owners_see_and_change_nothing_of_each_other(library: Library):
    first = library.save(ANN, "Voice", "a: 1")
    assert library.saved(BEN) == library.saved("") == []
    for what in (
        lambda: library.versions(BEN, first.scenario_id),
        lambda: library.version(BEN, first.id),
        lambda: library.one(BEN, first.scenario_id),
        lambda: library.add_version(BEN, first.scenario_id, "a: 2"),
        lambda: library.rename(BEN, first.scenario_id, "Mine"),
        lambda: library.duplicate(BEN, first.scenario_id, "Mine"),
        lambda: library.delete(BEN, first.scenario_id),
        lambda: library.undelete(BEN, first.scenario_id),
        lambda: library.remove(BEN, first.scenario_id),
    ):
        with pytest.raises(ProblemsFound, match="not there any more"):
            what()
    [saved] = library.saved(ANN)
    assert (saved.name, saved.versions, saved.deleted_at) == ("Voice", 1, None)


# ---------------------------------------------------------------- what does not fit


def test_everything_that_does_not_fit_is_said_at_once(library: Library):
    with pytest.raises(ProblemsFound) as refused:
        library.save(ANN, " ", " \n", "n" * 501, "h" * 501)
    assert [one.where for one in refused.value.problems] == ["Name", "Note", "Headline", "Scenario"]
    with pytest.raises(ProblemsFound, match="101 characters; write at most 100"):
        library.save(ANN, "x" * 101, "a: 1")
    with pytest.raises(ProblemsFound, match=r"2\.0 MB; at most 2 MB"):
        library.save(ANN, "x", "a" * (limits.LARGEST_TEXT + 1))
    assert library.saved(ANN) == []


@pytest.mark.parametrize("wrong", ["a\0b", "a\ud800b"], ids=["zero", "half"])
def test_signs_that_no_database_takes_are_refused_in_words(library: Library, wrong: str):
    for where in ("name", "text", "note", "headline"):
        with pytest.raises(ProblemsFound, match="no text can hold"):
            library.save(ANN, **{"name": "x", "text": "a", where: wrong})


def test_there_is_an_end_to_scenarios_and_to_versions(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dashboard.library.library.MOST_SCENARIOS", 2)
    monkeypatch.setattr("dashboard.library.library.MOST_VERSIONS", 2)
    first = library.save(ANN, "One", "a: 1")
    library.add_version(ANN, first.scenario_id, "a: 2")
    with pytest.raises(ProblemsFound, match="2 versions"):
        library.add_version(ANN, first.scenario_id, "a: 3")
    library.delete(ANN, library.save(ANN, "Two", "a: 1").scenario_id)
    with pytest.raises(ProblemsFound, match="deleted ones included"):
        library.save(ANN, "Three", "a: 1")
    assert library.save(BEN, "Three", "a: 1").number == 1


# ---------------------------------------------------------------- drafts


def test_a_draft_is_replaced_and_known_to_its_owner_alone(library: Library):
    library.keep_draft("token", ANN, b"\0first\xff")
    library.keep_draft("token", ANN, b"\0second\xff")
    draft = library.draft("token", ANN)
    assert (draft.content, draft.kept_at) == (b"\0second\xff", datetime(2027, 3, 1, 0, 1, tzinfo=UTC))
    assert library.draft("token", BEN) is library.draft("other", ANN) is library.draft("to\0ken", ANN) is None
    with pytest.raises(ProblemsFound, match="another visitor"):
        library.keep_draft("token", BEN, b"stolen")
    assert library.draft("token", ANN).content == b"\0second\xff"


def test_old_drafts_are_forgotten(library: Library):
    for token in ("a", "b", "c"):
        library.keep_draft(token, "", b"x")
    assert library.forget_drafts(datetime(2027, 3, 1, 0, 2, tzinfo=UTC)) == 2
    assert [token for token in "abc" if library.draft(token, "")] == ["c"]


def test_a_draft_that_is_too_large_is_refused_in_words(library: Library):
    with pytest.raises(ProblemsFound, match="at most 8 MB"):
        library.keep_draft("token", "", b"x" * (limits.LARGEST_DRAFT + 1))


# ---------------------------------------------------------------- the tables and their steps


def test_the_steps_lead_to_the_tables_as_they_are_described(engine: Engine):
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        migrate(connection)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Table.metadata) == []


def test_every_step_goes_up_and_down_and_up_again(engine: Engine):
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        for revision in (*REVISIONS, *reversed(REVISIONS[:-1]), *REVISIONS[1:]):
            migrate(connection, revision)
            assert revision_of(connection) == revision
        migrate(connection, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version", "draft"}, "0002 leaves the drafts"
        migrate(connection)
        assert revision_of(connection) == REVISIONS[-1]


def test_the_steps_are_named_in_the_order_in_which_alembic_goes():
    steps = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert tuple(one.revision for one in reversed(steps)) == REVISIONS
    assert all(one.down_revision == before.revision for before, one in pairwise(reversed(steps)))


def test_an_older_database_is_upgraded_and_keeps_what_it_holds(engine: Engine, library: Library):
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO scenario (owner, name, name_key) VALUES ('', 'Old', 'old')"))
        connection.execute(
            text(
                "INSERT INTO version (scenario_id, number, note, headline, saved_at, text) "
                "VALUES (1, 1, '', '', '2026-01-02 03:04:05+00:00', 'a: 1')"
            )
        )
    [saved] = library.saved("")
    assert (saved.name, saved.versions) == ("Old", 1)
    library.keep_draft("token", "", b"x")
    with engine.connect() as connection:
        assert revision_of(connection) == REVISIONS[-1]


def test_a_newer_database_is_refused_in_words_and_left_as_it_is(engine: Engine, library: Library):
    with engine.execution_options(begin="IMMEDIATE").begin() as connection:
        migrate(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ProblemsFound, match=r"newer version of this tool \(step 9999"):
        library.saved("")
    with engine.connect() as connection:
        assert revision_of(connection) == "9999"


def test_programs_that_start_at_once_make_the_tables_once(url: str, library: Library):
    program = (
        "import sys; from dashboard.library import library_of; "
        "print(library_of(sys.argv[1]).save('', sys.argv[2], 'a: 1').number)"
    )
    command = [sys.executable, "-c", program, url]
    running = [
        subprocess.Popen([*command, name], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    told = [one.communicate(timeout=60) for one in running]
    assert [one.returncode for one in running] == [0, 0], told
    assert {one.name for one in library.saved("")} == {"one", "two"}


# ---------------------------------------------------------------- a database that is not there


def test_a_server_that_is_not_there_is_said_in_words_without_the_password(tmp_path: Path):
    library = Library(f"postgresql://ann:secret@/library?host={tmp_path}")
    with pytest.raises(ProblemsFound, match="cannot be reached") as refused:
        library.saved("")
    assert "secret" not in said(refused)
    with pytest.raises(ProblemsFound, match="cannot be reached"):
        library.save("", "x", "a: 1")


def test_a_database_that_is_not_there_is_said_in_words(postgresql: str):
    with pytest.raises(ProblemsFound, match="knows no such database"):
        Library(postgresql.replace("/postgres?", "/nowhere?")).saved("")


def test_it_works_again_when_the_server_was_started_again(url: str, library: Library, engine: Engine):
    first = library.save("", "x", "a: 1")
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            )
    assert library.version("", first.id).text == "a: 1"


def test_a_file_that_is_no_database_is_said_in_words(tmp_path: Path):
    (tmp_path / "library.db").write_text("a letter to my aunt, which is long enough to be no header of any database")
    with pytest.raises(ProblemsFound, match="no SQLite database"):
        Library(f"sqlite:///{tmp_path / 'library.db'}").saved("")


def test_what_is_saved_after_the_file_was_moved_away_is_in_the_file_that_stands_there(tmp_path: Path):
    url, file = f"sqlite:///{tmp_path / 'library.db'}", tmp_path / "library.db"
    library = Library(url)
    library.save("", "Round 1", "a: 1")
    library.close()
    library.saved("")
    file.rename(tmp_path / "backup.db")
    assert library.saved("") == []
    library.save("", "Round 2", "a: 2")
    again = Library(url)
    assert [one.name for one in again.saved("")] == ["Round 2"]
    again.close()
    library.close()


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ProblemsFound, match="stays as it is"):
        Library(f"sqlite:///{tmp_path / 'file' / 'library.db'}").saved("")


def test_a_full_disk_is_said_in_words_and_nothing_is_half_written(tmp_path: Path):
    library = Library(f"sqlite:///{tmp_path / 'library.db'}")
    first = library.save("", "Voice", "a: 1")
    with library._database.reading() as session:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages}"))  # of this connection, which the pool hands out again
    with pytest.raises(ProblemsFound, match="disk is full"):
        library.save("", "Large", "a" * 100_000)
    assert [one.name for one in library.saved("")] == ["Voice"]
    assert library.version("", first.id).text == "a: 1"
    library.close()


def test_a_file_that_another_program_keeps_locked_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dashboard.library.database.SECONDS_TO_WAIT", 0.1)
    url = f"sqlite:///{tmp_path / 'library.db'}"
    library, other = Library(url), engine_of(url)
    library.save("", "Voice", "a: 1")
    with other.execution_options(begin="IMMEDIATE").begin():
        with pytest.raises(ProblemsFound, match="keeps the database locked"):
            library.save("", "Chat", "a: 1")
        assert [one.name for one in library.saved("")] == ["Voice"], "reading goes on"
    other.dispose()
    assert library.save("", "Chat", "a: 1").number == 1
    library.close()


@pytest.mark.parametrize("wrong", ["not an address", "mysql://host/library", "sqlite", "", "://"])
def test_an_address_that_nobody_knows_is_refused_in_words(wrong: str):
    with pytest.raises(ProblemsFound, match="postgresql://user:password@host/database"):
        Library(wrong).saved("")


def test_a_library_is_made_once_for_each_address(monkeypatch: pytest.MonkeyPatch):
    assert library_of("sqlite:////a.db") is library_of("sqlite:////a.db") is not library_of("sqlite:////b.db")
    monkeypatch.setenv("TCO_DATABASE_URL", " postgres://host/x ")
    assert address.default_address() == "postgres://host/x"
    assert engine_of("postgres://host/x").url.drivername == "postgresql+psycopg"
    monkeypatch.delenv("TCO_DATABASE_URL")
    assert address.default_address().startswith("sqlite:///")
    assert address.default_address().endswith("library.db")
