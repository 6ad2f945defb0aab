"""A source's pictures and PDFs on their way into storage."""

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from editions.picture_formats import FORMATS

from .sources import TooLarge, read

# A scan of a broadsheet at 600 dpi is some 120 MB as TIFF.
LONGEST_PICTURE = 200_000_000
LONGEST_PDF = 500_000_000
_NO_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True)
class Picture:
    """A picture's bytes by their digest, and its size in pixels."""

    name: str
    sha256: str
    width: int
    height: int


class Media:
    """The files that records name. What was stored since the last `keep()` is removed again by `discard()`."""

    def __init__(self, source, report):
        self.source = source
        self.report = report
        self._names = source.names()
        self._stored: list[str] = []

    def picture(self, name: str | None) -> Picture | None:
        """The picture of that name; None, with a warning, where it is not in the archive or is none."""
        data = self._read(name, LONGEST_PICTURE)
        if data is None:
            return None
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
        except UnidentifiedImageError:
            self.report.failed(name, f"is not a picture of a known kind: {', '.join(FORMATS)}")
            return None
        except _NO_PICTURE as error:
            self.report.failed(name, f"is not a picture that can be read: {error}")
            return None
        self.report.read(name, f"picture, {width} × {height}")
        return Picture(name, hashlib.sha256(data).hexdigest(), width, height)

    def pdf(self, name: str | None) -> str | None:
        """The SHA-256 of the PDF of that name; None, with a warning, where it is not in the archive or is none."""
        data = self._read(name, LONGEST_PDF)
        if data is None:
            return None
        if not data[:1024].lstrip().startswith(b"%PDF-"):
            self.report.failed(name, "is not a PDF")
            return None
        self.report.read(name, "PDF")
        return hashlib.sha256(data).hexdigest()

    def _read(self, name: str | None, limit: int) -> bytes | None:
        if not name:
            return None
        if name in self.source.refused:
            self.report.warn(name, f"is not read: it {self.source.refused[name]}")
            return None
        if name not in self._names:
            self.report.warn(name, "is named but not in the archive")
            return None
        try:
            return read(self.source, name, limit)
        except (OSError, TooLarge) as error:
            self.report.failed(name, f"cannot be read: {error}")
            return None

    def is_stored(self, name: str, stored: str) -> bool:
        """Whether storage holds the same bytes under the name `stored`."""
        try:
            with default_storage.open(stored, "rb") as file:
                return file.read() == read(self.source, name, LONGEST_PDF)
        except OSError:
            return False

    def store(self, name: str, field, instance) -> str:
        """Put the file into storage for a model's file field; its name there, which nobody can guess."""
        data = read(self.source, name, LONGEST_PDF)
        stored = default_storage.save(field.generate_filename(instance, name), ContentFile(data))
        self._stored.append(stored)
        return stored

    def made(self, names: list[str]) -> None:
        """Files were stored for the edition in another way than by `store`."""
        self._stored += names

    def drop(self, stored: str) -> None:
        """Remove a file that turned out not to be needed."""
        default_storage.delete(stored)
        self._stored.remove(stored)

    def keep(self) -> None:
        """What was stored is in use from now on."""
        self._stored.clear()

    def discard(self) -> None:
        """Remove what was stored for an edition that was not kept."""
        for name in self._stored:
            default_storage.delete(name)
        self._stored.clear()
