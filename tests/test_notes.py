"""Notes on an article: who writes them, whom they ask, and how what they ask is done; readers learn nothing of them."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import mentions, roles, workflow
from articles.models import Article, ArticleVersion, Assignment, Mention, Note
from tests.desk_forms import form_of, said

from .factories import make_account, make_article, make_edition, make_page, make_publication, make_staff, permit

pytestmark = pytest.mark.django_db


def named(account, family="", given="", role=roles.PAGE_EDITOR):
    return make_staff(account, role, last_name=family, first_name=given)


@pytest.fixture
def people():
    return {
        "zhou": named("zhouyuan", "周", "远", roles.REPORTER),
        "lin": named("linxm", "林", "小满"),
        "lin_short": named("linx", "林", "小"),
        "ada": named("ada", "Brook", "Ada", roles.PHOTO_EDITOR),
        "chen": named("chenyan", role=roles.PROOFREADER),
    }


@pytest.fixture
def article(people):
    return make_article(make_page(make_edition(public=False)), approved=False, author=people["zhou"])


def address_of(article):
    return f"/admin/articles/article/{article.pk}/notes/"


def asked(note) -> list[str]:
    return [mention.user.username for mention in note.mentions.select_related("user")]


# Whom a note names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请@林小满看一下", ["linxm"]),
        ("请@林小看一下", ["linx"]),
        ("@林小满、@林小：都看看", ["linxm", "linx"]),
        ("＠林小满", ["linxm"]),
        ("@linxm看一下，@linx也是。", ["linxm", "linx"]),
        ("@LINXM @Ada Brook", ["linxm", "ada"]),
        ("@ada, @chenyan.", ["ada", "chenyan"]),
        ("@林小满 再@林小满", ["linxm"]),
        ("写信到editor@linxm.example", []),
        ("@linxmm", []),
        ("@周 远", []),
        ("@ 林小满", []),
        ("没有人", []),
    ],
)
def test_a_note_asks_whom_it_names(article, people, text, expected):
    note = workflow.note(article, text, by=people["zhou"])
    assert (asked(note), note.text, note.author) == (expected, text, people["zhou"])


def test_an_account_means_its_owner_though_it_is_another_s_name(article, people):
    named("lin2", "", "linxm")
    assert asked(workflow.note(article, "@linxm", by=people["zhou"])) == ["linxm"]


def test_two_of_one_name_are_told_apart_by_their_accounts(article, people):
    second = named("linxm2", "林", "小满")
    with pytest.raises(workflow.Refused) as refusal:
        workflow.note(article, "@林小满 看", by=people["zhou"])
    assert refusal.value.sentences == ("叫林小满的不止一人，请用账号提及其中一位：@linxm、@linxm2。",)
    assert not Note.objects.exists()
    spelled = {user.username: name for name, user in mentions.spellings(workflow.readers())}
    assert spelled == {
        "zhouyuan": "周远",
        "linxm": "linxm",
        "linxm2": "linxm2",
        "linx": "林小",
        "ada": "Ada Brook",
        "chenyan": "chenyan",
    }
    # Whoever has left is not meant.
    second.is_active = False
    second.save()
    assert asked(workflow.note(article, "@林小满 看", by=people["zhou"])) == ["linxm"]


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"role": None}])
def test_whoever_may_not_see_the_article_cannot_be_mentioned(article, people, change):
    lin = people["lin"]
    if "role" in change:
        lin.groups.clear()
    else:
        type(lin).objects.filter(pk=lin.pk).update(**change)
    with pytest.raises(workflow.Refused) as refusal:
        workflow.note(article, "@周远 @林小满 看", by=people["zhou"])
    assert refusal.value.sentences == ("林小满无权查看本稿，不能提及。",)
    assert not Note.objects.exists()


def test_a_note_says_something(article, people):
    with pytest.raises(workflow.Refused, match="请填写批注。"):
        workflow.note(article, " \n ", by=people["zhou"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, author=people["zhou"], text="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, author=people["zhou"], text="文", settled_at=timezone.now())


# Who may write, and who ticks off


@pytest.mark.parametrize("role", roles.PERMISSIONS)
def test_every_role_writes_notes_on_every_paper_s_articles(article, role):
    user = make_staff("somebody", role)
    elsewhere = make_publication("evening", "晚报")
    Assignment.objects.create(user=user, role=user.groups.get(), publication=elsewhere)
    assert workflow.note(article, "看过。", by=user).author == user


def test_who_lacks_the_permission_neither_writes_nor_ticks_off(article, people):
    guest = make_account("view_article", name="guest")
    note = workflow.note(article, "@guest 看", by=people["zhou"])
    for forbidden in (
        lambda: workflow.note(article, "文", by=guest),
        lambda: workflow.settle(note, by=guest),
    ):
        with pytest.raises(workflow.Refused, match="你的岗位没有这项权限。"):
            forbidden()


def settled(note) -> tuple:
    note.refresh_from_db()
    open_for = [mention.user.username for mention in note.mentions.all() if not mention.settled_at]
    return open_for, note.settled_by and note.settled_by.username, bool(note.settled_at)


def test_each_who_is_mentioned_ticks_off_for_themselves(article, people):
    note = workflow.note(article, "@林小满 @chenyan 看", by=people["zhou"])
    with pytest.raises(workflow.Refused, match="这条批注由所提及的人或批注人标为已办。"):
        workflow.settle(note, by=people["ada"])
    workflow.settle(note, by=people["lin"])
    assert settled(note) == (["chenyan"], None, False)
    with pytest.raises(workflow.Refused, match="这条批注由所提及的人或批注人标为已办。"):
        workflow.settle(note, by=people["lin"])
    workflow.settle(note, by=people["chen"])
    assert settled(note) == ([], "chenyan", True)
    with pytest.raises(workflow.Refused, match="这条批注已办。"):
        workflow.settle(note, by=people["chen"])


def test_whoever_wrote_a_note_ticks_it_off_for_all(article, people):
    note = workflow.note(article, "@林小满 @chenyan 看", by=people["zhou"])
    workflow.settle(note, by=people["zhou"])
    assert settled(note) == ([], "zhouyuan", True)


def test_a_note_that_asks_nobody_is_anybody_s_to_tick_off(article, people):
    note = workflow.note(article, "标题长了。", by=people["zhou"])
    workflow.settle(note, by=people["ada"])
    assert settled(note) == ([], "ada", True)


# What waits for somebody


def test_what_mentions_me_waits_until_i_tick_it_off(article, people):
    def waiting():
        return {name: [note.text for note in workflow.mentioned(user)] for name, user in people.items()}

    nothing = {name: [] for name in people}
    one = workflow.note(article, "一 @林小满", by=people["zhou"])
    two = workflow.note(article, "二 @林小满 @周远", by=people["ada"])
    assert waiting() == nothing | {"lin": ["一 @林小满", "二 @林小满 @周远"], "zhou": ["二 @林小满 @周远"]}
    workflow.settle(one, by=people["lin"])
    workflow.settle(two, by=people["zhou"])
    assert waiting() == nothing | {"lin": ["二 @林小满 @周远"]}
    workflow.settle(two, by=people["ada"])
    assert waiting() == nothing


def test_a_glance_settles_nothing_and_the_start_page_leads_to_the_note(client, article, people):
    note = workflow.note(article, "数字再核一遍 @林小满", by=people["zhou"])
    client.force_login(people["lin"])
    for _time in range(2):
        page = LexborHTMLParser(client.get("/admin/").content.decode())
        (link,) = page.css(f'.waiting a[href="{form_of(article)}#note-{note.pk}"]')
        said = " ".join(link.parent.text().split())
        assert said == "渡口通了新车 周远：数字再核一遍 @林小满"
        assert f'id="note-{note.pk}"' in client.get(form_of(article)).content.decode()
    client.post(address_of(article), {"settle": note.pk})
    assert "数字再核一遍" not in client.get("/admin/").content.decode()


def test_the_start_page_asks_as_often_for_one_note_as_for_ten(client, article, people):
    client.force_login(people["lin"])

    def opened(count):
        for _each in range(count):
            page = make_page(article.edition, f"B{Note.objects.count() + 1:02}")
            workflow.note(make_article(page), "@林小满", by=people["zhou"])
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").status_code == 200
        return len(captured)

    opened(1)
    assert opened(1) == opened(10)


def test_the_form_asks_as_often_for_one_note_as_for_ten(client, article, people):
    client.force_login(people["lin"])

    def opened(count):
        for _each in range(count):
            written = workflow.note(article, "@林小满 @chenyan @ada", by=people["zhou"])
            workflow.settle(written, by=people["ada"])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(form_of(article)).status_code == 200
        return len(captured)

    opened(1)
    assert opened(1) == opened(10)


# The thread in the admin


def thread(page) -> list[tuple]:
    """Each note of the thread: who, what, how it stands, and whether it is this reader's to tick off."""
    tree = LexborHTMLParser(page.content.decode())
    return [
        (
            note.css_first(".who b").text(),
            note.css_first(".said").text(),
            [" ".join(node.text().split()) for node in note.css(".state > span, p.state")],
            bool(note.css("button[name=settle]")),
        )
        for note in tree.css("#notes li[id^=note-]")
    ]


