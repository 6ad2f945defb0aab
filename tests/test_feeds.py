"""Feeds of papers, page names and people, as Atom and as RSS: public things only, the newest fifty, whole addresses."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles import feeds, people, workflow
from articles.models import Contributor, Correction
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
from tests.pages_shown import counted, look
from tests.reader_paper import make_full_article, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DAY = "/morning/2024-03-05"
PAPER, PAGE_NAME = "/morning/feed.xml", "/morning/pages/要闻/feed.xml"


def given(client, address) -> ET.Element:
    reply = client.get(address)
    assert reply.status_code == 200, reply.status_code
    assert reply["Access-Control-Allow-Origin"] == "*"
    return ET.fromstring(reply.content)


def said(element) -> list:
    """An element's children in order: the name without its namespace, then its text, its children or its attributes."""
    return [(re.sub("{.*}", "", each.tag), each.text or said(each) or dict(each.attrib)) for each in element]


def titles(client, address=PAPER) -> list[str]:
    tag = f".//{ATOM}entry/{ATOM}title" if address.endswith("feed.xml") else ".//item/title"
    return [each.text for each in given(client, address).findall(tag)]


def make_signed():
    """An article with two authors, two photos, of which one is not kept, and a correction."""
    paper = make_publication("morning", "晨报", masthead="晨报·江城", publisher="晨报社", copyright="晨报社 版权所有")
    edition = make_edition(paper, date(2024, 3, 5), number=12)
    article = make_article(make_page(edition, name="要闻"), "江上\n<新渡> & 旧桥", keywords=["渡口", "要闻"])
    make_credit(article)
    make_credit(article, "柳 岸", affiliation="通讯员", order=1)
    make_credit(article, "译者", role="translation", order=2)
    make_caption(article, "江边。", photo=make_photo(picture(700, 400)))
    make_caption(article, "没有存下的一张。", order=1)
    Correction.objects.create(article=article, text="日期有误。", date=datetime(2024, 3, 6, 1, tzinfo=UTC))
    return article


