"""An article view taken apart: decks, author, pictures with their captions, the body's markup, and what is left over.

The publishing systems' templates differ from paper to paper; what they share are marks (`founder-title`, `#ozoom`, …),
of which the first that holds text counts. Whatever is visible and was not taken is handed on as `leftover`.
"""

import re
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from . import markup, page_view
from .addresses import page_of

_TITLES = (
    "founder-title",
    "#main-title",
    "#Title",
    "#title",
    "#doctitle",
    ".text_c h1",
    ".article h1",
    "#mainTiile h2",
    ".biaoti",
    "td.font01",
    ".title1",
    "h1",
)
_KICKERS = (
    "founder-pretitle",
    "founder-introtitle",
    "#intro-title",
    "#PreTitle",
    "#yinti",
    ".text_c h3",
    ".article h3",
)
_SUBTITLES = ("founder-subtitle", "#sub-title", "#SubTitle", "#subdoctitle", ".text_c h2", ".article h2", ".futi")
_AUTHORS = ("founder-author", "#author", ".author", ".text_c h4", ".article h4")
_BODIES = ("founder-content", "#ozoom", "#articleContent", "#doccontent", "#mainCon", "#content", ".article")
_PICTURES = "#newspic, #articlePic, .attachment"
# Where pictures lie that the paper printed; those of the site's own frame lie in tplimg/ and image/.
_PRINTED_PICTURE = re.compile(r"(?:^|/)(?:images|res|resfile|pic|att|attachement|page)/", re.I)
_FRAME_PICTURE = re.compile(r"(?:^|/)(?:tplimg|image|css|js|skin)/", re.I)
_SEGMENT = re.compile(r"<!--\s*enpcontent\s*-->(.*?)<!--\s*/\s*enpcontent\s*-->", re.I | re.S)
_KEYWORDS = re.compile(r"[\s,，;；、]+")
# 《砚溪日报》（2021年03月12日　第3版：综 合）
_SOURCE_LINE = re.compile(
    r"《(?P<paper>[^》]{2,30})》\s*[（(][^）)]*?(?P<label>第\s*[0-9A-Za-z]{1,6}\s*版[^）)]*)[）)]"
)


@dataclass(frozen=True)
class Picture:
    """A picture of an article: where it lies, as written, and the text that stands with it."""

    href: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class ArticleView:
    """An article's file, taken apart; `body` is the markup as found, `leftover` the visible lines nobody took."""

    headline: str = ""
    kicker: str = ""
    subheadline: str = ""
    author: str = ""
    body: str = ""
    pictures: tuple[Picture, ...] = ()
    keywords: tuple[str, ...] = ()
    identifier: str = ""
    address: str = ""
    page_number: str = ""
    page_name: str = ""
    day: date | None = None
    page_file: str = ""
    paper: str = ""
    leftover: tuple[str, ...] = ()
    found_body: bool = False


def read(text: str) -> ArticleView:
    """An article view's text taken apart. What it lacks is empty; `found_body` says whether there was one at all."""
    tree = markup.parsed(text)
    if tree.body is None:
        return ArticleView()
    properties = markup.properties(text)
    taken: list[LexborNode] = []
    marks = _Marks(tree)
    headline, kicker, subheadline, author = (
        _first(marks, selectors, taken) for selectors in (_TITLES, _KICKERS, _SUBTITLES, _AUTHORS)
    )
    author = markup.line(author) or _author_before_source(marks, taken)
    above, below = _decks_of_table(tree, taken) if ".font01" in marks.nodes else ("", "")
    layout = next(iter(marks.find("#nowLayout")), None)
    number = markup.line(layout.text()) if layout is not None else ""
    if layout is not None:
        taken.append(layout)
    container, body, copies = _body(marks, text)
    taken += copies
    pictures = tuple(_pictures(tree, container, copies, taken))
    pages = {page_of(node.attributes.get("href") or "") for node in marks.find("a")} - {""}
    paper = properties.get("papername", "")
    if not paper and len(title := page_view.paper_of(tree)) < 30 and title not in markup.line(headline):
        paper = title
    if container is not None:
        taken.append(container)
    leftover = _leftover(tree, taken)
    label = _label(leftover)
    if label is None and (source := _SOURCE_LINE.search(" ".join(leftover))):
        paper, label = source["paper"], page_view.label(source["label"])
    if label is None and (number or properties.get("pagenum")):
        label = page_view.label(f"第{number or properties['pagenum']}版")
    return ArticleView(
        headline=headline or properties.get("title", ""),
        kicker=kicker or above or properties.get("introtitle", ""),
        subheadline=subheadline or below or properties.get("subtitle", ""),
        author=author if author and not markup.printed_day(author) else properties.get("author", "") or author,
        body=body,
        pictures=pictures,
        keywords=tuple(filter(None, _KEYWORDS.split(properties.get("keyword", "")))),
        identifier=properties.get("paperarticleid", "") or properties.get("articleid", ""),
        address=properties.get("url", ""),
        page_number=label[0] if label else "",
        page_name=label[1] if label else "",
        day=markup.printed_day(properties.get("date", "")) or markup.printed_day("\n".join(leftover)),
        page_file=pages.pop() if len(pages) == 1 else "",
        paper=paper,
        leftover=tuple(leftover),
        found_body=container is not None or bool(body),
    )


