"""What a list crops keeps its focal point in sight, which an editor sets by numbers or by a click."""

import re

import pytest
from django.db import IntegrityError, transaction

from articles.models import Photo
from editions.templatetags.paper import crop_position
from tests.conftest import REPOSITORY
from tests.desk_forms import PHOTOS, refused, save
from tests.factories import make_article, make_caption, make_page, make_photo, picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("focus", "size", "position"),
    [
        ((0.5, 0.5), (300, 200), (50, 50)),
        ((0.0, 1.0), (300, 200), (50, 50)),
        # Twice as wide as it is shown: half of the width is in sight.
        ((0.5, 0.9), (600, 200), (50, 50)),
        ((0.0, 0.5), (600, 200), (0, 50)),
        ((0.25, 0.5), (600, 200), (0, 50)),
        ((0.4, 0.5), (600, 200), (30, 50)),
        ((0.9, 0.5), (600, 200), (100, 50)),
        ((0.9, 0.2), (300, 800), (50, 10)),
    ],
)
def test_a_crop_has_the_point_as_near_its_middle_as_the_edges_allow(focus, size, position):
    assert crop_position(focus, *size) == position


def test_every_position_has_its_rule():
    style = (REPOSITORY / "newsroom/static/css/lists.css").read_text()
    for axis in "xy":
        rules = re.findall(rf'\[data-focus-{axis}="(\d+)"\] {{ --focus-{axis}: (\d+)%; }}', style)
        assert rules == [(str(step), str(step)) for step in range(0, 101, 5) if step != 50]


def test_a_list_of_photos_says_where_they_are_cropped(client):
    photo = make_photo(picture(400, 1200))
    Photo.objects.update(focus_y=0.1)
    caption = make_caption(make_article(make_page()), photo=photo)
    shown = client.get(caption.credits.get().contributor.get_absolute_url()).content.decode()
    assert re.findall(r'data-focus-x="(\d+)" data-focus-y="(\d+)"', shown) == [("50", "0")]
    assert "data-focus" not in client.get(caption.article.get_absolute_url()).content.decode()


def test_it_is_typed_in_the_photo_s_form(admin_client):
    photo = make_photo()
    assert photo.focus == (0.5, 0.5)
    address = f"{PHOTOS}{photo.pk}/change/"
    save(admin_client, address, focus_x="0.2", focus_y="1")
    photo.refresh_from_db()
    assert photo.focus == (0.2, 1)
    assert sorted(refused(admin_client, address, focus_x="1.2", focus_y="left")) == ["focus_x", "focus_y"]


def test_a_form_that_was_opened_before_a_withdrawal_does_not_bring_the_old_file_back(admin_client, monkeypatch):
    photo = make_photo()
    held = Photo.objects.get()
    Photo.objects.update(file="photos/concealed.jpg")
    monkeypatch.setattr("django.contrib.admin.ModelAdmin.get_object", lambda *_given: held)
    save(admin_client, f"{PHOTOS}{photo.pk}/change/", focus_x="0.2")
    photo = Photo.objects.get()
    assert (photo.focus_x, photo.file.name) == (0.2, "photos/concealed.jpg")


def test_it_lies_on_the_picture(client):
    photo = make_photo()
    for values in ({"focus_x": -0.1}, {"focus_y": 1.1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(**values)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_click_on_the_picture_sets_it(live_server, browser, admin_client):
    photo = make_photo(picture(600, 400))
    context = browser.new_context(viewport={"width": 390, "height": 800})
    context.add_cookies(
        [{"name": "sessionid", "value": admin_client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.route("**/media/**", lambda on_its_way: None)
    with page.expect_request("**/media/**"):
        page.goto(f"{live_server.url}{PHOTOS}{photo.pk}/change/")
    shown = page.locator(".field-picture_itself img")
    box = shown.bounding_box()
    page.unroute("**/media/**")
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=shown.element_handle())
    assert shown.bounding_box() == pytest.approx(box, abs=1)
    page.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + 0.8 * box["height"])
    typed = [float(page.locator(f"#id_focus_{axis}").input_value()) for axis in "xy"]
    assert typed == [pytest.approx(0.25, abs=0.02), pytest.approx(0.8, abs=0.02)]
    page.locator("#id_focus_x").fill("0.5")
    mark = page.locator(".focal-mark").bounding_box()
    assert mark["x"] + mark["width"] / 2 == pytest.approx(box["x"] + box["width"] / 2, abs=2)
    page.locator("[name=_save]").click()
    page.wait_for_load_state()
    photo.refresh_from_db()
    assert photo.focus == (0.5, typed[1])
    context.close()
