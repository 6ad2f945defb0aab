"""What every page of the reader's site keeps to: landmarks, headings, no inline code, links that lead somewhere."""

import gzip
import posixpath
import re
from collections import Counter
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article
from tests.newsroom_staffed import undone
from tests.reader_paper import addresses, make_paper

pytestmark = pytest.mark.django_db
# What stands in it is data: no browser runs it, whatever it says.
DATA = '<script type="application/ld+json">'
PREFIXES = {"": "zh-Hans", "/zh-hant": "zh-Hant", "/en": "en"}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Every kind of page, in all languages, by its address; asked for once, for the tests only read them."""
    with django_db_blocker.unblock(), undone():
        edition = make_paper()
        edition.articles.filter(number=2).update(complete=False, body="")
        edition.articles.filter(number=3).update(withdrawn_at=timezone.now(), withdrawal_notice="撤稿说明")
        asked = [
            *addresses(edition).values(),
            "/morning/2024-03-05/A01/2/",
            "/morning/2024-03-05/A02/3/",
            "/nowhere/",
            "/search/",
        ]
        return {
            prefix + address: Client().get(prefix + address).content.decode()
            for address in asked
            for prefix in PREFIXES
        }


def test_no_inline_script_and_no_inline_style(pages):
    for address, text in pages.items():
        assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text), address
        for script in re.findall(r"<script[^>]*>", text):
            assert " src=" in script or script == DATA, address


def test_nothing_comes_from_another_host(pages):
    for address, text in pages.items():
        tree = LexborHTMLParser(text)
        for node in tree.css("script, link[rel=stylesheet], link[rel=icon], img, form"):
            for name in ("src", "href", "action"):
                value = node.attributes.get(name) or ""
                assert not urlsplit(value).netloc, address


def test_landmarks_and_headings(pages):
    for address, text in pages.items():
        tree = LexborHTMLParser(text)
        assert len(tree.css("h1")) == 1, address
        assert len(tree.css("main")) == 1, address
        assert tree.css_first("body > *").attributes["href"] == "#main", "the skip link comes first"
        assert tree.css("body > header"), address
        assert [node.tag for node in tree.css("body > *")][1:3] == ["header", "main"], "nothing stands outside"
        assert all(footer.text().strip() for footer in tree.css("footer")), address
        assert tree.css("form[role=search]"), address
        assert tree.css_first("title").text().strip(), address
        names = [
            node.attributes.get("aria-label") or node.attributes.get("aria-labelledby") for node in tree.css("nav")
        ]
        assert all(names), address
        assert max(Counter(names).values()) == 1, (address, names)
        levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_ids_are_there_once_and_labels_lead_to_them(pages):
    for address, text in pages.items():
        tree = LexborHTMLParser(text)
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), address
        for name in ("aria-labelledby", "for", "aria-describedby"):
            for node in tree.css(f"[{name}]"):
                assert set(node.attributes[name].split()) <= set(ids), (address, node.html)


def test_every_control_and_picture_has_a_name(pages):
    for address, text in pages.items():
        tree = LexborHTMLParser(text)
        for image in tree.css("img"):
            assert "alt" in image.attributes, address
            if image.parent.tag == "a" and not image.attributes["alt"]:
                link = image.parent
                hidden = link.attributes.get("tabindex") == "-1" and link.attributes.get("aria-hidden") == "true"
                assert link.text().strip() or link.attributes.get("aria-label") or hidden, (address, link.html)
        labelled = {label.attributes.get("for") for label in tree.css("label")}
        for control in tree.css("input:not([type=hidden]), select"):
            inside = any(parent.tag == "label" for parent in ancestors(control))
            assert inside or control.attributes.get("id") in labelled, (address, control.html)
        for link in tree.css("a"):
            assert link.attributes.get("href"), address


def ancestors(node):
    while node.parent is not None:
        node = node.parent
        yield node


def test_pictures_do_not_make_the_page_jump(pages):
    for address, text in pages.items():
        for image in LexborHTMLParser(text).css("img"):
            assert image.attributes.get("width"), address
            assert image.attributes.get("height"), address


def test_pages_for_search_engines(pages):
    hidden = {address for address, text in pages.items() if '<meta name="robots" content="noindex' in text}
    assert {re.sub("^/(en|zh-hant)/", "/", address) for address in hidden} == {
        "/search/",
        "/search/?q=渡&publication=morning&since=2024-01-01&kind=news",
        "/search/?q=江&edition=morning/2024-03-05&page=A01",
        "/search/?q=江边&since=2024-03-01&until=2024-03-31",
        "/nowhere/",
        "/morning/2024-03-05/A02/3/",
    }
    for address in set(pages) - hidden:
        tree = LexborHTMLParser(pages[address])
        assert tree.css_first("link[rel=canonical]").attributes["href"].startswith("http://testserver/"), address
        assert {node.attributes["hreflang"] for node in tree.css("link[hreflang]")} == set(PREFIXES.values()), address
        for name in ("og:title", "og:type", "og:description", "og:site_name", "og:url"):
            assert tree.css_first(f"meta[property='{name}']").attributes["content"].strip(), (address, name)


def test_the_language_of_the_page_and_of_the_print_are_told_apart(pages):
    for address, text in pages.items():
        english = address.startswith("/en")
        tree = LexborHTMLParser(text)
        prefix = next(prefix for prefix in reversed(PREFIXES) if address.startswith(prefix))
        assert tree.css_first("html").attributes["lang"] == PREFIXES[prefix]
        if english:
            for node in tree.css("h1, h2, h3, .headline, .body, .title"):
                if re.search(r"[\u4e00-\u9fff]", node.text()):
                    spoken = [part.attributes.get("lang") for part in (node, *ancestors(node)) if part.tag != "-undef"]
                    inner = [part.attributes.get("lang") for part in node.css("[lang]")]
                    assert "zh-Hans" in [*spoken, *inner], (address, node.html)


def test_english_words_within_the_print_are_said_to_be_english(pages):
    words = ".mark, .jump, .jump-line a, .staff > span, .imprint .ways a, .where time, .page-navigation a, h1:has(span)"
    for address, text in pages.items():
        if address.startswith("/en"):
            for node in LexborHTMLParser(text).css(words):
                spoken = [part.attributes.get("lang") for part in (node, *ancestors(node)) if part.tag != "-undef"]
                assert next(filter(None, spoken)) == "en", (address, node.html)


def test_every_link_leads_somewhere(client):
    """From the home, by every link and every picture of the site, in all languages: nothing is missing."""
    edition = make_paper()
    Article.objects.filter(number=1).update(repeats=edition.articles.get(number=2))
    waiting, seen = [f"{prefix}/" for prefix in PREFIXES], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        assert response.status_code in (200, 301), address
        if response.status_code == 301:
            waiting.append(response["Location"])
        elif response["Content-Type"].startswith("text/html"):
            tree = LexborHTMLParser(response.content.decode())
            found = [node.attributes["href"] for node in tree.css("a[href]")]
            found += [node.attributes["src"] for node in tree.css("img")]
            found += [
                part.split()[0] for node in tree.css("img[srcset]") for part in node.attributes["srcset"].split(",")
            ]
            for target in found:
                parts = urlsplit(urljoin(address, target))
                if not parts.scheme and not parts.netloc:
                    waiting.append(parts._replace(fragment="").geturl())
    assert len(seen) > 60


def test_every_style_sheet_script_and_icon_is_there(pages):
    named = set()
    for text in pages.values():
        named |= set(re.findall(r'(?:src|href)="/static/([^"]+)"', text))
    assert all(finders.find(name) for name in named)
    assert {"css/base.css", "js/before-paint.js", "js/regions.js", "js/type-size.js"} <= named


def test_the_scripts_of_the_readers_site_are_small(pages):
    """A reader on a slow line gets at most 60 kB of them, compressed, on any page."""
    for address, text in pages.items():
        waiting, sent = re.findall(r'<script [^>]*src="/static/([^"]+)"', text), {}
        while waiting:
            name = waiting.pop()
            if name in sent:
                continue
            with open(finders.find(name), encoding="utf-8") as script:
                source = script.read()
            sent[name] = len(gzip.compress(source.encode()))
            waiting += [
                posixpath.join(posixpath.dirname(name), part) for part in re.findall(r'from "\./([^"]+)"', source)
            ]
        assert "js/remembered.js" in sent, address
        assert sum(sent.values()) <= 60_000, (address, sent)


def test_the_one_blocking_script_is_small(pages):
    for address, text in pages.items():
        blocking = [tag for tag in re.findall(r"<script[^>]*>", text) if 'type="module"' not in tag and tag != DATA]
        assert blocking == ['<script src="/static/js/before-paint.js">'], address
    with open(finders.find("js/before-paint.js"), "rb") as script:
        assert len(script.read()) < 1024


def test_printed_text_cannot_break_out(client):
    edition = make_paper()
    hostile = '"><script>alert(1)</script>'
    Article.objects.update(
        headline=hostile, kicker=hostile, subheadline=hostile, byline=hostile, keywords=[hostile], body="<p>x</p>"
    )
    article = edition.articles.get(number=1)
    for caption in article.captions.all():
        caption.text = caption.credit_line = caption.alt = hostile
        caption.save()
        caption.credits.update(name=hostile)
    for credit in article.credits.all():
        credit.contributor.name = hostile + credit.contributor.name
        credit.contributor.save()
    for address in [*addresses(edition).values(), f"/search/?q={hostile}"]:
        text = client.get(address, follow=True).content.decode()
        assert "<script>alert" not in text, address
