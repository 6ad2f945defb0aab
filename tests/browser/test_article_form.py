"""The article's form at work in a real browser: pasting, counting, reading people, moving rows."""

import json
from datetime import date
from time import sleep
from urllib.parse import quote

import pytest
from django.urls import reverse

from articles import richtext, wordcount
from articles.models import Article
from tests.browser.article_form import open_article, save_article
from tests.copies import COPIES, copied, expected
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page, make_photo, picture
from tests.photo_files import with_iptc

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]

PASTE = """([html, text]) => {
    const editor = CKEDITOR.instances.id_body, inside = editor.document.getWindow().$;
    editor.focus();
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    if (text) clipboardData.setData("text/plain", text);
    const event = new inside.ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    editor.editable().$.dispatchEvent(event);
}"""
EMPTY = "() => new Promise(done => CKEDITOR.instances.id_body.setData('', { callback: () => done() }))"
DATA = "() => CKEDITOR.instances.id_body.getData()"
NOTICES = "() => [...document.querySelectorAll('.cke_notification_message')].map(each => each.textContent)"


def paste(desk, html="", text=""):
    """Really paste; what the editor then holds."""
    desk.evaluate(EMPTY)
    with desk.expect_response(lambda reply: "/pasted/" in reply.url):
        desk.evaluate(PASTE, [html, text])
    desk.wait_for_function("() => CKEDITOR.instances.id_body.getData() !== ''")
    return desk.evaluate(DATA)


def draft(**fields):
    return make_article(make_page(make_edition(public=False), headline_limit=8), **{"approved": False, **fields})


def test_a_copy_from_word_or_wps_is_clean_in_the_editor_already(desk):
    open_article(desk, draft())
    shown = {name: paste(desk, copied(name)) for name in COPIES}
    assert {name: richtext.canonical(html) for name, html in shown.items()} == {name: expected(name) for name in COPIES}
    leavings = ("mso", "Mso", "style=", "class=", "<span", "<font", "<o:", "<img", "data:")
    assert {name: [each for each in leavings if each in html] for name, html in shown.items()} == {
        name: [] for name in COPIES
    }


def test_what_was_pasted_is_what_is_saved(desk):
    article = draft()
    open_article(desk, article)
    paste(desk, copied("wps-lists-and-table"))
    save_article(desk)
    assert Article.objects.get().body == expected("wps-lists-and-table")


def test_who_saves_while_a_paste_is_being_answered_saves_it_too(desk):
    article = draft(body="")
    open_article(desk, article)
    desk.route("**/pasted/", lambda route: (sleep(1), route.continue_()))
    desk.evaluate(PASTE, [copied("word-mac"), ""])
    save_article(desk)
    assert Article.objects.get().body == expected("word-mac")


def test_pasted_pictures_are_left_out_and_it_is_said(desk):
    open_article(desk, draft())
    big = copied("wps-pictures").replace("base64,", "base64," + "A" * 4_000_000)
    assert richtext.canonical(paste(desk, big)) == expected("wps-pictures")
    assert desk.evaluate(NOTICES) == ["有 2 张图片未放入正文：请在下方“图片说明”中上传。"]


def test_plain_text_becomes_paragraphs(desk):
    open_article(desk, draft())
    text = "　　渡口通了新车。\r\n\r\n　　船工说：1 < 2 & 3。\r\n\r\n\r\n完。"
    assert richtext.canonical(paste(desk, text=text)) == (
        "<p>渡口通了新车。</p><p>船工说：1 &lt; 2 &amp; 3。</p><p>完。</p>"
    )


def test_a_phrase_pasted_into_a_sentence_stays_in_it(desk):
    open_article(desk, draft(body="<p>渡口新车。</p>"))
    desk.frame_locator("iframe.cke_wysiwyg_frame").locator("p").click()
    desk.keyboard.press("Control+Home")
    for _each in "渡口":
        desk.keyboard.press("ArrowRight")
    with desk.expect_response(lambda reply: "/pasted/" in reply.url):
        desk.evaluate(PASTE, ["<p class=MsoNormal>通了<o:p></o:p></p>", ""])
    desk.wait_for_function("() => CKEDITOR.instances.id_body.getData().includes('通了')")
    assert richtext.canonical(desk.evaluate(DATA)) == "<p>渡口通了新车。</p>"


def test_a_paste_while_the_newsroom_cannot_be_reached_is_kept(desk):
    open_article(desk, draft())
    desk.route("**/pasted/", lambda route: route.abort())
    desk.evaluate(EMPTY)
    desk.evaluate(PASTE, [copied("word"), ""])
    desk.wait_for_function("() => CKEDITOR.instances.id_body.getData().includes('记住带伞')")
    assert richtext.canonical(desk.evaluate(DATA)) == expected("word")
    assert desk.evaluate(NOTICES) == ["无法连接采编系统：粘贴的内容只在本机作了清理，保存时会再清理一次。"]


