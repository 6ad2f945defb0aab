"""The archive's files as the views of a digital edition link to them."""

from io import BytesIO

from PIL import Image

from ...sources import UNREADABLE
from .addresses import candidates


class Files:
    """The archive's files as views link to them."""

    def __init__(self, source):
        self.source = source
        self.names = source.names()

    def find(self, path: str, href: str) -> str | None:
        """The file that `href` in the view at `path` leads to; in a flattened folder by its name alone."""
        if not href:
            return None
        names = candidates(path, href)
        if "/" not in path:
            names += [name for name in candidates(path, href.rpartition("/")[2]) if "/" not in name]
        return next((name for name in names if name in self.names), None)

    def picture_size(self, name: str | None) -> tuple[int, int] | None:
        """(width, height) of a stored picture, None where it cannot be read."""
        if not name:
            return None
        try:
            with self.source.open(name) as file:
                beginning = file.read(400_000)
            with Image.open(BytesIO(beginning)) as picture:
                return picture.size
        except (*UNREADABLE, SyntaxError, LookupError, AttributeError, TypeError, Image.DecompressionBombError):
            return None
