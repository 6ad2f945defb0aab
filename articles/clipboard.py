"""What Word, Word Online and WPS put on the clipboard, in plain HTML: their lists, emphasis and leavings. Pure.

It cleans nothing that could do harm; `richtext` does, and asks this module first.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_OF_A_WORD_PROCESSOR = re.compile(
    r"<(?:[ow]:|\w[^<>]*?(?:urn:schemas-microsoft-com|style=(?:\"[^\"]*|'[^']*)mso-|class=[\"']?(?:Mso|[^\"'<>=]*\bSCXW\d)))",
    re.IGNORECASE,
)
# Deleted under tracked changes, remarks beside the text, islands of XML, what separates notes from the text.
_NOT_OF_THE_TEXT = ", ".join(
    [
        "xml",
        "del",
        "[style*='mso-hide:all']",
        "[style*='mso-element:comment']",
        "[style*='mso-special-character:comment']",
        "[style*='mso-element:footnote-separator']",
        "[style*='mso-element:footnote-continuation-separator']",
        ".MsoCommentReference",
        # The widths of columns that do not align.
        "tr[height='0']",
    ]
)
_LEVEL = re.compile(r"mso-list:[^;:]*\blevel(\d)")
# Other numbers, such as 一、 or （1）, are printed as they stand: no list would show them again.
_COUNTED = re.compile(r"(\d+)[.．)）]")
_BULLETS = frozenset("·•●○o◆◇■□▪▫–-—*➢➤✓✔")
# In these fonts a letter is a drawing.
_DRAWN = re.compile("wingdings|symbol|webdings")
_WRITES_ITEMS = "p[style*=mso-list], .ListContainerWrapper"
_LOOKS = {
    "strong": re.compile(r"font-weight:\s*(?:bold|[6-9]00)"),
    "em": re.compile(r"font-style:\s*italic"),
    "sup": re.compile(r"vertical-align:\s*super"),
    "sub": re.compile(r"vertical-align:\s*sub\b"),
}
_IS = {"b": "strong", "i": "em"} | {name: name for name in _LOOKS}
_SUBHEADS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PICTURE = r"img, v\:imagedata"


class Item(NamedTuple):
    """An item as the word processor writes it: the node that it is, its depth, `ul` or `ol`, what is printed as its
    number (0 for none), and its content."""

    node: LexborNode
    level: int
    kind: str
    number: int
    content: str


def is_from_a_word_processor(html: str) -> bool:
    """Whether the HTML bears the marks of Word or WPS."""
    return bool(_OF_A_WORD_PROCESSOR.search(html))


def pictures(html: str) -> int:
    """How many pictures stand in pasted HTML; Word's second drawing of each, in a comment, does not count."""
    return len(LexborHTMLParser(html).css(_PICTURE))


def tidied(html: str) -> str:
    """The same text in HTML that says what it is: lists as lists, emphasis as elements, and nothing beside the text."""
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    for node in body.css(_NOT_OF_THE_TEXT):
        node.decompose()
    _mark_emphasis(body)
    for run in _runs(body):
        if _counts_from_one(run):
            _make_list(run)
    return body.inner_html or ""


def _style(node: LexborNode) -> str:
    return (node.attributes.get("style") or "").lower()


def _mark_emphasis(body: LexborNode) -> None:
    """Spans that only look bold, italic, raised or lowered become so, unless they stand within what is so already.

    A subhead is bold anyway, and needs no saying so.
    """
    looks: list[tuple[LexborNode, str]] = []
    waiting: list[tuple[LexborNode, frozenset[str]]] = [(body, frozenset())]
    while waiting:
        node, within = waiting.pop()
        children = list(node.iter())
        if node.tag in _SUBHEADS:
            within |= {"strong", "subhead"}
        elif node.tag in _IS:
            if _IS[node.tag] == "strong" and "subhead" in within:
                node.unwrap()
            within |= {_IS[node.tag]}
        elif node.tag == "span":
            found = [name for name, look in _LOOKS.items() if name not in within and look.search(_style(node))]
            looks += [(node, name) for name in found]
            within = within.union(found)
        waiting += [(child, within) for child in children]
    # The inner before the outer: writing a node's content makes its nodes anew.
    for node, name in reversed(looks):
        node.inner_html = f"<{name}>{node.inner_html or ''}</{name}>"


