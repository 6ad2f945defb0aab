"""The edition board in a real browser: cards move by mouse, by keys and by touch, and the board stays in its window."""

from datetime import date

import pytest
from django.urls import reverse

from articles import roles, workflow
from articles.models import Article
from tests.browser.contrast import FAINT
from tests.factories import make_article, make_edition, make_page, make_publication, make_staff, make_term

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
DESK, TABLET = {"width": 1280, "height": 900}, {"width": 820, "height": 1180}


@pytest.fixture
def edition():
    """Eight pages: 甲乙丙 on A01, 丁 on A02, one article on each other; two in the pool."""
    make_staff("second", roles.PAGE_EDITOR)
    author = make_staff("author", roles.REPORTER)
    edition = make_edition(public=False, on=date(2124, 3, 1))
    for number, names in enumerate(["甲乙丙", "丁", *"戊己庚辛壬癸"], 1):
        page = make_page(edition, f"A{number:02}", name="要闻")
        for name in names:
            make_article(page, f"{name}：渡口两岸通了新的公共汽车", approved=False, author=author)
    for name in ("稿一", "稿二"):
        Article.objects.create(publication=make_publication(), headline=name, author=author)
    workflow.submit(Article.objects.get(headline="稿一"), by=author)
    return edition


@pytest.fixture
def desk(desk_of, edition):
    """Opens the board as a page editor."""
    editor = make_staff("editor", roles.PAGE_EDITOR)

    def open_board(viewport=DESK, **settings):
        page = desk_of(editor, viewport=viewport, **settings)
        page.goto(reverse("admin:editions_edition_board", args=[edition.pk]))
        if settings.get("java_script_enabled", True):
            page.wait_for_load_state("networkidle")
        return page

    return open_board


def key_of(name):
    return Article.objects.get(headline__startswith=name).pk


def card(desk, name):
    return desk.locator(f"#article-{key_of(name)}")


def link(desk, name):
    return card(desk, name).locator(".card-title")


def column(desk, edition, number):
    return desk.locator(f"#page-{edition.pages.get(number=number).pk}")


def stored(edition, number):
    """The first characters of a page's headlines, in their order."""
    return "".join(article.headline[0] for article in edition.pages.get(number=number).articles.order_by("order"))


def shown(desk, edition, number):
    titles = column(desk, edition, number).locator(".card-title").all_inner_texts()
    return "".join(title.lstrip("0123456789 ")[0] for title in titles)


def said(desk, words):
    desk.wait_for_function(
        "words => document.querySelector('[data-board-status]').textContent.includes(words)", arg=words
    )


def has_focus(desk):
    return desk.evaluate("document.activeElement.closest('[data-card]')?.id + ' ' + document.activeElement.className")


def test_a_card_is_dragged_to_its_place_on_another_page(desk, edition):
    page = desk()
    link(page, "丙").drag_to(card(page, "丁"), target_position={"x": 40, "y": 4})
    said(page, "现位于A02版第1位。")
    assert (stored(edition, "A01"), stored(edition, "A02")) == ("甲乙", "丙丁")
    assert (shown(page, edition, "A01"), shown(page, edition, "A02")) == ("甲乙", "丙丁")


def test_a_card_is_dragged_out_of_the_pool_and_back(desk, edition):
    page = desk()
    link(page, "稿二").drag_to(column(page, edition, "A02").locator("header"))
    said(page, "现位于A02版第1位。")
    assert stored(edition, "A02") == "稿丁"
    link(page, "甲").drag_to(page.locator(".pool header"))
    said(page, "已移入稿库。")
    assert stored(edition, "A01") == "乙丙"
    assert page.locator(".pool .how-many").inner_text() == "2"


def test_a_card_dropped_where_it_was_sends_nothing(desk, edition):
    page = desk()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    link(page, "乙").drag_to(card(page, "丙"), target_position={"x": 40, "y": 4})
    assert (sent, shown(page, edition, "A01")) == ([], "甲乙丙")


def test_arrow_keys_go_from_card_to_card_and_alt_takes_the_card_along(desk, edition):
    page = desk()
    link(page, "甲").focus()
    for key, name in (("ArrowDown", "乙"), ("ArrowRight", "丁"), ("ArrowLeft", "甲"), ("ArrowUp", "甲")):
        page.keyboard.press(key)
        assert has_focus(page) == f"article-{key_of(name)} card-title"
    for key, words, first, second in (
        ("Alt+ArrowDown", "A01版第2位", "乙甲丙", "丁"),
        ("Alt+ArrowUp", "A01版第1位", "甲乙丙", "丁"),
        ("Alt+ArrowRight", "A02版第2位", "乙丙", "丁甲"),
        ("Alt+ArrowUp", "A02版第1位", "乙丙", "甲丁"),
        ("Alt+ArrowLeft", "A01版第3位", "乙丙甲", "丁"),
        ("Alt+ArrowDown", "已在本版末位。", "乙丙甲", "丁"),
    ):
        page.keyboard.press(key)
        said(page, words)
        assert (stored(edition, "A01"), stored(edition, "A02")) == (first, second)
        assert (shown(page, edition, "A01"), shown(page, edition, "A02")) == (first, second)
        assert has_focus(page) == f"article-{key_of('甲')} card-title"


