"""The readers' site in traditional characters: converted on its way out, and nothing else than what is shown."""

import json
import re
from html import escape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, ArticleVersion, Contributor, Correction, PhotoCredit
from articles.search import index
from editions.characters import to_simplified, to_traditional
from editions.models import Publication
from newsroom.traditional import in_traditional
from tests.conftest import REPOSITORY
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page, make_photo
from tests.pages_shown import links, look, texts
from tests.reader_paper import addresses, make_paper

pytestmark = pytest.mark.django_db
SITE = "http://testserver/zh-hant"
LEAD = "/morning/2024-03-05/A01/1/"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("本报记者报道：江上新渡开通", "本報記者報道：江上新渡開通"),
        ("头发、发展，皇后、后天，公里、里面", "頭髮、發展，皇后、後天，公里、裡面"),
        ("信息中心的出租车里放着软件", "信息中心的出租車裡放著軟件"),
        ("ABC 12:30，http://a.example/", "ABC 12:30，http://a.example/"),
        ("", ""),
    ],
)
def test_characters_change_by_the_words_around_them_and_words_never(simplified, traditional):
    assert to_traditional(simplified) == traditional
    assert to_simplified(traditional) == simplified
    assert to_simplified(simplified) == simplified


def test_everything_shown_is_converted_and_nothing_else():
    page = (
        '<!doctype html><html lang="zh-Hans"><head><title>渡轮 · 范叶</title>'
        '<meta name="description" content="渡轮开了"><meta property="og:url" content="/作者/渡轮/">'
        '<meta name="keywords" content="渡轮"><link rel="alternate" hreflang="zh-Hans" href="/渡轮/"></head><body>'
        '<a href="/contributors/1-范叶/" rel="author" translate="no">范叶</a>'
        '<p title="渡轮" data-code="渡轮" class="开">渡轮 &lt;开&gt; &amp; 记者范叶</p>'
        '<img src="/渡轮.jpg" alt="渡轮"><input placeholder="标题" value="渡轮"><textarea>渡轮</textarea>'
        '<select><option value="国内">国内</option></select>'
        '<svg viewBox="0 0 1 1"><a href="/x/"><title>渡轮</title><polygon points="0,0"></polygon></a></svg>'
        '<p lang="ja">国会</p><p lang="zh-Hant">皇后</p><p lang="en">Ferry <span lang="zh-Hans">渡轮</span></p>'
        '<script type="application/ld+json">{"headline": "渡轮"}</script></body></html>'
    )
    assert in_traditional(page) == (
        '<!DOCTYPE html><html lang="zh-Hant"><head><title>渡輪 · 范叶</title>'
        '<meta name="description" content="渡輪開了"><meta property="og:url" content="/作者/渡轮/">'
        '<meta name="keywords" content="渡轮"><link rel="alternate" hreflang="zh-Hans" href="/渡轮/"></head><body>'
        '<a href="/contributors/1-范叶/" rel="author" translate="no">范叶</a>'
        '<p title="渡輪" data-code="渡轮" class="开">渡輪 &lt;開&gt; &amp; 記者范叶</p>'
        '<img src="/渡轮.jpg" alt="渡輪"><input placeholder="標題" value="渡轮"><textarea>渡轮</textarea>'
        '<select><option value="国内">國內</option></select>'
        '<svg viewBox="0 0 1 1"><a href="/x/"><title>渡輪</title><polygon points="0,0"></polygon></a></svg>'
        '<p lang="ja">国会</p><p lang="zh-Hant">皇后</p><p lang="en">Ferry <span lang="zh-Hant">渡輪</span></p>'
        '<script type="application/ld+json">{"headline": "渡轮"}</script></body></html>'
    )


def make_lead():
    """An article whose people have names that a dictionary would change, and whose text has the same words."""
    article = make_article(
        make_page(make_edition(), name="要闻", editors="叶于"),
        "渡轮开通后",
        byline="本报记者 范叶 新华社 于后",
        body="<p>记者范叶三日后报道。</p>",
    )
    for name in ("范叶", "于后", "新华社"):
        make_credit(article, name)
    make_caption(article, "江边的渡轮。", ("范叶",), photo=make_photo())
    return article


