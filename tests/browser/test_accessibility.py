"""Nobody is kept from reading: the readers' pages by WCAG 2.2 AA, as axe-core finds it, and what it cannot see."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.utils import timezone

from tests.browser.contrast import THIN
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page, picture
from tests.reader_paper import DAY, addresses, lay_a_spread

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
NARROW, WIDE = 320, 1280
LANGUAGES = {"zh-hans": "", "zh-hant": "/zh-hant", "en": "/en"}
MODES = {
    "light": {"colours": "light"},
    "dark": {"colours": "dark"},
    "large print": {"colours": "light", "largePrint": "on"},
}

# Runs every rule by day, in both sizes of print, and by night those that look at colours: nothing else changes then, as
# colours.css has it. Returns what axe found, by mode: the rule, the element's selector and its beginning.
AXE = """async (modes) => {
  const every = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const ofColours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  const found = {};
  for (const [mode, chosen] of Object.entries(modes)) {
    delete document.documentElement.dataset.largePrint;
    Object.assign(document.documentElement.dataset, chosen);
    const { violations } = await axe.run({
      ...(chosen.colours === "dark"
        ? { runOnly: ofColours }
        : {
            runOnly: every,
            rules: { "label-content-name-mismatch": { enabled: true }, "css-orientation-lock": { enabled: true } },
          }),
      resultTypes: ["violations"],
    });
    found[mode] = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 160)}`));
  }
  return found;
}"""

# What a screen reader says of a page besides its text: landmarks and what else is named, and all that one can use.
TOLD = {
    *("banner", "navigation", "search", "main", "article", "region", "complementary", "contentinfo"),
    *("heading", "figure", "image", "group", "toolbar", "table", "link", "button", "searchbox", "DisclosureTriangle"),
}

PAGE_TOLD = """\
link 跳到正文
banner
  navigation 网站
    link 首页
    link 作者
    link 图片
    link 繁體中文
    link English
  group 阅读设置
    button 大字版
    group
      DisclosureTriangle 阅读设置
  search
    searchbox 新闻搜索
    button 搜索
  link 晨报
  navigation 各期
    link ‹ 上一期
    link 下一期 ›
    link 本期各版
    link 日历
main
  heading 1 第A01版：要闻
  navigation 前后版面
    link 下一版 ›
  figure
    toolbar 版面图
      button 缩小
      button 放大
      button 整版
      button 全屏
      button 剪报
    image 第A01版：要闻
    group 版面图上的文章
      link A01版第1条 江上新渡
      link A01版第2条 江上新渡
    group 转版与接版
      link 转A02版
      link 转A02版
  region 本版标题
    heading 2 本版标题
    link 引题在前 A01版第1条 江上新渡
    link → 转A02版
    link → 转A02版
    link 引题在前 A01版第2条 江上新渡
    search 在本版中检索
      searchbox 在本版中检索
      button 搜索
  complementary
    navigation 版面导航
      heading 2 版面导航
      link 第A01版：要闻
      link 第A01版：要闻，PDF
      link 第A02版：本市
      link 第A02版：本市，PDF
    table 2024年3月
    navigation 本社报纸
      heading 2 本社报纸
      link 晚报
contentinfo
  link 往期回顾
  link 更正
  link 本报图片"""

ARTICLE_TOLD = """\
main
  article
    link 第A01版：要闻
    group 字号
      button 放大
      button 缩小
      button 默认
    navigation 前后文章（文前）
      link 下一篇 ›
    heading 1 A01版第1条 江上新渡
    figure
      link 查看大图：江边。
        image 江边。
      link 柳岸
      link 摄手0
    figure
      link 柳岸
    link 沈一苇
    link 路人A010
    link 转A02版
    link 转A02版 A02版第2条 江上新渡
    group
      DisclosureTriangle 引用本文
    navigation 前后文章（文后）
      link 下一篇 › A01版第2条 江上新渡
  complementary
    link 版面图：第A01版：要闻
    navigation 前后版面
      link 下一版 ›
    navigation 本版标题
      heading 2 本版标题
      link 引题在前 A01版第1条 江上新渡
      link 引题在前 A01版第2条 江上新渡
    navigation 版面导航
      heading 2 版面导航
      link 第A01版：要闻
      link 第A01版：要闻，PDF
      link 第A02版：本市
      link 第A02版：本市，PDF
    navigation 本社报纸
      heading 2 本社报纸
      link 晚报"""

# The text spacing that a reader may set, which has to lose nothing (WCAG 1.4.12).
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""

# Everything that moves for longer than 0.01 s: running animations, and the transitions that elements would make.
MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(", ").map(parseFloat));
  const moving = document.getAnimations().map((animation) => `running: ${animation.animationName}`);
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element, part);
      if (seconds(transitionDuration) > 0.01 || seconds(animationDuration) > 0.01 || scrollBehavior === "smooth") {
        moving.push(`${element.tagName} ${element.className} ${part ?? ""}`);
      }
    }
  }
  return moving;
}"""

# Whether what has the focus shows it, by an outline or the edge of a region or a bar, is on the screen, and is not
# covered there; regions and jumps may lie on each other, as the articles do in print.
FOCUS = """() => {
  const element = document.activeElement;
  const edge = element.querySelector("polygon, rect");
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const shows = edge
    ? getComputedStyle(edge).strokeWidth === "4px"
    : outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const { left, top, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const within = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
  const met = document.elementFromPoint(x, y);
  const free = Boolean(element.closest("svg")) || element.contains(met) || Boolean(met?.contains(element));
  return { shows, within, free };
}"""


@pytest.fixture
def kinds(paper) -> dict[str, str]:
    """An address of every kind of readers' page, by what it shows."""
    gone = make_article(
        paper.pages.first(), "撤下的一条", withdrawn_at=timezone.now(), withdrawal_notice="因事实有误，本报撤回此稿。"
    )
    pages = lay_a_spread()
    scan = pages[-1]
    scan.facsimile.save("scan.jpg", ContentFile(picture(2000, 1400)))
    make_page(scan.edition, "A05", name="未存档的一版")
    make_page(scan.edition, "A06", pdf="pdf/withheld.pdf", has_withdrawn=True)
    make_article(scan, "只有标题的一条", complete=False, body="")
    withdrawn = make_edition(
        paper.publication, date(2024, 2, 1), withdrawn_at=timezone.now(), withdrawal_notice="本期全部撤回。"
    )
    # Two editions of one day stand in one field of the calendar.
    busy = make_busy_contributor(make_page(make_edition(paper.publication, DAY, label="extra"), "1"))
    kinds = addresses(paper) | {
        "page of a spread": "/morning/2024-03-01/A02/",
        "page without a picture": "/evening/2024-03-05/1/",
        "page that is not in the archive": "/morning/2024-03-01/A05/",
        "large scan": scan.get_absolute_url(),
        "edition with a page that is not in the archive": "/morning/2024-03-01/",
        "article on two pages": "/morning/2024-03-01/A02/5/",
        "article of which the headline is kept": "/morning/2024-03-01/A04/6/",
        "article with what was looked for": f"{addresses(paper)['article']}?q=江上 OR 第一段 OR 沈一苇",
        "search before asking": "/search/",
        "search with more results": "/search/?q=众手&page=2",
        "search by months": "/search/?q=渡&since=2024-01-01&until=2024-12-31",
        "search of a person in an edition": f"/search/?q=&edition=morning/2024-03-05.extra&contributor={busy.pk}",
        "search without results": "/search/?q=不见于报",
        "search not made": "/search/?q=渡&since=x",
        "photos, none found": "/photos/?q=不见于报",
        "photos not looked for": "/photos/?since=x",
        "more photos": "/photos/?photographer=众手&page=2",
        "writers": "/contributors/?role=text",
        "contributors, nobody found": "/contributors/?name=无此人",
        "contributor with more articles and photos": f"{busy.get_absolute_url()}?articles=2&photos=2",
        "withdrawn": gone.get_absolute_url(),
        "withdrawn edition": withdrawn.get_absolute_url(),
        "withheld PDF": "/morning/2024-03-01/A06/page.pdf",
        "not found": "/morning/2024-03-05/A09/",
    }
    # The year's own address shows the same.
    del kinds["calendar"]
    return kinds


def make_busy_contributor(page):
    """Somebody with more articles and more photos than one list of either holds."""
    for _ in range(31):
        make_credit(make_article(page, "众手所写"), "众手")
    article = page.articles.first()
    for place in range(25):
        make_caption(article, "众手所摄。", ("众手",), order=place)
    return article.credits.get().contributor


@pytest.fixture
def visit(desk_of):
    """Opens the site as a reader with a screen of that width, without the rule that every address has its page."""

    def open_site(width, **settings):
        return desk_of(viewport={"width": width, "height": 900}, **{"reduced_motion": "reduce"} | settings)

    return open_site


def opened_beside(page):
    page.locator(".facsimile svg a[data-article]").first.click()
    page.locator("[data-beside] h1").wait_for()


def all_opened(page):
    page.locator("[data-cite] summary").click()
    page.locator(".reading-settings summary").click()


def keys_listed(page):
    page.keyboard.press("?")
    page.locator("dialog.keys[open]").wait_for()


def cutting(page):
    page.locator("[data-view=clip]").click()
    page.locator(".facsimile svg a[data-article]").first.click()
    page.locator("dialog[data-cutting][open]").wait_for()


def zoomed(page):
    page.locator("[data-view=in]").click()
    page.locator(".moves").wait_for()


def seen_by_tiles(page):
    """As near as one comes: the button that brings nearer does nothing any more."""
    page.evaluate("location.hash = '#box=460,460,540,540'")
    page.locator(".tiles img").first.wait_for()
    page.locator("[data-view=in][aria-disabled=true]").wait_for()


def failed(page):
    page.set_content(render_to_string("500.html"))


STATES = {
    "page zoomed in": ("page", zoomed),
    "large scan zoomed in": ("large scan", seen_by_tiles),
    "spread zoomed in": ("page of a spread", zoomed),
    "article with what opens in it": ("article", all_opened),
    "list of keys": ("article", keys_listed),
    "cutting": ("page", cutting),
    "server that fails": ("home", failed),
}


def wrong(found: dict) -> dict:
    """Only the entries that hold anything."""
    return {name: what for name, what in found.items() if what}


# The traditional site has the elements of the simplified one, as test_reader_traditional holds: one width is enough.
SEEN = [
    (language, width) for language in LANGUAGES for width in (NARROW, WIDE) if (language, width) != ("zh-hant", WIDE)
]


@pytest.mark.parametrize(("language", "width"), SEEN)
def test_axe_finds_nothing_on_any_kind_of_page_in_any_mode(visit, kinds, language, width):
    page, found = visit(width), {}
    page.add_init_script(AXE_SCRIPT)
    states = {kind: (kind, lambda page: None) for kind in kinds} | STATES
    if width == WIDE:
        states["article beside the page"] = ("page", opened_beside)
    for state, (kind, prepare) in states.items():
        page.goto(LANGUAGES[language] + kinds[kind])
        prepare(page)
        found[state] = wrong(page.evaluate(AXE, MODES))
    assert wrong(found) == {}


def test_axe_finds_what_is_wrong_in_each_mode(visit):
    """That it finds nothing elsewhere says something."""
    page = visit(WIDE)
    page.goto("/search/")
    page.evaluate(AXE_SCRIPT)
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend", `<p><img src="/robots.txt"></p>
      <p class="faint">faint</p><p><button class="small">a</button><button class="small">b</button></p>`)""")
    # Grey on grey in light and dark alike.
    page.add_style_tag(content=".faint { color: #888; background: #777 } .small { all: unset; font-size: 8px }")
    rules = {mode: {line.split(":")[0] for line in lines} for mode, lines in page.evaluate(AXE, MODES).items()}
    spoilt = {"image-alt", "color-contrast", "target-size"}
    # Large print makes every button large enough.
    assert rules == {"light": spoilt, "dark": {"color-contrast"}, "large print": spoilt - {"target-size"}}


def test_fields_and_links_have_edges_that_are_seen(visit, kinds):
    page, found = visit(WIDE), {}
    for kind, address in kinds.items():
        page.goto(address)
        for mode, chosen in MODES.items():
            page.evaluate("chosen => Object.assign(document.documentElement.dataset, chosen)", chosen)
            found[kind, mode] = page.evaluate(THIN)
    assert wrong(found) == {}


def test_at_four_hundred_per_cent_and_with_wide_spacing_nothing_is_scrolled_sideways(visit, kinds):
    page, widths = visit(NARROW), {}
    for kind, address in kinds.items():
        for prefix in LANGUAGES.values():
            page.goto(prefix + address)
            widths[prefix, kind, "as it is"] = page.evaluate("document.documentElement.scrollWidth")
            page.add_style_tag(content=SPACED)
            widths[prefix, kind, "spaced"] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in widths.items() if width > NARROW} == {}


def test_who_asks_for_less_motion_sees_none(visit, kinds):
    page, found = visit(WIDE), {}
    for kind, address in kinds.items():
        page.goto(address)
        found[kind] = page.evaluate(MOVING)
    page.goto(kinds["page"])
    opened_beside(page)
    found["article beside the page"] = page.evaluate(MOVING)
    assert wrong(found) == {}


def told(page, within="RootWebArea") -> str:
    """Chromium's accessibility tree as far as it is TOLD, each line below what holds it; of a table only its name."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    lines = []

    def tell(node, depth):
        role, name = (node.get(part, {}).get("value", "") for part in ("role", "name"))
        if not node["ignored"] and role in TOLD:
            level = "".join(f" {each['value']['value']}" for each in node["properties"] if each["name"] == "level")
            lines.append(f"{'  ' * depth}{role}{level} {name}".rstrip())
            depth += 1
        if role != "table":
            for child in node.get("childIds", []):
                tell(by_id[child], depth)

    tell(next(node for node in nodes if node.get("role", {}).get("value") == within), 0)
    return "\n".join(lines)


def test_a_screen_reader_is_told_of_a_page_and_its_regions_by_their_headlines(visit, paper):
    page = visit(WIDE)
    page.goto("/morning/2024-03-05/A01/")
    page.locator(".alive").wait_for()
    assert told(page) == PAGE_TOLD


def test_a_screen_reader_is_told_of_an_article_in_the_order_of_reading(visit, paper):
    page = visit(WIDE)
    # Where the device has a Chinese voice there would be buttons for it.
    page.add_init_script("speechSynthesis.getVoices = () => []")
    page.goto("/morning/2024-03-05/A01/1/")
    assert told(page, "main") == ARTICLE_TOLD


def tab_to(page, name: str, within: str = "body"):
    """Press Tab until the link of that name has the focus; every stop on the way shows where it is."""
    for _ in range(100):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if not focused.count():
            continue
        stop = focused.evaluate("part => part.outerHTML.slice(0, 160)")
        assert page.evaluate(FOCUS) == {"shows": True, "within": True, "free": True}, stop
        is_within = focused.evaluate("(part, within) => Boolean(part.closest(within))", within)
        if is_within and name in focused.text_content():
            return
    raise AssertionError(f"Tab does not reach {name}")


def press_enter(page, address: str):
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_an_edition_is_read_by_tab_and_enter_alone(visit, paper, width):
    page = visit(width)
    page.goto("/")
    for name, within, address in (
        ("晨报", "main", "/morning/2024-03-06/"),
        ("上一期", "header", "/morning/2024-03-05/"),
        ("要闻", "main", "/morning/2024-03-05/A01/"),
        ("A01版第1条", ".headlines", "/morning/2024-03-05/A01/1/"),
        ("下一篇", "main", "/morning/2024-03-05/A01/2/"),
        ("下一篇", "main", "/morning/2024-03-05/A02/3/"),
    ):
        tab_to(page, name, within)
        press_enter(page, address)


SEARCH_TOLD = """\
region 检索结果
  link 取消限定： 2024年3月
  figure
    group 逐日篇数，最多4篇
      link 2024年3月5日 星期二：4篇文章"""


def test_a_screen_reader_is_told_of_the_bars_of_a_chart(visit, paper):
    page = visit(WIDE)
    page.goto("/search/?q=渡&since=2024-03-01&until=2024-03-31")
    assert told(page, "region").startswith(SEARCH_TOLD)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_search_is_narrowed_down_by_tab_and_enter_alone(visit, paper, width):
    page = visit(width)
    page.goto("/search/?q=渡&since=2024-03-01&until=2024-03-31")
    for name, within, kept in (
        ("2024年3月5日", ".chart", {"since": ["2024-03-05"], "until": ["2024-03-05"]}),
        ("第A02版", ".narrow", {"since": ["2024-03-05"], "until": ["2024-03-05"], "page": ["A02"]}),
        ("2024年3月5日", ".chosen", {"page": ["A02"]}),
    ):
        tab_to(page, name, within)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, kept=kept: parse_qs(urlsplit(url).query) == {"q": ["渡"]} | kept)


def test_a_zoomed_picture_is_moved_without_dragging(visit, kinds):
    page = visit(WIDE)
    page.goto(kinds["page"])
    assert page.locator(".moves").is_hidden()
    for _ in range(3):
        page.locator("[data-view=in]").click()

    def place():
        box = page.locator("[data-sheet]").bounding_box()
        return round(box["x"]), round(box["y"])

    before = x, y = place()
    # Which way the picture goes: opposite to what is then seen.
    for name, after in (("左", (x + 80, y)), ("右", (x, y)), ("上", (x, y + 80)), ("下", (x, y))):
        page.locator(".moves").get_by_role("button", name=name).click()
        assert place() == after, name
    assert place() == before


def test_a_headline_shown_on_the_picture_is_put_away_by_escape(visit, kinds):
    page = visit(WIDE)
    page.goto(kinds["page"])
    page.locator(".facsimile svg a[data-article]").first.hover()
    page.locator(".headline-shown").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".headline-shown").is_hidden()
