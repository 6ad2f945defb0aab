"""Two people at one article, each in a browser with the real editor; and one whose session ends while writing."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from articles.models import Article
from tests.browser.article_form import open_article, ready
from tests.browser.contrast import FAINT
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def article():
    article = make_article(
        make_page(make_edition(public=False)),
        "渡口通了新车",
        approved=False,
        kicker="沿溪新区",
        body="<p>新车今日上路。</p><p>首班六点。</p>",
        byline="本报记者 沈一苇",
        keywords=["渡口", "新车"],
    )
    make_credit(article)
    make_caption(article, "江边的清晨。")
    return article


@pytest.fixture
def chief_s_desk(desk_of):
    """Opens the browser of a superuser of that name, who can sign in again by password."""

    def open_desk(name, **settings):
        return desk_of(User.objects.create_superuser(name, password="渡口通了新车"), **settings)

    return open_desk


def write(desk, text):
    """Type at the end of the body."""
    desk.frame_locator("iframe.cke_wysiwyg_frame").locator("p").last.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(text)


def body_in(desk):
    return desk.evaluate("CKEDITOR.instances.id_body.getData()").replace("\n", "")


def save(desk):
    desk.locator("input[name=_continue]").first.click()


def to_radio(desk, name, value):
    """Reach a choice with the keyboard, as one does who has no mouse, and take it."""
    for _press in range(200):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.name") == name:
            break
    if desk.evaluate("document.activeElement.value") != value:
        desk.keyboard.press("ArrowUp" if value == "theirs" else "ArrowDown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_second_who_saves_chooses_with_the_keyboard(chief_s_desk, article, scheme):
    first, second = chief_s_desk("沈一苇"), chief_s_desk("柳岸", color_scheme=scheme)
    open_article(first, article)
    open_article(second, article)
    first.fill("[name=headline]", "渡口新车今日上路")
    first.fill("[name=kicker]", "沿溪新区公交")
    write(first, "末班九点。")
    save(first)
    first.wait_for_selector(".messagelist .success")
    second.fill("[name=headline]", "渡口的新车")
    second.fill("[name=captions-0-text]", "江边的黄昏。")
    write(second, "末班十点。")
    save(second)
    second.wait_for_selector("form.conflict")
    marks = second.locator("form.conflict mark").all_text_contents()
    assert {"九", "十"} <= set(marks)
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert second.evaluate(FAINT) == []
    checked = "[...document.querySelectorAll('form.conflict :checked')].map(({name, value}) => [name, value])"
    caption = article.captions.get().pk
    assert second.evaluate(checked) == [
        ["_choice.kicker", "theirs"],
        ["_choice.headline", "mine"],
        ["_choice.body", "mine"],
        [f"_choice.captions.{caption}.text", "mine"],
    ]
    to_radio(second, "_choice.headline", "theirs")
    second.locator("button[value=edit]").focus()
    second.keyboard.press("Enter")
    ready(second)
    assert second.input_value("[name=headline]") == "渡口新车今日上路"
    assert body_in(second) == "<p>新车今日上路。</p><p>首班六点。末班十点。</p>"
    assert Article.objects.get().headline == "渡口新车今日上路"
    write(second, "周末加开。")
    save(second)
    second.wait_for_selector(".messagelist .success")
    stored = Article.objects.get()
    assert (stored.kicker, stored.headline, stored.body, stored.captions.get().text) == (
        "沿溪新区公交",
        "渡口新车今日上路",
        "<p>新车今日上路。</p><p>首班六点。末班十点。周末加开。</p>",
        "江边的黄昏。",
    )


def test_what_is_written_while_the_session_ends_is_there_after_the_login(chief_s_desk, article):
    desk = chief_s_desk("沈一苇")
    open_article(desk, article)
    desk.fill("[name=headline]", "渡口“新车”\n今日上路")
    write(desk, "末班 <九> 点。")
    Session.objects.all().delete()
    save(desk)
    desk.wait_for_selector("#login-form")
    desk.fill("[name=username]", "沈一苇")
    desk.fill("[name=password]", "渡口通了新车")
    desk.keyboard.press("Enter")
    ready(desk)
    assert desk.locator(".messagelist .warning").all_text_contents() == ["已重新登录。这是你填写的内容，尚未保存。"]
    assert desk.input_value("[name=headline]") == "渡口“新车”\n今日上路"
    assert body_in(desk) == "<p>新车今日上路。</p><p>首班六点。末班 &lt;九&gt; 点。</p>"
    assert Article.objects.get().headline == "渡口通了新车"
    save(desk)
    desk.wait_for_selector(".messagelist .success")
    assert Article.objects.get().headline == "渡口“新车”\n今日上路"


def test_a_form_that_was_open_while_another_tab_logged_in_again_is_not_lost(chief_s_desk, article):
    desk = chief_s_desk("沈一苇")
    open_article(desk, article)
    desk.fill("[name=headline]", "渡口今日")
    other = desk.context.new_page()
    Session.objects.all().delete()
    other.goto("/admin/login/")
    other.fill("[name=username]", "沈一苇")
    other.fill("[name=password]", "渡口通了新车")
    other.keyboard.press("Enter")
    other.wait_for_selector("#user-tools")
    save(desk)
    desk.wait_for_selector(".messagelist .warning")
    ready(desk)
    assert desk.input_value("[name=headline]") == "渡口今日"
    save(desk)
    desk.wait_for_selector(".messagelist .success")
    assert Article.objects.get().headline == "渡口今日"


def test_whoever_has_the_article_open_is_named_until_the_form_is_left(chief_s_desk, article):
    first, second = chief_s_desk("沈一苇"), chief_s_desk("柳岸")
    open_article(first, article)
    assert first.text_content("[data-presence]") == ""
    open_article(second, article)
    assert second.text_content("[data-presence]").startswith("同时打开本稿的：沈一苇（自")
    first.focus("[name=headline]")
    # A heartbeat without waiting twenty seconds for it.
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    first.wait_for_function("document.querySelector('[data-presence]').textContent.includes('柳岸')")
    assert first.evaluate("document.activeElement.name") == "headline"
    second.goto("/admin/")
    first.wait_for_timeout(500)
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    first.wait_for_function("document.querySelector('[data-presence]').textContent === ''")
    Session.objects.all().delete()
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    first.wait_for_function("document.querySelector('[data-presence]').textContent.startsWith('登录已失效')")
