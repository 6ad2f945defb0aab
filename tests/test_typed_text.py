"""What somebody typed into a form of the admin outlives an ended session, a renewed token, and a refusal."""

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import roles, versions, workflow
from articles.models import Article, ArticleVersion, Proof
from editions.models import Edition
from tests.conflict_pages import asked, change, on_page
from tests.desk_forms import DESK, filled, form_of, said, sent
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page, make_staff

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}
LOGIN = "/admin/login/"
TEXT = "<p>我的“正文” &amp; &lt;b&gt;。</p>"


@pytest.fixture
def article():
    article = make_article(make_page(make_edition(public=False)), approved=False)
    make_credit(article)
    make_caption(article)
    return article


@pytest.fixture
def chief():
    user = User.objects.create_superuser("chief", password="渡口通了新车")
    return user


@pytest.fixture
def browser(chief):
    """A browser that checks nothing of itself: tokens are checked as on a server."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)
    return client


def typed(browser, article, **changes):
    """What is typed into the article's form, with the token that the form carries."""
    fields = {"headline": "我的\r\n标题", "body": TEXT, "captions-0-text": "我的“图说”。", "order": "x"} | changes
    return filled(browser, form_of(article), **fields) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}


def log_in(browser, page, name="chief", password="渡口通了新车"):
    """Send the login page with all that it holds."""
    fields = on_page(page) | {"username": name, "password": password}
    action = html.unescape(re.search(r'<form action="([^"]*)" method="post" id="login-form"', page.content.decode())[1])
    return browser.post(action, fields, **HERE)


def test_what_was_typed_is_there_after_logging_in_again(browser, article):
    fields = typed(browser, article)
    Session.objects.all().delete()
    page = browser.post(form_of(article), fields, **HERE)
    assert page.status_code == 200
    assert 'id="login-form"' in page.content.decode()
    assert "登录已失效" in page.content.decode()
    wrong = log_in(browser, page, password="x")
    assert on_page(wrong)["_typed"] == on_page(page)["_typed"]
    form = log_in(browser, wrong)
    assert form.status_code == 200
    assert said(form) == ["已重新登录。这是你填写的内容，尚未保存。"]
    shown = sent(form.context)
    assert {name: shown[name] for name in ("headline", "body", "captions-0-text", "order", "_opened")} == {
        name: fields[name] for name in ("headline", "body", "captions-0-text", "order", "_opened")
    }
    assert f'action="{form_of(article)}"' in form.content.decode()
    assert not ArticleVersion.objects.exists()
    token = on_page(form)["csrfmiddlewaretoken"]
    saved = browser.post(form_of(article), shown | {"order": "0", "csrfmiddlewaretoken": token}, **HERE)
    assert saved.status_code == 302
    assert Article.objects.values_list("headline", "body").get() == ("我的\n标题", TEXT)


@pytest.mark.parametrize(
    ("beside", "fields", "kept"),
    [
        ("notes", {"text": "请核对渡口的名字。"}, "请核对渡口的名字。</textarea>"),
        ("withdrawal", {"notice": "本稿有误，已撤稿。", "reason": "来信指出"}, "本稿有误，已撤稿。</textarea>"),
        ("correction", {"_approve": "", "note": "渡口名称应为东岸。"}, "渡口名称应为东岸。</textarea>"),
    ],
)
def test_what_was_typed_beside_a_form_is_there_too_and_nothing_is_done(browser, article, beside, fields, kept):
    released = make_article(make_page(make_edition(on=date(2024, 3, 5))))
    workflow.correct(
        released, replace(versions.read(released), body="<p>更正。</p>"), by=make_staff("reporter", roles.REPORTER)
    )
    url = f"/admin/articles/article/{released.pk}/{beside}/"
    shown = on_page(browser.get(url))
    fields |= {name: shown[name] for name in ("csrfmiddlewaretoken", "correction") if name in shown}
    Session.objects.all().delete()
    form = log_in(browser, browser.post(url, fields, **HERE))
    assert "已重新登录。这是你填写的内容，尚未保存。" in form.content.decode()
    assert kept in form.content.decode()
    assert f'action="{url}"' in form.content.decode()
    released.refresh_from_db()
    assert (released.withdrawn_at, released.notes.count(), released.corrections.count()) == (None, 0, 0)
    token = on_page(form)["csrfmiddlewaretoken"]
    assert browser.post(url, fields | {"csrfmiddlewaretoken": token}, **HERE).status_code == 302
    released.refresh_from_db()
    assert bool(released.withdrawn_at) + released.notes.count() + released.corrections.count() == 1


def test_a_button_that_was_pressed_does_nothing_after_logging_in(browser, article):
    fields = typed(browser, article, order="0", _move="submit", _save="1")
    Session.objects.all().delete()
    form = log_in(browser, browser.post(form_of(article), fields, **HERE))
    assert form.status_code == 200
    assert Article.objects.values_list("headline", "state").get() == ("渡口通了新车", "draft")


