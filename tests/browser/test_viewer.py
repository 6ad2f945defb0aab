"""The picture of a page is looked into: zoomed, moved, in full screen, cut out; what one sees is in the address."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests.factories import make_article, make_edition, make_page, make_region, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]


@pytest.fixture
def printed_page():
    page = make_page(make_edition(), name="要闻")
    page.facsimile.save("A01.jpg", ContentFile(picture(1600, 2200)))
    upper = make_article(page, "渡口通了新车", body="<p>清晨六点，第一班车开出。</p>")
    make_region(upper, [[0.1, 0.1], [0.9, 0.1], [0.9, 0.4], [0.1, 0.4]])
    make_region(make_article(page, "停水通知"), [[0.1, 0.5], [0.4, 0.5], [0.4, 0.7], [0.1, 0.7]])
    return page


@pytest.fixture
def look(desk_of, printed_page):
    """Opens the page as a reader."""

    def open_page(hash="", **settings):
        page = desk_of(**settings)
        page.goto(f"/morning/2024-03-01/A01/{hash}")
        page.locator("[data-viewer].alive").wait_for()
        return page

    return open_page


def scale(page) -> str:
    return page.locator("[data-scale]").inner_text()


def test_buttons_and_keys_zoom_and_move_and_reload_keeps_the_place(look):
    page = look()
    assert scale(page) == "100%"
    page.locator("[data-view=in]").click()
    page.keyboard.press("+")
    assert scale(page) == "182%"
    before = page.locator("[data-sheet]").bounding_box()
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-sheet]").bounding_box()["x"] == before["x"] - 80
    page.wait_for_function("location.hash.startsWith('#at=')")
    seen = page.evaluate("location.hash")
    page.reload()
    page.locator("[data-viewer].alive").wait_for()
    assert abs(int(scale(page)[:-1]) - 182) <= 15
    page.wait_for_timeout(400)
    found = [int(number) for number in page.evaluate("location.hash.slice(4)").split(",")]
    for one, other in zip(found, map(int, seen[4:].split(",")), strict=True):
        assert abs(one - other) <= 30
    page.locator("[data-view=in]").focus()
    page.keyboard.press("0")
    assert scale(page) == "100%"
    page.wait_for_function("location.hash === ''")


def test_the_wheel_scrolls_the_page_until_one_has_zoomed_in(look):
    page = look()
    box = page.locator("[data-frame]").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert scale(page) == "100%"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    page.wait_for_function("document.querySelector('[data-scale]').textContent !== '100%'")
    page.mouse.wheel(0, -200)
    page.wait_for_function("parseInt(document.querySelector('[data-scale]').textContent) > 200")


def test_a_drag_moves_and_follows_no_link(look):
    page = look()
    page.locator("[data-view=in]").click()
    page.locator("[data-frame]").scroll_into_view_if_needed()
    box = page.locator("[data-frame]").bounding_box()
    before = page.locator("[data-sheet]").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 250)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 220, steps=5)
    page.mouse.up()
    after = page.locator("[data-sheet]").bounding_box()
    assert (after["x"] < before["x"], after["y"] < before["y"]) == (True, True)
    assert page.url.split("#")[0].endswith("/A01/")
    assert page.locator("[data-beside]").is_hidden()


def test_region_and_headline_light_together_and_the_headline_is_shown(look):
    page = look()
    page.locator("svg a[data-article]").first.hover()
    assert page.locator(".headline-shown").inner_text() == "渡口通了新车"
    assert page.locator("li.lit").inner_text().startswith("渡口通了新车")
    page.mouse.move(0, 0)
    page.locator("svg a[data-article]").nth(1).focus()
    assert page.locator(".headline-shown").inner_text() == "停水通知"


def test_an_article_opens_beside_the_page_on_a_wide_screen_and_closes(look):
    page = look()
    page.locator("svg a[data-article]").first.click()
    page.locator("[data-beside] h1").wait_for()
    assert "清晨六点，第一班车开出。" in page.locator("[data-beside]").inner_text()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.keyboard.press("Escape")
    assert page.locator("[data-beside]").is_hidden()
    assert (
        page.evaluate("document.activeElement.closest('[data-article]').getAttribute('aria-label')") == "渡口通了新车"
    )


def test_on_a_phone_a_tap_leads_to_the_article_and_a_double_tap_zooms(look):
    page = look(viewport={"width": 390, "height": 800}, has_touch=True)
    box = page.locator("[data-frame]").bounding_box()
    page.touchscreen.tap(box["x"] + 150, box["y"] + 120)
    page.touchscreen.tap(box["x"] + 150, box["y"] + 120)
    page.wait_for_function("document.querySelector('[data-scale]').textContent !== '100%'")
    page.locator("[data-view=fit]").tap()
    page.wait_for_timeout(400)
    page.touchscreen.tap(box["x"] + 150, box["y"] + 120)
    page.wait_for_url("**/A01/1/")


def test_a_region_is_cut_out_with_its_source_and_the_address_shows_the_same_box(look, tmp_path):
    page = look()
    page.locator("[data-view=clip]").click()
    page.locator("svg a[data-article]").nth(1).click()
    page.locator("dialog[open]").wait_for()
    address = page.locator("[data-link]").input_value()
    assert address.endswith("/morning/2024-03-01/A01/#box=100,500,400,700")
    with page.expect_download() as download:
        page.locator("[data-do=save]").click()
    saved = Image.open(BytesIO(download.value.path().read_bytes()))
    assert download.value.suggested_filename == "morning-2024-03-01-A01.png"
    # 30 by 20 percent of the picture, with a margin, and two lines below it.
    assert (saved.width, saved.height) == (round(1600 * 0.3) + 48, round(2200 * 0.2) + 48 + 2 * 22 + 12)
    lines = saved.crop((20, saved.height - 60, saved.width, saved.height)).convert("L")
    assert lines.getextrema()[0] < 100
    other = look("#box=100,500,400,700")
    box = other.locator(".cutting").bounding_box()
    frame = other.locator("[data-frame]").bounding_box()
    assert abs(box["x"] + box["width"] / 2 - frame["x"] - frame["width"] / 2) < 40
    assert scale(other) != "100%"


def test_full_screen_shows_the_whole_page(look):
    page = look()
    page.evaluate("Element.prototype.requestFullscreen = undefined")
    page.locator("[data-view=full]").click()
    page.wait_for_timeout(200)
    box = page.locator("[data-sheet]").bounding_box()
    assert box["height"] <= 900
    assert abs(box["width"] / box["height"] - 1600 / 2200) < 0.01
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.locator("[data-viewer].full").count() == 0


def test_without_scripts_the_picture_is_a_picture_with_links(look, desk_of):
    page = desk_of(java_script_enabled=False)
    page.goto("/morning/2024-03-01/A01/")
    assert page.locator("[data-viewer-tools]").is_hidden()
    assert page.locator("[data-beside]").is_hidden()
    page.locator("svg a[data-article]").first.click()
    page.wait_for_url("**/A01/1/")


def test_a_large_scan_is_seen_to_its_last_dot_by_tiles(look, printed_page):
    scan = Image.new("RGB", (5000, 7000), "white")
    scan.paste("black", (2400, 3400, 2500, 3500))
    content = BytesIO()
    scan.save(content, "JPEG")
    printed_page.facsimile.save("A01.jpg", ContentFile(content.getvalue()))
    printed_page.save()
    page = look("#box=460,460,540,540")
    page.locator(".tiles img").first.wait_for()
    page.wait_for_function(
        "[...document.querySelectorAll('.tiles img')].every(tile => tile.complete && tile.naturalWidth)"
    )
    assert page.locator(".tiles img").first.get_attribute("src").rpartition("/tiles/")[2].startswith("3/")
    page.locator("[data-view=fit]").click()
    page.wait_for_function("!document.querySelector('.tiles img')")


def test_a_cutting_across_the_gutter_of_a_spread_is_whole(look, printed_page):
    left = printed_page
    right = make_page(left.edition, "A02")
    right.facsimile.save("A02.jpg", ContentFile(picture(1600, 2200, "#224488")))
    across = make_article(left, "跨版的大图")
    make_region(across, [[0.5, 0.75], [0.99, 0.75], [0.99, 0.95], [0.5, 0.95]])
    make_region(across, [[0.01, 0.75], [0.5, 0.75], [0.5, 0.95], [0.01, 0.95]], page=right)
    page = look("#box=400,800,600,900")
    assert page.locator("[data-leaf]").count() == 2
    page.locator("[data-view=clip]").click()
    page.locator("[data-leaf] svg a[data-article]", has=page.locator("polygon")).last.focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    with page.expect_download() as download:
        page.locator("[data-do=save]").click()
    saved = Image.open(BytesIO(download.value.path().read_bytes())).convert("RGB")
    # The left page is brown, the right one blue; the article lies on half of each.
    left_half, right_half = (saved.getpixel((saved.width * quarter // 4, 100)) for quarter in (1, 3))
    assert left_half[0] > left_half[2] + 50
    assert right_half[2] > right_half[0] + 50
