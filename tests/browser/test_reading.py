"""A reader reads an edition, by pointer, by keyboard, on a phone, with and without JavaScript."""

import pytest

from tests.reader_paper import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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
    for part in (".facsimile svg a", ".headlines li"):
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
    page.wait_for_url("**/A01/*/")


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
    assert page.get_by_role("button", name="默认").is_disabled()
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
    assert page.get_by_role("button", name="放大").is_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(reader, paper, scheme):
    """Every text keeps the contrast that the law asks for (4.5 to 1), by day and by night."""
    page = reader("/", color_scheme=scheme, **DESK)
    for address in addresses(paper).values():
        page.goto(address)
        assert page.evaluate(FAINT) == [], address


FAINT = """() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (element) => {
    for (let part = element; part; part = part.parentElement) {
      const colour = numbers(getComputedStyle(part).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return numbers(getComputedStyle(document.body).backgroundColor);
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest("svg, :disabled, .unseen")) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""
