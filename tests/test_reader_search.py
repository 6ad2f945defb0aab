"""Search by words, paper, dates and kind, and the people of the paper."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Correction
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    make_publication,
)
from tests.pages_shown import links, look, texts
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db


def found(client, **question) -> list[str]:
    response = client.get("/search/", question)
    assert response.status_code == 200
    return [article.headline for article in response.context["results"]]


def test_words_are_found_in_decks_bylines_and_captions(client):
    page = make_page()
    make_article(page, "标题里的渡船")
    make_article(page, "甲", kicker="引题里的渡船")
    make_article(page, "乙", subheadline="副题里的渡船")
    make_article(page, "丙", byline="渡船")
    make_caption(make_article(page, "丁"), "说明里的渡船")
    make_caption(make_article(page, "戊"), "", (), credit_line="渡船 摄")
    make_article(page, "己")
    assert found(client, q="渡船") == ["标题里的渡船", "甲", "乙", "丙", "丁", "戊"]


def test_every_word_has_to_be_found(client):
    page = make_page()
    make_article(page, "渡船", byline="沈一苇")
    make_article(page, "渡船二")
    assert found(client, q=" 渡船　沈一苇 ") == ["渡船"]


def test_a_word_is_found_across_a_headlines_line_break(client):
    make_article(headline="东渡口坐了\n六十年船")
    assert found(client, q="坐了六十年") == ["东渡口坐了\n六十年船"]


def make_repeat(**fields):
    """A text printed on two pages of one edition, by one reporter, with one picture; returns both."""
    edition = make_edition()
    first = make_article(make_page(edition, "A01"), "通告", **fields)
    again = make_article(make_page(edition, "A05"), "通告", repeats=first)
    photo = make_photo()
    for article in (first, again):
        make_credit(article, "沈一苇")
        make_caption(article, "江边。", ("柳岸",), photo=photo)
    return first, again


def test_a_text_printed_twice_is_found_once(client):
    first, _again = make_repeat()
    assert [article.pk for article in client.get("/search/?q=通告").context["results"]] == [first.pk]
    tree = look(client, "/contributors/")
    assert texts(tree, ".people li") == ["柳岸 1幅图片 2024-03-01", "沈一苇 1篇文章 2024-03-01"]
    for person, heading, selector in (("沈一苇", "1篇文章", "h3 a"), ("柳岸", "1幅图片", "figcaption a")):
        tree = look(client, make_contributor(person).get_absolute_url())
        assert texts(tree, "main h2") == [heading]
        assert links(tree, selector) == [first.get_absolute_url()]


def test_a_text_printed_twice_is_shown_where_it_was_printed(client):
    first, again = make_repeat()
    both = [first.get_absolute_url(), again.get_absolute_url()]
    assert links(look(client, "/morning/2024-03-01/"), ".headlines a") == both
    assert links(look(client, again.page.get_absolute_url()), ".contents a") == both[1:]
    assert links(look(client, both[0]), ".article-steps [rel=next]") == [both[1]] * 2
    assert links(look(client, both[0]), ".jump-line a") == both[1:]
    assert links(look(client, both[1]), ".jump-line a") == both[:1]


def test_a_repeat_is_shown_where_what_it_repeats_is_not(client):
    _first, again = make_repeat(withdrawn_at=timezone.now(), withdrawal_notice="说明")
    assert [article.pk for article in client.get("/search/?q=通告").context["results"]] == [again.pk]
    assert texts(look(client, "/contributors/"), ".people li") == [
        "柳岸 1幅图片 2024-03-01",
        "沈一苇 1篇文章 2024-03-01",
    ]


def test_a_repeat_with_a_person_of_its_own_is_this_persons(client):
    _first, again = make_repeat()
    make_credit(again, "路人", order=1)
    assert links(look(client, make_contributor("路人").get_absolute_url()), "h3 a") == [again.get_absolute_url()]


def test_what_two_editions_printed_or_two_articles_repeat_of_each_other_is_found(client):
    first, again = make_repeat()
    first.repeats = again
    first.save()
    later = make_article(make_page(make_edition(on=date(2024, 3, 2))), "通告", repeats=first)
    found = [article.pk for article in client.get("/search/?q=通告").context["results"]]
    assert found == [later.pk, first.pk, again.pk]


def test_signs_that_databases_use_are_words_like_others(client):
    page = make_page()
    make_article(page, "增长100%_\\")
    make_article(page, "其他")
    for typed in ("100%_\\", '长"100', "(长100)*", "“长100%'；"):
        assert found(client, q=typed) == ["增长100%_\\"]
    for typed in ("长'100", "长*100", "NEAR(长)100", "长 AND 其"):
        assert found(client, q=typed) == []
    for sign in ("%", "_", "\\"):
        assert found(client, q=sign) == []
        assert texts(look(client, "/search/?" + urlencode({"q": sign})), ".problems li") == [
            f"“{sign}”没有写出要查的字词。"
        ]


def test_paper_dates_and_kind_narrow_the_search(client):
    for slug in ("morning", "evening"):
        for month in (1, 2, 3):
            page = make_page(make_edition(make_publication(slug, slug), date(2024, month, 1)))
            make_article(page, f"{slug}{month}", kind="notice" if month == 2 else "news")
    assert found(client, publication="evening") == ["evening3", "evening2", "evening1"]
    assert found(client, since="2024-02-01", publication="morning") == ["morning3", "morning2"]
    assert found(client, until="2024-02-01", publication="morning") == ["morning2", "morning1"]
    assert found(client, kind="notice", publication="morning", q='"morning"') == ["morning2"]


def test_nothing_asked_shows_nothing(client):
    make_article()
    assert found(client) == []


@pytest.mark.parametrize(
    "question",
    [
        {"q": "\0"},
        {"q": "x" * 100_000},
        {"q": "a " * 90},
        {"q": "'\"<script>"},
        {"q": "渡", "page": "x"},
        {"q": "渡", "page": "99999999999999999999999"},
        {"q": "渡", "page": "-1"},
        {"q": "渡", "publication": "nowhere"},
        {"q": "渡", "publication": "\0"},
        {"since": "yesterday"},
        {"since": "0000-00-00", "until": "9999-12-31"},
        {"kind": "poem"},
        {"q": ["a", "b"], "kind": ["news", "poem"]},
        {"unknown": "1"},
    ],
)
def test_whatever_is_typed_gets_an_answer(client, question):
    make_article()
    for address in ("/search/", "/contributors/", "/photos/", "/morning/corrections/"):
        words = question.get("q", "")
        response = client.get(
            address, {**question, "name": words, "photographer": words, "role": question.get("kind", "")}
        )
        assert response.status_code == 200
        assert "<script>" not in response.content.decode()


def test_bytes_that_are_no_text_get_an_answer(client):
    assert client.get("/search/?q=%ff%fe&publication=%ff").status_code == 200


def test_a_short_name_that_is_set_wide_stays_on_one_line(client):
    make_article(headline="渡船", byline="读者 焦 远 本报记者 沈一苇")
    shown = look(client, "/search/?q=渡船").css_first(".where > :last-child").text()
    assert shown == "读者 焦\N{NO-BREAK SPACE}远 本报记者 沈一苇"


def test_a_search_that_was_put_together_is_asked_in_the_language(client):
    fields = {"words": "渡口 轮渡", "phrase": "六点，第一班", "choices": "船 桥", "without": "票价", "on_page": "a1"}
    fields |= {"headline": "新", "byline": "", "photo": "江边", "first": "1998-12", "last": "1999", "unknown": "x"}
    response = client.get("/search/", fields)
    text = "渡口 轮渡 六点，第一班 船 OR 桥 headline:新 photo:江边 page:a1 date:1998-12..1999 -票价"
    assert response.status_code == 302
    assert response["Location"] == "/search/?" + urlencode({"q": text})
    shown = client.get(response["Location"])
    assert (shown.context["problems"], shown.context["asked"]) == ((), True)
    assert client.get("/en/search/", {"words": "x"})["Location"] == "/en/search/?q=x"


@pytest.mark.parametrize("fields", [{"words": "\0"}, {"phrase": "x" * 201}, {"first": "1" * 21}])
def test_what_cannot_be_put_together_is_said_and_nothing_is_lost(client, fields):
    make_article()
    tree = look(client, "/search/?" + urlencode(fields | {"headline": "渡口"}))
    assert len(texts(tree, "details[open] .error")) == 1
    assert tree.css_first("details[open] [name=headline]").attributes["value"] == "渡口"


def test_results_come_in_pages(client):
    page = make_page()
    for number in range(25):
        make_article(page, f"第{number}篇")
    assert len(found(client, q="篇")) == 20
    tree = look(client, "/search/?q=篇&kind=news")
    assert texts(tree, ".count") == ["25篇文章"]
    (later,) = links(tree, ".pagination a")
    assert re.fullmatch(r"\?q=%E7%AF%87&kind=news&after=0\.[0-9]+", later)
    make_article(page, "新到的一篇", order=0)
    tree = look(client, f"/search/{later}")
    assert texts(tree, ".count") == ["26篇文章"]
    assert texts(tree, ".results h2") == [f"第{number}篇" for number in range(20, 25)] + ["新到的一篇"]
    assert links(tree, ".pagination a") == ["?q=%E7%AF%87&kind=news"]


def test_contributors_are_counted(client):
    make_paper(2)
    tree = look(client, "/contributors/?name=沈")
    assert texts(tree, ".people li") == ["沈一苇 4篇文章 2024-03-05"]
    tree = look(client, "/contributors/?name=柳")
    assert texts(tree, ".people li") == ["柳岸 4幅图片 2024-03-05"], "those that are there"
    tree = look(client, make_contributor("柳岸").get_absolute_url())
    assert texts(tree, "main h2") == ["4幅图片"]
    assert len(tree.css(".photos figcaption")) == 8


def test_contributors_stand_in_the_order_of_their_sounds(client):
    article = make_article()
    order = ["2号", "Bao", "艾青", "岑参", "陈平", "单雄", "沈一苇", "佟年", "王五", "王一", "闫妮", "严复", "郑和"]
    for name in sorted(order):
        make_credit(article, name)
    assert texts(look(client, "/contributors/"), ".people a") == order


def test_contributors_come_in_pages(client):
    article = make_article()
    for number in range(61):
        make_credit(article, f"记者{number:02}")
    tree = look(client, "/contributors/?page=2")
    assert texts(tree, ".people a") == ["记者60"]


def test_a_contributor_has_what_he_or_she_wrote_and_photographed(client):
    first = make_article(headline="旧文", page=make_page(make_edition(on=date(2024, 1, 1))))
    page = make_page()
    second = make_article(page, "新文")
    third = make_article(page, "配图的文章")
    for article in (first, second):
        make_credit(article, "柳岸")
    make_credit(second, "柳岸", role="editing", order=1)
    make_caption(third, "一张图。", ("柳岸",))
    tree = look(client, make_contributor("柳岸").get_absolute_url())
    assert texts(tree, "h1") == ["柳岸"]
    assert texts(tree, ".results h3") == ["新文", "旧文"]
    assert texts(tree, "main h2") == ["2篇文章", "图片"]
    assert texts(tree, ".photos figcaption") == ["一张图。 配图的文章 2024-03-01"]


def test_a_contributors_works_come_in_pages(client):
    page = make_page()
    for number in range(31):
        make_credit(make_article(page, f"第{number}篇"), "柳岸")
    address = make_contributor("柳岸").get_absolute_url()
    assert links(look(client, address), ".pagination a") == ["?articles=2"]
    assert texts(look(client, f"{address}?articles=2"), ".results h3") == ["第30篇"]


def test_a_later_part_of_a_list_is_a_page_of_its_own(client):
    page = make_page()
    for number in range(61):
        article = make_article(page, f"第{number}篇")
        make_credit(article, f"记者{number:02}")
        make_credit(article, "柳岸", order=1)
        make_caption(article, "图。", ("柳岸",))
        Correction.objects.create(article=article, text="更正。")
    person = make_contributor("柳岸").get_absolute_url()
    shown = {}
    for address in (
        "/contributors/?page=2",
        "/contributors/?page=1",
        "/contributors/?name=记者&page=2",
        f"{person}?articles=2&photos=3",
        "/morning/corrections/?page=3",
    ):
        tree = look(client, address)
        canonical = tree.css_first("link[rel=canonical]").attributes["href"].removeprefix("http://testserver")
        assert tree.css_first("link[hreflang=zh-Hans]").attributes["href"] == f"http://testserver{canonical}"
        assert tree.css_first("link[hreflang=en]").attributes["href"] == f"http://testserver/en{canonical}"
        assert tree.css_first("meta[property='og:url']").attributes["content"] == f"http://testserver{canonical}"
        shown[address] = (canonical, *texts(tree, "title"))
    assert shown == {
        "/contributors/?page=2": ("/contributors/?page=2", "作者 · 第2页"),
        "/contributors/?page=1": ("/contributors/", "作者"),
        "/contributors/?name=记者&page=2": ("/contributors/", "作者"),
        f"{person}?articles=2&photos=3": (f"{person}?articles=2&photos=3", "柳岸 · 文章第2页 · 图片第3页"),
        "/morning/corrections/?page=3": ("/morning/corrections/?page=3", "更正 · 晨报 · 第3页"),
    }


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ({"q": "渡", "since": "昨天"}, "没有搜索。 从：输入一个有效的日期。"),
        (
            {"until": "2024-13-01", "kind": "诗"},
            "没有搜索。 到：输入一个有效的日期。 类别：选择一个有效的选项。 诗 不在可用的选项中。",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(client, question, why):
    make_article()
    tree = look(client, f"/search/?{urlencode(question)}")
    assert texts(tree, ".count") == [why]


def test_people_of_one_name_are_told_apart(client):
    article = make_article()
    for order, distinction in enumerate(("", "西坪")):
        person = make_contributor("柳岸") if not distinction else None
        person = person or type(make_contributor("柳岸")).objects.create(name="柳岸", distinction=distinction)
        article.credits.create(contributor=person, name="柳岸", role="text", order=order)
    assert texts(look(client, "/contributors/"), ".people a") == ["柳岸", "柳岸（西坪）"]


def test_the_question_is_kept_in_the_other_language(client):
    make_paper()
    tree = look(client, "/search/?q=渡&kind=news")
    assert "/en/search/?q=%E6%B8%A1&kind=news" in links(tree, ".site nav a")
    assert texts(tree, "title") == ["搜索：渡"]
