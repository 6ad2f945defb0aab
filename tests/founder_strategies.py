"""Random editions in what a Founder tree can carry, random ways of writing them down, and what is then to be read."""

import re
from dataclasses import replace
from datetime import date
from html import escape

from hypothesis import strategies as st

from articles import credits as printed
from articles.archive.canonical import canonical_article
from articles.archive.records import (
    ArticleRecord,
    CreditRecord,
    EditionRecord,
    PageRecord,
    PhotoRecord,
    PublicationRecord,
    RegionRecord,
)

from .founder.markup import HEIGHTS, LABELS, Variation, caption_line, pixels, signs_in_body

WORDS = re.findall("..", "砚溪渡口清晨码头公交新路石桥茶山灯会读书老街小雨南风学校春水江岸竹林船工集市")
NUMERALS = "一二三四五六七八九"
NAMES = ("沈一苇", "柳岸", "周水生", "何小舟", "欧阳芦")
AFFILIATIONS = ("", "本报记者", "通讯员")
CREDITS = ("本报记者 柳岸 摄", "柳岸 摄", "通讯员 周水生、何小舟 摄", "新华社发", "受访者供图", "作者：(沈一苇)")
CREDIT_FORMS = ("{caption}　{credit}", "{caption} {credit}", "{caption}（{credit}）", "{caption}　（{credit}）")
# How much a region may differ where the size that coordinates count in has to be guessed.
GUESSED, TOLD = 0.015, 0.0011

han = st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map("".join)
sentences = st.builds(
    lambda parts, quoted, end: f"{'，'.join(parts)}{quoted}{end}。",
    st.lists(han, min_size=1, max_size=4),
    st.sampled_from(["", "“灯亮了”", "《渡口》", "A&B", "3<5", " 12 路", "——"]),
    han,
)
names = st.sampled_from(NAMES)
few = st.sampled_from([1, 1, 2, 2, 3])


def _records(found) -> tuple[CreditRecord, ...]:
    return tuple(CreditRecord(credit.name, credit.role, credit.affiliation) for credit in found)


def photo(file: str, caption: str, credit_line: str, form: str = "{caption} {credit}") -> PhotoRecord:
    """A photo as its printed caption is to be understood."""
    line = caption_line(PhotoRecord(caption=caption, credit_line=credit_line), form)
    parsed = printed.parse_caption(line)
    return PhotoRecord(file, caption=parsed.text, credit_line=parsed.credit_line, credits=_records(parsed.credits))


@st.composite
def polygons(draw):
    """Three points or more in thousandths, far enough apart to stay different as pixels."""
    if draw(st.booleans()):
        left, right = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True)))
        top, bottom = sorted(draw(st.lists(st.integers(0, 40), min_size=2, max_size=2, unique=True)))
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        return tuple((x / 40, y / 40) for x, y in corners)
    points = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=8, unique=True))
    return tuple((x / 40, y / 40) for x, y in points)


# The first article of a page reaches near all of its edges, as the articles of a printed page together do.
WHOLE = RegionRecord(((0.006, 0.004), (0.994, 0.004), (0.994, 0.996), (0.006, 0.996)))


@st.composite
def bodies(draw):
    """One to five paragraphs, some under a subhead."""
    parts = []
    for with_subhead, subhead, text in draw(
        st.lists(st.tuples(st.booleans(), han, sentences), min_size=1, max_size=5, unique_by=lambda part: part[2])
    ):
        parts.append(f"<h3>{subhead}</h3>" if with_subhead else "")
        parts.append(f"<p>{escape(text, quote=False)}</p>")
    return "".join(parts)


