"""A page view taken apart: its label, its picture with the map of areas, its headlines, the other pages."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from posixpath import basename

from selectolax.lexbor import LexborNode

from editions.numbers import normalised, order_key

from . import markup
from .addresses import Address, article_of, page_of, same_day

# 第01版：要闻, 第1版:要闻, 01版:要闻, A01： 头版, 第08版
_LABEL = re.compile(
    r"(?:第\s*(?P<a>[0-9A-Za-z]{1,6})\s*版|(?P<b>[A-Za-z]{0,4}\d{1,3})\s*版|(?P<c>[A-Za-z]{0,4}\d{1,3})(?=\s*[:：]))"
    r"\s*(?:[:：]\s*(?P<name>.*))?$",
    re.S,
)
_PAPER_AFTER = re.compile(r"\s*(?:[-_–—|·]{1,2}.*|数字报.*|电子版.*)$")


@dataclass(frozen=True)
class Area:
    """One area of a page's map: the article that it leads to, and its corners in the map's own pixels."""

    article: str
    href: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PageLink:
    """A page as another page's navigation names it."""

    file: str
    number: str
    name: str
    pdf: str = ""


@dataclass(frozen=True)
class Title:
    """An article as the list of a page names it."""

    article: str
    href: str
    headline: str


@dataclass(frozen=True)
class PageView:
    """A page's file, taken apart; hrefs are as written. `size` is the map's picture as its attributes give it."""

    number: str = ""
    name: str = ""
    day: date | None = None
    paper: str = ""
    picture: str = ""
    size: tuple[int, int] | None = None
    pdf: str = ""
    areas: tuple[Area, ...] = ()
    titles: tuple[Title, ...] = ()
    links: tuple[PageLink, ...] = ()


@lru_cache(maxsize=4096)  # the navigation is the same around every article of a day
def label(printed: str) -> tuple[str, str] | None:
    """(number, name) of a page's label; None where the text is none."""
    found = _LABEL.match(markup.line(printed))
    if not found:
        return None
    try:
        return normalised(found["a"] or found["b"] or found["c"]), page_name(found["name"] or "")
    except ValueError:
        return None


def page_name(printed: str) -> str:
    """A page's name; 综 合 that composing has spaced out is 综合."""
    words = printed.split()
    return "".join(words) if all(len(word) == 1 and _is_han(word) for word in words) else " ".join(words)


def _is_han(char: str) -> bool:
    return unicodedata.name(char, "").startswith("CJK UNIFIED")


def read(text: str, address: Address) -> PageView:
    """A page view's text taken apart; its own name in `address` is the one by which its navigation marks it."""
    tree = markup.parsed(text)
    properties = markup.properties(text)
    links, own_pdf = _links(tree)
    file = basename(address.path)
    own = next((link for link in links if file.endswith(link.file)), None)
    picture, size = _picture(tree)
    number, name = _own_label(tree, properties, own)
    return PageView(
        number=number,
        name=name,
        day=markup.printed_day(properties.get("date", "")) or _day(tree),
        paper=properties.get("papername", "") or paper_of(tree),
        picture=picture,
        size=size,
        pdf=(own.pdf if own else "") or own_pdf,
        areas=_areas(tree, address),
        titles=_titles(tree, address),
        links=links,
    )


def _own_label(tree, properties, own: PageLink | None) -> tuple[str, str]:
    if own:
        return own.number, own.name
    visible = _label_in_text(tree)
    if properties.get("pagenum"):
        try:
            number = normalised(properties["pagenum"])
        except ValueError:
            return visible
        same = visible[0] and order_key(visible[0]) == order_key(number)
        return (visible[0], visible[1]) if same else (number, "")
    return visible


