"""A search is narrowed down by what was found, step by step, and every step is in the address."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles.models import Contributor
from articles.search import finding
from tests.factories import (
    make_article,
    make_caption,
    make_contributor,
    make_credit,
    make_edition,
    make_page,
    make_publication,
)
from tests.pages_shown import counted, links, look, texts
from tests.reader_paper import NOT_PUBLIC, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers():
    """Two papers in two years, with two authors, of whom one photographs."""
    for slug, name in (("morning", "晨报"), ("evening", "晚报")):
        for year in (2023, 2024):
            edition = make_edition(make_publication(slug, name), date(year, 3, 1))
            for number in ("A01", "A02"):
                article = make_article(make_page(edition, number), "渡船", kind="notice" if number == "A02" else "news")
                make_credit(article, "沈一苇" if slug == "morning" else "柳岸")
                if year == 2024:
                    make_caption(article, "江边。", ("柳岸",))


def narrowing(tree) -> dict[str, list[str]]:
    """What narrows a search down, by its heading: each value with its number of hits."""
    sections = tree.css(".narrow section")
    return {texts(each, "h3")[0]: texts(each, "li a") for each in sections}


def bars(tree) -> list[str]:
    return texts(tree, ".chart title")


def follow(client, tree, text: str):
    """The page to which the link of that text leads, among what narrows a search down and the bars of its chart."""
    (found,) = [link for link in tree.css(".narrow a, .chosen a, .chart a") if text in " ".join(link.text().split())]
    return look(client, f"/search/{found.attributes['href']}")


def number(tree) -> int:
    return int(texts(tree, ".count")[0].removesuffix("篇文章"))


def test_every_value_is_shown_with_its_number(client, papers):
    tree = look(client, "/search/?q=渡船")
    assert number(tree) == 8
    assert narrowing(tree) == {
        "报纸": ["晨报 4", "晚报 4"],
        "类别": ["新闻 4", "公告 4"],
        "版号": ["第A01版 4", "第A02版 4"],
        "文字作者": ["沈一苇 4", "柳岸 4"],
        "摄影作者": ["柳岸 4"],
        "期次": [
            f"{paper} {year}年3月1日 星期{day} 2"
            for year, day in ((2024, "五"), (2023, "三"))
            for paper in ("晨报", "晚报")
        ],
    }
    assert bars(tree) == ["2023年3月：4篇文章", "2024年3月：4篇文章"]


def test_each_number_is_that_of_the_hits_it_leads_to(client, papers):
    """Every link of the page is followed, and each of the pages to which they lead."""
    waiting, seen = ["?q=渡船"], set()
    while waiting:
        tree = look(client, f"/search/{waiting.pop()}")
        told = {link.attributes["href"]: int(texts(link, ".number")[0]) for link in tree.css(".narrow a")}
        for link in tree.css(".chart a"):
            told[link.attributes["href"]] = int(texts(link, "title")[0].partition("：")[2].removesuffix("篇文章"))
        for address, hits in told.items():
            assert number(look(client, f"/search/{address}")) == hits, address
        if len(seen) < 8:
            waiting += sorted(told.keys() - seen)[:3]
            seen |= told.keys()


def test_what_is_chosen_is_added_to_the_address(client, papers):
    tree = look(client, "/search/?q=渡船&publication=&since=&until=&kind=&order=&after=0.5")
    for text in ("晚报 4", "公告 2", "2024年3月：1"):
        tree = follow(client, tree, text)
    assert number(tree) == 1
    assert texts(tree, ".chosen a") == ["取消限定：晚报", "取消限定：公告", "取消限定：2024年3月"]
    assert links(tree, ".chosen a") == [
        "?" + urlencode({"q": "渡船"} | kept)
        for kept in (
            {"kind": "notice", "since": "2024-03-01", "until": "2024-03-31"},
            {"publication": "evening", "since": "2024-03-01", "until": "2024-03-31"},
            {"publication": "evening", "kind": "notice"},
        )
    ]


def test_what_has_no_field_is_kept_when_the_form_is_sent_again_and_can_be_taken_away(client, papers):
    person = str(make_contributor("柳岸").pk)
    kept = {"page": "A02", "edition": "evening/2024-03-01", "author": person, "photographer": person}
    tree = look(client, "/search/?" + urlencode({"q": "渡船"} | kept, safe="/"))
    assert number(tree) == 1
    hidden = {node.attributes["name"]: node.attributes["value"] for node in tree.css(".question [type=hidden]")}
    assert hidden == kept
    without = {
        texts(link, "a")[0]: {"q": "渡船"} | {name: value for name, value in kept.items() if name != taken}
        for link, taken in zip(tree.css(".chosen li"), ("page", "author", "photographer", "edition"), strict=True)
    }
    assert list(without) == [
        "取消限定：第A02版",
        "取消限定：文字作者 柳岸",
        "取消限定：摄影作者 柳岸",
        "取消限定：晚报 2024年3月1日 星期五",
    ]
    assert links(tree, ".chosen a") == [f"?{urlencode(query, safe='/')}" for query in without.values()]


def test_an_edition_a_page_or_a_person_can_be_searched_alone(client, papers):
    edition = "/morning/2024-03-01/"
    person = make_contributor("柳岸")
    kept = {
        edition: ("在本期中检索", {"edition": "morning/2024-03-01"}, ["晨报 2024年3月1日 星期五"], 2),
        f"{edition}A02/": (
            "在本版中检索",
            {"edition": "morning/2024-03-01", "page": "A02"},
            ["第A02版", "晨报 2024年3月1日 星期五"],
            1,
        ),
        person.get_absolute_url(): ("检索此人的作品", {"contributor": str(person.pk)}, ["署名 柳岸"], 6),
    }
    for address, (label, expected, chosen, hits) in kept.items():
        form = look(client, address).css_first("form.search-within")
        assert (form.attributes["action"], texts(form, "label")) == ("/search/", [label])
        assert {node.attributes["name"]: node.attributes["value"] for node in form.css("[type=hidden]")} == expected
        for words in ("", "渡船"):
            tree = look(client, "/search/?" + urlencode({"q": words} | expected))
            assert texts(tree, ".chosen a") == [f"取消限定：{each}" for each in chosen]
            assert number(tree) == hits


def test_a_merged_spelling_leads_to_who_it_is(client, papers):
    person = make_contributor("沈一苇")
    wide = Contributor.objects.create(name="沈 一苇", merged_into=person)
    tree = look(client, f"/search/?author={wide.pk}")
    assert (texts(tree, ".chosen a"), number(tree)) == (["取消限定：文字作者 沈一苇"], 4)


NOBODY = "查无编号为“{}”的作者，请从作者一览中选择。"


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ({"page": "？"}, "版号：“？”不是版号，版号可写作 A01。"),
        ({"page": "x" * 50}, f"版号：“{'x' * 39}…”不是版号，版号可写作 A01。"),
        ({"edition": "2024-03-01"}, "期次：查无“2024-03-01”这一期。期次写报纸和日期，如 morning/2024-03-05。"),
        (
            {"edition": "morning/2024-02-31"},
            "期次：查无“morning/2024-02-31”这一期。期次写报纸和日期，如 morning/2024-03-05。",
        ),
        ({"author": "沈一苇"}, f"文字作者：{NOBODY.format('沈一苇')}"),
        ({"photographer": "999"}, f"摄影作者：{NOBODY.format('999')}"),
        ({"contributor": "9" * 19}, f"署名：{NOBODY.format('9' * 19)}"),
    ],
)
def test_what_is_unknown_is_said_and_not_kept(client, papers, question, why):
    tree = look(client, "/search/?" + urlencode({"q": "渡船"} | question))
    assert texts(tree, ".count") == [f"没有搜索。 {why}"]
    assert tree.css(".question [type=hidden], .chosen, .narrow, .chart") == []


@pytest.mark.parametrize("fields", NOT_PUBLIC, ids=["not approved", "under embargo", "withdrawn"])
def test_what_readers_may_not_see_is_not_counted_and_nobody_is_named_by_it(client, papers, fields):
    before = narrowing(look(client, "/search/?q=渡船")), bars(look(client, "/search/?q=渡船"))
    hidden = make_article(make_page(make_edition(on=date(2022, 3, 1)), "B01"), "渡船", **fields)
    make_credit(hidden, "路人")
    coming = make_edition(on=date(2021, 3, 1))
    coming.publish_at = timezone.now() + timedelta(days=1)
    coming.save()
    make_article(make_page(coming, "B02"), "渡船")
    tree = look(client, "/search/?q=渡船")
    assert (narrowing(tree), bars(tree)) == before
    person = make_contributor("路人").pk
    assert texts(look(client, f"/search/?author={person}"), ".count") == [
        f"没有搜索。 文字作者：{NOBODY.format(person)}"
    ]
    assert "没有搜索" in texts(look(client, "/search/?edition=morning/2021-03-01"), ".count")[0]


def test_a_text_printed_twice_counts_once(client):
    edition = make_edition()
    first = make_article(make_page(edition, "A01"), "通告")
    make_article(make_page(edition, "A05"), "通告", repeats=first)
    make_article(make_page(edition, "A02"), "通告", kind="notice")
    tree = look(client, "/search/?q=通告")
    assert (number(tree), narrowing(tree)) == (2, {"类别": ["新闻 1", "公告 1"], "版号": ["第A01版 1", "第A02版 1"]})


def test_beyond_what_is_counted_a_sentence_says_so(client, papers, monkeypatch):
    sentence = ".of-the-newest"
    assert texts(look(client, "/search/?q=渡船"), sentence) == []
    monkeypatch.setattr(finding, "COUNTED", 3)
    tree = look(client, "/search/?q=渡船")
    assert texts(tree, ".count") == ["超过3篇文章"]
    assert texts(tree, sentence) == ["各项篇数只计最新的3篇。"]
    assert narrowing(tree)["报纸"] == ["晨报 2", "晚报 1"]
    assert bars(tree) == ["2023年3月：4篇文章", "2024年3月：4篇文章"]


def test_results_go_on_beyond_what_is_counted(client, papers, monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 3)
    page = make_page(make_edition(on=date(2020, 1, 1)))
    for _ in range(30):
        make_article(page, "渡船")
    first = client.get("/search/?q=渡船")
    second = client.get(f"/search/?q=渡船&after={first.context['found'].next}")
    assert len({article.pk for reply in (first, second) for article in reply.context["results"]}) == 38


@pytest.mark.parametrize(
    "question",
    ["q=渡", "q=渡&publication=morning", "edition=morning/2024-03-05&page=A01", "q=渡&author={author}&kind=news"],
)
def test_the_number_of_queries_is_that_of_any_search(client, question):
    make_paper(1)
    address = "/search/?" + question.format(author=make_contributor("沈一苇").pk)
    few = counted(client, address)
    edition = make_edition(make_publication("morning"), date(2024, 3, 20))
    for place in range(60):
        article = make_article(make_page(edition, f"C{place + 1}"), "渡", kind="notice")
        make_credit(article, f"记者{place}")
        make_caption(article, "江边。", (f"摄手{place}",))
    assert counted(client, address) == few <= 12
