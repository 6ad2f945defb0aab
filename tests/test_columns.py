"""Columns are seen on the picture of a page where its PDF would say them too."""

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from editions.columns import columns_of
from editions.text_layer import read

from .other_presses import PRESSES, printed
from .proposed import SEEDS


def printed_columns(width=1300) -> Image.Image:
    """A headline across the page, a picture, and under them four columns of lines, the last of each line ragged."""
    page = Image.new("L", (width, 1800), 240)
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 60, 1200, 140), 20)
    draw.rectangle((100, 180, 620, 500), 120)
    for left in (100, 390, 680, 970):
        for top in range(540, 1740, 20):
            draw.rectangle((left, top, left + (230 if top % 100 else 90), top + 11), 30)
    return page


def test_columns_are_where_lines_begin_and_end_together():
    edges = [round(1300 * edge) for edge in columns_of(printed_columns())]
    assert edges == pytest.approx([100, 330, 390, 620, 680, 910, 970, 1200], abs=3)


def test_the_grain_of_a_scan_is_no_ink():
    grain = Image.effect_noise((1300, 1800), 24).point(lambda dot: dot - 128)
    scan = Image.composite(printed_columns(), printed_columns().point(lambda dot: dot - 12), grain)
    assert columns_of(scan) == columns_of(printed_columns())


def test_an_empty_page_has_none():
    assert columns_of(Image.new("RGB", (1300, 1800), "white")) == []


def seen_and_said(pdf) -> tuple[int, int]:
    """How many of the columns that a PDF says are seen on its picture, and how many it says."""
    document = pdfium.PdfDocument(pdf)
    said = read(document[0]).columns
    seen = columns_of(document[0].render(scale=1.2).to_pil())
    document.close()
    return sum(any(abs(edge - other) < 0.005 for other in seen) for edge in said), len(said)


def test_on_printed_pages_most_that_the_text_says_are_seen():
    pages = [*sorted(SEEDS.glob("*/editions.jsonl.media/*/*.pdf"))[::2], *(printed(name)[0] for name in PRESSES)]
    seen, said = map(sum, zip(*map(seen_and_said, pages), strict=True))
    assert said > 100
    assert seen / said > 0.8
