"""The readers' pages in traditional characters, under /zh-hant/: a simplified page is converted on its way out.

What is stored and searched stays as it was printed. The names of people are kept: 于, 范 and 叶 are surnames, and no
dictionary knows whose are 於, 範 and 葉. Templates mark them `translate="no"`, which also keeps a browser's own
translation from them.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from editions.characters import TRADITIONAL, to_traditional
from editions.languages import web_tag

LANGUAGE, TAG = TRADITIONAL, web_tag(TRADITIONAL)
_SIMPLIFIED = {"zh", "zh-cn", "zh-hans", "zh-hans-cn"}
# Attributes that are shown or spoken, or that a script shows; all others are codes, addresses, or what a reader typed.
_SHOWN = ("alt", "aria-label", "label", "placeholder", "title")
_SAID_LATER = ("data-copied", "data-done", "data-failed", "data-making", "data-saved")
_DESCRIBING = {"description", "og:title", "og:description", "og:site_name", "og:image:alt"}
_NOT_TEXT = {"script", "style", "textarea"}
# Where the page marks single names, not a printed line with names in it.
_NAMES = 'a[translate="no"], h1[translate="no"], .staff [translate="no"]'
_BETWEEN_NAMES = re.compile(r"[\s、，,；;（）()]+")


def in_traditional(page: str) -> str:
    """An HTML page with every text that it says to be simplified Chinese in traditional characters, and said to be."""
    tree = LexborHTMLParser(page)
    convert = _converter_around(_names_kept(tree))
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
            is_simplified = (attributes["lang"] or "").lower() in _SIMPLIFIED
            if is_simplified:
                node.attrs["lang"] = TAG
        if is_simplified:
            for name in _converted_attributes(attributes):
                node.attrs[name] = convert(attributes[name] or "")
        waiting += [(child, is_simplified) for child in node.iter(include_text=True)]
    return tree.html


def _replace(node: LexborNode, convert) -> None:
    text = node.text_content
    converted = convert(text)
    if converted != text:
        node.replace_with(converted)


def _converted_attributes(attributes: dict) -> list[str]:
    describes = {attributes.get("name"), attributes.get("property")} & _DESCRIBING
    return [name for name in _SHOWN + _SAID_LATER if name in attributes] + (["content"] if describes else [])


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