def test_without_a_script_a_note_is_written_and_ticked_off_at_its_own_address(client, article, people):
    client.force_login(people["zhou"])
    page = client.get(form_of(article)).content.decode()
    assert LexborHTMLParser(page).css_first(f'#notes form[action="{address_of(article)}"] #note-text')
    reply = client.post(address_of(article), {"text": "数字再核一遍，\n@林小满 @chenyan"}, follow=True)
    assert reply.redirect_chain == [(f"{form_of(article)}#notes", 302)]
    assert said(reply) == ["批注已写上。 待林小满、chenyan办。"]
    shown = ("周远", "数字再核一遍，\n@林小满 @chenyan", ["林小满 待办", "chenyan 待办"])
    assert thread(reply) == [(*shown, True)]
    note = Note.objects.get()
    client.force_login(people["chen"])
    assert thread(client.get(form_of(article))) == [(*shown, True)]
    reply = client.post(address_of(article), {"settle": note.pk}, follow=True)
    assert said(reply) == ["批注已标为已办。"]
    assert thread(reply) == [(*shown[:2], ["林小满 待办", "chenyan 已办"], False)]
    client.force_login(people["lin"])
    (written,) = thread(client.post(address_of(article), {"settle": note.pk}, follow=True))
    assert written[2][0].startswith("林小满 于20")
    assert written[2][0].endswith("标为已办")
    assert written[3] is False


