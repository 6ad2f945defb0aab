"""How well proposed regions lie on the ones that a page is known to have: the seeds' PDFs, and other presses' pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from articles import proposals
from articles.archive.records import ArticleRecord, from_json
from editions.text_layer import read

from .other_presses import PRESSES, printed

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
# Dots across a page on which two areas are compared.
ACROSS = 1000


def pages() -> Iterator[tuple[str, dict[str, float]]]:
    """Each page by its name, with the intersection over union of every article that has a region on it."""
    for lines in sorted(SEEDS.glob("*/editions.jsonl")):
        for edition in map(json.loads, lines.read_text(encoding="utf-8").splitlines()):
            yield from _pages_of(edition, lines.parent)
    for name in PRESSES:
        pdf, size, stories = printed(name)
        copies = [proposals.copy_of(key, story.record) for key, story in enumerate(stories)]
        corners = [[_corners(box, size) for box in story.region] for story in stories]
        yield name, _agreement(pdf, copies, corners, [story.headline for story in stories])


def text_layers() -> Iterator:
    """Only the text layers of the same pages."""
    for pdf in sorted(SEEDS.glob("*/editions.jsonl.media/*/*.pdf")):
        yield _layer(pdf)
    for name in PRESSES:
        yield _layer(printed(name)[0])


def _layer(pdf):
    document = pdfium.PdfDocument(pdf)
    layer = read(document[0])
    document.close()
    return layer


def _pages_of(edition: dict, archive: Path) -> Iterator[tuple[str, dict[str, float]]]:
    articles = [(page["number"], article) for page in edition["pages"] for article in page["articles"]]
    for page in edition["pages"]:
        known = [
            (
                article,
                [each["points"] for each in article.get("regions", []) if each.get("page", own) == page["number"]],
            )
            for own, article in articles
        ]
        known = [(article, regions) for article, regions in known if regions]
        if not page.get("pdf") or not known:
            continue
        copies = [
            proposals.copy_of(key, from_json(ArticleRecord, article)) for key, (article, _regions) in enumerate(known)
        ]
        pdf = archive / "editions.jsonl.media" / page["pdf"]
        name = f"{archive.name} {edition['date']}{edition.get('label', '')} {page['number']}"
        yield (
            name,
            _agreement(
                pdf, copies, [regions for _article, regions in known], [article["headline"] for article, _r in known]
            ),
        )


def _agreement(pdf, copies, known, names) -> dict[str, float]:
    layer = _layer(pdf)
    found = proposals.propose(layer, copies)
    height = round(ACROSS * layer.height / layer.width)
    return {
        name.replace("\n", " "): _overlap(_drawn(found.get(copy.key, []), height), _drawn(regions, height))
        for copy, regions, name in zip(copies, known, names, strict=True)
    }


def _corners(box, size) -> list[tuple[float, float]]:
    left, top, right, bottom = box
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return [(x / size[0], y / size[1]) for x, y in corners]


def _drawn(polygons, height: int) -> Image.Image:
    area = Image.new("1", (ACROSS, height))
    for polygon in polygons:
        ImageDraw.Draw(area).polygon([(x * ACROSS, y * height) for x, y in polygon], fill=1)
    return area


def _overlap(one: Image.Image, other: Image.Image) -> float:
    """Intersection over union."""
    both, either = (
        chops(one, other).convert("L").histogram()[255] for chops in (ImageChops.logical_and, ImageChops.logical_or)
    )
    return both / either if either else 0.0