class _Marks:
    """The nodes of a tree by id and class: one search is quicker than forty."""

    def __init__(self, tree: LexborHTMLParser):
        self.tree = tree
        self.nodes: dict[str, list[LexborNode]] = {}
        for node in tree.css("[id], [class]"):
            attributes = node.attributes
            if identifier := attributes.get("id"):
                self.nodes.setdefault(f"#{identifier}", []).append(node)
            for name in (attributes.get("class") or "").split():
                self.nodes.setdefault(f".{name}", []).append(node)

    def find(self, selector: str) -> list[LexborNode]:
        """The nodes of a tag, #id or .class; of anything longer only where its first part is there at all."""
        first, _space, rest = selector.partition(" ")
        if rest or "." in first[1:]:
            here = first if "." not in first[1:] else f".{first.partition('.')[2]}"
            return self.tree.css(selector) if here in self.nodes else []
        return self.nodes.get(selector, []) if selector[0] in "#." else self.tree.tags(selector)


def _first(marks: _Marks, selectors, taken: list[LexborNode]) -> str:
    """The text of the first node that holds any, by the order of the selectors; the node counts as taken."""
    for selector in selectors:
        for node in marks.find(selector):
            if text := markup.text_of(node):
                taken.append(node)
                return text
    return ""


def _label(leftover: list[str]) -> tuple[str, str] | None:
    """The page's label; a name in an element of its own, 第A01版：<STRONG>要闻</STRONG>, is no left-over line."""
    for place, line in enumerate(leftover):
        found = page_view.label(line) if "版" in line or line.endswith((":", "：")) else None
        if found:
            if not found[1] and line.endswith((":", "：")) and place + 1 < len(leftover):
                return found[0], page_view.page_name(leftover.pop(place + 1))
            return found
    return None


def _author_before_source(marks: _Marks, taken: list[LexborNode]) -> str:
    """Who stands before the line of paper and date: <p class=sec>沈一苇 <span class=date>《晨报》（…）</span></p>."""
    for node in marks.find(".sec"):
        for child in node.iter(include_text=True):
            if child.is_text_node and (text := markup.line(child.text_content or "")) and not markup.printed_day(text):
                taken.append(child)
                return text
    return ""


def _decks_of_table(tree: LexborHTMLParser, taken: list[LexborNode]) -> tuple[str, str]:
    """(kicker, subheadline) of the classic table: the cells of class font02 above and below that of class font01."""
    above, below, passed = [], [], False
    for node in tree.css("td.font01, td.font02"):
        if "font01" in (node.attributes.get("class") or "").split():
            passed = True
        elif node.css_first("founder-author") is None and (text := markup.text_of(node)):
            taken.append(node)
            (below if passed else above).append(text)
    return ("\n".join(above), "\n".join(below)) if passed else ("", "")