def test_notes_stand_in_the_order_of_time(client, article, people):
    for text in ("一", "二", "三"):
        workflow.note(article, text, by=people["zhou"])
    client.force_login(people["chen"])
    assert [said for _who, said, _state, _mine in thread(client.get(form_of(article)))] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "请填写批注。"),
        ("@guest 看一下", "guest无权查看本稿，不能提及。"),
        ("长" * 2001, "批注不超过2000字，现有2001字。"),
    ],
    ids=["nothing", "guest", "long"],
)
def test_what_is_refused_says_why_and_still_stands_there(client, article, people, text, sentence):
    make_staff("guest")
    client.force_login(people["zhou"])
    reply = client.post(address_of(article), {"text": text})
    tree = LexborHTMLParser(reply.content.decode())
    assert reply.status_code == 400
    assert tree.css_first(".refused").text().strip() == sentence
    assert tree.css_first("#note-text").text().strip("\n") == text
    assert client.post(address_of(article), {"text": "\0"}).status_code == 400
    assert not Note.objects.exists()


def test_a_name_that_is_nobody_s_is_pointed_out(client, article, people):
    client.force_login(people["zhou"])
    reply = client.post(address_of(article), {"text": "@王五看一下，@林小满也看"}, follow=True)
    assert said(reply) == ["批注已写上。 待林小满办。 “@王五看一下”对不上任何同事，没有提醒到人。"]


def test_a_script_gets_the_thread_back_in_place(client, article, people):
    client.force_login(people["zhou"])
    in_place = {"X-Requested-With": "fetch"}
    reply = client.post(address_of(article), {"text": "看 @林小满"}, headers=in_place)
    tree = LexborHTMLParser(reply.content.decode())
    assert (reply.status_code, tree.css("main, header, nav")) == (200, [])
    assert thread(reply) == [("周远", "看 @林小满", ["林小满 待办"], True)]
    assert " ".join(tree.css_first("[data-said]").text().split()) == "批注已写上。 待林小满办。"
    assert tree.css_first("#note-text").text().strip() == ""
    reply = client.post(address_of(article), {"text": " "}, headers=in_place)
    assert (reply.status_code, len(thread(reply))) == (400, 1)


