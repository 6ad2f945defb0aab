"""A reader turns articles and pages by keys or by a finger, and never loses a key that is needed elsewhere."""

import pytest

from tests.browser.test_reading import DESK, LEAD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
PAGE = "/morning/2024-03-05/A01/"
NEXT_PAGE = "/morning/2024-03-05/A02/"
# Long enough for a key that should do nothing to have done something.
A_MOMENT = 300


def stays(page, press) -> bool:
    """Whether the page is still there a moment after something was pressed."""
    page.evaluate("window.same = true")
    press()
    page.wait_for_timeout(A_MOMENT)
    return page.evaluate("window.same === true")


def test_the_arrows_lead_through_the_articles_in_the_order_of_print(reader):
    page = reader(LEAD, **DESK)
    read = []
    for key, address in [
        ("ArrowRight", "A01/2/"),
        ("ArrowRight", "A02/3/"),
        ("ArrowRight", "A02/4/"),
        ("ArrowLeft", "A02/3/"),
    ]:
        page.keyboard.press(key)
        page.wait_for_url(f"**/{address}")
        read.append(page.locator("h1").inner_text().split("\n")[0])
    assert read == ["A01版第2条", "A02版第1条", "A02版第2条", "A02版第1条"]


def test_before_the_first_article_and_after_the_last_there_is_nothing(reader):
    page = reader(LEAD, **DESK)
    assert stays(page, lambda: page.keyboard.press("ArrowLeft"))
    page.goto("/morning/2024-03-05/A02/4/")
    assert stays(page, lambda: page.keyboard.press("ArrowRight"))


def test_page_keys_turn_the_pages_of_an_edition(reader):
    page = reader(PAGE, **DESK)
    page.keyboard.press("PageDown")
    page.wait_for_url(f"**{NEXT_PAGE}")
    assert stays(page, lambda: page.keyboard.press("ArrowLeft")), "the arrows are those of articles"
    page.keyboard.press("PageUp")
    page.wait_for_url(f"**{PAGE}")


def test_on_an_article_and_elsewhere_page_keys_scroll(reader, paper):
    paper.articles.filter(number=1).update(body="<p>江上新渡，人来人往。</p>" * 80)
    page = reader(LEAD, **DESK)
    assert stays(page, lambda: page.keyboard.press("PageDown"))
    assert page.evaluate("scrollY") > 300
    page.goto("/morning/2024-03-05/")
    assert stays(page, lambda: page.keyboard.press("PageDown"))


@pytest.mark.parametrize("key", ["Control+ArrowRight", "Alt+ArrowDown", "Shift+ArrowRight", "Meta+ArrowRight"])
def test_with_another_key_held_down_an_arrow_is_not_ours(reader, key):
    page = reader(LEAD, **DESK)
    assert stays(page, lambda: page.keyboard.press(key))


def test_in_a_field_a_key_is_typed(reader):
    page = reader(LEAD, **DESK)
    field = page.get_by_role("searchbox")
    field.fill("渡口")
    for key in ("ArrowLeft", "ArrowRight", "?"):
        assert stays(page, lambda key=key: page.keyboard.press(key)), key
    assert field.input_value() == "渡口?"
    assert not page.get_by_role("dialog").is_visible()


def test_what_scrolls_sideways_keeps_the_arrows(reader, paper):
    cells = "".join(f"<td>{'江上新渡' * 4}</td>" for _ in range(8))
    paper.articles.filter(number=1).update(body=f"<table><tbody><tr>{cells}</tr></tbody></table>")
    page = reader(LEAD, **DESK)
    page.locator(".body table").evaluate("table => { table.tabIndex = 0; table.focus(); }")
    assert stays(page, lambda: page.keyboard.press("ArrowRight"))
    assert page.locator(".body table").evaluate("table => table.scrollLeft") > 0


def test_a_question_mark_lists_the_keys_and_they_can_be_put_out_of_use(reader):
    page = reader(LEAD, **DESK)
    dialog = page.get_by_role("dialog", name="快捷键")
    page.keyboard.press("?")
    assert dialog.is_visible()
    shown = dialog.locator("dt").all_inner_texts()
    assert shown == ["← →", "PageUp PageDown", "空格 ↓", "Tab Enter", "?", "Esc"]
    assert page.evaluate("document.activeElement.textContent") == "关闭"
    assert stays(page, lambda: page.keyboard.press("ArrowRight")), "the list is read, not left"
    dialog.get_by_label("启用这些快捷键").uncheck()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.reload()
    for key in ("ArrowRight", "?"):
        assert stays(page, lambda key=key: page.keyboard.press(key)), key
    assert not dialog.is_visible()
    page.locator(".reading-settings summary").click()
    page.get_by_role("button", name="快捷键").click()
    dialog.get_by_label("启用这些快捷键").check()
    dialog.get_by_role("button", name="关闭").click()
    dialog.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "快捷键", "back where the list was opened"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/A01/2/")


def swipe(page, start, end, fingers=1):
    """Draw a finger over the screen, or two beside each other."""
    touch = page.context.new_cdp_session(page)

    def points(at):
        return [{"x": at[0] + 40 * finger, "y": at[1], "id": finger} for finger in range(fingers)]

    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points(start)})
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points(end)})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_turns_the_pages(reader):
    page = reader(PAGE, **PHONE)
    swipe(page, (320, 500), (120, 510))
    page.wait_for_url(f"**{NEXT_PAGE}")
    swipe(page, (120, 500), (320, 490))
    page.wait_for_url(f"**{PAGE}")


@pytest.mark.parametrize(
    ("start", "end", "fingers"),
    [
        ((320, 600), (250, 300), 1),
        ((320, 500), (290, 500), 1),
        ((385, 500), (120, 500), 1),
        ((300, 500), (100, 500), 2),
    ],
    ids=["downwards", "a little", "from the edge", "two fingers"],
)
def test_a_finger_that_means_something_else_turns_nothing(reader, start, end, fingers):
    page = reader(PAGE, **PHONE)
    assert stays(page, lambda: swipe(page, start, end, fingers))