@pytest.mark.parametrize("logged_in", [True, False])
def test_no_move_is_made_by_whoever_may_only_look(article, logged_in):
    proofreader = make_staff("proofreader", roles.PROOFREADER)
    proofreader.set_password("x-1-y-2")
    proofreader.save()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(proofreader)
    url = f"/admin/editions/page/{article.page_id}/change/"
    token = on_page(browser.get(url))["csrfmiddlewaretoken"]
    if logged_in:
        browser.cookies["csrftoken"] = "n" * 32
    else:
        Session.objects.all().delete()
    fields = {"_move": "sign_proof", "_reason": "第2行漏字", "csrfmiddlewaretoken": token}
    reply = browser.post(url, fields, **HERE)
    reply = reply if logged_in else log_in(browser, reply, "proofreader", "x-1-y-2")
    assert reply.status_code == 403
    assert "第2行漏字" in reply.content.decode()
    assert not Proof.objects.exists()


def test_neither_password_nor_token_is_carried(browser):
    fields = {"username": "new", "password1": "geheim-1", "password2": "geheim-1", "usable_password": "true"}
    browser.get("/admin/auth/user/add/")
    token = browser.cookies["csrftoken"].value
    Session.objects.all().delete()
    page = browser.post("/admin/auth/user/add/", fields | {"csrfmiddlewaretoken": token}, **HERE)
    carried = on_page(page)["_typed"]
    assert '"new"' in carried
    assert "geheim" not in page.content.decode()
    assert token not in carried
    form = log_in(browser, page)
    assert form.context["adminform"].form["username"].value() == "new"
    assert User.objects.count() == 1


def test_what_was_changed_meanwhile_is_asked_after_logging_in(browser, article):
    fields = typed(browser, article)
    Session.objects.all().delete()
    change(article, headline="他的标题", kicker="他的引题")
    reply = log_in(browser, browser.post(form_of(article), fields, **HERE))
    assert asked(reply)["headline"] == "mine"
    assert f'action="{form_of(article)}"' in reply.content.decode()
    assert Article.objects.get().headline == "他的标题"


def test_somebody_else_who_logs_in_gets_the_form_where_permitted(browser, article):
    User.objects.create_superuser("other", password="x-1-y-2")
    fields = typed(browser, article)
    Session.objects.all().delete()
    form = log_in(browser, browser.post(form_of(article), fields, **HERE), "other", "x-1-y-2")
    assert sent(form.context)["headline"] == fields["headline"]


def test_somebody_else_who_may_not_change_it_gets_the_text_to_copy(browser, article):
    proofreader = make_staff("proofreader", roles.PROOFREADER)
    proofreader.set_password("x-1-y-2")
    proofreader.save()
    fields = typed(browser, article)
    Session.objects.all().delete()
    reply = log_in(browser, browser.post(form_of(article), fields, **HERE), "proofreader", "x-1-y-2")
    assert reply.status_code == 403
    page = html.unescape(reply.content.decode())
    for text in ("我的\r\n标题", "我的“正文” & <b>。", "我的“图说”。", "你无权改动"):
        assert text.replace("\r\n", "\n") in page.replace("\r\n", "\n")
    assert Article.objects.get().headline == "渡口通了新车"