def _label_in_text(tree) -> tuple[str, str]:
    """The first label that stands by itself, outside of the navigation's links."""
    lines = tree.body.text(separator="\n").split("\n") if tree.body else []
    for place, line in enumerate(lines):
        if "版" in line and line.strip().startswith(("第", *"0123456789ABCDEFGHT")) and (found := label(line)):
            # The name may stand in an element of its own: 第01版：<STRONG>今日要闻</STRONG>.
            following = next((each.strip() for each in lines[place + 1 : place + 3] if each.strip()), "")
            if not found[1] and line.rstrip().endswith((":", "：")) and not label(following):
                return found[0], page_name(following)
            return found
    return "", ""


def _links(tree) -> tuple[tuple[PageLink, ...], str]:
    """The pages of the navigation, in its order, each once, and the PDF that stands with none of them."""
    found: dict[str, PageLink] = {}
    loose: list[str] = []
    pdfs: dict[str, str] = {}
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if file := page_of(href):
            named = label(markup.text_of(node))
            if named and (file not in found or not found[file].name):
                found[file] = PageLink(file, *named)
        elif _is_pdf(href):
            if file := _page_beside(node):
                pdfs.setdefault(file, href.strip())
            else:
                loose.append(href.strip())
    links = tuple(replace(link, pdf=pdfs.get(link.file, "")) for link in found.values())
    return links, loose[0] if loose else ""


def _page_beside(pdf: LexborNode) -> str:
    """The page in whose row of the navigation a PDF link stands; "" where it stands with none, or with several."""
    node = pdf.parent
    for _level in range(3):
        if node is None:
            return ""
        links = ((each, page_of(each.attributes.get("href") or "")) for each in node.css("a[href]"))
        files = {file for each, file in links if file and label(markup.text_of(each))}
        if files:
            return files.pop() if len(files) == 1 else ""
        node = node.parent
    return ""


def _is_pdf(href: str) -> bool:
    return href.strip().lower().split("?")[0].endswith(".pdf") and ":" not in href.split("/")[0]


def _picture(tree) -> tuple[str, tuple[int, int] | None]:
    for node in tree.css("img[usemap]"):
        attributes = node.attributes
        width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
        return (attributes.get("src") or "").strip(), (width, height) if width and height else None
    return "", None


def _pixels(value: str | None) -> int:
    digits = re.match(r"\s*(\d{1,6})\s*(?:px)?\s*$", value or "")
    return int(digits[1]) if digits else 0


def _areas(tree, address: Address) -> tuple[Area, ...]:
    found: dict[Area, None] = {}
    for node in tree.css("map area"):
        href = node.attributes.get("href") or ""
        if not (article := article_of(href)) or not same_day(href, address):
            continue
        numbers = [int(float(number)) for number in re.findall(r"-?\d+(?:\.\d+)?", node.attributes.get("coords") or "")]
        shape = (node.attributes.get("shape") or "").lower()
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if shape.startswith("rect") or len(points) == 2:
            points = _corners(points)
        found[Area(article, href, tuple(points))] = None
    return tuple(found)


def _corners(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(points) < 2:
        return []
    (left, top), (right, bottom) = points[:2]
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _titles(tree, address: Address) -> tuple[Title, ...]:
    """The headlines of the page's lists, each article once: a link with a text of its own."""
    found: dict[str, Title] = {}
    for node in tree.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not same_day(href, address):
            continue
        if (article := article_of(href)) and (headline := markup.text_of(node).lstrip("·•■▪◆●").strip()):
            known = found.get(article)
            if known is None or len(known.headline) < len(headline):
                found[article] = Title(article, known.href if known else href, headline)
    return tuple(found.values())


def _day(tree) -> date | None:
    return markup.printed_day(tree.body.text(separator=" ")) if tree.body else None


def paper_of(tree) -> str:
    """The paper's name from the window's title: 科技日报--数字报, 人民日报-人民网."""
    name = tree.css_first("input[name=channelname]")
    if name is not None and name.attributes.get("value"):
        return name.attributes["value"].strip()
    title = markup.line(tree.css_first("title").text()) if tree.css_first("title") else ""
    return _PAPER_AFTER.sub("", title)