TEXTS = [
    *(
        "",
        " \t\n\u3000\u00a0",
        "渡口，通了新车。",
        "“好”——他说……",
        "《江边》（一）",
        "きのうカメラ",
        "𠮷野家",
        "2024年3月1日",
    ),
    *("坐K12路，行3.5公里", "增长12.5%", "hello, world", "don’t stop", "don't stop", "https://a.example/b?c=1"),
    *(
        "卡尔·马克思",
        "１２３ＡＢ",
        "中\u200b文\ufeff",
        "№1 ①②",
        "🚢👍🏽",
        "Привет, мир",
        "naïve café",
        "a\u2028b\x85c\u205fd",
    ),
    *("e\u0301té", "ﬁn\u00ad", "a\u1680b", "¶·§", "甲\ue000乙", "~!@#$%^&*()_+[]{}|\\;:'\",.<>/?`", "½€™"),
]
BODIES = [
    *(expected(name) for name in COPIES),
    "<p>ab<strong>cd</strong> ef</p><p>gh</p>",
    "<ul><li>ab<ol><li>cd</li></ol></li><li>ef</li></ul>",
    "<p>1 &lt; 2 &amp;amp; &lt;p&gt;</p><p>a<br>b</p>",
]


def test_the_browser_counts_as_the_newsroom_does(desk, live_server):
    open_article(desk, draft())
    module = f"{live_server.url}/static/articles/admin/word-count.js"
    counted = desk.evaluate(
        """async ([module, texts, bodies]) => {
            const { count, textOf } = await import(module);
            return [texts.map(count), bodies.map(body => count(textOf(body)))];
        }""",
        [module, TEXTS, BODIES],
    )
    assert counted == [
        [wordcount.count(text) for text in TEXTS],
        [wordcount.count("\n".join(richtext.paragraphs(body))) for body in BODIES],
    ]


def test_the_length_is_shown_beside_what_was_ordered(desk):
    open_article(desk, draft(body="<p>渡口通了新车。</p>", headline="渡口通了\n新车"))
    said = desk.locator(".field-body .counted")
    assert said.text_content() == "共 7 字"
    desk.locator("#id_ordered_length").fill("5")
    assert said.text_content() == "共 7 字（约稿 5 字，超 2 字）"
    desk.frame_locator("iframe.cke_wysiwyg_frame").locator("p").click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type("好")
    desk.wait_for_function("() => document.querySelector('.field-body .counted').textContent.includes('8')")
    assert said.text_content() == "共 8 字（约稿 5 字，超 3 字）"
    desk.locator("#id_ordered_length").fill("9")
    assert said.text_content() == "共 8 字（约稿 9 字，少 1 字）"
    desk.locator("#id_ordered_length").fill("8")
    assert said.text_content() == "共 8 字，与约稿相符"


def test_the_headline_is_held_to_its_pages_limit(desk):
    open_article(desk, draft(headline="渡口通了\n新车"))
    said = desk.locator(".field-headline .counted")
    assert said.text_content() == "共 6 字，版面限 8 字"
    desk.locator("#id_headline").fill("渡口　通了 新车\n新路好")
    assert said.text_content() == "共 9 字，超出版面限长 1 字（限 8 字）"


def test_paragraphs_are_indented_by_two_characters_as_printed(desk):
    open_article(desk, draft(body="<p>渡口通了新车。</p><h3>小题</h3>"))
    indents = (
        desk.frame_locator("iframe.cke_wysiwyg_frame")
        .locator("body > *")
        .evaluate_all(
            "nodes => nodes.map(node => { const style = getComputedStyle(node);"
            " return parseFloat(style.textIndent) / parseFloat(style.fontSize); })"
        )
    )
    assert indents == [2, 0]


def read(desk, field, typed):
    """Type a printed credit; what is shown beside it once the whole of it was read."""
    desk.locator(field).fill("")
    with desk.expect_response(lambda reply: "/credited/" in reply.url and quote(typed[-1]) in reply.url):
        desk.locator(field).press_sequentially(typed)
    desk.wait_for_function("() => document.querySelector('.read-people').textContent.trim()")
    return [each.strip() for each in desk.locator(".read-people li, .read-people p").all_inner_texts()]


@pytest.fixture
def known():
    """Somebody whom another edition has credited, and a draft that credits nobody."""
    make_credit(make_article(), "沈一苇")
    return make_article(make_page(make_edition(on=date(2024, 3, 2), public=False)), approved=False)


def credits_of(printed):
    return [(credit.name, credit.role, credit.affiliation) for credit in printed.credits.all()]


def test_a_byline_is_read_while_it_is_typed_and_saved_as_shown(desk, known):
    open_article(desk, known)
    assert read(desk, "#id_byline", "本报记者 沈一苇 林舟/文 通讯员 柳岸/图") == [
        "沈一苇 · 文字 · 本报记者",
        "林舟 · 文字 · 本报记者 首次署名",
        "柳岸 · 摄影 · 通讯员 首次署名",
    ]
    save_article(desk)
    assert credits_of(known) == [
        ("沈一苇", "text", "本报记者"),
        ("林舟", "text", "本报记者"),
        ("柳岸", "photo", "通讯员"),
    ]