def test_print_and_interface_are_traditional_and_names_stay(client):
    article = make_lead()
    tree = look(client, f"/zh-hant{article.get_absolute_url()}")
    assert texts(tree, "h1, title") == ["渡輪開通後 · 晨報 2024年3月1日 星期五", "渡輪開通後"]
    assert texts(tree, ".byline") == ["本報記者 范叶 新華社 于后"]
    assert texts(tree, ".body p") == ["記者范叶三日後報道。"]
    assert texts(tree, ".staff") == ["責任編輯 叶于"]
    assert texts(tree, "figcaption")[0].startswith("江邊的渡輪。")
    assert texts(tree, ".page-navigation h2, .page-navigation a") == ["版面導航", "第A01版：要聞"]
    assert texts(tree, "article [data-step]") == ["放大", "縮小", "默認"]
    assert tree.css_first("html").attributes["lang"] == "zh-Hant"
    assert {node.attributes["lang"] for node in tree.css("[lang]")} == {"zh-Hant", "zh-Hans", "en"}
    kept = tree.css("[lang='zh-Hans']")
    assert [node.text()[:4] for node in kept] == ["简体中文", "范叶, ", "叶于"], "the switch, the reference, the staff"
    assert all(node.attributes["translate"] == "no" for node in kept)


LINKS = {
    "http://testserver/morning/2024-03-05/A01/1/": "http://testserver/zh-hant/morning/2024-03-05/A01/1/",
    "https://testserver/": "https://testserver/zh-hant/",
    "https://testserver": "https://testserver/zh-hant/",
    "/morning/2024-03-05/A01/1/": "/zh-hant/morning/2024-03-05/A01/1/",
    "/morning/2024-03-05/a01?from=1&to=2#at=1,2,3,4": "/zh-hant/morning/2024-03-05/a01?from=1&to=2#at=1,2,3,4",
    "/morning/2024-03-05/%E4%B8%80/": "/zh-hant/morning/2024-03-05/%E4%B8%80/",
    "/morning/html/2024-03/05/content_1.htm": "/zh-hant/morning/html/2024-03/05/content_1.htm",
    "/search/?q=渡轮": "/zh-hant/search/?q=渡轮",
    "/contributors/1-沈一苇/": "/zh-hant/contributors/1-沈一苇/",
}
LINKS_KEPT = [
    "http://elsewhere.example/morning/2024-03-05/A01/1/",
    "http://testserver.example/morning/",
    "//elsewhere.example/morning/",
    "ftp://testserver/morning/",
    "mailto:desk@testserver",
    "http://[/morning/",
    "2/",
    "#note",
    "",
    "/zh-hant/morning/",
    "/en/",
    "/en/morning/2024-03-05/",
    "/admin/",
    "/admin",
    "/admin/articles/article/",
    "/static/",
    "/static/html/base.css",
    "/media/",
    "/media/content/1.jpg",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-morning.pages.xml",
    "/morning/collection.json",
    "/morning/2024-03-05/manifest.json",
    "/morning/2024-03-05/A01/1/cite.ris",
    "/nowhere/at/all/",
    "/nowhere.txt",
]


def test_links_in_a_text_lead_to_traditional_pages_where_there_are_such(client):
    asked = [*LINKS, *LINKS_KEPT]
    article = make_article(body="<p>" + "".join(f'<a href="{escape(href)}">渡轮</a>' for href in asked) + "</p>")
    address = article.get_absolute_url()
    tree = look(client, f"/zh-hant{address}")
    assert dict(zip(asked, links(tree, ".body a"), strict=True)) == LINKS | {href: href for href in LINKS_KEPT}
    assert set(texts(tree, ".body a")) == {"渡輪"}
    for prefix in ("", "/en"):
        assert links(look(client, prefix + address), ".body a") == asked, "as they were written"


def inside(address: str) -> str:
    return address.replace("http://testserver/", f"{SITE}/")


def said(client, address) -> list[dict]:
    """What a page says to machines."""
    (block,) = look(client, address).css('script[type="application/ld+json"]')
    return json.loads(block.text())["@graph"]


