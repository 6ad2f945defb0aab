"""Pictures keep their room while they load, so that nothing jumps, on light pages and on dark ones."""

import pytest
from django.core.files.base import ContentFile

from tests.factories import make_article, make_caption, make_edition, make_page, make_photo, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
BOXES = """[...document.querySelectorAll('main img')].map(each => {
  const box = each.getBoundingClientRect();
  return [box.width, box.height];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_picture_that_has_not_come_yet_has_its_room(live_server, browser, scheme, width):
    edition = make_edition()
    for number in ("A01", "A02"):
        page = make_page(edition, number)
        page.facsimile.save("a.jpg", ContentFile(picture(1000, 1500), "a.jpg"))
    article = make_article(page)
    make_caption(article, photo=make_photo(picture(900, 600)))
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    shown = context.new_page()
    for thing in (edition, page, article):
        shown.route("**/media/**", lambda route: route.abort())
        shown.goto(f"{live_server.url}{thing.get_absolute_url()}")
        waiting = shown.evaluate(BOXES)
        assert waiting
        assert all(box[1] > 60 for box in waiting)
        shown.unroute("**/media/**")
        shown.reload()
        shown.evaluate("[...document.images].forEach(each => each.loading = 'eager')")
        shown.wait_for_function("[...document.images].every(each => each.complete && each.naturalWidth)")
        assert shown.evaluate(BOXES) == [pytest.approx(box, abs=1) for box in waiting]
        assert shown.evaluate(
            "[...document.querySelectorAll('picture img')].every(each => each.currentSrc.endsWith('.webp'))"
        )
    context.close()
