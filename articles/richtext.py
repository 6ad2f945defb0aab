"""The one place that sanitises and canonicalises an article's body.

Every way in goes through `canonical()`: the form, the importer, the interchange. Its result is stored, compared and
shown as it is, so it has to be idempotent, and to come back from the editor's widget as it went in.
"""

import re
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import clipboard
from articles.unseen import UNSEEN

BLOCKS = ("p", "h3", "ul", "ol", "blockquote", "table")
INLINE = ("strong", "em", "sub", "sup", "a")
CELL_SPANS = ("colspan", "rowspan")
SCHEMES = {"http", "https", "mailto"}

_RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_TEXT_BLOCKS = {
    "p",
    "div",
    "h3",
    "section",
    "article",
    "center",
    "pre",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
}
_STRUCTURES = {"ul", "ol", "blockquote", "table"}
# U+FFFD is what a parser puts where a reference names no character.
_UNSEEN = rf"\ufffd{UNSEEN}"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_SPACES = re.compile("[ \t\n\r\u00a0]+")
_TO_FOLD = ("\n", "  ", "\t", "\r", "\u00a0")
_EDGE = " \u3000"
_TEXT = rf"[^<>&{_UNSEEN}]*(?:&(?:nbsp|amp|lt|gt);[^<>&{_UNSEEN}]*)*"
_PARAGRAPH = re.compile(rf"<(p|h3)>({_TEXT})</\1>", re.IGNORECASE)
# Bare paragraphs in which nothing is left to do; possessive, or a long one that fails would be tried in every way.
_DONE = re.compile(
    rf"(?:<(p|h3)>(?![{_EDGE}])(?:[^<>& \t\n\r\u00a0{_UNSEEN}]++|&(?:amp|lt|gt);| (?! ))++(?<![{_EDGE}])</\1>)+"
)
_PARAGRAPHS = re.compile(rf"(?:\s*<(p|h3)>{_TEXT}</\1>)+\s*", re.IGNORECASE)

_CLEANER = nh3.Cleaner(
    tags=set(BLOCKS)
    | set(INLINE)
    | set(_RENAMED)
    | _TEXT_BLOCKS
    | {"li", "thead", "tbody", "tfoot", "tr", "th", "td", "br"},
    attributes={"a": {"href"}, "td": set(CELL_SPANS), "th": set(CELL_SPANS)},
    clean_content_tags={
        "script",
        "style",
        "iframe",
        "object",
        "noscript",
        "template",
        "title",
        "textarea",
        "select",
    },
    url_schemes=SCHEMES,
    link_rel=None,
)


def canonical(html: str) -> str:
    """The body as it is stored: allowed elements only, nested one way, white space folded.

    Paragraphs are `p`, subheads `h3`; text outside of any block becomes a paragraph; empty blocks, full-width indents
    and composing spaces at the edges of a block are dropped (the site indents); runs of spaces, tabs, line ends and
    no-break spaces become one space. `canonical(canonical(x)) == canonical(x)`. Never raises; an input that holds
    nothing gives "".
    """
    if not html or not html.strip():
        return ""
    if _DONE.fullmatch(html):
        return html
    if not _PARAGRAPHS.fullmatch(html):
        html = _INVISIBLE.sub("", html)
        if not _PARAGRAPHS.fullmatch(html):
            return _of_any(html)
    return _of_paragraphs(html)


def _of_paragraphs(html: str) -> str:
    """Bare paragraphs and subheads, as nearly all imported text is: ten times faster than by way of a tree."""
    found = []
    html = html.replace("&nbsp;", " ")
    if any(space in html for space in _TO_FOLD):
        html = _SPACES.sub(" ", html)
    for name, text in _PARAGRAPH.findall(html):
        if text := text.strip(_EDGE):
            name = name.lower()
            found.append(f"<{name}>{text}</{name}>")
    return "".join(found)


def _of_any(html: str) -> str:
    if clipboard.is_from_a_word_processor(html):
        html = clipboard.tidied(html)
    body = LexborHTMLParser(_CLEANER.clean(html)).body
    return "".join(_blocks(body, depth=0)).replace("\ufffd", "") if body is not None else ""


