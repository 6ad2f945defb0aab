"""Draws the scenes and keeps them as press photos: JPEG with caption, byline, date and copyright inside."""

import io
import random
import struct
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageChops

from . import scenes_halls as halls
from . import scenes_outdoors as outdoors
from . import scenes_streets as streets
from .archives import parse_caption
from .brush import HEIGHT, WIDTH, Canvas

SCENES = {
    "river-bridge": outdoors.river_bridge,
    "old-street": streets.old_street,
    "ferry": outdoors.ferry,
    "dock-dawn": outdoors.dock_dawn,
    "rice-terraces": outdoors.rice_terraces,
    "market": streets.market,
    "library": halls.library,
    "school-sports": streets.school_sports,
    "factory-hall": halls.factory_hall,
    "wind-turbines": outdoors.wind_turbines,
    "tea-hill": outdoors.tea_hill,
    "night-skyline": streets.night_skyline,
    "lanterns": streets.lanterns,
    "dragon-boats": outdoors.dragon_boats,
    "railway-station": streets.railway_station,
    "clinic": halls.clinic,
    "park-lake": outdoors.park_lake,
    "snow-town": outdoors.snow_town,
    "basketball": halls.basketball,
    "chess": halls.chess,
    "noodles": halls.noodles,
    "inkstone": halls.inkstone,
    "orchard": outdoors.orchard,
    "electric-bus": streets.electric_bus,
    "sluice-gate": outdoors.sluice_gate,
    "concert": halls.concert,
    "greenhouse": outdoors.greenhouse,
    "museum": halls.museum,
    "morning-exercise": streets.morning_exercise,
    "stadium": halls.stadium,
    "bookshop": halls.bookshop,
    "kite": outdoors.kite,
}
MOST_BYTES = 150_000


@dataclass(frozen=True)
class PressData:
    """What a picture desk writes into a photo (IPTC)."""

    caption: str
    byline: str
    date: str  # YYYYMMDD
    copyright: str


def press_data(editions, papers) -> dict[str, PressData]:
    """For every picture the caption and byline of its first use, the day before that edition, the paper's copyright."""
    found: dict[str, PressData] = {}
    for edition in sorted(editions, key=lambda one: (one.date, one.slug)):
        for article in edition.articles:
            for photo in article.photos:
                if photo.picture and photo.picture not in found:
                    caption = parse_caption(photo.caption)
                    found[photo.picture] = PressData(
                        caption=caption.text,
                        byline=" ".join(credit.name for credit in caption.credits),
                        date=(edition.date - timedelta(days=1)).strftime("%Y%m%d"),
                        copyright=papers[edition.slug].frame.publisher,
                    )
    return found


def draw_pictures(browser, folder: Path, data: dict[str, PressData]) -> dict[str, Path]:
    """Draws every scene into `folder`."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    paths = {}
    for name, draw in SCENES.items():
        canvas = Canvas(name)
        draw(canvas)
        page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{canvas.svg()}")
        shot = page.screenshot(clip={"x": 0, "y": 0, "width": canvas.width, "height": canvas.height})
        picture = grained(Image.open(io.BytesIO(shot)).convert("RGB"), name)
        paths[name] = folder / f"{name}.jpg"
        paths[name].write_bytes(jpeg(picture, data.get(name)))
    page.close()
    return paths


def grained(picture: Image.Image, seed: str) -> Image.Image:
    """The picture with the slight grain of ink on paper, always the same for one name."""
    width, height = picture.size
    noise = Image.frombytes("L", (width // 2, height // 2), random.Random(seed).randbytes((width // 2) * (height // 2)))
    noise = noise.resize((width, height), Image.Resampling.BICUBIC).point(lambda value: 128 + (value - 128) // 15)
    return ImageChops.overlay(picture, Image.merge("RGB", (noise, noise, noise)))


def jpeg(picture: Image.Image, data: PressData | None) -> bytes:
    """JPEG at the best quality that stays below the limit, with the press data."""
    extra = iptc(data) if data else b""
    for quality in (84, 80, 76, 72, 68, 64, 60, 56, 52, 48, 44, 40):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, extra=extra)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()


def iptc(data: PressData) -> bytes:
    """An APP13 segment: IPTC-IIM records within a Photoshop resource block."""
    fields = [
        (1, 90, b"\x1b%G"),  # what follows is UTF-8
        (2, 0, struct.pack(">H", 4)),
        (2, 120, data.caption.encode()[:2000]),
        (2, 80, data.byline.encode()),
        (2, 55, data.date.encode()),
        (2, 116, data.copyright.encode()),
    ]
    records = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in fields if value
    )
    block = b"8BIM" + struct.pack(">HHL", 0x0404, 0, len(records)) + records + b"\0" * (len(records) % 2)
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content
