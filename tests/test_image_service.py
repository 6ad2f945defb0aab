"""A large picture for viewers of IIIF: all that its info.json names is there, and nothing that readers do not get."""

import json
from io import BytesIO
from math import ceil

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles import workflow
from editions import media, tiles
from tests.factories import make_article, make_edition, make_page, make_region, picture

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
WIDTH, HEIGHT = 2500, 3300


@pytest.fixture
def page():
    """A page whose scan is larger than its widest rendition, and different in every place."""
    scan = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    scan = Image.merge("RGB", (scan, scan.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", scan.size)))
    out = BytesIO()
    scan.save(out, "PNG")
    found = make_page(make_edition())
    found.facsimile.save("page.png", ContentFile(out.getvalue()), save=True)
    return found


def given(client, address) -> bytes:
    """What a viewer on any site gets, and may keep."""
    reply = client.get(address)
    assert (reply.status_code, reply["Access-Control-Allow-Origin"]) == (200, "*"), address
    assert reply["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply["Content-Type"] == "image/jpeg"
    return b"".join(reply.streaming_content)


def requests(document) -> dict[str, tuple[int, int, int, int]]:
    """The region and size of every tile that a document names, as a viewer works them out, with its box in dots."""
    found = {}
    for scale in document["tiles"][0]["scaleFactors"]:
        side = document["tiles"][0]["width"] * scale
        for top in range(0, document["height"], side):
            for left in range(0, document["width"], side):
                width, height = min(side, document["width"] - left), min(side, document["height"] - top)
                is_whole = (width, height) == (document["width"], document["height"])
                region = "full" if is_whole else f"{left},{top},{width},{height}"
                size = f"{ceil(width / scale)},{ceil(height / scale)}"
                found[f"{region}/{size}"] = (left, top, left + width, top + height)
    return found


def test_it_says_how_large_the_picture_is_and_how_it_is_cut(client, page):
    reply = client.get(f"/media/{page.facsimile.name}/info.json")
    assert reply["Content-Type"] == 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
    assert reply["Access-Control-Allow-Origin"] == "*"
    assert json.loads(reply.content) == {
        "@context": "http://iiif.io/api/image/3/context.json",
        "id": f"{SITE}/media/{page.facsimile.name}",
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": "level0",
        "width": WIDTH,
        "height": HEIGHT,
        "maxWidth": 1800,
        "maxHeight": 2376,
        "tiles": [{"width": 1024, "height": 1024, "scaleFactors": [1, 2, 4]}],
    }


def test_every_tile_that_it_names_is_that_part_of_the_picture(client, page):
    name = page.facsimile.name
    asked = requests(json.loads(client.get(f"/media/{name}/info.json").content))
    assert len(asked) == sum(level.columns * level.rows for level in tiles.levels(WIDTH, HEIGHT)) == 17
    with Image.open(page.facsimile) as scan:
        for part, box in asked.items():
            with Image.open(BytesIO(given(client, f"/media/{name}/{part}/0/default.jpg"))) as tile:
                assert f"{tile.width},{tile.height}" == part.split("/")[1]
                middle = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
                seen, meant = tile.getpixel((tile.width // 2, tile.height // 2)), scan.getpixel(middle)
                assert max(abs(one - other) for one, other in zip(seen, meant, strict=True)) <= 6, part


@pytest.mark.parametrize(
    ("part", "width"),
    [
        ("full/max", 1800),
        ("full/1800,2376", 1800),
        ("0,0,2500,3300/max", 1800),
        ("full/90,", 320),
        ("full/640,", 640),
        ("full/1801,", 1800),
    ],
)
def test_the_whole_picture_is_one_of_its_renditions(client, page, part, width):
    name = page.facsimile.name
    content = given(client, f"/media/{name}/{part}/0/default.jpg")
    assert content == media.rendition(name, width).read_bytes()


@pytest.mark.parametrize(
    "part",
    [
        "full/2500,3300/0/default.jpg",
        "full/640,845/0/default.jpg",
        "0,0,1024,1024/512,512/0/default.jpg",
        "0,0,1024,1024/max/0/default.jpg",
        "1,0,1024,1024/1024,1024/0/default.jpg",
        "2048,3072,452,228/452,227/0/default.jpg",
        "full/max/90/default.jpg",
        "full/max/0/gray.jpg",
        "full/max/0/default.png",
        "full/max/0/default.webp",
        "square/max/0/default.jpg",
    ],
)
def test_nothing_else_is_there(client, page, part):
    assert client.get(f"/media/{page.facsimile.name}/{part}").status_code == 404


def test_a_picture_that_a_rendition_shows_whole_has_no_service(client):
    page = make_page()
    page.facsimile.save("page.png", ContentFile(picture(1800, 900, form="PNG")), save=True)
    of_none = f"/media/facsimiles/{'0' * 32}.png"
    for name in (f"/media/{page.facsimile.name}", of_none):
        for address in ("info.json", "full/max/0/default.jpg"):
            assert client.get(f"{name}/{address}").status_code == 404
    assert "service" not in client.get("/morning/2024-03-01/manifest.json").content.decode()


@pytest.mark.parametrize("with_region", [True, False])
def test_what_is_withdrawn_is_served_covered_or_not_at_all(
    client, admin_user, page, django_capture_on_commit_callbacks, with_region
):
    article = make_article(page)
    if with_region:
        make_region(article, ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)))
    before = f"/media/{page.facsimile.name}"
    addresses = ["info.json", "full/max/0/default.jpg", "full/625,825/0/default.jpg"]
    assert [client.get(f"{before}/{address}").status_code for address in addresses] == [200] * 3
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article, "差错", "本稿已撤回。", by=admin_user)
    assert [client.get(f"{before}/{address}").status_code for address in addresses] == [404] * 3
    page.refresh_from_db()
    (canvas,) = client.get("/morning/2024-03-01/manifest.json").json()["items"]
    painted = [each["body"]["service"][0]["id"] for lying in canvas["items"] for each in lying["items"]]
    assert painted == ([f"{SITE}/media/{page.masked.name}"] if with_region else [])
    for service in painted:
        content = given(client, f"{service.removeprefix(SITE)}/full/625,825/0/default.jpg")
        with Image.open(BytesIO(content)) as tile:
            assert [abs(dot - 200) <= 3 for dot in tile.getpixel((150, 200))] == [True] * 3
