"""Photos and captions at their desks and in the form of their article."""

from pathlib import PurePosixPath

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import ArticleVersion, Photo, PhotoCaption, PhotoCredit
from tests.desk_forms import CAPTIONS, PHOTOS, caption_row, draft, filled, form_of, kept_texts, save
from tests.factories import (
    make_article,
    make_caption,
    make_edition,
    make_page,
    make_photo,
    picture,
)

pytestmark = pytest.mark.django_db


def test_a_name_in_a_credit_line_is_a_photographer(admin_client):
    caption = make_caption(make_article(), photographers=())
    row = {"credits-TOTAL_FORMS": 1, "credits-0-caption": caption.pk, "credits-0-order": 0, "credits-0-name": "柳岸"}
    save(admin_client, f"{CAPTIONS}{caption.pk}/change/", **row)
    assert list(caption.credits.values_list("name", "role")) == [("柳岸", "photo")]


def test_a_changed_credit_line_is_read_anew(admin_client):
    article = draft()
    caption = make_caption(article, photographers=("沈一苇",))
    save(admin_client, form_of(article), **{"captions-0-credit_line": "本报记者 柳岸 摄"})
    assert list(caption.credits.values_list("affiliation", "name", "role")) == [("本报记者", "柳岸", "photo")]
    save(admin_client, form_of(article), **{"captions-0-credit_line": ""})
    assert not caption.credits.exists()


def test_a_picture_is_uploaded_with_its_caption_and_kept_once(admin_client):
    article = draft()
    for place in range(2):
        upload = SimpleUploadedFile("photo.jpg", picture())
        row = caption_row(place, text=f"第{place}张", credit_line="柳岸 摄", upload=upload)
        save(admin_client, form_of(article), **row)
    assert Photo.objects.count() == 1
    assert list(PhotoCaption.objects.values_list("text", "photo", "order")) == [
        ("第0张", Photo.objects.get().pk, 0),
        ("第1张", Photo.objects.get().pk, 1),
    ]
    assert set(PhotoCredit.objects.values_list("name", flat=True)) == {"柳岸"}


def test_a_damaged_picture_is_refused_with_its_caption(admin_client):
    article = make_article()
    upload = SimpleUploadedFile("photo.jpg", picture(900, 900)[:2000])
    row = caption_row(text="图", upload=upload)
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), **row))
    assert reply.status_code == 200
    assert not PhotoCaption.objects.exists()


def test_people_of_a_caption_are_mended_in_its_own_form(admin_client):
    article = draft()
    caption = make_caption(article, photographers=("柳岸",))
    url = f"{CAPTIONS}{caption.pk}/change/"
    save(admin_client, url, **{"credits-0-affiliation": "通讯员"})
    assert list(caption.credits.values_list("affiliation", "name")) == [("通讯员", "柳岸")]
    save(admin_client, url, credit_line="记者 沈一苇 摄")
    assert list(caption.credits.values_list("affiliation", "name")) == [("记者", "沈一苇")]
    assert ArticleVersion.objects.count() >= 2


@pytest.mark.parametrize(
    ("name", "content"), [("photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("photo.psd", b"8BPS")]
)
def test_what_is_no_picture_is_refused_with_one_sentence(admin_client, name, content):
    sentence = "文件损坏或不是图片：需要完整的JPEG、PNG、WebP、GIF、TIFF或BMP文件。"
    article = make_article()
    row = caption_row(text="图", upload=SimpleUploadedFile(name, content))
    reply = admin_client.post(form_of(article), filled(admin_client, form_of(article), **row))
    assert reply.context["inline_admin_formsets"][1].formset.errors == [{"upload": [sentence]}]
    reply = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile(name, content)})
    assert reply.context["adminform"].form.errors == {"file": [sentence]}


def test_a_photo_is_kept_under_the_ending_of_what_it_is(admin_client):
    article = make_article()
    upload = SimpleUploadedFile("photo.html", picture())
    save(admin_client, form_of(article), **caption_row(text="图", upload=upload))
    admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("b", picture(form="PNG"))})
    assert [PurePosixPath(photo.file.name).suffix for photo in Photo.objects.order_by("pk")] == [".jpg", ".png"]


def test_captions_deleted_in_the_list_leave_versions(admin_client, admin_user):
    page = make_page(make_edition(public=False))
    captions = [make_caption(make_article(page), text) for text in ("甲", "乙")]
    chosen = {"_selected_action": [caption.pk for caption in captions]}
    admin_client.post(CAPTIONS, {"action": "delete_selected", "post": "yes", **chosen})
    assert not PhotoCaption.objects.exists()
    for caption in captions:
        assert kept_texts(article=caption.article) == [([caption.text], None), ([], admin_user)]


def test_a_caption_saved_unchanged_keeps_no_version(admin_client):
    caption = make_caption(make_article())
    save(admin_client, f"{CAPTIONS}{caption.pk}/change/")
    assert not ArticleVersion.objects.exists()


def test_a_photo_is_refused_the_second_time_with_the_way_to_the_first(admin_client):
    first = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("a.jpg", picture())})
    assert first.status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height, len(photo.sha256)) == (60, 40, 64)
    second = admin_client.post(f"{PHOTOS}add/", {"file": SimpleUploadedFile("b.jpg", picture())})
    assert f'href="{PHOTOS}{photo.pk}/change/"' in second.content.decode()
    assert Photo.objects.count() == 1


def test_a_photo_file_stays_what_it_is(admin_client):
    photo = make_photo()
    admin_client.post(f"{PHOTOS}{photo.pk}/change/", {"file": SimpleUploadedFile("b.jpg", picture(colour="#123456"))})
    assert Photo.objects.get().file.name == photo.file.name


def test_photos_are_found_by_caption_and_photographer(admin_client):
    article = make_article()
    used, _unused = make_photo(), make_photo(picture(colour="#000000"))
    make_caption(article, "江边", ("柳岸",), photo=used)
    make_caption(article, "江心", ("柳岸",), photo=used, order=1)
    for asked in ("江边", "柳岸"):
        found = admin_client.get(PHOTOS, {"q": asked}).context["cl"].result_list
        assert [(photo, photo.uses) for photo in found] == [(used, 2)]
