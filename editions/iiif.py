"""Papers, their years and their pages in the words of IIIF Presentation 3 (https://iiif.io/api/presentation/3.0/).

A manifest is an edition, a canvas is a page of it in the pixels of its picture. What only lies on the pages, the
articles, another layer adds.
"""

import datetime
import re

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .description import (
    EditionDescription,
    PageDescription,
    PaperDescription,
    Picture,
    Rendition,
    address,
    address_in,
    describe_edition,
    describe_paper,
)
from .languages import in_every_language, web_tag
from .models import Edition, Page, Publication
from .navigation import years
from .templatetags.paper import edition_dates, page_label

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
CONTENT_TYPE = f'application/ld+json;profile="{CONTEXT}"'
# A broadsheet of a Chinese daily, in millimetres, for an edition of which no picture is kept: a canvas has a size.
_BROADSHEET = (390, 543)


# What every resource has


def said(resource: dict) -> dict:
    """The resource without what is empty, which the specification does not allow."""
    return {name: value for name, value in resource.items() if value not in (None, "", [], {})}


def language_map(text) -> dict:
    """What `text` says in each of the site's languages."""
    return {language: [words] for language, words in in_every_language(text).items()}


def printed(text: str, paper: PaperDescription) -> dict:
    """A printed text, in the paper's own language."""
    return {paper.language: [text]} if text else {}


def entry(label, value: dict) -> dict:
    """A line of metadata; none where its value is not known."""
    return {"label": language_map(label), "value": value} if value else {}


def homepage(label: dict, site: str, name: str, *args) -> list[dict]:
    """The site's pages about something, one in each language, called what that language calls it.

    A viewer that had the choice would call all of them by its own language, and nobody could tell them apart.
    """
    return [
        {
            "id": address_in(code, site, name, *args),
            "type": "Text",
            "label": {tag: label[tag]} if tag in label else label,
            "format": "text/html",
            "language": [tag],
        }
        for code, tag in ((code, web_tag(code)) for code, _name in settings.LANGUAGES)
    ]


def provider(paper: PaperDescription) -> list[dict]:
    """Who gives all this: the publishing house, else the paper."""
    name = printed(paper.publisher or paper.title, paper)
    where = paper.home_page or paper.address
    home = {"id": where, "type": "Text", "label": name, "format": "text/html", "language": [paper.language]}
    return [{"id": f"{paper.address}#publisher", "type": "Agent", "label": name, "homepage": [home]}]


def required_statement(paper: PaperDescription) -> dict:
    """What whoever shows this has to show with it: the copyright line, else whose it is."""
    if paper.copyright:
        return entry(lambda: pgettext("metadata", "Copyright"), printed(paper.copyright, paper))
    return entry(lambda: pgettext("metadata", "Source"), printed(paper.publisher or paper.title, paper))


def image(rendition: Rendition) -> dict:
    return {
        "id": rendition.address,
        "type": "Image",
        "format": "image/jpeg",
        "width": rendition.width,
        "height": rendition.height,
    }


def painted(picture: Picture) -> dict:
    """A picture as it lies on its canvas; of a large one the viewer may ask for every dot."""
    service = {"id": picture.service, "type": "ImageService3", "profile": "level0"}
    return image(picture.largest) | ({"service": [service]} if picture.service else {})


def thumbnail(picture: Picture | None) -> list[dict]:
    return [image(picture.thumbnail)] if picture else []


# Papers and their years


def paper_collection_address(paper: PaperDescription, site: str) -> str:
    return address(site, "collection", paper.slug)


def year_collection_address(paper: PaperDescription, year: int, site: str) -> str:
    return address(site, "year-collection", paper.slug, year)


def paper_collection(publication: Publication, site: str) -> dict | None:
    """A paper's collection: those of its years, the first year first; None where nothing of it is public."""
    public = years(publication)
    if not public:
        return None
    paper = describe_paper(publication, site)
    items = [
        {"id": year_collection_address(paper, year, site), "type": "Collection", "label": _year_label(paper, year)}
        for year in public
    ]
    label = printed(paper.title, paper)
    home = homepage(label, site, "publication", paper.slug)
    return _collection(paper, paper_collection_address(paper, site), label, homepage=home, items=items)


