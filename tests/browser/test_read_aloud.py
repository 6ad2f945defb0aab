"""An article is read aloud, paragraph by paragraph.

A browser without a screen has no voices, so an init script puts a stub in the place of the browser's own speech
(`speechSynthesis`, `SpeechSynthesisUtterance`): it says nothing, keeps what it was to say, and ends a text when told
to. What a real voice sounds like is not tried here.
"""

import pytest

from tests.browser.test_reading import DESK, LEAD, PHONE, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]

SPEECH = """(voices) => {
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const speech = new EventTarget();
  speech.getVoices = () => speech.voices ?? [];
  speech.speak = (utterance) => { window.said.push(utterance.text); speech.now = utterance; };
  speech.cancel = () => {
    const cut = speech.now;
    speech.now = null;
    if (cut) setTimeout(() => cut.onend?.(), 0);
  };
  window.sayOn = () => { const now = speech.now; speech.now = null; now.onend(); };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  // Voices come a moment after the page, as in Chromium.
  setTimeout(() => { speech.voices = voices; speech.dispatchEvent(new Event("voiceschanged")); }, 50);
}"""
MANDARIN = [{"lang": "en-US"}, {"lang": "zh-HK"}, {"lang": "zh_CN"}, {"lang": "zh-TW"}]
HEADLINE, DECK = "A01版第1条\n江上新渡", "——副题在后"


@pytest.fixture
def listen(reader, paper):
    """Opens the lead in a browser with these voices."""
    paragraphs = "".join(
        f"<p>第{number}段开头。第{number}段“结尾。”</p><ul><li>一项</li></ul>" for number in range(1, 9)
    )
    paper.articles.filter(number=1).update(body=f"{paragraphs}<p>……</p><h3>小题</h3>")

    def open_page(voices=MANDARIN, address=LEAD, **settings):
        page = reader("/", **{**DESK, **settings})
        page.add_init_script(f"({SPEECH})({voices!r})")
        page.goto(address)
        return page

    return open_page


def button(page, name):
    return page.get_by_role("group", name="朗读").get_by_role("button", name=name, exact=True)


def say_on(page, sentences=1):
    for _ in range(sentences):
        page.evaluate("sayOn()")


def last_said(page) -> str:
    return page.evaluate("said.at(-1)")


def marked(page) -> list[str]:
    return page.locator("[data-spoken]").all_inner_texts()


def test_an_article_is_read_from_its_headline_to_its_end(listen):
    page = listen()
    button(page, "朗读").click()
    while page.evaluate("Boolean(speechSynthesis.now)"):
        say_on(page)
    paragraphs = [part for n in range(1, 9) for part in (f"第{n}段开头。", f"第{n}段“结尾。”", "一项")]
    assert page.evaluate("said") == ["A01版第1条", "江上新渡", DECK, *paragraphs, "小题"]
    assert marked(page) == []
    assert button(page, "朗读").is_visible(), "it can be read again"


def test_the_paragraph_that_is_read_is_marked_and_in_view(listen):
    page = listen(**PHONE)
    button(page, "朗读").tap()
    assert marked(page) == [HEADLINE]
    for _ in range(14):
        button(page, "下一段").evaluate("next => next.click()")
    assert marked(page) == ["第7段开头。第7段“结尾。”"]
    assert page.locator("[data-spoken]").evaluate(
        "part => { const { top, bottom } = part.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
    )


def test_it_pauses_and_goes_on_at_the_same_sentence(listen):
    page = listen()
    button(page, "朗读").click()
    say_on(page, 4)
    assert last_said(page) == "第1段“结尾。”"
    button(page, "暂停").click()
    page.wait_for_timeout(100)
    assert page.evaluate("speechSynthesis.now") is None
    assert (marked(page), len(page.evaluate("said"))) == (["第1段开头。第1段“结尾。”"], 5)
    button(page, "继续朗读").click()
    assert page.evaluate("said.slice(-2)") == ["第1段“结尾。”"] * 2
    page.wait_for_timeout(100)
    assert len(page.evaluate("said")) == 6, "what was cut off does not go on by itself"


def test_the_next_paragraph_is_read_from_its_beginning(listen):
    page = listen()
    button(page, "朗读").click()
    say_on(page, 3)
    assert last_said(page) == "第1段开头。"
    button(page, "下一段").click()
    assert last_said(page) == "一项"
    button(page, "下一段").click()
    assert last_said(page) == "第2段开头。"
    button(page, "停止").click()
    assert (marked(page), page.evaluate("speechSynthesis.now")) == ([], None)
    assert [button(page, name).get_attribute("aria-disabled") for name in ("下一段", "停止")] == ["true", "true"]


def test_the_keyboard_keeps_its_place(listen):
    page = listen()
    button(page, "朗读").focus()
    for name in ("暂停", "继续朗读", "暂停"):
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.innerText") == name


def test_leaving_the_page_ends_it(listen):
    page = listen()
    button(page, "朗读").click()
    page.evaluate("addEventListener('pagehide', () => sessionStorage.setItem('left', String(speechSynthesis.now)))")
    follow(page, page.locator("article > .article-steps [rel=next]").first)
    assert page.evaluate("sessionStorage.getItem('left')") == "null"


@pytest.mark.parametrize(
    ("address", "spoken"),
    [(LEAD, "zh_CN"), (f"/zh-hant{LEAD}", "zh-TW"), (f"/en{LEAD}", "zh_CN")],
)
def test_the_voice_speaks_the_language_of_the_print(listen, address, spoken):
    page = listen(address=address)
    page.locator("[data-read-aloud] button").first.click()
    assert page.evaluate("speechSynthesis.now.lang") == spoken


@pytest.mark.parametrize("voices", [[], [{"lang": "en-US"}, {"lang": "de-DE"}]], ids=["none", "of other languages"])
def test_without_a_voice_there_are_no_buttons(listen, voices):
    page = listen(voices)
    page.wait_for_timeout(200)
    assert page.locator("article h1").is_visible()
    assert not page.locator("[data-read-aloud]").is_visible()


def test_without_the_browsers_own_voices_there_are_no_buttons(reader):
    """The browser as it is, without a stub."""
    page = reader(LEAD, **DESK)
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    assert not page.locator("[data-read-aloud]").is_visible()


def test_an_article_of_which_only_the_headline_is_kept_is_not_read(listen, paper):
    paper.articles.filter(number=1).update(body="", complete=False)
    page = listen()
    assert page.locator("[data-read-aloud]").count() == 0


def test_once_there_was_a_voice_the_buttons_stand_there_from_the_beginning(listen):
    page = listen()
    button(page, "朗读").wait_for()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.early = document.documentElement.dataset.voice; })"
    )
    page.reload()
    assert page.evaluate("early") == "on"
