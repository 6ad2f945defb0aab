"""What an article is to machines: the one record that every other form of it is made from.

JSON-LD, citations, IIIF and what messengers show read it. Whoever asks for it has asked for what is published.
"""

import datetime
import re
from collections import defaultdict
from dataclasses import dataclass

from articles.beginnings import beginning
from articles.credit_words import AGENCY, COLLECTIVE, ORGANISATION
from articles.models import Article, PhotoCaption
from articles.models.people import Credit
from articles.navigation import with_print
from editions.description import (
    EditionDescription,
    PageDescription,
    Picture,
    address,
    describe_edition,
    describe_page,
    picture,
)
from editions.models import Edition, Page

# The longest name of a person in Han characters; beyond it, what ends like an organisation's name is one.
_LONGEST_PERSON = 4
# Printers set short names wide: 柳 岸 is 柳岸.
_SET_WIDE = re.compile(r"^([\u4e00-\u9fff])\s+([\u4e00-\u9fff])$")


@dataclass(frozen=True)
class Author:
    """A credited person, or an agency or desk that signs (`is_body`), under the printed name."""

    name: str
    address: str
    is_body: bool


@dataclass(frozen=True)
class PhotoDescription:
    """A photo of an article with its caption, its credit as printed, and whom that names."""

    picture: Picture
    caption: str
    credit_line: str
    creators: tuple[Author, ...]


@dataclass(frozen=True)
class CorrectionDescription:
    """A correction that readers see."""

    text: str
    date: datetime.datetime


@dataclass(frozen=True)
class ArticleDescription:
    """An article at its place in an edition.

    `authors` are those credited with the text, `translators` with its translation, both in printed order. `pages` are
    the numbers of the pages it lies on, its own first; `regions` its polygons by the number of their page, in
    fractions of the page. `published_at` is when readers first had it; `summary` is the beginning of its text.
    """

    page: PageDescription
    number: int
    kind: str
    title: str
    kicker: str
    subheadline: str
    summary: str
    authors: tuple[Author, ...]
    translators: tuple[Author, ...]
    photos: tuple[PhotoDescription, ...]
    keywords: tuple[str, ...]
    corrections: tuple[CorrectionDescription, ...]
    pages: tuple[str, ...]
    regions: dict[str, tuple]
    published_at: datetime.datetime
    address: str

    @property
    def edition(self) -> EditionDescription:
        return self.page.edition

    @property
    def picture(self) -> Picture | None:
        """What stands for it where one picture is shown: its first photo, else its page as readers may see it."""
        return self.photos[0].picture if self.photos else self.page.facsimile

    @property
    def modified_at(self) -> datetime.datetime:
        """When readers last got another text: the newest correction, else its publishing."""
        return max([self.published_at, *(correction.date for correction in self.corrections)])


def describe_article(article: Article, site: str, page: PageDescription | None = None) -> ArticleDescription:
    """A published article, read by `navigation.with_print`; `page` where its page is described already."""
    page = page or describe_page(article.page, describe_edition(article.edition, site), site)
    paper, zone = page.edition.paper, article.publication.zone
    regions = defaultdict(list)
    for region in article.regions.all():
        # Nothing but its form keeps a region to the pages of its article's edition.
        if region.page.edition_id == article.edition_id:
            regions[region.page.number].append(region.polygon)
    captions = article.captions.all()
    return ArticleDescription(
        page=page,
        number=article.number,
        kind=article.kind,
        title=_one_line(article.title),
        kicker=_one_line(article.kicker),
        subheadline=_one_line(article.subheadline),
        summary=beginning(article.body) or _one_line(article.subheadline) or _first(captions) or article.title,
        authors=_credited(article.credits.all(), Credit.Role.TEXT, site),
        translators=_credited(article.credits.all(), Credit.Role.TRANSLATION, site),
        photos=tuple(filter(None, (describe_photo(caption, site) for caption in captions))),
        keywords=tuple(article.keywords),
        corrections=tuple(
            CorrectionDescription(correction.text, correction.date.astimezone(zone))
            for correction in article.corrections.all()
        ),
        pages=(page.number, *(other.number for other in article.runs_over_to if other.number in regions)),
        regions={number: tuple(polygons) for number, polygons in regions.items()},
        published_at=article.published_at,
        address=address(site, "article", paper.slug, page.edition.day, page.number, article.number),
    )


def describe_articles(edition: Edition, pages: dict[Page, PageDescription], site: str) -> dict:
    """The published articles of an edition in print order, each with its description; `pages` are all of the edition.

    It reads the database as often whatever the edition holds.
    """
    articles = with_print(edition.articles.published().in_print_order())
    return {article: describe_article(article, site, pages[article.page]) for article in articles}


def describe_photo(caption: PhotoCaption, site: str) -> PhotoDescription | None:
    """A published use of a photo; None where the picture was not kept, or cannot be shown."""
    photo = caption.photo
    shown = photo and picture(photo.file, photo.width, photo.height, site)
    if not shown:
        return None
    creators = tuple(_author(credit, site) for credit in caption.photographers)
    return PhotoDescription(shown, _one_line(caption.text), _one_line(caption.credit_line), creators)


def _credited(credits, role: str, site: str) -> tuple[Author, ...]:
    return tuple(_author(credit, site) for credit in credits if credit.role == role)


def _author(credit: Credit, site: str) -> Author:
    person = credit.contributor.merged_into or credit.contributor
    name = _SET_WIDE.sub(r"\1\2", _one_line(credit.name))
    return Author(name, address(site, "contributor", person.pk, person.slug), _is_body(name))


def _is_body(name: str) -> bool:
    return bool(
        AGENCY.fullmatch(name)
        or name.endswith(COLLECTIVE)
        or (len(name) > _LONGEST_PERSON and ORGANISATION.search(name))
    )


def _first(captions) -> str:
    return next((_one_line(caption.text) for caption in captions if caption.text), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
