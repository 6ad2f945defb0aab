"""What an article's view shows, and where it leads."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from articles.models import Correction
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_region,
)
from tests.pages_shown import links, look, texts
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db


def test_an_article_prints_its_decks_text_and_byline(client):
    article = make_article(
        headline="第一行\n第二行",
        kicker="引题",
        subheadline="——副题",
        byline="本报记者 沈一苇",
        body="<h3>小标题</h3><p>正文。</p>",
    )
    make_credit(article)
    tree = look(client, article.get_absolute_url())
    assert tree.css_first("h1").inner_html == "第一行<br>第二行"
    assert texts(tree, ".decks > *") == ["引题", "第一行第二行", "——副题"]
    assert tree.css_first(".body").inner_html == "<h2>小标题</h2><p>正文。</p>"
    assert texts(tree, ".byline") == ["本报记者 沈一苇"]
    assert links(tree, ".byline a") == [make_contributor("沈一苇").get_absolute_url()]


def test_a_byline_stands_where_it_was_printed(client):
    page = make_page()
    at_start = make_article(page, byline="沈一苇", byline_place="start")
    at_end = make_article(page, byline="沈一苇")
    for article, place in ((at_start, ".decks .byline"), (at_end, ".body ~ .byline")):
        tree = look(client, article.get_absolute_url())
        assert len(tree.css(".byline")) == len(tree.css(place)) == 1


@pytest.mark.parametrize(
    ("printed", "names", "linked"),
    [
        ("本报记者 柳岸 摄", ["柳岸"], ["柳岸"]),
        ("本报记者 柳 岸 沈一苇 摄", ["柳岸", "沈一苇"], ["柳 岸", "沈一苇"]),
        ("柳岸 柳岸生 摄", ["柳岸", "柳岸生"], ["柳岸", "柳岸生"]),
        ("柳　岸/文 <b>柳岸</b>/图", ["柳 岸", "柳岸"], ["柳　岸", "柳岸"]),
        ("受访者供图", [], []),
        ("受访者供图", ["柳岸"], []),
    ],
)
def test_the_names_in_a_credit_line_lead_to_their_people(client, printed, names, linked):
    article = make_article()
    caption = make_caption(article, "江边。", (), credit_line=printed)
    for order, name in enumerate(names):
        caption.credits.create(contributor=make_contributor(f"{name}{order}"), name=name, role="photo", order=order)
    credit = look(client, article.get_absolute_url()).css_first(".credit")
    assert credit.text() == printed
    assert [link.text() for link in credit.css("a")] == linked
    targets = [make_contributor(f"{name}{order}").get_absolute_url() for order, name in enumerate(names)]
    assert [link.attributes["href"] for link in credit.css("a")] == targets[: len(linked)]


def test_pictures_come_in_widths_with_their_proportions(client):
    article = make_article()
    make_caption(article, "江边。", photo=make_photo(), alt="江")
    make_caption(article, "没有存下。", order=1)
    tree = look(client, article.get_absolute_url())
    (image,) = tree.css(".photo img")
    assert (image.attributes["width"], image.attributes["height"], image.attributes["alt"]) == ("60", "40", "江")
    assert image.attributes["srcset"].endswith(".jpg/320.jpg 60w")
    assert texts(tree, ".photo figcaption") == ["江边。 本报记者 柳岸 摄", "没有存下。 本报记者 柳岸 摄"]


def test_an_article_of_which_only_the_headline_is_known_says_so(client):
    article = make_article(complete=False, body="")
    tree = look(client, article.get_absolute_url())
    assert "仅存标题" in tree.css_first(".headline-only").text()
    assert not tree.css(".body")


def test_an_article_without_headline_goes_by_its_caption(client):
    article = make_article(headline="", kind="photo", body="")
    make_caption(article, "江边的清晨。")
    assert texts(look(client, article.get_absolute_url()), "h1") == ["江边的清晨。"]


def test_one_reads_an_edition_from_the_first_article_to_the_last(client):
    edition = make_edition()
    second, first = make_page(edition, "A10"), make_page(edition, "A02")
    order = [
        make_article(first, "一", order=1),
        make_article(first, "二", order=2),
        make_article(second, "三", order=0),
        make_article(second, "四", order=0),
    ]
    make_article(make_page(edition, "A05"), "未审", approved=False)
    forward, backward = [order[0].get_absolute_url()], [order[-1].get_absolute_url()]
    for rel, way in (("next", forward), ("prev", backward)):
        while found := links(look(client, way[-1]), f".article-steps [rel={rel}]"):
            assert len(found) == 2, "above and below"
            assert found[0] == found[1]
            way.append(found[0])
    assert forward == [article.get_absolute_url() for article in order]
    assert backward == forward[::-1]


def test_an_article_shows_its_page(client):
    edition = make_paper()
    article = edition.articles.get(number=2)
    tree = look(client, article.get_absolute_url())
    assert texts(tree, ".place") == ["第A01版：要闻"]
    assert links(tree, ".place a, .locator") == ["/morning/2024-03-05/A01/"] * 2
    assert links(tree, ".page-steps a") == ["/morning/2024-03-05/A02/"]
    assert links(tree, ".contents a") == ["/morning/2024-03-05/A01/1/", "/morning/2024-03-05/A01/2/"]
    assert links(tree, ".contents [aria-current=page]") == ["/morning/2024-03-05/A01/2/"]
    assert texts(tree, ".page-navigation li") == ["第A01版：要闻 PDF", "第A02版：本市 PDF"]
    assert texts(tree, ".siblings li") == ["晚报"]
    assert len(tree.css(".locator polygon")) == 1
    assert "2024年3月5日 星期二" in texts(tree, ".dateline")[0]
    assert tree.css_first("article [data-type-sizes][data-scripted]") is not None, (
        "without JavaScript the buttons do nothing"
    )
    assert texts(tree, "article [data-type-sizes] button") == ["放大", "缩小", "默认"]


def test_jumps_teasers_and_repeats_lead_to_each_other(client):
    edition = make_edition()
    front, inside = make_page(edition, "A01"), make_page(edition, "A02")
    begun = make_article(front, "上半")
    rest = make_article(inside, "下半", continues=begun)
    teaser = make_article(front, "导读一则", kind="teaser", continues=rest)
    again = make_article(inside, "上半", repeats=begun)
    shown = {
        article: (texts(look(client, article.get_absolute_url()), ".jump-line"))
        for article in (begun, rest, teaser, again)
    }
    assert shown == {
        begun: ["转A02版 下半", "A02版同刊"],
        rest: ["上接A01版 上半", "A01版导读"],
        teaser: ["详见A02版 下半"],
        again: ["A01版同刊"],
    }


def test_corrections_stand_on_the_article_and_in_the_papers_list(client):
    article = make_article()
    Correction.objects.create(article=article, text="应为三月。")
    assert "应为三月。" in texts(look(client, article.get_absolute_url()), ".correction")[0]
    tree = look(client, "/morning/corrections/")
    assert links(tree, ".results a") == [article.get_absolute_url()]


def test_a_region_on_another_page_is_not_lit_on_this_one(client):
    edition = make_paper(1)
    article = edition.articles.get(number=1)
    assert article.regions.count() == 2
    assert len(look(client, article.get_absolute_url()).css(".locator polygon")) == 1


def test_what_a_messenger_shows_when_an_address_is_pasted(client):
    edition = make_paper()
    article = edition.articles.get(number=1)
    article.body = "<p>" + "很长的一段话。" * 40 + "</p>"
    article.save()
    tree = look(client, article.get_absolute_url())
    shown = {node.attributes["property"]: node.attributes["content"] for node in tree.css("meta[property]")}
    authors = [node.attributes["content"] for node in tree.css("meta[property='article:author']")]
    photo = article.captions.first().photo.file.name
    assert shown == {
        "og:type": "article",
        "og:title": "A01版第1条 江上新渡",
        "og:description": ("很长的一段话。" * 40)[:99] + "…",
        "og:site_name": "晨报",
        "og:url": "http://testserver/morning/2024-03-05/A01/1/",
        "og:image": f"http://testserver/media/{photo}/1280.jpg",
        "og:image:width": "60",
        "og:image:height": "41",
        "article:published_time": "2024-03-05T06:00:00+08:00",
        "article:modified_time": article.corrections.get().date.astimezone(ZoneInfo("Asia/Shanghai")).isoformat(),
        "article:section": "要闻",
        "article:author": authors[-1],
        "article:tag": "渡口",
    }
    people = [credit.contributor.get_absolute_url() for credit in article.credits.all()]
    assert authors == [f"http://testserver{person}" for person in people]
    assert tree.css_first("meta[name=description]").attributes["content"] == shown["og:description"]
    alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in tree.css("link[hreflang]")}
    assert alternates == {
        "zh-Hans": "http://testserver/morning/2024-03-05/A01/1/",
        "zh-Hant": "http://testserver/zh-hant/morning/2024-03-05/A01/1/",
        "en": "http://testserver/en/morning/2024-03-05/A01/1/",
    }


def test_an_article_without_picture_is_shown_by_its_page(client):
    edition = make_paper()
    article = edition.articles.get(number=1)
    article.captions.all().delete()
    image = look(client, article.get_absolute_url()).css_first("meta[property='og:image']").attributes["content"]
    assert image == f"http://testserver/media/{article.page.facsimile.name}/1280.jpg"


def test_neighbours_of_an_edition_do_not_reach_into_the_next(client):
    last = make_article(make_page(make_edition()))
    make_article(make_page(make_edition(on=date(2024, 3, 2))))
    make_region(last)
    assert not look(client, last.get_absolute_url()).css(".article-steps")


def test_the_description_runs_on_where_a_paragraph_ends(client):
    article = make_article(body="<p>船“哗啦”一声开了。</p><p>“慢些！”</p><h3>小题</h3><p>It is 5 p.m. now.</p>")
    shown = look(client, article.get_absolute_url()).css_first("meta[name=description]").attributes["content"]
    assert shown == "船“哗啦”一声开了。“慢些！”小题 It is 5 p.m. now."
