"""Large pictures for viewers of IIIF's Image API 3 (https://iiif.io/api/image/3.0/), at its level 0.

Every address stands for a rendition or a tile that readers get as well: a viewer sees no more than they do, and loses
it when they do.
"""

from math import ceil
from pathlib import Path

from django.urls import reverse

from . import media, tiles

CONTEXT = "http://iiif.io/api/image/3/context.json"
CONTENT_TYPE = f'application/ld+json;profile="{CONTEXT}"'
# How the addresses of its pictures go on, below the name of their original: which part, and how large.
REGION = r"full|[0-9]{1,6}(?:,[0-9]{1,6}){3}"
SIZE = r"max|[0-9]{1,6},(?:[0-9]{1,6})?"


def address(name: str) -> str:
    """Where the service of an original is."""
    return reverse("image-info", args=[name]).removesuffix("/info.json")


def info(name: str, site: str) -> dict:
    """What a viewer has to know before it asks for parts of an original; raises media.NoRendition without tiles.

    It names no `sizes`: OpenSeadragon, which most viewers draw with, takes them for the levels of the tiles where there
    happen to be as many.
    """
    pyramid = tiles.pyramid_of(name)
    width, height = _widest(name, pyramid)
    scales = [2**number for number in range(len(pyramid.levels))]
    return {
        "@context": CONTEXT,
        "id": site + address(name),
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": pyramid.width,
        "height": pyramid.height,
        "maxWidth": width,
        "maxHeight": height,
        "tiles": [{"width": tiles.SIZE, "height": tiles.SIZE, "scaleFactors": scales}],
    }


def part(name: str, region: str, size: str) -> Path:
    """The JPEG of a part of an original: `full` or `x,y,w,h` in dots of it, at the size `max` or `w,h`.

    Universal Viewer asks any service for thumbnails of the size `w,`: it gets a rendition of that width or more.
    Raises media.NoRendition for whatever is neither a tile nor a rendition.
    """
    pyramid = tiles.pyramid_of(name)
    if region == f"0,0,{pyramid.width},{pyramid.height}":
        region = "full"
    width, height = _widest(name, pyramid)
    if region == "full" and size in ("max", f"{width},{height}"):
        return media.rendition(name, width)
    if region == "full" and size.endswith(","):
        least = int(size.removesuffix(","))
        return media.rendition(name, next((each for each in media.widths(name) if each >= least), width))
    place = _tiles(pyramid).get((region, size))
    if place is None:
        raise media.NoRendition(name)
    return tiles.tile(name, *place)


def _widest(name: str, pyramid: tiles.Pyramid) -> tuple[int, int]:
    """The size of the widest rendition; none of a picture that has tiles is as wide as the picture."""
    width = media.widths(name)[-1]
    return width, max(1, round(pyramid.height * width / pyramid.width))


def _tiles(pyramid: tiles.Pyramid) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The level, column and row of every tile by its canonical region and size; there are some hundred at most."""
    found = {}
    for number, level in enumerate(pyramid.levels):
        scale = 2 ** (len(pyramid.levels) - 1 - number)
        side = tiles.SIZE * scale
        for row in range(level.rows):
            for column in range(level.columns):
                left, top = column * side, row * side
                width, height = min(side, pyramid.width - left), min(side, pyramid.height - top)
                is_whole = (width, height) == (pyramid.width, pyramid.height)
                region = "full" if is_whole else f"{left},{top},{width},{height}"
                found[region, f"{ceil(width / scale)},{ceil(height / scale)}"] = (number, column, row)
    return found
