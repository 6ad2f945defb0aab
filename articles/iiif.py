"""An edition's manifest in the words of IIIF Presentation 3: its pages with the articles that lie on them.

An article is an annotation on each of its regions, and a range of the table of contents that holds all of them; a jump
(转版) is an annotation that links a region to another. Only what readers may see is asked for.
"""

import math
from collections import Counter, defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.description import ArticleDescription, describe_articles
from articles.models import Article
from editions import binding, iiif
from editions.description import PageDescription, address, describe_pages
from editions.models import Edition, Page
from editions.templatetags.paper import page_label

# Of a front page's headlines a summary names so many.
_IN_SUMMARY = 5


def manifest(edition: Edition, site: str) -> dict | None:
    """The manifest of a public edition; None for one without a page, since a manifest has a canvas."""
    printed = list(edition.pages.all())
    pages = describe_pages(edition, printed, site)
    if not pages:
        return None
    articles = describe_articles(edition, pages, site)
    sheets = Sheets(list(pages.values()), site)
    for described in articles.values():
        sheets.lay(described)
    by_key = {article.pk: described for article, described in articles.items()}
    for article, described in articles.items():
        # Where the other is not public, nothing leads there.
        if continued := by_key.get(article.continues_id):
            sheets.join(described, continued)
    on_page = defaultdict(list)
    for described in articles.values():
        on_page[described.page.number].append(described)
    of_edition = next(iter(pages.values())).edition
    return iiif.manifest(
        edition,
        list(pages.values()),
        [iiif.canvas(page, each, sheets.sizes[each.number], sheets.laid[each.number]) for page, each in pages.items()],
        site,
        rendering=iiif.whole_pdf(edition, of_edition, site) if binding.is_offered(edition, printed) else [],
        summary=_summary(list(articles.values())),
        seeAlso=_references(site, "cite-edition", of_edition.paper.slug, of_edition.day),
        structures=[_contents(page, each, on_page[each.number], sheets, site) for page, each in pages.items()],
    )


class Sheets:
    """The canvases of an edition, and what lies on each; `laid` are the annotations by the number of their page."""

    def __init__(self, pages: list[PageDescription], site: str):
        self.pages = {page.number: page for page in pages}
        self.sizes = iiif.canvas_sizes(pages)
        self.manifest = {"id": iiif.manifest_address(pages[0].edition, site), "type": "Manifest"}
        self.laid: dict[str, list[dict]] = defaultdict(list)
        self.links: Counter[str] = Counter()

    def lay(self, article: ArticleDescription) -> None:
        """Put an article on every page it has a region on, and join those on other pages to its own (跨版)."""
        for place, (number, polygon) in enumerate(self.places(article), 1):
            self.laid[number].append(
                {
                    "id": f"{article.address}regions/{place}",
                    "type": "Annotation",
                    "motivation": ["tagging", "linking"],
                    "label": iiif.printed(article.title, article.edition.paper),
                    "body": _bodies(article),
                    "target": self.part(number, polygon),
                }
            )
        for number in article.pages[1:]:
            self._link(article, article.page.number, article, number, lambda: _("to page %(number)s"))
            self._link(article, number, article, article.page.number, lambda: _("from page %(number)s"))

    def join(self, article: ArticleDescription, continued: ArticleDescription) -> None:
        """Lead from an article to the one that it continues, or announces, and from that one to where it goes on."""
        here, there = article.page.number, continued.page.number
        if article.kind == Article.Kind.TEASER:
            self._link(article, here, continued, there, lambda: _("see page %(number)s"))
        else:
            self._link(article, here, continued, there, lambda: _("from page %(number)s"))
            self._link(continued, there, article, here, lambda: _("to page %(number)s"))

    def places(self, article: ArticleDescription) -> list[tuple]:
        """Every region of an article as (page number, polygon), its own page first."""
        return [(number, polygon) for number in article.pages for polygon in article.regions.get(number, ())]

    def part(self, number: str, polygon) -> dict:
        """What a polygon covers of a canvas; a box is said to be one, as that is more widely understood."""
        width, height = self.sizes[number]
        points = [(round(x * width, 2), round(y * height, 2)) for x, y in polygon]
        selector = _box(polygon, points, width, height) or _outline(points, width, height)
        return {"type": "SpecificResource", "source": iiif.canvas_id(self.pages[number]), "selector": selector}

    def whole(self, number: str) -> dict:
        return {"id": iiif.canvas_id(self.pages[number]), "type": "Canvas"}

    def _link(self, article: ArticleDescription, here: str, other: ArticleDescription, there: str, words) -> None:
        """Lead from an article on the page `here` to another, or itself, on the page `there`."""
        from_regions, to_regions = article.regions.get(here), other.regions.get(there)
        source = self.whole(there) | {"partOf": [self.manifest]}
        goal = self.part(there, to_regions[0]) | {"source": source} if to_regions else source
        self.links[article.address] += 1
        self.laid[here].append(
            {
                "id": f"{article.address}jumps/{self.links[article.address]}",
                "type": "Annotation",
                "motivation": "linking",
                "label": iiif.language_map(lambda: words() % {"number": there}),
                "body": [goal],
                # The line that says so is printed at the end of the text.
                "target": self.part(here, from_regions[-1]) if from_regions else iiif.canvas_id(self.pages[here]),
            }
        )


