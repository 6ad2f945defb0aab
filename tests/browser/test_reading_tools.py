"""A reader sets how the site looks, large print and colours, and it is so on every page from its first moment on."""

import pytest

from tests.browser.contrast import FAINT
from tests.browser.test_reading import DESK, LEAD, PHONE, follow
from tests.reader_paper import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
SCHEMES = ["light", "dark"]


def everywhere(paper) -> list[str]:
    """Every page of the paper, its empty search, and an English one."""
    return [*addresses(paper).values(), "/search/", "/en/"]


def large_print(page):
    return page.get_by_role("button", name="大字版")


def choose_colours(page, name):
    page.locator(".reading-settings summary").click()
    page.get_by_label(name).check()
    page.keyboard.press("Escape")


def painted(page) -> tuple[str, str]:
    """The colour of the paper, and that of the browser's own bar above it."""
    return page.evaluate("""() => {
      const metas = [...document.querySelectorAll("meta[name=theme-color]")];
      const shown = document.createElement("p");
      shown.style.color = metas.find((meta) => matchMedia(meta.media).matches).content;
      document.body.append(shown);
      const bar = getComputedStyle(shown).color;
      shown.remove();
      return [getComputedStyle(document.body).backgroundColor, bar];
    }""")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_follow_the_device_until_one_is_chosen_and_the_browsers_bar_follows_them(reader, scheme):
    light, dark, white, black = "rgb(250, 248, 243)", "rgb(24, 22, 19)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"
    of_device = {"light": light, "dark": dark}[scheme]
    page = reader(LEAD, color_scheme=scheme, **DESK)
    assert painted(page) == [of_device, of_device]
    for name, colour in (("深色", dark), ("浅色", light), ("深色", dark)):
        choose_colours(page, name)
        assert painted(page) == [colour, colour], name
        page.reload()
        assert painted(page) == [colour, colour], f"{name}, remembered"
    large_print(page).click()
    page.wait_for_function("getComputedStyle(document.body).backgroundColor === 'rgb(0, 0, 0)'")
    assert painted(page) == [black, black]
    choose_colours(page, "浅色")
    assert painted(page) == [white, white]
    large_print(page).click()
    choose_colours(page, "跟随系统")
    assert painted(page) == [of_device, of_device]
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    changed = {"light": dark, "dark": light}[scheme]
    assert painted(page) == [changed, changed]


AT_BODY = """new MutationObserver((changes, observer) => {
  if (!document.body) return;
  window.atBody = { ...document.documentElement.dataset };
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
window.shifts = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
  .observe({ type: "layout-shift", buffered: true });"""


def test_what_was_chosen_holds_before_anything_is_painted_and_nothing_moves(reader, paper):
    page = reader(LEAD, **DESK)
    large_print(page).click()
    choose_colours(page, "深色")
    page.get_by_role("button", name="放大").click()
    page.add_init_script(AT_BODY)
    chosen = {"scripts": "", "typeSize": "1", "colours": "dark", "largePrint": "on"}
    for address in everywhere(paper):
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("atBody") == chosen, address
        # Of a page that is still arriving, a busy machine paints the first part alone.
        assert page.evaluate("shifts") <= 0.02, address
        assert large_print(page).or_(page.get_by_role("button", name="Large print")).get_attribute("aria-pressed")


def test_a_page_that_one_goes_back_to_looks_as_chosen_meanwhile(reader):
    page = reader("/morning/2024-03-05/A01/", **DESK)
    follow(page, page.locator(".contents .headlines a").first)
    large_print(page).click()
    page.go_back()
    page.wait_for_function("document.documentElement.dataset.largePrint === 'on'")
    assert large_print(page).get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_large_print_stands_out_seven_to_one(reader, paper, scheme):
    page = reader("/", color_scheme=scheme, **DESK)
    large_print(page).click()
    for address in everywhere(paper):
        page.goto(address)
        assert page.evaluate(FAINT, 7) == [], address


# What is pressed and is smaller than 44 pixels. Regions lie on a picture, and have their headlines; links within a
# text keep to its lines; a box to tick has its label.
SMALL = """() => [...document.querySelectorAll("a, button, summary, select, input, label")].filter((part) => {
  if (!part.checkVisibility() || part.closest("svg, .body, .unseen, [type=radio], [type=checkbox]")) return false;
  if (part.matches("label:not(:has([type=radio], [type=checkbox]))")) return false;
  const { width, height } = part.getBoundingClientRect();
  return Math.min(width, height) < 43.9 && height > 0;
}).map((part) => `${part.tagName} ${part.textContent.trim()} ${part.parentElement.className}`)"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_large_print_leaves_room_for_a_finger_and_fits_the_screen(reader, paper, size):
    page = reader("/", **size)
    large_print(page).click()
    for address in everywhere(paper):
        page.goto(address)
        page.locator(".reading-settings summary").click()
        assert page.evaluate(SMALL) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"], address
    page.goto(LEAD)
    for _ in range(4):
        page.locator("article").get_by_role("button", name="放大").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["viewport"]["width"]


def test_large_print_is_larger_and_has_no_ornaments(reader):
    page = reader(LEAD, **DESK)
    read = "part => parseFloat(getComputedStyle(document.querySelector(part)).fontSize)"
    parts = ("body", "h1", ".body", "figcaption", ".site nav a", ".headlines .kicker", ".imprint")
    ordinary = [page.evaluate(read, part) for part in parts]
    large_print(page).click()
    large = [page.evaluate(read, part) for part in parts]
    assert all(after >= 1.2 * before for before, after in zip(ordinary, large, strict=True)), (ordinary, large)
    assert min(large) >= 18
    adorned = """() => [...document.querySelectorAll("main *, header *")].filter((part) => part.checkVisibility())
      .filter((part) => getComputedStyle(part).boxShadow !== "none" && !part.closest("details"))"""
    assert page.evaluate(f"({adorned})().length") == 0


def test_the_keyboard_sets_everything(reader):
    page = reader(LEAD, **DESK)
    large_print(page).focus()
    page.keyboard.press("Enter")
    assert large_print(page).get_attribute("aria-pressed") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".reading-settings details").evaluate("menu => menu.open")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "colours"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.colours") == "dark"
    assert page.url.endswith(LEAD), "within the choices the arrows choose"
    page.keyboard.press("Escape")
    assert page.locator(".reading-settings details").evaluate("menu => !menu.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_settings_close_when_the_reader_goes_on(reader):
    page = reader(LEAD, **DESK)
    page.locator(".reading-settings summary").click()
    page.locator(".decks h1").click()
    assert page.locator(".reading-settings details").evaluate("menu => !menu.open")
    page.locator(".reading-settings summary").click()
    page.get_by_role("button", name="快捷键").focus()
    page.keyboard.press("Tab")
    assert page.locator(".reading-settings details").evaluate("menu => !menu.open")


def test_without_javascript_nothing_is_offered_that_would_do_nothing(reader, paper):
    page = reader("/", java_script_enabled=False, **DESK)
    for address in everywhere(paper):
        page.goto(address)
        assert page.locator("[data-scripted]:visible, dialog:visible").count() == 0, address


def test_where_storage_is_blocked_a_choice_holds_for_the_page(reader):
    page = reader("/", **DESK)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })")
    page.goto(LEAD)
    large_print(page).click()
    choose_colours(page, "深色")
    assert painted(page) == ["rgb(0, 0, 0)", "rgb(0, 0, 0)"]
