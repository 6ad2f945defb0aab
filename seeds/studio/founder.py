"""What the two Founder generations of a digital edition have in common: where files lie, outlines, texts as stored."""

import datetime
import html
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from .content import ArticleCopy, EditionCopy, PageCopy, PhotoUse
from .layout import WEEKDAYS, Printed

FACSIMILE = (900, 118_000)
SCREEN = (520, 60_000)


@dataclass(frozen=True)
class Area:
    """One link on the facsimile: the outline in display pixels, and the query that follows the article's address."""

    article: ArticleCopy
    points: tuple[tuple[int, int], ...]
    query: str = ""


@dataclass(frozen=True)
class Sheet:
    """A page as it lies in the archive: facsimile, PDF where it was kept, and the map over the facsimile."""

    page: PageCopy
    facsimile: bytes
    pdf: bytes
    areas: tuple[Area, ...]
    width: int
    height: float


def sheet_of(page: PageCopy, printed: Printed, pdf: bytes, width: int) -> Sheet:
    """The page on a screen `width` pixels wide."""
    facsimile = smaller(printed.facsimile, *FACSIMILE)
    with Image.open(io.BytesIO(facsimile)) as image:
        height = width * image.height / image.width
    if page.cms.sized:
        height = float(round(height))
    areas = []
    for article in page.articles:
        if article.cms.twin:
            pictures = printed.pictures.get(article.number, [])
            areas += [Area(article, pixels(outline, width, height), "?div=0") for outline in pictures]
        query = "?div=-1" if any(other.cms.twin for other in page.articles) else ""
        for outline in printed.regions.get(article.number, []):
            areas.append(Area(article, pixels(outline, width, height), query))
    return Sheet(page, facsimile, pdf, tuple(areas), width, height)


def pixels(outline, width: int, height: float) -> tuple[tuple[int, int], ...]:
    return tuple((round(x * width), round(y * height)) for x, y in outline)


def coordinates(area: Area) -> str:
    """The outline as a map has it; a careless one names a point three times and closes itself."""
    points = list(area.points)
    if "repeated-points" in area.article.cms.defects:
        points = [points[0]] * 3 + points[1:] + [points[0]]
    return ",".join(f"{x},{y}" for x, y in points)


def smaller(picture: bytes, width: int, most: int) -> bytes:
    """The picture at most `width` pixels wide, as JPEG of at most `most` bytes, without press data."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.thumbnail((width, 4 * width), Image.Resampling.LANCZOS)
    for quality in range(74, 20, -5):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= most:
            break
    return buffer.getvalue()


# The words -----------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    return html.escape(text, quote=False)


def title_of(article: ArticleCopy) -> str:
    """The headline as the system has it, a newline between its lines."""
    return article.cms.title or article.headline


def author_of(article: ArticleCopy) -> str:
    """What the author field holds: the byline, unless it stands in the text."""
    if article.cms.author is not None:
        return article.cms.author
    return "" if article.cms.in_body else article.byline


def caption_of(photo: PhotoUse) -> str:
    return photo.caption if photo.cms.caption is None else photo.cms.caption


def page_name(page: PageCopy) -> str:
    """The page's name as the system writes it, 综 合 with a blank between two characters."""
    return page.cms.name or page.name


def long_date(date: datetime.date, padded: bool) -> str:
    """2012年5月18日 星期五, or 2021年03月12日 星期五."""
    month, day = (f"{part:02}" if padded else str(part) for part in (date.month, date.day))
    return f"{date.year}年{month}月{day}日 星期{WEEKDAYS[date.weekday()]}"


def paragraphs(article: ArticleCopy, apart: bool) -> list[tuple[str, str]]:
    """The text as stored, as (kind, HTML): with the byline and the pictures' credit that stand in it, and the mark.

    The byline at the end stands behind the last sentence, or is a paragraph of its own (`apart`).
    """
    blocks = [(block.kind, block.html) for block in article.body]
    cms = article.cms
    if cms.in_body and article.byline_place == "start":
        blocks.insert(0, ("p", escaped(cms.in_body)))
    elif cms.in_body and (apart or not blocks):
        blocks.append(("p", escaped(cms.in_body)))
    elif cms.in_body:
        blocks[-1] = ("p", blocks[-1][1] + escaped(cms.in_body))
    if cms.closing:
        blocks.append(("p", escaped(cms.closing)))
    if cms.mark:
        blocks[-1] = ("p", blocks[-1][1] + cms.mark)
    return blocks


def unlined(markup: str) -> str:
    return re.sub(r"\s*\n\s*", " ", markup)


def in_navigation(edition: EditionCopy) -> list[PageCopy]:
    return [page for page in edition.pages if page.cms.kept != "nothing"]


def neighbours(items: list, item) -> tuple:
    """What stands before and after `item`; None at either end."""
    place = items.index(item)
    return (items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None)


# The files -----------------------------------------------------------------------------------------------------


class Tree:
    """A folder in which some days are written anew (`renewed`); the paths are relative to it."""

    def __init__(self, folder: Path, renewed: tuple[str, ...]):
        self.folder = folder
        self.written: list[str] = []
        for name in renewed:
            shutil.rmtree(folder / name, ignore_errors=True)

    def write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.written.append(name)


def kept_pages(edition: EditionCopy) -> list[PageCopy]:
    """The pages whose own view is in the archive."""
    return [] if edition.articles_only else [page for page in edition.pages if page.kept]
