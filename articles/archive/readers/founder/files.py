"""The archive's files as the views of a digital edition link to them."""

from io import BytesIO

from PIL import Image

from ...sources import UNREADABLE, holds
from .addresses import candidates


class Files:
    """The archive's files as views link to them."""

    def __init__(self, source):
        self.source = source
        self.names = source.names()
        self._loose: dict[str, str] | None = None
        self._sizes: dict[str, tuple[int, int] | None] = {}

    def find(self, path: str, href: str) -> str | None:
        """The file that `href` in the view at `path` leads to; in a flattened folder by its name alone."""
        if not href:
            return None
        for name in candidates(path, href):
            if holds(self.names, name):
                return name
        if "/" not in path:
            return self._by_name(href)
        return None

    def _by_name(self, href: str) -> str | None:
        if self._loose is None:
            self._loose = {name: name for name in self.names if "/" not in name}
        names = candidates("x", href.rpartition("/")[2])
        return next((name for name in names if name in self._loose), None)

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
