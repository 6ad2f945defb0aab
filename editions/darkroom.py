"""What is made of a picture's original: upright, in sRGB on white, with nothing of what a camera wrote into it."""

import struct
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageCms, ImageDraw, ImageOps

from .picture_formats import FORMATS

# Opening more would let one file take a server's memory. Pillow itself warns above this, and refuses twice as much.
Image.MAX_IMAGE_PIXELS = settings.MOST_PIXELS
# The forms in which readers get pictures, by their endings. A browser that knows WebP takes it: it is a third smaller.
FORMS = {
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True}),
}
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
# What lies over a withdrawn article on the picture of its page: a grey that cannot be taken for paper or type.
_COVER = (200, 200, 200)
# EXIF: how the camera was held.
ORIENTATION = 0x0112


def printed(picture: Image.Image, form: str) -> bytes:
    """The picture in one of FORMS."""
    out = BytesIO()
    name, options = FORMS[form]
    picture.save(out, name, **options)
    return out.getvalue()


def opened(original) -> Image.Image:
    """The original as it is stored, not decoded yet. Raises one of UNREADABLE, ValueError where it is too large."""
    picture = Image.open(original, formats=FORMATS)
    if picture.width * picture.height > settings.MOST_PIXELS:
        raise ValueError("too many pixels")
    return picture


def is_turned(picture: Image.Image) -> bool:
    """Whether a camera held on its side has stored width for height."""
    return picture.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)


def seen_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height as one sees the picture, in dots."""
    return picture.size[::-1] if is_turned(picture) else picture.size


def upright(original, width: int | None = None) -> Image.Image:
    """The picture as one sees it, of at most `width`, in sRGB on white, with nothing of the original's metadata.

    Of a JPEG no more dots are decoded than the width needs.
    """
    picture = opened(original)
    seen_width, _seen_height = seen_size(picture)
    if width and width < seen_width:
        picture = reduced(picture, tuple(max(1, round(side * width / seen_width)) for side in picture.size))
    ImageOps.exif_transpose(picture, in_place=True)
    return on_white(picture)


def reduced(picture: Image.Image, size: tuple[int, int], room: int = 2) -> Image.Image:
    """A picture that is not decoded yet, at a smaller size; how it is turned, and its colours, go along.

    A JPEG is decoded at no more than its scale of an eighth, a quarter or half that is still `room` times as large.
    Pillow's own `thumbnail` would decode all of a JPEG where the size is bounded on one side only.
    """
    turn = picture.getexif().get(ORIENTATION)
    drafted = picture.draft(None, (room * size[0], room * size[1]))
    if picture.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small = picture.resize(size, Image.Resampling.LANCZOS, box=drafted and drafted[1], reducing_gap=2.0)
    small.info = {name: picture.info[name] for name in ("icc_profile", "transparency") if name in picture.info}
    if turn:
        small.getexif()[ORIENTATION] = turn
    return small


def on_white(picture: Image.Image) -> Image.Image:
    """A decoded picture in sRGB, its transparent parts white as paper, with nothing of its metadata."""
    picture = _in_srgb(picture)
    if picture.mode == "RGBA":
        clean = Image.new("RGB", picture.size, "white")
        clean.paste(picture, mask=picture.getchannel("A"))
        return clean
    # What Pillow would write along lies in `info`; to copy the dots only would take their memory twice.
    picture.info = {}
    return picture


def covered(original, polygons: list[list]) -> bytes:
    """The picture with these areas covered, as a JPEG. Raises one of UNREADABLE.

    Polygons are points in fractions of width and height. They were drawn by hand: the cover stands out by 0.4 %.
    """
    picture = upright(original)
    draw = ImageDraw.Draw(picture)
    margin = max(picture.size) // 125
    for polygon in polygons:
        points = [(x * picture.width, y * picture.height) for x, y in polygon]
        draw.polygon(points, fill=_COVER)
        draw.line([*points, *points[:2]], fill=_COVER, width=margin, joint="curve")
    out = BytesIO()
    picture.save(out, "JPEG", quality=90, optimize=True)
    return out.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in RGB, or RGBA where it has transparency; by its own colour profile where that can be read."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            return ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            pass
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)
