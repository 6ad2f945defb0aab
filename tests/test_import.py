"""Importing: once and again, in any order, over edits, and what bad input leaves behind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import people, workflow
from articles.archive import bulk, exporting
from articles.archive.records import (
    ArticleRecord,
    CreditRecord,
    FrameRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
    ReferenceRecord,
    RegionRecord,
)
from articles.models import (
    Article,
    ArticleCredit,
    ArticleRegion,
    ArticleVersion,
    Contributor,
    ImportItem,
    ImportRun,
    Photo,
    PhotoCaption,
    PhotoCredit,
)
from editions.models import Edition, Page, Publication

from .archives import (
    SQUARE,
    FakeSource,
    an_article,
    an_edition,
    everything,
    imported,
    load,
    messages,
    outcomes,
    write_jsonl,
)
from .factories import make_article, make_edition, make_page, picture
from .saved_text_renderer import rendered

pytestmark = pytest.mark.django_db


def test_an_import_signs_off_what_it_brings():
    load(an_edition())
    edition = Edition.objects.get()
    assert edition.publish_at == datetime(2024, 2, 29, 22, tzinfo=UTC)  # six in the morning in Shanghai
    article = Article.objects.published().get()
    assert article.origin == ImportRun.objects.get()
    assert (article.state, article.author, article.number) == (Article.State.APPROVED, None, 1)
    assert not ArticleVersion.objects.exists()


def test_unpublished_leaves_drafts():
    load(an_edition(), unpublished=True)
    assert not Edition.objects.public().exists()
    assert Article.objects.get().state == Article.State.DRAFT


def test_twice_is_once():
    load(an_edition(an_article(), an_article("第二篇", photos=(PhotoRecord(caption="图"),))))
    before = everything()
    report = load(an_edition(an_article(), an_article("第二篇", photos=(PhotoRecord(caption="图"),))))
    assert everything() == before
    assert outcomes(report) == {"unchanged": 2}
    assert [entry.outcome for entry in report.editions] == ["unchanged"]


def test_a_changed_source_updates_what_nobody_has_edited():
    load(an_edition(an_article(), an_article("第二篇")))
    report = load(an_edition(an_article(body="<p>改过。</p>", credits=()), an_article("第二篇")))
    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    article = Article.objects.get(number=1)
    assert (article.body, article.credits.count(), article.regions.count()) == ("<p>改过。</p>", 0, 1)


def test_what_an_editor_has_changed_is_kept_and_reported():
    load(an_edition())
    Article.objects.update(headline="编辑改的题")
    report = load(an_edition(an_article(body="<p>源头改了。</p>")))
    assert outcomes(report) == {"kept": 1}
    assert messages(report) == ["“渡口通了新车” was edited here and is kept"]
    assert report.editions[0].kept == ["A01 渡口通了新车: was edited here and is kept"]
    assert Article.objects.get().body == "<p>第一段。</p>"


def test_replace_overrides_an_edit_and_keeps_it_as_a_version():
    load(an_edition())
    Article.objects.update(headline="编辑改的题")
    report = load(an_edition(an_article(body="<p>源头改了。</p>")), on_conflict="replace")
    assert outcomes(report) == {"updated": 1}
    assert (Article.objects.get().headline, Article.objects.get().body) == ("渡口通了新车", "<p>源头改了。</p>")
    assert ArticleVersion.objects.get().record["headline"] == "编辑改的题"


def test_merging_people_is_no_edit_of_the_articles_that_name_them():
    load(an_edition(an_article(credits=(CreditRecord("沈一韦", "text"),))))
    kept = Contributor.objects.create(name="沈一苇")
    people.merge([Contributor.objects.get(name="沈一韦")], into=kept)
    report = load(an_edition(an_article(body="<p>改。</p>", credits=(CreditRecord("沈一韦", "text"),))))
    assert outcomes(report) == {"updated": 1}
    credit = Article.objects.get().credits.get()
    assert (credit.name, credit.contributor) == ("沈一韦", kept)


def test_a_headline_alone_never_replaces_a_whole_article():
    load(an_edition(an_article()))
    report = load(an_edition(ArticleRecord("渡口通了新车", complete=False), an_article("第二篇")))
    assert outcomes(report) == {"unchanged": 1, "created": 1}
    assert Article.objects.get(number=1).complete


def test_a_whole_article_completes_a_headline_and_changes_nothing_else():
    headlines = [ArticleRecord(headline, complete=False) for headline in ("甲", "乙", "丙")]
    load(an_edition(*headlines))
    before = list(Article.objects.exclude(headline="乙").order_by("pk").values())
    report = load(an_edition(headlines[0], an_article("乙"), headlines[2]))
    assert outcomes(report) == {"unchanged": 2, "updated": 1}
    assert list(Article.objects.exclude(headline="乙").order_by("pk").values()) == before
    completed = Article.objects.get(headline="乙")
    assert (completed.complete, completed.number, completed.order) == (True, 2, 1)


def test_a_headline_that_another_page_prints_with_half_width_punctuation_changes_nothing():
    load(an_edition(ArticleRecord("甲，乙", complete=False)))
    before = everything()
    report = load(an_edition(ArticleRecord("甲,乙", complete=False)))
    assert (everything(), outcomes(report)) == (before, {"unchanged": 1})


def test_an_article_deleted_here_stays_deleted():
    load(an_edition(an_article(), an_article("第二篇")))
    Article.objects.get(number=1).delete()
    report = load(an_edition(an_article(body="<p>改。</p>"), an_article("第二篇")))
    assert messages(report) == ["“渡口通了新车” was deleted here and stays so"]
    assert Article.objects.get().number == 2


def test_a_withdrawn_article_stays_withdrawn():
    load(an_edition())
    Article.objects.update(withdrawn_at=timezone.now(), withdrawal_notice="本文撤回。")
    report = load(an_edition(an_article(body="<p>改。</p>")))
    assert messages(report) == ["“渡口通了新车” was withdrawn here and stays so"]
    assert Article.objects.get().body == "<p>第一段。</p>"


def test_a_deleted_edition_stays_deleted():
    load(an_edition())
    Article.objects.all().delete()
    Edition.objects.all().delete()
    report = load(an_edition())
    assert messages(report) == ["was deleted here and stays so"]
    assert not Edition.objects.exists()


def test_numbers_are_never_used_again():
    load(an_edition(an_article("甲"), an_article("乙")))
    Article.objects.get(number=2).delete()
    load(an_edition(an_article("甲"), an_article("丙")))
    assert sorted(Article.objects.values_list("headline", "number")) == [("丙", 3), ("甲", 1)]


def test_a_number_that_the_source_gives_is_kept_and_the_others_follow():
    load(an_edition(an_article("甲", number=7), an_article("乙")))
    assert sorted(Article.objects.values_list("headline", "number")) == [("乙", 8), ("甲", 7)]


def test_a_number_given_twice_is_reported():
    report = load(an_edition(an_article("甲", number=7), an_article("乙", number=7)))
    assert sorted(Article.objects.values_list("headline", "number")) == [("乙", 8), ("甲", 7)]
    assert messages(report) == ["the number 7 is given already; a new one was taken"]


def test_a_reference_names_a_number_as_the_source_gave_it():
    make_article(make_page(make_edition(public=False), "A02"), "这里写的")
    first = an_article("上篇", number=1)
    report = load(an_edition(first, an_article("下篇", number=2, continues=ReferenceRecord("A01", 1))))
    assert messages(report) == ["the number 1 is given already; a new one was taken"]
    ties = Article.objects.filter(continues__isnull=False).values_list("headline", "continues__headline")
    assert list(ties) == [("下篇", "上篇")]


def test_a_headline_that_changed_in_the_source_is_still_the_article_of_its_number():
    load(an_edition(an_article("甲", number=1)))
    report = load(an_edition(an_article("甲改", number=1)))
    assert outcomes(report) == {"updated": 1}
    assert Article.objects.get().headline == "甲改"
    assert outcomes(load(an_edition(an_article("甲改", number=1)))) == {"unchanged": 1}


def test_the_sources_own_id_counts_before_page_and_headline():
    load(an_edition(an_article("甲", source_id="240421")))
    report = load(an_edition(an_article("换了标题", source_id="240421")))
    assert outcomes(report) == {"updated": 1}
    assert Article.objects.get().headline == "换了标题"


def in_order():
    return list(Article.objects.order_by("order").values_list("headline", flat=True))


def test_the_order_follows_the_source():
    load(an_edition(an_article("甲"), an_article("乙")))
    load(an_edition(an_article("丙"), an_article("乙"), an_article("甲")))
    assert in_order() == ["丙", "乙", "甲"]


def test_an_order_that_was_changed_here_stays_and_what_is_new_follows():
    load(an_edition(an_article("甲"), an_article("乙")))
    Article.objects.filter(headline="甲").update(order=5)
    load(an_edition(an_article("甲"), an_article("乙")))
    report = load(an_edition(an_article("丙"), an_article("甲"), an_article("乙")))
    assert in_order() == ["乙", "甲", "丙"]
    assert messages(report) == ["A01: its articles were put in another order here, which stays"]


def test_page_facts_changed_here_are_kept_and_empty_ones_filled():
    load(an_edition())
    Page.objects.update(name="头版", editors="")
    page = replace(an_edition().pages[0], name="要闻版")
    report = load(replace(an_edition(), pages=(page,)))
    stored = Page.objects.get()
    assert (stored.name, stored.editors) == ("头版", "林见山")
    assert messages(report) == [f"{stored}: name was changed here and is kept"]


def test_the_same_page_is_known_by_any_spelling_of_its_number():
    load(an_edition(number="第1版"))
    load(an_edition(an_article(), an_article("第二篇"), number="01"))
    assert [(page.number, page.articles.count()) for page in Page.objects.all()] == [("1", 2)]


def test_references_are_tied_and_a_missing_end_is_reported():
    teaser = an_article("看点", number=1, kind="teaser", continues=ReferenceRecord("A01", 2))
    lost = an_article("丙", number=3, repeats=ReferenceRecord("A09", 99))
    report = load(an_edition(teaser, an_article("正文", number=2), lost))
    assert Article.objects.get(number=1).continues.number == 2
    assert Article.objects.get(number=3).repeats is None
    assert messages(report) == ["A01 “丙” repeats article 99 of page A09, which is not here"]


def test_one_photo_is_one_file_however_often_it_is_used():
    source = FakeSource({"p.jpg": picture(), "q.jpg": picture()})
    photos = (
        PhotoRecord("p.jpg", caption="一"),
        PhotoRecord("q.jpg", caption="二"),
        PhotoRecord("no.jpg", caption="三"),
    )
    report = load(an_edition(an_article(photos=photos)), source=source)
    photo = Photo.objects.get()
    assert (photo.width, photo.height, default_storage.exists(photo.file.name)) == (60, 40, True)
    assert list(PhotoCaption.objects.values_list("text", "photo")) == [("一", photo.pk), ("二", photo.pk), ("三", None)]
    assert (report.counts["photos_found"], report.counts["photos_missing"]) == (2, 1)
    assert [(note.path, note.message) for note in report.warnings] == [("no.jpg", "is named but not in the archive")]


def test_a_picture_that_is_found_later_is_put_in_its_place():
    edition = an_edition(an_article(photos=(PhotoRecord("p.jpg", caption="一"),)))
    load(edition)
    report = load(edition, source=FakeSource({"p.jpg": picture()}))
    assert outcomes(report) == {"updated": 1}
    assert PhotoCaption.objects.get().photo is not None


def test_a_damaged_picture_is_an_error_that_is_named_and_its_caption_is_kept():
    report = load(
        an_edition(an_article(photos=(PhotoRecord("p.jpg", caption="一"),))), source=FakeSource({"p.jpg": b"nothing"})
    )
    assert [note.path for note in report.errors] == ["p.jpg"]
    assert PhotoCaption.objects.get().text == "一"


def test_facsimile_and_pdf_are_stored_under_names_that_nobody_can_guess():
    source = FakeSource({"A01.jpg": picture(300, 400), "A01.pdf": b"%PDF-1.4 x"})
    page = replace(an_edition().pages[0], facsimile="A01.jpg", pdf="A01.pdf")
    load(replace(an_edition(), pages=(page,)), source=source)
    stored = Page.objects.get()
    assert (stored.facsimile_width, stored.facsimile_height) == (300, 400)
    assert len(Path(stored.facsimile.name).stem) == len(Path(stored.pdf.name).stem) == 32
    before = everything()
    load(replace(an_edition(), pages=(page,)), source=source)
    assert everything() == before


def test_regions_are_clamped_and_those_that_are_none_are_reported():
    regions = (
        RegionRecord(((-0.2, 0.0), (1.3, 0.0), (0.5, 0.5))),
        RegionRecord(((0.1, 0.1), (0.1, 0.1), (0.2, 0.2), (0.2, 0.2))),
        RegionRecord(SQUARE.points, page="A09"),
    )
    report = load(an_edition(an_article(regions=regions)))
    region = Article.objects.get().regions.get()
    assert region.polygon == [[0.0, 0.0], [1.0, 0.0], [0.5, 0.5]]
    assert (region.left, region.top, region.right, region.bottom) == (0.0, 0.0, 1.0, 0.5)
    assert messages(report) == [
        "a region with fewer than three different points was dropped",
        "“渡口通了新车” has a region on page A09, which is not in the archive",
    ]


def test_bodies_are_sanitised_on_the_way_in():
    load(an_edition(an_article(body="<P onclick=x>　　文<script>alert(1)</script></P>")))
    assert Article.objects.get().body == "<p>文</p>"


def test_a_value_that_is_too_long_leaves_out_its_article_alone_and_says_so():
    report = load(an_edition(an_article("甲", byline="记" * 501), an_article("乙")))
    assert [note.message for note in report.errors] == ["was not stored: its byline is longer than 500 characters"]
    assert list(Article.objects.values_list("headline", flat=True)) == ["乙"]


def test_a_page_whose_number_is_none_is_an_error_of_that_page():
    edition = an_edition()
    bad = replace(edition.pages[0], number="A/1")
    report = load(replace(edition, pages=(*edition.pages, bad)))
    assert [note.message for note in report.errors] == [
        "a page was not stored: “A/1” is not a page number: letters, digits and hyphens make one."
    ]
    assert Page.objects.count() == 1


def test_a_database_failure_stores_nothing_of_that_edition_and_leaves_no_file(monkeypatch):
    def fail(*arguments, **options):
        raise DatabaseError("the disk is full")

    source = FakeSource({"p.jpg": picture()})
    edition = an_edition(an_article(photos=(PhotoRecord("p.jpg"),)))
    monkeypatch.setattr(bulk, "insert_instances", fail)
    report = load(edition, source=source)
    assert [(note.path, note.message) for note in report.errors] == [
        ("morning 2024-03-01", "nothing of this edition was stored: the disk is full")
    ]
    assert not Edition.objects.exists()
    assert not Photo.objects.exists()
    assert not default_storage.exists("photos") or default_storage.listdir("photos")[1] == []


def test_a_footer_fills_an_empty_frame_only():
    load(an_edition(publication=PublicationRecord("morning", "晨报")))
    load(an_edition())
    assert (Publication.objects.get().publisher, Publication.objects.get().telephone) == ("晨报社", "1\n2")
    load(an_edition(publication=PublicationRecord("morning", "晨报", FrameRecord(publisher="别社"))))
    assert Publication.objects.get().publisher == "晨报社"


def test_a_dry_run_reports_the_same_and_keeps_nothing(tmp_path):
    write_jsonl(tmp_path / "x.jsonl", an_edition(an_article(), ArticleRecord("题", complete=False)))
    (dry, dry_output), before = imported(tmp_path / "x.jsonl", dry_run=True), everything()
    assert not any(before.values())
    assert not ImportRun.objects.exists()
    real, output = imported(tmp_path / "x.jsonl")
    assert [line for line in without_seconds(dry_output) if "Dry run" not in line] == without_seconds(output)
    assert dry.keys() == real.keys()
    assert {**without_time(dry), "dry_run": False} == without_time(real)


def without_seconds(output):
    return [line.split(" errors;")[0] for line in output.splitlines()]


def without_time(report):
    summary = {name: value for name, value in report["summary"].items() if "second" not in name}
    return {**report, "summary": summary}


def test_statements_do_not_grow_with_the_articles():
    """Six and forty articles: more only where a statement's parameters reach the database's limit."""

    def statements(count, on):
        photo = PhotoRecord(caption="图", credits=(CreditRecord("柳岸", "photo"),))
        many = [an_article(f"第{place}篇", number=place + 1, photos=(photo,)) for place in range(count)]
        with CaptureQueriesContext(connection) as captured:
            load(an_edition(*many, on=on))
        return len(captured)

    def batches(count):
        limit = connection.features.max_query_params or 1_000_000
        tables = (Article, ArticleCredit, PhotoCaption, PhotoCredit, ArticleRegion, ImportItem)
        return sum(-(-count // (limit // (len(table._meta.concrete_fields) - 1))) for table in tables)

    load(an_edition(on=date(2020, 1, 1)))
    few, more = statements(6, date(2024, 3, 1)), statements(40, date(2024, 3, 2))
    assert more - few <= batches(40) - batches(6)
    assert few < 40


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_saved_pages_complete_each_other_whatever_the_order_of_the_runs(tmp_path, order):
    page = PageRecord(
        "A01", tuple(an_article(headline, regions=()) for headline in ("甲题", "乙题", "丙题")), name="要闻"
    )
    for run, place in enumerate(order):
        folder = tmp_path / str(run)
        folder.mkdir()
        (folder / "page.txt").write_text(rendered(page, place, date(2024, 3, 1)), encoding="utf-8")
        report, _output = imported(folder, publication="morning")
        assert report["summary"]["errors"] == 0
    (edition,) = [record for _edition, record in exporting.editions(Edition.objects.public())]
    assert [(a.headline, a.complete, a.body, a.number) for a in edition.pages[0].articles] == [
        (headline, True, "<p>第一段。</p>", number) for number, headline in enumerate(("甲题", "乙题", "丙题"), start=1)
    ]


def test_an_article_that_an_editor_took_to_another_page_stays_there():
    def edition(body):
        first = an_edition(an_article("甲", body=body), an_article("乙"))
        return replace(first, pages=(*first.pages, PageRecord("A02")))

    load(edition("<p>原文。</p>"))
    workflow.place(Article.objects.get(headline="甲"), Page.objects.get(number="A02"), 0)
    load(edition("<p>改。</p>"))
    moved = Article.objects.get(headline="甲")
    assert (moved.page.number, moved.body, Article.objects.count()) == ("A02", "<p>改。</p>", 2)
