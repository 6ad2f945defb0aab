"""What a paper, an edition and a page are to machines: the one record that every other form is made from.

IIIF, JSON-LD, what messengers show, and citations say the same because all of them read these. Addresses are absolute
and those of the site's first language: one thing has one name, whoever asks in whichever language. A picture or a PDF
stands here only if readers may have it.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import override

from . import image_service, media, tiles
from .models import Edition, Page, Publication


@dataclass(frozen=True)
class Rendition:
    """A picture in one of its sizes, in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Picture:
    """A picture as readers may get it: its own size in pixels, and what is offered of it by the widths of `media`.

    `service` is where viewers of IIIF get it in tiles, empty where the largest rendition shows all of it.
    """

    width: int
    height: int
    renditions: dict[int, Rendition]
    service: str

    @property
    def largest(self) -> Rendition:
        return max(self.renditions.values(), key=lambda rendition: rendition.width)

    @property
    def thumbnail(self) -> Rendition:
        return min(self.renditions.values(), key=lambda rendition: rendition.width)


@dataclass(frozen=True)
class PaperDescription:
    """A titled paper."""

    slug: str
    title: str
    language: str
    publisher: str
    copyright: str
    home_page: str
    address: str


@dataclass(frozen=True)
class EditionDescription:
    """One issue of a paper; `through` is the last date of one for several days, `published_at` in the paper's zone."""

    paper: PaperDescription
    date: datetime.date
    through: datetime.date | None
    label: str
    day: str
    number: int | None
    published_at: datetime.datetime
    address: str
    year_address: str

    @property
    def dates(self) -> str:
        """Its date, or its first and last, as ISO 8601 writes an interval."""
        return f"{self.date}/{self.through}" if self.through else f"{self.date}"


@dataclass(frozen=True)
class PageDescription:
    """A printed page; `pdf` is where readers get it, empty where they get none.

    `width` and `height` are those of the picture in pixels, known even where the picture itself is withheld.
    """

    edition: EditionDescription
    number: str
    name: str
    facsimile: Picture | None
    width: int | None
    height: int | None
    pdf: str
    address: str


def site_of(request) -> str:
    """Where the site is, as it was asked: https://news.example.com."""
    return f"{request.scheme}://{request.get_host()}"


def address_in(language: str, site: str, name: str, *args) -> str:
    """The absolute address of that name in one of the site's languages."""
    with override(language):
        return site + reverse(name, args=args)


def address(site: str, name: str, *args) -> str:
    """The absolute address of that name, in the first language."""
    return address_in(settings.LANGUAGE_CODE, site, name, *args)


def describe_paper(publication: Publication, site: str) -> PaperDescription:
    return PaperDescription(
        slug=publication.slug,
        title=publication.title,
        language=publication.language,
        publisher=publication.publisher,
        copyright=publication.copyright,
        home_page=iri_to_uri(publication.home_address),
        address=address(site, "publication", publication.slug),
    )


def describe_edition(edition: Edition, site: str) -> EditionDescription:
    """An edition that is signed off, with its paper loaded."""
    paper = describe_paper(edition.publication, site)
    return EditionDescription(
        paper=paper,
        date=edition.date,
        through=edition.through,
        label=edition.label,
        day=edition.day,
        number=edition.number,
        published_at=edition.publish_at.astimezone(edition.publication.zone),
        address=address(site, "edition", paper.slug, edition.day),
        year_address=address(site, "calendar-year", paper.slug, edition.date.year),
    )


def describe_page(page: Page, edition: EditionDescription, site: str) -> PageDescription:
    where = (edition.paper.slug, edition.day, page.number)
    return PageDescription(
        edition=edition,
        number=page.number,
        name=page.name,
        facsimile=picture(page.facsimile_shown, page.facsimile_width, page.facsimile_height, site),
        width=page.facsimile_width,
        height=page.facsimile_height,
        pdf=address(site, "page-pdf", *where) if page.pdf_shown else "",
        address=address(site, "page", *where),
    )


def describe_pages(edition: Edition, pages: list[Page], site: str) -> dict[Page, PageDescription]:
    """Each of an edition's pages with its description."""
    described = describe_edition(edition, site)
    return {page: describe_page(page, described, site) for page in pages}


def picture(file, width: int | None, height: int | None, site: str) -> Picture | None:
    """A file of a model's field in the sizes that readers get; None where there is none, or its size is not known."""
    if not (file and width and height and media.address(file.name, media.WIDTHS[0])):
        return None
    renditions = {}
    for nominal in media.widths(file.name):
        true_width = min(nominal, width)
        true_height = max(1, round(height * true_width / width))
        renditions[nominal] = Rendition(site + media.address(file.name, nominal), true_width, true_height)
    service = site + image_service.address(file.name) if tiles.pyramid(file.name, width, height) else ""
    return Picture(width, height, renditions, service)
