"""What the search finds, for programs: as JSON and as Atom, and the description by which they learn to ask."""

import json
import xml.etree.ElementTree as ET
from urllib.parse import quote, urlencode

import pytest

from articles import workflow
from articles.search import finding
from tests.factories import make_article, make_caption, make_edition, make_page, make_publication, make_staff
from tests.pages_shown import counted, links, look
from tests.reader_paper import NOT_PUBLIC, make_full_article, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
ATOM, OPENSEARCH = "{http://www.w3.org/2005/Atom}", "{http://a9.com/-/spec/opensearch/1.1/}"
JSON, FEED = "/search.json", "/search.atom"


def given(client, status=200, **question) -> dict:
    reply = client.get(JSON, question)
    assert (reply.status_code, reply["Content-Type"]) == (status, "application/json")
    assert (reply["Access-Control-Allow-Origin"], reply["X-Robots-Tag"]) == ("*", "noindex")
    return json.loads(reply.content)


def fed(client, status=200, **question) -> ET.Element:
    reply = client.get(FEED, question)
    assert (reply.status_code, reply["Content-Type"]) == (status, "application/atom+xml; charset=utf-8")
    assert (reply["Access-Control-Allow-Origin"], reply["X-Robots-Tag"]) == ("*", "noindex")
    return ET.fromstring(reply.content)


def titles(feed: ET.Element) -> list[str]:
    return [each.text for each in feed.findall(f"{ATOM}entry/{ATOM}title")]


def linked(feed: ET.Element) -> dict[str, str]:
    return {each.attrib["rel"]: each.attrib["href"] for each in feed.findall(f"{ATOM}link")}


def test_what_is_found_as_json(client):
    page = make_page(name="要闻")
    make_article(page, "江上\n新渡", body="<p>清晨六点，<strong>渡</strong>口开了。渡口 &amp; 码头。</p>")
    make_article(page, "别的")
    assert given(client, q="渡口") == {
        "count": 1,
        "more": False,
        "results": [
            {
                "headline": "江上 新渡",
                "url": f"{SITE}/morning/2024-03-01/A01/1/",
                "date": "2024-03-01",
                "page": "A01",
                "publication": "晨报",
                "snippet": "清晨六点，渡口开了。渡口 & 码头。",
                "hits": [[5, 7], [10, 12]],
            }
        ],
    }


def test_what_is_found_as_a_feed(client):
    page = make_page(name="要闻")
    make_article(page, "江上新渡", body="<p>清晨六点，渡口开了。</p>")
    feed = fed(client, q="渡口", kind="news")
    asked = f"?q={quote('渡口')}&kind=news"
    assert feed.find(f"{ATOM}title").text == "搜索：渡口"
    assert feed.find(f"{ATOM}subtitle").text == "可查各报刊登的全部文字：标题、正文、署名和图片说明。"
    assert feed.find(f"{OPENSEARCH}totalResults").text == "1"
    assert feed.find(f"{OPENSEARCH}itemsPerPage").text == "20"
    assert feed.find(f"{OPENSEARCH}Query").attrib == {"role": "request", "searchTerms": "渡口"}
    assert linked(feed) == {
        "alternate": f"{SITE}/search/{asked}",
        "self": f"{SITE}/search.atom{asked}",
        "first": f"{SITE}/search.atom{asked}",
        "search": f"{SITE}/opensearch.xml",
    }
    (entry,) = feed.findall(f"{ATOM}entry")
    assert linked(entry) == {"alternate": f"{SITE}/morning/2024-03-01/A01/1/"}
    assert entry.find(f"{ATOM}id").text == f"{SITE}/morning/2024-03-01/#1"
    assert entry.find(f"{ATOM}summary").text == "清晨六点，渡口开了。"


def test_a_paper_s_own_feed_answers_no_question(client):
    make_article()
    assert b"opensearch" not in client.get("/morning/feed.xml").content


def test_results_come_in_pages_that_lead_on(client):
    page = make_page()
    for number in range(25):
        make_article(page, f"第{number}篇")
    first = given(client, q="篇", publication="morning")
    second = client.get(first["next"].removeprefix(SITE)).json()
    found = [each["headline"] for each in (*first["results"], *second["results"])]
    assert first["next"].startswith(f"{SITE}/search.json?q=%E7%AF%87&publication=morning&after=0.")
    assert (first["count"], second["count"], "next" in second) == (25, 25, False)
    assert found == [f"第{number}篇" for number in range(25)]
    feed = fed(client, q="篇")
    later = ET.fromstring(client.get(linked(feed)["next"].removeprefix(SITE)).content)
    assert titles(feed) + titles(later) == found
    assert linked(later)["self"] == linked(feed)["next"]
    assert linked(later)["first"] == linked(feed)["self"] == f"{SITE}/search.atom?q=%E7%AF%87"
    assert "next" not in linked(later)


