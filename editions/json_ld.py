"""schema.org's words for papers, editions and pages, made of their descriptions (https://schema.org/PublicationIssue)."""

import json

from .description import EditionDescription, PageDescription, PaperDescription, Picture

CONTEXT = "https://schema.org"
# Those of Django's json_script: within a script element nothing can end it, nor begin a comment or another one.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def written(data) -> str:
    """Data as JSON that may stand in a `script` element of data."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def graph(*nodes: dict) -> dict:
    """What stands in a page's `application/ld+json`."""
    return {"@context": CONTEXT, "@graph": [said(node) for node in nodes]}


def said(node: dict) -> dict:
    """The node without what is empty: nothing is said of what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def newspaper(paper: PaperDescription) -> dict:
    return said(
        {
            "@type": "Newspaper",
            "@id": paper.address,
            "name": paper.title,
            "url": paper.address,
            "sameAs": paper.home_page,
            "inLanguage": paper.language,
            "publisher": publisher(paper),
        }
    )


def publisher(paper: PaperDescription) -> dict:
    """The publishing house; the paper itself where none is known."""
    return said(
        {
            "@type": "NewsMediaOrganization",
            "name": paper.publisher or paper.title,
            "url": paper.home_page or paper.address,
        }
    )


def volume(edition: EditionDescription) -> dict:
    """The year of the paper that an edition belongs to: a paper's volumes are its years."""
    return {
        "@type": "PublicationVolume",
        "@id": edition.year_address,
        "name": f"{edition.paper.title} {edition.date.year}",
        "volumeNumber": f"{edition.date.year}",
        "url": edition.year_address,
        "isPartOf": newspaper(edition.paper),
    }


def issue(edition: EditionDescription) -> dict:
    """An edition with the volume and the paper that it is part of."""
    return said(
        {
            "@type": "PublicationIssue",
            "@id": edition.address,
            "name": f"{edition.paper.title} {edition.day}",
            "url": edition.address,
            "issueNumber": f"{edition.number}" if edition.number else "",
            "datePublished": f"{edition.date}",
            "temporalCoverage": edition.dates if edition.through else "",
            "inLanguage": edition.paper.language,
            "copyrightNotice": edition.paper.copyright,
            "isPartOf": volume(edition),
        }
    )


def reference(kind: str, address: str, name: str) -> dict:
    """Something that has a description of its own, elsewhere."""
    return {"@type": kind, "@id": address, "url": address, "name": name}


def image(picture: Picture | None, **more) -> dict:
    """A picture at its largest, with whatever else is known of it; empty where there is none."""
    if picture is None:
        return {}
    shown = picture.largest
    return said(
        {
            "@type": "ImageObject",
            "contentUrl": shown.address,
            "url": shown.address,
            "width": shown.width,
            "height": shown.height,
            "encodingFormat": "image/jpeg",
            "thumbnailUrl": picture.thumbnail.address,
            **more,
        }
    )


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """The way to a page, each step a name and an address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": where}
            for place, (name, where) in enumerate(steps, 1)
        ],
    }


def way_to_edition(edition: EditionDescription) -> list[tuple[str, str]]:
    return [(edition.paper.title, edition.paper.address), (edition.day, edition.address)]


def way_to_page(page: PageDescription) -> list[tuple[str, str]]:
    name = f"{page.number} {page.name}".rstrip()
    return [*way_to_edition(page.edition), (name, page.address)]


def of_edition(edition: EditionDescription, pages: list[PageDescription]) -> dict:
    """An edition's view: the issue with its pages, and the way to it."""
    whole = issue(edition) | said(
        {
            "image": next((image(page.facsimile) for page in pages if page.facsimile), {}),
            "hasPart": [printed_page(page) for page in pages],
        }
    )
    return graph(whole, breadcrumbs(*way_to_edition(edition)))


def of_page(page: PageDescription) -> dict:
    """A page's view: the page, its issue, and the way to it."""
    whole = printed_page(page) | {"isPartOf": issue(page.edition)}
    return graph(whole, breadcrumbs(*way_to_page(page)))


def printed_page(page: PageDescription) -> dict:
    """A page; where readers get its PDF, that is its encoding."""
    pdf = {"@type": "MediaObject", "contentUrl": page.pdf, "encodingFormat": "application/pdf"}
    return said(
        {
            "@type": "CreativeWork",
            "@id": page.address,
            "name": f"{page.number} {page.name}".rstrip(),
            "url": page.address,
            "position": page.number,
            "image": image(page.facsimile),
            "encoding": pdf if page.pdf else None,
        }
    )
