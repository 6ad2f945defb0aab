"""The pages of a PDF: measured, drawn as pictures, read for their layout, and taken out one by one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from django.conf import settings
from PIL import Image

from .text_layer import TextLayer, read

# At which a facsimile is drawn: the small type of a page can still be read when it is zoomed.
DPI = 200

# PDFium is not thread safe: whatever is done with it, and with what it has made, is done under this lock.
_PDFIUM = threading.Lock()


class NoPages(Exception):
    """A file that is no PDF, or a damaged one."""


class Locked(NoPages):
    """A PDF that is encrypted, whether or not it opens without a password."""


class TooLarge(NoPages):
    """A page of more dots at `DPI` than a picture may have."""


def sizes(pdf: bytes | Path) -> list[tuple[float, float]]:
    """Width and height of every page, in points of 1/72 inch. Raises NoPages, Locked or TooLarge."""
    with _opened(pdf) as document:
        found = [document.get_page_size(number) for number in range(len(document))]
    if not found or not all(width >= 1 and height >= 1 for width, height in found):
        raise NoPages
    for size in found:
        _scale_of(size, DPI)
    try:
        with pikepdf.open(pdf if isinstance(pdf, Path) else BytesIO(pdf)) as structure:
            if len(structure.pages) != len(found):
                raise NoPages
    except pikepdf.PdfError as error:
        raise NoPages from error
    return found


def draw(pdf: bytes | Path, number: int = 0, within: int | None = None) -> Image.Image:
    """The page of that number, counted from 0, in RGB: at `DPI`, or some `within` dots high or wide.

    Raises as `sizes` does.
    """
    with _opened(pdf) as document:
        if number >= len(document):
            raise NoPages
        size = document.get_page_size(number)
        scale = within / max(size) if within else _scale_of(size, DPI)
        page = document[number]
        try:
            drawn = page.render(scale=scale, rev_byteorder=True)
            try:
                # The picture may share the bitmap's memory, which goes with it.
                return drawn.to_pil().convert("RGB").copy()
            finally:
                drawn.close()
        except pdfium.PdfiumError as error:
            raise NoPages from error
        finally:
            page.close()


def text_layer(pdf: bytes | Path, number: int = 0) -> TextLayer:
    """Where the letters and pictures of the page of that number stand. Raises NoPages or Locked."""
    with _opened(pdf) as document:
        if number >= len(document):
            raise NoPages
        try:
            return read(document[number])
        except pdfium.PdfiumError as error:
            raise NoPages from error


def facsimile(pdf: bytes | Path, number: int = 0) -> bytes:
    """The page as the picture that is kept of it, a JPEG at `DPI` whose colours are not halved. Raises as `draw`."""
    out = BytesIO()
    draw(pdf, number).save(out, "JPEG", quality=92, subsampling=0, optimize=True, dpi=(DPI, DPI))
    return out.getvalue()


def taken_out(pdf: bytes | Path, number: int) -> bytes:
    """A PDF of that page alone, counted from 0. Raises NoPages."""
    out = BytesIO()
    try:
        with pikepdf.open(pdf if isinstance(pdf, Path) else BytesIO(pdf)) as whole, pikepdf.new() as single:
            single.pages.append(whole.pages[number])
            single.remove_unreferenced_resources()
            single.save(out)
    except (pikepdf.PdfError, IndexError) as error:
        raise NoPages from error
    return out.getvalue()


def _scale_of(size: tuple[float, float], dpi: int) -> float:
    """What points are multiplied by to be dots; raises TooLarge."""
    scale = dpi / 72
    if size[0] * size[1] * scale**2 > settings.MOST_PIXELS:
        raise TooLarge
    return scale


@contextmanager
def _opened(pdf: bytes | Path) -> Iterator[pdfium.PdfDocument]:
    with _PDFIUM:
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError as error:
            raise (Locked if error.err_code == pdfium_c.FPDF_ERR_PASSWORD else NoPages) from error
        try:
            if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
                raise Locked
            yield document
        finally:
            document.close()