def test_a_note_neither_saves_nor_versions_the_article(client, article, people):
    before = Article.objects.values().get()
    client.force_login(people["zhou"])
    client.post(address_of(article), {"text": "看", "headline": "不该存的标题", "_save": "1"})
    assert Article.objects.values().get() == before
    assert not ArticleVersion.objects.exists()


def test_markup_in_a_note_is_text(client, article, people):
    workflow.note(article, "<b>粗</b> @林小满<script>alert(1)</script>", by=people["zhou"])
    client.force_login(people["zhou"])
    page = client.get(form_of(article)).content.decode()
    assert "&lt;b&gt;粗&lt;/b&gt; <b>@林小满</b>&lt;script&gt;" in page


def test_who_may_not_see_articles_sees_no_notes(client, article, people):
    note = workflow.note(article, "看", by=people["zhou"])
    guest = make_account()
    assert client.get(address_of(article))["Location"] == f"/admin/login/?next={address_of(article)}"
    asked_to_log_in = client.post(address_of(article), {"text": "看"}).content.decode()
    assert "login-form" in asked_to_log_in
    assert "data-notes" not in asked_to_log_in
    client.force_login(guest)
    for fields in ({"text": "看"}, {"settle": note.pk}):
        assert client.post(address_of(article), fields).status_code == 403
    assert client.get(address_of(article)).status_code == 403
    permit(guest, "view_article")
    reply = client.get(form_of(article))
    assert thread(reply) == [("周远", "看", [], False)]
    assert "note-text" not in reply.content.decode()
    assert client.post(address_of(article), {"text": "看"}).status_code == 400
    assert list(Note.objects.values_list("text", "settled_at")) == [("看", None)]


def test_only_notes_of_the_article_are_ticked_off_there(client, article, people):
    other = workflow.note(make_article(article.page), "看", by=people["zhou"])
    client.force_login(people["zhou"])
    for key in (other.pk, 0, "x", "", "9" * 30):
        assert client.post(address_of(article), {"settle": key}).status_code == 404
    assert client.get(address_of(article).replace(str(article.pk), "999999")).status_code == 404


def test_notes_go_with_their_article(client, people):
    article = make_article(make_page(make_edition(public=False)), approved=False)
    workflow.note(article, "@林小满", by=people["zhou"])
    client.force_login(people["lin"])
    client.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert [model.objects.count() for model in (Article, Note, Mention)] == [0, 0, 0]


def test_the_desk_of_notes_finds_them_and_changes_none(client, article, people):
    note = workflow.note(article, "数字再核一遍", by=people["zhou"])
    workflow.note(article, "别的", by=people["zhou"])
    client.force_login(people["lin"])
    page = client.get("/admin/articles/note/?q=再核")
    assert list(page.context["cl"].result_list) == [note]
    form = f"/admin/articles/note/{note.pk}/change/"
    assert client.get(form).status_code == 200
    assert client.post(form, {"text": "改"}).status_code == 403
    assert client.post(f"/admin/articles/note/{note.pk}/delete/", {"post": "yes"}).status_code == 403


# Readers and archives


def test_notes_are_in_no_version_no_export_and_no_reader_s_page(client, people, tmp_path):
    edition = make_edition(public=False)
    article = make_article(make_page(edition))
    workflow.note(article, "内部的话 @林小满", by=people["zhou"])
    with workflow.revision(article, by=people["zhou"]):
        article.headline = "改过的标题"
        article.save()
    edition.sign_off()
    edition.save()
    assert "内部的话" not in json.dumps(
        [version.record for version in ArticleVersion.objects.all()], ensure_ascii=False
    )
    call_command("export_archive", output=str(tmp_path / "out.jsonl"), all=True, stdout=StringIO(), stderr=StringIO())
    exported = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert "改过的标题" in exported
    assert "内部的话" not in exported
    lists = ["/", "/search/?q=内部的话", "/morning/", "/morning/2024-03-01/"]
    for address in (*lists, article.page.get_absolute_url(), article.get_absolute_url()):
        assert "内部的话" not in client.get(address).content.decode().replace('value="内部的话"', "").replace(
            "搜索：内部的话", ""
        )
    client.force_login(people["lin"])
    assert "内部的话" not in client.get(f"/admin/preview/article/{article.pk}/", follow=True).content.decode()
