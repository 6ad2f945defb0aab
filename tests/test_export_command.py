"""The export command: the files it writes, its exit codes, and the sentence for what cannot be written."""

import errno
import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.archive import exporting, output
from articles.archive.interruption import Terminated
from editions.models import Edition

from .archives import exported, write_jsonl
from .factories import make_article, make_caption, make_edition, make_page, make_photo, picture

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A page with a facsimile that was stored as if it were a PDF, its PDF, and an article with a photo."""
    page = make_page(make_edition(), "edition")
    page.edition.pdf.save("whole.pdf", ContentFile(b"%PDF-whole"))
    page.facsimile.save("A02.pdf", ContentFile(picture(form="PNG")))
    page.pdf.save("A02.pdf", ContentFile(b"%PDF-page"))
    make_caption(make_article(page), photo=make_photo())
    return page


def refusal(**options) -> tuple[int, str]:
    """The exit code and the sentence of an export that is refused, having left nothing behind."""
    with pytest.raises(CommandError) as refused:
        call_command("export_archive", stderr=StringIO(), **{"stdout": StringIO(), **options})
    return refused.value.returncode, str(refused.value)


def files_of(folder: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_of_an_export_has_a_path_of_its_own(tmp_path, page):
    (line,) = exported(tmp_path / "x.jsonl")
    (photo,) = line["pages"][0]["articles"][0]["photos"]
    assert (line["pdf"], line["pages"][0]["facsimile"], line["pages"][0]["pdf"]) == (
        "morning/2024-03-01/edition.pdf",
        "morning/2024-03-01/EDITION",
        "morning/2024-03-01/EDITION.pdf",
    )
    assert files_of(tmp_path / "x.jsonl.media") == {
        line["pdf"]: b"%PDF-whole",
        line["pages"][0]["facsimile"]: picture(form="PNG"),
        line["pages"][0]["pdf"]: b"%PDF-page",
        photo["file"]: picture(),
    }


def test_a_file_of_the_same_size_is_replaced_by_what_is_stored(tmp_path, page):
    exported(tmp_path / "x.jsonl")
    pdf = tmp_path / "x.jsonl.media" / "morning/2024-03-01/EDITION.pdf"
    page.pdf.save("A02.pdf", ContentFile(b"%PDF-new!"))
    exported(tmp_path / "x.jsonl")
    assert pdf.read_bytes() == b"%PDF-new!"


def test_what_is_exported_already_is_not_written_again(tmp_path, page):
    exported(tmp_path / "x.jsonl")
    before = {path: path.stat().st_ino for path in (tmp_path / "x.jsonl.media").rglob("*")}
    exported(tmp_path / "x.jsonl")
    assert {path: path.stat().st_ino for path in (tmp_path / "x.jsonl.media").rglob("*")} == before


def test_a_copy_that_fails_leaves_the_old_file_whole(tmp_path):
    (tmp_path / "old.pdf").write_bytes(b"old")

    class Failing:
        def read(self, size):
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(output.Unreadable, match="cannot be read: Input/output error"):
        output.copy(Failing(), 3000, tmp_path / "old.pdf")
    assert files_of(tmp_path) == {"old.pdf": b"old"}


@pytest.mark.parametrize("since", ["2020-13-01", "yesterday", "2020"])
def test_a_date_that_is_none_is_refused(since):
    with pytest.raises(CommandError) as refused:
        call_command("export_archive", "--since", since)
    assert str(refused.value) == f"Error: argument --since: “{since}” is not a date such as 2019-12-26."


def test_a_range_that_ends_before_it_begins_is_refused(tmp_path):
    options = {"since": date(2024, 3, 2), "until": date(2024, 3, 1), "output": str(tmp_path / "x.jsonl")}
    assert refusal(**options) == (2, "2024-03-02 is after 2024-03-01.")
    assert files_of(tmp_path) == {}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("folder", "Is a directory"),
        ("nowhere/x.jsonl", "No such file or directory"),
        ("file/x.jsonl", "Not a directory"),
        ("/proc/x", "No such file or directory"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_media_are_copied(tmp_path, page, written, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    path = str(tmp_path / written)
    code, sentence = refusal(output=path, media=str(tmp_path / "media"))
    assert (code, sentence) == (2, f"The export cannot be written at {path}: {reason}.")
    assert files_of(tmp_path) == {"file": b"x"}


@pytest.mark.parametrize("media", ["file", "file/media"])
def test_a_media_folder_that_cannot_be_written_is_refused_before_anything_is(tmp_path, page, media):
    (tmp_path / "file").write_bytes(b"x")
    path = str(tmp_path / media)
    code, sentence = refusal(output=str(tmp_path / "x.jsonl"), media=path)
    assert (code, sentence) == (2, f"The export cannot be written at {path}: Not a directory.")
    assert files_of(tmp_path) == {"file": b"x"}


def test_a_media_folder_is_made_only_where_something_is_put_there(tmp_path):
    make_article()
    exported(tmp_path / "x.jsonl", media=str(tmp_path / "a" / "b"))
    assert list(tmp_path.iterdir()) == [tmp_path / "x.jsonl"]


def test_a_full_disk_is_said(tmp_path, page):
    assert refusal(output="/dev/full", media=str(tmp_path)) == (
        2,
        "The export cannot be written: No space left on device.",
    )


def test_a_disk_that_fills_while_media_are_copied_leaves_no_part_of_a_file(tmp_path, page, monkeypatch):
    def full(source, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.os, "replace", full)
    assert refusal(output=str(tmp_path / "x.jsonl")) == (2, "The export cannot be written: No space left on device.")
    assert files_of(tmp_path) == {}


def test_a_stored_file_that_cannot_be_read_is_named_and_ends_with_one(tmp_path, page):
    (Path(default_storage.location) / page.pdf.name).unlink()
    (Path(default_storage.location) / page.pdf.name).mkdir()
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_archive", output=str(tmp_path / "x.jsonl"), stderr=errors)
    assert ended.value.code == 1
    assert errors.getvalue().splitlines()[0] == (
        "error: morning/2024-03-01/EDITION.pdf: the stored file cannot be read: Is a directory"
    )


def test_a_database_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    def locked(*arguments, **options):
        raise OperationalError("database is locked\nDETAIL: by somebody")

    monkeypatch.setattr(exporting, "editions", locked)
    assert refusal(output=str(tmp_path / "x.jsonl")) == (2, "The database cannot be read: database is locked.")
    assert files_of(tmp_path) == {}


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt, 130), (Terminated, 143)])
def test_an_export_that_is_stopped_says_so_and_leaves_the_old_file(tmp_path, monkeypatch, stop, code):
    def stopped(edition):
        raise stop

    make_article()
    (tmp_path / "x.jsonl").write_bytes(b"old")
    monkeypatch.setattr(exporting, "files", stopped)
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_archive", output=str(tmp_path / "x.jsonl"), stderr=errors)
    assert (ended.value.code, errors.getvalue()) == (
        code,
        "Stopped: nothing was exported, but media that were copied stay.\n",
    )
    assert files_of(tmp_path) == {"x.jsonl": b"old"}


@pytest.mark.django_db(transaction=True)
def test_a_reader_of_the_output_that_has_gone_is_said(child_environment):
    for number in range(1, 41):
        make_article(make_page(number=f"A{number:02}", edition=Edition.objects.first() or make_edition()))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "manage.py", "export_archive"],
        cwd=ROOT,
        env=child_environment,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (
        2,
        "CommandError: What read the export has ended before it was all written.\n",
    )


@pytest.mark.django_db(transaction=True)
def test_an_export_is_utf_8_whatever_the_terminal_speaks(child_environment):
    make_article()
    done = subprocess.run(
        [sys.executable, "manage.py", "export_archive"],
        cwd=ROOT,
        env={**child_environment, "PYTHONIOENCODING": "gb18030"},
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout.decode())["publication"] == {"slug": "morning", "name": "晨报"}


def test_media_to_standard_output_need_a_folder(tmp_path):
    make_caption(make_article(), photo=make_photo())
    with pytest.raises(CommandError, match="say with --media DIR where to put them") as refusal:
        call_command("export_archive", stdout=StringIO())
    assert refusal.value.returncode == 2
    output = StringIO()
    call_command("export_archive", stdout=output, stderr=StringIO(), media=str(tmp_path))
    (photo,) = json.loads(output.getvalue())["pages"][0]["articles"][0]["photos"]
    assert (tmp_path / photo["file"]).is_file()


def test_a_stored_file_that_is_missing_is_named_and_ends_with_one(tmp_path):
    photo = make_photo()
    make_caption(make_article(), photo=photo)
    default_storage.delete(photo.file.name)
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("export_archive", output=str(tmp_path / "x.jsonl"), stderr=errors)
    assert ended.value.code == 1
    assert f"error: photos/{photo.sha256}.jpg: the stored file is missing" in errors.getvalue()


def test_an_export_of_a_paper_that_is_not_here_is_refused():
    with pytest.raises(CommandError, match="There is no paper evening") as refusal:
        call_command("export_archive", publication="evening")
    assert refusal.value.returncode == 2


def test_a_failed_export_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    make_article()
    path = write_jsonl(tmp_path / "x.jsonl")
    path.write_text("old")
    monkeypatch.setattr(exporting, "files", lambda edition: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("export_archive", output=str(path))
    assert (path.read_text(), list(tmp_path.iterdir())) == ("old", [path])