def test_what_is_not_counted_is_said_to_be_more(client, monkeypatch):
    page = make_page()
    for number in range(4):
        make_article(page, f"第{number}篇")
    monkeypatch.setattr(finding, "COUNTED", 4)
    assert [given(client, q="篇")[name] for name in ("count", "more")] == [4, False]
    monkeypatch.setattr(finding, "COUNTED", 3)
    assert [given(client, q="篇")[name] for name in ("count", "more")] == [3, True]
    assert fed(client, q="篇").find(f"{OPENSEARCH}totalResults").text == "3"


@pytest.mark.parametrize(
    "question",
    [
        {"q": "渡口"},
        {"q": "渡口", "order": "relevance"},
        {"q": "标题：渡口 OR 轮渡", "publication": "evening"},
        {"since": "2024-03-02", "kind": "news"},
        {"publication": "morning"},
        {"q": "渡口 date:1998-13"},
    ],
)
def test_machines_find_what_the_page_finds(client, question):
    for slug, day in (("morning", 1), ("evening", 2)):
        page = make_page(make_edition(make_publication(slug, slug)))
        for title in (f"{slug}的渡口", "轮渡停航", "票价"):
            make_article(page, f"{title}{day}", body="<p>渡口。</p>")
    shown = client.get("/search/", question).context
    found = given(client, **question)
    assert found["count"] == shown["found"].count
    assert [each["headline"] for each in found["results"]] == [article.title for article in shown["results"]]
    assert titles(fed(client, **question)) == [article.title for article in shown["results"]]
    assert found.get("problems", []) == [str(problem) for problem in shown["problems"]]


def test_nothing_asked_finds_nothing(client):
    make_article()
    for question in ({}, {"q": ""}, {"q": " "}, {"unknown": "1"}):
        assert given(client, **question) == {"count": 0, "more": False, "results": []}
        assert titles(fed(client, **question)) == []


def test_what_is_not_understood_is_said_and_the_rest_looked_for(client):
    make_article(headline="渡口通了新车")
    sentence = "“date:1998-13”不是日期。日期可写作 date:1998、date:1998-12、date:1998-12-31 或 date:1998-12..1999-02。"
    found = given(client, q="渡口 date:1998-13")
    assert (found["count"], found["problems"]) == (1, [sentence])
    feed = fed(client, q="渡口 date:1998-13")
    assert (titles(feed), feed.find(f"{ATOM}subtitle").text) == (["渡口通了新车"], sentence)


def test_a_parameter_that_cannot_be_read_is_a_bad_request_that_says_why(client):
    make_article(headline="渡口通了新车")
    sentence = "从：输入一个有效的日期。"
    asked = {"q": "渡口", "since": "昨天"}
    assert given(client, 400, **asked) == {"count": 0, "more": False, "problems": [sentence], "results": []}
    feed = fed(client, 400, **asked)
    assert (titles(feed), feed.find(f"{ATOM}subtitle").text) == ([], sentence)


@pytest.mark.parametrize(
    "question",
    [
        {"q": "\0"},
        {"q": "x" * 100_000},
        {"q": "渡\ufffe\uffff\x08\x0b<b>&\"'"},
        {"q": "渡", "after": "x"},
        {"q": "渡", "after": "9.99999999999999999999"},
        {"q": "渡", "publication": "nowhere"},
        {"q": "渡", "publication": "\0"},
        {"kind": "poem"},
        {"q": ["a", "b"], "kind": ["news", "poem"]},
    ],
)
def test_whatever_is_asked_gets_an_answer(client, question):
    make_article()
    assert client.get(JSON, question).json()["count"] >= 0
    assert ET.fromstring(client.get(FEED, question).content).find(f"{ATOM}id").text.startswith(f"{SITE}/search.atom?")


def test_bytes_that_are_no_text_get_an_answer(client):
    for address in (JSON, FEED):
        assert client.get(f"{address}?q=%ff%fe&publication=%ff&after=%ff").status_code == 400


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_what_is_not_public_is_not_found(client, fields):
    page = make_page()
    make_article(page, "公开的渡口")
    make_article(page, "秘密的渡口", **fields)
    assert [each["headline"] for each in given(client, q="渡口")["results"]] == ["公开的渡口"]
    for address in (JSON, FEED):
        assert "秘密" not in client.get(address, {"q": "渡口"}).content.decode()