def test_an_article_in_atom(client):
    article = make_signed()
    photo = f"{SITE}/media/{article.captions.first().photo.file.name}/1280.jpg"
    people_at = {each.name: f"{SITE}{each.contributor.get_absolute_url()}" for each in article.credits.all()}
    reply = client.get(PAPER)
    assert reply["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(reply.content)
    assert (feed.tag, feed.attrib) == (f"{ATOM}feed", {LANGUAGE: "zh-Hans"})
    assert feed.find(f"{ATOM}entry").attrib == {LANGUAGE: "zh-Hans"}
    assert said(feed) == [
        ("title", "晨报·江城"),
        ("link", {"rel": "alternate", "href": f"{SITE}/morning/"}),
        ("link", {"rel": "self", "href": f"{SITE}/morning/feed.xml"}),
        ("id", f"{SITE}/morning/feed.xml"),
        ("updated", "2024-03-06T09:00:00+08:00"),
        ("subtitle", "《晨报·江城》的最新文章。"),
        (
            "entry",
            [
                ("title", "江上 <新渡> & 旧桥"),
                ("link", {"rel": "alternate", "href": f"{SITE}{DAY}/A01/1/"}),
                ("published", "2024-03-05T06:00:00+08:00"),
                ("updated", "2024-03-06T09:00:00+08:00"),
                ("id", f"{SITE}{DAY}/#1"),
                ("category", {"term": "要闻"}),
                ("category", {"term": "渡口"}),
                ("rights", "晨报社 版权所有"),
                ("summary", "第一段。第二段。"),
                ("author", [("name", "沈一苇"), ("uri", people_at["沈一苇"])]),
                ("author", [("name", "柳岸"), ("uri", people_at["柳 岸"])]),
                ("link", {"rel": "enclosure", "type": "image/jpeg", "href": photo}),
            ],
        ),
    ]


def test_an_article_in_rss(client):
    article = make_signed()
    photo = f"{SITE}/media/{article.captions.first().photo.file.name}/1280.jpg"
    reply = client.get("/morning/rss.xml")
    assert reply["Content-Type"] == "application/rss+xml; charset=utf-8"
    (channel,) = ET.fromstring(reply.content)
    assert said(channel) == [
        ("title", "晨报·江城"),
        ("link", f"{SITE}/morning/"),
        ("description", "《晨报·江城》的最新文章。"),
        ("link", {"rel": "self", "href": f"{SITE}/morning/rss.xml"}),
        ("language", "zh-Hans"),
        ("lastBuildDate", "Wed, 06 Mar 2024 09:00:00 +0800"),
        (
            "item",
            [
                ("title", "江上 <新渡> & 旧桥"),
                ("link", f"{SITE}{DAY}/A01/1/"),
                ("pubDate", "Tue, 05 Mar 2024 06:00:00 +0800"),
                ("guid", f"{SITE}{DAY}/#1"),
                ("category", "要闻"),
                ("category", "渡口"),
                ("description", "第一段。第二段。"),
                ("creator", "沈一苇"),
                ("creator", "柳岸"),
                ("updated", "2024-03-06T09:00:00+08:00"),
                (
                    "content",
                    {"url": photo, "type": "image/jpeg", "medium": "image", "width": "700", "height": "400"},
                ),
            ],
        ),
    ]


def test_for_what_nobody_signed_the_paper_answers_itself(client):
    make_article()
    (author,) = given(client, PAPER).findall(f".//{ATOM}author")
    assert said(author) == [("name", "晨报"), ("uri", f"{SITE}/morning/")]


def test_the_feed_of_a_page_name_has_the_pages_of_that_name_by_whatever_number(client):
    edition, later = make_edition(on=date(2024, 3, 1)), make_edition(on=date(2024, 3, 2))
    make_article(make_page(edition, "A01", name="要闻"), "昨日要闻")
    make_article(make_page(edition, "A02", name="本市"), "昨日本市")
    make_article(make_page(later, "A03", name="要闻"), "今日要闻")
    make_article(make_page(make_edition(make_publication("evening", "晚报")), name="要闻"), "晚报要闻")
    assert titles(client, PAGE_NAME) == ["今日要闻", "昨日要闻"]
    assert titles(client, "/morning/pages/要闻/rss.xml") == ["今日要闻", "昨日要闻"]
    feed = given(client, PAGE_NAME)
    assert said(feed)[:4] == [
        ("title", "晨报 · 要闻"),
        ("link", {"rel": "alternate", "href": f"{SITE}/morning/"}),
        ("link", {"rel": "self", "href": f"{SITE}/morning/pages/%E8%A6%81%E9%97%BB/feed.xml"}),
        ("id", f"{SITE}/morning/pages/%E8%A6%81%E9%97%BB/feed.xml"),
    ]
    assert feed.find(f"{ATOM}subtitle").text == "《晨报》“要闻”版的最新文章。"


@pytest.mark.parametrize("name", ["教育/科技", "读 & 写", "什么？?", "a#b", "100%"])
def test_any_printed_name_has_its_feed(client, name):
    page = make_page(name=name)
    make_article(page)
    found = look(client, page.get_absolute_url()).css('link[type="application/atom+xml"]')
    addresses = {node.attributes["title"]: node.attributes["href"] for node in found}
    assert titles(client, addresses[f"晨报 · {name}"]) == ["渡口通了新车"]
    (own,) = given(client, addresses[f"晨报 · {name}"]).findall(f"{ATOM}link[@rel='self']")
    assert own.attrib["href"] == SITE + addresses[f"晨报 · {name}"]


def test_the_feed_of_a_person_has_what_they_wrote_and_photographed(client):
    page = make_page()
    written, photographed, both = (make_article(page, title) for title in ("写的", "拍的", "又写又拍的"))
    make_article(page, "别人的")
    for article in (written, both):
        make_credit(article, "沈一苇")
    for article in (photographed, both):
        make_caption(article, photographers=("沈一苇",))
    person = Contributor.objects.get()
    assert titles(client, f"/contributors/{person.pk}/feed.xml") == ["写的", "拍的", "又写又拍的"]
    assert titles(client, f"/contributors/{person.pk}/rss.xml") == ["写的", "拍的", "又写又拍的"]
    feed = given(client, f"/contributors/{person.pk}/feed.xml")
    assert feed.find(f"{ATOM}title").text == "沈一苇"
    assert feed.find(f"{ATOM}link[@rel='alternate']").attrib["href"] == (
        f"{SITE}/contributors/{person.pk}-%E6%B2%88%E4%B8%80%E8%8B%87/"
    )


def test_a_merged_name_leads_to_the_feed_of_whom_it_is(client):
    article = make_article()
    other, person = make_credit(article, "沈一韦").contributor, make_credit(article, "沈一苇").contributor
    people.merge([other], into=person)
    for form in ("feed", "rss"):
        reply = client.get(f"/contributors/{other.pk}/{form}.xml")
        assert (reply.status_code, reply["Location"]) == (301, f"/contributors/{person.pk}/{form}.xml")


def test_the_newest_stand_first_and_one_under_embargo_counts_from_its_end(client):
    old, new = make_page(make_edition(on=date(2024, 3, 1))), make_page(make_edition(on=date(2024, 3, 2)))
    for page, title in ((old, "旧一"), (old, "旧二"), (new, "新一"), (new, "新二")):
        make_article(page, title)
    make_article(old, "解禁的", embargo=datetime(2024, 3, 10, tzinfo=UTC))
    make_article(new, "早已解禁的", embargo=datetime(2024, 3, 1, tzinfo=UTC))
    assert titles(client) == ["解禁的", "新一", "新二", "早已解禁的", "旧一", "旧二"]


def test_what_was_printed_twice_stands_there_once_and_advertisements_and_teasers_do_not(client):
    page = make_page()
    original = make_article(page, "原文")
    make_article(page, "重刊", repeats=original)
    make_article(page, "广告", kind="advertisement")
    make_article(page, "导读", kind="teaser", continues=original)
    make_article(page, "公告", kind="notice")
    assert titles(client) == ["原文", "公告"]


def test_a_feed_is_bounded(client, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 3)
    for day in range(1, 6):
        page = make_page(make_edition(on=date(2024, 3, day)), name="要闻")
        for place in (1, 2):
            make_credit(make_article(page, f"{day}日第{place}条"))
    newest = ["5日第1条", "5日第2条", "4日第1条"]
    person = Contributor.objects.get()
    for address in (PAPER, "/morning/rss.xml", PAGE_NAME, f"/contributors/{person.pk}/feed.xml"):
        assert titles(client, address) == newest, address


def test_a_feed_holds_fifty():
    assert feeds.MOST == 50


def everywhere(client, person) -> str:
    places = ("/morning/", "/morning/pages/要闻/", f"/contributors/{person.pk}/")
    return "".join(client.get(f"{place}{form}.xml").content.decode() for place in places for form in ("feed", "rss"))


@pytest.mark.parametrize(
    "fields",
    [
        {"approved": False},
        {"embargo": timezone.now() + timedelta(days=1)},
        {"withdrawn_at": timezone.now(), "withdrawal_notice": "秘密的说明"},
    ],
)
def test_what_is_not_public_is_in_no_feed(client, fields):
    page = make_page(name="要闻")
    shown, secret = make_article(page, "公开的标题"), make_article(page, "秘密的标题", **fields)
    person = make_credit(shown).contributor
    make_credit(secret)
    assert everywhere(client, person).count("公开的标题") == 6
    assert "秘密" not in everywhere(client, person)


def test_an_edition_that_is_not_public_is_in_no_feed(client):
    shown = make_article(make_page(make_edition(on=date(2024, 2, 1)), name="要闻"), "公开的标题")
    person = make_credit(shown).contributor
    for day in (1, 2):
        edition = make_edition(on=date(2024, 3, day), public=False)
        make_credit(make_article(make_page(edition, name="要闻"), "秘密的标题"))
        make_credit(make_article(make_page(edition, "A02", name="秘密版")), "秘密的人")
    edition.sign_off(publish_at=timezone.now() + timedelta(days=1))
    edition.save()
    assert everywhere(client, person).count("公开的标题") == 6
    assert "秘密" not in everywhere(client, person)
    hidden = Contributor.objects.get(name="秘密的人")
    for address in ("/morning/pages/秘密版/", f"/contributors/{hidden.pk}/", "/nothing/", "/morning/pages/无此版/"):
        for form in ("feed", "rss"):
            assert client.get(f"{address}{form}.xml").status_code == 404, address


def test_what_is_withdrawn_is_gone_at_once_for_whoever_has_the_feed_already(client):
    page = make_page(name="要闻")
    kept, gone = make_article(page, "留下的"), make_article(page, "撤下的")
    person = make_credit(kept).contributor
    make_credit(gone)
    before = client.get(PAPER)
    assert "Last-Modified" not in before
    assert client.get(PAPER, headers={"If-None-Match": before["ETag"]}).status_code == 304
    workflow.withdraw(gone, "差错", "本稿已撤回。", by=make_staff("chief", is_superuser=True))
    asked = {"If-None-Match": before["ETag"], "If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT"}
    after = client.get(PAPER, headers=asked)
    assert (after.status_code, "撤下的" in after.content.decode()) == (200, False)
    assert "撤下的" not in everywhere(client, person)
    assert titles(client) == ["留下的"]


def test_a_moved_article_is_the_same_for_feed_readers(client):
    article = make_article()
    (before,) = given(client, PAPER).findall(f".//{ATOM}entry/{ATOM}id")
    workflow.place(article, make_page(article.edition, "A02"))
    (after,) = given(client, PAPER).findall(f".//{ATOM}entry/{ATOM}id")
    assert before.text == after.text == f"{SITE}/morning/2024-03-01/#1"


def test_every_address_is_whole(client):
    edition = make_paper()
    person = edition.articles.first().credits.first().contributor
    for address in (PAPER, PAGE_NAME, f"/contributors/{person.pk}/feed.xml"):
        for form in ("feed.xml", "rss.xml"):
            feed = given(client, address.replace("feed.xml", form))
            found = [each.attrib[name] for each in feed.iter() for name in ("href", "url") if name in each.attrib]
            named = (f"{ATOM}uri", f"{ATOM}id", "link", "guid")
            found += [each.text for each in feed.iter() if each.tag in named and each.text]
            assert len(found) > 6
            assert [each for each in found if not each.startswith(f"{SITE}/")] == []


def test_a_paper_without_an_article_has_an_empty_feed(client):
    make_edition()
    feed = given(client, PAPER)
    assert titles(client) == []
    assert feed.find(f"{ATOM}updated").text == "1970-01-01T00:00:00+00:00"


def test_what_no_document_may_hold_is_left_out(client):
    article = make_article(headline="江\x08上\x02新渡", keywords=["渡\x02口"], body="<p>第\x01一段。</p>")
    make_credit(article, "沈\x08一苇")
    person = Contributor.objects.get()
    for place in ("/morning/", f"/contributors/{person.pk}/"):
        assert titles(client, f"{place}feed.xml") == titles(client, f"{place}rss.xml") == ["江上新渡"]


def test_pages_name_their_feeds(client):
    edition = make_paper(1)
    person = edition.articles.first().credits.first().contributor
    paper = ("/morning/feed.xml", "晨报")
    named = {
        "/morning/": [paper],
        f"{DAY}/": [paper],
        f"{DAY}/A01/": [paper, ("/morning/pages/%E8%A6%81%E9%97%BB/feed.xml", "晨报 · 要闻")],
        f"/en{DAY}/A01/1/": [paper],
        "/morning/corrections/": [paper],
        person.get_absolute_url(): [(f"/contributors/{person.pk}/feed.xml", "沈一苇")],
        "/": [paper, ("/evening/feed.xml", "晚报")],
        "/search/": [],
    }
    for address, expected in named.items():
        found = look(client, address).css('link[rel="alternate"][type="application/atom+xml"]')
        assert [(node.attributes["href"], node.attributes["title"]) for node in found] == expected, address


def test_a_feed_costs_the_same_whatever_it_holds(client):
    edition = make_paper(1)
    person = edition.articles.first().credits.first().contributor
    asked = [PAPER, "/morning/rss.xml", PAGE_NAME, f"/contributors/{person.pk}/feed.xml"]

    few = [counted(client, address) for address in asked]
    for place in range(1, 30):
        make_full_article(edition.pages.first(), place)
    assert few == [counted(client, address) for address in asked]
    assert max(few) <= 9, few
