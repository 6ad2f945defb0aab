"""The readers' pages in traditional characters, under /zh-hant/: a simplified page is converted on its way out.

What is stored and searched stays as it was printed. The names of people are kept: 于, 范 and 叶 are surnames, and no
dictionary knows whose are 於, 範 and 葉. Templates mark them `translate="no"`, which also keeps a browser's own
translation from them.

What is converted is a page of its own, with its own canonical address. So the site's addresses in its data, and those
that a text leads to, are those under /zh-hant/ too, wherever there is one.
"""

import json
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import is_valid_path, reverse
from django.utils.translation import get_language_from_path, override
from selectolax.lexbor import LexborHTMLParser, LexborNode

from editions.characters import TRADITIONAL, to_traditional
from editions.json_ld import written
from editions.languages import web_tag

LANGUAGE, TAG = TRADITIONAL, web_tag(TRADITIONAL)
_SIMPLIFIED = {"zh", "zh-cn", "zh-hans", "zh-hans-cn"}
# Attributes that are shown or spoken, or that a script shows; all others are codes, addresses, or what a reader typed.
_SHOWN = ("alt", "aria-label", "label", "placeholder", "title")
_SAID_LATER = ("data-copied", "data-done", "data-failed", "data-making", "data-saved")
_DESCRIBING = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
_NOT_TEXT = {"script", "style", "textarea"}
# Of a page's data: what is words, and where a thing has a page. Files are named otherwise, and stay where they are.
_WORDS = {
    *("name", "headline", "alternativeHeadline", "description", "text", "keywords", "articleSection"),
    *("printSection", "printEdition", "caption", "creditText", "copyrightNotice"),
}
_ADDRESSES = {"@id", "url", "mainEntityOfPage", "item"}
# Where the page marks single names, not a printed line with names in it.
_NAMES = 'a[translate="no"], h1[translate="no"], .staff [translate="no"]'
_BETWEEN_NAMES = re.compile(r"[\s、，,；;（）()]+")


def in_traditional(page: str, host: str = "") -> str:
    """An HTML page with every text that it says to be simplified Chinese in traditional characters, and said to be.

    `host` is the site's: by it the site knows its own among the addresses that name a host.
    """
    tree = LexborHTMLParser(page)
    blocks = [(node, json.loads(node.text())) for node in tree.css('script[type="application/ld+json"]')]
    convert = _converter_around(_names_kept(tree).union(*(_people(data) for _node, data in blocks)))
    for node, data in blocks:
        _say(data, convert, host)
        node.child.replace_with(written(data))
    for node in tree.css(".body a[href]"):
        node.attrs["href"] = _inside(node.attributes["href"] or "", host)
    waiting = [(tree.root, False)]
    while waiting:
        node, is_simplified = waiting.pop()
        if node.tag == "-text":
            if is_simplified:
                _replace(node, convert)
            continue
        attributes = node.attributes
        if node.tag in _NOT_TEXT or attributes.get("translate") == "no":
            continue
        if "lang" in attributes:
            is_simplified = _is_simplified(attributes["lang"])
            if is_simplified:
                node.attrs["lang"] = TAG
        if is_simplified:
            for name in _converted_attributes(attributes):
                node.attrs[name] = convert(attributes[name] or "")
        waiting += [(child, is_simplified) for child in node.iter(include_text=True)]
    return tree.html


def _is_simplified(language: str | None) -> bool:
    return (language or "").lower() in _SIMPLIFIED


def _replace(node: LexborNode, convert) -> None:
    text = node.text_content
    converted = convert(text)
    if converted != text:
        node.replace_with(converted)


def _converted_attributes(attributes: dict) -> list[str]:
    describes = {attributes.get("name"), attributes.get("property")} & _DESCRIBING
    return [name for name in _SHOWN + _SAID_LATER if name in attributes] + (["content"] if describes else [])


def _say(data, convert, host: str) -> None:
    """Convert a page's data where it stands. One paper is in all of it, and so one language."""
    nodes = list(_nodes(data))
    if not any(_is_simplified(node.get("inLanguage")) for node in nodes):
        convert = str
    for node in nodes:
        # As on the page: without a name that is known, all of a credit line may be one.
        kept = "name" if node.get("@type") == "Person" else "creditText" if "creator" not in node else None
        for name, value in node.items():
            if name in _ADDRESSES:
                node[name] = _inside(value, host)
            elif name == "inLanguage" and _is_simplified(value):
                node[name] = TAG
            elif name in _WORDS and name != kept:
                node[name] = [convert(word) for word in value] if isinstance(value, list) else convert(value)


def _nodes(data):
    """Every node of a page's data, those within others too."""
    if isinstance(data, dict):
        yield data
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each)


def _people(data) -> set[str]:
    return {node["name"] for node in _nodes(data) if node.get("@type") == "Person"}


def _inside(address: str, host: str) -> str:
    """An address of the site as it is under /zh-hant/, if there is such a one; every other address as it is."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = parts.path or ("/" if parts.netloc else "")
    is_own = parts.scheme in ("", "http", "https") and parts.netloc in ("", host)
    if not is_own or not path.startswith("/") or not _is_inside(unquote(path)):
        return address
    return parts._replace(path=f"/{LANGUAGE}{path}").geturl()


@lru_cache(4096)
def _is_inside(path: str) -> bool:
    """Whether the path, which names no language, is there under /zh-hant/: neither a file nor for machines or staff.

    That is remembered: a page names the same few addresses many times, and its neighbours name them again.
    """
    inside = f"/{LANGUAGE}{path}"
    closed = inside if inside.endswith("/") else f"{inside}/"
    with override(LANGUAGE):
        files = (f"/{LANGUAGE}{settings.STATIC_URL}", f"/{LANGUAGE}{settings.MEDIA_URL}")
        if get_language_from_path(path) or closed.startswith((reverse("admin:index"), *files)):
            return False
        # What is found without a language has no other address. A slash that is missing at the end is added when asked.
        return not is_valid_path(path) and (is_valid_path(inside) or is_valid_path(closed))


def _names_kept(tree: LexborHTMLParser) -> set[str]:
    """The names that the page marks: wherever else they stand on it, in its title or in a text, they are kept too."""
    kept = set()
    for node in tree.css(_NAMES):
        text = node.text()
        kept |= {text.strip(), "".join(text.split()), *_BETWEEN_NAMES.split(text)}
    return {name for name in kept if len(name) > 1}


def _converter_around(names: set[str]):
    """Converts a text but for those names in it."""
    if not names:
        return to_traditional
    kept = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})")

    def convert(text: str) -> str:
        parts = kept.split(text)
        parts[::2] = map(to_traditional, parts[::2])
        return "".join(parts)

    return convert
