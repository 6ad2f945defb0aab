"""Regions are drawn on the picture of a page by pointer and by keys, taken back, proposed, and saved with the form."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles import roles
from articles.models import ArticleRegion
from tests.factories import make_article, make_caption, make_edition, make_page, make_region, make_staff, picture
from tests.other_presses import printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]


@pytest.fixture
def printed_page():
    """A page with its picture and its PDF, whose articles have no region yet."""
    page = make_page(make_edition(public=False))
    page.facsimile.save("A01.jpg", ContentFile(picture(600, 800)))
    pdf, _size, stories = printed("tabloid")
    page.pdf.save("A01.pdf", ContentFile(pdf))
    for story in stories:
        article = make_article(page, story.headline, body=f"<p>{story.body}</p>")
        if story.photo:
            make_caption(article, story.caption, ())
    return page


@pytest.fixture
def sheet(desk_of, printed_page):
    """Opens the sheet of the page as an editor."""

    def open_sheet(account="editor", **settings):
        page = desk_of(make_staff(account, roles.PAGE_EDITOR), **settings)
        page.goto(f"/admin/editions/page/{printed_page.pk}/regions/")
        page.locator("[data-stage] svg").wait_for()
        return page

    return open_sheet


def drag(page, start, end):
    """The pointer from one point of the picture to another, in percent of it."""
    page.locator("[data-stage] svg").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('[data-picture]').scrollTop = 0")
    box = page.locator("[data-stage] svg").bounding_box()
    points = [(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100) for x, y in (start, end)]
    page.mouse.move(*points[0])
    page.mouse.down()
    page.mouse.move(*points[1], steps=4)
    page.mouse.up()


def drawn(page):
    """What stands in the rows, typed or drawn."""
    return page.locator("textarea.corners").evaluate_all("areas => areas.map(area => area.value).filter(Boolean)")


def near(text, *corners, by=0.8):
    found = [tuple(map(float, corner.split(","))) for corner in text.split()]
    assert len(found) == len(corners), text
    for one, other in zip(found, corners, strict=True):
        assert abs(one[0] - other[0]) < by, text
        assert abs(one[1] - other[1]) < by, text


def save(page):
    page.locator("[name=_save]").click()
    page.locator(".messagelist").wait_for()


def test_a_rectangle_is_drawn_moved_taken_back_and_saved(sheet, printed_page):
    page = sheet()
    page.locator("[data-tool=rectangle]").click()
    drag(page, (10, 10), (40, 20))
    near(drawn(page)[0], (10, 10), (40, 10), (40, 20), (10, 20))
    drag(page, (25, 15), (35, 25))
    near(drawn(page)[0], (20, 20), (50, 20), (50, 30), (20, 30))
    page.keyboard.press("Control+z")
    near(drawn(page)[0], (10, 10), (40, 10), (40, 20), (10, 20))
    page.keyboard.press("Control+Shift+z")
    near(drawn(page)[0], (20, 20), (50, 20), (50, 30), (20, 30))
    save(page)
    region = ArticleRegion.objects.get()
    assert region.article == printed_page.articles.in_print_order().first()
    assert round(region.left, 1) == 0.2


def test_a_polygon_is_drawn_corner_by_corner_and_a_corner_is_pulled(sheet):
    page = sheet()
    page.keyboard.press("p")
    page.locator("[data-tool=polygon]").click()
    box = page.locator("[data-stage] svg").bounding_box()
    for x, y in ((10, 10), (60, 10), (60, 20), (10, 10)):
        page.mouse.click(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)
    near(drawn(page)[0], (10, 10), (60, 10), (60, 20))
    drag(page, (60, 20), (50, 25))
    near(drawn(page)[0], (10, 10), (60, 10), (50, 25))
    drag(page, (35, 10), (35, 6))
    near(drawn(page)[0], (10, 10), (35, 6), (60, 10), (50, 25))


def test_a_polygon_drawn_by_the_pointer_is_ended_or_given_up_by_a_key(sheet):
    page = sheet()
    page.locator("[data-tool=polygon]").click()
    box = page.locator("[data-stage] svg").bounding_box()
    for key, drawings in (("Escape", 0), ("Enter", 1)):
        for x, y in ((10, 10), (60, 10), (60, 20)):
            page.mouse.click(box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100)
        page.keyboard.press(key)
        assert len(drawn(page)) == drawings
        assert page.locator("polygon.draft").count() == 0
    near(drawn(page)[0], (10, 10), (60, 10), (60, 20))


def test_everything_is_done_by_keys_alone(sheet, printed_page):
    page = sheet()
    page.locator("[data-tool=choose]").focus()
    page.keyboard.press("n")
    assert drawn(page) == ["35,40 65,40 65,60 35,60"]
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert drawn(page) == ["34,40.1 64,40.1 64,60.1 34,60.1"]
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Insert")
    page.keyboard.press("ArrowUp")
    assert drawn(page) == ["34,39.1 49,39.5 64,40.1 64,60.1 34,60.1"]
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.region") is not None
    second = page.locator("[data-article]").nth(1)
    page.locator("polygon.region").focus()
    page.keyboard.press("Enter")
    second.focus()
    page.keyboard.press("Enter")
    save(page)
    region = ArticleRegion.objects.get()
    assert region.article == printed_page.articles.in_print_order()[1]
    assert region.polygon == [[0.34, 0.391], [0.64, 0.401], [0.64, 0.601], [0.34, 0.601]]


def test_edges_snap_to_a_neighbour_but_not_while_alt_is_held(sheet, printed_page):
    make_region(printed_page.articles.in_print_order().first())  # 10 to 50 across, 10 to 40 down
    page = sheet()
    page.locator("[data-tool=rectangle]").click()
    drag(page, (50.5, 10.3), (80, 39.6))
    assert drawn(page)[1].split()[0] == "50,10"
    assert drawn(page)[1].split()[2].endswith(",40")
    page.keyboard.press("Delete")
    page.locator("[data-tool=rectangle]").click()
    page.keyboard.down("Alt")
    drag(page, (50.6, 10.4), (80, 39.6))
    page.keyboard.up("Alt")
    assert drawn(page)[1].split()[0] not in ("50,10", "")


def test_edges_snap_to_columns_that_only_the_picture_shows(sheet, printed_page):
    printed_page.pdf.delete()
    scan = Image.new("RGB", (1300, 1800), "white")
    ImageDraw.Draw(scan).rectangle((260, 180, 649, 1600), "black")
    out = BytesIO()
    scan.save(out, "PNG")
    printed_page.facsimile.save("A01.png", ContentFile(out.getvalue()))
    printed_page.save()
    page = sheet()
    page.wait_for_load_state("networkidle")
    page.locator("[data-tool=rectangle]").click()
    drag(page, (19.6, 30), (50.5, 60))
    near(drawn(page)[0], (20, 30), (50, 30), (50, 60), (20, 60), by=0.3)
    left, right = (float(corner.split(",")[0]) for corner in drawn(page)[0].split()[:2])
    assert (left, right) == pytest.approx((20, 49.95), abs=0.15)


def test_overlaps_and_articles_without_a_region_are_marked(sheet, printed_page):
    first, second = printed_page.articles.in_print_order()[:2]
    make_region(first)
    ArticleRegion.objects.create(
        article=second, page=printed_page, polygon=[[0.4, 0.3], [0.9, 0.3], [0.9, 0.9], [0.4, 0.9]]
    )
    page = sheet()
    assert page.locator("polygon.overlapping").count() == 2
    assert page.locator("[data-status]").inner_text() == f"重叠： {first.title} × {second.title}"
    assert page.locator("[data-mark]").all_inner_texts() == ["", "", "尚无热区", "尚无热区"]


def test_proposals_are_accepted_mended_or_dropped(sheet, printed_page):
    page = sheet()
    page.locator("[data-do=propose]").click()
    page.locator("polygon.proposal").first.wait_for()
    assert page.locator("polygon.proposal").count() == 4
    page.locator("[data-proposals] button", has_text="放弃").first.click()
    page.locator("[data-do=accept-all]").click()
    assert len(drawn(page)) == 3
    assert page.locator("polygon.proposal").count() == 0
    save(page)
    assert printed_page.regions.count() == 3


def test_who_comes_second_is_asked(sheet, printed_page):
    region = make_region(printed_page.articles.in_print_order().first())
    page = sheet()
    page.locator("polygon.region").focus()
    page.keyboard.press("Shift+ArrowDown")
    ArticleRegion.objects.filter(pk=region.pk).update(polygon=[[0, 0], [0.3, 0], [0.3, 0.3]])
    page.locator("[name=_save]").click()
    page.locator("form.conflict").wait_for()
    page.get_by_role("button", name="按所选保存").click()
    page.locator(".messagelist").wait_for()
    region.refresh_from_db()
    assert region.polygon[0] == [0.1, 0.11]
