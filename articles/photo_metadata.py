"""What a picture's file says of itself: caption, photographer and time, as cameras and agencies write them. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

from PIL import ExifTags, Image, IptcImagePlugin

from articles import credits
from articles.unseen import without_unseen
from editions.picture_formats import FORMATS

_OBJECT_NAME, _HEADLINE, _CAPTION = (2, 5), (2, 105), (2, 120)
_BYLINE, _BYLINE_TITLE, _PROVIDER = (2, 80), (2, 85), (2, 110)
_DAY, _HOUR = (2, 55), (2, 60)
# Microsoft's own tags, in UTF-16.
_XP_TITLE, _XP_COMMENT, _XP_AUTHOR = 0x9C9B, 0x9C9C, 0x9C9D
# What cameras and programs write when nobody has written anything.
_NOBODY_WROTE = re.compile(
    r"(?:\w+ )*digital camera|(?:sony |_)?dsc[\w ]*|dcim\w*|_?img\w*|untitled|default|unknown|screenshot|picasa"
    r"|samsung\w*|minolta.*|binary comment|charset=.*|ascii\b.*|copyright.*|owner|user|admin(?:istrator)?",
    re.IGNORECASE,
)
# Nobody has written U+FFFD: it is what is left of a character that was decoded wrong.
_LOST = "\ufffd"
_LONGEST_TEXT, _LONGEST_LINE = 2000, 500


@dataclass(frozen=True)
class PhotoMetadata:
    """What was found, ready to be printed; empty where the file is silent. A time without a zone is the camera's."""

    text: str = ""
    credit_line: str = ""
    alt: str = ""
    taken_at: datetime | None = None


def read(file) -> PhotoMetadata:
    """The metadata of an uploaded picture; the file stands at its beginning again. Broken metadata says nothing."""
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            return _told(_iptc(picture), _exif(picture))
    except Exception:  # Pillow raises what it likes on damaged bytes.
        return PhotoMetadata()
    finally:
        file.seek(0)


def _told(iptc: dict[tuple[int, int], list[str]], exif: dict[str, str]) -> PhotoMetadata:
    """IPTC, which an agency writes, before EXIF, which a camera writes; a credit at a caption's end before both."""
    caption = credits.parse_caption(_first(*iptc.get(_CAPTION, ()), exif["text"]))
    title, names = " ".join(iptc.get(_BYLINE_TITLE, ())), " ".join(iptc.get(_BYLINE, ()))
    photographer = _first(_credit_line(names, title), *iptc.get(_PROVIDER, ()), _credit_line(exif["photographer"]))
    alt = _first(*iptc.get(_HEADLINE, ()), *iptc.get(_OBJECT_NAME, ()), exif["title"])
    return PhotoMetadata(
        text=caption.text[:_LONGEST_TEXT],
        credit_line=(caption.credit_line or photographer)[:_LONGEST_LINE],
        alt="" if alt == caption.text else alt[:_LONGEST_LINE],
        taken_at=_moment(exif["taken"], exif["zone"]) or _moment_of_iptc(iptc),
    )


def _credit_line(names: str, title: str = "") -> str:
    """A photographer as the paper prints one: 沈一苇 becomes 沈一苇 摄, and what is a printed credit stays."""
    with_title = [f"{title} {names} 摄"] if title else []
    for wording in [*with_title, names, f"{names} 摄"] if names else []:
        if credits.parse_caption(wording).credits:
            return wording
    return names


def _iptc(picture: Image.Image) -> dict[tuple[int, int], list[str]]:
    found = IptcImagePlugin.getiptcinfo(picture) or {}
    return {
        key: [text for value in _as_list(values) if (text := _clean(_decoded(value)))] for key, values in found.items()
    }


def _as_list(values) -> list[bytes]:
    return values if isinstance(values, list) else [values] if values else []


def _exif(picture: Image.Image) -> dict[str, str]:
    """The tags that matter, by what they say; EXIF calls its texts ASCII, and they are whatever was typed."""
    tags = picture.getexif()
    detail = tags.get_ifd(ExifTags.IFD.Exif)
    text = [tags.get(ExifTags.Base.ImageDescription), _wide(tags.get(_XP_COMMENT))]
    return {
        "text": _first(*map(_typed, text), _comment(detail.get(ExifTags.Base.UserComment))),
        "photographer": _first(_typed(tags.get(ExifTags.Base.Artist)), _typed(_wide(tags.get(_XP_AUTHOR)))),
        "title": _first(_typed(_wide(tags.get(_XP_TITLE)))),
        "taken": _typed(detail.get(ExifTags.Base.DateTimeOriginal) or detail.get(ExifTags.Base.DateTimeDigitized)),
        "zone": _typed(detail.get(ExifTags.Base.OffsetTimeOriginal)),
    }


def _typed(value) -> str:
    """A text that Pillow has read as Latin-1, as it was typed."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return _clean(value)
    return _clean(_decoded(value)) if isinstance(value, bytes) else ""


def _wide(value) -> str:
    return bytes(value).decode("utf-16-le", "ignore") if isinstance(value, bytes | tuple) else ""


def _comment(value) -> str:
    """A user's comment, whose first eight bytes name its encoding."""
    if not isinstance(value, bytes):
        return _typed(value)
    code, text = value[:8], value[8:]
    if code.startswith(b"UNICODE"):
        return _clean(_utf16(text))
    return _typed(text) if code.startswith((b"ASCII", b"\0", b"JIS")) else _typed(value)


def _utf16(text: bytes) -> str:
    """By its mark, else the order in which more of it is Han, kana or ASCII: files hold either."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", "ignore")
    both = [text.decode(order, "ignore") for order in ("utf-16-le", "utf-16-be")]
    return max(both, key=lambda read: sum(sign < "\x80" or "\u3000" <= sign <= "\u9fff" for sign in read))


def _decoded(value: bytes) -> str:
    """UTF-8 where it can be, whatever the file says it is; else what Chinese machines wrote before."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _clean(text: str) -> str:
    """Without what nobody sees; nothing where a camera only says its name."""
    text = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n").replace(_LOST, "")).strip(" \t\n\u3000")
    return "" if _NOBODY_WROTE.fullmatch(text) else text


def _first(*texts: str) -> str:
    return next(filter(None, texts), "")


def _moment(taken: str, zone: str) -> datetime | None:
    """`2024:03:01 06:12:30`, with or without `+08:00`; cameras without a clock write zeros."""
    for wording, form in ((taken + zone, "%Y:%m:%d %H:%M:%S%z"), (taken, "%Y:%m:%d %H:%M:%S")):
        try:
            moment = datetime.strptime(wording, form)
        except ValueError:
            continue
        return moment if moment.year > 1900 else None
    return None


def _moment_of_iptc(iptc: dict[tuple[int, int], list[str]]) -> datetime | None:
    """`20240301` and `061230+0800`; a day alone is no moment."""
    day, hour = _first(*iptc.get(_DAY, ())), _first(*iptc.get(_HOUR, ()))
    for form in ("%Y%m%d%H%M%S%z", "%Y%m%d%H%M%S"):
        try:
            return datetime.strptime(day + hour, form) if day and hour else None
        except ValueError:
            continue
    return None
