"""What an uploaded picture or PDF has to be before the paper keeps it, and what its file is called."""

from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import pdf_pages
from .picture_formats import FORMATS

_PDF_BEGINS_WITHIN = 1024
_PDF_END_WITHIN = 2048
# A camera's JPEG of several pictures (MPO) is read as its first.
_ENDINGS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "TIFF": ".tif", "BMP": ".bmp"}


def named(name: str, ending: str) -> str:
    """A file's name with the ending of what it is: a server tells by it how the file is shown."""
    return f"{PurePosixPath(name).stem or 'file'}{ending}"


def check_picture(file) -> str:
    """The ending for a picture, all of which is decoded.

    Refuses a file that is no picture of a known format, or too large, or damaged.
    """
    _check_length(file)
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > settings.MOST_PIXELS:
                raise Image.DecompressionBombError
            # Of a JPEG every byte is read, and an eighth of its dots in each direction is made: 9 MB for 200 million.
            picture.draft("RGB", (picture.width // 8, picture.height // 8))
            picture.load()
            return _ENDINGS[picture.format]
    except Image.DecompressionBombError:
        raise ValidationError(_("This picture has more dots than any page; save it smaller.")) from None
    except Exception:  # Pillow's decoders raise what they like on damaged bytes.
        raise ValidationError(
            _("This file is damaged or no picture: a whole JPEG, PNG, WebP, GIF, TIFF or BMP file is needed.")
        ) from None
    finally:
        file.seek(0)


def looks_like_pdf(file) -> bool:
    """Whether a file begins as a PDF does, however it is called."""
    file.seek(0)
    beginning = file.read(_PDF_BEGINS_WITHIN)
    file.seek(0)
    return beginning.lstrip().startswith(b"%PDF-")


def check_pdf(file) -> list[tuple[float, float]]:
    """The sizes of a PDF's pages, in points.

    Refuses a file that is no PDF, ends too early or is damaged, is encrypted, or is too large in any way.
    """
    _check_length(file)
    begins_well = looks_like_pdf(file)
    file.seek(max(0, file.size - _PDF_END_WITHIN))
    ends_well = b"%%EOF" in file.read()
    file.seek(0)
    try:
        if not (begins_well and ends_well):
            raise pdf_pages.NoPages
        found = pdf_pages.sizes(content_of(file))
    except pdf_pages.NoPages as refusal:
        raise ValidationError(said_of(refusal)) from None
    if len(found) > settings.MOST_PDF_PAGES:
        raise ValidationError(
            _("This PDF has %(count)d pages, and %(most)d at most are taken."),
            params={"count": len(found), "most": settings.MOST_PDF_PAGES},
        )
    return found


def said_of(refusal: pdf_pages.NoPages) -> str:
    """What somebody reads whose PDF cannot be used."""
    match refusal:
        case pdf_pages.Locked():
            return _("This PDF is protected by a password or forbids changes; save it without protection.")
        case pdf_pages.TooLarge():
            return _("A page of this PDF is larger than any sheet; save it in the size in which it is printed.")
    return _("This file is damaged or no PDF.")


def content_of(file) -> bytes | Path:
    """A file as PDFs are read: by its place on the disk where it has one, else its bytes."""
    if hasattr(file, "temporary_file_path"):
        return Path(file.temporary_file_path())
    file.seek(0)
    content = file.read()
    file.seek(0)
    return content


def _check_length(file) -> None:
    if file.size > settings.MOST_MEGABYTES * 1_000_000:
        raise ValidationError(
            _("This file has %(size)d MB, and %(most)d MB at most are taken."),
            params={"size": -(-file.size // 1_000_000), "most": settings.MOST_MEGABYTES},
        )
