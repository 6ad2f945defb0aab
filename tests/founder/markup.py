"""The ways in which one page may be written down, and a writer of markup that follows one of them."""

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

from articles.archive.records import ArticleRecord, EditionRecord, PageRecord

from ..factories import picture

LABELS = (
    "第{number}版：{name}",
    "{number}版:{name}",
    "第{number}版:{name}",
    "{number}： {name}",
    "第{number}版： {name}",
)
WEEKDAYS = "一二三四五六日"
# The pixels that coordinates count in, by the width of the map's picture.
HEIGHTS = {350: 500, 400: 575}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_PLAIN_VALUE = re.compile(r"[^\s\"'<>`&]+")


@dataclass(frozen=True)
class Variation:
    """How a tree is written; every combination is legal, and each was seen or is told of in the trade's archives.

    `generation` is A (classic), B (named as the People's Daily does), C (the clone with npm marks) or D (the new one).
    """

    generation: str = "A"
    case: str = "lower"  # of tags and attributes: lower, upper, or title (Area)
    quotes: str = '"'  # of attributes: double, single, or none where the value allows it
    attributes_reversed: bool = False
    encoding: str = "utf-8"
    declared: str = "utf-8"
    line_end: str = "\n"
    # Parts that may be missing.
    titles: bool = True
    areas: bool = True
    pdf: bool = True
    metadata: bool = True
    neighbours: bool = True  # the article view shows its page's label, headlines and page list
    map_on_articles: bool = False  # and the page's picture with its map too
    empty_rows: bool = False  # rows of decks that an article has not are there, empty
    # The map.
    base: int = 350  # pixels of its picture's width
    size: str = "attributes"  # told by width and height, by the stored picture, or by its shape only (larger)
    vertices_repeated: bool = False
    areas_reversed: bool = False
    twins: bool = False  # links to articles carry ?div=0 and ?div=-1
    # Texts.
    title_form: str = "div"  # in the list: a div, bare text after a point, or a script
    title_joint: str = "<br>"  # between two lines of a headline in the list
    label: str = LABELS[0]
    indent: str = "　　"
    markers: str = "once"  # <!--enpcontent-->: once, twice, open (without its end), none
    body_repeated: bool = False  # once more, hidden, for printing
    keyword_joint: str = " "
    signed_in_body: bool = False  # the author's field is empty, the byline stands in brackets at the body's end
    credit_form: str = "{caption}　{credit}"
    percent: str = ""  # the encoding in which names of files are percent-encoded in links
    # Spoiled markup.
    unclosed: bool = False
    leveldiv: bool = False
    two_bodies: bool = False
    other_pages: bool = False  # headlines of another page stand beside the page's own
    arrows: str = "span"
    skin: str = "plain"  # of the new generation's views: plain (#main-title), article (.article h1), title (#Title)
    pad: bool = False  # the new generation's twin for tablets is there too


