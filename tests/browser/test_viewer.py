"""The picture of a page is looked into: zoomed, moved, in full screen, cut out; what one sees is in the address."""

from io import BytesIO
from itertools import pairwise
from math import dist

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


def test_a_headline_stands_on_its_region_wherever_the_last_one_stood(look, printed_page):
    make_region(make_article(printed_page, "短"), [[0.9, 0.8], [0.99, 0.8], [0.99, 0.9], [0.9, 0.9]])
    page = look(reduced_motion="reduce")
    for place, headline in ((2, "短"), (0, "渡口通了新车")):
        page.locator("svg a[data-article]").nth(place).hover()
        assert page.locator(".headline-shown").inner_text() == headline
        label, region = page.evaluate(
            """[".headline-shown", "svg a:hover"].map(
                (part) => document.querySelector(part).getBoundingClientRect().toJSON(),
            )"""
        )
        assert label["bottom"] == pytest.approx(region["top"], abs=1)


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


# How often fingers are reported on their way from one place to the next.
STEPS = 8


@pytest.fixture
def fingers(look):
    """The page on a phone, and what puts two fingers on its picture and moves them: the browser's own touch events.

    Each hand is two points, in dots of the frame; the fingers go from one hand to the next in small steps;
    in a hand of one point the second finger has been lifted.
    """
    page = look(viewport={"width": 390, "height": 844}, has_touch=True)
    page.locator("[data-frame]").scroll_into_view_if_needed()
    box = page.locator("[data-frame]").bounding_box()
    hand = page.context.new_cdp_session(page)

    def send(kind, points=(), first=0):
        touches = [{"x": box["x"] + x, "y": box["y"] + y, "id": name} for name, (x, y) in enumerate(points, first)]
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(*hands):
        send("touchStart", hands[0])
        for start, end in pairwise(hands):
            if len(end) < len(start):
                send("touchEnd", start[len(end) :], first=len(end))
            for part in range(1, STEPS + 1):
                send(
                    "touchMove",
                    [
                        tuple(a + (b - a) * part / STEPS for a, b in zip(*way, strict=True))
                        for way in zip(start, end, strict=False)
                    ],
                )
        send("touchEnd")

    return page, move


def middle(points) -> tuple[float, float]:
    return tuple(sum(numbers) / 2 for numbers in zip(*points, strict=True))


def under(page, x, y) -> tuple[float, float]:
    """The dot of the sheet that lies at (x, y) of the frame, in dots of the whole sheet at its fitting size."""
    return page.evaluate(
        """([x, y]) => {
            const [frame, sheet] = ["[data-frame]", "[data-sheet]"].map(
                (name) => document.querySelector(name).getBoundingClientRect(),
            );
            return [
                ((x + frame.x - sheet.x) / sheet.width) * frame.width,
                ((y + frame.y - sheet.y) / sheet.height) * frame.height,
            ];
        }""",
        [x, y],
    )


SPREADS = {
    "across": (((150, 220), (190, 260)), ((90, 160), (250, 320))),
    "up and down": (((170, 210), (170, 270)), ((170, 130), (170, 350))),
    "by one of them": (((170, 250), (170, 310)), ((170, 130), (170, 310))),
    "near the edge": (((50, 240), (110, 240)), ((10, 240), (150, 240))),
}


@pytest.mark.parametrize(("start", "end"), SPREADS.values(), ids=SPREADS)
def test_two_fingers_enlarge_what_lies_between_them(fingers, start, end):
    page, move = fingers
    held = under(page, *middle(start))
    move(start, end)
    larger = dist(*end) / dist(*start)
    assert int(scale(page)[:-1]) == pytest.approx(larger * 100, abs=1)
    assert under(page, *middle(end)) == pytest.approx(held, abs=1)
    assert page.evaluate("visualViewport.scale") == 1, "the picture is enlarged, not the browser's page"
    assert page.url.split("#")[0].endswith("/A01/")
    page.wait_for_function("location.hash.startsWith('#at=')")
    left, top, right, bottom = (int(number) / 1000 for number in page.evaluate("location.hash.slice(4)").split(","))
    assert (right - left, bottom - top) == pytest.approx((1 / larger, 1 / larger), abs=0.01)
    frame = page.locator("[data-frame]").bounding_box()
    assert (left * frame["width"], top * frame["height"]) == pytest.approx(under(page, 0, 0), abs=1)


def test_two_fingers_together_make_it_smaller_until_it_is_whole(fingers):
    page, move = fingers
    wide, narrow = ((90, 160), (250, 320)), ((140, 210), (200, 270))
    move(((130, 200), (210, 280)), wide)
    assert scale(page) == "200%"
    held = under(page, *middle(wide))
    move(wide, ((110, 180), (230, 300)))
    assert scale(page) == "150%"
    assert under(page, *middle(wide)) == pytest.approx(held, abs=1)
    page.wait_for_function("location.hash.startsWith('#at=')")
    move(wide, narrow)
    assert scale(page) == "100%"
    assert page.locator("[data-sheet]").bounding_box() == page.locator("[data-frame]").bounding_box()
    page.wait_for_function("location.hash === ''")


def test_two_fingers_drag_what_is_enlarged_and_what_is_whole_stays(fingers):
    page, move = fingers
    hand, aside = ((100, 200), (180, 200)), ((140, 230), (220, 230))
    move(hand, aside)
    assert scale(page) == "100%", "fingers that only travel enlarge nothing"
    move(hand, ((60, 200), (220, 200)))
    before = page.locator("[data-sheet]").bounding_box()
    move(hand, aside, ((110, 180), (190, 180)))
    after = page.locator("[data-sheet]").bounding_box()
    assert after == pytest.approx(before | {"x": before["x"] + 10, "y": before["y"] - 20}, abs=1)
    assert scale(page) == "200%"


def test_a_finger_that_stays_drags_on(fingers):
    page, move = fingers
    narrow, wide = ((130, 200), (210, 280)), ((90, 160), (250, 320))
    held = under(page, *middle(narrow))
    move(narrow, wide, wide[:1], ((60, 150),))
    x, y = middle(wide)
    assert under(page, x - 30, y - 10) == pytest.approx(held, abs=1)
    assert scale(page) == "200%"


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
