"""Importing again over what was done here meanwhile: corrections, embargoes, regions, pictures, withdrawals."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.archive.records import CorrectionRecord, PhotoRecord, WithdrawnRecord
from articles.models import Article, ArticleVersion, Correction, PhotoCaption
from editions.models import Edition, Page

from .archives import FakeSource, load
from .factories import make_region, picture
from .test_import import an_article, an_edition, everything, outcomes

pytestmark = pytest.mark.django_db


def test_what_was_added_here_outlives_a_replacing_import():
    load(an_edition(an_article(regions=())))
    article = Article.objects.get()
    make_region(article)
    until = timezone.now() + timedelta(days=1)
    Article.objects.update(embargo=until, headline="编辑改的题")
    Correction.objects.create(article=article, text="日期有误。")
    printed = CorrectionRecord(datetime(2024, 3, 2, tzinfo=UTC), "姓名有误。")
    changed = an_edition(an_article(regions=(), body="<p>改。</p>", corrections=(printed,)))
    load(changed, on_conflict="replace")
    article = Article.objects.get()
    assert (article.headline, article.body, article.embargo) == ("渡口通了新车", "<p>改。</p>", until)
    assert (article.regions.count(), {note.text for note in article.corrections.all()}) == (
        1,
        {"姓名有误。", "日期有误。"},
    )
    before = everything()
    assert outcomes(load(changed)) == {"unchanged": 1}
    assert everything() == before


def test_replacing_what_nobody_edited_keeps_no_version():
    load(an_edition())
    load(an_edition(an_article(body="<p>改。</p>")), on_conflict="replace")
    assert Article.objects.get().body == "<p>改。</p>"
    assert not ArticleVersion.objects.exists()


def test_a_picture_that_the_source_has_lost_since_stays():
    photo = PhotoRecord("p.jpg", caption="一")
    load(an_edition(an_article(photos=(photo,))), source=FakeSource({"p.jpg": picture()}))
    report = load(an_edition(an_article(body="<p>改。</p>", photos=(photo,))))
    assert outcomes(report) == {"updated": 1}
    assert report.counts["photos_missing"] == 1
    caption = PhotoCaption.objects.get()
    assert default_storage.exists(caption.photo.file.name)


def test_a_facsimile_that_is_the_same_bytes_is_not_stored_again():
    page = replace(an_edition().pages[0], facsimile="A01.jpg")
    source = FakeSource({"A01.jpg": picture(300, 400)})
    load(replace(an_edition(), pages=(page,)), source=source)
    before = Page.objects.get().facsimile.name
    load(replace(an_edition(), pages=(replace(page, name="要闻版"),)), source=source)
    stored = Page.objects.get()
    assert (stored.name, stored.facsimile.name) == ("要闻版", before)
    assert default_storage.listdir("facsimiles")[1] == [before.removeprefix("facsimiles/")]


def test_an_edition_withdrawn_at_the_source_is_withdrawn_here():
    load(an_edition())
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    load(replace(an_edition(), withdrawn=WithdrawnRecord("整期撤回。", moment)))
    edition = Edition.objects.get()
    assert (edition.withdrawn_at, edition.withdrawal_notice) == (moment, "整期撤回。")


def test_headlines_find_their_articles_before_numbers_do():
    """Two archives of one page number its articles each on its own."""
    load(an_edition(an_article("甲", number=1), an_article("乙", number=2)))
    report = load(
        an_edition(an_article("乙", number=1, body="<p>乙改。</p>"), an_article("甲", number=2)), on_conflict="replace"
    )
    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    assert list(Article.objects.order_by("number").values_list("headline", "body")) == [
        ("甲", "<p>第一段。</p>"),
        ("乙", "<p>乙改。</p>"),
    ]
