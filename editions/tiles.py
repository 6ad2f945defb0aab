"""Tiles of large facsimiles, so that a reader zooms to the last dot of a scan without loading all of it.

A pyramid: the whole picture at level 0, on every level above it twice as wide and high, on the last as it was scanned;
each level cut into tiles. The worker makes the levels, where one runs; else whoever first asks for a tile of one waits.
"""

import shutil
import tempfile
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from django.core.files.storage import storages
from django.urls import reverse
from PIL import Image, ImageOps

from . import darkroom, media

SIZE = 1024
# How the addresses and the files of tiles go on, below the name of their original: level, column, row.
TILE = r"tiles/[0-9]{1,2}/[0-9]{1,3}-[0-9]{1,3}\.jpg"
# A reader may be waiting for the whole level: WebP would be a third smaller, and take ten times as long.
_JPEG = {"quality": 82}


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
    """The pyramid of a facsimile of that size; None where its widest rendition shows every dot of it.

    Photos have none: readers are not offered every dot of them.
    """
    if not (width and height and media.is_facsimile(name)) or width <= media.FACSIMILE_WIDTHS[-1]:
        return None
    address = reverse("tile", kwargs={"name": name, "level": 0, "column": 0, "row": 0})
    pattern = address.removesuffix("0/0-0.jpg") + "{level}/{column}-{row}.jpg"
    return Pyramid(width, height, levels(width, height), pattern)


def pyramid_of(name: str) -> Pyramid:
    """The pyramid of a stored original; raises media.NoRendition where it has none, or cannot be read."""
    try:
        with storages["default"].open(name) as original:
            found = pyramid(name, *darkroom.seen_size(darkroom.opened(original)))
    except darkroom.UNREADABLE as error:
        raise media.NoRendition(name) from error
    if found is None:
        raise media.NoRendition(name)
    return found


def tile(name: str, level: int, column: int, row: int) -> Path:
    """The file of a tile; its level is made if it is not there yet. Raises media.NoRendition for what is no tile."""
    folder = Path(storages["renditions"].path(f"{name}/tiles/{level}"))
    if not media.is_facsimile(name):
        raise media.NoRendition(name)
    if not folder.exists():
        with media.made_of(name):
            if not folder.exists():
                with storages["default"].open(name) as original:
                    _make(original, name, level, folder)
    path = folder / f"{column}-{row}.jpg"
    if not path.exists():
        raise media.NoRendition(name)
    return path


def make_all(name: str) -> int:
    """Make what is not there yet of a picture's levels; how many it has. Raises media.NoRendition where it has none."""
    count = len(pyramid_of(name).levels)
    for number in range(count):
        tile(name, number, 0, 0)
    return count


def _make(original, name: str, number: int, folder: Path) -> None:
    """Cut one level into tiles, in a folder that gets its name when all of them are there."""
    picture = darkroom.opened(original)
    known = pyramid(name, *darkroom.seen_size(picture))
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
    darkroom.on_white(picture.crop(box)).save(folder / f"{column}-{row}.jpg", "JPEG", **_JPEG)