class Places:
    """Where the files of one edition lie, by generation. Backwards, what stands first has the highest number."""

    def __init__(self, generation: str, slug: str, day: date, plates: str, backwards: bool = False):
        self.generation, self.slug, self.day, self.plates = generation, slug, day, plates
        self.backwards = backwards
        month = f"{day:%Y%m}" if generation == "D" else f"{day:%Y-%m}"
        self.dated = f"{month}/{day:%d}"

    def page(self, place: int, number: str) -> str:
        slot = self._slot(place)
        return {
            "A": f"html/{self.dated}/node_{slot}.htm",
            "B": f"html/{self.dated}/nbs.D110000yanxi_{place + 1:02}.htm",
            "C": f"html/{self.dated}/node_{58460 + slot}.htm",
            "D": f"pc/layout/{self.dated}/node_{number}.html",
        }[self.generation]

    def _slot(self, place: int) -> int:
        return 12 - place if self.backwards else 2 + place

    def article(self, place: int, number: int) -> str:
        identifier = self.source_id(place, number)
        return {
            "A": f"html/{self.dated}/content_{identifier}.htm",
            "B": f"html/{self.dated}/nw.D110000yanxi_{identifier}.htm",
            "C": f"html/{self.dated}/content_{identifier}.htm",
            "D": f"pc/content/{self.dated}/content_{identifier}.html",
        }[self.generation]

    def source_id(self, place: int, number: int) -> str:
        number = 105 - number if self.backwards else 95 + number
        return {
            "A": f"{52000 + number}",
            "B": f"{self.day:%Y%m%d}_{number}-{place + 1:02}",
            "C": f"{58460 + self._slot(place)}_{19727000 + number}",
            "D": f"{211000 + number}",
        }[self.generation]

    def resource(self, number: str, name: str, ending: str) -> str:
        """A page's own picture or PDF."""
        if self.generation == "C":
            return f"{self.slug}/resfile/{self.day}/{number}/{name}{ending}"
        if self.generation == "D":
            return f"{self.slug}/pc/pic/{self.dated}/{number}-{name}{ending}"
        folder = {
            "images": f"images/{self.dated}/{number}",
            "page": f"page/{self.dated}/{number}",
            "page by id": f"page/186/{self.day}/{number}",
            "html": f"html/1/{self.dated}/{number}",
        }[self.plates]
        return f"{self.slug}/{folder}/{name}{ending}"

    def picture(self, number: str, name: str) -> str:
        """A picture of an article."""
        if self.generation == "C":
            return f"{self.slug}/resfile/{self.day}/{number}/{name}_b.jpg"
        if self.generation == "D":
            return f"{self.slug}/pc/pic/{self.dated}/50b1f69c-de7b-49d9-{name}.tif.1"
        return f"{self.slug}/images/{self.dated}/{number}/{name}_b.jpg"


@st.composite
def articles(draw, places: Places, place: int, page_number: str, number: int, *, first: bool):
    """An article of the page at `place`; `number` counts through the edition."""
    photos = []
    for at in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        caption = draw(sentences | st.just(""))
        credit_line = draw(st.sampled_from(CREDITS if not caption else ("", *CREDITS)))
        name = draw(
            st.sampled_from([f"p{number}{at}", f"渡口{number}{at}"] if places.generation == "C" else [f"p{number}{at}"])
        )
        photos.append(photo(places.picture(page_number, name), caption, credit_line))
    # Picture news has captions only.
    body = draw(bodies()) if not photos or draw(st.integers(0, 3)) else ""
    byline = (
        draw(st.builds("{} {}".format, st.sampled_from(AFFILIATIONS), names)).strip() if draw(st.booleans()) else ""
    )
    record = ArticleRecord(
        headline=f"{draw(headlines)}之{NUMERALS[number - 1]}",
        kicker=draw(st.just("") | han),
        subheadline=draw(st.just("") | han.map(lambda text: f"——{text}") | han),
        byline=byline,
        body=body,
        source_id=places.source_id(place, number),
        source_url=places.article(place, number),
        keywords=tuple(draw(st.lists(han, max_size=2, unique=True))),
        credits=_records(printed.parse_byline(byline)),
        photos=tuple(photos),
        regions=(WHOLE,) if first else tuple(map(RegionRecord, draw(st.lists(polygons(), max_size=2, unique=True)))),
    )
    return canonical_article(record, page_number, lambda message: None)


headlines = han | st.builds("{}\n{}".format, han, han) | st.builds("{} {}".format, han, han)


@st.composite
def founder_editions(draw, generation: str, slug: str = "morning", *, day: date | None = None):
    """An edition of one to three pages with one to three articles each, no two alike, as a tree can carry it."""
    day = day or draw(st.dates(date(2006, 1, 1), date(2030, 1, 1)))
    plates = draw(st.sampled_from(["images", "page", "page by id", "html"]))
    places = Places(generation, slug, day, plates, draw(st.booleans()))
    numbers = draw(st.sampled_from([("A01", "A02", "A10"), ("01", "02", "08"), ("1", "2", "3")]))
    pages, number, bodies_seen = [], 0, set()
    for place, page_number in enumerate(numbers[: draw(few)]):
        on_page = []
        for at in range(draw(few)):
            number += 1
            article = draw(articles(places, place, page_number, number, first=not at))
            if article.body and article.body in bodies_seen:
                article = replace(article, body=f"{article.body}<p>此文第{number}。</p>")
            bodies_seen.add(article.body)
            on_page.append(article)
        pages.append(
            PageRecord(
                page_number,
                tuple(on_page),
                name=draw(st.sampled_from(["要闻", "今日要闻", "综 合", "砚溪·新路", "文化"])),
                facsimile=places.resource(page_number, f"p{day:%Y%m%d}{page_number}_b", ".jpg"),
                pdf=draw(st.none() | st.just(places.resource(page_number, f"p{day:%Y%m%d}{page_number}", ".pdf"))),
                source_url=places.page(place, page_number),
            )
        )
    return EditionRecord(PublicationRecord(slug, "砚溪晨报"), day, tuple(pages))


_ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("utf-8", "gb2312"),
    ("utf-8", ""),
    ("gb18030", "gb2312"),
    ("gb18030", ""),
]


@st.composite
def variations(draw, generation: str, edition: EditionRecord, **fixed):
    """A way to write the edition down. A page names its articles by its list, its areas, or both."""
    encoding, declared = draw(st.sampled_from(_ENCODINGS))
    every_region = all(article.regions for page in edition.pages for article in page.articles)
    areas = draw(st.booleans())
    titles = not (areas and every_region) or draw(st.booleans())
    flag = st.sampled_from([False, False, True])
    values = {
        "generation": generation,
        "case": draw(st.sampled_from(["lower", "upper", "title"])),
        "quotes": draw(st.sampled_from(['"', "'", ""])),
        "attributes_reversed": draw(flag),
        "encoding": encoding,
        "declared": declared,
        "line_end": draw(st.sampled_from(["\n", "\r\n"])),
        "titles": titles,
        "areas": areas,
        "pdf": not draw(flag),
        "metadata": not draw(flag),
        "neighbours": not draw(flag),
        "map_on_articles": areas and draw(flag),
        "empty_rows": draw(flag),
        "base": draw(st.sampled_from(sorted(HEIGHTS))),
        "size": draw(st.sampled_from(["attributes", "stored", "larger"])),
        "vertices_repeated": draw(flag),
        "areas_reversed": titles and draw(flag),
        "twins": generation == "A" and draw(flag),
        "title_form": draw(st.sampled_from(["div", "text", "script"])),
        "title_joint": draw(st.sampled_from(["<br>", "<BR>", " "])),
        "label": draw(st.sampled_from(LABELS)),
        "indent": draw(st.sampled_from(["　　", "    ", "&nbsp;&nbsp;&nbsp;&nbsp;", ""])),
        "markers": draw(st.sampled_from(["once", "twice", "open", "none"])),
        "body_repeated": generation != "D" and draw(flag),
        "signed_in_body": draw(flag),
        "keyword_joint": draw(st.sampled_from([" ", ",", "，", ";", "；"])),
        "credit_form": draw(st.sampled_from(CREDIT_FORMS)),
        "percent": draw(st.sampled_from(["", "utf-8", "gb18030"])) if generation == "C" else "",
        "unclosed": draw(flag),
        "leveldiv": draw(flag),
        "two_bodies": draw(flag),
        "other_pages": areas and every_region and draw(flag),
        "arrows": draw(st.sampled_from(["span", "font", "image"])),
        "skin": draw(st.sampled_from(["plain", "article", "title"])),
        "pad": generation == "D" and draw(flag),
    }
    return Variation(**{**values, **fixed})


def carried(edition: EditionRecord, variation: Variation) -> EditionRecord:
    """What a variation of an edition's tree tells of it: the record that a reader of the tree has to give."""
    return replace(edition, pages=tuple(_page(page, variation) for page in edition.pages))


def _page(page: PageRecord, variation: Variation) -> PageRecord:
    # 综 合 is one word, spaced out by composing.
    return replace(
        page,
        name=page.name.replace(" ", ""),
        pdf=page.pdf if variation.pdf else None,
        articles=tuple(_article(article, page, variation) for article in page.articles),
    )


def _article(article: ArticleRecord, page: PageRecord, variation: Variation) -> ArticleRecord:
    """An article as it is to be read.

    Pictures that nobody wrote more than a paragraph to are picture news. The author's field is printed apart from the
    body, so that the byline stands where the paper's pages have it, at the end.
    """
    field_is_lost = variation.generation == "D" and variation.skin != "article" and not variation.metadata
    if field_is_lost and not signs_in_body(article, variation):
        article = replace(article, byline="", credits=())
    regions = []
    if variation.areas:
        for region in article.regions:
            height = HEIGHTS[variation.base]
            points = tuple((x / variation.base, y / height) for x, y in pixels(region.points, variation.base))
            regions.append(RegionRecord(points))
    article = replace(
        article,
        keywords=article.keywords if variation.metadata else (),
        photos=tuple(
            photo(each.file, each.caption, each.credit_line, variation.credit_form) for each in article.photos
        ),
        regions=tuple(regions),
        kind="photo"
        if article.photos and not article.credits and len(re.findall("<p>|<h3>", article.body)) < 2
        else "news",
    )
    return canonical_article(article, page.number, lambda message: None)


def tolerance(variation: Variation) -> float:
    """How exactly regions can be read: their size is told, or has to be guessed from the picture's shape."""
    return TOLD if variation.size == "attributes" else GUESSED