def _body(marks: _Marks, text: str) -> tuple[LexborNode | None, str, list[LexborNode]]:
    """(container, markup, copies) of the body; where a system wrote the text more than once it counts once."""
    segments = _SEGMENT.findall(text) if "enpcontent" in text else []
    containers = marks.find(_BODIES[0])
    others = (node for selector in _BODIES[1:] for node in marks.find(selector))
    container = containers[0] if containers else next(others, None)
    # Most have one, which need not be compared with itself.
    different = {_squeezed(node.inner_html or ""): node for node in reversed(containers)} if containers[1:] else {}
    copies = containers[1:] if len(different) == 1 else []
    if len(segments) > 1 and len({_squeezed(segment) for segment in segments}) == 1:
        return container, segments[0], copies
    if container is None:
        return None, segments[0] if segments else "", copies
    if len(different) > 1:
        texts = [node.inner_html or "" for node in containers if different[_squeezed(node.inner_html or "")] is node]
        return _around(containers), "".join(texts), copies
    return container, container.inner_html or "", copies


def _around(nodes: list[LexborNode]) -> LexborNode:
    """The nearest node that holds all of these."""
    around = nodes[0].parent
    while around is not None and around.parent is not None and not all(_within(node, around) for node in nodes[1:]):
        around = around.parent
    return around if around is not None else nodes[0]


def _within(node: LexborNode, around: LexborNode) -> bool:
    while node is not None:
        if node.mem_id == around.mem_id:
            return True
        node = node.parent
    return False


def _squeezed(text: str) -> str:
    return "".join(markup.plain(text).split())


def _pictures(tree: LexborHTMLParser, container: LexborNode | None, copies, taken: list[LexborNode]):
    """The article's pictures with the text that follows each, up to the next picture or the body."""
    images = [
        node for node in tree.css("img") if _is_printed(node, tree) and not any(_within(node, copy) for copy in copies)
    ]
    if not images:
        return
    tables = tree.css(_PICTURES)
    taken.extend(tables)
    ends = {node.mem_id for node in images} | ({container.mem_id} if container is not None else set())
    for image in images:
        alt = markup.line(image.attributes.get("alt") or "")
        inside = container is not None and _within(image, container)
        caption = "" if inside else _text_after(image, ends, tables, taken)
        yield Picture((image.attributes.get("src") or "").strip(), caption, alt)


def _is_printed(image: LexborNode, tree: LexborHTMLParser) -> bool:
    source = image.attributes.get("src") or ""
    if not source or "usemap" in image.attributes or _FRAME_PICTURE.search(source) or ":" in source.split("/")[0]:
        return False
    return bool(_PRINTED_PICTURE.search(source)) or any(_within(image, table) for table in tree.css(_PICTURES))


def _text_after(image: LexborNode, ends: set[int], tables, taken: list[LexborNode]) -> str:
    """The visible text between an image and what ends its caption; within a table of pictures no further than that."""
    table = next((table for table in tables if _within(image, table)), None)
    found: list[str] = []
    node = _next(image, table)
    while node is not None and node.mem_id not in ends and len(found) < 50:
        if node.tag in ("script", "style", "a", "map"):
            node = _next(node, table)
            continue
        if node.is_text_node and (text := markup.line(node.text_content or "")):
            found.append(text)
            taken.append(node)
        node = node.child or _next(node, table)
    return " ".join(found)


def _next(node: LexborNode, within: LexborNode | None) -> LexborNode | None:
    """The node that follows in the document, past this one's children."""
    while node is not None and (within is None or node.mem_id != within.mem_id):
        if node.next is not None:
            return node.next
        node = node.parent
    return None


def _leftover(tree: LexborHTMLParser, taken: list[LexborNode]) -> list[str]:
    """The visible lines that nobody took: links and scripts are the frame's."""
    # What lies within another node goes with it: a node must not be removed twice.
    marked = {node.mem_id for node in taken}
    outermost = {node.mem_id: node for node in taken if not _lies_within_any(node, marked)}
    for node in outermost.values():
        node.remove()
    return markup.visible(tree)


def _lies_within_any(node: LexborNode, marked: set[int]) -> bool:
    around = node.parent
    while around is not None:
        if around.mem_id in marked:
            return True
        around = around.parent
    return False
