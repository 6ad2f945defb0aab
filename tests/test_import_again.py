"""Importing again over what was done here meanwhile: corrections, embargoes, regions, pictures, withdrawals."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import people
from articles.archive.records import CorrectionRecord, CreditRecord, PhotoRecord, ReferenceRecord, WithdrawnRecord
from articles.models import Article, ArticleVersion, Correction, PhotoCaption
from editions.models import Edition, Page

from .archives import FakeSource, an_article, an_edition, everything, load, outcomes
from .factories import make_credit, make_region, picture

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


def test_people_and_keywords_changed_here_stay_where_the_print_is_the_same():
    photo = PhotoRecord(caption="图", credit_line="柳岸 摄", credits=(CreditRecord("柳岸", "photo"),))
    load(an_edition(an_article(keywords=("渡口",), photos=(photo,))))
    article = Article.objects.get()
    make_credit(article, "通讯员甲", affiliation="通讯员", order=1)
    article.captions.get().credits.all().delete()
    Article.objects.update(keywords=["新车", "渡口"])
    load(an_edition(an_article(keywords=("渡口",), photos=(photo,), body="<p>改。</p>")))
    article = Article.objects.get()
    assert (article.body, article.keywords) == ("<p>改。</p>", ["新车", "渡口"])
    assert [credit.name for credit in article.credits.order_by("order")] == ["沈一苇", "通讯员甲"]
    assert not article.captions.get().credits.exists()


def test_people_follow_the_source_where_nobody_changed_them_here():
    load(an_edition(an_article()))
    load(an_edition(an_article(credits=(CreditRecord("林见山", "text"),), body="<p>改。</p>")))
    assert [credit.name for credit in Article.objects.get().credits.all()] == ["林见山"]


def test_a_person_that_was_split_off_stays_himself():
    load(an_edition(an_article()))
    credit = Article.objects.get().credits.get()
    other = people.split(credit.contributor, [credit], [], name="沈一苇", distinction="晚报")
    load(an_edition(an_article(body="<p>改。</p>")))
    assert Article.objects.get().credits.get().contributor == other


def test_a_publish_time_that_changed_in_the_source_counts_unless_it_was_changed_here():
    first, second = datetime(2024, 3, 1, 1, tzinfo=UTC), datetime(2024, 3, 1, 5, tzinfo=UTC)
    load(replace(an_edition(), publish_at=first))
    load(replace(an_edition(), publish_at=second))
    assert Edition.objects.get().publish_at == second
    Edition.objects.update(publish_at=first)
    load(replace(an_edition(), publish_at=second + timedelta(hours=1)))
    assert Edition.objects.get().publish_at == first


def test_a_source_that_says_all_there_is_takes_facts_back_and_another_does_not():
    load(replace(an_edition(), number=7))
    load(an_edition(an_article(body="<p>改。</p>")), whole=False)
    assert Edition.objects.get().number == 7
    load(replace(an_edition(), number=8), whole=True)
    load(an_edition(), whole=True)
    assert Edition.objects.get().number is None


def test_a_reference_that_the_source_has_taken_back_is_gone():
    one, two = an_article("甲", number=1), an_article("乙", number=2, continues=ReferenceRecord("A01", 1))
    load(an_edition(one, two), whole=True)
    load(an_edition(one, replace(two, continues=None)), whole=True)
    assert Article.objects.get(number=2).continues is None


def test_statements_do_not_grow_with_the_articles_that_are_replaced():
    def statements(count, on):
        edition = an_edition(*(an_article(f"第{place}篇") for place in range(count)), on=on)
        load(edition)
        Article.objects.filter(edition__date=on).update(kicker="编辑加的引题")
        page = edition.pages[0]
        changed = replace(page, articles=tuple(replace(article, body="<p>改。</p>") for article in page.articles))
        with CaptureQueriesContext(connection) as captured:
            report = load(replace(edition, pages=(changed,)), on_conflict="replace")
        assert outcomes(report) == {"updated": count}
        return len(captured)

    load(an_edition(on=date(2020, 1, 1)))
    few, many = statements(6, date(2024, 3, 1)), statements(40, date(2024, 3, 2))
    assert many - few <= 6  # bulk updates come in batches of the database's parameter limit
    assert ArticleVersion.objects.count() == 46
