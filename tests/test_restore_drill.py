"""The backup that deploy/ gives operators: what is lost comes back, and what does not come back is noticed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deploy import backup as backups

from . import postgres, restore_drill
from .conftest import REPOSITORY
from .restore_drill import Failed, differences

# The smallest of the seeds, with pictures.
ARCHIVES = [{"path": "yanxi-evening-classic", "publication": "yanxi-evening", "name": "砚溪晚报"}]


@pytest.fixture(scope="module")
def filled():
    """A filled site on a PostgreSQL of this machine, and what it holds."""
    lacking = [program for program in ("pg_dump", "pg_restore", "tar") if not shutil.which(program)]
    if lacking:
        pytest.skip(f"the backup needs programs that are not installed: {', '.join(lacking)}")
    try:
        with postgres.server() as (server, _name), restore_drill.site(server) as site:
            site.fill(ARCHIVES)
            # As docs/operations.md has it: nobody but the site enters this folder.
            (site.media / "originals").chmod(0o700)
            yield site, site.state()
    except postgres.NotAvailable as why:
        pytest.skip(f"no backup can be tried: {why}")
    except Failed as why:
        if "not on this machine" not in str(why):
            raise
        pytest.skip(f"no backup can be tried: {why}")


def test_the_drilled_site_holds_what_only_a_newsroom_makes(filled):
    site, before = filled
    for name in ("review", "proof", "correction", "proposedcorrection", "trailentry", "articleversion"):
        assert not before[f"table articles_{name}"].startswith("0 rows")
    with psycopg.connect(site.url) as connection:
        withdrawn = "SELECT count(*) FROM articles_article WHERE withdrawn_at IS NOT NULL"
        assert connection.execute(withdrawn).fetchone() == (3,)
        files = "SELECT facsimile, masked FROM editions_page WHERE masked <> ''"
        named = [name for row in connection.execute(files) for name in row]
    assert len(named) > 1
    assert before.keys() > {f"original {name}" for name in named}


def test_what_is_lost_is_restored_whole_and_a_missing_picture_would_be_noticed(filled):
    site, before = filled
    (site.media / "renditions").mkdir(exist_ok=True)
    (site.media / "renditions" / "made-again.jpg").touch()
    backup = site.back_up()
    assert sorted(path.name for path in backup.iterdir()) == ["SHA256SUMS", "database.dump", "media.tar"]
    assert {path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())} == {0}

    with pytest.raises(Failed, match="The database is not empty"):
        site.restore(backup)
    site.lose()
    site.media.mkdir()
    (site.media / "something").touch()
    with pytest.raises(Failed, match="media is not empty"):
        site.restore(backup)
    assert restore_drill.tables(site.url) == {}
    (site.media / "something").unlink()

    site.restore(backup)
    assert differences(before, site.state()) == []
    assert [path.name for path in site.media.iterdir()] == ["originals"]
    assert (site.media / "originals").stat().st_mode & 0o777 == 0o700

    # Withdrawn ones are not exported, nor is what covers them on their page.
    exported = {value for name, value in before.items() if name.startswith("export ")}
    name = next(name for name, value in before.items() if name.startswith("original ") and value in exported)
    picture = site.media / "originals" / name.removeprefix("original ")
    content = picture.read_bytes()
    picture.unlink()
    found = differences(before, site.state())
    assert found[0] == f"original {picture.relative_to(site.media / 'originals')} is missing."
    assert [line.split()[0] for line in found] == ["original", "export"]
    assert found[1].endswith(" is missing.")
    picture.write_bytes(content + b"!")
    assert [line.partition(" has ")[2] for line in differences(before, site.state())] == ["changed.", "changed."]
    picture.write_bytes(content)
    assert differences(before, site.state()) == []


def test_differences_are_named_each_in_a_sentence():
    before = {"table a": "1 rows, x", "original photos/1.jpg": "y", "export all.jsonl": "z"}
    after = {"table a": "2 rows, x", "export all.jsonl": "z", "original photos/2.jpg": "y"}
    assert differences(before, after) == [
        "original photos/1.jpg is missing.",
        "table a has changed.",
        "original photos/2.jpg was not there before.",
    ]


def test_a_drill_with_differences_fails(monkeypatch, capsys):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://me@db.example/paper")
    monkeypatch.setattr(restore_drill, "drill", lambda server, archives: ["original photos/1.jpg is missing."])
    assert restore_drill.main() == 1
    assert capsys.readouterr().err == "original photos/1.jpg is missing.\nNOT restored as it was: see above.\n"


def test_a_server_elsewhere_is_left_alone(monkeypatch, capsys):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql://me@db.example/paper")
    assert restore_drill.main() == 2
    assert capsys.readouterr().err == (
        "The drill could not be done: The server at db.example is not on this machine: nothing was tried there.\n"
    )


def test_a_drill_without_a_server_fails_and_says_so(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "LOCAL", ())
    monkeypatch.setattr(postgres, "PACKAGES", str(tmp_path / "*"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert restore_drill.main() == 2
    assert capsys.readouterr().err.startswith("The drill could not be done: no server answers here")


@pytest.fixture
def whole(tmp_path):
    """A backup of two small files with their sums."""
    for part in backups.PARTS:
        (tmp_path / part).write_text(part)
    (tmp_path / backups.SUMS).write_text(
        "".join(f"{backups.digest(tmp_path / part)}  {part}\n" for part in backups.PARTS)
    )
    return tmp_path


def test_a_whole_backup_is_taken(whole):
    backups.check(whole)


def test_a_damaged_backup_is_refused(whole):
    (whole / "media.tar").write_text("cut sh")
    with pytest.raises(backups.Refused) as why:
        backups.check(whole)
    assert str(why.value) == f"{whole} is damaged: its files are not those that SHA256SUMS names."


@pytest.mark.parametrize("part", ["database.dump", "media.tar", "SHA256SUMS"])
def test_a_backup_without_one_of_its_parts_is_refused(whole, part):
    (whole / part).unlink()
    with pytest.raises(backups.Refused) as why:
        backups.check(whole)
    assert str(why.value) == f"{whole} is no whole backup: {whole / part}: No such file or directory."


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Backups of which only the folders matter: the programs write a word each."""

    def write(*arguments, **_options):
        name = next(part.partition("=")[2] for part in arguments if part.startswith("--file="))
        with open(name, "w") as file:
            file.write("a word")

    monkeypatch.setattr(backups, "run", write)
    monkeypatch.setattr(backups, "tar", write)
    monkeypatch.setattr(backups, "leave_out_what_is_gone", lambda media: None)
    return tmp_path / "backups"


