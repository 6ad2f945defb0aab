"""What an uploaded picture or PDF has to be before the paper keeps it, and what its file is called."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

from .media import MOST_PIXELS
from .picture_formats import FORMATS

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
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
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


def check_pdf(file) -> None:
    """Refuse a file that is no PDF or ends too early."""
    file.seek(0)
    begins_well = file.read(1024).lstrip().startswith(b"%PDF-")
    file.seek(max(0, file.size - _PDF_END_WITHIN))
    ends_well = b"%%EOF" in file.read()
    file.seek(0)
    if not (begins_well and ends_well):
        raise ValidationError(_("This file is damaged or no PDF."))
