"""Pages and articles as JSON, in the shape of the interchange: what is published of them, and nothing else."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile
from jsonschema import Draft202012Validator

from articles import workflow
from articles.archive.exporting import record_of
from articles.archive.records import to_json
from articles.models import Article, Correction
from tests.archives import SCHEMA
from tests.factories import (
    make_article,
    make_caption,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    make_region,
    make_staff,
    picture,
)
from tests.pages_shown import counted, links, look
from tests.reader_paper import NOT_PUBLIC, TOMORROW, make_full_article, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DAY = "/morning/2024-03-01"
PAGE, ARTICLE = f"{DAY}/A01.json", f"{DAY}/A01/1.json"


def given(client, address) -> dict:
    """What a program gets at an address; it is as the schema says of a page or an article."""
    reply = client.get(address)
    assert reply.status_code == 200, reply.status_code
    assert reply["Content-Type"] == "application/json"
    assert reply["Access-Control-Allow-Origin"] == "*"
    record = json.loads(reply.content)
    kind = "page" if "articles" in record else "article"
    Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]}).validate(record)
    return record


def leads(client, address) -> tuple[int, str]:
    reply = client.get(address)
    return reply.status_code, reply["Location"]


def make_laid_out():
    """A page with its picture and PDF, on it an article that has everything and one that continues it on A02."""
    edition = make_edition()
    page = make_page(edition, name="要闻", editors="甲乙、丙丁", layout="戊己", source_url="html/node_1.htm")
    page.facsimile.save("a.jpg", ContentFile(picture(700, 1000)))
    page.pdf.save("a.pdf", ContentFile(b"%PDF-1.4"))
    article = make_article(
        page,
        "江上\n新渡",
        kicker="引题",
        subheadline="副题",
        byline="本报记者 沈一苇",
        keywords=["渡口"],
        source_id="20101",
        source_url="html/content_1.htm",
        embargo=datetime(2024, 3, 1, 4, tzinfo=UTC),
    )
    make_credit(article)
    make_caption(article, "江边。", photo=make_photo(picture(700, 400)), alt="一条江")
    make_caption(article, "没有存下的一张。", (), order=1)
    make_region(article)
    make_region(article, [[0, 0], [1, 0], [1, 1]], page=make_page(edition, "A02"))
    Correction.objects.create(article=article, text="日期有误。", date=datetime(2024, 3, 2, tzinfo=UTC))
    return article


def test_an_article_in_the_interchange_s_shape(client):
    article = make_laid_out()
    article.repeats = make_article(article.page, "原文")
    article.save()
    assert given(client, ARTICLE) == {
        "headline": "江上\n新渡",
        "kicker": "引题",
        "subheadline": "副题",
        "byline": "本报记者 沈一苇",
        "body": "<p>第一段。</p><p>第二段。</p>",
        "number": 1,
        "source_id": "20101",
        "source_url": "html/content_1.htm",
        "keywords": ["渡口"],
        "credits": [{"name": "沈一苇", "role": "text", "affiliation": "本报记者"}],
        "photos": [
            {
                "file": f"{SITE}/media/{article.captions.first().photo.file.name}/1280.jpg",
                "caption": "江边。",
                "credit_line": "本报记者 柳岸 摄",
                "credits": [{"name": "柳岸", "role": "photo", "affiliation": "本报记者"}],
                "alt": "一条江",
            },
            {"caption": "没有存下的一张。"},
        ],
        "regions": [
            {"points": [[0.1, 0.1], [0.5, 0.1], [0.5, 0.4], [0.1, 0.4]]},
            {"points": [[0, 0], [1, 0], [1, 1]], "page": "A02"},
        ],
        "embargo": "2024-03-01T04:00:00+00:00",
        "repeats": {"page": "A01", "number": 2},
        "corrections": [{"date": "2024-03-02T00:00:00+00:00", "text": "日期有误。"}],
    }


def test_a_page_in_the_interchange_s_shape(client):
    article = make_laid_out()
    make_article(article.edition.pages.get(number="A02"), "别版的稿")
    assert given(client, PAGE) == {
        "number": "A01",
        "name": "要闻",
        "facsimile": f"{SITE}/media/{article.page.facsimile.name}/960.jpg",
        "pdf": f"{SITE}{DAY}/A01/page.pdf",
        "source_url": "html/node_1.htm",
        "staff": [
            {"role": "editor", "name": "甲乙"},
            {"role": "editor", "name": "丙丁"},
            {"role": "layout", "name": "戊己"},
        ],
        "articles": [given(client, ARTICLE)],
    }


def test_it_is_what_an_export_writes_but_for_the_files(client):
    edition = make_paper()
    for page in to_json(record_of(edition))["pages"]:
        shown = given(client, f"/morning/2024-03-05/{page['number']}.json")
        for record in (page, shown):
            for name in ("facsimile", "pdf"):
                assert record.pop(name)
            for photo in (photo for article in record["articles"] for photo in article["photos"]):
                assert ("file" in photo) == photo["caption"].startswith("江边")
                photo.pop("file", None)
                photo.pop("sha256", None)
        assert shown == page


def test_what_is_not_there_is_not_named(client):
    make_page()
    assert given(client, PAGE) == {"number": "A01", "articles": []}


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_what_is_not_public_is_in_no_record(client, fields):
    page = make_page()
    shown, secret = make_article(page, "公开的标题"), make_article(page, "秘密的标题", **fields)
    shown.continues = shown.repeats = secret
    shown.save()
    assert [article["headline"] for article in given(client, PAGE)["articles"]] == ["公开的标题"]
    assert {"continues", "repeats"} & given(client, ARTICLE).keys() == set()
    reply = client.get(f"{DAY}/A01/2.json")
    assert reply.status_code == (410 if "withdrawn_at" in fields else 404)
    assert "秘密的标题" not in reply.content.decode()


@pytest.mark.parametrize("state", ["draft", "future"])
def test_an_edition_that_is_not_public_is_not_found(client, state):
    edition = make_edition(public=False)
    if state == "future":
        edition.sign_off(publish_at=TOMORROW)
        edition.save()
    make_article(make_page(edition))
    for address in (PAGE, ARTICLE, f"{DAY}/A09.json", f"{DAY}/A01/9.json"):
        assert client.get(address).status_code == 404


def test_what_is_withdrawn_is_gone_at_once(client):
    article = make_laid_out()
    photo = article.captions.first().photo
    other = make_article(article.page, "留下的标题", continues=article)
    make_caption(other, photo=make_photo(picture(640, 480)))
    make_region(other)
    before = client.get(PAGE)
    workflow.withdraw(article, "差错", "本稿已撤回。", by=make_staff("chief", is_superuser=True))
    gone = client.get(ARTICLE)
    assert (gone.status_code, gone["Access-Control-Allow-Origin"]) == (410, "*")
    assert "本稿已撤回。" in gone.content.decode()
    reply = client.get(PAGE, headers={"If-None-Match": before["ETag"]})
    assert reply.status_code == 200
    record, text = given(client, PAGE), reply.content.decode()
    assert [each["headline"] for each in record["articles"]] == ["留下的标题"]
    article.page.refresh_from_db()
    assert record["facsimile"] == f"{SITE}/media/{article.page.masked.name}/960.jpg"
    assert "pdf" not in record
    for secret in (photo.file.name, article.page.facsimile.name, "江上", "continues"):
        assert secret not in text, secret


def test_a_picture_that_is_withheld_is_not_named(client):
    page = make_page(has_withdrawn=True)
    page.facsimile.save("a.jpg", ContentFile(picture(700, 1000)))
    assert given(client, PAGE) == {"number": "A01", "articles": []}


def test_a_withdrawn_edition_answers_with_its_notice(client):
    article = make_laid_out()
    workflow.withdraw(article.edition, "差错", "本期已撤回。", by=make_staff("chief", is_superuser=True))
    for address in (PAGE, ARTICLE):
        reply = client.get(address)
        assert (reply.status_code, "本期已撤回。" in reply.content.decode()) == (410, True)


def test_one_thing_has_one_address(client):
    make_article(make_page(make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3)), "01"))
    first = "/morning/2024-10-01"
    assert leads(client, f"{first}/1.json") == (301, f"{first}/01.json")
    assert leads(client, f"{first}/A09/1.json") == (301, f"{first}/01/1.json")
    assert leads(client, "/morning/2024-10-02/01.json") == (301, f"{first}/01.json")
    assert leads(client, "/morning/2024-10-02/01/1.json") == (301, f"{first}/01/1.json")
    assert client.get("/morning/2024-10-02/09.json").status_code == 404


def test_what_has_moved_leads_to_its_record_elsewhere(client):
    article = make_article(make_page(make_edition(on=date(2024, 3, 1))))
    workflow.place(article, make_page(make_edition(on=date(2024, 3, 2)), "A02"))
    assert leads(client, ARTICLE) == (301, "/morning/2024-03-02/A02/1.json")


def test_a_label_and_han_numbers_have_their_records(client):
    make_article(make_page(make_edition(label="extra"), "特1"))
    assert given(client, "/morning/2024-03-01.extra/特1.json")["articles"] == [
        given(client, "/morning/2024-03-01.extra/特1/1.json")
    ]


def test_a_page_called_manifest_leaves_the_manifest_its_address(client):
    make_page(number="MANIFEST")
    assert client.get(f"{DAY}/manifest.json").json()["type"] == "Manifest"
    assert given(client, f"{DAY}/MANIFEST.json") == {"number": "MANIFEST", "articles": []}


def test_every_address_in_it_is_whole(client):
    make_paper()
    record = given(client, "/morning/2024-03-05/A01.json")
    files = [photo["file"] for article in record["articles"] for photo in article["photos"] if "file" in photo]
    assert len(files) == 2
    for address in (record["facsimile"], record["pdf"], *files):
        assert address.startswith(f"{SITE}/")
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_a_page_s_record_is_no_longer_than_the_page(client):
    """It holds what begins on it, whatever else the edition prints and runs over to it."""
    edition = make_paper(3)
    record = given(client, "/morning/2024-03-05/A02.json")
    assert [article["number"] for article in record["articles"]] == [4, 5, 6]
    assert edition.articles.count() == 6


def test_pages_name_their_records(client):
    make_article()
    for prefix in ("", "/en", "/zh-hant"):
        for place in ("A01", "A01/1"):
            found = links(look(client, f"{prefix}{DAY}/{place}/"), 'link[rel="alternate"][type="application/json"]')
            assert found == [f"{DAY}/{place}.json"]


def test_a_record_costs_the_same_whatever_it_holds(client):
    edition = make_paper(1)
    last = edition.articles.order_by("-number")[0]

    asked = ["/morning/2024-03-05/A01.json", f"/morning/2024-03-05/A02/{last.number}.json"]
    few = [counted(client, address) for address in asked]
    for place in range(1, 30):
        make_full_article(edition.pages.first(), place)
    for order in range(2, 20):
        make_caption(last, photo=make_photo(picture(60, 200 + order)), order=order)
    assert few == [counted(client, address) for address in asked]
    assert max(few) <= 8, few


def test_papers_are_told_apart(client):
    for slug, title in (("morning", "晨报的稿"), ("evening", "晚报的稿")):
        make_article(make_page(make_edition(make_publication(slug, slug))), title)
    assert given(client, "/evening/2024-03-01/A01/1.json")["headline"] == "晚报的稿"
    Article.objects.filter(publication__slug="evening").update(state="draft")
    assert client.get("/evening/2024-03-01/A01/1.json").status_code == 404
