"""Renditions: the smaller pictures that readers get, made once of originals that stay private.

An original's name is random, so its renditions' addresses can be known only from a page that shows them.
"""

import re
import shutil
import struct
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse
from PIL import Image, ImageCms, ImageDraw, ImageOps

from .making import in_one_step
from .picture_formats import FORMATS

WIDTHS = (320, 640, 1280)
# A page's small type needs more.
FACSIMILE_WIDTHS = (*WIDTHS, 1800)
# What an original is named by `fields.UnguessableName`; nothing else has renditions.
ORIGINAL = r"(?:photos|facsimiles)/[0-9a-f]{32}(?:\.[a-z0-9]{1,9})?"

_NAME = re.compile(ORIGINAL)
# Opening more would let one file take a server's memory. Pillow itself warns above this, and refuses twice as much.
Image.MAX_IMAGE_PIXELS = settings.MOST_PIXELS
# What lies over a withdrawn article on the picture of its page: a grey that cannot be taken for paper or type.
_COVER = (200, 200, 200)
UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    OverflowError,
    struct.error,
    Image.DecompressionBombError,
)


class NoRendition(Exception):
    """There is no such rendition, and there will be none: unknown width, no original, or one that cannot be read."""


def widths(name: str) -> tuple[int, ...]:
    """The widths in which a picture is offered."""
    return FACSIMILE_WIDTHS if name.startswith("facsimiles/") else WIDTHS


def address(name: str, width: int) -> str:
    """Where readers get the picture `name` at `width`; empty for a name that has no renditions."""
    return reverse("rendition", args=[name, width]) if _NAME.fullmatch(name) else ""


def sources(name: str, original_width: int | None) -> list[tuple[str, int]]:
    """The addresses of a picture with their true widths; none is wider than the original."""
    offered = []
    for width in widths(name):
        offered.append((address(name, width), min(width, original_width or width)))
        if original_width and width >= original_width:
            break
    return offered


def rendition(name: str, width: int) -> Path:
    """The file of a rendition, made if it is not there yet; raises NoRendition."""
    if not _NAME.fullmatch(name) or width not in widths(name):
        raise NoRendition(name)
    path = Path(storages["renditions"].path(f"{name}/{width}.jpg"))
    if not path.exists():
        try:
            with storages["default"].open(name) as original:
                content = _scaled(original, width)
        except UNREADABLE as error:
            raise NoRendition(name) from error
        with in_one_step(path) as file:
            file.write_bytes(content)
        if not storages["default"].exists(name):
            # It was concealed while this was made.
            forget_renditions(name)
            raise NoRendition(name)
    return path


def forget_renditions(name: str) -> None:
    """Remove what readers got of an original; an original that is still there gives them again when it is asked."""
    shutil.rmtree(storages["renditions"].path(name), ignore_errors=True)


def conceal(original) -> str:
    """Give the file of a model's field a name that no reader has known: its old addresses show nothing any more.

    Returns the new name, which the caller stores within its transaction; once that is committed the old file goes.
    """
    old, storage = original.name, original.storage
    forget_renditions(old)
    if not storage.exists(old):
        return old
    with storage.open(old) as file:
        new = storage.save(original.field.generate_filename(original.instance, old), ContentFile(file.read()))
    discard(original)
    return new


def discard(file) -> None:
    """Remove the file of a model's field, and what readers got of it, once the transaction is committed."""
    name, storage = file.name, file.storage
    transaction.on_commit(lambda: _forget(storage, name))


def _forget(storage, name: str) -> None:
    storage.delete(name)
    forget_renditions(name)


def covered(name: str, polygons: list[list]) -> bytes | None:
    """The picture `name` with these areas covered, as a JPEG; None where it cannot be read.

    Polygons are points in fractions of width and height. They were drawn by hand: the cover stands out by 0.4 %.
    """
    try:
        with storages["default"].open(name) as original:
            image = upright(original)
    except UNREADABLE:
        return None
    draw = ImageDraw.Draw(image)
    margin = max(image.size) // 125
    for polygon in polygons:
        points = [(x * image.width, y * image.height) for x, y in polygon]
        draw.polygon(points, fill=_COVER)
        draw.line([*points, *points[:2]], fill=_COVER, width=margin, joint="curve")
    out = BytesIO()
    image.save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


def _scaled(original, width: int) -> bytes:
    """A JPEG of at most `width`, upright, in sRGB, with nothing of the original's metadata."""
    out = BytesIO()
    upright(original, width).save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


def upright(original, width: int | None = None) -> Image.Image:
    """The picture as one sees it, of at most `width`, in sRGB on white, with nothing of the original's metadata."""
    image = Image.open(original, formats=FORMATS)
    if image.width * image.height > settings.MOST_PIXELS:
        raise ValueError("too many pixels")
    if width:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        bounds = (image.width, width) if turned else (width, image.height)
        image.thumbnail(bounds, Image.Resampling.LANCZOS)
    image = _in_srgb(ImageOps.exif_transpose(image))
    clean = Image.new("RGB", image.size, "white")
    clean.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return clean


def _in_srgb(image: Image.Image) -> Image.Image:
    """The picture in RGB, or RGBA where it has transparency; by its own colour profile where that can be read."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            return ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGBA" if image.has_transparency_data else "RGB")
