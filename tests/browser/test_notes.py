"""A note is sent from an article's form while a text is being typed in it, by mouse or by keyboard; nothing is lost."""

import pytest
from django.urls import reverse

from articles import roles, workflow
from articles.models import Article, Note
from tests.browser.article_form import open_article
from tests.browser.contrast import FAINT
from tests.factories import make_article, make_edition, make_page, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]


@pytest.fixture
def colleagues():
    names = {"zhouyuan": ("周", "远"), "linxm": ("林", "小满"), "linx": ("林", "小")}
    found = {}
    for account, (family, given) in names.items():
        found[account] = make_staff(account, roles.PAGE_EDITOR, last_name=family, first_name=given)
    return found


@pytest.fixture
def article():
    return make_article(make_page(make_edition(public=False)), body="<p>第一段。</p>", approved=False)


@pytest.fixture
def opened(desk_of, colleagues, article):
    """Opens the article's form as a colleague."""

    def open_form(account="zhouyuan", **settings):
        page = desk_of(colleagues[account], **settings)
        open_article(page, article)
        return page

    return open_form


def unfold(page):
    """Open the notes of an article that has none to be done."""
    page.locator("#notes summary").click()


def say(page) -> str:
    return page.locator("[data-said]").inner_text()


def offered(page) -> list[str]:
    return page.locator("#note-colleagues li:visible").all_inner_texts()


def test_what_is_typed_in_the_form_stays_while_a_note_is_sent(opened):
    page = opened()
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("p").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("还没存的话。")
    page.locator("#id_headline").fill("还没存的标题")
    unfold(page)
    page.locator("#note-text").fill("数字再核一遍 @林小满")
    page.get_by_role("button", name="写批注").click()
    page.locator("#notes li", has_text="数字再核一遍").wait_for()
    assert say(page) == "批注已写上。 待林小满办。"
    assert page.locator("#notes summary").inner_text() == "批注 1条待办"
    assert page.locator("#note-text").input_value() == ""
    assert page.evaluate("document.activeElement.id") == "note-text"
    assert [user.username for user in workflow.readers() if workflow.mentioned(user)] == ["linxm"]
    assert Article.objects.values_list("headline", "body").get() == ("渡口通了新车", "<p>第一段。</p>")
    page.locator("input[name=_save]").first.click()
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.values_list("headline", "body").get() == ("还没存的标题", "<p>第一段。还没存的话。</p>")