def test_what_is_said_to_machines_is_traditional_with_the_same_names(client):
    article = make_lead()
    article.keywords = ["渡轮", "发展"]
    article.save()
    Correction.objects.create(article=article, text="记者于后来电更正。")
    address = article.get_absolute_url()
    plain, _way = said(client, address)
    people = [author | {"url": inside(author["url"])} for author in plain["author"]]
    house = {"@type": "NewsMediaOrganization", "name": "晨報", "url": f"{SITE}/morning/"}
    year = f"{SITE}/morning/calendar/2024/"
    steps = {
        f"{SITE}/morning/": "晨報",
        f"{SITE}/morning/2024-03-01/": "2024-03-01",
        f"{SITE}/morning/2024-03-01/A01/": "A01 要聞",
        f"{SITE}{address}": "渡輪開通後",
    }
    assert [person["name"] for person in people] == ["范叶", "于后", "新华社"]
    assert said(client, f"/zh-hant{address}") == [
        {
            "@type": "NewsArticle",
            "@id": SITE + address,
            "url": SITE + address,
            "mainEntityOfPage": SITE + address,
            "headline": "渡輪開通後",
            "description": "記者范叶三日後報道。",
            "inLanguage": "zh-Hant",
            "datePublished": plain["datePublished"],
            "dateModified": plain["dateModified"],
            "author": [*people[:2], people[2] | {"name": "新華社"}],
            "publisher": house,
            "isAccessibleForFree": True,
            "articleSection": "要聞",
            "printSection": "要聞",
            "printPage": "A01",
            "keywords": ["渡輪", "發展"],
            "image": [
                plain["image"][0] | {"caption": "江邊的渡輪。", "creditText": "本報記者 范叶 攝", "creator": people[:1]}
            ],
            "correction": [plain["correction"][0] | {"text": "記者于后來電更正。"}],
            "isPartOf": {
                "@type": "PublicationIssue",
                "@id": f"{SITE}/morning/2024-03-01/",
                "name": "晨報 2024-03-01",
                "url": f"{SITE}/morning/2024-03-01/",
                "datePublished": "2024-03-01",
                "inLanguage": "zh-Hant",
                "isPartOf": {
                    "@type": "PublicationVolume",
                    "@id": year,
                    "name": "晨報 2024",
                    "volumeNumber": "2024",
                    "url": year,
                    "isPartOf": {
                        "@type": "Newspaper",
                        "@id": f"{SITE}/morning/",
                        "name": "晨報",
                        "url": f"{SITE}/morning/",
                        "inLanguage": "zh-Hant",
                        "publisher": house,
                    },
                },
            },
        },
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": where}
                for place, (where, name) in enumerate(steps.items(), 1)
            ],
        },
    ]


def test_a_page_says_its_own_address_to_machines(client):
    """In every kind of data: the address that is canonical, and otherwise what the simplified page says."""
    make_paper()
    Publication.objects.update(home_page="https://paper.example.com/")
    for address in ("/morning/2024-03-05/", "/morning/2024-03-05/A01/", LEAD):
        tree = look(client, f"/zh-hant{address}")
        node = said(client, f"/zh-hant{address}")[0]
        canonical = tree.css_first("link[rel=canonical]").attributes["href"]
        assert (node["@id"], node["url"]) == (canonical, canonical) == (SITE + address, SITE + address)
        text = to_simplified(json.dumps(said(client, f"/zh-hant{address}"), ensure_ascii=False))
        assert json.loads(text.replace("/zh-hant/", "/").replace("zh-Hant", "zh-Hans")) == said(client, address)


def test_a_credit_line_without_known_names_is_said_as_printed(client):
    article = make_lead()
    PhotoCredit.objects.all().delete()
    (photo,) = said(client, f"/zh-hant{article.get_absolute_url()}")[0]["image"]
    assert (photo["caption"], photo["creditText"]) == ("江邊的渡輪。", "本报记者 范叶 摄")


def test_a_paper_in_another_language_says_its_own_words(client):
    article = make_lead()
    Publication.objects.update(language="ja")
    address = article.get_absolute_url()
    plain, traditional = (said(client, prefix + address)[0] for prefix in ("", "/zh-hant"))
    assert (traditional["@id"], traditional["inLanguage"]) == (SITE + address, "ja")
    for name in ("headline", "description", "articleSection"):
        assert traditional[name] == plain[name]


def test_nothing_that_is_printed_ends_what_is_said_to_machines(client):
    hostile = "</script><script>渡轮</script><!--<script>&amp;\u2028 \\"
    article = make_article(headline=hostile, keywords=[hostile])
    text = client.get(f"/zh-hant{article.get_absolute_url()}").content.decode()
    block = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(block) & set("<>&")
    assert json.loads(block)["@graph"][0]["keywords"] == [hostile.replace("渡轮", "渡輪")]