class Writer:
    """Writes tags and files as one variation has them."""

    def __init__(self, variation: Variation):
        self.variation = variation

    def tag(self, name: str, attributes: dict[str, str | int] | None = None, content: str | None = None) -> str:
        """An element; without content, its opening tag only."""
        name = self._cased(name)
        pairs = list((attributes or {}).items())
        if self.variation.attributes_reversed:
            pairs.reverse()
        opening = f"<{' '.join([name, *(self._attribute(key, str(value)) for key, value in pairs)])}>"
        return opening if content is None else f"{opening}{content}</{name}>"

    def block(self, name: str, content: str) -> str:
        """An element whose end may be left out: a paragraph or a list item."""
        whole = self.tag(name, None, content)
        return whole.rpartition("</")[0] if self.variation.unclosed else whole

    def _cased(self, name: str) -> str:
        return {"lower": name.lower(), "upper": name.upper(), "title": name.title()}[self.variation.case]

    def _attribute(self, name: str, value: str) -> str:
        quotes = self.variation.quotes
        if not quotes and _PLAIN_VALUE.fullmatch(value):
            return f"{self._cased(name)}={value}"
        quotes = quotes or '"'
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(quotes, "&quot;" if quotes == '"' else "&#39;")
        return f"{self._cased(name)}={quotes}{value}{quotes}"

    def link(self, from_page: str, to: str, query: str = "") -> str:
        """The relative address of a file of the archive, as a page of the archive writes it."""
        if posixpath.dirname(from_page) == posixpath.dirname(to):
            address = posixpath.basename(to)
        else:
            address = posixpath.relpath(to, posixpath.dirname(from_page))
        if self.variation.percent:
            address = quote(address, encoding=self.variation.percent)
        return address + query

    def document(self, title: str, body: str, after: str = "") -> str:
        """A whole page around a body, with its scripts, its strays and what follows </html>."""
        variation = self.variation
        declared = (
            self.tag("meta", {"http-equiv": "Content-Type", "content": f"text/html; charset={variation.declared}"})
            if variation.declared
            else ""
        )
        head = "\n".join(
            [
                declared,
                self.tag("meta", {"name": "robots", "content": "all"}),
                self.tag("meta", {"name": "keywords", "content": ""}),
                self.tag("link", {"href": "../../../tplimg/style.css", "type": "text/css", "rel": "stylesheet"}),
                self.tag("title", None, title),
                "<SCRIPT id=oMapScript event=onmouseover() for=pagepicmap>\n drawLine(event.srcElement);\n</SCRIPT>",
                '<script type="text/javascript">function view(str){if(str.length<20){return str}'
                'return "<span>"+str.substring(0,20)+"</span>"}</script>',
                "<style>.un{color:#004677;width:expression(this.width>500?500:true)}</style>",
            ]
        )
        opening = self.tag("body", {"onLoad": "initialize();initMPPage();", "id": "bodycss"})
        return "\n".join(
            [
                f"<html>\n<head>{head}\n</head>",
                '<SPAN id=leveldiv title=点击查看\nstyle="Z-INDEX: 100; POSITION: absolute"></SPAN>'
                if variation.leveldiv
                else "",
                f"{opening}\n{self.tag('body')}" if variation.two_bodies else opening,
                body,
                '<iframe name="counter" src="http://count.example/hit.jsp" width=0 height=0></iframe>',
                f"</body>\n</html>{after}",
            ]
        )

    def file(self, text: str) -> bytes:
        """A page's text as the bytes on disk."""
        return text.replace("\n", self.variation.line_end).encode(self.variation.encoding)

    def paragraphs(self, body: str) -> str:
        """A canonical body (p and h3 only) as the paragraphs of an article view."""
        done = []
        for name, text in re.findall(r"<(p|h3)>(.*?)</\1>", body):
            text = self.tag("strong", None, text) if name == "h3" else text
            done.append(self.block("p", f"{self.variation.indent}{text}"))
        return "\n".join(done)

    def body(self, body: str) -> str:
        """The text of an article between its marks."""
        text = self.paragraphs(body)
        start, end = "<!--enpcontent-->", "<!--/enpcontent-->"
        return {
            "once": f"{start}{text}{end}",
            "twice": f"{start}{start}{text}{end}{end}",
            "open": f"{start}{text}",
            "none": text,
        }[self.variation.markers]

    def lines(self, text: str) -> str:
        """A text of one line or two as markup."""
        return escape(text, quote=False).replace("\n", self.tag("br"))

    def listed(self, headline: str) -> str:
        """A headline as the page's list has it."""
        return escape(headline, quote=False).replace("\n", self.variation.title_joint)

    def label(self, page: PageRecord) -> str:
        return self.variation.label.format(number=page.number, name=page.name)

    def area(self, points: list[tuple[int, int]], address: str) -> str:
        if self.variation.vertices_repeated:
            points = [points[0], points[0], *points, points[-1]]
        coordinates = ",".join(f"{x},{y}" for x, y in points)
        return self.tag("area", {"coords": coordinates, "shape": "polygon", "href": address})


def pixels(points, base: int) -> list[tuple[int, int]]:
    """A polygon in fractions as the whole pixels of a map."""
    return [(round(x * base), round(y * HEIGHTS[base])) for x, y in points]


def caption_line(photo, form: str) -> str:
    """A caption with its credit as printed; an author's slot stands before the caption, wherever others stand."""
    if photo.credit_line.startswith("作者："):
        return f"{photo.credit_line}   {photo.caption}".strip()
    if not photo.credit_line or not photo.caption:
        return photo.caption or photo.credit_line
    return form.format(caption=photo.caption, credit=photo.credit_line)


def signs_in_body(article: ArticleRecord, variation: Variation) -> bool:
    """Whether the byline is printed in brackets at the body's end; a text without a body is signed in its field."""
    return variation.signed_in_body and bool(article.body)


def signed(article: ArticleRecord, variation: Variation) -> str:
    """The body, with the byline where it is printed there."""
    if not article.byline or not signs_in_body(article, variation):
        return article.body
    return f"{article.body.removesuffix('</p>')}（{escape(article.byline)}）</p>"


def printed_date(day) -> str:
    return f"{day.year}年{day.month:02}月{day.day:02}日 星期{WEEKDAYS[day.weekday()]}"


def media(edition: EditionRecord, variation: Variation) -> dict[str, bytes]:
    """The pictures and PDFs that an edition names."""
    files = {}
    scale = 2 if variation.size == "larger" else 1
    for page in edition.pages:
        if page.facsimile:
            files[page.facsimile] = _picture(variation.base * scale, HEIGHTS[variation.base] * scale, page.facsimile)
        if page.pdf and variation.pdf:
            files[page.pdf] = PDF + page.pdf.encode()
        for article in page.articles:
            for photo in article.photos:
                if photo.file:
                    files[photo.file] = _picture(60, 40, photo.file)
    return files


def _picture(width: int, height: int, name: str) -> bytes:
    """A picture with bytes of its own: what follows the end of a JPEG is passed over."""
    return _plain_picture(width, height) + name.encode()


_plain_picture = cache(picture)
