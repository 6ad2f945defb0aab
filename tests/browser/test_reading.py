"""A reader reads an edition, by pointer, by keyboard, on a phone, with and without JavaScript."""

import pytest

from tests.browser.contrast import FAINT
from tests.reader_paper import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
WIDE = {"viewport": {"width": 1600, "height": 1000}}
LEAD = "/morning/2024-03-05/A01/1/"


def follow(page, link):
    """Click a link, and be where it leads."""
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{target}")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_edition_is_read_from_its_front_page_to_its_last_article(reader, javascript):
    page = reader("/", java_script_enabled=javascript, **DESK)
    follow(page, page.get_by_role("link", name="晨报", exact=True))
    follow(page, page.get_by_role("link", name="上一期"))
    follow(page, page.locator(".sheets .sheet").first)
    assert page.url.endswith("/morning/2024-03-05/A01/")
    if javascript:
        page.locator(".facsimile svg a").first.click()
        page.locator("[data-beside] h1").wait_for()
        follow(page, page.get_by_role("link", name="单独打开"))
    else:
        follow(page, page.locator(".facsimile svg a").first)
    read = [page.url]
    while (following := page.locator("article > .article-steps [rel=next]")).count():
        follow(page, following.last)
        read.append(page.url)
    assert [address.split("/morning/")[1] for address in read] == [
        "2024-03-05/A01/1/",
        "2024-03-05/A01/2/",
        "2024-03-05/A02/3/",
        "2024-03-05/A02/4/",
    ]


def is_lit(page, *expected):
    """Wait until exactly these are lit, each the kind of element and the article it belongs to."""
    shown = "[...document.querySelectorAll('[data-article].lit')].map(part => [part.tagName, part.dataset.article])"
    page.wait_for_function(f"expected => JSON.stringify({shown}) === JSON.stringify(expected)", arg=list(expected))


def test_a_region_and_its_headline_light_up_together(reader):
    page = reader("/morning/2024-03-05/A02/", **DESK)
    for part in (".facsimile svg a[data-article]", ".headlines li"):
        chosen = page.locator(part).last
        article = chosen.get_attribute("data-article")
        chosen.hover()
        is_lit(page, ["a", article], ["LI", article])
        assert page.locator(f".facsimile svg a[data-article='{article}'] polygon").first.evaluate(
            "polygon => getComputedStyle(polygon).fill"
        ) not in ("rgba(0, 0, 0, 0)", "none")
    page.mouse.move(5, 5)
    is_lit(page)