def test_a_person_is_called_as_printed_on_every_page(client):
    article = make_lead()
    person, address = Contributor.objects.get(name="范叶").get_absolute_url(), article.get_absolute_url()
    tree = look(client, f"/zh-hant{person}")
    assert texts(tree, "h1, title") == ["范叶", "范叶"]
    assert "范叶" in tree.css_first("meta[name=description]").attributes["content"]
    assert set(texts(look(client, "/zh-hant/contributors/"), ".people a")) == {"范叶", "于后", "新華社"}
    article.credits.all().delete()
    for asked, part in ((address, ".byline"), ("/search/?q=渡轮", ".results .where > [translate]")):
        assert texts(look(client, f"/zh-hant{asked}"), part) == ["本报记者 范叶 新华社 于后"], "nobody knows the names"


def test_what_is_stored_is_as_printed(client):
    article = make_lead()
    before = [list(model.objects.order_by("pk").values()) for model in (Article, ArticleVersion, Contributor)]
    client.get(f"/zh-hant{article.get_absolute_url()}")
    assert before == [list(model.objects.order_by("pk").values()) for model in (Article, ArticleVersion, Contributor)]


@pytest.mark.parametrize("prefix", ["", "/zh-hant", "/en"])
@pytest.mark.parametrize("words", ["渡輪", "渡轮", "渡輪 開通", "江邊", "范葉"])
def test_a_search_finds_what_was_printed_in_either_characters(client, prefix, words):
    address = make_lead().get_absolute_url()
    tree = look(client, f"{prefix}/search/?q={words}")
    (link,) = links(tree, ".results h2 a")
    assert link.partition("?")[0] == f"{prefix}{address}"
    assert texts(look(client, link), ".marked mark") == words.split(), "and is marked there"
    assert tree.css_first("input[name=q]").attributes["value"] == words, "as it was typed"


def test_a_search_finds_what_was_printed_in_traditional_characters_too(client):
    make_article(headline="渡輪開通")
    assert len(links(look(client, "/search/?q=渡輪"), ".results h2 a")) == 1


def test_a_name_is_found_in_either_characters(client):
    make_lead()
    for name in ("范葉", "范叶"):
        assert texts(look(client, f"/contributors/?name={name}"), ".people a") == ["范叶"]


def test_every_link_stays_in_its_language(client):
    """From the home, by every link: to the other languages leads their switch alone."""
    make_paper()
    Article.objects.filter(number=3).update(withdrawn_at=timezone.now(), withdrawal_notice="撤稿说明")
    waiting, seen = ["/zh-hant/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in (200, 301, 410), address
        if response.status_code == 301:
            waiting.append(response["Location"])
        elif response["Content-Type"].startswith("text/html"):
            tree = LexborHTMLParser(response.content.decode())
            for node in tree.css("a[href]:not([hreflang], [download]), form[action]"):
                target = urlsplit(urljoin(address, node.attributes.get("href") or node.attributes["action"]))
                if not target.netloc and not target.path.startswith("/media/"):
                    assert target.path.startswith("/zh-hant/"), (address, node.html)
                    waiting.append(target._replace(fragment="").geturl())
    assert len(seen) > 30


def test_languages_know_each_other(client):
    make_paper()
    for prefix in ("", "/zh-hant", "/en"):
        tree = look(client, f"{prefix}{LEAD}")
        alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in tree.css("link[hreflang]")}
        assert alternates == {
            "zh-Hans": f"http://testserver{LEAD}",
            "zh-Hant": f"http://testserver/zh-hant{LEAD}",
            "en": f"http://testserver/en{LEAD}",
        }
        assert tree.css_first("link[rel=canonical]").attributes["href"] == f"http://testserver{prefix}{LEAD}"
    assert texts(look(client, f"/zh-hant{LEAD}"), ".site [hreflang]") == ["简体中文", "English"]
    assert texts(look(client, LEAD), ".site [hreflang]") == ["繁體中文", "English"]


