"""Tiles of a large scan: every dot of it can be seen, each level is made once, and what is withdrawn shows on none."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageChops, ImageStat

from articles import workflow
from editions import ahead, darkroom, media, tiles
from tests.factories import make_article, make_edition, make_page, make_region, picture

pytestmark = pytest.mark.django_db


def drawn(width=2500, height=3300) -> Image.Image:
    """A scan on which every place looks different."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, ImageChops.difference(across, down)))


def keep(scan: Image.Image, form="PNG", folder="facsimiles", **options) -> str:
    out = BytesIO()
    scan.save(out, form, **options)
    name = f"{folder}/{'0123456789abcdef' * 2}.{form.lower()}"
    return storages["default"].save(name, ContentFile(out.getvalue()))


def joined(client, name: str, number: int, level: tiles.Level) -> Image.Image:
    """All tiles of a level, beside and below each other."""
    whole = Image.new("RGB", (level.width, level.height))
    for row in range(level.rows):
        for column in range(level.columns):
            reply = client.get(f"/media/{name}/tiles/{number}/{column}-{row}.jpg")
            assert (reply.status_code, reply["Content-Type"]) == (200, "image/jpeg")
            assert reply["Cache-Control"] == "public, max-age=31536000, immutable"
            with Image.open(BytesIO(b"".join(reply.streaming_content))) as piece:
                whole.paste(piece, (column * tiles.SIZE, row * tiles.SIZE))
    return whole


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_a_scan_of_140_million_dots_has_five_levels():
    found = tiles.levels(10_000, 14_000)
    assert [(level.width, level.height, level.columns, level.rows) for level in found] == [
        (625, 875, 1, 1),
        (1250, 1750, 2, 2),
        (2500, 3500, 3, 4),
        (5000, 7000, 5, 7),
        (10_000, 14_000, 10, 14),
    ]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_the_tiles_of_every_level_make_up_the_picture(client, form):
    scan = drawn()
    name = keep(scan, form)
    found = tiles.pyramid(name, *scan.size)
    for number, level in enumerate(found.levels):
        whole = joined(client, name, number, level)
        assert difference(whole, scan.resize(whole.size, Image.Resampling.LANCZOS)) < 3


def test_tiles_of_a_picture_on_its_side_stand_upright(client):
    exif = Image.Exif()
    exif[darkroom.ORIENTATION] = 6
    scan = drawn()
    name = keep(scan.transpose(Image.Transpose.ROTATE_90), "JPEG", exif=exif)
    found = tiles.pyramid(name, *scan.size)
    for number, level in enumerate(found.levels):
        whole = joined(client, name, number, level)
        assert difference(whole, scan.resize(whole.size, Image.Resampling.LANCZOS)) < 3


def test_nothing_that_a_camera_wrote_is_in_a_tile():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0xA431] = "SECRET body"
    name = keep(drawn(), "JPEG", exif=exif, xmp=b"SECRET", comment=b"SECRET")
    path = tiles.tile(name, 2, 1, 1)
    assert not Image.open(path).getexif()
    assert [
        each for each in path.parent.iterdir() if b"SECRET" in each.read_bytes() or b"EXIF" in each.read_bytes()
    ] == []


@pytest.mark.parametrize(
    ("folder", "width", "has_tiles"),
    [("facsimiles", 1800, False), ("facsimiles", 1801, True), ("photos", 1801, False)],
)
def test_a_facsimile_has_tiles_where_its_widest_rendition_does_not_show_all_of_it(client, folder, width, has_tiles):
    name = keep(Image.new("RGB", (width, 1300)), folder=folder)
    assert bool(tiles.pyramid(name, width, 1300)) == has_tiles
    assert client.get(f"/media/{name}/tiles/0/0-0.jpg").status_code == (200 if has_tiles else 404)
    assert tiles.pyramid(name, None, None) is None


