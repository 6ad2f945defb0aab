"""What search engines read of an article, a page and an edition: schema.org's words in JSON-LD."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import workflow
from articles.models import Correction
from tests.factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_staff,
    picture,
)
from tests.pages_shown import look
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
PAPER = {
    "@type": "Newspaper",
    "@id": f"{SITE}/morning/",
    "name": "晨报",
    "url": f"{SITE}/morning/",
    "inLanguage": "zh-Hans",
    "publisher": {"@type": "NewsMediaOrganization", "name": "晨报社", "url": f"{SITE}/morning/"},
}
ISSUE = {
    "@type": "PublicationIssue",
    "@id": f"{SITE}/morning/2024-03-05/",
    "name": "晨报 2024-03-05",
    "url": f"{SITE}/morning/2024-03-05/",
    "issueNumber": "12",
    "datePublished": "2024-03-05",
    "inLanguage": "zh-Hans",
    "isPartOf": {
        "@type": "PublicationVolume",
        "@id": f"{SITE}/morning/calendar/2024/",
        "name": "晨报 2024",
        "volumeNumber": "2024",
        "url": f"{SITE}/morning/calendar/2024/",
        "isPartOf": PAPER,
    },
}


def said(client, address) -> list[dict]:
    """The nodes of the one block of data that a page carries."""
    (block,) = look(client, address).css('script[type="application/ld+json"]')
    data = json.loads(block.text())
    assert data.keys() == {"@context", "@graph"}
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def way(*steps) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": SITE + address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def person(credit) -> dict:
    return {"@type": "Person", "name": credit.name, "url": SITE + credit.contributor.get_absolute_url()}


def image(file, width, height, largest, **more) -> dict:
    address = f"{SITE}/media/{file.name}/{largest}.jpg"
    return {
        "@type": "ImageObject",
        "contentUrl": address,
        "url": address,
        "width": width,
        "height": height,
        "encodingFormat": "image/jpeg",
        "thumbnailUrl": f"{SITE}/media/{file.name}/320.jpg",
        **more,
    }


def test_an_article_is_a_news_article_of_its_issue(client):
    edition = make_paper()
    article = edition.articles.get(number=1)
    article.body = "<p>渡船今天开了。</p>"
    article.save()
    correction = article.corrections.get()
    correction.date = datetime(2024, 3, 7, 1, 30, tzinfo=ZoneInfo("UTC"))
    correction.save()
    caption = article.captions.first()
    address = f"{SITE}/morning/2024-03-05/A01/1/"
    assert said(client, "/morning/2024-03-05/A01/1/") == [
        {
            "@type": "NewsArticle",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "headline": "A01版第1条 江上新渡",
            "alternativeHeadline": "——副题在后",
            "description": "渡船今天开了。",
            "inLanguage": "zh-Hans",
            "datePublished": "2024-03-05T06:00:00+08:00",
            "dateModified": "2024-03-07T09:30:00+08:00",
            "author": [person(credit) for credit in article.credits.all()],
            "publisher": PAPER["publisher"],
            "isAccessibleForFree": True,
            "articleSection": "要闻",
            "printSection": "要闻",
            "printPage": "A01、A02",
            "keywords": ["渡口"],
            "image": [
                image(
                    caption.photo.file,
                    60,
                    41,
                    320,
                    caption="江边。",
                    creditText="本报记者 柳岸、摄手0 摄",
                    creator=[person(credit) for credit in caption.credits.all()],
                )
            ],
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": "第一段的日期有误，特此更正。",
                    "datePublished": "2024-03-07T09:30:00+08:00",
                }
            ],
            "isPartOf": ISSUE,
        },
        way(
            ("晨报", "/morning/"),
            ("2024-03-05", "/morning/2024-03-05/"),
            ("A01 要闻", "/morning/2024-03-05/A01/"),
            ("A01版第1条 江上新渡", "/morning/2024-03-05/A01/1/"),
        ),
    ]


def test_a_page_and_an_edition_are_an_issue_with_its_parts(client):
    edition = make_paper(1)
    pages = [
        {
            "@type": "CreativeWork",
            "@id": f"{SITE}/morning/2024-03-05/{page.number}/",
            "name": f"{page.number} {page.name}",
            "url": f"{SITE}/morning/2024-03-05/{page.number}/",
            "position": page.number,
            "image": image(page.facsimile, 700, 1000, 960),
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": f"{SITE}/morning/2024-03-05/{page.number}/page.pdf",
                "encodingFormat": "application/pdf",
            },
        }
        for page in edition.pages.all()
    ]
    steps = [("晨报", "/morning/"), ("2024-03-05", "/morning/2024-03-05/")]
    assert said(client, "/morning/2024-03-05/") == [
        ISSUE | {"image": pages[0]["image"], "hasPart": pages},
        way(*steps),
    ]
    assert said(client, "/morning/2024-03-05/A02/") == [
        pages[1] | {"isPartOf": ISSUE},
        way(*steps, ("A02 本市", "/morning/2024-03-05/A02/")),
    ]


def test_an_article_has_one_name_wherever_it_is_shown_as_printed(client):
    make_paper(1)
    for address in ("/morning/2024-03-05/", "/morning/2024-03-05/A01/", "/morning/2024-03-05/A01/1/"):
        assert said(client, address) == said(client, f"/en{address}")


def test_a_combined_issue_and_an_extra_edition_say_what_they_are(client):
    paper = make_publication(copyright="晨报社版权所有", home_page="https://paper.example.com/")
    make_page(make_edition(paper, date(1949, 10, 1), through=date(1949, 10, 3)), "1")
    make_page(make_edition(paper, date(1949, 10, 9), label="extra"), "1")
    combined, extra = (said(client, f"/morning/{day}/")[0] for day in ("1949-10-01", "1949-10-09.extra"))
    assert (combined["datePublished"], combined["temporalCoverage"]) == ("1949-10-01", "1949-10-01/1949-10-03")
    assert (extra["name"], "temporalCoverage" in extra, "issueNumber" in extra) == (
        "晨报 1949-10-09.extra",
        False,
        False,
    )
    assert extra["copyrightNotice"] == "晨报社版权所有"
    assert extra["isPartOf"]["isPartOf"]["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "晨报",
        "url": "https://paper.example.com/",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("沈一苇", "Person"),
        ("柳 岸", "Person"),
        ("张旗", "Person"),
        ("新华社", "Organization"),
        ("本报评论员", "Organization"),
        ("砚溪市气象局宣传中心", "Organization"),
    ],
)
def test_who_signs_is_a_person_or_a_body(client, name, kind):
    article = make_article()
    make_credit(article, name)
    (author,) = said(client, article.get_absolute_url())[0]["author"]
    assert (author["@type"], author["name"]) == (kind, name.replace(" ", ""))


def test_only_the_text_s_credits_make_an_author_in_printed_order(client):
    article = make_article()
    make_credit(article, "三号", order=3)
    make_credit(article, "责编", role="editing", order=1)
    make_credit(article, "译者", role="translation", order=0)
    make_credit(article, "二号", order=2)
    node = said(client, article.get_absolute_url())[0]
    assert [author["name"] for author in node["author"]] == ["二号", "三号"]
    assert [author["name"] for author in node["translator"]] == ["译者"]


def test_what_nobody_signs_the_paper_answers_for_but_not_for_an_advertisement(client):
    news = make_article()
    advertisement = make_article(news.page, kind="advertisement")
    node = said(client, news.get_absolute_url())[0]
    assert (node["@type"], node["author"], "image" in node) == ("NewsArticle", [node["publisher"]], False)
    node = said(client, advertisement.get_absolute_url())[0]
    assert (node["@type"], "author" in node) == ("AdvertiserContentArticle", False)


def test_an_embargo_that_is_over_is_when_the_article_was_published(client):
    over = timezone.now() - timedelta(hours=1)
    article = make_article(embargo=over)
    published = said(client, article.get_absolute_url())[0]["datePublished"]
    assert datetime.fromisoformat(published) == over


def test_a_person_that_was_merged_leads_to_the_one_who_stays(client):
    article = make_article()
    stays = make_credit(make_article(article.page, "另一篇"), "沈一苇").contributor
    merged = make_credit(article, "沈一韦").contributor
    merged.merged_into = stays
    merged.save()
    (author,) = said(client, article.get_absolute_url())[0]["author"]
    assert author == {"@type": "Person", "name": "沈一韦", "url": SITE + stays.get_absolute_url()}


HOSTILE = "</script><script>alert(1)</script><!--<script>&amp;\u2028 \\"


def test_nothing_that_is_printed_ends_the_block(client):
    article = make_article(headline=HOSTILE, subheadline=HOSTILE, body="<p>x</p>", keywords=[HOSTILE], byline="沈一苇")
    make_caption(article, HOSTILE, ("柳岸",), photo=make_photo(), credit_line=HOSTILE)
    Correction.objects.create(article=article, text=HOSTILE)
    text = client.get(article.get_absolute_url()).content.decode()
    block = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(block) & set("<>&")
    node = json.loads(block)["@graph"][0]
    assert (node["headline"], node["keywords"]) == (" ".join(HOSTILE.split()), [HOSTILE])
    assert look(client, article.get_absolute_url()).css("script:not([src]):not([type])") == []


def test_a_page_on_which_something_is_withdrawn_is_nowhere_shown_as_it_was(client, django_capture_on_commit_callbacks):
    """Neither in the data nor for messengers: the covered picture where there is one, and no PDF."""
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(70, 100)), save=True)
    page.pdf.save("page.pdf", ContentFile(b"%PDF-1.4"), save=True)
    stays, goes = make_article(page, "留下的"), make_article(page, "撤下的")
    duty = make_staff("duty", "值班总编")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(goes, "有误。", "本报撤回此稿。", by=duty)
    page.refresh_from_db()
    assert (bool(page.facsimile), bool(page.masked)) == (True, False)
    for address in (
        page.get_absolute_url(),
        page.edition.get_absolute_url(),
        stays.get_absolute_url(),
        "/morning/calendar/2024/03/",
    ):
        text = client.get(address).content.decode()
        assert page.facsimile.name not in text, address
        assert "page.pdf" not in text, address
        assert "撤下的" not in text, address