def _runs(body: LexborNode) -> Iterator[list[Item]]:
    """The items of each list: those that stand beside each other."""
    run: list[Item] = []
    for node in body.css(_WRITES_ITEMS):
        items = _items_online(node) if node.tag == "div" else _items_of(node)
        if run and not (items and _follows(run[-1].node, node)):
            yield run
            run = []
        run += items
    if run:
        yield run


def _follows(before: LexborNode, node: LexborNode) -> bool:
    """Whether nothing but white space and comments stands between two nodes."""
    between = before.next
    while between is not None and between.mem_id != node.mem_id:
        if not (between.is_comment_node or (between.is_text_node and not between.text().strip())):
            return False
        between = between.next
    return between is not None


def _items_of(paragraph: LexborNode) -> list[Item]:
    """A paragraph with its number or bullet in a span of its own; none where that is neither a bullet nor 1. 2. 3."""
    level = _LEVEL.search(_style(paragraph))
    marker = next((span for span in paragraph.css("span[style]") if "mso-list:ignore" in _style(span)), None)
    shown = marker.text().strip() if marker and level else ""
    counted = _COUNTED.fullmatch(shown)
    drawn = marker is not None and len(shown) == 1 and _DRAWN.search(_style(marker) + _style(marker.parent))
    if not (counted or drawn or shown in _BULLETS):
        return []
    content = paragraph.clone()
    next(span for span in content.css("span[style]") if "mso-list:ignore" in _style(span)).decompose()
    kind, number = ("ol", int(counted[1])) if counted else ("ul", 0)
    return [Item(paragraph, int(level[1]), kind, number, content.inner_html or "")]


def _items_online(wrapper: LexborNode) -> list[Item]:
    """Word Online writes each item as a list of its own, with its depth beside it."""
    found = []
    for entry in (entry for listed in wrapper.iter() for entry in listed.iter() if entry.tag == "li"):
        level = entry.attributes.get("data-aria-level") or ""
        number = entry.attributes.get("data-aria-posinset") or ""
        kind = entry.parent.tag
        numbered = kind == "ol" and number.isdecimal()
        depth = int(level) if level.isdecimal() else 1
        found.append(Item(wrapper, depth, kind, int(number) if numbered else 0, entry.inner_html or ""))
    return found


def _counts_from_one(run: list[Item]) -> bool:
    """Whether a list that counts for itself shows the numbers which the word processor showed."""
    reached: dict[int, int] = {}
    for item in run:
        reached = {level: number for level, number in reached.items() if level <= item.level}
        if item.number and item.number != reached.get(item.level, 0) + 1:
            return False
        reached[item.level] = item.number
    return True


def _make_list(run: list[Item]) -> None:
    """One list of the items, nested by their levels, in their place."""
    markup, opened = "", []
    for item in run:
        while opened and (opened[-1][0] > item.level or (opened[-1][0] == item.level and opened[-1][1] != item.kind)):
            markup += f"</li></{opened.pop()[1]}>"
        if opened and opened[-1][0] == item.level:
            markup += "</li>"
        else:
            opened.append((item.level, item.kind))
            markup += f"<{item.kind}>"
        markup += f"<li>{item.content}"
    markup += "".join(f"</li></{kind}>" for _level, kind in reversed(opened))
    made = LexborHTMLParser(markup).body
    for each in list(made.iter()):
        run[0].node.insert_before(each)
    for node in {item.node.mem_id: item.node for item in run}.values():
        node.decompose()
