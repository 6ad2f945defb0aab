"""What a reader prints: the text, black on white, with the paper, the day, the page and the address it comes from."""

import pypdfium2
import pytest

from tests.browser.test_reading import DESK, LEAD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
PAGE = "/morning/2024-03-05/A01/"
# What is of use on a screen only.
SCREEN = (
    "首页",
    "搜索",
    "大字版",
    "阅读设置",
    "放大",
    "上一篇",
    "下一篇",
    "下一版",
    "版面导航",
    "日历",
    "快捷键",
    "朗读",
)


def printed(page) -> str:
    """All text of the sheets that the browser makes of a page, without blanks."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    return "".join("".join(sheet.get_textpage().get_text_range() for sheet in document).split())


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    ("address", "texts"),
    [
        (LEAD, ("引题在前", "A01版第1条江上新渡", "——副题在后", "第二段。", "本报记者沈一苇", "江边。", "特此更正")),
        (PAGE, ("第A01版：要闻", "责任编辑甲乙", "A01版第1条江上新渡", "A01版第2条江上新渡")),
        ("/morning/2024-03-05/", ("第A01版：要闻", "第A02版：本市", "A02版第1条江上新渡")),
    ],
    ids=["article", "page", "edition"],
)
def test_a_sheet_holds_the_text_and_says_where_it_comes_from(reader, live_server, address, texts, size):
    text = printed(reader(address, **size))
    of_page = "第A01版：要闻" if "A01" in address else ""
    assert f"来源：晨报2024年3月5日星期二{of_page}{live_server.url}{address}" in text
    assert [part for part in texts if part not in text] == []
    assert [part for part in SCREEN if part in text] == []


def test_an_english_sheet_names_its_own_address(reader, live_server):
    text = printed(reader(f"/en{LEAD}", **DESK))
    assert f"Source:晨报Tuesday,5March2024PageA01:要闻{live_server.url}/en{LEAD}" in text


def test_a_sheet_is_black_on_white_whatever_the_screen_is(reader):
    page = reader(LEAD, color_scheme="dark", **DESK)
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    for choose in (
        "{}",
        "document.documentElement.dataset.colours = 'dark'",
        "document.documentElement.dataset.largePrint = 'on'",
    ):
        page.evaluate(choose)
        page.emulate_media(media="print")
        assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], choose
        page.emulate_media(media="screen")