def test_a_wording_that_is_not_understood_is_kept_as_printed(desk, known):
    open_article(desk, known)
    assert read(desk, "#id_byline", "风吹过江面，吹过桥") == ["没有识别出作者，照见报原样保存。"]
    save_article(desk)
    known.refresh_from_db()
    assert (known.byline, credits_of(known)) == ("风吹过江面，吹过桥", [])


def test_a_byline_read_wrongly_is_corrected_in_the_rows_of_credits(desk, known):
    make_credit(known, "柳岸")
    make_credit(known, "何苇", order=1)
    open_article(desk, known)
    read(desk, "#id_byline", "本报记者 沈一苇 何苇")
    desk.locator(".read-people button").click()
    desk.locator("#credits-group tr.form-row:not(.empty-form) [name$='-affiliation']").nth(1).fill("实习生")
    save_article(desk)
    assert credits_of(known) == [("沈一苇", "text", "本报记者"), ("何苇", "text", "实习生")]


def test_a_credit_line_fills_the_people_of_its_caption(desk, known):
    caption = make_caption(known, photo=make_photo())
    open_article(desk, known)
    assert read(desk, "#id_captions-0-credit_line", "沈一苇 摄 林舟 制图") == [
        "沈一苇 · 摄影",
        "林舟 · 插图 首次署名",
    ]
    people = desk.locator("#id_captions-0-people")
    assert people.input_value() == "沈一苇 / 摄影\n林舟 / 插图"
    people.fill("沈一苇 / 摄影 / 本报记者")
    save_article(desk)
    assert credits_of(caption) == [("沈一苇", "photo", "本报记者")]


def test_saving_at_once_stores_what_was_typed_last(desk, known):
    caption = make_caption(known, photo=make_photo())
    open_article(desk, known)
    read(desk, "#id_captions-0-credit_line", "林舟 摄")
    desk.locator("#id_captions-0-credit_line").fill("何苇 摄")
    save_article(desk)
    assert credits_of(caption) == [("何苇", "photo", "")]


def captions_in_order(article):
    return [caption.text for caption in article.captions.all()]


@pytest.fixture
def gallery():
    article = draft()
    for place, text in enumerate("甲乙丙"):
        make_caption(article, text, (), order=place)
        make_credit(article, f"沈{text}", order=place)
    return article


def test_captions_are_moved_by_the_keyboard(desk, gallery):
    open_article(desk, gallery)
    desk.locator("#captions-2 .in-order .up").focus()
    desk.keyboard.press("Enter")
    assert desk.locator("#captions-group .moved").text_content() == "现为第 2 位，共 3 位。"
    desk.keyboard.press("Enter")
    save_article(desk)
    assert captions_in_order(gallery) == ["丙", "甲", "乙"]


def test_captions_and_credits_are_moved_by_drag(desk, gallery):
    # What is dragged and where to are both in view.
    desk.set_viewport_size({"width": 1280, "height": 4800})
    open_article(desk, gallery)
    desk.locator("#captions-0 .in-order .handle").drag_to(desk.locator("#captions-2 .form-row.field-order"))
    desk.locator("#credits-2 .in-order .handle").drag_to(desk.locator("#credits-0"), target_position={"x": 20, "y": 2})
    save_article(desk)
    assert captions_in_order(gallery) == ["乙", "丙", "甲"]
    assert [credit.name for credit in gallery.credits.all()] == ["沈丙", "沈甲", "沈乙"]


def test_an_empty_row_that_was_added_stays_nothing_when_others_are_moved(desk, gallery):
    open_article(desk, gallery)
    desk.locator("#captions-group .add-row a").click()
    desk.locator("#captions-0 .in-order .down").click()
    save_article(desk)
    assert captions_in_order(gallery) == ["乙", "甲", "丙"]


def test_a_new_pictures_file_fills_what_was_left_empty(desk, tmp_path):
    article = draft()
    file = tmp_path / "江边.jpg"
    file.write_bytes(with_iptc(picture(), {(2, 120): "江边的清晨。", (2, 80): "沈一苇"}))
    open_article(desk, article)
    desk.locator("#captions-group .add-row a").click()
    desk.locator("#id_captions-0-upload").set_input_files(file)
    save_article(desk)
    assert "已从新图片的文件中读出：图片说明，摄影署名，请核对。" in desk.locator(".messagelist").inner_text()
    caption = article.captions.get()
    assert (caption.text, caption.credit_line, credits_of(caption)) == (
        "江边的清晨。",
        "沈一苇 摄",
        [("沈一苇", "photo", "")],
    )


def test_without_scripts_the_form_has_its_numbers_and_its_people(client, admin_user):
    caption = make_caption(draft(), photo=make_photo())
    client.force_login(admin_user)
    html = client.get(reverse("admin:articles_article_change", args=[caption.article_id])).content.decode()
    for field in ("captions-0-order", "captions-0-people", "body"):
        assert f'name="{field}"' in html
    assert json.dumps("柳岸 / 摄影 / 本报记者", ensure_ascii=False).strip('"') in html
