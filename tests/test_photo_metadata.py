"""What the files of pictures say of themselves: IPTC and EXIF as agencies, cameras and broken programs write them."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from PIL import ExifTags

from articles.photo_metadata import PhotoMetadata, read
from tests.factories import picture
from tests.photo_files import tiff_with_iptc, with_exif, with_iptc, xp

CAPTION, BYLINE, TITLE_OF_BYLINE, PROVIDER, HEADLINE, DAY, HOUR = (
    *((2, 120), (2, 80), (2, 85), (2, 110), (2, 105), (2, 55), (2, 60)),
)
BEIJING = timezone(timedelta(hours=8))
AGENCY = {CAPTION: "渡口新桥通车。", BYLINE: "沈一苇", HEADLINE: "新桥", DAY: "20240301", HOUR: "061230+0800"}
TOLD = PhotoMetadata("渡口新桥通车。", "沈一苇 摄", "新桥", datetime(2024, 3, 1, 6, 12, 30, tzinfo=BEIJING))
FILES = {
    "UTF-8 that says so": (with_iptc(picture(), AGENCY, mark=True), TOLD),
    "UTF-8 that does not say so": (with_iptc(picture(), AGENCY), TOLD),
    "GBK": (with_iptc(picture(), AGENCY, "gb18030"), TOLD),
    "TIFF": (tiff_with_iptc(AGENCY), TOLD),
    "a byline's title": (
        with_iptc(picture(), {BYLINE: "沈一苇", TITLE_OF_BYLINE: "本报记者"}),
        PhotoMetadata(credit_line="本报记者 沈一苇 摄"),
    ),
    "two photographers": (
        with_iptc(picture(), {BYLINE: ["沈一苇", "柳岸"]}),
        PhotoMetadata(credit_line="沈一苇 柳岸 摄"),
    ),
    "an agency": (with_iptc(picture(), {PROVIDER: "新华社"}), PhotoMetadata(credit_line="新华社")),
    "a credit that is printed already": (
        with_iptc(picture(), {CAPTION: "江边。（本报记者 柳岸 摄）", BYLINE: "沈一苇"}),
        PhotoMetadata("江边。", "本报记者 柳岸 摄"),
    ),
    "line ends and what nobody sees": (
        with_iptc(picture(), {CAPTION: "\u3000江边\r\n的清晨\0。 \ufeff"}),
        PhotoMetadata("江边\n的清晨。"),
    ),
    "a day without an hour": (with_iptc(picture(), {DAY: "20240301"}), PhotoMetadata()),
    "EXIF in UTF-8": (
        with_exif(
            {ExifTags.Base.ImageDescription: "江边的清晨".encode(), ExifTags.Base.Artist: "柳岸".encode()},
            {ExifTags.Base.DateTimeOriginal: "2024:03:01 06:12:30"},
        ),
        PhotoMetadata("江边的清晨", "柳岸 摄", "", datetime(2024, 3, 1, 6, 12, 30)),
    ),
    "EXIF in GBK with a zone": (
        with_exif(
            {ExifTags.Base.ImageDescription: "江边的清晨".encode("gb18030")},
            {ExifTags.Base.DateTimeOriginal: "2024:03:01 06:12:30", ExifTags.Base.OffsetTimeOriginal: "+00:00"},
        ),
        PhotoMetadata("江边的清晨", "", "", datetime(2024, 3, 1, 6, 12, 30, tzinfo=UTC)),
    ),
    "what Windows writes": (
        with_exif({0x9C9C: xp("江边的清晨"), 0x9C9D: xp("柳岸"), 0x9C9B: xp("江")}),
        PhotoMetadata("江边的清晨", "柳岸 摄", "江"),
    ),
    "a comment in UTF-16": (
        with_exif({}, {ExifTags.Base.UserComment: b"UNICODE\0" + "江边的清晨".encode("utf-16-be")}),
        PhotoMetadata("江边的清晨"),
    ),
    "a comment in UTF-16 of the other order": (
        with_exif({}, {ExifTags.Base.UserComment: b"UNICODE\0" + "江边 dawn".encode("utf-16-le")}),
        PhotoMetadata("江边 dawn"),
    ),
    "PNG with EXIF": (
        with_exif({ExifTags.Base.ImageDescription: "江边".encode()}, form="PNG"),
        PhotoMetadata("江边"),
    ),
    "WebP with EXIF": (
        with_exif({ExifTags.Base.ImageDescription: "江边".encode()}, form="WEBP"),
        PhotoMetadata("江边"),
    ),
    "what cameras write when nobody did": (
        with_exif(
            {ExifTags.Base.ImageDescription: "OLYMPUS DIGITAL CAMERA         ", ExifTags.Base.Artist: "unknown"},
            {
                ExifTags.Base.DateTimeOriginal: "0000:00:00 00:00:00",
                ExifTags.Base.UserComment: b"ASCII\0\0\0" + b"\0" * 50,
            },
        ),
        PhotoMetadata(),
    ),
    "nothing": (picture(), PhotoMetadata()),
    "PNG without anything": (picture(form="PNG"), PhotoMetadata()),
    "a segment that is cut off": (with_iptc(picture(), AGENCY)[:90] + picture()[2:], PhotoMetadata()),
    "a text in no encoding": (with_iptc(picture(), {CAPTION: b"\xff\xff\xff", BYLINE: b"\x80"}), PhotoMetadata()),
    "GBK that says it is UTF-8": (with_iptc(picture(), AGENCY, "gb18030", mark=True), TOLD),
    "a record that is shorter than it says": (
        with_iptc(picture(), {BYLINE: "沈一苇"}, tail=b"\x1c\x02\x78\x7f\xff\x80"),
        PhotoMetadata(credit_line="沈一苇 摄"),
    ),
    "no picture": (b"\xff\xd8\xff" + b"\0" * 90, PhotoMetadata()),
}


@pytest.mark.parametrize(("content", "told"), FILES.values(), ids=FILES)
def test_what_a_file_says(content, told):
    file = BytesIO(content)
    file.seek(5)
    assert read(file) == told
    assert file.tell() == 0


def test_very_long_texts_are_cut():
    told = read(BytesIO(with_iptc(picture(), {CAPTION: "江" * 6000, BYLINE: "岸" * 900, HEADLINE: "边" * 900})))
    assert (len(told.text), len(told.credit_line), len(told.alt)) == (2000, 500, 500)