def year_collection(publication: Publication, year: int, site: str) -> dict | None:
    """The manifests of a year's editions, as its calendar has them; None where the calendar has no such year.

    An edition of several days is of each year that it reaches into; one without a page has no manifest, since that
    would have no canvas.
    """
    if year not in years(publication):
        return None
    of_year = Edition.is_of(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    pages = Page.objects.filter(edition=OuterRef("pk"))
    editions = publication.editions.public().filter(of_year, Exists(pages)).select_related("publication")
    paper = describe_paper(publication, site)
    label = _year_label(paper, year)
    return _collection(
        paper,
        year_collection_address(paper, year, site),
        label,
        homepage=homepage(label, site, "calendar-year", paper.slug, year),
        partOf=[{"id": paper_collection_address(paper, site), "type": "Collection"}],
        items=[_manifest_reference(edition, site) for edition in editions.order_by("date", "label")],
    )


def _manifest_reference(edition: Edition, site: str) -> dict:
    described = describe_edition(edition, site)
    return {
        "id": manifest_address(described, site),
        "type": "Manifest",
        "label": edition_label(edition),
        "navDate": nav_date(described),
    }


def _collection(paper: PaperDescription, where: str, label: dict, items: list[dict], **more) -> dict:
    # Its items are there even if it has none.
    return {
        "@context": CONTEXT,
        "id": where,
        "type": "Collection",
        "label": label,
        "requiredStatement": required_statement(paper),
        "provider": provider(paper),
        **more,
        "items": items,
    }


def _year_label(paper: PaperDescription, year: int) -> dict:
    return printed(f"{paper.title} {year}", paper)


# Editions and their pages


def manifest_address(edition: EditionDescription, site: str) -> str:
    return address(site, "manifest", edition.paper.slug, edition.day)


def nav_date(edition: EditionDescription) -> str:
    """The edition's date for those who sort by it: a plain date, so midnight by the clock that converts nothing."""
    return f"{edition.date}T00:00:00Z"


def edition_label(edition: Edition) -> dict:
    return language_map(lambda: f"{edition.publication.title} {edition_dates(edition)}")


def manifest(edition: Edition, pages: list[PageDescription], canvases: list[dict], site: str, **more) -> dict:
    """An edition of these pages; `canvases` are theirs, `more` what else there is to say."""
    described = pages[0].edition
    paper, label = described.paper, edition_label(edition)
    of_years = sorted({edition.date.year, (edition.through or edition.date).year})
    metadata = [
        entry(lambda: pgettext("metadata", "Paper"), printed(paper.title, paper)),
        entry(lambda: pgettext("metadata", "Date"), {"none": [described.dates]}),
        entry(lambda: pgettext("metadata", "Number"), {"none": [f"{described.number}"]} if described.number else {}),
        entry(lambda: pgettext("metadata", "Publisher"), printed(paper.publisher, paper)),
        entry(lambda: pgettext("metadata", "Pages"), {"none": [f"{len(pages)}"]}),
    ]
    return said(
        {
            "@context": CONTEXT,
            "id": manifest_address(described, site),
            "type": "Manifest",
            "label": label,
            "metadata": list(filter(None, metadata)),
            "requiredStatement": required_statement(paper),
            "provider": provider(paper),
            "homepage": homepage(label, site, "edition", paper.slug, described.day),
            "thumbnail": next((thumbnail(page.facsimile) for page in pages if page.facsimile), []),
            "navDate": nav_date(described),
            "behavior": [behavior([page.number for page in pages])],
            "partOf": [{"id": year_collection_address(paper, year, site), "type": "Collection"} for year in of_years],
            "items": canvases,
            **more,
        }
    )


def whole_pdf(edition: Edition, described: EditionDescription, site: str) -> list[dict]:
    """The edition as one PDF, for whoever has seen that readers are offered it."""
    return [
        {
            "id": address(site, "edition-pdf", described.paper.slug, described.day),
            "type": "Text",
            "label": language_map(
                lambda: _("%(label)s, PDF") % {"label": f"{edition.publication.title} {edition_dates(edition)}"}
            ),
            "format": "application/pdf",
        }
    ]


def behavior(numbers: list[str]) -> str:
    """How the pages are turned: as spreads where each begins on a right-hand page as in print, else singly.

    Spreads are counted from the first canvas: one page that is missing would put every later one on the wrong side.
    """
    sections: dict[str, list[int]] = {}
    for number in numbers:
        parts = re.fullmatch(r"(\D*)(\d+)", number)
        if not parts:
            return "individuals"
        sections.setdefault(parts[1], []).append(int(parts[2]))
    return "paged" if all(map(_is_whole, sections.values())) else "individuals"


def _is_whole(places: list[int]) -> bool:
    """Whether a section has every page of its sheets, of which each has a front and a back."""
    first = places[0]
    return first % 2 == 1 and len(places) % 2 == 0 and places == list(range(first, first + len(places)))


def canvas_id(page: PageDescription) -> str:
    """A name only: nothing answers there. It has no fragment, which would be taken for a part of the canvas."""
    return f"{page.address}canvas"


def canvas_sizes(pages: list[PageDescription]) -> dict[str, tuple[int, int]]:
    """Every page's canvas in pixels by its number; a page whose size is not known is like the first that is."""
    usual = next(((page.width, page.height) for page in pages if page.width and page.height), _BROADSHEET)
    return {page.number: (page.width, page.height) if page.width and page.height else usual for page in pages}


def canvas(page: Page, described: PageDescription, size: tuple[int, int], annotations: list[dict]) -> dict:
    """A page with the picture that readers may see of it, its PDF where they may have it, and what lies on it."""
    where, picture = canvas_id(described), described.facsimile
    width, height = size
    painting = {
        "id": f"{where}/picture",
        "type": "Annotation",
        "motivation": "painting",
        "body": painted(picture) if picture else {},
        "target": where,
    }
    pdf = {
        "id": described.pdf,
        "type": "Text",
        "label": language_map(lambda: _("%(label)s, PDF") % {"label": page_label(page)}),
        "format": "application/pdf",
    }
    page_of_articles = {"id": f"{where}/articles", "type": "AnnotationPage", "items": annotations}
    known = said(
        {
            "id": where,
            "type": "Canvas",
            "label": language_map(lambda: page_label(page)),
            "width": width,
            "height": height,
            "thumbnail": thumbnail(picture),
            "rendering": [pdf] if described.pdf else [],
            "annotations": [page_of_articles] if annotations else [],
        }
    )
    pictures = {"id": f"{where}/pictures", "type": "AnnotationPage", "items": [painting]}
    return known | {"items": [pictures] if picture else []}