def test_keys_pressed_faster_than_the_server_answers_are_all_obeyed(desk, edition):
    page = desk()
    link(page, "甲").focus()
    for _time in range(2):
        page.keyboard.press("Alt+ArrowDown")
    said(page, "A01版第3位")
    assert stored(edition, "A01") == "乙丙甲"


def test_a_card_far_beyond_the_window_comes_into_view_with_its_page(desk):
    page = desk()
    link(page, "壬").focus()
    page.keyboard.press("Alt+ArrowRight")
    said(page, "A08版第2位")
    box = card(page, "壬").bounding_box()
    assert 0 <= box["x"] <= DESK["width"] - box["width"]


def test_a_card_is_moved_by_touch_with_its_buttons(desk, edition):
    page = desk(TABLET, has_touch=True)
    card(page, "甲").locator("summary").tap()
    card(page, "甲").get_by_role("button", name="移到后一版").tap()
    said(page, "A02版第2位")
    assert stored(edition, "A02") == "丁甲"
    card(page, "甲").get_by_role("button", name="上移").tap()
    said(page, "A02版第1位")
    assert stored(edition, "A02") == "甲丁"
    card(page, "甲").locator("select").select_option(label="A01 要闻")
    card(page, "甲").locator("[name=position]").fill("2")
    card(page, "甲").get_by_role("button", name="安排").tap()
    said(page, "A01版第2位")
    assert stored(edition, "A01") == "乙甲丙"


def test_without_javascript_the_form_on_the_card_does_the_same(desk, edition):
    page = desk(java_script_enabled=False)
    card(page, "甲").locator("summary").click()
    card(page, "甲").locator("select").select_option(label="A02 要闻")
    card(page, "甲").locator("[name=position]").fill("1")
    card(page, "甲").get_by_role("button", name="安排").click()
    assert page.locator(".messagelist").inner_text() == "“甲：渡口两岸通了新的公共汽车”现位于A02版第1位。"
    assert (stored(edition, "A01"), stored(edition, "A02")) == ("乙丙", "甲丁")
    page.get_by_role("link", name="见报前检查").click()
    assert page.locator("h1, #content > h1").first.inner_text() == "见报前检查：晨报 2124-03-01"


def test_a_stale_card_is_refused_and_the_board_shown_as_it_is(desk, edition):
    page = desk()
    workflow.place(Article.objects.get(headline__startswith="甲"), edition.pages.get(number="A03"), 5)
    link(page, "甲").focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, "已由他人移到晨报 2124-03-01 A03")
    assert page.locator(".board-status.error").count() == 1
    assert (shown(page, edition, "A01"), shown(page, edition, "A03")) == ("乙丙", "戊甲")


def test_a_server_that_does_not_answer_leaves_the_card_where_it_was(desk, edition):
    page = desk()
    page.route("**/board/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    link(page, "丙").drag_to(card(page, "丁"), target_position={"x": 40, "y": 4})
    said(page, "服务器没有应答")
    assert (shown(page, edition, "A01"), shown(page, edition, "A02")) == ("甲乙丙", "丁")
    assert stored(edition, "A01") == "甲乙丙"


def test_what_unfolds_and_where_one_had_scrolled_to_stay_after_a_move(desk):
    page = desk()
    page.locator("#lacks summary").click()
    page.evaluate("document.querySelector('[data-scroller]').scrollLeft = 300")
    link(page, "丁").focus()
    before = page.evaluate("document.querySelector('[data-scroller]').scrollLeft")
    page.keyboard.press("Alt+ArrowRight")
    said(page, "A03版第2位")
    assert page.locator("#lacks[open]").count() == 1
    assert page.evaluate("document.querySelector('[data-scroller]').scrollLeft") == before > 0


def test_what_the_checks_find_arrives_on_the_board_and_stays(desk):
    make_term("公共汽车", kind="forbidden")
    page = desk()
    page.wait_for_selector(".group.checks.blocking")
    assert page.locator(".group.checks h3").inner_text().split() == ["见报前检查", "10"]
    assert card(page, "甲").locator("[data-found]").inner_text().startswith("拦截1项")
    link(page, "甲").focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, "A01版第2位")
    assert card(page, "甲").locator("[data-found]").inner_text().startswith("拦截1项")
    assert page.locator(".group.checks h3 .how-many").inner_text() == "10"


@pytest.mark.parametrize("viewport", [DESK, TABLET, {"width": 390, "height": 844}], ids=["desk", "tablet", "phone"])
def test_the_page_itself_never_scrolls_sideways(desk, viewport):
    page = desk(viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    scroller = "document.querySelector('[data-scroller]')"
    assert page.evaluate(f"{scroller}.scrollWidth > {scroller}.clientWidth")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert page.get_by_role("heading", name="待解决").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_on_the_board_by_day_and_by_night(desk, scheme):
    make_term("公共汽车", kind="forbidden")
    page = desk(color_scheme=scheme)
    page.wait_for_selector(".group.checks.blocking")
    link(page, "甲").focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, "A01版第2位")
    assert page.evaluate(FAINT) == []
