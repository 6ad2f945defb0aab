"""A scan of 10,000 × 14,000 dots opens as a small picture does; `make bench` prints how long both take."""

import statistics
import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from tests.browser.weights import visit
from tests.factories import make_article, make_edition, make_page, make_region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
# The small one is as wide as the widest rendition.
SIZES = {"A01": (10_000, 14_000), "A02": (1800, 2520)}
VISITS = 3


def scanned(width: int, height: int) -> ContentFile:
    """A page with small type all over it."""
    sheet = Image.new("L", (1800, 2520), 240)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(22)
    for top in range(60, 2440, 30):
        draw.text((60, top), "The first ferry leaves the eastern quay at six in the morning. " * 3, 40, font)
    out = BytesIO()
    sheet.resize((width, height), Image.Resampling.BILINEAR).convert("RGB").save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue())


@pytest.fixture
def printed_pages():
    edition = make_edition()
    for number, size in SIZES.items():
        page = make_page(edition, number, name="要闻")
        page.facsimile.save("scan.jpg", scanned(*size))
        make_region(make_article(page), [[0.1, 0.1], [0.9, 0.1], [0.9, 0.4], [0.1, 0.4]])
    return edition.pages.all()


def took(action, *given) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    action(*given)
    return (time.perf_counter() - started) * 1000


def zoom_to_the_last_dot(tab):
    """Zoom in until it goes no further, and wait until all of what is then seen is there."""
    tab.locator("[data-view=in]").focus()
    for _ in range(12):
        tab.keyboard.press("+")
    tab.wait_for_function("""() => {
      const tiles = [...document.querySelectorAll(".tiles img")];
      return tiles.length && tiles.every(({ src, complete, naturalWidth }) =>
        src.includes("/tiles/4/") && complete && naturalWidth);
    }""")


def test_a_large_scan_opens_as_a_small_page_does(desk_of, printed_pages):
    def open_anew(page):
        tab = desk_of()
        tab.goto(page.get_absolute_url())
        return tab

    large, small = printed_pages
    unmade = [took(open_anew, page) for page in (large, small)]
    deep_unmade = took(zoom_to_the_last_dot, open_anew(large))
    loaded = [visit(desk_of(), page.number, page.get_absolute_url()) for page in (large, small)]
    assert loaded[0].sent.keys() == loaded[1].sent.keys()
    assert loaded[0].total <= 1.05 * loaded[1].total
    assert [visited.shift for visited in loaded] == [0, 0]
    opened = [statistics.median(took(open_anew, page) for _ in range(VISITS)) for page in (large, small)]
    deep = took(zoom_to_the_last_dot, open_anew(large))
    print(
        f"\n  scan of 10,000 x 14,000: opens in {opened[0]:.0f} ms, one of 1,800 x 2,520 in {opened[1]:.0f} ms"
        f" (the very first time, without a worker, {unmade[0]:.0f} and {unmade[1]:.0f} ms);"
        f" from the whole page to its last dots {deep:.0f} ms ({deep_unmade:.0f} ms the very first time)"
    )