def test_the_keyboard_reaches_everything(reader):
    page = reader("/morning/2024-03-05/A01/", **DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "a":
            break
    article = page.evaluate("document.activeElement.dataset.article")
    is_lit(page, ["a", article], ["LI", article])
    stroke = page.evaluate("getComputedStyle(document.activeElement.querySelector('polygon')).strokeWidth")
    assert stroke == "4px", "the focus is visible"
    page.keyboard.press("Enter")
    page.locator("[data-beside] h1:focus").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.article") == article


def is_off(page, name) -> bool:
    """Whether a button says that it does nothing more; it stays in reach of the keyboard."""
    button = page.get_by_role("button", name=name)
    return button.get_attribute("aria-disabled") == "true" and button.evaluate("button => !button.disabled")


def test_the_keyboard_stays_on_a_button_of_the_type_size(reader):
    page = reader(LEAD, **DESK)
    page.get_by_role("button", name="放大").focus()
    for _ in range(6):
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "放大"
    assert is_off(page, "放大")
    assert page.evaluate("document.documentElement.dataset.typeSize") == "4"


def test_all_of_an_article_grows_with_the_type_size(reader, paper):
    article = paper.articles.get(number=1)
    article.complete = False
    article.body = "<p>存下的一段。</p>"
    article.save()
    page = reader(LEAD, **DESK)
    parts = (".decks h1", ".decks .subheadline", ".decks .kicker", ".body", ".byline", "figcaption", ".headline-only")

    def sizes():
        read = "part => parseFloat(getComputedStyle(document.querySelector(part)).fontSize)"
        return [page.evaluate(read, part) for part in parts]

    ordinary = sizes()
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    large = sizes()
    assert all(after > before for before, after in zip(ordinary, large, strict=True)), (ordinary, large)
    assert large[0] == max(large)


def test_a_table_on_a_phone_keeps_its_words_whole(reader, paper):
    row = "<tr><td>东渡菜场</td><td>上午九时至十时</td><td>鲫鱼一斤、番茄二斤、青菜一斤</td><td>四十八元四角</td></tr>"
    paper.articles.filter(number=1).update(body=f"<table><tbody><tr><th>交易的地方</th></tr>{row}</tbody></table>")
    page = reader(LEAD, **PHONE)
    assert (
        page.locator(".body td, .body th").evaluate_all(
            "cells => cells.map(cell => cell.clientWidth >= 6 * parseFloat(getComputedStyle(cell).fontSize) - 1"
            " || cell.scrollWidth <= cell.clientWidth && cell.clientHeight < 50)"
        )
        == [True] * 5
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_words_stay_whole_and_lines_do_not_gape_on_a_phone(reader, paper):
    paper.articles.filter(number=1).update(headline="操场开门以后，谁来看、谁来修、谁来关灯")
    page = reader(LEAD, **PHONE)
    align = "getComputedStyle(document.querySelector('.body p')).textAlign"
    assert page.evaluate(align) != "justify"
    assert page.evaluate(LINES, "h1") == ["操场开门以后，谁来看、", "谁来修、谁来关灯"]
    page = reader(LEAD, **DESK)
    assert page.evaluate(align) == "justify"
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    assert page.evaluate(align) != "justify"


LINES = """(part) => {
  const text = document.querySelector(part).firstChild, lines = [], range = document.createRange();
  let top = null;
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const here = range.getBoundingClientRect().bottom;
    if (top === null || here > top + 5) lines.push("");
    top = here;
    lines[lines.length - 1] += text.data[at];
  }
  return lines;
}"""


def test_the_site_bar_and_the_masthead_begin_at_one_line(reader):
    page = reader("/morning/2024-03-05/", viewport={"width": 1920, "height": 900})
    left = "part => document.querySelector(part).getBoundingClientRect().left"
    assert page.evaluate(left, ".site nav a") == page.evaluate(left, ".nameplate .title")


def test_on_paper_the_name_of_a_page_stays_with_its_picture(reader):
    page = reader("/morning/2024-03-05/", **DESK)
    page.emulate_media(media="print")
    read = "([part, name]) => getComputedStyle(document.querySelector(part))[name]"
    kept = {".sheets": "display", ".sheets h2": "breakAfter", ".sheets .sheet": "breakInside"}
    assert [page.evaluate(read, [part, name]) for part, name in kept.items()] == ["block", "avoid", "avoid"]


def test_an_edition_of_one_page_is_shown_large(reader, paper):
    paper.articles.filter(page__number="A02").update(page=None)
    paper.pages.get(number="A02").delete()
    page = reader("/morning/2024-03-05/", **DESK)
    assert page.locator(".sheets img").evaluate("image => image.clientWidth") > 600


def test_the_type_size_is_remembered(reader):
    page = reader(LEAD, **DESK)

    def size():
        return page.locator(".body").evaluate("body => parseFloat(getComputedStyle(body).fontSize)")

    ordinary = size()
    page.get_by_role("button", name="放大").click()
    page.get_by_role("button", name="放大").click()
    large = size()
    assert large > ordinary
    follow(page, page.locator("article > .article-steps [rel=next]").first)
    assert size() == large
    assert page.evaluate("document.documentElement.dataset.typeSize") == "2"
    page.get_by_role("button", name="缩小").click()
    assert ordinary < size() < large
    page.get_by_role("button", name="默认").click()
    assert size() == ordinary
    assert is_off(page, "默认")
    page.reload()
    assert size() == ordinary


def test_without_javascript_there_are_no_buttons_that_do_nothing(reader):
    page = reader(LEAD, java_script_enabled=False, **DESK)
    assert page.locator("article h1").is_visible()
    assert page.locator("button:visible").all_inner_texts() == ["搜索"]


@pytest.mark.parametrize(
    "size", [PHONE, {"viewport": {"width": 820, "height": 1180}}, DESK, WIDE], ids=["phone", "tablet", "desk", "wide"]
)
def test_nothing_is_wider_than_the_screen(reader, paper, size):
    page = reader("/", **size)
    for address in [*addresses(paper).values(), "/search/"]:
        page.goto(address)
        width = size["viewport"]["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_largest_type_fits_a_phone(reader):
    page = reader(LEAD, **PHONE)
    for _ in range(4):
        page.get_by_role("button", name="放大").click()
    assert is_off(page, "放大")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(reader, paper, scheme):
    """Every text keeps the contrast that the law asks for (4.5 to 1), by day and by night."""
    page = reader("/", color_scheme=scheme, **DESK)
    for address in addresses(paper).values():
        page.goto(address)
        assert page.evaluate(FAINT) == [], address


REFERENCE = "沈一苇, 路人A010. A01版第1条 江上新渡[N/OL]. 晨报, 2024-03-05(A01, A02)["


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reference_is_copied_by_keyboard(reader, size):
    page = reader(LEAD, permissions=["clipboard-read", "clipboard-write"], **size)
    page.get_by_text("引用本文").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "复制引文"
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("已复制。").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite .reference").inner_text()
    assert copied.startswith(REFERENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]


def test_a_reference_is_copied_where_the_clipboard_is_denied(reader):
    """As on a site without TLS, where there is no clipboard to write to: what is selected is copied, or can be."""
    page = reader(LEAD, **DESK)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_text("引用本文").click()
    page.get_by_role("button", name="复制引文").click()
    page.get_by_role("status").get_by_text("已复制。").wait_for()
    assert page.evaluate("getSelection().toString()").startswith(REFERENCE)


@pytest.mark.parametrize("javascript", [True, False])
def test_references_are_files_with_and_without_javascript(reader, javascript):
    page = reader(LEAD, java_script_enabled=javascript, **DESK)
    page.get_by_text("引用本文").click()
    assert page.get_by_role("button", name="复制引文").is_visible() is javascript
    for form, name in (("RIS", "morning-2024-03-05-1.ris"), ("BibTeX", "morning-2024-03-05-1.bib")):
        with page.expect_download() as download:
            page.get_by_role("link", name=form).click()
        assert download.value.suggested_filename == name


def test_a_reference_is_not_printed(reader):
    page = reader(LEAD, **DESK)
    page.get_by_text("引用本文").click()
    page.emulate_media(media="print")
    assert not page.locator(".cite").is_visible()