def test_a_note_is_written_and_ticked_off_by_keyboard_alone(opened):
    page = opened()
    page.locator("#notes summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("请@lin")
    assert offered(page) == ["林小 linx", "林小满 linxm"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("看一下")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#notes li[id^=note-]").wait_for()
    note = Note.objects.get()
    assert (note.text, [mention.user.username for mention in note.mentions.all()]) == ("请@林小满 看一下", ["linxm"])
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.innerText") == "标为已办"
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#notes .settled')")
    assert say(page) == "批注已标为已办。"
    assert page.evaluate("document.activeElement.id") == f"note-{note.pk}"
    note.refresh_from_db()
    assert note.settled_by.username == "zhouyuan"


def test_colleagues_are_offered_by_name_or_account_while_a_name_is_typed(opened):
    page = opened()
    unfold(page)
    field = page.locator("#note-text")
    field.click()
    seen = {}
    for typed in ("@", "@林小", "@林小满", "@ZHOU", "a@lin", "@林小满 ", "@没有这人"):
        field.fill("")
        page.keyboard.type(typed)
        seen[typed] = offered(page)
    short, full, zhou = "林小 linx", "林小满 linxm", "周远 zhouyuan"
    assert seen == {
        "@": [short, full, zhou],
        "@林小": [short, full],
        "@林小满": [full],
        "@ZHOU": [zhou],
        "a@lin": [],
        "@林小满 ": [],
        "@没有这人": [],
    }


def test_the_offer_follows_the_pattern_of_a_list_box(opened):
    page = opened()
    unfold(page)
    field = page.locator("#note-text")
    field.click()
    page.keyboard.type("@林")

    def current():
        """The option that the field points at, and that is marked as chosen."""
        pointed = page.locator(f"#{field.get_attribute('aria-activedescendant')}")
        assert pointed.get_attribute("aria-selected") == "true"
        assert page.locator("#note-colleagues [aria-selected=true]").count() == 1
        return pointed.inner_text()

    steps = [current()]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        steps.append(current())
    assert steps == ["林小 linx", "林小满 linxm", "林小 linx", "林小满 linxm"]
    page.keyboard.press("Escape")
    assert (offered(page), field.get_attribute("aria-activedescendant")) == ([], None)
    page.keyboard.press("Enter")
    assert field.input_value() == "@林\n"
    page.keyboard.type("@林")
    page.get_by_role("option", name="林小满").click()
    assert field.input_value() == "@林\n@林小满 "
    assert page.evaluate("document.activeElement.id") == "note-text"


def test_what_is_refused_or_does_not_arrive_still_stands_there(opened, colleagues):
    page = opened()
    unfold(page)
    make_staff("guest")
    page.locator("#note-text").fill("@guest 看一下")
    page.get_by_role("button", name="写批注").click()
    page.locator("[data-said].refused").wait_for()
    assert say(page) == "guest无权查看本稿，不能提及。"
    assert page.locator("#note-text").input_value() == "@guest 看一下"
    page.context.clear_cookies()
    page.locator("#note-text").fill("看一下")
    page.get_by_role("button", name="写批注").click()
    page.locator("[data-said]", has_text="批注没有送出").wait_for()
    assert page.locator("#note-text").input_value() == "看一下"
    assert not Note.objects.exists()
    # As the sentence says: signed in again in another window, the note is sent from here.
    colleagues["zhouyuan"].set_password("渡口通了新车")
    colleagues["zhouyuan"].save()
    other = page.context.new_page()
    other.goto(reverse("admin:login"))
    other.locator("#id_username").fill("zhouyuan")
    other.locator("#id_password").fill("渡口通了新车")
    other.keyboard.press("Enter")
    other.wait_for_url(reverse("admin:index"))
    page.get_by_role("button", name="写批注").click()
    page.locator("#notes li", has_text="看一下").wait_for()
    assert (say(page), Note.objects.get().text) == ("批注已写上。", "看一下")


def test_without_scripts_the_notes_are_read_written_and_ticked_off(desk_of, colleagues, article):
    note = workflow.note(article, "数字再核一遍 @林小满", by=colleagues["zhouyuan"])
    page = desk_of(colleagues["linxm"], java_script_enabled=False)
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    page.get_by_role("button", name="标为已办").click()
    assert page.locator(".messagelist .success").inner_text() == "批注已标为已办。"
    unfold(page)
    page.locator("#note-text").fill("已核。")
    page.get_by_role("button", name="写批注").click()
    assert page.locator(".messagelist .success").inner_text() == "批注已写上。"
    note.refresh_from_db()
    assert note.settled_by == colleagues["linxm"]
    assert list(Note.objects.values_list("text", flat=True)) == ["数字再核一遍 @林小满", "已核。"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_notes_can_be_read_by_day_and_by_night_on_a_desk_and_on_a_phone(opened, colleagues, article, scheme):
    workflow.note(article, "数字再核一遍 @林小满", by=colleagues["zhouyuan"])
    done = workflow.note(article, "标题长了", by=colleagues["zhouyuan"])
    workflow.settle(done, by=colleagues["linx"])
    page = opened(color_scheme=scheme)
    page.locator("#note-text").click()
    page.keyboard.type("@林")
    assert page.evaluate(FAINT) == []
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.querySelector('#notes').getBoundingClientRect().right")
    assert width <= 390
    assert page.evaluate("document.querySelector('#note-colleagues').getBoundingClientRect().right") <= 390