def from_text(paragraphs, subheads=frozenset()) -> str:
    """The body of plain paragraphs; those whose position is in `subheads` become subheads."""
    return canonical(
        "".join(
            f"<h3>{escape(text, quote=False)}</h3>" if place in subheads else f"<p>{escape(text, quote=False)}</p>"
            for place, text in enumerate(paragraphs)
        )
    )


def plain_text(html: str) -> str:
    """The visible text of a canonical body, a line for every block, cell and line break."""
    spaced = re.sub(r"<br>|</(?:p|h3|li|td|th|tr|blockquote)>", "\n", html)
    return "\n".join(line for line in (line.strip(_EDGE) for line in _unmarked(spaced).split("\n")) if line)


_EDGE_OF_BLOCK = re.compile(r"</?(?:p|h3|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)(?: [^>]*)?>")


def paragraphs(html: str) -> list[str]:
    """The visible text of a canonical body by its paragraphs, subheads, list items and cells; empty ones are left out.

    A line break within one stays, as a newline.
    """
    return [
        text for block in _EDGE_OF_BLOCK.split(html.replace("<br>", "\n")) if (text := _unmarked(block).strip(_EDGE))
    ]


def _unmarked(html: str) -> str:
    text = re.sub(r"<[^>]+>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


_TOP_LEVEL = re.compile(rf"<(/?)(?:{'|'.join(BLOCKS)})(?:>| )")


def blocks(body: str) -> list[str]:
    """The outermost blocks of a canonical body, in order: `"".join(blocks(body)) == body`."""
    found: list[str] = []
    depth = start = 0
    for tag in _TOP_LEVEL.finditer(body):
        if not tag[1]:
            start = tag.start() if not depth else start
            depth += 1
        else:
            depth -= 1
            if not depth:
                found.append(body[start : tag.end()])
    return found


# Deeper nesting than any printed page has; a hostile file may hold thousands of levels.
_DEEPEST = 40


def _children(node: LexborNode):
    return node.iter(include_text=True)


def _name(node: LexborNode) -> str:
    return _RENAMED.get(node.tag, node.tag)


def _blocks(parent: LexborNode, depth: int) -> list[str]:
    """The blocks of a container; loose inline content between them is gathered into paragraphs."""
    done: list[str] = []
    loose: list[str] = []

    def close_paragraph():
        done.extend(_text_block("p", "".join(loose)))
        loose.clear()

    for child in _children(parent):
        name = _name(child)
        if name in _STRUCTURES or name in _TEXT_BLOCKS:
            close_paragraph()
            done.extend(_block(child, name, depth + 1))
        elif name in INLINE and depth < _DEEPEST and _holds_blocks(child):
            close_paragraph()
            done.extend(_blocks(child, depth + 1))
        else:
            loose.append(_inline(child, depth + 1))
    close_paragraph()
    return done


def _block(node: LexborNode, name: str, depth: int) -> list[str]:
    if depth > _DEEPEST:
        return _text_block("p", escape(node.text(), quote=False))
    if name in ("ul", "ol"):
        items = "".join(_items(node, depth))
        return [f"<{name}>{items}</{name}>"] if items else []
    if name == "blockquote":
        inner = "".join(_blocks(node, depth))
        return [f"<blockquote>{inner}</blockquote>"] if inner else []
    if name == "table":
        return _table(node, depth)
    if name == "h3" and not _holds_blocks(node):
        return _text_block("h3", "".join(_inline(child, depth) for child in _children(node)))
    return _blocks(node, depth)


def _items(node: LexborNode, depth: int):
    """List items: inline content, then lists within; what stands in a list outside of an item becomes one."""
    for child in _children(node):
        if child.tag in ("ul", "ol") and _name(child) in _STRUCTURES:
            nested = "".join(_block(child, child.tag, depth + 1))
            if nested:
                yield f"<li>{nested}</li>"
            continue
        inline: list[str] = []
        nested = []
        if child.tag == "li":
            for part in _children(child):
                if part.tag in ("ul", "ol"):
                    nested.extend(_block(part, part.tag, depth + 1))
                elif _name(part) in _TEXT_BLOCKS or _name(part) in _STRUCTURES:
                    inline.extend(("<br>", _flat(part, depth + 1), "<br>"))
                else:
                    inline.append(_inline(part, depth + 1))
        else:
            inline.append(_flat(child, depth + 1))
        text = _trimmed("".join(inline))
        if text or nested:
            yield f"<li>{text}{''.join(nested)}</li>"


def _table(node: LexborNode, depth: int) -> list[str]:
    head: list[str] = []
    rows: list[str] = []
    for row in node.css("tr"):
        owner = _owner(row)
        if owner is None or owner.mem_id != node.mem_id:
            continue
        cells = []
        for cell in _children(row):
            if cell.tag not in ("td", "th"):
                continue
            spans = "".join(
                f' {span}="{int(value)}"'
                for span in CELL_SPANS
                if (value := cell.attributes.get(span) or "").isascii() and value.isdigit() and 1 < int(value) < 1000
            )
            cells.append(f"<{cell.tag}{spans}>{_trimmed(_flat(cell, depth + 1))}</{cell.tag}>")
        if cells:
            in_head = row.parent is not None and row.parent.tag == "thead"
            (head if in_head else rows).append(f"<tr>{''.join(cells)}</tr>")
    if not head and not rows:
        return _text_block("p", escape(node.text(), quote=False))
    thead = f"<thead>{''.join(head)}</thead>" if head else ""
    tbody = f"<tbody>{''.join(rows)}</tbody>" if rows else ""
    return [f"<table>{thead}{tbody}</table>"]


def _owner(row: LexborNode) -> LexborNode | None:
    """The table that a row belongs to, not one around it."""
    node = row.parent
    while node is not None and node.tag != "table":
        node = node.parent
    return node


def _holds_blocks(node: LexborNode) -> bool:
    return any(
        _name(inner) in _TEXT_BLOCKS or _name(inner) in _STRUCTURES
        for inner in node.css("*")
        if inner.mem_id != node.mem_id
    )


def _flat(node: LexborNode, depth: int) -> str:
    """The inline content of a node where no block may stand: each block within becomes a line."""
    if _name(node) in INLINE or node.tag in ("-text", "br"):
        return _inline(node, depth)
    parts = []
    for child in _children(node):
        name = _name(child)
        if depth <= _DEEPEST and (name in _TEXT_BLOCKS or name in _STRUCTURES or name in ("li", "tr")):
            parts.extend(("<br>", _flat(child, depth + 1), "<br>"))
        elif name in ("thead", "tbody", "tfoot", "td", "th"):
            parts.extend((_flat(child, depth + 1), " "))
        else:
            parts.append(_inline(child, depth + 1))
    return "".join(parts)


def _inline(node: LexborNode, depth: int) -> str:
    if node.tag == "-text":
        return escape(node.text_content or "", quote=False)
    if node.tag == "br":
        return "<br>"
    if depth > _DEEPEST:
        return escape(node.text(), quote=False)
    inner = "".join(_inline(child, depth + 1) for child in _children(node))
    name = _name(node)
    if name not in INLINE or not _has_text(inner):
        return inner
    if name == "a":
        href = (node.attributes.get("href") or "").strip()
        if href.split(":", 1)[0].lower() not in SCHEMES:
            return inner
        return f'<a href="{escape(href)}">{inner}</a>'
    return f"<{name}>{inner}</{name}>"


def _has_text(markup: str) -> bool:
    return bool(re.sub(r"<[^>]*>|[ \t\n\r\u00a0\u3000]", "", markup))


_SPACE_AT_BREAK = re.compile(f"[{_EDGE}]*<br>[{_EDGE}]*")
_LEADING = re.compile(rf"^((?:<(?!br)[^>]+>)*)(?:<br>|[{_EDGE}])+")
_TRAILING = re.compile(rf"(?:<br>|[{_EDGE}])+((?:</[^>]+>)*)$")


def _trimmed(markup: str) -> str:
    """Inline markup with white space folded, none at its edges nor beside a line break, and no break at an edge."""
    markup = _SPACE_AT_BREAK.sub("<br>", _SPACES.sub(" ", markup))
    previous = None
    while previous != markup:
        previous = markup
        markup = _LEADING.sub(r"\1", markup)
        markup = _TRAILING.sub(r"\1", markup)
    return markup if _has_text(markup) else ""


def _text_block(name: str, markup: str) -> list[str]:
    text = _trimmed(markup)
    return [f"<{name}>{text}</{name}>"] if text else []