def test_what_is_withdrawn_is_gone_at_once_for_whoever_has_the_answer_already(client):
    page = make_page()
    make_article(page, "留下的渡口")
    gone = make_article(page, "撤下的渡口")
    before = {address: client.get(address, {"q": "渡口"}) for address in (JSON, FEED)}
    for address, reply in before.items():
        again = client.get(address, {"q": "渡口"}, headers={"If-None-Match": reply["ETag"]})
        assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    workflow.withdraw(gone, "差错", "本稿已撤回。", by=make_staff("chief", is_superuser=True))
    for address, reply in before.items():
        after = client.get(address, {"q": "渡口"}, headers={"If-None-Match": reply["ETag"]})
        assert (after.status_code, "撤下的" in after.content.decode()) == (200, False)


def test_the_answer_is_one_for_all_languages(client):
    make_article()
    for address in (JSON, FEED, "/opensearch.xml"):
        for language in ("en", "zh-hant"):
            assert client.get(f"/{language}{address}").status_code == 404
            reply = client.get(address, {"q": "date:x"}, headers={"Accept-Language": language})
            assert reply.content == client.get(address, {"q": "date:x"}).content


def test_every_address_is_whole(client):
    edition = make_paper(12)
    caption = edition.articles.first().captions.first()
    assert caption.photo
    found = given(client, q="江上新渡")
    feed = fed(client, q="江上新渡")
    addresses = [found["next"], *(each["url"] for each in found["results"])]
    addresses += [each.attrib["href"] for each in feed.iter(f"{ATOM}link")]
    assert len(addresses) > 40
    assert [each for each in addresses if not each.startswith(f"{SITE}/")] == []


def test_a_photo_without_headline_and_text_goes_by_its_caption(client):
    article = make_article(headline="", body="", kind="photo")
    make_caption(article, "晨雾中的渡口。")
    (hit,) = given(client, q="渡口")["results"]
    assert (hit["headline"], hit["snippet"], hit["hits"]) == ("晨雾中的渡口。", "晨雾中的渡口。", [[4, 6]])
    assert fed(client, q="渡口").find(f"{ATOM}entry/{ATOM}summary").text == "晨雾中的渡口。"


def test_the_search_describes_itself(client):
    make_paper(1)
    reply = client.get("/opensearch.xml")
    assert reply["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert reply["Access-Control-Allow-Origin"] == "*"
    described = ET.fromstring(reply.content)
    assert [(each.tag.removeprefix(OPENSEARCH), each.text or each.attrib) for each in described] == [
        ("ShortName", "晨报社"),
        ("LongName", "晨报社"),
        ("Description", "可查各报刊登的全部文字：标题、正文、署名和图片说明。"),
        ("Url", {"type": "text/html", "template": f"{SITE}/search/?q={{searchTerms}}"}),
        ("Url", {"type": "application/atom+xml", "template": f"{SITE}/search.atom?q={{searchTerms}}"}),
        ("Url", {"type": "application/json", "template": f"{SITE}/search.json?q={{searchTerms}}"}),
        (
            "Url",
            {
                "type": "application/opensearchdescription+xml",
                "rel": "self",
                "template": f"{SITE}/opensearch.xml",
            },
        ),
        ("Language", "zh-Hans"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ]
    again = client.get("/opensearch.xml", headers={"If-None-Match": reply["ETag"]})
    assert again.status_code == 304


def test_a_long_name_is_no_longer_than_a_description_may_have_it(client):
    make_edition(make_publication("morning", "晨报", publisher="砚溪日报社" * 12 + " & <子公司>"))
    described = ET.fromstring(client.get("/opensearch.xml").content)
    names = [described.find(f"{OPENSEARCH}{tag}").text for tag in ("ShortName", "LongName")]
    assert [len(name) for name in names] == [16, 48]


def test_pages_name_the_description_and_a_result_its_other_forms(client):
    make_paper(1)
    for address in ("/", "/en/search/", "/zh-hant/morning/2024-03-05/A01/1/"):
        assert links(look(client, address), 'link[rel="search"]') == ["/opensearch.xml"]
    alternate = 'link[rel="alternate"][type]'
    assert links(look(client, "/search/"), alternate) == []
    for prefix in ("", "/en", "/zh-hant"):
        tree = look(client, f"{prefix}/search/?{urlencode({'q': '渡', 'kind': 'news'})}")
        assert links(tree, alternate) == ["/search.atom?q=%E6%B8%A1&kind=news", "/search.json?q=%E6%B8%A1&kind=news"]


def test_robots_ask_no_questions(client):
    text = client.get("/robots.txt").content.decode()
    assert {"Disallow: /search.json", "Disallow: /search.atom"} <= set(text.splitlines())


def test_an_answer_costs_the_same_whatever_it_holds(client):
    edition = make_paper(1)
    asked = [f"{address}?q=渡&publication=morning" for address in (JSON, FEED)]
    few = [counted(client, address) for address in asked]
    for place in range(1, 30):
        make_full_article(edition.pages.first(), place)
    assert few == [counted(client, address) for address in asked]
    assert max(few) <= 12, few
