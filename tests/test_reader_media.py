"""Pictures: readers get renditions under names nobody can guess, staff with permission the originals."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageFilter

from articles.models import Photo
from editions import ahead, darkroom, media
from tests.factories import make_account, make_article, make_caption, make_page, make_photo, permit, picture

pytestmark = pytest.mark.django_db
FORMS = {"jpg": ("image/jpeg", "JPEG"), "webp": ("image/webp", "WEBP")}


def keep(content: bytes, ending="jpg", folder="photos") -> str:
    """An original of any bytes, under a name as originals have."""
    name = f"{folder}/{'0123456789abcdef' * 2}.{ending}"
    return storages["default"].save(name, ContentFile(content))


def opened(response, form="jpg") -> Image.Image:
    """The picture of a response, which is of that form by its type and by its bytes."""
    assert response.status_code == 200
    found = Image.open(BytesIO(b"".join(response.streaming_content)))
    assert (response["Content-Type"], found.format) == FORMS[form]
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("width", "size"), [(320, (320, 160)), (640, (640, 320)), (1280, (800, 400))])
def test_a_picture_is_scaled_down_and_never_up(client, form, width, size):
    name = keep(picture(800, 400))
    assert opened(client.get(f"/media/{name}/{width}.{form}"), form).size == size


def test_a_page_offers_webp_before_jpeg_and_says_how_large_they_are(client):
    page = make_page()
    page.facsimile.save("page.jpg", ContentFile(picture(1000, 1500), "page.jpg"))
    html = client.get(page.get_absolute_url()).content.decode()
    (shown,) = re.findall(r"<picture>.*?</picture>", html)
    addresses = [(f"/media/{page.facsimile.name}/{width}", min(width, 1000)) for width in (320, 640, 960, 1280)]
    webp, jpeg = (", ".join(f"{path}.{form} {width}w" for path, width in addresses) for form in ("webp", "jpg"))
    assert shown.startswith(f'<picture><source type="image/webp" srcset="{webp}" sizes="')
    assert f'><img src="{addresses[1][0]}.jpg" srcset="{jpeg}" sizes="' in shown
    assert ' width="1000" height="1500"' in shown


def test_webp_is_the_smaller_of_the_two(client):
    noisy = BytesIO()
    Image.effect_noise((1600, 1600), 60).filter(ImageFilter.GaussianBlur(2)).save(noisy, "PNG")
    name = keep(noisy.getvalue(), "png")
    sizes = {form: media.rendition(name, 1280, form).stat().st_size for form in FORMS}
    assert sizes["webp"] < 0.9 * sizes["jpg"]


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


def test_of_readers_who_come_at_once_only_one_makes_it(monkeypatch):
    made = []
    upright = darkroom.upright
    monkeypatch.setattr(darkroom, "upright", lambda *given: (made.append(given[1]), upright(*given))[1])
    name = keep(picture(2400, 3600))
    asked = [(width, form) for width in (640, 1280) for form in FORMS] * 6
    with ThreadPoolExecutor(12) as threads:
        paths = list(threads.map(lambda each: media.rendition(name, *each), asked))
    assert len(set(paths)) == 4
    assert sorted(made) == [640, 640, 1280, 1280]


def test_processes_wait_for_each_other_too():
    """The lock is a file's: another process that holds it keeps this one waiting."""
    name, at = keep(picture()), time.monotonic()
    script = (
        "import sys, time, django\ndjango.setup()\nfrom editions.making import alone\n"
        "with alone(sys.argv[1]):\n    print('held', flush=True)\n    time.sleep(1)"
    )
    environment = {**os.environ, "MEDIA_ROOT": str(settings.MEDIA_ROOT), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    with subprocess.Popen([sys.executable, "-c", script, name], stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout.readline() == b"held\n"
        at = time.monotonic()
        media.rendition(name, 320)
        assert time.monotonic() - at > 0.5


def test_what_is_concealed_while_it_is_made_is_not_kept(monkeypatch):
    name = keep(picture())
    printed = darkroom.printed
    monkeypatch.setattr(darkroom, "printed", lambda *given: (storages["default"].delete(name), printed(*given))[1])
    with pytest.raises(media.NoRendition):
        media.rendition(name, 320)
    assert not Path(storages["renditions"].path(name)).exists()


def rendered(name: str) -> list[str]:
    return sorted(path.name for path in Path(storages["renditions"].path(name)).glob("*"))


@pytest.mark.django_db(transaction=True)
def test_where_a_worker_runs_it_makes_an_upload_s_renditions_before_anybody_asks(admin_client, settings):
    settings.HAS_WORKER = True
    file = SimpleUploadedFile("a.jpg", picture(1400, 900))
    assert admin_client.post("/admin/articles/photo/add/", {"file": file}).status_code == 302
    photo = Photo.objects.get()
    assert rendered(photo.file.name) == []
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert rendered(photo.file.name) == [f"{width}.{form}" for width in (1280, 320, 640) for form in ("jpg", "webp")]
    assert [(each.status, each.return_value) for each in DBTaskResult.objects.all()] == [("SUCCESSFUL", 6)]


@pytest.mark.django_db(transaction=True)
def test_what_was_withdrawn_before_the_worker_came_is_passed_over(settings):
    settings.HAS_WORKER = True
    name = keep(picture())
    ahead.prepare(name)
    storages["default"].delete(name)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert [(each.status, each.return_value) for each in DBTaskResult.objects.all()] == [("SUCCESSFUL", 0)]


def test_where_none_runs_nothing_waits_for_it(admin_client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post("/admin/articles/photo/add/", {"file": SimpleUploadedFile("a.jpg", picture(1400, 900))})
    assert (Photo.objects.count(), DBTaskResult.objects.count()) == (1, 0)


def taken_by_a_camera(form="JPEG", size=(600, 300)) -> bytes:
    """A picture on its side that says where it was taken, by which camera and lens, and for whom."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x013B] = "Maker", "SECRET owner"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 9.0, 0.0)})
    exif.get_ifd(0x8769).update({0xA431: "SECRET body", 0xA435: "SECRET lens", 0xA430: "SECRET owner"})
    out = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET xmp</x:xmpmeta>"
    options = {"comment": b"SECRET comment"} if form == "JPEG" else {}
    Image.new("RGB", size).save(out, form, exif=exif, xmp=xmp, **options)
    assert out.getvalue().count(b"SECRET") >= 4
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("original", ["JPEG", "WEBP", "PNG"])
def test_what_a_camera_wrote_is_dropped_and_the_picture_stands_upright(client, original, form):
    """Neither the place nor the camera's serial number reaches a reader, however the picture is asked for."""
    name = keep(taken_by_a_camera(original), original.lower())
    scaled = opened(client.get(f"/media/{name}/320.{form}"), form)
    assert scaled.size == (300, 600)
    assert (dict(scaled.getexif()), scaled.getexif().get_ifd(0x8825), scaled.getexif().get_ifd(0x8769)) == ({}, {}, {})
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(scaled.info)
    assert b"SECRET" not in media.rendition(name, 320, form).read_bytes()


def test_a_picture_on_its_side_is_measured_as_it_is_shown(admin_client):
    """Else the page would keep room for a wide picture, and jump when the high one has come."""
    file = SimpleUploadedFile("a.jpg", taken_by_a_camera(size=(900, 600)))
    assert admin_client.post("/admin/articles/photo/add/", {"file": file}).status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (600, 900)
    page = make_page()
    page.facsimile.save("a.jpg", ContentFile(taken_by_a_camera(size=(900, 600)), "a.jpg"))
    page.refresh_from_db()
    assert (page.facsimile_width, page.facsimile_height) == (600, 900)
    assert Image.open(media.rendition(photo.file.name, 640)).size == (600, 900)


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
    assert not list(Path(storages["renditions"].location).rglob("*.jpg"))


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