@pytest.mark.parametrize("place", ["3/0-0", "2/3-0", "2/0-4", "99/0-0", "0/1-0"])
def test_beyond_the_picture_there_is_no_tile(client, place):
    assert client.get(f"/media/{keep(drawn())}/tiles/{place}.jpg").status_code == 404


def test_a_page_describes_its_pyramid(client):
    page = make_page()
    page.facsimile.save("a.png", ContentFile(picture(2500, 3300, form="PNG"), "a.png"))
    html = client.get(page.get_absolute_url()).content.decode()
    found = dict(re.findall(r'(data-tile[a-z-]*)="([^"]*)"', html))
    assert found == {
        "data-tiles": f"/media/{page.facsimile.name}/tiles/{{level}}/{{column}}-{{row}}.jpg",
        "data-tile-size": "1024",
        "data-tile-width": "2500",
        "data-tile-height": "3300",
        "data-tile-levels": "1x1 2x2 3x4",
    }
    page.facsimile.save("a.png", ContentFile(picture(1800, 900, form="PNG"), "a.png"))
    assert "data-tile" not in client.get(page.get_absolute_url()).content.decode()


def test_of_readers_who_come_at_once_only_one_makes_a_level(monkeypatch):
    made = []
    make = tiles._make
    monkeypatch.setattr(tiles, "_make", lambda *given: (made.append(given[2]), make(*given)))
    name = keep(drawn())
    asked = [(2, column, row) for column in range(3) for row in range(4)] + [(1, 0, 0), (1, 1, 1)]
    with ThreadPoolExecutor(14) as threads:
        paths = list(threads.map(lambda place: tiles.tile(name, *place), asked))
    assert len(set(paths)) == 14
    assert sorted(made) == [1, 2]
    folder = Path(storages["renditions"].path(name)) / "tiles"
    assert sorted(path.name for path in folder.iterdir()) == ["1", "2"]


def test_withdrawn_articles_are_covered_on_tiles_and_the_old_ones_are_gone(
    client, admin_user, django_capture_on_commit_callbacks
):
    page = make_page(make_edition())
    article = make_article(page)
    make_region(article, ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)))
    page.facsimile.save("a.png", ContentFile(picture(2500, 3300, "#0000ff", "PNG"), "a.png"))
    before = f"/media/{page.facsimile.name}/tiles/2/0-0.jpg"
    assert client.get(before).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article, "差错", "本稿已撤回。", by=admin_user)
    assert client.get(before).status_code == 404
    page.refresh_from_db()
    masked, scan = (Image.open(tiles.tile(name, 2, 0, 0)) for name in (page.masked.name, page.facsimile.name))
    assert masked.getpixel((500, 500))[0] > 150
    assert scan.getpixel((500, 500))[0] < 50
    assert page.masked.name in client.get(page.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.restore(article, "查无差错", by=admin_user)
    assert client.get(f"/media/{page.masked.name}/tiles/2/0-0.jpg").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_where_a_worker_runs_it_makes_every_level_before_anybody_asks(client, settings):
    settings.HAS_WORKER = True
    scan = drawn()
    name = keep(scan)
    ahead.prepare(name)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    folder = Path(storages["renditions"].path(name)) / "tiles"
    expected = [
        f"{number}/{column}-{row}.jpg"
        for number, level in enumerate(tiles.levels(*scan.size))
        for column in range(level.columns)
        for row in range(level.rows)
    ]
    assert sorted(str(path.relative_to(folder)) for path in folder.glob("*/*")) == expected
    renditions = len(media.FACSIMILE_WIDTHS) * len(darkroom.FORMS)
    assert [each.return_value for each in DBTaskResult.objects.all()] == [renditions + 3]


def test_a_picture_above_the_setting_has_neither_tiles_nor_renditions(client, settings):
    settings.MOST_PIXELS = 2500 * 3300 - 1
    name = keep(drawn())
    assert client.get(f"/media/{name}/tiles/0/0-0.jpg").status_code == 404
    with pytest.raises(media.NoRendition):
        media.rendition(name, 320)
