"""PDFs are measured, drawn and taken apart, by several threads at once, and refused where they cannot be."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from editions import pdf_pages
from tests.pdf_files import TABLOID, colours_of, named, pdf


def test_a_page_is_drawn_at_200_dots_to_the_inch():
    picture = Image.open(BytesIO(pdf_pages.facsimile(pdf("blue"))))
    assert (picture.format, picture.mode, picture.info["dpi"]) == ("JPEG", "RGB", (200, 200))
    assert picture.size == pytest.approx([side / 72 * 200 for side in TABLOID], abs=1)
    assert named(picture.getpixel((500, 500))) == "blue"


def test_every_page_has_its_size():
    assert pdf_pages.sizes(pdf("red", "green", size=(300, 400))) == [(300, 400), (300, 400)]


def test_a_page_is_taken_out_alone():
    whole = pdf("red", "green", "blue")
    assert [colours_of(pdf_pages.taken_out(whole, number)) for number in range(3)] == [["red"], ["green"], ["blue"]]


def test_threads_draw_and_read_at_once():
    """PDFium is not thread safe: without its lock this ends the process."""
    whole = pdf("red", "green", "blue", "white")
    with ThreadPoolExecutor(8) as threads:
        read = threads.map(lambda number: pdf_pages.text_layer(whole, number % 4), range(64))
        drawn = list(threads.map(lambda number: pdf_pages.draw(whole, number % 4, 200), range(64)))
    assert {(round(layer.width), round(layer.height)) for layer in read} == {tuple(map(round, TABLOID))}
    assert [named(picture.getpixel((50, 50))) for picture in drawn] == ["red", "green", "blue", "white"] * 16


@pytest.mark.parametrize(
    ("owner", "user"), [("secret", "secret"), ("secret", "")], ids=["to be opened", "to be changed"]
)
def test_what_is_protected_is_told_from_what_is_damaged(owner, user):
    content = pdf(encryption=pikepdf.Encryption(owner=owner, user=user))
    for use in (pdf_pages.sizes, pdf_pages.draw, pdf_pages.text_layer):
        with pytest.raises(pdf_pages.Locked):
            use(content)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n...\n%%EOF\n", b"no pdf", pdf()[:300]])
def test_what_is_damaged_is_refused(content):
    for use in (pdf_pages.sizes, pdf_pages.draw, pdf_pages.text_layer):
        with pytest.raises(pdf_pages.NoPages):
            use(content)


def test_a_sheet_of_too_many_dots_is_refused(settings):
    settings.MOST_PIXELS = 1_000_000
    with pytest.raises(pdf_pages.TooLarge):
        pdf_pages.sizes(pdf())
    assert pdf_pages.draw(pdf(), within=240).height == pytest.approx(240, abs=1)
