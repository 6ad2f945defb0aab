"""Files of pictures that say something of themselves, in IPTC and in EXIF."""

import struct
from io import BytesIO

from PIL import ExifTags, Image, TiffImagePlugin

EXIF = ExifTags.IFD.Exif


def records(values: dict, encoding="utf-8", mark=False) -> bytes:
    """IPTC records, as IIM writes them: 0x1C, record, dataset, length, value."""
    written = [((1, 90), b"\x1b%G")] if mark else []
    for key, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            written.append((key, each if isinstance(each, bytes) else each.encode(encoding)))
    return b"".join(struct.pack(">BBBH", 0x1C, *key, len(value)) + value for key, value in written)


def with_iptc(jpeg: bytes, values: dict, encoding="utf-8", mark=False, tail=b"") -> bytes:
    """A JPEG with the records in its APP13 segment, as Photoshop keeps them."""
    data = records(values, encoding, mark) + tail
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    segment = b"Photoshop 3.0\0" + block
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def with_exif(tags: dict, detail: dict | None = None, form="JPEG") -> bytes:
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    exif.get_ifd(EXIF).update(detail or {})
    out = BytesIO()
    Image.new("RGB", (60, 40), "#884422").save(out, form, exif=exif)
    return out.getvalue()


def tiff_with_iptc(values: dict) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[TiffImagePlugin.IPTC_NAA_CHUNK] = records(values)
    tags.tagtype[TiffImagePlugin.IPTC_NAA_CHUNK] = 7
    out = BytesIO()
    Image.new("RGB", (60, 40)).save(out, "TIFF", tiffinfo=tags)
    return out.getvalue()


def xp(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\0\0"
