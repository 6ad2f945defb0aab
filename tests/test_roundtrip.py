"""What is exported imports back to itself, and the facts that an export leaves out are those it must."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from articles.archive import exporting
from articles.archive.records import EditionRecord, from_json
from articles.models import Article, ArticleVersion, Photo
from editions.models import Edition, Publication

from .archives import exported, imported, load, write_jsonl
from .factories import make_article, make_caption, make_edition, make_page, make_photo, make_publication, make_region
from .strategies import editions
from .test_records import SCHEMA

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.django_db


def stored():
    return [record for _edition, record in exporting.editions(every=True)]


def clear():
    for model in (ArticleVersion, Article, Edition, Publication):
        model.objects.all().delete()


@given(editions())
@settings(max_examples=60)
def test_any_edition_imports_as_it_was_exported(edition):
    clear()
    load(edition)
    assert stored() == [edition]
    report = load(edition)
    assert report.counts.get("unchanged", 0) == sum(len(page.articles) for page in edition.pages)


@pytest.mark.parametrize("archive", ["yanxi-daily", "yanxi-evening"])
def test_the_seeds_export_and_import_back_to_themselves_with_their_files(tmp_path, archive):
    imported(ROOT / "seeds" / archive)
    first = exported(tmp_path / "first.jsonl")
    before = stored()
    for line in first:
        Draft202012Validator(SCHEMA).validate(line)
    assert [from_json(EditionRecord, line) for line in first] == before
    files = {
        path.relative_to(tmp_path / "first.jsonl.media"): path.read_bytes()
        for path in media_of(tmp_path / "first.jsonl")
    }
    clear()
    Photo.objects.all().delete()
    report, _output = imported(tmp_path / "first.jsonl")
    assert report["summary"]["warnings"] == report["summary"]["errors"] == 0
    assert stored() == before
    assert exported(tmp_path / "second.jsonl") == first
    assert files == {
        path.relative_to(tmp_path / "second.jsonl.media"): path.read_bytes()
        for path in media_of(tmp_path / "second.jsonl")
    }


def media_of(path):
    return sorted(found for found in Path(f"{path}.media").rglob("*") if found.is_file())


def test_drafts_are_not_exported_and_editions_to_come_only_with_all(tmp_path):
    public = make_page(make_edition(on=date(2024, 3, 1)))
    make_article(public, "已发")
    make_article(public, "草稿", approved=False)
    coming = make_edition(on=date(2024, 3, 2))
    Edition.objects.filter(pk=coming.pk).update(publish_at=timezone.now() + timedelta(days=1))
    lines = exported(tmp_path / "x.jsonl")
    assert [[a["headline"] for page in line["pages"] for a in page["articles"]] for line in lines] == [["已发"]]
    assert [line["date"] for line in exported(tmp_path / "x.jsonl", all=True)] == ["2024-03-01", "2024-03-02"]


def test_an_export_is_narrowed_by_paper_and_dates(tmp_path):
    for day in (1, 2, 3):
        make_edition(on=date(2024, 3, day))
    make_edition(make_publication("evening", "晚报"), on=date(2024, 3, 2))
    chosen = exported(tmp_path / "x.jsonl", publication="morning", since=date(2024, 3, 2), until=date(2024, 3, 2))
    assert [(line["publication"]["slug"], line["date"]) for line in chosen] == [("morning", "2024-03-02")]


def test_statements_of_an_export_do_not_grow_with_the_articles(django_assert_max_num_queries):
    page = make_page()
    for place in range(30):
        article = make_article(page, f"第{place}篇")
        make_caption(article)
        make_region(article)
    with django_assert_max_num_queries(12):
        stored()


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