def _bodies(article: ArticleDescription) -> list[dict]:
    """What an article's annotation says: its headline, and where its text is."""
    language = article.edition.paper.language
    return [
        {"type": "TextualBody", "value": article.title, "format": "text/plain", "language": language},
        {"id": article.address, "type": "Text", "format": "text/html", "language": language},
    ]


def _box(polygon, points, width: int, height: int) -> dict | None:
    """The selector of a polygon that is an upright box, in whole pixels; None for any other."""
    corners = polygon[:-1] if polygon[0] == polygon[-1] else polygon
    turns = zip(corners, [*corners[1:], corners[0]], strict=True)
    is_box = len(corners) == 4 and all((x1 == x2) != (y1 == y2) for (x1, y1), (x2, y2) in turns)
    if not is_box:
        return None
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    left, top = min(math.floor(min(xs)), width - 1), min(math.floor(min(ys)), height - 1)
    right, bottom = min(max(math.ceil(max(xs)), left + 1), width), min(max(math.ceil(max(ys)), top + 1), height)
    return {
        "type": "FragmentSelector",
        "conformsTo": "http://www.w3.org/TR/media-frags/",
        "value": f"xywh={left},{top},{right - left},{bottom - top}",
    }


def _outline(points, width: int, height: int) -> dict:
    """The selector of any polygon. A `path`, because viewers draw nothing else."""
    path = " L".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in points)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><path d="M{path} Z"/></svg>'
    return {"type": "SvgSelector", "value": svg}


def _contents(page: Page, described: PageDescription, articles: list, sheets: Sheets, site: str) -> dict:
    """A page in the table of contents, with its articles in print order."""
    return {
        "id": f"{described.address}range",
        "type": "Range",
        "label": iiif.language_map(lambda: page_label(page)),
        "items": [sheets.whole(described.number), *(_in_contents(article, sheets, site) for article in articles)],
    }


def _in_contents(article: ArticleDescription, sheets: Sheets, site: str) -> dict:
    """An article in the table of contents: all of its regions, of whichever page; its page where it has none."""
    paper, day = article.edition.paper, article.edition.day
    where = (paper.slug, day, article.page.number, article.number)
    title = iiif.printed(article.title, paper)
    authors = {paper.language: [author.name for author in article.authors]} if article.authors else {}
    return iiif.said(
        {
            "id": f"{article.address}range",
            "type": "Range",
            "label": title,
            "summary": iiif.printed(article.summary, paper),
            "metadata": [iiif.entry(lambda: pgettext("metadata", "Authors"), authors)] if authors else [],
            "homepage": iiif.homepage(title, site, "article", *where),
            "seeAlso": _references(site, "cite", *where),
            "items": [sheets.part(*place) for place in sheets.places(article)] or [sheets.whole(article.page.number)],
        }
    )


def _references(site: str, name: str, *args) -> list[dict]:
    """Where the references are that reference managers read."""
    forms = (("ris", "application/x-research-info-systems", "RIS"), ("bib", "application/x-bibtex", "BibTeX"))
    return [
        {
            "id": address(site, f"{name}-{form}", *args),
            "type": "Dataset",
            "label": {"none": [label]},
            "format": content_type,
        }
        for form, content_type, label in forms
    ]


def _summary(articles: list[ArticleDescription]) -> dict:
    """The first headlines of an edition."""
    if not articles:
        return {}
    titles = [article.title for article in articles[:_IN_SUMMARY]]
    return iiif.printed("；".join(titles), articles[0].edition.paper)