def test_the_newest_backups_are_kept_and_nothing_else_is_deleted(quick):
    for name in ("newsroom-20240101T000000Z", "newsroom-20240102T000000Z", "notes", "newsroom-old"):
        (quick / name).mkdir(parents=True)
    made = backups.make(quick, keep=2)
    assert sorted(path.name for path in quick.iterdir()) == sorted(
        ["newsroom-20240102T000000Z", made.name, "notes", "newsroom-old"]
    )


def test_an_unfinished_backup_is_not_taken_for_one(quick, monkeypatch):
    def fails(*arguments):
        raise backups.Refused("pg_dump failed with 1.")

    (quick / "newsroom-20240101T000000Z").mkdir(parents=True)
    monkeypatch.setattr(backups, "run", fails)
    with pytest.raises(backups.Refused):
        backups.make(quick, keep=1)
    assert [path.name for path in quick.iterdir()] == ["newsroom-20240101T000000Z"]


@pytest.fixture
def busy(monkeypatch, settings):
    """Backs up while the newsroom renames a picture at some step, and dumps the name alone: the name, and the media."""

    def back_up(folder, at: str) -> tuple[str, dict[str, bytes]]:
        photos = settings.MEDIA_ROOT / "originals" / "photos"
        photos.mkdir(parents=True)
        for number in range(30):
            (photos / f"{number}.jpg").write_bytes(bytes([number]) * 700 * number)
        names = ["7.jpg"]
        tar = backups.tar

        def step(name):
            if name == at and names == ["7.jpg"]:
                (photos / "new.jpg").write_bytes((photos / "7.jpg").read_bytes())
                names[0] = "new.jpg"
                (photos / "7.jpg").unlink()

        def archiving(how, *arguments, **options):
            tar(how, *arguments, **options)
            step(f"after tar {how}")

        def dumping(*arguments):
            step("before the dump")
            (dump,) = (Path(part.partition("=")[2]) for part in arguments if part.startswith("--file="))
            dump.write_text(names[0])
            step("after the dump")

        monkeypatch.setattr(backups, "tar", archiving)
        monkeypatch.setattr(backups, "run", dumping)
        backup = backups.make(folder)
        assert names == ["new.jpg"]
        restored = folder / "restored"
        restored.mkdir()
        subprocess.run(["tar", f"--directory={restored}", "--extract", f"--file={backup / 'media.tar'}"], check=True)
        found = {path.name: path.read_bytes() for path in restored.rglob("*.jpg")}
        return (backup / "database.dump").read_text(), found

    return back_up


@pytest.mark.skipif(not shutil.which("tar"), reason="no tar")
@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("after tar --create", {"new.jpg"}),
        ("after tar --update", {"new.jpg"}),
        ("before the dump", {"7.jpg", "new.jpg"}),
        ("after the dump", {"7.jpg", "new.jpg"}),
    ],
)
def test_a_picture_that_is_withdrawn_during_the_backup_is_there_by_the_name_that_the_dump_has(busy, tmp_path, at, kept):
    named, found = busy(tmp_path, at)
    assert named in found
    assert found.keys() & {"7.jpg", "new.jpg"} == kept
    assert {found.pop(name) for name in kept} == {b"\7" * 4900}
    assert found == {f"{number}.jpg": bytes([number]) * 700 * number for number in range(30) if number != 7}


def test_a_file_that_was_half_written_is_whole_in_the_backup(tmp_path, settings):
    upload = settings.MEDIA_ROOT / "originals" / "a.jpg"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"half")
    backups.archive("--create", tmp_path / "media.tar")
    upload.write_bytes(b"half and half")
    backups.archive("--update", tmp_path / "media.tar")
    shutil.rmtree(upload.parent)
    backups.tar("--extract", f"--file={tmp_path / 'media.tar'}")
    assert upload.read_bytes() == b"half and half"


def test_backups_do_not_lie_among_what_they_back_up(quick, settings):
    with pytest.raises(backups.Refused, match="lies in the media folder"):
        backups.make(settings.MEDIA_ROOT / "backups")


def test_sqlite_is_refused_with_a_sentence(tmp_path):
    environment = {
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
        "MEDIA_ROOT": f"{tmp_path}/media",
    }
    done = subprocess.run(
        [sys.executable, "deploy/backup.py", "make", str(tmp_path / "backups")],
        cwd=REPOSITORY,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings", **environment},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "The site is on SQLite; this backs up PostgreSQL.\n"
    assert list((tmp_path / "backups").iterdir()) == []