def test_the_login_leads_to_no_other_site(browser, article):
    fields = typed(browser, article)
    Session.objects.all().delete()
    page = on_page(browser.post(form_of(article), fields, **HERE))
    login = {"username": "chief", "password": "渡口通了新车"}
    for address in (
        "https://elsewhere.example/admin/articles/article/1/change/",
        "//elsewhere.example/",
        "javascript:x",
    ):
        Session.objects.all().delete()
        reply = browser.post(LOGIN, page | login | {"next": address}, **HERE)
        assert reply.status_code == 302
        assert "elsewhere" not in reply.url
        page["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value


@pytest.mark.parametrize("kept", ["", "x", "[]", "{}", '{"fields": 1, "files": []}', '{"fields": [1], "files": []}'])
def test_a_login_whose_kept_text_is_none_is_a_plain_login(client, chief, article, kept):
    fields = {"username": "chief", "password": "渡口通了新车", "next": form_of(article), "_typed": kept}
    reply = client.post(LOGIN, fields)
    assert (reply.status_code, reply.url) == (302, form_of(article))


def test_what_was_typed_into_any_form_is_kept(browser):
    edition = make_edition(public=False)
    for url, fields in (
        (f"/admin/editions/edition/{edition.pk}/change/", {"label": "extra"}),
        ("/admin/articles/wordlistterm/add/", {"suggestion": "其他"}),
        (f"{DESK}add/", {"headline": "新稿"}),
    ):
        browser.force_login(User.objects.get(username="chief"))
        shown = filled(browser, url, **fields) | {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
        Session.objects.all().delete()
        form = log_in(browser, browser.post(url, shown, **HERE))
        ((name, text),) = fields.items()
        assert form.context["adminform"].form[name].value() == text
    assert Edition.objects.get().label == ""
    assert not Article.objects.exists()


def test_files_are_named_that_must_be_chosen_again(browser, article):
    fields = typed(browser, article, **{"captions-0-upload": SimpleUploadedFile("渡口.jpg", b"x")})
    Session.objects.all().delete()
    form = log_in(browser, browser.post(form_of(article), fields, **HERE))
    assert said(form)[1] == "请重新选择以下文件：渡口.jpg。"


def test_a_form_without_its_session_and_token_changes_nothing(article):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(form_of(article), {"headline": "我的标题"}).status_code == 403
    assert Article.objects.get().headline == "渡口通了新车"


# A token that was renewed: somebody has logged in in another window.


def test_a_form_with_a_former_token_is_shown_again_unsaved(browser, article):
    fields = typed(browser, article, order="0")
    browser.cookies["csrftoken"] = "n" * 32
    reply = browser.post(form_of(article), fields, **HERE)
    assert reply.status_code == 403
    assert said(reply) == ["打开这张表单以后你又登录过一次。内容尚未保存：请再保存一次。"]
    shown = sent(reply.context)
    assert shown["headline"] == fields["headline"]
    assert not ArticleVersion.objects.exists()
    saved = browser.post(form_of(article), shown | {"csrfmiddlewaretoken": "n" * 32}, **HERE)
    assert saved.status_code == 302


def test_a_form_with_a_former_token_and_without_a_session_asks_to_log_in(browser, article):
    fields = typed(browser, article)
    Session.objects.all().delete()
    browser.cookies["csrftoken"] = "n" * 32
    page = browser.post(form_of(article), fields, **HERE)
    assert page.status_code == 403
    browser.cookies["csrftoken"] = "m" * 32
    again = log_in(browser, page)
    assert again.status_code == 403
    assert on_page(again)["_typed"] == on_page(page)["_typed"]
    assert sent(log_in(browser, again).context)["headline"] == fields["headline"]


def test_a_login_page_with_a_former_token_leads_to_the_form_of_whoever_is_logged_in(browser, article, chief):
    fields = typed(browser, article)
    Session.objects.all().delete()
    page = browser.post(form_of(article), fields, **HERE)
    browser.force_login(chief)
    browser.cookies["csrftoken"] = "n" * 32
    form = log_in(browser, page, password="whatever")
    assert (form.status_code, sent(form.context)["headline"]) == (403, fields["headline"])


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "https://testserver"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "http://elsewhere.example/admin/"},
        {"HTTP_REFERER": "http://testserver.elsewhere.example/"},
        {},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
@pytest.mark.parametrize("logged_in", [True, False])
def test_what_another_site_sends_is_refused_and_not_shown(browser, article, headers, logged_in):
    fields = typed(browser, article)
    if not logged_in:
        Session.objects.all().delete()
    browser.cookies["csrftoken"] = "n" * 32
    for url, more in ((form_of(article), {}), (LOGIN, {"_typed": '{"fields": [["headline", "我的"]], "files": []}'})):
        reply = browser.post(url, fields | more | {"next": form_of(article)}, **headers)
        assert reply.status_code == 403
        assert "我的" not in reply.content.decode()
    assert Article.objects.get().headline == "渡口通了新车"


def test_a_page_of_this_site_is_known_by_its_referer_too(browser, article):
    fields = typed(browser, article)
    browser.cookies["csrftoken"] = "n" * 32
    reply = browser.post(form_of(article), fields, HTTP_REFERER=f"http://testserver{form_of(article)}")
    assert sent(reply.context)["headline"] == fields["headline"]


def test_other_posts_with_a_former_token_are_refused_as_ever(browser, article):
    browser.get(form_of(article))
    browser.cookies["csrftoken"] = "n" * 32
    for url in (f"{DESK}{article.pk}/delete/", DESK, LOGIN, "/admin/password_change/"):
        reply = browser.post(url, {"post": "yes", "csrfmiddlewaretoken": "m" * 32}, **HERE)
        assert reply.status_code == 403
        assert "CSRF" in reply.content.decode()
    assert Article.objects.exists()


# What is too large.


@pytest.mark.parametrize("debug", [False, True])
def test_a_form_that_is_too_large_is_answered_with_a_sentence(browser, article, settings, debug):
    settings.DEBUG = debug
    fields = typed(browser, article)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    reply = browser.post(form_of(article), fields | {"body": "长" * 10_000}, **HERE)
    assert reply.status_code == 413
    page = reply.content.decode()
    assert "一次提交的内容太多" in page
    assert "Traceback" not in page
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    assert browser.post(form_of(article), fields, **HERE).status_code == 413


def test_what_is_too_large_for_the_login_page_is_there_to_be_copied(browser, article, settings):
    fields = typed(browser, article, body=f"<p>{'长' * 3000}</p>")
    Session.objects.all().delete()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
    reply = browser.post(form_of(article), fields, **HERE)
    assert reply.status_code == 413
    page = reply.content.decode()
    assert "长" * 3000 in page
    assert "登录已失效" in page
