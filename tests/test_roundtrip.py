"""What is exported imports back to itself, and the facts that an export leaves out are those it must."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from articles.archive import exporting
from articles.archive.records import EditionRecord, from_json
from articles.models import Article, ArticleVersion, Photo
from editions.models import Edition, Publication

from .archives import SCHEMA, exported, imported, load
from .factories import make_article, make_caption, make_edition, make_page, make_publication, make_region
from .strategies import editions

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.django_db


def stored():
    ordered = Edition.objects.order_by("publication__slug", "date", "label")
    return [record for _edition, record in exporting.editions(ordered)]


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


def references(line):
    return {
        article["headline"]: (article.get("continues"), article.get("repeats"), len(article.get("regions", ())))
        for page in line["pages"]
        for article in page["articles"]
    }


def test_what_leads_to_a_draft_or_into_another_edition_is_left_out(tmp_path):
    page, other = make_page(), make_page(make_edition(on=date(2024, 3, 2)), "B01")
    first, draft = make_article(page, "甲"), make_article(page, "乙", approved=False)
    jump = make_article(page, "丙", continues=draft)
    make_article(page, "丁", repeats=first)
    moved = make_article(other, "戊", continues=jump, repeats=first)
    make_region(moved)
    make_region(moved, page=page)
    lines = exported(tmp_path / "x.jsonl")
    assert [references(line) for line in lines] == [
        {"甲": (None, None, 0), "丙": (None, None, 0), "丁": (None, {"page": "A01", "number": first.number}, 0)},
        {"戊": (None, None, 1)},
    ]
    before = stored()
    clear()
    report, _output = imported(tmp_path / "x.jsonl")
    assert (report["warnings"], stored()) == ([], before)


def test_an_edition_that_is_not_signed_off_is_named_and_stays_a_draft_when_it_is_imported_so(tmp_path):
    make_article(make_page(make_edition(on=date(2024, 3, 1))))
    make_article(make_page(make_edition(on=date(2024, 3, 2), public=False)))
    errors = StringIO()
    call_command("export_archive", output=str(tmp_path / "x.jsonl"), all=True, stderr=errors)
    assert errors.getvalue().splitlines() == [
        "note: 晨报 2024-03-02 is not signed off; imported with --unpublished it stays so",
        f"2 editions exported to {tmp_path / 'x.jsonl'}.",
    ]
    clear()
    imported(tmp_path / "x.jsonl", unpublished=True)
    assert not Edition.objects.filter(signed_off_at__isnull=False).exists()
