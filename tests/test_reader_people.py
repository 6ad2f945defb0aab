"""The people of the paper: how much each contributed and when, under which names, and with which affiliations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles import people
from articles.models import Article, ArticleCredit, PhotoCredit
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_photo,
    picture,
)
from tests.pages_shown import links, look, texts

pytestmark = pytest.mark.django_db


def make_work(name, on, affiliation="本报记者", **fields) -> ArticleCredit:
    """An article of that day's that the person wrote."""
    edition = make_edition(on=on, label=f"x{ArticleCredit.objects.count()}")
    return make_credit(make_article(make_page(edition), **fields), name, affiliation=affiliation)


def shown(client, name) -> list[str]:
    return texts(look(client, make_contributor(name).get_absolute_url()), ".person div")


def test_the_index_has_writers_and_photographers_with_numbers_and_dates(client):
    make_work("沈一苇", date(2019, 1, 2))
    article = make_work("沈一苇", date(2021, 5, 6)).article
    make_caption(article, "有图", ("柳岸", "沈一苇"), photo=make_photo())
    make_caption(article, "图不在", ("焦远",), order=1)
    make_credit(article, "何编", role="editing", order=1)
    writer, both = "2篇文章 2019-01-02—2021-05-06", "2篇文章 2019-01-02—2021-05-06 1幅图片 2021-05-06"
    asked = {
        "": ["何编 1篇文章 2021-05-06", "焦远 图片未存档 2021-05-06", "柳岸 1幅图片 2021-05-06", f"沈一苇 {both}"],
        "?role=text": [f"沈一苇 {writer}"],
        "?role=photo": ["焦远 图片未存档 2021-05-06", "柳岸 1幅图片 2021-05-06", "沈一苇 1幅图片 2021-05-06"],
        "?role=photo&name=柳": ["柳岸 1幅图片 2021-05-06"],
        "?role=poem": [],
    }
    assert {question: texts(look(client, f"/contributors/{question}"), ".people li") for question in asked} == asked


def test_each_index_is_a_page_of_its_own(client):
    article = make_article()
    make_caption(article, "图", [f"摄手{number:02}" for number in range(61)])
    for question, own, title in (
        ("?role=photo", "?role=photo", "摄影作者"),
        ("?role=photo&page=2", "?role=photo&page=2", "摄影作者 · 第2页"),
        ("?role=photo&name=摄", "", "摄影作者"),
    ):
        tree = look(client, f"/contributors/{question}")
        assert links(tree, "link[rel=canonical]") == [f"http://testserver/contributors/{own}"]
        assert texts(tree, "title, .kinds [aria-current]") == [title, "摄影作者"]


def test_a_photo_used_again_is_one_photo_of_its_photographer(client):
    photo = make_photo()
    for on in (date(2020, 1, 1), date(2020, 1, 2)):
        make_caption(make_article(make_page(make_edition(on=on))), f"{on}的图", photo=photo)
    make_caption(make_article(make_page(make_edition(on=date(2020, 1, 3)))), "另一幅", photo=make_photo(picture(9, 9)))
    assert texts(look(client, "/contributors/?role=photo"), ".people li") == ["柳岸 2幅图片 2020-01-01—2020-01-03"]
    tree = look(client, make_contributor("柳岸").get_absolute_url())
    assert texts(tree, "main h2") == ["2幅图片"]
    assert texts(tree, ".photos .caption") == ["另一幅", "2020-01-02的图"]
    assert links(tree, ".photos figure > a")[1] == photo.get_absolute_url()


def test_two_affiliations_over_time_are_both_shown_with_their_years(client):
    make_work("沈一苇", date(2016, 5, 1), "通讯员")
    make_work("沈一苇", date(2018, 5, 1), "通讯员")
    article = make_work("沈一苇", date(2019, 5, 1)).article
    make_caption(article, "图", ("沈一苇",))
    PhotoCredit.objects.update(affiliation="全媒体记者")
    make_work("沈一苇", date(2023, 5, 1))
    make_work("沈一苇", date(2022, 5, 1), "")
    assert shown(client, "沈一苇") == ["见报身份 通讯员 2016—2018 全媒体记者 2019 本报记者 2019—2023"]


def test_what_is_short_for_an_affiliation_of_the_same_years_is_not_said_again(client):
    for on, affiliation in ((date(2016, 5, 1), "记者"), (date(2018, 5, 1), "本报记者"), (date(2020, 5, 1), "本报记者")):
        make_work("沈一苇", on, affiliation)
    assert shown(client, "沈一苇") == ["见报身份 记者 2016 本报记者 2018—2020"]
    ArticleCredit.objects.filter(affiliation="记者").update(article=make_work("x", date(2019, 5, 1)).article)
    assert shown(client, "沈一苇") == ["见报身份 本报记者 2018—2020"]


def test_whoever_was_merged_into_a_person_is_told_by_what_was_printed(client):
    for name, year in (("沈一苇", 2019), ("苇子", 2015), ("苇子", 2017), ("沈 一苇", 2018)):
        make_work(name, date(year, 5, 1), "")
    others = [make_contributor(name) for name in ("苇子", "沈 一苇", "从未署名")]
    people.merge(others, make_contributor("沈一苇"))
    address = make_contributor("沈一苇").get_absolute_url()
    tree = look(client, address)
    assert texts(tree, ".person div") == ["又署名 苇子 2015—2017"]
    assert [node.attributes["translate"] for node in tree.css(".person dd > span:first-child")] == ["no"]
    assert client.get(others[0].get_absolute_url())["Location"] == address


@pytest.mark.parametrize(
    "fields",
    [
        {"state": Article.State.DRAFT},
        {"embargo": timezone.now() + timedelta(days=1)},
        {"withdrawn_at": timezone.now(), "withdrawal_notice": "说明"},
    ],
)
def test_names_and_affiliations_of_what_is_not_public_are_not_told(client, fields):
    make_work("沈一苇", date(2019, 5, 1), "")
    hidden = make_work("苇子", date(2020, 5, 1), "秘密的单位")
    people.merge([hidden.contributor], make_contributor("沈一苇"))
    Article.objects.filter(pk=hidden.article_id).update(**fields)
    assert shown(client, "沈一苇") == []
    assert texts(look(client, "/contributors/"), ".people li") == ["沈一苇 1篇文章 2019-05-01"]
