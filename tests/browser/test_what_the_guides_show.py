"""What the guides show of reading and of drawing regions, on a sample paper of those under seeds/.

Each step says what its picture is of; the pictures themselves are kept by `make pictures`.
"""

import json
import shutil

import pytest

from articles import roles
from articles.models import Article, ArticleRegion
from tests.archives import imported
from tests.browser.test_read_aloud import MANDARIN, SPEECH
from tests.browser.test_reading import PHONE
from tests.conftest import REPOSITORY
from tests.factories import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
HOST = "news.example"
DAY = "2025-05-16"
LEAD, SCHOOLS = "东渡口坐了六十年船 下周一起听得见水声", "38所学校向街坊敞开操场"


@pytest.fixture
def daily(tmp_path):
    """One edition of the sample daily, with all that was printed in it."""
    source = REPOSITORY / "seeds/yanxi-daily"
    lines = (source / "editions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "editions.jsonl").write_text("".join(line for line in lines if json.loads(line)["date"] == DAY))
    shutil.copytree(source / f"editions.jsonl.media/{DAY}", tmp_path / f"editions.jsonl.media/{DAY}")
    imported(tmp_path)


@pytest.fixture
def look(desk_of, daily, settings):
    """Opens a page of the edition as a reader, whose browser has a voice; what is printed of addresses names a site."""
    settings.USE_X_FORWARDED_HOST, settings.ALLOWED_HOSTS = True, [HOST]

    def open_page(address, **more):
        page = desk_of(reduced_motion="reduce", extra_http_headers={"X-Forwarded-Host": HOST}, **more)
        page.add_init_script(f"({SPEECH})({MANDARIN!r})")
        page.goto(f"/yanxi-daily/{DAY}/{address}")
        return page

    return open_page


def in_one_line(locator) -> str:
    return " ".join(locator.inner_text().split())


def at_top(page, selector):
    """The part stands where the window begins, a little below its edge."""
    page.locator(selector).first.evaluate("part => scrollBy(0, part.getBoundingClientRect().top - 16)")


def painted(page, selector):
    """Every picture of the part is there, those too that wait until somebody scrolls to them."""
    page.locator(f"{selector} img").evaluate_all("pictures => pictures.forEach((each) => (each.loading = 'eager'))")
    page.wait_for_function(
        "part => [...document.querySelectorAll(`${part} img`)].every((each) => each.complete && each.naturalWidth)",
        arg=selector,
    )


def test_pages_are_looked_into(look, keep):
    page = look("A01/")
    painted(page, "[data-sheet]")
    at_top(page, "[data-viewer]")
    for _ in range(2):
        page.locator("[data-view=in]").click()
    for _ in range(4):
        page.locator("[data-view=down]").click()
    page.mouse.move(0, 0)
    # Without a scroll: the tools are to be in the picture.
    page.locator("svg a[data-article]").nth(1).evaluate("region => region.focus({ preventScroll: true })")
    assert in_one_line(page.locator("[data-scale]")) == "182%"
    assert in_one_line(page.locator(".headline-shown")) == SCHOOLS
    assert SCHOOLS in in_one_line(page.locator("li.lit"))
    keep(page, "reading/01-page")

    page = look("A01/")
    page.locator("svg a[data-article]").first.click()
    assert in_one_line(page.locator("[data-beside] h1")) == LEAD
    painted(page, "main")
    keep(page, "reading/02-beside")

    page = look("A04/", viewport={"width": 1280, "height": 700})
    painted(page, "[data-sheet]")
    assert page.locator("[data-leaf]").count() == 2
    at_top(page, "[data-viewer]")
    page.locator(".contents li").first.hover()
    assert page.locator("svg a.lit").count() == 2, "the article lies on both"
    keep(page, "reading/03-spread")

    page = look("A01/", **PHONE)
    painted(page, "[data-sheet]")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    keep(page, "reading/04-phone")


def test_articles_are_read_as_one_likes(look, keep):
    page = look("A01/1/")
    painted(page, "main")
    aloud = page.get_by_role("group", name="朗读")
    aloud.get_by_role("button", name="朗读", exact=True).click()
    assert in_one_line(page.locator("[data-spoken]")) == LEAD
    assert aloud.get_by_role("button", name="暂停").is_visible()
    keep(page, "reading/05-read-aloud")
    aloud.get_by_role("button", name="停止").click()

    page.locator(".cite summary").click()
    reference = f"林见山, 周水生. {LEAD}[N/OL]. 砚溪日报, {DAY}(A01)["
    assert in_one_line(page.locator(".reference")).startswith(reference)
    assert in_one_line(page.locator(".reference")).endswith(f"]. http://{HOST}/yanxi-daily/{DAY}/A01/1/")
    keep(page, "reading/06-cite", ".cite")

    page.get_by_role("button", name="大字版").click()
    page.mouse.move(0, 0)
    assert page.locator("html").evaluate("root => getComputedStyle(root).fontSize") == "20px"
    keep(page, "reading/07-large-print")
    page.get_by_role("button", name="大字版").click()

    page.locator(".reading-settings summary").click()
    page.get_by_label("深色").check()
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(24, 22, 19)"
    keep(page, "reading/08-dark")
    page.get_by_label("跟随系统").check()
    page.keyboard.press("Escape")

    page.keyboard.press("?")
    assert in_one_line(page.get_by_role("dialog")).startswith("快捷键")
    keep(page, "reading/09-keys", "dialog[open]")


def test_regions_are_drawn_told_apart_and_proposed(desk_of, daily, keep):
    schools = Article.objects.get(headline=SCHOOLS)
    schools.regions.all().delete()
    page = desk_of(make_staff("柳岸", roles.PAGE_EDITOR))
    page.goto(f"/admin/editions/page/{schools.page_id}/regions/")
    page.locator("#toggle-nav-sidebar").click()
    page.locator("[data-zoom]").fill("60")
    page.locator("[data-tool=polygon]").click()
    at_top(page, "[data-stage]")
    sheet = page.locator("[data-stage] svg").bounding_box()
    for across, down in ((19, 67), (97, 67), (97, 75), (49.5, 75), (49.5, 88), (19, 88)):
        page.mouse.click(sheet["x"] + sheet["width"] * across / 100, sheet["y"] + sheet["height"] * down / 100)
    assert page.locator("polygon.draft").count() == 1
    assert page.locator("[data-mark]:not(:empty)").count() == 1, "it has no region yet"
    keep(page, "regions/01-polygon")

    page.keyboard.press("Enter")
    assert page.locator("polygon.overlapping").count() == 2
    assert in_one_line(page.locator("[data-status]")) == f"重叠： 把好东西换新 把老规矩留下 × {SCHOOLS}"
    keep(page, "regions/02-overlapping")

    ArticleRegion.objects.filter(page=schools.page).delete()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("[data-zoom]").fill("60")
    page.locator("[data-do=propose]").click()
    page.locator("polygon.proposal").first.wait_for()
    assert page.locator("polygon.proposal").count() == 7
    assert in_one_line(page.locator("[data-proposals] p").first) == f"推荐: {LEAD} 采用 放弃", "in print order"
    at_top(page, "[data-stage]")
    keep(page, "regions/03-proposed")
