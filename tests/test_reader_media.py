"""Pictures: readers get renditions under names nobody can guess, staff with permission the originals."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image

from editions import media
from tests.factories import make_account, make_article, make_caption, make_page, make_photo, permit, picture

pytestmark = pytest.mark.django_db


def keep(content: bytes, ending="jpg", folder="photos") -> str:
    """An original of any bytes, under a name as originals have."""
    name = f"{folder}/{'0123456789abcdef' * 2}.{ending}"
    return storages["default"].save(name, ContentFile(content))


def opened(response) -> Image.Image:
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    return Image.open(BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize(("width", "size"), [(320, (320, 160)), (640, (640, 320)), (1280, (800, 400))])
def test_a_picture_is_scaled_down_and_never_up(client, width, size):
    name = keep(picture(800, 400))
    assert opened(client.get(f"/media/{name}/{width}.jpg")).size == size


def test_only_facsimiles_come_in_the_widest(client):
    content = picture(2000, 30)
    assert opened(client.get(f"/media/{keep(content, folder='facsimiles')}/1800.jpg")).size == (1800, 27)
    assert client.get(f"/media/{keep(content)}/1800.jpg").status_code == 404


def test_a_rendition_may_be_kept_for_ever(client):
    response = client.get(f"/media/{keep(picture())}/320.jpg")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.has_header("Vary")


def test_a_rendition_is_made_once_and_in_one_step(client):
    name = keep(picture())
    first = b"".join(client.get(f"/media/{name}/320.jpg").streaming_content)
    storages["default"].delete(name)
    assert b"".join(client.get(f"/media/{name}/320.jpg").streaming_content) == first
    folder = media.rendition(name, 320).parent
    assert [path.name for path in folder.iterdir()] == ["320.jpg"]


def test_what_a_camera_wrote_is_dropped_and_the_picture_stands_upright(client):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (600, 300)).save(out, "JPEG", exif=exif, comment=b"where it was taken")
    scaled = opened(client.get(f"/media/{keep(out.getvalue())}/320.jpg"))
    assert scaled.size == (300, 600)
    assert not scaled.getexif()
    assert set(scaled.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_a_tall_picture_turned_by_the_camera_keeps_to_the_width(client):
    exif = Image.Exif()
    exif[0x0112] = 8
    out = BytesIO()
    Image.new("RGB", (900, 1600)).save(out, "JPEG", exif=exif)
    assert opened(client.get(f"/media/{keep(out.getvalue())}/320.jpg")).size == (320, 180)


@pytest.mark.parametrize(
    ("mode", "form"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "GIF"), ("RGBA", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("I;16", "PNG"),
     ("RGB", "TIFF"), ("CMYK", "TIFF"), ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_kind_of_original_becomes_a_jpeg(client, mode, form):
    out = BytesIO()
    Image.new(mode, (400, 200)).save(out, form)
    scaled = opened(client.get(f"/media/{keep(out.getvalue(), form.lower())}/320.jpg"))
    assert (scaled.mode, scaled.size) == ("RGB", (320, 160))


def test_transparent_parts_are_white_as_paper(client):
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(client.get(f"/media/{keep(out.getvalue(), 'png')}/320.jpg")).getpixel((5, 5)) == (255, 255, 255)


def huge() -> bytes:
    """A picture of a few kilobytes that unpacks to gigabytes."""
    out = BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG", optimize=True)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", picture()[:200], b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg/>", huge()],
    ids=["empty", "text", "truncated", "postscript", "svg", "huge"],
)
def test_what_cannot_be_shown_is_not_found(client, content):
    response = client.get(f"/media/{keep(content)}/320.jpg")
    assert response.status_code == 404
    assert not list(media.Path(storages["renditions"].location).rglob("*.jpg"))


@pytest.mark.parametrize(
    "address",
    [
        "photos/0123456789abcdef0123456789abcdef.jpg/321.jpg",
        "photos/0123456789abcdef0123456789abcdef.jpg/320.png",
        "photos/0123456789abcdef0123456789abcdef.jpg",
        "photos/ffffffffffffffffffffffffffffffff.jpg/320.jpg",
        "photos/0123456789abcdef0123456789abcdef.jpg/" + "9" * 4301 + ".jpg",
        "photos/photo.jpg/320.jpg",
        "photos/../photos/0123456789abcdef0123456789abcdef.jpg/320.jpg",
        "../originals/photos/0123456789abcdef0123456789abcdef.jpg/320.jpg",
        "pdf/0123456789abcdef0123456789abcdef.pdf/320.jpg",
        "photos/",
        "",
    ],
)
def test_nothing_else_is_reached(client, address):
    keep(picture())
    assert client.get(f"/media/{address}").status_code == 404
    assert client.get(f"/media/{address.replace('..', '%2e%2e')}").status_code == 404


def test_a_page_whose_pictures_are_lost_still_reads(client):
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(), "page.jpg"), save=True)
    caption = make_caption(make_article(page), photo=make_photo())
    for file in (page.facsimile, caption.photo.file):
        file.storage.delete(file.name)
    for address in ("/", page.get_absolute_url(), caption.article.get_absolute_url()):
        assert client.get(address).status_code == 200
    assert client.get(media.address(page.facsimile.name, 320)).status_code == 404


def test_an_original_wants_a_login(client):
    name = keep(picture())
    response = client.get(f"/admin/originals/{name}")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/admin/login/")


@pytest.mark.parametrize(
    ("folder", "permission"), [("photos", "view_photo"), ("facsimiles", "view_page"), ("pdf", "view_page")]
)
def test_an_original_is_for_staff_who_may_see_it(client, folder, permission):
    content = picture()
    name = keep(content, folder=folder)
    editor = make_account()
    client.force_login(editor)
    assert client.get(f"/admin/originals/{name}").status_code == 403
    permit(editor, permission)
    response = client.get(f"/admin/originals/{name}")
    assert b"".join(response.streaming_content) == content
    assert response["Cache-Control"] == "private, no-store"
    editor.is_staff = False
    editor.save()
    assert client.get(f"/admin/originals/{name}").status_code == 403


def test_an_original_is_shown_only_if_it_can_do_no_harm(admin_client):
    name = keep(b"<svg onload='alert(1)'/>", "svg")
    response = admin_client.get(f"/admin/originals/{name}")
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["photos/none.jpg", "photos/../../secret", "photos/", "secret_key", "photos/%00"])
def test_no_other_file_is_an_original(admin_client, name):
    assert admin_client.get(f"/admin/originals/{name}").status_code in (403, 404)
