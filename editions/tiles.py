"""Tiles of large pictures, so that a reader zooms to the last dot of a scan without loading all of it.

A pyramid: the whole picture at level 0, on every level above it twice as wide and high, on the last as it was scanned;
each level cut into tiles. A level is made when somebody first asks for a tile of it.
"""

import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path

from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image, ImageOps

from . import darkroom, media

SIZE = 1024
# How the addresses and the files of tiles go on, below the name of their original: level, column, row.
TILE = r"tiles/[0-9]{1,2}/[0-9]{1,3}-[0-9]{1,3}\.webp"
# Made while a reader waits, a whole level at once.
_WEBP = {"quality": 80, "method": 2}


@dataclass(frozen=True)
class Level:
    """One level: its size in dots, and how many tiles stand beside and below each other."""

    width: int
    height: int

    @property
    def columns(self) -> int:
        return ceil(self.width / SIZE)

    @property
    def rows(self) -> int:
        return ceil(self.height / SIZE)


@dataclass(frozen=True)
class Pyramid:
    """What a viewer has to know of a picture's tiles; `address` has {level}, {column} and {row} to be filled in."""

    width: int
    height: int
    levels: tuple[Level, ...]
    address: str


def levels(width: int, height: int) -> tuple[Level, ...]:
    """The levels of a picture of that size, from the one that is a single tile to the picture itself."""
    found = [Level(width, height)]
    while max(found[0].width, found[0].height) > SIZE:
        found.insert(0, Level(ceil(found[0].width / 2), ceil(found[0].height / 2)))
    return tuple(found)


def pyramid(name: str, width: int | None, height: int | None) -> Pyramid | None:
    """The pyramid of an original of that size; None where its widest rendition shows every dot of it."""
    if not (width and height and media.is_original(name)) or width <= media.widths(name)[-1]:
        return None
    address = reverse("tile", kwargs={"name": name, "level": 0, "column": 0, "row": 0})
    pattern = address.removesuffix("0/0-0.webp") + "{level}/{column}-{row}.webp"
    return Pyramid(width, height, levels(width, height), pattern)


def tile(name: str, level: int, column: int, row: int) -> Path:
    """The file of a tile; its level is made if it is not there yet. Raises media.NoRendition for what is no tile."""
    folder = Path(storages["renditions"].path(f"{name}/tiles/{level}"))
    if not media.is_original(name):
        raise media.NoRendition(name)
    if not folder.exists():
        with media.made_of(name):
            if not folder.exists():
                with storages["default"].open(name) as original:
                    _make(original, name, level, folder)
    path = folder / f"{column}-{row}.webp"
    if not path.exists():
        raise media.NoRendition(name)
    return path


def _make(original, name: str, number: int, folder: Path) -> None:
    """Cut one level into tiles, in a folder that gets its name when all of them are there."""
    picture = darkroom.opened(original)
    width, height = picture.size[::-1] if darkroom.is_turned(picture) else picture.size
    known = pyramid(name, width, height)
    if known is None or number >= len(known.levels):
        raise media.NoRendition(name)
    level = known.levels[number]
    if number < len(known.levels) - 1:
        turned = (level.height, level.width) if darkroom.is_turned(picture) else (level.width, level.height)
        picture = darkroom.reduced(picture, turned, room=1)
    ImageOps.exif_transpose(picture, in_place=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder.parent, suffix=".part"))
    try:
        making.chmod(0o755)
        for row in range(level.rows):
            for column in range(level.columns):
                _cut(picture, column, row, making)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def _cut(picture: Image.Image, column: int, row: int, folder: Path) -> None:
    """One tile. Its colours are brought to sRGB here: for the whole picture that would take its memory twice."""
    left, top = column * SIZE, row * SIZE
    box = (left, top, min(left + SIZE, picture.width), min(top + SIZE, picture.height))
    out = BytesIO()
    darkroom.on_white(picture.crop(box)).save(out, "WEBP", **_WEBP)
    path = folder / f"{column}-{row}.webp"
    path.write_bytes(out.getvalue())