def test_a_page_differs_from_the_simplified_one_in_its_characters_alone(client):
    """Every page: the same elements in the same order, and converted back the same words."""
    asked = addresses(make_paper()).values()
    for address in [*asked, "/nowhere/"]:
        plain, traditional = (
            LexborHTMLParser(client.get(prefix + address).content.decode()) for prefix in ("", "/zh-hant")
        )
        assert [node.tag for node in traditional.root.traverse()] == [node.tag for node in plain.root.traverse()], (
            address
        )
        for tree in (plain, traditional):
            for node in tree.css(
                ".site [hreflang], .comes-from .address, [data-source], title, [type='application/ld+json']"
            ):
                node.decompose()
        assert to_simplified(" ".join(traditional.text().split())) == " ".join(plain.text().split()), address


def test_old_addresses_and_wrong_slugs_lead_on_within_the_language(client):
    make_paper()
    person = Contributor.objects.get(name="沈一苇")
    of_person = person.get_absolute_url()
    for address, target in (
        ("/zh-hant/morning/html/2024-03/05/content_A010.htm", f"/zh-hant{LEAD}"),
        (f"/zh-hant/contributors/{person.pk}/", f"/zh-hant{of_person}"),
        ("/zh-hant/morning/2024-03-05", "/zh-hant/morning/2024-03-05/"),
    ):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, target)


def test_replies_may_be_kept_by_their_address(client, settings):
    """No cache mixes the characters up: nothing varies, and whatever marks a reply marks the converted one."""
    settings.MIDDLEWARE = ["django.middleware.http.ConditionalGetMiddleware", *settings.MIDDLEWARE]
    make_paper()
    plain = client.get(LEAD, HTTP_ACCEPT_LANGUAGE="zh-Hant")
    reply = client.get(f"/zh-hant{LEAD}", HTTP_ACCEPT_LANGUAGE="en", HTTP_COOKIE="django_language=en")
    assert (plain["Content-Language"], reply["Content-Language"]) == ("zh-hans", "zh-hant")
    assert not reply.has_header("Vary")
    assert not reply.cookies
    assert int(reply["Content-Length"]) == len(reply.content)
    assert reply["ETag"] != plain["ETag"]
    assert client.get(f"/zh-hant{LEAD}", HTTP_IF_NONE_MATCH=reply["ETag"]).status_code == 304
    assert client.get(f"/zh-hant{LEAD}", HTTP_IF_NONE_MATCH=plain["ETag"]).status_code == 200
    head = client.head(f"/zh-hant{LEAD}")
    assert (head["Content-Length"], head.content) == (reply["Content-Length"], b"")


def test_files_are_sent_as_they_are(client):
    make_paper()
    reply = client.get("/zh-hant/morning/2024-03-05/A01/page.pdf")
    assert b"".join(reply.streaming_content) == b"%PDF-1.4 A01"


def test_the_newsroom_is_not_converted(client, admin_client):
    assert client.get("/zh-hant/admin/articles/?q=1")["Location"] == "/admin/articles/?q=1"
    make_paper()
    tree = look(admin_client, "/admin/preview/morning/2024-03-05/")
    assert texts(tree, ".site [hreflang]") == ["English"]


def test_it_asks_the_database_no_more(client):
    asked = addresses(make_paper(3)).values()
    index.catch_up()
    client.get("/zh-hant/")
    for address in asked:
        counts = []
        for prefix in ("", "/zh-hant"):
            with CaptureQueriesContext(connection) as queries:
                client.get(prefix + address)
            counts.append(len(queries))
        assert counts[0] == counts[1], address


def test_texts_of_the_seeds_come_back_as_they_were():
    """What a reader copies from a traditional page finds the simplified text: of ten thousand words, few do not."""
    words = set()
    for file in sorted((REPOSITORY / "seeds").rglob("*.jsonl")):
        words |= set(re.findall(r"[\u4e00-\u9fff]{2,}", file.read_text(encoding="utf-8")))
    lost = {word for word in words if to_simplified(to_traditional(word)) != word}
    assert len(words) > 500
    assert len(lost) <= len(words) / 1000, sorted(lost)


def test_the_interface_has_one_chinese_catalogue():
    of_django = {"zh_Hans", "zh_Hant"}
    folder = REPOSITORY / "newsroom/locale"
    assert {translation.to_locale(code) for code, _name in settings.LANGUAGES} == of_django | {"en"}
    assert (folder / "zh_Hant").samefile(folder / "zh_Hans")
