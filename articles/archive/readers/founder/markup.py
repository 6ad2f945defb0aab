"""Reading the markup that publishing systems left: text with its line breaks, metadata comments, declared charsets."""

import html
import re
from datetime import date
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ...decoding import decode

# A page of text is some 60 kB; a page view with its map and lists seldom more than 200.
LONGEST_FILE = 8_000_000

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
# What is declared counts for these alone; gb2312 and gbk are read as GB18030, for Python's codecs of their names take
# the dash and the middle dot for other characters.
_OTHER_CHARSETS = {"big5", "big5-hkscs", "utf-16", "utf-16le", "utf-16be", "hz-gb-2312"}
_PROPERTIES = re.compile(r"<!--\s*enpproperty\b(.*?)/enpproperty\s*-->", re.I | re.S)
_PROPERTY = re.compile(r"<(?:founder-)?(\w+)>([^<]*(?:<br\s*/?>[^<]*)*)</(?:founder-)?\1>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"<[^>]*>")
_WRITTEN = re.compile(r"document\.write\s*\(\s*(?:view\s*\(\s*)?([\"'])((?:(?!\1)[^\n])*)\1\s*\)", re.I)
_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ENGLISH_DAY = re.compile(r"\b(\d{4})-([A-Z][a-z]+)-(\d{1,2})\b")
_PLAIN_DAY = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def text_in(data: bytes) -> str:
    """A file's text, by the rules of `decoding` with what it declares of itself. Raises Undecodable."""
    found = _CHARSET.search(data[:2048])
    declared = found[1].decode("ascii").lower() if found else ""
    return decode(data, declared if declared in _OTHER_CHARSETS else "").replace("\x00", "")


def parsed(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(text)


def lines(text: str) -> str:
    """Text with white space folded within each line and empty lines dropped."""
    # A parser puts U+FFFD where a reference names no character.
    folded = (" ".join(line.split()) for line in text.replace("\ufffd", "").split("\n"))
    return "\n".join(line for line in folded if line)


def line(text: str) -> str:
    return " ".join(text.replace("\ufffd", "").split())


def text_of(node: LexborNode | None) -> str:
    """The visible text of a node; `<br>` and a line end are line breaks, and what a script writes is text."""
    if node is None:
        return ""
    inside = node.inner_html or ""
    if "<" not in inside:
        return lines(html.unescape(inside))
    if node.css_first("script, style") is not None:
        return lines(" ".join(_written(script) for script in node.css("script")))
    if node.css_first("br, p, div, td, li") is None:
        return lines(node.text())
    return lines(plain(inside))


def plain(markup: str) -> str:
    """Markup as text, `<br>` as a line end."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", _COMMENT.sub("", markup))))


def _written(script: LexborNode) -> str:
    """What a script writes into the page: document.write(view("…"))."""
    return " ".join(plain(title) for _quote, title in _WRITTEN.findall(script.text()))


def properties(text: str) -> dict[str, str]:
    """The metadata comments of a file as name and value, the first value that is not empty for each name."""
    found: dict[str, str] = {}
    for block in _PROPERTIES.findall(text):
        for name, value in _PROPERTY.findall(block):
            value = lines(plain(value))
            if value and not found.get(name.lower()):
                found[name.lower()] = value
    return found


# Nothing of these is read as the page's text; links are the ways to other pages.
UNSEEN = [
    "script",
    "style",
    "noscript",
    "iframe",
    "select",
    "option",
    "textarea",
    "title",
    "head",
    "a",
    "button",
    "map",
]


def visible(tree: LexborHTMLParser) -> list[str]:
    """The lines that a reader sees outside of links; the tree is the poorer for it afterwards."""
    tree.strip_tags(UNSEEN, recursive=True)
    body = tree.body
    return [line for line in lines(body.text(separator="\n")).split("\n") if line] if body is not None else []


@lru_cache(maxsize=1024)  # a day is printed on every page and around every article
def printed_day(text: str) -> date | None:
    """The first date that a text prints: 2017年10月13日, 2017-October-16, 2023-02-11."""
    for pattern in (_DAY, _ENGLISH_DAY, _PLAIN_DAY):
        for year, month, day in pattern.findall(text):
            try:
                number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
                return date(int(year), number, int(day))
            except ValueError:
                continue
    return None
