"""The photo archive and a photo's page: each photo once, every public use of it, and nothing that is not public."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleCredit, Photo
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
    picture,
)
from tests.pages_shown import links, look, texts

pytestmark = pytest.mark.django_db
HIDDEN = [
    {"approved": False},
    {"embargo": timezone.now() + timedelta(days=1)},
    {"withdrawn_at": timezone.now(), "withdrawal_notice": "说明"},
]


def make_use(text, on=date(2024, 3, 1), by=("柳岸",), photo=None, slug="morning", **fields):
    """A use of a photo, of its own where none is given, in an article of its own."""
    page = make_page(make_edition(make_publication(slug, slug), on, label=fields.pop("label", "")))
    photo = photo or make_photo(picture(60 + Photo.objects.count(), 40))
    return make_caption(make_article(page, **{"headline": f"{text}的文章"} | fields), text, by, photo=photo)


def captions(client, question="") -> list[str]:
    return texts(look(client, f"/photos/{question}"), ".photos .caption")


def test_the_archive_shows_each_photo_once_by_its_newest_use(client):
    first = make_use("旧用")
    make_use("新用", date(2024, 3, 3), photo=first.photo)
    make_use("另一张", date(2024, 3, 2))
    tree = look(client, "/photos/")
    assert texts(tree, ".count") == ["2幅图片 摄影作者"]
    assert texts(tree, ".photos figcaption") == [
        "新用 本报记者 柳岸 摄 新用的文章 morning 2024-03-03",
        "另一张 本报记者 柳岸 摄 另一张的文章 morning 2024-03-02",
    ]
    assert links(tree, ".photos figure > a")[0] == first.photo.get_absolute_url()
    assert links(tree, ".photos .of") == ["/morning/2024-03-03/A01/1/", "/morning/2024-03-02/A01/1/"]


@pytest.mark.parametrize("fields", HIDDEN)
def test_what_only_hidden_articles_show_is_not_there(client, fields):
    secret = make_use("秘密", **fields)
    assert captions(client) == []
    assert client.get(secret.photo.get_absolute_url()).status_code == 404
    make_use("公开", date(2024, 2, 1), photo=secret.photo)
    assert captions(client) == ["公开"]
    tree = look(client, secret.photo.get_absolute_url())
    assert texts(tree, "#uses, .results h3") == ["见报1次", "公开的文章"]


def test_a_photo_of_an_edition_that_is_not_released_is_not_there(client):
    page = make_page(make_edition(public=False))
    caption = make_caption(make_article(page), photo=make_photo())
    assert captions(client) == []
    assert client.get(caption.photo.get_absolute_url()).status_code == 404
    assert client.get("/photos/999/").status_code == 404


def test_photos_are_asked_for_by_words_photographer_paper_and_dates(client):
    make_use("江边的清晨", date(2024, 1, 1))
    make_use("江边的黄昏", date(2024, 2, 1), ("焦远",), slug="evening")
    make_use("山里的清晨", date(2024, 3, 1), ("焦远", "柳岸"))
    asked = {
        "?q=清晨": ["山里的清晨", "江边的清晨"],
        "?q=江边 清晨": ["江边的清晨"],
        "?photographer=焦": ["山里的清晨", "江边的黄昏"],
        "?photographer=焦遠": ["山里的清晨", "江边的黄昏"],
        "?photographer=本报 柳岸": ["山里的清晨", "江边的清晨"],
        "?photographer=焦 柳": [],
        "?publication=evening": ["江边的黄昏"],
        "?since=2024-02-01": ["山里的清晨", "江边的黄昏"],
        "?until=2024-02-01&photographer=柳岸": ["江边的清晨"],
        "?q=不见于报": [],
    }
    assert {question: captions(client, question) for question in asked} == asked


def test_a_photo_is_found_by_any_of_its_uses(client):
    first = make_use("旧用", slug="evening")
    make_use("新用", date(2024, 3, 3), ("焦远",), photo=first.photo)
    assert captions(client, "?publication=evening") == ["旧用"]
    assert captions(client, "?photographer=柳岸") == ["旧用"]


def test_whoever_signs_an_article_for_its_pictures_is_their_photographer(client):
    made = make_use("无署名的图", by=())
    credit = {"article": made.article, "name": "王程龙", "contributor": make_contributor("王程龙")}
    ArticleCredit.objects.create(role="photo", affiliation="本报记者", **credit)
    make_caption(made.article, "供图", (), credit_line="受访者供图", photo=make_photo(picture(9, 9)), order=1)
    assert captions(client, "?photographer=王程龙") == ["无署名的图"]
    assert texts(look(client, made.photo.get_absolute_url()), ".large .credit") == ["摄影： 王程龙"]
    assert texts(look(client, "/contributors/?role=photo"), ".people li") == ["王程龙 1幅图片 2024-03-01"]
    tree = look(client, credit["contributor"].get_absolute_url())
    assert texts(tree, "main h2") == ["1篇文章", "1幅图片"]
    unkept = make_article(make_page(make_edition(on=date(2024, 3, 4))), "图不在")
    ArticleCredit.objects.create(**credit | {"article": unkept}, role="photo")
    assert texts(look(client, "/contributors/?role=photo"), ".people li") == ["王程龙 1幅图片 2024-03-01—2024-03-04"]
    # Named by a credit line elsewhere as well, it is still one photo.
    make_use("再用", date(2024, 3, 2), ("王程龙",), photo=made.photo)
    assert texts(look(client, "/contributors/?role=photo"), ".people li") == ["王程龙 1幅图片 2024-03-01—2024-03-04"]


def test_an_archive_without_photos_says_so(client):
    assert texts(look(client, "/photos/"), ".empty") == ["尚未刊登图片。"]
    assert texts(look(client, "/photos/?q=渡"), ".empty") == [
        "没有找到图片。可减少关键词，只填姓名的一部分，或放宽日期再试。"
    ]
    tree = look(client, "/photos/?since=昨天")
    assert texts(tree, ".count, .empty") == ["没有搜索。 从：输入一个有效的日期。"]


def test_the_archive_comes_in_pages_with_addresses_of_their_own(client):
    article = make_article()
    for place in range(25):
        make_caption(article, f"第{place}幅", photo=make_photo(picture(30 + place, 20)), order=place)
    tree = look(client, "/photos/")
    assert texts(tree, ".count") == ["25幅图片 摄影作者"]
    assert links(tree, ".pagination a") == ["?page=2"]
    for question, own in (("?page=2", "?page=2"), ("?q=幅&page=2", "")):
        tree = look(client, f"/photos/{question}")
        assert texts(tree, ".photos .caption") == ["第24幅"]
        assert links(tree, "link[rel=canonical]") == [f"http://testserver/photos/{own}"]


def test_a_photos_page_shows_it_large_with_every_use(client):
    first = make_use("旧用", slug="evening")
    make_use("新用", date(2024, 3, 3), photo=first.photo)
    make_use("新用", date(2024, 3, 2), photo=first.photo, headline="又一篇")
    tree = look(client, first.photo.get_absolute_url())
    assert texts(tree, "h1, title") == ["图片：新用的文章 · morning", "图片：新用的文章"]
    (shown,) = tree.css(".large img")
    assert (shown.attributes["alt"], shown.attributes["width"], shown.attributes["height"]) == ("新用", "60", "40")
    assert texts(tree, ".large figcaption") == ["新用 本报记者 柳岸 摄"]
    assert links(tree, ".large figcaption a") == [make_contributor("柳岸").get_absolute_url()]
    assert texts(tree, "#uses") == ["见报3次"]
    # A caption is said where it is another one.
    assert texts(tree, ".results li") == [
        "新用的文章 morning 2024年3月3日 星期日 第A01版",
        "又一篇 morning 2024年3月2日 星期六 第A01版",
        "旧用的文章 旧用 本报记者 柳岸 摄 evening 2024年3月1日 星期五 第A01版",
    ]
    assert links(tree, ".results li:first-child a") == [
        "/morning/2024-03-03/A01/1/",
        "/morning/",
        "/morning/2024-03-03/",
        "/morning/2024-03-03/A01/",
    ]


def test_an_article_s_photo_leads_to_its_page_and_the_bar_to_the_archive(client):
    made = make_use("图")
    tree = look(client, made.article.get_absolute_url())
    assert links(tree, ".photo > a") == [made.photo.get_absolute_url()]
    assert "/photos/" in links(tree, ".site nav a")
    assert links(tree, ".imprint .ways a")[-1] == "/photos/?publication=morning"
    tree = look(client, f"/en/morning/2024-03-01/A01/{made.article.number}/")
    assert links(tree, ".photo > a") == [f"/en/photos/{made.photo.pk}/"]


def test_names_stay_as_they_are_in_traditional_characters(client):
    made = make_use("江边的渡轮", by=("范叶",))
    make_credit(made.article, "范叶")
    tree = look(client, f"/zh-hant/photos/{made.photo.pk}/")
    assert texts(tree, ".large figcaption") == ["江邊的渡輪 本報記者 范叶 攝"]
    assert texts(look(client, "/zh-hant/photos/"), ".photos .credit") == ["本報記者 范叶 攝"]
